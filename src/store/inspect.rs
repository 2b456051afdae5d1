//! Reading a casebook to verify it: the ledger as it is stored, and the derived tables beside a fold of the events.

use super::derived_rows::{surroundings, values};
use super::rows::{CLAIM, ClaimRows, Facet, PART_COUNT, PARTS, SURROUNDINGS, Table};
use super::{READING_CACHE_KIB, Reader, Store};
use crate::error::{Error, Result};
use record::ledger::chain::{Fault, Hashed, Stood};
use record::ledger::disclosure::digest as digest_of;
use record::ledger::envelope::{Envelope, identify};
use record::ledger::tree::leaf_hash;
use record::model::claim::Claim;
use record::model::event::Event;
use record::model::id::Id;
use record::model::record::Record;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Rows, params};
use std::collections::HashMap;
use std::ops::Range;

/// A signed checkpoint as it is stored.
pub struct StoredCheckpoint {
    pub log: i64,
    pub size: u64,
    pub note: String,
}

impl Store {
    /// Opens the same file again, once for each thread, all holding the same state of it until they are dropped.
    pub fn hold_together<const THREADS: usize>(&self) -> Result<[Self; THREADS]> {
        for _ in 0..50 {
            let stores = (0..THREADS).map(|_| self.again()).collect::<Result<Vec<_>>>()?;
            let states = stores.iter().map(Self::hold).collect::<Result<Vec<_>>>()?;
            // A writer may have come in between two of them.
            if states.windows(2).all(|pair| pair[0] == pair[1]) {
                return stores.try_into().map_err(|_| Error::Busy);
            }
        }
        Err(Error::Busy)
    }

    /// Reads one state of the file until what is given is dropped.
    pub fn hold_here(&self) -> Result<Held<'_>> {
        self.conn.execute_batch("BEGIN")?;
        let held = Held(self);
        self.reader().event_count()?;
        Ok(held)
    }

    /// Begins to read one state of the file, and gives the number of events in it.
    pub fn hold(&self) -> Result<i64> {
        self.conn.pragma_update(None, "cache_size", -READING_CACHE_KIB)?;
        self.conn.execute_batch("BEGIN")?;
        self.reader().event_count()
    }
}

/// A store that reads one state of its file.
pub struct Held<'a>(&'a Store);

impl<'a> Held<'a> {
    /// Gives what is held.
    pub fn store(&self) -> &'a Store {
        self.0
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // A transaction that only read has nothing to lose.
        let _ = self.0.conn.execute_batch("ROLLBACK");
    }
}

