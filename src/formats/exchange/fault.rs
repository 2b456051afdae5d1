//! Everything that can be wrong with what another program made, as sentences.

use crate::ingest::table;
use std::io;

/// What is wrong with a file that is taken in or given out, and with which part of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the file holds nothing")]
    Empty,
    #[error("the file could not be read: {0}")]
    Unreadable(String),
    #[error("the file could not be written: {0}")]
    Unwritable(String),
    #[error("{part} is broken: {reason}")]
    Broken { part: String, reason: String },
    #[error("{part} ends too early: the file was cut off, so fetch or copy it again")]
    Cut { part: String },
    #[error("{part} has more than {most} bytes")]
    TooLarge { part: String, most: u64 },
    #[error("{part} unpacks to more than {most} bytes: the file is broken or meant to do harm")]
    Bomb { part: String, most: u64 },
    #[error("the file has more than {most} {what}")]
    TooMany { what: &'static str, most: u64 },
    #[error("{part} was changed: its digest should be {stated} and is {found}")]
    Changed { part: String, stated: String, found: String },
    #[error("{part} was changed: it should have {stated} bytes and has {found}")]
    Resized { part: String, stated: u64, found: u64 },
    #[error("the archive lacks {part}, which its datapackage.json names")]
    Missing { part: String },
    #[error("{part} is in the archive but not in its datapackage.json, so nothing vouches for it")]
    Unlisted { part: String },
    #[error("the archive has an entry named `{}`, which {reason}", .name.escape_debug())]
    Name { name: String, reason: &'static str },
    #[error("the file is {what}, which is not read; {instead}")]
    Unsupported { what: String, instead: String },
    #[error("`{}` cannot be written to a web archive: {reason}", .what.escape_debug())]
    Unfit { what: String, reason: &'static str },
    #[error(transparent)]
    Table(#[from] table::Fault),
}

impl Fault {
    pub(super) fn broken(part: impl Into<String>, reason: impl ToString) -> Self {
        Self::Broken { part: part.into(), reason: reason.to_string() }
    }

    /// Wraps what came of reading a stream; a fault that one of our own readers raised comes out again as it was.
    pub(super) fn reading(part: &str, error: io::Error) -> Self {
        if let Some(fault) = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return fault.clone();
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Cut { part: part.to_owned() },
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Self::broken(part, error),
            _ => Self::Unreadable(error.to_string()),
        }
    }

    pub(super) fn writing(error: impl ToString) -> Self {
        Self::Unwritable(error.to_string())
    }
}
