//! Proofs as text that stands alone: C2SP tlog-proof for an event, the body of tlog-witness for growth.

use super::note::Checkpoint;
use super::proof::{self, Head, Path};
use super::tree::leaf_hash;
use data_encoding::BASE64;
use ed25519_dalek::VerifyingKey;
use thiserror::Error;

/// The first line of a proof of inclusion; it names the format and its version.
pub const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// The most hashes that a path in a tree of 2^63 leaves can have.
const LONGEST_PATH: usize = 63;

/// The proof that an event is in a log, with the signed checkpoint that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inclusion {
    /// Place of the event in its log, from 0.
    pub index: u64,
    /// Bytes beside the proof that nothing vouches for.
    pub extra: Option<Vec<u8>>,
    pub path: Path,
    /// A signed note, with any cosignatures.
    pub checkpoint: String,
}

/// The proof that a log only grew since it had `old` events, with the signed checkpoint that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    pub old: u64,
    pub path: Path,
    /// A signed note, with any cosignatures.
    pub checkpoint: String,
}

/// What is wrong with a proof.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Flaw {
    #[error("it is not a proof: {0}")]
    Malformed(&'static str),
    #[error("its checkpoint is not sound: {0}")]
    Checkpoint(#[from] super::note::Flaw),
    #[error("it does not lead from this event, as number {index} of its log, to the checkpoint at {size}")]
    NotIncluded { index: u64, size: u64 },
    #[error("the log at {new} does not continue the log at {old}")]
    NotContinued { old: u64, new: u64 },
}

impl Inclusion {
    /// Gives the text of the proof.
    pub fn write(&self) -> String {
        let extra = self.extra.as_ref().map(|bytes| format!("extra {}\n", BASE64.encode(bytes))).unwrap_or_default();
        let path = lines(&self.path);
        format!("{FIRST_LINE}\n{extra}index {}\n{path}\n{}", self.index, self.checkpoint)
    }

    /// Reads a proof in its one spelling, without judging it.
    pub fn read(text: &str) -> Result<Self, Flaw> {
        let rest = text.strip_prefix(FIRST_LINE).and_then(|rest| rest.strip_prefix('\n'));
        let (head, checkpoint) = split(rest.ok_or(Flaw::Malformed("its first line is not that of a proof"))?)?;
        let mut lines = head.split('\n').peekable();
        let extra = lines.next_if(|line| line.starts_with("extra ")).map(|line| base64(&line[6..])).transpose()?;
        let index = number(lines.next(), "index ")?;
        Ok(Self { index, extra, path: path(lines)?, checkpoint: checkpoint.to_string() })
    }

    /// Requires that the path leads from the bytes of an event to the checkpoint, whoever signed it.
    pub fn follow(&self, event: &[u8]) -> Result<Checkpoint, Flaw> {
        let checkpoint = Checkpoint::read(&self.checkpoint)?;
        let (index, size) = (self.index, checkpoint.size);
        let leads = proof::verify_inclusion(&leaf_hash(event), index, &checkpoint.head(), &self.path);
        leads.then_some(checkpoint).ok_or(Flaw::NotIncluded { index, size })
    }

    /// Requires besides that the checkpoint carries a genuine signature by the key, in the name of the log.
    pub fn verify(&self, event: &[u8], key: &VerifyingKey) -> Result<Checkpoint, Flaw> {
        Checkpoint::open(&self.checkpoint, key)?;
        self.follow(event)
    }
}

impl Growth {
    /// Gives the text of the proof: what a witness is asked with.
    pub fn write(&self) -> String {
        format!("old {}\n{}\n{}", self.old, lines(&self.path), self.checkpoint)
    }

    /// Reads a proof in its one spelling, without judging it.
    pub fn read(text: &str) -> Result<Self, Flaw> {
        let (head, checkpoint) = split(text)?;
        let mut lines = head.split('\n');
        let old = number(lines.next(), "old ")?;
        Ok(Self { old, path: path(lines)?, checkpoint: checkpoint.to_string() })
    }

    /// Requires that the log at the checkpoint continues the log that had this head, whoever signed the checkpoint.
    pub fn follow(&self, from: &Head) -> Result<Checkpoint, Flaw> {
        let checkpoint = Checkpoint::read(&self.checkpoint)?;
        let continued = self.old == from.size && proof::verify_consistency(from, &checkpoint.head(), &self.path);
        let (old, new) = (from.size, checkpoint.size);
        continued.then_some(checkpoint).ok_or(Flaw::NotContinued { old, new })
    }

    /// Requires besides that the checkpoint carries a genuine signature by the key, in the name of the log.
    pub fn verify(&self, from: &Head, key: &VerifyingKey) -> Result<Checkpoint, Flaw> {
        Checkpoint::open(&self.checkpoint, key)?;
        self.follow(from)
    }
}

fn lines(path: &Path) -> String {
    path.iter().map(|hash| BASE64.encode(hash) + "\n").collect()
}

/// Parts what stands before the first empty line from the checkpoint after it.
fn split(text: &str) -> Result<(&str, &str), Flaw> {
    text.split_once("\n\n").ok_or(Flaw::Malformed("no empty line parts it from its checkpoint"))
}

/// Reads a decimal without leading zeros behind a word.
fn number(line: Option<&str>, word: &'static str) -> Result<u64, Flaw> {
    let digits =
        line.and_then(|line| line.strip_prefix(word)).ok_or(Flaw::Malformed("it lacks its line of numbers"))?;
    let number = digits.parse().ok().filter(|number: &u64| number.to_string() == digits);
    number.ok_or(Flaw::Malformed("a number is not in its one spelling"))
}

fn path<'t>(lines: impl Iterator<Item = &'t str>) -> Result<Path, Flaw> {
    let path = lines.take(LONGEST_PATH + 1).map(|line| {
        let bytes = base64(line)?;
        bytes.try_into().map_err(|_| Flaw::Malformed("a line of its path is no SHA-256"))
    });
    let path: Path = path.collect::<Result<_, _>>()?;
    (path.len() <= LONGEST_PATH).then_some(path).ok_or(Flaw::Malformed("its path is longer than any tree is high"))
}

