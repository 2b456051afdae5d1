//! The tag files of a BagIt bag (RFC 8493): what it is, and the SHA-256 of every file.

use crate::model::id::Id;
use std::collections::BTreeMap;
use thiserror::Error;

/// The declaration of a bag.
pub const DECLARATION: &str = "bagit.txt";

/// What the declaration says.
pub const DECLARED: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// What a bag says of itself.
pub const INFO: &str = "bag-info.txt";

/// The hashes of the files that the bag carries.
pub const MANIFEST: &str = "manifest-sha256.txt";

/// The hashes of the files that describe the bag.
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// The hashes of files by path.
pub type Hashes = BTreeMap<String, Id>;

/// What is wrong with a manifest.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Flaw {
    #[error("line {0} is not a hash and a path")]
    Line(usize),
    #[error("{0} is listed twice")]
    Twice(String),
}

/// Writes a manifest, which `sha256sum -c` reads too.
pub fn manifest(hashes: &Hashes) -> String {
    hashes.iter().map(|(path, sha256)| format!("{sha256}  {path}\n")).collect()
}

/// Reads a manifest.
pub fn read_manifest(text: &str) -> Result<Hashes, Flaw> {
    let mut hashes = Hashes::new();
    for (at, line) in text.lines().enumerate() {
        let parts = line.split_once("  ").and_then(|(hash, path)| Some((Id::from_hex(hash)?, path)));
        let (sha256, path) = parts.ok_or(Flaw::Line(at + 1))?;
        if hashes.insert(path.to_string(), sha256).is_some() {
            return Err(Flaw::Twice(path.escape_debug().to_string()));
        }
    }
    Ok(hashes)
}

/// Writes what a bag says of itself: the day of what is in it, and how much that is.
pub fn info(description: &str, day: &str, bytes: u64, files: usize) -> String {
    let agent = concat!("tickmark ", env!("CARGO_PKG_VERSION"));
    format!(
        "Bag-Software-Agent: {agent}\nBagging-Date: {day}\nExternal-Description: {description}\nPayload-Oxum: {bytes}.{files}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_in_one_spelling() {
        let hashes = Hashes::from([("data/a".to_string(), Id([1; 32])), ("data/b".to_string(), Id([2; 32]))]);
        let text = manifest(&hashes);
        assert_eq!(read_manifest(&text), Ok(hashes));
        assert_eq!(read_manifest(&text.replace("  data/b", " data/b")), Err(Flaw::Line(2)));
        assert_eq!(read_manifest(&text.replace("data/b", "data/a")), Err(Flaw::Twice("data/a".into())));
        assert_eq!(read_manifest("zz  data/a\n"), Err(Flaw::Line(1)));
    }
}
