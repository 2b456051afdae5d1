//! Reading a file as a draft; one that may be hostile is read by another process.

pub use formats::ingest::{Account, Block, Document, Kind, Reading};
pub use language::text::Language;
use std::path::Path;
use store::casebook::reading;
use store::error::Result;

/// Reads a file as a draft: its bytes, and the text in them.
pub fn read_draft(file: &Path, name: &str, as_what: Reading) -> Result<(Vec<u8>, Document)> {
    reading::read_draft(file, name, as_what).map(|(bytes, document)| (bytes, document.without_outside()))
}

/// Does the part of the other process: reads standard input, and gives the answer as bytes.
pub fn work(original: bool, name: &str, cell: Option<&str>) -> Vec<u8> {
    reading::work(original, name, cell)
}

/// Gives the code of the language of a text.
pub fn language_code(text: &str) -> &'static str {
    match language::text::language(text) {
        Language::English => "en",
        Language::Spanish => "es",
    }
}
