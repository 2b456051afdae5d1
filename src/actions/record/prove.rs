//! Proofs for others: that an event is in its log, and that a log continues a head that somebody kept.

use crate::output::{Target, write_file};
use record::ledger::cosignature::WitnessKey;
use record::ledger::note::{Checkpoint, public_key, verifier_key};
use record::ledger::proof_file::{Growth, Inclusion};
use record::model::id::Id;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use store::Reader;
use store::casebook::{Actor, Casebook};
use store::cosignatures::NewCosignature;
use store::error::{Error, Result};
use store::events::Log;
use store::find::{Found, Kind};

/// The ending of the files of proofs, as their specification recommends.
pub const ENDING: &str = "tlog-proof";

/// The proof that an event is in its log.
#[derive(Clone, Debug, Serialize)]
pub struct EventProof {
    pub event: Id,
    pub log: String,
    /// Number of events that the checkpoint covers.
    pub size: u64,
    /// Place of the event among them, from 0.
    pub index: u64,
    /// The key of the log, as C2SP signed-note writes it.
    pub key: String,
    /// The text of the proof.
    pub proof: String,
}

/// The proof that a log continues a head that somebody kept.
#[derive(Clone, Debug, Serialize)]
pub struct GrowthProof {
    pub log: String,
    /// Number of events under the head that was kept.
    pub old: u64,
    /// Number of events that the checkpoint covers.
    pub new: u64,
    /// The key of the log, as C2SP signed-note writes it.
    pub key: String,
    /// The text of the proof.
    pub proof: String,
}

/// The proofs of every event of a claim, in a folder.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimProofs {
    pub claim: Id,
    pub folder: PathBuf,
    pub events: Vec<Id>,
    /// Events whose bytes are confidential: their proofs were written, their bytes were not.
    pub kept_back: usize,
}

/// Under which signed head of its log an event is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// The latest.
    Latest,
    /// The latest that a witness cosigned.
    Cosigned,
}

/// Proves that an event is in its log; a claim stands for the event that recorded it.
pub fn event(reader: Reader, reference: &str, under: Under) -> Result<EventProof> {
    reader.at_one_moment(|reader| prove(reader, find(reader, reference)?, under))
}

fn find(reader: Reader, reference: &str) -> Result<Found> {
    match reader.find(Kind::Claim, reference) {
        Err(unknown @ Error::Unknown { .. }) => match reader.find(Kind::Event, reference) {
            Err(Error::NotAnId(_)) => Err(unknown),
            found => found,
        },
        found => found,
    }
}

pub(crate) fn prove(reader: Reader, event: Found, under: Under) -> Result<EventProof> {
    let (log, index) = reader.position_of(event.row)?;
    let log = log_where(reader, |known| known.row == log)?
        .ok_or_else(|| Error::Damaged(format!("the log of event {} is missing", event.row)))?;
    let (checkpoint, note) = match under {
        Under::Latest => head(reader, &log)?,
        Under::Cosigned => cosigned_head(reader, &log, index)?,
    };
    let path = reader.inclusion(log.row, index, checkpoint.size)?;
    let proof = Inclusion { index, extra: None, path, checkpoint: note }.write();
    Ok(EventProof { event: event.id, key: key(&log)?, log: log.origin, size: checkpoint.size, index, proof })
}

/// Proves every event of a claim, into a folder: beside each proof the bytes that it is about.
pub fn claim(casebook: &Casebook, reference: &str, folder: &Path, under: Under) -> Result<ClaimProofs> {
    casebook.reader().at_one_moment(|reader| {
        let claim = crate::claim(reader, reference)?.recorded;
        std::fs::create_dir_all(folder).map_err(|error| Error::making(folder, &error))?;
        let (mut events, mut kept_back) = (Vec::new(), 0);
        for record in reader.claim_records(claim.row)? {
            let proven = prove(reader, Found { row: record.row, id: record.id }, under)?;
            let name = folder.join(record.id.short());
            let (_, bytes) = reader.record_with_bytes(record.row)?;
            match bytes.is_empty() {
                true => kept_back += 1,
                false => write_file(casebook, &name.with_extension("json"), false, bytes.as_bytes())?,
            }
            write_file(casebook, &name.with_extension(ENDING), false, proven.proof.as_bytes())?;
            events.push(record.id);
        }
        Ok(ClaimProofs { claim: claim.id, folder: folder.to_path_buf(), events, kept_back })
    })
}

