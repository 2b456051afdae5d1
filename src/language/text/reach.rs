//! How far a claim reaches: the sentence that asserts it, and whoever is given as the one who says it.

use super::language::language;
use super::segment::sentences;
use super::token::Words;
use crate::quantity::Language;
use record::model::event::Span;
use std::ops::Range;

/// A quotation is followed over this many words on either side to the sentence in which it begins or ends.
const LONGEST_QUOTATION: usize = 400;

/// This many abbreviations in a row are looked past on either side of a sentence.
const MOST_ABBREVIATIONS: usize = 3;

/// A claim's paragraphs reach at most this far to either side of it, in bytes.
const LONGEST_PARAGRAPHS: usize = 64 * 1024;

/// A text with the places of its words, markup left out.
pub(super) struct Passage<'a> {
    pub raw: &'a str,
    pub spans: Vec<Range<usize>>,
}

/// The paragraphs of a draft that hold a claim.
pub(super) struct Window<'a> {
    pub text: &'a str,
    /// The claim, in bytes of `text`.
    pub claim: Range<usize>,
    pub language: Language,
}

impl<'a> Window<'a> {
    /// Cuts out the paragraphs around a span of a text, with the one before, which may tell what a line is.
    pub fn around((text, span): (&'a str, Span)) -> Option<Self> {
        let (from, to) = (usize::try_from(span.start).ok()?, usize::try_from(span.end).ok()?);
        text.get(from..to)?;
        let mut start = from.saturating_sub(LONGEST_PARAGRAPHS);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let mut end = (to + LONGEST_PARAGRAPHS).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let gaps = |part: &'a str| blank_lines(part);
        let start = gaps(&text[start..from]).into_iter().rev().nth(1).map_or(start, |at| start + at);
        let end = gaps(&text[to..end]).first().map_or(end, |at| to + at);
        Some(Self { text: &text[start..end], claim: from - start..to - start, language: language(text) })
    }
}

/// Gives where paragraphs end: each line end that only blanks part from the next.
fn blank_lines(text: &str) -> Vec<usize> {
    let ends = text.match_indices('\n').map(|(at, _)| at);
    let pairs: Vec<usize> = ends.collect();
    pairs.windows(2).filter(|pair| text[pair[0]..pair[1]].trim().is_empty()).map(|pair| pair[1] + 1).collect()
}

/// A draft with the places of its sentences.
pub(super) struct Draft<'a> {
    pub words: &'a Words<'a>,
    /// The sentences, headings and items of the text, as ranges of words.
    sentences: Vec<Range<usize>>,
}

/// What a claim is judged by.
pub(super) struct Scope {
    /// The sentence or sentences that hold its words.
    pub own: Range<usize>,
    /// The sentences, apart from its own, in which the quotation around it begins and ends.
    framing: [Option<Range<usize>>; 2],
}

/// Cuts a sentence after a year that ends one: at the head of a line it looks like the number of an item.
fn after_years(words: &Words, range: Range<usize>) -> Vec<Range<usize>> {
    let text = |at: usize| &words.raw[words.spans[at].clone()];
    let year = |at: usize| text(at).len() == 4 && text(at).bytes().all(|byte| byte.is_ascii_digit());
    let ends = |at: &usize| {
        *at >= 2 + range.start && text(*at - 1) == "." && year(*at - 2) && text(*at).starts_with(char::is_uppercase)
    };
    let mut cuts: Vec<usize> = (range.start + 1..range.end).filter(ends).collect();
    cuts.push(range.end);
    let mut start = range.start;
    let parts = cuts.into_iter().map(|end| std::mem::replace(&mut start, end)..end);
    parts.collect()
}

impl<'a> Draft<'a> {
    /// Reads where sentences begin and end.
    pub fn of(words: &'a Words<'a>) -> Self {
        Self::spoken(words, language(words.raw))
    }

    /// Reads where sentences begin and end in a language.
    pub fn spoken(words: &'a Words<'a>, language: Language) -> Self {
        let found = sentences(words.raw, language);
        let read = found.into_iter().map(|bytes| words.within(bytes)).filter(|range| !range.is_empty());
        Self { words, sentences: read.flat_map(|range| after_years(words, range)).collect() }
    }

    /// Gives the reach of some words. Where two ways of reading differ about where a sentence ends, the longer one counts.
    pub fn scope(&self, claim: &Range<usize>) -> Scope {
        let mut own = claim.clone();
        let breaks = &self.words.breaks;
        let least = breaks[..breaks.partition_point(|at| *at <= claim.start)].last().copied().unwrap_or(0);
        let most = breaks.get(breaks.partition_point(|at| *at < claim.end)).copied().unwrap_or(self.words.spans.len());
        for list in [&self.sentences, &self.words.sentences] {
            let first = list.partition_point(|range| range.end <= claim.start);
            let touching = list[first..].iter().take_while(|range| range.start < claim.end);
            own = touching.fold(own, |own, range| own.start.min(range.start)..own.end.max(range.end));
        }
        own = own.start.max(least).min(claim.start)..own.end.min(most).max(claim.end);
        own = self.with_hanging_lines(own);
        own = self.over_abbreviations(own, least, most);
        let framing = self.framing(&own);
        Scope { own, framing }
    }

