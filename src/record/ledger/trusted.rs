//! Whose word a verifier takes; it never comes from what is being verified.

use super::cosignature::WitnessKey;
use super::note::Checkpoint;
use ed25519_dalek::VerifyingKey;

/// A signed checkpoint that was kept elsewhere.
#[derive(Clone, Debug)]
pub struct Head {
    pub note: String,
    pub checkpoint: Checkpoint,
    /// The line, from 1, with which it begins where it was read; 0 where it was not read from a text.
    pub line: usize,
}

/// A key that the verifier trusts to sign for a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedKey {
    pub origin: String,
    pub key: VerifyingKey,
}

/// Somebody whose word the verifier takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trusted {
    /// For any log, by cosignatures.
    Witness(WitnessKey),
    /// For this log by its signature, and for others by the heads that were recorded in it.
    Log(TrustedKey),
}
