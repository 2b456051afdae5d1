//! Taking in reviews of claims that others published.

use super::session::Session;
use super::terminal::{Page, shortened, visible};
use actions::import::claimreviews::{self, Sample, Summary, Wanted, nothing_read};
use record::model::words::{ClaimType, Priority};
use std::path::PathBuf;
use store::error::{Exit, Result};

/// How many faults are named on the screen.
const FAULTS: usize = 20;

/// Import reviews published by others as schema.org ClaimReview
///
/// The file is a feed or list of JSON-LD, or a page with JSON-LD scripts. Each review becomes a claim, its page a
/// source, and its rating context in the publisher's words; the rating is not a verdict, and no check is recorded.
/// Anything that cannot be read is named and left out (exit code 3). Nothing already in the casebook is imported twice.
///
/// Example: tickmark import claimreview feed.json --dry-run
#[derive(clap::Args)]
pub struct ClaimReviewArgs {
    /// The file
    file: PathBuf,
    /// The piece for the claims (default: the only one, or a new one titled like the file)
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// The type of the claims
    #[arg(long = "type", value_name = "TYPE", default_value = "characterisation")]
    claim_type: ClaimType,
    /// The priority of the claims
    #[arg(long, value_name = "WORD", default_value = "medium")]
    priority: Priority,
    /// Show what would happen without writing anything
    #[arg(long)]
    dry_run: bool,
}

impl ClaimReviewArgs {
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let (mut casebook, actor) = (session.open()?, session.actor()?);
        let (claim_type, priority) = (self.claim_type, self.priority);
        let wanted = Wanted { file: &self.file, piece: self.piece.as_deref(), claim_type, priority };
        let summary = match self.dry_run {
            true => claimreviews::rehearse(&mut casebook, &actor, &wanted)?,
            false => claimreviews::take_in(&mut casebook, &actor, &wanted)?,
        };
        if let Some(error) = nothing_read(&summary) {
            return Err(error);
        }
        session.terminal.show("import-claimreview", &summary, |page| compose(page, &summary))?;
        Ok(if summary.fault_count == 0 { Exit::Done } else { Exit::Problem })
    }
}

fn compose(page: &mut Page, summary: &Summary) {
    let (file, format) = (visible(&summary.file), &summary.format);
    page.line(match (summary.adds_nothing(), summary.dry_run) {
        (true, _) => format!("{file} ({format}): nothing new"),
        (false, true) => format!("{file} ({format}): nothing written yet; this is what would be imported"),
        (false, false) => format!("{file} ({format}): imported"),
    });
    page.field("reviews", Some(summary.reviews.to_string()));
    page.field("new piece", summary.new_piece.as_ref());
    for (what, count) in [("claims", summary.claims), ("sources", summary.sources), ("context", summary.evidence)] {
        page.field(what, Some(format!("{} new, {} already known", count.new, count.known)));
    }
    if summary.dry_run && !summary.sample.is_empty() {
        page.heading("As understood");
        page.table(&["nr", "publisher", "rating", "claim"], summary.sample.iter().map(cells).collect());
    }
    if summary.fault_count > 0 {
        page.heading("Left out because of errors");
        summary.faults.iter().take(FAULTS).for_each(|fault| page.line(format!("  {}", shortened(fault, 300))));
        let unshown = summary.fault_count.saturating_sub(FAULTS as u64);
        if unshown > 0 {
            page.line(format!("  and {unshown} more"));
        }
    }
}

fn cells(sample: &Sample) -> Vec<String> {
    let text = |text: &Option<String>, columns| shortened(text.as_deref().unwrap_or_default(), columns);
    vec![
        sample.number.to_string(),
        text(&sample.publisher, 30),
        text(&sample.rating, 50),
        shortened(&sample.claim, 120),
    ]
}
