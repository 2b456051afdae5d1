//! The next version of a draft: which claims still hold, which were touched, which are gone, and what is new.

use super::add::{NewDraft, anchor, keep, latest, tie_claims};
use super::fate::Fate;
use super::suggest::{Known, Proposal, propose_in};
use crate::documents::document;
use crate::{Changed, change, claim as find_claim, piece, refuse, way_out};
use formats::ingest::Document;
use language::text::anchor::{Anchor, Found, anchor_all, fresh_passages};
pub use language::text::compare::Change;
use language::text::compare::{changes, changes_in_place, sentence_at};
use record::model::claim::Claim;
use record::model::disclosure::Value;
use record::model::event::{ClaimAnchored, ClaimCut, ClaimRestored, Event, Policy, Span};
use record::model::id::Id;
use record::model::record::Record;
use record::model::words::{Fit, Status, Touched};
use serde::Serialize;
use store::Reader;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::Kind;

/// One claim across two drafts.
#[derive(Clone, Debug, Serialize)]
pub struct Carried {
    pub claim: Id,
    pub external_id: Option<String>,
    pub fate: Fate,
    /// The text of its span in the old draft, and in the new one where it has one.
    pub was: String,
    pub now: Option<String>,
    pub changes: Vec<Change>,
    /// Why it is lost.
    pub why: Option<String>,
    /// Where it stands in the new draft, in words.
    pub place: Option<String>,
    pub status_before: Status,
    /// Whether this takes a sign-off with it.
    pub goes_stale: bool,
    /// Whether a person may confirm that it still holds, without checking it again.
    pub may_be_confirmed: bool,
    /// The new wording of the statement, where that was the draft's.
    pub statement: Option<String>,
    #[serde(skip)]
    spans: Vec<Span>,
}

impl Carried {
    /// Says what a person may confirm by the rules.
    fn under(self, policy: &Policy) -> Self {
        let kept = self.changes.iter().all(|change| policy.still_holds.allows(change.what));
        Self { may_be_confirmed: self.fate == Fate::Edited && kept && !self.changes.is_empty(), ..self }
    }
}

/// Gives the kinds of some changes, each once, the gravest first.
pub(crate) fn touched(changes: &[Change]) -> Vec<Touched> {
    let mut touched: Vec<Touched> = changes.iter().map(|change| change.what).collect();
    touched.sort_unstable();
    touched.dedup();
    touched
}

/// What a new draft does to the check.
#[derive(Clone, Debug, Serialize)]
pub struct Revision {
    pub piece: Id,
    /// The new draft; absent in a rehearsal.
    pub draft: Option<Id>,
    pub claims: Vec<Carried>,
    /// New text that seems to claim something, and that no claim covers.
    pub new: Vec<Proposal>,
}

/// Says what bringing in a new draft would do.
pub fn rehearse(reader: Reader, of: Option<&str>, document: &Document) -> Result<Revision> {
    let piece = piece(reader, of)?;
    plan(reader, piece.row, piece.id, document)
}

/// Brings in a new draft and carries every claim across.
pub fn revise(casebook: &mut Casebook, actor: &Actor, of: Option<&str>, new: &NewDraft) -> Result<Revision> {
    casebook.write(actor, |pen| {
        let piece = piece(pen.reader(), of)?;
        let mut revision = plan(pen.reader(), piece.row, piece.id, new.document)?;
        let (draft, _) = keep(pen, piece.row, piece.id, new)?;
        for carried in &revision.claims {
            carry(pen, carried, draft, &new.document.text)?;
        }
        tie_claims(pen, piece.row, draft, &new.document.text)?;
        revision.draft = Some(draft);
        Ok(revision)
    })
}

