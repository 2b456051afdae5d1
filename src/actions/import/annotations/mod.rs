//! Taking in annotations that others made on a text: each is found again in the latest draft, or listed, never guessed.

mod find;

use super::archive::summary::Count;
use super::archive::{read_whole, refused};
use crate::claims::claim::{NewClaim, Place, add_with};
use crate::claims::review::note_with;
use crate::drafts::add::latest;
use crate::piece;
use find::{Finder, Place as Where};
use formats::exchange::Limits;
use formats::exchange::annotations::{self, Annotation, Held};
use record::model::claim::Claim;
use record::model::event::Span;
use record::model::id::Id;
use record::model::words::{ClaimType, Priority, Status};
use report::annotations::CLAIM_URN;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::Path;
use store::Reader;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::Result;

/// A claim is the one that is annotated where the two share this much of the longer, in per cent.
const SAME: u64 = 80;

/// Which file, and how its claims are to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub file: &'a Path,
    pub piece: Option<&'a str>,
    pub claim_type: ClaimType,
    pub priority: Priority,
}

/// What became of one annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// A claim was recorded for it.
    Claim,
    /// It became a note on the claim that stands there.
    Note,
    /// The casebook has it already.
    Known,
    /// Its words are not in the latest draft, or could be in several places.
    NotFound,
    /// It marks no words: it is about a whole page, or answers another.
    Placeless,
}

/// One annotation, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct Taken {
    pub number: usize,
    pub id: Option<String>,
    pub author: Option<String>,
    pub fate: Fate,
    /// The claim that was recorded, noted on or known.
    pub claim: Option<Id>,
    /// The words that were marked.
    pub quote: Option<String>,
    /// The words of the draft, where they are not the same.
    pub found: Option<String>,
    /// Why it was not found, and the nearest passage.
    pub why: Option<String>,
}

/// What a file of annotations brought.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    pub dry_run: bool,
    pub file: String,
    /// `Hypothes.is` or `Web Annotation`.
    pub format: String,
    pub claims: Count,
    pub notes: u64,
    pub not_found: u64,
    pub placeless: u64,
    pub annotations: Vec<Taken>,
    pub faults: Vec<String>,
}

/// Says what taking a file in would do.
pub fn rehearse(casebook: &mut Casebook, actor: &Actor, wanted: &Wanted) -> Result<Summary> {
    let held = read(wanted)?;
    let summary = casebook.rehearse(actor, |pen| take(pen, &held, wanted))?;
    Ok(Summary { dry_run: true, ..summary })
}

/// Takes a file in.
pub fn take_in(casebook: &mut Casebook, actor: &Actor, wanted: &Wanted) -> Result<Summary> {
    let held = read(wanted)?;
    casebook.write(actor, |pen| take(pen, &held, wanted))
}

fn read(wanted: &Wanted) -> Result<Held> {
    let limits = Limits::default();
    let bytes = read_whole(wanted.file, limits.linked)?;
    annotations::read(&bytes, &limits).map_err(|fault| refused(wanted.file, &fault))
}

fn take(pen: &mut Pen, held: &Held, wanted: &Wanted) -> Result<Summary> {
    let piece = piece(pen.reader(), wanted.piece)?;
    let (draft, document) = latest(pen.reader(), piece.row)?;
    let mut intake = Intake {
        piece: piece.id,
        draft: draft.id,
        wanted: *wanted,
        finder: Finder::of(&document.text),
        claims: claims(pen.reader(), piece.row)?,
    };
    let file = wanted.file.file_name().unwrap_or(wanted.file.as_os_str()).to_string_lossy().into_owned();
    let faults = held.faults.clone();
    let mut summary = Summary { file, format: held.format.into(), faults, ..Summary::default() };
    for annotation in &held.annotations {
        let taken = intake.take(pen, annotation)?;
        match taken.fate {
            Fate::Claim => summary.claims.new += 1,
            Fate::Known => summary.claims.known += 1,
            Fate::Note => summary.notes += 1,
            Fate::NotFound => summary.not_found += 1,
            Fate::Placeless => summary.placeless += 1,
        }
        summary.annotations.push(taken);
    }
    Ok(summary)
}

fn claims(reader: Reader, piece: i64) -> Result<Vec<Claim>> {
    reader.claims_of_piece(piece)?.into_iter().map(|row| reader.claim(row)).collect()
}

struct Intake<'a> {
    piece: Id,
    draft: Id,
    wanted: Wanted<'a>,
    finder: Finder<'a>,
    /// All claims of the piece, those that the file brought among them.
    claims: Vec<Claim>,
}

