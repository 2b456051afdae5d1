//! Cosignatures: a witness's word that a log was only added to, up to a checkpoint (C2SP tlog-cosignature, Ed25519).

use super::note::{
    Checkpoint, Flaw, parse_typed_verifier_key, signature, signature_line, split, typed_key_id, typed_verifier_key,
};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// The type of a timestamped Ed25519 cosignature in signed-note.
const COSIGNATURE: u8 = 4;

/// The key by which a witness is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessKey {
    pub name: String,
    pub key: VerifyingKey,
}

/// A checkpoint that a witness cosigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    pub checkpoint: Checkpoint,
    /// Seconds since 1970, by the witness's clock.
    pub time: u64,
}

impl WitnessKey {
    /// Reads the line that [`WitnessKey::line`] gives; `None` for any other spelling.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, key) = parse_typed_verifier_key(line, COSIGNATURE)?;
        Some(Self { name, key })
    }

    /// Gives the line by which others name the witness: name, key hash, key.
    pub fn line(&self) -> String {
        typed_verifier_key(&self.name, COSIGNATURE, &self.key)
    }

    /// Finds the line by this witness under a note, genuine or not.
    pub fn line_under(&self, note: &str) -> Result<String, Flaw> {
        let (_, lines) = split(note)?;
        let id = typed_key_id(&self.name, COSIGNATURE, &self.key);
        let found = signature(lines, &self.name, id).ok_or_else(|| Flaw::Unsigned(self.name.clone()))?;
        Ok(signature_line(&self.name, id, &found))
    }

    /// Reads a note and requires a genuine cosignature by this witness, whoever else signed it.
    pub fn open(&self, note: &str) -> Result<Cosigned, Flaw> {
        let checkpoint = Checkpoint::read(note)?;
        let (text, lines) = split(note)?;
        let found = signature(lines, &self.name, typed_key_id(&self.name, COSIGNATURE, &self.key));
        let found = found.ok_or_else(|| Flaw::Unsigned(self.name.clone()))?;
        let forged = || Flaw::Forged(self.name.clone());
        let (time, signature) = found.split_first_chunk::<8>().ok_or_else(forged)?;
        let time = u64::from_be_bytes(*time);
        let signature = Signature::from_slice(signature).map_err(|_| forged())?;
        self.key.verify_strict(message(text, time).as_bytes(), &signature).map_err(|_| forged())?;
        Ok(Cosigned { checkpoint, time })
    }
}

/// Gives the line by which a witness cosigns a note at a time, in seconds since 1970.
pub fn cosign(note: &str, name: &str, key: &SigningKey, time: u64) -> Result<String, Flaw> {
    let (text, _) = split(note)?;
    let signature = key.sign(message(text, time).as_bytes()).to_bytes();
    let timestamped = [&time.to_be_bytes()[..], &signature].concat();
    Ok(signature_line(name, typed_key_id(name, COSIGNATURE, &key.verifying_key()), &timestamped))
}

fn message(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::BASE64;

    const NAME: &str = "tickmark/witness/0011";

    fn log() -> SigningKey {
        SigningKey::from_bytes(&[5; 32])
    }

    fn witness() -> SigningKey {
        SigningKey::from_bytes(&[6; 32])
    }

    fn key() -> WitnessKey {
        WitnessKey { name: NAME.into(), key: witness().verifying_key() }
    }

    fn cosigned() -> String {
        let note = Checkpoint { origin: "tickmark/0011".into(), size: 7, root: [8; 32] }.sign(&log());
        let line = cosign(&note, NAME, &witness(), 1_795_428_000).unwrap();
        note + &line
    }

    #[test]
    fn a_cosignature_says_what_was_seen_and_when() {
        let found = key().open(&cosigned()).unwrap();
        assert_eq!((found.checkpoint.size, found.time), (7, 1_795_428_000));
        assert!(Checkpoint::open(&cosigned(), &log().verifying_key()).is_ok(), "the log's own signature stands");
    }

    #[test]
    fn another_implementation_reads_the_key_and_ignores_the_line() {
        use signed_note::{Note, StandardVerifier, VerifierList};
        let origin = super::super::note::verifier_key("tickmark/0011", &log().verifying_key());
        let verifier = StandardVerifier::new(&origin).unwrap();
        let theirs = Note::from_bytes(cosigned().as_bytes()).unwrap();
        let (genuine, unknown) = theirs.verify(&VerifierList::new(vec![Box::new(verifier)])).unwrap();
        assert_eq!((genuine.len(), unknown.len()), (1, 1));
        assert_eq!(WitnessKey::parse(&key().line()), Some(key()));
        assert_eq!(WitnessKey::parse(&origin), None, "the key of a log is not that of a witness");
    }

    #[test]
    fn only_the_witness_itself_and_only_this_checkpoint_at_this_time() {
        let note = cosigned();
        let stranger = WitnessKey { key: log().verifying_key(), ..key() };
        assert!(matches!(stranger.open(&note), Err(Flaw::Unsigned(_))));
        assert!(matches!(key().open(&note.replace("\n7\n", "\n8\n")), Err(Flaw::Forged(_))));
        let line = note.lines().last().unwrap();
        let bytes = BASE64.decode(line.rsplit(' ').next().unwrap().as_bytes()).unwrap();
        for at in 4..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 1;
            let bent = note.replace(line, &format!("\u{2014} {NAME} {}", BASE64.encode(&bent)));
            assert!(matches!(key().open(&bent), Err(Flaw::Forged(_))), "byte {at}");
        }
        let short = note.replace(line, &format!("\u{2014} {NAME} {}", BASE64.encode(&bytes[..10])));
        assert!(matches!(key().open(&short), Err(Flaw::Forged(_))));
    }

    #[test]
    fn a_signature_of_a_log_is_no_cosignature() {
        let as_log = Checkpoint { origin: NAME.into(), size: 7, root: [8; 32] }.sign(&witness());
        assert!(matches!(key().open(&as_log), Err(Flaw::Unsigned(_))));
    }
}