fn plan(reader: Reader, row: i64, piece: Id, new: &Document) -> Result<Revision> {
    let (draft, old) = latest(reader, row)?;
    let placed = reader.placed_claims(row)?.into_iter().map(|row| reader.claim(row)).collect::<Result<Vec<_>>>()?;
    let mut claims = Vec::new();
    let policy = reader.policy()?;
    for origin in reader.drafts(row)? {
        // A claim is followed from the draft in which it was last seen, which need not be the latest.
        let seen: Vec<&Claim> =
            placed.iter().filter(|claim| claim.draft == Some(origin.id) && !cut_by_a_person(claim)).collect();
        if seen.is_empty() {
            continue;
        }
        let text = if origin.id == draft.id { old.clone() } else { document(reader, &origin)? };
        let carried = follow(&seen, &text, new).into_iter().map(|carried| carried.under(&policy));
        claims.extend(carried.filter_map(matter));
    }
    let covered: Vec<Span> = claims.iter().flat_map(|carried| carried.spans.clone()).collect();
    let fresh = fresh_passages(&old.text, &new.text);
    let overlaps = |span: &Span| fresh.iter().any(|part| span.start < part.end && part.start < span.end);
    let known = Known { covered: &covered, dismissed: &reader.dismissals(row)? };
    let mut proposals = propose_in(draft.id, new, &known, None).proposals;
    proposals.retain(|proposal| overlaps(&proposal.span));
    Ok(Revision { piece, draft: None, claims, new: proposals })
}

/// Finds all spans of all claims at once, since each is told from its like by the others.
fn follow(claims: &[&Claim], old: &Document, new: &Document) -> Vec<Carried> {
    let anchors: Vec<Anchor> =
        claims.iter().flat_map(|claim| claim.spans.iter().map(|span| anchor_of(claim, *span, old))).collect();
    let mut found = anchor_all(&anchors, &old.text, &new.text).into_iter();
    let carried = claims.iter().map(|claim| {
        let spans: Vec<Found> = found.by_ref().take(claim.spans.len()).collect();
        judge(claim, spans, old, new)
    });
    carried.collect()
}

fn anchor_of(claim: &Claim, span: Span, old: &Document) -> Anchor {
    let known = claim.anchor.clone().unwrap_or_default();
    Anchor {
        exact: text_at(&old.text, span).to_string(),
        prefix: known.prefix,
        suffix: known.suffix,
        heading: old.heading(span.start).map(str::to_string),
        start: span.start,
    }
}

