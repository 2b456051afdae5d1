//! XLSX and XLS, through a library that gives the values but not how they are shown.

use super::Cell;
use super::looks::{Look, Looks};
use crate::ingest::archive::Archive;
use crate::ingest::fault::Fault;
use crate::ingest::limits::Limits;
use crate::ingest::sniff::Format;
use calamine::{Data, DataRef, ExcelDateTime, Reader, Xls, Xlsx};
use rust_decimal::Decimal;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

const PART: &str = "the workbook";
/// Bytes that the sheets and texts of a workbook may unpack to.
const UNPACKED: u64 = 192 << 20;

pub(super) fn walk(
    bytes: &[u8],
    format: Format,
    limits: &Limits,
    wanted: &dyn Fn(usize, &str) -> bool,
    visit: &mut dyn FnMut(&str, Cell) -> bool,
) -> Result<Vec<String>, Fault> {
    if format == Format::Xlsx {
        // The library unpacks as much as there is.
        Archive::open(bytes, limits)?.check_size("xl/", ".xml", UNPACKED)?;
    }
    // A panic in the library is the file's fault, and must not be ours.
    catch_unwind(AssertUnwindSafe(|| match format {
        Format::Xlsx => xlsx(bytes, limits, wanted, visit),
        _ => xls(bytes, wanted, visit),
    }))
    .unwrap_or_else(|_| Err(Fault::Crashed { what: format.to_string() }))
}

fn xlsx(
    bytes: &[u8],
    limits: &Limits,
    wanted: &dyn Fn(usize, &str) -> bool,
    visit: &mut dyn FnMut(&str, Cell) -> bool,
) -> Result<Vec<String>, Fault> {
    let broken = |error| Fault::broken(PART, error);
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names = book.sheet_names();
    let mut looks = Looks::read(bytes, limits)?;
    for (index, name) in names.iter().enumerate().filter(|(index, name)| wanted(*index, name)) {
        // A sheet that holds a chart alone has no cells.
        if book.sheets_metadata()[index].typ != calamine::SheetType::WorkSheet {
            continue;
        }
        let broken = |error| Fault::broken(&format!("sheet '{name}'"), error);
        let looking = looks.of_sheet(name)?;
        let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            let row = row.saturating_add(1);
            let Some(found) = value(Data::from(DataRef::clone(cell.get_value()))) else { continue };
            let found = Cell { row, column, ..found };
            let found = match looking.get(&(row, column)) {
                Some(look) => shown(found, look),
                None => found,
            };
            if !visit(name, found) {
                return Ok(names);
            }
        }
    }
    Ok(names)
}

fn xls(
    bytes: &[u8],
    wanted: &dyn Fn(usize, &str) -> bool,
    visit: &mut dyn FnMut(&str, Cell) -> bool,
) -> Result<Vec<String>, Fault> {
    let broken = |error| Fault::broken(PART, error);
    let mut book = Xls::new(Cursor::new(bytes)).map_err(broken)?;
    let names = book.sheet_names();
    for (_, name) in names.iter().enumerate().filter(|(index, name)| wanted(*index, name)) {
        let range = book.worksheet_range(name).map_err(broken)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let Some(found) = value(data.clone()) else { continue };
            let (row, column) = (top + row as u32 + 1, left + column as u32);
            if !visit(name, Cell { row, column, ..found }) {
                return Ok(names);
            }
        }
    }
    Ok(names)
}

/// Gives a value as a cell without a place; `None` for an empty one.
fn value(data: Data) -> Option<Cell> {
    let number = |digits: String| Cell { number: Some(digits.clone()), text: digits, ..Cell::default() };
    let words = |text: String| Cell { text, ..Cell::default() };
    Some(match data {
        Data::Empty => return None,
        Data::String(text) if text.is_empty() => return None,
        Data::String(text) => words(text),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Cell { is_time: true, ..words(text) },
        Data::Int(whole) => number(whole.to_string()),
        // Rust writes the shortest digits that give the same float again: what the sheet's author typed.
        Data::Float(float) => number(float.to_string()),
        Data::Bool(yes) => words((if yes { "TRUE" } else { "FALSE" }).to_owned()),
        Data::DateTime(moment) => {
            Cell { is_time: true, stored: Some(moment.as_f64().to_string()), ..words(date(&moment)) }
        }
        Data::Error(error) => words(error.to_string()),
    })
}

/// Gives a cell as it is shown.
fn shown(cell: Cell, look: &Look) -> Cell {
    let Some(stored) = cell.number.clone() else { return cell };
    if !look.is_percent {
        return Cell { unit: look.currency.clone(), ..cell };
    }
    percent(cell, &stored)
}

/// Gives a cell that holds a fraction and shows percent.
pub(super) fn percent(cell: Cell, stored: &str) -> Cell {
    let hundredfold = stored.parse::<Decimal>().ok().and_then(|number| number.checked_mul(Decimal::ONE_HUNDRED));
    let Some(number) = hundredfold.map(|number| number.normalize().to_string()) else { return cell };
    let stored = Some(stored.to_owned());
    Cell { text: format!("{number}%"), number: Some(number), stored, unit: Some("percent".to_owned()), ..cell }
}

/// Writes a date or time that is stored as a number of days.
fn date(moment: &ExcelDateTime) -> String {
    let days = moment.as_f64();
    if moment.is_duration() {
        let seconds = (days * 86_400.0).round() as i64;
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.unsigned_abs();
        return format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match (days.fract() == 0.0, (0.0..1.0).contains(&days)) {
        (true, false) => format!("{year:04}-{month:02}-{day:02}"),
        (_, true) => time,
        _ => format!("{year:04}-{month:02}-{day:02} {time}"),
    }
}
