//! Witnesses: asking for a cosignature, giving one to others, and keeping those that came.

use super::prove::{head, own_log};
use record::ledger::cosignature::{WitnessKey, cosign};
use record::ledger::note::{Checkpoint, public_key};
use record::ledger::proof::Head as TreeHead;
use record::ledger::proof_file::Growth;
use record::ledger::tree::empty_root;
use record::ledger::trusted::{Head, TrustedKey};
use store::casebook::clock::Clock;
use store::casebook::entropy::Entropy;
use store::casebook::home::{Home, SeenHead};
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};

use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use record::model::event::HeadWitnessed;
use record::model::id::Id;
use record::model::time::Moment;
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::Reader;
use store::cosignatures::{NewCosignature, StoredCosignature};

/// What a witness is asked.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    pub log: String,
    /// Number of events under the last head that the witness cosigned; 0 where it is asked for the first time.
    pub old: u64,
    /// Number of events under the head that it is to cosign.
    pub new: u64,
    /// The text of the request: the body of an `add-checkpoint` request of C2SP tlog-witness.
    pub request: String,
}

/// What a witness answered.
#[derive(Clone, Debug, Serialize)]
pub struct Cosigned {
    pub log: String,
    /// Number of events that it had cosigned before, and now.
    pub old: u64,
    pub new: u64,
    pub root: Id,
    /// Verifier key of the witness.
    pub witness: String,
    /// The checkpoint with the cosignature added.
    pub note: String,
    /// The event that tells of it in the log of the one who cosigned, where there is one.
    pub event: Option<Id>,
}

/// A cosignature that was kept.
#[derive(Clone, Debug, Serialize)]
pub struct Kept {
    pub log: String,
    pub size: u64,
    pub witness: String,
    /// When the witness cosigned, by its own clock.
    pub time: Moment,
    /// It was there already.
    pub known: bool,
}

/// Gives the key by which an actor is known as a witness, and makes it where there is none yet.
pub fn key(home: &Home, actor: &Actor) -> Result<WitnessKey> {
    Ok(own_key(home, actor)?.0)
}

fn own_key(home: &Home, actor: &Actor) -> Result<(WitnessKey, SigningKey)> {
    let secret = home.witness_key(actor.name(), || Entropy::default().draw())?;
    let key = secret.verifying_key();
    // The name tells nothing of the person, and two witnesses never share it.
    let name = data_encoding::HEXLOWER.encode(&Sha256::digest(key.as_bytes())[..8]);
    Ok((WitnessKey { name: format!("tickmark/witness/{name}"), key }, secret))
}

/// Asks a witness to cosign the head of the actor's log, or of the log named, on from the last one that it cosigned.
///
/// `from` says how many events that had, where the casebook does not know it.
pub fn request(
    reader: Reader,
    actor: Option<&Actor>,
    log: Option<&str>,
    witness: Option<&WitnessKey>,
    from: Option<u64>,
) -> Result<Asked> {
    reader.at_one_moment(|reader| {
        let log = own_log(reader, actor, log)?;
        let (checkpoint, note) = head(reader, &log)?;
        let line = witness.map(WitnessKey::line);
        let cosigned = reader.cosignatures()?.into_iter().map(|stored| stored.of);
        let cosigned = cosigned.filter(|known| known.log == log.row && Some(&known.key) == line.as_ref());
        let old = from.unwrap_or_else(|| cosigned.map(|known| known.size).max().unwrap_or(0));
        if old > checkpoint.size {
            return Err(Error::Invalid(format!("log {} has {} events, not {old}", log.origin, checkpoint.size)));
        }
        let path = reader.consistency(log.row, old, checkpoint.size)?;
        let request = Growth { old, path, checkpoint: note }.write();
        Ok(Asked { log: log.origin, old, new: checkpoint.size, request })
    })
}

