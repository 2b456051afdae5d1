//! Where the parts of a quotation stand in the evened-out text, and how many bytes they differ by.

use std::ops::Range;

/// One place of a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::text) struct Place {
    /// One stretch for each part, in order.
    pub stretches: Vec<Range<usize>>,
    /// Bytes to change, add or take away, marked gaps apart.
    pub distance: usize,
}

impl Place {
    /// Gives the stretch from the first part to the last.
    pub fn whole(&self) -> Range<usize> {
        let start = self.stretches.first().map_or(0, |first| first.start);
        start..self.stretches.last().map_or(start, |last| last.end)
    }
}
