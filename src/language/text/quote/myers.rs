//! Finds the stretch of a text that a pattern differs from by the fewest edits, 64 rows of the table at a time.
//!
//! The method is Myers's of 1999 ("A fast bit-vector algorithm for approximate string matching"), in Hyyrö's form for
//! patterns longer than a machine word, with Ukkonen's cut: rows that cannot come below the bound are left out.

use std::ops::Range;

/// A pattern, as one bit for each of its bytes.
pub(super) struct Pattern {
    /// For each block of 64 rows, which of them hold a byte.
    rows: Vec<[u64; 256]>,
    length: usize,
}

/// A stretch of the text and its edit distance from the pattern, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nearest {
    pub stretch: Range<usize>,
    pub distance: usize,
}

/// The differences between neighbouring rows of one block: +1, −1; and the value in its last row.
#[derive(Clone, Copy)]
struct Block {
    plus: u64,
    minus: u64,
    score: usize,
    rows: usize,
}

impl Pattern {
    /// Makes a pattern of some bytes, at least one.
    pub fn new(bytes: impl ExactSizeIterator<Item = u8>) -> Self {
        let length = bytes.len();
        let mut rows = vec![[0; 256]; length.div_ceil(64)];
        for (row, byte) in bytes.enumerate() {
            rows[row / 64][usize::from(byte)] |= 1 << (row % 64);
        }
        Self { rows, length }
    }

    /// Gives where the first of the stretches that differ least ends, and by how much; `None` above `bound`.
    pub fn end(&self, text: impl Iterator<Item = u8>, mut bound: usize) -> Option<(usize, usize)> {
        let mut blocks: Vec<Block> = (0..self.rows.len()).map(|block| self.fresh(block, block * 64)).collect();
        let mut last = (bound / 64).min(blocks.len() - 1);
        let mut best = None;
        for (at, byte) in text.enumerate() {
            let mut carry = 0;
            for (block, rows) in blocks[..=last].iter_mut().zip(&self.rows) {
                carry = block.step(rows[usize::from(byte)], carry);
            }
            last = self.reach(&mut blocks, last, byte, carry, bound);
            let score = blocks[last].score;
            if last + 1 == blocks.len() && score <= bound {
                best = Some((at + 1, score));
                if score == 0 {
                    break;
                }
                bound = score - 1;
            }
        }
        best
    }

    /// Takes in the next block when it may come within the bound, leaves out those that cannot, and gives the last.
    #[inline(always)]
    fn reach(&self, blocks: &mut [Block], mut last: usize, byte: u8, carry: i32, bound: usize) -> usize {
        let next = last + 1;
        if next < blocks.len() {
            let before = blocks[last].score.wrapping_add_signed(-carry as isize);
            let equal = self.rows[next][usize::from(byte)];
            if before <= bound && (carry < 0 || equal & 1 == 1) {
                blocks[next] = self.fresh(next, before);
                blocks[next].step(equal, carry);
                return next;
            }
        }
        while last > 0 && blocks[last].score >= bound + blocks[last].rows {
            last -= 1;
        }
        last
    }

    /// Gives a block whose rows rise by one each from the value above it.
    fn fresh(&self, block: usize, above: usize) -> Block {
        let rows = (self.length - block * 64).min(64);
        Block { plus: !0, minus: 0, score: above + rows, rows }
    }
}

impl Block {
    /// Moves on by one column; `carry` is the change above the first row, and what is given that of the last.
    #[inline(always)]
    fn step(&mut self, equal: u64, carry: i32) -> i32 {
        let (plus, minus) = (self.plus, self.minus);
        let (rises, falls) = (u64::from(carry > 0), u64::from(carry < 0));
        let vertical = equal | minus;
        let equal = equal | falls;
        let diagonal = (((equal & plus).wrapping_add(plus)) ^ plus) | equal;
        let up = minus | !(diagonal | plus);
        let down = plus & diagonal;
        let row = self.rows - 1;
        let change = (up >> row & 1) as i32 - (down >> row & 1) as i32;
        let (up, down) = (up << 1 | rises, down << 1 | falls);
        self.plus = down | !(vertical | up);
        self.minus = up & vertical;
        self.score = self.score.wrapping_add_signed(change as isize);
        change
    }
}

/// Gives the stretch of the text that differs least from the pattern, if by no more than `bound` bytes.
pub(super) fn nearest(pattern: &[u8], text: &[u8], bound: usize) -> Option<Nearest> {
    if pattern.is_empty() {
        return None;
    }
    let (end, distance) = Pattern::new(pattern.iter().copied()).end(text.iter().copied(), bound)?;
    let first = end.saturating_sub(pattern.len() + distance);
    // No stretch that differs as little ends earlier, so read backwards the first one found ends here.
    let backwards = Pattern::new(pattern.iter().rev().copied());
    let (length, _) = backwards.end(text[first..end].iter().rev().copied(), distance).unwrap_or((0, distance));
    Some(Nearest { stretch: end - length..end, distance })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by the plain table, cell by cell.
    fn slowly(pattern: &[u8], text: &[u8]) -> usize {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut least = pattern.len();
        for byte in text {
            let mut diagonal = 0;
            for row in 1..=pattern.len() {
                let change = diagonal + usize::from(pattern[row - 1] != *byte);
                diagonal = column[row];
                column[row] = change.min(column[row] + 1).min(column[row - 1] + 1);
            }
            least = least.min(column[pattern.len()]);
        }
        least
    }

    proptest! {
        #[test]
        fn bits_and_table_agree(pattern in "[ab]{1,200}", text in "[abc]{1,300}", bound in 0usize..220) {
            let expected = slowly(pattern.as_bytes(), text.as_bytes());
            let found = nearest(pattern.as_bytes(), text.as_bytes(), bound);
            prop_assert_eq!(found.as_ref().map(|found| found.distance), (expected <= bound).then_some(expected));
            if let Some(found) = found {
                prop_assert_eq!(slowly(pattern.as_bytes(), &text.as_bytes()[found.stretch]), expected);
            }
        }

        #[test]
        fn what_stands_in_the_text_differs_by_nothing(text in "[a-d]{80,400}", from in 0usize..40, length in 1usize..40) {
            let pattern = &text.as_bytes()[from..from + length];
            let found = nearest(pattern, text.as_bytes(), length).map(|found| (found.distance, found.stretch));
            prop_assert!(found.is_some_and(|(distance, stretch)| distance == 0 && &text.as_bytes()[stretch] == pattern));
        }
    }
}
