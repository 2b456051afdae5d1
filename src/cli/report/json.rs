//! `report json`: the report on a piece as one JSON document.

use super::outlet::{Outlet, summary};
use crate::cli::session::Session;
use actions::reports::render;
use store::error::Result;

/// Write everything about a piece as one JSON document, for programs
///
/// docs/schema/dossier.schema.json describes every field, as JSON Schema 2020-12; there are no others. Confidential
/// material is left out unless you give `--reveal`.
///
/// Examples:
///   tickmark report json dossier.json
///   tickmark report json - | jq '.claims[] | select(.contested) | .statement'
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct JsonArgs {
    #[command(flatten)]
    outlet: Outlet,
}

impl JsonArgs {
    pub fn run(&self, session: &Session) -> Result<()> {
        match self.outlet.write(session, |dossier, out| render::json(dossier, out))? {
            Some(written) => session.terminal.show("report-json", &written, |page| summary(page, &written)),
            None => Ok(()),
        }
    }
}
