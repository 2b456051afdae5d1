//! Everything that can be wrong with a file that is brought in.

use serde::{Deserialize, Serialize};

/// What is wrong with a file, and with which part of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    #[error("the file holds nothing")]
    Empty,
    #[error("the file holds no text")]
    NoText,
    #[error("the PDF has no text layer on any page ({pages} in all): it is a scan, and needs text recognition first")]
    Scan { pages: u32 },
    #[error("the text is not UTF-8: byte {offset} is the first that is wrong; convert it, for example with iconv")]
    NotUtf8 { offset: u64 },
    #[error("the file is not a text: byte {offset} is zero")]
    Binary { offset: u64 },
    #[error("the file has {size} bytes, and at most {most} are read")]
    TooLarge { size: u64, most: u64 },
    #[error("{part} unpacks to more than {most} bytes: the file is broken or meant to do harm")]
    Bomb { part: String, most: u64 },
    #[error("the archive has more than {most} entries")]
    TooManyEntries { most: u64 },
    #[error("{part} is nested more than {most} levels deep")]
    TooDeep { part: String, most: u32 },
    #[error("{part} has more than {most} elements")]
    TooManyElements { part: String, most: u64 },
    #[error("{part} declares entities of its own, which are never read")]
    Entities { part: String },
    #[error("the {what} is encrypted; save it without a password first")]
    Encrypted { what: String },
    #[error("the file is {what}, which is not read; save it as {instead}")]
    Unsupported { what: String, instead: String },
    #[error("the {what} lacks {part}")]
    Missing { what: String, part: String },
    #[error("`{}` is no address of a cell: {reason}", .address.escape_debug())]
    Address { address: String, reason: String },
    #[error("there is nothing at {address}: {reason}")]
    NoCell { address: String, reason: String },
    #[error("{part} is broken: {reason}")]
    Broken { part: String, reason: String },
    #[error("reading the {what} failed inside the library that reads it")]
    Crashed { what: String },
    #[error("reading the file took longer than {seconds} seconds")]
    TooSlow { seconds: u64 },
}

impl Fault {
    pub(super) fn broken(part: &str, reason: impl ToString) -> Self {
        Self::Broken { part: part.to_owned(), reason: reason.to_string() }
    }

    pub(super) fn missing(what: &str, part: &str) -> Self {
        Self::Missing { what: what.to_owned(), part: part.to_owned() }
    }
}
