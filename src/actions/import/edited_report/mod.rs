//! Taking back a report that somebody changed in a spreadsheet: what was exported, what the file says, what holds now.
//!
//! Everything is applied in one transaction. What the casebook itself changed since is a conflict and left alone; what
//! the review forbids is refused and left alone.

mod apply;
mod edited;

use edited::Edited;
use record::model::id::Id;
use serde::Serialize;
use std::path::Path;
use store::casebook::{Actor, Casebook};
use store::error::Result;

/// One cell that somebody changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// `Claims!F12`, or in CSV `row 12`, the headers being row 1.
    pub cell: String,
    /// Absent for an added row.
    pub claim: Option<Id>,
    pub column: String,
    /// What the casebook holds; empty for nothing.
    pub was: String,
    /// What the file says.
    pub now: String,
    /// Why it is left alone, where it is.
    pub reason: Option<String>,
}

/// What a file brought back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Returned {
    pub file: String,
    pub dry_run: bool,
    /// Rows that were looked at.
    pub rows: usize,
    /// Taken in, or in a rehearsal what would be.
    pub changes: Vec<Change>,
    /// The casebook changed the same thing since.
    pub conflicts: Vec<Change>,
    /// What the rules of the review forbid, or what cannot be understood.
    pub refused: Vec<Change>,
    /// Events that were recorded, or would be.
    pub events: usize,
}

/// Takes back an edited workbook.
pub fn workbook(casebook: &mut Casebook, actor: &Actor, path: &Path, dry_run: bool) -> Result<Returned> {
    take_back(casebook, actor, path, &edited::workbook(path)?, dry_run)
}

/// Takes back an edited audit report in CSV.
pub fn table(casebook: &mut Casebook, actor: &Actor, path: &Path, dry_run: bool) -> Result<Returned> {
    take_back(casebook, actor, path, &edited::table(path)?, dry_run)
}

fn take_back(casebook: &mut Casebook, actor: &Actor, path: &Path, edited: &Edited, dry_run: bool) -> Result<Returned> {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let rows = edited.claims.len() + edited.answers.len();
    let mut returned = Returned { file, dry_run, rows, ..Returned::default() };
    match dry_run {
        true => casebook.rehearse(actor, |pen| apply::apply(pen, edited, &mut returned))?,
        false => casebook.write(actor, |pen| apply::apply(pen, edited, &mut returned))?,
    }
    Ok(returned)
}
