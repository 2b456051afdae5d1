//! Checkpoints: the size and root of a log, as C2SP signed notes (tlog-checkpoint, signed-note; Ed25519).

use super::proof::Head;
use super::tree::Hash;
use data_encoding::BASE64;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The size and root of a log at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the log, and of the key that signs for it.
    pub origin: String,
    /// Number of events.
    pub size: u64,
    pub root: Hash,
}

/// What is wrong with a signed checkpoint.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Flaw {
    #[error("it is not a signed checkpoint")]
    Malformed,
    #[error("it carries no signature by the key of `{0}`")]
    Unsigned(String),
    #[error("the signature by the key of `{0}` is not genuine")]
    Forged(String),
}

impl Checkpoint {
    /// Gives the head of the tree.
    pub fn head(&self) -> Head {
        Head { size: self.size, root: self.root }
    }

    /// Gives the text that is signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(&self.root))
    }

    /// Signs the checkpoint in the name of its origin.
    pub fn sign(&self, key: &SigningKey) -> String {
        let text = self.text();
        let mut line = key_id(&self.origin, &key.verifying_key()).to_vec();
        line.extend(key.sign(text.as_bytes()).to_bytes());
        format!("{text}\n\u{2014} {} {}\n", self.origin, BASE64.encode(&line))
    }

    /// Reads the text part of a note without judging its signatures.
    pub fn read(note: &str) -> Result<Self, Flaw> {
        let (text, _) = split(note)?;
        let mut lines = text.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(Flaw::Malformed);
        };
        let parsed: u64 = size.parse().map_err(|_| Flaw::Malformed)?;
        let root = BASE64.decode(root.as_bytes()).map_err(|_| Flaw::Malformed)?;
        let checkpoint =
            Self { origin: origin.to_string(), size: parsed, root: root.try_into().map_err(|_| Flaw::Malformed)? };
        // One spelling only: no leading zeros, no extension lines that we would not understand.
        if checkpoint.text() != text {
            return Err(Flaw::Malformed);
        }
        Ok(checkpoint)
    }

    /// Reads a note and requires a genuine signature by the key, in the name of the origin.
    pub fn open(note: &str, key: &VerifyingKey) -> Result<Self, Flaw> {
        let checkpoint = Self::read(note)?;
        let (text, signatures) = split(note)?;
        let expected = key_id(&checkpoint.origin, key);
        let signature = signatures
            .lines()
            .filter_map(|line| line.strip_prefix("\u{2014} ")?.split_once(' '))
            .filter(|(name, _)| *name == checkpoint.origin)
            .filter_map(|(_, encoded)| BASE64.decode(encoded.as_bytes()).ok())
            .find_map(|bytes| bytes.strip_prefix(&expected).map(<[u8]>::to_vec))
            .ok_or_else(|| Flaw::Unsigned(checkpoint.origin.clone()))?;
        let signature = Signature::from_slice(&signature).map_err(|_| Flaw::Malformed)?;
        key.verify_strict(text.as_bytes(), &signature).map_err(|_| Flaw::Forged(checkpoint.origin.clone()))?;
        Ok(checkpoint)
    }
}

/// Reads an Ed25519 public key from the base64 in which a log names it; `None` where it is none.
pub fn public_key(base64: &str) -> Option<VerifyingKey> {
    let bytes = BASE64.decode(base64.as_bytes()).ok()?;
    VerifyingKey::from_bytes(&bytes.try_into().ok()?).ok()
}

/// Gives the line by which others name the key of a log: origin, key hash, key.
pub fn verifier_key(origin: &str, key: &VerifyingKey) -> String {
    let mut typed = vec![1];
    typed.extend(key.as_bytes());
    let id = data_encoding::HEXLOWER.encode(&key_id(origin, key));
    format!("{origin}+{id}+{}", BASE64.encode(&typed))
}

/// Reads the line that [`verifier_key`] gives; `None` for any other spelling.
pub fn parse_verifier_key(text: &str) -> Option<(String, VerifyingKey)> {
    let mut parts = text.splitn(3, '+');
    let (origin, _, typed) = (parts.next()?, parts.next()?, parts.next()?);
    let typed = BASE64.decode(typed.as_bytes()).ok()?;
    let key = VerifyingKey::from_bytes(typed.strip_prefix(&[1])?.try_into().ok()?).ok()?;
    (verifier_key(origin, &key) == text).then(|| (origin.to_string(), key))
}

/// The first four bytes of SHA-256 over name, newline, 0x01 (Ed25519) and key.
fn key_id(origin: &str, key: &VerifyingKey) -> [u8; 4] {
    let hash = Sha256::new_with_prefix(origin).chain_update(b"\n\x01").chain_update(key.as_bytes()).finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

fn split(note: &str) -> Result<(&str, &str), Flaw> {
    let at = note.rfind("\n\n").ok_or(Flaw::Malformed)?;
    let (text, signatures) = (&note[..at + 1], &note[at + 2..]);
    let whole = signatures.ends_with('\n') && !note.contains('\r');
    whole.then_some((text, signatures)).ok_or(Flaw::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use signed_note::{Note, StandardVerifier, VerifierList};

    fn signed() -> (SigningKey, Checkpoint, String) {
        let key = SigningKey::from_bytes(&[5; 32]);
        let checkpoint = Checkpoint { origin: "tickmark/0011".into(), size: 7, root: [8; 32] };
        let note = checkpoint.sign(&key);
        (key, checkpoint, note)
    }

    #[test]
    fn another_implementation_accepts_the_note() {
        let (key, checkpoint, note) = signed();
        let verifier = StandardVerifier::new(&verifier_key(&checkpoint.origin, &key.verifying_key())).unwrap();
        let theirs = Note::from_bytes(note.as_bytes()).unwrap();
        let (genuine, _) = theirs.verify(&VerifierList::new(vec![Box::new(verifier)])).unwrap();
        assert_eq!(genuine.len(), 1);
        assert_eq!(theirs.text(), checkpoint.text().as_bytes());
    }

    #[test]
    fn a_verifier_key_is_read_in_one_spelling() {
        let key = signed().0.verifying_key();
        let line = verifier_key("tickmark/0011", &key);
        assert_eq!(parse_verifier_key(&line), Some(("tickmark/0011".into(), key)));
        for wrong in ["", "a+b", &line.replace("0011", "0012"), &line[..line.len() - 4], &format!("{line}=")] {
            assert_eq!(parse_verifier_key(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_the_signed_text_under_the_right_key_is_accepted() {
        let (key, checkpoint, note) = signed();
        let public = key.verifying_key();
        assert_eq!(Checkpoint::open(&note, &public), Ok(checkpoint));
        let stranger = SigningKey::from_bytes(&[6; 32]).verifying_key();
        assert!(matches!(Checkpoint::open(&note, &stranger), Err(Flaw::Unsigned(_))));
        assert!(matches!(Checkpoint::open(&note.replace("\n7\n", "\n8\n"), &public), Err(Flaw::Forged(_))));
        for wrong in
            ["", "a\n", "a\n1\nb\n\n", &note.replace("\n7\n", "\n07\n"), &note.replace('\n', "\r\n"), note.trim_end()]
        {
            assert_eq!(Checkpoint::open(wrong, &public), Err(Flaw::Malformed), "{wrong:?}");
        }
    }
}
