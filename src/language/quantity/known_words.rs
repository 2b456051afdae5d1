//! Cuts text into tokens and looks each up in a lexicon.

use super::lexicon::Lexicon;
use super::token::{Make, Token, cut};
use std::ops::Range;

/// Cuts `range` of `text` into tokens, appending them to `tokens`. The range must lie on character boundaries.
pub fn read(text: &str, range: Range<usize>, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    cut(text, range, |mut token| {
        if token.make != Make::Numeral {
            (token.word, token.sorts) = lexicon.look_up(&text[token.span()]);
        }
        tokens.push(token);
    });
}
