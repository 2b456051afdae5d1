//! A figure on its way through a formula: its amount, what it allows, its unit and its time.

use super::fault::Fault;
use crate::quantity::calendar::next_to;
use crate::quantity::exact::{product, quotient};
use crate::quantity::interval::Interval;
use crate::quantity::measure::Measure;
use crate::quantity::stated::{Stated, Unstated};
use record::model::quantity::{Figure, Quantity, grouped};
use record::model::time::Day;
use record::model::words::{Basis, Comparator};
use rust_decimal::Decimal;

/// A figure or a result. `interval` is what the amounts allow; `nominal` the one amount, where there is one.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub nominal: Option<Decimal>,
    pub interval: Interval,
    /// Some input was hedged with `about`.
    pub about: bool,
    pub measure: Measure,
    pub time: Time,
    /// Where the value is from: `E12`; empty for results and literals.
    pub source: String,
}

/// The period and basis of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// A literal has none and changes none.
    Free,
    Of {
        from: Option<Day>,
        to: Option<Day>,
        basis: Option<Basis>,
    },
    /// The inputs differ.
    Mixed,
}

impl Time {
    /// Joins the times of two inputs; periods that follow one another are joined where amounts are added.
    pub fn joined(self, other: Self, adding: bool) -> Self {
        let (Self::Of { from, to, basis }, Self::Of { from: its_from, to: its_to, basis: its_basis }) = (self, other)
        else {
            return match (self, other) {
                (Self::Free, time) | (time, Self::Free) => time,
                _ => Self::Mixed,
            };
        };
        let shared = basis.filter(|basis| Some(*basis) == its_basis);
        let level = matches!(shared, Some(Basis::Stock | Basis::PointInTime));
        if (from, to) == (its_from, its_to) {
            return Self::Of { from, to, basis: shared };
        }
        let follows = to.zip(its_from).is_some_and(|(end, start)| next_to(end, start));
        if adding && follows && !level { Self::Of { from, to: its_to, basis: shared } } else { Self::Mixed }
    }
}

impl Value {
    /// Gives a number without a source.
    pub fn literal(amount: Decimal, unit: Option<&str>) -> Self {
        let (nominal, interval) = (Some(amount), Interval::point(amount));
        Self { nominal, interval, about: false, measure: Measure::read(unit), time: Time::Free, source: String::new() }
    }

    /// Reads the figure that an id stands for.
    pub fn read(id: &str, quantity: &Quantity) -> Result<Self, Fault> {
        let (figure, measure) = (&quantity.figure, Measure::read(quantity.unit.as_deref()));
        let stated = Stated::read(figure, &measure).map_err(|unstated| match unstated {
            Unstated::NoAmount => Fault::NoAmount(id.into()),
            Unstated::Malformed(how) => Fault::Malformed(id.into(), how),
            Unstated::TooLarge => Fault::TooLarge,
        })?;
        let about = figure.comparator == Comparator::About;
        let nominal = (about || figure.comparator == Comparator::Equal).then_some(stated.amount);
        let time = Time::Of { from: figure.from, to: figure.to, basis: figure.basis };
        Ok(Self { nominal, interval: stated.interval, about, measure, time, source: id.into() })
    }

    /// Makes the result of two values: `nominal` where both have one amount, `interval` of what both allow.
    pub fn of(
        one: &Self,
        other: &Self,
        nominal: Option<Decimal>,
        interval: Interval,
        measure: Measure,
        adding: bool,
    ) -> Self {
        let about = one.about || other.about;
        Self { nominal, interval, about, measure, time: one.time.joined(other.time, adding), source: String::new() }
    }

    /// Multiplies by an exact number, into the unit given.
    pub fn scaled(&self, by: Decimal, measure: Measure) -> Result<Self, Fault> {
        if by == Decimal::ONE {
            return Ok(Self { measure, ..self.clone() });
        }
        let nominal = match self.nominal {
            Some(amount) => Some(product(amount, by).ok_or(Fault::TooLarge)?),
            None => None,
        };
        let interval = self.interval.along(by, Decimal::ZERO).ok_or(Fault::TooLarge)?;
        Ok(Self { nominal, interval, measure, ..self.clone() })
    }

    /// Divides by a number; says whether the result was rounded.
    pub fn parted(&self, by: Decimal) -> Result<(Self, bool), Fault> {
        let mut rounded = false;
        let nominal = match self.nominal {
            Some(amount) => {
                let (amount, inexact) = quotient(amount, by).ok_or(Fault::TooLarge)?;
                rounded |= inexact;
                Some(amount)
            }
            None => None,
        };
        let (interval, inexact) = self.interval.over(&Interval::point(by)).ok_or(Fault::TooLarge)?;
        Ok((Self { nominal, interval, ..self.clone() }, rounded || inexact))
    }

    /// Says the value with its unit and source: `about 74 percent (E2)`.
    pub fn said(&self) -> String {
        let amount = match self.nominal {
            Some(amount) if self.about => format!("about {}", grouped(amount.normalize())),
            Some(amount) => grouped(amount.normalize()),
            None => self.interval.said(),
        };
        let source = if self.source.is_empty() { String::new() } else { format!(" ({})", self.source) };
        format!("{} {}", amount, self.measure.name).trim_end().to_string() + &source
    }

    /// Gives the value as a figure, and what was left out of it.
    pub fn quantity(&self, working: &mut Vec<String>) -> Result<Quantity, Fault> {
        let (comparator, amount, upper) = match self.nominal {
            Some(amount) => (if self.about { Comparator::About } else { Comparator::Equal }, amount, None),
            None => self.bounds(working)?,
        };
        let (from, to, basis) = self.dated(working);
        let upper = upper.map(|upper: Decimal| upper.normalize());
        let figure = Figure { change: None, amount: Some(amount.normalize()), basis, comparator, from, to, upper };
        let unit = Some(self.measure.name.clone()).filter(|name| !name.is_empty());
        Ok(Quantity { figure, subject: None, metric: None, unit })
    }

    fn bounds(&self, working: &mut Vec<String>) -> Result<(Comparator, Decimal, Option<Decimal>), Fault> {
        match (self.interval.low, self.interval.high) {
            (Some(low), Some(high)) => {
                if low.open || high.open {
                    working.push(
                        "The ends of the result are not part of it; the figure keeps them as if they were.".into(),
                    );
                }
                Ok((Comparator::Between, low.at, Some(high.at)))
            }
            (Some(low), None) => Ok((if low.open { Comparator::Greater } else { Comparator::AtLeast }, low.at, None)),
            (None, Some(high)) => Ok((if high.open { Comparator::Less } else { Comparator::AtMost }, high.at, None)),
            (None, None) => Err(Fault::Unbounded),
        }
    }

    fn dated(&self, working: &mut Vec<String>) -> (Option<Day>, Option<Day>, Option<Basis>) {
        match self.time {
            Time::Free => (None, None, None),
            Time::Of { from, to, basis } => (from, to, basis),
            Time::Mixed => {
                working.push("The inputs are not all for the same period, so the result carries none.".into());
                (None, None, None)
            }
        }
    }
}
