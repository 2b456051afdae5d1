//! Reads a file of any format into text that knows, for every character, where it came from.
//!
//! Nothing here opens a file or reads a clock. A hostile file can still make a PDF or HTML library slow or deep, so
//! the caller reads those in a process of its own: see [`worker`].

pub mod account;
mod archive;
mod block;
pub mod canonical;
pub mod cell;
mod composed;
mod composer;
pub mod document;
mod docx;
mod epub;
pub mod fault;
mod html;
pub mod limits;
mod manuscript;
mod markdown;
mod markup;
pub mod mht;
mod odt;
mod pdf;
mod place;
mod plain;
pub mod printed;
mod raised;
mod sheet;
pub mod sniff;
pub mod table;
#[cfg(test)]
mod tests;
pub mod workbook;
pub mod worker;

pub use account::Account;
pub use block::{Block, Kind};
pub use document::{Document, Note};
pub use docx::imprint;
pub use fault::Fault;
pub use manuscript::Stretch;
pub use place::Place;
pub use sniff::Format;

use limits::Limits;
use serde::{Deserialize, Serialize};

/// Which reading of tracked changes is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// As if every change had been accepted.
    #[default]
    Accepted,
    /// As the text was before any change.
    Original,
}

/// Reads the bytes of a file; `name` is looked at only when the content does not tell the format.
///
/// # Errors
/// A [`Fault`] says what is wrong with the file and in which part of it.
pub fn read(bytes: &[u8], name: &str, reading: Reading) -> Result<Document, Fault> {
    read_within(bytes, name, reading, &Limits::default())
}

/// Reads the bytes of a file within limits of the caller's own.
///
/// # Errors
/// As [`read`].
pub fn read_within(bytes: &[u8], name: &str, reading: Reading, limits: &Limits) -> Result<Document, Fault> {
    limits.check_size(bytes.len() as u64)?;
    match sniff::format(bytes, name)? {
        Format::Plain => plain::read(bytes),
        Format::Markdown => markdown::read(bytes),
        Format::Html => html::read(bytes, limits),
        Format::Docx => docx::read(bytes, reading, limits),
        Format::Odt => odt::read(bytes, reading, limits),
        Format::Epub => epub::read(bytes, limits),
        Format::Pdf => pdf::read(bytes, limits),
        Format::Mht => mht::read(bytes, limits),
        format @ (Format::Csv | Format::Xlsx | Format::Xls | Format::Ods) => sheet::read(bytes, format, limits),
    }
}

/// Decodes a text by the label of an encoding, with a byte order mark in front; gives the name of the encoding, too.
/// `None` where nobody knows the label, or where it names an encoding of Unicode.
pub fn in_utf8(bytes: &[u8], label: &str) -> Option<(Vec<u8>, String)> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let known = ![encoding_rs::UTF_8, encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].contains(&encoding);
    known.then(|| (format!("\u{feff}{}", encoding.decode(bytes).0).into_bytes(), encoding.name().to_owned()))
}

/// Decodes a text in UTF-16, with or without a byte order mark; `None` for any other.
pub fn from_utf16(bytes: &[u8]) -> Option<String> {
    plain::wide(bytes).map(|(text, _)| text)
}

/// Reads a DOCX, and where every stretch of its text stands in its XML.
///
/// # Errors
/// As [`read`].
pub fn read_imprint(bytes: &[u8], reading: Reading) -> Result<(Document, imprint::Imprint), Fault> {
    let limits = Limits::default();
    limits.check_size(bytes.len() as u64)?;
    docx::read_imprint(bytes, reading, &limits)
}
