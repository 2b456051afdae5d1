//! `report annotations`: the claims as W3C Web Annotations.

use super::fields::{Output, counted};
use crate::cli::session::Session;
use actions::reports::render;
use serde::Serialize;
use store::error::Result;

/// Write the claims as W3C Web Annotations on the latest draft
///
/// Each span gets one annotation, with its words, the words around them, and its position in characters (Unicode code
/// points) from 0; status, type, priority and verdict are tags, notes are comments. The target is the piece's address,
/// or else the SHA-256 of the draft's text. Confidential material is left out unless you give `--reveal`.
///
/// Example: tickmark report annotations river.annotations.json
#[derive(clap::Args)]
pub struct AnnotationsArgs {
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Serialize)]
struct Told {
    annotations: usize,
    /// Claims without a place in the latest draft.
    unplaced: usize,
}

impl AnnotationsArgs {
    pub fn run(&self, session: &Session) -> Result<()> {
        let piece = self.output.piece.as_deref();
        let write = |reader: actions::Reader, out: &mut dyn std::io::Write| {
            let [annotations, unplaced] = render::annotations(reader, piece, out)?;
            Ok(Told { annotations, unplaced })
        };
        let told =
            self.output.write(session, "report-annotations", write, |told| counted(told.annotations, "annotation"))?;
        if let Some(Told { unplaced: unplaced @ 1.., .. }) = told {
            session
                .terminal
                .say(format!("left out {} without a place in the latest draft", counted(unplaced, "claim")));
        }
        Ok(())
    }
}
