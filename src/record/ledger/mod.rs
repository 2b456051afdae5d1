//! What makes the record provable: canonical bytes, disclosures, the Merkle tree, signed notes. Pure.

pub mod bracket;
pub mod chain;
pub mod cosignature;
pub mod disclosure;
pub mod envelope;
pub mod judging;
pub mod kept_heads;
pub mod manifest;
pub mod note;
pub mod policy;
pub mod proof;
pub mod proof_file;
pub mod ssh;
pub mod tiles;
pub mod tree;
pub mod trust;
pub mod trusted;
