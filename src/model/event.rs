//! The facts that a casebook is made of. Each is written once and never edited.
//!
//! The fields of every body stand in the order of their names, so that serialising one gives canonical JSON.

use super::id::Id;
use super::quantity::Figure;
use super::time::Day;
use super::words::{ClaimType, Confidence, Fit, Priority, Recipient, Relation, SecondPerson, Stance, Tier, Verdict};
use serde::{Deserialize, Serialize};

/// Declares the bodies and, from them, the enum of all events with their kinds.
macro_rules! events {
    ($($(#[$doc:meta])* $kind:literal $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

            impl From<$name> for Event {
                fn from(body: $name) -> Self {
                    Self::$name(body)
                }
            }
        )+

        /// One fact about the check.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event { $($(#[$doc])* $name($name),)+ }

        impl Event {
            /// The kind of every event, as it stands in the record.
            pub const KINDS: &[&str] = &[$($kind,)+];

            /// Gives the kind, as it stands in the record.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => $kind,)+ }
            }

            /// Reads the body of an event of the given kind; `None` for a kind that this version does not know.
            pub fn parse(kind: &str, body: &str) -> Option<Result<Self, serde_json::Error>> {
                match kind {
                    $($kind => Some(serde_json::from_str(body).map(Self::$name)),)+
                    _ => None,
                }
            }

            /// Appends the canonical JSON of the body.
            pub fn write_body(&self, out: &mut Vec<u8>) {
                let written = match self { $(Self::$name(body) => serde_json::to_writer(out, body),)+ };
                written.expect("a body holds nothing that JSON cannot");
            }
        }
    };
}

/// A stretch of a draft's text: byte offsets, from 0, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    pub end: u64,
    pub start: u64,
}

/// What must be so before a claim may be signed off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// How many pieces of evidence a verdict that rests on evidence needs.
    pub evidence: u32,
    /// Which claims need the verdict of a second person.
    pub second_person: SecondPerson,
}

impl Default for Policy {
    fn default() -> Self {
        Self { evidence: 1, second_person: SecondPerson::High }
    }
}

fn not(flag: &bool) -> bool {
    !flag
}