/// Cosigns the head of somebody's log, where it continues the last one of that log that this witness cosigned.
///
/// The log's key is the one that was pinned the first time, else one that is trusted, else that of a head seen here.
pub fn sign(home: &Home, clock: Clock, actor: &Actor, request: &str, trusted: &[TrustedKey]) -> Result<Cosigned> {
    let refused = |flaw: &dyn std::fmt::Display| Error::Invalid(format!("the request: {flaw}"));
    let asked = Growth::read(request).map_err(|flaw| refused(&flaw))?;
    let now = Checkpoint::read(&asked.checkpoint).map_err(|flaw| refused(&flaw))?;
    if now.origin.is_empty() || now.origin.chars().any(|c| c.is_control() || c.is_whitespace() || c == '+') {
        return Err(refused(&"its log has an unusable name"));
    }
    let (witness, secret) = own_key(home, actor)?;
    // Two requests at once could each be right, and both together wrong.
    let _lock = home.lock_witness(&witness.name)?;
    let pinned = home.witnessed_head(&witness.name, &now.origin)?;
    let key = key_of_log(home, &now.origin, pinned.as_ref(), trusted)?;
    let verifier = public_key(&key).ok_or_else(|| refused(&"the key of its log is not an Ed25519 key"))?;
    // Lines of others are left away: nothing vouches for what they say.
    let note = Checkpoint::alone(&asked.checkpoint, &verifier).map_err(|flaw| refused(&flaw))?;
    let last = pinned.and_then(|pinned| pinned.checkpoint());
    require_growth(&asked, &now, last.as_ref())?;
    require_same_as_seen(home, &now)?;
    let seconds = clock.now().millis() as u64 / 1000;
    let line = cosign(&note, &witness.name, &secret, seconds).map_err(|flaw| refused(&flaw))?;
    // Before the cosignature is out: what was said must not be forgotten.
    home.remember_witnessed(&witness.name, &now.origin, &SeenHead { note: note.clone(), key })?;
    let (old, note) = (last.map_or(0, |last| last.size), note + &line);
    Ok(Cosigned { log: now.origin, old, new: now.size, root: Id(now.root), witness: witness.line(), note, event: None })
}

fn key_of_log(home: &Home, origin: &str, pinned: Option<&SeenHead>, trusted: &[TrustedKey]) -> Result<String> {
    let named = trusted.iter().find(|known| known.origin == origin).map(|known| BASE64.encode(known.key.as_bytes()));
    let known = match pinned {
        Some(pinned) => Some(pinned.key.clone()),
        None => match &named {
            Some(_) => None,
            None => home.seen_head(origin)?.map(|seen| seen.key),
        },
    };
    match (known, named) {
        (Some(known), Some(named)) if known != named => {
            Err(Error::Invalid(format!("log {origin} was cosigned under another key before")))
        }
        (Some(key), _) | (None, Some(key)) => Ok(key),
        (None, None) => Err(Error::UnknownKey { log: origin.to_string() }),
    }
}

fn require_growth(asked: &Growth, now: &Checkpoint, last: Option<&Checkpoint>) -> Result<()> {
    let broken = |seen: u64| Error::TwoHistories { log: now.origin.clone(), seen, size: now.size };
    match last {
        // Asked again: the answer may have been lost on its way.
        Some(last) if last == now => Ok(()),
        Some(last) if now.size == last.size => Err(broken(last.size)),
        Some(last) if now.size < last.size || asked.old != last.size => {
            Err(Error::WitnessedAlready { log: now.origin.clone(), size: last.size })
        }
        Some(last) => asked.follow(&last.head()).map(drop).map_err(|_| broken(last.size)),
        None if asked.old != 0 => Err(Error::WitnessedAlready { log: now.origin.clone(), size: 0 }),
        None => {
            let nothing = TreeHead { size: 0, root: empty_root() };
            asked.follow(&nothing).map(drop).map_err(|flaw| Error::Invalid(format!("the request: {flaw}")))
        }
    }
}

fn require_same_as_seen(home: &Home, now: &Checkpoint) -> Result<()> {
    let seen = home.seen_head(&now.origin)?.and_then(|seen| seen.checkpoint());
    match seen.filter(|seen| seen.size == now.size && seen.root != now.root) {
        Some(seen) => Err(Error::TwoHistories { log: now.origin.clone(), seen: seen.size, size: now.size }),
        None => Ok(()),
    }
}

/// Records in the actor's own log that a head was cosigned, where the casebook holds such a log.
pub fn embed(casebook: &mut Casebook, actor: &Actor, cosigned: &mut Cosigned) -> Result<()> {
    let Some(key) = casebook.home.key_if_there(actor.name())? else { return Ok(()) };
    let key = BASE64.encode(key.verifying_key().as_bytes());
    if !casebook.reader().logs()?.iter().any(|log| log.key == key) {
        return Ok(());
    }
    let witnessed = HeadWitnessed { log: cosigned.log.clone(), root: cosigned.root, size: cosigned.new };
    cosigned.event = Some(casebook.write(actor, |pen| Ok(pen.record(witnessed, Vec::new())?.id))?);
    Ok(())
}

