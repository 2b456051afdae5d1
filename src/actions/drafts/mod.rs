//! Pieces and their drafts: bringing them in, suggesting claims, holding versions together.

pub mod add;
pub mod article;
pub mod cache;
pub mod compare;
pub mod coverage;
pub(crate) mod decided;
pub mod fate;
pub mod piece;
pub mod read;
pub mod revise;
pub mod select;
pub mod suggest;
