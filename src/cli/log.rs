//! The timeline of a casebook.

use super::session::Session;
use super::terminal::{shortened, visible};
use actions::Casebook;
use actions::claims::timeline::{self, Asked, Line};
use record::model::time::Day;
use store::error::{Exit, Result};

/// Show what was recorded, oldest first
///
/// Examples:
///   tickmark log --claim 4c1f
///   tickmark log --actor ana --since 2026-11-01
///   tickmark log --event 91b3 | sha256sum
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct LogArgs {
    /// Only events about this claim
    #[arg(long, value_name = "ID")]
    claim: Option<String>,
    /// Only events by this person
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
    /// Only events on or after this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Day>,
    /// Only events before this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Day>,
    /// How many of the latest events to show
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Keep showing events as they are recorded
    #[arg(long)]
    follow: bool,
    /// Print the exact bytes of one event, whose SHA-256 is its id
    #[arg(long, value_name = "ID", conflicts_with_all = ["claim", "actor", "since", "until", "follow"])]
    event: Option<String>,
}

impl LogArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let casebook = session.open()?;
        if let Some(event) = &self.event {
            let bytes = timeline::bytes(&casebook, event)?;
            session.terminal.pour(|out| out.write_all(bytes.as_bytes()))?;
            return Ok(Exit::Done);
        }
        let mut lines = timeline::latest(&casebook, &self.asked(), session.onlooker().as_ref())?;
        lines.reverse();
        session.terminal.show("log", &lines, |page| lines.iter().for_each(|line| page.line(words(line))))?;
        if self.follow {
            self.follow(session, &casebook, timeline::count(&casebook)?)?;
        }
        Ok(Exit::Done)
    }

    fn asked(&self) -> Asked {
        Asked {
            claim: self.claim.clone(),
            actor: self.actor.clone(),
            since: self.since,
            until: self.until,
            before: None,
            limit: self.limit,
        }
    }

    fn follow(&self, session: &Session, casebook: &Casebook, mut seen: i64) -> Result<()> {
        let (asked, onlooker) = (self.asked(), session.onlooker());
        loop {
            std::thread::sleep(std::time::Duration::from_millis(200));
            let (count, lines) = timeline::arrived(casebook, &asked, onlooker.as_ref(), seen)?;
            for line in &lines {
                session.terminal.pour_or_stop("log-line", line, &words(line))?;
            }
            seen = count;
        }
    }
}

fn words(line: &Line) -> String {
    let claim = line.claim.map(|claim| format!(" {}", claim.short())).unwrap_or_default();
    let text = line.text.as_ref().map(|text| format!("  {}", shortened(text, 80))).unwrap_or_default();
    let withheld = if line.withheld > 0 { format!("  ({} withheld)", line.withheld) } else { String::new() };
    format!("{}  {}  {:<8} {}{claim}{text}{withheld}", line.time, line.id.short(), visible(&line.actor), line.kind)
}
