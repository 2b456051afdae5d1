//! Plain text: the bytes as they are, cut into paragraphs at blank lines and into pages at form feeds.

use super::block::Kind;
use super::composer::Composer;
use super::document::Document;
use super::fault::Fault;
use super::sniff::Format;
use std::ops::Range;

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let text = decode(bytes)?;
    let mut composer = Composer::over(text);
    let paged = text.contains('\u{c}');
    let mut page = 1;
    let mut lines = Lines::new(text);
    while let Some(paragraph) = lines.next_paragraph(text) {
        page += text[paragraph.passed.clone()].matches('\u{c}').count() as u32;
        if paged {
            composer.turn_to(page);
        }
        composer.mark(Kind::Paragraph, paragraph.bytes);
    }
    composer.finish(Format::Plain)
}

/// Takes bytes for UTF-8 text.
///
/// # Errors
/// [`Fault::NotUtf8`] with the first wrong byte, or [`Fault::Binary`] with the first that no text holds.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| Fault::NotUtf8 { offset: error.valid_up_to() as u64 })?;
    match memchr::memchr(0, bytes) {
        Some(offset) => Err(Fault::Binary { offset: offset as u64 }),
        None => Ok(text),
    }
}

/// Steps through a text paragraph by paragraph.
struct Lines {
    at: usize,
}

struct Paragraph {
    /// What lay between it and the paragraph before.
    passed: Range<usize>,
    bytes: Range<usize>,
}

impl Lines {
    fn new(text: &str) -> Self {
        Self { at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 } }
    }

    fn next_paragraph(&mut self, text: &str) -> Option<Paragraph> {
        let start = self.at + text[self.at..].find(|character: char| !character.is_whitespace())?;
        let passed = self.at..start;
        let mut end = start;
        for line in text[start..].split_inclusive(['\n', '\u{c}']) {
            if line.trim().is_empty() {
                break;
            }
            end += line.len();
            if line.ends_with('\u{c}') {
                break;
            }
        }
        let bytes = start..start + text[start..end].trim_end().len();
        self.at = bytes.end;
        Some(Paragraph { passed, bytes })
    }
}
