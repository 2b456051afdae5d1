//! Which recorded facts recommend a change of the draft's words, and to which words.
//!
//! Only wording that somebody recorded is ever recommended:
//! - a correction takes its `was` out and puts its `now` in;
//! - an amended statement takes the place of the claim's words, if an earlier statement of the claim was exactly these
//!   words (so that the new one is a wording of them, and no mere description) and it was not found incorrect;
//! - a standing verdict of confirmed-with-change without either is a remark: a verdict's note is no wording.

use crate::dossier::Entry;
use record::model::claim::Correction;
use record::model::time::Moment;
use record::model::words::Verdict;
use std::ops::Range;

/// A recommended change, or a remark that one is needed.
#[derive(Clone, Debug)]
pub(super) struct Advice {
    pub author: String,
    pub time: Moment,
    /// What recommends it, for a line to begin with.
    pub why: String,
    pub reason: Option<String>,
    pub wording: Wording,
}

/// The new words, and where they go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// Nobody recorded any.
    None,
    /// The old words stand nowhere, or at several places.
    Lost {
        was: String,
        now: String,
    },
    Found {
        span: Range<usize>,
        now: String,
    },
}

/// Gives what is recommended for a claim.
pub(super) fn of(entry: &Entry, text: &str) -> Vec<Advice> {
    let mut advices: Vec<Advice> =
        entry.claim.corrections.iter().filter_map(|correction| corrected(entry, correction, text)).collect();
    if advices.is_empty() {
        advices.extend(amended(entry, text));
    }
    if advices.is_empty() && entry.verdict == Some(Verdict::ConfirmedWithChange) && entry.claim.corrections.is_empty() {
        advices.push(remarked(entry));
    }
    advices
}

fn corrected(entry: &Entry, correction: &Correction, text: &str) -> Option<Advice> {
    let (was, now) = (correction.was.trim(), correction.now.trim());
    let touches =
        |place: &Range<usize>| entry.spans.iter().any(|span| place.start < span.end && span.start < place.end);
    let wording = match find(text, was, touches) {
        Some(span) => Wording::Found { span, now: now.to_owned() },
        // The draft has the new words already.
        None if was != now && find(text, now, touches).is_some() => return None,
        None => Wording::Lost { was: was.to_owned(), now: now.to_owned() },
    };
    if was == now {
        return None;
    }
    Some(Advice {
        author: correction.mark.actor.clone(),
        time: correction.mark.time,
        why: format!("correction, published {}", correction.published),
        reason: correction.reason.clone(),
        wording,
    })
}

/// Finds words where they touch the claim's, or, where they touch them nowhere, in the whole text; only if at one place.
fn find(text: &str, words: &str, touches: impl Fn(&Range<usize>) -> bool) -> Option<Range<usize>> {
    if words.is_empty() {
        return None;
    }
    let all: Vec<Range<usize>> = text.match_indices(words).map(|(at, found)| at..at + found.len()).collect();
    let near: Vec<&Range<usize>> = all.iter().filter(|place| touches(place)).collect();
    match (near.as_slice(), all.as_slice()) {
        ([one], _) => Some((*one).clone()),
        ([], [one]) => Some(one.clone()),
        _ => None,
    }
}

fn amended(entry: &Entry, text: &str) -> Option<Advice> {
    let claim = &entry.claim;
    let statement = claim.statement.as_deref()?.trim();
    let [span] = entry.spans.as_slice() else { return None };
    let words = text.get(span.clone())?;
    let refuted = entry.verdict == Some(Verdict::Incorrect);
    if claim.worded_by == claim.recorded.id || words == statement || statement.is_empty() || refuted {
        return None;
    }
    let earlier = entry.timeline.iter().take_while(|step| step.mark.id != claim.worded_by);
    let mut stated = earlier.filter(|step| matches!(step.kind, "claim.recorded" | "claim.amended"));
    if !stated.any(|step| step.text.as_deref().is_some_and(|earlier| earlier.trim() == words)) {
        return None;
    }
    let step = entry.timeline.iter().find(|step| step.mark.id == claim.worded_by)?;
    let reason = claim.notes.iter().find(|note| note.remark.mark.id == claim.worded_by && !note.confidential);
    Some(Advice {
        author: step.mark.actor.clone(),
        time: step.mark.time,
        why: "reworded by the desk".into(),
        reason: reason.map(|note| note.remark.text.clone()).or_else(|| verdict_note(entry)),
        wording: Wording::Found { span: span.clone(), now: statement.to_owned() },
    })
}

fn remarked(entry: &Entry) -> Advice {
    let (author, time) = super::comment::signature(entry);
    let reason = verdict_note(entry).or_else(|| Some("No wording was recorded.".into()));
    let why = "confirmed with change".into();
    Advice { author, time, why, reason, wording: Wording::None }
}

fn verdict_note(entry: &Entry) -> Option<String> {
    let resolution = entry.claim.standing_resolution().and_then(|resolution| resolution.note.clone());
    resolution.or_else(|| {
        let standing = entry.claim.standing_checks().filter(|check| !check.outdated);
        standing.filter_map(|check| check.note.clone()).last()
    })
}
