//! Coverage: how much of the draft is inside claims, and above all what is not.

use super::session::Session;
use super::terminal::{Page, shortened, visible, visible_path};
use actions::choice::Choice;
use actions::drafts::coverage::{Covering, Decided, Spot, covering, write_lcov};
use actions::drafts::suggest;
use std::path::PathBuf;
use store::error::{Exit, Result};

/// Show which figures, dates, names, titles and quotations of the latest draft are not in any claim
///
/// Tickmark recognises what looks checkable by its form; it does not find everything, and a person decides what must be
/// checked. A passage is covered if its words are in a claim that has not been cut. Its status is that of the narrowest
/// claim around it.
///
/// What you decide to be no claim, with a reason, is a row of its own here and in the gate. `tickmark suggest --restore ID`
/// takes it back.
///
/// Examples:
///   tickmark coverage --lcov draft.info
///   tickmark coverage --decide 2,5-7 --reason 'the dateline'
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct CoverageArgs {
    /// The piece (optional if there is only one)
    piece: Option<String>,
    /// Show covered passages too, with the status of their claims
    #[arg(long)]
    all: bool,
    /// Decide that passages in no claim need no check, for a reason that stays on record: all, or their numbers
    #[arg(long, value_name = "all|NUMBERS", requires = "reason")]
    decide: Option<Choice>,
    /// Why they need no check
    #[arg(long, value_name = "TEXT", requires = "decide")]
    reason: Option<String>,
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
        let mut casebook = session.open()?;
        if let (Some(choice), Some(reason)) = (&self.decide, &self.reason) {
            let (actor, piece) = (session.actor()?, self.piece.as_deref());
            let decided = suggest::decide(&mut casebook, &actor, piece, choice, reason)?;
            session.terminal.say(format!("{} decided", decided.len()));
        }
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
    if found.total.decided > 0 {
        page.line(share_line("decided", found.total.decided, parts));
    }
    if found.total.open() > 0 {
        page.line(share_line("not in a claim", found.total.open(), parts));
    }
    let tallies = found.by_kind.iter().map(|(kind, tally)| format!("{kind} {}/{}", tally.covered, tally.parts));
    page.line(format!("  {}", tallies.collect::<Vec<_>>().join(" · ")));
    if found.unlisted > 0 {
        page.line(format!("  {} of them are not listed: a draft has room for 20,000", found.unlisted));
    }
    if !found.uncovered.is_empty() {
        page.heading("Not in a claim");
        for (at, spot) in found.uncovered.iter().enumerate() {
            page.line(format!("{:>4}{}", at + 1, spot_line(spot, spot.priority.word(), &spot.why)));
        }
    }
    if !found.decided.is_empty() {
        page.heading("Decided: no claim to be checked");
        found.decided.iter().for_each(|decided| page.line(decided_line(decided)));
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

/// Says what was decided, by whom and why.
pub fn decided_line(decided: &Decided) -> String {
    let Decided { spot, dismissal, actor, time, reason } = decided;
    let place = format!("{}:{}", spot.region.line, spot.region.column);
    let text = shortened(&spot.text, 60);
    visible(&format!("  {place:>8}  {}  “{text}” — {reason} ({actor}, {})", dismissal.short(), time.day()))
}

fn share_line(word: &str, parts: usize, all: usize) -> String {
    let percent = actions::drafts::coverage::percent(parts, all).unwrap_or(0);
    format!("  {word:<14} {parts:>6} {percent:>4} %  {}", "█".repeat((parts * 30).div_ceil(all.max(1))))
}

fn spot_line(spot: &Spot, word: &str, remark: &str) -> String {
    let place = format!("{}:{}", spot.region.line, spot.region.column);
    format!("  {place:>8}  {word:<12} {:<12} {}  ({})", spot.kind, shortened(&spot.text, 60), visible(remark))
}
