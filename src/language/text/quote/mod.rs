//! Finds a quotation in a captured text, and says what was done to it.
//!
//! Both texts are evened out (`plain`), the quotation is cut at its ellipses and brackets (`cut`), and its parts are
//! looked for word for word (`same`), then with other words among them (`alike`). What was found is set beside the
//! quotation word for word (`hunks`) and judged (`judge`), and so is the sentence that it was taken from (`context`).

mod alike;
mod context;
mod cut;
mod fault;
mod fold;
mod found;
mod hunks;
mod judge;
mod myers;
mod offsets;
mod place;
mod plain;
mod same;
mod scale;
mod seed;
mod speaker;
mod transcript;
mod turning;
mod verdict;
mod wording;
mod words;

#[cfg(test)]
mod tests;

pub use fault::{Fault, Kind};
pub use found::{Found, Match, Piece};
pub use plain::Prepared;
pub(in crate::text) use plain::floor;
pub(in crate::text) use verdict::compare;
pub(in crate::text) use wording::{Candidate, Wording};

use std::ops::Range;

/// The score per mille that an approximate match must reach to be a match at all.
pub const ENOUGH: u32 = 700;

/// From this score on one passage is surely meant, and not two that were joined without a mark.
const SURE: u32 = 900;

/// How much of a long quotation is looked for when the whole is not there, in bytes.
const HEAD: usize = 400;

/// What is known about a quotation besides its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// Who is said to have said it.
    pub speaker: Option<&'a str>,
    /// The bytes of the captured text where it should stand, such as those of a page; empty where that is not known.
    pub expected: &'a [Range<u64>],
}

/// Finds the best place of a quotation; `None` where none reaches [`ENOUGH`].
///
/// Word for word comes before approximate, then the place expected before any other, then the fewest faults, then the
/// first. A quotation of fewer than three words or twelve bytes, or of more than 16 KiB, is found word for word or not
/// at all; one of more than 2 KiB approximately only where it scores above 875.
pub fn find(quote: &str, text: &Prepared, asked: &Asked) -> Option<Found> {
    let wording = Wording::read(quote)?;
    let search = Search { wording: &wording, text, asked };
    let found = search.word_for_word(quote).or_else(|| search.approximately(ENOUGH))?;
    (found.matched != Match::Approximate || !wording.is_tiny()).then_some(found)
}

/// Finds the passage that differs least from a quotation, however much that is; `None` where either has no words.
///
/// For a long quotation of which too little is there, it is the passage nearest to its first 400 bytes.
pub fn nearest(quote: &str, text: &Prepared, asked: &Asked) -> Option<Found> {
    let wording = Wording::read(quote)?;
    let search = Search { wording: &wording, text, asked };
    let found = search.word_for_word(quote).or_else(|| search.approximately(ENOUGH));
    found.or_else(|| search.approximately(0)).or_else(|| {
        let head = floor(quote, HEAD);
        if head == quote.len() { None } else { nearest(&quote[..head], text, asked) }
    })
}

/// Gives the sentence or sentences of a text that hold a passage, by its bytes, and the one after them in its paragraph; nothing
/// where the passage is no place of the text.
pub fn around(text: &str, passage: Range<u64>) -> Option<[&str; 2]> {
    let range = usize::try_from(passage.start).ok()?..usize::try_from(passage.end).ok()?;
    text.get(range.clone())?;
    let (own, next) = context::around(text, range);
    Some([&text[own], &text[next]])
}

struct Search<'a> {
    wording: &'a Wording,
    text: &'a Prepared<'a>,
    asked: &'a Asked<'a>,
}

impl Search<'_> {
    /// Looks for the quotation as it was given, then without its editing.
    fn word_for_word(&self, quote: &str) -> Option<Found> {
        let verbatim = Wording::verbatim(quote);
        let verbatim = verbatim.as_ref().and_then(|wording| Search { wording, ..*self }.same());
        verbatim.or_else(|| self.same())
    }

    fn same(&self) -> Option<Found> {
        let inside = self.expected().into_iter().flat_map(|range| self.wording.same(&self.text.plain, range));
        let inside = inside.filter(|candidate| self.is_expected(candidate)).collect();
        if let Some(found) = self.least_faulty(inside) {
            return Some(found);
        }
        let found = self.least_faulty(self.wording.same(&self.text.plain, 0..self.text.plain.len()))?;
        Some(self.placed(found))
    }

    fn approximately(&self, least: u32) -> Option<Found> {
        let inside = self.expected().into_iter().filter_map(|range| self.alike(range, least));
        if let Some(best) = inside.filter(|place| self.is_expected(place)).max_by_key(Candidate::score) {
            return Some(compare(self.wording, &best, self.text, self.asked.speaker));
        }
        let best = self.alike(0..self.text.plain.len(), least)?;
        Some(self.placed(compare(self.wording, &best, self.text, self.asked.speaker)))
    }

    /// Finds the place that differs least, thinking of two passages joined without a mark where it differs much.
    fn alike(&self, within: Range<usize>, least: u32) -> Option<Candidate> {
        let plain = &self.text.plain;
        let alike = self.wording.alike(plain, within.clone(), least.max(SURE));
        let joined = || self.wording.joined(plain, within.clone());
        alike.or_else(joined).or_else(|| self.wording.alike(plain, within.clone(), least))
    }

    /// Gives the stretches to look in first, with room for a passage that begins or ends beyond them.
    fn expected(&self) -> Vec<Range<usize>> {
        let (plain, room) = (&self.text.plain, self.wording.reach());
        let widened = |range: &Range<u64>| {
            let stretch = self.text.stretch(range);
            plain::floor(plain, stretch.start.saturating_sub(room))..plain::floor(plain, stretch.end + room)
        };
        self.asked.expected.iter().map(widened).collect()
    }

    fn is_expected(&self, candidate: &Candidate) -> bool {
        let bytes = self.text.source(candidate.place.whole());
        self.asked.expected.iter().any(|range| (bytes.start as u64) < range.end && range.start < bytes.end as u64)
    }

    /// Adds a fault where a place was expected and this is not it.
    fn placed(&self, found: Found) -> Found {
        let expected = self.asked.expected;
        let there = expected.iter().any(|range| found.start < range.end && range.start < found.end);
        if expected.is_empty() || there { found } else { verdict::misplaced(found, self.text) }
    }

    fn least_faulty(&self, candidates: Vec<Candidate>) -> Option<Found> {
        let compared = candidates.iter().map(|place| compare(self.wording, place, self.text, self.asked.speaker));
        compared.min_by_key(|found| (found.matched, found.faults.len(), found.start))
    }
}
