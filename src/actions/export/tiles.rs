//! Laying the logs out as C2SP tlog-tiles, so that any web server publishes them and any reader of such logs reads them.

use crate::output::Target;
use crate::record::prove::head;
use record::ledger::note::Checkpoint;
use record::ledger::tiles::{Shelf, TILE_WIDTH, shelves};
use record::ledger::tree::leaf_hash;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use store::Reader;
use store::casebook::Casebook;
use store::error::{Error, Result};
use store::events::Log;

/// One log, as it was laid out.
#[derive(Clone, Debug, Serialize)]
pub struct Mirrored {
    pub log: String,
    pub folder: PathBuf,
    /// Number of events that the published checkpoint covers.
    pub size: u64,
    /// Number of events that were published there before.
    pub before: u64,
    /// Files that were written, the checkpoint not counted.
    pub files: u64,
}

/// Lays out every log, or those of one actor, each in a folder of its own; what is there already is left as it is.
pub fn mirror(
    casebook: &Casebook,
    to: &Path,
    actor: Option<&str>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<Mirrored>> {
    casebook.reader().at_one_moment(|reader| {
        let mut logs = reader.logs()?;
        logs.retain(|log| actor.is_none() || log.actor.as_deref() == actor);
        if logs.is_empty() {
            return Err(Error::Invalid("there is no log to lay out".into()));
        }
        // Every folder is looked at before anything is written to one of them.
        let wanted = logs.iter().map(|log| Mirror::over(reader, log, to)).collect::<Result<Vec<_>>>()?;
        wanted.into_iter().map(|mirror| mirror.lay_out(progress)).collect()
    })
}

/// The folder of one log.
struct Mirror<'r> {
    reader: Reader<'r>,
    log: Log,
    folder: PathBuf,
    checkpoint: Checkpoint,
    note: String,
    before: u64,
}

impl<'r> Mirror<'r> {
    fn over(reader: Reader<'r>, log: &Log, to: &Path) -> Result<Self> {
        let folder = to.join(log_folder(&log.origin));
        let (checkpoint, note) = head(reader, log)?;
        if reader.root_at(log.row, checkpoint.size)? != Some(checkpoint.root) {
            return Err(Error::Damaged(format!("the tree of log {} is not what its checkpoint signs", log.origin)));
        }
        let before = published(reader, log, &folder)?;
        Ok(Self { reader, log: log.clone(), folder, checkpoint, note, before })
    }

    fn lay_out(self, progress: &mut dyn FnMut(u64, u64)) -> Result<Mirrored> {
        let mut files = 0;
        for shelf in shelves(self.checkpoint.size) {
            let hashes = self.folder.join(shelf.path());
            if !self.stands(&hashes, &shelf) {
                files += place(&hashes, &self.hashes(&shelf)?)?;
            }
            let entries = self.folder.join(shelf.entries_path());
            if shelf.level == 0 {
                if !self.stands(&entries, &shelf) {
                    files += place(&entries, &self.entries(&shelf)?)?;
                }
                progress(shelf.first() + shelf.width as u64, self.checkpoint.size);
            }
        }
        // Last, so that whoever reads the checkpoint finds all that it covers.
        self.publish()?;
        let Self { log, folder, checkpoint, before, .. } = self;
        Ok(Mirrored { log: log.origin, folder, size: checkpoint.size, before, files })
    }

    /// Says whether a file was published whole before; what was not is written, or compared where something stands.
    fn stands(&self, path: &Path, shelf: &Shelf) -> bool {
        shelf.end() <= self.before && path.is_file()
    }

    fn hashes(&self, shelf: &Shelf) -> Result<Vec<u8>> {
        let mut hashes = self.reader.tile(self.log.row, shelf.level, shelf.position)?.unwrap_or_default();
        match hashes.len() >= shelf.width * 32 {
            true => hashes.truncate(shelf.width * 32),
            false => return Err(self.unlike(shelf)),
        }
        Ok(hashes)
    }

    /// Gives the events under a tile of leaves, each behind its length.
    fn entries(&self, shelf: &Shelf) -> Result<Vec<u8>> {
        let (leaves, mut bundle) = (self.hashes(shelf)?, Vec::new());
        for (at, leaf) in leaves.chunks(32).enumerate() {
            let row = self.reader.row_at(self.log.row, shelf.first() + at as u64)?;
            let (record, bytes) = self.reader.record_with_bytes(row)?;
            if bytes.is_empty() {
                return Err(Error::Confidential(format!("event {}, {},", record.id.short(), record.event.kind())));
            }
            if leaf_hash(bytes.as_bytes()) != *leaf {
                return Err(self.unlike(shelf));
            }
            // An event is at most 60 KiB long.
            bundle.extend((bytes.len() as u16).to_be_bytes());
            bundle.extend(bytes.as_bytes());
        }
        Ok(bundle)
    }

    fn publish(&self) -> Result<()> {
        let path = self.folder.join("checkpoint");
        write(&path, true, self.note.as_bytes())?;
        for shelf in
            shelves(self.checkpoint.size).filter(|shelf| shelf.width == TILE_WIDTH && shelf.end() > self.before)
        {
            // An unfinished tile is of use until the finished one is there.
            for path in [shelf.path(), shelf.entries_path()] {
                let _ = std::fs::remove_dir_all(self.folder.join(path + ".p"));
            }
        }
        Ok(())
    }

    fn unlike(&self, shelf: &Shelf) -> Error {
        let Shelf { level, position, .. } = shelf;
        Error::Damaged(format!("the tree of log {} is not that of its events at {level}/{position}", self.log.origin))
    }
}

/// Gives how many events a folder has published before; refuses a folder that is not of this log.
fn published(reader: Reader, log: &Log, folder: &Path) -> Result<u64> {
    let path = folder.join("checkpoint");
    let refused = |reason: &str| Error::File { path: path.clone(), reason: reason.into() };
    let note = match std::fs::read_to_string(&path) {
        Ok(note) => note,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(Error::file(&path, &error)),
    };
    let before = Checkpoint::read(&note).map_err(|flaw| refused(&flaw.to_string()))?;
    if before.origin != log.origin {
        return Err(refused("it is of another log; take another folder"));
    }
    match reader.root_at(log.row, before.size)? {
        None => Err(Error::OlderCopy { log: before.origin, seen: before.size, here: log.size }),
        Some(root) if root != before.root => Err(Error::Forked { log: before.origin }),
        Some(_) => Ok(before.size),
    }
}

/// Gives the folder of a log: its origin, as one name that cannot leave where it stands.
fn log_folder(origin: &str) -> String {
    let name = origin.replace('/', "_");
    if name.starts_with('.') { format!("_{name}") } else { name }
}

/// Writes a file that stays; gives whether it had to. One with other content is of something else, and is left.
fn place(path: &Path, bytes: &[u8]) -> Result<u64> {
    match std::fs::read(path) {
        Ok(there) if there == bytes => return Ok(0),
        Ok(_) => {
            let reason = "it contradicts the log, and is not replaced; take another folder".into();
            return Err(Error::File { path: path.to_path_buf(), reason });
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(Error::file(path, &error)),
    }
    write(path, false, bytes)?;
    Ok(1)
}

fn write(path: &Path, force: bool, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|error| Error::making(folder, &error))?;
    let mut target = Target::open(path, force)?;
    target.temporary.write_all(bytes).map_err(|error| Error::file(path, &error))?;
    target.put_in_place(force).map(drop)
}
