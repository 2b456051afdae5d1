//! Aligns the words of a part of a quotation with those of the source.

use super::cut::Part;
use super::plain::{Prepared, floor};
use super::words::{Words, widen};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// How many bytes of the source on either side are at hand when the passage is a word too short.
const MARGIN: usize = 200;

/// A run of words that both have, or that stands in one for what the other has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub same: bool,
    pub quote: Range<usize>,
    pub source: Range<usize>,
}

/// One part of a quotation beside the passage of the source that it stands for.
pub(super) struct Aligned<'a> {
    pub quote: Words<'a>,
    pub source: Words<'a>,
    pub hunks: Vec<Hunk>,
    /// The passage, as a stretch of the evened-out source.
    pub stretch: Range<usize>,
}

impl<'a> Aligned<'a> {
    /// Aligns a part with the stretch that was found for it, and settles where the passage begins and ends.
    pub fn new(quote: &'a Prepared, part: &Part, text: &'a Prepared, found: Range<usize>) -> Self {
        let found = widen(&text.plain, found);
        let margin = widen(
            &text.plain,
            floor(&text.plain, found.start.saturating_sub(MARGIN))..floor(&text.plain, found.end + MARGIN),
        );
        let mut aligned = Self {
            quote: Words::read(quote, part.range.clone()),
            source: Words::read(text, margin),
            hunks: Vec::new(),
            stretch: found,
        };
        let core = aligned.core();
        let wide = aligned.trimmed(aligned.compare(aligned.wider(&core)));
        aligned.hunks = aligned.trimmed(aligned.compare(core));
        if aligned.is_worth(&wide) {
            aligned.hunks = wide;
        }
        aligned.settle_start();
        aligned.settle_end();
        aligned.settle_stretch();
        aligned
    }

    /// Sets a part beside the stretch that has the same bytes.
    pub fn same(quote: &'a Prepared, part: &Part, text: &'a Prepared, stretch: Range<usize>) -> Self {
        let quote = Words::read(quote, part.range.clone());
        let source = Words::read(text, stretch.clone());
        let hunk = Hunk { same: true, quote: 0..quote.spans.len(), source: 0..source.spans.len() };
        Self { quote, source, hunks: vec![hunk], stretch }
    }

    fn core(&self) -> Range<usize> {
        let spans = &self.source.spans;
        let first = spans.partition_point(|span| span.end <= self.stretch.start);
        first..spans.partition_point(|span| span.start < self.stretch.end).max(first)
    }

    fn compare(&self, core: Range<usize>) -> Vec<Hunk> {
        let quote: Vec<&str> = (0..self.quote.spans.len()).map(|at| self.quote.plain(at)).collect();
        let source: Vec<&str> = core.clone().map(|at| self.source.plain(at)).collect();
        let ops = capture_diff_slices(Algorithm::Myers, &quote, &source);
        let hunk = |op: DiffOp| {
            let (tag, quote, source) = op.as_tag_tuple();
            let same = tag == similar::DiffTag::Equal;
            Hunk { same, quote, source: source.start + core.start..source.end + core.start }
        };
        ops.into_iter().map(hunk).collect()
    }

    /// Gives some words more on either side, for the first or last of the quotation may stand beyond an insertion.
    fn wider(&self, core: &Range<usize>) -> Range<usize> {
        let room = self.quote.spans.len().min(12);
        core.start.saturating_sub(room)..(core.end + room).min(self.source.spans.len())
    }

    /// Leaves out what only the source has at both ends.
    fn trimmed(&self, mut hunks: Vec<Hunk>) -> Vec<Hunk> {
        let idle = |hunk: Option<&Hunk>| hunk.is_some_and(|hunk| !hunk.same && hunk.quote.is_empty());
        if idle(hunks.last()) {
            hunks.pop();
        }
        if idle(hunks.first()) {
            hunks.remove(0);
        }
        hunks
    }

