//! The drafts of a piece as they followed each other, and what became of each claim from one to another.

use super::fate::Fate;
use super::revise::awaits;
use crate::claims::standing::changed_between;
use crate::claims::still_holds::may_be_confirmed;
use crate::documents::document;
use crate::piece as find_piece;
use formats::ingest::Document;
use language::text::compare::Change;
pub use language::text::sides::{Part, Row, Side, side_by_side, wordings};
use record::model::claim::Claim;
use record::model::entities::{Draft, Piece};
use record::model::event::{Event, Span};
use record::model::id::Id;
use record::model::record::Record;
use record::model::time::Moment;
use record::model::words::{Fit, Status};
use std::collections::BTreeMap;
use store::Reader;
use store::error::{Error, Result};
use store::find::Kind;

/// A draft as it came in.
pub struct Version {
    pub draft: Draft,
    /// From 1, in the order in which they came in.
    pub number: usize,
    pub actor: String,
    pub time: Moment,
    /// How many claims were carried into it, by how they stand in it.
    pub carried: BTreeMap<Fate, u64>,
}

/// A piece with its drafts, the first one first.
pub struct Versions {
    pub piece: Piece,
    pub versions: Vec<Version>,
    /// Claims whose words changed in the latest draft, and that nobody has confirmed there.
    pub awaiting: Vec<Fared>,
}

/// What became of a claim between two drafts.
pub struct Fared {
    pub id: Id,
    pub external_id: Option<String>,
    pub statement: Option<String>,
    /// Absent where the claim was recorded in the newer draft.
    pub fate: Option<Fate>,
    /// Its words in either draft, as far as it stands there, with those that changed marked.
    pub was: Vec<Part>,
    pub now: Vec<Part>,
    /// What changed in its sentence, where it waits for a person.
    pub changes: Vec<Change>,
    pub status: Status,
    /// Where it begins in either draft, in bytes.
    pub old: Option<u64>,
    pub new: Option<u64>,
    /// Its words changed, and a person is to say whether it still stands here.
    pub awaits: bool,
    /// A person may confirm that it still holds, without checking it again.
    pub may_be_confirmed: bool,
    /// Its last event, by which a form knows that nothing happened since.
    pub seen: Id,
}

/// Two drafts side by side.
pub struct Comparison {
    pub piece: Piece,
    pub old: Version,
    pub new: Version,
    pub rows: Vec<Row>,
    pub claims: Vec<Fared>,
}

/// Reads the drafts of a piece.
pub fn versions(reader: Reader, reference: &str) -> Result<Versions> {
    reader.at_one_moment(|reader| {
        let found = find_piece(reader, Some(reference))?;
        let mut versions = all(reader, found.row)?;
        let mut awaiting = Vec::new();
        let latest = versions.last().map(|version| version.draft.id);
        let mut texts = Texts {
            reader,
            drafts: versions.iter().map(|version| version.draft.clone()).collect(),
            read: BTreeMap::new(),
        };
        for row in reader.placed_claims(found.row)? {
            let records = reader.claim_records(row)?;
            for (draft, fate) in records.iter().filter_map(|record| carried(&record.event)) {
                if let Some(version) = versions.iter_mut().find(|version| version.draft.id == draft) {
                    *version.carried.entry(fate).or_default() += 1;
                }
            }
            let claim = Claim::fold(&records).filter(|claim| awaits(claim, &records, latest));
            if let Some(claim) = claim {
                awaiting.push(awaited(&mut texts, &claim, &records)?);
            }
        }
        Ok(Versions { piece: reader.piece(found.row)?, versions, awaiting })
    })
}

