//! `report markdown`: the report on a piece as Markdown.

use super::outlet::{Outlet, summary};
use crate::cli::session::Session;
use actions::reports::render;
use store::error::Result;

/// Write the report on a piece as Markdown, as GitHub reads it
///
/// The file holds counts, the text with every claim marked, a section for each claim, the sources, and the places that
/// are in no claim. It reads well as it stands and when it is set. Words from outside can become no markup in it. What
/// is confidential is left out unless `--reveal` is given.
///
/// Examples:
///   tickmark report markdown report.md
///   tickmark report markdown --piece 4c1f - | less
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct MarkdownArgs {
    #[command(flatten)]
    outlet: Outlet,
}

impl MarkdownArgs {
    pub fn run(&self, session: &Session) -> Result<()> {
        match self.outlet.write(session, |dossier, out| render::markdown(dossier, out))? {
            Some(written) => session.terminal.show("report-markdown", &written, |page| summary(page, &written)),
            None => Ok(()),
        }
    }
}
