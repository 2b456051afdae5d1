//! What was found for a quotation: how well, where, with what faults, and word for word beside it.

pub use record::model::words::QuoteMatch as Match;

use super::fault::Fault;
use serde::{Deserialize, Serialize};

/// The best place of a quotation in a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub matched: Match,
    /// Byte offsets in the captured text, the end exclusive, from the first part to the last.
    pub start: u64,
    pub end: u64,
    /// Per mille: 1000 · (m − d) / m, rounded down.
    ///
    /// m is the length of the quotation in bytes, evened out and without its marks and brackets; d is the Levenshtein
    /// distance in bytes from the passage, summed over the parts, and m/10 where two passages are joined without a
    /// mark. Always 1000 where `matched` is not [`Match::Approximate`], and then at most 999.
    pub score: u32,
    /// The gravest first.
    pub faults: Vec<Fault>,
    /// Both wordings in order, to be set with a space between the pieces.
    pub difference: Vec<Piece>,
}

/// A run of words of the quotation, of the source or of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// In both, as the source sets it.
    Same(String),
    OnlyInQuote(String),
    OnlyInSource(String),
    /// An ellipsis or a bracketed insertion, and what stands there in the source.
    Marked {
        quote: String,
        source: String,
    },
}
