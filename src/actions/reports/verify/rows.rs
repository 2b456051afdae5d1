//! The rows of a report against those that the casebook gives now.

use super::{Lines, ReportVerdict};
use crate::reports::write::render_audit;
use record::ledger::manifest::Manifest;
use record::model::outcome::Outcome;
use report::audit::Per;
use report::scan::{Line, Splitter};
use std::collections::VecDeque;
use std::io::Write;
use std::path::Path;
use store::Reader;
use store::error::{Error, Result};
use store::find::Kind;
use store::since::{Sizes, Surrounding};

/// How the casebook stood when the report was made.
pub struct Then {
    pub sizes: Sizes,
    /// Nothing at all was recorded since.
    pub unchanged: bool,
}

/// Compares every row of the file with the row that the casebook gives now for the same thing.
///
/// A row may differ only if its claim has changed since, and then the claim's record must have been as the file says.
pub fn compare(
    path: &Path,
    manifest: &Manifest,
    reader: Reader,
    then: &Then,
    verdict: &mut ReportVerdict,
) -> Result<()> {
    let report = &manifest.report;
    let piece = match report.piece.map(|piece| reader.find(Kind::Piece, &piece.hex())).transpose() {
        Ok(piece) => piece,
        Err(Error::Unknown { .. }) => {
            verdict.find(Outcome::Invalid, "the casebook has no such piece as the manifest names");
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let mut against = Against {
        file: Lines::open(path, manifest)?,
        splitter: Splitter::new(report.per, report.dialect),
        rows: VecDeque::new(),
        judge: Judge {
            reader,
            then,
            per: report.per,
            links_changed: reader.surroundings_changed(Surrounding::SourceLinks, &then.sizes)?,
            same: 0,
            changed: 0,
            contradictions: 0,
            first: None,
        },
        failure: None,
    };
    let rendered = render_audit(reader, report.per, report.dialect, piece, &mut against, &mut |_, _| {});
    if let Some(failure) = against.failure.take() {
        return Err(failure);
    }
    rendered?;
    against.end()?;
    against.judge.conclude(verdict);
    Ok(())
}

/// Receives the rows that the casebook gives now, and holds each against the file.
struct Against<'a> {
    file: Lines<'a>,
    splitter: Splitter,
    rows: VecDeque<Line>,
    judge: Judge<'a>,
    failure: Option<Error>,
}

impl Against<'_> {
    fn hold(&mut self) -> Result<()> {
        while let Some(now) = self.rows.pop_front() {
            let in_file = self.file.peek()?.is_some_and(|line| line.id == now.id);
            match in_file {
                true => {
                    let line = self.file.next()?.unwrap_or_else(|| now.clone());
                    self.judge.row(&line, &now)?;
                }
                false => self.judge.absent(&now)?,
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        while let Some(line) = self.file.next()? {
            self.judge.contradict(&line, "is not what the casebook has at that place");
        }
        Ok(())
    }
}

impl Write for Against<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.splitter.feed(bytes, &mut self.rows);
        match self.hold() {
            Ok(()) => Ok(bytes.len()),
            Err(error) => {
                self.failure = Some(error);
                Err(std::io::Error::other("the comparison failed"))
            }
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Decides what a difference means.
struct Judge<'a> {
    reader: Reader<'a>,
    then: &'a Then,
    per: Per,
    /// Sources were linked since, so that origins may be counted otherwise now.
    links_changed: bool,
    same: u64,
    changed: u64,
    contradictions: u64,
    first: Option<String>,
}

impl Judge<'_> {
    /// A row of the file, and the row for the same thing now.
    fn row(&mut self, line: &Line, now: &Line) -> Result<()> {
        if !self.was_there(line)? {
            self.contradict(line, "was recorded after the checkpoints of the manifest");
        } else if line.digest == now.digest {
            self.same += 1;
        } else if self.then.unchanged || self.per == Per::Event {
            self.contradict(line, "is not what the casebook gives for it");
        } else {
            self.differing(line, now)?;
        }
        Ok(())
    }

    fn differing(&mut self, line: &Line, now: &Line) -> Result<()> {
        let Some(id) = line.claim else {
            self.contradict(line, "names no claim");
            return Ok(());
        };
        let Some(then) = self.reader.claim_then(id, &self.then.sizes)? else {
            self.contradict(line, "names a claim that was not recorded yet");
            return Ok(());
        };
        let record = then.record_sha256();
        if line.record != Some(record) {
            self.contradict(line, "does not have the record_sha256 that its claim had");
        } else if line.told == now.told {
            // How a claim stands depends on the day, and on what was captured since.
            self.changed += 1;
        } else if record == self.reader.claim(then.recorded.row)?.record_sha256() && !self.links_changed {
            self.contradict(line, "differs from the casebook, although its claim has not changed");
        } else {
            self.changed += 1;
        }
        Ok(())
    }

    /// A row that the casebook gives now and the file has not.
    fn absent(&mut self, now: &Line) -> Result<()> {
        if self.was_there(now)? {
            self.contradict(now, "is missing from the file, or stands out of order");
        }
        Ok(())
    }

    fn was_there(&self, line: &Line) -> Result<bool> {
        match line.id {
            _ if self.then.unchanged => Ok(true),
            Some(id) => Ok(self.reader.was_there(id, &self.then.sizes)?.unwrap_or(false)),
            None => Ok(false),
        }
    }

    fn contradict(&mut self, line: &Line, what: &str) {
        self.contradictions += 1;
        let name = line.id.map_or_else(|| "without an id".to_string(), |id| id.short());
        self.first.get_or_insert_with(|| format!("row {name} {what}"));
    }

    fn conclude(self, verdict: &mut ReportVerdict) {
        (verdict.same, verdict.changed_since) = (self.same, self.changed);
        if let Some(first) = self.first {
            let others = match self.contradictions {
                1 => String::new(),
                2 => "; so is one row more at odds".to_string(),
                more => format!("; {} rows more are at odds", more - 1),
            };
            verdict.find(Outcome::Invalid, format!("{first}{others}"));
        }
        if self.changed > 0 {
            verdict.findings.push(format!(
                "{} {} changed since: the hash of each record was what the file says, the other cells were not compared",
                self.changed,
                if self.changed == 1 { "row has" } else { "rows have" },
            ));
        }
    }
}