/// Sets two drafts of a piece side by side; by default the latest and the one before, and always the older one first.
pub fn between(reader: Reader, reference: &str, old: Option<&str>, new: Option<&str>) -> Result<Comparison> {
    reader.at_one_moment(|reader| {
        let found = find_piece(reader, Some(reference))?;
        let versions = all(reader, found.row)?;
        let place = |reference: &str| {
            let draft = reader.find(Kind::Draft, reference)?.id;
            let found = versions.iter().position(|version| version.draft.id == draft);
            found.ok_or_else(|| Error::Invalid(format!("{} is a draft of another piece", draft.short())))
        };
        let last = versions.len().checked_sub(1).ok_or(Error::NoDraft)?;
        let newer = new.map_or(Ok(last), place)?;
        let older = old.map_or(Ok(newer.saturating_sub(1)), place)?;
        let (older, newer) = (older.min(newer), older.max(newer));
        if older == newer {
            return Err(Error::Invalid("there is nothing to compare a draft with but itself".into()));
        }
        let texts = [document(reader, &versions[older].draft)?, document(reader, &versions[newer].draft)?];
        let course = Course { versions: &versions, older, newer, texts: &texts };
        let mut claims = Vec::new();
        for row in reader.placed_claims(found.row)? {
            let records = reader.claim_records(row)?;
            let claim = Claim::fold(&records);
            claims.extend(claim.and_then(|claim| course.fared(&claim, &records)));
        }
        claims.sort_by_key(|fared| (urgency(fared.fate), fared.new.or(fared.old)));
        let rows = side_by_side(&texts[0].text, &texts[1].text);
        let mut versions = versions;
        let (new, old) = (versions.swap_remove(newer), versions.swap_remove(older));
        Ok(Comparison { piece: reader.piece(found.row)?, old, new, rows, claims })
    })
}

/// Puts what a person must look at before what stands.
pub fn urgency(fate: Option<Fate>) -> u8 {
    match fate {
        Some(Fate::Edited) => 0,
        Some(Fate::Lost) => 1,
        Some(Fate::Moved) => 2,
        Some(Fate::Back) => 3,
        None => 4,
        Some(Fate::Unchanged) => 5,
    }
}

fn all(reader: Reader, piece: i64) -> Result<Vec<Version>> {
    let version = |(at, draft): (usize, Draft)| {
        let record = reader.record(draft.row)?;
        let (actor, time) = (record.actor, record.time);
        Ok(Version { draft, number: at + 1, actor, time, carried: BTreeMap::new() })
    };
    reader.drafts(piece)?.into_iter().enumerate().map(version).collect()
}

/// Gives what an event tells of a claim in a draft, where the draft brought it about.
fn carried(event: &Event) -> Option<(Id, Fate)> {
    match event {
        Event::ClaimAnchored(body) => Some((
            body.draft,
            match body.fit {
                Fit::Unchanged => Fate::Unchanged,
                Fit::Moved => Fate::Moved,
                Fit::Edited => Fate::Edited,
                Fit::Placed => return None,
            },
        )),
        Event::ClaimCut(body) => body.draft.map(|draft| (draft, Fate::Lost)),
        _ => None,
    }
}

/// The places that a claim was given, each with its draft, in order.
fn places(records: &[Record]) -> impl DoubleEndedIterator<Item = (Id, Span)> {
    records.iter().filter_map(|record| match &record.event {
        Event::ClaimRecorded(body) => body.draft.zip(body.spans.first().copied()),
        Event::ClaimAnchored(body) => Some((body.draft, *body.spans.first()?)),
        _ => None,
    })
}

fn words(document: &Document, span: Span) -> &str {
    document.text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

/// Texts of drafts, each read once.
struct Texts<'c> {
    reader: Reader<'c>,
    drafts: Vec<Draft>,
    read: BTreeMap<Id, Document>,
}

impl Texts<'_> {
    fn words(&mut self, draft: Id, span: Span) -> Result<String> {
        if !self.read.contains_key(&draft)
            && let Some(known) = self.drafts.iter().find(|known| known.id == draft)
        {
            self.read.insert(draft, document(self.reader, known)?);
        }
        Ok(self.read.get(&draft).map(|document| words(document, span).to_string()).unwrap_or_default())
    }
}