    /// Says whether a wider passage has so many more words of the quotation that it makes up for its own.
    fn is_worth(&self, wide: &[Hunk]) -> bool {
        let count = |hunks: &[Hunk], same: bool| -> usize {
            let hunks = hunks.iter().filter(|hunk| hunk.same == same);
            hunks.map(|hunk| self.counted(&self.source, hunk.source.clone())).sum()
        };
        let gained = count(wide, true).saturating_sub(count(&self.hunks, true));
        let ends_same = wide.first().is_some_and(|hunk| hunk.same) && wide.last().is_some_and(|hunk| hunk.same);
        gained > 0 && ends_same && count(wide, false) <= count(&self.hunks, false) + gained
    }

    /// Makes the passage begin with what the quotation begins with.
    fn settle_start(&mut self) {
        let Some(first) = self.hunks.first().filter(|first| !first.same).cloned() else { return };
        let wanted = self.counted(&self.quote, first.quote.clone());
        let mut start = first.source.end;
        let mut have = 0;
        while have < wanted && start > 0 && (start > first.source.start || !self.ends_sentence(start - 1)) {
            start -= 1;
            have += usize::from(self.source.matters(start));
        }
        self.hunks[0].source.start = start;
        self.hunks.retain(|hunk| !hunk.quote.is_empty() || !hunk.source.is_empty());
    }

    /// Makes the passage end with what the quotation ends with.
    fn settle_end(&mut self) {
        let Some(last) = self.hunks.last().filter(|last| !last.same).cloned() else { return };
        let wanted = self.counted(&self.quote, last.quote.clone());
        let mut end = last.source.start;
        let mut have = 0;
        while have < wanted && end < self.source.spans.len() && (end < last.source.end || !self.ends_sentence(end)) {
            have += usize::from(self.source.matters(end));
            end += 1;
        }
        if let Some(last) = self.hunks.last_mut() {
            last.source.end = end;
        }
        self.hunks.retain(|hunk| !hunk.quote.is_empty() || !hunk.source.is_empty());
    }

    fn settle_stretch(&mut self) {
        let first = self.hunks.iter().find(|hunk| !hunk.source.is_empty());
        let last = self.hunks.iter().rev().find(|hunk| !hunk.source.is_empty());
        if let (Some(first), Some(last)) = (first, last) {
            self.stretch = self.source.stretch(first.source.start..last.source.end);
        }
    }

    fn counted(&self, words: &Words, range: Range<usize>) -> usize {
        range.filter(|at| words.matters(*at)).count()
    }

    fn ends_sentence(&self, at: usize) -> bool {
        matches!(self.source.plain(at), "." | "?" | "!" | "...")
    }

    /// Says whether a hunk changes no word: quotation marks, dashes, or a word parted at the end of a line.
    pub fn is_typography(&self, hunk: &Hunk) -> bool {
        let quote = self.letters(&self.quote, &hunk.quote);
        let source = self.letters(&self.source, &hunk.source);
        let parted = || self.breaks_line(hunk) && !quote.contains(char::is_numeric);
        quote == source && (self.is_punctuation(hunk) || parted())
    }

    /// Says whether a hunk changes punctuation only.
    pub fn is_punctuation(&self, hunk: &Hunk) -> bool {
        self.counted(&self.quote, hunk.quote.clone()) + self.counted(&self.source, hunk.source.clone()) == 0
    }

    fn breaks_line(&self, hunk: &Hunk) -> bool {
        let shown = |words: &Words, range: &Range<usize>| words.shown(range.clone()).contains(['\n', '\u{ad}']);
        shown(&self.quote, &hunk.quote) || shown(&self.source, &hunk.source)
    }

    /// Gives the words of a range run together, without quotation marks and dashes.
    fn letters(&self, words: &Words, range: &Range<usize>) -> String {
        range.clone().map(|at| words.plain(at)).filter(|word| !matches!(*word, "\"" | "'" | "-")).collect()
    }
}
