//! Puts a document's text together block by block and keeps count of pages, paragraphs and headings.

use super::account::Account;
use super::block::{Block, Kind};
use super::composed;
use super::document::{Document, Note};
use super::fault::Fault;
use super::sniff::Format;
use record::model::event::Span;
use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};
use std::ops::Range;

/// A document in the making.
pub(super) struct Composer {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<String>,
    pub notes: Vec<Note>,
    pub warnings: Vec<String>,
    pub page: Option<u32>,
    pub account: Account,
    /// What a page holds outside its main text.
    pub outside: Vec<String>,
    text: String,
    blocks: Vec<Block>,
    headings: Vec<(u8, String)>,
    counts: HashMap<Discriminant<Kind>, u32>,
}

impl Composer {
    pub fn new() -> Self {
        Self {
            title: None,
            byline: None,
            published: None,
            notes: Vec::new(),
            warnings: Vec::new(),
            page: None,
            account: Account::default(),
            outside: Vec::new(),
            text: String::new(),
            blocks: Vec::new(),
            headings: Vec::new(),
            counts: HashMap::new(),
        }
    }

    /// Starts from a text that is kept as it is; its blocks are then told by [`Composer::mark`].
    pub fn over(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::new() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Turns to the next page: paragraphs are counted anew.
    pub fn turn_to(&mut self, page: u32) {
        if self.page != Some(page) {
            self.page = Some(page);
            self.counts.clear();
        }
    }

    /// Gives the headings that a block would now stand under, each with its level.
    pub fn headings(&self) -> &[(u8, String)] {
        &self.headings
    }

    /// Goes back to an earlier page and its headings, for a footnote that belongs there.
    pub fn go_back(&mut self, page: Option<u32>, headings: Vec<(u8, String)>) {
        if let Some(page) = page {
            self.turn_to(page);
        }
        self.headings = headings;
    }

    /// Forgets the headings, as at the start of a chapter in a file of its own.
    pub fn clear_headings(&mut self) {
        self.headings.clear();
    }

    /// Adds a heading of a level, 1 the highest; gives where it begins.
    pub fn heading(&mut self, level: u8, text: &str) -> usize {
        let start = self.append("\n\n", text);
        self.mark_heading(level, text, start..self.text.len());
        start
    }

    /// Tells of a heading in a text that is kept as it is.
    pub fn mark_heading(&mut self, level: u8, text: &str, bytes: Range<usize>) {
        self.headings.retain(|(above, _)| *above < level);
        self.mark(Kind::Heading, bytes);
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.headings.push((level, line));
    }

    /// Adds a block, with a blank line before it; gives where it begins.
    pub fn block(&mut self, kind: Kind, text: &str) -> usize {
        self.block_after("\n\n", kind, text)
    }

    /// Adds a block with a separator of its own before it; gives where it begins.
    pub fn block_after(&mut self, separator: &str, kind: Kind, text: &str) -> usize {
        let start = self.append(separator, text);
        self.mark(kind, start..self.text.len());
        start
    }

    /// Tells of a block in the text as it stands.
    pub fn mark(&mut self, kind: Kind, bytes: Range<usize>) {
        if bytes.is_empty() {
            return;
        }
        let count = self.counts.entry(discriminant(&kind)).or_default();
        *count += 1;
        self.blocks.push(Block {
            span: span(bytes),
            page: self.page,
            paragraph: *count,
            headings: self.headings.iter().map(|(_, heading)| heading.clone()).collect(),
            kind,
        });
    }

    fn append(&mut self, separator: &str, text: &str) -> usize {
        if !self.text.is_empty() && !text.is_empty() {
            self.text.push_str(separator);
        }
        let start = self.text.len();
        self.text.push_str(text);
        start
    }

    /// Takes off the last character if it is a hyphen: the word goes on in what is added next.
    pub fn drop_hyphen(&mut self) {
        if let Some(block) = self
            .blocks
            .last_mut()
            .filter(|block| block.span.end == self.text.len() as u64 && block.span.end > block.span.start + 3)
            && self.text.ends_with(['-', '\u{ad}', '\u{2010}'])
        {
            self.text.pop();
            block.span.end = self.text.len() as u64;
        }
    }

    /// Closes the document.
    ///
    /// # Errors
    /// [`Fault::NoText`] if nothing but blank text came together.
    pub fn finish(self, format: Format) -> Result<Document, Fault> {
        if self.text.chars().all(|character| character.is_whitespace() || character == '\u{feff}') {
            return Err(Fault::NoText);
        }
        let Self { title, byline, published, mut text, mut blocks, mut notes, .. } = self;
        let (mut warnings, account, outside) = (self.warnings, self.account, self.outside);
        composed::compose(&mut text, &mut blocks, &mut notes);
        warnings.extend(account.warnings());
        let told = |words: Option<String>| {
            words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|words| !words.is_empty())
        };
        let (title, byline, published) = (told(title), told(byline), told(published));
        Ok(Document { format, title, byline, published, text, blocks, notes, warnings, account, outside })
    }
}

pub(super) fn span(bytes: Range<usize>) -> Span {
    Span { start: bytes.start as u64, end: bytes.end as u64 }
}
