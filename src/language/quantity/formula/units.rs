//! What units a sum, a product and a quotient have, and which have none.

use super::fault::Fault;
use crate::quantity::dimension::Dimension;
use crate::quantity::exact::quotient;
use crate::quantity::measure::Measure;
use rust_decimal::Decimal;

/// How to work out a result: its unit, and what its amount is multiplied by.
pub(super) struct Plan {
    pub measure: Measure,
    pub factor: Decimal,
}

impl Plan {
    fn plain(measure: Measure) -> Self {
        Self { measure, factor: Decimal::ONE }
    }
}

/// Gives the factor that carries the second unit into the first, if both measure the same.
///
/// Percentage points go into percent, since they are added to it.
pub(super) fn into_first(first: &Measure, second: &Measure, verb: &str) -> Result<Decimal, Fault> {
    let points = first.dimension == Dimension::Share && second.dimension == Dimension::Points;
    if points {
        return ratio(second.size, first.size);
    }
    if !first.alike(second) {
        return Err(unlike(first, second, verb));
    }
    let own = ratio(second.size, first.size)?;
    match (&first.per, &second.per) {
        (Some(one), Some(other)) if one.size != other.size && first.pace().is_some() => {
            Err(unlike(first, second, verb))
        }
        (Some(one), Some(other)) => own.checked_mul(ratio(one.size, other.size)?).ok_or(Fault::TooLarge),
        _ => Ok(own),
    }
}

/// Plans a product. Numbers and factors keep the other's unit; percent takes its part of it; what is for one of
/// something, times that something, is what it was.
pub(super) fn product(one: &Measure, other: &Measure) -> Result<Plan, Fault> {
    use Dimension::{Bare, Factor, Share};
    if let Some(plan) = cancelled(one, other)? {
        return Ok(plan);
    }
    match (&one.dimension, &other.dimension) {
        (Share, Share) if one.per.is_none() && other.per.is_none() => {
            let factor = other.size.checked_mul(Decimal::new(1, 2)).ok_or(Fault::TooLarge)?;
            Ok(Plan { measure: one.clone(), factor })
        }
        (Bare | Factor, _) if one.per.is_none() => Ok(Plan { measure: other.clone(), factor: one.size }),
        (_, Bare | Factor) if other.per.is_none() => Ok(Plan { measure: one.clone(), factor: other.size }),
        (Share, _) if one.per.is_none() => part_of(other, one),
        (_, Share) if other.per.is_none() => part_of(one, other),
        _ => Err(unlike(one, other, "multiplied by")),
    }
}

/// Plans a quotient. Like by like is a number; an amount by a percentage is the whole; else so much for each.
pub(super) fn quotient_of(one: &Measure, by: &Measure) -> Result<Plan, Fault> {
    use Dimension::{Bare, Factor, Share};
    if one.alike(by) {
        return Ok(Plan { measure: Measure::read(None), factor: into_first(by, one, "divided by")? });
    }
    if let Some(per) = by.per.as_deref().filter(|_| one.per.is_none() && one.dimension == by.dimension) {
        return Ok(Plan { measure: Measure::read(Some(&per.name)), factor: ratio(one.size, by.size)? });
    }
    match (&one.dimension, &by.dimension) {
        (_, Bare | Factor) if by.per.is_none() => {
            Ok(Plan { measure: one.clone(), factor: ratio(Decimal::ONE, by.size)? })
        }
        (_, Share) if by.per.is_none() => {
            Ok(Plan { measure: one.clone(), factor: ratio(Decimal::ONE_HUNDRED, by.size)? })
        }
        (Bare | Factor | Share, _) => Err(unlike(one, by, "divided by")),
        _ if one.per.is_none() && by.per.is_none() => {
            let name = format!("{} per {}", one.name, single(&by.name));
            Ok(Plan::plain(Measure::read(Some(&name))))
        }
        _ => Err(unlike(one, by, "divided by")),
    }
}

/// `USD per tonne` and `tonnes`, in either order.
fn cancelled(one: &Measure, other: &Measure) -> Result<Option<Plan>, Fault> {
    for (rate, amount) in [(one, other), (other, one)] {
        if let Some(per) = rate.per.as_deref().filter(|per| amount.per.is_none() && per.dimension == amount.dimension) {
            let name = rate.name.split_once(" per ").or_else(|| rate.name.split_once('/'));
            let above = name.map_or(rate.name.as_str(), |(above, _)| above.trim());
            let factor = ratio(amount.size, per.size)?;
            return Ok(Some(Plan { measure: Measure::read(Some(above)), factor }));
        }
    }
    Ok(None)
}

fn part_of(whole: &Measure, share: &Measure) -> Result<Plan, Fault> {
    let factor = share.size.checked_mul(Decimal::new(1, 2)).ok_or(Fault::TooLarge)?;
    Ok(Plan { measure: whole.clone(), factor })
}

fn ratio(size: Decimal, by: Decimal) -> Result<Decimal, Fault> {
    quotient(size, by).map(|(ratio, _)| ratio).ok_or(Fault::TooLarge)
}

/// Says that two units do not go together.
pub(super) fn unlike(one: &Measure, other: &Measure, verb: &str) -> Fault {
    Fault::Unit(format!("{} cannot be {verb} {}: the units do not go together", named(one), named(other)))
}

/// Names a unit in a sentence.
pub(super) fn named(measure: &Measure) -> String {
    if measure.name.is_empty() { "a number without a unit".into() } else { format!("`{}`", measure.name) }
}

/// Puts a unit's name into the singular: `years` is `year`.
fn single(name: &str) -> &str {
    match name.strip_suffix('s') {
        Some(single) if name.len() > 3 && !single.ends_with('s') => single,
        _ => name,
    }
}