impl Reader<'_> {
    /// Reads and hashes every event in order.
    pub fn each_hashed(&self, mut each: impl FnMut(Hashed) -> Result<()>) -> Result<()> {
        let mut select = self.0.prepare("SELECT row, log, seq, id, bytes FROM event ORDER BY row")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(4)?.as_bytes().map_err(rusqlite::Error::from)?;
            each(Hashed {
                row: row.get(0)?,
                log: row.get(1)?,
                seq: row.get::<_, i64>(2)? as u64,
                claimed: Id(row.get(3)?),
                id: identify(bytes),
                leaf: leaf_hash(bytes),
                read: Stood::read(bytes),
            })?;
        }
        Ok(())
    }

    /// Reads checkpoints in the order in which they were made, from a row on, a stretch at a time.
    pub fn checkpoints_from(&self, row: i64, limit: usize) -> Result<Vec<StoredCheckpoint>> {
        let mut select =
            self.0.prepare_cached("SELECT log, size, note FROM checkpoint WHERE row >= ?1 ORDER BY row LIMIT ?2")?;
        let rows = select.query_map(params![row, limit as i64], |row| {
            Ok(StoredCheckpoint { log: row.get(0)?, size: row.get::<_, i64>(1)? as u64, note: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives the hashes of a tile.
    pub fn tile(&self, log: i64, level: u64, position: u64) -> Result<Option<Vec<u8>>> {
        let mut select =
            self.0.prepare_cached("SELECT hashes FROM tile WHERE log = ?1 AND level = ?2 AND position = ?3")?;
        Ok(select.query_row(params![log, level as i64, position as i64], |row| row.get(0)).optional()?)
    }

    /// Asks SQLite whether the file is whole as a database, and whether each index holds what its table holds; gives the
    /// first things that are wrong.
    pub fn integrity(&self) -> Result<Vec<String>> {
        let mut select = self.0.prepare("PRAGMA integrity_check(20)")?;
        let answers = select.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        Ok(answers.into_iter().filter(|answer| answer != "ok").collect())
    }

    /// Folds the events at some places again, the later events of their claims with them, and compares the result with
    /// the derived tables. [`Reader::compare_totals`] says whether there is anything besides.
    ///
    /// The hashes of the events are for [`Reader::each_hashed`] to say.
    pub fn compare_derived(&self, rows: Range<i64>, fault: impl FnMut(Fault)) -> Result<Folded> {
        Comparison::new(self.0, rows, fault).run()
    }

    /// Says whether the event in a row is one that only a newer version knows.
    fn is_newer(&self, row: i64) -> Result<bool> {
        let bytes: Vec<u8> =
            self.0.query_row("SELECT CAST(bytes AS BLOB) FROM event WHERE row = ?1", [row], |row| row.get(0))?;
        let read = Envelope::read(&bytes).and_then(|envelope| envelope.event());
        Ok(read.is_err_and(|flaw| flaw.is_newer()))
    }

    /// Compares what all events came to with how much the derived tables hold.
    pub fn compare_totals(&self, folded: &Folded, fault: impl FnMut(Fault)) -> Result<()> {
        totals(self.0, folded, fault)
    }
}

/// What a fold of all events came to.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    pub events: u64,
    /// Texts that are not there, erased ones included.
    pub withheld: u64,
    /// Texts that were erased, as an event tells.
    pub erased: u64,
    facets: HashMap<Facet, i64>,
    /// How many rows each table of parts should hold, in the order of [`PARTS`].
    parts: [i64; PART_COUNT],
    claim_events: i64,
}

impl Folded {
    /// Adds what other events came to.
    pub fn add(&mut self, other: Self) {
        self.events += other.events;
        self.withheld += other.withheld;
        self.erased += other.erased;
        self.claim_events += other.claim_events;
        self.parts.iter_mut().zip(other.parts).for_each(|(sum, more)| *sum += more);
        for (facet, claims) in other.facets {
            *self.facets.entry(facet).or_default() += claims;
        }
    }
}

/// A table read in the order of its key, beside the rows that it should hold.
struct Cursor<'s> {
    table: &'static Table,
    rows: Rows<'s>,
}

impl Cursor<'_> {
    fn next(&mut self) -> Result<Option<Vec<Value>>> {
        Ok(self.rows.next()?.map(values).transpose()?)
    }
}

struct Comparison<'a, F> {
    conn: &'a Connection,
    rows: Range<i64>,
    fault: F,
    ids: HashMap<Id, i64>,
    /// Clock and log of the event before.
    before: (u64, String),
    folded: Folded,
}

impl<'a, F: FnMut(Fault)> Comparison<'a, F> {
    fn new(conn: &'a Connection, rows: Range<i64>, fault: F) -> Self {
        Self { conn, rows, fault, ids: HashMap::new(), before: Default::default(), folded: Folded::default() }
    }

