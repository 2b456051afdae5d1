//! Putting a quantity together from what a person typed, at the terminal or in a form.

pub use language::quantity::in_words;
use record::model::disclosure::Value;
use record::model::quantity::{Figure, Quantity, parse_amount};
use record::model::time::Day;
use record::model::words::{Basis, Comparator, words};
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

words! {
    /// A part of a quantity that can be taken out of it.
    Part, "part of a quantity" {
        /// The amount, its upper end and how it bounds the true one.
        Amount = "amount",
        Upper = "upper",
        Unit = "unit",
        Subject = "subject",
        Metric = "metric",
        /// Both days.
        Period = "period",
        Basis = "basis",
    }
}

impl Parts {
    /// Says whether no part was given.
    pub fn is_empty(&self) -> bool {
        let Self { subject, metric, comparator, amount, upper, unit, from, to, basis } = self;
        let words = [subject, metric, amount, upper, unit].iter().all(|word| word.is_none());
        words && comparator.is_none() && from.is_none() && to.is_none() && basis.is_none()
    }

    /// Changes the parts of a quantity that were given, and takes out those that are named; the others stay as they are.
    /// `None` where nothing is left.
    pub fn laid_over(&self, own: Option<&Quantity>, without: &[Part]) -> Result<Option<Quantity>> {
        let amount = |text: &Option<String>| text.as_deref().map(parse_amount).transpose().map_err(Error::Invalid);
        let mut quantity = own.cloned().unwrap_or_else(nothing);
        without.iter().for_each(|part| take_out(&mut quantity, *part));
        quantity.subject = self.subject.clone().or(quantity.subject);
        quantity.metric = self.metric.clone().or(quantity.metric);
        quantity.unit = self.unit.clone().or(quantity.unit);
        let figure = &mut quantity.figure;
        figure.amount = amount(&self.amount)?.or(figure.amount);
        figure.upper = amount(&self.upper)?.or(figure.upper);
        figure.from = self.from.or(figure.from);
        figure.to = self.to.or(figure.to);
        figure.basis = self.basis.or(figure.basis);
        let implied = match (figure.upper, figure.comparator) {
            (Some(_), _) => Comparator::Between,
            (None, Comparator::Between) => Comparator::Equal,
            (None, own) => own,
        };
        figure.comparator = self.comparator.unwrap_or(implied);
        let bare = self.comparator.is_none() && quantity == nothing();
        Ok((!bare).then_some(quantity))
    }

    /// Puts the quantity together; `None` where nothing of it was given.
    pub fn quantity(&self) -> Result<Option<Quantity>> {
        let amount = |text: &Option<String>| text.as_deref().map(parse_amount).transpose().map_err(Error::Invalid);
        let (amount, upper) = (amount(&self.amount)?, amount(&self.upper)?);
        if self.is_empty() {
            return Ok(None);
        }
        let implied = if upper.is_some() { Comparator::Between } else { Comparator::Equal };
        let comparator = self.comparator.unwrap_or(implied);
        let figure = Figure { change: None, amount, basis: self.basis, comparator, from: self.from, to: self.to, upper };
        let (subject, metric, unit) = (self.subject.clone(), self.metric.clone(), self.unit.clone());
        Ok(Some(Quantity { figure, subject, metric, unit }))
    }
}

fn nothing() -> Quantity {
    let comparator = Comparator::Equal;
    let figure = Figure { amount: None, basis: None, change: None, comparator, from: None, to: None, upper: None };
    Quantity { figure, subject: None, metric: None, unit: None }
}

fn take_out(quantity: &mut Quantity, part: Part) {
    let Quantity { figure, subject, metric, unit } = quantity;
    match part {
        Part::Amount => (figure.amount, figure.upper, figure.comparator) = (None, None, Comparator::Equal),
        Part::Upper => figure.upper = None,
        Part::Unit => *unit = None,
        Part::Subject => *subject = None,
        Part::Metric => *metric = None,
        Part::Period => (figure.from, figure.to) = (None, None),
        Part::Basis => figure.basis = None,
    }
}

/// Gives the words of a quantity as a text, where there are any.
pub(crate) fn quantity_words(quantity: Option<&Quantity>) -> Option<Named> {
    let Quantity { subject, metric, unit, .. } = quantity?;
    let words = [("metric", metric.clone()), ("subject", subject.clone()), ("unit", unit.clone())];
    words.iter().any(|(_, word)| word.is_some()).then(|| ("quantity", Value::fields(words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(text: &str) -> Option<String> {
        Some(text.to_string())
    }

    #[test]
    fn a_part_that_is_named_changes_and_the_others_stay() {
        let from = Day::parse("2022-01-01");
        let own = Parts { amount: some("74580"), unit: some("$"), from, ..Parts::default() }.quantity().unwrap();
        let range = Parts { amount: some("3"), upper: some("7"), unit: some("EUR"), ..Parts::default() };
        let range = range.quantity().unwrap();
        let given = Parts::default;
        for (own, given, without, now) in [
            (&own, Parts { unit: some("USD"), ..given() }, vec![], "= 74,580 USD, from 2022-01-01"),
            (&own, Parts { to: Day::parse("2022-12-31"), ..given() }, vec![], "= 74,580 $, 2022-01-01 to 2022-12-31"),
            (&own, Parts { comparator: Some(Comparator::About), ..given() }, vec![], "~ 74,580 $, from 2022-01-01"),
            (&own, Parts { upper: some("80000"), ..given() }, vec![], "between 74,580 and 80,000 $, from 2022-01-01"),
            (&own, given(), vec![Part::Period], "= 74,580 $"),
            (&own, given(), vec![Part::Amount], "$, from 2022-01-01"),
            (&own, Parts { unit: some("GBP"), ..given() }, vec![Part::Amount, Part::Period], "GBP"),
            (&range, Parts { amount: some("4"), ..given() }, vec![], "between 4 and 7 EUR"),
            (&range, given(), vec![Part::Upper], "= 3 EUR"),
            (&None, Parts { amount: some("5"), ..given() }, vec![], "= 5"),
        ] {
            let found = given.laid_over(own.as_ref(), &without).unwrap().unwrap();
            assert_eq!(found.to_string(), now);
        }
        assert_eq!(given().laid_over(range.as_ref(), &[Part::Amount, Part::Unit]).unwrap(), None);
        assert!(Parts { amount: some("1e3"), ..given() }.laid_over(None, &[]).is_err());
    }
}