    /// Takes in the lines next to a sentence that begin like an item but go on with a sentence.
    fn with_hanging_lines(&self, mut own: Range<usize>) -> Range<usize> {
        let hangs = |at: usize| at > 0 && at < self.words.spans.len() && self.words.hanging.binary_search(&at).is_ok();
        if hangs(own.start) {
            own.start = self.words.sentences[self.words.sentence_of(own.start - 1)].start;
        }
        if hangs(own.end) {
            own.end = self.words.sentences[self.words.sentence_of(own.end)].end;
        }
        own
    }

    /// Takes in what a full stop parts from a sentence though it may only end an abbreviation: "Mt.", "Sr.", "No.".
    fn over_abbreviations(&self, mut own: Range<usize>, least: usize, most: usize) -> Range<usize> {
        let ends = &self.words.sentences;
        for _ in 0..MOST_ABBREVIATIONS {
            if own.start > least && self.abbreviates(own.start - 1) {
                own.start = ends[self.words.sentence_of(own.start - 1)].start.max(least);
            }
            if own.end < most && self.abbreviates(own.end - 1) {
                own.end = ends[self.words.sentence_of(own.end)].end.min(most);
            }
        }
        own
    }

    /// Says whether a word is a full stop after a short word with a capital, or after one that is commonly cut short.
    fn abbreviates(&self, at: usize) -> bool {
        let text = |at: usize| &self.words.raw[self.words.spans[at].clone()];
        let joined = |at: usize| {
            let gap = &self.words.raw[self.words.spans[at - 1].end..self.words.spans[at].start];
            !gap.contains(char::is_whitespace)
        };
        if text(at) != "." || at == 0 || !joined(at) {
            return false;
        }
        let word = text(at - 1);
        let short = word.chars().count() <= 3
            && word.starts_with(char::is_uppercase)
            && !word.chars().skip(1).any(char::is_uppercase);
        short
            || matches!(
                word,
                "Prof"
                    | "Capt"
                    | "Corp"
                    | "Gral"
                    | "Sres"
                    | "Sras"
                    | "Messrs"
                    | "Univ"
                    | "Avda"
                    | "art"
                    | "arts"
                    | "núm"
                    | "approx"
                    | "aprox"
                    | "vs"
                    | "p"
                    | "pp"
                    | "pág"
                    | "etc"
                    | "ca"
                    | "e.g"
                    | "i.e"
            )
    }

    /// Gives the text of a scope with the places of its words.
    pub fn passage(&self, scope: &Scope) -> Passage<'a> {
        let [before, after] = &scope.framing;
        let ranges = before.iter().chain([&scope.own]).chain(after);
        let spans = ranges.flat_map(|range| self.words.spans[range.clone()].iter().cloned()).collect();
        Passage { raw: self.words.raw, spans }
    }

    /// Finds the sentences in which a quotation that runs over several begins and ends; most often they name the speaker.
    fn framing(&self, own: &Range<usize>) -> [Option<Range<usize>>; 2] {
        let paragraph = self.paragraph(own);
        let marks = |range: Range<usize>| range.filter(|at| self.is_quotation_mark(*at)).collect::<Vec<_>>();
        let (before, within) = (marks(paragraph.start..own.start), marks(own.clone()));
        let opened = before.len() % 2 == 1;
        let open_after = (before.len() + within.len()) % 2 == 1;
        let begins = before.last().filter(|_| opened).map(|at| self.sentence_around(*at));
        let ends = marks(own.end..paragraph.end).first().filter(|_| open_after).map(|at| self.sentence_around(*at));
        let apart = |range: &Range<usize>| range.end <= own.start || range.start >= own.end;
        [begins.filter(apart), ends.filter(apart)]
    }

    fn is_quotation_mark(&self, at: usize) -> bool {
        matches!(&self.words.raw[self.words.spans[at].clone()], "\"" | "“" | "”" | "„" | "«" | "»")
    }

    /// Gives the words of the paragraph around a sentence, as far as they matter.
    fn paragraph(&self, own: &Range<usize>) -> Range<usize> {
        let spans = &self.words.spans;
        let parted = |at: usize| {
            let gap = &self.words.raw[spans[at - 1].end..spans[at].start];
            gap.bytes().filter(|byte| *byte == b'\n').count() > 1
        };
        let least = own.start.saturating_sub(LONGEST_QUOTATION);
        let most = (own.end + LONGEST_QUOTATION).min(spans.len());
        let start = (least + 1..=own.start).rev().find(|at| parted(*at)).unwrap_or(least);
        let end = (own.end..most).find(|at| parted(*at)).unwrap_or(most);
        start..end
    }

    fn sentence_around(&self, at: usize) -> Range<usize> {
        let found = self.sentences.partition_point(|range| range.end <= at);
        let exact = self.sentences.get(found).filter(|range| range.contains(&at));
        exact.cloned().unwrap_or_else(|| self.words.sentences[self.words.sentence_of(at)].clone())
    }
}
