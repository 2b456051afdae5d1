//! What of a claim holds at this moment: gathers what the judgement needs to know besides the claim's own record.

use crate::documents::kept_document;
use crate::sources::lineage::is_stated;
use language::quantity::compare::Rate;
use language::standing::{Beside, Ground, Newer, Origin, Said, says, words_given};
pub use language::standing::{Hold, OfEvidence, OriginCount, Standing};
use language::text::compare::{Change, changes_in_place, sentence_at};
use language::text::quote::{self, Asked, Prepared};
use record::model::claim::{Anchor, Claim, Evidence, Seat};
use record::model::entities::{self, Capture};
use record::model::event::{Passage, Policy};
use record::model::id::Id;
use record::model::mark::Mark;
use record::model::review::Unmet;
use record::model::standing::Reason;
use record::model::time::Day;
use record::model::words::{QuoteFault, StandingReason};
use std::collections::{BTreeMap, BTreeSet};
use store::error::Result;
use store::{Access, Reader};

/// Judges a claim as of a day; what is confidential is judged, and its words are left out where the reader is discreet.
pub fn standing(reader: Reader, claim: &Claim, today: Day) -> Result<Standing> {
    standing_at(reader, claim.recorded.row, today)
}

/// Judges the claim at a place as of a day, as [`standing`] does.
pub fn standing_at(reader: Reader, row: i64, today: Day) -> Result<Standing> {
    judged_at(reader, row, today).map(|(_, standing)| standing)
}

/// Reads the claim at a place and judges it, as [`standing_at`] does; what is confidential of the claim itself is there, too.
pub fn judged_at(reader: Reader, row: i64, today: Day) -> Result<(Claim, Standing)> {
    let whole = reader.revealing();
    let claim = whole.claim(row)?;
    let rates = crate::evidence::compare::rates(whole, &claim)?;
    let judged = judge(whole, &claim, &rates, today)?;
    let judged = if reader.sight() == Access::Whole { judged } else { discreet(reader, &claim, judged)? };
    Ok((claim, judged))
}

fn judge(reader: Reader, claim: &Claim, rates: &[Rate], today: Day) -> Result<Standing> {
    let mut beside = BTreeMap::new();
    let piece = reader.row_of(claim.piece)?;
    for evidence in claim.live_evidence() {
        beside.insert(evidence.mark.id, beside_of(reader, claim, piece, evidence)?);
    }
    let sentence = sentence(reader, claim)?;
    let (reworded, revoked) = (reworded(reader, claim)?, revoked(reader, claim)?);
    Ok(Standing::of(claim, &Ground { today: Some(today), rates, sentence, beside, reworded, revoked }))
}

/// Says what changed in the claim's sentence since each verdict and since the sign-off, by the drafts themselves: a casebook
/// may come from a program that did not look at the whole sentence.
pub(crate) fn reworded(reader: Reader, claim: &Claim) -> Result<BTreeMap<Id, Vec<Change>>> {
    let confirmed = claim.confirmed.last().map_or(0, |mark| mark.row);
    let (mut found, mut compared) = (BTreeMap::new(), Vec::<(Seat, Vec<Change>)>::new());
    for mark in signed(claim) {
        let Some((then, now)) = claim.seats_since(mark.row.max(confirmed)) else { continue };
        let changes = match compared.iter().find(|(seat, _)| *seat == then) {
            Some((_, changes)) => changes.clone(),
            None => {
                let changes = changed_between(reader, then, now)?;
                compared.push((then, changes.clone()));
                changes
            }
        };
        if !changes.is_empty() {
            found.insert(mark.id, changes);
        }
    }
    Ok(found)
}

/// Goes through what people put their names to: the verdicts that count, the settlement and the sign-off.
fn signed(claim: &Claim) -> impl Iterator<Item = &Mark> {
    let checks = claim.standing_checks().map(|check| &check.mark);
    let settled = claim.standing_resolution().map(|resolution| &resolution.mark);
    checks.chain(settled).chain(claim.sign_off.as_ref().map(|sign_off| &sign_off.mark))
}

