//! One or two amounts with their unit, before it is settled what they are of.

use super::number::Number;
use super::unit::Unit;
use rust_decimal::Decimal;

/// One or two amounts in one unit, before any hedge is read.
#[derive(Clone, Debug)]
pub struct Amount {
    pub value: Decimal,
    pub upper: Option<Decimal>,
    /// The other reading of the value.
    pub other: Option<Decimal>,
    pub unit: Option<Unit>,
    /// The first token, `between` or the currency included.
    pub start: usize,
    pub end: usize,
    pub number: Number,
}
