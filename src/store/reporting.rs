//! Streaming what reports tell: one pass over the tables, side by side in the order of claims.

use super::Reader;
use super::place::event_at;
use crate::error::{Error, Result};
use record::model::audit::{Bearing, ClaimFacts, ClaimReader, EvidenceFacts, Figures, Named, Review, SourceName};
use record::model::entities::{Origin, Source};
use record::model::id::Id;
use record::model::words::{ClaimType, Priority, Status, Verdict};
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Row, Rows, Statement, params};
use std::collections::HashMap;
use std::rc::Rc;

/// How much of the names of sources, pieces and drafts is kept at hand, in bytes.
const KEPT: usize = 16 << 20;

/// How often progress is told, in rows.
const BEAT: u64 = 1024;

const CLAIM: &str = "SELECT row, id, external_id, piece, draft, span_start, span_end, statement, type, priority,
    status, verdict, contested, assignee, due, signed_off_by, signed_off_at, record_sha256,
    subject, metric, comparator, amount, upper, unit, period_from, period_to, basis, change
    FROM claim WHERE (?1 IS NULL OR +piece = ?1) AND row BETWEEN ?2 AND ?3 ORDER BY row";
const CLAIM_FIGURES: usize = 18;

const REVIEW: &str = "SELECT claim, actor, verdict, time, note, blind, standing, settles
    FROM verdict WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim, row";
const BEARING: &str = "SELECT claim, stance, source, locator, formula,
    coalesce((SELECT confidential FROM capture WHERE capture.row = evidence.capture), 0)
    FROM evidence WHERE claim BETWEEN ?1 AND ?2 AND withdrawn IS NULL AND undermined IS NULL ORDER BY claim, row";
const REMARK: &str =
    "SELECT claim, actor, time, note, confidential FROM note WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim, row";
const OPEN_QUERY: &str = "SELECT claim FROM query WHERE claim BETWEEN ?1 AND ?2 AND answer IS NULL ORDER BY claim, row";

