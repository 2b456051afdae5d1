//! Brings both figures into one unit by exact factors, or says why that cannot be done.

use super::amounts::with_unit;
use super::answer::{Barred, Reason};
use super::money::{self, Rate};
use super::sides::Sides;
use crate::quantity::dimension::Dimension;
use crate::quantity::exact::quotient;
use crate::quantity::measure::Measure;
use crate::quantity::stated::Stated;
use record::model::quantity::{Quantity, grouped};
use rust_decimal::Decimal;

/// Words in a metric that make its percentages a change: `growth to 2050`.
const GROWING: &[&str] = &["growth", "increase", "rise", "change", "gain"];
const SHRINKING: &[&str] = &["decrease", "decline", "fall", "drop", "reduction", "loss"];

type Bridged = Result<(Stated, Stated, String), Barred>;

/// Brings both into one unit and names it.
pub(super) fn bridge(sides: &Sides, own: Stated, its: Stated, rates: &[Rate], working: &mut Vec<String>) -> Bridged {
    use Dimension::{
        Age, Bare, Change, Count, Factor, Gallons, Mass, Money, Months, Points, Share, Time, Tons, Volume,
    };
    let (claim, evidence) = sides.measures;
    let paces = per(claim, evidence)?;
    let one = meant(claim, sides.claim, evidence);
    let other = meant(evidence, sides.evidence, claim);
    match (&one.0, &other.0) {
        (own_kind, its_kind) if own_kind == its_kind => {
            if let Money(code) = own_kind {
                working.extend(money::unnamed(code));
            }
            exact(sides, own, its, (one.1, quotient_of(other.1, paces)?), working)
        }
        (Money(own_code), Money(its_code)) => {
            let (own, its) =
                (in_first_unit(own, one.1, claim, working)?, in_first_unit(its, other.1, evidence, working)?);
            money::exchange(sides, (own, own_code), (its, its_code), rates, working)
        }
        (Change, Factor) => Ok((as_factor(own, one.1, working)?, its, "times".into())),
        (Factor, Change) => Ok((own, as_factor(its, other.1, working)?, "times".into())),
        (Share, Factor) | (Factor, Share) => Err(unlike(
            "A percentage beside a factor can be a change (100 percent more is 2 times) or the ratio itself \
             (200 percent is 2 times): say in the metric that it is growth.",
        )),
        (Share, Points) | (Points, Share) => {
            Err(unlike("Percent of a whole and percentage points between two percentages are different units."))
        }
        (Share, Change) | (Change, Share) => {
            Err(unlike("A percentage of a whole and a percentage of change are different units."))
        }
        (Tons, Mass) | (Mass, Tons) => Err(unlike(
            "A ton can be 907.18474 kg, 1,000 kg or 1,016.0469088 kg: say `tonnes`, `short tons` or `long tons`.",
        )),
        (Gallons, Volume) | (Volume, Gallons) => {
            Err(unlike("A gallon can be 3.785411784 or 4.54609 litres: say `US gallons` or `imperial gallons`."))
        }
        (Time, Months) | (Months, Time) => {
            Err(unlike("A month has 28 to 31 days and a year 365 or 366: there is no exact factor."))
        }
        (Age, Months) => exact(sides, own, its, (years(one.1)?, other.1), working),
        (Months, Age) => exact(sides, own, its, (one.1, years(other.1)?), working),
        (Bare, Share) if fraction(&own) => {
            working.push("The claim has no unit; it is read as a fraction of one.".into());
            exact(sides, own, its, (Decimal::ONE_HUNDRED, other.1), working)
        }
        (Share, Bare) if fraction(&its) => {
            working.push("The evidence has no unit; it is read as a fraction of one.".into());
            exact(sides, own, its, (one.1, Decimal::ONE_HUNDRED), working)
        }
        (Bare, Count(name)) | (Count(name), Bare) => {
            working.push(format!("One side has no unit; it is taken to count the same, {name}."));
            exact(sides, own, its, (one.1, other.1), working)
        }
        _ => Err(unlike(format!("{} and {} do not convert into each other.", named(claim), named(evidence)))),
    }
}

fn unlike(sentence: impl Into<String>) -> Barred {
    Barred::because(Reason::Unit, sentence)
}

fn named(measure: &Measure) -> String {
    if measure.name.is_empty() { "No unit".into() } else { format!("`{}`", measure.name) }
}

fn fraction(stated: &Stated) -> bool {
    stated.amount > Decimal::ZERO && stated.upper.unwrap_or(stated.amount) <= Decimal::ONE
}

/// Gives the factor between what the two amounts are for one of; lengths of time are left to the basis.
fn per(claim: &Measure, evidence: &Measure) -> Result<Decimal, Barred> {
    let lasting = |measure: &Measure| measure.per.is_none() || measure.pace().is_some();
    if lasting(claim) && lasting(evidence) {
        return Ok(Decimal::ONE);
    }
    match (&claim.per, &evidence.per) {
        (Some(own), Some(its)) if own.alike(its) => {
            quotient(its.size, own.size).map(|(factor, _)| factor).ok_or_else(Barred::too_large)
        }
        _ => Err(unlike(format!("{} and {} are not for one of the same.", named(claim), named(evidence)))),
    }
}

