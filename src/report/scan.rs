//! Takes a written report apart into rows again, in constant memory, whatever the file holds.

use super::audit::{Dialect, Per, columns};
use record::model::id::Id;
use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use std::ops::Range;

/// A hexadecimal id and one byte more, by which a longer cell is told from it.
const KEPT: usize = 65;

/// One row of a report, by what identifies it and the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The first cell, where it is an id.
    pub id: Option<Id>,
    pub claim: Option<Id>,
    pub record: Option<Id>,
    /// SHA-256 of the bytes of the row, line end included.
    pub digest: [u8; 32],
    /// The same without the cells that say how the claim stands, which depends on more than its own record.
    pub told: [u8; 32],
}

/// Splits bytes into rows, as they come in pieces of any length.
pub struct Splitter {
    delimiter: u8,
    columns: usize,
    /// The columns of the claim's id and of its record.
    claim: Option<usize>,
    record: Option<usize>,
    header: [u8; 32],
    at_header: bool,
    quoted: bool,
    column: usize,
    id_cell: Vec<u8>,
    claim_cell: Vec<u8>,
    record_cell: Vec<u8>,
    row: Sha256,
    told: Sha256,
    judged: Range<usize>,
    begun: bool,
    flaw: Option<String>,
    rows: u64,
}

impl Splitter {
    /// Begins before the first byte of a report.
    pub fn new(per: Per, dialect: Dialect) -> Self {
        let place = |name: &str| columns(per).iter().position(|column| *column == name);
        Self {
            delimiter: dialect.delimiter(),
            columns: columns(per).len(),
            claim: place("claim_id"),
            record: place("record_sha256"),
            header: Sha256::digest(header(per, dialect)).into(),
            at_header: true,
            quoted: false,
            column: 0,
            id_cell: Vec::with_capacity(KEPT),
            claim_cell: Vec::with_capacity(KEPT),
            record_cell: Vec::with_capacity(KEPT),
            row: Sha256::new(),
            told: Sha256::new(),
            judged: place("standing").unwrap_or(0)..place("origins_high").map_or(0, |last| last + 1),
            begun: false,
            flaw: None,
            rows: 0,
        }
    }

    /// Takes the next bytes; the rows that they complete are added to `rows`.
    pub fn feed(&mut self, bytes: &[u8], rows: &mut VecDeque<Line>) {
        let (mut from, mut cell) = (0, 0);
        for (at, &byte) in bytes.iter().enumerate() {
            match byte {
                b'"' => self.quoted = !self.quoted,
                b'\n' if !self.quoted => {
                    self.row.update(&bytes[from..=at]);
                    self.tell(&bytes[cell..=at]);
                    (from, cell) = (at + 1, at + 1);
                    rows.extend(self.end_row());
                    continue;
                }
                _ if byte == self.delimiter && !self.quoted => {
                    self.tell(&bytes[cell..=at]);
                    cell = at + 1;
                    self.column += 1;
                    continue;
                }
                _ => self.keep(byte),
            }
        }
        self.row.update(&bytes[from..]);
        self.tell(&bytes[cell..]);
        self.begun |= from < bytes.len();
    }

    /// Gives the number of rows, or what is wrong with the whole; to be asked after the last byte.
    pub fn end(&self) -> Result<u64, String> {
        match &self.flaw {
            Some(flaw) => Err(flaw.clone()),
            None if self.at_header => Err("the file does not begin with the names of the columns".into()),
            None if self.begun || self.quoted => Err("the file ends in the middle of a row".into()),
            None => Ok(self.rows),
        }
    }

    fn tell(&mut self, cell: &[u8]) {
        if !self.judged.contains(&self.column) {
            self.told.update(cell);
        }
    }

    fn keep(&mut self, byte: u8) {
        let places =
            [(Some(0), &mut self.id_cell), (self.claim, &mut self.claim_cell), (self.record, &mut self.record_cell)];
        for (place, cell) in places {
            if place == Some(self.column) && cell.len() < KEPT && byte != b'\r' {
                cell.push(byte);
            }
        }
    }

