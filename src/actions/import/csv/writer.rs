//! Who writes what an import finds: the bulk writer, or in a rehearsal nobody.

use record::model::event::Event;
use record::model::id::Id;
use std::collections::HashMap;
use store::Reader;
use store::casebook::bulk_writer::BulkWriter;
use store::casebook::event_maker::Named;
use store::error::Result;

/// How many ids are remembered with their rows.
const REMEMBERED: usize = 4096;

/// Takes facts down, or only counts that there would be one.
pub trait Writer {
    /// Gives what can be read of the casebook.
    fn reader(&self) -> Reader<'_>;

    /// Takes down the fact that `make` puts together; gives its row.
    fn record(&mut self, make: impl FnOnce() -> (Event, Vec<Named>)) -> Result<i64>;

    /// Gives the id of what is in a row.
    fn id_of(&mut self, row: i64) -> Result<Id>;

    /// Hears that a row is at fault, so that nothing is to be written.
    fn stop(&mut self);
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

impl Writer for Rehearsal<'_> {
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

    fn stop(&mut self) {}
}

/// Writes in bulk, and stops at the first fault.
pub struct Writing<'p, 'a> {
    pub bulk: &'p mut BulkWriter<'a>,
    /// What was written that later facts can name, in the order of the rows.
    written: Vec<(i64, Id)>,
    /// What is looked up again and again.
    ids: HashMap<i64, Id>,
    /// What would be written after a fault gets a row below zero, as in a rehearsal.
    after_fault: Option<i64>,
}

impl<'p, 'a> Writing<'p, 'a> {
    pub fn new(bulk: &'p mut BulkWriter<'a>) -> Self {
        Self { bulk, written: Vec::new(), ids: HashMap::new(), after_fault: None }
    }

    fn look_up(&mut self, row: i64) -> Result<Id> {
        if let Ok(at) = self.written.binary_search_by_key(&row, |(row, _)| *row) {
            return Ok(self.written[at].1);
        }
        if let Some(id) = self.ids.get(&row) {
            return Ok(*id);
        }
        let id = self.bulk.reader().id_of(row)?;
        if self.ids.len() >= REMEMBERED {
            self.ids.clear();
        }
        self.ids.insert(row, id);
        Ok(id)
    }
}

impl Writer for Writing<'_, '_> {
    fn reader(&self) -> Reader<'_> {
        self.bulk.reader()
    }

    fn record(&mut self, make: impl FnOnce() -> (Event, Vec<Named>)) -> Result<i64> {
        if let Some(last) = &mut self.after_fault {
            *last -= 1;
            return Ok(*last);
        }
        let (event, texts) = make();
        let can_be_named = matches!(event, Event::PieceAdded(_) | Event::ClaimRecorded(_) | Event::SourceAdded(_));
        let found = self.bulk.record(event, texts)?;
        if can_be_named {
            self.written.push((found.row, found.id));
        }
        Ok(found.row)
    }

    fn id_of(&mut self, row: i64) -> Result<Id> {
        if row < 0 || self.after_fault.is_some() {
            return Ok(Id([0; 32]));
        }
        let id = self.look_up(row)?;
        self.bulk.introduce(id, row);
        Ok(id)
    }

    fn stop(&mut self) {
        if self.after_fault.is_none() {
            self.after_fault = Some(0);
            self.bulk.abandon();
        }
    }
}
