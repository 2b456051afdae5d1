//! `report pdf`: the report on a piece as a paginated document.

use crate::cli::session::Session;
use crate::cli::terminal::visible_path;
use actions::reports::print;
use std::path::PathBuf;
use store::error::Result;

/// Print the report on a piece as a PDF, for lawyers and archives
///
/// It has a title page, contents with page numbers, "Page 3 of 40" on every page, the sources of each claim as numbered
/// notes under it, and all sources at the end. It is printed by the first program found of Chromium (131 or newer),
/// Google Chrome, Microsoft Edge and WeasyPrint, or the one that `--with` names. The program gets no network access and
/// no scripts. The same casebook and the same program always give the same bytes.
///
/// Examples:
///   tickmark report pdf report.pdf
///   tickmark report pdf --with weasyprint --piece 4c1f report.pdf
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct PdfArgs {
    /// The file to write
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The piece (optional if there is only one)
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
    /// The program to print with, by name or path
    #[arg(long, value_name = "PROGRAM")]
    with: Option<String>,
}

impl PdfArgs {
    pub fn run(&self, session: &Session) -> Result<()> {
        let casebook = session.open()?;
        let (piece, with) = (self.piece.as_deref(), self.with.as_deref());
        let spinner = session.terminal.spinner("printing");
        let printed = print::write_pdf(&casebook, &self.file, self.force, piece, with)?;
        drop(spinner);
        session.terminal.show("report-pdf", &printed, |page| {
            let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
            let (written, file) = (&printed.written, visible_path(&printed.written.file));
            let (claims, pages) = (counted(written.claims, "claim"), counted(printed.pages, "page"));
            page.line(format!("wrote {file}  {claims}, {pages}, {} bytes", written.bytes));
            page.field("sha256", Some(written.sha256.hex()));
            let program = visible_path(&printed.program);
            page.field(
                "printed by",
                Some(match &printed.producer {
                    Some(producer) => format!("{program} ({producer})"),
                    None => program,
                }),
            );
        })
    }
}
