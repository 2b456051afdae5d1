//! Turns a figure into the values that it allows: what its comparator, its hedge and its last digit say.

use super::dimension::Dimension;
use super::exact::{last_place, product};
use super::interval::Interval;
use super::measure::Measure;
use record::model::quantity::Figure;
use record::model::words::Comparator;
use rust_decimal::Decimal;

/// `about` allows this many percent of the amount either way.
pub const ABOUT_PERCENT: u32 = 5;

/// For a percentage, `about` allows no more than this many points either way.
pub const ABOUT_POINTS: u32 = 2;

/// `about` a year of the calendar allows this many years either way.
pub const ABOUT_YEARS: u32 = 1;

/// A figure as the values it allows, in its own unit or carried into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stated {
    pub comparator: Comparator,
    pub amount: Decimal,
    pub upper: Option<Decimal>,
    /// What the stated digits and words allow; a bare amount is one value.
    pub interval: Interval,
    /// The worth of the last place that is stated.
    pub step: Decimal,
}

/// Why a figure states no values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unstated {
    NoAmount,
    /// The amounts do not go with the comparator; says how.
    Malformed(String),
    TooLarge,
}

impl Stated {
    /// Reads a figure.
    pub fn read(figure: &Figure, measure: &Measure) -> Result<Self, Unstated> {
        let amount = figure.amount.ok_or(Unstated::NoAmount)?;
        let step = place(amount, measure);
        let upper = figure.upper;
        let between = figure.comparator == Comparator::Between;
        let interval = match (figure.comparator, upper) {
            (Comparator::Between, Some(upper)) if amount <= upper => Interval::closed(amount, upper),
            (Comparator::Between, None) => return Err(Unstated::Malformed("`between` needs an upper amount".into())),
            (Comparator::Between, Some(_)) => {
                return Err(Unstated::Malformed("the upper amount is below the lower".into()));
            }
            (comparator, Some(_)) => {
                return Err(Unstated::Malformed(format!("an upper amount does not go with `{comparator}`")));
            }
            (comparator, None) => allowed(comparator, amount, step, measure).ok_or(Unstated::TooLarge)?,
        };
        let step = if between { step.min(place(upper.unwrap_or(amount), measure)) } else { step };
        Ok(Self { comparator: figure.comparator, amount, upper, interval, step })
    }

    /// Says whether a bare amount is stated.
    pub fn bare(&self) -> bool {
        self.comparator == Comparator::Equal
    }

    /// Gives the values that round to a bare amount, both halves of the last place included.
    pub fn rounded(&self) -> Option<Interval> {
        if !self.bare() {
            return Some(self.interval);
        }
        let half = half(self.step)?;
        Some(Interval::closed(self.amount.checked_sub(half)?, self.amount.checked_add(half)?))
    }

    /// Carries the figure into another unit by `x × multiply + add`.
    pub fn along(&self, multiply: Decimal, add: Decimal) -> Option<Self> {
        let carry = |amount: Decimal| product(amount, multiply)?.checked_add(add);
        let interval = self.interval.along(multiply, add)?;
        let mut amount = carry(self.amount)?;
        let mut upper = match self.upper {
            Some(upper) => Some(carry(upper)?),
            None => None,
        };
        if multiply.is_sign_negative()
            && let Some(low) = upper
        {
            (amount, upper) = (low, Some(amount));
        }
        let step = self.step.checked_mul(multiply.abs())?;
        let comparator = if multiply.is_sign_negative() { turned(self.comparator) } else { self.comparator };
        Some(Self { comparator, amount, upper, interval, step })
    }

    /// Multiplies by a factor of which only the least and the greatest value are known.
    pub fn spread(&self, least: Decimal, greatest: Decimal) -> Option<Self> {
        if least == greatest {
            return self.along(least, Decimal::ZERO);
        }
        let interval = self.interval.times(&Interval::closed(least, greatest))?;
        let step = self.step.checked_mul(greatest)?;
        Some(match (interval.low, interval.high) {
            (Some(low), Some(high)) => {
                Self { comparator: Comparator::Between, amount: low.at, upper: Some(high.at), interval, step }
            }
            (low, high) => Self { amount: low.or(high)?.at, upper: None, interval, step, comparator: self.comparator },
        })
    }
}

