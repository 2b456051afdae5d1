//! Adding to the end of logs, in one transaction.

use super::folding::Folding;
use super::rows::Facet;
use super::{Reader, Store};
use crate::error::{Error, Result};
use record::ledger::disclosure::Disclosure;
use record::ledger::envelope::Sealed;
use record::ledger::tiles::{Edge, Tile};
use record::ledger::tree::{Frontier, Hash};
use record::model::event::INTEGER_LIMIT;
use rusqlite::config::DbConfig;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;

/// The last clock after which anything is recorded: far beyond any honest one, and far from the last number there is.
const LAST_CLOCK: u64 = INTEGER_LIMIT - (1 << 32);

/// Where a log ends.
pub struct LogHead {
    /// Row of the event that opened the log.
    pub row: i64,
    pub origin: String,
    pub actor: String,
    /// Origin of the first log of the same hand.
    pub hand: String,
    pub frontier: Frontier,
    edge: Edge,
}

impl LogHead {
    /// Gives a log that has no event yet; its row is that of the next event.
    pub fn new(row: i64, origin: String, actor: String, hand: String) -> Self {
        Self { row, origin, actor, hand, frontier: Frontier::default(), edge: Edge::default() }
    }

    /// Adds an event by the hash of its leaf; gives the tiles that this completes.
    pub fn push(&mut self, leaf: Hash) -> Vec<Tile> {
        let mut tiles = Vec::new();
        self.frontier.push(leaf);
        let pushed: std::result::Result<(), Infallible> = self.edge.push(leaf, |tile| {
            tiles.push(tile);
            Ok(())
        });
        pushed.unwrap_or_else(|never| match never {});
        tiles
    }

    /// Gives what is kept of where the log ends, with a signed checkpoint over it.
    pub fn end(&self, clock: u64, note: String) -> End {
        let (size, peaks) = (self.frontier.size(), self.frontier.peaks());
        End { log: self.row, size, clock, peaks, tiles: self.edge.unfinished().collect(), note }
    }
}

/// Where a casebook stands before somebody writes.
pub struct Start {
    /// The row of the last event, and the latest clock.
    pub last_row: i64,
    pub clock: u64,
    /// The end of the writer's log, where there is one.
    pub head: Option<LogHead>,
}

/// An event in its row, with its texts and the tiles of the tree that it completes.
pub struct Added {
    pub row: i64,
    /// Row of the event that opened the log.
    pub log: i64,
    pub seq: u64,
    pub sealed: Sealed,
    pub texts: Vec<Disclosure>,
    pub tiles: Vec<Tile>,
}

/// Where a log ends once all is written.
#[derive(Clone)]
pub struct End {
    pub log: i64,
    pub size: u64,
    pub clock: u64,
    pub peaks: Vec<u8>,
    /// The tiles that are not full.
    pub tiles: Vec<Tile>,
    /// The signed checkpoint.
    pub note: String,
}

/// A write transaction. Dropping it without [`Append::commit`] leaves the casebook as it was.
pub struct Append<'a> {
    pub(super) tx: Transaction<'a>,
    pub(super) folding: Folding,
    /// Older claims that have new events.
    pub(super) touched: BTreeSet<i64>,
    pub(super) facets: HashMap<Facet, i64>,
    /// The piece whose claims are meant by numbers and identifiers.
    pub(super) piece: Option<i64>,
}

impl Store {
    /// Begins to write much at once. The triggers that watch over single rows rest until [`Store::end_bulk`]: rows and
    /// positions come from one counter, and the keys of the tables refuse what would stand twice.
    pub fn begin_bulk(&mut self) -> Result<Append<'_>> {
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        self.begin()
    }

    /// Has the triggers watch again.
    pub fn end_bulk(&self) -> Result<()> {
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true)?;
        Ok(())
    }

    /// Begins to write; waits for another writer.
    pub fn begin(&mut self) -> Result<Append<'_>> {
        let piece = self.piece;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Append { tx, piece, folding: Folding::default(), touched: BTreeSet::new(), facets: HashMap::new() })
    }
}

