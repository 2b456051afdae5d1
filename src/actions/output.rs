//! Writing a file whole or not at all, and never over the casebook.

use record::model::id::Id;
use record::visible::visible_path;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use store::Access;
pub use store::casebook::aside::{folder as private_folder, sweep_folders};
use store::casebook::{Casebook, aside};
use store::error::{Error, Result};
use tempfile::NamedTempFile;

/// A file that was written.
#[derive(Clone, Debug, Serialize)]
pub struct WrittenFile {
    pub file: PathBuf,
    pub sha256: Id,
    pub bytes: u64,
}

/// Whatever goes wrong with the output of a file is told with the name of the file.
pub(crate) fn of_file(path: &Path, error: Error) -> Error {
    match error {
        Error::Output(error) => Error::file(path, &error),
        other => other,
    }
}

/// A report over the casebook itself, or over a file that SQLite keeps beside it, would destroy what it tells of.
pub(crate) fn refuse_casebook(casebook: &Casebook, to: &Path) -> Result<()> {
    let Ok(book) = casebook.path().canonicalize() else { return Ok(()) };
    let whole = to.canonicalize().ok().or_else(|| {
        // What is not there yet stands in a folder that is.
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(to.file_name()?))
    });
    let Some(target) = whole else { return Ok(()) };
    let beside = ["-wal", "-shm", "-journal"].map(|ending| {
        let mut name = book.clone().into_os_string();
        name.push(ending);
        PathBuf::from(name)
    });
    if target == book {
        return Err(Error::Invalid(format!("{} is the casebook itself", visible_path(to))));
    }
    match beside.contains(&target) {
        true => Err(Error::Invalid(format!("{} belongs to the casebook itself", visible_path(to)))),
        false => Ok(()),
    }
}

/// Writes a file whole or not at all; never over the casebook, and over another file only by force.
pub fn write_file(casebook: &Casebook, to: &Path, force: bool, bytes: &[u8]) -> Result<()> {
    refuse_casebook(casebook, to)?;
    let mut target = Target::of(casebook, to, force)?;
    target.temporary.write_all(bytes).map_err(|error| Error::file(to, &error))?;
    target.put_in_place(force).map(drop)
}

/// Writes a text to a file, whole or not at all; what stands there already is replaced only with `force`.
pub fn write_text(casebook: &Casebook, to: &Path, force: bool, text: &str) -> Result<()> {
    write_file(casebook, to, force, text.as_bytes())
}

/// A file on its way to its place: written beside it under another name, moved there when it is whole.
pub(crate) struct Target {
    path: PathBuf,
    pub temporary: NamedTempFile,
}

impl Target {
    /// Refuses what stands there already, unless it is to be replaced.
    pub fn open(path: &Path, force: bool) -> Result<Self> {
        Self::begin(path, force, false)
    }

    /// As [`Target::open`]; nobody else can read the file where it shows what is confidential.
    pub fn of(casebook: &Casebook, path: &Path, force: bool) -> Result<Self> {
        Self::begin(path, force, casebook.reader().sight() == Access::Whole)
    }

    /// As [`Target::open`]; nobody else can read the file.
    pub fn private(path: &Path, force: bool) -> Result<Self> {
        Self::begin(path, force, true)
    }

    fn begin(path: &Path, force: bool, private: bool) -> Result<Self> {
        if path == Path::new("-") {
            return Err(Error::Invalid("this cannot be written to standard output; name a file".into()));
        }
        match std::fs::symlink_metadata(path) {
            Ok(_) if !force => return Err(Error::Exists(path.to_path_buf())),
            Ok(there) if !there.is_file() => {
                let reason = "it is no ordinary file, so it is not replaced".into();
                return Err(Error::File { path: path.to_path_buf(), reason });
            }
            _ => {}
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = aside::file_in(folder, private).map_err(|error| Error::file(path, &error))?;
        Ok(Self { path: path.to_path_buf(), temporary })
    }

    /// Moves the file to its place, now that it is whole.
    pub fn put_in_place(self, force: bool) -> Result<File> {
        let placed = match force {
            true => self.temporary.persist(&self.path),
            false => self.temporary.persist_noclobber(&self.path),
        };
        placed.map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists(self.path),
            _ => Error::file(&self.path, &error.error),
        })
    }
}

/// Passes bytes on, counting and hashing them.
pub(crate) struct Hashed<W> {
    out: W,
    pub sha256: Sha256,
    pub bytes: u64,
}

impl<W: Write> Hashed<W> {
    pub fn new(out: W) -> Self {
        Self { out, sha256: Sha256::new(), bytes: 0 }
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sha256.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
