//! The audit report being written: a table as CSV, cell by cell.

use super::cell::neutralise;
use crate::error::{Error, Result};
use record::model::table::Dialect;
use std::io::Write;

/// Writes the rows of a report.
pub struct Table<W: Write> {
    out: csv::Writer<W>,
    rows: u64,
}

impl<W: Write> Table<W> {
    /// Begins a table with the names of its columns.
    pub fn begin(columns: &[&str], dialect: Dialect, mut out: W) -> Result<Self> {
        out.write_all(dialect.opening()).map_err(Error::Output)?;
        let mut out = csv::WriterBuilder::new()
            .delimiter(dialect.delimiter())
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(1 << 16)
            .from_writer(out);
        out.write_record(columns).map_err(failed)?;
        Ok(Self { out, rows: 0 })
    }

    /// Adds a cell whose text may come from anybody.
    pub fn text(&mut self, text: &str) -> Result<()> {
        self.out.write_field(neutralise(text).as_bytes()).map_err(failed)
    }

    /// Adds several such cells.
    pub fn texts<const N: usize>(&mut self, texts: [&str; N]) -> Result<()> {
        texts.into_iter().try_for_each(|text| self.text(text))
    }

    /// Adds a hash or id in hexadecimal, or an empty cell for none.
    pub fn hash(&mut self, hash: &[u8]) -> Result<()> {
        let mut hex = [0; 64];
        let Some(hex) = hex.get_mut(..hash.len() * 2) else {
            return Err(Error::Invalid("a hash is longer than 32 bytes".into()));
        };
        data_encoding::HEXLOWER.encode_mut(hash, hex);
        self.out.write_field(hex).map_err(failed)
    }

    /// Adds a number, or an empty cell for none.
    pub fn number(&mut self, number: Option<i64>) -> Result<()> {
        self.text(&number.map(|number| number.to_string()).unwrap_or_default())
    }

    /// Adds `yes` or `no`.
    pub fn flag(&mut self, flag: bool) -> Result<()> {
        self.text(if flag { "yes" } else { "no" })
    }

    /// Ends a row; refuses one that has not a cell for every column.
    pub fn end_row(&mut self) -> Result<()> {
        self.rows += 1;
        self.out.write_record(None::<&[u8]>).map_err(failed)
    }

    /// Ends the table and gives the number of its rows, without the names of the columns.
    pub fn end(mut self) -> Result<u64> {
        self.out.flush().map_err(Error::Output)?;
        Ok(self.rows)
    }
}

fn failed(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Error::Output(error),
        other => Error::Output(std::io::Error::other(format!("{other:?}"))),
    }
}
