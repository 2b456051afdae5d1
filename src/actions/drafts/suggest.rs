//! Proposing the claims of a draft, and recording those that a person accepts.

use super::add::{anchor, around, latest};
use super::coverage::Ground;
use crate::choice::Choice;
use crate::quantity::quantity_words;
use crate::{optional, piece, required};
use formats::ingest::{Document, Note};
use language::quantity::in_words;
use language::text::window::{shown, shown_around};
use language::text::{Language, Suggestion, Suggestions, suggest};
use record::model::disclosure::Value;
use record::model::event::{ClaimRecorded, Span, SuggestionDismissed, SuggestionRestored};
use record::model::id::Id;
use record::model::quantity::Quantity;
use record::model::words::{ClaimType, Priority, Status};
use serde::Serialize;
use std::ops::Range;
use store::Reader;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::dismissed::Dismissal;
use store::error::{Error, Result};
use store::find::{Found, Kind};

/// A claim that the draft seems to make and that no recorded claim covers.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    /// By which it is accepted, from 1; the same as long as draft and claims are the same.
    pub number: usize,
    pub span: Span,
    /// Where it stands, in words: "page 4, third paragraph".
    pub place: String,
    /// The words of the span.
    pub text: String,
    /// The sentence that they stand in.
    pub sentence: String,
    #[serde(rename = "type")]
    pub claim_type: ClaimType,
    pub quantity: Option<Quantity>,
    /// The quantity in words, so that a person sees what was understood.
    pub understood: Option<String>,
    /// The other way to read it, in words, where the writing allows two.
    pub or_else: Option<String>,
    pub priority: Priority,
    pub priority_reason: String,
    pub reason: String,
    /// What was pinned to this place in the file.
    pub comments: Vec<String>,
}

/// A sentence that nobody can check.
#[derive(Clone, Debug, Serialize)]
pub struct Aside {
    pub span: Span,
    pub kind: &'static str,
    pub reason: String,
    pub text: String,
}

/// A suggestion that a person dismissed.
#[derive(Clone, Debug, Serialize)]
pub struct Dismissed {
    /// The event that dismissed it, by which it is asked for again.
    pub dismissal: Id,
    pub span: Span,
    pub text: String,
    pub sentence: String,
    pub reason: Option<String>,
}

/// What a draft seems to claim.
#[derive(Clone, Debug, Serialize)]
pub struct Proposals {
    pub draft: Id,
    pub language: &'static str,
    pub proposals: Vec<Proposal>,
    /// Suggestions that recorded claims cover already.
    pub covered: usize,
    /// Suggestions that somebody dismissed, as long as the same words stand among the same.
    pub dismissed: Vec<Dismissed>,
    pub out_of_scope: Vec<Aside>,
    /// How many more there are than are proposed for one draft.
    pub unlisted: usize,
}

/// Proposes claims for the latest draft of a piece.
pub fn propose(reader: Reader, of: Option<&str>, language: Option<Language>) -> Result<Proposals> {
    Ok(propose_for(reader, piece(reader, of)?, language)?.0)
}

fn propose_for(reader: Reader, piece: Found, language: Option<Language>) -> Result<(Proposals, Document)> {
    let (draft, document) = latest(reader, piece.row)?;
    let spans = live_spans(reader, piece.row, draft.id)?;
    let known = Known { covered: &spans, dismissed: &reader.dismissals(piece.row)? };
    Ok((propose_in(draft.id, &document, &known, language), document))
}

/// Gives the spans of the claims that stand in a draft and were not cut.
pub fn live_spans(reader: Reader, piece: i64, draft: Id) -> Result<Vec<Span>> {
    let mut spans = Vec::new();
    for row in reader.placed_claims(piece)? {
        let claim = reader.claim(row)?;
        if claim.draft == Some(draft) && claim.status() != Status::Cut {
            spans.extend(claim.spans);
        }
    }
    Ok(spans)
}

/// What is not to be proposed any more.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    /// The places of claims.
    pub covered: &'a [Span],
    pub dismissed: &'a [Dismissal],
}

impl Known<'_> {
    /// Finds the dismissal of the same words among the same.
    fn dismissal(&self, text: &str, span: &Range<usize>) -> Option<&Dismissal> {
        let same = |known: &&Dismissal| {
            known.exact == text[span.clone()]
                && around(text, span.start, span.end) == (known.prefix.clone(), known.suffix.clone())
        };
        self.dismissed.iter().find(same)
    }
}

/// Proposes claims for a text, leaving out what claims cover and what somebody dismissed.
pub fn propose_in(draft: Id, document: &Document, known: &Known, language: Option<Language>) -> Proposals {
    propose_of(draft, document, known, &suggest(&document.text, language))
}

