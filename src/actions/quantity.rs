//! Putting a quantity together from what a person typed, at the terminal or in a form.

pub use language::quantity::in_words;
use record::model::disclosure::Value;
use record::model::quantity::{Figure, Quantity, parse_amount};
use record::model::time::Day;
use record::model::words::{Basis, Comparator};
use store::casebook::pen::Named;
use store::error::{Error, Result};

/// The parts of a quantity; an absent one was not given.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub subject: Option<String>,
    pub metric: Option<String>,
    pub comparator: Option<Comparator>,
    /// A plain decimal.
    pub amount: Option<String>,
    /// The upper end of an interval.
    pub upper: Option<String>,
    pub unit: Option<String>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub basis: Option<Basis>,
}

impl Parts {
    /// Puts the quantity together; `None` where nothing of it was given.
    pub fn quantity(&self) -> Result<Option<Quantity>> {
        let amount = |text: &Option<String>| text.as_deref().map(parse_amount).transpose().map_err(Error::Invalid);
        let (amount, upper) = (amount(&self.amount)?, amount(&self.upper)?);
        let words = [&self.subject, &self.metric, &self.unit].iter().any(|word| word.is_some());
        let numbers = amount.is_some() || self.from.is_some() || self.to.is_some() || self.basis.is_some();
        if !words && !numbers && upper.is_none() && self.comparator.is_none() {
            return Ok(None);
        }
        let implied = if upper.is_some() { Comparator::Between } else { Comparator::Equal };
        let comparator = self.comparator.unwrap_or(implied);
        let figure = Figure { amount, basis: self.basis, comparator, from: self.from, to: self.to, upper };
        let (subject, metric, unit) = (self.subject.clone(), self.metric.clone(), self.unit.clone());
        Ok(Some(Quantity { figure, subject, metric, unit }))
    }
}

/// Gives the words of a quantity as a text, where there are any.
pub(crate) fn quantity_words(quantity: Option<&Quantity>) -> Option<Named> {
    let Quantity { subject, metric, unit, .. } = quantity?;
    let words = [("metric", metric.clone()), ("subject", subject.clone()), ("unit", unit.clone())];
    words.iter().any(|(_, word)| word.is_some()).then(|| ("quantity", Value::fields(words)))
}
