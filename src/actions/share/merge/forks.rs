//! Keeping the proof that a log forked: two histories, each under a genuine signature.

use crate::record::prove::{self, Under};
use serde::Serialize;
use std::path::PathBuf;
use store::Reader;
use store::casebook::home::{Home, SeenHead};
use store::error::Result;
use store::events::Log;
use store::find::Found;

/// What two casebooks hold in one place of one log.
#[derive(Serialize)]
struct Fork {
    log: String,
    /// The first position at which they differ, from 0.
    seq: u64,
    here: Branch,
    there: Branch,
}

/// One of two histories.
#[derive(Serialize)]
struct Branch {
    /// The key of the log, base64.
    key: String,
    /// The signed checkpoint.
    checkpoint: String,
    /// The bytes of the event at the place, and the proof that it is under the checkpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<String>,
}

/// Finds the first position at which two logs differ, where they are not the same over `size` events.
pub fn first_difference(size: u64, same_until: impl Fn(u64) -> Result<bool>) -> Result<u64> {
    let (mut same, mut differs) = (0, size);
    while differs - same > 1 {
        let middle = same + (differs - same) / 2;
        match same_until(middle)? {
            true => same = middle,
            false => differs = middle,
        }
    }
    Ok(same)
}

/// Keeps what two casebooks hold at a position of a log.
pub fn keep(home: &Home, ours: (Reader, &Log), theirs: (Reader, &Log), seq: u64) -> Result<PathBuf> {
    let fork = Fork {
        log: ours.1.origin.clone(),
        seq,
        here: branch(ours.0, ours.1, seq)?,
        there: branch(theirs.0, theirs.1, seq)?,
    };
    home.keep_fork(&fork.log, seq, &fork)
}

/// Keeps a head that was seen here before, beside what another casebook holds in its place.
pub fn keep_seen(home: &Home, seen: SeenHead, theirs: Reader, log: &Log, size: u64) -> Result<PathBuf> {
    let seq = size.saturating_sub(1);
    let here = Branch { key: seen.key, checkpoint: seen.note, event: None, proof: None };
    let fork = Fork { log: log.origin.clone(), seq, here, there: branch(theirs, log, seq)? };
    home.keep_fork(&fork.log, seq, &fork)
}

fn branch(reader: Reader, log: &Log, seq: u64) -> Result<Branch> {
    let row = reader.row_at(log.row, seq)?;
    let proven = prove::prove(reader, Found { row, id: reader.id_of(row)? }, Under::Latest)?;
    Ok(Branch {
        key: log.key.clone(),
        checkpoint: reader.checkpoint(log.row)?.unwrap_or_default(),
        event: Some(reader.event_bytes(row)?),
        proof: Some(proven.proof),
    })
}
