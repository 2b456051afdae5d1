//! Taking in annotations that others made.

use super::session::Session;
use super::terminal::{Page, shortened, visible};
use actions::import::annotations::{self, Fate, Summary, Taken, Wanted};
use record::model::words::{ClaimType, Priority};
use std::path::PathBuf;
use store::error::{Exit, Result};

/// Import annotations on the latest draft, from Hypothes.is or as W3C Web Annotations
///
/// The marked words are matched against the latest draft: exactly if possible, otherwise approximately when one passage
/// is clearly the best match. Each annotation becomes a claim, or a note on the claim already there, credited to the
/// author named in the file. Annotations that match nothing, or more than one place, are listed and left out (exit code
/// 3). Nothing already in the casebook is imported twice.
///
/// Example: tickmark import annotations hypothesis.json --dry-run
#[derive(clap::Args)]
pub struct AnnotationsArgs {
    /// The file
    file: PathBuf,
    /// The piece (optional if there is only one)
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// The type of new claims
    #[arg(long = "type", value_name = "TYPE", default_value = "characterisation")]
    claim_type: ClaimType,
    /// The priority of new claims
    #[arg(long, value_name = "WORD", default_value = "medium")]
    priority: Priority,
    /// Show what would happen without writing anything
    #[arg(long)]
    dry_run: bool,
}

impl AnnotationsArgs {
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let (mut casebook, actor) = (session.open()?, session.actor()?);
        let (claim_type, priority) = (self.claim_type, self.priority);
        let wanted = Wanted { file: &self.file, piece: self.piece.as_deref(), claim_type, priority };
        let summary = match self.dry_run {
            true => annotations::rehearse(&mut casebook, &actor, &wanted)?,
            false => annotations::take_in(&mut casebook, &actor, &wanted)?,
        };
        session.terminal.show("import-annotations", &summary, |page| compose(page, &summary))?;
        let is_whole = summary.not_found == 0 && summary.faults.is_empty();
        Ok(if is_whole { Exit::Done } else { Exit::Problem })
    }
}

fn compose(page: &mut Page, summary: &Summary) {
    let (file, format) = (visible(&summary.file), &summary.format);
    page.line(match (summary.claims.new + summary.notes, summary.dry_run) {
        (0, _) => format!("{file} ({format}): nothing new"),
        (_, true) => format!("{file} ({format}): nothing written yet; this is what would be imported"),
        (_, false) => format!("{file} ({format}): imported"),
    });
    page.field("new claims", Some(summary.claims.new.to_string()));
    page.field("notes", Some(format!("{} on existing claims", summary.notes)));
    page.field("already known", Some(summary.claims.known.to_string()));
    for (title, fate) in [
        ("Claims", Fate::Claim),
        ("Notes", Fate::Note),
        ("Not found, left out", Fate::NotFound),
        ("Without words from the text, left out", Fate::Placeless),
    ] {
        let rows: Vec<&Taken> = summary.annotations.iter().filter(|taken| taken.fate == fate).collect();
        if !rows.is_empty() {
            page.heading(title);
            rows.into_iter().for_each(|taken| page.line(format!("  {}", line(taken))));
        }
    }
    if !summary.faults.is_empty() {
        page.heading("Left out because of errors");
        summary.faults.iter().for_each(|fault| page.line(format!("  {}", shortened(fault, 300))));
    }
}

fn line(taken: &Taken) -> String {
    let by = taken.author.as_deref().map(|author| format!(" by {}", shortened(author, 40))).unwrap_or_default();
    let quote = taken.quote.as_deref().map(|quote| format!(": “{}”", shortened(quote, 80))).unwrap_or_default();
    let found = taken.found.as_deref().map(|found| format!(" → “{}”", shortened(found, 80))).unwrap_or_default();
    let why = taken.why.as_deref().map(|why| format!("  ({})", shortened(why, 160))).unwrap_or_default();
    format!("annotation {}{by}{quote}{found}{why}", taken.number)
}
