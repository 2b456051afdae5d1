//! The queue of claims that want another look.

use super::session::Session;
use super::terminal::{Page, shortened, visible};
use actions::claims::recheck::{Asked, Queue, Waiting, queue};
use store::error::{Exit, Result};

/// List the claims that want another look, and why, the highest priority first
///
/// Evidence past its last day, evidence computed from what no longer stands, doubt about a claim that they rest on,
/// and confirmed claims whose quotation was not found in a capture.
#[derive(clap::Args)]
pub struct RecheckArgs {
    /// Only of this piece
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// How many to list
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// How many to leave out first
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
            session.terminal.say(format!("{shown} of {} shown; go on with --skip {shown}", found.total));
        }
        Ok(Exit::Done)
    }
}

fn compose(page: &mut Page, found: &Queue) {
    match found.total {
        0 => page.line("No claim wants another look."),
        1 => page.line("1 claim wants another look"),
        total => page.line(format!("{total} claims want another look")),
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
