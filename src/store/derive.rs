//! Keeping the derived tables what a fold of all events would make them.

use super::append::{Append, save_tile};
use super::derived_rows::values;
use super::folding::Changes;
use super::place::place_of;
use super::rows::{self, CLAIM, ClaimRows, Facet, PARTS, SURROUNDINGS, Table};
use super::{LAYOUT, Reader, shape};
use crate::error::{Error, Result};
use record::ledger::tiles::Edge;
use record::ledger::tree::{Frontier, Hash, leaf_hash};
use record::model::id::Id;
use record::model::record::Record;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use std::collections::HashMap;

/// Where a log ends, as a fold finds it.
#[derive(Default)]
struct LogEnd {
    clock: u64,
    frontier: Frontier,
    edge: Edge,
}

impl Append<'_> {
    /// Brings the derived tables up to an event that was just added.
    pub fn derive(&mut self, record: Record) -> Result<()> {
        let mut changes = Changes::default();
        self.folding.take(record, Reader::whole(&self.tx), &mut changes)?;
        self.change(&changes)
    }

    /// Writes what follows from events that were added.
    pub fn change(&mut self, changes: &Changes) -> Result<()> {
        for log in &changes.logs {
            self.tx.execute(
                "INSERT INTO log (row, origin, key, actor, hand, size, clock, peaks)
                 VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, x'')",
                params![log.row, log.origin, log.key, log.actor, log.hand],
            )?;
        }
        for (table, row) in &changes.rows {
            insert(&self.tx, table, row)?;
        }
        for (claim, event) in &changes.later {
            let sql = "INSERT INTO claim_event (claim, event) VALUES (?1, ?2)";
            self.tx.prepare_cached(sql)?.execute(params![claim, event])?;
        }
        self.touched.extend(&changes.touched);
        self.write_claims(&changes.claims)
    }

    fn write_claims(&mut self, claims: &[ClaimRows]) -> Result<()> {
        if claims.is_empty() {
            return Ok(());
        }
        // Finding a statement again costs more than running it, so that each is held.
        let mut claim = self.tx.prepare_cached(CLAIM.insert)?;
        let mut text = self.tx.prepare_cached("INSERT INTO claim_text (rowid, statement) VALUES (?1, ?2)")?;
        for rows in claims {
            *self.facets.entry(rows.facet()).or_default() += 1;
            claim.execute(params_from_iter(&rows.claim))?;
            for (table, parts) in PARTS.iter().zip(&rows.parts) {
                for part in parts {
                    insert(&self.tx, table, part)?;
                }
            }
            text.execute(params![rows.claim[0], rows.claim[rows::STATEMENT]])?;
        }
        Ok(())
    }

    /// Writes the rows of all claims that have changed.
    pub(super) fn settle(&mut self) -> Result<()> {
        let mut changes = Changes::default();
        self.folding.settle(Reader::whole(&self.tx), &mut changes)?;
        self.change(&changes)?;
        for row in std::mem::take(&mut self.touched) {
            let claim = self.reader().claim(row)?;
            let rows = self.folding.lay_out(&claim, Reader::whole(&self.tx))?;
            self.erase_claim(row)?;
            self.write_claims(std::slice::from_ref(&rows))?;
        }
        Ok(())
    }

    fn erase_claim(&mut self, row: i64) -> Result<()> {
        if let Some(old) = stored_claim(&self.tx, row)? {
            *self.facets.entry(rows::facet(&old)).or_default() -= 1;
            self.tx
                .prepare_cached("INSERT INTO claim_text (claim_text, rowid, statement) VALUES ('delete', ?1, ?2)")?
                .execute(params![row, old[rows::STATEMENT]])?;
        }
        for table in PARTS.iter().chain([&&CLAIM]) {
            self.tx.prepare_cached(table.delete)?.execute([row])?;
        }
        Ok(())
    }

    pub(super) fn save_facets(&mut self) -> Result<()> {
        let mut changes: Vec<_> =
            std::mem::take(&mut self.facets).into_iter().filter(|(_, change)| *change != 0).collect();
        changes.sort();
        for (facet, change) in changes {
            let Facet { piece, status, priority, claim_type, verdict, contested, assignee } = facet;
            let key = params![piece, status, priority, claim_type, verdict, contested, assignee, change];
            self.tx
                .prepare_cached(
                    "INSERT INTO facet VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                     ON CONFLICT DO UPDATE SET claims = claims + excluded.claims",
                )?
                .execute(key)?;
        }
        self.tx.execute("DELETE FROM facet WHERE claims = 0", [])?;
        Ok(())
    }

    /// Drops everything derived and folds it again from the events; gives the number of events.
    pub fn rebuild(&mut self, mut progress: impl FnMut(u64, u64)) -> Result<u64> {
        let layout: i64 = self.tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        // An index that lacks rows of its table would hide them from everything below.
        self.tx.execute_batch("REINDEX")?;
        match layout == LAYOUT && self.reader().is_as_made()? {
            true => self.clear_derived()?,
            false => shape::make_anew(&self.tx)?,
        }
        let total = self.reader().event_count()? as u64;
        self.place_all()?;
        let mut ends: HashMap<i64, LogEnd> = HashMap::new();
        for place in 1..=total as i64 {
            let row = self.reader().event_at(place)?;
            let (log, leaf) = self.stored_leaf(row)?;
            let record = self.reader().record(place)?;
            let end = ends.entry(log).or_default();
            end.clock = record.clock;
            end.frontier.push(leaf);
            end.edge.push(leaf, |tile| save_tile(&self.tx, log, &tile))?;
            self.derive(record)?;
            if place % 1024 == 0 {
                progress(place as u64, total);
            }
        }
        for (log, end) in ends {
            self.save_end(log, &end)?;
        }
        self.let_files_go()?;
        progress(total, total);
        Ok(total)
    }

    fn stored_leaf(&self, row: i64) -> Result<(i64, Hash)> {
        let mut select = self.tx.prepare_cached("SELECT log, bytes FROM event WHERE row = ?1")?;
        let leaf = |row: &rusqlite::Row| Ok((row.get(0)?, leaf_hash(row.get_ref(1)?.as_bytes()?)));
        Ok(select.query_row([row], leaf)?)
    }

    fn save_end(&self, log: i64, end: &LogEnd) -> Result<()> {
        for tile in end.edge.unfinished() {
            save_tile(&self.tx, log, &tile)?;
        }
        self.tx.execute(
            "UPDATE log SET size = ?2, clock = ?3, peaks = ?4 WHERE row = ?1",
            params![log, end.frontier.size() as i64, end.clock as i64, end.frontier.peaks()],
        )?;
        Ok(())
    }

    fn clear_derived(&self) -> Result<()> {
        for table in ["log", "tile", "facet", "claim_event"] {
            self.tx.execute(&format!("DELETE FROM {table}"), [])?;
        }
        for table in SURROUNDINGS.iter().chain(&PARTS).chain([&&CLAIM]) {
            self.tx.execute(&format!("DELETE FROM {}", table.name), [])?;
        }
        self.tx.execute("INSERT INTO claim_text (claim_text) VALUES ('delete-all')", [])?;
        Ok(())
    }
}

impl Reader<'_> {
    /// Finds the place of what an id stands for.
    pub fn row_of(&self, id: Id) -> Result<i64> {
        let sql = concat!("SELECT ", place_of!("event.row"), " FROM event WHERE substr(id, 1, 6) = ?1 AND id = ?2");
        let mut select = self.0.prepare_cached(sql)?;
        let mut rows = select.query(params![&id.0[..6], id.0])?;
        match rows.next()? {
            Some(row) => Ok(row.get(0)?),
            None => Err(Error::Damaged(format!("event {} is named but missing", id.short()))),
        }
    }
}

fn insert(conn: &Connection, table: &Table, row: &[Value]) -> Result<()> {
    conn.prepare_cached(table.insert)?.execute(params_from_iter(row))?;
    Ok(())
}

/// Reads the row of `claim` as it is stored.
pub(super) fn stored_claim(conn: &Connection, row: i64) -> Result<Option<Vec<Value>>> {
    let mut select = conn.prepare_cached(CLAIM.of_claim)?;
    let mut rows = select.query([row])?;
    Ok(rows.next()?.map(values).transpose()?)
}