fn text_at(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

/// The first span is the claim's own; a further one that is gone is left behind, and a changed one counts.
fn judge(claim: &Claim, found: Vec<Found>, old: &Document, new: &Document) -> Carried {
    let first = claim.spans.first().copied().unwrap_or(Span { start: 0, end: 0 });
    let fates: Vec<Fate> = found.iter().map(fate).collect();
    let own = fates.first().copied().unwrap_or(Fate::Lost);
    let touched = fates.iter().any(|fate| matches!(fate, Fate::Edited | Fate::Lost));
    let fate = if own != Fate::Lost && touched { Fate::Edited } else { own };
    let why = found.first().and_then(|found| match found {
        Found::Lost { why, .. } => Some(why.to_string()),
        _ => None,
    });
    let changes = found.iter().flat_map(|found| match found {
        Found::Edited { changes, .. } => changes.clone(),
        _ => Vec::new(),
    });
    let spans: Vec<Span> = if fate == Fate::Lost { Vec::new() } else { found.iter().filter_map(Found::span).collect() };
    let at = spans.first().copied();
    Carried {
        claim: claim.recorded.id,
        external_id: claim.external_id.clone(),
        fate,
        was: text_at(&old.text, first).to_string(),
        now: at.map(|span| text_at(&new.text, span).to_string()),
        changes: changes.collect(),
        why,
        place: at.map(|span| new.place(span.start).to_string()),
        status_before: claim.status(),
        goes_stale: claim.status() == Status::SignedOff && fate == Fate::Edited,
        may_be_confirmed: false,
        statement: reworded(claim, found.first(), old, new).filter(|_| fate != Fate::Lost),
        spans,
    }
}

/// Gives the new wording of a statement that is the draft's own: that of its span, or of its sentence.
fn reworded(claim: &Claim, found: Option<&Found>, old: &Document, new: &Document) -> Option<String> {
    let (statement, was) = (claim.statement.as_deref()?, *claim.spans.first()?);
    let now = found?.span()?;
    let span = (text_at(&old.text, was), text_at(&new.text, now));
    let sentence = (sentence_at(&old.text, was)?, sentence_at(&new.text, now)?);
    let sentence = (sentence.0.as_str(), sentence.1.as_str());
    let own = [span, sentence].into_iter().find(|(was, _)| same_words(was, statement));
    let (_, now) = own.filter(|(was, now)| !same_words(was, now))?;
    Some(now.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn same_words(one: &str, other: &str) -> bool {
    changes(one, other).is_empty()
}

fn fate(found: &Found) -> Fate {
    match found {
        Found::Unchanged { .. } => Fate::Unchanged,
        Found::Moved { .. } => Fate::Moved,
        Found::Edited { .. } => Fate::Edited,
        Found::Lost { .. } => Fate::Lost,
    }
}

fn cut_by_a_person(claim: &Claim) -> bool {
    claim.cut.as_ref().is_some_and(|cut| cut.draft.is_none())
}

/// A claim that went with its text comes back with it; one that stays away is no news.
fn matter(carried: Carried) -> Option<Carried> {
    match (carried.status_before, carried.fate) {
        (Status::Cut, Fate::Lost) => None,
        (Status::Cut, Fate::Unchanged | Fate::Moved) => Some(Carried { fate: Fate::Back, ..carried }),
        _ => Some(carried),
    }
}

fn carry(pen: &mut Pen, carried: &Carried, draft: Id, text: &str) -> Result<()> {
    let claim = carried.claim;
    if carried.status_before == Status::Cut {
        let reason = Value::Text("its text is back in the draft".into());
        pen.record(ClaimRestored { claim }, vec![("reason", reason)])?;
    }
    let fit = match carried.fate {
        Fate::Unchanged => Fit::Unchanged,
        Fate::Moved => Fit::Moved,
        Fate::Edited => Fit::Edited,
        Fate::Back => Fit::Moved,
        Fate::Lost => {
            let why = carried.why.as_deref().unwrap_or("it is gone");
            let reason = Value::Text(format!("not found in the new draft: {why}"));
            pen.record(ClaimCut { claim, draft: Some(draft) }, vec![("reason", reason)])?;
            return Ok(());
        }
    };
    let mut texts = vec![("anchor", anchor(text, carried.spans[0])?)];
    texts.extend(carried.statement.clone().map(|statement| ("statement", Value::Text(statement))));
    let (changed, spans) = (touched(&carried.changes), carried.spans.clone());
    pen.record(ClaimAnchored { changed, claim, draft, fit, spans }, texts)?;
    Ok(())
}

/// Puts a claim where a person says that it stands in the latest draft.
pub fn place(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    find: impl FnOnce(&str) -> Result<Span>,
) -> Result<Changed> {
    casebook.write(actor, |pen| {
        let claim = find_claim(pen.reader(), reference)?;
        refuse(&claim, &[Status::Cut], "placed", way_out)?;
        let (draft, document) = latest(pen.reader(), pen.reader().row_of(claim.piece)?)?;
        let span = find(&document.text)?;
        let words = anchor(&document.text, span)?;
        // Other words than those that were checked are to be checked anew.
        let known = claim.anchor.as_ref().is_none_or(|anchor| anchor.exact == text_at(&document.text, span));
        let changed = touched(&changes_to(pen.reader(), &claim, &document.text, span)?);
        let fit = if known && changed.is_empty() { Fit::Placed } else { Fit::Edited };
        let event = ClaimAnchored { changed, claim: claim.recorded.id, draft: draft.id, fit, spans: vec![span] };
        change(pen, &claim, event, vec![("anchor", words)])
    })
}

/// Compares the sentence that a claim had with the one around a place in the latest draft.
fn changes_to(reader: Reader, claim: &Claim, text: &str, span: Span) -> Result<Vec<Change>> {
    let Some((of, was)) = claim.draft.zip(claim.spans.first().copied()) else { return Ok(Vec::new()) };
    let old = document(reader, &reader.draft(reader.row_of(of)?)?)?;
    Ok(changes_in_place((&old.text, was), (text, span)).unwrap_or_default())
}

/// Confirms that a claim whose words changed still stands where the latest draft was found to hold it.
pub fn confirm(casebook: &mut Casebook, actor: &Actor, reference: &str) -> Result<Changed> {
    casebook.write(actor, |pen| {
        let claim = find_claim(pen.reader(), reference)?;
        refuse(&claim, &[Status::Cut], "confirmed in its place", way_out)?;
        let (draft, document) = latest(pen.reader(), pen.reader().row_of(claim.piece)?)?;
        let records = pen.reader().claim_records(claim.recorded.row)?;
        let first = claim.spans.first().filter(|_| awaits(&claim, &records, Some(draft.id)));
        let first = *first.ok_or_else(|| {
            let id = claim.recorded.id.short();
            Error::Invalid(format!("no words of claim {id} wait to be confirmed in the latest draft"))
        })?;
        let words = anchor(&document.text, first)?;
        let (claim_id, spans) = (claim.recorded.id, claim.spans.clone());
        let (changed, fit) = (Vec::new(), Fit::Placed);
        let event = ClaimAnchored { changed, claim: claim_id, draft: draft.id, fit, spans };
        change(pen, &claim, event, vec![("anchor", words)])
    })
}

/// A line of a comparison of two drafts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiffLine {
    /// ` ` as before, `-` gone or changed, `+` new or changed.
    pub sign: char,
    pub text: String,
    /// The claims whose text begins on this line, in the draft that it is of.
    pub claims: Vec<Id>,
}

/// Compares two drafts of a piece line by line; by default, the latest with the one before.
pub fn compare(reader: Reader, of: Option<&str>, old: Option<&str>, new: Option<&str>) -> Result<Vec<DiffLine>> {
    let piece = piece(reader, of)?;
    let find = |reference: &str| reader.draft(reader.find(Kind::Draft, reference)?.row);
    let [old, new] = match (old, new) {
        (Some(old), Some(new)) => [find(old)?, find(new)?],
        _ => reader.drafts(piece.row)?.last_chunk().cloned().ok_or_else(|| {
            Error::Invalid("this piece has one draft only: there is nothing to compare it with".into())
        })?,
    };
    Ok(diff(&document(reader, &old)?.text, &document(reader, &new)?.text, &starts(reader, piece.row, old.id, new.id)?))
}

/// Where claims begin in two drafts.
struct Starts {
    old: Vec<(u64, Id)>,
    new: Vec<(u64, Id)>,
}

fn starts(reader: Reader, piece: i64, old: Id, new: Id) -> Result<Starts> {
    use record::model::event::Event;
    let mut starts = Starts { old: Vec::new(), new: Vec::new() };
    for row in reader.placed_claims(piece)? {
        for record in reader.claim_records(row)? {
            let (draft, spans) = match &record.event {
                Event::ClaimRecorded(body) => (body.draft, &body.spans),
                Event::ClaimAnchored(body) => (Some(body.draft), &body.spans),
                _ => continue,
            };
            let claim = record.event.about_claim().unwrap_or(record.id);
            let Some(start) = spans.first().map(|span| span.start) else { continue };
            if draft == Some(old) {
                starts.old.push((start, claim));
            } else if draft == Some(new) {
                starts.new.push((start, claim));
            }
        }
    }
    Ok(starts)
}

fn diff(old: &str, new: &str, starts: &Starts) -> Vec<DiffLine> {
    let (old_starts, new_starts) = (line_claims(old, &starts.old), line_claims(new, &starts.new));
    let claims_at = |lines: &[Vec<Id>], at: Option<usize>| at.and_then(|at| lines.get(at)).cloned().unwrap_or_default();
    let diff = similar::TextDiff::from_lines(old, new);
    let changes = diff.iter_all_changes().map(|change| {
        let (sign, claims) = match change.tag() {
            similar::ChangeTag::Delete => ('-', claims_at(&old_starts, change.old_index())),
            similar::ChangeTag::Insert => ('+', claims_at(&new_starts, change.new_index())),
            similar::ChangeTag::Equal => (' ', claims_at(&new_starts, change.new_index())),
        };
        DiffLine { sign, text: change.value().trim_end().to_string(), claims }
    });
    changes.collect()
}

/// Gives, for every line of a text, the claims whose text begins on it.
fn line_claims(text: &str, starts: &[(u64, Id)]) -> Vec<Vec<Id>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let range = at as u64..(at + line.len()) as u64;
        at += line.len();
        starts.iter().filter(|(start, _)| range.contains(start)).map(|(_, claim)| *claim).collect()
    });
    lines.collect()
}

/// Says whether the words of a claim changed in the latest draft and nobody has said since where it stands.
pub(crate) fn awaits(claim: &Claim, records: &[Record], latest: Option<Id>) -> bool {
    let placed = |record: &&Record| matches!(&record.event, Event::ClaimAnchored(body) if Some(body.draft) == latest);
    let once = records.iter().filter(placed).count() == 1;
    once && claim.fit == Some(Fit::Edited) && claim.draft == latest && claim.status() != Status::Cut
}
