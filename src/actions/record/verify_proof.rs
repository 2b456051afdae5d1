//! Verifying a proof without any casebook: the event it is about, or the head it starts from, and a key suffice.

use record::ledger::envelope::{self, Envelope};
use record::ledger::note::{self, Checkpoint};
use record::ledger::policy::Word;
use record::ledger::proof_file::{FIRST_LINE, Flaw, Growth, Inclusion};
use record::ledger::trust::Trust;
use record::ledger::trusted::{Head, Trusted};
use record::model::id::Id;
use record::model::outcome::Outcome;
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::error::{Error, Result};

/// What the verification of a proof came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProofVerdict {
    pub outcome: Outcome,
    /// What was found, in a sentence.
    pub finding: String,
    /// The log that the checkpoint is of; absent where there is no reading the proof.
    pub log: Option<String>,
    /// Number of events that the checkpoint covers.
    pub size: Option<u64>,
    /// The event that is proven, and its place in the log.
    pub event: Option<Id>,
    pub index: Option<u64>,
    /// Number of events under the head that the log is proven to continue.
    pub old: Option<u64>,
}

/// Says whether a text begins as the proof of an event does.
pub fn is_event_proof(text: &str) -> bool {
    text.starts_with(FIRST_LINE)
}

/// Says whether a text begins as the proof that a log grew does.
pub fn is_growth_proof(text: &str) -> bool {
    text.starts_with("old ")
}

/// Verifies the proof of an event, by the bytes of the event.
pub fn event(proof: &str, event: &[u8], trust: Trust) -> ProofVerdict {
    let proof = match Inclusion::read(proof) {
        Ok(proof) => proof,
        Err(flaw) => return unreadable(&flaw),
    };
    let about = about(&proof.checkpoint);
    let (id, index) = (Some(Id(Sha256::digest(event).into())), Some(proof.index));
    if let Some(finding) = unread(&proof, event) {
        return ProofVerdict { outcome: Outcome::Unknown, finding, event: id, index, ..about };
    }
    let (outcome, finding) = match included(&proof, event, trust) {
        Ok(standing) => answer(standing, "the event is in the log"),
        Err(finding) => (Outcome::Invalid, finding),
    };
    ProofVerdict { outcome, finding, event: id, index, ..about }
}

/// Says why a proof that fits its event is for a newer version to verify.
fn unread(proof: &Inclusion, event: &[u8]) -> Option<String> {
    proof.follow(event).ok()?;
    let flaw = Envelope::read(event).err().filter(envelope::Flaw::is_newer)?;
    Some(format!("the bytes are in the log, but what they say is not known here: {flaw}"))
}

fn included(proof: &Inclusion, event: &[u8], trust: Trust) -> Result<Standing, String> {
    let checkpoint = proof.follow(event).map_err(|flaw| flaw.to_string())?;
    let header = Envelope::read(event).map_err(|flaw| format!("what is proven is no event: {flaw}"))?.header;
    if header.log != checkpoint.origin || header.seq != proof.index {
        return Err("the event says that it stands elsewhere than its proof".into());
    }
    judge(&checkpoint, &proof.checkpoint, trust).map_err(|flaw| flaw.to_string())
}

/// Verifies the proof that a log continues one of the heads that somebody kept; refused where it starts from none of them.
pub fn growth(proof: &str, heads: &[Head], trust: Trust) -> Result<ProofVerdict> {
    let proof = match Growth::read(proof) {
        Ok(proof) => proof,
        Err(flaw) => return Ok(unreadable(&flaw)),
    };
    let about = ProofVerdict { old: Some(proof.old), ..about(&proof.checkpoint) };
    let starts =
        |head: &&Head| Some(&head.checkpoint.origin) == about.log.as_ref() && head.checkpoint.size == proof.old;
    let no_start = || {
        Error::Invalid(format!(
            "no head of {} events of this log was given to start from: name yours with `--head FILE`",
            proof.old
        ))
    };
    let head = heads.iter().find(starts).ok_or_else(no_start)?;
    let (outcome, finding) = grown(&proof, head, trust);
    Ok(ProofVerdict { outcome, finding, ..about })
}