/// Proposes claims out of what was spotted in the text, leaving out what claims cover and what somebody dismissed.
pub fn propose_of(draft: Id, document: &Document, known: &Known, found: &Suggestions) -> Proposals {
    let total = found.claims.len();
    let covered = |claim: &Suggestion| known.covered.iter().any(|span| holds(*span, &claim.span));
    let open: Vec<&Suggestion> = found.claims.iter().filter(|claim| !covered(claim)).collect();
    let covered = total - open.len();
    let mut dismissed = Vec::new();
    let mut open_still = Vec::new();
    let pinned = Pinned::of(&document.notes);
    for claim in open {
        match known.dismissal(&document.text, &claim.span) {
            None => open_still.push(claim),
            Some(dismissal) => dismissed.push(Dismissed {
                dismissal: dismissal.id,
                span: span(&claim.span),
                text: shown(&dismissal.exact, &(0..dismissal.exact.len())).into_owned(),
                sentence: shown_around(&document.text, &claim.sentence, &claim.span).into_owned(),
                reason: dismissal.reason.clone(),
            }),
        }
    }
    let proposals: Vec<Proposal> = open_still
        .into_iter()
        .enumerate()
        .map(|(at, claim)| Proposal {
            number: at + 1,
            span: span(&claim.span),
            place: document.place(claim.span.start as u64).to_string(),
            text: shown(&document.text, &claim.span).into_owned(),
            sentence: shown_around(&document.text, &claim.sentence, &claim.span).into_owned(),
            claim_type: claim.kind,
            understood: claim.quantity.as_ref().map(in_words),
            or_else: claim.alternative.as_ref().map(in_words),
            quantity: claim.quantity.clone(),
            priority: claim.priority,
            priority_reason: claim.priority_reason.clone(),
            reason: claim.reason.clone(),
            comments: pinned.to(&claim.span),
        })
        .collect();
    let out_of_scope = found.out_of_scope.iter().cloned().map(|aside| Aside {
        span: span(&aside.span),
        kind: aside.kind.word(),
        reason: aside.reason,
        text: shown(&document.text, &aside.span).into_owned(),
    });
    let language = match found.language {
        Language::English => "en",
        Language::Spanish => "es",
    };
    let (out_of_scope, unlisted) = (out_of_scope.collect(), found.left);
    Proposals { draft, language, covered, dismissed, proposals, out_of_scope, unlisted }
}

fn holds(span: Span, part: &Range<usize>) -> bool {
    span.start as usize <= part.start && part.end <= span.end as usize
}

fn span(range: &Range<usize>) -> Span {
    Span { start: range.start as u64, end: range.end as u64 }
}

/// How many comments are shown with one suggestion.
const MOST_COMMENTS: usize = 20;

/// The comments of a document in the order of their places, so that those of a stretch are found without reading all.
struct Pinned<'a> {
    notes: Vec<&'a Note>,
    /// For each comment, the furthest end of it and all before it.
    furthest: Vec<u64>,
}

impl<'a> Pinned<'a> {
    fn of(notes: &'a [Note]) -> Self {
        // What was settled is no open question.
        let mut notes: Vec<&Note> = notes.iter().filter(|note| !note.settled).collect();
        notes.sort_by_key(|note| note.span.start);
        let mut furthest = Vec::with_capacity(notes.len());
        for note in &notes {
            furthest.push(note.span.end.max(1).max(furthest.last().copied().unwrap_or(0)));
        }
        Self { notes, furthest }
    }

    /// Gives the first comments that touch a stretch, in the order of their places.
    fn to(&self, part: &Range<usize>) -> Vec<String> {
        let (start, end) = (part.start as u64, part.end as u64);
        let first = self.furthest.partition_point(|furthest| *furthest <= start);
        let near = self.notes[first..].iter().take_while(|note| note.span.start < end);
        let touching = near.filter(|note| start < note.span.end.max(1));
        let words = |note: &&Note| {
            let text = shown(&note.text, &(0..note.text.len()));
            match &note.author {
                Some(author) => format!("{author}: {text}"),
                None => text.into_owned(),
            }
        };
        touching.take(MOST_COMMENTS).map(words).collect()
    }
}

/// Records accepted proposals as claims; gives their ids in the order of the text.
pub fn accept(
    casebook: &mut Casebook,
    actor: &Actor,
    of: Option<&str>,
    language: Option<Language>,
    choice: &Choice,
) -> Result<Vec<Id>> {
    casebook.write(actor, |pen| {
        let piece = piece(pen.reader(), of)?;
        let (proposals, document) = propose_for(pen.reader(), piece, language)?;
        let chosen = chosen(&proposals, choice)?;
        chosen.into_iter().map(|proposal| record(pen, piece.id, proposals.draft, &document, proposal)).collect()
    })
}

