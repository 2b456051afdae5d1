//! Compares dates as figures: days and years with each other, and an age with a date of birth.

use super::amounts::settle;
use super::answer::{Answer, Barred, Reason, Side, Weighed};
use super::names;
use super::periods::said;
use crate::quantity::calendar::{ages, number};
use crate::quantity::dimension::Dimension;
use crate::quantity::interval::Interval;
use crate::quantity::measure::Measure;
use crate::quantity::stated::Stated;
use record::model::quantity::{Figure, Quantity};
use record::model::time::Day;
use record::model::words::Comparator;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// `about` a date allows this many days either way.
pub const ABOUT_DAYS: i64 = 15;

type Span = (Option<Day>, Option<Day>);

/// Compares where both sides are dates, or one is an age and the other a date of birth.
///
/// A year counts as its first to its last day beside a date; two years are compared as numbers, elsewhere.
pub(super) fn weigh(
    claim: &Quantity,
    evidence: &Quantity,
    working: &mut Vec<String>,
) -> Result<Option<Weighed>, Barred> {
    if let Some(weighed) = age(claim, evidence, working) {
        return weighed.map(Some);
    }
    if claim.figure.amount.is_some() && evidence.figure.amount.is_some() {
        return Ok(None);
    }
    let (Some(own), Some(its)) = (date(claim), date(evidence)) else { return Ok(None) };
    names::metrics(claim, evidence, working)?;
    let (allowed, given) = (days(&claim.figure, own), days(&evidence.figure, its));
    Ok(Some(settled(&allowed, &given, (own, its), working)))
}

/// Gives the days of a date: a figure without an amount and with a day, or a year.
fn date(quantity: &Quantity) -> Option<Span> {
    let figure = &quantity.figure;
    if figure.amount.is_none() {
        return (figure.from.is_some() || figure.to.is_some()).then_some((figure.from, figure.to));
    }
    let year = figure.amount.filter(|amount| amount.fract().is_zero())?.to_u16()?;
    let dimension = Measure::read(quantity.unit.as_deref()).dimension;
    (dimension == Dimension::Year && (1..=9999).contains(&year))
        .then(|| (Day::parse(&format!("{year:04}-01-01")), Day::parse(&format!("{year:04}-12-31"))))
}

fn days(figure: &Figure, (from, to): Span) -> Interval {
    let count = |day: Option<Day>, more: i64| day.map(|day| Decimal::from(number(day) + more));
    let closed = |low: Option<Decimal>, high: Option<Decimal>| Interval {
        low: low.and_then(|low| Interval::point(low).low),
        high: high.and_then(|high| Interval::point(high).high),
    };
    match figure.comparator {
        Comparator::Equal | Comparator::Between => closed(count(from, 0), count(to, 0)),
        Comparator::About => closed(count(from, -ABOUT_DAYS), count(to, ABOUT_DAYS)),
        Comparator::Greater => closed(count(to.or(from), 1), None),
        Comparator::AtLeast => closed(count(from.or(to), 0), None),
        Comparator::Less => closed(None, count(from.or(to), -1)),
        Comparator::AtMost => closed(None, count(to.or(from), 0)),
    }
}

fn settled(allowed: &Interval, given: &Interval, (own, its): (Span, Span), working: &mut Vec<String>) -> Weighed {
    let (own, its) = (said(own), said(its));
    if allowed.holds(given) {
        working.push(format!("The evidence's time, {its}, satisfies the claim's, {own}."));
        return Weighed { answer: Answer::Consistent, reason: None, side: Some(Side::Within) };
    }
    let side = match (given.under(allowed), allowed.under(given)) {
        (true, _) => Some(Side::Below),
        (_, true) => Some(Side::Above),
        _ => None,
    };
    if let Some(side) = side {
        let order = if side == Side::Below { "before" } else { "after" };
        let apart = gap(allowed, given).map_or(String::new(), |days| format!(", {days} days apart"));
        working.push(format!("The evidence's time, {its}, lies {order} the claim's, {own}{apart}."));
        return Weighed { answer: Answer::Inconsistent, reason: Some(Reason::Amount), side: Some(side) };
    }
    working.push(format!("Some days of the evidence's time, {its}, satisfy the claim's, {own}, and some do not."));
    Weighed { answer: Answer::NotComparable, reason: Some(Reason::Open), side: None }
}

fn gap(one: &Interval, other: &Interval) -> Option<Decimal> {
    let between = |first: &Interval, second: &Interval| Some(second.low?.at - first.high?.at);
    between(one, other).filter(|days| days.is_sign_positive()).or_else(|| between(other, one))
}

/// Compares a claimed age at a time with a date of birth.
fn age(claim: &Quantity, evidence: &Quantity, working: &mut Vec<String>) -> Option<Result<Weighed, Barred>> {
    claim.unit.as_deref().filter(|unit| unit.contains("old") || unit.contains("age"))?;
    let measure = Measure::read(claim.unit.as_deref());
    let aged = measure.dimension == Dimension::Age;
    let (at, born) = (claim.figure.from.zip(claim.figure.to)?, date(evidence)?);
    let born = born.0.zip(born.1)?;
    if !aged || evidence.figure.comparator != Comparator::Equal {
        return None;
    }
    let own = Stated::read(&claim.figure, &measure).ok()?;
    let (least, most) = ages(born, at);
    working.push(format!(
        "Whoever was born {} is {} on {}.",
        on(born),
        if least == most { least.to_string() } else { format!("{least} or {most}") },
        said((Some(at.0), Some(at.1))),
    ));
    let its = Stated {
        comparator: if least == most { Comparator::Equal } else { Comparator::Between },
        amount: least.into(),
        upper: (least != most).then(|| most.into()),
        interval: Interval::closed(least.into(), most.into()),
        step: Decimal::ONE,
    };
    Some(settle(&own, &its, &measure, "years old", working).ok_or_else(Barred::too_large))
}

fn on(born: (Day, Day)) -> String {
    if born.0 == born.1 { format!("on {}", born.0) } else { format!("from {} to {}", born.0, born.1) }
}
