//! OpenTimestamps: a file that says how a hash was taken up, step by step, in something that many keep, such as a
//! block of Bitcoin.
//!
//! What is read here states no more than its own arithmetic: whether a block has the root that a path ends in is for
//! somebody to say who has the block.

use crate::model::time::Moment;
use serde::Serialize;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The bytes that every such file begins with, and the version after them.
const MAGIC: &[u8] = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01";

const PENDING: [u8; 8] = [0x83, 0xdf, 0xe3, 0x0d, 0x2e, 0xf9, 0x0c, 0x8e];
const BITCOIN: [u8; 8] = [0x05, 0x88, 0x96, 0x0d, 0x73, 0xd7, 0x19, 0x01];

/// The bounds of the format itself: bytes of a message, of an attestation, of an address, and steps below one another.
const MESSAGE: usize = 4096;
const ATTESTATION: usize = 8192;
const ADDRESS: usize = 1000;
const DEPTH: usize = 256;

/// A bound of our own on all steps of a file, which keeps the arithmetic of a hostile one small.
const STEPS: usize = 4096;

/// How far the time of a block may be from the time at which it was found, in milliseconds.
const BLOCK_LEEWAY: i64 = 2 * 60 * 60 * 1000;

/// Why a file is no such timestamp.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Flaw {
    #[error("it is no OpenTimestamps file of version 1")]
    NoFile,
    #[error("it ends in the middle")]
    Short,
    #[error("something follows after its end")]
    Long,
    #[error("it holds a step that is not known")]
    Step,
    #[error("a part of it is longer, or deeper, than the format allows")]
    Bounds,
    #[error("an attestation in it cannot be read")]
    Attestation,
}

/// Where a path through the file ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Attestation {
    /// A calendar promised to take it up; that proves nothing.
    Pending { calendar: String },
    /// The block of Bitcoin at this height is said to have this root, written as block explorers write it.
    Bitcoin { height: u64, merkle_root: Option<String> },
    /// Something else, by the tag of its kind in hexadecimal.
    Unknown { tag: String },
}

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ots {
    hash: Hash,
    digest: Vec<u8>,
    pub attestations: Vec<Attestation>,
}

/// What a block of Bitcoin says, by somebody who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockHeader {
    pub height: u64,
    merkle_root: String,
    time: Moment,
}

/// The hash functions of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hash {
    Sha1,
    Ripemd160,
    Sha256,
    /// Read, and not computed: nothing is known that uses it.
    Keccak256,
}

impl Hash {
    fn of(tag: u8) -> Option<Self> {
        Some(match tag {
            0x02 => Self::Sha1,
            0x03 => Self::Ripemd160,
            0x08 => Self::Sha256,
            0x67 => Self::Keccak256,
            _ => return None,
        })
    }

    fn length(self) -> usize {
        match self {
            Self::Sha1 | Self::Ripemd160 => 20,
            Self::Sha256 | Self::Keccak256 => 32,
        }
    }

    fn hash(self, bytes: &[u8]) -> Option<Vec<u8>> {
        Some(match self {
            Self::Sha1 => sha1::Sha1::digest(bytes).to_vec(),
            Self::Ripemd160 => ripemd::Ripemd160::digest(bytes).to_vec(),
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Keccak256 => return None,
        })
    }
}

impl Ots {
    /// Says whether a file begins as such a file does.
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC[..MAGIC.len() - 1])
    }

    /// Reads a whole file.
    pub fn read(bytes: &[u8]) -> Result<Self, Flaw> {
        let mut input = Input { bytes: bytes.strip_prefix(MAGIC).ok_or(Flaw::NoFile)?, steps: 0 };
        let hash = Hash::of(input.byte()?).ok_or(Flaw::Step)?;
        let digest = input.take(hash.length())?.to_vec();
        let mut attestations = Vec::new();
        input.timestamp(Some(digest.clone()), DEPTH, &mut attestations)?;
        if input.bytes.is_empty() { Ok(Self { hash, digest, attestations }) } else { Err(Flaw::Long) }
    }

    /// Says whether the file is over exactly these bytes.
    pub fn is_over(&self, bytes: &[u8]) -> bool {
        // What a weak hash stands for is not one thing.
        matches!(self.hash, Hash::Sha256) && self.hash.hash(bytes).as_ref() == Some(&self.digest)
    }

    /// Finds the first attestation that a block bears out.
    pub fn borne_out<'h>(&self, headers: &'h [BlockHeader]) -> Option<&'h BlockHeader> {
        let bears_out = |header: &&BlockHeader| {
            self.attestations.iter().any(|attestation| match attestation {
                Attestation::Bitcoin { height, merkle_root: Some(root) } => {
                    (*height, root) == (header.height, &header.merkle_root)
                }
                _ => false,
            })
        };
        headers.iter().filter(bears_out).min_by_key(|header| header.time)
    }

    /// Says whether a block is named at all.
    pub fn names_a_block(&self) -> bool {
        self.attestations.iter().any(|attestation| matches!(attestation, Attestation::Bitcoin { .. }))
    }
}

