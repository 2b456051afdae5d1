//! The timeline of a casebook: events as lines, the latest first, as somebody may see them.

use super::card;
use record::model::disclosure::Texts;
use record::model::id::Id;
use record::model::record::Record;
use record::model::time::{Day, Moment};
use serde::Serialize;
use store::Reader;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::Kind;

/// Which events are wanted.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Only about this claim.
    pub claim: Option<String>,
    /// Only by this person.
    pub actor: Option<String>,
    /// Only on or after this day.
    pub since: Option<Day>,
    /// Only before this day.
    pub until: Option<Day>,
    /// Only what stands before this place.
    pub before: Option<i64>,
    /// How many of the latest.
    pub limit: usize,
}

/// An event, in a line.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Its place in the order of all.
    #[serde(skip)]
    pub row: i64,
    pub id: Id,
    pub time: Moment,
    pub actor: String,
    pub log: String,
    pub seq: u64,
    pub kind: &'static str,
    pub claim: Option<Id>,
    pub text: Option<String>,
    pub withheld: usize,
}

impl Asked {
    /// Says whether an event is by the person and of the days that were asked for.
    pub fn admits(&self, record: &Record) -> bool {
        let day = record.time.day();
        self.actor.as_ref().is_none_or(|actor| *actor == record.actor)
            && self.since.is_none_or(|since| day >= since)
            && self.until.is_none_or(|until| day < until)
    }
}

/// Gives the latest events that match, the latest first.
pub fn latest(casebook: &Casebook, asked: &Asked, onlooker: Option<&Actor>) -> Result<Vec<Line>> {
    let reader = casebook.reader();
    let before = asked.before.unwrap_or(i64::MAX);
    let mut candidates: Box<dyn Iterator<Item = Result<i64>>> = match &asked.claim {
        Some(claim) => {
            let claim = reader.find(Kind::Claim, claim)?.row;
            let mut rows: Vec<i64> = reader.claim_records(claim)?.iter().map(|record| record.row).collect();
            rows.reverse();
            Box::new(rows.into_iter().filter(move |row| *row < before).map(Ok))
        }
        None => Box::new(Backwards::new(casebook, asked.actor.as_deref(), before)?),
    };
    let mut lines = Vec::new();
    while lines.len() < asked.limit {
        let Some(row) = candidates.next().transpose()? else { break };
        let record = reader.record(row)?;
        if asked.admits(&record) {
            lines.push(line(reader, record, onlooker)?);
        }
    }
    Ok(lines)
}

/// The rows of events, latest first, fetched in stretches.
struct Backwards<'a> {
    casebook: &'a Casebook,
    logs: Vec<Option<i64>>,
    stretch: std::vec::IntoIter<i64>,
    before: i64,
}

impl<'a> Backwards<'a> {
    fn new(casebook: &'a Casebook, actor: Option<&str>, before: i64) -> Result<Self> {
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
        Ok(Self { casebook, logs, stretch: Vec::new().into_iter(), before })
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
fn unseen(reader: Reader, record: Record, onlooker: Option<&Actor>) -> Result<Record> {
    let (Some(onlooker), Some(claim), true) = (onlooker, record.event.about_claim(), card::tells_a_verdict(&record))
    else {
        return Ok(record);
    };
    let hidden = record.actor != onlooker.name() && reader.claim(reader.row_of(claim)?)?.blind_for(onlooker.name());
    Ok(if hidden { Record { texts: Texts::default(), ..record } } else { record })
}

/// Puts an event in a line, as somebody may see it.
pub fn line(reader: Reader, record: Record, onlooker: Option<&Actor>) -> Result<Line> {
    let record = unseen(reader, record, onlooker)?;
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
    Ok(Line {
        row: record.row,
        id: record.id,
        time: record.time,
        claim: record.event.about_claim(),
        kind: record.event.kind(),
        seq: record.seq,
        withheld: record.withheld,
        text: named.or_else(file),
        actor: record.actor,
        log: record.log,
    })
}

/// Gives how many events there are.
pub fn count(casebook: &Casebook) -> Result<i64> {
    casebook.reader().event_count()
}

/// Gives the bytes of an event as they are hashed.
pub fn bytes(casebook: &Casebook, reference: &str) -> Result<String> {
    let row = casebook.reader().find(Kind::Event, reference)?.row;
    // The figure of evidence from a confidential source stands in the clear part, which the bytes are.
    let (record, bytes) = casebook.reader().record_with_bytes(row)?;
    match bytes.is_empty() {
        true => Err(Error::Confidential(format!("what event {} says", record.id.short()))),
        false => Ok(bytes),
    }
}

/// Gives those of the events that match which arrived after the first so many, and how many there are now.
pub fn arrived(casebook: &Casebook, asked: &Asked, onlooker: Option<&Actor>, seen: i64) -> Result<(i64, Vec<Line>)> {
    let reader = casebook.reader();
    let claim = asked.claim.as_ref().map(|claim| reader.find(Kind::Claim, claim)).transpose()?;
    let (mut count, mut lines) = (seen, Vec::new());
    for row in reader.arrived_after(seen)? {
        let record = reader.record(row)?;
        let about = claim.is_none_or(|claim| record.event.about_claim() == Some(claim.id) || record.id == claim.id);
        if about && asked.admits(&record) {
            lines.push(line(reader, record, onlooker)?);
        }
        count += 1;
    }
    Ok((count, lines))
}

/// What was recorded of late: of which kind, by whom, about which claim.
#[derive(Clone, Debug)]
pub struct News {
    pub kind: &'static str,
    pub actor: String,
    pub claim: Option<Id>,
}

/// Gives how many events there are, and which of them came after the first so many; `None` where they are more than
/// `most`, or fewer than there were.
pub fn news(casebook: &Casebook, known: i64, most: i64) -> Result<(i64, Option<Vec<News>>)> {
    let reader = casebook.reader();
    let count = reader.event_count()?;
    if count == known {
        return Ok((count, Some(Vec::new())));
    }
    if !(0..=most).contains(&(count - known)) {
        return Ok((count, None));
    }
    let tell = |row| {
        let record = reader.record(row)?;
        Ok(News { kind: record.event.kind(), claim: record.event.about_claim(), actor: record.actor })
    };
    Ok((count, Some(reader.arrived_after(known)?.into_iter().map(tell).collect::<Result<_>>()?)))
}
