//! Putting a quantity together from what a person typed, at the terminal or in a form.

pub use language::quantity::in_words;
use language::quantity::{Typed, typed};
use record::model::disclosure::Value;
use record::model::quantity::{Figure, Quantity, grouped};
use record::model::time::Day;
use record::model::words::{Basis, Change, Comparator, words};
use rust_decimal::Decimal;
use store::casebook::pen::Named;
use store::error::{Error, Result};

/// The parts of a quantity; an absent one was not given.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub subject: Option<String>,
    pub metric: Option<String>,
    pub comparator: Option<Comparator>,
    /// As people write amounts: `62.5`, `1,234,567`, `£1,198k`, `12,4 millones`.
    pub amount: Option<String>,
    /// The upper end of an interval.
    pub upper: Option<String>,
    pub unit: Option<String>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub basis: Option<Basis>,
    pub change: Option<Change>,
}

words! {
    /// A part of a quantity that can be taken out of it.
    Part, "part of a quantity" {
        /// The amount, its upper end, how it bounds the true one and how it stands to a change.
        Amount = "amount",
        Upper = "upper",
        Unit = "unit",
        Subject = "subject",
        Metric = "metric",
        /// Both days.
        Period = "period",
        Basis = "basis",
        Change = "change",
    }
}

impl Parts {
    /// Says whether no part was given.
    pub fn is_empty(&self) -> bool {
        let Self { subject, metric, comparator, amount, upper, unit, from, to, basis, change } = self;
        let words = [subject, metric, amount, upper, unit].iter().all(|word| word.is_none());
        let days = from.is_none() && to.is_none();
        words && days && comparator.is_none() && basis.is_none() && change.is_none()
    }

    /// Reads the amounts, and the unit: the one that was given by itself, or that which was written with an amount.
    fn amounts(&self) -> Result<(Option<Decimal>, Option<Decimal>, Option<String>)> {
        let read = |text: &Option<String>| text.as_deref().map(amount).transpose();
        let (amount, upper) = (read(&self.amount)?, read(&self.upper)?);
        let written = [&upper, &amount].into_iter().flatten().find_map(|(_, unit)| unit.clone());
        if let (Some(given), Some(written)) = (&self.unit, &written)
            && tells_another(given, written)
        {
            let given = given.escape_debug();
            return Err(Error::Invalid(format!(
                "the amount is in {written}, the unit says {given}: leave one of them out"
            )));
        }
        let unit = self.unit.clone().or(written);
        Ok((amount.map(|(amount, _)| amount), upper.map(|(upper, _)| upper), unit))
    }

    /// Changes the parts of a quantity that were given, and takes out those that are named; the others stay as they are.
    /// `None` where nothing is left.
    pub fn laid_over(&self, own: Option<&Quantity>, without: &[Part]) -> Result<Option<Quantity>> {
        let (amount, upper, unit) = self.amounts()?;
        let mut quantity = own.cloned().unwrap_or_else(nothing);
        without.iter().for_each(|part| take_out(&mut quantity, *part));
        quantity.subject = self.subject.clone().or(quantity.subject);
        quantity.metric = self.metric.clone().or(quantity.metric);
        quantity.unit = unit.or(quantity.unit);
        let figure = &mut quantity.figure;
        figure.amount = amount.or(figure.amount);
        figure.upper = upper.or(figure.upper);
        figure.from = self.from.or(figure.from);
        figure.to = self.to.or(figure.to);
        figure.basis = self.basis.or(figure.basis);
        figure.change = self.change.or(figure.change);
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
        let (amount, upper, unit) = self.amounts()?;
        if self.is_empty() {
            return Ok(None);
        }
        let implied = if upper.is_some() { Comparator::Between } else { Comparator::Equal };
        let comparator = self.comparator.unwrap_or(implied);
        let figure =
            Figure { change: self.change, amount, basis: self.basis, comparator, from: self.from, to: self.to, upper };
        let (subject, metric) = (self.subject.clone(), self.metric.clone());
        Ok(Some(Quantity { figure, subject, metric, unit }))
    }
}

/// Says whether a unit is surely not the one that was written with the amount: a sign such as `$` leaves it open.
fn tells_another(given: &str, written: &str) -> bool {
    let is_code = |unit: &str| unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
    let known = |unit: &str| is_code(unit) || unit == "percent";
    let given = if given.trim() == "%" { "percent" } else { given.trim() };
    known(written) && known(given) && given != written
}

/// Reads an amount as a person writes it, with the unit that was written with it.
fn amount(text: &str) -> Result<(Decimal, Option<String>)> {
    let shown = text.escape_debug();
    match typed(text) {
        Typed::Sure(amount, unit) => Ok((amount, unit)),
        Typed::Either(one, other) => Err(Error::Invalid(format!(
            "`{shown}` can be read as {} or as {}: write `{}` or `{}`",
            grouped(one.normalize()),
            grouped(other.normalize()),
            unmistakable(one),
            unmistakable(other)
        ))),
        Typed::Unread => Err(Error::Invalid(format!(
            "`{shown}` is not an amount such as 62.5, 1000000000, 1,234,567.89, £1,198k or 12.4 million"
        ))),
    }
}

/// Writes an amount so that it can be read in one way only: three digits behind a point get a fourth.
fn unmistakable(amount: Decimal) -> String {
    let plain = amount.normalize().to_string();
    let three = plain.split_once('.').is_some_and(|(_, rest)| rest.len() == 3);
    if three { format!("{plain}0") } else { plain }
}

fn nothing() -> Quantity {
    let comparator = Comparator::Equal;
    let figure = Figure { amount: None, basis: None, change: None, comparator, from: None, to: None, upper: None };
    Quantity { figure, subject: None, metric: None, unit: None }
}

fn take_out(quantity: &mut Quantity, part: Part) {
    let Quantity { figure, subject, metric, unit } = quantity;
    match part {
        Part::Amount => {
            (figure.amount, figure.upper, figure.comparator, figure.change) = (None, None, Comparator::Equal, None);
        }
        Part::Change => figure.change = None,
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
    #[test]
    fn amounts_are_read_as_they_are_written_and_doubts_are_named() {
        let read = |amount: &str, unit: Option<&str>| {
            let parts = Parts { amount: Some(amount.into()), unit: unit.map(str::to_string), ..Parts::default() };
            parts.quantity().map(|quantity| quantity.map_or(String::new(), |quantity| quantity.to_string()))
        };
        for (amount, unit, expected) in [
            ("£1,198k", None, "= 1,198,000 GBP"),
            ("12,4 millones", Some("EUR"), "= 12,400,000 EUR"),
            ("62.5%", Some("percent"), "= 62.5 percent"),
            ("12m $", Some("USD"), "= 12,000,000 USD"),
            ("1.234.567,89", None, "= 1,234,567.89"),
        ] {
            assert_eq!(read(amount, unit).unwrap(), expected, "{amount}");
        }
        for (amount, unit, said) in [
            ("1.234", None, "can be read as 1.234 or as 1,234: write `1.2340` or `1234`"),
            ("about twelve", None, "is not an amount"),
            ("12 million EUR", Some("USD"), "the amount is in EUR, the unit says USD"),
        ] {
            let error = read(amount, unit).unwrap_err().to_string();
            assert!(error.contains(said), "{amount}: {error}");
        }
    }

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
        assert!(Parts { amount: some("a lot"), ..given() }.laid_over(None, &[]).is_err());
    }
}
