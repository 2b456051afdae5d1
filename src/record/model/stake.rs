//! Dated statements of who owns what.

use super::id::Id;
use super::quantity::Figure;
use super::time::Day;
use serde::Serialize;

/// One statement that somebody owns a share of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stake {
    pub id: Id,
    pub owner: String,
    pub owned: String,
    /// The share in percent, and the time of which it is told.
    pub figure: Figure,
    /// What the evidence for it is called: `E005`.
    pub evidence: Option<String>,
    pub withdrawn: bool,
}

impl Stake {
    /// Gives the first day of which it tells.
    pub fn starts(&self) -> Option<Day> {
        self.figure.from.or(self.figure.to)
    }

    /// Gives the last day of which it tells.
    pub fn ends(&self) -> Option<Day> {
        self.figure.to.or(self.figure.from)
    }

    /// Says of when it tells: `2024-06-04`, `2014-01-01 to 2014-12-31`, `undated`.
    pub fn told_of(&self) -> String {
        match (self.figure.from, self.figure.to) {
            (Some(from), Some(to)) if from == to => from.to_string(),
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(to)) => format!("until {to}"),
            (None, None) => "undated".into(),
        }
    }

    /// Gives what to look it up by: the name of its evidence, else the first digits of its id.
    pub fn mark(&self) -> String {
        self.evidence.clone().unwrap_or_else(|| self.id.short())
    }
}
