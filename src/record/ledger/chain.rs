//! Following logs event by event: does each continue what came before, and do the checkpoints fit?

use super::envelope::{Envelope, Flaw, Header};
use super::note::{Checkpoint, public_key};
use super::tiles::{Edge, Tile};
use super::tree::{Frontier, Hash};
use crate::model::event::{Event, KeySucceeded, LogEnd, LogOpened};
use crate::model::id::Id;
use ed25519_dalek::VerifyingKey;
use std::collections::HashMap;

/// An event as it is stored, with its hashes computed anew.
pub struct Hashed {
    pub row: i64,
    /// Row of the event that opened the log, as stored beside the bytes.
    pub log: i64,
    pub seq: u64,
    /// The id that is stored beside the bytes.
    pub claimed: Id,
    /// The hash of the bytes.
    pub id: Id,
    pub leaf: Hash,
    /// What its bytes say, or why they are no event.
    pub read: Result<Stood, Flaw>,
}

/// Where an event says that it stands, and what it says where it opens a log.
pub struct Stood {
    pub header: Header,
    pub opening: Option<LogOpened>,
    /// The key under which its log goes on elsewhere, where it ends the log.
    pub succeeded: Option<KeySucceeded>,
    /// Its kind, where this version does not know it.
    pub unknown: Option<String>,
}

impl Stood {
    /// Reads stored bytes strictly, but for the bodies of events other than the first and the last of a log.
    pub fn read(bytes: &[u8]) -> Result<Self, Flaw> {
        let envelope = Envelope::read(bytes)?;
        let counts = envelope.header.seq == 0 || envelope.kind == "key.succeeded";
        let unknown = (!Event::is_known(envelope.kind)).then(|| envelope.kind.to_string());
        let event = if counts { envelope.event().ok() } else { None };
        Ok(Self { unknown, ..Self::of(envelope.header, event) })
    }

    /// Takes an event that was read, or one whose body says nothing of its log.
    pub fn of(header: Header, event: Option<Event>) -> Self {
        let (opening, succeeded) = match event {
            Some(Event::LogOpened(body)) if header.seq == 0 => (Some(body), None),
            Some(Event::KeySucceeded(body)) => (None, Some(body)),
            _ => (None, None),
        };
        Self { header, opening, succeeded, unknown: None }
    }
}

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    pub place: String,
    pub fault: String,
}

impl Fault {
    /// Names what is wrong with an event.
    pub fn of_event(row: i64, fault: impl ToString) -> Self {
        Self { place: format!("event {row}"), fault: fault.to_string() }
    }

    /// Names what is wrong with a log.
    pub fn of_log(origin: &str, fault: impl ToString) -> Self {
        Self { place: format!("log {origin}"), fault: fault.to_string() }
    }
}

/// A head that somebody kept, to be found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptHead {
    pub checkpoint: Checkpoint,
    /// The root that the log had at that size; absent where it never was as long.
    pub found: Option<Hash>,
}

/// One log, as far as it was followed.
#[derive(Default)]
pub struct LogChain {
    pub origin: String,
    /// Ed25519 public key, base64, as the log's first event names it.
    pub key: String,
    pub frontier: Frontier,
    pub clock: u64,
    pub kept: Vec<KeptHead>,
    /// The largest size that a signed checkpoint covers.
    pub signed: u64,
    /// The log that it goes on from, as its opening says.
    pub follows: Option<LogEnd>,
    /// The key and the log that go on from it, as its last event says.
    pub succeeded: Option<KeySucceeded>,
    /// The key, understood.
    pub verifier: Option<VerifyingKey>,
    /// A newer version opened it, so that its key cannot be read here.
    pub unread: bool,
    /// The clock of its last event; none where that is for a newer version to read.
    pub last_clock: Option<u64>,
    edge: Edge,
}

impl LogChain {
    /// Takes up a log where it ends, to follow what comes after.
    pub fn resumed(origin: String, key: String, clock: u64, frontier: Frontier, edge: Edge) -> Self {
        let (signed, verifier) = (frontier.size(), public_key(&key));
        Self { origin, key, frontier, clock, signed, verifier, edge, ..Self::default() }
    }

    /// Gives the unfinished tiles of the tree.
    pub fn unfinished_tiles(&self) -> impl Iterator<Item = Tile> {
        self.edge.unfinished()
    }
}

