//! Derives a figure from others by a formula: `E12 * E15`, `sum(E20..E23)`, `growth(a, b)`.
//!
//! A formula names evidence by ids. An id is a word (`E12`), a hex prefix of four characters or more (`4c1f9a`), or
//! anything in braces (`{4012}`, which without them is a number). Amounts are exact decimals; a quotient that does not
//! come out even is rounded to 12 significant digits, and the working says so. Bounds carry through (`interval`);
//! `about` carries through as `about`, and is read as an interval only where it meets a bound (`stated`). Units are
//! checked (`units`): percent of percent is percent, percent of an amount is that amount's unit, USD per tonne times
//! tonnes is USD. Two percentages taken apart with `-` stay percent, since a remainder is a share; `difference` gives
//! percentage points.

mod arithmetic;
mod evaluate;
mod fault;
mod functions;
mod parse;
mod token;
mod tree;
mod units;
mod value;

pub use fault::{Fault, FormulaFault};
pub use tree::Function;

use record::model::quantity::Quantity;
use std::fmt;
use tree::Node;

/// A formula as read. It prints back in one spelling, which reads as the same formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    root: Node,
}

/// What a formula gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Amount and unit; period and basis where all inputs share them; no subject and no metric.
    pub quantity: Quantity,
    /// The arithmetic, one sentence a step.
    pub working: Vec<String>,
}

impl Formula {
    /// Reads a formula of at most 4,000 bytes and 32 nested brackets.
    pub fn parse(text: &str) -> Result<Self, FormulaFault> {
        if text.len() > parse::LONGEST {
            return Err(FormulaFault::TooLong(parse::LONGEST));
        }
        let tokens = token::tokens(text)?;
        if tokens.is_empty() {
            return Err(FormulaFault::Empty);
        }
        Ok(Self { root: parse::parse(&tokens)? })
    }

    /// Gives the ids that the formula names, each once, in the order in which they stand; ranges as their ids.
    pub fn references(&self) -> Vec<String> {
        let (mut ids, mut seen) = (Vec::new(), std::collections::HashSet::new());
        self.root.each_reference(&mut |id| {
            if seen.insert(id.to_string()) {
                ids.push(id.to_string());
            }
        });
        ids
    }

    /// Gives the formula with each id replaced, for keeping; a range becomes its ids. The error is the first id that
    /// has no replacement.
    pub fn with_references(&self, replacement: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        Ok(Self { root: self.root.replaced(&replacement)? })
    }

    /// Works the formula out over the figures that the ids stand for.
    pub fn evaluate(&self, figure: impl Fn(&str) -> Option<Quantity>) -> Result<Derived, Fault> {
        evaluate::evaluate(&self.root, &figure)
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.root, f)
    }
}

impl std::str::FromStr for Formula {
    type Err = FormulaFault;
    fn from_str(text: &str) -> Result<Self, FormulaFault> {
        Self::parse(text)
    }
}
