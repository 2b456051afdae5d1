//! Where events stand: in the order in which they are folded, whatever the order in which they arrived.
//!
//! The derived tables go by places, so that whoever holds the same events has the same tables, row for row. An event that
//! was recorded here stands where it arrived, since its clock is later than all before it; only a merge brings in
//! events from before others, and table `place` knows which stand elsewhere since.

use super::Reader;
use super::append::Append;
use crate::error::{Error, Result};
use rusqlite::OptionalExtension;

/// Gives the row of `event` that stands at a place, as SQL.
macro_rules! event_at {
    ($place:literal) => {
        concat!("coalesce((SELECT place.event FROM place WHERE place.row = ", $place, "), ", $place, ")")
    };
}

/// Gives the place of a row of `event`, as SQL.
macro_rules! place_of {
    ($row:literal) => {
        concat!("coalesce((SELECT place.row FROM place WHERE place.event = ", $row, "), ", $row, ")")
    };
}

pub(super) use {event_at, place_of};

impl Reader<'_> {
    /// Gives the row of `event` that stands at a place.
    pub(super) fn event_at(&self, place: i64) -> Result<i64> {
        let sql = "SELECT event FROM place WHERE row = ?1";
        Ok(self.0.prepare_cached(sql)?.query_row([place], |row| row.get(0)).optional()?.unwrap_or(place))
    }

    /// Gives the place of a row of `event`.
    pub(super) fn place_of(&self, row: i64) -> Result<i64> {
        let sql = "SELECT row FROM place WHERE event = ?1";
        Ok(self.0.prepare_cached(sql)?.query_row([row], |row| row.get(0)).optional()?.unwrap_or(row))
    }

    /// Says whether any event stands elsewhere than where it arrived.
    pub(super) fn has_moved(&self) -> Result<bool> {
        Ok(self.0.prepare_cached("SELECT 1 FROM place LIMIT 1")?.exists([])?)
    }

    /// Says whether all events arrived in the order in which they are folded.
    fn arrived_in_order(&self) -> Result<bool> {
        let mut select = self.0.prepare("SELECT bytes ->> '$.clock', bytes ->> '$.log' FROM event ORDER BY row")?;
        let mut rows = select.query([])?;
        let mut before: (i64, String) = Default::default();
        while let Some(row) = rows.next()? {
            let clock: i64 = row.get(0)?;
            // Only where clocks are alike does it matter whose they are.
            if clock <= before.0 {
                let log: String = row.get(1)?;
                if (clock, &log) < (before.0, &before.1) {
                    return Ok(false);
                }
            }
            before = (clock, row.get(1)?);
        }
        Ok(true)
    }
}

impl Append<'_> {
    /// Works out anew where every event stands.
    pub(super) fn place_all(&self) -> Result<()> {
        self.tx.execute("DELETE FROM place", [])?;
        if self.reader().arrived_in_order().map_err(unreadable)? {
            return Ok(());
        }
        // The order of events is that of clock and log; within a log clocks rise.
        let sql = "INSERT INTO place (row, event)
            SELECT place, event FROM (
                SELECT row_number() OVER (ORDER BY bytes ->> '$.clock', bytes ->> '$.log') AS place, row AS event
                FROM event
            ) WHERE place != event";
        self.tx.execute(sql, []).map_err(|error| unreadable(error.into()))?;
        Ok(())
    }
}

fn unreadable(error: Error) -> Error {
    match error {
        Error::Store(_) => Error::Damaged("an event is no JSON, or lacks its clock".into()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    /// A join that took a place for a row would tell of another event in a casebook that was merged.
    #[test]
    fn no_sql_takes_a_place_for_a_row_of_events() {
        let folder = env!("CARGO_MANIFEST_DIR");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
        let files = files.filter(|path| !path.ends_with("place.rs"));
        for path in files.chain([concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema.sql").into()]) {
            let text = std::fs::read_to_string(&path).unwrap();
            let tables = [
                "piece", "draft", "source", "capture", "claim", "evidence", "query", "reply", "stake", "policy",
                "verdict",
            ];
            for table in tables {
                for join in [format!("event.row = {table}."), format!("{table}.row = event.row")] {
                    assert!(!text.contains(&join), "{} joins by `{join}`", path.display());
                }
            }
            assert!(!text.contains("event USING (row)"), "{} joins events by row", path.display());
        }
    }
}
