//! `report sources`: the sources of a piece as a list of references.

use super::outlet::Outlet;
use crate::cli::session::Session;
use crate::cli::terminal::visible_path;
use actions::reports::render::{self, CitedFormat};
use serde::Serialize;
use store::error::Result;

/// Write the sources of a piece as a list of references: BibTeX, RIS or CSL JSON
///
/// Names stay undivided, as they were recorded, and dates are as exact as stated. A reference list is meant to be
/// shown, so confidential sources, and people who did not speak on the record, are left out unless you give `--reveal`.
///
/// Examples:
///   tickmark report sources --format bibtex sources.bib
///   tickmark report sources --format csl --piece 4c1f - | jq length
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct SourcesArgs {
    #[command(flatten)]
    outlet: Outlet,
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: FormatWord,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FormatWord {
    /// For LaTeX, read by BibTeX and biber alike
    Bibtex,
    /// For reference managers
    Ris,
    /// For citation processors, as CSL JSON
    Csl,
}

impl From<FormatWord> for CitedFormat {
    fn from(word: FormatWord) -> Self {
        match word {
            FormatWord::Bibtex => Self::Bibtex,
            FormatWord::Ris => Self::Ris,
            FormatWord::Csl => Self::Csl,
        }
    }
}

/// What was written.
#[derive(Serialize)]
struct Listed {
    file: std::path::PathBuf,
    sha256: record::model::id::Id,
    bytes: u64,
    sources: usize,
    left_out: usize,
}

impl SourcesArgs {
    pub fn run(&self, session: &Session) -> Result<()> {
        let (mut sources, mut left_out) = (0, 0);
        let written = self.outlet.write(session, |dossier, out| {
            left_out = render::sources(dossier, self.format.into(), out)?;
            sources = dossier.sources.len() - left_out;
            Ok(())
        })?;
        if left_out > 0 {
            let (them, are) = if left_out == 1 { ("source", "is") } else { ("sources", "are") };
            session.terminal.say(format!(
                "{left_out} {them} that must not be named {are} left out; `--reveal` includes everything"
            ));
        }
        let Some(written) = written else { return Ok(()) };
        let listed = Listed { file: written.file, sha256: written.sha256, bytes: written.bytes, sources, left_out };
        session.terminal.show("report-sources", &listed, |page| {
            let them = if sources == 1 { "source" } else { "sources" };
            let file = visible_path(&listed.file);
            page.line(format!("wrote {file}  {sources} {them}, {} bytes", listed.bytes));
            page.field("sha256", Some(listed.sha256.hex()));
        })
    }
}
