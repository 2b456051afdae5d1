//! The pages of a PDF that was printed from a page of ours: how many there are, and on which each named place stands.

use super::fault::Fault;
use super::pdf;
use std::collections::BTreeMap;

/// What was found out about a printed document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    pub pages: usize,
    /// Pages by the name of a place, from 1.
    pub places: BTreeMap<String, u32>,
    pub producer: Option<String>,
}

/// Reads the pages of a printed document.
///
/// # Errors
/// A [`Fault`] where it is no PDF that can be read.
pub fn read(bytes: &[u8]) -> Result<Printed, Fault> {
    pdf::printed(bytes)
}
