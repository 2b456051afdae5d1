//! When events were recorded, by the word of those whom the verifier believes; and which of them claim another time.

use super::cosignatures::root_at;
use super::judge_timestamps::{self, Belief, State};
use record::ledger::bracket::{Bracket, Brackets, Stretch};
use record::ledger::chain::Chain;
use record::ledger::judging::Cosignature;
use record::ledger::note::Checkpoint;
use record::ledger::trust::Trust;
use record::ledger::trusted::Trusted;
use record::model::id::Id;
use record::model::time::Moment;
use serde::Serialize;
use store::Reader;
use store::error::Result;

/// How far the clock of an honest machine may be wrong, in milliseconds.
const ALLOWED: i64 = 60_000;

/// How many events that claim another time are named.
const NAMED: usize = 50;

/// When the events of a casebook were recorded.
#[derive(Debug, Default, Serialize)]
pub struct Timing {
    /// The logs for whose times somebody vouches.
    pub logs: Vec<LogTiming>,
    /// The first events that claim a time outside their bracket, and how many there are.
    pub outside: Vec<Outside>,
    pub outside_count: usize,
}

/// When the events of a log were recorded.
#[derive(Debug, Serialize)]
pub struct LogTiming {
    pub log: String,
    /// All its events, in order.
    pub stretches: Vec<Stretch>,
}

/// An event that claims a time outside its bracket.
#[derive(Debug, Serialize)]
pub struct Outside {
    pub event: Id,
    pub log: String,
    pub seq: u64,
    /// What it claims.
    pub time: Moment,
    #[serde(flatten)]
    pub bracket: Bracket,
}

/// Brackets every event between what those vouch for whom the verifier believes.
pub fn look(reader: Reader, chain: &Chain, trust: Trust, belief: &Belief, cosigned: &[Cosignature]) -> Result<Timing> {
    let mut brackets = Brackets::default();
    chain.logs.values().for_each(|log| brackets.log(&log.origin, log.frontier.size()));
    by_witnesses(&mut brackets, trust, cosigned);
    by_timestamps(&mut brackets, reader, chain, belief)?;
    by_heads(&mut brackets, reader, chain)?;
    brackets.settle();
    let mut timing = Timing::default();
    let mut logs: Vec<_> = chain.logs.iter().collect();
    logs.sort_by_key(|(row, _)| **row);
    for (row, log) in logs {
        let stretches = brackets.stretches(&log.origin);
        if stretches.is_empty() {
            continue;
        }
        reader.each_claimed_time(*row, |event, seq, time| {
            let bracket = brackets.bracket(&log.origin, seq);
            if is_outside(time, bracket) {
                timing.outside_count += 1;
                if timing.outside.len() < NAMED {
                    timing.outside.push(Outside { event, log: log.origin.clone(), seq, time, bracket });
                }
            }
        })?;
        timing.logs.push(LogTiming { log: log.origin.clone(), stretches });
    }
    Ok(timing)
}

fn is_outside(time: Moment, bracket: Bracket) -> bool {
    bracket.not_before.is_some_and(|earliest| time.millis() + ALLOWED < earliest.millis())
        || bracket.not_after.is_some_and(|latest| time.millis() - ALLOWED > latest.millis())
}

/// A witness says that what it cosigned was there by then.
fn by_witnesses(brackets: &mut Brackets, trust: Trust, cosigned: &[Cosignature]) {
    for cosignature in cosigned {
        let named = trust.named.iter().any(|known| matches!(known, Trusted::Witness(key) if *key == cosignature.by));
        let listed = trust.policy.is_some_and(|policy| policy.witnesses().any(|key| *key == cosignature.by));
        if named || listed {
            brackets.existed(&cosignature.log, cosignature.size, cosignature.latest());
        }
    }
}

/// A timestamp says that its checkpoint was there by then; the event that holds it cannot be from before.
fn by_timestamps(brackets: &mut Brackets, reader: Reader, chain: &Chain, belief: &Belief) -> Result<()> {
    for judged in judge_timestamps::judge(reader, belief)? {
        let Ok(over) = Checkpoint::read(&judged.note) else { continue };
        let of = chain.logs.iter().find(|(_, log)| log.origin == over.origin);
        let Some((row, _)) = of else { continue };
        if root_at(reader, *row, over.size)? != Some(over.root) {
            continue;
        }
        let record = reader.record(judged.row)?;
        brackets.tie(&over.origin, over.size, &record.log, record.seq);
        if let (State::Proven, Some(earliest), Some(latest)) = (judged.state, judged.earliest, judged.latest) {
            brackets.existed(&over.origin, over.size, latest);
            brackets.came_after(&record.log, record.seq, earliest);
        }
    }
    Ok(())
}

/// An event that names the head of a log came after it.
fn by_heads(brackets: &mut Brackets, reader: Reader, chain: &Chain) -> Result<()> {
    for told in reader.witnessed_heads()? {
        let of = chain.logs.iter().find(|(_, log)| log.origin == told.log);
        let (Some((row, log)), Some(by)) = (of, chain.logs.get(&told.by)) else { continue };
        if root_at(reader, *row, told.size)? == Some(told.root) {
            let seq = reader.record(told.row)?.seq;
            brackets.tie(&log.origin, told.size, &by.origin, seq);
        }
    }
    for log in chain.logs.values() {
        if let Some(earlier) = &log.follows {
            brackets.tie(&earlier.log, earlier.size, &log.origin, 0);
        }
    }
    Ok(())
}
