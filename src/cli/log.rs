//! The timeline of a casebook.

use super::session::Session;
use super::terminal::{shortened, visible};
use crate::actions::card;
use crate::casebook::{Actor, Casebook};
use crate::error::{Error, Exit, Result};
use crate::model::disclosure::Texts;
use crate::model::id::Id;
use crate::model::record::Record;
use crate::model::time::{Day, Moment};
use crate::store::Reader;
use crate::store::find::Kind;
use serde::Serialize;

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

#[derive(Serialize)]
struct Line {
    id: Id,
    time: Moment,
    actor: String,
    log: String,
    seq: u64,
    kind: &'static str,
    claim: Option<Id>,
    text: Option<String>,
    withheld: usize,
}

impl LogArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let casebook = session.open()?;
        if let Some(event) = &self.event {
            let row = casebook.reader().find(Kind::Event, event)?.row;
            let bytes = casebook.reader().event_bytes(row)?;
            session.terminal.pour(|out| out.write_all(bytes.as_bytes()))?;
            return Ok(Exit::Done);
        }
        let (rows, onlooker) = (self.rows(&casebook)?, session.onlooker());
        let mut lines = Vec::new();
        for row in rows.iter().rev() {
            lines.push(line(unseen(casebook.reader(), casebook.reader().record(*row)?, &onlooker)?));
        }
        session.terminal.show("log", &lines, |page| lines.iter().for_each(|line| page.line(words(line))))?;
        if self.follow {
            self.follow(session, &casebook, casebook.reader().event_count()?)?;
        }
        Ok(Exit::Done)
    }

    /// Gives the rows of the latest events that match, the latest first.
    fn rows(&self, casebook: &Casebook) -> Result<Vec<i64>> {
        let reader = casebook.reader();
        let mut candidates: Box<dyn Iterator<Item = Result<i64>>> = match &self.claim {
            Some(claim) => {
                let claim = reader.find(Kind::Claim, claim)?.row;
                let mut rows: Vec<i64> = reader.claim_records(claim)?.iter().map(|record| record.row).collect();
                rows.reverse();
                Box::new(rows.into_iter().map(Ok))
            }
            None => Box::new(Backwards::new(casebook, self.actor.as_deref())?),
        };
        let mut rows = Vec::new();
        while rows.len() < self.limit {
            let Some(row) = candidates.next().transpose()? else { break };
            if self.admits(&reader.record(row)?) {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    fn admits(&self, record: &Record) -> bool {
        let day = record.time.day();
        self.actor.as_ref().is_none_or(|actor| *actor == record.actor)
            && self.since.is_none_or(|since| day >= since)
            && self.until.is_none_or(|until| day < until)
    }

    fn follow(&self, session: &Session, casebook: &Casebook, mut seen: i64) -> Result<()> {
        let claim = self.claim.as_ref().map(|claim| casebook.reader().find(Kind::Claim, claim)).transpose()?;
        loop {
            std::thread::sleep(std::time::Duration::from_millis(200));
            for row in casebook.reader().arrived_after(seen)? {
                let record = casebook.reader().record(row)?;
                let about =
                    claim.is_none_or(|claim| record.event.about_claim() == Some(claim.id) || record.id == claim.id);
                if about && self.admits(&record) {
                    let line = line(unseen(casebook.reader(), record, &session.onlooker())?);
                    session.terminal.pour_or_stop("log-line", &line, &words(&line))?;
                }
                seen += 1;
            }
        }
    }
}

/// The rows of events, latest first, fetched in stretches.
struct Backwards<'a> {
    casebook: &'a Casebook,
    logs: Vec<Option<i64>>,
    stretch: std::vec::IntoIter<i64>,
    before: i64,
}

impl<'a> Backwards<'a> {
    fn new(casebook: &'a Casebook, actor: Option<&str>) -> Result<Self> {
        let logs = match actor {
            None => vec![None],
            Some(name) => {
                let logs = casebook.reader().logs()?;
                let of_actor: Vec<_> =
                    logs.iter().filter(|log| log.actor.as_deref() == Some(name)).map(|log| Some(log.row)).collect();
                if of_actor.is_empty() {
                    return Err(Error::Invalid(format!(
                        "nobody called `{}` has recorded anything here",
                        name.escape_debug()
                    )));
                }
                of_actor
            }
        };
        Ok(Self { casebook, logs, stretch: Vec::new().into_iter(), before: i64::MAX })
    }

    fn fetch(&mut self) -> Result<()> {
        let mut rows = Vec::new();
        for log in &self.logs {
            rows.extend(self.casebook.reader().event_rows(*log, self.before, 512)?);
        }
        rows.sort_unstable_by(|one, next| next.cmp(one));
        rows.truncate(512);
        self.before = rows.last().copied().unwrap_or(0);
        self.stretch = rows.into_iter();
        Ok(())
    }
}

impl Iterator for Backwards<'_> {
    type Item = Result<i64>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(row) = self.stretch.next() {
            return Some(Ok(row));
        }
        match self.fetch() {
            Ok(()) => self.stretch.next().map(Ok),
            Err(error) => Some(Err(error)),
        }
    }
}

/// Leaves out the words of a record that tells a verdict to somebody who is to judge without it.
fn unseen(reader: Reader, record: Record, onlooker: &Option<Actor>) -> Result<Record> {
    let (Some(onlooker), Some(claim), true) = (onlooker, record.event.about_claim(), card::tells_a_verdict(&record))
    else {
        return Ok(record);
    };
    let hidden = record.actor != onlooker.name() && reader.claim(reader.row_of(claim)?)?.blind_for(onlooker.name());
    Ok(if hidden { Record { texts: Texts::default(), ..record } } else { record })
}

fn line(record: Record) -> Line {
    let names = [
        "statement",
        "note",
        "reason",
        "question",
        "answer",
        "assignee",
        "title",
        "quote",
        "whom",
        "now",
        "actor",
        "publisher",
    ];
    let named = names.iter().find_map(|name| record.texts.owned(name));
    let file = || record.texts.find("content").and_then(|text| text.value.field("name")).map(str::to_string);
    Line {
        id: record.id,
        time: record.time,
        claim: record.event.about_claim(),
        kind: record.event.kind(),
        seq: record.seq,
        withheld: record.withheld,
        text: named.or_else(file),
        actor: record.actor,
        log: record.log,
    }
}

fn words(line: &Line) -> String {
    let claim = line.claim.map(|claim| format!(" {}", claim.short())).unwrap_or_default();
    let text = line.text.as_ref().map(|text| format!("  {}", shortened(text, 80))).unwrap_or_default();
    let withheld = if line.withheld > 0 { format!("  ({} withheld)", line.withheld) } else { String::new() };
    format!("{}  {}  {:<8} {}{claim}{text}{withheld}", line.time, line.id.short(), visible(&line.actor), line.kind)
}
