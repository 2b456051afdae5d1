//! As much of a stretch of text as is shown of it: a sentence can be as long as its text.

use std::borrow::Cow;
use std::ops::Range;

/// How many bytes of a sentence are shown around the words in question.
pub const WINDOW: usize = 2 * 1024;

/// Stands where something was left out.
const GAP: &str = "…";

/// Gives a stretch of a text, without the space around it; of an overlong one, its beginning.
pub fn shown<'a>(text: &'a str, stretch: &Range<usize>) -> Cow<'a, str> {
    shown_around(text, stretch, &(stretch.start..stretch.start))
}

/// Gives a stretch of a text, without the space around it; of an overlong one, what stands around some words of it.
pub fn shown_around<'a>(text: &'a str, stretch: &Range<usize>, words: &Range<usize>) -> Cow<'a, str> {
    if stretch.len() <= WINDOW {
        return Cow::Borrowed(text[stretch.clone()].trim());
    }
    let window = window(text, stretch, words);
    let before = if window.start > stretch.start { GAP } else { "" };
    let after = if window.end < stretch.end { GAP } else { "" };
    Cow::Owned(format!("{before}{}{after}", text[window].trim()))
}

/// Gives the bytes that are shown: as much before the words as after them, between words where that is near.
fn window(text: &str, stretch: &Range<usize>, words: &Range<usize>) -> Range<usize> {
    let room = WINDOW.saturating_sub(words.len());
    let first = words.start.saturating_sub(room / 2).max(stretch.start).min(stretch.end - WINDOW);
    let start = ceil(text, first);
    let end = floor(text, (start + WINDOW).min(stretch.end));
    let start = if start == stretch.start { start } else { after_space(text, start..words.start).unwrap_or(start) };
    let end = if end == stretch.end { end } else { before_space(text, words.end..end).unwrap_or(end) };
    start..end
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn after_space(text: &str, within: Range<usize>) -> Option<usize> {
    text.get(within.clone())?.find(' ').map(|space| within.start + space + 1)
}

fn before_space(text: &str, within: Range<usize>) -> Option<usize> {
    text.get(within.clone())?.rfind(' ').map(|space| within.start + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_sentence_is_shown_whole() {
        assert_eq!(shown(" The dam fell. ", &(0..15)), "The dam fell.");
    }

    #[test]
    fn of_a_long_one_the_words_and_what_stands_around_them() {
        for (unit, name) in [("word ", "between words"), ("é", "without a space"), ("ñandú ", "of two bytes")] {
            let text = format!("{}THE WORDS{}", unit.repeat(5_000), unit.repeat(5_000));
            let start = text.find("THE").unwrap();
            let said = shown_around(&text, &(0..text.len()), &(start..start + 9));
            assert!(said.contains("THE WORDS") && said.starts_with('…') && said.ends_with('…'), "{name}");
            assert!((WINDOW / 2..=WINDOW + 2 * GAP.len()).contains(&said.len()), "{name}: {}", said.len());
        }
    }

    #[test]
    fn at_either_end_as_much_is_shown() {
        let text = "word ".repeat(2_000);
        let all = 0..text.len();
        let first = shown_around(&text, &all, &(0..4));
        assert!(first.starts_with("word") && first.ends_with('…') && first.len() > WINDOW - 10);
        let last = shown_around(&text, &all, &(text.len() - 5..text.len() - 1));
        assert!(last.starts_with('…') && last.ends_with("word") && last.len() > WINDOW - 10);
    }

    #[test]
    fn words_that_are_longer_are_cut_themselves() {
        let text = "x".repeat(9_000);
        let said = shown_around(&text, &(0..9_000), &(100..8_000));
        assert!(said.len() <= WINDOW + 2 * GAP.len(), "{}", said.len());
        assert!(shown(&text, &(10..9_000)).len() <= WINDOW + GAP.len());
    }
}
