//! Removing texts and kept bytes from the file, so that nothing of them is left in it.

use super::append::Append;
use super::{Reader, Store};
use crate::error::{Error, Result};
use record::model::id::Id;
use rusqlite::params;

impl Store {
    /// Has SQLite write zeros over whatever is removed from here on.
    pub fn overwrite_removed(&self) -> Result<()> {
        Ok(self.conn.pragma_update(None, "secure_delete", true)?)
    }

    /// Writes the file anew without its free pages, and empties the log beside it; `false` where others keep it open.
    pub fn sweep(&self) -> Result<bool> {
        // What an earlier page of the file or of its log still holds goes only with that page.
        let swept = self.conn.execute_batch("VACUUM").map_err(Error::from).and_then(|()| {
            let busy: i64 = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            Ok(busy == 0)
        });
        match swept {
            Err(Error::Busy) => Ok(false),
            swept => swept,
        }
    }
}

impl Append<'_> {
    /// Removes texts of an event by their digests, and kept files by their hashes; the erasure is on record already.
    pub fn remove(&mut self, event: i64, digests: &[String], files: &[Id]) -> Result<()> {
        let event = self.reader().event_at(event)?;
        let text = "DELETE FROM disclosure WHERE event = ?1
            AND (SELECT bytes ->> ('$._sd[' || position || ']') FROM event WHERE row = ?1) = ?2";
        for digest in digests {
            self.tx.execute(text, params![event, digest])?;
        }
        for file in files {
            let chunks = "DELETE FROM blob_chunk WHERE blob = (SELECT row FROM blob WHERE sha256 = ?1)";
            self.tx.execute(chunks, [file.0])?;
            self.tx.execute("DELETE FROM blob WHERE sha256 = ?1", [file.0])?;
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// Says whether kept bytes belong to a draft, or to another capture than this one.
    pub fn is_named_elsewhere(&self, sha256: Id, capture: i64) -> Result<bool> {
        let sql = "SELECT 1 FROM capture WHERE row != ?2 AND ?1 IN (sha256, text_sha256, layout_sha256)
            UNION ALL SELECT 1 FROM draft WHERE ?1 IN (sha256, text_sha256, layout_sha256)";
        Ok(self.0.prepare_cached(sql)?.exists(params![sha256.hex(), capture])?)
    }

    /// Counts the texts of an erasure that are gone, and those that are there again.
    pub(super) fn erased_texts(&self, event: i64, digests: &[String]) -> Result<(u64, u64)> {
        let sql = "SELECT 1 FROM disclosure WHERE event = ?1
            AND (SELECT bytes ->> ('$._sd[' || position || ']') FROM event WHERE row = ?1) = ?2";
        let (mut select, event) = (self.0.prepare_cached(sql)?, self.event_at(event)?);
        let mut there = 0;
        for digest in digests {
            there += u64::from(select.exists(params![event, digest])?);
        }
        Ok((digests.len() as u64 - there, there))
    }

    /// Says whether anything was ever erased.
    pub fn has_erasures(&self) -> Result<bool> {
        Ok(self.0.prepare_cached("SELECT 1 FROM erasure LIMIT 1")?.exists([])?)
    }
}
