//! Taking in what others found of claims: each review as a claim, with its page as a source and its rating as context.
//!
//! A rating is what its publisher says. No check is given for it, and no verdict follows from it.

use super::archive::summary::Count;
use super::archive::{read_whole, refused};
use crate::claims::claim::{NewClaim, Place, add_with};
use crate::evidence::attach::{NewEvidence, attach_with};
use crate::sources::source::{self, NewSource};
use crate::{optional, piece};
use formats::exchange::Limits;
use formats::exchange::reviews::{self, Held, Review};
use record::model::claim::said_key;
use record::model::event::PieceAdded;
use record::model::id::Id;
use record::model::words::{ClaimType, Priority, Stance, Tier};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use store::Reader;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::Found;
use store::known::Passage;

/// How many lines of a list are kept; all are counted.
const KEPT: usize = 1000;

/// How many reviews are shown as they were understood.
const SAMPLES: usize = 10;

/// Which feed, and how its claims are to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub file: &'a Path,
    /// The piece; else the only one there is, else a new one titled like the file.
    pub piece: Option<&'a str>,
    pub claim_type: ClaimType,
    pub priority: Priority,
}

/// What a feed brought.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    pub dry_run: bool,
    pub file: String,
    /// `JSON-LD` or `HTML`.
    pub format: String,
    /// The title of the piece that was made for the claims.
    pub new_piece: Option<String>,
    pub reviews: u64,
    pub claims: Count,
    pub sources: Count,
    pub evidence: Count,
    /// The first reviews, as they were understood.
    pub sample: Vec<Sample>,
    /// What was left out, and why, the first of it.
    pub faults: Vec<String>,
    pub fault_count: u64,
}

/// A review as it was understood.
#[derive(Clone, Debug, Serialize)]
pub struct Sample {
    pub number: usize,
    pub claim: String,
    pub claimant: Option<String>,
    pub publisher: Option<String>,
    pub rating: Option<String>,
    pub address: Option<String>,
}

impl Summary {
    fn fault(&mut self, fault: String) {
        self.fault_count += 1;
        if self.faults.len() < KEPT {
            self.faults.push(fault);
        }
    }

    /// Says whether the casebook has it all.
    pub fn adds_nothing(&self) -> bool {
        self.claims.new + self.sources.new + self.evidence.new == 0
    }
}

/// Says what taking a feed in would do.
pub fn rehearse(casebook: &mut Casebook, actor: &Actor, wanted: &Wanted) -> Result<Summary> {
    let held = read(wanted)?;
    let summary = casebook.rehearse(actor, |pen| take(pen, &held, wanted))?;
    Ok(Summary { dry_run: true, ..summary })
}

/// Takes a feed in; what is in the casebook already is found again and stays as it is.
pub fn take_in(casebook: &mut Casebook, actor: &Actor, wanted: &Wanted) -> Result<Summary> {
    let held = read(wanted)?;
    casebook.write(actor, |pen| take(pen, &held, wanted))
}

fn read(wanted: &Wanted) -> Result<Held> {
    let limits = Limits::default();
    let bytes = read_whole(wanted.file, limits.linked)?;
    reviews::read(&bytes, &limits).map_err(|fault| refused(wanted.file, &fault))
}

fn take(pen: &mut Pen, held: &Held, wanted: &Wanted) -> Result<Summary> {
    let file = wanted.file.file_name().unwrap_or(wanted.file.as_os_str()).to_string_lossy().into_owned();
    let mut summary = Summary { file, format: held.format.into(), ..Summary::default() };
    held.faults.iter().for_each(|fault| summary.fault(fault.clone()));
    if held.reviews.is_empty() {
        return Ok(summary);
    }
    let piece = piece_for(pen, wanted, &mut summary)?;
    let mut intake = Intake {
        piece,
        wanted: *wanted,
        claims: HashMap::new(),
        sources: HashMap::new(),
        given: HashSet::new(),
        summary,
    };
    held.reviews.iter().try_for_each(|review| intake.take(pen, review))?;
    Ok(intake.summary)
}

fn piece_for(pen: &mut Pen, wanted: &Wanted, summary: &mut Summary) -> Result<Found> {
    if wanted.piece.is_some() || !pen.reader().pieces()?.is_empty() {
        return piece(pen.reader(), wanted.piece);
    }
    let title = wanted.file.file_stem().unwrap_or(wanted.file.as_os_str()).to_string_lossy().into_owned();
    let mut texts = Vec::new();
    optional(&mut texts, "title", Some(&title));
    summary.new_piece = Some(title);
    pen.record(PieceAdded { due: None }, texts)
}

/// What the file has brought so far, by what it is known by.
struct Intake<'a> {
    piece: Found,
    wanted: Wanted<'a>,
    /// By statement; nothing where it was cut.
    claims: HashMap<String, Option<Id>>,
    sources: HashMap<String, Id>,
    given: HashSet<(Id, Id, String)>,
    summary: Summary,
}

