//! Finds the parts of a quotation word for word, in order and near one another.

use super::cut::Part;
use super::place::Place;
use super::plain::floor;
use super::words::parts_words;
use memchr::memmem;
use std::ops::Range;

/// How many places are compared for one quotation; a phrase that stands more often is taken where it stands first.
const MOST_PLACES: usize = 32;

/// Finds the places within a stretch of the text where all parts stand word for word.
pub(super) fn places(quote: &str, parts: &[Part], text: &str, within: Range<usize>) -> Vec<Place> {
    let Some(anchor) = (0..parts.len()).max_by_key(|part| parts[*part].range.len()) else { return Vec::new() };
    occurrences(text, &quote[parts[anchor].range.clone()], within)
        .filter_map(|start| around(quote, parts, text, anchor, start))
        .take(MOST_PLACES)
        .collect()
}

/// Finds the other parts on both sides of the longest one.
fn around(quote: &str, parts: &[Part], text: &str, anchor: usize, start: usize) -> Option<Place> {
    let found = start..start + parts[anchor].range.len();
    let mut stretches = vec![found.clone(); parts.len()];
    for part in (0..anchor).rev() {
        let needle = &quote[parts[part].range.clone()];
        let end = stretches[part + 1].start;
        let from = floor(text, end.saturating_sub(parts[part + 1].reach() + needle.len()));
        let start = occurrences(text, needle, from..end).last()?;
        stretches[part] = start..start + needle.len();
    }
    for part in anchor + 1..parts.len() {
        let needle = &quote[parts[part].range.clone()];
        let from = stretches[part - 1].end;
        let end = floor(text, from + parts[part].reach() + needle.len());
        let start = occurrences(text, needle, from..end).next()?;
        stretches[part] = start..start + needle.len();
    }
    Some(Place { stretches, distance: 0 })
}

/// Gives where some words stand whole within a stretch.
fn occurrences<'a>(text: &'a str, needle: &'a str, within: Range<usize>) -> impl Iterator<Item = usize> + 'a {
    let from = within.start;
    memmem::find_iter(&text.as_bytes()[within], needle.as_bytes())
        .map(move |at| at + from)
        .filter(|start| parts_words(text, *start) && parts_words(text, *start + needle.len()))
}
