//! Who writes what an import finds: the pen, or in a rehearsal nobody.

use crate::casebook::pen::{Named, Pen};
use crate::error::Result;
use crate::model::event::Event;
use crate::model::id::Id;
use crate::store::Reader;
use std::collections::HashMap;

/// How many ids are remembered with their rows.
const REMEMBERED: usize = 4096;

/// Takes facts down, or only counts that there would be one.
pub trait Scribe {
    /// Gives what can be read of the casebook.
    fn reader(&self) -> Reader<'_>;

    /// Takes down the fact that `make` puts together; gives its row.
    fn record(&mut self, make: impl FnOnce() -> (Event, Vec<Named>)) -> Result<i64>;

    /// Gives the id of what is in a row.
    fn id_of(&mut self, row: i64) -> Result<Id>;
}

/// Writes nothing; what would be new gets a row below zero, so that it is told from what is there.
pub struct Rehearsal<'a> {
    reader: Reader<'a>,
    last: i64,
}

impl<'a> Rehearsal<'a> {
    pub fn new(reader: Reader<'a>) -> Self {
        Self { reader, last: 0 }
    }
}

impl Scribe for Rehearsal<'_> {
    fn reader(&self) -> Reader<'_> {
        self.reader
    }

    fn record(&mut self, _: impl FnOnce() -> (Event, Vec<Named>)) -> Result<i64> {
        self.last -= 1;
        Ok(self.last)
    }

    fn id_of(&mut self, row: i64) -> Result<Id> {
        if row < 0 { Ok(Id([0; 32])) } else { self.reader.id_of(row) }
    }
}

/// Writes with the pen.
pub struct Writing<'p, 'a> {
    pub pen: &'p mut Pen<'a>,
    ids: HashMap<i64, Id>,
}

impl<'p, 'a> Writing<'p, 'a> {
    pub fn new(pen: &'p mut Pen<'a>) -> Self {
        Self { pen, ids: HashMap::new() }
    }

    fn remember(&mut self, row: i64, id: Id) {
        if self.ids.len() >= REMEMBERED {
            self.ids.clear();
        }
        self.ids.insert(row, id);
    }
}

impl Scribe for Writing<'_, '_> {
    fn reader(&self) -> Reader<'_> {
        self.pen.reader()
    }

    fn record(&mut self, make: impl FnOnce() -> (Event, Vec<Named>)) -> Result<i64> {
        let (event, texts) = make();
        let record = self.pen.record(event, texts)?;
        self.remember(record.row, record.id);
        Ok(record.row)
    }

    fn id_of(&mut self, row: i64) -> Result<Id> {
        if let Some(id) = self.ids.get(&row) {
            return Ok(*id);
        }
        let id = self.pen.reader().id_of(row)?;
        self.remember(row, id);
        Ok(id)
    }
}
