//! The pages of a PDF that was printed from a page of ours: how many there are, and on which each named place stands.

use super::fault::Fault;
use super::pdf;
pub use super::pdf::pages::Printed;

/// Reads the pages of a printed document.
///
/// # Errors
/// A [`Fault`] where it is no PDF that can be read.
pub fn read(bytes: &[u8]) -> Result<Printed, Fault> {
    pdf::printed(bytes)
}
