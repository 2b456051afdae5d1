//! One figure out of a captured table: a cell of a spreadsheet or a CSV file, or a value in JSON.

mod address;
mod json;

pub use address::{CellAddress, Column};

use super::fault::Fault;
use super::limits::Limits;
use super::sheet::{self, Cell};
use super::sniff::{self, Format};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What stands in a cell, and what says what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellValue {
    /// As shown, where the file keeps that (ODS, CSV, JSON); as stored in XLSX and XLS, with dates written out.
    pub text: String,
    /// The number that is stored; absent for a text that could be read in two ways, as `1,234`.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub number: Option<Decimal>,
    /// What stands in the first row of the column, or the key of the value in JSON.
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
            search.end(address)
        }
    }
}

/// Looks for a cell while the cells pass by, and keeps what says what it is.
struct Search<'a> {
    row: u32,
    column: &'a Column,
    /// The position of the column, once it is known.
    at: Option<u32>,
    headers: Vec<(u32, String)>,
    label: Option<String>,
    /// The cells of the row, up to the one that is looked for.
    found: Option<Cell>,
    sheet: String,
    last_row: u32,
}

/// Headers that are kept to look a column up in.
const HEADER_LIMIT: usize = 1 << 14;

impl<'a> Search<'a> {
    fn new(row: u32, column: &'a Column) -> Self {
        let at = if let Column::Letter(at) = column { Some(*at) } else { None };
        let (headers, sheet) = (Vec::new(), String::new());
        Self { row, column, at, headers, label: None, found: None, sheet, last_row: 0 }
    }

    /// Takes a cell, and says whether more are wanted.
    fn see(&mut self, sheet: &str, cell: Cell) -> bool {
        if self.sheet != sheet {
            sheet.clone_into(&mut self.sheet);
        }
        if cell.row > 1 && self.at.is_none() {
            self.at = self.position();
            if self.at.is_none() {
                return false;
            }
        }
        self.last_row = self.last_row.max(cell.row);
        if cell.row == 1 && self.headers.len() < HEADER_LIMIT {
            self.headers.push((cell.column, cell.text.trim().to_owned()));
        }
        if cell.row == self.row {
            self.label.get_or_insert_with(|| cell.text.clone());
            if self.at == Some(cell.column) || self.row == 1 && self.at.is_none() && self.is_header(&cell.text) {
                self.found = Some(cell);
                return false;
            }
        }
        cell.row <= self.row
    }

    fn is_header(&self, text: &str) -> bool {
        matches!(self.column, Column::Header(header) if header == text.trim())
    }

    /// Finds the column with a header: the same to the letter, else the same but for case.
    fn position(&self) -> Option<u32> {
        let Column::Header(header) = self.column else { return None };
        let find = |same: &dyn Fn(&str) -> bool| self.headers.iter().find(|(_, text)| same(text)).map(|(at, _)| *at);
        find(&|text| text == header).or_else(|| find(&|text| text.to_lowercase() == header.to_lowercase()))
    }

    fn end(self, address: &CellAddress) -> Result<CellValue, Fault> {
        let Some(cell) = self.found else {
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
        let header = self.headers.into_iter().find(|(at, _)| *at == cell.column && cell.row > 1);
        Ok(CellValue {
            number: cell.number.as_deref().and_then(decimal),
            header: header.map(|(_, text)| text),
            label: self.label.filter(|label| *label != cell.text),
            sheet: Some(self.sheet).filter(|sheet| !sheet.is_empty()),
            text: cell.text,
        })
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
