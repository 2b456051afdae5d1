//! Reads one amount, or two that bound an interval, with unit and currency.

use super::Kind;
use super::cue::{Cue, Sort};
use super::number::{Number, number};
use super::scan::Scan;
use super::unit::{self, Unit};
use rust_decimal::Decimal;

/// One or two amounts in one unit, before any hedge is read.
#[derive(Clone, Debug)]
pub struct Amount {
    pub value: Decimal,
    pub upper: Option<Decimal>,
    /// The other reading of the value.
    pub other: Option<Decimal>,
    pub unit: Option<Unit>,
    /// The first token, `between` or the currency included.
    pub start: usize,
    pub end: usize,
    pub number: Number,
}

const ARTICLES: &[&str] = &["a", "the", "un", "una", "el", "la", "los", "las"];

/// Reads the amount, or the interval, that begins with a currency or a number at the token.
pub fn amount(scan: &Scan, at: usize) -> Option<Amount> {
    let first = single(scan, at)?;
    interval(scan, &first).or_else(|| Some(changed(scan, first)))
}

/// `rose from 10 to 15 percent`: no interval, but the unit and the scale are meant for both.
fn changed(scan: &Scan, first: Amount) -> Amount {
    let lent = || {
        let length =
            scan.length(first.end, Sort::RangeJoin).filter(|_| scan.is_any(first.end, &["to", "a", "al", "hasta"]))?;
        (first.start > 0 && changes(scan, first.start)).then(|| single(scan, first.end + length))?
    };
    let Some(second) = first.unit.is_none().then(lent).flatten() else { return first };
    let factor = second.number.value.checked_div(second.number.mantissa).filter(|_| first.number.scale == 0);
    let scaled = factor.and_then(|factor| first.value.checked_mul(factor)).map(|value| value.normalize());
    Amount { value: scaled.unwrap_or(first.value), unit: second.unit, ..first }
}

fn single(scan: &Scan, at: usize) -> Option<Amount> {
    let prefix = unit::currency_before(scan, at);
    let start = prefix.map_or(at, |(_, end)| end);
    let number = number(scan, start, prefix.is_some())?;
    let after = unit::after(scan, number.end, number.scale > 0);
    let unit = match prefix {
        Some((code, _)) => Some(priced(code, after, number.end)),
        None => after,
    };
    let end = unit.as_ref().map_or(number.end, |unit| unit.end);
    let (value, other) = signed(scan, at, number);
    Some(Amount { value, upper: None, other, unit, start: at, end, number })
}

/// `$5 million pesos`, `$3 USD`: the name after the number says which dollar or peso it is.
fn priced(code: &str, after: Option<Unit>, end: usize) -> Unit {
    match after {
        Some(named) if code == "$" && named.kind == Kind::Money => named,
        _ => Unit { name: code.into(), kind: Kind::Money, end },
    }
}

fn signed(scan: &Scan, at: usize, number: Number) -> (Decimal, Option<Decimal>) {
    let Some(sign) = at.checked_sub(1) else { return (number.value, number.other) };
    let dash = matches!(scan.word(sign), "-" | "−") && scan.glued(at) && !scan.glued(sign);
    let word = scan.is(sign, "minus")
        || (scan.is(sign, "menos") && !scan.is(sign.wrapping_sub(1), "no") && !scan.is(sign.wrapping_sub(1), "al"));
    if (dash && !scan.number_like(sign.wrapping_sub(1))) || word {
        return (-number.value, number.other.map(|other| -other));
    }
    (number.value, number.other)
}

fn interval(scan: &Scan, first: &Amount) -> Option<Amount> {
    let read = |cue| matches!(cue, Cue::RangeStart).then_some(());
    let bare = first.start - usize::from(first.start > 0 && scan.is_any(first.start - 1, ARTICLES));
    let opening = scan
        .phrase_before(first.start, Sort::RangeStart, read)
        .or_else(|| scan.phrase_before(bare, Sort::RangeStart, read));
    let opening = opening.map(|(_, start)| start);
    [first.end, first.number.end].into_iter().find_map(|joint| {
        let length = scan.length(joint, Sort::RangeJoin)?;
        let article = usize::from(scan.is_any(joint + length, ARTICLES) && scan.numeral(joint + length + 1));
        let second = single(scan, joint + length + article)?;
        (joins(scan, joint, length, first, &second, opening)).then(|| bounded(first, &second, joint, opening))?
    })
}

fn joins(scan: &Scan, joint: usize, length: usize, first: &Amount, second: &Amount, opening: Option<usize>) -> bool {
    let spans = ["between", "entre", "anywhere", "ranging", "ranged"];
    let between = opening.is_some_and(|start| (start..first.start).any(|at| scan.is_any(at, &spans)));
    let changed = !between && opening.is_some_and(|start| changes(scan, start));
    let word = scan.word(joint);
    let fits = match word {
        "-" | "‑" => scan.glued(joint) && scan.glued(joint + 1),
        "–" | "—" => scan.glued(joint) == scan.glued(joint + 1),
        "and" | "y" => between,
        "or" | "o" => first.unit.is_none() && length == 1 && second.value == first.value + Decimal::ONE,
        _ => {
            opening.is_some()
                || (first.end == joint && first.unit.is_none())
                || agree(first, second)
                || joint == first.number.end
        }
    };
    fits && !changed && (agree(first, second) || joint == first.number.end || first.unit.is_none())
}

/// Says whether two amounts are in one unit as written.
fn agree(first: &Amount, second: &Amount) -> bool {
    match (&first.unit, &second.unit) {
        (Some(left), Some(right)) => {
            left.name == right.name || (left.kind == Kind::Money && right.kind != Kind::Percentage)
        }
        (None, _) => true,
        (Some(left), None) => left.kind == Kind::Money || left.kind == Kind::Count,
    }
}

fn changes(scan: &Scan, start: usize) -> bool {
    (start.saturating_sub(5)..start).any(|at| scan.may(at, Sort::Change))
}

/// Makes the interval; a scale that stands only after the second amount is meant for both: `3–5 million`.
fn bounded(first: &Amount, second: &Amount, joint: usize, opening: Option<usize>) -> Option<Amount> {
    let mut value = first.value;
    if second.number.scale > 0 && first.number.scale == 0 && !second.number.mantissa.is_zero() {
        let factor = second.number.value.checked_div(second.number.mantissa)?;
        let scaled = value.checked_mul(factor)?.normalize();
        if scaled <= second.value && (value < second.number.mantissa || joint == first.number.end) {
            value = scaled;
        }
    }
    let unit = match (&first.unit, &second.unit) {
        (Some(left), Some(right)) if left.kind == Kind::Money && right.kind != Kind::Money => Some(left.clone()),
        (_, Some(right)) => Some(right.clone()),
        (left, None) => left.clone(),
    };
    let start = opening.unwrap_or(first.start);
    (value <= second.value).then_some(Amount {
        value,
        upper: Some(second.value),
        other: None,
        unit,
        start,
        end: second.end,
        number: second.number,
    })
}
