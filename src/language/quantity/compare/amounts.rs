//! Compares the values that the claim allows with those that the evidence allows.
//!
//! The evidence is consistent when the claim's interval contains its own, inconsistent when the two share no value,
//! and otherwise leaves the claim open. Two bare amounts are compared at the coarser of their last stated places:
//! evidence with more digits that rounds to the claim is consistent; evidence with fewer digits to which the claim
//! rounds leaves it open. A bound is taken as it stands: 49.96 percent is not at least 50.

use super::answer::{Answer, Reason, Side, Weighed};
use super::slip::slip;
use crate::quantity::dimension::Dimension;
use crate::quantity::exact::quotient;
use crate::quantity::interval::Interval;
use crate::quantity::measure::Measure;
use crate::quantity::stated::{ABOUT_PERCENT, ABOUT_POINTS, ABOUT_YEARS, Stated, half};
use record::model::quantity::grouped;
use record::model::words::Comparator;
use rust_decimal::Decimal;

/// From this many times the claim's bound on, the working says by how much the evidence passes it.
const FAR_BEYOND: i64 = 10;

/// Settles how the amounts stand, both in one unit. `None` where the arithmetic leaves 28 digits.
pub(super) fn settle(
    claim: &Stated,
    evidence: &Stated,
    measure: &Measure,
    unit: &str,
    working: &mut Vec<String>,
) -> Option<Weighed> {
    let mut weighed = match claim.bare() && evidence.bare() {
        true => two_amounts(claim, evidence, (measure, unit), working)?,
        false => two_ranges(claim, evidence, unit, working)?,
    };
    let factor = match weighed.answer {
        Answer::Inconsistent => slip(claim, evidence, measure),
        Answer::Consistent if !claim.bare() && evidence.bare() => beyond(claim, evidence, measure),
        _ => None,
    };
    if let Some(sentence) = factor {
        working.push(sentence);
        if weighed.answer == Answer::Inconsistent {
            weighed.reason = Some(Reason::ScaleSlip);
        }
    }
    Some(weighed)
}

fn two_amounts(
    claim: &Stated,
    evidence: &Stated,
    (measure, unit): (&Measure, &str),
    working: &mut Vec<String>,
) -> Option<Weighed> {
    let apart = evidence.amount.checked_sub(claim.amount)?;
    if apart.is_zero() {
        working.push(format!("{} is the same amount on both sides.", with_unit(claim.amount, unit)));
        return Some(Weighed { answer: Answer::Consistent, reason: None, side: Some(Side::Within) });
    }
    let side = if apart.is_sign_negative() { Side::Below } else { Side::Above };
    if claim.step > evidence.step && apart.abs() <= half(claim.step)? {
        working.push(rounds(evidence, claim, "claim", unit));
        working.extend(zeros(claim, unit));
        return Some(Weighed { answer: Answer::Consistent, reason: Some(Reason::Rounding), side: Some(Side::Within) });
    }
    if evidence.step > claim.step && apart.abs() <= half(evidence.step)? {
        working.push(rounds(claim, evidence, "evidence", unit));
        working.extend(zeros(evidence, unit));
        working.push("The evidence is stated to fewer digits than the claim, so it leaves the claim open.".into());
        return Some(Weighed { answer: Answer::NotComparable, reason: Some(Reason::Open), side: Some(side) });
    }
    working.push(difference(claim, evidence, apart, (measure, unit)));
    Some(Weighed { answer: Answer::Inconsistent, reason: Some(Reason::Amount), side: Some(side) })
}

fn two_ranges(claim: &Stated, evidence: &Stated, unit: &str, working: &mut Vec<String>) -> Option<Weighed> {
    let allowed = claim.rounded()?;
    let bounded = claim.comparator != Comparator::About;
    let coarse = evidence.bare() && bounded && evidence.step > claim.step;
    let given = if coarse { evidence.rounded()? } else { evidence.interval };
    for stated in [claim, evidence] {
        working.extend(hedge(stated, unit));
    }
    if claim.bare() {
        working.push(format!("What rounds to {} lies from {}.", with_unit(claim.amount, unit), range(&allowed, unit)));
    }
    if coarse && !allowed.holds(&given) && !allowed.apart(&given) {
        working.push(format!("What rounds to {} lies from {}.", with_unit(evidence.amount, unit), range(&given, unit)));
    }
    let (answer, reason) = held(claim, evidence, &allowed, &given);
    working.push(told(answer, &allowed, &given, unit));
    Some(Weighed { answer, reason, side: side(answer, claim, &given) })
}

fn held(claim: &Stated, evidence: &Stated, allowed: &Interval, given: &Interval) -> (Answer, Option<Reason>) {
    if allowed.holds(given) {
        let same = claim.amount == evidence.amount && claim.upper == evidence.upper;
        let reason = match claim.comparator {
            Comparator::Equal => Some(Reason::Rounding),
            Comparator::About if !same => Some(Reason::Tolerance),
            _ => None,
        };
        return (Answer::Consistent, reason);
    }
    match allowed.apart(given) {
        true => (Answer::Inconsistent, Some(Reason::Amount)),
        false => (Answer::NotComparable, Some(Reason::Open)),
    }
}

