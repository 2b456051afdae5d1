//! Finding where a passage stands.

use super::session::Session;
use super::terminal::{shortened, visible};
use actions::sources::find::Match;
use actions::sources::find::{self, Standing};
use std::path::PathBuf;
use store::error::{Error, Exit, Result};

/// The longest file of passages that is read, in bytes.
const LONGEST: u64 = 64 << 20;

/// Find a passage in the captures
///
/// Examples:
///   tickmark find 'over 12 million dollars'
///   tickmark find --file quotes.txt
#[derive(clap::Args)]
#[command(verbatim_doc_comment, group = clap::ArgGroup::new("what").required(true).args(["passage", "file"]))]
pub struct FindArgs {
    /// The passage
    passage: Option<String>,
    /// A file with one passage per line
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

impl FindArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let passages = self.passages()?;
        let asked: Vec<&str> = passages.iter().map(String::as_str).collect();
        let mut progress = session.terminal.progress("looking");
        let found = find::find_everywhere(&session.open()?, &asked, |done, total| progress.at(done, total))?;
        drop(progress);
        session.terminal.show("found", &found, |page| {
            let rows = found.iter().map(|standing| {
                let passage = shortened(&passages[standing.passage], 50);
                let (place, name) = (visible(&standing.place), shortened(&standing.name, 40));
                vec![standing.capture.short(), how(standing), place, name, passage]
            });
            page.table(&["capture", "found", "place", "source", "passage"], rows.collect());
        })?;
        let nowhere = (0..passages.len()).filter(|at| !found.iter().any(|standing| standing.passage == *at)).count();
        if nowhere > 0 {
            session.terminal.say(format!("{nowhere} of {} passages were not found in any capture", passages.len()));
        }
        Ok(if nowhere == 0 { Exit::Done } else { Exit::Problem })
    }

    fn passages(&self) -> Result<Vec<String>> {
        let Some(path) = &self.file else {
            let passage = self.passage.clone().filter(|passage| !passage.trim().is_empty());
            return passage.map(|passage| vec![passage]).ok_or_else(|| Error::Invalid("the passage is empty".into()));
        };
        let size = std::fs::metadata(path).map_err(|error| Error::file(path, &error))?.len();
        if size > LONGEST {
            return Err(Error::File { path: path.clone(), reason: "it is longer than 64 MiB".into() });
        }
        let text = std::fs::read_to_string(path).map_err(|error| Error::file(path, &error))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let passages: Vec<String> = lines.map(str::to_string).collect();
        match passages.is_empty() {
            true => Err(Error::File { path: path.clone(), reason: "it contains no passage".into() }),
            false => Ok(passages),
        }
    }
}

fn how(standing: &Standing) -> String {
    let found = &standing.found;
    let faults = found.faults.iter().map(|fault| format!(", {}", fault.kind)).collect::<String>();
    match found.matched {
        Match::Approximate => format!("{}.{} %{faults}", found.score / 10, found.score % 10),
        matched => format!("{matched}{faults}"),
    }
}
