//! The SQLite file: the only place that speaks SQL.

pub mod append;
pub mod blobs;
pub mod casebook;
pub mod confidentiality;
pub mod cosignatures;
pub mod derive;
mod derived_rows;
pub mod descent;
pub mod dismissed;
pub mod due;
pub mod entities;
mod erase;
pub mod error;
pub mod events;
pub mod filed;
pub mod find;
pub mod folding;
pub mod handed;
pub mod inspect;
pub mod keys;
pub mod known;
pub mod listing;
pub mod other_casebook;
mod place;
pub mod proofs;
pub mod recheck;
pub mod reporting;
pub mod rows;
mod shape;
pub mod since;
pub mod taking;
pub mod timestamps;
pub mod tree;

pub use confidentiality::Access;
use error::{Error, Result};
use record::model::words::{ClaimType, Priority, Status, Verdict};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Marks a SQLite file as a casebook: the letters TICK.
const APPLICATION: i64 = 0x5449_434b;

/// Where the header of a SQLite file keeps that mark.
const MARK_AT: u64 = 68;

/// The layout of tables that this version writes.
pub const LAYOUT: i64 = 7;

/// Size of a page: a million claims are taken in a quarter faster than with SQLite's usual 4 KiB.
const PAGE_BYTES: i64 = 16 * 1024;

/// Page cache of a connection, in KiB.
const CACHE_KIB: i64 = 36 * 1024;

/// Page cache of one of several connections that read the file from one end to the other, in KiB.
const READING_CACHE_KIB: i64 = 8 * 1024;

/// A connection is used by one thread at a time, so that it needs no locks of its own.
const OWN: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(60);

/// What can be read from a casebook, inside a transaction or out of it.
#[derive(Clone, Copy)]
pub struct Reader<'a>(&'a Connection, Access, Option<i64>);

impl<'a> Reader<'a> {
    fn whole(conn: &'a Connection) -> Self {
        Self(conn, Access::Whole, None)
    }

    /// Gives a reader that sees as much.
    pub fn seeing(self, sight: Access) -> Self {
        Self(self.0, sight, self.2)
    }

    /// Gives a reader for which the numbers and identifiers of claims are those of one piece.
    fn within(self, piece: Option<i64>) -> Self {
        Self(self.0, self.1, piece)
    }
}

/// An open casebook file.
pub struct Store {
    conn: Connection,
    path: PathBuf,
    /// It is somebody else's, and only read.
    guest: bool,
    /// The piece whose claims are meant by numbers and identifiers.
    piece: Option<i64>,
}

impl Store {
    /// Makes a new casebook file; refuses to touch one that exists.
    pub fn create(path: &Path) -> Result<Self> {
        // Taking the name first keeps two processes from making one casebook at once.
        private_file(path).map_err(|error| Error::making(path, &error))?;
        let made = Self::lay_out(path);
        if made.is_err() {
            // A half-made file would stand in the way of the next try.
            let _ = std::fs::remove_file(path);
        }
        made
    }

    fn lay_out(path: &Path) -> Result<Self> {
        let mut conn = Connection::open_with_flags(path, OWN)?;
        conn.pragma_update(None, "page_size", PAGE_BYTES)?;
        conn.pragma_update(None, "journal_mode", "WAL")?;
        let tx = conn.transaction()?;
        shape::make(&tx)?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.commit()?;
        drop(conn);
        Self::open(path)
    }

    /// Opens a casebook file, for reading and writing where the place allows it.
    pub fn open(path: &Path) -> Result<Self> {
        let store = Self::open_unasked(path)?;
        store.require_layout()?;
        store.require_shape()?;
        Ok(store)
    }

    /// Opens the same file again.
    fn again(&self) -> Result<Self> {
        if self.guest { Self::open_as_guest(&self.path) } else { Self::open(&self.path) }
    }

    fn require_layout(&self) -> Result<()> {
        match self.layout()? {
            LAYOUT => Ok(()),
            version => Err(Error::OlderCasebook { path: self.path.clone(), version, known: LAYOUT }),
        }
    }

    /// Opens a casebook file whose derived tables an earlier version or somebody else may have made, to be rebuilt.
    pub fn open_of_any_layout(path: &Path) -> Result<Self> {
        let store = Self::open_unasked(path)?;
        shape::require_truth(&store.conn, path)?;
        Ok(store)
    }

    /// Opens a casebook file of which nothing was asked yet but what it is.
    fn open_unasked(path: &Path) -> Result<Self> {
        Self::require_sqlite(path)?;
        let store = Self { conn: Self::connect(path)?, path: path.to_path_buf(), guest: false, piece: None };
        store.require_casebook()?;
        store.prepare()?;
        Ok(store)
    }