/// All logs of a casebook, followed in the order in which events arrived.
#[derive(Default)]
pub struct Chain {
    /// By the row of the event that opened the log.
    pub logs: HashMap<i64, LogChain>,
    /// The first events that this version does not know, and how many there are.
    pub unknown: Vec<Fault>,
    pub unknown_count: usize,
    kept: HashMap<String, Vec<Checkpoint>>,
    rows: i64,
}

/// How many events that are not known are named.
const KEPT_UNKNOWN: usize = 20;

impl Chain {
    /// Prepares to look for heads that were kept elsewhere.
    pub fn looking_for(kept: impl IntoIterator<Item = Checkpoint>) -> Self {
        let mut chain = Self::default();
        for checkpoint in kept {
            chain.kept.entry(checkpoint.origin.clone()).or_default().push(checkpoint);
        }
        chain
    }

    /// Goes on behind events that were followed before: how many there are, and where each log ends.
    pub fn resuming(rows: i64, logs: impl IntoIterator<Item = (i64, LogChain)>) -> Self {
        Self { logs: logs.into_iter().collect(), rows, ..Self::default() }
    }

    /// Follows one event; `tile` gets every tile of the tree that it completes.
    pub fn follow(&mut self, event: &Hashed, mut tile: impl FnMut(i64, Tile)) -> Result<(), Fault> {
        let wrong = |fault: &str| Err(Fault::of_event(event.row, fault));
        self.rows += 1;
        if event.row != self.rows {
            let missing = self.rows;
            self.rows = event.row;
            return wrong(&format!("event {missing} is missing before it"));
        }
        let log = self.logs.entry(event.log).or_default();
        let checked = check(event, log);
        let newer = newer(event, checked.as_ref().ok().copied(), log.frontier.size());
        if newer.is_some() && event.seq == 0 {
            log.unread = true;
        }
        // The tree is of the bytes that are there, whatever they say.
        if log.origin.is_empty()
            && let Ok(header) = checked
        {
            log.origin.clone_from(&header.log);
            let kept = self.kept.remove(&header.log).unwrap_or_default();
            log.kept = kept.into_iter().map(|checkpoint| KeptHead { checkpoint, found: None }).collect();
        }
        log.frontier.push(event.leaf);
        let pushed: Result<(), std::convert::Infallible> = log.edge.push(event.leaf, |full| {
            tile(event.log, full);
            Ok(())
        });
        pushed.unwrap_or_else(|never| match never {});
        let size = log.frontier.size();
        if log.kept.iter().any(|head| head.checkpoint.size == size) {
            let root = log.frontier.root();
            log.kept.iter_mut().filter(|head| head.checkpoint.size == size).for_each(|head| head.found = Some(root));
        }
        let clock = checked.as_ref().ok().map(|header| header.clock);
        (log.clock, log.last_clock) = (clock.unwrap_or(log.clock), clock);
        if let Some(flaw) = newer {
            self.unknown_count += 1;
            if self.unknown.len() < KEPT_UNKNOWN {
                self.unknown.push(Fault::of_event(event.row, flaw));
            }
            return Ok(());
        }
        checked.map(drop).or_else(|fault| wrong(&fault))
    }

    /// Says which logs name another as the one before or after them that does not name them in turn, or is not there.
    pub fn succession_faults(&self) -> Vec<Fault> {
        let at = |origin: &str| self.logs.values().find(|log| log.origin == origin);
        let mut faults = Vec::new();
        for log in self.logs.values() {
            if let Some(by) = &log.succeeded
                && at(&by.log).and_then(|later| later.follows.as_ref()).is_none_or(|end| end.log != log.origin)
            {
                faults.push(Fault::of_log(&log.origin, "the log that goes on from it is not here"));
            }
            let Some(earlier) = &log.follows else { continue };
            let fault = match at(&earlier.log) {
                None => "it goes on from a log that is not here",
                Some(found)
                    if found.succeeded.as_ref().map(|by| (&by.log, &by.key)) != Some((&log.origin, &log.key)) =>
                {
                    "it goes on from a log that does not name it as its successor"
                }
                Some(found) if (found.frontier.size(), found.frontier.root()) != (earlier.size, earlier.root.0) => {
                    "it goes on from another end of a log than that log has"
                }
                Some(_) => continue,
            };
            faults.push(Fault::of_log(&log.origin, fault));
        }
        faults
    }

