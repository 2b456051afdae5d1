//! Roots of logs as they were at an earlier size, from the stored tiles.

use super::Reader;
use crate::error::{Error, Result};
use crate::ledger::tiles;
use crate::ledger::tree::Hash;
use rusqlite::{OptionalExtension, params};

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
        let sql = "SELECT hashes FROM tile WHERE log = ?1 AND level = ?2 AND position = ?3";
        let mut select = self.0.prepare_cached(sql)?;
        let root = tiles::root_at(size, |level, position| {
            let hashes = select.query_row(params![log, level as i64, position as i64], |row| row.get(0)).optional()?;
            Ok::<Vec<u8>, Error>(hashes.unwrap_or_default())
        })?;
        root.map(Some).ok_or_else(|| Error::Damaged(format!("the tree of log {log} lacks nodes below size {size}")))
    }
}
