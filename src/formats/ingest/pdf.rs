//! PDF with a text layer: pages, columns in reading order, words put together again across line ends.

mod columns;
mod flow;
mod pdfboss;

use super::document::Document;
use super::fault::Fault;
use super::limits::Limits;
use super::printed::Printed;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a library found on the pages of a PDF.
pub(super) struct Pages {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub pages: Vec<Vec<Piece>>,
    /// Pages that hold no text but do hold something, from 1.
    pub unread: Vec<u32>,
}

/// One block of a page, its lines in reading order.
pub(super) enum Piece {
    Heading { level: u8, lines: Vec<String> },
    Paragraph(Vec<String>),
    Items(Vec<Vec<String>>),
    Table(Vec<Vec<String>>),
}

/// A library that finds the text of a PDF.
pub(super) trait Extractor {
    /// Finds the text of all pages.
    fn pages(&self, bytes: &[u8]) -> Result<Pages, Fault>;
    /// Finds on which pages the named places stand, without reading any text.
    fn printed(&self, bytes: &[u8]) -> Result<Printed, Fault>;
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Fault> {
    read_with(&pdfboss::Pdfboss, bytes, limits)
}

pub(super) fn printed(bytes: &[u8]) -> Result<Printed, Fault> {
    guarded(|| pdfboss::Pdfboss.printed(bytes))
}

fn read_with(extractor: &dyn Extractor, bytes: &[u8], limits: &Limits) -> Result<Document, Fault> {
    flow::compose(guarded(|| extractor.pages(bytes))?, limits)
}

/// A panic in the library is the file's fault, and must not be ours.
fn guarded<T>(read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Fault::Crashed { what: "PDF".to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Panics;

    impl Extractor for Panics {
        fn pages(&self, _: &[u8]) -> Result<Pages, Fault> {
            panic!("a library that gives up")
        }

        fn printed(&self, _: &[u8]) -> Result<Printed, Fault> {
            panic!("a library that gives up")
        }
    }

    #[test]
    fn a_panic_of_the_library_is_a_fault_of_the_file() {
        let fault = read_with(&Panics, b"%PDF-1.4", &Limits::default()).unwrap_err();
        assert_eq!(fault, Fault::Crashed { what: "PDF".to_owned() });
    }
}
