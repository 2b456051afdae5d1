//! Digests as web archives write them: `sha1:` in base32, `sha256:` in base32 or in hexadecimal.

use data_encoding::{BASE32, BASE32_NOPAD, HEXLOWER_PERMISSIVE};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

/// The algorithms that are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    Sha1,
    Sha256,
}

/// A digest that a file states, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    pub algorithm: Algorithm,
    bytes: Vec<u8>,
}

impl Stated {
    /// Takes `sha1:…` or `sha256:…` apart; `None` for another algorithm or for what is no digest.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, value) = text.trim().split_once(':')?;
        let (algorithm, length) = match name.to_ascii_lowercase().as_str() {
            "sha1" | "sha-1" => (Algorithm::Sha1, 20),
            "sha256" | "sha-256" => (Algorithm::Sha256, 32),
            _ => return None,
        };
        let bytes = decode(value.trim(), length)?;
        Some(Self { algorithm, bytes })
    }

    /// Says whether the bytes are those that the digest was made of.
    pub fn matches(&self, bytes: &[u8]) -> bool {
        let mut hasher = Hasher::new(self.algorithm);
        hasher.update(bytes);
        self.is(&hasher.finish())
    }

    pub(super) fn is(&self, found: &[u8]) -> bool {
        self.bytes == found
    }
}

/// Tells base32 from hexadecimal by the length, which differs for every algorithm.
fn decode(value: &str, length: usize) -> Option<Vec<u8>> {
    let bytes = match value.len() == length * 2 {
        true => HEXLOWER_PERMISSIVE.decode(value.as_bytes()).ok()?,
        false => {
            let upper = value.to_ascii_uppercase();
            let encoding = if upper.ends_with('=') { &BASE32 } else { &BASE32_NOPAD };
            encoding.decode(upper.as_bytes()).ok()?
        }
    };
    (bytes.len() == length).then_some(bytes)
}

/// Makes a digest piece by piece.
#[derive(Clone)]
pub(super) enum Hasher {
    Sha1(Box<Sha1>),
    Sha256(Box<Sha256>),
}

impl Hasher {
    pub fn new(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Sha1 => Self::Sha1(Box::default()),
            Algorithm::Sha256 => Self::Sha256(Box::default()),
        }
    }

    pub fn update(&mut self, piece: &[u8]) {
        match self {
            Self::Sha1(hasher) => hasher.update(piece),
            Self::Sha256(hasher) => hasher.update(piece),
        }
    }

    pub fn finish(self) -> Vec<u8> {
        match self {
            Self::Sha1(hasher) => hasher.finalize().to_vec(),
            Self::Sha256(hasher) => hasher.finalize().to_vec(),
        }
    }
}

/// Writes a digest as most web archives do: SHA-1 in base32, SHA-256 in hexadecimal.
pub(super) fn written(algorithm: Algorithm, digest: &[u8]) -> String {
    match algorithm {
        Algorithm::Sha1 => format!("sha1:{}", BASE32_NOPAD.encode(digest)),
        Algorithm::Sha256 => format!("sha256:{}", data_encoding::HEXLOWER.encode(digest)),
    }
}

/// Gives the SHA-256 of bytes as `sha256:` and hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    written(Algorithm::Sha256, &Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_writing_a_digest_is_read() {
        let check = |text: &str, expected: bool| {
            let stated = Stated::parse(text);
            assert_eq!(stated.is_some_and(|stated| stated.matches(b"abc")), expected, "{text}");
        };
        check("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", true);
        check("SHA1:vgmt4nsha2awvor6evyxqugcnsonbwe5", true);
        check("sha1:a9993e364706816aba3e25717850c26c9cd0d89d", true);
        check("sha-256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", true);
        check("sha256:xj4bnp4pahh6uqkbidpf3lrceoyagynds2xylhfuct7wd4qacwwq====", false);
        check(&sha256(b"abc"), true);
        check(&sha256(b"abd"), false);
        let base32 = BASE32.encode(&Sha256::digest(b"abc"));
        check(&format!("sha256:{base32}"), true);
        check(&format!("sha256:{}", base32.trim_end_matches('=')), true);
    }

    #[test]
    fn what_is_no_digest_is_none() {
        for text in ["", "sha1", "sha1:", "md5:900150983cd24fb0d6963f7d28e17f72", "sha1:zz", "sha256:VGMT4NSH", ":é"] {
            assert_eq!(Stated::parse(text), None, "{text}");
        }
    }
}