/// Compares a claim's sentence in two drafts; no change where a draft's text is no longer there.
pub(crate) fn changed_between(reader: Reader, then: Seat, now: Seat) -> Result<Vec<Change>> {
    let (Some(was), Some(is)) = (text_of_draft(reader, then.draft)?, text_of_draft(reader, now.draft)?) else {
        return Ok(Vec::new());
    };
    Ok(changes_in_place((&was, then.span), (&is, now.span)).unwrap_or_default())
}

/// Finds the verdicts, settlements and sign-offs of a claim that were signed with a key that had been revoked before.
fn revoked(reader: Reader, claim: &Claim) -> Result<BTreeSet<Id>> {
    let mut revoked = BTreeSet::new();
    for mark in signed(claim) {
        if reader.signed_after_revocation(mark.row)? {
            revoked.insert(mark.id);
        }
    }
    Ok(revoked)
}

/// Gives the sentence of the draft that a claim stands for: where its statement is a part of it and somebody quotes a source
/// for it, and where its statement says it in other words.
fn sentence(reader: Reader, claim: &Claim) -> Result<Option<String>> {
    let Some(anchor) = &claim.anchor else { return Ok(None) };
    let Some(statement) = claim.statement.as_deref() else { return Ok(None) };
    let quoted = claim.live_evidence().any(|evidence| evidence.quote.is_some());
    let needed = if statement == anchor.exact { quoted } else { !is_around(statement, anchor) };
    let (Some(draft), Some(span)) = (claim.draft.filter(|_| needed), claim.spans.first()) else { return Ok(None) };
    let text = text_of_draft(reader, draft)?;
    Ok(text.and_then(|text| sentence_at(&text, *span)))
}

