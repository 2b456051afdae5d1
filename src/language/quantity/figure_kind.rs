//! The sorts of figure, which finding and reading both speak of.

/// What sort of figure was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Money,
    Percentage,
    /// A part of a whole, in percent: `a majority`, `two-thirds`.
    Share,
    /// How many times: `doubled`.
    Factor,
    Count,
    Measure,
    Duration,
    Age,
    Date,
    /// The result of a match.
    Score,
}
