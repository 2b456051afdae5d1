//! A quotation made ready to be looked for, and the places where its words or words like them stand.

use super::cut::{self, Part};
use super::place::Place;
use super::plain::Prepared;
use super::{alike, same};
use crate::text::shingle;
use std::ops::Range;

/// A quotation of fewer words than this, or of fewer bytes, is not looked for with other words among its own.
const FEWEST_WORDS: usize = 3;
const FEWEST_BYTES: usize = 12;

/// Nor is one of more bytes than this: the time would grow with their square.
const LONGEST: usize = 16 * 1024;

/// A quotation made ready.
pub(in crate::text) struct Wording {
    pub(super) text: Prepared<'static>,
    /// The quotation as one part, as if its marks stood in the source too.
    whole: Vec<Part>,
    /// Its parts; empty where it has no marks.
    parts: Vec<Part>,
}

/// A place with the parts that stand there.
#[derive(Clone, Debug)]
pub(in crate::text) struct Candidate {
    pub parts: Vec<Part>,
    pub place: Place,
}

impl Wording {
    /// Makes a quotation ready, without the marks of editing that change no word; `None` where it has no word.
    pub fn read(quote: &str) -> Option<Self> {
        Self::of(cut::without_editing(quote))
    }

    /// Makes a quotation ready as it is; `None` where that is no other than [`Wording::read`] makes of it.
    pub fn verbatim(quote: &str) -> Option<Self> {
        let quote = quote.trim();
        if cut::without_editing(quote) == quote {
            return None;
        }
        // Here its marks are taken for the source's.
        Self::of(quote.to_owned()).map(|wording| Self { parts: Vec::new(), ..wording })
    }

    fn of(quote: String) -> Option<Self> {
        let text = Prepared::new(quote);
        let whole = vec![cut::whole(&text)?];
        let parts = cut::parts(&text);
        let marked = parts.iter().map(|part| &part.range).ne(whole.iter().map(|part| &part.range));
        Some(Self { text, whole, parts: if marked { parts } else { Vec::new() } })
    }

    /// Gives the quotation evened out.
    pub fn plain(&self) -> &str {
        self.text.plain()
    }

    /// Gives where in it the words are that must stand in the source, part by part.
    pub fn stretches(&self) -> impl Iterator<Item = Range<usize>> {
        let parts = if self.parts.is_empty() { &self.whole } else { &self.parts };
        parts.iter().map(|part| part.range.clone())
    }

    /// Gives how far the passage may reach in evened-out bytes, with room for what differs.
    pub fn reach(&self) -> usize {
        let gaps: usize = self.parts.iter().skip(1).map(Part::reach).sum();
        self.plain().len() * 3 / 2 + gaps + 16
    }

    /// Says whether the quotation is too short to be found with other words among its own.
    pub fn is_tiny(&self) -> bool {
        let words: usize = self.stretches().map(|part| shingle::words(&self.plain()[part])).sum();
        words < FEWEST_WORDS || self.stretches().map(|part| part.len()).sum::<usize>() < FEWEST_BYTES
    }

    /// Finds the places within a stretch of the evened-out source where it stands word for word.
    pub fn same(&self, source: &str, within: Range<usize>) -> Vec<Candidate> {
        for parts in self.readings() {
            let places = same::places(self.plain(), parts, source, within.clone());
            if !places.is_empty() {
                return places.into_iter().map(|place| Candidate { parts: parts.to_vec(), place }).collect();
            }
        }
        Vec::new()
    }

    /// Says whether the quotation is too long to be found with other words among its own.
    pub fn is_long(&self) -> bool {
        self.plain().len() > LONGEST
    }

    /// Finds the place within a stretch that differs least, where it scores at least `least` per mille.
    pub fn alike(&self, source: &str, within: Range<usize>, least: u32) -> Option<Candidate> {
        let mut best: Option<Candidate> = None;
        if self.is_long() {
            return None;
        }
        for parts in self.readings() {
            let least = best.as_ref().map_or(least, |best| best.score() + 1);
            let bound = bound(length(parts), least);
            if let Some(place) = alike::place(self.plain(), parts, source, within.clone(), bound) {
                best = Some(Candidate { parts: parts.to_vec(), place });
            }
        }
        best
    }

    /// Finds two passages of a stretch that the quotation joins without a mark; `None` where it has marks.
    pub fn joined(&self, source: &str, within: Range<usize>) -> Option<Candidate> {
        let whole = self.whole.first().filter(|_| self.parts.is_empty())?;
        let (parts, place) = alike::joined(self.plain(), whole, source, within)?;
        Some(Candidate { parts, place })
    }

    fn readings(&self) -> impl Iterator<Item = &[Part]> {
        let parts = Some(self.parts.as_slice()).filter(|parts| !parts.is_empty());
        std::iter::once(self.whole.as_slice()).chain(parts)
    }
}

impl Candidate {
    /// Gives the score per mille, as [`super::Found::score`] states it.
    pub fn score(&self) -> u32 {
        let length = length(&self.parts);
        (1_000 * length.saturating_sub(self.place.distance) / length.max(1)) as u32
    }
}

fn length(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.range.len()).sum()
}

/// Gives the greatest distance with which a quotation of this length still reaches a score.
fn bound(length: usize, score: u32) -> usize {
    length * 1_000usize.saturating_sub(score as usize) / 1_000
}
