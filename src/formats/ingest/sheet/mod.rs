//! Spreadsheets and CSV as text: sheet by sheet, row by row, with tabs between the cells.
//!
//! [`walk`] gives the cells of a workbook one by one, whichever program saved it.

mod book;
mod grid;
mod looks;
mod ods;

use super::block::Kind;
use super::composer::Composer;
use super::document::Document;
use super::fault::Fault;
use super::limits::Limits;
use super::sniff::Format;

/// Cells that hold something.
const CELL_LIMIT: u64 = 2_000_000;
/// Bytes of the text that comes of a workbook; tabs for empty cells count too.
const TEXT_LIMIT: usize = 64 << 20;

/// A cell that holds something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// From 1; the row of the headers in a CSV file is row 1.
    pub row: u32,
    /// From 0.
    pub column: u32,
    /// As shown, where the file keeps that, else as stored.
    pub text: String,
    /// The number that is shown, in decimal digits: 62.5 where 0.625 is shown as percent.
    pub number: Option<String>,
    /// The number that is stored, where that is another.
    pub stored: Option<String>,
    /// What the cell shows beside the number: percent, or a currency.
    pub unit: Option<String>,
    /// It is a day or a time, which no program keeps otherwise than as a number.
    pub is_time: bool,
}

/// Gives each cell of the sheets that `wanted` names to `visit`, by rows, until it gives `false`; gives the names of
/// all sheets. A CSV file has one sheet without a name.
///
/// # Errors
/// A [`Fault`] for a file that is broken or meant to do harm.
pub(super) fn walk(
    bytes: &[u8],
    format: Format,
    limits: &Limits,
    wanted: &dyn Fn(usize, &str) -> bool,
    visit: &mut dyn FnMut(&str, Cell) -> bool,
) -> Result<Vec<String>, Fault> {
    let mut left = CELL_LIMIT;
    let mut counted = |sheet: &str, cell: Cell| {
        left = left.saturating_sub(1);
        visit(sheet, cell) && left > 0
    };
    match format {
        Format::Xlsx | Format::Xls => book::walk(bytes, format, limits, wanted, &mut counted),
        Format::Ods => ods::walk(bytes, limits, wanted, &mut counted),
        _ => grid::walk(bytes, &mut counted),
    }
}

pub(super) fn read(bytes: &[u8], format: Format, limits: &Limits) -> Result<Document, Fault> {
    let mut page = Page { composer: Composer::new(), sheet: None, table: 0, row: 0, line: String::new(), column: 0 };
    let mut whole = true;
    let mut cells = 0;
    walk(bytes, format, limits, &|_, _| true, &mut |sheet, cell| {
        cells += 1;
        whole = page.add(sheet, cell) && cells < CELL_LIMIT;
        whole
    })?;
    page.end_row();
    if !whole {
        let row = page.row;
        page.composer.warnings.push(format!("the file is too long: it was read up to row {row} of one of its sheets"));
    }
    page.composer.finish(format)
}

/// The text in the making.
struct Page {
    composer: Composer,
    sheet: Option<String>,
    table: u32,
    row: u32,
    line: String,
    column: u32,
}

impl Page {
    /// Adds a cell, and says whether there is room for another.
    fn add(&mut self, sheet: &str, cell: Cell) -> bool {
        if self.sheet.as_deref() != Some(sheet) {
            self.end_row();
            self.sheet = Some(sheet.to_owned());
            self.table += 1;
            if !sheet.is_empty() {
                self.composer.heading(1, sheet);
            }
            self.row = 0;
        }
        if cell.row != self.row {
            self.end_row();
            self.row = cell.row;
        }
        let gap = cell.column.saturating_sub(self.column) as usize;
        self.line.extend(std::iter::repeat_n('\t', gap));
        self.column = cell.column;
        // A tab or a line break within a cell would look like the next cell or row.
        self.line.extend(cell.text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
        self.composer.text().len() + self.line.len() < TEXT_LIMIT
    }

    fn end_row(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.column = 0;
        if line.trim().is_empty() {
            return;
        }
        // Blanks at the start are where cells are empty, and belong to the row's place, not to its words.
        let separator = if self.row > 1 { "\n" } else { "\n\n" };
        let indent = line.len() - line.trim_start().len();
        let separator = format!("{separator}{}", &line[..indent]);
        self.composer.block_after(&separator, Kind::TableRow { table: self.table, row: self.row }, line.trim());
    }
}
