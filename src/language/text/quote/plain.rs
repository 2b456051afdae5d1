//! A text with its typography evened out: the same words give the same bytes, however they were set.

use super::fold::{Folded, fold};
use super::offsets::Offsets;
use crate::text::accent::compose;
use std::borrow::Cow;
use std::ops::Range;

/// A captured text, made ready once for any number of quotes.
///
/// It holds the text evened out and a map of offsets, together about the size of the text and at most six times it.
/// Only the first 4 GiB of a text are made ready; a capture is bounded far below that when it is read.
pub struct Prepared<'a> {
    /// The text as captured.
    raw: Cow<'a, str>,
    pub(super) plain: String,
    offsets: Offsets,
}

impl<'a> Prepared<'a> {
    /// Evens out a text: white space, dashes, quotation marks, ligatures, case, soft and line-end hyphens.
    pub fn new(raw: impl Into<Cow<'a, str>>) -> Self {
        let raw = raw.into();
        let mut end = raw.len().min(u32::MAX as usize);
        while !raw.is_char_boundary(end) {
            end -= 1;
        }
        let mut writer = Writer { plain: String::with_capacity(end + 8), offsets: Offsets::default(), source: 0 };
        writer.read(&raw[..end]);
        writer.plain.shrink_to_fit();
        writer.offsets.shrink();
        Self { raw, plain: writer.plain, offsets: writer.offsets }
    }

    /// Gives the text as captured.
    pub fn text(&self) -> &str {
        &self.raw
    }

    /// Gives the text evened out.
    pub(in crate::text) fn plain(&self) -> &str {
        &self.plain
    }

    /// Gives the bytes of memory held beside the text itself.
    pub fn memory(&self) -> usize {
        self.plain.capacity() + self.offsets.bytes()
    }

    /// Gives the captured bytes that a stretch of the evened-out text came from.
    pub(in crate::text) fn source(&self, plain: Range<usize>) -> Range<usize> {
        let start = self.offsets.start(plain.start);
        start..self.offsets.end(plain.end).max(start)
    }

    /// Gives the captured words that a stretch of the evened-out text came from.
    pub(in crate::text) fn words(&self, plain: Range<usize>) -> &str {
        &self.raw[self.source(plain)]
    }

    /// Gives the stretch of the evened-out text that some captured bytes became.
    pub(super) fn stretch(&self, source: &Range<u64>) -> Range<usize> {
        let place = |offset: u64| {
            let plain = self.offsets.plain(offset.min(self.raw.len() as u64) as usize);
            floor(&self.plain, plain)
        };
        let start = place(source.start);
        start..place(source.end).max(start)
    }
}

/// Gives the last character boundary at or before an offset.
pub(in crate::text) fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Writer {
    plain: String,
    offsets: Offsets,
    /// Where the last character that was written began in the source.
    source: usize,
}

impl Writer {
    fn read(&mut self, raw: &str) {
        let mut at = 0;
        while at < raw.len() {
            at += match self.run(raw, at) {
                0 => self.step(raw, at),
                length => length,
            };
        }
        if self.plain.ends_with(' ') {
            self.plain.pop();
        }
    }

    /// Takes in ASCII letters, digits and single spaces, which is most of any text, without looking at each twice.
    fn run(&mut self, raw: &str, at: usize) -> usize {
        let bytes = &raw.as_bytes()[at..];
        let open = !self.plain.is_empty() && !self.plain.ends_with(' ');
        let mut after_space = !open;
        let length = bytes
            .iter()
            .take_while(|byte| {
                let space = **byte == b' ';
                let taken = byte.is_ascii_alphanumeric() || matches!(**byte, b',' | b'.') || (space && !after_space);
                after_space = space;
                taken
            })
            .count();
        if length > 0 {
            let from = self.plain.len();
            self.offsets.side_by_side(from, at);
            self.plain.push_str(&raw[at..at + length]);
            self.plain[from..].make_ascii_lowercase();
            self.source = at + length - 1;
        }
        length
    }

    /// Takes in one character and gives how many bytes were read.
    fn step(&mut self, raw: &str, at: usize) -> usize {
        let Some(letter) = raw[at..].chars().next() else { return raw.len() };
        let length = letter.len_utf8();
        match fold(letter) {
            Folded::Same => self.same(letter, at),
            Folded::Nothing if letter == '\u{ad}' => return length + line_end(&raw[at + length..]).unwrap_or(0),
            Folded::Nothing => {}
            Folded::Space if self.plain.is_empty() || self.plain.ends_with(' ') => {}
            Folded::Space => self.letters(" ", at, length),
            Folded::Hyphen => return self.dash(raw, at, length),
            Folded::Quotation => {
                let mark = if joins_letters(raw, at, length) && !double(letter) { "'" } else { "\"" };
                self.letters(mark, at, length);
            }
            Folded::Accent => self.accent(letter, at, length),
            Folded::Letters(letters) => self.letters(&letters, at, length),
        }
        length
    }

    fn same(&mut self, letter: char, at: usize) {
        self.offsets.side_by_side(self.plain.len(), at);
        self.plain.push(letter);
        self.source = at;
    }

    fn letters(&mut self, letters: &str, at: usize, length: usize) {
        // Several letters for one character must not be taken for bytes side by side: they have no boundary in it.
        if letters.len() == length && letters.chars().count() == 1 {
            self.offsets.side_by_side(self.plain.len(), at);
        } else {
            self.offsets.folded(self.plain.len(), at, length);
        }
        self.plain.push_str(letters);
        self.source = at;
    }

    /// Writes a dash, or nothing where a hyphen only parts a word at the end of a line.
    fn dash(&mut self, raw: &str, at: usize, length: usize) -> usize {
        let hyphen = raw[at..].starts_with(['-', '\u{2010}']);
        let after_letter = self.plain.ends_with(char::is_alphabetic);
        if let Some(gap) = line_end(&raw[at + length..]).filter(|_| hyphen && after_letter) {
            return length + gap;
        }
        if !self.plain.ends_with('-') {
            self.letters("-", at, length);
        }
        length
    }

    /// Puts an accent that stands by itself onto the letter before it.
    fn accent(&mut self, accent: char, at: usize, length: usize) {
        let whole = self.plain.chars().next_back().and_then(|letter| compose(letter, accent));
        let Some(whole) = whole else { return self.same(accent, at) };
        self.plain.pop();
        let from = self.source;
        self.offsets.forget(self.plain.len());
        self.offsets.folded(self.plain.len(), from, at + length - from);
        self.plain.push(whole);
    }
}

/// Gives the length of a line's end and what stands around it, where a letter follows.
fn line_end(after: &str) -> Option<usize> {
    let rest = after.trim_start_matches([' ', '\t', '\r']);
    let rest = rest.strip_prefix('\n')?.trim_start_matches([' ', '\t']);
    rest.starts_with(char::is_alphabetic).then(|| after.len() - rest.len())
}

fn joins_letters(raw: &str, at: usize, length: usize) -> bool {
    raw[..at].ends_with(char::is_alphanumeric) && raw[at + length..].starts_with(char::is_alphabetic)
}

fn double(mark: char) -> bool {
    matches!(mark, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″')
}
