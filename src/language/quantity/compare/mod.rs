//! Compares the figure of a claim with the figure of a piece of evidence: consistent, inconsistent or not comparable.
//!
//! Nothing here decides what is true. Each answer comes with its arithmetic in sentences and, where something other
//! than the amounts decided, the reason. In order: dates, subject, metric, unit, change, basis, period, amounts. The first
//! of these that differs ends the comparison.
//!
//! The rules, and where their constants stand:
//! - The evidence is consistent when every value that it allows satisfies the claim, inconsistent when none does, and
//!   otherwise leaves it open (`open`). See `amounts`.
//! - A bare amount is also satisfied by what rounds to its last stated digit (`exact::last_place`); a bound is not.
//! - `about` allows 5 % either way, for percentages at most 2 points, at least half the last stated digit (`stated`).
//! - Units convert by exact factors only (`measures`); currencies by a rate for the time (`money`).

mod against;
mod amounts;
mod answer;
mod basis;
mod changes;
mod dates;
mod money;
mod names;
mod periods;
mod sides;
mod slip;
mod units;

pub use against::{Against, Overall, against_all};
pub use answer::{Answer, Comparison, Reason, Side};
pub use money::Rate;

use super::dimension::Dimension;
use super::measure::Measure;
use super::stated::{Stated, Unstated};
use super::words::in_words;
use answer::{Barred, Weighed};
use record::model::quantity::{Quantity, grouped};
use rust_decimal::Decimal;
use sides::Sides;

/// Compares a claim's figure with the evidence's, converting currencies by the rates given.
pub fn compare(claim: &Quantity, evidence: &Quantity, rates: &[Rate]) -> Comparison {
    let opening = format!("The claim says {}; the evidence says {}.", said(claim), said(evidence));
    let mut working = Vec::with_capacity(6);
    working.push(opening);
    match weigh(claim, evidence, rates, &mut working) {
        Ok(Weighed { answer, reason, side }) => Comparison { answer, reason, side, working },
        Err(Barred { reason, sentence }) => {
            working.push(sentence);
            Comparison { answer: Answer::NotComparable, reason: Some(reason), side: None, working }
        }
    }
}

/// Says a figure in words; a year of the calendar stays in one piece.
fn said(quantity: &Quantity) -> String {
    let words = in_words(quantity);
    match quantity.figure.amount.filter(|_| quantity.unit.as_deref() == Some("year")) {
        Some(year) => words.replacen(&grouped(year), &year.to_string(), 1),
        None => words,
    }
}

fn weigh(claim: &Quantity, evidence: &Quantity, rates: &[Rate], working: &mut Vec<String>) -> Result<Weighed, Barred> {
    names::subjects(claim, evidence, working)?;
    if let Some(weighed) = dates::weigh(claim, evidence, working)? {
        return Ok(weighed);
    }
    names::metrics(claim, evidence, working)?;
    let measures = (measure(claim), measure(evidence));
    let own = read(claim, &measures.0, "claim")?;
    let its = read(evidence, &measures.1, "evidence")?;
    for (side, measure) in [("claim", &measures.0), ("evidence", &measures.1)] {
        if let Some(remark) = &measure.remark {
            working.push(format!("The {side}'s unit carries a remark, left aside here: {remark}."));
        }
    }
    let sides = Sides { claim, evidence, measures: &measures };
    let (own, its, unit) = units::bridge(&sides, own, its, rates, working)?;
    if let Some(weighed) = changes::agree(&sides, working)? {
        return Ok(weighed);
    }
    basis::agree(&sides, (&own, &its), working)?;
    periods::agree(&sides, (&own, &its), &unit, working)?;
    amounts::settle(&own, &its, &measures.0, &unit, working).ok_or_else(Barred::too_large)
}

/// From this number on, `year` after an amount is a year of the calendar.
const FIRST_YEAR: i64 = 1000;

/// Reads a unit; `1 year` is a length of time.
fn measure(quantity: &Quantity) -> Measure {
    let measure = Measure::read(quantity.unit.as_deref());
    let short = quantity.figure.amount.is_some_and(|amount| amount < Decimal::from(FIRST_YEAR));
    if measure.dimension == Dimension::Year && short { Measure::read(Some("years")) } else { measure }
}

fn read(quantity: &Quantity, measure: &Measure, side: &str) -> Result<Stated, Barred> {
    Stated::read(&quantity.figure, measure).map_err(|unstated| match unstated {
        Unstated::NoAmount => Barred::because(Reason::NoAmount, format!("The {side} states no amount.")),
        Unstated::Malformed(how) => {
            Barred::because(Reason::Malformed, format!("The {side}'s figure cannot be read: {how}."))
        }
        Unstated::TooLarge => Barred::too_large(),
    })
}
