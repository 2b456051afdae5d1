//! Looking again for what evidence says the program found: quotations in captured texts, cells in captured tables.

use super::derive::{self, Recomputed};
use super::quote::stretches;
use crate::sources::capture;
use formats::ingest::Document;
use language::standing::alters;
use language::text::quote::{self, Asked, Prepared};
use record::ledger::chain::Fault;
use rust_decimal::Decimal;
use serde::Serialize;
use store::Store;
use store::casebook::home::Home;
use store::casebook::reading;
use store::error::{Error, Result};
use store::proofs::{FoundCell, FoundQuote};

/// What came of looking again.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Reread {
    /// Quotations that stand where they were found, in the source's own words.
    pub quotes: u64,
    /// Quotations that were recorded with other words than the source's, and still are the passage that they alter.
    pub altered: u64,
    /// Figures that stand in the cells that they were read from.
    pub cells: u64,
    /// Evidence whose formula gives what was recorded.
    pub derivations: u64,
    /// Findings in captures that no key at hand opens, or whose bytes were erased.
    pub unopened: u64,
    #[serde(skip)]
    pub faults: Vec<Fault>,
}

/// Looks again for everything, a capture at a time.
pub fn reread(home: &Home, store: &Store) -> Result<Reread> {
    let mut reread = Reread::default();
    let quotes = store.reader().found_quotes()?;
    for of_capture in quotes.chunk_by(|one, next| one.capture == next.capture) {
        let document = match capture::document_in(store.reader(), home, of_capture[0].capture) {
            // Whoever looks at the kept bytes says what is wrong with them.
            Err(Error::Damaged(_)) => None,
            document => document?,
        };
        let Some(document) = document else {
            reread.unopened += of_capture.len() as u64;
            continue;
        };
        let text = Prepared::new(document.text.as_str());
        for quote in of_capture {
            match stands(quote, &document, &text) {
                true if quote.faults.iter().any(|fault| alters(*fault)) => reread.altered += 1,
                true => reread.quotes += 1,
                false => reread.faults.push(Fault {
                    place: format!("evidence in row {}", quote.row),
                    fault: "its quote does not stand where it was found".into(),
                }),
            }
        }
    }
    reread_cells(home, store, &mut reread)?;
    recompute(store, &mut reread)?;
    Ok(reread)
}

fn reread_cells(home: &Home, store: &Store, reread: &mut Reread) -> Result<()> {
    let cells = store.reader().found_cells()?;
    for of_capture in cells.chunk_by(|one, next| one.capture == next.capture) {
        let bytes = match capture::bytes_in(store.reader(), home, of_capture[0].capture) {
            Err(Error::Damaged(_)) => None,
            bytes => bytes?,
        };
        let Some((name, bytes)) = bytes else {
            reread.unopened += of_capture.len() as u64;
            continue;
        };
        for cell in of_capture {
            match holds(cell, &name, &bytes) {
                true => reread.cells += 1,
                false => reread.faults.push(Fault {
                    place: format!("evidence in row {}", cell.row),
                    fault: "its figure does not stand in the cell that it was read from".into(),
                }),
            }
        }
    }
    Ok(())
}

/// Says whether a cell holds the text and the amount that were recorded.
fn holds(cell: &FoundCell, name: &str, bytes: &[u8]) -> bool {
    let Ok(address) = cell.address.parse() else { return false };
    reading::read_cell(bytes, name, &address).is_ok_and(|value| {
        // Earlier versions recorded what is stored: 0.625 where the cell shows 62.5%.
        let is_recorded = |number: Option<Decimal>| number.map(|number| number.normalize().to_string()) == cell.amount;
        let of_text = cell.text.as_ref().is_none_or(|text| *text == value.text);
        let stored = value.stored.filter(|stored| of_text || is_text_of(cell.text.as_deref(), *stored));
        of_text && is_recorded(value.number) || stored.is_some() && is_recorded(stored)
    })
}

/// Says whether a recorded text is a number as it is stored.
fn is_text_of(text: Option<&str>, stored: Decimal) -> bool {
    text.and_then(|text| text.parse::<Decimal>().ok()).is_some_and(|text| text == stored)
}

fn recompute(store: &Store, reread: &mut Reread) -> Result<()> {
    for row in store.reader().computed_evidence()? {
        match derive::recompute(store.reader(), row) {
            Ok(Recomputed::Same) => reread.derivations += 1,
            Ok(Recomputed::Withheld) => reread.unopened += 1,
            Ok(Recomputed::Other(fault)) => {
                let (place, fault) =
                    (format!("evidence in row {row}"), format!("it is not what its formula makes it: {fault}"));
                reread.faults.push(Fault { place, fault });
            }
            // What cannot be understood is reported where it stands.
            Err(Error::Damaged(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// Says whether a quotation is found again at the same place, and no worse than it was.
fn stands(quoted: &FoundQuote, document: &Document, text: &Prepared) -> bool {
    // Words that were withheld or erased say nothing against the rest.
    let Some(words) = &quoted.quote else { return true };
    let expected = stretches(document, quoted.locator.as_deref());
    let asked = Asked { speaker: quoted.speaker.as_deref(), expected: &expected };
    quote::find(words, text, &asked)
        .is_some_and(|found| (found.start, found.end) == (quoted.start, quoted.end) && found.matched <= quoted.found)
}
