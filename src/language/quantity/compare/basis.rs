//! Checks that both figures are the same kind of number over time: a level, a sum, or a pace.

use super::amounts::with_unit;
use super::answer::{Barred, Reason};
use super::sides::Sides;
use crate::quantity::calendar::whole_months;
use crate::quantity::dimension::Dimension;
use crate::quantity::measure::Measure;
use crate::quantity::stated::Stated;
use record::model::quantity::{Figure, Quantity, grouped};
use record::model::words::Basis;
use rust_decimal::Decimal;

/// What kind of number a figure is over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Held at a time: stock, point in time.
    Level,
    /// Added up over a period: flow, cumulative.
    Sum,
    /// So much for each year or day.
    Pace,
}

impl Kind {
    pub fn of(quantity: &Quantity, measure: &Measure) -> Option<Self> {
        if measure.pace().is_some() {
            return Some(Self::Pace);
        }
        Some(match quantity.figure.basis? {
            Basis::Stock | Basis::PointInTime => Self::Level,
            Basis::Flow | Basis::Cumulative => Self::Sum,
            Basis::PerPeriod => Self::Pace,
        })
    }

    fn said(self) -> &'static str {
        match self {
            Self::Level => "held at one time",
            Self::Sum => "added up over a period",
            Self::Pace => "for each period",
        }
    }
}

/// Bars a comparison of a level with a sum or of a pace with either. A pace for each year and the sum over one year
/// are the same number.
pub(super) fn agree(sides: &Sides, stated: (&Stated, &Stated), working: &mut Vec<String>) -> Result<(), Barred> {
    let (claim, evidence) = sides.measures;
    let kinds = (Kind::of(sides.claim, claim), Kind::of(sides.evidence, evidence));
    match kinds {
        (Some(Kind::Pace), Some(Kind::Pace)) => paces(sides, stated, working),
        (Some(own), Some(its)) if own == its => Ok(()),
        (Some(Kind::Pace), Some(Kind::Sum)) => {
            pace_and_sum((claim, &sides.claim.figure, stated.0), (evidence, &sides.evidence.figure, stated.1), working)
        }
        (Some(Kind::Sum), Some(Kind::Pace)) => {
            pace_and_sum((evidence, &sides.evidence.figure, stated.1), (claim, &sides.claim.figure, stated.0), working)
        }
        (Some(own), Some(its)) => Err(Barred::because(
            Reason::Basis,
            format!("The claim's amount is {}, the evidence's {}: not the same basis.", own.said(), its.said()),
        )),
        (Some(kind), None) => {
            working.push(format!(
                "The evidence does not state its basis; it is taken to be {}, as the claim's.",
                kind.said()
            ));
            Ok(())
        }
        (None, Some(kind)) => {
            working.push(format!(
                "The claim does not state its basis; it is taken to be {}, as the evidence's.",
                kind.said()
            ));
            Ok(())
        }
        (None, None) => Ok(()),
    }
}

/// Two paces must be for the same length of time.
fn paces(sides: &Sides, stated: (&Stated, &Stated), working: &mut Vec<String>) -> Result<(), Barred> {
    let (own, its) = match (sides.measures.0.pace(), sides.measures.1.pace()) {
        (Some(own), Some(its)) => (own, its),
        (Some(one), None) | (None, Some(one)) => {
            working.push(format!(
                "One side does not say for which period; it is taken to be per {}, as the other.",
                one.name
            ));
            return Ok(());
        }
        (None, None) => return Ok(()),
    };
    if own.dimension == its.dimension && own.size == its.size {
        return Ok(());
    }
    let ((slow, long), (quick, short)) = match own.size > its.size {
        true => ((stated.0, own), (stated.1, its)),
        false => ((stated.1, its), (stated.0, own)),
    };
    let many =
        long.size.checked_div(short.size).filter(|many| long.dimension == short.dimension && many.fract().is_zero());
    let mut sentence = format!("One amount is per {}, the other per {}.", own.name, its.name);
    if let Some(many) = many
        && let Some(product) = quick.amount.checked_mul(many)
    {
        sentence.push_str(&format!(
            " {} × {} = {}, beside {}; whether every {} was alike is not stated, so nothing is concluded.",
            grouped(quick.amount.normalize()),
            grouped(many.normalize()),
            grouped(product.normalize()),
            grouped(slow.amount.normalize()),
            short.name,
        ));
    }
    Err(Barred::because(Reason::Basis, sentence))
}

/// Shows what a pace would add up to over the period of a sum, and concludes only where that is one time the pace.
fn pace_and_sum(
    pace: (&Measure, &Figure, &Stated),
    sum: (&Measure, &Figure, &Stated),
    working: &mut Vec<String>,
) -> Result<(), Barred> {
    let each = pace.0.pace().filter(|each| each.dimension == Dimension::Months);
    let length = each.map_or(Decimal::from(12), |each| each.size);
    let assumed = if each.is_none() { " if the period meant is a year," } else { "" };
    let covered = sum.1.from.zip(sum.1.to).and_then(|(from, to)| whole_months(from, to)).map(Decimal::from);
    let name = each.map_or("year", |each| &each.name);
    let many = covered.and_then(|covered| covered.checked_div(length)).filter(|many| many.fract().is_zero());
    let timed = pace.0.pace().is_none() || each.is_some();
    if each.is_none() && timed && many == Some(Decimal::ONE) && (pace.1.from, pace.1.to) == (sum.1.from, sum.1.to) {
        working.push("Both amounts are for the same year.".into());
        return Ok(());
    }
    let Some(many) = many.filter(|_| timed) else {
        let sentence = "One amount is for each period and the other added up over one: not the same basis.";
        return Err(Barred::because(Reason::Basis, sentence));
    };
    if many == Decimal::ONE && each.is_some() {
        working.push(format!("The sum is over one {name}, so it is the amount for that {name}."));
        return Ok(());
    }
    let product = pace.2.amount.checked_mul(many).ok_or_else(Barred::too_large)?;
    Err(Barred::because(
        Reason::Basis,
        format!(
            "One amount is for each period and the other added up:{assumed} {} × {} = {}, beside {}; whether every \
             {name} was alike is not stated, so nothing is concluded.",
            grouped(pace.2.amount.normalize()),
            with_unit(many, if many == Decimal::ONE { name } else { "periods" }),
            grouped(product.normalize()),
            grouped(sum.2.amount.normalize()),
        ),
    ))
}
