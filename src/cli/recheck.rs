//! The queue of claims that want another look.

use super::session::Session;
use super::terminal::{Page, shortened, visible};
use actions::claims::recheck::{Asked, Queue, Waiting, queue};
use store::error::{Exit, Result};

/// List the claims that need another look, and why, highest priority first
///
/// A claim needs another look if its evidence has expired, if evidence was computed from something that no longer
/// counts, if a claim it rests on is in doubt, or if it is confirmed but its quotation was not found in a capture.
#[derive(clap::Args)]
pub struct RecheckArgs {
    /// Only claims of this piece
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// How many to list
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// How many to skip first
    #[arg(long, value_name = "N", default_value_t = 0)]
    skip: usize,
}

impl RecheckArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let onlooker = session.onlooker();
        let asked = Asked {
            piece: self.piece.as_deref(),
            skip: self.skip,
            limit: self.limit,
            onlooker: onlooker.as_ref().map(|actor| actor.name()),
        };
        let found = queue(&session.open()?, asked)?;
        session.terminal.show("recheck", &found, |page| compose(page, &found))?;
        let shown = found.skipped + self.limit;
        if found.total > shown {
            session.terminal.say(format!("{shown} of {} shown; see more with --skip {shown}", found.total));
        }
        Ok(Exit::Done)
    }
}

fn compose(page: &mut Page, found: &Queue) {
    match found.total {
        0 => page.line("No claim needs another look."),
        1 => page.line("1 claim needs another look"),
        total => page.line(format!("{total} claims need another look")),
    }
    found.claims.iter().for_each(|claim| entry(page, claim));
}

fn entry(page: &mut Page, waiting: &Waiting) {
    let Waiting { claim, external_id, priority, status, statement, reasons } = waiting;
    let own = external_id.as_ref().map(|id| format!(" {}", shortened(id, 24))).unwrap_or_default();
    let statement = shortened(statement.as_deref().unwrap_or("(withheld)"), 90);
    page.line(format!("{}{own}  {priority}, {status}  {statement}", claim.short()));
    for reason in reasons {
        page.line(format!("    {}", visible(&reason.in_words())));
    }
}
