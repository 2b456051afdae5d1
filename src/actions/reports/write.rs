//! Writing reports to files, each with a manifest beside it.

use super::dossier::last_day;
use super::rendered::rendered;
use crate::claims::standing::judged_at;
use crate::output::{Hashed, Target, WrittenFile, of_file, refuse_casebook};
use crate::record::prove;
use language::quantity::in_words;
use record::ledger::manifest::{LogState, Manifest, ReportFile};
use record::ledger::note;
use record::model::event::Event;
use record::model::id::Id;
use record::model::record::Record;
use record::model::time::Day;
use report::audit::{Dialect, Per, columns};
use report::audit_table::Table;
use report::claims::{Claims, Judged};
use report::dossier::Dossier;
use report::{events, evidence};
use serde::Serialize;
use sha2::Digest;
use std::io::Write;
use std::path::{Path, PathBuf};
use store::casebook::Casebook;
use store::error::{Error, Result};
use store::find::{Found, Kind};
use store::{Access, Reader};

/// Which audit report is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    pub per: Per,
    pub dialect: Dialect,
    /// The one piece that it is about, or all.
    pub piece: Option<&'a str>,
}

/// A report that was written.
#[derive(Clone, Debug, Serialize)]
pub struct Written {
    pub file: PathBuf,
    pub manifest: PathBuf,
    pub sha256: Id,
    pub bytes: u64,
    /// Rows without the names of the columns.
    pub rows: u64,
    pub per: Per,
    pub dialect: Dialect,
}

/// Hears how many of how many rows are done.
pub type Progress<'p> = &'p mut dyn FnMut(u64, u64);

/// Gives the path of the manifest that stands beside a report.
pub fn manifest_path(report: &Path) -> PathBuf {
    let mut name = report.as_os_str().to_os_string();
    name.push(".manifest.json");
    PathBuf::from(name)
}

/// Writes the audit report to a file, and its manifest beside it; both tell of one and the same state.
///
/// What stands there already is replaced only with `force`, and only once the new files are whole.
pub fn write_audit(casebook: &Casebook, to: &Path, force: bool, wanted: Wanted, progress: Progress) -> Result<Written> {
    refuse_casebook(casebook, to)?;
    let (mut report, mut manifest) = (Target::of(casebook, to, force)?, Target::open(&manifest_path(to), force)?);
    let name = to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let written = casebook.reader().at_one_moment(|reader| {
        render_with_manifest(reader, &name, wanted, report.temporary.as_file_mut(), progress)
            .map_err(|error| of_file(to, error))
    })?;
    let path = manifest_path(to);
    let bytes = written.to_bytes();
    manifest.temporary.write_all(&bytes).map_err(|error| Error::file(&path, &error))?;
    report.put_in_place(force)?;
    manifest.put_in_place(force)?;
    let ReportFile { sha256, bytes, rows, per, dialect, .. } = written.report;
    Ok(Written { file: to.to_path_buf(), manifest: path, sha256, bytes, rows, per, dialect })
}

/// Writes the audit report to a stream under a name, and gives the manifest that belongs beside it.
pub(crate) fn render_with_manifest(
    reader: Reader,
    name: &str,
    wanted: Wanted,
    out: impl Write,
    progress: Progress,
) -> Result<Manifest> {
    let piece = wanted.piece.map(|piece| reader.find(Kind::Piece, piece)).transpose()?;
    let mut out = Hashed::new(out);
    let rows = render_audit(reader, wanted.per, wanted.dialect, piece, &mut out, progress)?;
    let described = ReportFile {
        file: name.to_string(),
        sha256: Id(out.sha256.finalize().into()),
        bytes: out.bytes,
        rows,
        per: wanted.per,
        dialect: wanted.dialect,
        piece: piece.map(|piece| piece.id),
        revealed: reader.sight() == Access::Whole,
    };
    Ok(Manifest::new(described, reader.policy()?, log_states(reader)?))
}

/// Writes the audit report to a stream and gives the number of its rows; a stream has no manifest.
pub fn pour_audit(casebook: &Casebook, wanted: Wanted, out: &mut dyn Write, progress: Progress) -> Result<u64> {
    casebook.reader().at_one_moment(|reader| {
        let piece = wanted.piece.map(|piece| reader.find(Kind::Piece, piece)).transpose()?;
        render_audit(reader, wanted.per, wanted.dialect, piece, out, progress)
    })
}

/// A report on one piece that was written: one file, without a manifest.
#[derive(Clone, Debug, Serialize)]
pub struct WrittenPiece {
    pub file: PathBuf,
    pub sha256: Id,
    pub bytes: u64,
    pub claims: usize,
}

/// Writes the dossier of a piece to a file in some format, as things stand at one moment.
///
/// What stands there already is replaced only with `force`, and only once the new file is whole.
pub fn write_dossier(
    casebook: &Casebook,
    to: &Path,
    force: bool,
    piece: Option<&str>,
    render: impl FnOnce(&Dossier, &mut dyn Write) -> Result<()>,
) -> Result<WrittenPiece> {
    refuse_casebook(casebook, to)?;
    let mut target = Target::of(casebook, to, force)?;
    let dossier = super::dossier::gather(casebook.reader(), piece)?;
    let mut out = Hashed::new(target.temporary.as_file_mut());
    render(&dossier, &mut out).map_err(|error| of_file(to, error))?;
    let (sha256, bytes) = (Id(out.sha256.finalize().into()), out.bytes);
    target.put_in_place(force)?;
    Ok(WrittenPiece { file: to.to_path_buf(), sha256, bytes, claims: dossier.claims.len() })
}

