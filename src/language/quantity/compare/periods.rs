//! Checks that both figures are for the same time.
//!
//! A level is also compared when the evidence's day lies in the claim's period. A sum over a part of a period is shown
//! beside the whole, and nothing is concluded from it: whether parts can be below zero is not stated.

use super::answer::{Barred, Reason};
use super::basis::Kind;
use super::sides::Sides;
use crate::quantity::dimension::Dimension;
use crate::quantity::interval::Interval;
use crate::quantity::stated::Stated;
use record::model::quantity::Figure;
use record::model::time::Day;

type Span = (Option<Day>, Option<Day>);

/// Bars a comparison of different times.
pub(super) fn agree(
    sides: &Sides,
    stated: (&Stated, &Stated),
    unit: &str,
    working: &mut Vec<String>,
) -> Result<(), Barred> {
    let (own, its) = (span(&sides.claim.figure), span(&sides.evidence.figure));
    match (own, its) {
        ((None, None), (None, None)) => Ok(()),
        ((None, None), _) => {
            working.push(format!("The claim states no period; it is taken to be the evidence's, {}.", said(its)));
            Ok(())
        }
        (_, (None, None)) => {
            working.push(format!("The evidence states no period; it is taken to be the claim's, {}.", said(own)));
            Ok(())
        }
        _ if own == its => Ok(()),
        _ => differing(sides, stated, (own, its), unit, working),
    }
}

fn span(figure: &Figure) -> Span {
    (figure.from, figure.to)
}

fn differing(
    sides: &Sides,
    stated: (&Stated, &Stated),
    (own, its): (Span, Span),
    unit: &str,
    working: &mut Vec<String>,
) -> Result<(), Barred> {
    let (claim, evidence) = sides.measures;
    let kind = Kind::of(sides.claim, claim).or(Kind::of(sides.evidence, evidence));
    let both = format!("the claim's is {}, the evidence's {}", said(own), said(its));
    if apart(own, its) {
        return Err(barred(format!("The periods share no day: {both}.")));
    }
    if kind == Some(Kind::Level) && within(its, own) {
        working.push(format!("The evidence's time lies in the claim's: {both}."));
        return Ok(());
    }
    let adds_up = kind.is_none_or(|kind| kind == Kind::Sum) && summable(&claim.dimension);
    if within(its, own) {
        working.extend(adds_up.then(|| part_of_claim(stated, unit)).flatten());
        return Err(barred(format!("The evidence is for a part of the claim's period: {both}.")));
    }
    if within(own, its) {
        working.extend(adds_up.then(|| part_of_evidence(stated, unit)).flatten());
        return Err(barred(format!("The claim is for a part of the evidence's period: {both}.")));
    }
    Err(barred(format!("The periods overlap only in part: {both}.")))
}

fn barred(sentence: String) -> Barred {
    Barred::because(Reason::Period, sentence)
}

/// Says whether amounts of this sort add up from period to period.
fn summable(dimension: &Dimension) -> bool {
    use Dimension::{Bare, Count, Energy, Gallons, Mass, Money, Tons, Volume};
    matches!(dimension, Money(_) | Mass | Tons | Volume | Gallons | Energy | Count(_) | Bare)
}

fn part_of_claim((own, its): (&Stated, &Stated), unit: &str) -> Option<String> {
    let least = Interval { low: its.interval.low, high: None };
    least.low?;
    Some(bounded(&least, &own.interval, unit))
}

fn part_of_evidence((own, its): (&Stated, &Stated), unit: &str) -> Option<String> {
    let most = Interval { low: None, high: its.interval.high };
    most.high?;
    Some(bounded(&most, &own.interval, unit))
}

fn bounded(bound: &Interval, allowed: &Interval, unit: &str) -> String {
    let outcome = if allowed.holds(bound) {
        "which would satisfy the claim"
    } else if allowed.apart(bound) {
        "which the claim does not allow"
    } else {
        "which would leave the claim open"
    };
    let amount = format!("{} {unit}", bound.said());
    format!(
        "If no part of the period is below zero, the claim's period has {}, {outcome}; whether one is below zero is not \
         stated, so nothing is concluded.",
        amount.trim_end()
    )
}

/// Says whether the first lies in the second; a missing end does not bound.
fn within(inner: Span, outer: Span) -> bool {
    let starts = outer.0.is_none_or(|from| inner.0.is_some_and(|own| own >= from));
    starts && outer.1.is_none_or(|to| inner.1.is_some_and(|own| own <= to))
}

fn apart(one: Span, other: Span) -> bool {
    let before = |first: Span, second: Span| first.1.zip(second.0).is_some_and(|(to, from)| to < from);
    before(one, other) || before(other, one)
}

/// Says a period in words.
pub(super) fn said(span: Span) -> String {
    match span {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => "no period".into(),
    }
}
