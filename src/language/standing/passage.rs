//! Whether the passage that a quotation was taken from says what the claim says.

use super::figures::own_words;
use super::{Ground, Reason};
use crate::text::compare::{Turned, is_beside_the_point, turned};
use crate::text::quote::{self, Asked, Prepared};
use crate::text::quoted_words;
use record::model::claim::{Claim, Evidence};
use record::model::words::{ClaimType, QuoteFault, Stance, StandingReason};
use record::visible::shortened;

/// As much of a passage as a reason shows, in characters.
const SHOWN: usize = 400;

pub(super) fn judge(claim: &Claim, evidence: &Evidence, ground: &Ground) -> Vec<Reason> {
    if !matches!(evidence.stance, Stance::Supports | Stance::Partial) {
        return Vec::new();
    }
    turns(claim, evidence, ground).into_iter().chain(not_said(claim, evidence, ground)).collect()
}

/// The source's sentence denies the claim, or turns it.
fn turns(claim: &Claim, evidence: &Evidence, ground: &Ground) -> Option<Reason> {
    let own = claim.statement.as_deref();
    let asserted = ground.sentence.as_deref().filter(|_| is_its_words(claim)).or(own)?;
    let quote = evidence.quote.as_deref()?;
    let said = ground.beside.get(&evidence.mark.id).and_then(|beside| beside.said.as_ref());
    let (sentence, next) = said.map_or((quote, ""), |said| (said.sentence.as_str(), said.next.as_str()));
    // What is quoted is compared as quoted: who says it, and of whom, is part of the claim.
    let found = turned(asserted, sentence, next);
    if found.is_empty() && is_beside_the_point(asserted, sentence) {
        return Some(Reason::of(StandingReason::PassageUnrelated, evidence.mark.id).with(short(sentence)));
    }
    let named = found.iter().map(Turned::to_string).collect::<Vec<_>>().join("; ");
    let shown = if next.is_empty() { sentence.to_owned() } else { format!("{sentence} {next}") };
    (!found.is_empty())
        .then(|| Reason::of(StandingReason::PassageTurned, evidence.mark.id).with(named).with(short(&shown)))
}

/// Says whether the claim's statement is nothing but its words in the draft.
fn is_its_words(claim: &Claim) -> bool {
    claim.anchor.as_ref().is_some_and(|anchor| claim.statement.as_deref() == Some(anchor.exact.as_str()))
}

/// The claim's statement says something else than the sentence that it stands for.
pub(super) fn misstated(claim: &Claim, ground: &Ground) -> Option<Reason> {
    let (statement, sentence) = (claim.statement.as_deref()?, ground.sentence.as_deref()?);
    let found = if is_its_words(claim) { Vec::new() } else { turned(statement, sentence, "") };
    let named = found.iter().map(Turned::to_string).collect::<Vec<_>>().join("; ");
    (!found.is_empty()).then(|| Reason::of_claim(StandingReason::StatementTurned).with(named).with(short(sentence)))
}

fn short(text: &str) -> String {
    shortened(text, SHOWN)
}

/// The claim gives words as said, and the evidence holds others.
fn not_said(claim: &Claim, evidence: &Evidence, ground: &Ground) -> Option<Reason> {
    let words = words_given(claim)?;
    let beside = ground.beside.get(&evidence.mark.id);
    let quote = evidence.quote.as_deref().filter(|_| !beside.is_some_and(|beside| beside.quoted_elsewhere))?;
    let sentence = beside.and_then(|beside| beside.said.as_ref()).map(|said| said.sentence.as_str());
    let text = Prepared::new(sentence.filter(|sentence| sentence.len() > quote.len()).unwrap_or(quote));
    let holds = |words: &&String| says(words, &text);
    let missing = words.iter().find(|words| !holds(words))?;
    Some(Reason::of(StandingReason::WordsNotSaid, evidence.mark.id).with(short(missing)).with(short(quote)))
}

/// Gives what a claim gives as said: all of a quotation, else what its own words set in quotation marks.
pub fn words_given(claim: &Claim) -> Option<Vec<String>> {
    let own = own_words(claim)?;
    if claim.claim_type == ClaimType::Quotation {
        return Some(quoted_words(claim.statement.as_deref().unwrap_or(own)));
    }
    let words = quoted_words(own);
    // A word or two may be a name or a title.
    let said = words.iter().all(|words| words.len() < own.len() && words.split_whitespace().count() > 2);
    said.then_some(words)
}

/// Says whether a text holds some words, as they stand.
pub fn says(words: &str, text: &Prepared) -> bool {
    let found = quote::find(words, text, &Asked::default());
    found.is_some_and(|found| !found.faults.iter().any(|fault| alters(fault.kind)))
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
