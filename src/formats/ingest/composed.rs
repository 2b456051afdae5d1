//! Letters with their accents as one character each: the same word gives the same bytes, whichever system wrote it.

use super::block::Block;
use super::document::Note;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;

/// Puts letters and accents together (NFC of Unicode).
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    match text.contains(is_loose) {
        true => ComposingNormalizerBorrowed::new_nfc().normalize(text),
        false => Cow::Borrowed(text),
    }
}

/// Puts the letters of a whole text together, and moves its blocks and notes along.
pub(super) fn compose(text: &mut String, blocks: &mut [Block], notes: &mut [Note]) {
    if !text.contains(is_loose) {
        return;
    }
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    let mut whole = String::with_capacity(text.len());
    // Stretches between blanks are composed by themselves: no letter reaches over one.
    let mut moved: Vec<(usize, usize)> = vec![(0, 0)];
    for part in text.split_inclusive([' ', '\n', '\t']) {
        let before = moved[moved.len() - 1].0;
        whole.push_str(&normalizer.normalize(part));
        moved.push((before + part.len(), whole.len()));
    }
    let place = |at: u64| {
        let at = at as usize;
        let known = moved.partition_point(|(old, _)| *old <= at) - 1;
        let (old, new) = moved[known];
        // Within a stretch the offset is counted over what stands before it.
        (new + normalizer.normalize(&text[old..at.min(text.len())]).len()) as u64
    };
    for span in blocks.iter_mut().map(|block| &mut block.span).chain(notes.iter_mut().map(|note| &mut note.span)) {
        (span.start, span.end) = (place(span.start), place(span.end));
    }
    *text = whole;
}

/// Accents that stand as characters of their own.
fn is_loose(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}
