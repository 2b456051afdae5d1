//! Reads one amount, or two that bound an interval, with unit and currency.

use super::Kind;
use super::amount::Amount;
use super::cue::{Cue, Sort};
use super::number::{Number, number, scale_at};
use super::scan::Scan;
use super::sum;
use super::unit::{self, Unit};
use rust_decimal::Decimal;

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
        (first.start > 0 && (changes(scan, first.start) || scan.is_any(first.start - 1, &["from", "de", "del"])))
            .then(|| single(scan, first.end + length))?
    };
    let Some(second) = first.unit.is_none().then(lent).flatten() else { return first };
    if second.unit.as_ref().is_some_and(|unit| unit.kind == Kind::Duration) {
        return first;
    }
    let factor = second.number.value.checked_div(second.number.mantissa).filter(|_| first.number.scale == 0);
    let scaled = factor.and_then(|factor| first.value.checked_mul(factor)).map(|value| value.normalize());
    Amount { value: scaled.unwrap_or(first.value), unit: second.unit, ..first }
}

fn single(scan: &Scan, at: usize) -> Option<Amount> {
    let prefix = unit::currency_before(scan, at);
    let start = prefix.map_or(at, |(_, end)| end);
    let inner = prefix.filter(|_| unit::negative(scan, start)).map(|_| scan.word(start) == "(");
    let mut number = number(scan, start + usize::from(inner.is_some()), prefix.is_some())?;
    if inner == Some(true) {
        // `$(14.6) million`
        number.end = (scan.word(number.end) == ")").then_some(number.end + 1)?;
        number = rescaled(scan, number, number.end, true);
    }
    if let Some((code, power)) = millions_of(scan, number.end) {
        let factor = Decimal::from(10_i64.pow(power));
        number.value = number.value.checked_mul(factor)?.normalize();
        number.other = number.other.and_then(|other| other.checked_mul(factor)).map(|other| other.normalize());
        (number.scale, number.end) = (power as u8, number.end + 1);
        let unit = Some(Unit { name: code.into(), kind: Kind::Money, end: number.end });
        let (value, other) = signed(scan, at, number);
        return Some(Amount { value, upper: None, other, unit, start: at, end: number.end, number });
    }
    let mut after =
        unit::after(scan, number.end, number.scale > 0).or_else(|| unit::percent_before(scan, at, number.end));
    // `125 USD millones`
    if let Some(unit) = after.as_mut().filter(|unit| unit.kind == Kind::Money && number.scale == 0) {
        let more = rescaled(scan, number, unit.end, false);
        if more.scale > 0 {
            (number, unit.end) = (Number { end: more.end, ..more }, more.end);
        }
    }
    let unit = match prefix {
        Some((code, _)) => Some(priced(code, after, number.end)),
        None => after,
    };
    let unit = at_prices(scan, &number, unit);
    let end = unit.as_ref().map_or(number.end, |unit| unit.end);
    let (value, other) = signed(scan, at, number);
    let (value, other) = if inner.is_some() { (-value.abs(), other.map(|other| -other.abs())) } else { (value, other) };
    let start = if value.is_sign_negative() && inner.is_none() { sign_start(scan, at) } else { at };
    let amount = Amount { value, upper: None, other, unit, start, end, number };
    Some(below_zero(scan, sum::summed(scan, amount)))
}

/// `40 million in 2015 dollars`: the year tells at which prices, and the currency belongs to the amount.
fn at_prices(scan: &Scan, number: &Number, unit: Option<Unit>) -> Option<Unit> {
    let at = unit.as_ref().map_or(number.end, |unit| unit.end);
    let constant = usize::from(scan.is_any(at + 1, &["constant", "real"]));
    let year = at + 1 + constant;
    let years = scan.is(at, "in")
        && scan.numeral(year)
        && scan.word(year).parse::<u16>().is_ok_and(|year| (1800..=2100).contains(&year));
    if !years {
        return unit;
    }
    match unit::currency(scan, year + 1).filter(|_| unit.is_none()) {
        Some((code, length)) => Some(Unit { name: code.into(), kind: Kind::Money, end: year + 1 + length }),
        None => unit.map(|unit| if scan.is(year + 1, "prices") { Unit { end: year + 2, ..unit } } else { unit }),
    }
}

/// Gives the token of the sign before a negative amount.
fn sign_start(scan: &Scan, at: usize) -> usize {
    let sign = at.saturating_sub(1);
    let joined = scan.dash(sign) && scan.glued(sign) && sign > 0 && scan.is(sign - 1, "minus");
    if joined { sign - 1 } else { sign }
}

