//! Unpacks the parts of a zip archive, each within its bounds.

use super::fault::Fault;
use super::limits::Limits;
use std::cell::Cell;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// A zip archive of which only the parts that are asked for are unpacked.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    /// Bytes unpacked so far.
    unpacked: Cell<u64>,
}

impl<'a> Archive<'a> {
    pub fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Fault> {
        check_entries(bytes, limits)?;
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Fault::broken("the archive", error))?;
        if zip.len() as u64 > limits.entries {
            return Err(Fault::TooManyEntries { most: limits.entries });
        }
        Ok(Self { zip, limits, unpacked: Cell::new(0) })
    }

    /// Unpacks a part; `None` if there is none of that name.
    ///
    /// # Errors
    /// [`Fault::Bomb`] for a part that unpacks to more than it may.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Fault::Encrypted { what: "archive".to_owned() });
            }
            Err(error) => return Err(Fault::broken(name, error)),
        };
        let by_ratio = file.compressed_size().saturating_mul(self.limits.ratio).max(1 << 20);
        let left = self.limits.parts.saturating_sub(self.unpacked.get());
        let most = self.limits.part.min(left).min(by_ratio);
        let mut part = Vec::new();
        // The size that the archive states is not believed.
        file.take(most + 1).read_to_end(&mut part).map_err(|error| Fault::broken(name, error))?;
        if part.len() as u64 > most {
            return Err(Fault::Bomb { part: name.to_owned(), most });
        }
        self.unpacked.set(self.unpacked.get() + part.len() as u64);
        Ok(Some(part))
    }

    /// Unpacks the parts of a folder that have an ending, and throws them away: for a library that would unpack them
    /// without bounds.
    ///
    /// # Errors
    /// [`Fault::Bomb`] if one of them, or all together, unpack to more than `most` bytes or too many times their size.
    pub fn check_size(&mut self, folder: &str, ending: &str, most: u64) -> Result<(), Fault> {
        let mut left = most;
        for index in 0..self.zip.len() {
            let file = match self.zip.by_index(index) {
                Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                    return Err(Fault::Encrypted { what: "archive".to_owned() });
                }
                file => file.map_err(|error| Fault::broken("the archive", error))?,
            };
            let name = file.name().map_err(|error| Fault::broken("the archive", error))?.to_ascii_lowercase();
            if !name.starts_with(folder) || !name.ends_with(ending) {
                continue;
            }
            let by_ratio = file.compressed_size().saturating_mul(self.limits.ratio).max(1 << 20);
            let bound = left.min(by_ratio);
            let read = std::io::copy(&mut file.take(bound + 1), &mut std::io::sink());
            let read = read.map_err(|error| Fault::broken(&name, error))?;
            left = left.checked_sub(read).filter(|_| read <= bound).ok_or(Fault::Bomb { part: name, most: bound })?;
        }
        Ok(())
    }

    /// Unpacks a part that must be there, as UTF-8 text.
    pub fn text(&mut self, what: &str, name: &str) -> Result<String, Fault> {
        self.text_if_any(name)?.ok_or_else(|| Fault::missing(what, name))
    }

    /// Unpacks a part as text, whether in UTF-8 or in UTF-16 with a byte order mark.
    pub fn text_if_any(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        let (text, _, wrong) = encoding_rs::UTF_8.decode(&bytes);
        if wrong {
            return Err(Fault::broken(name, "it is not UTF-8"));
        }
        Ok(Some(text.into_owned()))
    }
}

/// Reads the number of entries from the archive's end, before a list of millions of them is made.
fn check_entries(bytes: &[u8], limits: &Limits) -> Result<(), Fault> {
    let tail = &bytes[bytes.len().saturating_sub(66_000)..];
    let Some(end) = memchr::memmem::rfind(tail, b"PK\x05\x06") else {
        return Err(Fault::broken("the archive", "its end is missing"));
    };
    let count = tail.get(end + 10..end + 12).map_or(0, |count| u16::from_le_bytes([count[0], count[1]]));
    if u64::from(count) > limits.entries {
        return Err(Fault::TooManyEntries { most: limits.entries });
    }
    Ok(())
}
