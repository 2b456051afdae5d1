//! Removing texts and kept bytes from the file, so that nothing of them is left in it.

use super::append::Append;
use super::{Reader, Store};
use crate::error::{Error, Result};
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
    /// Removes texts of an event by their digests; the erasure is on record already. The files that only these texts
    /// named go once the tables are folded again.
    pub fn remove(&mut self, event: i64, digests: &[String]) -> Result<()> {
        let event = self.reader().event_at(event)?;
        let text = "DELETE FROM disclosure WHERE event = ?1
            AND (SELECT bytes ->> ('$._sd[' || position || ']') FROM event WHERE row = ?1) = ?2";
        for digest in digests {
            self.tx.execute(text, params![event, digest])?;
        }
        Ok(())
    }

    /// Lets the kept files go that no draft or capture names, so that which are here follows from the events and their
    /// texts alone, whatever arrived when.
    ///
    /// Where nothing of the kind was erased none goes: what names them was lost then, and they are all that is left of it.
    pub(super) fn let_files_go(&self) -> Result<()> {
        if !self.reader().has_erased_files()? {
            return Ok(());
        }
        for file in self.loose_files()? {
            // The pieces go after their file, since the schema guards those of a file that is there.
            self.tx.execute("DELETE FROM blob WHERE row = ?1", [file])?;
            self.tx.execute("DELETE FROM blob_chunk WHERE blob = ?1", [file])?;
        }
        Ok(())
    }

    fn loose_files(&self) -> Result<Vec<i64>> {
        let sql = "SELECT row FROM blob WHERE lower(hex(sha256)) NOT IN (SELECT sha256 FROM filed)";
        let mut select = self.tx.prepare_cached(sql)?;
        let rows = select.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Reader<'_> {
    /// Counts the kept files that a draft or capture names: those that are its alone, and those that another names too.
    pub fn count_files_of(&self, row: i64) -> Result<(u32, usize)> {
        let sql = "SELECT count(*) - total(shared), total(shared) FROM (
            SELECT DISTINCT sha256, sha256 IN (SELECT sha256 FROM filed WHERE row != ?1) AS shared
            FROM filed WHERE row = ?1
        )";
        let read = |row: &rusqlite::Row| Ok((row.get::<_, f64>(0)? as u32, row.get::<_, f64>(1)? as usize));
        Ok(self.0.prepare_cached(sql)?.query_row([row], read)?)
    }

    /// Says whether a draft or capture was erased, so that it names its files no more.
    fn has_erased_files(&self) -> Result<bool> {
        let sql = "SELECT 1 FROM erasure WHERE event IN
            (SELECT row FROM draft WHERE sha256 IS NULL UNION ALL SELECT row FROM capture WHERE sha256 IS NULL)";
        Ok(self.0.prepare_cached(sql)?.exists([])?)
    }

    /// Lists the places of the events that say texts of the event at a place were erased.
    pub fn erasures_of(&self, event: i64) -> Result<Vec<i64>> {
        let mut select = self.0.prepare_cached("SELECT row FROM erasure WHERE event = ?1 ORDER BY row")?;
        let rows = select.query_map([event], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
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