    fn require_sqlite(path: &Path) -> Result<()> {
        let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::CasebookMissing(path.to_path_buf()),
            _ => Error::file(path, &error),
        })?;
        match metadata.is_file() && starts_as_sqlite(path)? {
            true => Ok(()),
            false => Err(Error::NotACasebook(path.to_path_buf())),
        }
    }

    fn layout(&self) -> Result<i64> {
        Ok(self.conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
    }

    fn connect(path: &Path) -> Result<Connection> {
        let conn = Connection::open_with_flags(path, OWN)?;
        conn.busy_timeout(PATIENCE)?;
        let schema = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
        match schema.map_err(Error::from) {
            Ok(_) => Ok(conn),
            // Where no shared-memory file can be made beside it, a file at rest can still be read.
            Err(Error::ReadOnly | Error::Store(_)) => {
                let resting = format!("file:{}?immutable=1", percent_encoded(path));
                let flags =
                    OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                Ok(Connection::open_with_flags(resting, flags)?)
            }
            // What says in its first bytes that it is a casebook is a damaged one, whatever cannot be read of it.
            Err(Error::Damaged(fault)) if is_marked(path)? => Err(Error::Damaged(fault)),
            Err(Error::Damaged(_)) => Err(Error::NotACasebook(path.to_path_buf())),
            Err(other) => Err(other),
        }
    }

    fn require_casebook(&self) -> Result<()> {
        let application: i64 = self.conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if application != APPLICATION {
            return Err(Error::NotACasebook(self.path.clone()));
        }
        match self.layout()? {
            1..=LAYOUT => Ok(()),
            version => Err(Error::NewerCasebook { path: self.path.clone(), version, known: LAYOUT }),
        }
    }

    fn prepare(&self) -> Result<()> {
        // FULL: an event that was acknowledged outlives a power cut.
        self.conn.pragma_update(None, "synchronous", "FULL")?;
        self.conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
        self.conn.pragma_update(None, "temp_store", "FILE")?;
        // The file may come from a stranger: its schema must not reach beyond itself.
        // The foreign keys tell a reader what belongs to what; a fold may come upon a part before its whole.
        self.conn.pragma_update(None, "foreign_keys", false)?;
        self.conn.pragma_update(None, "trusted_schema", false)?;
        self.conn.pragma_update(None, "cell_size_check", true)?;
        // Without this promise every new value of a parameter can have its statement planned anew.
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        self.conn.set_prepared_statement_cache_capacity(64);
        Ok(())
    }

    /// Gives what can be read.
    pub fn reader(&self) -> Reader<'_> {
        Reader::whole(&self.conn).within(self.piece)
    }

    /// Takes numbers and identifiers of claims for those of one piece from here on.
    pub fn within_piece(&mut self, piece: i64) {
        self.piece = Some(piece);
    }

    /// Gives the path that the casebook was opened by.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps the file from growing over a number of pages, as a full disk would.
    pub fn limit_pages(&self, pages: u32) -> Result<()> {
        Ok(self.conn.pragma_update(None, "max_page_count", pages)?)
    }

    /// Copies the casebook to a new file, consistently, while others go on writing.
    pub fn back_up(&self, to: &Path, mut progress: impl FnMut(u64, u64)) -> Result<()> {
        if to == Path::new("-") {
            return Err(Error::Invalid("a backup cannot be written to standard output; name a file".into()));
        }
        if to.symlink_metadata().is_ok() {
            return Err(Error::Exists(to.to_path_buf()));
        }
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Beside its place and private until it is whole: whoever finds the name finds a whole copy.
        let copy = casebook::aside::file_in(folder, true).map_err(|error| Error::file(to, &error))?.into_temp_path();
        self.copy_pages(&copy, &mut progress)?;
        copy.persist_noclobber(to).map_err(|error| Error::making(to, &error.error))
    }

    fn copy_pages(&self, to: &Path, progress: &mut impl FnMut(u64, u64)) -> Result<()> {
        let mut copy = Connection::open_with_flags(to, OWN)?;
        // One read transaction over the whole copy: a writer in between must not make it start again for ever.
        let reading = self.conn.unchecked_transaction()?;
        reading.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        let backup = rusqlite::backup::Backup::new(&reading, &mut copy)?;
        loop {
            let step = backup.step(4096)?;
            let pages = backup.progress();
            progress((pages.pagecount - pages.remaining) as u64, pages.pagecount as u64);
            if step == rusqlite::backup::StepResult::Done {
                break;
            }
        }
        drop(backup);
        // A copy that is carried away must be one file.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        copy.pragma_update(None, "journal_mode", "WAL")?;
        Ok(())
    }
}

/// Makes a file that only this user can open.
fn private_file(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Says whether the file begins as every SQLite file does; an empty one is no casebook.
fn starts_as_sqlite(path: &Path) -> Result<bool> {
    use std::io::Read;
    let mut start = [0; 16];
    let mut file = std::fs::File::open(path).map_err(|error| Error::file(path, &error))?;
    Ok(file.read_exact(&mut start).is_ok() && &start == b"SQLite format 3\0")
}

/// Says whether the header of a SQLite file marks it as a casebook, which can be read where nothing behind it can.
fn is_marked(path: &Path) -> Result<bool> {
    use std::io::{Read, Seek, SeekFrom};
    let mut mark = [0; 4];
    let mut file = std::fs::File::open(path).map_err(|error| Error::file(path, &error))?;
    let read = file.seek(SeekFrom::Start(MARK_AT)).and_then(|_| file.read_exact(&mut mark));
    Ok(read.is_ok() && i64::from(u32::from_be_bytes(mark)) == APPLICATION)
}

fn percent_encoded(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

type WordList = (&'static str, Vec<(i64, &'static str)>);

fn word_lists() -> [WordList; 4] {
    [
        (ClaimType::WHAT, ClaimType::ALL.iter().map(|value| (value.code(), value.word())).collect()),
        (Priority::WHAT, Priority::ALL.iter().map(|value| (value.code(), value.word())).collect()),
        (Status::WHAT, Status::ALL.iter().map(|value| (value.code(), value.word())).collect()),
        (Verdict::WHAT, Verdict::ALL.iter().map(|value| (value.code(), value.word())).collect()),
    ]
}