/// Gives the worth of the last place that is stated, in the unit of the amount.
///
/// Parts of a whole are counted, not rounded; a whole factor is read to its tenth (`doubled` is not 2.4 times); with a
/// scale word the digits are those of the amount written out, so that `1 billion` is `1,000,000,000`.
fn place(amount: Decimal, measure: &Measure) -> Decimal {
    let whole = amount.scale() == 0;
    if whole && measure.counts_parts() {
        return Decimal::ZERO;
    }
    if whole && measure.dimension == Dimension::Factor {
        return Decimal::new(1, 1);
    }
    let own = last_place(amount, measure.may_round());
    let out = product(amount, measure.scale).filter(|_| whole && measure.scale > Decimal::ONE);
    let written = out.and_then(|out| last_place(out, true).checked_div(measure.scale));
    written.map_or(own, |written| own.min(written))
}

fn turned(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Greater => Comparator::Less,
        Comparator::AtLeast => Comparator::AtMost,
        Comparator::Less => Comparator::Greater,
        Comparator::AtMost => Comparator::AtLeast,
        same @ (Comparator::Equal | Comparator::About | Comparator::Between) => same,
    }
}

fn allowed(comparator: Comparator, amount: Decimal, step: Decimal, measure: &Measure) -> Option<Interval> {
    Some(match comparator {
        Comparator::Equal | Comparator::Between => Interval::point(amount),
        Comparator::Greater => Interval::from(amount, true),
        Comparator::AtLeast => Interval::from(amount, false),
        Comparator::Less => Interval::up_to(amount, true),
        Comparator::AtMost => Interval::up_to(amount, false),
        Comparator::About => {
            let reach = tolerance(amount, step, measure)?;
            Interval::closed(amount.checked_sub(reach)?, amount.checked_add(reach)?)
        }
    })
}

/// Gives how far `about` reaches: 5 % of the amount, for percentages at most 2 points; half the last stated place if
/// that is more. A year of the calendar reaches one year.
fn tolerance(amount: Decimal, step: Decimal, measure: &Measure) -> Option<Decimal> {
    if measure.dimension == Dimension::Year {
        return Some(Decimal::from(ABOUT_YEARS));
    }
    let relative = amount.abs().checked_mul(Decimal::new(i64::from(ABOUT_PERCENT), 2))?;
    let capped = match measure.dimension {
        Dimension::Share | Dimension::Points | Dimension::Change if measure.size.abs() == Decimal::ONE => {
            relative.min(Decimal::from(ABOUT_POINTS))
        }
        _ => relative,
    };
    Some(capped.max(half(step)?))
}

/// Gives half of the last stated place.
pub(crate) fn half(step: Decimal) -> Option<Decimal> {
    step.checked_mul(Decimal::new(5, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(amount: &str, unit: &str) -> Interval {
        let amount = Decimal::from_str_exact(amount).ok();
        let figure = Figure {
            change: None,
            amount,
            basis: None,
            comparator: Comparator::About,
            from: None,
            to: None,
            upper: None,
        };
        Stated::read(&figure, &Measure::read(Some(unit))).unwrap().interval
    }

    #[test]
    fn about_reaches_as_far_as_its_constants_say() {
        let closed = |low: &str, high: &str| {
            Interval::closed(Decimal::from_str_exact(low).unwrap(), Decimal::from_str_exact(high).unwrap())
        };
        assert_eq!(about("200", "km"), closed("190", "210"));
        assert_eq!(about("46", "percent"), closed("44", "48"));
        assert_eq!(about("3", "percent"), closed("2.5", "3.5"));
        assert_eq!(about("2", "companies"), closed("1.5", "2.5"));
        assert_eq!(about("2007", "year"), closed("2006", "2008"));
    }
}
