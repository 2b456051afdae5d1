//! The facts that a casebook is made of. Each is written once and never edited.
//!
//! The fields of every body stand in the order of their names, so that serialising one gives canonical JSON.

use super::id::Id;
use super::quantity::Figure;
use super::rules::Rules;
use super::time::Day;
use super::words::{
    ClaimType, Confidence, Fit, Medium, Method, Priority, QuoteFault, QuoteMatch, Recipient, Relation, SecondPerson,
    Stance, StillHolds, Terms, Tier, TimestampForm, Touched, Verdict,
};
use serde::{Deserialize, Deserializer, Serialize, de};

/// The largest integer that every JSON reader keeps exactly.
pub const INTEGER_LIMIT: u64 = (1 << 53) - 1;

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

            /// Says whether this version knows a kind.
            pub fn is_known(kind: &str) -> bool {
                Self::KINDS.contains(&kind)
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
    #[serde(deserialize_with = "integer")]
    pub end: u64,
    #[serde(deserialize_with = "integer")]
    pub start: u64,
}

/// Where the program itself found a quotation in the text of a capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Byte offset into the captured text, exclusive.
    #[serde(deserialize_with = "integer")]
    pub end: u64,
    /// The ways in which the quotation departs from the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<QuoteFault>,
    pub r#match: QuoteMatch,
    /// How alike the two are, per mille.
    pub score: u32,
    #[serde(deserialize_with = "integer")]
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
    /// Which changes of wording a person may confirm, so that verdicts and sign-off hold on.
    #[serde(default, skip_serializing_if = "usual")]
    pub still_holds: StillHolds,
}

impl Default for Policy {
    fn default() -> Self {
        Self { evidence: 1, second_person: SecondPerson::High, still_holds: StillHolds::default() }
    }
}

/// The end of a log, as another one names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogEnd {
    /// Origin of the log.
    pub log: String,
    pub root: Id,
    #[serde(deserialize_with = "integer")]
    pub size: u64,
}

fn usual(rule: &StillHolds) -> bool {
    *rule == StillHolds::default()
}

fn not(flag: &bool) -> bool {
    !flag
}

/// Reads an integer that every JSON reader keeps exactly.
fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    match u64::deserialize(deserializer)? {
        number if number <= INTEGER_LIMIT => Ok(number),
        number => Err(de::Error::custom(format_args!("{number} is more than {INTEGER_LIMIT}"))),
    }
}

