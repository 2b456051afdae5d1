//! Keeps the check file of a piece of writing: claims, evidence, review and proof, in one SQLite file.

// What is left of it in a browser's page, which verifies and does nothing else.
pub mod bundle;
pub mod ledger;
pub mod model;
pub mod page;
pub mod visible;

#[cfg(not(target_family = "wasm"))]
pub mod actions;
#[cfg(not(target_family = "wasm"))]
pub mod casebook;
#[cfg(not(target_family = "wasm"))]
pub mod cli;
#[cfg(not(target_family = "wasm"))]
pub mod error;
#[cfg(not(target_family = "wasm"))]
pub mod exchange;
#[cfg(not(target_family = "wasm"))]
pub mod gate;
#[cfg(not(target_family = "wasm"))]
pub mod ingest;
#[cfg(not(target_family = "wasm"))]
pub mod ownership;
#[cfg(not(target_family = "wasm"))]
pub mod quantity;
#[cfg(not(target_family = "wasm"))]
pub mod report;
#[cfg(not(target_family = "wasm"))]
pub mod store;
#[cfg(not(target_family = "wasm"))]
pub mod text;
#[cfg(not(target_family = "wasm"))]
pub mod timestamps;
#[cfg(not(target_family = "wasm"))]
pub mod web;
