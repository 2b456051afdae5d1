//! Which sources want to be captured, or captured anew.

use super::Reader;
use super::place::event_at;
use crate::error::Result;
use rusqlite::params;

/// A source that wants a capture, by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueSource {
    pub row: i64,
    /// When it was last captured.
    pub captured: Option<String>,
    /// When it could last not be fetched, and why, where no capture came after.
    pub missed: Option<String>,
    pub reason: Option<String>,
    /// How many pieces of standing evidence rest on it.
    pub evidence: u64,
}

impl Reader<'_> {
    /// Lists the sources other than people that were never captured, could last not be fetched, or
    /// were captured before a moment; those with most evidence first.
    pub fn due_sources(&self, before: &str, skip: usize, limit: usize) -> Result<Vec<DueSource>> {
        let sql = concat!(
            "WITH state AS (
                SELECT source.row, source.address, source.medium,
                       (SELECT event.bytes ->> '$.time' FROM capture JOIN event ON event.row = ",
            event_at!("capture.row"),
            " WHERE capture.source = source.row ORDER BY capture.row DESC LIMIT 1) AS captured,
                       (SELECT max(row) FROM capture WHERE capture.source = source.row) AS capture,
                       (SELECT max(row) FROM capture_miss WHERE capture_miss.source = source.row) AS miss,
                       (SELECT count(*) FROM evidence WHERE evidence.source = source.row AND withdrawn IS NULL) AS evidence
                FROM source
            )
            SELECT row, captured, iif(miss > coalesce(capture, 0), (SELECT bytes ->> '$.time' FROM event WHERE event.row = ",
            event_at!("miss"),
            "), NULL),
                   iif(miss > coalesce(capture, 0), (SELECT reason FROM capture_miss WHERE capture_miss.row = miss), NULL),
                   evidence
            FROM state
            WHERE medium IS NULL AND (captured IS NULL
               OR miss > coalesce(capture, 0) OR captured < ?1 AND address IS NOT NULL)
            ORDER BY evidence DESC, row LIMIT ?2 OFFSET ?3"
        );
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map(params![before, limit as i64, skip as i64], |row| {
            Ok(DueSource {
                row: row.get(0)?,
                captured: row.get(1)?,
                missed: row.get(2)?,
                reason: row.get(3)?,
                evidence: row.get::<_, i64>(4)? as u64,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
