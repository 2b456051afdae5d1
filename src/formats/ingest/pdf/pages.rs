//! What a library finds in a PDF, and what a library must be able to do.

use crate::ingest::account::Account;
use crate::ingest::fault::Fault;
use std::collections::BTreeMap;

/// What a library found on the pages of a PDF.
pub(super) struct Pages {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub pages: Vec<Vec<Piece>>,
    /// Pages that hold no text but do hold something, from 1.
    pub unread: Vec<u32>,
    /// What else was seen on the pages.
    pub account: Account,
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

/// What was found out about a printed document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    pub pages: usize,
    /// Pages by the name of a place, from 1.
    pub places: BTreeMap<String, u32>,
    pub producer: Option<String>,
}
