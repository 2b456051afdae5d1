//! Runs of words as numbers, so that a text is read once whatever is looked for in it.

use std::ops::Range;

/// The longest run that is numbered, in words.
pub(super) const LONGEST_RUN: usize = 4;

/// A run of words that ends with the word just read.
pub(super) struct Run {
    pub number: u64,
    /// Its bytes in the text.
    pub bytes: Range<usize>,
}

/// The last words that were read.
#[derive(Default)]
struct Window {
    /// Number and first byte of each word, the newest first.
    words: [(u64, usize); LONGEST_RUN],
    read: usize,
}

/// Reads evened-out text word by word and hands on the runs that end with each, of the lengths that are wanted.
///
/// A word is a run of ASCII letters and digits and of any bytes beyond ASCII. `wanted` has one bit for each length.
pub(super) fn runs(plain: &str, wanted: u8, mut take: impl FnMut(Run)) {
    let mut window = Window::default();
    let (mut number, mut start) = (0u64, usize::MAX);
    for (at, byte) in plain.bytes().chain(std::iter::once(b' ')).enumerate() {
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            start = start.min(at);
            number = mix(number, u64::from(byte));
        } else if start != usize::MAX {
            window.push(number, start);
            window.give(wanted, at, &mut take);
            (number, start) = (0, usize::MAX);
        }
    }
}

/// Counts the words of evened-out text.
pub(super) fn words(plain: &str) -> usize {
    let mut count = 0;
    runs(plain, 1, |_| count += 1);
    count
}

impl Window {
    #[inline(always)]
    fn push(&mut self, number: u64, start: usize) {
        self.words.copy_within(..LONGEST_RUN - 1, 1);
        self.words[0] = (number, start);
        self.read += 1;
    }

    #[inline(always)]
    fn give(&self, wanted: u8, end: usize, take: &mut impl FnMut(Run)) {
        let mut number = 0;
        for (at, (word, start)) in self.words.iter().enumerate().take(self.read) {
            number = mix(number, *word);
            if wanted >> at & 1 == 1 {
                // The length is part of the number, so that no run is taken for a longer one.
                take(Run { number: mix(number, at as u64 + 1), bytes: *start..end });
            }
        }
    }
}

#[inline(always)]
fn mix(number: u64, next: u64) -> u64 {
    let mixed = (number.rotate_left(23) ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 32
}
