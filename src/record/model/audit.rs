//! What an audit report is told of claims, evidence and events: texts borrowed from where they are read.
//!
//! An absent or withheld text is empty.

use super::words::{ClaimType, Priority, Status, Verdict};

/// A piece or draft, by its id in hexadecimal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    pub id: String,
    pub name: String,
    /// SHA-256 of the file and of its text, in hexadecimal; drafts only.
    pub sha256: String,
    pub text_sha256: String,
}

/// A source as a report names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceName {
    pub id: String,
    pub name: String,
    /// Where its information comes from, so that equal origins are equal texts.
    pub origin: String,
    pub tier: String,
    pub publisher: String,
    pub author: String,
    pub address: String,
    pub published: String,
    /// Its words are not told.
    pub redacted: bool,
}

/// What is asserted or shown in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures<'a> {
    pub subject: &'a str,
    pub metric: &'a str,
    pub comparator: &'a str,
    pub amount: &'a str,
    pub upper: &'a str,
    pub unit: &'a str,
    pub period_from: &'a str,
    pub period_to: &'a str,
    pub basis: &'a str,
    pub change: &'a str,
}

/// A verdict of one reviewer, or the settlement of verdicts that differed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review<'a> {
    pub actor: &'a str,
    pub verdict: &'a str,
    pub time: &'a str,
    pub note: Option<&'a str>,
    pub blind: bool,
    pub standing: bool,
    pub settles: bool,
}

/// A piece of evidence that was not withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearing<'a> {
    pub stance: &'a str,
    /// Absent where it was computed from other evidence.
    pub source: Option<&'a SourceName>,
    pub locator: Option<&'a str>,
    pub formula: Option<&'a str>,
}

/// A claim itself.
#[derive(Clone, Copy, Debug)]
pub struct ClaimFacts<'a> {
    pub id: &'a [u8],
    pub external_id: &'a str,
    pub piece: &'a Named,
    pub draft: Option<&'a Named>,
    /// Byte offsets into the draft's text, the end exclusive.
    pub span: [Option<i64>; 2],
    pub statement: &'a str,
    pub claim_type: ClaimType,
    pub figures: Figures<'a>,
    pub priority: Priority,
    pub status: Status,
    pub verdict: Option<Verdict>,
    pub contested: bool,
    pub assignee: &'a str,
    pub due: &'a str,
    pub signed_off_by: &'a str,
    pub signed_off_at: &'a str,
    pub record_sha256: &'a [u8],
}

/// Hears of claims one after another: first what belongs to a claim, then the claim.
pub trait ClaimReader {
    fn review(&mut self, review: Review);
    fn bearing(&mut self, bearing: Bearing);
    /// A remark on the claim: by whom, when, what.
    fn remark(&mut self, actor: &str, time: &str, text: &str);
    fn open_query(&mut self);
    /// The claim, after all that belongs to it.
    ///
    /// # Errors
    /// Where what it is written to takes no more.
    fn claim(&mut self, claim: ClaimFacts) -> std::io::Result<()>;
}

/// A piece of evidence with its claim and source.
#[derive(Clone, Copy, Debug)]
pub struct EvidenceFacts<'a> {
    pub id: &'a [u8],
    pub claim: &'a [u8],
    pub claim_external_id: &'a str,
    pub piece: &'a Named,
    pub statement: &'a str,
    pub stance: &'a str,
    pub confidence: &'a str,
    pub source: &'a SourceName,
    pub locator: &'a str,
    pub quote: &'a str,
    pub note: &'a str,
    pub figures: Figures<'a>,
    pub capture: Option<&'a [u8]>,
    pub capture_sha256: &'a str,
    pub attached_by: &'a str,
    pub attached_at: &'a str,
    /// The reason, where it was withdrawn.
    pub withdrawn: Option<&'a str>,
    /// How the quotation was found: exact, alike, approximate; empty where it was not looked for.
    pub found: &'a str,
    /// How alike the quotation and the source are, per mille.
    pub score: Option<i64>,
    pub faults: &'a str,
    pub cell: &'a str,
    pub as_of: &'a str,
    pub good_until: &'a str,
    pub formula: &'a str,
    pub undermined: bool,
    pub record_sha256: &'a [u8],
}
