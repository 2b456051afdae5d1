//! The address of a figure in a table.
//!
//! | written | means |
//! |---|---|
//! | `C14` | column C, row 14, of the first sheet or of a CSV file, whose row of headers is row 1 |
//! | `Sheet1!C14`, `'My sheet'!C14` | the same on a sheet; `''` in a name is one quotation mark |
//! | `row 14, column Revenue` | the column whose first row says so |
//! | `/data/3/value` | a value in JSON, as RFC 6901 has it |

use crate::ingest::fault::Fault;
use std::fmt;
use std::str::FromStr;

/// Rows and columns that a sheet can have in any program.
const ROW_LIMIT: u32 = 1 << 20;
const COLUMN_LIMIT: u32 = 1 << 14;

/// Where a figure stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellAddress {
    Cell {
        /// The sheet's name; the first sheet where there is none.
        sheet: Option<String>,
        /// From 1. In a CSV file rows may go on beyond those of a spreadsheet.
        row: u32,
        column: Column,
    },
    /// The steps to a value in JSON, with `~0` and `~1` read as `~` and `/`.
    Pointer(Vec<String>),
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// From 0: `A` is 0.
    Letter(u32),
    /// By what stands in the first row.
    Header(String),
}

impl FromStr for CellAddress {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let address = text.trim();
        if let Some(pointer) = address.strip_prefix('/') {
            return pointer
                .split('/')
                .map(step)
                .collect::<Option<_>>()
                .map(Self::Pointer)
                .ok_or_else(|| refused(text, "in a pointer `~` is written `~0` and `/` is written `~1`"));
        }
        let (sheet, rest) = sheet(address).ok_or_else(|| refused(text, "a sheet's name lacks its quotation mark"))?;
        let (row, column) = by_letter(rest).or_else(|| by_header(rest)).ok_or_else(|| {
            refused(text, "write `C14`, `'My sheet'!C14`, `row 14, column Revenue`, or `/data/3/value` for JSON")
        })?;
        Ok(Self::Cell { sheet, row, column })
    }
}

fn refused(address: &str, reason: &str) -> Fault {
    Fault::Address { address: address.to_owned(), reason: reason.to_owned() }
}

fn step(step: &str) -> Option<String> {
    let strays = step.split('~').skip(1).any(|rest| !rest.starts_with(['0', '1']));
    (!strays).then(|| step.replace("~1", "/").replace("~0", "~"))
}

/// Takes the name of a sheet off; a name in quotation marks may hold anything.
fn sheet(address: &str) -> Option<(Option<String>, &str)> {
    let Some(quoted) = address.strip_prefix('\'') else {
        return Some(match address.split_once('!') {
            Some((sheet, rest)) => (Some(sheet.trim().to_owned()), rest),
            None => (None, address),
        });
    };
    let mut name = String::new();
    let mut rest = quoted;
    loop {
        let (part, after) = rest.split_once('\'')?;
        name.push_str(part);
        match (after.strip_prefix('\''), after.strip_prefix('!')) {
            (Some(after), _) => {
                name.push('\'');
                rest = after;
            }
            (_, Some(after)) => return Some((Some(name), after)),
            _ => return None,
        }
    }
}

/// Reads `C14` and `$C$14`.
fn by_letter(text: &str) -> Option<(u32, Column)> {
    let text = text.trim().replace('$', "");
    let end = text.find(|letter: char| !letter.is_ascii_alphabetic())?;
    let (letters, row) = text.split_at(end);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = number(row).filter(|_| column <= COLUMN_LIMIT)?;
    Some((row, Column::Letter(column - 1)))
}

/// Reads `row 14, column Revenue`.
fn by_header(text: &str) -> Option<(u32, Column)> {
    let (row, column) = text.split_once(',')?;
    let row = number(after_word(row, "row")?)?;
    let header = after_word(column, "column")?;
    let header = header.strip_prefix('\'').and_then(|header| header.strip_suffix('\'')).unwrap_or(header);
    (!header.is_empty()).then(|| (row, Column::Header(header.to_owned())))
}

fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let text = text.trim();
    let (first, rest) = text.split_at_checked(word.len())?;
    (first.eq_ignore_ascii_case(word) && rest.starts_with(' ')).then(|| rest.trim())
}

fn number(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|row| plain && *row >= 1 && *row <= ROW_LIMIT * 16)
}

impl fmt::Display for CellAddress {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Pointer(steps) => {
                steps.iter().try_for_each(|step| write!(out, "/{}", step.replace('~', "~0").replace('/', "~1")))
            }
            Self::Cell { sheet, row, column } => {
                if let Some(sheet) = sheet {
                    let plain = sheet.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
                    match plain && !sheet.is_empty() {
                        true => write!(out, "{sheet}!")?,
                        false => write!(out, "'{}'!", sheet.replace('\'', "''"))?,
                    }
                }
                match column {
                    Column::Letter(at) => write!(out, "{}{row}", letters(*at)),
                    Column::Header(header) => write!(out, "row {row}, column {header}"),
                }
            }
        }
    }
}

fn letters(mut at: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (at % 26) as u8));
        match (at / 26).checked_sub(1) {
            Some(rest) => at = rest,
            None => return letters.iter().rev().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_again() {
        let check = |text: &str, expected: &str| {
            let address: CellAddress = text.parse().unwrap();
            assert_eq!(address.to_string(), expected);
            assert_eq!(expected.parse::<CellAddress>().unwrap(), address);
        };
        check("c14", "C14");
        check(" $AB$7 ", "AB7");
        check("XFD1048576", "XFD1048576");
        check("Sheet1!C14", "Sheet1!C14");
        check("'My sheet'!C14", "'My sheet'!C14");
        check("'It''s!'!A1", "'It''s!'!A1");
        check("Row 14, Column Net revenue", "row 14, column Net revenue");
        check("'a b'!row 2, column 'x, y'", "'a b'!row 2, column x, y");
        check("/data/3/a~1b~0c", "/data/3/a~1b~0c");
    }

    #[test]
    fn what_is_no_address_is_refused_with_examples() {
        for text in
            ["", "C", "14", "C0", "C1x", "XFE1", "ABCD1", "'Sheet!C1", "row x, column y", "row 2, column ", "é1"]
        {
            let message = text.parse::<CellAddress>().unwrap_err().to_string();
            assert!(message.contains("is no address of a cell"), "{message}");
        }
        assert!("/a~2".parse::<CellAddress>().unwrap_err().to_string().contains("`~0`"));
    }
}
