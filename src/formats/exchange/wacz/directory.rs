//! Opens a zip file only if its directory is one that every program reads alike.

use crate::exchange::fault::Fault;
use crate::exchange::limits::Limits;
use std::collections::HashSet;
use std::io::{BufReader, Read, Seek, SeekFrom};
use zip::ZipArchive;
use zip::result::ZipError;

const ARCHIVE: &str = "the archive";
/// The end of the directory and the longest comment after it.
const TAIL: u64 = 66_000;
/// The head of an entry in the directory, before its name.
const ENTRY: usize = 46;

pub(super) fn open<R: Read + Seek>(mut file: R, limits: &Limits) -> Result<ZipArchive<R>, Fault> {
    check_count(&mut file, limits)?;
    let broken = |error: ZipError| Fault::broken(ARCHIVE, error);
    let zip = ZipArchive::new(file).map_err(broken)?;
    let start = zip.central_directory_start();
    let mut file = zip.into_inner();
    check_names(&mut file, start, limits)?;
    ZipArchive::new(file).map_err(broken)
}

/// Reads the number of entries from the archive's end, before a list of millions of them is made.
fn check_count(file: &mut (impl Read + Seek), limits: &Limits) -> Result<(), Fault> {
    let reading = |error| Fault::reading(ARCHIVE, error);
    let size = file.seek(SeekFrom::End(0)).map_err(reading)?;
    if size == 0 {
        return Err(Fault::Empty);
    }
    file.seek(SeekFrom::Start(size.saturating_sub(TAIL))).map_err(reading)?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL).read_to_end(&mut tail).map_err(reading)?;
    let end = memchr::memmem::rfind(&tail, b"PK\x05\x06").ok_or_else(|| Fault::Unsupported {
        what: "no zip file, or a part of one".to_owned(),
        instead: "a WACZ file is a whole zip file".to_owned(),
    })?;
    let count = tail.get(end + 10..end + 12).map_or(0, |count| u16::from_le_bytes([count[0], count[1]]));
    match u64::from(count) > limits.entries {
        true => Err(Fault::TooMany { what: "entries", most: limits.entries }),
        false => Ok(()),
    }
}

/// Walks the directory itself: a library tells of each name only once, whichever entry it took for it.
fn check_names(file: &mut (impl Read + Seek), start: u64, limits: &Limits) -> Result<(), Fault> {
    let reading = |error| Fault::reading("the directory of the archive", error);
    file.seek(SeekFrom::Start(start)).map_err(reading)?;
    let mut reader = BufReader::new(file);
    let mut names = HashSet::new();
    loop {
        let mut head = [0; ENTRY];
        reader.read_exact(&mut head[..4]).map_err(reading)?;
        if head[..4] != *b"PK\x01\x02" {
            return Ok(());
        }
        reader.read_exact(&mut head[4..]).map_err(reading)?;
        let length = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
        let mut name = vec![0; length(28)];
        reader.read_exact(&mut name).map_err(reading)?;
        reader.seek_relative((length(30) + length(32)) as i64).map_err(reading)?;
        let name = String::from_utf8_lossy(&name).into_owned();
        check_name(&name)?;
        // A name that differs in case alone is the same file on many disks.
        if !names.insert(name.to_lowercase()) {
            return Err(Fault::Name { name, reason: "stands there twice" });
        }
        if names.len() as u64 > limits.entries {
            return Err(Fault::TooMany { what: "entries", most: limits.entries });
        }
    }
}

fn check_name(name: &str) -> Result<(), Fault> {
    let reason = match name {
        "" => "is empty",
        name if name.starts_with('/') || name.contains('\\') || name.contains(':') => "is no place within the archive",
        name if name.split('/').any(|step| step == "..") => "leads out of the archive",
        name if name.contains(char::is_control) => "has a character that cannot be seen",
        _ => return Ok(()),
    };
    Err(Fault::Name { name: name.to_owned(), reason })
}

/// Unpacks an entry of at most `most` bytes.
pub(super) fn part<R: Read + Seek>(zip: &mut ZipArchive<R>, name: &str, most: u64) -> Result<Vec<u8>, Fault> {
    let entry = match zip.by_name(name) {
        Ok(entry) => entry,
        Err(ZipError::FileNotFound) => return Err(Fault::Missing { part: name.to_owned() }),
        Err(error) => return Err(Fault::broken(name, error)),
    };
    let mut bytes = Vec::new();
    entry.take(most + 1).read_to_end(&mut bytes).map_err(|error| Fault::reading(name, error))?;
    match bytes.len() as u64 > most {
        true => Err(Fault::Bomb { part: name.to_owned(), most }),
        false => Ok(bytes),
    }
}