/// Proves that a log is today what it was under a head that somebody kept, and more.
///
/// `old` is a signed checkpoint; one that is not genuine is refused, since it would prove nothing against the log.
pub fn growth(reader: Reader, old: &str) -> Result<GrowthProof> {
    reader.at_one_moment(|reader| {
        let kept = Checkpoint::read(old).map_err(|flaw| Error::Invalid(flaw.to_string()))?;
        let unknown = || Error::Unknown { what: "log", prefix: kept.origin.clone() };
        let log = log_where(reader, |log| log.origin == kept.origin)?.ok_or_else(unknown)?;
        let verifier = public_key(&log.key).ok_or_else(|| no_key(&log))?;
        Checkpoint::open(old, &verifier).map_err(|flaw| Error::Invalid(format!("the head that was kept: {flaw}")))?;
        require_ancestor(reader, &log, &kept)?;
        let (checkpoint, note) = head(reader, &log)?;
        let path = reader.consistency(log.row, kept.size, checkpoint.size)?;
        let proof = Growth { old: kept.size, path, checkpoint: note }.write();
        Ok(GrowthProof { key: key(&log)?, log: log.origin, old: kept.size, new: checkpoint.size, proof })
    })
}

fn require_ancestor(reader: Reader, log: &Log, kept: &Checkpoint) -> Result<()> {
    let (origin, seen, here) = (log.origin.clone(), kept.size, log.size);
    match reader.root_at(log.row, kept.size)? {
        None => Err(Error::OlderCopy { log: origin, seen, here }),
        Some(root) if root != kept.root => Err(Error::Forked { log: origin }),
        Some(_) => Ok(()),
    }
}

/// Writes a proof, or what else is for others, to a file that must not exist yet.
pub fn write(to: &Path, text: &str) -> Result<()> {
    let mut target = Target::open(to, false)?;
    target.temporary.write_all(text.as_bytes()).map_err(|error| Error::file(to, &error))?;
    target.put_in_place(false).map(drop)
}

/// Finds the log that is named, else the one of an actor, else the only one.
pub(crate) fn own_log(reader: Reader, actor: Option<&Actor>, origin: Option<&str>) -> Result<Log> {
    let mut logs = reader.logs()?;
    match (origin, actor) {
        (Some(origin), _) => logs.retain(|log| log.origin == origin),
        (None, Some(actor)) => {
            let mut own = Vec::new();
            for log in logs {
                // A log that ended is named where it is meant.
                if log.actor.as_deref() == Some(actor.name()) && reader.successor_of(&log.origin)?.is_none() {
                    own.push(log);
                }
            }
            logs = own;
        }
        (None, None) => {}
    }
    match (logs.len(), origin) {
        (1, _) => Ok(logs.remove(0)),
        (0, Some(origin)) => Err(Error::Invalid(format!("log {} is not in this casebook", origin.escape_debug()))),
        (0, None) => Err(Error::Invalid("there is no log of yours in this casebook".into())),
        _ => {
            let origins: Vec<&str> = logs.iter().map(|log| log.origin.as_str()).collect();
            Err(Error::Invalid(format!("say which log with --log: {}", origins.join(", "))))
        }
    }
}

fn log_where(reader: Reader, wanted: impl Fn(&Log) -> bool) -> Result<Option<Log>> {
    Ok(reader.logs()?.into_iter().find(wanted))
}

/// Gives the latest signed checkpoint of a log, read and as it stands, with the cosignatures that there are of it.
pub(crate) fn head(reader: Reader, log: &Log) -> Result<(Checkpoint, String)> {
    let unsigned = || Error::Damaged(format!("log {} has no signed checkpoint", log.origin));
    let note = reader.checkpoint(log.row)?.ok_or_else(unsigned)?;
    let checkpoint = Checkpoint::read(&note).map_err(|flaw| Error::Damaged(flaw.to_string()))?;
    let cosignatures = of_log(reader, log)?.into_iter().filter(|of| of.size == checkpoint.size);
    let lines = cosignatures.filter_map(|of| WitnessKey::parse(&of.key)?.line_under(&of.note).ok());
    let note = note + &lines.collect::<String>();
    Ok((checkpoint, note))
}

/// Gives the latest signed checkpoint over an event that a witness cosigned, with one cosignature.
fn cosigned_head(reader: Reader, log: &Log, index: u64) -> Result<(Checkpoint, String)> {
    let latest = of_log(reader, log)?.into_iter().filter(|of| of.size > index).max_by_key(|of| of.size);
    let note = latest.ok_or_else(|| Error::NotCosigned { log: log.origin.clone() })?.note;
    let checkpoint = Checkpoint::read(&note).map_err(|flaw| Error::Damaged(flaw.to_string()))?;
    Ok((checkpoint, note))
}

pub(crate) fn of_log(reader: Reader, log: &Log) -> Result<Vec<NewCosignature>> {
    let all = reader.cosignatures()?.into_iter().map(|stored| stored.of);
    Ok(all.filter(|of| of.log == log.row).collect())
}

fn key(log: &Log) -> Result<String> {
    let key = public_key(&log.key).ok_or_else(|| no_key(log))?;
    Ok(verifier_key(&log.origin, &key))
}

pub(crate) fn no_key(log: &Log) -> Error {
    Error::Damaged(format!("the key of log {} is not an Ed25519 key", log.origin))
}
