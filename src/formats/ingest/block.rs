//! The parts that the text of a file is made of: paragraphs, headings, cells.

use record::model::event::Span;
use serde::{Deserialize, Serialize};

/// One paragraph, heading, cell or the like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub span: Span,
    /// From 1; `None` where the format has no pages.
    pub page: Option<u32>,
    /// From 1, among the blocks of the same kind on the page, or in the whole text if it has no pages.
    pub paragraph: u32,
    /// The headings above, the outermost first.
    pub headings: Vec<String>,
    pub kind: Kind,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Heading,
    Paragraph,
    List,
    /// A cell by its table, row and column, each from 1.
    TableCell {
        table: u32,
        row: u32,
        column: u32,
    },
    /// A row of a sheet, with tabs between its cells. The sheet is counted from 1; the row as a spreadsheet counts it.
    TableRow {
        table: u32,
        row: u32,
    },
    Footnote,
    Caption,
    /// A piece of a page that is not its main text.
    Outside,
}
