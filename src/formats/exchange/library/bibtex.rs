//! BibTeX and BibLaTeX: entries between braces, taken apart without trusting that the braces match.

mod entry;
mod scan;

use super::Library;
use crate::exchange::fault::Fault;
use crate::exchange::limits::Limits;
pub(super) use scan::starts_entry;
use scan::{Item, Scan};

pub(super) fn read(text: &str, limits: &Limits) -> Result<Library, Fault> {
    let mut library = Library::default();
    let mut scan = Scan::new(text);
    while let Some(item) = scan.next_item() {
        match item {
            Item::Entry(entry) => library.add(entry.reference(), limits)?,
            Item::Broken { line, reason } => library.fault(format!("the entry on line {line}"), reason, limits),
        }
    }
    match library.references.is_empty() && library.faults.is_empty() {
        true => Err(Fault::broken("the library", "no entry starts with `@`")),
        false => Ok(library),
    }
}