impl Intake<'_> {
    fn take(&mut self, pen: &mut Pen, annotation: &Annotation) -> Result<Taken> {
        let quote = annotation.quote.as_ref().map(|quote| quote.exact.clone());
        let (id, author) = (annotation.id.clone(), annotation.author.clone());
        let taken =
            |fate| Taken { number: annotation.number, id, author, fate, claim: None, quote, found: None, why: None };
        let Some(quote) = &annotation.quote else {
            let why = if annotation.is_reply { "it answers another annotation" } else { "it marks no words" };
            return Ok(Taken { why: Some(why.into()), ..taken(Fate::Placeless) });
        };
        let name = name_of(annotation);
        if let Some(claim) = self.bearer(annotation, &name) {
            return Ok(Taken { claim: Some(claim), ..taken(Fate::Known) });
        }
        let place = match self.finder.find(quote, annotation.position) {
            Where::At(span) => span,
            Where::Lost(why) => return Ok(Taken { why: Some(why), ..taken(Fate::NotFound) }),
        };
        let words = self.finder.words(place);
        let found = (words != quote.exact).then(|| words.to_string());
        let (fate, claim) = match self.standing(place) {
            Some(at) => (Fate::Note, self.note(pen, at, annotation, &name)?),
            None => (Fate::Claim, self.record(pen, place, annotation, &name)?),
        };
        Ok(Taken { claim: Some(claim), found, ..taken(fate) })
    }

    /// Finds the claim that an earlier import gave the annotation to, or that a report of ours made it from.
    fn bearer(&self, annotation: &Annotation, name: &str) -> Option<Id> {
        let mark = mark(name);
        let ours = annotation.id.as_deref().and_then(|id| id.strip_prefix(CLAIM_URN));
        let ours = ours.map(|id| id.split('#').next().unwrap_or(id));
        let bears = |claim: &&Claim| {
            let told = |text: &str| claim.notes.iter().any(|note| note.remark.text == text) || checked(claim, text);
            claim.external_id.as_deref() == Some(name)
                || claim.notes.iter().any(|note| note.remark.text.ends_with(&mark))
                // What went out from here comes back to its claim, and only new words are new.
                || ours == Some(&claim.recorded.id.hex()) && annotation.comments.iter().all(|text| told(text))
        };
        self.claims.iter().find(bears).map(|claim| claim.recorded.id)
    }

    /// Finds the claim whose words are the ones that were marked.
    fn standing(&self, place: Span) -> Option<usize> {
        let alike = |span: &Span| {
            let shared = span.end.min(place.end).saturating_sub(span.start.max(place.start));
            shared * 100 >= SAME * (span.end - span.start).max(place.end - place.start)
        };
        self.claims.iter().position(|claim| {
            claim.draft == Some(self.draft) && claim.status() != Status::Cut && claim.spans.iter().any(alike)
        })
    }

    fn note(&mut self, pen: &mut Pen, at: usize, annotation: &Annotation, name: &str) -> Result<Id> {
        let id = self.claims[at].recorded.id;
        self.claims[at] = note_with(pen, &id.hex(), &remark(annotation, name), false)?.claim;
        Ok(id)
    }

    fn record(&mut self, pen: &mut Pen, place: Span, annotation: &Annotation, name: &str) -> Result<Id> {
        let (piece, note) = (self.piece.hex(), remark(annotation, name));
        let new = NewClaim {
            piece: Some(&piece),
            statement: None,
            place: Place::Span(place),
            claim_type: self.wanted.claim_type,
            priority: self.wanted.priority,
            quantity: None,
            external_id: Some(name),
            note: Some(&note),
        };
        let claim = add_with(pen, &new)?;
        let id = claim.recorded.id;
        self.claims.push(claim);
        Ok(id)
    }
}

fn checked(claim: &Claim, text: &str) -> bool {
    claim.checks.iter().filter_map(|check| check.note.as_deref()).any(|note| note == text)
}

/// The name by which an annotation is known again: its own id, else a hash of what it says and where.
fn name_of(annotation: &Annotation) -> String {
    if let Some(id) = &annotation.id {
        return id.clone();
    }
    let Annotation { author, created, comments, tags, quote, position, .. } = annotation;
    let quote = quote.as_ref().map(|quote| (&quote.exact, &quote.prefix, &quote.suffix));
    let said = serde_json::to_vec(&(author, created, comments, tags, quote, position)).unwrap_or_default();
    let digest = Sha256::digest(said);
    format!("annotation-{}", data_encoding::HEXLOWER.encode(&digest[..8]))
}

fn mark(name: &str) -> String {
    format!("(annotation {name})")
}

/// Says what was remarked, by whom as the file tells, and which annotation it was.
fn remark(annotation: &Annotation, name: &str) -> String {
    let by = annotation.author.as_deref().unwrap_or("somebody");
    let when = annotation.created.as_deref().map(|time| format!(", {time}")).unwrap_or_default();
    let tags: BTreeSet<&str> = annotation.tags.iter().map(String::as_str).collect();
    let tags = tags.into_iter().collect::<Vec<_>>().join(", ");
    let tags = if tags.is_empty() { tags } else { format!("\ntags: {tags}") };
    let said = match annotation.comments.is_empty() {
        true => "marked without a remark".to_string(),
        false => annotation.comments.join("\n"),
    };
    format!("{said}{tags}\nannotated by {by}{when}, as the file tells {}", mark(name))
}