/// Sets the words of a claim that changed in the latest draft beside those that it had before.
fn awaited(texts: &mut Texts, claim: &Claim, records: &[Record]) -> Result<Fared> {
    let mut before = None;
    for (draft, span) in places(records).rev().filter(|(draft, _)| Some(*draft) != claim.draft).take(1) {
        before = Some((texts.words(draft, span)?, span.start));
    }
    let now = claim.draft.zip(claim.spans.first().copied());
    let after = now.map(|(draft, span)| texts.words(draft, span)).transpose()?;
    let (old, new) = (before.as_ref().map(|(_, start)| *start), now.map(|(_, span)| span.start));
    let (was, now) = wordings(&before.unwrap_or_default().0, &after.unwrap_or_default());
    let changes = changed_since(texts.reader, claim)?;
    let may_be_confirmed = may_be_confirmed(texts.reader, claim)?;
    Ok(Fared { fate: Some(Fate::Edited), was, now, changes, old, new, awaits: true, may_be_confirmed, ..fared(claim) })
}

/// Gives what changed in the sentence of a claim since the draft before.
fn changed_since(reader: Reader, claim: &Claim) -> Result<Vec<Change>> {
    let mut seats = claim.seats.iter().rev();
    let Some(now) = seats.next() else { return Ok(Vec::new()) };
    let then = seats.find(|seat| seat.draft != now.draft);
    then.map_or(Ok(Vec::new()), |then| changed_between(reader, *then, *now))
}

fn fared(claim: &Claim) -> Fared {
    Fared {
        id: claim.recorded.id,
        external_id: claim.external_id.clone(),
        statement: claim.statement.clone(),
        fate: None,
        was: Vec::new(),
        now: Vec::new(),
        changes: Vec::new(),
        status: claim.status(),
        old: None,
        new: None,
        awaits: false,
        may_be_confirmed: false,
        seen: claim.updated.id,
    }
}

/// The way from one draft to another.
struct Course<'a> {
    versions: &'a [Version],
    older: usize,
    newer: usize,
    texts: &'a [Document; 2],
}

impl Course<'_> {
    /// Says what became of a claim on the way; nothing where it stands in neither draft and was not lost between.
    fn fared(&self, claim: &Claim, records: &[Record]) -> Option<Fared> {
        let at = |draft: Id| self.versions.iter().position(|version| version.draft.id == draft);
        let stood =
            |place: usize| places(records).rev().find(|(draft, _)| at(*draft) == Some(place)).map(|(_, span)| span);
        let (old, new) = (stood(self.older), stood(self.newer));
        let between = |draft: Id| at(draft).is_some_and(|place| self.older < place && place <= self.newer);
        let met: Vec<Fate> = records
            .iter()
            .filter_map(|record| carried(&record.event))
            .filter(|(draft, _)| between(*draft))
            .map(|(_, fate)| fate)
            .collect();
        let known_before = places(records).next().is_some_and(|(draft, _)| at(draft) <= Some(self.older));
        let fate = match (old, new) {
            (Some(_), Some(_)) if met.contains(&Fate::Edited) => Some(Fate::Edited),
            (Some(_), Some(_)) if met.contains(&Fate::Moved) => Some(Fate::Moved),
            (Some(_), Some(_)) => Some(Fate::Unchanged),
            (_, None) if met.contains(&Fate::Lost) => Some(Fate::Lost),
            (None, Some(_)) if known_before => Some(Fate::Back),
            (None, Some(_)) => None,
            (_, None) => return None,
        };
        let [before, after] = self.texts;
        let (was, now) = match (old, new) {
            (Some(old), Some(new)) => wordings(words(before, old), words(after, new)),
            (Some(old), None) => (stands(words(before, old)), Vec::new()),
            (None, Some(new)) => (Vec::new(), stands(words(after, new))),
            (None, None) => (Vec::new(), Vec::new()),
        };
        let latest = self.versions.last().map(|version| version.draft.id);
        Some(Fared {
            fate,
            was,
            now,
            old: old.map(|span| span.start),
            new: new.map(|span| span.start),
            awaits: awaits(claim, records, latest) && self.newer + 1 == self.versions.len(),
            ..fared(claim)
        })
    }
}

fn stands(text: &str) -> Vec<Part> {
    vec![Part { text: text.to_string(), changed: false }]
}
