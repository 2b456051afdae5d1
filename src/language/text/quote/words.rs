//! The words and marks of a stretch of evened-out text, and where a stretch may begin and end.

use super::plain::Prepared;
use crate::text::token::word_spans;
use std::ops::Range;

/// The words and marks of a stretch, as ranges of the evened-out text.
pub(super) struct Words<'a> {
    text: &'a Prepared<'a>,
    pub spans: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    /// Cuts a stretch into words and marks.
    pub fn read(text: &'a Prepared<'a>, stretch: Range<usize>) -> Self {
        let spans = word_spans(&text.plain[stretch.clone()]);
        let spans = spans.into_iter().map(|span| span.start + stretch.start..span.end + stretch.start).collect();
        Self { text, spans }
    }

    /// Gives a word as it is compared.
    pub fn plain(&self, at: usize) -> &'a str {
        &self.text.plain[self.spans[at].clone()]
    }

    /// Gives some words as they stand in the text; empty for none.
    pub fn shown(&self, words: Range<usize>) -> &'a str {
        if words.is_empty() { "" } else { self.text.words(self.stretch(words)) }
    }

    /// Gives the stretch from the first to the last of some words.
    pub fn stretch(&self, words: Range<usize>) -> Range<usize> {
        self.spans[words.start].start..self.spans[words.end - 1].end
    }

    /// Says whether the mark stands right before the next word, as a sign before its number.
    pub fn glued(&self, at: usize) -> bool {
        self.spans.get(at + 1).is_some_and(|next| next.start == self.spans[at].end)
    }

    /// Says whether a token must stand in both texts: a word, a number, a sign; and not mere punctuation.
    pub fn matters(&self, at: usize) -> bool {
        match self.plain(at) {
            "-" => self.is_number(at + 1) && (self.glued(at) && !self.in_compound(at) || self.follows_number(at)),
            "." | "," | "/" | "+" => self.is_number(at + 1) && self.glued(at),
            word => !word.chars().all(is_punctuation),
        }
    }

    /// Says whether the mark holds a word and what follows together: `covid-19`.
    fn in_compound(&self, at: usize) -> bool {
        at > 0 && self.glued(at - 1) && self.plain(at - 1).ends_with(char::is_alphabetic)
    }

    fn follows_number(&self, at: usize) -> bool {
        at > 0 && self.is_number(at - 1)
    }

    fn is_number(&self, at: usize) -> bool {
        at < self.spans.len() && self.plain(at).starts_with(char::is_numeric)
    }
}

fn is_punctuation(mark: char) -> bool {
    matches!(mark, '"' | '\'' | '.' | ',' | ';' | ':' | '!' | '¡' | '¿' | '(' | ')' | '[' | ']' | '-' | '*' | '_' | '•')
}

/// Says whether a passage may begin or end here: not within a word, nor within a number.
pub(super) fn parts_words(plain: &str, at: usize) -> bool {
    let (before, after) = (&plain[..at], &plain[at..]);
    let (mut back, mut on) = (before.chars().rev(), after.chars());
    let (Some(last), Some(next)) = (back.next(), on.next()) else { return true };
    match (last, next) {
        _ if last.is_alphanumeric() && next.is_alphanumeric() => is_footnote(before, next),
        ('.' | ',', _) => !(next.is_ascii_digit() && back.next().is_some_and(|digit| digit.is_ascii_digit())),
        (_, '.' | ',') => !(last.is_ascii_digit() && on.next().is_some_and(|digit| digit.is_ascii_digit())),
        ('\'', _) => !(next.is_alphanumeric() && back.next().is_some_and(char::is_alphanumeric)),
        (_, '\'') => !(last.is_alphanumeric() && on.next().is_some_and(char::is_alphanumeric)),
        _ => !is_accent(next),
    }
}

/// Says whether some words stand whole in a stretch.
pub(super) fn stands(plain: &str, stretch: &Range<usize>, words: &str) -> bool {
    let same = plain.get(stretch.clone()) == Some(words);
    same && parts_words(plain, stretch.start) && parts_words(plain, stretch.end)
}

/// Says whether a digit that touches a word may be the number of a footnote: `safe12`, but not `G7`.
fn is_footnote(before: &str, next: char) -> bool {
    let letters = before.chars().rev().take(4).take_while(|letter| letter.is_alphabetic()).count();
    next.is_ascii_digit() && letters == 4
}

fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Widens a stretch to whole words.
pub(super) fn widen(plain: &str, stretch: Range<usize>) -> Range<usize> {
    const LONGEST_WORD: usize = 64;
    let floor = super::plain::floor(plain, stretch.start);
    let head = &plain[super::plain::floor(plain, floor.saturating_sub(LONGEST_WORD))..floor];
    let start = floor - head.chars().rev().take_while(|letter| *letter != ' ').map(char::len_utf8).sum::<usize>();
    let mut ceiling = stretch.end.min(plain.len());
    while !plain.is_char_boundary(ceiling) {
        ceiling += 1;
    }
    let tail = &plain[ceiling..super::plain::floor(plain, ceiling + LONGEST_WORD)];
    start..ceiling + tail.chars().take_while(|letter| *letter != ' ').map(char::len_utf8).sum::<usize>()
}
