//! Verifying an audit report against its manifest, and both against a casebook.

mod rows;

use super::write::manifest_path;
use record::ledger::manifest::{LogState, Manifest};
use record::ledger::policy::{Policy, Word};
use record::model::outcome::Outcome;
use report::scan::{Line, Splitter};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, VecDeque};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use store::error::{Error, Result};
use store::events::Log;
use store::since::{Sizes, Surrounding};
use store::{Access, Reader};

/// The longest manifest that is read, in bytes; one log takes about 500.
const MANIFEST_LIMIT: u64 = 64 << 20;

/// Bytes read at once.
const PIECE: usize = 1 << 16;

/// What the verification of a report came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportVerdict {
    pub outcome: Outcome,
    /// Sentences that say what was found, the gravest first where one ended the verification.
    pub findings: Vec<String>,
    /// Rows of the file, without the names of the columns.
    pub rows: u64,
    /// Logs in the manifest.
    pub logs: usize,
    /// Rows that the casebook gives again, byte for byte.
    pub same: u64,
    /// Rows of claims that have changed in the casebook since; their cells were not compared, their record was.
    pub changed_since: u64,
}

impl ReportVerdict {
    fn new() -> Self {
        Self { outcome: Outcome::Ok, findings: Vec::new(), rows: 0, logs: 0, same: 0, changed_since: 0 }
    }

    fn find(&mut self, outcome: Outcome, finding: impl Into<String>) {
        self.outcome = self.outcome.max(outcome);
        self.findings.push(finding.into());
    }

    fn stands(&self) -> bool {
        self.outcome == Outcome::Ok
    }
}

/// Verifies an audit report: the file against the manifest beside it, and both against a casebook where one is given.
pub fn verify_report(path: &Path, casebook: Option<Reader>) -> Result<ReportVerdict> {
    verify_report_by(path, casebook, None)
}

/// Verifies an audit report, and holds its logs against whom the verifier trusts; where that was asked for, all of them
/// must be trusted.
pub fn verify_report_by(path: &Path, casebook: Option<Reader>, policy: Option<Demand>) -> Result<ReportVerdict> {
    let mut verdict = ReportVerdict::new();
    let beside = manifest_path(path);
    if !beside.exists() {
        return Err(Error::NoManifest { path: path.to_path_buf(), manifest: beside });
    }
    let manifest = match Manifest::read(&read_manifest(&beside)?) {
        Ok(manifest) => manifest,
        Err(flaw) => {
            verdict.find(Outcome::Invalid, flaw);
            return Ok(verdict);
        }
    };
    verdict.logs = manifest.logs.len();
    check_file(path, &manifest, &mut verdict)?;
    check_signatures(&manifest, &mut verdict);
    if verdict.stands() {
        match casebook {
            Some(reader) => {
                let sight = if manifest.report.revealed { Access::Whole } else { Access::Discreet };
                reader.at_one_moment(|reader| check_casebook(path, &manifest, reader.seeing(sight), &mut verdict))?;
            }
            None => verdict.find(
                Outcome::Unanchored,
                "the file is what its manifest says, but nobody vouches for the manifest: verify with a casebook at hand",
            ),
        }
    }
    if let (true, Some(demand)) = (verdict.outcome != Outcome::Invalid, policy) {
        check_trust(&manifest, demand, &mut verdict);
    }
    Ok(verdict)
}

fn read_manifest(path: &Path) -> Result<Vec<u8>> {
    let failed = |error: std::io::Error| Error::file(path, &error);
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(MANIFEST_LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
    match bytes.len() as u64 > MANIFEST_LIMIT {
        true => Err(Error::File { path: path.to_path_buf(), reason: "it is too long for a manifest".into() }),
        false => Ok(bytes),
    }
}

fn check_file(path: &Path, manifest: &Manifest, verdict: &mut ReportVerdict) -> Result<()> {
    let said = &manifest.report;
    let mut lines = Lines::open(path, manifest)?;
    while lines.next()?.is_some() {}
    let (sha256, bytes): ([u8; 32], u64) = (lines.sha256.finalize().into(), lines.bytes);
    if bytes != said.bytes {
        verdict.find(Outcome::Invalid, format!("the file has {bytes} bytes; its manifest says {}", said.bytes));
    }
    if sha256 != said.sha256.0 {
        let hex = data_encoding::HEXLOWER.encode(&sha256);
        verdict.find(Outcome::Invalid, format!("the SHA-256 of the file is {hex}; its manifest says {}", said.sha256));
    }
    match lines.splitter.end() {
        Err(flaw) => verdict.find(Outcome::Invalid, flaw),
        Ok(rows) if rows != said.rows => {
            verdict.find(Outcome::Invalid, format!("the file has {rows} rows; its manifest says {}", said.rows));
        }
        Ok(rows) => verdict.rows = rows,
    }
    Ok(())
}

fn check_signatures(manifest: &Manifest, verdict: &mut ReportVerdict) {
    let mut origins = BTreeSet::new();
    for log in &manifest.logs {
        if let Err(flaw) = log.open() {
            verdict.find(Outcome::Invalid, flaw);
        }
        if !origins.insert(&log.origin) {
            verdict.find(Outcome::Invalid, format!("log {} stands twice in the manifest", log.origin.escape_debug()));
        }
    }
}

/// Whom the verifier trusts, and whether every log of the report must be trusted.
#[derive(Clone, Copy, Debug)]
pub struct Demand<'a> {
    pub policy: &'a Policy,
    pub of_every_log: bool,
}