impl Append<'_> {
    /// Gives what can be read inside the transaction.
    pub fn reader(&self) -> Reader<'_> {
        Reader::whole(&self.tx).within(self.piece)
    }

    /// Says where everything stands for an actor under a key (base64).
    pub fn start(&self, actor: &str, key: &str) -> Result<Start> {
        let last_row = self.reader().event_count()?;
        let latest = "SELECT clock, origin FROM log ORDER BY clock DESC LIMIT 1";
        let latest = self.tx.query_row(latest, [], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?))).optional()?;
        let (clock, log) = latest.unwrap_or_default();
        if clock > LAST_CLOCK {
            return Err(Error::ClockSpent { log });
        }
        Ok(Start { last_row, clock, head: self.log_head(actor, key)? })
    }

    /// Finds the log of an actor under a key (base64).
    fn log_head(&self, actor: &str, key: &str) -> Result<Option<LogHead>> {
        let sql =
            "SELECT row, origin, size, peaks, hand FROM log WHERE key = ?1 AND actor = ?2 ORDER BY row DESC LIMIT 1";
        let found = self
            .tx
            .query_row(sql, params![key, actor], |row| {
                let (size, peaks): (i64, Vec<u8>) = (row.get(2)?, row.get(3)?);
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, size, peaks, row.get::<_, String>(4)?))
            })
            .optional()?;
        let Some((row, origin, size, peaks, hand)) = found else { return Ok(None) };
        if let Some(by) = self.reader().successor_of(&origin)? {
            return Err(Error::Succeeded { log: origin, successor: by.log });
        }
        let frontier = Frontier::restore(size as u64, &peaks)
            .ok_or_else(|| Error::Damaged(format!("the end of log {origin} does not fit its size")))?;
        let edge = self.edge_of(row, size as u64)?;
        Ok(Some(LogHead { row, origin, actor: actor.to_string(), hand, frontier, edge }))
    }

    pub(super) fn edge_of(&self, log: i64, size: u64) -> Result<Edge> {
        let sql = "SELECT hashes FROM tile WHERE log = ?1 AND level = ?2 AND position = ?3";
        Edge::restore(size, |level, position| {
            Ok(self.tx.query_row(sql, params![log, level as i64, position as i64], |row| row.get(0))?)
        })
    }

    /// Adds events and their texts to the ends of their logs; the derived tables follow with [`Append::derive`].
    pub fn add(&mut self, events: &[Added]) -> Result<()> {
        let mut event =
            self.tx.prepare_cached("INSERT INTO event (row, log, seq, id, bytes) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        let mut text = self.tx.prepare_cached("INSERT INTO disclosure (event, position, json) VALUES (?1, ?2, ?3)")?;
        for Added { row, log, seq, sealed, texts, tiles } in events {
            let bytes = std::str::from_utf8(&sealed.bytes).expect("canonical JSON is UTF-8");
            event.execute(params![row, log, *seq as i64, sealed.id.0, bytes])?;
            for (position, disclosure) in texts.iter().enumerate() {
                text.execute(params![row, position as i64, disclosure.json])?;
            }
            for tile in tiles {
                save_tile(&self.tx, *log, tile)?;
            }
        }
        Ok(())
    }

    /// Writes where a log ends now, with the signed checkpoint over it.
    pub fn end_log(&mut self, end: &End) -> Result<()> {
        for tile in &end.tiles {
            save_tile(&self.tx, end.log, tile)?;
        }
        self.tx.execute(
            "UPDATE log SET size = ?2, clock = ?3, peaks = ?4 WHERE row = ?1",
            params![end.log, end.size as i64, end.clock as i64, end.peaks],
        )?;
        self.tx.execute(
            "INSERT INTO checkpoint (row, log, size, note)
             VALUES ((SELECT coalesce(max(row), 0) + 1 FROM checkpoint), ?1, ?2, ?3)",
            params![end.log, end.size as i64, end.note],
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
