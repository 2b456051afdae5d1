//! `report markdown`: the report on a piece as Markdown.

use super::outlet::{Outlet, summary};
use crate::cli::session::Session;
use actions::reports::render;
use store::error::Result;

/// Write the report on a piece as GitHub-flavoured Markdown
///
/// The file has counts, the text with every claim marked, a section for each claim, the sources, and the passages not
/// in any claim. It reads well both raw and rendered. Text from outside cannot inject markup. Confidential material is
/// left out unless you give `--reveal`.
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
