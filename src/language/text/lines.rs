//! Lines and columns of a text, from 1, as editors and code hosts count them: columns in characters.

use serde::Serialize;
use std::ops::Range;

/// Characters are counted ahead at every so many bytes, so that one endless line costs no more than many short ones.
const STRIDE: usize = 4096;

/// Where a stretch of text begins and ends; the end column is that of the character after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Region {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// A text that knows its lines.
pub struct Lines<'a> {
    text: &'a str,
    /// The byte at which each line begins.
    starts: Vec<usize>,
    /// The characters before every [`STRIDE`] bytes.
    counted: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Reads a text once.
    pub fn of(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        let mut before = 0;
        let counted = text.as_bytes().chunks(STRIDE).map(|chunk| {
            let here = before;
            before += characters(chunk);
            here
        });
        Self { text, starts, counted: counted.collect() }
    }

    /// Gives the line and column of a byte.
    pub fn place(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        (line, self.characters_before(byte) - self.characters_before(self.starts[line - 1]) + 1)
    }

    /// Gives the region of some bytes.
    pub fn region(&self, span: &Range<usize>) -> Region {
        let ((line, column), (end_line, end_column)) = (self.place(span.start), self.place(span.end));
        Region { line, column, end_line, end_column }
    }

    fn characters_before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(counted) = self.counted.get(byte / STRIDE).or(self.counted.last()) else { return 0 };
        let from = (byte / STRIDE).min(self.counted.len() - 1) * STRIDE;
        counted + characters(&self.text.as_bytes()[from..byte])
    }
}

fn characters(bytes: &[u8]) -> usize {
    // Every byte but those that continue a character.
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_line_feeds() {
        let text = "Peñón: 5 km\r\nzwei\n\n漢字 7";
        let lines = Lines::of(text);
        for (part, expect) in [("P", (1, 1)), ("5 km", (1, 8)), ("zwei", (2, 1)), ("漢", (4, 1)), ("7", (4, 4))] {
            assert_eq!(lines.place(text.find(part).unwrap()), expect, "{part}");
        }
        assert_eq!(lines.place(text.len()), (4, 5));
        assert_eq!(Lines::of("").place(0), (1, 1));
    }

    #[test]
    fn a_line_longer_than_a_stride_is_counted_right() {
        let text = "ñ".repeat(STRIDE) + "x";
        for at in [0, 1000, STRIDE - 1, STRIDE] {
            assert_eq!(Lines::of(&text).place(at * 2), (1, at + 1));
        }
        assert_eq!(Lines::of(&text[..STRIDE]).place(STRIDE), (1, STRIDE / 2 + 1));
    }
}
