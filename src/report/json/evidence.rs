//! The public shape of a piece of evidence, with what comparing its figure gave.

use super::reason::ReasonShape;
use super::{MarkShape, QuantityShape, RemarkShape};
use crate::dossier::{Comparison, Entry};
use crate::look::of_evidence;
use language::quantity::compare::{Answer, Reason};
use record::model::claim::{Derivation, Evidence};
use record::model::event::Passage;
use record::model::id::Id;
use record::model::time::Day;
use record::model::words::{Confidence, QuoteFault, QuoteMatch, Stance};
use serde::Serialize;

#[derive(Serialize)]
pub struct EvidenceShape<'a> {
    #[serde(flatten)]
    mark: MarkShape<'a>,
    stands: bool,
    counts: bool,
    reasons: Vec<ReasonShape<'a>>,
    stance: Stance,
    confidence: Option<Confidence>,
    source: Option<Id>,
    capture: Option<Id>,
    locator: &'a Option<String>,
    quote: &'a Option<String>,
    passage: Option<PassageShape<'a>>,
    speaker: &'a Option<String>,
    cell: Option<CellShape<'a>>,
    note: &'a Option<String>,
    despite: &'a Option<String>,
    quantity: Option<QuantityShape<'a>>,
    comparison: Option<ComparisonShape<'a>>,
    as_of: Option<Day>,
    good_until: Option<Day>,
    derivation: Option<DerivationShape<'a>>,
    withdrawn: Option<RemarkShape<'a>>,
}

impl<'a> EvidenceShape<'a> {
    pub fn of(entry: &'a Entry, evidence: &'a Evidence) -> Self {
        let judged = of_evidence(entry, evidence.mark.id);
        let comparison = entry.comparisons.iter().find(|comparison| comparison.evidence == evidence.mark.id);
        // Where a quotation stands is told with the quotation only.
        let passage = evidence.passage.as_ref().filter(|_| evidence.quote.is_some());
        Self {
            mark: MarkShape::of(&evidence.mark),
            stands: evidence.stands(),
            counts: judged.is_some_and(|judged| judged.counts),
            reasons: judged.iter().flat_map(|judged| &judged.reasons).map(ReasonShape::of).collect(),
            stance: evidence.stance,
            confidence: evidence.confidence,
            source: evidence.source,
            capture: evidence.capture,
            locator: &evidence.locator,
            quote: &evidence.quote,
            passage: passage.map(PassageShape::of),
            speaker: &evidence.speaker,
            cell: evidence.cell.as_ref().map(|cell| CellShape { address: &cell.address, text: &cell.text }),
            note: &evidence.note,
            despite: &evidence.despite,
            quantity: evidence.quantity.as_ref().map(QuantityShape::of),
            comparison: comparison.map(ComparisonShape::of),
            as_of: evidence.as_of,
            good_until: evidence.good_until,
            derivation: evidence.derivation.as_ref().map(DerivationShape::of),
            withdrawn: evidence.withdrawn.as_ref().map(RemarkShape::of),
        }
    }
}

#[derive(Serialize)]
struct PassageShape<'a> {
    start: u64,
    end: u64,
    r#match: QuoteMatch,
    score: u32,
    faults: &'a [QuoteFault],
}

impl<'a> PassageShape<'a> {
    fn of(passage: &'a Passage) -> Self {
        let Passage { start, end, r#match, score, faults } = passage;
        Self { start: *start, end: *end, r#match: *r#match, score: *score, faults }
    }
}

#[derive(Serialize)]
struct CellShape<'a> {
    address: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct ComparisonShape<'a> {
    answer: Answer,
    reason: Option<Reason>,
    working: &'a [String],
}

impl<'a> ComparisonShape<'a> {
    fn of(comparison: &'a Comparison) -> Self {
        Self { answer: comparison.answer, reason: comparison.reason, working: &comparison.working }
    }
}

#[derive(Serialize)]
struct DerivationShape<'a> {
    formula: &'a Option<String>,
    inputs: &'a [Id],
    sources: &'a [Id],
    undermined: Option<Id>,
}

impl<'a> DerivationShape<'a> {
    fn of(derivation: &'a Derivation) -> Self {
        let Derivation { formula, inputs, sources, undermined } = derivation;
        Self { formula, inputs, sources, undermined: *undermined }
    }
}
