//! Finds the parts of a quotation where they stand with other words among them.

use super::cut::{Mark, Part};
use super::myers::{self, Nearest};
use super::place::Place;
use super::plain::floor;
use super::seed;
use std::ops::Range;

/// Finds the place within a stretch of the text that differs least, if by no more than `bound` bytes.
pub(super) fn place(quote: &str, parts: &[Part], text: &str, within: Range<usize>, bound: usize) -> Option<Place> {
    let anchor = (0..parts.len()).max_by_key(|part| parts[*part].range.len())?;
    let part = |index: usize| quote[parts[index].range.clone()].as_bytes();
    let found = best(part(anchor), text, within, bound.min(part(anchor).len()))?;
    let mut distance = found.distance;
    let mut stretches = vec![found.stretch; parts.len()];
    for index in (0..anchor).rev() {
        let end = stretches[index + 1].start;
        let from = end.saturating_sub(parts[index + 1].reach() + part(index).len());
        stretches[index] = beside(part(index), text, from..end, &mut distance)?;
    }
    for index in anchor + 1..parts.len() {
        let from = stretches[index - 1].end;
        let end = (from + parts[index].reach() + part(index).len()).min(text.len());
        stretches[index] = beside(part(index), text, from..end, &mut distance)?;
    }
    (distance <= bound).then_some(Place { stretches, distance })
}

fn beside(part: &[u8], text: &str, within: Range<usize>, distance: &mut usize) -> Option<Range<usize>> {
    let found = nearest_in(part, text, within, part.len())?;
    *distance += found.distance;
    Some(found.stretch)
}

/// A stretch this many times longer than the part is worth looking for pieces in first.
const WORTH_SEEDING: usize = 16;

/// A longer part is looked for only where pieces of it stand whole.
const LONGEST_EVERYWHERE: usize = 2_048;

/// Finds the stretch that differs least: first where pieces of the part stand whole, then everywhere.
fn best(part: &[u8], text: &str, within: Range<usize>, bound: usize) -> Option<Nearest> {
    let sure = seed::sure_below(part.len()).filter(|_| within.len() > part.len() * WORTH_SEEDING);
    if let Some(sure) = sure {
        let windows = seed::windows(part, text.as_bytes(), within.clone());
        let found = least(part, text, windows, bound.min(sure));
        if found.is_some() || bound <= sure || part.len() > LONGEST_EVERYWHERE {
            return found;
        }
    }
    nearest_in(part, text, within, bound)
}

/// Gives the nearest stretch of several windows; the first of those that differ as little.
fn least(part: &[u8], text: &str, windows: Vec<Range<usize>>, mut bound: usize) -> Option<Nearest> {
    let mut best = None;
    for window in windows {
        if let Some(found) = nearest_in(part, text, window, bound) {
            let done = found.distance == 0;
            bound = found.distance.saturating_sub(1);
            best = Some(found);
            if done {
                break;
            }
        }
    }
    best
}

fn nearest_in(part: &[u8], text: &str, within: Range<usize>, bound: usize) -> Option<Nearest> {
    let found = myers::nearest(part, &text.as_bytes()[within.clone()], bound)?;
    let stretch = found.stretch.start + within.start..found.stretch.end + within.start;
    Some(Nearest { stretch, ..found })
}

/// Finds a quotation that joins two passages without a mark: its first words here, the rest further on.
///
/// The joint counts as a tenth of the quotation.
pub(super) fn joined(quote: &str, whole: &Part, text: &str, within: Range<usize>) -> Option<(Vec<Part>, Place)> {
    let cut = longest_head(quote, whole, text, within.clone())?;
    let rest = quote[cut..whole.range.end].len() - quote[cut..whole.range.end].trim_start().len();
    let head = Part { range: whole.range.start..cut, mark: Mark::Joint };
    let tail = Part { range: cut + rest..whole.range.end, mark: Mark::Joint };
    if tail.range.len() < SHORTEST_JOINED || head.range.len() < SHORTEST_JOINED {
        return None;
    }
    let parts = vec![head, tail];
    let mut places = super::same::places(quote, &parts, text, within);
    places.sort_by_key(|place| place.whole().len());
    let mut place = places.into_iter().next()?;
    place.distance = whole.range.len().div_ceil(10);
    Some((parts, place))
}

/// Words joined without a mark must be at least this long on either side, in bytes.
const SHORTEST_JOINED: usize = 12;

/// Gives where the longest run of first words that stands in the text ends, by halving.
fn longest_head(quote: &str, whole: &Part, text: &str, within: Range<usize>) -> Option<usize> {
    let start = whole.range.start;
    let ends: Vec<usize> = quote[whole.range.clone()].match_indices(' ').map(|(at, _)| at + start).collect();
    let stands = |end: &usize| {
        let head = Part { range: start..*end, mark: Mark::Joint };
        !super::same::places(quote, &[head], text, within.clone()).is_empty()
    };
    let known = ends.partition_point(stands);
    Some(floor(quote, ends[known.checked_sub(1)?]))
}
