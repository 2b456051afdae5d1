//! Reports: what there is in the casebook, as files for others.

mod annotations;
mod claimreview;
mod corrections;
mod docx;
mod fields;
mod json;
mod markdown;
mod outlet;
mod pdf;
mod prov;
mod reviewers;
mod sources;

use super::session::Session;
use super::terminal::visible_path;
use actions::reports::render::{self, Dialect, Per};
use actions::reports::write::{self, Wanted};
use std::path::{Path, PathBuf};
use store::error::{Error, Exit, Result};

/// Write reports
#[derive(clap::Subcommand)]
pub enum ReportCommand {
    Csv(CsvArgs),
    Html(HtmlArgs),
    Docx(docx::DocxArgs),
    Pdf(pdf::PdfArgs),
    Xlsx(super::workbook::XlsxArgs),
    Markdown(markdown::MarkdownArgs),
    Json(json::JsonArgs),
    Sources(sources::SourcesArgs),
    Corrections(corrections::CorrectionsArgs),
    Reviewers(reviewers::ReviewersArgs),
    #[command(name = "claimreview")]
    ClaimReview(claimreview::ClaimReviewArgs),
    Prov(prov::ProvArgs),
    Annotations(annotations::AnnotationsArgs),
}

/// Write the audit report as CSV, one row per claim, with a manifest
///
/// The manifest, FILE.manifest.json, holds the SHA-256 of the file, the signed checkpoint of every log, and the rules
/// for sign-off; `tickmark verify FILE` checks both files. Cells that a spreadsheet would run as a formula begin with
/// an apostrophe. docs/audit-csv.md describes every column.
///
/// Examples:
///   tickmark report csv audit.csv
///   tickmark report csv --per evidence --piece 4c1f evidence.csv
///   tickmark report csv --excel audit.csv
///   tickmark report csv - | head
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct CsvArgs {
    /// The file to write, or `-` for standard output, which gets no manifest
    #[arg(default_value = "-", value_name = "FILE")]
    file: PathBuf,
    /// What each row is about
    #[arg(long, value_enum, default_value = "claim", value_name = "WHAT")]
    per: RowFor,
    /// For Excel with a decimal comma: separate cells with `;`, start with a byte order mark
    #[arg(long)]
    excel: bool,
    /// Only this piece
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// Replace the file and its manifest if they exist
    #[arg(long)]
    force: bool,
}

/// Write the report on a piece as one HTML page, for editors, lawyers and authors
///
/// The page has the text with every claim marked, a card for each claim, the sources, and what is left to do. It needs
/// no network or scripts, and prints well. Confidential material is left out unless you give `--reveal`.
///
/// Examples:
///   tickmark report html report.html
///   tickmark report html --piece 4c1f --force report.html
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct HtmlArgs {
    /// The file to write
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The piece (optional if there is only one)
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum RowFor {
    Claim,
    Evidence,
    Event,
}

impl From<RowFor> for Per {
    fn from(row: RowFor) -> Self {
        match row {
            RowFor::Claim => Self::Claim,
            RowFor::Evidence => Self::Evidence,
            RowFor::Event => Self::Event,
        }
    }
}

impl ReportCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Csv(args) => args.run(session)?,
            Self::Html(args) => args.run(session)?,
            Self::Docx(args) => args.run(session)?,
            Self::Pdf(args) => args.run(session)?,
            Self::Xlsx(args) => args.run(session)?,
            Self::Markdown(args) => args.run(session)?,
            Self::Json(args) => args.run(session)?,
            Self::Sources(args) => args.run(session)?,
            Self::Corrections(args) => args.run(session)?,
            Self::Reviewers(args) => args.run(session)?,
            Self::ClaimReview(args) => args.run(session)?,
            Self::Prov(args) => args.run(session)?,
            Self::Annotations(args) => args.run(session)?,
        }
        Ok(Exit::Done)
    }
}

impl CsvArgs {
    fn run(&self, session: &Session) -> Result<()> {
        let dialect = if self.excel { Dialect::Excel } else { Dialect::Rfc4180 };
        let wanted = Wanted { per: self.per.into(), dialect, piece: self.piece.as_deref() };
        match self.file == Path::new("-") {
            true => pour(session, wanted),
            false => self.write(session, wanted),
        }
    }

    fn write(&self, session: &Session, wanted: Wanted) -> Result<()> {
        let casebook = session.open()?;
        let mut progress = session.terminal.progress("writing");
        let written = write::write_audit(&casebook, &self.file, self.force, wanted, &mut |done, total| {
            progress.at(done, total);
        })?;
        drop(progress);
        session.terminal.show("report-csv", &written, |page| {
            let rows = if written.rows == 1 { "row" } else { "rows" };
            page.line(format!(
                "wrote {}  {} {rows}, {} bytes",
                visible_path(&written.file),
                written.rows,
                written.bytes
            ));
            page.field("sha256", Some(written.sha256.hex()));
            page.field("manifest", Some(visible_path(&written.manifest)));
        })
    }
}

impl HtmlArgs {
    fn run(&self, session: &Session) -> Result<()> {
        let casebook = session.open()?;
        let piece = self.piece.as_deref();
        let written =
            write::write_dossier(&casebook, &self.file, self.force, piece, |dossier, out| render::html(dossier, out))?;
        session.terminal.show("report-html", &written, |page| {
            let claims = if written.claims == 1 { "claim" } else { "claims" };
            let file = visible_path(&written.file);
            page.line(format!("wrote {file}  {} {claims}, {} bytes", written.claims, written.bytes));
            page.field("sha256", Some(written.sha256.hex()));
        })
    }
}

fn pour(session: &Session, wanted: Wanted) -> Result<()> {
    if session.terminal.json() {
        return Err(Error::Invalid(
            "the report and a JSON document cannot both go to standard output: name a file".into(),
        ));
    }
    let casebook = session.open()?;
    let rows = session.terminal.pour_exactly(|out| write::pour_audit(&casebook, wanted, out, &mut |_, _| {}))?;
    if let Some(rows) = rows {
        session.terminal.say(format!("{rows} rows; standard output has no manifest: name a file to get one"));
    }
    Ok(())
}
