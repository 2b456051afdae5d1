//! What others say of when a checkpoint existed: timestamps of RFC 3161, and OpenTimestamps.
//!
//! Everything here is pure: bytes in, an answer out. Whom to trust is given by the caller, and never taken from what is
//! judged.

pub mod ots;
pub mod rfc3161;
