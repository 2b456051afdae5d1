//! Each format of a report on one piece, written from its dossier.

use super::dossier::gather_now;
use super::prov as history;
use super::rendered::rendered;
pub use report::audit::{Dialect, Per};
pub use report::claimreview::Chosen;
pub use report::dossier::Dossier;
use report::{annotations, cited, corrections, prov, reviewers};
pub use report::{cited::Format as CitedFormat, corrections::Format as CorrectionsFormat, reviewers::Reviewers};
use std::io::Write;
use store::Reader;
use store::error::Result;

/// Writes the report as one HTML page.
pub fn html(dossier: &Dossier, mut out: &mut dyn Write) -> Result<()> {
    rendered(report::html::render(dossier, &mut out))
}

/// Writes the report as Markdown.
pub fn markdown(dossier: &Dossier, out: &mut dyn Write) -> Result<()> {
    rendered(report::markdown::render(dossier, out))
}

/// Writes the report as one JSON document.
pub fn json(dossier: &Dossier, out: &mut dyn Write) -> Result<()> {
    rendered(report::json::render(dossier, out))
}

/// Writes the sources as a list of references; gives how many were left out.
pub fn sources(dossier: &Dossier, format: CitedFormat, out: &mut dyn Write) -> Result<usize> {
    rendered(cited::render(dossier, format, out))
}

/// Writes what was changed after publication; gives how many corrections there are.
pub fn corrections(dossier: &Dossier, format: CorrectionsFormat, out: &mut dyn Write) -> Result<usize> {
    rendered(corrections::render(dossier, format, out))
}

/// Writes how everything came about; gives how many entities, activities and agents there are.
pub fn prov(reader: Reader, piece: Option<&str>, out: &mut dyn Write) -> Result<[usize; 3]> {
    rendered(prov::render(&history::gather(reader, piece)?, out))
}

/// Writes the claims as annotations; gives how many there are, and how many claims have no place.
pub fn annotations(reader: Reader, piece: Option<&str>, out: &mut dyn Write) -> Result<[usize; 2]> {
    let dossier = gather_now(reader, piece)?;
    rendered(annotations::render(&dossier, out))?;
    let unplaced = dossier.claims.iter().filter(|entry| entry.spans.is_empty()).count();
    Ok([annotations::count(&dossier), unplaced])
}

/// Writes the figures on reviewers as Markdown.
pub fn reviewers(counted: &Reviewers) -> String {
    reviewers::markdown(counted)
}
