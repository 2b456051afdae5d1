//! Adding to the end of logs, in one transaction.

use super::rows::Facet;
use super::{Reader, Store};
use crate::error::{Error, Result};
use crate::ledger::disclosure::Disclosure;
use crate::ledger::envelope::Sealed;
use crate::ledger::tiles::{Edge, Tile};
use crate::ledger::tree::Frontier;
use crate::model::id::Id;
use crate::model::record::Record;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::{BTreeSet, HashMap};

/// Where a log ends.
pub struct LogHead {
    /// Row of the event that opened the log.
    pub row: i64,
    pub origin: String,
    pub actor: String,
    pub frontier: Frontier,
    edge: Edge,
}

impl LogHead {
    /// Gives a log that has no event yet; its row is that of the next event.
    pub fn new(row: i64, origin: String, actor: String) -> Self {
        Self { row, origin, actor, frontier: Frontier::default(), edge: Edge::default() }
    }
}

/// A write transaction. Dropping it without [`Append::commit`] leaves the casebook as it was.
pub struct Append<'a> {
    pub(super) tx: Transaction<'a>,
    last_row: i64,
    clock: u64,
    /// Claims recorded in this transaction whose derived rows are not written yet, with their records.
    pub(super) fresh: HashMap<i64, Vec<Record>>,
    /// Older claims that have new events.
    pub(super) touched: BTreeSet<i64>,
    pub(super) facets: HashMap<Facet, i64>,
    pub(super) rows_of_ids: HashMap<Id, i64>,
}

impl Store {
    /// Begins to write; waits for another writer.
    pub fn begin(&mut self) -> Result<Append<'_>> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let last_row = tx.query_row("SELECT coalesce(max(row), 0) FROM event", [], |row| row.get(0))?;
        let clock: i64 = tx.query_row("SELECT coalesce(max(clock), 0) FROM log", [], |row| row.get(0))?;
        Ok(Append {
            tx,
            last_row,
            clock: clock as u64,
            fresh: HashMap::new(),
            touched: BTreeSet::new(),
            facets: HashMap::new(),
            rows_of_ids: HashMap::new(),
        })
    }
}

impl Append<'_> {
    /// Gives what can be read inside the transaction.
    pub fn reader(&self) -> Reader<'_> {
        Reader(&self.tx)
    }

    /// Gives the row that the next event will have.
    pub fn next_row(&self) -> i64 {
        self.last_row + 1
    }

    /// Gives the Lamport clock for the next event.
    pub fn next_clock(&self) -> u64 {
        self.clock + 1
    }

    /// Finds the log of an actor under a key (base64).
    pub fn log_head(&self, actor: &str, key: &str) -> Result<Option<LogHead>> {
        let sql = "SELECT row, origin, size, peaks FROM log WHERE key = ?1 AND actor = ?2 ORDER BY row DESC LIMIT 1";
        let found = self
            .tx
            .query_row(sql, params![key, actor], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?, row.get::<_, Vec<u8>>(3)?))
            })
            .optional()?;
        let Some((row, origin, size, peaks)) = found else { return Ok(None) };
        let frontier = Frontier::restore(size as u64, &peaks)
            .ok_or_else(|| Error::Damaged(format!("the end of log {origin} does not fit its size")))?;
        let edge = self.edge_of(row, size as u64)?;
        Ok(Some(LogHead { row, origin, actor: actor.to_string(), frontier, edge }))
    }

    fn edge_of(&self, log: i64, size: u64) -> Result<Edge> {
        let sql = "SELECT hashes FROM tile WHERE log = ?1 AND level = ?2 AND position = ?3";
        Edge::restore(size, |level, position| {
            Ok(self.tx.query_row(sql, params![log, level as i64, position as i64], |row| row.get(0))?)
        })
    }

    /// Adds an event and its texts to the end of its log; the derived tables follow with [`Append::derive`].
    pub fn add(&mut self, head: &mut LogHead, sealed: &Sealed, clock: u64, texts: &[Disclosure]) -> Result<i64> {
        let row = self.next_row();
        let bytes = std::str::from_utf8(&sealed.bytes).expect("canonical JSON is UTF-8");
        self.tx
            .prepare_cached("INSERT INTO event (row, log, seq, id, bytes) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![row, head.row, head.frontier.size() as i64, sealed.id.0, bytes])?;
        let mut insert =
            self.tx.prepare_cached("INSERT INTO disclosure (event, position, json) VALUES (?1, ?2, ?3)")?;
        for (position, text) in texts.iter().enumerate() {
            insert.execute(params![row, position as i64, text.json])?;
        }
        drop(insert);
        head.frontier.push(sealed.leaf);
        head.edge.push(sealed.leaf, |tile| save_tile(&self.tx, head.row, &tile))?;
        self.last_row = row;
        self.clock = clock;
        Ok(row)
    }

    /// Writes where the log ends now, with a signed checkpoint over it.
    pub fn seal_log(&mut self, head: &LogHead, note: &str) -> Result<()> {
        for tile in head.edge.unfinished() {
            save_tile(&self.tx, head.row, &tile)?;
        }
        self.tx.execute(
            "UPDATE log SET size = ?2, clock = ?3, peaks = ?4 WHERE row = ?1",
            params![head.row, head.frontier.size() as i64, self.clock as i64, head.frontier.peaks()],
        )?;
        self.tx.execute(
            "INSERT INTO checkpoint (row, log, size, note)
             VALUES ((SELECT coalesce(max(row), 0) + 1 FROM checkpoint), ?1, ?2, ?3)",
            params![head.row, head.frontier.size() as i64, note],
        )?;
        Ok(())
    }

    /// Makes everything permanent.
    pub fn commit(mut self) -> Result<()> {
        self.settle()?;
        self.save_facets()?;
        self.tx.commit()?;
        Ok(())
    }
}

pub(super) fn save_tile(tx: &Transaction, log: i64, tile: &Tile) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO tile (log, level, position, hashes) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![log, tile.level as i64, tile.position as i64, tile.hashes])?;
    Ok(())
}
