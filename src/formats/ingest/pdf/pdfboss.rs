//! The PDF library `pdfboss`, which is young and by one author: nothing outside this file knows of it.

use super::columns::{self, Stretch};
use super::pages::{Extractor, Pages, Piece, Printed};
use crate::ingest::fault::Fault;
use pdfboss_core::destination::DestinationPage;
use pdfboss_core::{Document, Error, Page};
use pdfboss_output::{Block, Cell, FontCache, Line, PageLayout, ReadingOrder, Role, Ruling, TextSpan};
use std::collections::HashMap;

pub(super) struct Pdfboss;

impl Extractor for Pdfboss {
    fn pages(&self, bytes: &[u8]) -> Result<Pages, Fault> {
        let document = Document::load(bytes.to_vec()).map_err(fault)?;
        if document.is_locked() {
            return Err(fault(Error::Encrypted));
        }
        let fonts = FontCache::default();
        let found = pdfboss_core::map_pages(&document, |document, page| runs(document, page, &fonts));
        let found = found.into_iter().collect::<Result<Vec<_>, Error>>().map_err(fault)?;
        let layouts = pdfboss_output::document_layout_with_rulings(&found);
        let metadata = document.metadata();
        let pages: Vec<Vec<Piece>> = layouts.into_iter().map(pieces).collect();
        let unread = (1..).zip(&pages).filter(|(_, page)| page.is_empty()).map(|(number, _)| number);
        Ok(Pages { title: metadata.title, byline: metadata.author, unread: unread.collect(), pages })
    }

    fn printed(&self, bytes: &[u8]) -> Result<Printed, Fault> {
        let document = Document::load(bytes.to_vec()).map_err(fault)?;
        let pages = document.page_count();
        let mut numbers = HashMap::new();
        for (index, number) in (0..pages).zip(1..) {
            numbers.extend(document.page(index).map_err(fault)?.object_ref().map(|object| (object, number)));
        }
        let places = document.named_destinations().into_iter().filter_map(|(name, destination)| {
            let DestinationPage::Object(object) = destination.page else { return None };
            Some((String::from_utf8(name).ok()?, *numbers.get(&object)?))
        });
        Ok(Printed { pages, places: places.collect(), producer: document.metadata().producer })
    }
}

/// Finds what is written on a page, and the lines ruled on it, in reading order.
fn runs(
    document: &Document,
    page: &Page,
    fonts: &FontCache,
) -> Result<(Vec<TextSpan>, Vec<Ruling>, ReadingOrder), Error> {
    let (mut spans, mut rulings, report) =
        pdfboss_text::extract_spans_and_rulings_reporting_cached(document, page, fonts, ReadingOrder::Content)?;
    pdfboss_output::retain_spans_on_page(&mut spans, page);
    pdfboss_output::retain_rulings_on_page(&mut rulings, page);
    let upright = spans.iter().all(|span| span.rotate == 0 && !span.vertical);
    let stretches: Vec<Stretch> = spans.iter().map(stretch).collect();
    if let Some(order) = columns::order(&stretches).filter(|_| upright) {
        spans = order.into_iter().map(|index| spans[index].clone()).collect();
    }
    Ok((spans, rulings, report.order))
}

fn stretch(span: &TextSpan) -> Stretch {
    Stretch { left: span.x, right: span.end_x, baseline: span.y }
}

fn fault(error: Error) -> Fault {
    match error {
        Error::Encrypted => Fault::Encrypted { what: "PDF".to_owned() },
        other => Fault::broken("the PDF", other),
    }
}

/// Running heads and page numbers are left out: they would stand in the middle of sentences.
fn pieces(page: PageLayout) -> Vec<Piece> {
    page.blocks.into_iter().filter_map(piece).collect()
}

fn piece(block: Block) -> Option<Piece> {
    match block {
        Block::Heading { level, lines, .. } => Some(Piece::Heading { level, lines: texts(&lines) }),
        Block::Paragraph { role: Role::PageHeader | Role::PageFooter, .. } => None,
        Block::Paragraph { lines, .. } => Some(Piece::Paragraph(texts(&lines))),
        Block::List { items, .. } => Some(Piece::Items(items.iter().map(|item| texts(&item.lines)).collect())),
        Block::Table { rows, .. } => {
            Some(Piece::Table(rows.iter().map(|row| row.iter().map(cell).collect()).collect()))
        }
    }
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(text).collect()
}

fn text(line: &Line) -> String {
    line.inlines.iter().map(|inline| inline.text.as_str()).collect()
}

fn cell(cell: &Cell) -> String {
    cell.line.as_ref().map(text).unwrap_or_default()
}
