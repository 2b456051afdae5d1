//! The workbook that goes out and comes back.

use super::session::Session;
use super::terminal::{Page, shortened, visible, visible_path};
use actions::import::edited_report::{self, Change, Returned};
use actions::reports::write;
use std::path::{Path, PathBuf};
use store::error::{Exit, Result};

/// Write a workbook to edit in a spreadsheet program and import again
///
/// Sheets: Summary, Claims, Evidence, Sources, Queries. You can change columns with a yellow header; `tickmark import
/// xlsx FILE` imports the changes. Hidden columns hold ids and fingerprints. Confidential material is left out. The
/// same state always gives the same bytes.
///
/// Example: tickmark report xlsx check.xlsx
#[derive(clap::Args)]
pub struct XlsxArgs {
    /// The file to write
    file: PathBuf,
    /// The piece (optional if there is only one)
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

impl XlsxArgs {
    pub fn run(&self, session: &Session) -> Result<()> {
        let casebook = session.open()?;
        let written = write::write_workbook(&casebook, &self.file, self.force, self.piece.as_deref())?;
        session.terminal.show("report-xlsx", &written, |page| {
            let (file, claims) = (visible_path(&written.file), if written.claims == 1 { "claim" } else { "claims" });
            page.line(format!("wrote {file}  {} {claims}, {} bytes", written.claims, written.bytes));
            page.field("sha256", Some(written.sha256.hex()));
        })
    }
}

/// Import a workbook of this casebook that was edited in a spreadsheet
///
/// Each changed cell becomes an event in your name. Cells that the casebook has changed since the export, or that the
/// review rules forbid changing, are left alone and listed (exit code 3). A row without an id becomes a claim; removing
/// a row deletes nothing.
///
/// Example: tickmark import xlsx check.xlsx --dry-run
#[derive(clap::Args)]
pub struct ReturnedArgs {
    /// The workbook
    file: PathBuf,
    /// Show what would happen without writing anything
    #[arg(long)]
    dry_run: bool,
}

impl ReturnedArgs {
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let returned = edited_report::workbook(&mut session.open()?, &session.actor()?, &self.file, self.dry_run)?;
        conclude(session, &returned)
    }
}

/// Takes back an audit report in CSV.
pub fn take_back_table(session: &Session, file: &Path, dry_run: bool) -> Result<Exit> {
    let returned = edited_report::table(&mut session.open()?, &session.actor()?, file, dry_run)?;
    conclude(session, &returned)
}

fn conclude(session: &Session, returned: &Returned) -> Result<Exit> {
    session.terminal.show("import-edited", returned, |page| compose(page, returned))?;
    Ok(if returned.conflicts.is_empty() { Exit::Done } else { Exit::Problem })
}

fn compose(page: &mut Page, returned: &Returned) {
    let file = visible(&returned.file);
    page.line(match (returned.changes.len(), returned.dry_run) {
        (0, _) => format!("{file}: nothing to import"),
        (count, true) => format!("{file}: nothing written yet; cells that would be imported: {count}"),
        (count, false) => format!("{file}: cells imported: {count}, as {} events", returned.events),
    });
    let lists = [
        ("Changes", &returned.changes),
        ("Conflicts, left alone", &returned.conflicts),
        ("Refused, left alone", &returned.refused),
    ];
    for (title, changes) in lists.into_iter().filter(|(_, changes)| !changes.is_empty()) {
        page.heading(title);
        changes.iter().for_each(|change| page.line(format!("  {}", line(change))));
    }
}

fn line(change: &Change) -> String {
    let cell = |text: &str| if text.is_empty() { "(none)".to_string() } else { shortened(text, 60) };
    let reason = change.reason.as_deref().map(|reason| format!("  ({})", visible(reason))).unwrap_or_default();
    format!("{}: {}: {} → {}{reason}", change.cell, change.column, cell(&change.was), cell(&change.now))
}
