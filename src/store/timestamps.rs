//! Timestamps beside the events that tell of them, and the checkpoints that they can be over.

use super::Reader;
use super::append::Append;
use super::inspect::StoredCheckpoint;
use super::place::place_of;
use crate::error::Result;
use record::ledger::note::Checkpoint;
use record::model::event::TimestampAttached;
use record::model::id::Id;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

/// A timestamp as it is stored.
#[derive(Clone, Debug)]
pub struct StoredTimestamp {
    /// Place of the event that tells of it.
    pub event: i64,
    /// The signed checkpoint that it is over.
    pub note: String,
    /// The file as it came.
    pub token: Vec<u8>,
}

impl Append<'_> {
    /// Puts a timestamp beside the last event.
    pub fn keep_timestamp(&mut self, event: i64, note: &str, token: &[u8]) -> Result<()> {
        let sql = "INSERT INTO timestamp (event, note, token) VALUES (?1, ?2, ?3)";
        self.tx.execute(sql, params![event, note, token])?;
        Ok(())
    }
}

impl Reader<'_> {
    /// Lists the timestamps in the order in which they were attached.
    pub fn timestamps(&self) -> Result<Vec<StoredTimestamp>> {
        let mut select = self.0.prepare_cached(concat!(
            "SELECT ",
            place_of!("timestamp.event"),
            " AS place, note, token FROM timestamp ORDER BY place"
        ))?;
        let rows = select
            .query_map([], |row| Ok(StoredTimestamp { event: row.get(0)?, note: row.get(1)?, token: row.get(2)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Finds the latest checkpoint whose note is the one that is meant.
    pub fn find_checkpoint(&self, meant: impl Fn(&str) -> bool) -> Result<Option<StoredCheckpoint>> {
        let mut select = self.0.prepare("SELECT log, size, note FROM checkpoint ORDER BY row DESC")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let note: String = row.get(2)?;
            if meant(&note) {
                return Ok(Some(StoredCheckpoint { log: row.get(0)?, size: row.get::<_, i64>(1)? as u64, note }));
            }
        }
        Ok(None)
    }

    /// Says what is wrong with the timestamp beside an event; whether it proves anything is another question.
    pub(super) fn timestamp_fault(&self, event: i64, told: &TimestampAttached) -> Result<Option<String>> {
        let sql = "SELECT note, token FROM timestamp WHERE event = ?1";
        let mut select = self.0.prepare_cached(sql)?;
        let stored = select.query_row([self.event_at(event)?], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((note, token)): Option<(String, Vec<u8>)> = stored else {
            return Ok(Some("its timestamp is not in the casebook".into()));
        };
        if Id(Sha256::digest(&token).into()) != told.digest {
            return Ok(Some("its timestamp is not the one that was attached".into()));
        }
        let sound = Checkpoint::read(&note).is_ok_and(|read| (read.origin, read.size) == (told.log.clone(), told.size));
        if !sound {
            return Ok(Some("the checkpoint beside its timestamp is not the one that it names".into()));
        }
        Ok((!self.had(&note)?).then(|| "its timestamp is over a checkpoint that the log never had".into()))
    }

    /// Says whether the log that a checkpoint is of, where it is here, had that root at that size.
    pub fn had(&self, note: &str) -> Result<bool> {
        let Ok(checkpoint) = Checkpoint::read(note) else { return Ok(false) };
        let sql = "SELECT row FROM log WHERE origin = ?1";
        let log: Option<i64> =
            self.0.prepare_cached(sql)?.query_row([&checkpoint.origin], |row| row.get(0)).optional()?;
        log.map_or(Ok(false), |log| Ok(self.root_at(log, checkpoint.size)? == Some(checkpoint.root)))
    }
}
