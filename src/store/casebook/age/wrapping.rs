//! Wrapping the key of a file for one who holds an X25519 key: section "The X25519 recipient type" of the format.
//!
//! Whoever wraps draws a key for that alone and shares its public half. Both sides derive the same key from what the two
//! X25519 keys have in common, and it encrypts the file key.

use super::Flaw;
use super::header::{BASE64, Stanza};
use super::keys::{self, FileKey, derived};
use crate::casebook::entropy::Entropy;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use curve25519_dalek::MontgomeryPoint;
use curve25519_dalek::traits::Identity as _;
use zeroize::Zeroizing;

/// The type of the stanza.
pub const X25519: &str = "X25519";

const INFO: &[u8] = b"age-encryption.org/v1/X25519";

/// A file key with the tag of its encryption.
const WRAPPED: usize = keys::LENGTH + 16;

/// One to whom files can be sealed: an X25519 public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipient(MontgomeryPoint);

/// One who opens files: an X25519 secret key, and its public half.
pub struct Identity {
    secret: Zeroizing<[u8; 32]>,
    recipient: Recipient,
}

/// The two halves of a stanza for a recipient.
struct Wrapped {
    share: MontgomeryPoint,
    body: [u8; WRAPPED],
}

impl Recipient {
    /// Takes a point of Curve25519.
    pub fn at(point: MontgomeryPoint) -> Self {
        Self(point)
    }

    /// Writes the stanza by which this recipient gets at the key of a file.
    pub fn wrap(&self, key: &FileKey, entropy: &mut Entropy) -> Result<Stanza, Flaw> {
        let ephemeral = Identity::of(entropy.draw());
        let share = ephemeral.recipient;
        let cipher = ephemeral.cipher(self.0, share, *self)?;
        let body = cipher.encrypt(&Nonce::default(), &key.bytes()[..]).expect("a key is short enough to encrypt");
        Ok(Stanza { words: vec![X25519.into(), BASE64.encode(share.0.as_bytes())], body })
    }
}

impl Identity {
    /// Takes a secret key, which is clamped where it is used (RFC 7748, section 5).
    pub fn of(secret: [u8; 32]) -> Self {
        let recipient = Recipient(MontgomeryPoint::mul_base_clamped(secret));
        Self { secret: Zeroizing::new(secret), recipient }
    }

    /// Gives the public half.
    #[cfg(test)]
    pub fn recipient(&self) -> Recipient {
        self.recipient
    }

    /// Gets at the key of a file; `None` where it was wrapped for somebody else.
    fn unwrap(&self, wrapped: &Wrapped) -> Result<Option<FileKey>, Flaw> {
        let cipher = self.cipher(wrapped.share, Recipient(wrapped.share), self.recipient)?;
        let opened = cipher.decrypt(&Nonce::default(), &wrapped.body[..]).ok().map(Zeroizing::new);
        Ok(opened.and_then(|bytes| FileKey::unwrapped(&bytes)))
    }

    /// Gives the cipher that wraps. A key is used for one file key only, so that the nonce can be zero.
    ///
    /// A point of low order has nothing but zero in common with any key, so that everybody could unwrap: the format has
    /// it refused. Points are compared in constant time.
    fn cipher(&self, with: MontgomeryPoint, share: Recipient, to: Recipient) -> Result<ChaCha20Poly1305, Flaw> {
        let shared = Zeroizing::new(with.mul_clamped(*self.secret));
        if *shared == MontgomeryPoint::identity() {
            return Err(Flaw::Share);
        }
        let salt = [share.0.to_bytes(), to.0.to_bytes()].concat();
        Ok(ChaCha20Poly1305::new(&(*derived(shared.as_bytes(), &salt, INFO)).into()))
    }
}

impl Wrapped {
    /// Reads a stanza; `None` where it is of another type.
    ///
    /// The length of the body is looked at before it is decrypted, since a longer one could be made to fit several keys.
    fn read(stanza: &Stanza) -> Option<Result<Self, Flaw>> {
        let [kind, arguments @ ..] = &stanza.words[..] else { return None };
        let wrapped = || {
            let [share] = arguments else { return None };
            let share = MontgomeryPoint(BASE64.decode(share.as_bytes()).ok()?.try_into().ok()?);
            Some(Self { share, body: stanza.body[..].try_into().ok()? })
        };
        (kind == X25519).then(|| wrapped().ok_or(Flaw::Header))
    }
}

/// Gets at the key of a file by any of the stanzas and identities; stanzas of other types are passed over.
pub fn unwrap(stanzas: &[Stanza], identities: &[Identity]) -> Result<Option<FileKey>, Flaw> {
    let wrapped = stanzas.iter().filter_map(Wrapped::read).collect::<Result<Vec<_>, _>>()?;
    let pairs = wrapped.iter().flat_map(|wrapped| identities.iter().map(move |identity| identity.unwrap(wrapped)));
    pairs.filter_map(Result::transpose).next().transpose()
}
