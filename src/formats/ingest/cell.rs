//! One figure out of a captured table: a cell of a spreadsheet or a CSV file, or a value in JSON.

mod address;
pub(super) mod amount;
mod json;

pub use address::{CellAddress, Column};
use amount::{HeaderUnit, Marks};

use super::fault::Fault;
use super::limits::Limits;
use super::sheet::{self, Cell};
use super::sniff::{self, Format};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What stands in a cell, and what says what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellValue {
    /// As shown, where the file keeps that (ODS, CSV, JSON); as stored in XLSX and XLS, with dates and percent written
    /// out.
    pub text: String,
    /// The number that is shown, in full: 62.5 where 0.625 is shown as percent, 12,000,000 for 12 under `EUR m`. Absent
    /// for a day, and for a text that could be read in two ways, as `1,234`.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub number: Option<Decimal>,
    /// The number that is stored, where that is another.
    #[serde(default, with = "rust_decimal::serde::str_option", skip_serializing_if = "Option::is_none")]
    pub stored: Option<Decimal>,
    /// What the cell or its header says that the number counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// It is a day or a time, and no amount.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_time: bool,
    /// What stands at the head of the column, in one row or two, or the key of the value in JSON.
    pub header: Option<String>,
    /// What stands first in the row.
    pub label: Option<String>,
    /// The sheet's name, where it has one.
    pub sheet: Option<String>,
}

/// Says whether the file should be read in a process of its own, which can be ended.
pub fn wants_worker(bytes: &[u8], name: &str) -> bool {
    sniff::format(bytes, name).is_ok_and(Format::wants_worker)
}

/// Reads what stands at an address of a file; `name` is looked at only when the content does not tell the format.
///
/// # Errors
/// [`Fault::NoCell`] if nothing stands there; a [`Fault`] of the file.
pub fn read(bytes: &[u8], name: &str, address: &CellAddress) -> Result<CellValue, Fault> {
    let limits = Limits::default();
    limits.check_size(bytes.len() as u64)?;
    match address {
        CellAddress::Pointer(pointer) => json::read(bytes, pointer),
        CellAddress::Cell { sheet, row, column } => {
            let format = match sniff::format(bytes, name)? {
                Format::Plain => Format::Csv,
                format => format,
            };
            if !matches!(format, Format::Csv | Format::Xlsx | Format::Xls | Format::Ods) {
                let reason = format!("the file is {format}, and only tables have cells");
                return Err(Fault::NoCell { address: address.to_string(), reason });
            }
            let mut search = Search::new(*row, column);
            let wanted = |index: usize, name: &str| match sheet {
                Some(sheet) => sheet == name,
                None => index == 0,
            };
            let names = sheet::walk(bytes, format, &limits, &wanted, &mut |sheet, cell| search.see(sheet, cell))?;
            if let Some(sheet) = sheet.as_ref().filter(|sheet| !names.contains(sheet)) {
                let reason = format!("there is no sheet '{sheet}'; there are {}", listed(&names));
                return Err(Fault::NoCell { address: address.to_string(), reason });
            }
            let marks = if format == Format::Csv { marks(bytes) } else { Marks::default() };
            search.end(address, marks)
        }
    }
}

/// Learns how the numbers of a CSV file are written from its first rows.
fn marks(bytes: &[u8]) -> Marks {
    let (mut marks, mut seen) = (Marks::default(), 0);
    let learned = sheet::walk(bytes, Format::Csv, &Limits::default(), &|_, _| true, &mut |_, cell| {
        marks.learn(&cell.text);
        seen += 1;
        seen < LEARNED_FROM
    });
    if learned.is_ok() { marks } else { Marks::default() }
}

/// Looks for a cell while the cells pass by, and keeps what says what it is.
struct Search<'a> {
    row: u32,
    column: &'a Column,
    /// The position of the column, once it is known.
    at: Option<u32>,
    /// The rows at the top, until the one with the headers is known.
    top: Vec<Vec<Cell>>,
    /// The rows of the headers: the first with two cells or more, and one below it that fills its gaps.
    headers: Vec<(u32, String)>,
    header_rows: (u32, u32),
    label: Option<String>,
    /// The cells of the row, up to the one that is looked for.
    found: Option<Cell>,
    sheet: String,
    last_row: u32,
}

