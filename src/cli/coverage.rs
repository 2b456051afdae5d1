//! Coverage: how much of the draft is inside claims, and above all what is not.

use super::session::Session;
use super::terminal::{Page, shortened, visible, visible_path};
use actions::drafts::coverage::{Covering, Spot, covering, write_lcov};
use std::path::PathBuf;
use store::error::{Exit, Result};

/// Show which figures, dates, names, titles and quotations of the latest draft are not in any claim
///
/// Tickmark recognises what looks checkable by its form; it does not find everything, and a person decides what must be
/// checked. A passage is covered if its words are in a claim that has not been cut. Its status is that of the narrowest
/// claim around it.
///
/// Example: tickmark coverage --lcov draft.info
#[derive(clap::Args)]
pub struct CoverageArgs {
    /// The piece (optional if there is only one)
    piece: Option<String>,
    /// Show covered passages too, with the status of their claims
    #[arg(long)]
    all: bool,
    /// Also write line coverage as an lcov file, for editors and code hosts
    #[arg(long, value_name = "FILE")]
    lcov: Option<PathBuf>,
    /// Replace the lcov file if it exists
    #[arg(long, requires = "lcov")]
    force: bool,
    /// The path of the draft as other programs know it (default: its file name)
    #[arg(long, value_name = "PATH")]
    draft_path: Option<String>,
}

impl CoverageArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let casebook = session.open()?;
        let found = covering(casebook.reader(), self.piece.as_deref())?;
        if let Some(file) = &self.lcov {
            let name = self.draft_path.as_deref().or(found.draft_name.as_deref()).unwrap_or("draft");
            write_lcov(&casebook, &found, name, file, self.force)?;
        }
        session.terminal.show("coverage", &found, |page| compose(page, &found, self.all))?;
        if let Some(file) = &self.lcov {
            session.terminal.say(format!("wrote {}", visible_path(file)));
        }
        Ok(Exit::Done)
    }
}

fn compose(page: &mut Page, found: &Covering, all: bool) {
    let name = visible(found.draft_name.as_deref().unwrap_or("the latest draft"));
    let (covered, parts) = (found.total.covered, found.total.parts);
    page.heading(&format!("{name}: {covered} of {parts} checkable parts are inside a claim ({} %)", found.percent));
    for (status, share) in &found.by_status {
        page.line(share_line(status.word(), share.parts, parts));
    }
    if parts > covered {
        page.line(share_line("not in a claim", parts - covered, parts));
    }
    let tallies = found.by_kind.iter().map(|(kind, tally)| format!("{kind} {}/{}", tally.covered, tally.parts));
    page.line(format!("  {}", tallies.collect::<Vec<_>>().join(" · ")));
    if found.unlisted > 0 {
        page.line(format!("  {} of them are not listed: a draft has room for 20,000", found.unlisted));
    }
    if !found.uncovered.is_empty() {
        page.heading("Not in a claim");
        for spot in &found.uncovered {
            page.line(spot_line(spot, spot.priority.word(), &spot.why));
        }
    }
    if all && !found.inside.is_empty() {
        page.heading("Inside a claim");
        for spot in &found.inside {
            let claim = spot.claim.map(|claim| claim.short()).unwrap_or_default();
            page.line(spot_line(spot, spot.status.map_or("", |status| status.word()), &claim));
        }
    }
    if !found.out_of_scope.is_empty() {
        page.heading("Not checkable");
        for sentence in &found.out_of_scope {
            let place = format!("{}:{}", sentence.region.line, sentence.region.column);
            page.line(format!("  {place:>8}  {:<12} {}", sentence.scope, shortened(&sentence.text, 80)));
        }
    }
}

fn share_line(word: &str, parts: usize, all: usize) -> String {
    let percent = actions::drafts::coverage::percent(parts, all).unwrap_or(0);
    format!("  {word:<14} {parts:>6} {percent:>4} %  {}", "█".repeat((parts * 30).div_ceil(all.max(1))))
}

fn spot_line(spot: &Spot, word: &str, remark: &str) -> String {
    let place = format!("{}:{}", spot.region.line, spot.region.column);
    format!("  {place:>8}  {word:<12} {:<12} {}  ({})", spot.kind, shortened(&spot.text, 60), visible(remark))
}
