//! What is filed of which source: what an import looks up before it adds anything, and an export before it gives back.

use super::Reader;
use super::place::event_at;
use crate::error::Result;
use rusqlite::{OptionalExtension, params};

impl Reader<'_> {
    /// Lists the address of every source that has one, the first source first.
    pub fn source_addresses(&self) -> Result<Vec<(i64, String)>> {
        let mut select =
            self.0.prepare_cached("SELECT row, address FROM source WHERE address IS NOT NULL ORDER BY row")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Finds the first source with a title and an author.
    pub fn source_by_title(&self, title: &str, author: Option<&str>) -> Result<Option<i64>> {
        let sql = "SELECT row FROM source WHERE title = ?1 AND author IS ?2 ORDER BY row LIMIT 1";
        Ok(self.0.prepare_cached(sql)?.query_row(params![title, author], |row| row.get(0)).optional()?)
    }

    /// Says whether a source goes by an identifier that somebody else gave it.
    pub fn is_identifier_taken(&self, external_id: &str) -> Result<bool> {
        Ok(self.0.prepare_cached("SELECT 1 FROM source WHERE external_id = ?1")?.exists([external_id])?)
    }

    /// Says whether bytes are filed as a capture of a source, at a date where one is named, to the second.
    pub fn has_capture(&self, source: i64, sha256: &str, date: Option<&str>) -> Result<bool> {
        let sql = concat!(
            "SELECT 1 FROM capture WHERE source = ?1 AND (sha256 = ?2 OR plain_sha256 = ?2) AND (?3 IS NULL OR
            substr(coalesce(captured_at, (SELECT event.bytes ->> '$.time' FROM event WHERE event.row = ",
            event_at!("capture.row"),
            ")), 1, 19) = substr(?3, 1, 19))"
        );
        Ok(self.0.prepare_cached(sql)?.exists(params![source, sha256, date])?)
    }

    /// Finds the source of the first capture with these bytes: `None` where there is none, `Some(None)` where it is of none.
    pub fn source_with_bytes(&self, sha256: &str) -> Result<Option<Option<i64>>> {
        let sql = "SELECT source FROM capture WHERE sha256 = ?1 OR plain_sha256 = ?1 ORDER BY row LIMIT 1";
        Ok(self.0.prepare_cached(sql)?.query_row([sha256], |row| row.get(0)).optional()?)
    }

    /// Says whether it is on record that a source could not be fetched, for a reason.
    pub fn has_missed(&self, source: i64, reason: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM capture_miss WHERE source = ?1 AND reason = ?2";
        Ok(self.0.prepare_cached(sql)?.exists(params![source, reason])?)
    }

    /// Lists captures by row: all, those of one source, or those of the sources on which the claims of a piece rest.
    pub fn captures_of(&self, source: Option<i64>, piece: Option<i64>) -> Result<Vec<i64>> {
        let sql = "SELECT row FROM capture WHERE (?1 IS NULL OR source = ?1) AND (?2 IS NULL OR source IN
            (SELECT evidence.source FROM evidence JOIN claim ON claim.row = evidence.claim
             WHERE claim.piece = ?2 AND evidence.withdrawn IS NULL)) ORDER BY row";
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map(params![source, piece], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
