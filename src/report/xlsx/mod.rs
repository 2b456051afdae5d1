//! The dossier as a workbook that can be worked in and come back; the same dossier gives the same bytes.

mod claims;
mod grounds;
mod sheet;
mod summary;

use super::dossier::Dossier;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::Formats;

/// What the first cell of the hidden sheet says, by which a workbook of ours is known.
pub const SIGNATURE: &str = "tickmark-workbook-1";
/// The hidden sheet.
pub const HIDDEN_SHEET: &str = "Tickmark";

/// Gives the bytes of the workbook; what is confidential is in it only where the dossier reveals it.
pub fn render(dossier: &Dossier) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    let title = dossier.piece.title.clone().unwrap_or_default();
    book.set_properties(
        &DocProperties::new().set_title(title).set_author("Tickmark").set_creation_datetime(&made(dossier)?),
    );
    summary::write(book.add_worksheet(), dossier, &formats)?;
    claims::write(book.add_worksheet(), dossier, &formats)?;
    grounds::evidence(book.add_worksheet(), dossier, &formats)?;
    grounds::sources(book.add_worksheet(), dossier, &formats)?;
    grounds::queries(book.add_worksheet(), dossier, &formats)?;
    let hidden = book.add_worksheet().set_name(HIDDEN_SHEET)?;
    hidden.write_string(0, 0, SIGNATURE)?;
    hidden.write_string(1, 0, "piece")?.write_string(1, 1, dossier.piece.id.hex())?;
    hidden.set_hidden(true);
    book.save_to_buffer()
}

/// The time of the latest event, so that nothing depends on when it was written.
fn made(dossier: &Dossier) -> Result<ExcelDateTime, XlsxError> {
    let text = dossier.updated.map_or("2000-01-01T00:00:00".to_string(), |moment| moment.to_string());
    ExcelDateTime::parse_from_str(text.get(..19).unwrap_or(&text))
}