const EVIDENCE: &str = concat!(
    "SELECT event.id, claim.id, claim.external_id, claim.piece, claim.statement, stance, confidence,
    evidence.source, locator, quote, evidence.note,
    (SELECT id FROM event WHERE row = ",
    event_at!("evidence.capture"),
    "), capture.sha256, log.actor, event.bytes ->> '$.time',
    withdrawn, record_sha256,
    evidence.subject, evidence.metric, evidence.comparator, evidence.amount, evidence.upper, evidence.unit,
    evidence.period_from, evidence.period_to, evidence.basis, evidence.change,
    found, score, faults, cell, as_of, good_until, formula, undermined IS NOT NULL,
    coalesce(capture.confidential, 0), evidence.row
    FROM evidence CROSS JOIN claim ON claim.row = evidence.claim JOIN event ON event.row = ",
    event_at!("evidence.row"),
    " JOIN log ON log.row = event.log
    LEFT JOIN capture ON capture.row = evidence.capture
    WHERE (?1 IS NULL OR +claim.piece = ?1) AND evidence.claim BETWEEN ?2 AND ?3
    ORDER BY evidence.claim, evidence.row"
);
const EVIDENCE_FIGURES: usize = 17;
const EVIDENCE_PROOF: usize = EVIDENCE_FIGURES + 10;

impl<'c> Reader<'c> {
    /// Does some reading during which nothing changes.
    pub fn at_one_moment<T>(&self, work: impl FnOnce(Reader<'c>) -> Result<T>) -> Result<T> {
        // Within a transaction that is so already.
        let moment = if self.0.is_autocommit() { Some(self.0.unchecked_transaction()?) } else { None };
        let done = work(*self);
        drop(moment);
        done
    }

    /// Reads all claims, or those of one piece, in the order of their recording.
    pub fn audit_claims(
        &self,
        piece: Option<i64>,
        hears: &mut impl ClaimReader,
        progress: &mut dyn FnMut(u64),
    ) -> Result<()> {
        let (first, last) = self.claims_between(piece)?;
        let [mut reviews, mut bearings, mut remarks, mut queries] = [
            self.0.prepare_cached(REVIEW)?,
            self.0.prepare_cached(BEARING)?,
            self.0.prepare_cached(REMARK)?,
            self.0.prepare_cached(OPEN_QUERY)?,
        ];
        let mut reviews = Beside::new(&mut reviews, first, last)?;
        let mut bearings = Beside::new(&mut bearings, first, last)?;
        let mut remarks = Beside::new(&mut remarks, first, last)?;
        let mut queries = Beside::new(&mut queries, first, last)?;
        let mut names = Names::new(*self);
        let mut claims = self.0.prepare_cached(CLAIM)?;
        let mut claims = claims.query(params![piece, first, last])?;
        let mut done = 0;
        while let Some(row) = claims.next()? {
            let claim = row.get(0)?;
            reviews.of(claim, |row| {
                hears.review(review(row)?);
                Ok(())
            })?;
            bearings.of(claim, |row| {
                let source = row.get::<_, Option<i64>>(2)?.map(|source| names.source(source)).transpose()?;
                let sealed: bool = row.get(5)?;
                let locator = some_text(row, 3)?
                    .filter(|_| !(source.as_ref().is_some_and(|source| source.redacted) || self.discreet() && sealed));
                let (stance, formula) = (text(row, 1)?, some_text(row, 4)?);
                hears.bearing(Bearing { stance, source: source.as_deref(), locator, formula });
                Ok(())
            })?;
            remarks.of(claim, |row| {
                let redacted = self.discreet() && row.get(4)?;
                hears.remark(
                    text(row, 1)?,
                    text(row, 2)?,
                    if redacted { "(confidential note)" } else { text(row, 3)? },
                );
                Ok(())
            })?;
            queries.of(claim, |_| {
                hears.open_query();
                Ok(())
            })?;
            read_claim(row, &mut names, hears)?;
            done += 1;
            if done % BEAT == 0 {
                progress(done);
            }
        }
        Ok(())
    }

    /// Reads all evidence, or that on one piece, in the order of claims; withdrawn evidence too.
    pub fn audit_evidence(
        &self,
        piece: Option<i64>,
        mut hears: impl FnMut(EvidenceFacts) -> Result<()>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<()> {
        let (first, last) = self.claims_between(piece)?;
        let mut names = Names::new(*self);
        let computed = SourceName::default();
        let mut select = self.0.prepare_cached(EVIDENCE)?;
        let mut rows = select.query(params![piece, first, last])?;
        let mut done = 0;
        while let Some(row) = rows.next()? {
            let source = row.get::<_, Option<i64>>(7)?.map(|source| names.source(source)).transpose()?;
            let redacted = self.discreet() && self.rests_on_confidence(row, source.clone(), &mut names)?;
            hears(evidence(row, &*names.piece(row.get(3)?)?, source.as_deref().unwrap_or(&computed), redacted)?)?;
            done += 1;
            if done % BEAT == 0 {
                progress(done);
            }
        }
        Ok(())
    }

    /// Gives how many claims there are, in all or of one piece.
    pub fn claim_count(&self, piece: Option<i64>) -> Result<u64> {
        let sql = "SELECT coalesce(sum(claims), 0) FROM facet WHERE ?1 IS NULL OR piece = ?1";
        Ok(self.0.query_row(sql, [piece], |row| row.get::<_, i64>(0))? as u64)
    }

    /// Gives how many pieces of evidence there are in all.
    pub fn evidence_count(&self) -> Result<u64> {
        Ok(self.0.query_row("SELECT count(*) FROM evidence", [], |row| row.get::<_, i64>(0))? as u64)
    }

    /// Gives the first and the last row of the claims in question, so that no table is read beyond them.
    fn claims_between(&self, piece: Option<i64>) -> Result<(i64, i64)> {
        let sql = match piece {
            Some(_) => "SELECT coalesce(min(row), 1), coalesce(max(row), 0) FROM claim WHERE piece = ?1",
            None => "SELECT coalesce(?1, 0), 9223372036854775807",
        };
        Ok(self.0.query_row(sql, [piece], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    fn audit_source(&self, row: i64) -> Result<SourceName> {
        let source = self.source(row)?;
        let (end, redacted) = (self.origin_end(row)?, source.confidential && self.discreet());
        let origin = match end {
            // The name of an origin could tell whose words are kept back.
            Origin::Named(_) if redacted => format!("source {}", source.id),
            end => self.origin_name(end)?,
        };
        let name = source.name();
        let Source { id, tier, publisher, author, address, published, .. } = source;
        let [publisher, author, address, published] =
            [publisher, author, address, published].map(Option::unwrap_or_default);
        Ok(SourceName { id: id.hex(), name, origin, tier, publisher, author, address, published, redacted })
    }

    fn origin_name(&self, end: Origin) -> Result<String> {
        Ok(match end {
            Origin::Named(name) => name,
            Origin::Source(row) => format!("source {}", self.id_of(row)?),
            Origin::Circle(row) => format!("circle of {}", self.id_of(row)?),
            Origin::Piece(row) => format!("piece {}", self.id_of(row)?),
        })
    }

    /// Says whether evidence rests on a confidential capture or source, its own or one of those that it was computed from.
    fn rests_on_confidence(&self, row: &Row, own: Option<Rc<SourceName>>, names: &mut Names) -> Result<bool> {
        let (sealed, evidence): (bool, i64) = (row.get(EVIDENCE_PROOF + 8)?, row.get(EVIDENCE_PROOF + 9)?);
        Ok(sealed || self.sources_of(evidence, own, names)?.iter().any(|source| source.redacted))
    }

    /// Gives the sources that evidence rests on: its own, or those of what it was computed from.
    fn sources_of(&self, evidence: i64, own: Option<Rc<SourceName>>, names: &mut Names) -> Result<Vec<Rc<SourceName>>> {
        if let Some(own) = own {
            return Ok(vec![own]);
        }
        let sql = "SELECT evidence_source.source FROM evidence JOIN evidence_source
            ON evidence_source.claim = evidence.claim AND evidence_source.row = evidence.row WHERE evidence.row = ?1
            ORDER BY evidence_source.source";
        let mut select = self.0.prepare_cached(sql)?;
        let sources = select.query_map([evidence], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        sources.into_iter().map(|source| names.source(source)).collect()
    }

    /// Gives the id of the event at a place.
    pub fn id_of(&self, row: i64) -> Result<Id> {
        let mut select = self.0.prepare_cached(concat!("SELECT id FROM event WHERE row = ", event_at!("?1")))?;
        Ok(Id(select.query_row([row], |row| row.get(0))?))
    }

    fn named_piece(&self, row: i64) -> Result<Named> {
        let piece = self.piece(row)?;
        Ok(Named { id: piece.id.hex(), name: piece.title.unwrap_or_default(), ..Named::default() })
    }

    fn named_draft(&self, row: i64) -> Result<Named> {
        let draft = self.draft(row)?;
        Ok(Named {
            id: draft.id.hex(),
            name: draft.name.unwrap_or_default(),
            sha256: draft.sha256.unwrap_or_default(),
            text_sha256: draft.text_sha256.unwrap_or_default(),
        })
    }
}

fn read_claim(row: &Row, names: &mut Names, hears: &mut impl ClaimReader) -> Result<()> {
    let piece = names.piece(row.get(3)?)?;
    let draft = row.get::<_, Option<i64>>(4)?.map(|draft| names.draft(draft)).transpose()?;
    let damaged = || Error::Damaged("a claim has a type, priority or status that there is not".into());
    let told = hears.claim(ClaimFacts {
        id: hash(row, 1)?,
        external_id: text(row, 2)?,
        piece: &piece,
        draft: draft.as_deref(),
        span: [row.get(5)?, row.get(6)?],
        statement: text(row, 7)?,
        claim_type: ClaimType::from_code(row.get(8)?).ok_or_else(damaged)?,
        figures: figures(row, CLAIM_FIGURES)?,
        priority: Priority::from_code(row.get(9)?).ok_or_else(damaged)?,
        status: Status::from_code(row.get(10)?).ok_or_else(damaged)?,
        verdict: Verdict::from_code(row.get(11)?),
        contested: row.get(12)?,
        assignee: text(row, 13)?,
        due: text(row, 14)?,
        signed_off_by: text(row, 15)?,
        signed_off_at: text(row, 16)?,
        record_sha256: hash(row, 17)?,
    });
    told.map_err(Error::Output)
}

fn review<'r>(row: &'r Row) -> Result<Review<'r>> {
    Ok(Review {
        actor: text(row, 1)?,
        verdict: text(row, 2)?,
        time: text(row, 3)?,
        note: some_text(row, 4)?,
        blind: row.get(5)?,
        standing: row.get(6)?,
        settles: row.get(7)?,
    })
}

fn evidence<'r>(row: &'r Row, piece: &'r Named, source: &'r SourceName, redacted: bool) -> Result<EvidenceFacts<'r>> {
    let open = |at: usize| if redacted { Ok("") } else { text(row, at) };
    let capture = row.get_ref(11)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
    Ok(EvidenceFacts {
        id: hash(row, 0)?,
        claim: hash(row, 1)?,
        claim_external_id: text(row, 2)?,
        piece,
        statement: text(row, 4)?,
        stance: text(row, 5)?,
        confidence: text(row, 6)?,
        source,
        locator: open(8)?,
        quote: open(9)?,
        note: open(10)?,
        figures: match redacted && !source.id.is_empty() {
            // A figure may tell whose it is as a name does.
            true => Figures::default(),
            false => figures(row, EVIDENCE_FIGURES)?,
        },
        capture,
        capture_sha256: open(12)?,
        attached_by: text(row, 13)?,
        attached_at: text(row, 14)?,
        withdrawn: some_text(row, 15)?.map(|reason| if redacted { "" } else { reason }),
        record_sha256: hash(row, 16)?,
        found: text(row, EVIDENCE_PROOF)?,
        score: row.get(EVIDENCE_PROOF + 1)?,
        faults: text(row, EVIDENCE_PROOF + 2)?,
        cell: open(EVIDENCE_PROOF + 3)?,
        as_of: text(row, EVIDENCE_PROOF + 4)?,
        good_until: text(row, EVIDENCE_PROOF + 5)?,
        formula: text(row, EVIDENCE_PROOF + 6)?,
        undermined: row.get(EVIDENCE_PROOF + 7)?,
    })
}

fn figures<'r>(row: &'r Row, from: usize) -> Result<Figures<'r>> {
    Ok(Figures {
        subject: text(row, from)?,
        metric: text(row, from + 1)?,
        comparator: text(row, from + 2)?,
        amount: text(row, from + 3)?,
        upper: text(row, from + 4)?,
        unit: text(row, from + 5)?,
        period_from: text(row, from + 6)?,
        period_to: text(row, from + 7)?,
        basis: text(row, from + 8)?,
        change: text(row, from + 9)?,
    })
}

fn some_text<'r>(row: &'r Row, at: usize) -> Result<Option<&'r str>> {
    match row.get_ref(at)? {
        ValueRef::Null => Ok(None),
        value => Ok(Some(value.as_str().map_err(rusqlite::Error::from)?)),
    }
}

