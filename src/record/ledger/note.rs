//! Checkpoints: the size and root of a log, as C2SP signed notes (tlog-checkpoint, signed-note; Ed25519).

use super::proof::Head;
use super::tree::Hash;
use data_encoding::BASE64;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The type of a plain Ed25519 signature in signed-note.
const ED25519: u8 = 1;

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
        self.signed(&key.verifying_key(), &key.sign(self.text().as_bytes()).to_bytes())
    }

    /// Gives the note with a signature over its text, made in the name of its origin.
    pub fn signed(&self, key: &VerifyingKey, signature: &[u8; 64]) -> String {
        self.text() + "\n" + &signature_line(&self.origin, key_id(&self.origin, key), signature)
    }

    /// Reads a note as [`Checkpoint::open`] does, and gives it with that signature and no other line.
    pub fn alone(note: &str, key: &VerifyingKey) -> Result<String, Flaw> {
        let checkpoint = Self::open(note, key)?;
        let (id, (_, lines)) = (key_id(&checkpoint.origin, key), split(note)?);
        let signature = signature(lines, &checkpoint.origin, id).unwrap_or_default();
        Ok(checkpoint.text() + "\n" + &signature_line(&checkpoint.origin, id, &signature))
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
        open_text(note, &checkpoint.origin, key)?;
        Ok(checkpoint)
    }
}

/// Requires a genuine signature by a key over the text of a note, and gives the text.
pub(crate) fn open_text<'n>(note: &'n str, name: &str, key: &VerifyingKey) -> Result<&'n str, Flaw> {
    let (text, signatures) = split(note)?;
    let found = signature(signatures, name, key_id(name, key)).ok_or_else(|| Flaw::Unsigned(name.into()))?;
    let found = Signature::from_slice(&found).map_err(|_| Flaw::Malformed)?;
    key.verify_strict(text.as_bytes(), &found).map_err(|_| Flaw::Forged(name.into()))?;
    Ok(text)
}

/// Gives the note of a text with a signature over it, made in a name.
pub(crate) fn signed_text(text: &str, name: &str, key: &VerifyingKey, signature: &[u8; 64]) -> String {
    format!("{text}\n{}", signature_line(name, key_id(name, key), signature))
}

/// Writes a signature as a line under a note.
pub(super) fn signature_line(name: &str, key_id: [u8; 4], signature: &[u8]) -> String {
    format!("\u{2014} {name} {}\n", BASE64.encode(&[&key_id, signature].concat()))
}

/// Finds the signature by a key among the lines under a note.
pub(super) fn signature(lines: &str, name: &str, key_id: [u8; 4]) -> Option<Vec<u8>> {
    let named = lines.lines().filter_map(|line| line.strip_prefix("\u{2014} ")?.split_once(' '));
    let decoded = named.filter(|(known, _)| *known == name).filter_map(|(_, text)| BASE64.decode(text.as_bytes()).ok());
    decoded.filter_map(|bytes| bytes.strip_prefix(&key_id).map(<[u8]>::to_vec)).next()
}

/// Reads an Ed25519 public key from the base64 in which a log names it; `None` where it is none.
pub fn public_key(base64: &str) -> Option<VerifyingKey> {
    let bytes = BASE64.decode(base64.as_bytes()).ok()?;
    VerifyingKey::from_bytes(&bytes.try_into().ok()?).ok()
}

/// Gives the line by which others name the key of a log: origin, key hash, key.
pub fn verifier_key(origin: &str, key: &VerifyingKey) -> String {
    typed_verifier_key(origin, ED25519, key)
}

/// Gives the line by which others name a key for a type of signature.
pub(super) fn typed_verifier_key(name: &str, kind: u8, key: &VerifyingKey) -> String {
    let mut typed = vec![kind];
    typed.extend(key.as_bytes());
    let id = data_encoding::HEXLOWER.encode(&typed_key_id(name, kind, key));
    format!("{name}+{id}+{}", BASE64.encode(&typed))
}

/// Reads the line that [`verifier_key`] gives; `None` for any other spelling.
pub fn parse_verifier_key(text: &str) -> Option<(String, VerifyingKey)> {
    parse_typed_verifier_key(text, ED25519)
}

/// Reads the line that [`typed_verifier_key`] gives for a type; `None` for any other spelling or type.
pub(super) fn parse_typed_verifier_key(text: &str, kind: u8) -> Option<(String, VerifyingKey)> {
    let mut parts = text.splitn(3, '+');
    let (origin, _, typed) = (parts.next()?, parts.next()?, parts.next()?);
    let typed = BASE64.decode(typed.as_bytes()).ok()?;
    let key = VerifyingKey::from_bytes(typed.strip_prefix(&[kind])?.try_into().ok()?).ok()?;
    (typed_verifier_key(origin, kind, &key) == text).then(|| (origin.to_string(), key))
}

/// The first four bytes of SHA-256 over name, newline, 0x01 (Ed25519) and key.
fn key_id(origin: &str, key: &VerifyingKey) -> [u8; 4] {
    typed_key_id(origin, ED25519, key)
}

/// The first four bytes of SHA-256 over name, newline, the type of signature and key.
pub(super) fn typed_key_id(name: &str, kind: u8, key: &VerifyingKey) -> [u8; 4] {
    let hash = Sha256::new_with_prefix(name).chain_update([b'\n', kind]).chain_update(key.as_bytes()).finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

/// Splits a file of one or more notes: each is a text, an empty line, and lines of signatures.
pub fn several(text: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = String::new();
    let mut signed = false;
    for line in text.split_inclusive('\n') {
        let signature = line.starts_with('\u{2014}');
        if signed && !signature {
            notes.push(std::mem::take(&mut note));
            signed = false;
            if line == "\n" {
                continue;
            }
        }
        signed |= signature;
        note.push_str(line);
    }
    if !note.trim().is_empty() {
        notes.push(note);
    }
    notes
}

/// Parts the text of a note, its last newline included, from its lines of signatures.
pub(crate) fn split(note: &str) -> Result<(&str, &str), Flaw> {
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
