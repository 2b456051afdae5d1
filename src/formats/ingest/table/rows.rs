//! Reads the rows of a table one at a time, each with its line, its cells decoded only when asked for.

use super::dialect::{BYTE_ORDER_MARK, fill};
use super::guard::Guard;
use super::{Dialect, Encoding, Fault, column_name};
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;
use std::io::{Chain, Cursor, Read};

/// A table being read; holds one row at a time, however long the file is.
pub struct Table<R: Read> {
    reader: csv::Reader<Guard<Chain<Cursor<Vec<u8>>, R>>>,
    encoding: Encoding,
    headers: Vec<String>,
    record: ByteRecord,
    ended: bool,
    /// The number of the row that was read last, and the line after it.
    number: u32,
    next_line: u64,
}

impl<R: Read> Table<R> {
    /// Starts at the beginning of a file and reads its headers, with the space around them taken off.
    pub fn open(content: R, dialect: Dialect) -> Result<Self, Fault> {
        let guard = Guard::new(without_mark(content)?, dialect.delimiter);
        let reader = ReaderBuilder::new()
            .delimiter(dialect.delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(64 * 1024)
            .from_reader(guard);
        let (headers, record, ended) = (Vec::new(), ByteRecord::new(), false);
        let encoding = dialect.encoding;
        let mut table = Self { reader, encoding, headers, record, ended, number: 0, next_line: 1 };
        table.read_headers()?;
        Ok(table)
    }

    /// Gives the headers in the order of the columns.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Gives the next row, and `None` at the end.
    ///
    /// After a row with too few or too many cells the next one can be asked for. After a row that is out of bounds
    /// nothing more is read, because nobody knows where the next row would start.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, Fault> {
        let Some(line) = self.advance()? else { return Ok(None) };
        let (found, expected) = (self.record.len(), self.headers.len());
        if found != expected {
            let cells = if found == 1 { "cell" } else { "cells" };
            return Err(Fault::row(line, format!("the row has {found} {cells} and the header has {expected}")));
        }
        Ok(Some(self.row(line)))
    }

    /// Gives the next row, whether or not it has as many cells as the header, and `None` at the end.
    pub fn next_of_any_length(&mut self) -> Result<Option<Row<'_>>, Fault> {
        Ok(self.advance()?.map(|line| self.row(line)))
    }

    /// Takes the next row for the headers, where those so far were a title; gives its line, and `None` at the end.
    pub fn next_headers(&mut self) -> Result<Option<u64>, Fault> {
        let Some(line) = self.advance()? else { return Ok(None) };
        let row = Row { line, number: 1, record: &self.record, headers: &[], encoding: self.encoding };
        let headers: Result<Vec<_>, _> =
            (0..self.record.len()).map(|at| row.text(at).map(|text| text.trim().to_string())).collect();
        self.headers = headers?;
        Ok(Some(line))
    }

    fn row(&self, line: u64) -> Row<'_> {
        let Self { number, encoding, .. } = *self;
        Row { line, number, record: &self.record, headers: &self.headers, encoding }
    }

    fn read_headers(&mut self) -> Result<(), Fault> {
        let empty = || Fault::whole("the file is empty: its first line must name the columns");
        let mut line = self.advance()?.ok_or_else(empty)?;
        if announces_separator(&self.record) {
            line = self.advance()?.ok_or_else(empty)?;
        }
        self.number = 1;
        let row = Row { line, number: 1, record: &self.record, headers: &[], encoding: self.encoding };
        let headers: Result<Vec<_>, _> =
            (0..self.record.len()).map(|at| row.text(at).map(|text| text.trim().to_string())).collect();
        self.headers = headers?;
        Ok(())
    }

    /// Reads one record and gives the line on which it starts.
    fn advance(&mut self) -> Result<Option<u64>, Fault> {
        if self.ended {
            return Ok(None);
        }
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => {
                let line = self.reader.get_mut().next_row_line();
                self.count(line);
                Ok(Some(line))
            }
            Ok(false) => {
                self.ended = true;
                Ok(None)
            }
            Err(error) => {
                self.ended = true;
                Err(self.fault(&error))
            }
        }
    }

    /// Counts rows as a spreadsheet does: an empty line is a row there, and a cell of two lines is in one.
    fn count(&mut self, line: u64) {
        let passed = 1 + line.saturating_sub(self.next_line);
        self.number = self.number.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        let within: usize = self.record.iter().map(|cell| memchr::memchr_iter(b'\n', cell).count()).sum();
        self.next_line = line + 1 + within as u64;
    }

    fn fault(&self, error: &csv::Error) -> Fault {
        match self.reader.get_ref().refusal() {
            Some(refused) => Fault::cell(refused.line, column_name(&self.headers, refused.column), refused.reason),
            None => Fault::whole(format!("the file could not be read: {error}")),
        }
    }
}

/// Takes off a byte order mark; done here because a first read may bring less than its three bytes.
fn without_mark<R: Read>(mut content: R) -> Result<Chain<Cursor<Vec<u8>>, R>, Fault> {
    let mut start = vec![0; BYTE_ORDER_MARK.len()];
    let mut filled = fill(&mut content, &mut start)?;
    // Files that were joined by other programs can have more than one.
    while start[..filled] == *BYTE_ORDER_MARK {
        filled = fill(&mut content, &mut start)?;
    }
    start.truncate(filled);
    Ok(Cursor::new(start).chain(content))
}

/// Says whether a first row is only the `sep=;` with which a spreadsheet program announces its separator.
fn announces_separator(record: &ByteRecord) -> bool {
    let mut cells = record.iter();
    cells.next().is_some_and(|cell| cell.starts_with(b"sep=") && cell.len() <= 5)
        && record.len() <= 2
        && cells.all(<[u8]>::is_empty)
}

/// One row of a table.
pub struct Row<'a> {
    line: u64,
    number: u32,
    record: &'a ByteRecord,
    headers: &'a [String],
    encoding: Encoding,
}

impl<'a> Row<'a> {
    /// Gives the line of the file, from 1, on which the row starts.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Gives the number of the row as a spreadsheet counts it: the headers are row 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Gives the number of cells.
    pub fn width(&self) -> usize {
        self.record.len()
    }

    /// Says whether every cell is empty, as in the rows below a spreadsheet's last one.
    pub fn is_blank(&self) -> bool {
        self.record.iter().all(<[u8]>::is_empty)
    }

    /// Gives the text of a cell, by position from 0; a cell that is not there is empty.
    pub fn text(&self, at: usize) -> Result<Cow<'a, str>, Fault> {
        let bytes = self.record.get(at).unwrap_or_default();
        match self.encoding {
            Encoding::Windows1252 => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0),
            Encoding::Utf8 => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
                let byte = bytes[error.valid_up_to()];
                self.fault(at, format!("byte 0x{byte:02X} is not UTF-8, as the rest of the file is: save it as UTF-8"))
            }),
        }
    }

    /// Makes a fault of a cell of this row, for a reader that does not accept what the cell says.
    pub fn fault(&self, at: usize, reason: impl Into<String>) -> Fault {
        Fault::cell(self.line, column_name(self.headers, at), reason)
    }
}
