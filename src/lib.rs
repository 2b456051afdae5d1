//! Keeps the check file of a piece of writing: claims, evidence, review and proof, in one SQLite file.
//!
//! The command line and the desk; everything below them is told by the crates that it hands on.

pub mod cli;
pub mod web;

pub use actions;
pub use formats::{exchange, ingest};
pub use language::{gate, ownership, quantity, text};
pub use record::{bundle, ledger, model, page, timestamps, visible};
pub use report;
pub use store::{self, casebook, error};
