//! Which sources want to be captured, or captured anew.

use super::Reader;
use super::place::event_at;
use crate::error::Result;
use rusqlite::{OptionalExtension, params};

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
        let mut due = rows.collect::<Result<Vec<_>, _>>()?;
        for source in due.iter_mut().filter(|source| source.reason.is_some() && self.discreet()) {
            // Why it could not be fetched may name the address.
            if self.confidential_source(source.row)? {
                source.reason = None;
            }
        }
        Ok(due)
    }

    /// Says why a source could last not be fetched, where no capture came after: the moment and the reason.
    pub fn missed(&self, source: i64) -> Result<Option<(String, Option<String>)>> {
        let sql = concat!(
            "SELECT event.bytes ->> '$.time', reason FROM capture_miss JOIN event ON event.row = ",
            event_at!("capture_miss.row"),
            " WHERE source = ?1 AND capture_miss.row > coalesce((SELECT max(row) FROM capture WHERE source = ?1), 0)
            ORDER BY capture_miss.row DESC LIMIT 1"
        );
        let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?));
        let missed: Option<(String, Option<String>)> =
            self.0.prepare_cached(sql)?.query_row([source], read).optional()?;
        let redacted = self.discreet() && self.confidential_source(source)?;
        Ok(missed.map(|(time, reason)| (time, reason.filter(|_| !redacted))))
    }

    /// Counts the standing evidence that rests on a source.
    pub fn evidence_on(&self, source: i64) -> Result<u64> {
        let sql = "SELECT count(*) FROM evidence WHERE source = ?1 AND withdrawn IS NULL";
        Ok(self.0.prepare_cached(sql)?.query_row([source], |row| row.get::<_, i64>(0))? as u64)
    }
}
