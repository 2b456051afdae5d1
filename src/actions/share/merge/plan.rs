//! What is to be taken in of which log, by comparing where the logs end here and there.

use super::forks;
use serde::Serialize;
use store::Reader;
use store::casebook::home::Home;
use store::error::{Error, Result};
use store::events::Log;

/// A log of which the other casebook holds more.
pub struct Wanted {
    /// As it ends there.
    pub log: Log,
    /// The row of its opening here, where it is known here.
    pub here: Option<i64>,
    /// How many of its events are here.
    pub have: u64,
}

/// A log of which more is here than there.
#[derive(Clone, Debug, Serialize)]
pub struct Ahead {
    pub origin: String,
    pub actor: Option<String>,
    /// How many events the other casebook lacks.
    pub events: u64,
}

/// What a merge is to do.
pub struct Plan {
    pub logs: Vec<Wanted>,
    pub ahead: Vec<Ahead>,
}

impl Plan {
    /// Compares the logs of two casebooks; a log that forked is refused, and the proof of it kept.
    pub fn of(ours: Reader, theirs: Reader, home: &Home) -> Result<Self> {
        let (known, mut logs, mut ahead) = (ours.logs()?, Vec::new(), Vec::new());
        let other = theirs.logs()?;
        for log in other {
            let here = known.iter().find(|here| here.origin == log.origin);
            if let Some(here) = here {
                refuse_fork((ours, here), (theirs, &log), home)?;
            }
            refuse_contradiction(theirs, &log, home)?;
            let have = here.map_or(0, |here| here.size);
            match have < log.size {
                true => logs.push(Wanted { here: here.map(|here| here.row), have, log }),
                false if have > log.size => {
                    ahead.push(Ahead { origin: log.origin, actor: log.actor, events: have - log.size });
                }
                false => {}
            }
        }
        let unknown = |here: &&Log| theirs.logs().is_ok_and(|other| other.iter().all(|log| log.origin != here.origin));
        for here in known.iter().filter(unknown) {
            ahead.push(Ahead { origin: here.origin.clone(), actor: here.actor.clone(), events: here.size });
        }
        Ok(Self { logs, ahead })
    }
}

/// Both sides must hold the same events as far as both go.
fn refuse_fork(ours: (Reader, &Log), theirs: (Reader, &Log), home: &Home) -> Result<()> {
    let common = ours.1.size.min(theirs.1.size);
    match same_until(ours, theirs, common)? {
        true => Ok(()),
        false => {
            let seq = forks::first_difference(common, |size| same_until(ours, theirs, size))?;
            let proof = forks::keep(home, ours, theirs, seq)?;
            Err(Error::ForkedElsewhere { log: ours.1.origin.clone(), seq, proof })
        }
    }
}

fn same_until(ours: (Reader, &Log), theirs: (Reader, &Log), size: u64) -> Result<bool> {
    Ok(ours.0.root_at(ours.1.row, size)? == theirs.0.root_at(theirs.1.row, size)?)
}

/// A head that was seen on this machine binds also where the events under it are not here.
fn refuse_contradiction(theirs: Reader, log: &Log, home: &Home) -> Result<()> {
    let Some(seen) = home.seen_head(&log.origin)? else { return Ok(()) };
    let Some(head) = seen.checkpoint().filter(|head| head.size <= log.size) else { return Ok(()) };
    match theirs.root_at(log.row, head.size)? == Some(head.root) && seen.key == log.key {
        true => Ok(()),
        false => {
            let proof = forks::keep_seen(home, seen, theirs, log, head.size)?;
            Err(Error::ForkedElsewhere { log: log.origin.clone(), seq: head.size.saturating_sub(1), proof })
        }
    }
}
