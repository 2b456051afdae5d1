//! Reads a table that a stranger saved as CSV: any separator, UTF-8 or Windows-1252, within fixed bounds.
//!
//! [`survey`] looks through the file once and says how it is written, [`Table`] reads its rows as they come, and
//! [`map_headers`] says which column holds what. Whatever is wrong is a [`Fault`] that names line and column.

mod dialect;
mod guard;
mod headers;
mod rows;

pub use dialect::{Dialect, Encoding, SAMPLE, Utf8Check, sniff, survey};
pub use guard::{CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT};
pub use headers::{Column, ignored, map_headers, position};
pub use rows::{Row, Table};

use std::fmt;

/// What is wrong with a table, and where.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// The line of the file, from 1, on which the faulty row or cell starts; 0 where the whole file is meant.
    pub line: u64,
    /// The column's header, or its position where it has none; absent where the whole row is meant.
    pub column: Option<String>,
    /// What is wrong and what would be right, as the rest of a sentence.
    pub reason: String,
}

impl Fault {
    /// Makes a fault of the file as a whole.
    pub fn whole(reason: impl Into<String>) -> Self {
        Self::row(0, reason)
    }

    /// Makes a fault of a row.
    pub fn row(line: u64, reason: impl Into<String>) -> Self {
        Self { line, column: None, reason: reason.into() }
    }

    /// Makes a fault of one cell.
    pub fn cell(line: u64, column: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { line, column: Some(column.into()), reason: reason.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.column) {
            (0, None) => f.write_str(&self.reason),
            (0, Some(column)) => write!(f, "column `{column}`: {}", self.reason),
            (line, None) => write!(f, "line {line}: {}", self.reason),
            (line, Some(column)) => write!(f, "line {line}, column `{column}`: {}", self.reason),
        }
    }
}

impl std::error::Error for Fault {}

/// Names a column by its header, or by its position from 1 where the header is empty or missing.
fn column_name(headers: &[String], at: usize) -> String {
    match headers.get(at) {
        Some(header) if !header.is_empty() => header.clone(),
        _ => format!("number {}", at + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_where() {
        assert_eq!(Fault::whole("the file is empty").to_string(), "the file is empty");
        assert_eq!(Fault::row(3, "too short").to_string(), "line 3: too short");
        assert_eq!(Fault::cell(3, "Amount", "no number").to_string(), "line 3, column `Amount`: no number");
        assert_eq!(column_name(&["Claim".into(), String::new()], 1), "number 2");
    }
}
