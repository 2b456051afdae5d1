//! Names the factor of a thousand, a million or a milliard between two amounts that else agree.

use crate::quantity::dimension::Dimension;
use crate::quantity::measure::Measure;
use crate::quantity::stated::{ABOUT_PERCENT, Stated, half};
use record::model::quantity::grouped;
use record::model::words::Comparator;
use rust_decimal::Decimal;

const FACTORS: [i64; 3] = [1_000, 1_000_000, 1_000_000_000];

/// Between a percentage and a fraction written as one, a hundred is the slip.
const PERCENT_FACTOR: i64 = 100;

/// Gives the sentence that names a slip, if the two amounts agree but for a factor.
pub(super) fn slip(claim: &Stated, evidence: &Stated, measure: &Measure) -> Option<String> {
    use Dimension::{Age, Change, Factor, Months, Rank, Share, Time, Year};
    let factors: &[i64] = match measure.dimension {
        Age | Months | Rank | Time | Year | Factor => return None,
        Share | Change => &[PERCENT_FACTOR, FACTORS[0]],
        _ => &FACTORS,
    };
    if claim.upper.is_some() || evidence.upper.is_some() || claim.amount.is_zero() || evidence.amount.is_zero() {
        return None;
    }
    factors.iter().find_map(|factor| named(claim, evidence, Decimal::from(*factor)))
}

fn named(claim: &Stated, evidence: &Stated, factor: Decimal) -> Option<String> {
    let (larger, smaller, which) = match claim.amount.abs() > evidence.amount.abs() {
        true => (claim, evidence, "the evidence"),
        false => (evidence, claim, "the claim"),
    };
    let raised = smaller.along(factor, Decimal::ZERO)?;
    agree(&raised, larger)?.then(|| {
        format!(
            "{} × {} = {}: but for the factor {}, the two agree, as if {which} had lost a scale word.",
            grouped(smaller.amount.normalize()),
            grouped(factor),
            grouped(raised.amount.normalize()),
            grouped(factor),
        )
    })
}

fn agree(one: &Stated, other: &Stated) -> Option<bool> {
    let apart = one.amount.checked_sub(other.amount)?.abs();
    let about = [one, other].iter().any(|stated| stated.comparator == Comparator::About);
    let hedge = match about {
        true => other.amount.abs().checked_mul(Decimal::new(i64::from(ABOUT_PERCENT), 2))?,
        false => Decimal::ZERO,
    };
    Some(apart <= half(one.step.max(other.step))?.max(hedge))
}
