//! `report claimreview`: signed-off claims as schema.org ClaimReview.

use super::fields::{Output, counted};
use crate::cli::session::Session;
use actions::reports::claimreview::{self, Asked};
use actions::reports::render::Chosen;
use record::model::time::Day;
use serde::Serialize;
use std::path::PathBuf;
use store::error::Result;

/// Write signed-off claims as schema.org ClaimReview, for the page that publishes them
///
/// The publisher, the address and the public names of verdicts are in `tickmark.toml` beside the casebook, under
/// [claimreview]; docs/interop.md describes every key. If something is missing, it is named and nothing is written.
///
/// Examples:
///   tickmark report claimreview review.json
///   tickmark report claimreview --script --claim 4c1f - >> head.html
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct ClaimReviewArgs {
    #[command(flatten)]
    output: Output,
    /// Only this claim (repeatable)
    #[arg(long = "claim", value_name = "ID")]
    claims: Vec<String>,
    /// Include claims with an undisputed verdict that are not signed off yet
    #[arg(long)]
    checked: bool,
    /// Write it as a `script` element for the head of a page
    #[arg(long)]
    script: bool,
    /// The day the piece under check was published
    #[arg(long, value_name = "DAY", value_parser = day)]
    published: Option<Day>,
    /// The address where the claims were first made, if elsewhere
    #[arg(long, value_name = "URL")]
    first_appearance: Option<String>,
    /// The settings file (default: tickmark.toml beside the casebook)
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
}

#[derive(Clone, Serialize)]
struct Told {
    reviews: usize,
    unready: usize,
    /// Claims that need another look or do not stand.
    fallen: Vec<String>,
    /// Claims whose verdict the scale does not rate.
    unrated: Vec<String>,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write a day as 2026-11-23".into())
}

impl ClaimReviewArgs {
    pub fn run(&self, session: &Session) -> Result<()> {
        let settings = claimreview::settings(&session.open()?, self.settings.as_deref())?;
        let asked = Asked {
            piece: self.output.piece.as_deref(),
            claims: &self.claims,
            checked: self.checked,
            script: self.script,
            published: self.published,
            first_appearance: self.first_appearance.as_deref(),
        };
        let write = |reader: actions::Reader, out: &mut dyn std::io::Write| {
            let Chosen { reviews, unrated, unready, fallen } = claimreview::render(reader, &settings, &asked, out)?;
            let unrated = unrated.into_iter().map(|(id, verdict)| format!("{id} ({verdict})")).collect();
            let fallen = fallen.into_iter().map(|(id, reason)| format!("{id} ({reason})")).collect();
            Ok(Told { reviews, unready, fallen, unrated })
        };
        let told = self.output.write(session, "report-claimreview", write, |told| counted(told.reviews, "review"))?;
        let Some(told) = told else { return Ok(()) };
        if told.unready > 0 {
            session.terminal.say(format!("left out, because they are not ready: {}", counted(told.unready, "claim")));
        }
        if !told.fallen.is_empty() {
            let listed = told.fallen.join(", ");
            session.terminal.say(format!("left out, because they need another look or do not stand: {listed}"));
        }
        if !told.unrated.is_empty() {
            let listed = told.unrated.join(", ");
            session.terminal.say(format!("left out, because the scale has no rating for their verdict: {listed}"));
        }
        Ok(())
    }
}
