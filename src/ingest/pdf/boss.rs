//! The PDF library `pdfboss`, which is young and by one author: nothing outside this file knows of it.

use super::{Extractor, Pages, Piece};
use crate::ingest::fault::Fault;
use pdfboss_core::{Document, Error};
use pdfboss_output::{Block, Cell, LayoutOptions, Line, PageLayout, ReadingOrder, Role, TextOptions};

pub(super) struct Boss;

impl Extractor for Boss {
    fn pages(&self, bytes: &[u8]) -> Result<Pages, Fault> {
        let document = Document::load(bytes.to_vec()).map_err(fault)?;
        if document.is_locked() {
            return Err(fault(Error::Encrypted));
        }
        let options = (TextOptions::default(), LayoutOptions::default());
        let layouts = pdfboss_output::extract_layout_opts(&document, ReadingOrder::Content, options.0, &options.1)
            .map_err(fault)?;
        let metadata = document.metadata();
        let pages: Vec<Vec<Piece>> = layouts.into_iter().map(pieces).collect();
        let unread = (1..).zip(&pages).filter(|(_, page)| page.is_empty()).map(|(number, _)| number);
        Ok(Pages { title: metadata.title, byline: metadata.author, unread: unread.collect(), pages })
    }
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