    fn end_row(&mut self) -> Option<Line> {
        let digest: [u8; 32] = self.row.finalize_reset().into();
        let (claim, record) = (id(&self.claim_cell), id(&self.record_cell));
        let line = Line { id: id(&self.id_cell), claim, record, digest, told: self.told.finalize_reset().into() };
        let columns = std::mem::take(&mut self.column) + 1;
        [&mut self.id_cell, &mut self.claim_cell, &mut self.record_cell].into_iter().for_each(Vec::clear);
        self.begun = false;
        if std::mem::take(&mut self.at_header) {
            if digest != self.header {
                self.find("the file does not begin with the names of the columns");
            }
            return None;
        }
        self.rows += 1;
        if columns != self.columns {
            self.find(&format!("row {} has {columns} cells and not {}", self.rows, self.columns));
        }
        Some(line)
    }

    fn find(&mut self, flaw: &str) {
        self.flaw.get_or_insert_with(|| flaw.to_string());
    }
}

fn id(cell: &[u8]) -> Option<Id> {
    std::str::from_utf8(cell).ok().and_then(Id::from_hex)
}

fn header(per: Per, dialect: Dialect) -> Vec<u8> {
    let delimiter = char::from(dialect.delimiter()).to_string();
    [dialect.opening(), columns(per).join(&delimiter).as_bytes(), b"\r\n"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit_table::Table;
    use proptest::prelude::*;

    fn written(per: Per, dialect: Dialect, cells: &[String]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut table = Table::begin(columns(per), dialect, &mut bytes).unwrap();
        for row in cells.chunks(columns(per).len() - 1) {
            table.hash(&[7; 32]).unwrap();
            for at in 0..columns(per).len() - 1 {
                table.text(row.get(at).map_or("", String::as_str)).unwrap();
            }
            table.end_row().unwrap();
        }
        table.end().unwrap();
        bytes
    }

    fn lines(per: Per, dialect: Dialect, bytes: &[u8], piece: usize) -> (Vec<Line>, Result<u64, String>) {
        let (mut splitter, mut rows) = (Splitter::new(per, dialect), VecDeque::new());
        bytes.chunks(piece).for_each(|piece| splitter.feed(piece, &mut rows));
        (rows.into(), splitter.end())
    }

    #[test]
    fn what_is_no_report_is_told() {
        let fine = written(Per::Event, Dialect::Rfc4180, &["a".into()]);
        let flaw = |bytes: &[u8]| lines(Per::Event, Dialect::Rfc4180, bytes, 5).1.unwrap_err();
        assert_eq!(flaw(b""), "the file does not begin with the names of the columns");
        assert_eq!(flaw(&fine[1..]), "the file does not begin with the names of the columns");
        assert_eq!(flaw(&fine[..fine.len() - 1]), "the file ends in the middle of a row");
        assert_eq!(flaw(&[&fine[..], b"a,b\r\n"].concat()), "row 2 has 2 cells and not 11");
        assert_eq!(flaw(&[&fine[..], b"\"a,b\r\n"].concat()), "the file ends in the middle of a row");
    }

    proptest! {
        #[test]
        fn any_report_is_taken_apart(cells in prop::collection::vec("[a;,\"\r\n=é]{0,5}", 1..60), piece in 1..40usize) {
            for (per, dialect) in [(Per::Event, Dialect::Rfc4180), (Per::Claim, Dialect::Excel)] {
                let bytes = written(per, dialect, &cells);
                let (lines, rows) = lines(per, dialect, &bytes, piece);
                prop_assert_eq!(rows, Ok(lines.len() as u64));
                prop_assert_eq!(lines.len(), cells.len().div_ceil(columns(per).len() - 1));
                prop_assert!(lines.iter().all(|line| line.id == Some(Id([7; 32]))));
            }
        }
    }
}
