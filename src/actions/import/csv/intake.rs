//! Takes rows in one after the other: finds what is there already and has the rest written down.
//!
//! A rehearsal and the writing run the same steps, so that what is announced is what happens. What stands further up
//! in the file is remembered by hashes under a key of this run, so that a million rows fit in memory and nobody can
//! make two things look alike.

use super::alike::{self, Wording, wording};
use super::entry::{ClaimCells, Entry, EvidenceCells, SourceCells, Words};
use super::pieces::Pieces;
use super::summary::{SAMPLES, Sample, Summary};
use super::writer::Writer;
use super::{Defaults, TableFile, facts};
use crate::sources::origins::plain_address;
use formats::ingest::table::Fault;
use record::model::claim::{identified_key, said_key};
use record::model::id::Id;
use record::model::words::Stance;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash, RandomState};
use store::Reader;
use store::error::Result;
use store::known::{KnownClaim, Passage};

/// A claim of the file, where it stands in the casebook and what it says.
#[derive(Clone, Copy)]
struct Seen {
    row: i64,
    wording: Wording,
}

/// A claim that came without an identifier, in the row before.
#[derive(Clone, Copy)]
struct Previous {
    piece: i64,
    statement: u64,
    row: i64,
}

/// Takes in the rows of one file.
pub struct Intake<'a, S> {
    writer: S,
    defaults: &'a Defaults,
    hasher: RandomState,
    pieces: Pieces,
    claims: HashMap<u64, Seen>,
    sources: HashMap<u64, i64>,
    passages: HashSet<u64>,
    previous: Option<Previous>,
    /// The last row that was in the casebook before.
    last_before: i64,
    has_sources: bool,
    /// The pieces by where they stand; what stands there too is no support for them.
    addresses: HashMap<String, Id>,
    pub summary: Summary,
}

impl<'a, S: Writer> Intake<'a, S> {
    /// Begins; `of` names the piece for rows that name none.
    pub fn new(writer: S, file: &TableFile, of: Option<&str>, defaults: &'a Defaults) -> Result<Self> {
        let (hasher, reader) = (RandomState::new(), writer.reader());
        let pieces = Pieces::of(reader, of, file.stem(), hasher.clone())?;
        let addresses = addresses_of_pieces(reader)?;
        let (last_before, has_sources) = (reader.event_count()?, reader.has_sources()?);
        Ok(Self {
            writer,
            defaults,
            hasher,
            pieces,
            claims: HashMap::new(),
            sources: HashMap::new(),
            passages: HashSet::new(),
            previous: None,
            last_before,
            has_sources,
            addresses,
            summary: Summary::default(),
        })
    }

    /// Takes in one row.
    pub fn take(&mut self, entry: &Entry) -> Result<()> {
        self.summary.rows += 1;
        let repeated_before = self.summary.claims.repeated;
        let claim = match &entry.claim {
            Some(cells) => match self.piece(entry)? {
                Some(piece) => self.claim(entry.line, piece, cells, entry.source.is_some())?,
                None => return Ok(()),
            },
            None => None,
        };
        if self.summary.sample.len() < SAMPLES {
            let repeats = self.summary.claims.repeated > repeated_before;
            self.summary.sample.push(sample(entry, self.defaults, repeats));
        }
        let left_out = entry.claim.is_some() && claim.is_none();
        let Some(source) = entry.source.as_ref().filter(|_| !left_out) else { return Ok(()) };
        let source = self.source(source)?;
        match claim {
            Some(claim) => self.evidence(claim, source, &entry.evidence)?,
            None => self.summary.sources.alone += 1,
        }
        Ok(())
    }

    /// Counts a row that could not be read, with all that is wrong with it.
    pub fn refuse_row(&mut self, faults: Vec<Fault>) {
        self.summary.rows += 1;
        self.writer.stop();
        self.summary.refuse(faults);
    }

    fn refuse(&mut self, line: u64, reason: String) {
        self.writer.stop();
        self.summary.refuse(vec![Fault::row(line, reason)]);
    }

    fn piece(&mut self, entry: &Entry) -> Result<Option<i64>> {
        match self.pieces.find(entry.piece.as_deref(), &mut self.writer, &mut self.summary)? {
            Ok(piece) => Ok(Some(piece)),
            Err(reason) => {
                self.refuse(entry.line, reason);
                Ok(None)
            }
        }
    }

    fn existed(&self, row: i64) -> bool {
        (1..=self.last_before).contains(&row)
    }

    fn hash(&self, what: impl Hash) -> u64 {
        self.hasher.hash_one(what)
    }

