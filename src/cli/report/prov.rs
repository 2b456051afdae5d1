//! `report prov`: how everything came about, in PROV-JSON.

use super::fields::{Output, counted};
use crate::cli::session::Session;
use actions::reports::render;
use serde::Serialize;
use store::error::Result;

/// Write the provenance of claims and evidence as W3C PROV-JSON
///
/// Entities are the piece, its drafts, claims and each of their states, evidence, sources, captures and checkpoints;
/// activities are the recorded events; agents are the people whose keys signed them. Confidential material is left out
/// unless you give `--reveal`.
///
/// Example: tickmark report prov river.prov.json
#[derive(clap::Args)]
pub struct ProvArgs {
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Serialize)]
struct Told {
    entities: usize,
    activities: usize,
    agents: usize,
}

impl ProvArgs {
    pub fn run(&self, session: &Session) -> Result<()> {
        let piece = self.output.piece.as_deref();
        let write = |reader: actions::Reader, out: &mut dyn std::io::Write| {
            let [entities, activities, agents] = render::prov(reader, piece, out)?;
            Ok(Told { entities, activities, agents })
        };
        let summary = |told: &Told| format!("{} entities, {}", told.entities, counted(told.activities, "event"));
        self.output.write(session, "report-prov", write, summary).map(drop)
    }
}