    /// Says whether a log goes on from another, directly or by others between, each named by the one before.
    pub fn goes_on_from(&self, log: &LogChain, earlier: &str) -> bool {
        // A circle would need two hashes that contain each other; the bound is for what is not verified yet.
        let mut at = log;
        for _ in 0..self.logs.len() {
            let Some(end) = &at.follows else { return false };
            if end.log == earlier {
                return true;
            }
            let Some(before) = self.logs.values().find(|log| log.origin == end.log) else { return false };
            at = before;
        }
        false
    }

    /// Gives how many events were followed.
    pub fn followed(&self) -> i64 {
        self.rows
    }

    /// Follows an event of which only the hash of its leaf is known: what comes after it still has to continue it.
    pub fn pass_over(&mut self, row: i64, log: i64, leaf: Hash) {
        self.rows = row;
        self.logs.entry(log).or_default().frontier.push(leaf);
    }

    /// Checks a signed checkpoint over a log that stands at its size; the signature only where that is wanted.
    pub fn checkpoint(&mut self, log: i64, note: &str, signature: bool) -> Result<(), Fault> {
        let Some(chain) = self.logs.get_mut(&log) else {
            return Err(Fault {
                place: format!("log {log}"),
                fault: "a checkpoint is of a log that is not there".into(),
            });
        };
        if let (true, true, Ok(unread)) = (chain.unread, chain.origin.is_empty(), Checkpoint::read(note)) {
            // Its opening, which would name it, is for a newer version to read.
            chain.origin = unread.origin;
        }
        let read = match (&chain.verifier, signature) {
            (Some(key), true) => Checkpoint::open(note, key),
            _ => Checkpoint::read(note),
        };
        let faulty =
            |fault: String| Fault::of_log(&chain.origin, format!("checkpoint at {}: {fault}", chain.frontier.size()));
        let checkpoint = read.map_err(|flaw| faulty(flaw.to_string()))?;
        let here =
            Checkpoint { origin: chain.origin.clone(), size: chain.frontier.size(), root: chain.frontier.root() };
        if checkpoint != here {
            return Err(faulty("it is not over the events that are there".into()));
        }
        chain.signed = here.size;
        Ok(())
    }
}

/// Says what a newer version must read of an event whose place in its log is as it should be, as far as that is known.
fn newer(event: &Hashed, header: Option<&Header>, due: u64) -> Option<Flaw> {
    match (&event.read, header) {
        (Ok(Stood { unknown: Some(kind), .. }), Some(_)) => Some(Flaw::UnknownKind(kind.clone())),
        (Err(flaw @ Flaw::NewerFormat(_)), None) => {
            let placed = event.seq == due && (due > 0 || event.log == event.row);
            (event.id == event.claimed && placed).then(|| flaw.clone())
        }
        _ => None,
    }
}

fn check<'e>(event: &'e Hashed, log: &mut LogChain) -> Result<&'e Header, String> {
    if event.id != event.claimed {
        return Err("its bytes do not have the hash that is its id".into());
    }
    let Stood { header, opening, succeeded, .. } = event.read.as_ref().map_err(Flaw::to_string)?;
    if header.seq != event.seq || header.seq != log.frontier.size() {
        return Err(format!(
            "it says that it is number {} of its log, where number {} is due",
            header.seq,
            log.frontier.size()
        ));
    }
    if header.prev != log.frontier.root() {
        return Err("it does not continue the events before it".into());
    }
    if header.seq == 0 {
        open(event, opening.as_ref(), log)?;
    } else if header.log != log.origin && !(log.unread && log.origin.is_empty()) {
        return Err("it belongs to another log".into());
    } else if header.clock <= log.clock {
        return Err("its clock runs backwards".into());
    } else if log.succeeded.is_some() {
        return Err("it comes after the end of its log, whose key was succeeded by another".into());
    }
    log.succeeded.clone_from(succeeded);
    Ok(header)
}

fn open(event: &Hashed, opening: Option<&LogOpened>, log: &mut LogChain) -> Result<(), String> {
    let Some(body) = opening else {
        return Err("a log begins with something else than its opening".into());
    };
    if event.log != event.row {
        return Err("it opens a log, but stands in another".into());
    }
    log.verifier = Some(public_key(&body.key).ok_or("the key of its log is not an Ed25519 key")?);
    log.key.clone_from(&body.key);
    log.follows.clone_from(&body.follows);
    Ok(())
}

#[cfg(test)]
mod tests;
