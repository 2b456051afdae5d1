//! What is wrong with a piece of evidence.

use super::{Ground, Origin, Reason, figures, passage};
use crate::quantity::compare::Comparison;
use record::model::claim::{Claim, Evidence};
use record::model::id::Id;
use record::model::words::{Stance, StandingReason};
use serde::Serialize;

/// How a piece of evidence stands.
#[derive(Clone, Debug, Serialize)]
pub struct OfEvidence {
    pub evidence: Id,
    /// It meets rules and counts for its origin.
    pub counts: bool,
    pub reasons: Vec<Reason>,
    /// Its figure beside the claim's, where both have one.
    #[serde(skip)]
    pub compared: Option<Comparison>,
}

/// Judges the live evidence of a claim, in the order of recording.
pub(super) fn judge(claim: &Claim, ground: &Ground) -> Vec<OfEvidence> {
    let live: Vec<&Evidence> = claim.live_evidence().collect();
    let judged = live.iter().enumerate().map(|(at, evidence)| one(claim, evidence, &live[..at], ground));
    judged.collect()
}

fn one(claim: &Claim, evidence: &Evidence, earlier: &[&Evidence], ground: &Ground) -> OfEvidence {
    let (id, compared) = (evidence.mark.id, figures::compared(claim, evidence, ground));
    let mut reasons = Vec::new();
    reasons.extend(empty(evidence));
    reasons.extend(duplicate(evidence, earlier));
    reasons.extend(quote(evidence, ground));
    reasons.extend(figures::judge(claim, evidence, compared.as_ref()));
    reasons.extend(passage::judge(claim, evidence, ground));
    reasons.extend(expired(evidence, ground));
    reasons.extend(origin(evidence, ground));
    let barred = reasons.iter().any(Reason::bars);
    if let (true, Some(despite)) = (barred, &evidence.despite) {
        reasons.push(Reason::of(StandingReason::CountedDespite, id).with(despite));
    }
    OfEvidence { evidence: id, counts: !barred || evidence.despite.is_some(), reasons, compared }
}

/// Nothing was seen, nowhere.
fn empty(evidence: &Evidence) -> Option<Reason> {
    let Evidence { quote, quantity, cell, note, locator, capture, derivation, .. } = evidence;
    // A dot tells nothing.
    let says = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains(char::is_alphanumeric));
    let told = [quote, note, locator].into_iter().any(says);
    let seen = told || quantity.is_some() || cell.is_some() || capture.is_some() || derivation.is_some();
    (!seen).then(|| Reason::of(StandingReason::Empty, evidence.mark.id))
}

/// The same passage of the same source counts once.
fn duplicate(evidence: &Evidence, earlier: &[&Evidence]) -> Option<Reason> {
    let same = |other: &&&Evidence| {
        let quoted = evidence.quote.is_some() && even(&evidence.quote) == even(&other.quote);
        let figured = evidence.quantity.is_some() && evidence.quantity == other.quantity;
        let placed = evidence.locator.is_some() && evidence.locator == other.locator;
        let passage = quoted || evidence.quote.is_none() && other.quote.is_none() && figured && placed;
        evidence.source.is_some() && evidence.source == other.source && evidence.stance == other.stance && passage
    };
    let first = earlier.iter().find(same)?;
    Some(Reason::of(StandingReason::Duplicate, evidence.mark.id).with(first.mark.id.short()))
}

fn even(quote: &Option<String>) -> Vec<&str> {
    quote.iter().flat_map(|quote| quote.split_whitespace()).collect()
}

fn quote(evidence: &Evidence, ground: &Ground) -> Vec<Reason> {
    let (id, mut reasons) = (evidence.mark.id, Vec::new());
    let beside = ground.beside.get(&id);
    if evidence.quotes_unverified() {
        reasons.push(Reason::of(StandingReason::QuoteUnverified, id));
    }
    if let Some(passage) = &evidence.passage {
        let faults: Vec<_> = passage.faults.iter().filter(|fault| passage::alters(**fault)).collect();
        if !faults.is_empty() {
            let named = faults.iter().map(|fault| fault.word()).collect::<Vec<_>>().join(", ");
            let said = beside.and_then(|beside| beside.found.as_deref()).unwrap_or("…");
            let altered = Reason::of(StandingReason::QuoteAltered, id).with(named).with(said);
            reasons.push(altered.with(evidence.quote.as_deref().unwrap_or_default()));
        }
    }
    if let Some(newer) = beside.and_then(|beside| beside.gone_from) {
        reasons.push(Reason::of(StandingReason::QuoteGone, id).with(newer.capture.short()));
    }
    reasons
}

fn expired(evidence: &Evidence, ground: &Ground) -> Option<Reason> {
    ground.past(evidence).map(|until| Reason::of(StandingReason::Expired, evidence.mark.id).with(until))
}

fn origin(evidence: &Evidence, ground: &Ground) -> Option<Reason> {
    let origins = ground.beside.get(&evidence.mark.id).map(|beside| &beside.origins[..]).unwrap_or_default();
    let all = |kind: fn(&Origin) -> bool| !origins.is_empty() && origins.iter().all(kind);
    if all(|origin| *origin == Origin::Piece) {
        return Some(Reason::of(StandingReason::Circular, evidence.mark.id));
    }
    let unstated = origins.iter().any(|origin| matches!(origin, Origin::NotStated(_)));
    (unstated && evidence.stance == Stance::Supports)
        .then(|| Reason::of(StandingReason::OriginNotStated, evidence.mark.id))
}
