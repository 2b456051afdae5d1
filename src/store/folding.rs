//! Working out what the derived tables must hold after new events, before any of it is written.

use super::Reader;
use super::derived_rows::surroundings;
use super::rows::{ClaimRows, Table};
use crate::error::Result;
use record::model::claim::Claim;
use record::model::event::Event;
use record::model::id::Id;
use record::model::record::Record;
use rusqlite::types::Value;
use std::collections::HashMap;

/// How many recorded claims may wait for their rows, which bounds memory in a long transaction.
const WAITING: usize = 512;

/// How many ids are remembered with their rows.
const REMEMBERED: usize = 4096;

/// What new events change in the derived tables.
#[derive(Default)]
pub struct Changes {
    pub logs: Vec<OpenedLog>,
    /// Rows of what is about no claim.
    pub rows: Vec<(&'static Table, Vec<Value>)>,
    /// Claims with their later events.
    pub later: Vec<(i64, i64)>,
    /// Older claims that have new events.
    pub touched: Vec<i64>,
    /// Claims that were recorded.
    pub claims: Vec<ClaimRows>,
}

/// A log that began.
pub struct OpenedLog {
    /// Row of the event that opened it.
    pub row: i64,
    pub origin: String,
    /// Ed25519 public key, base64.
    pub key: String,
    pub actor: Option<String>,
    /// Origin of the first log of the same hand.
    pub hand: String,
}

/// Folds new events, one after the other.
#[derive(Default)]
pub struct Folding {
    /// Recorded claims whose rows are not laid out yet, with their records, in the order of recording.
    fresh: Vec<Vec<Record>>,
    rows_of_ids: HashMap<Id, i64>,
}

impl Folding {
    /// Takes an event and says what it changes; recorded claims follow later, with their evidence.
    pub fn take(&mut self, record: Record, reader: Reader, changes: &mut Changes) -> Result<()> {
        if let Event::LogOpened(body) = &record.event {
            let actor = record.texts.owned("actor");
            let row = reader.event_at(record.row)?;
            let hand = match &body.follows {
                Some(earlier) => reader.hand_of(&earlier.log)?.unwrap_or_else(|| record.log.clone()),
                None => record.log.clone(),
            };
            changes.logs.push(OpenedLog { row, key: body.key.clone(), actor, hand, origin: record.log });
            return Ok(());
        }
        if let Some(row) = surroundings(&record, |id| self.row_of(id, reader))? {
            changes.rows.push(row);
            return Ok(());
        }
        if let Event::ClaimRecorded(_) = record.event {
            self.fresh.push(vec![record]);
            return if self.fresh.len() >= WAITING { self.settle(reader, changes) } else { Ok(()) };
        }
        if let Event::TimestampAttached(_) = record.event {
            return Ok(());
        }
        let claim = record.event.about_claim().expect("every other event is about a claim");
        let claim = self.row_of(claim, reader)?;
        changes.later.push((claim, record.row));
        match self.fresh.binary_search_by_key(&claim, |records| records[0].row) {
            Ok(at) => self.fresh[at].push(record),
            Err(_) => changes.touched.push(claim),
        }
        Ok(())
    }

    /// Lays out the rows of all claims that wait for them.
    pub fn settle(&mut self, reader: Reader, changes: &mut Changes) -> Result<()> {
        for records in std::mem::take(&mut self.fresh) {
            let claim = Claim::fold(&records).expect("a fresh claim begins with its recording");
            changes.claims.push(self.lay_out(&claim, reader)?);
        }
        // Whatever waited may have named any of them, so that none is forgotten before.
        if self.rows_of_ids.len() >= REMEMBERED {
            self.rows_of_ids.clear();
        }
        Ok(())
    }

    /// Lays out the rows of a claim.
    pub fn lay_out(&mut self, claim: &Claim, reader: Reader) -> Result<ClaimRows> {
        let mut failure = None;
        let rows = ClaimRows::of(claim, |id| self.row_of(id, reader).map_err(|error| failure = Some(error)).ok());
        failure.map_or(Ok(rows), Err)
    }

    /// Remembers the row of an id that will be asked for.
    pub fn remember(&mut self, id: Id, row: i64) {
        self.rows_of_ids.insert(id, row);
    }

    fn row_of(&mut self, id: Id, reader: Reader) -> Result<i64> {
        if let Some(row) = self.rows_of_ids.get(&id) {
            return Ok(*row);
        }
        let row = reader.row_of(id)?;
        self.remember(id, row);
        Ok(row)
    }
}
