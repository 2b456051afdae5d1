//! A file that was read: its text, the blocks that the text is made of, and the notes that were pinned to it.

use super::block::Block;
use super::place::Place;
use super::sniff::Format;
use record::model::event::Span;
use serde::{Deserialize, Serialize};

/// A file as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub format: Format,
    pub title: Option<String>,
    pub byline: Option<String>,
    /// The date of publication, as the file gives it.
    pub published: Option<String>,
    /// The text; every span counts its bytes.
    pub text: String,
    /// The parts of the text in order, without overlap; only blank text lies between them.
    pub blocks: Vec<Block>,
    pub notes: Vec<Note>,
    /// What could not be read, one sentence each.
    pub warnings: Vec<String>,
}

/// A comment that somebody pinned to the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it is pinned to; empty where that was removed.
    pub span: Span,
    pub author: Option<String>,
    /// As the file gives it.
    pub date: Option<String>,
    pub text: String,
}

impl Document {
    /// Gives the place of a character by its offset in bytes; between two blocks, that of the one before.
    pub fn place(&self, offset: u64) -> Place {
        let after = self.blocks.partition_point(|block| block.span.start <= offset);
        let block = self.blocks.get(after.saturating_sub(1));
        block.map_or_else(Place::default, Place::of)
    }

    /// Gives the innermost heading above a character.
    pub fn heading(&self, offset: u64) -> Option<&str> {
        let after = self.blocks.partition_point(|block| block.span.start <= offset);
        self.blocks.get(after.checked_sub(1)?)?.headings.last().map(String::as_str)
    }
}