    /// Finds or records the claim of a row; `None` where the row is left out or at fault.
    fn claim(&mut self, line: u64, piece: i64, cells: &ClaimCells, has_source: bool) -> Result<Option<i64>> {
        if let Some(row) = self.continued(piece, cells) {
            self.summary.claims.repeated += 1;
            return Ok(Some(row));
        }
        let key = self.claim_key(piece, cells);
        let said = wording(&self.hasher, cells.statement.as_deref(), cells.claim_type, cells.quantity.as_ref());
        let row = match self.claims.get(&key).copied() {
            // Without an identifier the key is what the claim says, so that there is nothing left to compare.
            Some(seen)
                if cells.external_id.is_none() || cells.statement.is_none() || said.agrees_with(seen.wording) =>
            {
                self.summary.claims.repeated += 1;
                Some(seen.row)
            }
            Some(_) => {
                self.summary.leave_out(line, || alike::differs_further_up(cells));
                None
            }
            None => match self.known(piece, cells)? {
                Some(known) => self.meet(line, key, said, cells, known, has_source)?,
                None => self.record(line, piece, key, said, cells)?,
            },
        };
        self.previous = match (row, &cells.statement) {
            (Some(row), Some(statement)) => Some(Previous { piece, statement: self.hash(statement), row }),
            _ => None,
        };
        Ok(row)
    }

    /// Spreadsheets often fill in type and figure only in the first of the rows that a claim spreads over.
    fn continued(&self, piece: i64, cells: &ClaimCells) -> Option<i64> {
        let bare = cells.external_id.is_none() && cells.claim_type.is_none() && cells.quantity.is_none();
        let previous = self.previous.filter(|previous| bare && previous.piece == piece)?;
        (previous.statement == self.hash(cells.statement.as_ref()?)).then_some(previous.row)
    }

    fn claim_key(&self, piece: i64, cells: &ClaimCells) -> u64 {
        match &cells.external_id {
            Some(external_id) => self.hash(("id", piece, external_id)),
            None => {
                let claim_type = cells.claim_type.unwrap_or(self.defaults.claim_type);
                self.hash(("said", piece, claim_type, alike::parts(cells.quantity.as_ref()), &cells.statement))
            }
        }
    }

    /// Looks for the claim among those that were in the casebook before.
    fn known(&mut self, piece: i64, cells: &ClaimCells) -> Result<Option<KnownClaim>> {
        if !self.pieces.had_claims(piece, self.writer.reader())? {
            return Ok(None);
        }
        let id = self.writer.id_of(piece)?;
        let key = match &cells.external_id {
            Some(external_id) => identified_key(id, external_id),
            None => {
                let claim_type = cells.claim_type.unwrap_or(self.defaults.claim_type);
                let words = facts::quantity_words(cells.quantity.as_ref()).map(|(_, words)| words);
                let figure = cells.quantity.as_ref().map(|quantity| &quantity.figure);
                said_key(id, claim_type, figure, words.as_ref(), cells.statement.as_deref())
            }
        };
        let found = self.writer.reader().claims_by_content(key)?;
        let same = |known: &KnownClaim| known.external_id.as_deref() == cells.external_id.as_deref();
        Ok(found.into_iter().find(same))
    }

    /// Meets a claim that is in the casebook already: what is recorded stays as it is.
    fn meet(
        &mut self,
        line: u64,
        key: u64,
        said: Wording,
        cells: &ClaimCells,
        known: KnownClaim,
        has_source: bool,
    ) -> Result<Option<i64>> {
        if let Some(reason) = alike::difference(self.writer.reader(), cells, &known)? {
            self.summary.leave_out(line, || reason);
            return Ok(None);
        }
        if known.cut && has_source {
            self.summary.leave_out(line, || alike::was_cut(cells));
            return Ok(None);
        }
        self.summary.claims.known += 1;
        let wording = match &cells.statement {
            Some(_) => said,
            None => wording(&self.hasher, known.statement.as_deref(), known.claim_type, known.quantity.as_ref()),
        };
        self.claims.insert(key, Seen { row: known.row, wording });
        Ok(Some(known.row))
    }

    fn record(&mut self, line: u64, piece: i64, key: u64, said: Wording, cells: &ClaimCells) -> Result<Option<i64>> {
        let Some(statement) = &cells.statement else {
            let external_id = cells.external_id.as_deref().unwrap_or_default();
            let reason = format!("there is no statement here, and no claim has the identifier `{external_id}` yet");
            self.refuse(line, reason);
            return Ok(None);
        };
        let (piece, defaults) = (self.writer.id_of(piece)?, self.defaults);
        let row = self.writer.record(|| facts::claim(piece, statement, cells, defaults))?;
        self.summary.claims.new += 1;
        self.claims.insert(key, Seen { row, wording: said });
        if let Some(assignee) = &cells.assignee {
            let claim = self.writer.id_of(row)?;
            self.writer.record(|| facts::assignment(claim, assignee))?;
            self.summary.assigned += 1;
        }
        Ok(Some(row))
    }