fn text<'r>(row: &'r Row, at: usize) -> Result<&'r str> {
    Ok(some_text(row, at)?.unwrap_or_default())
}

fn hash<'r>(row: &'r Row, at: usize) -> Result<&'r [u8]> {
    Ok(row.get_ref(at)?.as_blob().map_err(rusqlite::Error::from)?)
}

/// Rows that belong to claims, read in the order of claims beside the claims themselves.
struct Beside<'s> {
    rows: Rows<'s>,
    /// The claim of the row at hand.
    claim: Option<i64>,
}

impl<'s> Beside<'s> {
    fn new(statement: &'s mut Statement, first: i64, last: i64) -> Result<Self> {
        let mut beside = Self { rows: statement.query([first, last])?, claim: None };
        beside.step()?;
        Ok(beside)
    }

    fn step(&mut self) -> Result<()> {
        self.claim = self.rows.next()?.map(|row| row.get(0)).transpose()?;
        Ok(())
    }

    /// Hands over the rows of a claim; those of claims that were passed over are dropped.
    fn of(&mut self, claim: i64, mut each: impl FnMut(&Row) -> Result<()>) -> Result<()> {
        while self.claim.is_some_and(|at| at <= claim) {
            if self.claim == Some(claim)
                && let Some(row) = FallibleStreamingIterator::get(&self.rows)
            {
                each(row)?;
            }
            self.step()?;
        }
        Ok(())
    }
}

