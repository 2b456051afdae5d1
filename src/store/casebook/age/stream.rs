//! The payload of an age file: a nonce, and the bytes in chunks of 64 KiB, each with a tag of its own; section "Payload"
//! of the format, which takes STREAM (Hoang, Reyhanitabar, Rogaway and Vizár 2015).
//!
//! The nonce of a chunk is its number and whether it is the last, so that none can be moved, dropped or added.

use super::Flaw;
use super::keys::FileKey;
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use std::io::{Read, Write};

/// The bytes of a chunk, and those of its tag.
pub const CHUNK: usize = 64 << 10;
const TAG: usize = 16;

/// The bytes of the nonce from which the key of a payload follows.
const NONCE: usize = 16;

/// Encrypts or decrypts chunks in their order.
struct Chunks {
    cipher: ChaCha20Poly1305,
    done: u64,
}

/// Writes the payload of a file; two chunks are in memory at a time.
pub fn seal(key: &FileKey, nonce: &[u8; NONCE], mut from: impl Read, mut out: impl Write) -> Result<(), Flaw> {
    out.write_all(nonce)?;
    let mut chunks = Chunks::under(key, nonce);
    let (mut chunk, mut next) = (Vec::new(), Vec::new());
    fill(&mut from, &mut next)?;
    // Whether a full chunk is the last shows only where there is another.
    while next.len() == CHUNK {
        std::mem::swap(&mut chunk, &mut next);
        fill(&mut from, &mut next)?;
        chunks.seal(&mut chunk, next.is_empty());
        out.write_all(&chunk)?;
    }
    if !next.is_empty() || chunks.done == 0 {
        chunks.seal(&mut next, true);
        out.write_all(&next)?;
    }
    Ok(out.flush()?)
}

/// Reads a chunk, whole where as much is left.
fn fill(from: impl Read, chunk: &mut Vec<u8>) -> std::io::Result<usize> {
    chunk.clear();
    chunk.reserve_exact(CHUNK + TAG);
    from.take(CHUNK as u64).read_to_end(chunk)
}

/// Gives the bytes of a payload, once all of it was found genuine.
pub fn open(key: &FileKey, payload: &[u8]) -> Result<Vec<u8>, Flaw> {
    let (nonce, mut sealed) = payload.split_first_chunk::<NONCE>().ok_or(Flaw::Payload)?;
    let mut chunks = Chunks::under(key, nonce);
    let mut bytes = Vec::with_capacity(sealed.len());
    while let Some((chunk, rest)) = sealed.split_at_checked(CHUNK + TAG).filter(|(_, rest)| !rest.is_empty()) {
        chunks.open(chunk, false, &mut bytes)?;
        sealed = rest;
    }
    // A last chunk without bytes would be a second spelling of a file that ends with the chunk before.
    if sealed.len() == TAG && chunks.done > 0 {
        return Err(Flaw::Payload);
    }
    chunks.open(sealed, true, &mut bytes)?;
    Ok(bytes)
}

impl Chunks {
    fn under(key: &FileKey, nonce: &[u8; NONCE]) -> Self {
        Self { cipher: ChaCha20Poly1305::new(&(*key.payload(nonce)).into()), done: 0 }
    }

    /// Encrypts the next chunk where it lies, and adds its tag.
    fn seal(&mut self, chunk: &mut Vec<u8>, last: bool) {
        let nonce = self.nonce(last);
        self.cipher.encrypt_in_place(&nonce, b"", chunk).expect("a chunk is short enough to encrypt");
    }

    /// Decrypts the next chunk behind the bytes of those before it.
    fn open(&mut self, sealed: &[u8], last: bool, onto: &mut Vec<u8>) -> Result<(), Flaw> {
        let (nonce, start) = (self.nonce(last), onto.len());
        let (body, tag) = sealed.split_last_chunk::<TAG>().ok_or(Flaw::Payload)?;
        onto.extend_from_slice(body);
        let place = (&mut onto[start..]).into();
        self.cipher.decrypt_inout_detached(&nonce, b"", place, tag.into()).map_err(|_| Flaw::Payload)
    }

    /// Gives the nonce of the next chunk: 11 bytes with its number, the highest first, and one for the last.
    fn nonce(&mut self, last: bool) -> Nonce {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.done.to_be_bytes());
        nonce[11] = last.into();
        self.done += 1;
        nonce.into()
    }
}
