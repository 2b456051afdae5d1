//! A figure that was found, with its place and how it was read.

use super::figure_kind::Kind;
use record::model::quantity::Quantity;
use std::ops::Range;

/// A figure, where it stands, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Byte offsets in the text, the end exclusive, on character boundaries.
    pub span: Range<usize>,
    pub quantity: Quantity,
    /// The other way to read it, where the writing allows two: `1.234`.
    pub alternative: Option<Quantity>,
    pub kind: Kind,
    /// Why it was read so, in a few words.
    pub reason: String,
}

/// A figure with the tokens that it takes.
#[derive(Clone, Debug)]
pub struct Reading {
    pub found: Found,
    pub tokens: Range<usize>,
}
