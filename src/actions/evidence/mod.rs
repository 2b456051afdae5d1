//! Evidence: passages, cells, computed figures, stakes, and how they bear on a claim.

pub mod attach;
pub mod cell;
pub mod compare;
pub mod derive;
pub mod quote;
pub mod reverify;
pub mod stake;
