//! Reading somebody else's casebook: nothing in it runs, and nothing of it is changed.

use super::{Reader, Store, percent_encoded, shape};
use crate::error::{Error, Result};
use record::ledger::chain::{Fault, Hashed, Stood};
use record::ledger::envelope::identify;
use record::ledger::tree::leaf_hash;
use record::model::id::Id;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};
use std::path::{Path, PathBuf};

/// An event on its way from one casebook into another, with all that stands beside it.
pub struct Arriving {
    /// As it is stored there: its row and that of its log's opening are those of the other casebook.
    pub hashed: Hashed,
    pub bytes: String,
    /// The texts with their positions.
    pub texts: Vec<(i64, String)>,
    /// The signed checkpoint that the log got after it, where it got one.
    pub note: Option<String>,
    /// A timestamp with the checkpoint that it is over.
    pub timestamp: Option<(String, Vec<u8>)>,
}

impl Store {
    /// Opens a casebook that is only read; it must have the very shape that this program makes.
    pub fn open_as_guest(path: &Path) -> Result<Self> {
        let mut conn = Self::connect_as_guest(path)?;
        bound_work(&mut conn, path)?;
        let store = Self { conn, path: path.to_path_buf(), guest: true, piece: None };
        // What cannot be read as a database at all is no casebook.
        store.require_casebook().map_err(|error| match error {
            Error::Damaged(fault) if super::is_marked(path).unwrap_or(false) => {
                Error::Unsound { path: path.to_path_buf(), faults: vec![fault] }
            }
            Error::Damaged(_) | Error::Store(_) => Error::NotACasebook(path.to_path_buf()),
            other => other,
        })?;
        store.prepare()?;
        store.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        store.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        store.require_layout()?;
        let shape::Differences { barring, extra } = store.reader().differences()?;
        let path = path.to_path_buf();
        let told = |fault: &Fault| format!("{}: {}", fault.place, fault.fault);
        match (barring.first(), extra.first()) {
            (None, None) => Ok(store),
            (Some(fault), _) => Err(Error::Unsound { path, faults: vec![told(fault)] }),
            (None, Some(_)) => Err(Error::Newer { path, unknown: extra.iter().take(3).map(told).collect() }),
        }
    }

    fn connect_as_guest(path: &Path) -> Result<Connection> {
        Self::require_sqlite(path)?;
        let mut journal = path.as_os_str().to_os_string();
        journal.push("-wal");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        // A file at rest is read without leaving anything beside it; one in use has a part of it in its journal.
        let conn = match PathBuf::from(journal).exists() {
            true => Connection::open_with_flags(path, flags)?,
            false => {
                let resting = format!("file:{}?immutable=1", percent_encoded(path));
                Connection::open_with_flags(resting, flags | OpenFlags::SQLITE_OPEN_URI)?
            }
        };
        conn.busy_timeout(super::PATIENCE)?;
        Ok(conn)
    }
}

/// How many steps SQLite may take with somebody else's file, and how many more for each byte of it.
const STEPS: u64 = 4_000_000_000;
const STEPS_A_BYTE: u64 = 4_000;

/// How many steps are taken before they are counted.
const STRIDE: i32 = 1_000_000;

/// Ends what is asked of a file when it takes more work than any casebook of that size.
fn bound_work(conn: &mut Connection, path: &Path) -> Result<()> {
    let bytes = std::fs::metadata(path).map_err(|error| Error::file(path, &error))?.len();
    let mut left = STEPS.saturating_add(bytes.saturating_mul(STEPS_A_BYTE)) / STRIDE as u64;
    conn.progress_handler(
        STRIDE,
        Some(move || {
            left = left.saturating_sub(1);
            left == 0
        }),
    )?;
    Ok(())
}

impl Reader<'_> {
    /// Reads the event at a position of a log, by the row of the log's opening, with all that stands beside it.
    pub fn arriving(&self, log: i64, seq: u64) -> Result<Arriving> {
        let sql = "SELECT row, id, bytes FROM event WHERE log = ?1 AND seq = ?2";
        let read = |row: &Row| Ok((row.get(0)?, Id(row.get(1)?), row.get(2)?));
        let found = self.0.prepare_cached(sql)?.query_row(params![log, seq as i64], read).optional()?;
        let (row, claimed, bytes): (i64, Id, String) =
            found.ok_or_else(|| Error::Damaged(format!("event {seq} of log {log} is missing")))?;
        let hashed = Hashed {
            row,
            log,
            seq,
            claimed,
            id: identify(bytes.as_bytes()),
            leaf: leaf_hash(bytes.as_bytes()),
            read: Stood::read(bytes.as_bytes()),
        };
        let (texts, note) = (self.stored_texts(row)?, self.checkpoint_at(log, seq + 1)?);
        Ok(Arriving { hashed, bytes, texts, note, timestamp: self.timestamp_beside(row)? })
    }

    /// Gives the signed checkpoint of a log at a size.
    fn checkpoint_at(&self, log: i64, size: u64) -> Result<Option<String>> {
        let sql = "SELECT note FROM checkpoint WHERE log = ?1 AND size = ?2";
        Ok(self.0.prepare_cached(sql)?.query_row(params![log, size as i64], |row| row.get(0)).optional()?)
    }

    pub(super) fn timestamp_beside(&self, row: i64) -> Result<Option<(String, Vec<u8>)>> {
        let sql = "SELECT note, token FROM timestamp WHERE event = ?1";
        Ok(self.0.prepare_cached(sql)?.query_row([row], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// Gives the size of a kept file, where it is there.
    pub fn kept_bytes(&self, sha256: Id) -> Result<Option<u64>> {
        let sql = "SELECT bytes FROM blob WHERE sha256 = ?1";
        Ok(self.0.prepare_cached(sql)?.query_row([sha256.0], |row| Ok(row.get::<_, i64>(0)? as u64)).optional()?)
    }

    /// Streams the pieces of a kept file, as they are stored.
    pub(super) fn each_piece(&self, sha256: Id, mut each: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let sql = "SELECT data FROM blob_chunk WHERE blob = (SELECT row FROM blob WHERE sha256 = ?1) ORDER BY position";
        let mut select = self.0.prepare_cached(sql)?;
        let mut rows = select.query([sha256.0])?;
        while let Some(row) = rows.next()? {
            each(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
        }
        Ok(())
    }
}