impl Intake<'_> {
    fn take(&mut self, pen: &mut Pen, review: &Review) -> Result<()> {
        self.summary.reviews += 1;
        if self.summary.sample.len() < SAMPLES {
            self.summary.sample.push(sample(review));
        }
        let Some(claim) = self.claim(pen, review)? else {
            self.summary.fault(format!("review {}: its claim was cut, so that it is given no evidence", review.number));
            return Ok(());
        };
        let publisher = review.publisher.as_deref().unwrap_or("the review");
        let page = self.page(pen, review)?;
        let rating = review.rating.as_ref().map(|rating| format!("rating {}", rating.in_words()));
        let note = match &rating {
            Some(rating) => format!("a review by {publisher}; its {rating} is theirs, and no verdict of this check"),
            None => format!("a review by {publisher}, without a rating"),
        };
        self.give(pen, claim, page, rating.as_deref(), &note)?;
        for address in &review.appearances {
            let source = self.source(pen, &NewSource { address: Some(address), ..NewSource::of(Tier::Secondary) })?;
            let note = format!("the claim appeared here, as {publisher} tells");
            self.give(pen, claim, source, None, &note)?;
        }
        Ok(())
    }

    /// Finds or records the claim; nothing where it was cut.
    fn claim(&mut self, pen: &mut Pen, review: &Review) -> Result<Option<Id>> {
        if let Some(known) = self.claims.get(&review.claim) {
            self.summary.claims.known += 1;
            return Ok(*known);
        }
        let known = known_claim(pen.reader(), self.piece.id, &review.claim)?;
        self.summary.claims.add(known.is_none());
        let claim = match known {
            Some(known) => known,
            None => Some(self.record_claim(pen, review)?),
        };
        self.claims.insert(review.claim.clone(), claim);
        Ok(claim)
    }

    fn record_claim(&self, pen: &mut Pen, review: &Review) -> Result<Id> {
        let said = [review.claimant.as_deref(), review.claimed.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        let teller = review.publisher.as_deref().unwrap_or("a review");
        let note = (!said.is_empty()).then(|| format!("claimed by {}, as {teller} tells", said.join(", ")));
        let piece = self.piece.id.hex();
        let new = NewClaim {
            piece: Some(&piece),
            statement: Some(&review.claim),
            place: Place::Nowhere,
            claim_type: self.wanted.claim_type,
            priority: self.wanted.priority,
            quantity: None,
            external_id: None,
            note: note.as_deref(),
        };
        Ok(add_with(pen, &new)?.recorded.id)
    }

    fn page(&mut self, pen: &mut Pen, review: &Review) -> Result<Id> {
        let publisher = review.publisher.as_deref();
        let title = review.title.clone().unwrap_or_else(|| format!("Review: {}", review.claim));
        let new = NewSource {
            title: Some(&title),
            publisher,
            author: publisher,
            address: review.address.as_deref(),
            published: review.published.as_deref(),
            language: review.language.as_deref(),
            ..NewSource::of(Tier::Secondary)
        };
        self.source(pen, &new)
    }

    /// Finds or records a source: the same by its address, or by title and publisher without one.
    fn source(&mut self, pen: &mut Pen, new: &NewSource) -> Result<Id> {
        let key = new.address.map_or_else(|| format!("{:?} {:?}", new.title, new.publisher), String::from);
        if let Some(known) = self.sources.get(&key) {
            return Ok(*known);
        }
        let row = match new.address {
            Some(address) => pen.reader().source_by_address(address)?,
            None => pen.reader().source_by_name(new.title, new.publisher, new.author)?,
        };
        self.summary.sources.add(row.is_none());
        let source = match row {
            Some(row) => pen.reader().id_of(row)?,
            None => source::add_with(pen, new)?,
        };
        self.sources.insert(key, source);
        Ok(source)
    }

    /// Attaches what a source says as context, unless the claim has it already.
    fn give(&mut self, pen: &mut Pen, claim: Id, source: Id, locator: Option<&str>, note: &str) -> Result<()> {
        let is_first = self.given.insert((claim, source, locator.unwrap_or_default().to_string()));
        let reader = pen.reader();
        let passage = Passage { stance: Stance::Context, locator, quote: None };
        let is_new = is_first && !reader.has_evidence(reader.row_of(claim)?, reader.row_of(source)?, passage)?;
        self.summary.evidence.add(is_new);
        if is_new {
            let hex = source.hex();
            let new = NewEvidence { locator, note: Some(note), ..NewEvidence::of(&hex, Stance::Context) };
            attach_with(pen, &claim.hex(), &new, None, None)?;
        }
        Ok(())
    }
}

/// Finds a claim of a piece that was recorded with these words, of whatever type; the inner nothing is one that was cut.
fn known_claim(reader: Reader, piece: Id, statement: &str) -> Result<Option<Option<Id>>> {
    for claim_type in ClaimType::ALL {
        let key = said_key(piece, *claim_type, None, None, Some(statement));
        if let Some(known) = reader.claims_by_content(key)?.into_iter().next() {
            return if known.cut { Ok(Some(None)) } else { Ok(Some(Some(reader.id_of(known.row)?))) };
        }
    }
    Ok(None)
}

fn sample(review: &Review) -> Sample {
    Sample {
        number: review.number,
        claim: review.claim.clone(),
        claimant: review.claimant.clone(),
        publisher: review.publisher.clone(),
        rating: review.rating.as_ref().map(reviews::Rating::in_words),
        address: review.address.clone(),
    }
}

/// What is said where a feed has no review that can be read.
pub fn nothing_read(summary: &Summary) -> Option<Error> {
    let file = &summary.file;
    (summary.reviews == 0)
        .then(|| Error::Problem(format!("no review in {file} could be read: {}", summary.faults.join("; "))))
}
