//! A bundle: one zip file that is a BagIt bag (RFC 8493) around an RO-Crate, and that proves itself without a casebook.
//!
//! Pure: reads a stream, opens nothing. `docs/format.md` describes the layout.

pub mod absent;
pub mod archive;
pub mod bag;
pub mod check;
mod crates;
pub mod layout;
mod lines;
mod logs;
pub mod packed;
mod tally;

pub use crates::{About, Part, describe};