events! {
    /// A log began; every later event of it is under this key. Disclosed: `actor`.
    "log.opened" LogOpened {
        /// The log of the same person that this one goes on from under another key, which names it in its last event.
        #[serde(default, skip_serializing_if = "Option::is_none")] follows: Option<LogEnd>,
        /// Ed25519 public key, base64.
        key: String,
        /// The key can sign and nothing else, so that nothing can be sealed to it.
        #[serde(default, skip_serializing_if = "not")] signs_only: bool,
    }

    /// A log ended, and goes on under another key; nothing may come after it.
    "key.succeeded" KeySucceeded {
        /// Ed25519 public key of the log that goes on, base64.
        key: String,
        /// Origin of the log that goes on.
        log: String,
    }

    /// A key is no longer to be trusted: what it signed for a log beyond some events may be anybody's. Disclosed: `reason`.
    "key.revoked" KeyRevoked {
        /// Ed25519 public key, base64.
        key: String,
        /// Origin of the log that it signs for.
        log: String,
        /// How many events of the log are still to be trusted.
        #[serde(deserialize_with = "integer")]
        size: u64,
    }

    /// The rules were set, for all that is done from here on.
    "policy.set" PolicySet {
        policy: Policy,
        /// The other rules that were stated.
        #[serde(default, skip_serializing_if = "Option::is_none")] rules: Option<Rules>,
    }

    /// A piece of writing came in to be checked. Disclosed: `title`, `byline`, `publisher`, `address`, `external_id`.
    "piece.added" PieceAdded {
        /// The day on which the check must be done.
        #[serde(default, skip_serializing_if = "Option::is_none")] due: Option<Day>,
    }

    /// One version of a piece's text came in. Disclosed: `content` (`format`, `layout_sha256`, `name`, `sha256`, `text_sha256`).
    "draft.added" DraftAdded {
        /// Size of the file as it came.
        #[serde(deserialize_with = "integer")]
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

    /// A claim was tied to the text of a draft. Disclosed: `anchor`, `statement`.
    "claim.anchored" ClaimAnchored {
        /// What changed in its sentence since it was tied to the draft before, the gravest first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")] changed: Vec<Touched>,
        claim: Id,
        draft: Id,
        fit: Fit,
        spans: Vec<Span>,
    }

    /// A person said that a claim still holds although the wording of its sentence changed. Disclosed: `note`.
    "wording.confirmed" WordingConfirmed {
        /// The latest event that tied the claim to other words.
        anchored: Id,
        claim: Id,
        /// The rules by which the wording may be confirmed so.
        policy: Policy,
    }

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

    /// Somebody stated that a claim may run. Disclosed: `note`, `despite`.
    "claim.signed_off" ClaimSignedOff {
        claim: Id,
        /// It was given although something does not stand, for the disclosed reason.
        #[serde(default, skip_serializing_if = "not")] despite: bool,
        /// SHA-256 of what the sign-off covers.
        fingerprint: Id,
        /// The rules that were met.
        policy: Policy,
    }

    /// A sign-off was taken back. Disclosed: `reason`.
    "claim.reopened" ClaimReopened { claim: Id, }

    /// The writer took back what the same hand had done to a claim, so that the claim stands as though it had not been
    /// done; what recorded the claim is taken back by cutting it. Disclosed: `reason`.
    "act.undone" ActUndone { act: Id, claim: Id, }

    /// A remark was made on a claim. Disclosed: `note`.
    "claim.noted" ClaimNoted {
        claim: Id,
        /// The remark leaves in no report.
        #[serde(default, skip_serializing_if = "not")] confidential: bool,
    }

    /// A claim turned out to rest on another. Disclosed: `note`.
    "dependency.recorded" DependencyRecorded { claim: Id, on: Id, }

    /// A claim no longer rests on another. Disclosed: `reason`.
    "dependency.dropped" DependencyDropped { claim: Id, on: Id, }

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

    /// A source was named: a publication, a document, or somebody who spoke.
    /// Disclosed: `title`, `publisher`, `author`, `address`, `published`, `language`, `origin`, `summary`, `external_id`.
    "source.added" SourceAdded {
        /// It stands in no list and report by name.
        #[serde(default, skip_serializing_if = "not")] confidential: bool,
        /// By what way somebody spoke, where the source is a conversation.
        #[serde(default, skip_serializing_if = "Option::is_none")] medium: Option<Medium>,
        #[serde(default, skip_serializing_if = "Option::is_none")] terms: Option<Terms>,
        tier: Tier,
    }

    /// What may be told of a source was agreed anew. Disclosed: `note`.
    "source.terms_set" SourceTermsSet {
        #[serde(default, skip_serializing_if = "not")] confidential: bool,
        source: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")] terms: Option<Terms>,
    }

    /// A source turned out to come from another, or from the piece that is under check. Disclosed: `note`.
    "source.linked" SourceLinked { derived_from: Id, relation: Relation, source: Id, }

    /// A link between sources was taken back. Disclosed: `reason`.
    "source.unlinked" SourceUnlinked { link: Id, }

    /// The bytes of a source were filed.
    /// Disclosed: `content` (`media_type`, `name`, `sha256`, `text_sha256`, `layout_sha256`, `tool`, `plain_sha256`),
    /// `fetch` (`asked`, `answered`, `status`, `at`), `redirects`, `headers`.
    "capture.filed" CaptureFiled {
        /// The capture of the same source that this one repeats.
        #[serde(default, skip_serializing_if = "Option::is_none")] again: Option<Id>,
        /// Size of what is kept.
        #[serde(deserialize_with = "integer")]
        bytes: u64,
        /// Its bytes are encrypted, and it stands in no list and report by name.
        #[serde(default, skip_serializing_if = "not")] confidential: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")] method: Option<Method>,
        #[serde(default, skip_serializing_if = "Option::is_none")] source: Option<Id>,
    }

    /// A source could not be fetched. Disclosed: `address`, `reason`.
    "capture.missed" CaptureMissed { source: Id, }

    /// A passage or figure of a source was brought to bear on a claim.
    /// Disclosed: `locator`, `quote`, `speaker`, `cell` (`address`, `text`), `quantity`, `note`, `despite`.
    "evidence.attached" EvidenceAttached {
        /// The day of which it tells.
        #[serde(default, skip_serializing_if = "Option::is_none")] as_of: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")] capture: Option<Id>,
        claim: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")] confidence: Option<Confidence>,
        /// A person counts it although something of it does not stand, for the disclosed reason.
        #[serde(default, skip_serializing_if = "not")] despite: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")] figure: Option<Figure>,
        /// The last day on which it may be relied on.
        #[serde(default, skip_serializing_if = "Option::is_none")] good_until: Option<Day>,
        /// Where the quotation was found; a quotation without it is unverified.
        #[serde(default, skip_serializing_if = "Option::is_none")] passage: Option<Passage>,
        source: Id,
        stance: Stance,
    }

    /// Evidence was computed from other evidence. Disclosed: `formula`, `quantity`, `note`.
    "evidence.derived" EvidenceDerived {
        claim: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")] confidence: Option<Confidence>,
        figure: Figure,
        /// The evidence that the formula names.
        inputs: Vec<Id>,
        /// The sources of that evidence.
        sources: Vec<Id>,
        stance: Stance,
    }

    /// What derived evidence was computed from no longer stands.
    "evidence.undermined" EvidenceUndermined { claim: Id, evidence: Id, input: Id, }

    /// A piece of evidence was taken back. Disclosed: `reason`.
    "evidence.withdrawn" EvidenceWithdrawn { claim: Id, evidence: Id, }

    /// Somebody was found to own a share of something. Disclosed: `parties` (`owned`, `owner`), `note`.
    "stake.recorded" StakeRecorded {
        #[serde(default, skip_serializing_if = "Option::is_none")] evidence: Option<Id>,
        /// The share in percent, and the time of which it is told.
        figure: Figure,
        #[serde(default, skip_serializing_if = "Option::is_none")] source: Option<Id>,
    }

    /// A stake was taken back. Disclosed: `reason`.
    "stake.withdrawn" StakeWithdrawn { stake: Id, }

    /// A person said that words of a draft make no claim to be checked, though they seem to. Disclosed: `anchor` (`exact`, `prefix`, `suffix`), `reason`.
    "suggestion.dismissed" SuggestionDismissed { draft: Id, piece: Id, span: Span, }

    /// A dismissed suggestion is to be made again. Disclosed: `reason`.
    "suggestion.restored" SuggestionRestored { dismissal: Id, }

    /// Texts of an event, or the bytes of a capture, were removed for good. Disclosed: `reason`.
    "erasure.recorded" ErasureRecorded {
        /// The digests of the texts, as they stand in the event.
        digests: Vec<String>,
        event: Id,
        /// How many kept files went with them.
        files: u32,
    }

    /// A file of rows was taken in. Disclosed: `content` (`name`, `sha256`).
    "import.filed" ImportFiled {
        #[serde(deserialize_with = "integer")]
        claims: u64,
        #[serde(deserialize_with = "integer")]
        evidence: u64,
        #[serde(deserialize_with = "integer")]
        sources: u64,
    }

    /// Somebody else's word on when a checkpoint existed was filed; the word itself stands beside the event.
    "timestamp.attached" TimestampAttached {
        /// SHA-256 of the file as it came.
        digest: Id,
        form: TimestampForm,
        /// The log and the size that the checkpoint is of.
        log: String,
        #[serde(deserialize_with = "integer")]
        size: u64,
    }

    /// The writer cosigned the head of a log, having seen that it continues the last one that was cosigned.
    "head.witnessed" HeadWitnessed {
        /// The origin of that log, in this casebook or elsewhere.
        log: String,
        root: Id,
        #[serde(deserialize_with = "integer")]
        size: u64,
    }
}

impl Event {
    /// Says whether the clear part could hold a figure that a source gave.
    pub fn has_figure(&self) -> bool {
        matches!(self, Self::EvidenceAttached(_) | Self::EvidenceDerived(_) | Self::StakeRecorded(_))
    }

    /// Says whether an event about a claim can be taken back, so that the claim stands as though it had not been.
    pub fn can_be_undone(&self) -> bool {
        match self {
            Self::ClaimRecorded(_)
            | Self::ClaimAmended(_)
            | Self::ClaimCut(_)
            | Self::ClaimRestored(_)
            | Self::ClaimAssigned(_)
            | Self::ClaimStarted(_)
            | Self::ClaimChecked(_)
            | Self::SecondCheckRequested(_)
            | Self::VerdictsResolved(_)
            | Self::ClaimReturned(_)
            | Self::ClaimSignedOff(_)
            | Self::ClaimReopened(_)
            | Self::ClaimNoted(_)
            | Self::DependencyRecorded(_)
            | Self::QueryAsked(_)
            | Self::QueryAnswered(_)
            | Self::ReplyRequested(_)
            | Self::ReplyReceived(_)
            | Self::CorrectionRecorded(_)
            | Self::WordingConfirmed(_) => true,
            // A place is set again, a dropped tie could come back as a circle, and evidence has its own withdrawal.
            Self::ClaimAnchored(_)
            | Self::DependencyDropped(_)
            | Self::EvidenceAttached(_)
            | Self::EvidenceDerived(_)
            | Self::EvidenceUndermined(_)
            | Self::EvidenceWithdrawn(_)
            | Self::ActUndone(_)
            | Self::LogOpened(_)
            | Self::KeySucceeded(_)
            | Self::KeyRevoked(_)
            | Self::PolicySet(_)
            | Self::PieceAdded(_)
            | Self::DraftAdded(_)
            | Self::SourceAdded(_)
            | Self::SourceTermsSet(_)
            | Self::SourceLinked(_)
            | Self::SourceUnlinked(_)
            | Self::CaptureFiled(_)
            | Self::CaptureMissed(_)
            | Self::StakeRecorded(_)
            | Self::StakeWithdrawn(_)
            | Self::SuggestionDismissed(_)
            | Self::SuggestionRestored(_)
            | Self::ErasureRecorded(_)
            | Self::ImportFiled(_)
            | Self::TimestampAttached(_)
            | Self::HeadWitnessed(_) => false,
        }
    }

    /// Gives the claim that the event is about; for the recording of a claim, that is the event itself.
    pub fn about_claim(&self) -> Option<Id> {
        match self {
            Self::ClaimAnchored(ClaimAnchored { claim, .. })
            | Self::WordingConfirmed(WordingConfirmed { claim, .. })
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
            | Self::ActUndone(ActUndone { claim, .. })
            | Self::ClaimNoted(ClaimNoted { claim, .. })
            | Self::QueryAsked(QueryAsked { claim, .. })
            | Self::QueryAnswered(QueryAnswered { claim, .. })
            | Self::ReplyRequested(ReplyRequested { claim, .. })
            | Self::ReplyReceived(ReplyReceived { claim, .. })
            | Self::CorrectionRecorded(CorrectionRecorded { claim, .. })
            | Self::DependencyRecorded(DependencyRecorded { claim, .. })
            | Self::DependencyDropped(DependencyDropped { claim, .. })
            | Self::EvidenceAttached(EvidenceAttached { claim, .. })
            | Self::EvidenceDerived(EvidenceDerived { claim, .. })
            | Self::EvidenceUndermined(EvidenceUndermined { claim, .. })
            | Self::EvidenceWithdrawn(EvidenceWithdrawn { claim, .. }) => Some(*claim),
            Self::LogOpened(_)
            | Self::KeySucceeded(_)
            | Self::KeyRevoked(_)
            | Self::PolicySet(_)
            | Self::PieceAdded(_)
            | Self::DraftAdded(_)
            | Self::ClaimRecorded(_)
            | Self::SourceAdded(_)
            | Self::SourceTermsSet(_)
            | Self::SourceLinked(_)
            | Self::SourceUnlinked(_)
            | Self::CaptureFiled(_)
            | Self::CaptureMissed(_)
            | Self::StakeRecorded(_)
            | Self::StakeWithdrawn(_)
            | Self::SuggestionDismissed(_)
            | Self::SuggestionRestored(_)
            | Self::ErasureRecorded(_)
            | Self::ImportFiled(_)
            | Self::TimestampAttached(_)
            | Self::HeadWitnessed(_) => None,
        }
    }
}