/// Writes the dossier of a piece to a stream in some format, as things stand at one moment.
pub fn pour_dossier(
    casebook: &Casebook,
    piece: Option<&str>,
    out: &mut dyn Write,
    render: impl FnOnce(&Dossier, &mut dyn Write) -> Result<()>,
) -> Result<()> {
    let dossier = super::dossier::gather(casebook.reader(), piece)?;
    render(&dossier, out)
}

/// Writes a report of one moment to a file; gives what was written, and what the report says of itself.
///
/// What stands there already is replaced only with `force`, and only once the new file is whole.
pub fn write_reading<T>(
    casebook: &Casebook,
    to: &Path,
    force: bool,
    render: impl FnOnce(Reader, &mut dyn Write) -> Result<T>,
) -> Result<(WrittenFile, T)> {
    refuse_casebook(casebook, to)?;
    let mut target = Target::of(casebook, to, force)?;
    let mut out = Hashed::new(target.temporary.as_file_mut());
    let told =
        casebook.reader().at_one_moment(|reader| render(reader, &mut out)).map_err(|error| of_file(to, error))?;
    let (sha256, bytes) = (Id(out.sha256.finalize().into()), out.bytes);
    target.put_in_place(force)?;
    Ok((WrittenFile { file: to.to_path_buf(), sha256, bytes }, told))
}

/// Writes the rows of the audit report; the same state gives the same bytes.
pub fn render_audit(
    reader: Reader,
    per: Per,
    dialect: Dialect,
    piece: Option<Found>,
    out: impl Write,
    progress: Progress,
) -> Result<u64> {
    let mut table = rendered(Table::begin(columns(per), dialect, out))?;
    let row = piece.map(|piece| piece.row);
    match per {
        Per::Claim => {
            let total = reader.claim_count(row)?;
            // An empty casebook has no last day, and no claim to judge.
            let as_of = if total > 0 { Some(last_day(reader)?) } else { None };
            let judged = |claim, as_of| judged(reader, reader.row_of(claim)?, as_of);
            let judge = |claim| match as_of {
                Some(as_of) => judged(claim, as_of).map_err(std::io::Error::other),
                None => Err(std::io::Error::other("a claim came in while the report was written")),
            };
            reader.audit_claims(row, &mut Claims::new(&mut table, judge), &mut |done| progress(done, total))?;
        }
        Per::Evidence => {
            let total = reader.evidence_count()?;
            let write = |facts: record::model::audit::EvidenceFacts| rendered(evidence::write(&mut table, &facts));
            reader.audit_evidence(row, write, &mut |done| progress(done, total))?;
        }
        Per::Event => {
            let total = reader.event_count()?;
            for row in 1..=total {
                let (record, bytes) = reader.record_with_bytes(row)?;
                if piece.map_or(Ok(true), |piece| is_about(reader, &record, piece))? {
                    rendered(events::write(&mut table, &record, &bytes))?;
                }
                progress(row as u64, total as u64);
            }
        }
    }
    rendered(table.end())
}

/// Gives what the audit report says of a claim that SQL cannot.
fn judged(reader: Reader, row: i64, as_of: Day) -> Result<Judged> {
    let (claim, standing) = judged_at(reader, row, as_of)?;
    let words = claim.anchor.map(|anchor| anchor.exact).unwrap_or_default();
    let figure = claim.quantity.as_ref().map(in_words).unwrap_or_default();
    Ok(Judged { standing, words, figure })
}

/// Says whether an event is about a piece, one of its drafts or one of its claims.
fn is_about(reader: Reader, record: &Record, piece: Found) -> Result<bool> {
    match &record.event {
        Event::PieceAdded(_) => Ok(record.id == piece.id),
        Event::DraftAdded(body) => Ok(body.piece == piece.id),
        Event::ClaimRecorded(body) => Ok(body.piece == piece.id),
        other => match other.about_claim() {
            Some(claim) => Ok(reader.listed(reader.row_of(claim)?)?.piece == piece.row),
            None => Ok(false),
        },
    }
}

fn log_states(reader: Reader) -> Result<Vec<LogState>> {
    let mut states = Vec::new();
    for log in reader.logs()? {
        let damaged = |what: &str| Error::Damaged(format!("log {} has {what}", log.origin));
        let key = note::public_key(&log.key).ok_or_else(|| damaged("no usable key"))?;
        let (_, checkpoint) = prove::head(reader, &log)?;
        let key = note::verifier_key(&log.origin, &key);
        states.push(LogState { origin: log.origin, actor: log.actor, size: log.size, key, checkpoint });
    }
    Ok(states)
}

/// Writes the workbook of a piece.
pub fn write_workbook(casebook: &Casebook, to: &Path, force: bool, piece: Option<&str>) -> Result<WrittenPiece> {
    write_dossier(casebook, to, force, piece, |dossier, out| {
        let bytes = report::xlsx::render(dossier)
            .map_err(|error| Error::Invalid(format!("the workbook could not be put together: {error}")))?;
        out.write_all(&bytes).map_err(Error::Output)
    })
}
