//! Where a report on one piece goes: to a file, or to standard output.

use crate::cli::session::Session;
use crate::cli::terminal::{Page, visible_path};
use actions::reports::render::Dossier;
use actions::reports::write::{self, WrittenPiece};
use std::io::Write;
use std::path::{Path, PathBuf};
use store::error::{Error, Result};

/// What every report on one piece is told.
#[derive(clap::Args)]
pub struct Outlet {
    /// The file to write, or `-` for standard output
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The piece (optional if there is only one)
    #[arg(long, value_name = "ID")]
    pub piece: Option<String>,
    /// Replace the file if it exists
    #[arg(long)]
    pub force: bool,
}

impl Outlet {
    /// Says whether standard output was named.
    pub fn is_stream(&self) -> bool {
        self.file == Path::new("-")
    }

    /// Refuses to mix a report with the JSON of the command.
    pub fn refuse_json(&self, session: &Session) -> Result<()> {
        match self.is_stream() && session.terminal.json() {
            true => Err(Error::Invalid(
                "the report and a JSON document cannot both go to standard output: name a file".into(),
            )),
            false => Ok(()),
        }
    }

    /// Writes a report; gives what was written where it went to a file.
    pub fn write(
        &self,
        session: &Session,
        render: impl FnOnce(&Dossier, &mut dyn Write) -> Result<()>,
    ) -> Result<Option<WrittenPiece>> {
        self.refuse_json(session)?;
        let casebook = session.open()?;
        let piece = self.piece.as_deref();
        if self.is_stream() {
            session.terminal.pour_exactly(|out| write::pour_dossier(&casebook, piece, out, render))?;
            return Ok(None);
        }
        write::write_dossier(&casebook, &self.file, self.force, piece, render).map(Some)
    }
}

/// Shows what was written to a file.
pub fn summary(page: &mut Page, written: &WrittenPiece) {
    let claims = if written.claims == 1 { "claim" } else { "claims" };
    let file = visible_path(&written.file);
    page.line(format!("wrote {file}  {} {claims}, {} bytes", written.claims, written.bytes));
    page.field("sha256", Some(written.sha256.hex()));
}
