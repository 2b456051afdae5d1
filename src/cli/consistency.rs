//! Claims beside claims.

use super::session::Session;
use super::terminal::visible;
use actions::claims::consistency::look_across;
use serde::Serialize;
use store::error::{Exit, Result};

/// Look across the claims of a piece for figures that cannot stand together
///
/// Finds the same subject and metric with two values, shares that pass 100 %, parts that miss their total, and ages
/// and lengths that do not fit their dates. Exit code 3 says that there is something to look at.
///
/// Example: tickmark consistency 4c1f
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct ConsistencyArgs {
    /// The piece; needed only where there are several
    piece: Option<String>,
}

#[derive(Serialize)]
struct Line<'a> {
    kind: String,
    claims: &'a [String],
    working: &'a [String],
}

impl ConsistencyArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let found = look_across(session.open()?.reader(), self.piece.as_deref())?;
        let lines: Vec<Line> = found
            .iter()
            .map(|finding| Line { kind: finding.kind.to_string(), claims: &finding.claims, working: &finding.working })
            .collect();
        session.terminal.show("consistency", &lines, |page| {
            for line in &lines {
                page.line(format!("{}: claims {}", line.kind, line.claims.join(", ")));
                line.working.iter().for_each(|sentence| page.line(format!("  {}", visible(sentence))));
            }
            if lines.is_empty() {
                page.line("No two figures of these claims were found to be at odds.");
            }
        })?;
        Ok(if lines.is_empty() { Exit::Done } else { Exit::Problem })
    }
}
