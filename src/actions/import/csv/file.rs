//! The file of an import, read from its start without ever being held in memory.

use formats::ingest::table::{Dialect, Fault, Table, survey};
use record::model::id::Id;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use store::error::{Error, Result};

/// A file of rows that can be read again from its start.
pub struct TableFile {
    file: File,
    path: PathBuf,
    /// Its name without the folder.
    pub name: String,
    pub bytes: u64,
    /// The hash of the file as it came, where what is read was put into other letters first.
    pub original: Option<Id>,
}

/// What has been read in one pass.
#[derive(Default)]
pub struct Passed {
    hasher: Sha256,
    pub bytes: u64,
}

/// The reader of one pass.
pub struct Pass<'a> {
    file: &'a File,
    passed: &'a RefCell<Passed>,
}

impl TableFile {
    /// Opens a file. What cannot be read twice, such as a pipe, is put aside in a temporary file first.
    pub fn open(path: &Path) -> Result<Self> {
        let failed = |error: io::Error| Error::file(path, &error);
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let file = File::open(path).map_err(failed)?;
        let metadata = file.metadata().map_err(failed)?;
        if metadata.is_dir() {
            return Err(Error::File { path: path.to_path_buf(), reason: "it is a folder".into() });
        }
        match metadata.is_file() {
            true if is_wide(&file).map_err(failed)? => Self::in_utf8(file, name),
            true => Ok(Self { file, path: path.to_path_buf(), name, bytes: metadata.len(), original: None }),
            false => Self::put_aside(file, name),
        }
    }

    /// Puts what comes from a reader aside in a temporary file that nobody else can open.
    pub fn put_aside(mut content: impl Read, name: String) -> Result<Self> {
        let path = PathBuf::from(&name);
        let failed = |error: io::Error| Error::file(&path, &error);
        let mut file = tempfile::tempfile().map_err(failed)?;
        let bytes = io::copy(&mut content, &mut file).map_err(failed)?;
        Ok(Self { file, path, name, bytes, original: None })
    }

    /// Puts a file in UTF-16 aside in UTF-8, within the size of a draft.
    fn in_utf8(file: File, name: String) -> Result<Self> {
        let path = PathBuf::from(&name);
        let limit = crate::documents::size_limit();
        let mut content = Vec::new();
        let failed = |error: io::Error| Error::file(&path, &error);
        file.take(limit + 1).read_to_end(&mut content).map_err(failed)?;
        let text = formats::ingest::from_utf16(&content).filter(|_| content.len() as u64 <= limit);
        let wrong = || Error::File { path: path.clone(), reason: "it is neither UTF-8 nor sound UTF-16".into() };
        let text = text.ok_or_else(wrong)?;
        let original = Some(Id(Sha256::digest(&content).into()));
        Ok(Self { original, ..Self::put_aside(text.as_bytes(), name)? })
    }

    /// Gives the name without its ending.
    pub fn stem(&self) -> &str {
        self.name
            .rsplit_once('.')
            .map_or(self.name.as_str(), |(stem, _)| if stem.is_empty() { &self.name } else { stem })
    }

    /// Finds out how the file is written.
    pub fn survey(&self) -> Result<Dialect> {
        self.rewind()?;
        survey(&self.file).map_err(|fault| self.refused(&fault))
    }

    /// Starts to read the file as a table.
    pub fn table<'a>(&'a self, dialect: Dialect, passed: &'a RefCell<Passed>) -> Result<Table<Pass<'a>>> {
        self.rewind()?;
        Table::open(Pass { file: &self.file, passed }, dialect).map_err(|fault| self.refused(&fault))
    }

    /// Says what keeps the file as a whole from being read.
    pub fn refused(&self, fault: &Fault) -> Error {
        Error::File { path: self.path.clone(), reason: fault.to_string() }
    }

    /// Says that the columns cannot be told.
    pub fn refused_headers(&self, fault: &Fault) -> Error {
        Error::Headers { path: self.path.clone(), reason: fault.to_string() }
    }

    fn rewind(&self) -> Result<()> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0)).map(drop).map_err(|error| Error::file(&self.path, &error))
    }
}

/// Says whether a file opens with a byte order mark of UTF-16.
fn is_wide(mut file: &File) -> io::Result<bool> {
    let mut start = Vec::new();
    file.take(2).read_to_end(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(matches!(start[..], [0xff, 0xfe] | [0xfe, 0xff]))
}

impl Passed {
    /// Gives the SHA-256 of all that was read.
    pub fn sha256(self) -> Id {
        Id(self.hasher.finalize().into())
    }
}

impl Read for Pass<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let mut passed = self.passed.borrow_mut();
        passed.hasher.update(&buffer[..read]);
        passed.bytes += read as u64;
        Ok(read)
    }
}
