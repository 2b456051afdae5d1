//! Claims beside claims.

use super::session::Session;
use super::terminal::visible;
use actions::claims::consistency::look_across;
use serde::Serialize;
use store::error::{Exit, Result};

/// Find figures in a piece's claims that cannot all be true
///
/// Finds a subject and metric with two different values, shares that add up to more than 100 %, parts that do not match
/// their total, and ages and durations that do not fit their dates. The exit code is 3 if something needs a look.
///
/// Example: tickmark consistency 4c1f
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct ConsistencyArgs {
    /// The piece (optional if there is only one)
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
                page.line("No figures of these claims were found to conflict.");
            }
        })?;
        Ok(if lines.is_empty() { Exit::Done } else { Exit::Problem })
    }
}