fn check_trust(manifest: &Manifest, demand: Demand, verdict: &mut ReportVerdict) {
    for log in &manifest.logs {
        let origin = &log.origin;
        match demand.policy.judge(&log.checkpoint) {
            Ok(Word::Trusted) => {}
            Ok(Word::OtherKey) => {
                verdict.find(Outcome::Diverged, format!("your policy names another key for log {origin}"));
            }
            Ok(_) if !demand.of_every_log => {}
            Ok(Word::Unlisted) => {
                verdict.find(Outcome::Unanchored, format!("your policy does not list log {origin}"));
            }
            Ok(Word::ShortOfQuorum(missing)) => verdict.find(Outcome::Unanchored, format!("log {origin}: {missing}")),
            Err(flaw) => verdict.find(Outcome::Invalid, format!("log {origin}: {flaw}")),
        }
    }
}

fn check_casebook(path: &Path, manifest: &Manifest, reader: Reader, verdict: &mut ReportVerdict) -> Result<()> {
    let logs = reader.logs()?;
    let mut sizes = Sizes::default();
    for state in &manifest.logs {
        match logs.iter().find(|log| log.origin == state.origin) {
            None => verdict.find(
                Outcome::Unanchored,
                format!("this casebook does not hold log {}, so it cannot vouch for the report", state.origin),
            ),
            Some(log) => {
                check_log(reader, state, log, verdict)?;
                sizes.0.insert(log.row, state.size);
            }
        }
    }
    if !verdict.stands() {
        return Ok(());
    }
    if manifest.policy != reader.policy()? && !reader.surroundings_changed(Surrounding::Policy, &sizes)? {
        verdict.find(Outcome::Invalid, "the manifest names another policy than the casebook had");
    }
    let unchanged = logs.iter().all(|log| sizes.0.get(&log.row) == Some(&log.size));
    rows::compare(path, manifest, reader, &rows::Then { sizes, unchanged }, verdict)
}

fn check_log(reader: Reader, state: &LogState, log: &Log, verdict: &mut ReportVerdict) -> Result<()> {
    // Signatures were checked before; a manifest that failed there does not come this far.
    let Ok((checkpoint, key)) = state.open() else { return Ok(()) };
    if data_encoding::BASE64.encode(key.as_bytes()) != log.key {
        verdict.find(Outcome::Diverged, format!("log {} has another key in this casebook", log.origin));
        return Ok(());
    }
    if state.actor != log.actor {
        verdict.find(Outcome::Invalid, format!("log {} is not that of the actor whom the manifest names", log.origin));
    }
    match reader.root_at(log.row, checkpoint.size)? {
        Some(root) if root == checkpoint.root => {}
        Some(_) => verdict.find(
            Outcome::Diverged,
            format!("log {} has other events in this casebook than at size {}", log.origin, checkpoint.size),
        ),
        None => verdict.find(
            Outcome::Diverged,
            format!("this casebook holds {} of the {} events of log {}", log.size, checkpoint.size, log.origin),
        ),
    }
    Ok(())
}

/// The rows of a file, one after another, in constant memory.
struct Lines<'p> {
    path: &'p Path,
    file: File,
    splitter: Splitter,
    waiting: VecDeque<Line>,
    sha256: Sha256,
    bytes: u64,
    piece: Vec<u8>,
}

impl<'p> Lines<'p> {
    fn open(path: &'p Path, manifest: &Manifest) -> Result<Self> {
        let file = File::open(path).map_err(|error| Error::file(path, &error))?;
        let splitter = Splitter::new(manifest.report.per, manifest.report.dialect);
        let (waiting, piece) = (VecDeque::new(), vec![0; PIECE]);
        Ok(Self { path, file, splitter, waiting, sha256: Sha256::new(), bytes: 0, piece })
    }

    fn next(&mut self) -> Result<Option<Line>> {
        self.fill()?;
        Ok(self.waiting.pop_front())
    }

    fn peek(&mut self) -> Result<Option<&Line>> {
        self.fill()?;
        Ok(self.waiting.front())
    }

    fn fill(&mut self) -> Result<()> {
        while self.waiting.is_empty() {
            let read = self.file.read(&mut self.piece).map_err(|error| Error::file(self.path, &error))?;
            if read == 0 {
                break;
            }
            self.sha256.update(&self.piece[..read]);
            self.bytes += read as u64;
            self.splitter.feed(&self.piece[..read], &mut self.waiting);
        }
        Ok(())
    }
}
