//! Keeps the check file of a piece of writing: claims, evidence, review and proof, in one SQLite file.

pub mod actions;
pub mod casebook;
pub mod cli;
pub mod error;
pub mod exchange;
pub mod gate;
pub mod ingest;
pub mod ledger;
pub mod model;
pub mod ownership;
pub mod quantity;
pub mod report;
pub mod store;
pub mod text;
pub mod web;
