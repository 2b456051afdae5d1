//! A file that was read: its text, the blocks that the text is made of, and the notes that were pinned to it.

use super::account::Account;
use super::block::{Block, Kind};
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
    /// How it was read.
    #[serde(default, skip_serializing_if = "Account::is_empty")]
    pub account: Account,
    /// What a page holds outside its main text, piece by piece; see [`Document::with_outside`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outside: Vec<String>,
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
    /// The note that it answers, by its place among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<usize>,
    /// Somebody marked it, or what it answers, as settled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
}

impl Document {
    /// Puts what stands outside the main text below it, as blocks of a kind of their own: a source can be quoted from
    /// all of its page.
    #[must_use]
    pub fn with_outside(mut self) -> Self {
        for (text, paragraph) in std::mem::take(&mut self.outside).into_iter().zip(1..) {
            self.text.push_str("\n\n");
            let start = self.text.len() as u64;
            self.text.push_str(&text);
            let span = Span { start, end: self.text.len() as u64 };
            self.blocks.push(Block { span, page: None, paragraph, headings: Vec::new(), kind: Kind::Outside });
        }
        self
    }

    /// Leaves out what stands outside the main text: a draft is what its author wrote.
    #[must_use]
    pub fn without_outside(mut self) -> Self {
        self.outside.clear();
        self
    }

    /// Gives the main text: all of it, where nothing of it stands outside.
    pub fn main_text(&self) -> &str {
        let outside = self.blocks.iter().find(|block| block.kind == Kind::Outside);
        outside.map_or(self.text.as_str(), |block| self.text[..block.span.start as usize].trim_end())
    }

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
