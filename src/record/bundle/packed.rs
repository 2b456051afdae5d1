//! The note by which whoever packed a bundle stands for its files: a C2SP signed note over their hashes, under the key of
//! a log.

use super::bag::{self, Hashes};
use crate::ledger::note::{self, Flaw};
use ed25519_dalek::VerifyingKey;

/// How the note begins; no origin of a log is spelt like it, so that no checkpoint is.
const FIRST: &str = "tickmark/bundle@v1";

/// What a note says: whose it is, and the hashes of the files at the top of the bundle. One of these lists all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    pub origin: String,
    pub hashes: Hashes,
}

impl Packed {
    /// Gives the text that is signed.
    pub fn text(&self) -> String {
        format!("{FIRST}\n{}\n{}", self.origin, bag::manifest(&self.hashes))
    }

    /// Gives the note with a signature over its text.
    pub fn signed(&self, key: &VerifyingKey, signature: &[u8; 64]) -> String {
        note::signed_text(&self.text(), &self.origin, key, signature)
    }

    /// Reads a note without judging its signature; `None` for what is none.
    pub fn read(note: &str) -> Option<Self> {
        let (text, _) = note::split(note).ok()?;
        let (origin, listed) = text.strip_prefix(FIRST)?.strip_prefix('\n')?.split_once('\n')?;
        let packed = Self { origin: origin.to_string(), hashes: bag::read_manifest(listed).ok()? };
        (packed.text() == text).then_some(packed)
    }

    /// Requires a genuine signature by the key.
    pub fn require(&self, note: &str, key: &VerifyingKey) -> Result<(), Flaw> {
        note::open_text(note, &self.origin, key).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::note::Checkpoint;
    use crate::model::id::Id;
    use ed25519_dalek::{Signer, SigningKey};

    #[test]
    fn a_note_is_read_in_one_spelling_and_stands_under_its_key_alone() {
        let key = SigningKey::from_bytes(&[5; 32]);
        let hashes = Hashes::from([("VERIFY.md".into(), Id([1; 32])), ("manifest-sha256.txt".into(), Id([2; 32]))]);
        let packed = Packed { origin: "tickmark/0011".into(), hashes };
        let note = packed.signed(&key.verifying_key(), &key.sign(packed.text().as_bytes()).to_bytes());
        assert_eq!(Packed::read(&note), Some(packed.clone()));
        assert_eq!(packed.require(&note, &key.verifying_key()), Ok(()));
        let stranger = SigningKey::from_bytes(&[6; 32]).verifying_key();
        assert!(packed.require(&note, &stranger).is_err());
        let bent = note.replacen("01", "03", 1);
        assert!(Packed::read(&bent).unwrap().require(&bent, &key.verifying_key()).is_err());
        for wrong in ["", "a\n\n", &note.replace("@v1", "@v2"), &note.replace("  VERIFY", " VERIFY"), note.trim_end()] {
            assert_eq!(Packed::read(wrong), None, "{wrong:?}");
        }
        // Neither is ever read as the other.
        let checkpoint = Checkpoint { origin: packed.origin, size: 7, root: [8; 32] }.sign(&key);
        assert_eq!(Packed::read(&checkpoint), None);
        assert!(Checkpoint::read(&note).is_err());
    }
}
