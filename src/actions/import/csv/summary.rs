//! What an import found, and what came of it.

use super::layout::Mapped;
use formats::ingest::table::Fault;
use record::model::id::Id;
use record::model::words::{ClaimType, Priority, Stance};
use serde::Serialize;
use store::error::Error;

/// How many faults, and how many notices, are kept; all of them are counted.
pub const KEPT: usize = 100;

/// How many rows are shown as they were understood.
pub const SAMPLES: usize = 10;

/// What an import found, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Whether nothing was to be written.
    pub dry_run: bool,
    pub file: String,
    /// Absent where the file was not read to its end.
    pub sha256: Option<Id>,
    pub columns: Vec<Mapped>,
    /// The line of the headers, where a title stands above them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers_line: Option<u64>,
    /// The headers whose columns were left out.
    pub ignored: Vec<String>,
    /// Rows that say something; `blank_rows` are those that do not.
    pub rows: u64,
    pub blank_rows: u64,
    pub claims: Claims,
    pub sources: Sources,
    pub evidence: EvidenceCount,
    /// Titles of the pieces that are new.
    pub new_pieces: Vec<String>,
    /// Claims that were given to somebody.
    pub assigned: u64,
    pub notices: Vec<Notice>,
    pub notice_count: u64,
    pub sample: Vec<Sample>,
    pub faults: Vec<Fault>,
    /// How many rows are at fault; a row can have more than one.
    pub rows_at_fault: u64,
    pub fault_count: u64,
    /// The event that closed the import; absent where nothing was written.
    pub import: Option<Id>,
}

/// How many claims the rows hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Claims {
    pub new: u64,
    /// In the casebook already.
    pub known: u64,
    /// Rows whose claim stands further up in the file.
    pub repeated: u64,
    /// Rows left out because what is recorded stays as it is; each has a notice.
    pub left_out: u64,
}

/// How many sources the rows name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sources {
    pub new: u64,
    pub known: u64,
    /// Rows that name a source and no claim.
    pub alone: u64,
}

/// How much evidence the rows hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EvidenceCount {
    pub new: u64,
    /// Attached already, or said further up in the file.
    pub known: u64,
    /// New, without a stance in its row: attached as context.
    pub without_stance: u64,
}

/// A row that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    pub line: u64,
    pub reason: String,
}

/// A row as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sample {
    pub line: u64,
    pub statement: Option<String>,
    pub external_id: Option<String>,
    /// Absent, like the priority, where the row repeats a claim that stands further up.
    #[serde(rename = "type")]
    pub claim_type: Option<ClaimType>,
    pub priority: Option<Priority>,
    /// The quantity in words.
    pub quantity: Option<String>,
    pub source: Option<String>,
    pub stance: Option<Stance>,
}

impl Summary {
    /// Says whether the casebook would be the same after it.
    pub fn adds_nothing(&self) -> bool {
        self.claims.new == 0 && self.sources.new == 0 && self.evidence.new == 0
    }

    /// Gives the error that the faults amount to, if there are any.
    pub fn refusal(&self) -> Option<Error> {
        if self.fault_count == 0 {
            return None;
        }
        let mut faults: Vec<_> = self.faults.iter().map(Fault::to_string).collect();
        let unshown = self.fault_count - self.faults.len() as u64;
        if unshown > 0 {
            faults.push(format!("and {unshown} more"));
        }
        Some(Error::Rows { count: self.rows_at_fault as usize, faults })
    }

    /// Notes what is wrong with a row.
    pub(super) fn refuse(&mut self, faults: Vec<Fault>) {
        self.rows_at_fault += 1;
        self.fault_count += faults.len() as u64;
        let room = KEPT.saturating_sub(self.faults.len());
        self.faults.extend(faults.into_iter().take(room));
    }

    /// Notes that a row is left out.
    pub(super) fn leave_out(&mut self, line: u64, reason: impl FnOnce() -> String) {
        self.claims.left_out += 1;
        self.notice_count += 1;
        if self.notices.len() < KEPT {
            self.notices.push(Notice { line, reason: reason() });
        }
    }
}
