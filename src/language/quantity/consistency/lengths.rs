//! Finds ages and lengths of time that do not fit their dates.

use super::{Finding, FindingKind, Named, Stated as Claim, finding};
use crate::quantity::calendar::{ages, by_year, months, year};
use crate::quantity::dimension::Dimension;
use crate::quantity::interval::Interval;
use crate::quantity::measure::Measure;
use crate::quantity::stated::Stated;
use record::model::quantity::{Figure, Quantity};
use record::model::time::Day;
use record::model::words::{Basis, ClaimType};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Gives a finding for each age and each length of time that no reading of the dates allows.
pub(super) fn findings(claims: &[Claim], named: &[Named]) -> Vec<Finding> {
    let mut found: Vec<Finding> = claims.iter().filter_map(own_dates).collect();
    for claim in named {
        let others = || named.iter().filter(|other| other.subject == claim.subject);
        found.extend(others().filter_map(|born| age(claim, born)));
        found.extend(term(claim, others().collect()));
    }
    found
}

/// A length of time that carries its own first and last day.
fn own_dates(claim: &Claim) -> Option<Finding> {
    let Figure { from, to, basis, .. } = claim.quantity.figure;
    let (from, to) = (from?, to?);
    let level = matches!(basis, Some(Basis::Stock | Basis::PointInTime));
    if level || year(from) == year(to) || claim.of == ClaimType::Opinion {
        return None;
    }
    let sentence = misfit(&claim.quantity, (from, to), (from, to))?;
    Some(Finding { kind: FindingKind::LengthAndDates, claims: vec![claim.label.clone()], working: vec![sentence] })
}

/// A length `term` beside `term start` and `term end`.
fn term(claim: &Named, others: Vec<&Named>) -> Option<Finding> {
    let name = claim.metric.trim_start_matches("length of ").trim_end_matches(" length");
    let edge = |words: [&str; 2]| {
        let names =
            [format!("{name} {}", words[0]), format!("{} of {name}", words[0]), format!("{} of {name}", words[1])];
        others.iter().copied().find(|other| names.contains(&other.metric)).and_then(|other| Some((other, date(other)?)))
    };
    let (first, begun) = edge(["start", "beginning"])?;
    let (last, ended) = edge(["end", "close"])?;
    let sentence = misfit(&claim.claim.quantity, begun, ended)?;
    Some(finding(FindingKind::LengthAndDates, &[claim, first, last], vec![sentence]))
}

/// Says how a length of time misses the time from a day of the first period to a day of the second.
fn misfit(quantity: &Quantity, begun: (Day, Day), ended: (Day, Day)) -> Option<String> {
    let measure = Measure::read(quantity.unit.as_deref());
    if measure.dimension != Dimension::Months || measure.per.is_some() {
        return None;
    }
    let stated = Stated::read(&quantity.figure, &measure).ok()?;
    let allowed = stated.rounded()?.along(measure.size, Decimal::ZERO)?;
    let (least, most) = apart(begun, ended);
    let given = Interval::closed(least.into(), most.into());
    allowed.apart(&given).then(|| {
        format!(
            "From {} to {} are {least} to {most} months, and the length stated allows {} months.",
            begun.0,
            ended.1,
            allowed.said()
        )
    })
}

/// Gives the least and the most months between two times; a whole year or month stands for any of its days.
fn apart(begun: (Day, Day), ended: (Day, Day)) -> (i64, i64) {
    let one_period = begun == ended;
    if one_period && by_year(begun.0, ended.1) {
        let years = i64::from(year(ended.1) - year(begun.0));
        return ((years - 1).max(0) * 12, (years + 1) * 12);
    }
    if one_period {
        return (months(begun.0, begun.1), months(begun.0, begun.1) + 1);
    }
    (months(begun.1, ended.0).max(0), months(begun.0, ended.1) + 1)
}

/// An age at a time beside a birth.
fn age(claim: &Named, born: &Named) -> Option<Finding> {
    let measure = Measure::read(claim.claim.quantity.unit.as_deref());
    let birth = born.metric.split(' ').any(|word| matches!(word, "birth" | "born" | "birthday"));
    if measure.dimension != Dimension::Age || !birth {
        return None;
    }
    let figure = &claim.claim.quantity.figure;
    let (at, date) = (figure.from.zip(figure.to)?, date(born)?);
    let stated = Stated::read(figure, &measure).ok()?;
    let (least, most) = ages(date, at);
    let sentence = format!(
        "Whoever was born from {} to {} is {least} to {most} from {} to {}; {} says {}.",
        date.0,
        date.1,
        at.0,
        at.1,
        claim.claim.label,
        stated.interval.said()
    );
    stated
        .interval
        .apart(&Interval::closed(least.into(), most.into()))
        .then(|| finding(FindingKind::AgeAndDates, &[claim, born], vec![sentence]))
}

/// Gives the days of a date: a figure without an amount, or a year.
fn date(claim: &Named) -> Option<(Day, Day)> {
    let figure = &claim.claim.quantity.figure;
    let Some(amount) = figure.amount else { return figure.from.zip(figure.to) };
    let named = Measure::read(claim.claim.quantity.unit.as_deref()).dimension == Dimension::Year;
    let year = amount.to_u16().filter(|year| named && amount.fract().is_zero() && (1..=9999).contains(year))?;
    Day::parse(&format!("{year:04}-01-01")).zip(Day::parse(&format!("{year:04}-12-31")))
}