    fn run(mut self) -> Result<Folded> {
        // What cannot be understood is reported by whoever reads the places before.
        if let Ok(before) = Reader::whole(self.conn).record(self.rows.start.saturating_sub(1)) {
            self.before = (before.clock, before.log);
        }
        let (conn, bounds) = (self.conn, params![self.rows.start, self.rows.end]);
        let mut claim_statement = conn.prepare(CLAIM.select)?;
        let mut statements =
            SURROUNDINGS.iter().map(|table| conn.prepare(table.select)).collect::<Result<Vec<_>, _>>()?;
        let mut claims = Cursor { table: &CLAIM, rows: claim_statement.query(bounds)? };
        let mut around = Vec::new();
        for (table, statement) in SURROUNDINGS.iter().zip(&mut statements) {
            around.push(Cursor { table, rows: statement.query(bounds)? });
        }
        let mut later =
            conn.prepare("SELECT DISTINCT claim FROM claim_event WHERE claim >= ?1 AND claim < ?2 ORDER BY claim")?;
        let mut later = later.query(bounds)?;
        let mut busy: Option<i64> = later.next()?.map(|row| row.get(0)).transpose()?;
        Reader::whole(conn).each_record(self.rows.clone(), |row, record| {
            self.folded.events += 1;
            let record = match record {
                Ok(record) => record,
                // What a newer version wrote is named where the logs are followed.
                Err(_) if Reader::whole(conn).is_newer(row)? => return self.unknown(row),
                Err(fault) => {
                    (self.fault)(Fault::of_event(row, fault));
                    return Ok(());
                }
            };
            self.folded.withheld += record.withheld as u64;
            self.in_order(row, &record);
            if let Event::ClaimRecorded(_) = record.event {
                let place = record.row;
                while busy.is_some_and(|at| at < place) {
                    busy = later.next()?.map(|row| row.get(0)).transpose()?;
                }
                return self.claim(record, busy == Some(place), &mut claims);
            }
            self.other(&record, &mut around)
        })?;
        for cursor in around.iter_mut().chain([&mut claims]) {
            if cursor.next()?.is_some() {
                self.differs(cursor.table.name, "it holds rows that no event accounts for");
            }
        }
        Ok(self.folded)
    }

    /// Events stand in the order in which they are folded.
    fn in_order(&mut self, row: i64, record: &Record) {
        let (clock, log, _) = record.fold_key();
        if (clock, log) <= (self.before.0, self.before.1.as_str()) {
            (self.fault)(Fault::of_event(row, "it stands after events that come later".to_string()));
        }
        self.before.0 = clock;
        log.clone_into(&mut self.before.1);
    }

    /// Looks at the texts beside an event whose body cannot be read: each has its digest in it, as far as that can be
    /// read.
    fn unknown(&mut self, row: i64) -> Result<()> {
        let reader = Reader::whole(self.conn);
        let bytes: String = self.conn.query_row("SELECT bytes FROM event WHERE row = ?1", [row], |row| row.get(0))?;
        let Ok(envelope) = Envelope::read(bytes.as_bytes()) else { return Ok(()) };
        let texts = reader.stored_texts(row)?;
        self.folded.withheld += envelope.digests.len().saturating_sub(texts.len()) as u64;
        for (position, json) in texts {
            let digest = usize::try_from(position).ok().and_then(|position| envelope.digests.get(position));
            if digest != Some(&digest_of(&json).as_str()) {
                (self.fault)(Fault::of_event(row, "a text of it is not the one that was recorded".to_string()));
            }
        }
        Ok(())
    }

    fn differs(&mut self, table: &str, fault: impl ToString) {
        (self.fault)(Fault { place: format!("table {table}"), fault: fault.to_string() });
    }

    fn row_of(&mut self, id: Id) -> Result<i64> {
        if let Some(row) = self.ids.get(&id) {
            return Ok(*row);
        }
        let row = Reader::whole(self.conn).row_of(id)?;
        if self.ids.len() > 4096 {
            self.ids.clear();
        }
        self.ids.insert(id, row);
        Ok(row)
    }

    fn claim(&mut self, record: Record, has_more: bool, claims: &mut Cursor) -> Result<()> {
        let row = record.row;
        let records = if has_more {
            match Reader::whole(self.conn).claim_records(row) {
                Ok(records) => records,
                // What cannot be understood is reported where it stands.
                Err(Error::Damaged(_) | Error::Event(_)) => vec![record],
                Err(other) => return Err(other),
            }
        } else {
            vec![record]
        };
        let Some(claim) = Claim::fold(&records) else { return Ok(()) };
        let expected = ClaimRows::of(&claim, |id| self.row_of(id).ok());
        *self.folded.facets.entry(expected.facet()).or_default() += 1;
        let mut stored = claims.next()?;
        while stored.as_ref().is_some_and(|stored| lower(stored, row)) {
            self.differs("claim", "it holds a row that no event accounts for");
            stored = claims.next()?;
        }
        if stored.as_ref() != Some(&expected.claim) {
            self.differs("claim", format!("row {row} is not what the events make it"));
        }
        for (at, table) in PARTS.iter().enumerate() {
            self.folded.parts[at] += expected.parts[at].len() as i64;
            if !expected.parts[at].is_empty() && self.parts_of(table, row)? != expected.parts[at] {
                self.differs(table.name, format!("the rows of claim {row} are not what the events make them"));
            }
        }
        Ok(())
    }

