//! What makes the record provable: canonical bytes, disclosures, the Merkle tree, signed notes. Pure.

pub mod tree;