    /// Finds or records the source of a row: the same by its address, or by title, publisher and author without one.
    fn source(&mut self, cells: &SourceCells) -> Result<i64> {
        let by_name = self.hash(("name", &cells.title, &cells.publisher, &cells.author));
        let key = cells.address.as_ref().map_or(by_name, |address| self.hash(("address", address)));
        if let Some(row) = self.sources.get(&key) {
            return Ok(*row);
        }
        let row = match self.known_source(cells)? {
            Some(row) => {
                self.summary.sources.known += 1;
                row
            }
            None => {
                self.summary.sources.new += 1;
                let row = self.writer.record(|| facts::source(cells))?;
                self.tie_to_piece(row, cells)?;
                row
            }
        };
        self.sources.insert(key, row);
        if cells.title.is_some() || cells.publisher.is_some() || cells.author.is_some() {
            // A later row may name the same source and leave its address out.
            self.sources.entry(by_name).or_insert(row);
        }
        Ok(row)
    }

    fn tie_to_piece(&mut self, source: i64, cells: &SourceCells) -> Result<()> {
        let address = cells.address.as_deref().filter(|_| !self.addresses.is_empty()).map(plain_address);
        if let Some(piece) = address.and_then(|address| self.addresses.get(&address).copied()) {
            let source = self.writer.id_of(source)?;
            self.writer.record(|| facts::at_piece(source, piece))?;
        }
        Ok(())
    }

    fn known_source(&self, cells: &SourceCells) -> Result<Option<i64>> {
        if !self.has_sources {
            return Ok(None);
        }
        let text = |words: &Option<Words>| words.as_deref().map(str::to_string);
        let found = match &cells.address {
            Some(address) => self.writer.reader().source_by_address(address)?,
            None => {
                let [title, publisher, author] = [&cells.title, &cells.publisher, &cells.author].map(text);
                self.writer.reader().source_by_name(title.as_deref(), publisher.as_deref(), author.as_deref())?
            }
        };
        Ok(found.filter(|row| self.existed(*row)))
    }

    fn evidence(&mut self, claim: i64, source: i64, cells: &EvidenceCells) -> Result<()> {
        // What a source says about a claim is not guessed: context claims nothing.
        let stance = cells.stance.unwrap_or(Stance::Context);
        let passage = Passage { stance, locator: cells.locator.as_deref(), quote: cells.quote.as_deref() };
        let repeated = !self.passages.insert(self.hash((claim, source, passage)));
        let both_existed = self.existed(claim) && self.existed(source);
        if repeated || both_existed && self.writer.reader().has_evidence(claim, source, passage)? {
            self.summary.evidence.known += 1;
            return Ok(());
        }
        self.summary.evidence.new += 1;
        self.summary.evidence.without_stance += u64::from(cells.stance.is_none());
        let (claim, source) = (self.writer.id_of(claim)?, self.writer.id_of(source)?);
        self.writer.record(|| facts::evidence(claim, source, stance, cells))?;
        Ok(())
    }

    /// Ends the work and gives back who wrote it down.
    pub fn end(self) -> (S, Summary) {
        (self.writer, self.summary)
    }
}

fn addresses_of_pieces(reader: Reader) -> Result<HashMap<String, Id>> {
    let pieces = reader.pieces()?.into_iter();
    Ok(pieces.filter_map(|piece| Some((plain_address(piece.address.as_deref()?), piece.id))).collect())
}

fn sample(entry: &Entry, defaults: &Defaults, repeats: bool) -> Sample {
    let owned = |words: &Option<Words>| words.as_deref().map(str::to_string);
    let claim = entry.claim.as_ref();
    let described = claim.filter(|_| !repeats);
    let name = |source: &SourceCells| {
        [&source.title, &source.publisher, &source.author, &source.address].into_iter().find_map(owned)
    };
    Sample {
        line: entry.line,
        statement: claim.and_then(|claim| owned(&claim.statement)),
        external_id: claim.and_then(|claim| owned(&claim.external_id)),
        claim_type: described.map(|claim| claim.claim_type.unwrap_or(defaults.claim_type)),
        priority: described.map(|claim| claim.priority.unwrap_or(defaults.priority)),
        quantity: claim.and_then(|claim| claim.quantity.as_ref()).map(alike::in_words),
        source: entry.source.as_ref().and_then(name),
        stance: entry.evidence.stance,
    }
}
