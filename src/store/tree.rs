//! Roots of logs as they were at an earlier size, and proofs, from the stored tiles.

use super::Reader;
use super::place::{event_at, place_of};
use crate::error::{Error, Result};
use record::ledger::proof::{self, Path};
use record::ledger::tiles;
use record::ledger::tree::Hash;
use rusqlite::OptionalExtension;

impl Reader<'_> {
    /// Gives the root over the first `size` events of a log, in O(log n) reads; `None` where the log is shorter.
    ///
    /// The tiles are derived: that they fit the events is for a full verification to say.
    pub fn root_at(&self, log: i64, size: u64) -> Result<Option<Hash>> {
        let known: Option<i64> = self
            .0
            .prepare_cached("SELECT size FROM log WHERE row = ?1")?
            .query_row([log], |row| row.get(0))
            .optional()?;
        if known.is_none_or(|known| (known as u64) < size) {
            return Ok(None);
        }
        let root = tiles::root_at(size, |level, position| self.hashes(log, level, position))?;
        root.map(Some).ok_or_else(|| lacking(log, size))
    }

    /// Gives the path from an event of a log to the root over its first `size` events, in O(log n) reads.
    pub fn inclusion(&self, log: i64, index: u64, size: u64) -> Result<Path> {
        let path = proof::inclusion(index, size, |level, position| self.hashes(log, level, position))?;
        path.ok_or_else(|| lacking(log, size))
    }

    /// Gives the proof that the first `new` events of a log begin with the first `old`, in O(log n) reads.
    pub fn consistency(&self, log: i64, old: u64, new: u64) -> Result<Path> {
        let path = proof::consistency(old, new, |level, position| self.hashes(log, level, position))?;
        path.ok_or_else(|| lacking(log, new))
    }

    /// Gives the log of the event at a place, as the row that opened it, and the event's position there.
    pub fn position_of(&self, row: i64) -> Result<(i64, u64)> {
        let mut select = self.0.prepare_cached(concat!("SELECT log, seq FROM event WHERE row = ", event_at!("?1")))?;
        Ok(select.query_row([row], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?)
    }

    /// Gives the place of the event at a position of a log.
    pub fn row_at(&self, log: i64, index: u64) -> Result<i64> {
        let mut select = self.0.prepare_cached(concat!(
            "SELECT ",
            place_of!("event.row"),
            " FROM event WHERE log = ?1 AND seq = ?2"
        ))?;
        let row = select.query_row([log, index as i64], |row| row.get(0)).optional()?;
        row.ok_or_else(|| Error::Damaged(format!("event {index} of log {log} is missing")))
    }

    fn hashes(&self, log: i64, level: u64, position: u64) -> Result<Vec<u8>> {
        Ok(self.tile(log, level, position)?.unwrap_or_default())
    }
}

fn lacking(log: i64, size: u64) -> Error {
    Error::Damaged(format!("the tree of log {log} lacks nodes below size {size}"))
}
