//! Looking again for what evidence says the program found: quotations in captured texts, cells in captured tables.

use super::deriving::{self, Recomputed};
use super::{captures, quoting};
use crate::casebook::home::Home;
use crate::error::{Error, Result};
use crate::ingest::Document;
use crate::ledger::chain::Fault;
use crate::store::Store;
use crate::store::proofs::FoundQuote;
use crate::text::quote::{self, Asked, Prepared};
use serde::Serialize;

/// What came of looking again.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Reread {
    /// Quotations that stand where they were found.
    pub quotes: u64,
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
        let document = match captures::document_in(store.reader(), home, of_capture[0].capture) {
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
                true => reread.quotes += 1,
                false => reread.faults.push(Fault {
                    place: format!("evidence in row {}", quote.row),
                    fault: "its quote does not stand where it was found".into(),
                }),
            }
        }
    }
    recompute(store, &mut reread)?;
    Ok(reread)
}

fn recompute(store: &Store, reread: &mut Reread) -> Result<()> {
    for row in store.reader().computed_evidence()? {
        match deriving::recompute(store.reader(), row) {
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
    let expected = quoting::stretches(document, quoted.locator.as_deref());
    let asked = Asked { speaker: quoted.speaker.as_deref(), expected: &expected };
    quote::find(words, text, &asked).is_some_and(|found| {
        (found.start, found.end) == (quoted.start, quoted.end) && quoting::kind_of(&found) <= quoted.found
    })
}
