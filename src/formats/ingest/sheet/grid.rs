//! CSV: one sheet without a name; rows need not all be as long as the header.

use super::Cell;
use crate::ingest::fault::Fault;
use crate::ingest::plain;
use crate::ingest::table::{self, Row, SAMPLE, Table, sniff, survey};

pub(super) fn walk(bytes: &[u8], visit: &mut dyn FnMut(&str, Cell) -> bool) -> Result<Vec<String>, Fault> {
    let names = vec![String::new()];
    let decoded = plain::wide(bytes);
    let bytes = decoded.as_ref().map_or(bytes, |(text, _)| text.as_bytes());
    let mut dialect = survey(bytes).map_err(fault)?;
    dialect.delimiter = below_titles(bytes).unwrap_or(dialect.delimiter);
    let mut table = Table::open(bytes, dialect).map_err(fault)?;
    for (column, header) in table.headers().to_vec().into_iter().enumerate() {
        if !header.is_empty() && !visit("", Cell { row: 1, column: column as u32, text: header, ..Cell::default() }) {
            return Ok(names);
        }
    }
    while let Some(row) = table.next_of_any_length().map_err(fault)? {
        if !each_cell(&row, visit)? {
            break;
        }
    }
    Ok(names)
}

/// Finds the separator of a table under lines of title, which have none: two lines that have it equally often.
fn below_titles(bytes: &[u8]) -> Option<u8> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let lines: Vec<&[u8]> = sample.split(|&byte| byte == b'\n').take(20).collect();
    let at = lines.iter().position(|line| line.iter().any(|byte| b",;\t|".contains(byte))).filter(|at| *at > 0)?;
    let rest = lines[at..].join(&b'\n');
    let delimiter = sniff(&rest).ok()?.delimiter;
    let count = |line: &[u8]| memchr::memchr_iter(delimiter, line).count();
    let next = lines.get(at + 1)?;
    (count(lines[at]) == count(next)).then_some(delimiter)
}

fn each_cell(row: &Row, visit: &mut dyn FnMut(&str, Cell) -> bool) -> Result<bool, Fault> {
    for column in 0..row.width() {
        let text = row.text(column).map_err(fault)?;
        let cell = Cell { row: row.number(), column: column as u32, text: text.trim().to_owned(), ..Cell::default() };
        if !cell.text.is_empty() && !visit("", cell) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn fault(fault: table::Fault) -> Fault {
    Fault::Broken { part: "the table".to_owned(), reason: fault.to_string() }
}
