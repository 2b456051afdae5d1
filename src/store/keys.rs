//! What the record says of keys: which went on from which, and which are not to be trusted.

use super::Reader;
use super::place::{event_at, place_of};
use crate::error::Result;
use record::model::event::KeySucceeded;
use rusqlite::OptionalExtension;
use serde::Serialize;

/// A key that somebody said is not to be trusted beyond some events of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Revocation {
    /// Row of the event that says so.
    #[serde(skip)]
    pub row: i64,
    /// Origin of the log that the key signs for.
    pub log: String,
    /// Base64.
    pub key: String,
    /// How many events are still to be trusted.
    pub size: u64,
    /// Origin of the log that says so, and the name of who writes it.
    pub by: String,
    pub actor: Option<String>,
    pub reason: Option<String>,
    /// Whether it counts: it is by the hand of the log itself, or by that which opened the casebook. Anybody can say it of
    /// anybody; of others it is a stranger's word.
    pub counts: bool,
}

/// Whether a revocation `said` of `log` counts, as SQL.
macro_rules! counts {
    () => {
        concat!(
            "EXISTS (SELECT 1 FROM log AS sayer WHERE sayer.origin = said.by_log AND (sayer.hand = log.hand OR sayer.hand =
             (SELECT first.hand FROM log AS first ORDER BY ",
            place_of!("first.row"),
            " LIMIT 1)))"
        )
    };
}

impl Reader<'_> {
    /// Gives the key and the log under which somebody went on from a log.
    pub fn successor_of(&self, log: &str) -> Result<Option<KeySucceeded>> {
        let sql = "SELECT key, successor FROM key_succession WHERE log = ?1 ORDER BY row LIMIT 1";
        let mut select = self.0.prepare_cached(sql)?;
        let found = select.query_row([log], |row| Ok(KeySucceeded { key: row.get(0)?, log: row.get(1)? }));
        Ok(found.optional()?)
    }

    /// Lists the keys that somebody revoked.
    pub fn revocations(&self) -> Result<Vec<Revocation>> {
        let sql = concat!(
            "SELECT said.row, said.log, said.key, said.size, said.by_log, by.actor, said.reason,
             EXISTS (SELECT 1 FROM log WHERE log.origin = said.log AND ",
            counts!(),
            ") FROM key_revocation AS said LEFT JOIN log AS by ON by.origin = said.by_log ORDER BY said.row"
        );
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map([], |row| {
            Ok(Revocation {
                row: row.get(0)?,
                log: row.get(1)?,
                key: row.get(2)?,
                size: row.get::<_, i64>(3)? as u64,
                by: row.get(4)?,
                actor: row.get(5)?,
                reason: row.get(6)?,
                counts: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Says whether the event at a place was signed with a key that had been revoked before, by somebody whose word counts.
    pub fn signed_after_revocation(&self, place: i64) -> Result<bool> {
        let sql = concat!(
            "SELECT 1 FROM event JOIN log ON log.row = event.log JOIN key_revocation AS said
             ON said.log = log.origin AND said.key = log.key AND event.seq >= said.size
             WHERE event.row = ",
            event_at!("?1"),
            " AND ",
            counts!()
        );
        Ok(self.0.prepare_cached(sql)?.exists([place])?)
    }
}
