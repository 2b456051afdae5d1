//! What witnesses said of our logs, and what our writers said, as witnesses, of others'.

use super::Reader;
use super::append::Append;
use super::place::event_at;
use crate::error::Result;
use record::ledger::tree::Hash;
use rusqlite::params;

/// A cosignature to be kept.
#[derive(Clone, Debug)]
pub struct NewCosignature {
    /// Row of the event that opened the log.
    pub log: i64,
    pub size: u64,
    /// Verifier key of the witness.
    pub key: String,
    /// The checkpoint with the log's signature and the cosignature of this witness.
    pub note: String,
}

/// A cosignature as it is stored.
#[derive(Clone, Debug)]
pub struct StoredCosignature {
    pub row: i64,
    pub of: NewCosignature,
}

/// A head that the writer of a log cosigned as a witness, as an event tells.
#[derive(Clone, Debug)]
pub struct WitnessedHead {
    /// Place of the event.
    pub row: i64,
    /// The log that tells of it, as the row that opened it.
    pub by: i64,
    /// Origin of the log that was witnessed.
    pub log: String,
    pub size: u64,
    pub root: Hash,
}

impl Append<'_> {
    /// Keeps a cosignature at the end of all.
    pub fn keep_cosignature(&self, new: &NewCosignature) -> Result<()> {
        let sql = "INSERT INTO cosignature (row, log, size, key, note)
            SELECT coalesce(max(row), 0) + 1, ?1, ?2, ?3, ?4 FROM cosignature";
        self.tx.execute(sql, params![new.log, new.size as i64, new.key, new.note])?;
        Ok(())
    }
}

impl Reader<'_> {
    /// Lists all cosignatures, in the order in which they came.
    pub fn cosignatures(&self) -> Result<Vec<StoredCosignature>> {
        let mut select = self.0.prepare_cached("SELECT row, log, size, key, note FROM cosignature ORDER BY row")?;
        let rows = select.query_map([], |row| {
            let (size, key, note) = (row.get::<_, i64>(2)? as u64, row.get(3)?, row.get(4)?);
            Ok(StoredCosignature { row: row.get(0)?, of: NewCosignature { log: row.get(1)?, size, key, note } })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Says whether a cosignature by a witness of a log at a size is kept.
    pub fn has_cosignature(&self, log: i64, size: u64, key: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM cosignature WHERE log = ?1 AND size = ?2 AND key = ?3";
        Ok(self.0.prepare_cached(sql)?.exists(params![log, size as i64, key])?)
    }

    /// Lists the heads that writers of logs in this casebook cosigned.
    pub fn witnessed_heads(&self) -> Result<Vec<WitnessedHead>> {
        let sql = concat!(
            "SELECT witnessed_head.row, event.log, witnessed_head.log, size, root
             FROM witnessed_head JOIN event ON event.row = ",
            event_at!("witnessed_head.row"),
            " ORDER BY witnessed_head.row"
        );
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map([], |row| {
            let (log, size, root) = (row.get(2)?, row.get::<_, i64>(3)? as u64, row.get(4)?);
            Ok(WitnessedHead { row: row.get(0)?, by: row.get(1)?, log, size, root })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
