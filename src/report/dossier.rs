//! Everything about a piece under check, gathered once; each report format writes the same dossier.
//!
//! What is confidential is left out where the dossier was gathered discreetly, so that no format can tell it.

use formats::ingest::Document;
use language::quantity::compare::{Answer, Reason};
use language::standing::Standing;
use record::model::claim::Claim;
use record::model::entities::{Capture, Draft, Piece, Source};
use record::model::event::Policy;
use record::model::id::Id;
use record::model::mark::Mark;
use record::model::stake::Stake;
use record::model::time::Moment;
use record::model::words::{Status, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// A piece with its latest draft, its claims and all that they rest on.
#[derive(Clone, Debug, Serialize)]
pub struct Dossier {
    pub piece: Piece,
    /// The latest draft and its text; absent where no draft came in.
    pub draft: Option<DossierDraft>,
    /// In the order of the text; those without a place after them, in the order of recording.
    pub claims: Vec<Entry>,
    /// The sources that evidence on these claims comes from, by id, in hexadecimal.
    pub sources: BTreeMap<String, CitedSource>,
    /// The captures of those sources.
    pub captures: Vec<Capture>,
    /// Checkable parts of the draft that are in no claim.
    pub uncovered: Vec<Uncovered>,
    /// Stakes that stand.
    pub stakes: Vec<Stake>,
    pub policy: Policy,
    /// Where each log stood when this was gathered: origin, actor, size.
    pub logs: Vec<(String, Option<String>, u64)>,
    /// The time of the latest event.
    pub updated: Option<Moment>,
    /// What is confidential stands in it in full.
    pub revealed: bool,
}

/// A draft with its text.
#[derive(Clone, Debug, Serialize)]
pub struct DossierDraft {
    #[serde(flatten)]
    pub draft: Draft,
    pub document: Document,
}

/// A claim with what follows from it.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// From 1, in the order of the dossier.
    pub number: usize,
    pub status: Status,
    pub verdict: Option<Verdict>,
    pub contested: bool,
    pub record_sha256: Id,
    /// Byte offsets into the draft's text; empty where it has no place there.
    pub spans: Vec<Range<usize>>,
    pub claim: Claim,
    pub comparisons: Vec<Comparison>,
    /// What of it held on the day of the last event.
    pub standing: Standing,
    /// What recorded stakes answer to a claim of ownership, a sentence each.
    pub ownership: Vec<String>,
    /// Everything that happened to it.
    pub timeline: Vec<Step>,
}

/// A figure of evidence beside the claim's.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    pub evidence: Id,
    pub answer: Answer,
    pub reason: Option<Reason>,
    pub working: Vec<String>,
}

/// A source, and where its information comes from.
#[derive(Clone, Debug, Serialize)]
pub struct CitedSource {
    /// From 1, in the order in which claims cite it.
    pub number: usize,
    #[serde(flatten)]
    pub source: Source,
    /// Equal origins are equal texts.
    pub ultimate_origin: String,
}

/// A part of the draft that could be checked and is in no claim.
#[derive(Clone, Debug, Serialize)]
pub struct Uncovered {
    pub line: usize,
    pub column: usize,
    pub kind: String,
    pub text: String,
    pub why: String,
}

/// One event of a claim.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    #[serde(flatten)]
    pub mark: Mark,
    pub kind: &'static str,
    /// Its main words, where it has any.
    pub text: Option<String>,
}

impl Dossier {
    /// Gives the source of a piece of evidence.
    pub fn source(&self, id: Id) -> Option<&CitedSource> {
        self.sources.get(&id.hex())
    }

    /// Counts the claims of each status, in the order of the words.
    pub fn by_status(&self) -> BTreeMap<Status, usize> {
        let mut counts = BTreeMap::new();
        for entry in &self.claims {
            *counts.entry(entry.status).or_default() += 1;
        }
        counts
    }
}
