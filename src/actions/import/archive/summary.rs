//! What was found in somebody's archive, and what came of it.

use formats::exchange::Fault;
use serde::Serialize;

/// How many of each list are kept; all of them are counted.
const KEPT: usize = 1000;

/// What was found in a file, and what came of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// Whether nothing was to be written.
    pub dry_run: bool,
    pub file: String,
    /// `WARC`, `WACZ`, `CSL JSON`, `RIS`, `BibTeX` or `Auto Archiver`.
    pub format: String,
    /// The program that made it, by its own word.
    pub software: Option<String>,
    pub sources: Count,
    pub captures: Count,
    /// Links that could not be archived, which is on record now.
    pub missed: Count,
    /// Bytes of the captures that are new.
    pub bytes: u64,
    pub passed_over: PassedOver,
    /// What is new, the first of it.
    pub taken: Vec<Taken>,
    pub taken_count: u64,
    /// What was left out because something is wrong with it, the first of it.
    pub faults: Vec<String>,
    pub fault_count: u64,
    /// What else was left out, the first of it.
    pub notices: Vec<String>,
    pub notice_count: u64,
}

/// How many are new, and how many the casebook has already.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Count {
    pub new: u64,
    pub known: u64,
}

/// What is in a web archive and no evidence.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct PassedOver {
    /// Scripts, pictures and the like, and what an archiver keeps for itself.
    pub other_types: u64,
    /// Redirects, errors, parts of files.
    pub other_answers: u64,
    pub empty: u64,
    /// Records that say: the same as an earlier time.
    pub revisits: u64,
}

/// Something that is new.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Taken {
    /// `capture`, `source` or `missed`.
    pub what: &'static str,
    pub title: Option<String>,
    pub address: Option<String>,
    /// When it was captured, as the archive says.
    pub date: Option<String>,
    pub media_type: Option<String>,
    pub bytes: Option<u64>,
    /// A source is named for it.
    pub new_source: bool,
}

impl Count {
    /// Counts one.
    pub fn add(&mut self, is_new: bool) {
        match is_new {
            true => self.new += 1,
            false => self.known += 1,
        }
    }
}

impl Summary {
    /// Says whether the casebook has it all.
    pub fn adds_nothing(&self) -> bool {
        self.sources.new + self.captures.new + self.missed.new == 0
    }

    /// Adds what is new.
    pub fn take(&mut self, taken: Taken) {
        self.taken_count += 1;
        if self.taken.len() < KEPT {
            self.taken.push(taken);
        }
    }

    /// Tells of something that was left out because it is wrong in itself.
    pub fn fault(&mut self, fault: String) {
        self.fault_count += 1;
        if self.faults.len() < KEPT {
            self.faults.push(fault);
        }
    }

    /// Tells of something else that was left out.
    pub fn notice(&mut self, notice: String) {
        self.notice_count += 1;
        if self.notices.len() < KEPT {
            self.notices.push(notice);
        }
    }

    /// Tells of what a reader left out.
    pub fn tell(&mut self, faults: &[Fault]) {
        faults.iter().for_each(|fault| self.fault(fault.to_string()));
    }
}
