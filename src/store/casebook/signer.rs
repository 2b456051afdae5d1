//! Whatever signs in an actor's name: a secret that is kept here, or ssh-agent.

use super::agent;
use crate::error::Result;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};

/// A key that can sign.
#[derive(Clone)]
pub enum Signer {
    /// Its secret is here.
    Held(SigningKey),
    /// Its secret lives in ssh-agent, which signs with it and gives it to nobody.
    Agent(VerifyingKey),
}

impl Signer {
    /// Gives the public key.
    pub fn verifying_key(&self) -> VerifyingKey {
        match self {
            Self::Held(key) => key.verifying_key(),
            Self::Agent(key) => *key,
        }
    }

    /// Signs bytes; somebody may have to confirm it, where ssh-agent asks.
    pub fn sign(&self, bytes: &[u8]) -> Result<[u8; 64]> {
        match self {
            Self::Held(key) => Ok(key.sign(bytes).to_bytes()),
            Self::Agent(key) => agent::sign(key, bytes),
        }
    }

    /// Says whether it can sign and nothing else, so that nothing can be sealed to it.
    pub fn signs_only(&self) -> bool {
        matches!(self, Self::Agent(_))
    }
}
