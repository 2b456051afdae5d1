//! The record of a check, and what it takes to verify one: events and their canonical bytes, logs as Merkle trees, signed
//! checkpoints, proofs, bundles, and what others vouch for.
//!
//! See the README for examples.
//!
//! It must never know a file, a clock, a database or a network: bytes come in, answers go out. So a page in a browser and
//! a verifier by other hands run the same code.

#[cfg(doctest)]
#[doc = include_str!("README.md")]
struct Readme;

pub mod bundle;
pub mod ledger;
pub mod model;
pub mod page;
#[cfg(feature = "timestamps")]
pub mod timestamps;
pub mod visible;