fn told(answer: Answer, allowed: &Interval, given: &Interval, unit: &str) -> String {
    let sides = format!("The claim allows {}, the evidence {} {unit}", range(allowed, unit), range(given, unit));
    let sides = sides.trim_end();
    match answer {
        Answer::Consistent => format!("{sides}: all that the evidence allows satisfies the claim."),
        Answer::Inconsistent => format!("{sides}: the two share no value."),
        Answer::NotComparable => {
            format!("{sides}: some of what the evidence allows satisfies the claim and some does not.")
        }
    }
}

fn side(answer: Answer, claim: &Stated, given: &Interval) -> Option<Side> {
    if answer == Answer::Consistent {
        return Some(Side::Within);
    }
    let named = Interval::closed(claim.amount, claim.upper.unwrap_or(claim.amount));
    if given.under(&named) {
        return Some(Side::Below);
    }
    if named.under(given) {
        return Some(Side::Above);
    }
    let touching = given.single() == Some(claim.amount) && answer == Answer::Inconsistent;
    touching.then_some(match claim.comparator {
        Comparator::Greater => Side::Below,
        _ => Side::Above,
    })
}

fn rounds(finer: &Stated, coarser: &Stated, whose: &str, unit: &str) -> String {
    let apart = (finer.amount - coarser.amount).abs().normalize();
    format!(
        "{} rounds to {} at the {whose}'s last stated place: they are {} apart, no more than half of {}.",
        with_unit(finer.amount, unit),
        with_unit(coarser.amount, unit),
        grouped(apart),
        grouped(coarser.step.normalize()),
    )
}

/// Says how zeros that end a whole number were read.
fn zeros(stated: &Stated, unit: &str) -> Option<String> {
    let ambiguous = stated.amount.scale() == 0 && stated.step > Decimal::ONE;
    let digits = quotient(stated.amount.abs(), stated.step)?.0;
    ambiguous.then(|| {
        let count = digits.trunc().to_string().len();
        format!(
            "The zeros that end {} are read as rounding: {count} significant digits.",
            with_unit(stated.amount, unit)
        )
    })
}

fn hedge(stated: &Stated, unit: &str) -> Option<String> {
    let reach = match unit {
        YEAR => format!("{ABOUT_YEARS} year either way"),
        _ => format!(
            "{ABOUT_PERCENT} percent either way, for percentages at most {ABOUT_POINTS} points, at least half the last \
             stated place"
        ),
    };
    let read = range(&stated.interval, unit);
    let about = stated.comparator == Comparator::About;
    about.then(|| format!("“About {}” is read as {read} ({reach}).", with_unit(stated.amount, unit)))
}

/// Says the difference: of percentages in points, of ranks and years alone, of all else also as a part of the claim's.
fn difference(claim: &Stated, evidence: &Stated, apart: Decimal, (measure, unit): (&Measure, &str)) -> String {
    use Dimension::{Change, Points, Rank, Share, Year};
    let sides = (with_unit(evidence.amount, unit), with_unit(claim.amount, unit));
    let (unit, alone) = match measure.dimension {
        Share | Change if unit != "fraction" => ("percentage points", true),
        Rank => ("places", true),
        Year => ("years", true),
        Points => (unit, true),
        _ => (unit, false),
    };
    let ratio = apart.abs().checked_mul(Decimal::ONE_HUNDRED).and_then(|apart| quotient(apart, claim.amount.abs()));
    let share =
        ratio.filter(|_| !alone).and_then(|(ratio, _)| ratio.round_sf(3)).map(|ratio| grouped(ratio.normalize()));
    let share = share.map_or(String::new(), |share| format!(", which is {share} percent of the claim's amount"));
    format!("{} − {} = {}{share}.", sides.0, sides.1, with_unit(apart, unit))
}

/// Says how far evidence passes a bound where it passes it far.
fn beyond(claim: &Stated, evidence: &Stated, measure: &Measure) -> Option<String> {
    if !matches!(claim.comparator, Comparator::Greater | Comparator::AtLeast) {
        return None;
    }
    if let Some(sentence) = slip(claim, evidence, measure) {
        return Some(sentence);
    }
    let (times, _) = quotient(evidence.amount, claim.amount)?;
    (claim.amount > Decimal::ZERO && times >= Decimal::from(FAR_BEYOND)).then(|| {
        format!("The evidence is {} times the claim's bound.", grouped(times.round_sf(3).unwrap_or(times).normalize()))
    })
}

/// The unit whose amounts are years of the calendar.
const YEAR: &str = "year";

/// Prints an amount with its unit, if it has one; a year stays in one piece.
pub(super) fn with_unit(amount: Decimal, unit: &str) -> String {
    format!("{} {unit}", range(&Interval::point(amount), unit)).trim_end().into()
}

fn range(interval: &Interval, unit: &str) -> String {
    let said = interval.said();
    if unit == YEAR { said.replace(',', "") } else { said }
}