/// Takes a scale word that stands apart from its number.
fn rescaled(scan: &Scan, number: Number, at: usize, money: bool) -> Number {
    let Some((power, end)) = scale_at(scan, at, money).filter(|(power, _)| *power >= 3) else { return number };
    let factor = 10_i128.checked_pow(power.into()).and_then(|factor| Decimal::try_from_i128_with_scale(factor, 0).ok());
    let times = |value: Decimal| factor.and_then(|factor| value.checked_mul(factor)).map(|value| value.normalize());
    match times(number.value) {
        Some(value) => Number { value, other: number.other.and_then(times), end, scale: power, ..number },
        None => number,
    }
}

/// `48 mdp`, `15 mmdp`, `2 mdd`: how Mexico writes millions of pesos and of dollars.
fn millions_of(scan: &Scan, at: usize) -> Option<(&'static str, u32)> {
    let word = scan.word(at);
    if !(3..=4).contains(&word.len()) {
        return None;
    }
    match word.to_ascii_lowercase().as_str() {
        "mdp" => Some(("MXN", 6)),
        "mdd" | "mdus" => Some(("USD", 6)),
        "mde" => Some(("EUR", 6)),
        "mmdp" => Some(("MXN", 9)),
        "mmdd" => Some(("USD", 9)),
        _ => None,
    }
}

/// `9 grados bajo cero`, `12 degrees below zero`.
fn below_zero(scan: &Scan, amount: Amount) -> Amount {
    let degrees = amount.unit.as_ref().is_some_and(|unit| unit.name.starts_with("degrees"));
    let below = scan.is_any(amount.end, &["below", "bajo"]) && scan.is_any(amount.end + 1, &["zero", "cero"]);
    if !(degrees && below) {
        return amount;
    }
    let end = amount.end + 2;
    let unit = amount.unit.map(|unit| Unit { end, ..unit });
    Amount { value: -amount.value.abs(), end, unit, ..amount }
}

/// `$5 million pesos`, `$3 USD`: the name after the number says which dollar or peso it is.
fn priced(code: &str, after: Option<Unit>, end: usize) -> Unit {
    match after {
        Some(named) if code == "$" && named.kind == Kind::Money => named,
        _ => Unit { name: code.into(), kind: Kind::Money, end },
    }
}

fn signed(scan: &Scan, at: usize, number: Number) -> (Decimal, Option<Decimal>) {
    let Some(mut sign) = at.checked_sub(1) else { return (number.value, number.other) };
    let dash = (matches!(scan.word(sign), "-" | "−") || scan.word(sign) == "–" && !scan.glued(sign))
        && scan.glued(at)
        && (!scan.glued(sign) || matches!(scan.word(sign.wrapping_sub(1)), "(" | "“" | "\""));
    // `minus-30`
    if scan.dash(sign) && scan.glued(at) && scan.glued(sign) && sign > 0 && scan.is(sign - 1, "minus") {
        sign -= 1;
    }
    let bounded = ["o", "no", "al", "lo", "a", "lo", "mucho", "cuando", "más", "ni", "poco", "algo", "bastante"];
    let bounded =
        scan.is_any(sign.wrapping_sub(1), &bounded) && (!scan.is(sign.wrapping_sub(1), "a") || scan.is(at + 1, "que"));
    let subtracts = sign > 0 && scan.number_like(sign - 1);
    let word = (scan.is_any(sign, &["minus", "negative"]) || scan.is(sign, "menos") && !bounded) && !subtracts;
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
    if matches!(word, "to" | "a" | "al" | "hasta") && !between && by_then_to(scan, first, second) {
        return false;
    }
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

/// Says whether the first amount is a change and the second the level it came to: `rose by 3 to 19 million`.
fn by_then_to(scan: &Scan, first: &Amount, second: &Amount) -> bool {
    let verbs = Sort::Rise.bit() | Sort::Fall.bit() | Sort::Change.bit();
    let near = first.start.saturating_sub(7)..first.start;
    let Some(verb) = near.rev().find(|at| scan.tokens[*at].sorts & verbs != 0) else { return false };
    let by = (verb..first.start).any(|at| scan.is_any(at, &["by", "en"]));
    let percent = second.unit.as_ref().is_some_and(|unit| unit.kind == Kind::Percentage);
    let close = second.value <= first.value * Decimal::from(3) && first.value < second.value;
    // `rose 10 to 15 percent` bounds the change; `rose 2 percent to 15 percent` may not.
    match (&first.unit, by) {
        (Some(_), _) => true,
        (None, true) => !(percent && close),
        (None, false) => !close,
    }
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
    let verbs = Sort::Rise.bit() | Sort::Fall.bit() | Sort::Change.bit();
    (start.saturating_sub(5)..start).any(|at| scan.tokens[at].sorts & verbs != 0)
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
