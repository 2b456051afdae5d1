//! PDF with a text layer: pages, columns in reading order, words put together again across line ends.

mod boss;
mod columns;
mod flow;

use super::document::Document;
use super::fault::Fault;
use super::limits::Limits;
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
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Fault> {
    read_with(&boss::Boss, bytes, limits)
}

fn read_with(extractor: &dyn Extractor, bytes: &[u8], limits: &Limits) -> Result<Document, Fault> {
    // A panic in the library is the file's fault, and must not be ours.
    let pages = catch_unwind(AssertUnwindSafe(|| extractor.pages(bytes)))
        .unwrap_or_else(|_| Err(Fault::Crashed { what: "PDF".to_owned() }))?;
    flow::compose(pages, limits)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Panics;

    impl Extractor for Panics {
        fn pages(&self, _: &[u8]) -> Result<Pages, Fault> {
            panic!("a library that gives up")
        }
    }

    #[test]
    fn a_panic_of_the_library_is_a_fault_of_the_file() {
        let fault = read_with(&Panics, b"%PDF-1.4", &Limits::default()).unwrap_err();
        assert_eq!(fault, Fault::Crashed { what: "PDF".to_owned() });
    }
}