fn grown(proof: &Growth, head: &Head, trust: Trust) -> (Outcome, String) {
    let judged =
        Checkpoint::read(&proof.checkpoint).map_err(Flaw::from).and_then(|now| judge(&now, &proof.checkpoint, trust));
    let standing = match judged {
        Ok(standing) => standing,
        Err(flaw) => return (Outcome::Invalid, flaw.to_string()),
    };
    match proof.follow(&head.checkpoint.head()) {
        Ok(_) => answer(standing, "the log continues the head that was kept"),
        Err(flaw @ Flaw::NotContinued { .. }) => (Outcome::Diverged, flaw.to_string()),
        Err(flaw) => (Outcome::Invalid, flaw.to_string()),
    }
}

/// Who vouches for a checkpoint.
enum Standing {
    /// Somebody who was named for the occasion.
    Named,
    /// All of whom the policy asks for.
    Policy,
    /// The policy asks for more; for whom, in words.
    ShortOfQuorum(String),
    /// The policy names another key for the log.
    OtherKey,
    Nobody,
}

/// Says who vouches for a checkpoint; a signature that a trusted key should have made must be genuine.
fn judge(checkpoint: &Checkpoint, note: &str, trust: Trust) -> Result<Standing, Flaw> {
    let named = is_vouched_for(checkpoint, note, trust.named);
    let policy = trust.policy.map(|policy| policy.judge(note)).transpose()?;
    match (named, policy) {
        (_, Some(Word::OtherKey)) => Ok(Standing::OtherKey),
        (Ok(true), _) => Ok(Standing::Named),
        (_, Some(Word::Trusted)) => Ok(Standing::Policy),
        (Err(flaw), _) => Err(flaw),
        (Ok(false), Some(Word::ShortOfQuorum(missing))) => Ok(Standing::ShortOfQuorum(missing)),
        (Ok(false), Some(Word::Unlisted) | None) => Ok(Standing::Nobody),
    }
}

fn is_vouched_for(checkpoint: &Checkpoint, note: &str, named: &[Trusted]) -> Result<bool, Flaw> {
    let mut unsigned = None;
    for known in named {
        let signed = match known {
            Trusted::Log(log) if log.origin == checkpoint.origin => Checkpoint::open(note, &log.key).map(drop),
            Trusted::Log(log) => Err(note::Flaw::Unsigned(log.origin.clone())),
            Trusted::Witness(witness) => witness.open(note).map(drop),
        };
        match signed {
            Ok(()) => return Ok(true),
            Err(flaw @ note::Flaw::Unsigned(_)) => unsigned = unsigned.or(Some(flaw)),
            Err(flaw) => return Err(flaw.into()),
        }
    }
    unsigned.map_or(Ok(false), |flaw| Err(flaw.into()))
}

fn answer(standing: Standing, what: &str) -> (Outcome, String) {
    let (outcome, under) = match standing {
        Standing::Named => (Outcome::Ok, "under a checkpoint that the given key signed".into()),
        Standing::Policy => (Outcome::Ok, "under a checkpoint that your policy trusts".into()),
        Standing::ShortOfQuorum(missing) => {
            (Outcome::Unanchored, format!("under a checkpoint that your policy does not trust yet: {missing}"))
        }
        Standing::OtherKey => (
            Outcome::Diverged,
            "under a checkpoint by another key than the one that your policy names for the log".into(),
        ),
        Standing::Nobody => (
            Outcome::Unanchored,
            "under a checkpoint that anybody could have made up: name the key that you trust".to_string(),
        ),
    };
    (outcome, format!("{what}, {under}"))
}

fn about(note: &str) -> ProofVerdict {
    let checkpoint = Checkpoint::read(note).ok();
    let size = checkpoint.as_ref().map(|checkpoint| checkpoint.size);
    let log = checkpoint.map(|checkpoint| checkpoint.origin);
    let (outcome, finding) = (Outcome::Invalid, String::new());
    ProofVerdict { outcome, finding, log, size, event: None, index: None, old: None }
}

fn unreadable(flaw: &Flaw) -> ProofVerdict {
    ProofVerdict { finding: flaw.to_string(), ..about("") }
}