/// Records that proposals make no claim to be checked; gives the events in the order of the text.
pub fn dismiss(
    casebook: &mut Casebook,
    actor: &Actor,
    of: Option<&str>,
    language: Option<Language>,
    choice: &Choice,
    reason: Option<&str>,
) -> Result<Vec<Id>> {
    casebook.write(actor, |pen| {
        let piece = piece(pen.reader(), of)?;
        let (proposals, document) = propose_for(pen.reader(), piece, language)?;
        let mut events = Vec::new();
        for proposal in chosen(&proposals, choice)? {
            let mut texts = vec![("anchor", anchor(&document.text, proposal.span)?)];
            optional(&mut texts, "reason", reason);
            let event = SuggestionDismissed { draft: proposals.draft, piece: piece.id, span: proposal.span };
            events.push(pen.record(event, texts)?.id);
        }
        Ok(events)
    })
}

/// Records of parts of the draft that are in no claim that they make none to be checked; gives the events.
pub fn decide(
    casebook: &mut Casebook,
    actor: &Actor,
    of: Option<&str>,
    choice: &Choice,
    reason: &str,
) -> Result<Vec<Id>> {
    casebook.write(actor, |pen| {
        required("reason", reason)?;
        let ground = Ground::read(pen.reader(), of)?;
        let open = ground.covering().uncovered;
        let (numbers, count): (Vec<usize>, usize) = match choice {
            Choice::All => ((1..=open.len()).collect(), open.len()),
            Choice::Numbers(numbers) => (numbers.clone(), open.len()),
            Choice::Places(_) => return Err(Error::Invalid("name the parts by their numbers".into())),
        };
        let faults: Vec<String> = numbers
            .iter()
            .filter(|number| **number > count)
            .map(|number| format!("there is no part {number}; the draft has {count} that no claim covers"))
            .collect();
        if !faults.is_empty() {
            return Err(Error::Invalid(faults.join("; ")));
        }
        let mut events = Vec::new();
        for number in numbers {
            let span = open[number - 1].span;
            let texts = vec![("anchor", anchor(&ground.document.text, span)?), ("reason", required("reason", reason)?)];
            let event = SuggestionDismissed { draft: ground.draft, piece: ground.piece, span };
            events.push(pen.record(event, texts)?.id);
        }
        Ok(events)
    })
}

/// Records that a dismissed suggestion is to be made again.
pub fn restore(casebook: &mut Casebook, actor: &Actor, dismissal: &str, reason: Option<&str>) -> Result<Id> {
    casebook.write(actor, |pen| {
        let found = pen.reader().find(Kind::Event, dismissal)?;
        if !pen.reader().is_dismissal(found.row)? {
            return Err(Error::Invalid(format!(
                "{} is no dismissed suggestion, or was restored already",
                found.id.short()
            )));
        }
        let mut texts = Vec::new();
        optional(&mut texts, "reason", reason);
        Ok(pen.record(SuggestionRestored { dismissal: found.id }, texts)?.id)
    })
}

fn chosen<'a>(proposals: &'a Proposals, choice: &Choice) -> Result<Vec<&'a Proposal>> {
    match choice {
        Choice::All => Ok(proposals.proposals.iter().collect()),
        Choice::Numbers(numbers) => numbered(proposals, numbers),
        Choice::Places(spans) => spans.iter().map(|span| placed(proposals, *span)).collect(),
    }
}

fn numbered<'a>(proposals: &'a Proposals, numbers: &[usize]) -> Result<Vec<&'a Proposal>> {
    let count = proposals.proposals.len();
    let beyond: Vec<String> = numbers
        .iter()
        .filter(|number| **number > count)
        .map(|number| format!("there is no suggestion {number}"))
        .collect();
    match beyond.is_empty() {
        false => Err(Error::Invalid(format!("{}; the draft has {count} that no claim covers", beyond.join("; ")))),
        true => Ok(proposals.proposals.iter().filter(|proposal| numbers.contains(&proposal.number)).collect()),
    }
}

fn placed(proposals: &Proposals, span: Span) -> Result<&Proposal> {
    proposals.proposals.iter().find(|proposal| proposal.span == span).ok_or_else(|| {
        Error::Invalid(
            "a suggestion that was chosen is no longer open: a claim covers it, or a new draft came in".into(),
        )
    })
}

fn record(pen: &mut Pen, piece: Id, draft: Id, document: &Document, proposal: &Proposal) -> Result<Id> {
    let quantity = proposal.quantity.as_ref();
    let possible = quantity.filter(|quantity| quantity.fault(proposal.claim_type).is_none());
    let mut texts =
        vec![("statement", Value::Text(proposal.sentence.clone())), ("anchor", anchor(&document.text, proposal.span)?)];
    texts.extend(quantity_words(possible));
    let remarks = proposal.comments.join("\n");
    optional(&mut texts, "note", Some(&remarks));
    let event = ClaimRecorded {
        draft: Some(draft),
        figure: possible.map(|quantity| quantity.figure.clone()),
        piece,
        priority: proposal.priority,
        spans: vec![proposal.span],
        r#type: proposal.claim_type,
    };
    Ok(pen.record(event, texts)?.id)
}
