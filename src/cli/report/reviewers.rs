//! `report reviewers`: who did what, and how far reviewers agree.

use crate::cli::session::Session;
use crate::cli::terminal::visible_path;
use actions::output;
use actions::reports::render::{self, Reviewers};
use actions::reports::reviewers;
use serde::Serialize;
use std::path::{Path, PathBuf};
use store::error::{Error, Result};

/// Write who did what in the check, and how far reviewers agree on claims judged by two of them
///
/// Agreement is Cohen's kappa, with the number of claims and the observed and expected agreement. Only the person who
/// opened the casebook can get this report, using the key of its first log. Claims that still await your second verdict
/// are left out.
///
/// Examples:
///   tickmark report reviewers -
///   tickmark report reviewers --format json --piece 4c1f reviewers.json
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct ReviewersArgs {
    /// The file to write, or `-` for standard output
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The format
    #[arg(long, value_enum, default_value = "markdown", value_name = "FORMAT")]
    format: FormatWord,
    /// Only this piece
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FormatWord {
    Markdown,
    Json,
}

/// What was written.
#[derive(Serialize)]
struct Counted<'a> {
    file: &'a Path,
    bytes: usize,
    people: usize,
    pairs: usize,
    left_out: usize,
}

impl ReviewersArgs {
    pub fn run(&self, session: &Session) -> Result<()> {
        let streams = self.file == Path::new("-");
        if streams && session.terminal.json() {
            return Err(Error::Invalid(
                "the report and a JSON document cannot both go to standard output: name a file".into(),
            ));
        }
        let casebook = session.open()?;
        let counted = reviewers::count(&casebook, &session.actor()?, self.piece.as_deref())?;
        let text = self.text(&counted);
        if streams {
            let poured = session.terminal.pour_exactly(|out| out.write_all(text.as_bytes()).map_err(Error::Output));
            return poured.map(drop);
        }
        output::write_text(&casebook, &self.file, self.force, &text)?;
        let Reviewers { people, pairs, left_out, .. } = &counted;
        let shown = Counted {
            file: &self.file,
            bytes: text.len(),
            people: people.len(),
            pairs: pairs.len(),
            left_out: *left_out,
        };
        session.terminal.show("report-reviewers", &shown, |page| {
            let who = if people.len() == 1 { "person" } else { "people" };
            let file = visible_path(&self.file);
            page.line(format!("wrote {file}  {} {who}, {} bytes", people.len(), text.len()));
        })
    }

    fn text(&self, counted: &Reviewers) -> String {
        match self.format {
            FormatWord::Markdown => render::reviewers(counted),
            FormatWord::Json => {
                serde_json::to_string_pretty(counted).expect("counts hold nothing that JSON cannot") + "\n"
            }
        }
    }
}
