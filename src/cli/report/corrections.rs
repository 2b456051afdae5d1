//! `report corrections`: what was changed after publication, for readers.

use super::outlet::Outlet;
use crate::cli::session::Session;
use crate::cli::terminal::visible_path;
use actions::reports::render::{self, CorrectionsFormat};
use serde::Serialize;
use store::error::Result;

/// Write the corrections made after publication, as a page for readers
///
/// Each entry has the day readers were told, what the piece said, what it says now, and why, latest first. It says
/// nothing about the check itself: no reviewers, ids or notes. It does include the recorded reason, so word that for
/// readers.
///
/// Examples:
///   tickmark report corrections corrections.md
///   tickmark report corrections --format html corrections.html
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct CorrectionsArgs {
    #[command(flatten)]
    outlet: Outlet,
    /// The format
    #[arg(long, value_enum, default_value = "markdown", value_name = "FORMAT")]
    format: FormatWord,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FormatWord {
    Markdown,
    Html,
    Json,
}

impl From<FormatWord> for CorrectionsFormat {
    fn from(word: FormatWord) -> Self {
        match word {
            FormatWord::Markdown => Self::Markdown,
            FormatWord::Html => Self::Html,
            FormatWord::Json => Self::Json,
        }
    }
}

/// What was written.
#[derive(Serialize)]
struct Listed {
    file: std::path::PathBuf,
    sha256: record::model::id::Id,
    bytes: u64,
    corrections: usize,
}

impl CorrectionsArgs {
    pub fn run(&self, session: &Session) -> Result<()> {
        let mut count = 0;
        let written = self.outlet.write(session, |dossier, out| {
            count = render::corrections(dossier, self.format.into(), out)?;
            Ok(())
        })?;
        let Some(written) = written else { return Ok(()) };
        let listed = Listed { file: written.file, sha256: written.sha256, bytes: written.bytes, corrections: count };
        session.terminal.show("report-corrections", &listed, |page| {
            let them = if count == 1 { "correction" } else { "corrections" };
            let file = visible_path(&listed.file);
            page.line(format!("wrote {file}  {count} {them}, {} bytes", listed.bytes));
            page.field("sha256", Some(listed.sha256.hex()));
        })
    }
}
