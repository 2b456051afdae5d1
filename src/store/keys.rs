//! What the record says of keys: which went on from which, and which are not to be trusted.

use super::Reader;
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
        let sql = "SELECT key_revocation.row, key_revocation.log, key_revocation.key, key_revocation.size, by_log, log.actor, reason
            FROM key_revocation LEFT JOIN log ON log.origin = by_log ORDER BY key_revocation.row";
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
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
