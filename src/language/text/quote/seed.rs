//! Where in a text pieces of a pattern stand whole, so that only there the costly search need look.
//!
//! A pattern cut into n pieces cannot differ from a stretch by fewer than n edits unless one piece stands in it whole.

use std::ops::Range;

/// The length of a piece in bytes: one machine word.
const PIECE: usize = 8;
/// The bits of the filter that tells most places apart from all pieces.
const FILTER_BITS: u32 = 15;

/// Gives the greatest distance at which a stretch must hold a whole piece; `None` for a pattern too short to cut.
pub(super) fn sure_below(length: usize) -> Option<usize> {
    (length / PIECE).checked_sub(1).filter(|sure| *sure > 0)
}

/// Gives the windows of the text around every whole piece, in order and without overlap.
pub(super) fn windows(pattern: &[u8], text: &[u8], within: Range<usize>) -> Vec<Range<usize>> {
    let pieces: Vec<(u64, usize)> =
        pattern.chunks_exact(PIECE).enumerate().map(|(index, piece)| (word(piece), index * PIECE)).collect();
    let mut filter = vec![0u64; 1 << (FILTER_BITS - 6)];
    for (piece, _) in &pieces {
        let bit = hash(*piece);
        filter[bit / 64] |= 1 << (bit % 64);
    }
    let mut windows: Vec<Range<usize>> = Vec::new();
    for at in within.start..(within.end + 1).saturating_sub(PIECE) {
        let here = word(&text[at..at + PIECE]);
        let bit = hash(here);
        if filter[bit / 64] >> (bit % 64) & 1 == 1 {
            for (_, offset) in pieces.iter().filter(|(piece, _)| *piece == here) {
                add(&mut windows, around(pattern.len(), at, *offset, &within));
            }
        }
    }
    windows
}

/// Gives where the pattern would stand, with room for as many edits as a whole piece bears witness for.
fn around(length: usize, at: usize, offset: usize, within: &Range<usize>) -> Range<usize> {
    let room = length / PIECE + 1;
    let start = at.saturating_sub(offset + room).max(within.start);
    start..(at + length - offset + room).min(within.end)
}

fn add(windows: &mut Vec<Range<usize>>, window: Range<usize>) {
    match windows.last_mut() {
        Some(last) if window.start <= last.end => {
            last.start = last.start.min(window.start);
            last.end = last.end.max(window.end);
        }
        _ => windows.push(window),
    }
}

#[inline(always)]
fn word(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, u64::from_le_bytes)
}

#[inline(always)]
fn hash(word: u64) -> usize {
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - FILTER_BITS)) as usize
}
