//! Sets a quotation beside the place that was found for it, and says how they compare.

use super::context::Context;
use super::cut::{Mark, Part};
use super::fault::{Fault, Kind};
use super::found::{Found, Match, Piece};
use super::hunks::Aligned;
use super::judge::{self, Gap};
use super::plain::Prepared;
use super::wording::{Candidate, Wording};
use super::words::stands;
use std::ops::Range;

/// A quotation beside one place of a source.
struct Comparison<'a> {
    quote: &'a Prepared<'a>,
    text: &'a Prepared<'a>,
    parts: &'a [Part],
    aligned: Vec<Aligned<'a>>,
}

/// Compares a quotation with a place, word for word and with the sentence around it.
pub(in crate::text) fn compare(
    wording: &Wording,
    candidate: &Candidate,
    text: &Prepared,
    speaker: Option<&str>,
) -> Found {
    let aligned = candidate.parts.iter().zip(&candidate.place.stretches).map(|(part, stretch)| {
        let same = stands(&text.plain, stretch, &wording.text.plain[part.range.clone()]);
        let align = if same { Aligned::same } else { Aligned::new };
        align(&wording.text, part, text, stretch.clone())
    });
    let aligned = aligned.collect();
    let comparison = Comparison { quote: &wording.text, text, parts: &candidate.parts, aligned };
    let passage = comparison.passage();
    let mut faults = comparison.faults();
    faults.extend(Context::new(text.text(), passage.clone()).faults(speaker));
    faults.sort_by_key(|fault| fault.kind);
    let (matched, shown) = comparison.matched(passage);
    let score = if matched == Match::Approximate { candidate.score().min(999) } else { 1_000 };
    let (start, end) = (shown.start as u64, shown.end as u64);
    Found { matched, start, end, score, faults, difference: comparison.difference() }
}

impl Comparison<'_> {
    /// Gives the captured bytes from the first part to the last.
    fn passage(&self) -> Range<usize> {
        let start = self.aligned.first().map_or(0, |first| first.stretch.start);
        let end = self.aligned.last().map_or(start, |last| last.stretch.end);
        self.text.source(start..end.max(start))
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = self.aligned.iter().flat_map(judge::hunks).collect();
        for part in 1..self.parts.len() {
            let (mark, source) = self.gap(part);
            let brackets = if self.parts[part].mark == Mark::Insertion { mark } else { "" };
            let [before, after] = [part - 1, part].map(|side| self.text.words(self.aligned[side].stretch.clone()));
            let gap = Gap { brackets, source, before, after };
            let judge = if self.parts[part].mark == Mark::Joint { judge::silent_gap } else { judge::marked_gap };
            faults.extend(judge(&gap));
        }
        for brackets in self.outer_brackets() {
            faults.extend(judge::edge(brackets, ""));
        }
        faults
    }

    /// Gives what the quotation puts in brackets before its first part and after its last.
    fn outer_brackets(&self) -> impl Iterator<Item = &str> {
        let first = self.parts.first().map_or(0, |first| first.range.start);
        let last = self.parts.last().map_or(first, |last| last.range.end);
        let outer = [0..first, last..self.quote.plain().len()];
        outer.into_iter().map(|range| self.quote.words(range)).filter(|words| words.contains('['))
    }

    /// Gives what stands before a part in the quotation and in the source.
    fn gap(&self, part: usize) -> (&str, &str) {
        let mark = self.parts[part - 1].range.end..self.parts[part].range.start;
        let start = self.aligned[part - 1].stretch.end;
        let end = self.aligned[part].stretch.start.max(start);
        (self.quote.words(mark).trim(), self.text.words(start..end).trim())
    }

    /// Says how well the wordings match, and gives the bytes to show for it.
    fn matched(&self, passage: Range<usize>) -> (Match, Range<usize>) {
        let changed = self
            .aligned
            .iter()
            .any(|aligned| aligned.hunks.iter().any(|hunk| !hunk.same && !aligned.is_typography(hunk)));
        if changed || self.parts.iter().skip(1).any(|part| part.mark == Mark::Joint) {
            return (Match::Approximate, passage);
        }
        let (edges, shown) = self.with_edges(passage);
        let mut parts = self.parts.iter().zip(&self.aligned);
        let exact = parts
            .all(|(part, aligned)| self.quote.words(part.range.clone()) == self.text.words(aligned.stretch.clone()));
        (if exact && edges { Match::Exact } else { Match::Alike }, shown)
    }

    /// Takes in the punctuation at both ends of the quotation where the source has the same; or says that it has not.
    fn with_edges(&self, passage: Range<usize>) -> (bool, Range<usize>) {
        if self.parts.len() != 1 || self.parts[0].mark != Mark::Joint {
            return (true, passage);
        }
        let (quote, text) = (self.quote.text(), self.text.text());
        let inner = self.quote.source(self.parts[0].range.clone());
        let (head, tail) = (&quote[..inner.start], &quote[inner.end..]);
        let same_head = text[..passage.start].ends_with(head);
        let same_tail = text[passage.end..].starts_with(tail);
        let start = passage.start - if same_head { head.len() } else { 0 };
        let end = passage.end + if same_tail { tail.len() } else { 0 };
        (same_head && same_tail, start..end)
    }

    fn difference(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (index, aligned) in self.aligned.iter().enumerate() {
            if index > 0 {
                let (mark, gap) = self.gap(index);
                pieces.push(match self.parts[index].mark {
                    Mark::Joint => Piece::OnlyInSource(gap.to_owned()),
                    Mark::Elision | Mark::Insertion => Piece::Marked { quote: mark.to_owned(), source: gap.to_owned() },
                });
            }
            pieces.extend(pieces_of(aligned));
        }
        pieces
    }
}

fn pieces_of(aligned: &Aligned) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for hunk in &aligned.hunks {
        let source = aligned.source.shown(hunk.source.clone()).to_owned();
        if hunk.same || aligned.is_typography(hunk) {
            match pieces.last_mut() {
                Some(Piece::Same(same)) => *same = format!("{same} {source}"),
                _ => pieces.push(Piece::Same(source)),
            }
            continue;
        }
        let quote = aligned.quote.shown(hunk.quote.clone()).to_owned();
        pieces.extend(Some(quote).filter(|words| !words.is_empty()).map(Piece::OnlyInQuote));
        pieces.extend(Some(source).filter(|words| !words.is_empty()).map(Piece::OnlyInSource));
    }
    pieces
}

/// Adds that the words stand outside the place that was given for them.
pub(super) fn misplaced(mut found: Found, text: &Prepared) -> Found {
    let words = &text.text()[found.start as usize..found.end as usize];
    let opening: String = words.chars().take(80).collect();
    found.faults.push(Fault::new(Kind::AnotherPage, &opening, &opening));
    found
}
