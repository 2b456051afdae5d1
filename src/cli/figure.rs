//! The arguments by which a quantity is given.

use actions::quantity::Parts;
use record::model::quantity::Quantity;
use record::model::time::Day;
use record::model::words::{Basis, Change, Comparator};
use store::error::Result;

/// A quantity: who or what, what is measured, and how much.
#[derive(clap::Args, Debug, Default)]
#[command(next_help_heading = "Quantity")]
pub struct FigureArgs {
    /// Who or what the amount is about
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    /// What is measured
    #[arg(long, value_name = "TEXT")]
    metric: Option<String>,
    /// How the amount bounds the true one: =, >, >=, <, <=, ~ or between
    #[arg(long, value_name = "WORD")]
    comparator: Option<Comparator>,
    /// The amount as people write it: 62.5, 1000000000, 1,234,567.89, '£1,198k', '12.4 million'
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    amount: Option<String>,
    /// The upper end, for `--comparator between`
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    upper: Option<String>,
    /// A currency code, `percent`, or a unit in words
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// First day of the period
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Day>,
    /// Last day of the period
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Day>,
    /// stock, flow, cumulative, per-period or point-in-time
    #[arg(long, value_name = "WORD")]
    basis: Option<Basis>,
    /// The amount as part of a change: up, down, up-to, down-to, up-from, down-from, to or from
    #[arg(long, value_name = "WORD")]
    change: Option<Change>,
}

impl FigureArgs {
    /// Puts the quantity together; `None` where nothing of it was given.
    pub fn quantity(&self) -> Result<Option<Quantity>> {
        self.parts().quantity()
    }

    /// Gives the parts that were given.
    pub fn parts(&self) -> Parts {
        let Self { subject, metric, comparator, amount, upper, unit, from, to, basis, change } = self;
        Parts {
            subject: subject.clone(),
            metric: metric.clone(),
            comparator: *comparator,
            amount: amount.clone(),
            upper: upper.clone(),
            unit: unit.clone(),
            from: *from,
            to: *to,
            basis: *basis,
            change: *change,
        }
    }
}