/// Headers that are kept to look a column up in.
const HEADER_LIMIT: usize = 1 << 14;
/// Rows at the top among which the headers are looked for.
const TOP_ROWS: usize = 30;
/// Cells of a CSV file from which is learned how it writes numbers.
const LEARNED_FROM: usize = 2_000;

impl<'a> Search<'a> {
    fn new(row: u32, column: &'a Column) -> Self {
        let at = if let Column::Letter(at) = column { Some(*at) } else { None };
        Self {
            row,
            column,
            at,
            top: Vec::new(),
            headers: Vec::new(),
            header_rows: (0, 0),
            label: None,
            found: None,
            sheet: String::new(),
            last_row: 0,
        }
    }

    /// Takes a cell, and says whether more are wanted.
    fn see(&mut self, sheet: &str, cell: Cell) -> bool {
        if self.sheet != sheet {
            sheet.clone_into(&mut self.sheet);
        }
        if cell.row > self.last_row && cell.row >= self.row {
            self.settle_headers();
            if self.at.is_none() && self.row != self.header_rows.0 && self.row > 1 {
                self.at = self.position();
                if self.at.is_none() {
                    return false;
                }
            }
        }
        self.last_row = self.last_row.max(cell.row);
        self.keep_top(&cell);
        if cell.row == self.row {
            self.label.get_or_insert_with(|| cell.text.clone());
            if self.at == Some(cell.column) || self.at.is_none() && self.is_header(&cell.text) {
                self.found = Some(cell);
                return false;
            }
        }
        cell.row <= self.row
    }

    fn is_header(&self, text: &str) -> bool {
        matches!(self.column, Column::Header(header) if header == text.trim())
    }

    /// Keeps the first rows, in which the headers are.
    fn keep_top(&mut self, cell: &Cell) {
        let begins = self.top.last().is_none_or(|row| row[0].row != cell.row);
        if begins && self.top.len() < TOP_ROWS {
            self.top.push(vec![cell.clone()]);
        } else if let Some(row) = self.top.last_mut().filter(|row| row[0].row == cell.row && row.len() < HEADER_LIMIT) {
            row.push(cell.clone());
        }
    }

    /// Finds the row of headers below any title, and the row below it where that fills its gaps.
    fn settle_headers(&mut self) {
        let above = self.top.iter().filter(|row| row[0].row < self.row || self.row <= 1);
        let rows: Vec<&Vec<Cell>> = above.collect();
        let Some(at) = rows.iter().position(|row| row.len() > 1).or(if rows.is_empty() { None } else { Some(0) })
        else {
            return;
        };
        let first = rows[at];
        let mut headers: Vec<(u32, String)> =
            first.iter().map(|cell| (cell.column, cell.text.trim().to_owned())).collect();
        self.header_rows = (first[0].row, first[0].row);
        let is_text = |cell: &&Cell| {
            cell.number.is_none() && !cell.is_time && amount::read(&cell.text, Marks::default()).is_none()
        };
        let fills = |below: &&&Vec<Cell>| {
            let new = below.iter().filter(|cell| first.iter().all(|head| head.column != cell.column)).count();
            new > 0 && below[0].row == first[0].row + 1 && below.iter().all(|cell| is_text(&cell))
        };
        if let Some(below) = rows.get(at + 1).filter(fills) {
            headers = below.iter().map(|cell| (cell.column, two_high(first, cell))).collect();
            let only_above = first.iter().filter(|head| below.iter().all(|cell| cell.column != head.column));
            headers.extend(only_above.map(|head| (head.column, head.text.trim().to_owned())));
            headers.sort();
            self.header_rows.1 = below[0].row;
        }
        self.headers = headers;
    }