/// Gives the text of a draft; none where it is no longer there.
fn text_of_draft(reader: Reader, draft: Id) -> Result<Option<String>> {
    let draft = reader.draft(reader.row_of(draft)?)?;
    let bytes = draft.text_sha256.as_deref().and_then(Id::from_hex).map(|hash| reader.bytes(hash)).transpose()?;
    Ok(bytes.flatten().and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// Says whether a statement is what stands around the claim's words in the draft, as far as the anchor knows.
fn is_around(statement: &str, anchor: &Anchor) -> bool {
    let Some((before, after)) = statement.split_once(&anchor.exact) else { return false };
    let begins = before.ends_with(&anchor.prefix) || anchor.prefix.ends_with(before);
    begins && (after.starts_with(&anchor.suffix) || anchor.suffix.starts_with(after))
}

fn beside_of(reader: Reader, claim: &Claim, piece: i64, evidence: &Evidence) -> Result<Beside> {
    let sources = evidence.sources().map(|source| origin(reader, piece, same_bytes(reader, evidence, source)?));
    let origins = sources.collect::<Result<Vec<_>>>()?;
    let text = quoted_text(reader, evidence)?;
    let said = text.as_ref().zip(evidence.passage.as_ref()).and_then(|(text, passage)| said(text, passage));
    let quoted_elsewhere = text.as_ref().is_some_and(|text| holds_the_words(claim, text));
    let gone_from = gone_from(reader, evidence, text.as_deref())?;
    let found = text.zip(evidence.passage.as_ref()).and_then(|(text, passage)| found(&text, passage));
    Ok(Beside { origins, gone_from, found, said, quoted_elsewhere })
}

/// Gives what a source says around a passage.
fn said(text: &str, passage: &Passage) -> Option<Said> {
    let [sentence, next] = quote::around(text, passage.start..passage.end)?;
    Some(Said { sentence: sentence.into(), next: next.into() })
}

/// Gives the text of the capture that evidence quotes.
fn quoted_text(reader: Reader, evidence: &Evidence) -> Result<Option<String>> {
    match evidence.capture.filter(|_| evidence.passage.is_some()) {
        Some(capture) => text_of(reader, &reader.capture(reader.row_of(capture)?)?),
        None => Ok(None),
    }
}

/// Says whether a text holds all that a claim gives as said.
fn holds_the_words(claim: &Claim, text: &str) -> bool {
    let Some(words) = words_given(claim) else { return false };
    let text = Prepared::new(text);
    words.iter().all(|words| says(words, &text))
}

/// Gives the first source that the bytes of the evidence's capture are filed under: the same document is one origin, whatever
/// it is called.
fn same_bytes(reader: Reader, evidence: &Evidence, source: Id) -> Result<i64> {
    let own = reader.row_of(source)?;
    let Some(capture) = evidence.capture.filter(|_| evidence.source == Some(source)) else { return Ok(own) };
    let capture = reader.capture(reader.row_of(capture)?)?;
    let Some(sha256) = capture.sha256.as_deref().and_then(Id::from_hex) else { return Ok(own) };
    let named = reader.sources_captured_as(sha256)?;
    Ok(named.iter().map(|found| found.row).min().map_or(own, |first| first.min(own)))
}

/// Follows a source to its origin, as far as anybody has stated it.
fn origin(reader: Reader, piece: i64, source: i64) -> Result<Origin> {
    let descent = reader.descent(source)?;
    Ok(match descent.end.clone() {
        entities::Origin::Piece(of) if of == piece => Origin::Piece,
        entities::Origin::Piece(of) => Origin::Stated(format!("piece {of}")),
        entities::Origin::Named(name) => Origin::Stated(format!("named {name}")),
        entities::Origin::Circle(row) => Origin::Stated(format!("source {row}")),
        entities::Origin::Source(row) => {
            let key = format!("source {row}");
            let stated = is_stated(reader, &descent.end, !descent.links.is_empty())?;
            if stated { Origin::Stated(key) } else { Origin::NotStated(key) }
        }
    })
}

/// Of a source that was captured often the latest are looked at.
const MOST_VERSIONS: usize = 8;
/// So many lines of a capture are looked for in a later one.
const STRETCHES: usize = 12;

/// Finds the latest capture that repeats the one that was quoted, whose text is given, and says whether it lacks the quotation.
fn gone_from(reader: Reader, evidence: &Evidence, quoted_text: Option<&str>) -> Result<Option<Newer>> {
    let (Some(quote), Some(passage), Some(capture)) = (&evidence.quote, &evidence.passage, evidence.capture) else {
        return Ok(None);
    };
    let Some(source) = evidence.source else { return Ok(None) };
    let quoted = reader.row_of(capture)?;
    let captures = reader.captures(Some(reader.row_of(source)?))?;
    let own = captures.iter().find(|other| other.row == quoted);
    let (name, was) = (own.and_then(|own| own.name.as_ref()), quoted_text.filter(|_| own.is_some()));
    let mut newest = None;
    for other in captures.iter().rev().take_while(|other| other.row > quoted).take(MOST_VERSIONS) {
        let named = name.is_some() && name == other.name.as_ref();
        let Some(text) = text_of(reader, other)? else { continue };
        if other.again.is_some() || named || was.is_some_and(|was| is_version(was, &text)) {
            newest = Some((other, text));
            break;
        }
    }
    let Some((newest, text)) = newest else { return Ok(None) };
    let there = quote::find(quote, &Prepared::new(&text), &Asked::default());
    // Words that only resemble it are not the quotation.
    let kept =
        there.is_some_and(|found| passage.faults.len() >= found.faults.len() && found.matched <= passage.r#match);
    Ok((!kept).then_some(Newer { capture: newest.id, row: newest.row }))
}

/// Says whether a text is another version of an earlier one: most of some lines of the one are in the other.
fn is_version(was: &str, text: &str) -> bool {
    let lines: Vec<&str> = was.lines().map(str::trim).filter(|line| line.len() >= 20).collect();
    let step = lines.len().div_ceil(STRETCHES).max(1);
    let asked: Vec<&&str> = lines.iter().step_by(step).collect();
    let there = asked.iter().filter(|line| text.contains(**line)).count();
    // A single line that was changed tells nothing; of several, half are enough.
    asked.len() > 1 && there * 2 >= asked.len()
}

/// Gives the words of the source where an altered quotation was found.
fn found(text: &str, passage: &Passage) -> Option<String> {
    let altered = passage.faults.iter().any(|fault| *fault != QuoteFault::AnotherPage);
    text.get(passage.start as usize..passage.end as usize).filter(|_| altered).map(str::to_string)
}

/// Reads the text of a capture that is not sealed.
fn text_of(reader: Reader, capture: &Capture) -> Result<Option<String>> {
    if capture.confidential {
        return Ok(None);
    }
    let (text, layout) = (capture.text_sha256.as_deref(), capture.layout_sha256.as_deref());
    Ok(kept_document(reader, text, layout)?.map(|document| document.text))
}

/// Leaves out the words of what is kept back from the reader.
fn discreet(reader: Reader, claim: &Claim, mut judged: Standing) -> Result<Standing> {
    let seen = reader.claim(claim.recorded.row)?;
    for of_evidence in &mut judged.evidence {
        let told = |evidence: &Evidence| evidence.mark.id == of_evidence.evidence;
        if seen.evidence.iter().find(|evidence| told(evidence)) != claim.evidence.iter().find(|evidence| told(evidence))
        {
            of_evidence.reasons.iter_mut().for_each(|reason| reason.parts.clear());
            of_evidence.compared = None;
        }
    }
    Ok(judged)
}

/// Judges a claim for somebody who looks, who may have to judge without the verdicts of others.
pub fn seen_standing(reader: Reader, claim: &Claim, today: Day, onlooker: &str) -> Result<Standing> {
    let mut judged = standing(reader, claim, today)?;
    if claim.blind_for(onlooker) {
        judged.hide_verdicts();
    }
    Ok(judged)
}

/// Gives what a list says of a claim: what does not stand, what is stale, and what was taken despite something.
pub fn in_brief(standing: &Standing) -> Vec<Reason> {
    let taken = |reason: &&Reason| {
        matches!(reason.code, StandingReason::Stale | StandingReason::CountedDespite | StandingReason::SignedOffDespite)
    };
    let mut brief: Vec<Reason> =
        standing.barring().into_iter().chain(standing.reasons().filter(taken)).cloned().collect();
    // Whole passages are for the card.
    let quotes = |reason: &&mut Reason| {
        matches!(
            reason.code,
            StandingReason::QuoteAltered
                | StandingReason::PassageTurned
                | StandingReason::PassageUnrelated
                | StandingReason::WordsNotSaid
                | StandingReason::StatementTurned
        )
    };
    brief.iter_mut().filter(quotes).for_each(|reason| reason.parts.clear());
    brief
}

/// Says which rules keep a claim from being signed off: those of the policy, and all that does not stand.
pub fn unmet(claim: &Claim, standing: &Standing, policy: &Policy) -> Vec<Unmet> {
    let mut unmet = claim.unmet(policy, standing.counting());
    // The policy has words of its own for these.
    let outdated = unmet.contains(&Unmet::OutdatedVerdict);
    // Where the policy asks for no evidence, a verdict may rest on none.
    let unasked = policy.evidence == 0 || unmet.iter().any(|rule| matches!(rule, Unmet::Evidence { .. }));
    let told = |reason: &Reason| match reason.code {
        StandingReason::ClaimChanged => outdated,
        StandingReason::RestsOnNothing => unasked,
        _ => false,
    };
    unmet.extend(standing.barring().into_iter().filter(|reason| !told(reason)).cloned().map(Unmet::Standing));
    unmet
}

/// Says whether a rule may be passed over for a reason that somebody gives.
pub fn may_be_despite(unmet: &Unmet) -> bool {
    matches!(unmet, Unmet::Standing(_) | Unmet::Evidence { .. })
}
