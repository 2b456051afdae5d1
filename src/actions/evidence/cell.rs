//! Figures that the program itself reads in a captured table, and reads again when the casebook is verified.

use crate::sources::capture;
use formats::ingest::cell::{CellAddress, CellValue};
use record::model::disclosure::Value;
use record::model::entities::Capture;
use record::model::id::Id;
use record::model::quantity::{Figure, Quantity};
use record::model::words::Comparator;
use rust_decimal::Decimal;
use store::casebook::{Casebook, reading};
use store::error::{Error, Result};
use store::find::Kind;

/// What stands in a cell of a capture.
#[derive(Clone, Debug)]
pub struct CellRead {
    pub capture: Id,
    pub address: String,
    pub value: CellValue,
}

impl CellRead {
    /// Gives what is recorded of it.
    pub fn text(&self) -> Value {
        Value::fields([("address", Some(self.address.clone())), ("text", Some(self.value.text.clone()))])
    }

    /// Gives the number as it is counted: in what was typed, where that is another unit than the header tells.
    fn counted_in(&self, described: Option<&Quantity>, full: Decimal) -> Decimal {
        let (typed, told) = (described.and_then(|described| described.unit.as_deref()), self.value.unit.as_deref());
        let another = typed.is_some_and(|typed| told.is_some_and(|told| !typed.trim().eq_ignore_ascii_case(told)));
        match self.value.stored {
            Some(stored) if another && told != Some("percent") => stored,
            _ => full,
        }
    }

    /// Puts the number into the figure that was described; an amount given besides must be the same.
    pub fn figure(&self, described: Option<&Quantity>) -> Result<Quantity> {
        if self.value.is_time {
            return Err(Error::Invalid(format!(
                "in {} stands a day or a time, {}, which is no amount",
                self.address.escape_debug(),
                self.value.text.escape_debug()
            )));
        }
        let number = self.value.number.ok_or_else(|| {
            Error::Invalid(format!(
                "in {} stands “{}”, which is not one number",
                self.address.escape_debug(),
                self.value.text.escape_debug()
            ))
        })?;
        let plain = Figure {
            change: None,
            amount: None,
            basis: None,
            comparator: Comparator::Equal,
            from: None,
            to: None,
            upper: None,
        };
        let number = self.counted_in(described, number).normalize();
        let described =
            described.cloned().unwrap_or(Quantity { figure: plain, subject: None, metric: None, unit: None });
        let written = self.value.stored.map(|stored| stored.normalize());
        let is_other = |amount: Decimal| amount != number && Some(amount) != written;
        if described.figure.amount.is_some_and(is_other) || described.figure.upper.is_some() {
            return Err(Error::Invalid(format!(
                "the amount given is not the one that stands in {}: {number}",
                self.address.escape_debug()
            )));
        }
        let unit = described.unit.clone().or_else(|| self.value.unit.clone());
        Ok(Quantity { figure: Figure { amount: Some(number), ..described.figure }, unit, ..described })
    }
}

/// Reads a cell of a capture: of the one named, else of the latest of the source that has it.
pub fn read(casebook: &Casebook, source: &str, capture: Option<&str>, address: &str) -> Result<CellRead> {
    let parsed: CellAddress =
        address.parse().map_err(|fault: formats::ingest::Fault| Error::Invalid(fault.to_string()))?;
    let reader = casebook.reader().revealing();
    let captures: Vec<Capture> = match capture {
        Some(capture) => vec![reader.capture(reader.find(Kind::Capture, capture)?.row)?],
        None => reader.captures(Some(reader.find(Kind::Source, source)?.row))?.into_iter().rev().collect(),
    };
    let mut fault =
        Error::Invalid("the source has no capture to read a cell of: file one with `tickmark capture FILE`".into());
    for capture in captures {
        let Some(bytes) = capture::bytes(casebook, capture.row)? else { continue };
        match reading::read_cell(&bytes, &capture.name.unwrap_or_default(), &parsed) {
            Ok(value) => return Ok(CellRead { capture: capture.id, address: parsed.to_string(), value }),
            Err(other) => fault = other,
        }
    }
    Err(fault)
}
