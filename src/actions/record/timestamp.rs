//! Having others say when a checkpoint existed: what is asked, what came back, and what it proves.

use record::ledger::note::Checkpoint;
use record::model::event::{Event, TimestampAttached};
use record::model::id::Id;
use record::model::time::Moment;
use record::model::words::TimestampForm;
pub use record::timestamps::ots::Attestation;
use record::timestamps::ots::Ots;
use record::timestamps::rfc3161::{self, Token};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::Reader;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::timestamps::StoredTimestamp;

/// The longest file that is attached, in bytes.
pub const LIMIT: u64 = rfc3161::REPLY_LIMIT as u64;

/// A request to an authority, and the bytes that it is over.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    pub log: String,
    pub actor: Option<String>,
    pub size: u64,
    /// SHA-256 of the checkpoint's bytes, which the request holds.
    pub sha256: Id,
    #[serde(skip)]
    pub request: Vec<u8>,
    #[serde(skip)]
    pub checkpoint: String,
}

/// A timestamp that was attached.
#[derive(Clone, Debug, Serialize)]
pub struct Timestamp {
    /// The event that tells of it.
    pub event: Id,
    /// SHA-256 of the file as it came.
    pub digest: Id,
    pub form: TimestampForm,
    /// The log and the size of the checkpoint that it is over.
    pub log: String,
    pub size: u64,
    /// What it states, whoever states it.
    pub time: Option<Moment>,
    pub authority: Option<String>,
    /// Where the paths of an OpenTimestamps file end.
    pub attestations: Vec<Attestation>,
    pub attached_by: String,
}

/// A timestamp as it was read, in one of the forms that there are.
pub enum Filed<'a> {
    Rfc3161(Box<Token<'a>>),
    OpenTimestamps(Ots),
}

impl<'a> Filed<'a> {
    /// Reads a file that was attached, or that is to be.
    pub fn read(file: &'a [u8]) -> Result<Self, String> {
        match Ots::is_one(file) {
            true => Ots::read(file).map(Self::OpenTimestamps).map_err(|flaw| flaw.to_string()),
            false => Token::read(file).map(|token| Self::Rfc3161(Box::new(token))).map_err(|flaw| flaw.to_string()),
        }
    }

    fn is_over(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Rfc3161(token) => token.is_over(bytes),
            Self::OpenTimestamps(ots) => ots.is_over(bytes),
        }
    }

    fn form(&self) -> TimestampForm {
        match self {
            Self::Rfc3161(_) => TimestampForm::Rfc3161,
            Self::OpenTimestamps(_) => TimestampForm::OpenTimestamps,
        }
    }
}

/// Makes a request over the latest checkpoint of every log, or of one person's.
pub fn ask(casebook: &mut Casebook, actor: Option<&str>) -> Result<Vec<Asked>> {
    let mut asked = Vec::new();
    for log in casebook.reader().logs()? {
        // The end of a log that another goes on from stands in the first event of that one.
        let ended = casebook.reader().successor_of(&log.origin)?.is_some();
        if ended || (actor.is_some() && log.actor.as_deref() != actor) {
            continue;
        }
        let Some(checkpoint) = casebook.reader().checkpoint(log.row)? else { continue };
        let request = rfc3161::request(checkpoint.as_bytes(), casebook.nonce());
        let sha256 = Id(Sha256::digest(&checkpoint).into());
        asked.push(Asked { log: log.origin, actor: log.actor, size: log.size, sha256, request, checkpoint });
    }
    match (asked.is_empty(), actor) {
        (false, _) => Ok(asked),
        (true, Some(name)) => {
            let name = name.escape_debug();
            Err(Error::Invalid(format!("nobody called `{name}` has recorded anything here")))
        }
        (true, None) => Err(Error::Invalid("nothing is recorded yet, so that there is no checkpoint".into())),
    }
}

/// Attaches what came back to the checkpoint that it is over.
///
/// `request` is the file that was sent, where the reply is to be held against its number.
pub fn attach(casebook: &mut Casebook, actor: &Actor, file: &[u8], request: Option<&[u8]>) -> Result<Timestamp> {
    let filed = Filed::read(file).map_err(refused)?;
    if let Some(request) = request {
        refuse_other_nonce(&filed, request)?;
    }
    let over = casebook.reader().find_checkpoint(|note| filed.is_over(note.as_bytes()))?;
    let over = over.ok_or_else(|| Error::Invalid("the timestamp is over no checkpoint of this casebook".into()))?;
    if let Filed::Rfc3161(token) = &filed {
        token.check(over.note.as_bytes()).map_err(refused)?;
    }
    let digest = Id(Sha256::digest(file).into());
    let log = Checkpoint::read(&over.note).map_err(|flaw| Error::Damaged(flaw.to_string()))?.origin;
    let told = TimestampAttached { digest, form: filed.form(), log, size: over.size };
    let event = casebook.write(actor, |pen| {
        refuse_again(pen.reader(), digest)?;
        let recorded = pen.record(told.clone(), Vec::new())?;
        pen.keep_timestamp(recorded.row, &over.note, file)?;
        Ok(recorded.id)
    })?;
    Ok(timestamp(event, &told, actor.name().to_string(), file))
}

fn refused(flaw: impl std::fmt::Display) -> Error {
    Error::Invalid(format!("the timestamp is refused: {flaw}"))
}

fn refuse_other_nonce(filed: &Filed, request: &[u8]) -> Result<()> {
    let nonce = rfc3161::requested_nonce(request)
        .ok_or_else(|| Error::Invalid("the request is no request for a timestamp with a nonce".into()))?;
    match filed {
        Filed::Rfc3161(token) if token.nonce() == Some(nonce.as_slice()) => Ok(()),
        Filed::Rfc3161(_) => {
            Err(Error::Invalid("the timestamp answers another request: its nonce is not the one sent".into()))
        }
        Filed::OpenTimestamps(_) => Err(Error::Invalid("an OpenTimestamps file answers no request".into())),
    }
}

fn refuse_again(reader: Reader, digest: Id) -> Result<()> {
    let there = reader.timestamps()?.iter().any(|stored| Id(Sha256::digest(&stored.token).into()) == digest);
    if there { Err(Error::Invalid("this timestamp is attached already".into())) } else { Ok(()) }
}

fn timestamp(event: Id, told: &TimestampAttached, attached_by: String, file: &[u8]) -> Timestamp {
    let mut timestamp = Timestamp {
        event,
        digest: told.digest,
        form: told.form,
        log: told.log.clone(),
        size: told.size,
        time: None,
        authority: None,
        attestations: Vec::new(),
        attached_by,
    };
    match Filed::read(file) {
        Ok(Filed::Rfc3161(token)) => {
            (timestamp.time, timestamp.authority) = (Some(token.time()), token.claimed_authority());
        }
        Ok(Filed::OpenTimestamps(ots)) => timestamp.attestations = ots.attestations,
        // Verifying says what is wrong with it.
        Err(_) => {}
    }
    timestamp
}

/// Lists what was attached, in the order of attaching, as it is stored and as its events tell of it.
pub fn list(reader: Reader) -> Result<Vec<(Timestamp, StoredTimestamp)>> {
    let mut all = Vec::new();
    for stored in reader.timestamps()? {
        let record = reader.record(stored.event)?;
        if let Event::TimestampAttached(told) = &record.event {
            all.push((timestamp(record.id, told, record.actor, &stored.token), stored));
        }
    }
    Ok(all)
}
