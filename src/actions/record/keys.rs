//! One's own keys: what they are, going on under another, and saying which are not to be trusted.

use super::prove;
use data_encoding::BASE64;
use record::ledger::note::{public_key, verifier_key};
use record::ledger::ssh::fingerprint;
use record::model::disclosure::Value;
use record::model::event::KeyRevoked;
use record::model::id::Id;
use record::model::time::Day;
use serde::Serialize;
use store::Reader;
use store::casebook::home::Home;
use store::casebook::signer::Signer;
use store::casebook::{Actor, Casebook, agent};
use store::error::{Error, Result};
use store::events::Log;
use store::find::Kind;

/// How many events are looked through at once.
const STRETCH: usize = 512;

/// Somebody's key, and the logs that they wrote here.
#[derive(Clone, Debug, Serialize)]
pub struct OwnKey {
    pub actor: String,
    /// As SSH shows it; absent where there is no key yet.
    pub fingerprint: Option<String>,
    /// Ed25519 public key, base64.
    pub key: Option<String>,
    /// Its secret lives in ssh-agent.
    pub agent: bool,
    /// In the order in which they began.
    pub logs: Vec<OwnLog>,
}

/// One log of somebody.
#[derive(Clone, Debug, Serialize)]
pub struct OwnLog {
    pub log: String,
    /// The key, as C2SP signed-note writes it.
    pub key: String,
    pub fingerprint: String,
    pub size: u64,
    /// The log that goes on from it.
    pub successor: Option<String>,
    /// How many events are still to be trusted, where somebody revoked its key.
    pub revoked: Option<u64>,
}

/// Shows the key of an actor, and its logs where there is a casebook.
pub fn show(home: &Home, actor: &Actor, reader: Option<Reader>) -> Result<OwnKey> {
    let signer = home.key_if_there(actor.name())?;
    let (key, agent) = (signer.as_ref().map(Signer::verifying_key), signer.is_some_and(|key| key.signs_only()));
    let logs = reader.map_or(Ok(Vec::new()), |reader| own_logs(reader, actor))?;
    Ok(OwnKey {
        actor: actor.name().to_string(),
        fingerprint: key.as_ref().map(fingerprint),
        key: key.map(|key| BASE64.encode(key.as_bytes())),
        agent,
        logs,
    })
}

fn own_logs(reader: Reader, actor: &Actor) -> Result<Vec<OwnLog>> {
    let (mut logs, revocations) = (Vec::new(), reader.revocations()?);
    for log in reader.logs()?.into_iter().filter(|log| log.actor.as_deref() == Some(actor.name())) {
        let key = public_key(&log.key).ok_or_else(|| prove::no_key(&log))?;
        let of_log =
            revocations.iter().filter(|known| known.counts && (&known.log, &known.key) == (&log.origin, &log.key));
        logs.push(OwnLog {
            key: verifier_key(&log.origin, &key),
            fingerprint: fingerprint(&key),
            size: log.size,
            successor: reader.successor_of(&log.origin)?.map(|by| by.log),
            revoked: of_log.map(|known| known.size).min(),
            log: log.origin,
        });
    }
    Ok(logs)
}

/// Goes on under a new key: here at once, in other casebooks with the next thing that is recorded there.
pub fn rotate(casebook: &mut Casebook, actor: &Actor) -> Result<OwnKey> {
    casebook.replace_key(actor)?;
    show(&casebook.home, actor, Some(casebook.reader()))
}

/// Has an actor sign with a key that lives in ssh-agent: the only Ed25519 key there, or the one with this fingerprint or
/// comment.
pub fn use_agent(home: &Home, casebook: Option<&mut Casebook>, actor: &Actor, which: Option<&str>) -> Result<OwnKey> {
    let mut held = agent::list()?;
    let shown = held.iter().map(|known| format!("{} {}", fingerprint(&known.key), known.comment.escape_debug()));
    let shown = shown.collect::<Vec<_>>().join(", ");
    if let Some(which) = which {
        held.retain(|known| known.comment == which || fingerprint(&known.key) == which);
    }
    let key = match held.as_slice() {
        [one] => one.key,
        _ if shown.is_empty() => return Err(Error::Agent("it holds no Ed25519 key; add one with `ssh-add`".into())),
        [] => return Err(Error::Agent(format!("it holds no such Ed25519 key, but: {shown}"))),
        _ => return Err(Error::Agent(format!("say which key: {shown}"))),
    };
    match casebook {
        Some(casebook) => {
            casebook.use_agent_key(actor, &key)?;
            show(home, actor, Some(casebook.reader()))
        }
        None => {
            home.use_agent_key(actor.name(), &key)?;
            show(home, actor, None)
        }
    }
}

/// From when on a key is not to be trusted.
pub enum From {
    /// All that is here is still to be trusted.
    Now,
    /// From this event of the log on, by the start of its id.
    Event(String),
    /// From the first event of the log on that claims this day or a later one.
    Day(Day),
}

/// A key that was revoked.
#[derive(Clone, Debug, Serialize)]
pub struct Revoked {
    pub event: Id,
    pub log: String,
    /// How many events of the log are still to be trusted, and how many there are.
    pub trusted: u64,
    pub size: u64,
}

/// Records that the key of a log is not to be trusted any more.
pub fn revoke(casebook: &mut Casebook, actor: &Actor, log: &str, from: &From, reason: &str) -> Result<Revoked> {
    let log = prove::own_log(casebook.reader(), None, Some(log))?;
    let own = casebook.home.key_if_there(actor.name())?.map(|key| BASE64.encode(key.verifying_key().as_bytes()));
    if own.as_ref() == Some(&log.key) {
        return Err(Error::OwnKey { log: log.origin });
    }
    let trusted = trusted_until(casebook.reader(), &log, from)?;
    let revoked = KeyRevoked { key: log.key, log: log.origin.clone(), size: trusted };
    let texts = vec![("reason", Value::Text(reason.to_string()))];
    let event = casebook.write(actor, |pen| Ok(pen.record(revoked, texts)?.id))?;
    Ok(Revoked { event, log: log.origin, trusted, size: log.size })
}

fn trusted_until(reader: Reader, log: &Log, from: &From) -> Result<u64> {
    match from {
        From::Now => Ok(log.size),
        From::Event(id) => {
            let record = reader.record(reader.find(Kind::Event, id)?.row)?;
            match record.log == log.origin {
                true => Ok(record.seq),
                false => Err(Error::Invalid(format!("event {} is not in log {}", record.id.short(), log.origin))),
            }
        }
        From::Day(day) => {
            let (mut before, mut trusted) = (i64::MAX, log.size);
            loop {
                let rows = reader.event_rows(Some(log.row), before, STRETCH)?;
                for row in &rows {
                    let record = reader.record(*row)?;
                    if record.time.day() >= *day {
                        trusted = trusted.min(record.seq);
                    }
                }
                match rows.last() {
                    Some(last) => before = *last,
                    None => return Ok(trusted),
                }
            }
        }
    }
}
