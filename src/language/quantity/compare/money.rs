//! Converts between currencies by dated rates.

use super::amounts::with_unit;
use super::answer::{Barred, Reason};
use super::sides::Sides;
use crate::quantity::calendar::number;
use crate::quantity::dimension::Dimension;
use crate::quantity::measures::{sharers, unit};
use crate::quantity::stated::Stated;
use record::model::quantity::{Figure, grouped};
use record::model::time::Day;
use rust_decimal::Decimal;

/// A rate is used for a day when it is of that day or of one of as many days before: markets close.
pub const RATE_DAYS: i64 = 7;

/// A rate of exchange: one of `from` is `rate` of `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// A currency by code or name.
    pub from: String,
    pub to: String,
    /// Above zero.
    pub rate: Decimal,
    /// The day of the rate; a rate without one is taken for any time, and the working says so.
    pub on: Option<Day>,
    /// The evidence that the rate is from: `E12`.
    pub label: String,
}

/// Says that a currency's name is shared by several, where both sides use that name.
pub(super) fn unnamed(code: &str) -> Option<String> {
    let several = !sharers(code).is_empty();
    several.then(|| format!("Neither side says which {code} is meant; they are taken to be the same currency."))
}

/// Brings both amounts into one currency: the evidence into the claim's, or else the claim into the evidence's.
///
/// Where several rates are for the time, the result spans from the least to the greatest.
pub(super) fn exchange(
    sides: &Sides,
    own: (Stated, &str),
    its: (Stated, &str),
    rates: &[Rate],
    working: &mut Vec<String>,
) -> Result<(Stated, Stated, String), Barred> {
    for (code, other) in [(own.1, its.1), (its.1, own.1)] {
        if sharers(code).contains(&other) {
            return Err(Barred::because(
                Reason::Currency,
                format!("`{code}` can be {other} or another currency: record the code of the one that is meant."),
            ));
        }
    }
    let period = if dated(&sides.evidence.figure) { &sides.evidence.figure } else { &sides.claim.figure };
    let there = usable(rates, its.1, own.1, period);
    if !there.is_empty() {
        let carried = converted(&its.0, (its.1, own.1), &there, working)?;
        return Ok((own.0, carried, own.1.into()));
    }
    let back = usable(rates, own.1, its.1, period);
    if !back.is_empty() {
        let carried = converted(&own.0, (own.1, its.1), &back, working)?;
        return Ok((carried, its.0, its.1.into()));
    }
    let time = said(period).map_or(String::new(), |period| format!(" for {period}"));
    let sentence = format!("The currencies differ: a rate between {} and {}{time} is needed.", own.1, its.1);
    Err(Barred::because(Reason::Rate, sentence))
}

fn dated(figure: &Figure) -> bool {
    figure.from.is_some() || figure.to.is_some()
}

fn said(figure: &Figure) -> Option<String> {
    match (figure.from, figure.to) {
        (Some(from), Some(to)) if from == to => Some(from.to_string()),
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(from), None) => Some(format!("the time from {from}")),
        (None, Some(to)) => Some(format!("the time until {to}")),
        (None, None) => None,
    }
}

fn usable<'a>(rates: &'a [Rate], from: &str, to: &str, period: &Figure) -> Vec<&'a Rate> {
    let means = |name: &str, code: &str| matches!(unit(name), Some((Dimension::Money(own), _)) if own == code);
    let fits = |rate: &&Rate| {
        rate.rate > Decimal::ZERO && means(&rate.from, from) && means(&rate.to, to) && in_time(rate.on, period)
    };
    rates.iter().filter(fits).collect()
}

fn in_time(on: Option<Day>, period: &Figure) -> bool {
    let Some(on) = on else { return true };
    if let (Some(from), Some(to)) = (period.from, period.to)
        && from == to
    {
        return (0..=RATE_DAYS).contains(&(number(to) - number(on)));
    }
    period.from.is_none_or(|from| from <= on) && period.to.is_none_or(|to| on <= to)
}

fn converted(
    stated: &Stated,
    codes: (&str, &str),
    rates: &[&Rate],
    working: &mut Vec<String>,
) -> Result<Stated, Barred> {
    let order = |rate: &&&Rate| rate.rate;
    let (Some(least), Some(greatest)) = (rates.iter().min_by_key(order), rates.iter().max_by_key(order)) else {
        return Err(Barred::too_large());
    };
    let carried = stated.spread(least.rate, greatest.rate).ok_or_else(Barred::too_large)?;
    let ends = if least.rate == greatest.rate { vec![least] } else { vec![least, greatest] };
    for rate in ends {
        let result = stated.amount.checked_mul(rate.rate).ok_or_else(Barred::too_large)?;
        working.push(format!(
            "{} × {} = {}, by the rate in {}{}.",
            with_unit(stated.amount, codes.0),
            grouped(rate.rate.normalize()),
            with_unit(result, codes.1),
            rate.label,
            rate.on.map_or(", which has no date".into(), |on| format!(" of {on}")),
        ));
    }
    Ok(carried)
}
