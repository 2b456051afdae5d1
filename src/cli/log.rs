//! The timeline of a casebook.

use super::session::Session;
use super::terminal::{shortened, visible};
use actions::claims::timeline::{self, Asked, Line};
use record::model::time::Day;
use store::casebook::Casebook;
use store::error::{Error, Exit, Result};
use store::find::Kind;

/// Show what was recorded, latest last
///
/// Examples:
///   tickmark log --claim 4c1f
///   tickmark log --actor ana --since 2026-11-01
///   tickmark log --event 91b3 | sha256sum
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct LogArgs {
    /// Only about this claim
    #[arg(long, value_name = "ID")]
    claim: Option<String>,
    /// Only by this person
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
    /// Only on or after this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Day>,
    /// Only before this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Day>,
    /// How many of the latest events
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Go on showing events as they are recorded
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
            let row = casebook.reader().find(Kind::Event, event)?.row;
            // The figure of evidence from a confidential source stands in the clear part, which the bytes are.
            let (record, bytes) = casebook.reader().record_with_bytes(row)?;
            if bytes.is_empty() {
                return Err(Error::Confidential(format!("what event {} says", record.id.short())));
            }
            session.terminal.pour(|out| out.write_all(bytes.as_bytes()))?;
            return Ok(Exit::Done);
        }
        let mut lines = timeline::latest(&casebook, &self.asked(), session.onlooker().as_ref())?;
        lines.reverse();
        session.terminal.show("log", &lines, |page| lines.iter().for_each(|line| page.line(words(line))))?;
        if self.follow {
            self.follow(session, &casebook, casebook.reader().event_count()?)?;
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
        let claim = self.claim.as_ref().map(|claim| casebook.reader().find(Kind::Claim, claim)).transpose()?;
        loop {
            std::thread::sleep(std::time::Duration::from_millis(200));
            for row in casebook.reader().arrived_after(seen)? {
                let record = casebook.reader().record(row)?;
                let about =
                    claim.is_none_or(|claim| record.event.about_claim() == Some(claim.id) || record.id == claim.id);
                if about && asked.admits(&record) {
                    let line = timeline::line(casebook.reader(), record, onlooker.as_ref())?;
                    session.terminal.pour_or_stop("log-line", &line, &words(&line))?;
                }
                seen += 1;
            }
        }
    }
}

fn words(line: &Line) -> String {
    let claim = line.claim.map(|claim| format!(" {}", claim.short())).unwrap_or_default();
    let text = line.text.as_ref().map(|text| format!("  {}", shortened(text, 80))).unwrap_or_default();
    let withheld = if line.withheld > 0 { format!("  ({} withheld)", line.withheld) } else { String::new() };
    format!("{}  {}  {:<8} {}{claim}{text}{withheld}", line.time, line.id.short(), visible(&line.actor), line.kind)
}
