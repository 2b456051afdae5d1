//! ODS, read by our own walk over its XML: it keeps each value as stored and as shown.

use super::Cell;
use super::book::percent;
use crate::ingest::archive::Archive;
use crate::ingest::fault::Fault;
use crate::ingest::limits::Limits;
use crate::ingest::markup::{self, Element, Token};

const PART: &str = "content.xml";
/// Rows and columns that a sheet can have in any program.
const ROW_LIMIT: u32 = 1 << 20;
const COLUMN_LIMIT: u32 = 1 << 14;

pub(super) fn walk(
    bytes: &[u8],
    limits: &Limits,
    wanted: &dyn Fn(usize, &str) -> bool,
    visit: &mut dyn FnMut(&str, Cell) -> bool,
) -> Result<Vec<String>, Fault> {
    let mut archive = Archive::open(bytes, limits)?;
    let manifest = archive.text_if_any("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Fault::Encrypted { what: "spreadsheet".to_owned() });
    }
    let xml = archive.text("ODS", PART)?;
    let mut sheets = Sheets {
        wanted,
        visit,
        names: Vec::new(),
        open: Vec::new(),
        is_wanted: false,
        done: false,
        row: 0,
        row_repeat: 1,
        column: 0,
        cells: Vec::new(),
        cell: None,
        aside: 0,
    };
    markup::walk(PART, &xml, limits, |token| {
        sheets.take(token);
        Ok(())
    })?;
    Ok(sheets.names)
}

struct Open {
    text: String,
    value: Option<String>,
    is_number: bool,
    kind: Kind,
    currency: Option<String>,
    repeat: u32,
    paragraphs: u32,
}

/// What a cell says of its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Percent,
    Time,
    Other,
}

struct Sheets<'a> {
    wanted: &'a dyn Fn(usize, &str) -> bool,
    visit: &'a mut dyn FnMut(&str, Cell) -> bool,
    names: Vec<String>,
    /// Whether each open table is a sheet; one within a cell is not.
    open: Vec<bool>,
    is_wanted: bool,
    done: bool,
    row: u32,
    row_repeat: u32,
    column: u32,
    cells: Vec<Cell>,
    cell: Option<Open>,
    /// Open elements whose text is not the cell's: comments.
    aside: u32,
}

impl Sheets<'_> {
    fn take(&mut self, token: Token) {
        if self.done {
            return;
        }
        match token {
            Token::Open(element) => self.open(&element),
            Token::Close(name) => self.close(&name),
            Token::Text(text) => self.add(&text),
        }
    }

    fn open(&mut self, element: &Element) {
        match element.name.as_str() {
            "table" => self.sheet(element),
            "annotation" => self.aside += 1,
            _ if self.open.len() != 1 || self.aside > 0 => {}
            "table-row" => {
                self.row_repeat = repeat(element, "number-rows-repeated");
                self.column = 0;
                self.cells.clear();
            }
            "table-cell" | "covered-table-cell" => self.cell = Some(cell(element)),
            "p" => self.paragraph(),
            "s" => {
                let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.add(&" ".repeat(count.min(1000)));
            }
            "tab" | "line-break" => self.add(" "),
            _ => {}
        }
    }

    fn sheet(&mut self, element: &Element) {
        self.open.push(self.open.is_empty());
        if self.open.len() == 1 {
            let name = element.attribute("name").unwrap_or_default().to_owned();
            self.is_wanted = (self.wanted)(self.names.len(), &name);
            self.names.push(name);
            self.row = 0;
        }
    }

    fn paragraph(&mut self) {
        if let Some(cell) = &mut self.cell {
            if cell.paragraphs > 0 {
                cell.text.push('\n');
            }
            cell.paragraphs += 1;
        }
    }

    fn add(&mut self, text: &str) {
        if let (Some(cell), 0, 1) = (&mut self.cell, self.aside, self.open.len())
            && cell.paragraphs > 0
        {
            cell.text.push_str(text);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "table" => {
                self.open.pop();
            }
            "annotation" => self.aside = self.aside.saturating_sub(1),
            _ if self.open.len() != 1 || self.aside > 0 => {}
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => self.end_row(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some(open) = self.cell.take() else { return };
        let stated = open.value.as_deref().filter(|_| open.is_number);
        let number = stated.filter(|value| value.parse::<f64>().is_ok_and(f64::is_finite)).map(str::to_owned);
        let text = if open.text.is_empty() { open.value.unwrap_or_default() } else { open.text };
        let after = self.column.saturating_add(open.repeat).min(COLUMN_LIMIT);
        if !text.is_empty() && self.is_wanted {
            let copies = self.column..after;
            let unit = open.currency.filter(|_| number.is_some());
            let is_time = open.kind == Kind::Time;
            let cell = Cell { text: text.clone(), number: number.clone(), unit, is_time, ..Cell::default() };
            let cell = match number.filter(|_| open.kind == Kind::Percent) {
                Some(stored) => Cell { text, ..percent(cell, &stored) },
                None => cell,
            };
            self.cells.extend(copies.map(|column| Cell { column, ..cell.clone() }));
        }
        self.column = after;
    }

    fn end_row(&mut self) {
        let after = self.row.saturating_add(self.row_repeat).min(ROW_LIMIT);
        let Some(name) = self.names.last().filter(|_| !self.cells.is_empty()) else {
            self.row = after;
            return;
        };
        for row in self.row..after {
            for cell in &self.cells {
                if !(self.visit)(name, Cell { row: row + 1, ..cell.clone() }) {
                    self.done = true;
                    return;
                }
            }
        }
        self.row = after;
    }
}

fn cell(element: &Element) -> Open {
    let kind = element.attribute("value-type").unwrap_or_default();
    let attribute = match kind {
        "date" => "date-value",
        "time" => "time-value",
        "boolean" => "boolean-value",
        "string" => "string-value",
        _ => "value",
    };
    Open {
        text: String::new(),
        value: element.attribute(attribute).map(str::to_owned),
        is_number: matches!(kind, "float" | "percentage" | "currency"),
        kind: match kind {
            "percentage" => Kind::Percent,
            "date" | "time" => Kind::Time,
            _ => Kind::Other,
        },
        currency: element.attribute("currency").filter(|_| kind == "currency").map(str::to_owned),
        repeat: repeat(element, "number-columns-repeated"),
        paragraphs: 0,
    }
}

fn repeat(element: &Element, name: &str) -> u32 {
    element.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(1)
}
