//! A stretch of text as the readers of figures see it: tokens, and what the lexicon says of them.

use super::Language;
use super::cue::{Cue, Sort};
use super::lexicon::Lexicon;
use super::numeral::Convention;
use super::token::{Make, Token};

/// The tokens of one block of text, with all that is needed to read them.
#[derive(Clone, Copy)]
pub struct Scan<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub lexicon: &'static Lexicon,
    pub language: Language,
    pub convention: Convention,
}

impl<'a> Scan<'a> {
    /// Gives the text of a token; nothing past the end.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.span()])
    }

    /// Says whether some phrase of this sort begins at the token.
    pub fn may(&self, at: usize, sort: Sort) -> bool {
        self.tokens.get(at).is_some_and(|token| token.sorts & sort.bit() != 0)
    }

    /// Finds the longest phrase at the token that `read` can make something of, and its length in tokens.
    pub fn phrase<T>(&self, at: usize, read: impl FnMut(Cue) -> Option<T>) -> Option<(T, usize)> {
        self.lexicon.longest(self.tokens.get(at..)?, read)
    }

    /// Gives the length of the longest phrase of this sort at the token.
    pub fn length(&self, at: usize, sort: Sort) -> Option<usize> {
        if !self.may(at, sort) {
            return None;
        }
        self.phrase(at, |cue| (cue.sort() == sort).then_some(())).map(|(_, length)| length)
    }

    /// Finds the longest phrase of this sort that ends just before the token, and where it starts.
    pub fn phrase_before<T>(&self, end: usize, sort: Sort, read: impl Fn(Cue) -> Option<T>) -> Option<(T, usize)> {
        let furthest = end.saturating_sub(6);
        (furthest..end).filter(|start| self.may(*start, sort)).find_map(|start| {
            let head = self.tokens.get(start..end)?;
            let (found, length) = self.lexicon.longest(head, &read)?;
            (start + length == end).then_some((found, start))
        })
    }

    /// Says whether the token is the given word, in whatever case.
    pub fn is(&self, at: usize, word: &str) -> bool {
        let same_length = |token: &&Token| token.end - token.start == word.len();
        self.tokens
            .get(at)
            .filter(same_length)
            .is_some_and(|token| self.text.as_bytes()[token.span()].eq_ignore_ascii_case(word.as_bytes()))
    }

    pub fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(at, word))
    }

    pub fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    pub fn make(&self, at: usize) -> Option<Make> {
        self.tokens.get(at).map(|token| token.make)
    }

    pub fn numeral(&self, at: usize) -> bool {
        self.make(at) == Some(Make::Numeral)
    }

    /// A numeral or a number word stands here.
    pub fn number_like(&self, at: usize) -> bool {
        self.numeral(at) || self.may(at, Sort::Number)
    }

    pub fn dash(&self, at: usize) -> bool {
        matches!(self.word(at), "-" | "–" | "—" | "‑" | "−")
    }

    /// Gives what stands between two tokens that follow one another.
    pub fn gap(&self, at: usize) -> &'a str {
        match (self.tokens.get(at), self.tokens.get(at + 1)) {
            (Some(left), Some(right)) => &self.text[left.end..right.start],
            _ => "",
        }
    }
}