events! {
    /// A log began; every later event of it is under this key. Disclosed: `actor`.
    "log.opened" LogOpened {
        /// Ed25519 public key, base64.
        key: String,
    }

    /// The rules for sign-off were set, for all that is signed off from here on.
    "policy.set" PolicySet { policy: Policy, }

    /// A piece of writing came in to be checked. Disclosed: `title`, `byline`, `publisher`, `address`, `external_id`.
    "piece.added" PieceAdded {
        /// The day on which the check must be done.
        #[serde(default, skip_serializing_if = "Option::is_none")] due: Option<Day>,
    }

    /// One version of a piece's text came in. Disclosed: `content` (`format`, `layout_sha256`, `name`, `sha256`, `text_sha256`).
    "draft.added" DraftAdded {
        /// Size of the file as it came.
        bytes: u64,
        piece: Id,
    }

    /// An assertion was recorded. Disclosed: `statement`, `quantity`, `anchor`, `span_hashes`, `external_id`, `note`.
    "claim.recorded" ClaimRecorded {
        #[serde(default, skip_serializing_if = "Option::is_none")] draft: Option<Id>,
        #[serde(default, skip_serializing_if = "Option::is_none")] figure: Option<Figure>,
        piece: Id,
        priority: Priority,
        #[serde(default, skip_serializing_if = "Vec::is_empty")] spans: Vec<Span>,
        r#type: ClaimType,
    }

    /// A claim was tied to the text of a draft. Disclosed: `anchor`.
    "claim.anchored" ClaimAnchored { claim: Id, draft: Id, fit: Fit, spans: Vec<Span>, }

    /// What a claim says was changed. Disclosed: `statement`, `quantity`, `reason`.
    "claim.amended" ClaimAmended {
        claim: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")] figure: Option<Figure>,
        #[serde(default, skip_serializing_if = "Option::is_none")] priority: Option<Priority>,
        /// The quantity is the one given here, or none.
        #[serde(default, skip_serializing_if = "not")] refigured: bool,
        /// The statement is the one disclosed here.
        #[serde(default, skip_serializing_if = "not")] reworded: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")] r#type: Option<ClaimType>,
    }

    /// A claim was taken out of the piece. Disclosed: `reason`.
    "claim.cut" ClaimCut {
        claim: Id,
        /// The draft that no longer holds its text, where that is why.
        #[serde(default, skip_serializing_if = "Option::is_none")] draft: Option<Id>,
    }

    /// A claim that had been cut came back. Disclosed: `reason`.
    "claim.restored" ClaimRestored { claim: Id, }

    /// A claim was given to somebody to check. Disclosed: `assignee`.
    "claim.assigned" ClaimAssigned {
        claim: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")] due: Option<Day>,
    }

    /// Somebody began to check a claim.
    "claim.started" ClaimStarted { claim: Id, }

    /// Somebody gave a verdict on a claim. Disclosed: `note`.
    "claim.checked" ClaimChecked {
        /// Whether the other verdicts were hidden from this reviewer.
        blind: bool,
        claim: Id,
        verdict: Verdict,
    }

    /// A second verdict was asked for. Disclosed: `to`, `note`.
    "second_check.requested" SecondCheckRequested {
        /// Whether the first verdict is to be hidden from the second reviewer.
        blind: bool,
        claim: Id,
    }

    /// Verdicts that differed were settled by somebody. Disclosed: `note`.
    "verdicts.resolved" VerdictsResolved {
        /// The checks that were settled.
        checks: Vec<Id>,
        claim: Id,
        verdict: Verdict,
    }

    /// A claim was sent back to its checker. Disclosed: `reason`.
    "claim.returned" ClaimReturned { claim: Id, }

    /// Somebody stated that a claim may run. Disclosed: `note`.
    "claim.signed_off" ClaimSignedOff {
        claim: Id,
        /// SHA-256 of what the sign-off covers.
        fingerprint: Id,
        /// The rules that were met.
        policy: Policy,
    }

    /// A sign-off was taken back. Disclosed: `reason`.
    "claim.reopened" ClaimReopened { claim: Id, }

    /// A remark was made on a claim. Disclosed: `note`.
    "claim.noted" ClaimNoted { claim: Id, }

    /// A question was put. Disclosed: `question`, `whom`.
    "query.asked" QueryAsked { claim: Id, to: Recipient, }

    /// A question was answered. Disclosed: `answer`.
    "query.answered" QueryAnswered { claim: Id, query: Id, }

    /// Somebody whom a claim criticises was asked for comment. Disclosed: `whom`, `about`.
    "reply.requested" ReplyRequested {
        claim: Id,
        /// The last day for an answer.
        #[serde(default, skip_serializing_if = "Option::is_none")] until: Option<Day>,
    }

    /// The answer to a request for comment. Disclosed: `answer`.
    "reply.received" ReplyReceived { claim: Id, request: Id, }

    /// Something was put right after publication. Disclosed: `was`, `now`, `reason`.
    "correction.recorded" CorrectionRecorded {
        claim: Id,
        /// The day on which readers were told.
        published: Day,
    }

    /// A source was named.
    /// Disclosed: `title`, `publisher`, `author`, `address`, `published`, `language`, `origin`, `summary`, `external_id`.
    "source.added" SourceAdded { tier: Tier, }

    /// A source turned out to come from another. Disclosed: `note`.
    "source.linked" SourceLinked { derived_from: Id, relation: Relation, source: Id, }

    /// The bytes of a source were filed. Disclosed: `content` (`media_type`, `name`, `sha256`).
    "capture.filed" CaptureFiled {
        bytes: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")] source: Option<Id>,
    }

    /// A passage or figure of a source was brought to bear on a claim.
    /// Disclosed: `locator`, `quote`, `quantity`, `note`.
    "evidence.attached" EvidenceAttached {
        #[serde(default, skip_serializing_if = "Option::is_none")] capture: Option<Id>,
        claim: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")] confidence: Option<Confidence>,
        #[serde(default, skip_serializing_if = "Option::is_none")] figure: Option<Figure>,
        source: Id,
        stance: Stance,
    }

    /// A piece of evidence was taken back. Disclosed: `reason`.
    "evidence.withdrawn" EvidenceWithdrawn { claim: Id, evidence: Id, }

    /// A file of rows was taken in. Disclosed: `content` (`name`, `sha256`).
    "import.filed" ImportFiled { claims: u64, evidence: u64, sources: u64, }
}

impl Event {
    /// Gives the claim that the event is about; for the recording of a claim, that is the event itself.
    pub fn about_claim(&self) -> Option<Id> {
        match self {
            Self::ClaimAnchored(ClaimAnchored { claim, .. })
            | Self::ClaimAmended(ClaimAmended { claim, .. })
            | Self::ClaimCut(ClaimCut { claim, .. })
            | Self::ClaimRestored(ClaimRestored { claim })
            | Self::ClaimAssigned(ClaimAssigned { claim, .. })
            | Self::ClaimStarted(ClaimStarted { claim })
            | Self::ClaimChecked(ClaimChecked { claim, .. })
            | Self::SecondCheckRequested(SecondCheckRequested { claim, .. })
            | Self::VerdictsResolved(VerdictsResolved { claim, .. })
            | Self::ClaimReturned(ClaimReturned { claim })
            | Self::ClaimSignedOff(ClaimSignedOff { claim, .. })
            | Self::ClaimReopened(ClaimReopened { claim })
            | Self::ClaimNoted(ClaimNoted { claim })
            | Self::QueryAsked(QueryAsked { claim, .. })
            | Self::QueryAnswered(QueryAnswered { claim, .. })
            | Self::ReplyRequested(ReplyRequested { claim, .. })
            | Self::ReplyReceived(ReplyReceived { claim, .. })
            | Self::CorrectionRecorded(CorrectionRecorded { claim, .. })
            | Self::EvidenceAttached(EvidenceAttached { claim, .. })
            | Self::EvidenceWithdrawn(EvidenceWithdrawn { claim, .. }) => Some(*claim),
            Self::LogOpened(_)
            | Self::PolicySet(_)
            | Self::PieceAdded(_)
            | Self::DraftAdded(_)
            | Self::ClaimRecorded(_)
            | Self::SourceAdded(_)
            | Self::SourceLinked(_)
            | Self::CaptureFiled(_)
            | Self::ImportFiled(_) => None,
        }
    }
}
