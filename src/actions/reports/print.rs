//! The report on a piece as a PDF, printed by another program from the page.

use super::rendered::rendered;
use super::write::{self, WrittenPiece};
use formats::ingest::printed::{self, Printed};
use report::dossier::Dossier;
use report::html::{self, Places};
use report::pdf;
use serde::Serialize;
use std::path::{Path, PathBuf};
use store::casebook::Casebook;
use store::casebook::printing::{Kind, Printer};
use store::error::{Error, Result};

/// How often a page is printed until its page numbers stand: once to find them, once with them, once to spare.
const PASSES: usize = 3;

/// A piece that was printed.
#[derive(Clone, Debug, Serialize)]
pub struct PrintedPiece {
    #[serde(flatten)]
    pub written: WrittenPiece,
    pub pages: usize,
    /// The program that printed it, and its version as it stands in the file.
    pub program: PathBuf,
    pub producer: Option<String>,
}

/// Says whether there is a program on this machine that prints.
pub fn has_printer() -> bool {
    Printer::find(None).is_ok()
}

/// Prints the report on a piece to a file; by the program that is named, or one that is found.
///
/// # Errors
/// [`Error::NoPrinter`], [`Error::Printer`], and as for any report.
pub fn write_pdf(
    casebook: &Casebook,
    to: &Path,
    force: bool,
    piece: Option<&str>,
    with: Option<&str>,
) -> Result<PrintedPiece> {
    let printer = Printer::find(with)?;
    let mut shape = Printed::default();
    let written = write::write_dossier(casebook, to, force, piece, |dossier, out| {
        let (bytes, found) = print(&printer, dossier)?;
        shape = found;
        out.write_all(&bytes).map_err(Error::Output)
    })?;
    Ok(PrintedPiece { written, pages: shape.pages, program: printer.program, producer: shape.producer })
}

fn print(printer: &Printer, dossier: &Dossier) -> Result<(Vec<u8>, Printed)> {
    let mut places = Places::new();
    for _ in 0..PASSES {
        let mut page = Vec::new();
        rendered(html::render_for_paper(dossier, &places, &mut page))?;
        let page = String::from_utf8(page).map_err(|error| printer.failed(error.to_string()))?;
        let mut bytes = printer.print(&page, dossier.updated)?;
        let found = printed::read(&bytes).map_err(|fault| printer.failed(fault.to_string()))?;
        if let Some(version) = pdf::too_old(found.producer.as_deref()) {
            let reason = format!("version {version} cannot number pages; {} or newer can", pdf::OLDEST_BROWSER);
            return Err(printer.failed(reason));
        }
        if printer.kind == Kind::WeasyPrint || found.places == places {
            pdf::set_times(&mut bytes, dossier.updated);
            return Ok((bytes, found));
        }
        places = found.places;
    }
    Err(printer.failed("the page numbers did not come to rest".into()))
}