impl BlockHeader {
    /// Reads `HEIGHT=HEADER`, the header being its 80 bytes in hexadecimal.
    pub fn read(text: &str) -> Option<Self> {
        let (height, header) = text.split_once('=')?;
        let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(header.trim().as_bytes()).ok()?;
        let bytes: [u8; 80] = bytes.try_into().ok()?;
        let seconds = u32::from_le_bytes(bytes[68..72].try_into().ok()?);
        let time = Moment::from_millis(i64::from(seconds) * 1000)?;
        Some(Self { height: height.trim().parse().ok()?, merkle_root: as_shown(&bytes[36..68]), time })
    }

    /// Gives the time that the block states.
    pub fn time(&self) -> Moment {
        self.time
    }

    /// Gives the earliest and the latest moment at which the block can have been found.
    pub fn found_between(&self) -> (Moment, Moment) {
        let moved = |by: i64| Moment::from_millis(self.time.millis() + by).unwrap_or(self.time);
        (moved(-BLOCK_LEEWAY), moved(BLOCK_LEEWAY))
    }
}

/// Writes a hash as block explorers do: in the order opposite to that of its bytes.
fn as_shown(bytes: &[u8]) -> String {
    let turned: Vec<u8> = bytes.iter().rev().copied().collect();
    data_encoding::HEXLOWER.encode(&turned)
}

struct Input<'a> {
    bytes: &'a [u8],
    steps: usize,
}

impl<'a> Input<'a> {
    fn byte(&mut self) -> Result<u8, Flaw> {
        Ok(self.take(1)?[0])
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Flaw> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(Flaw::Short)?;
        self.bytes = rest;
        Ok(taken)
    }

    /// Reads a number in steps of seven bits, the lowest first.
    fn number(&mut self) -> Result<u64, Flaw> {
        let mut number = 0u64;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Flaw::Bounds)
    }

    fn bytes(&mut self, most: usize) -> Result<&'a [u8], Flaw> {
        match usize::try_from(self.number()?) {
            Ok(length) if length <= most => self.take(length),
            _ => Err(Flaw::Bounds),
        }
    }

    /// Follows every path from a message on; a message that cannot be computed is absent.
    fn timestamp(&mut self, message: Option<Vec<u8>>, depth: usize, found: &mut Vec<Attestation>) -> Result<(), Flaw> {
        let deeper = depth.checked_sub(1).ok_or(Flaw::Bounds)?;
        loop {
            self.steps += 1;
            if self.steps > STEPS {
                return Err(Flaw::Bounds);
            }
            let first = self.byte()?;
            let forks = first == 0xff;
            match if forks { self.byte()? } else { first } {
                0x00 => found.push(self.attestation(message.as_deref())?),
                tag => {
                    let next = self.step(tag, message.as_deref())?;
                    self.timestamp(next, deeper, found)?;
                }
            }
            if !forks {
                return Ok(());
            }
        }
    }

    fn step(&mut self, tag: u8, message: Option<&[u8]>) -> Result<Option<Vec<u8>>, Flaw> {
        if let Some(hash) = Hash::of(tag) {
            return Ok(message.and_then(|message| hash.hash(message)));
        }
        let next = match tag {
            0xf0 => {
                let suffix = self.bytes(MESSAGE)?;
                message.map(|message| [message, suffix].concat())
            }
            0xf1 => {
                let prefix = self.bytes(MESSAGE)?;
                message.map(|message| [prefix, message].concat())
            }
            0xf2 => message.map(|message| message.iter().rev().copied().collect()),
            0xf3 => message.map(|message| data_encoding::HEXLOWER.encode(message).into_bytes()),
            _ => return Err(Flaw::Step),
        };
        if next.as_ref().is_some_and(|next: &Vec<u8>| next.len() > MESSAGE) { Err(Flaw::Bounds) } else { Ok(next) }
    }

    fn attestation(&mut self, message: Option<&[u8]>) -> Result<Attestation, Flaw> {
        let tag: [u8; 8] = self.take(8)?.try_into().map_err(|_| Flaw::Short)?;
        let mut payload = Input { bytes: self.bytes(ATTESTATION)?, steps: 0 };
        let wrong = |_| Flaw::Attestation;
        let attestation = match tag {
            PENDING => {
                let address = std::str::from_utf8(payload.bytes(ADDRESS).map_err(wrong)?);
                Attestation::Pending { calendar: address.map_err(|_| Flaw::Attestation)?.to_string() }
            }
            BITCOIN => {
                let root = message.filter(|message| message.len() == 32).map(as_shown);
                Attestation::Bitcoin { height: payload.number().map_err(wrong)?, merkle_root: root }
            }
            // What is not known is left alone, as the format wants it.
            tag => return Ok(Attestation::Unknown { tag: data_encoding::HEXLOWER.encode(&tag) }),
        };
        if payload.bytes.is_empty() { Ok(attestation) } else { Err(Flaw::Attestation) }
    }
}

#[cfg(test)]
mod tests;
