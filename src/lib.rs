//! Keeps the check file of a piece of writing: claims, evidence, review and proof, in one SQLite file.

pub mod ledger;
pub mod model;
pub mod quantity;
pub mod text;
