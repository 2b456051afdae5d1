//! Files of age-encryption.org/v1 for X25519 recipients, as C2SP writes the format down (<https://c2sp.org/age>).
//!
//! A file has a key of its own. The header, which is text, wraps that key for each recipient and ends in a MAC under it;
//! the payload is the bytes in chunks under it. Nothing of a file is given out before all of it was found genuine, and
//! what is not written exactly as the format says is refused, so that no file has two spellings.

mod header;
mod keys;
mod stream;
#[cfg(test)]
mod tests;
mod wrapping;

use super::entropy::Entropy;
use header::Header;
use keys::FileKey;
use std::io::{Read, Write};
use thiserror::Error;
pub use wrapping::{Identity, Recipient};

/// Why a file cannot be written, or is not one to open.
#[derive(Debug, Error)]
pub enum Flaw {
    #[error("nobody is named who could open it")]
    ForNobody,
    #[error("it is no age file of version 1")]
    NoFile,
    #[error("its header is not written as that of an age file is")]
    Header,
    #[error("its header is longer than is read here")]
    Bounds,
    #[error("a key in its header gives no secret to share")]
    Share,
    #[error("its header is not the one that was sealed")]
    Mac,
    #[error("its bytes are not those that were sealed, or not all of them")]
    Payload,
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Writes bytes so that each of the recipients can open them, chunk by chunk as they are read.
pub fn seal(to: &[Recipient], entropy: &mut Entropy, from: impl Read, mut out: impl Write) -> Result<(), Flaw> {
    let key = FileKey::draw(entropy);
    let stanzas = to.iter().map(|recipient| recipient.wrap(&key, entropy)).collect::<Result<Vec<_>, _>>()?;
    out.write_all(header::write(&stanzas, &key)?.as_bytes())?;
    stream::seal(&key, &entropy.draw(), from, out)
}

/// Gives the bytes of a file that is sealed to one of the identities; `None` where it is sealed to others.
pub fn open(identities: &[Identity], sealed: &[u8]) -> Result<Option<Vec<u8>>, Flaw> {
    let header = Header::read(sealed)?;
    let Some(key) = wrapping::unwrap(&header.stanzas, identities)? else { return Ok(None) };
    key.check(header.covered, &header.mac)?;
    stream::open(&key, header.payload).map(Some)
}
