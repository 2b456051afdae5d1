//! The gate before publication.

use super::coverage;
use super::session::Session;
use super::terminal::{Manner, Page, Terminal, visible};
use actions::claims::gate::{Asked, Gate, gate, junit, sarif};
use std::path::PathBuf;
use store::error::{Error, Exit, Result};

/// Check a piece against the rules in tickmark.toml; the exit code is 3 if one is broken
///
/// The rules cover coverage, statuses, verdicts, second checks, independent origins, stale sign-offs, open queries and
/// the right of reply; docs/gate.md describes every key. Use it in a hook or a CI job before publication.
///
/// Examples:
///   tickmark gate
///   tickmark gate --draft story.md
///   tickmark gate --format sarif --draft-path drafts/story.md > gate.sarif
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct GateArgs {
    /// The piece (optional if there is only one)
    piece: Option<String>,
    /// The file of rules (default: tickmark.toml beside the casebook, if there is one)
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The file about to be published; the exit code is 3 if it is not the latest draft
    #[arg(long, value_name = "FILE")]
    draft: Option<PathBuf>,
    /// The output format; json is the same as --json
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The path of the draft as other programs know it (default: its file name)
    #[arg(long, value_name = "PATH")]
    draft_path: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// The shape `gate`
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
    /// JUnit XML, for CI servers
    Junit,
}

impl GateArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let casebook = session.open()?;
        let onlooker = session.onlooker();
        let asked = Asked {
            piece: self.piece.as_deref(),
            policy: self.policy.as_deref(),
            file: self.draft.as_deref(),
            onlooker: onlooker.as_ref().map(|actor| actor.name()),
        };
        let found = gate(&casebook, asked)?;
        let path = self.draft_path.as_deref().or(found.draft_name.as_deref()).unwrap_or("draft");
        match self.format {
            None => show(&session.terminal, &found, path)?,
            Some(Format::Text) => show(&Terminal::new(Manner::default()), &found, path)?,
            Some(Format::Json) => show(&Terminal::new(Manner { json: true, quiet: true }), &found, path)?,
            Some(Format::Sarif) => pour(session, sarif(path, &found.rules).as_bytes())?,
            Some(Format::Junit) => pour(session, &junit(path, &found.rules)?)?,
        }
        Ok(if found.passed { Exit::Done } else { Exit::Problem })
    }
}

fn pour(session: &Session, bytes: &[u8]) -> Result<()> {
    session.terminal.pour_exactly(|out| out.write_all(bytes).map_err(Error::Output)).map(drop)
}

fn show(terminal: &Terminal, found: &Gate, path: &str) -> Result<()> {
    terminal.show("gate", found, |page| compose(page, found, &visible(path)))
}

fn compose(page: &mut Page, found: &Gate, path: &str) {
    let broken = found.rules.iter().filter(|rule| !rule.passed).count();
    let despite: usize = found.rules.iter().map(|rule| rule.despite.len()).sum();
    page.heading(&match broken {
        0 if despite > 0 => format!("{path}: every rule is met, {despite} of the claims despite something"),
        0 => format!("{path}: every rule is met"),
        _ => format!("{path}: {broken} of {} rules broken", found.rules.len()),
    });
    for rule in &found.rules {
        let word = if rule.passed { "met" } else { "BROKEN" };
        page.line(format!("  {word:<8} {:<20} {}", rule.rule, rule.asks));
        for finding in rule.findings.iter().chain(&rule.despite) {
            let place = finding.place().map(|(line, column)| format!("{line}:{column}")).unwrap_or_default();
            page.line(format!("    {place:>8}  {}", visible(&finding.message)));
        }
    }
    if !found.decided.is_empty() {
        page.line(format!("  {:<8} {:<20} what makes no claim to be checked, and why", "decided", found.decided.len()));
        found.decided.iter().for_each(|decided| page.line(coverage::decided_line(decided)));
    }
    if found.policy_file.is_none() {
        page.line("  (no tickmark.toml found: the default rules apply)");
    }
}