/// Gives years in months.
fn years(size: Decimal) -> Result<Decimal, Barred> {
    size.checked_mul(Decimal::from(12)).ok_or_else(Barred::too_large)
}

fn quotient_of(size: Decimal, by: Decimal) -> Result<Decimal, Barred> {
    quotient(size, by).map(|(size, _)| size).ok_or_else(Barred::too_large)
}

/// Gives what a unit measures here: a percentage whose metric is growth is a change.
fn meant(measure: &Measure, quantity: &Quantity, other: &Measure) -> (Dimension, Decimal) {
    let changing = matches!(other.dimension, Dimension::Factor | Dimension::Change);
    if measure.dimension != Dimension::Share || !changing {
        return (measure.dimension.clone(), measure.size);
    }
    let metric = quantity.metric.as_deref().unwrap_or("").to_lowercase();
    let says =
        |words: &[&str]| words.iter().any(|word| metric.split(|c: char| !c.is_alphabetic()).any(|of| of == *word));
    match (says(GROWING), says(SHRINKING)) {
        (true, false) => (Dimension::Change, measure.size),
        (false, true) => (Dimension::Change, -measure.size),
        _ => (Dimension::Share, measure.size),
    }
}

/// Turns a change in percent into a factor: times = 1 + change / 100.
fn as_factor(stated: Stated, size: Decimal, working: &mut Vec<String>) -> Result<Stated, Barred> {
    let change = stated.amount.checked_mul(size).ok_or_else(Barred::too_large)?;
    let hundredth = size.checked_mul(Decimal::new(1, 2)).ok_or_else(Barred::too_large)?;
    let factor = stated.along(hundredth, Decimal::ONE).ok_or_else(Barred::too_large)?;
    let (change, times) = (grouped(change.normalize()), grouped(factor.amount.normalize()));
    working.push(format!("A change of {change} percent is 1 + {change} / 100 = {times} times."));
    Ok(factor)
}

/// Converts by exact factors: the larger unit into the smaller, or the other way, or both into the first unit of what
/// they measure, whichever comes out even.
fn exact(sides: &Sides, own: Stated, its: Stated, sizes: (Decimal, Decimal), working: &mut Vec<String>) -> Bridged {
    let (claim, evidence) = sides.measures;
    if sizes.0 == sizes.1 {
        let name = if claim.name.is_empty() { &evidence.name } else { &claim.name };
        return Ok((own, its, name.clone()));
    }
    let even =
        |size: Decimal, by: Decimal| quotient(size, by).and_then(|(factor, rounded)| (!rounded).then_some(factor));
    let (to_claim, to_evidence) = (even(sizes.1, sizes.0), even(sizes.0, sizes.1));
    // Whole factors read better: 1.2 billion becomes 1,200,000,000.
    let larger = sizes.0.abs() > sizes.1.abs();
    if let Some(factor) = to_claim.filter(|_| !larger || to_evidence.is_none()) {
        let its = multiplied(its, factor, (&evidence.name, &claim.name), working)?;
        return Ok((own, its, claim.name.clone()));
    }
    if let Some(factor) = to_evidence {
        let own = multiplied(own, factor, (&claim.name, &evidence.name), working)?;
        return Ok((own, its, evidence.name.clone()));
    }
    let first = first_unit(&claim.dimension);
    let own = multiplied(own, sizes.0, (&claim.name, first), working)?;
    let its = multiplied(its, sizes.1, (&evidence.name, first), working)?;
    Ok((own, its, first.into()))
}

fn in_first_unit(
    stated: Stated,
    size: Decimal,
    measure: &Measure,
    working: &mut Vec<String>,
) -> Result<Stated, Barred> {
    if size == Decimal::ONE {
        return Ok(stated);
    }
    multiplied(stated, size, (&measure.name, first_unit(&measure.dimension)), working)
}

fn multiplied(
    stated: Stated,
    factor: Decimal,
    units: (&str, &str),
    working: &mut Vec<String>,
) -> Result<Stated, Barred> {
    let carried = stated.along(factor, Decimal::ZERO).ok_or_else(Barred::too_large)?;
    working.push(format!(
        "{} × {} = {}.",
        with_unit(stated.amount, units.0),
        grouped(factor.normalize()),
        with_unit(carried.amount, units.1)
    ));
    Ok(carried)
}

/// Names the unit in which sizes count.
fn first_unit(dimension: &Dimension) -> &str {
    match dimension {
        Dimension::Money(code) => code,
        Dimension::Share | Dimension::Change => "percent",
        Dimension::Points => "percentage points",
        Dimension::Factor => "times",
        Dimension::Mass => "kg",
        Dimension::Tons => "tons",
        Dimension::Length => "m",
        Dimension::Area => "m2",
        Dimension::Volume => "litres",
        Dimension::Gallons => "gallons",
        Dimension::Power => "W",
        Dimension::Energy => "Wh",
        Dimension::Time => "seconds",
        Dimension::Months => "months",
        Dimension::Age => "years old",
        Dimension::Year => "year",
        Dimension::Rank => "rank",
        Dimension::Bare => "",
        Dimension::Count(name) => name,
    }
}
