//! The record itself: verifying it, proving from it, keys, witnesses, timestamps, erasure.

pub mod checkpoint;
pub mod cosignatures;
pub mod erase;
pub mod judge_timestamps;
pub mod keys;
pub mod policy;
pub mod prove;
pub mod time_bounds;
pub mod timestamp;
pub mod verify;
pub mod verify_proof;
pub mod witness;
