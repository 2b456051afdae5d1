//! Adding to the end of logs, in one transaction.

use super::rows::Facet;
use super::{Reader, Store};
use crate::error::{Error, Result};
use crate::ledger::disclosure::Disclosure;
use crate::ledger::envelope::Sealed;
use crate::ledger::tree::{Frontier, Hash, node_hash};
use crate::model::id::Id;
use crate::model::record::Record;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::{BTreeSet, HashMap};

/// Hashes in a full tile; the height of eight that C2SP tlog-tiles fixes.
const TILE_WIDTH: usize = 256;

/// Where a log ends.
pub struct LogHead {
    /// Row of the event that opened the log.
    pub row: i64,
    pub origin: String,
    pub actor: String,
    pub frontier: Frontier,
    /// The unfinished tile of each level: its position and its hashes so far.
    edge: Vec<(u64, Vec<u8>)>,
}

impl LogHead {
    /// Gives a log that has no event yet; its row is that of the next event.
    pub fn new(row: i64, origin: String, actor: String) -> Self {
        Self { row, origin, actor, frontier: Frontier::default(), edge: Vec::new() }
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

    fn edge_of(&self, log: i64, size: u64) -> Result<Vec<(u64, Vec<u8>)>> {
        let mut edge = Vec::new();
        let mut width = size;
        while width > 0 {
            let (position, used) = (width / TILE_WIDTH as u64, width as usize % TILE_WIDTH);
            let hashes = match used {
                0 => Vec::new(),
                _ => self.tx.query_row(
                    "SELECT hashes FROM tile WHERE log = ?1 AND level = ?2 AND position = ?3",
                    params![log, edge.len() as i64, position as i64],
                    |row| row.get::<_, Vec<u8>>(0),
                )?,
            };
            edge.push((position, hashes));
            width = position;
        }
        Ok(edge)
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
        self.grow(head, sealed.leaf)?;
        self.last_row = row;
        self.clock = clock;
        Ok(row)
    }

    fn grow(&self, head: &mut LogHead, leaf: Hash) -> Result<()> {
        head.frontier.push(leaf);
        let mut node = leaf;
        for level in 0.. {
            if head.edge.len() == level {
                head.edge.push((0, Vec::new()));
            }
            let (position, hashes) = &mut head.edge[level];
            hashes.extend(node);
            if hashes.len() < TILE_WIDTH * 32 {
                break;
            }
            save_tile(&self.tx, head.row, level, *position, hashes)?;
            node = tile_root(hashes);
            *position += 1;
            hashes.clear();
        }
        Ok(())
    }

    /// Writes where the log ends now, with a signed checkpoint over it.
    pub fn seal_log(&mut self, head: &LogHead, note: &str) -> Result<()> {
        for (level, (position, hashes)) in head.edge.iter().enumerate().filter(|(_, (_, hashes))| !hashes.is_empty()) {
            save_tile(&self.tx, head.row, level, *position, hashes)?;
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

fn save_tile(tx: &Transaction, log: i64, level: usize, position: u64, hashes: &[u8]) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO tile (log, level, position, hashes) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![log, level as i64, position as i64, hashes])?;
    Ok(())
}

/// Gives the root over the 256 hashes of a full tile.
pub fn tile_root(hashes: &[u8]) -> Hash {
    let mut nodes: Vec<Hash> = hashes.as_chunks::<32>().0.to_vec();
    while nodes.len() > 1 {
        nodes = nodes.as_chunks::<2>().0.iter().map(|[left, right]| node_hash(left, right)).collect();
    }
    nodes[0]
}
