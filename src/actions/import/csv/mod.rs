//! Taking in a file of rows: claims, sources and evidence, all of it or nothing.
//!
//! The file is read once and never held: every row is judged and written down in one transaction, which a row at fault
//! undoes. A rehearsal takes the same steps and writes nothing. What is recorded already is found again and stays as it
//! is.

mod alike;
mod amount;
mod days;
mod defaults;
mod entry;
mod facts;
mod file;
mod intake;
mod layout;
mod pieces;
mod summary;
mod writer;

pub use amount::read_amount;
pub use file::TableFile;
pub use layout::Mapped;
pub use summary::{Notice, Sample, Summary};

pub use defaults::Defaults;
use entry::Entry;
use file::Passed;
pub use formats::ingest::table::Column;
use formats::ingest::table::{Dialect, Table};
use intake::Intake;
use layout::Layout;
use record::model::disclosure::Value;
use record::model::event::ImportFiled;
use std::cell::RefCell;
use store::Reader;
use store::casebook::bulk_writer::BulkWriter;
use store::casebook::{Actor, Casebook};
use store::error::Result;
use writer::{Rehearsal, Writer, Writing};

/// How many rows may stand above the headers.
const TITLE_ROWS: usize = 20;

/// After how many rows the one who waits is told how far it is.
const TOLD_EVERY: u64 = 512;

/// How a file is to be taken in.
#[derive(Clone, Debug)]
pub struct Manner<'a> {
    /// The piece of rows that name none; else the only one, else one titled like the file.
    pub piece: Option<&'a str>,
    /// What headers mean, where they do not say it themselves.
    pub columns: &'a [(String, Column)],
    /// Headers whose columns are not wanted.
    pub ignored: &'a [String],
    pub defaults: Defaults,
}

/// Says what taking a file in would do; `progress` hears bytes done and bytes in all.
pub fn rehearse(
    casebook: &Casebook,
    file: &TableFile,
    manner: &Manner,
    mut progress: impl FnMut(u64, u64),
) -> Result<Summary> {
    let dialect = file.survey()?;
    let rehearsed = rehearse_with(casebook.reader(), file, dialect, manner, |bytes| progress(bytes, file.bytes))?;
    Ok(Summary { dry_run: true, ..rehearsed })
}

/// Takes a file in. Where rows are at fault nothing is written and the summary names them; where nothing is new
/// nothing is written either.
pub fn take_in(
    casebook: &mut Casebook,
    actor: &Actor,
    file: &TableFile,
    manner: &Manner,
    mut progress: impl FnMut(u64, u64),
) -> Result<Summary> {
    let dialect = file.survey()?;
    casebook.write_in_bulk(actor, |bulk| write(bulk, file, dialect, manner, |bytes| progress(bytes, file.bytes)))
}

fn rehearse_with(
    reader: Reader,
    file: &TableFile,
    dialect: Dialect,
    manner: &Manner,
    progress: impl FnMut(u64),
) -> Result<Summary> {
    let intake = Intake::new(Rehearsal::new(reader), file, manner.piece, &manner.defaults)?;
    let (_, summary) = walk(intake, file, dialect, manner, progress)?;
    Ok(summary)
}

fn write(
    bulk: &mut BulkWriter,
    file: &TableFile,
    dialect: Dialect,
    manner: &Manner,
    progress: impl FnMut(u64),
) -> Result<Summary> {
    let intake = Intake::new(Writing::new(bulk), file, manner.piece, &manner.defaults)?;
    let (writing, mut summary) = walk(intake, file, dialect, manner, progress)?;
    if summary.fault_count > 0 || summary.adds_nothing() {
        writing.bulk.abandon();
        return Ok(summary);
    }
    let filed =
        ImportFiled { claims: summary.claims.new, evidence: summary.evidence.new, sources: summary.sources.new };
    let content = Value::fields([("name", Some(file.name.clone())), ("sha256", summary.sha256.map(|hash| hash.hex()))]);
    summary.import = Some(writing.bulk.record(filed, vec![("content", content)])?.id);
    Ok(summary)
}

/// Looks for the headers below lines of title: the first row of which two cells mean columns.
fn headers_below<R: std::io::Read>(table: &mut Table<R>, dialect: Dialect, manner: &Manner) -> Option<(u64, Layout)> {
    for _ in 0..TITLE_ROWS {
        let line = table.next_headers().ok()??;
        let layout = Layout::of(table.headers(), dialect, manner.columns, manner.ignored).ok();
        if let Some(layout) = layout.filter(|layout| layout.mapped.len() > 1) {
            return Some((line, layout));
        }
    }
    None
}

/// Leads every row of a file through an intake.
fn walk<S: Writer>(
    mut intake: Intake<S>,
    file: &TableFile,
    dialect: Dialect,
    manner: &Manner,
    mut progress: impl FnMut(u64),
) -> Result<(S, Summary)> {
    let passed = RefCell::new(Passed::default());
    let mut table = file.table(dialect, &passed)?;
    let layout = match Layout::of(table.headers(), dialect, manner.columns, manner.ignored) {
        Ok(layout) => layout,
        Err(fault) => {
            let found = headers_below(&mut table, dialect, manner);
            let (line, layout) = found.ok_or_else(|| file.refused_headers(&fault))?;
            intake.summary.headers_line = Some(line);
            layout
        }
    };
    for count in 0u64.. {
        if count.is_multiple_of(TOLD_EVERY) {
            progress(passed.borrow().bytes);
        }
        match table.next_row() {
            Ok(None) => break,
            Ok(Some(row)) => match Entry::read(&row, &layout, manner.defaults.claim_type) {
                Ok(Some(entry)) => intake.take(&entry)?,
                Ok(None) => intake.summary.blank_rows += 1,
                Err(faults) => intake.refuse_row(faults),
            },
            Err(fault) => intake.refuse_row(vec![fault]),
        }
    }
    drop(table);
    let passed = passed.into_inner();
    let (writer, summary) = intake.end();
    // A table that was given up half-way has no hash that anybody could compare.
    let to_the_end = summary.fault_count == 0 || passed.bytes == file.bytes;
    let sha256 = to_the_end.then(|| file.original.unwrap_or_else(|| passed.sha256()));
    let (columns, ignored, name) = (layout.mapped, layout.ignored, file.name.clone());
    Ok((writer, Summary { file: name, sha256, columns, ignored, ..summary }))
}