/// Names that are asked for again and again, kept at hand up to a bound.
struct Names<'c> {
    reader: Reader<'c>,
    pieces: HashMap<i64, Rc<Named>>,
    drafts: HashMap<i64, Rc<Named>>,
    sources: HashMap<i64, Rc<SourceName>>,
    bytes: usize,
}

impl<'c> Names<'c> {
    fn new(reader: Reader<'c>) -> Self {
        Self { reader, pieces: HashMap::new(), drafts: HashMap::new(), sources: HashMap::new(), bytes: 0 }
    }

    fn piece(&mut self, row: i64) -> Result<Rc<Named>> {
        if let Some(known) = self.pieces.get(&row) {
            return Ok(Rc::clone(known));
        }
        let found = Rc::new(self.reader.named_piece(row)?);
        self.make_room(found.name.len());
        self.pieces.insert(row, Rc::clone(&found));
        Ok(found)
    }

    fn draft(&mut self, row: i64) -> Result<Rc<Named>> {
        if let Some(known) = self.drafts.get(&row) {
            return Ok(Rc::clone(known));
        }
        let found = Rc::new(self.reader.named_draft(row)?);
        self.make_room(found.name.len());
        self.drafts.insert(row, Rc::clone(&found));
        Ok(found)
    }

    fn source(&mut self, row: i64) -> Result<Rc<SourceName>> {
        if let Some(known) = self.sources.get(&row) {
            return Ok(Rc::clone(known));
        }
        let found = Rc::new(self.reader.audit_source(row)?);
        self.make_room(found.name.len() + found.origin.len() + found.address.len());
        self.sources.insert(row, Rc::clone(&found));
        Ok(found)
    }

    fn make_room(&mut self, text: usize) {
        // Beside its text an entry takes ids, keys and counters.
        self.bytes += text + 256;
        if self.bytes > KEPT {
            self.pieces.clear();
            self.drafts.clear();
            self.sources.clear();
            self.bytes = 0;
        }
    }
}
