//! How much a file may cost to read, so that a hostile one is refused within fixed time and memory.

use super::fault::Fault;
use std::time::Duration;

/// How long a worker process may take over one file.
pub const TIME: Duration = Duration::from_secs(30);
/// How much memory a worker process may take, in bytes.
pub const MEMORY: u64 = 2 << 30;

/// The bounds on one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file as it comes, in bytes.
    pub size: u64,
    /// Size of one part of an archive when unpacked, in bytes.
    pub part: u64,
    /// Size of all parts of an archive that are read, in bytes.
    pub parts: u64,
    /// How many times larger than its packed size a part may be, once it is past a mebibyte.
    pub ratio: u64,
    /// Entries of an archive.
    pub entries: u64,
    /// Levels of nested elements.
    pub depth: u32,
    /// Elements of a page.
    pub elements: u64,
    /// Size of a page of HTML, in bytes.
    pub page: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            size: 128 << 20,
            part: 64 << 20,
            parts: 128 << 20,
            ratio: 200,
            entries: 10_000,
            depth: 256,
            elements: 300_000,
            page: 16 << 20,
        }
    }
}

impl Limits {
    /// Refuses a file for its size alone; to be asked before the file is read into memory.
    ///
    /// # Errors
    /// [`Fault::TooLarge`] or [`Fault::Empty`].
    pub fn check_size(&self, size: u64) -> Result<(), Fault> {
        match size {
            0 => Err(Fault::Empty),
            size if size > self.size => Err(Fault::TooLarge { size, most: self.size }),
            _ => Ok(()),
        }
    }
}