    /// Finds the column with a header: the same to the letter, else the same but for case.
    fn position(&self) -> Option<u32> {
        let Column::Header(header) = self.column else { return None };
        let find = |same: &dyn Fn(&str) -> bool| self.headers.iter().find(|(_, text)| same(text)).map(|(at, _)| *at);
        find(&|text| text == header).or_else(|| find(&|text| text.to_lowercase() == header.to_lowercase()))
    }

    fn end(mut self, address: &CellAddress, marks: Marks) -> Result<CellValue, Fault> {
        let Some(cell) = self.found.take() else {
            if self.headers.is_empty() {
                self.settle_headers();
            }
            let reason = match (self.at, self.column) {
                (None, Column::Header(_)) => {
                    let names: Vec<String> = self.headers.into_iter().map(|(_, text)| text).collect();
                    format!("no column has that header; there are {}", listed(&names))
                }
                _ if self.last_row < self.row => format!("the last row with anything in it is {}", self.last_row),
                _ => "the cell is empty".to_owned(),
            };
            return Err(Fault::NoCell { address: address.to_string(), reason });
        };
        let below = cell.row > self.header_rows.1;
        let header = self.headers.into_iter().find(|(at, _)| *at == cell.column && below).map(|(_, text)| text);
        let label = self.label.filter(|label| *label != cell.text);
        let sheet = Some(self.sheet).filter(|sheet| !sheet.is_empty());
        Ok(value_of(cell, header, label, sheet, marks))
    }
}

/// Puts a header of two rows together: what spans several columns stands above the first of them.
fn two_high(above: &[Cell], cell: &Cell) -> String {
    let spanning = above.iter().rev().find(|head| head.column <= cell.column).map(|head| head.text.trim());
    match spanning.filter(|spanning| !spanning.is_empty() && *spanning != cell.text.trim()) {
        Some(spanning) => format!("{spanning} / {}", cell.text.trim()),
        None => cell.text.trim().to_owned(),
    }
}

fn value_of(
    cell: Cell,
    header: Option<String>,
    label: Option<String>,
    sheet: Option<String>,
    marks: Marks,
) -> CellValue {
    let kept = cell.number.as_deref().and_then(decimal);
    let written = match (&kept, cell.is_time) {
        (None, false) => amount::read(&cell.text, marks),
        _ => None,
    };
    let own_unit = cell.unit.or_else(|| written.as_ref().and_then(|amount| amount.unit.clone()));
    let number = kept.or(written.map(|amount| amount.number));
    let parts = header.as_deref().unwrap_or_default().rsplit(" / ");
    let told = parts.map(amount::unit_of_header).find(|told| *told != HeaderUnit::default()).unwrap_or_default();
    // A cell that says percent itself is not counted in what stands above it.
    let told = if own_unit.as_deref() == Some("percent") { HeaderUnit::default() } else { told };
    let full =
        number.zip(told.scale).and_then(|(number, scale)| number.checked_mul(scale)).map(|full| full.normalize());
    let stored =
        cell.stored.as_deref().and_then(decimal).or(number.filter(|number| full.is_some_and(|full| full != *number)));
    CellValue {
        number: full.or(number),
        stored,
        unit: own_unit.or(told.unit).filter(|_| number.is_some()),
        is_time: cell.is_time,
        header,
        label,
        sheet,
        text: cell.text,
    }
}

/// Reads a number as written, with or without an exponent; `None` where it has more digits than can be kept exactly.
fn decimal(text: &str) -> Option<Decimal> {
    let text = text.strip_prefix('+').unwrap_or(text);
    match text.contains(['e', 'E']) {
        true => Decimal::from_scientific(text).ok(),
        false => Decimal::from_str_exact(text).ok(),
    }
}

/// Lists the first names of many.
fn listed(names: &[String]) -> String {
    let first: Vec<String> = names.iter().take(20).map(|name| format!("'{name}'")).collect();
    let more = if names.len() > 20 { " and more" } else { "" };
    format!("{}{more}", first.join(", "))
}
