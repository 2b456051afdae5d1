//! PDF with a text layer: pages, columns in reading order, words put together again across line ends.

mod columns;
mod flow;
pub(super) mod pages;
mod pdfboss;

use super::document::Document;
use super::fault::Fault;
use super::limits::Limits;
use pages::{Extractor, Printed};
use std::panic::{AssertUnwindSafe, catch_unwind};

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
    use pages::Pages;

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