/// Reads what a witness answered: notes, or bare lines of cosignature, as an `add-checkpoint` request of tlog-witness is
/// answered, for the head here that they are over.
pub fn answers(reader: Reader, text: &str, named: &[WitnessKey]) -> Result<Option<Vec<Head>>> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() || !lines.iter().all(|line| line.starts_with("\u{2014} ")) {
        return Ok(None);
    }
    let keys = known_keys(&reader.cosignatures()?, named);
    let mut heads = Vec::new();
    for line in lines {
        let under = |note: &str| format!("{note}{line}\n");
        let genuine = |note: &str| keys.iter().any(|key| key.open(&under(note)).is_ok());
        if let Some(over) = reader.find_checkpoint(genuine)? {
            let note = under(&over.note);
            let checkpoint = Checkpoint::read(&note).map_err(|flaw| Error::Damaged(flaw.to_string()))?;
            heads.push(Head { note, checkpoint, line: 0 });
        }
    }
    match heads.is_empty() {
        true => Err(Error::Invalid(
            "none of the lines is a cosignature of a head here by a witness that is known or named".into(),
        )),
        false => Ok(Some(heads)),
    }
}

fn known_keys(known: &[StoredCosignature], named: &[WitnessKey]) -> Vec<WitnessKey> {
    let mut keys: Vec<WitnessKey> = known.iter().filter_map(|stored| WitnessKey::parse(&stored.of.key)).collect();
    keys.extend(named.iter().cloned());
    keys.sort_by_key(WitnessKey::line);
    keys.dedup();
    keys
}

/// Keeps the cosignatures that came back, each verified under a key that was named, now or before.
pub fn import(casebook: &mut Casebook, notes: &[Head], named: &[WitnessKey]) -> Result<Vec<Kept>> {
    let reader = casebook.reader();
    let known = reader.cosignatures()?;
    let keys = known_keys(&known, named);
    let (mut kept, mut new) = (Vec::new(), Vec::<NewCosignature>::new());
    for note in notes {
        let (log, alone) = fitting_log(reader, note)?;
        let before = kept.len();
        for key in &keys {
            let found = match key.open(&note.note) {
                Ok(found) => found,
                Err(record::ledger::note::Flaw::Unsigned(_)) => continue,
                Err(flaw) => return Err(Error::Invalid(flaw.to_string())),
            };
            let (size, line) = (found.checkpoint.size, key.line());
            let same = |of: &NewCosignature| (of.log, of.size, &of.key) == (log, size, &line);
            let there = known.iter().any(|stored| same(&stored.of)) || new.iter().any(same);
            let time = i64::try_from(found.time).ok().and_then(|time| Moment::from_millis(time.checked_mul(1000)?));
            let time = time.ok_or_else(|| Error::Invalid("the witness claims a time that there is not".into()))?;
            kept.push(Kept { log: found.checkpoint.origin, size, witness: line.clone(), time, known: there });
            if !there {
                new.push(NewCosignature {
                    log,
                    size,
                    key: line,
                    note: alone.clone() + &key.line_under(&note.note).unwrap_or_default(),
                });
            }
        }
        if kept.len() == before {
            return Err(Error::NoCosignature { log: note.checkpoint.origin.clone() });
        }
    }
    casebook.keep_cosignatures(&new)?;
    Ok(kept)
}

/// Finds the log that a cosigned head is of, and requires that it is a head that the log had, under the log's own key;
/// gives the head with that signature alone.
fn fitting_log(reader: Reader, note: &Head) -> Result<(i64, String)> {
    let Checkpoint { origin, size, root } = &note.checkpoint;
    let log = own_log(reader, None, Some(origin))?;
    let key = public_key(&log.key).ok_or_else(|| Error::Damaged(format!("log {origin} has no key")))?;
    let alone = Checkpoint::alone(&note.note, &key).map_err(|flaw| Error::Invalid(flaw.to_string()))?;
    match reader.root_at(log.row, *size)? {
        None => Err(Error::OlderCopy { log: origin.clone(), seen: *size, here: log.size }),
        Some(here) if here != *root => Err(Error::Forked { log: origin.clone() }),
        Some(_) => Ok((log.row, alone)),
    }
}