    fn parts_of(&self, table: &Table, claim: i64) -> Result<Vec<Vec<Value>>> {
        let mut select = self.conn.prepare_cached(table.of_claim)?;
        let rows = select.query_map([claim], values)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn other(&mut self, record: &Record, around: &mut [Cursor]) -> Result<()> {
        if let Some(claim) = record.event.about_claim() {
            self.folded.claim_events += 1;
            let known = "SELECT 1 FROM claim_event WHERE claim = ?1 AND event = ?2";
            let claim = self.row_of(claim)?;
            let known = self.conn.prepare_cached(known)?.query_row([claim, record.row], |_| Ok(())).optional()?;
            if known.is_none() {
                self.differs("claim_event", format!("event {} is missing from claim {claim}", record.row));
            }
            return Ok(());
        }
        if let Event::LogOpened(_) = record.event {
            return self.log_opened(record);
        }
        if let Event::ErasureRecorded(body) = &record.event {
            let event = self.row_of(body.event)?;
            let (gone, there) = Reader::whole(self.conn).erased_texts(event, &body.digests)?;
            self.folded.erased += gone;
            if there > 0 {
                let event = Reader::whole(self.conn).event_at(event)?;
                (self.fault)(Fault::of_event(event, "a text of it was erased, and is there again".to_string()));
            }
        }
        if let Event::TimestampAttached(body) = &record.event {
            let fault = Reader::whole(self.conn).timestamp_fault(record.row, body)?;
            fault.into_iter().for_each(|fault| (self.fault)(Fault::of_event(record.row, fault)));
        }
        let Some((table, expected)) = surroundings(record, |id| self.row_of(id))? else { return Ok(()) };
        let cursor = around.iter_mut().find(|cursor| cursor.table.name == table.name);
        let stored = cursor.map(Cursor::next).transpose()?.flatten();
        if stored.as_ref() != Some(&expected) {
            self.differs(table.name, format!("row {} is not what its event makes it", record.row));
        }
        Ok(())
    }

    fn log_opened(&mut self, record: &Record) -> Result<()> {
        let sql = "SELECT actor, hand FROM log WHERE row = ?1";
        let row = Reader::whole(self.conn).event_at(record.row)?;
        let stored = self.conn.query_row(sql, [row], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        if stored != Some((record.texts.owned("actor"), record.hand.clone())) {
            self.differs("log", format!("row {row} does not name the actor that its event names"));
        }
        Ok(())
    }
}

fn totals(conn: &Connection, folded: &Folded, mut fault: impl FnMut(Fault)) -> Result<()> {
    let mut differs = |table: &str, wrong: &str| fault(Fault { place: format!("table {table}"), fault: wrong.into() });
    let mut expected: Vec<(&str, i64)> = PARTS.iter().map(|table| table.name).zip(folded.parts).collect();
    expected.push(("claim_event", folded.claim_events));
    for (table, rows) in expected {
        let stored: i64 = conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
        if stored != rows {
            differs(table, "it does not hold as many rows as the events make");
        }
    }
    let mut stored = HashMap::new();
    for count in Reader::whole(conn).counts()? {
        stored.insert(count.facet, count.claims as i64);
    }
    if stored != folded.facets {
        differs("facet", "its counts are not those of the claims");
    }
    Ok(())
}

fn lower(stored: &[Value], row: i64) -> bool {
    matches!(stored[0], Value::Integer(at) if at < row)
}
