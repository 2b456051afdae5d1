//! The key of one file, and the keys that follow from it: one for each use, by HKDF with SHA-256.

use super::Flaw;
use crate::casebook::entropy::Entropy;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// The length of a file key.
pub const LENGTH: usize = 16;

/// The key of one file; it is wiped from memory with its owner.
pub struct FileKey(Zeroizing<[u8; LENGTH]>);

impl FileKey {
    /// Draws the key of a new file.
    pub fn draw(entropy: &mut Entropy) -> Self {
        Self(Zeroizing::new(entropy.draw()))
    }

    /// Takes a key that was unwrapped; `None` where it has another length.
    pub fn unwrapped(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// Gives the bytes, for wrapping.
    pub fn bytes(&self) -> &[u8; LENGTH] {
        &self.0
    }

    /// Gives the MAC of a header.
    pub fn mac(&self, header: &[u8]) -> [u8; 32] {
        self.hmac(header).finalize().into_bytes().into()
    }

    /// Refuses a header that has another MAC; how much of it is right does not show in the time that it takes.
    pub fn check(&self, header: &[u8], mac: &[u8; 32]) -> Result<(), Flaw> {
        self.hmac(header).verify_slice(mac).map_err(|_| Flaw::Mac)
    }

    /// Gives the key of the payload behind a nonce.
    pub fn payload(&self, nonce: &[u8]) -> Zeroizing<[u8; 32]> {
        derived(&*self.0, nonce, b"payload")
    }

    fn hmac(&self, header: &[u8]) -> Hmac<Sha256> {
        let key = derived(&*self.0, b"", b"header");
        Hmac::new_from_slice(&*key).expect("HMAC takes keys of any length").chain_update(header)
    }
}

/// Derives a key for one use from a secret.
pub fn derived(secret: &[u8], salt: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut *key).expect("HKDF gives as many as 32 bytes");
    key
}
