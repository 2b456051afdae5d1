//! What bears on a claim: a passage or figure of a source, or what was computed from such.

use super::event::{EvidenceAttached, EvidenceDerived, Passage};
use super::id::Id;
use super::mark::{Mark, Remark};
use super::quantity::Quantity;
use super::record::Record;
use super::time::Day;
use super::words::{Confidence, Stance};
use serde::Serialize;

/// A passage or figure of a source that bears on the claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    #[serde(flatten)]
    pub mark: Mark,
    /// Absent where it was computed from other evidence.
    pub source: Option<Id>,
    pub capture: Option<Id>,
    pub stance: Stance,
    pub confidence: Option<Confidence>,
    pub locator: Option<String>,
    pub quote: Option<String>,
    /// Where the program found the quotation; a quotation without it is unverified.
    pub passage: Option<Passage>,
    /// Who is quoted as saying it.
    pub speaker: Option<String>,
    /// The cell of a captured table that the figure was read from.
    pub cell: Option<Cell>,
    pub note: Option<String>,
    /// Why a person counts it although something of it does not stand.
    pub despite: Option<String>,
    pub quantity: Option<Quantity>,
    /// The day of which it tells.
    pub as_of: Option<Day>,
    /// The last day on which it may be relied on.
    pub good_until: Option<Day>,
    /// How it was computed, where it was.
    pub derivation: Option<Derivation>,
    /// The mark and reason of its withdrawal.
    pub withdrawn: Option<Remark>,
}

impl Evidence {
    /// Says whether it stands: neither withdrawn, nor computed from what no longer stands.
    pub fn stands(&self) -> bool {
        self.withdrawn.is_none() && self.derivation.as_ref().is_none_or(|derivation| derivation.undermined.is_none())
    }

    /// Says whether it quotes words that nobody has found in the source.
    pub fn quotes_unverified(&self) -> bool {
        self.quote.is_some() && self.passage.is_none()
    }

    /// Gives the sources that it rests on: its own, or those of what it was computed from.
    pub fn sources(&self) -> impl Iterator<Item = Id> {
        self.source.into_iter().chain(self.derivation.iter().flat_map(|derivation| derivation.sources.iter().copied()))
    }

    pub(super) fn attached(record: &Record, body: &EvidenceAttached) -> Self {
        let cell = record.texts.find("cell").map(|text| &text.value);
        let cell = cell.map(|cell| {
            let field = |name| cell.field(name).unwrap_or_default().to_string();
            Cell { address: field("address"), text: field("text") }
        });
        Self {
            mark: Mark::of(record),
            source: Some(body.source),
            capture: body.capture,
            stance: body.stance,
            confidence: body.confidence,
            locator: record.texts.owned("locator"),
            quote: record.texts.owned("quote"),
            passage: body.passage.clone(),
            speaker: record.texts.owned("speaker"),
            cell,
            note: record.texts.owned("note"),
            despite: body.despite.then(|| record.wording("despite")),
            quantity: body.figure.as_ref().map(|figure| record.quantity(figure)),
            as_of: body.as_of,
            good_until: body.good_until,
            derivation: None,
            withdrawn: None,
        }
    }

    pub(super) fn derived(record: &Record, body: &EvidenceDerived) -> Self {
        let formula = record.texts.owned("formula");
        Self {
            mark: Mark::of(record),
            source: None,
            capture: None,
            stance: body.stance,
            confidence: body.confidence,
            locator: None,
            quote: None,
            passage: None,
            speaker: None,
            cell: None,
            note: record.texts.owned("note"),
            despite: None,
            quantity: Some(record.quantity(&body.figure)),
            as_of: None,
            good_until: None,
            derivation: Some(Derivation {
                formula,
                inputs: body.inputs.clone(),
                sources: body.sources.clone(),
                undermined: None,
            }),
            withdrawn: None,
        }
    }
}

/// A cell of a captured table, and what stood in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    pub address: String,
    pub text: String,
}

/// How evidence was computed from other evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Derivation {
    /// Absent where the text is withheld.
    pub formula: Option<String>,
    pub inputs: Vec<Id>,
    /// The sources of that evidence.
    pub sources: Vec<Id>,
    /// The first of the inputs that no longer stands.
    pub undermined: Option<Id>,
}
