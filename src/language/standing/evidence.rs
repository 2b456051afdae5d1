//! What is wrong with a piece of evidence.

use super::{Ground, Origin, Reason};
use crate::quantity::compare::{Answer, Comparison, compare};
use crate::quantity::{find, is_rate};
use crate::text::language;
use record::model::claim::{Claim, Evidence};
use record::model::id::Id;
use record::model::quantity::Quantity;
use record::model::words::{QuoteFault, Stance, StandingReason};
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
    let (id, compared) = (evidence.mark.id, compared(claim, evidence, ground));
    let mut reasons = Vec::new();
    reasons.extend(empty(evidence));
    reasons.extend(duplicate(evidence, earlier));
    reasons.extend(quote(evidence, ground));
    reasons.extend(figure(claim, evidence, compared.as_ref()));
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
        let faults: Vec<_> = passage.faults.iter().filter(|fault| alters(**fault)).collect();
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

/// Says whether a fault makes other words of the source's. Where it stands, and where its sentence begins and ends, is told
/// beside the quotation and is for a person to weigh: "…, said Lind" ends a sentence too.
pub fn alters(fault: QuoteFault) -> bool {
    match fault {
        QuoteFault::AnotherPage | QuoteFault::StartsMidSentence | QuoteFault::EndsMidSentence => false,
        QuoteFault::NegationAltered
        | QuoteFault::NumberAltered
        | QuoteFault::ElisionRemovesNegation
        | QuoteFault::ElisionRemovesCondition
        | QuoteFault::ElisionRemovesHedge
        | QuoteFault::OtherSpeaker
        | QuoteFault::WordAltered
        | QuoteFault::WordsAdded
        | QuoteFault::WordsDropped => true,
    }
}

/// Compares the figure with the claim's.
fn compared(claim: &Claim, evidence: &Evidence, ground: &Ground) -> Option<Comparison> {
    let (own, its) = (claim.quantity.as_ref()?, evidence.quantity.as_ref()?);
    (!is_rate(its)).then(|| compare(own, its, ground.rates))
}

fn figure(claim: &Claim, evidence: &Evidence, compared: Option<&Comparison>) -> Vec<Reason> {
    let (id, mut reasons) = (evidence.mark.id, Vec::new());
    let supports = matches!(evidence.stance, Stance::Supports);
    if let Some(comparison) = compared.filter(|_| supports) {
        if comparison.answer == Answer::Inconsistent {
            let said = comparison.working.first().map(String::as_str).unwrap_or_default();
            reasons.push(Reason::of(StandingReason::FigureInconsistent, id).with(said));
        }
        if comparison.answer == Answer::Consistent && period_is_open(claim, evidence) {
            reasons.push(Reason::of(StandingReason::PeriodNotStated, id));
        }
    }
    if let Some(said) = other_figure_in_quote(evidence) {
        let typed = evidence.quantity.as_ref().map(Quantity::to_string).unwrap_or_default();
        reasons.push(Reason::of(StandingReason::FigureNotInQuote, id).with(typed).with(said));
    }
    reasons
}

fn period_is_open(claim: &Claim, evidence: &Evidence) -> bool {
    let dated = |quantity: &Option<Quantity>| {
        quantity.as_ref().is_some_and(|quantity| quantity.figure.from.is_some() || quantity.figure.to.is_some())
    };
    dated(&claim.quantity) && !dated(&evidence.quantity) && evidence.as_of.is_none()
}

/// Gives the figures of the evidence's own quotation where the one that was typed is none of them.
fn other_figure_in_quote(evidence: &Evidence) -> Option<String> {
    let (quote, typed) = (evidence.quote.as_deref()?, evidence.quantity.as_ref()?);
    typed.figure.amount?;
    if evidence.cell.is_some() || is_rate(typed) {
        return None;
    }
    let mut bare = typed.clone();
    (bare.subject, bare.metric, bare.figure.basis) = (None, None, None);
    (bare.figure.from, bare.figure.to) = (None, None);
    let found = find(quote, language(quote));
    let read = found.iter().flat_map(|found| std::iter::once(&found.quantity).chain(&found.alternative));
    let read: Vec<&Quantity> = read.filter(|quantity| quantity.figure.amount.is_some()).collect();
    // What is read surely on neither side proves nothing against the one who typed it.
    let answers: Vec<Answer> = read.iter().map(|quantity| in_the_quote(quantity, &bare)).collect();
    let none_fits = !answers.is_empty() && answers.iter().all(|answer| *answer == Answer::Inconsistent);
    none_fits.then(|| found.iter().map(|found| found.quantity.to_string()).collect::<Vec<_>>().join("; "))
}

/// Compares what a quotation says with what was typed of it: another unit is another figure.
fn in_the_quote(read: &Quantity, typed: &Quantity) -> Answer {
    let mut read = read.clone();
    (read.subject, read.metric, read.figure.basis, read.figure.from, read.figure.to) = (None, None, None, None, None);
    if read.figure.amount == typed.figure.amount
        || read.figure.upper.is_some_and(|upper| typed.figure.amount == Some(upper))
    {
        return Answer::Consistent;
    }
    match compare(&read, typed, &[]).answer {
        Answer::NotComparable => Answer::Inconsistent,
        answer => answer,
    }
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

/// Reads the figure of a quotation that can be compared with the claim's; `None` where none can, where several differ, or where
/// the writing allows two readings.
pub fn figure_beside(claim: &Quantity, quote: &str) -> Option<Quantity> {
    let found = find(quote, language(quote));
    let comparable = found.iter().filter(|found| {
        found.quantity.figure.amount.is_some() && compare(claim, &found.quantity, &[]).answer != Answer::NotComparable
    });
    let fitting: Vec<_> = comparable.collect();
    match &fitting[..] {
        [only] if only.alternative.is_none() => Some(only.quantity.clone()),
        _ => None,
    }
}