fn base64(text: &str) -> Result<Vec<u8>, Flaw> {
    BASE64.decode(text.as_bytes()).map_err(|_| Flaw::Malformed("a line is not in base64"))
}

#[cfg(test)]
mod tests {
    use super::super::tree::node_hash;
    use super::*;
    use ed25519_dalek::SigningKey;
    use proptest::prelude::*;

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[5; 32])
    }

    /// A log of three events: `a`, `b` and `c`.
    fn checkpoint() -> Checkpoint {
        let [a, b, c] = [b"a", b"b", b"c"].map(|event| leaf_hash(event));
        Checkpoint { origin: "tickmark/0011".into(), size: 3, root: node_hash(&node_hash(&a, &b), &c) }
    }

    fn inclusion() -> Inclusion {
        let path = vec![leaf_hash(b"a"), leaf_hash(b"c")];
        Inclusion { index: 1, extra: None, path, checkpoint: checkpoint().sign(&key()) }
    }

    fn growth() -> (Head, Growth) {
        let [a, b, c] = [b"a", b"b", b"c"].map(|event| leaf_hash(event));
        let from = Head { size: 2, root: node_hash(&a, &b) };
        (from, Growth { old: 2, path: vec![c], checkpoint: checkpoint().sign(&key()) })
    }

    #[test]
    fn a_proof_is_written_as_the_specification_says() {
        let text = inclusion().write();
        let expected = "c2sp.org/tlog-proof@v1\nindex 1\n\
            Aippeebat6pa5MPl5F9+l3ESp+Y1k4INvsHsc4ok+Tw=\n\
            WX/LMSgtNGVMIA00GPylcFxkjr8ybsc9jd7xGEH4dtg=\n\n";
        assert_eq!(text, expected.to_string() + &checkpoint().sign(&key()));
        let with_extra = Inclusion { extra: Some(b"beside".to_vec()), ..inclusion() }.write();
        assert!(with_extra.starts_with("c2sp.org/tlog-proof@v1\nextra YmVzaWRl\nindex 1\n"));
    }

    #[test]
    fn a_proof_says_of_one_event_where_it_stands() {
        let (proof, key) = (inclusion(), key().verifying_key());
        assert_eq!(proof.verify(b"b", &key), Ok(checkpoint()));
        assert_eq!(proof.verify(b"c", &key), Err(Flaw::NotIncluded { index: 1, size: 3 }));
        let moved = Inclusion { index: 0, ..proof.clone() };
        assert_eq!(moved.verify(b"b", &key), Err(Flaw::NotIncluded { index: 0, size: 3 }));
        let stranger = SigningKey::from_bytes(&[6; 32]).verifying_key();
        assert!(matches!(proof.verify(b"b", &stranger), Err(Flaw::Checkpoint(_))));
    }

    #[test]
    fn growth_is_from_one_head_to_another() {
        let ((from, proof), key) = (growth(), key().verifying_key());
        assert_eq!(proof.verify(&from, &key), Ok(checkpoint()));
        let other = Head { root: [9; 32], ..from };
        assert_eq!(proof.verify(&other, &key), Err(Flaw::NotContinued { old: 2, new: 3 }));
        let one = Head { size: 1, root: leaf_hash(b"a") };
        assert_eq!(proof.verify(&one, &key), Err(Flaw::NotContinued { old: 1, new: 3 }));
    }

    #[test]
    fn a_proof_has_one_spelling() {
        let text = inclusion().write();
        let long = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".repeat(64);
        for wrong in [
            String::new(),
            text.replace("@v1", "@v2"),
            text.replace("index 1\n", "index 01\n"),
            text.replace("index 1\n", "index +1\n"),
            text.replace("index 1\n", "index 18446744073709551616\n"),
            text.replace("index 1\n", "extra !\nindex 1\n"),
            text.replace("index 1\n", "index 1\nextra AA==\n"),
            text.replace("index 1\n", "index 1\nAA==\n"),
            text.replace("index 1\n", &format!("index 1\n{long}")),
            text.replace("index 1\n", ""),
            text.replace('\n', "\r\n"),
            text.split_once("\n\n").unwrap().0.to_string(),
        ] {
            assert!(matches!(Inclusion::read(&wrong), Err(Flaw::Malformed(_))), "{wrong:?}");
        }
        let text = growth().1.write();
        for wrong in ["old 2\n", "", "old -2\n\n", "old 2\n\n\n"] {
            let read = Growth::read(wrong).and_then(|proof| proof.follow(&growth().0).map(drop));
            assert!(read.is_err(), "{wrong:?}");
        }
        assert_eq!(Growth::read(&text), Ok(growth().1));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            index in any::<u64>(), path in prop::collection::vec(any::<[u8; 32]>(), 0..=63),
            extra in prop::option::of(prop::collection::vec(any::<u8>(), 0..40))
        ) {
            let checkpoint = checkpoint().sign(&key());
            let proof = Inclusion { index, extra, path: path.clone(), checkpoint: checkpoint.clone() };
            prop_assert_eq!(Inclusion::read(&proof.write()), Ok(proof));
            let proof = Growth { old: index, path, checkpoint };
            prop_assert_eq!(Growth::read(&proof.write()), Ok(proof));
        }

        #[test]
        fn any_other_text_is_read_strictly(at in any::<prop::sample::Index>(), byte in 0u8..128) {
            let mut bytes = inclusion().write().into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Ok(text) = String::from_utf8(bytes)
                && let Ok(proof) = Inclusion::read(&text)
            {
                prop_assert_eq!(proof.write(), text.clone());
                let genuine = proof.verify(b"b", &key().verifying_key()).is_ok();
                prop_assert!(genuine == (text == inclusion().write()), "{}", text);
            }
        }
    }
}
