//! Taking in what was recorded elsewhere, behind all that is here.

use super::append::Append;
use super::blobs::CHUNK;
use super::other_casebook::Arriving;
use super::{Reader, Store};
use crate::error::{Error, Result};
use record::ledger::chain::{Chain, LogChain};
use record::ledger::tree::Frontier;
use record::model::event::ErasureRecorded;
use record::model::id::Id;
use rusqlite::{Params, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::Path;

/// What people want to know of a casebook before and after it took something in.
#[derive(Default)]
pub struct Standing {
    /// The ids of claims.
    pub contested: BTreeSet<Id>,
    pub stale: BTreeSet<Id>,
    /// Identifiers of people's own that several claims or sources go by.
    pub shared: BTreeSet<String>,
}

impl Append<'_> {
    /// Gives all logs as they end here, to be followed from there on.
    pub fn chain(&self) -> Result<Chain> {
        let mut logs = Vec::new();
        for log in self.reader().logs()? {
            let frontier = Frontier::restore(log.size, &log.peaks);
            let frontier = frontier
                .ok_or_else(|| Error::Damaged(format!("the end of log {} does not fit its size", log.origin)))?;
            let edge = self.edge_of(log.row, log.size)?;
            let succeeded = self.reader().successor_of(&log.origin)?;
            let mut chain = LogChain::resumed(log.origin, log.key, log.clock, frontier, edge);
            chain.succeeded = succeeded;
            logs.push((log.row, chain));
        }
        Ok(Chain::resuming(self.reader().event_count()?, logs))
    }

    /// Adds an event, with what stands beside it, behind all others; the derived tables follow with [`Append::refold`].
    pub fn take(&mut self, row: i64, log: i64, event: &Arriving) -> Result<()> {
        let put = "INSERT INTO event (row, log, seq, id, bytes) VALUES (?1, ?2, ?3, ?4, ?5)";
        let values = params![row, log, event.hashed.seq as i64, event.hashed.id.0, event.bytes];
        self.tx.prepare_cached(put)?.execute(values)?;
        let mut text = self.tx.prepare_cached("INSERT INTO disclosure (event, position, json) VALUES (?1, ?2, ?3)")?;
        // Where a text was withheld or erased, its position stays free.
        for (position, json) in &event.texts {
            text.execute(params![row, position, json])?;
        }
        drop(text);
        if let Some((note, token)) = &event.timestamp {
            self.keep_timestamp(row, note, token)?;
        }
        Ok(())
    }

    /// Adds a signed checkpoint behind all others.
    pub fn take_checkpoint(&mut self, log: i64, size: u64, note: &str) -> Result<()> {
        let sql = "INSERT INTO checkpoint (row, log, size, note)
            VALUES ((SELECT coalesce(max(row), 0) + 1 FROM checkpoint), ?1, ?2, ?3)";
        self.tx.prepare_cached(sql)?.execute(params![log, size as i64, note])?;
        Ok(())
    }

    /// Streams a kept file over from another casebook.
    pub fn take_file(&mut self, from: Reader, sha256: Id, mut each: impl FnMut(u64)) -> Result<()> {
        let Some(bytes) = from.kept_bytes(sha256)? else {
            return Err(Error::Damaged(format!("the bytes kept as {} are missing", sha256.short())));
        };
        let insert =
            "INSERT INTO blob (row, sha256, bytes) VALUES ((SELECT coalesce(max(row), 0) + 1 FROM blob), ?1, ?2)";
        self.tx.execute(insert, params![sha256.0, bytes as i64])?;
        let blob = self.tx.last_insert_rowid();
        let mut put = self.tx.prepare("INSERT INTO blob_chunk (blob, position, data) VALUES (?1, ?2, ?3)")?;
        let (mut hasher, mut read, mut position) = (Sha256::new(), 0, 0);
        from.each_piece(sha256, |piece| {
            if piece.len() > CHUNK {
                return Err(Error::Damaged("a kept file stands in pieces that are too large".into()));
            }
            hasher.update(piece);
            put.execute(params![blob, position, piece])?;
            (read, position) = (read + piece.len() as u64, position + 1);
            each(read);
            Ok(())
        })?;
        match (Id(hasher.finalize().into()), read) == (sha256, bytes) {
            true => Ok(()),
            false => Err(Error::Damaged(format!("the bytes kept as {} are not those bytes", sha256.short()))),
        }
    }

    /// Lists the files that drafts and captures name and that are not here, in the order in which they are named.
    pub fn missing_files(&self) -> Result<Vec<Id>> {
        let sql = "SELECT sha256 FROM filed WHERE sha256 NOT IN (SELECT lower(hex(sha256)) FROM blob)
            GROUP BY sha256 ORDER BY min(row), sha256";
        let mut select = self.tx.prepare_cached(sql)?;
        let hashes = select.query_map([], |row| row.get::<_, String>(0))?;
        let hashes = hashes.collect::<Result<Vec<_>, _>>()?;
        Ok(hashes.iter().filter_map(|hash| Id::from_hex(hash)).collect())
    }

    /// Carries out an erasure that was just taken in: `row` is that of its event, the last there is. Gives the number of
    /// texts that went; files follow with [`Append::refold`], once it is known what else names them.
    pub fn carry_out(&mut self, row: i64, erasure: &ErasureRecorded) -> Result<u64> {
        let event = self.reader().row_of(erasure.event)?;
        let (_, there) = self.reader().erased_texts(event, &erasure.digests)?;
        // The fold that follows makes this row anew; here it lets the texts go.
        let sql = "INSERT INTO erasure (row, event, digests, files) VALUES (?1, ?2, ?3, ?4)";
        self.tx.execute(sql, params![row, event, erasure.digests.join(" "), erasure.files])?;
        self.remove(event, &erasure.digests)?;
        Ok(there)
    }

    /// Drops everything derived and folds it again, so that it can be read before the end.
    pub fn refold(&mut self, progress: impl FnMut(u64, u64)) -> Result<()> {
        self.rebuild(progress)?;
        self.settle()?;
        self.save_facets()
    }
}

impl Reader<'_> {
    /// Gives what is contested, stale or ambiguous.
    pub fn standing(&self) -> Result<Standing> {
        use record::model::words::Status;
        let shared = "SELECT external_id FROM claim WHERE external_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1
            UNION SELECT external_id FROM source WHERE external_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1";
        Ok(Standing {
            contested: self.ids_of("SELECT id FROM claim WHERE contested", [])?,
            stale: self.ids_of("SELECT id FROM claim WHERE status = ?1", [Status::Stale.code()])?,
            shared: self.0.prepare(shared)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?,
        })
    }

    fn ids_of(&self, sql: &str, params: impl Params) -> Result<BTreeSet<Id>> {
        let mut select = self.0.prepare(sql)?;
        let ids = select.query_map(params, |row| Ok(Id(row.get(0)?)))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Says whether the file at a path is this very casebook.
    pub fn is_at(&self, path: &Path) -> bool {
        let same = |one: &Path| one.canonicalize().ok();
        same(&self.path).is_some_and(|own| Some(own) == same(path))
    }
}
