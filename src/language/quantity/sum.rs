//! Adds up what is said in two parts: `8 dollars and 75 cents`, `25 euros con 50`, `6 feet 2 inches`.

use super::amount::Amount;
use super::cue::Sort;
use super::figure_kind::Kind;
use super::number::number;
use super::scan::Scan;
use super::unit::{self, Unit};
use rust_decimal::Decimal;

/// A greater unit, the lesser one, how many of it make one, and whether the sum is told in the lesser unit.
const PAIRS: &[(&str, &str, u32, bool)] = &[
    ("ft", "in", 12, true),
    ("kg", "g", 1000, false),
    ("km", "m", 1000, false),
    ("m", "cm", 100, false),
    ("t", "kg", 1000, false),
    ("lb", "oz", 16, true),
];

/// Takes in the second part of an amount, where one follows.
pub fn summed(scan: &Scan, amount: Amount) -> Amount {
    let Some(unit) = amount.unit.as_ref() else { return amount };
    if !amount.value.fract().is_zero() {
        return amount;
    }
    if let Some(end) = and_a_half(scan, unit.end).filter(|_| amount.number.scale == 0) {
        let unit = Unit { end, ..unit.clone() };
        return Amount { value: amount.value + Decimal::new(5, 1), other: None, end, unit: Some(unit), ..amount };
    }
    let sum = if unit.kind == Kind::Money { money(scan, &amount, unit) } else { measured(scan, &amount, unit) };
    sum.unwrap_or(amount)
}

/// `two hours and a half`, `dos horas y media`.
fn and_a_half(scan: &Scan, at: usize) -> Option<usize> {
    if scan.is(at, "and") && scan.is(at + 1, "a") && scan.is(at + 2, "half") {
        return Some(at + 3);
    }
    (scan.is(at, "y") && scan.is_any(at + 1, &["medio", "media"]) && !scan.may(at + 2, Sort::Unit)).then_some(at + 2)
}

const CENTS: &[&str] = &[
    "cents",
    "cent",
    "pence",
    "p",
    "c",
    "céntimos",
    "centavos",
    "céntimo",
    "centavo",
    "penny",
    "paise",
    "pesewas",
    "kobo",
    "groszy",
];

fn money(scan: &Scan, amount: &Amount, unit: &Unit) -> Option<Amount> {
    if matches!(unit.name.as_str(), "cents" | "pence") {
        return None;
    }
    let joint = usize::from(scan.is_any(unit.end, &["and", "y", "con", ","]));
    let next = unit.end + joint;
    let part = number(scan, next, false).filter(|part| part.scale == 0 && part.value < Decimal::ONE_HUNDRED)?;
    let named = scan.is_any(part.end, CENTS);
    let spelt = scan.make(unit.end - 1) == Some(super::token::Make::Word);
    let two = scan.numeral(next) && scan.word(next).len() == 2;
    let with = joint == 1 && scan.is(unit.end, "con") && two && ends(scan, part.end);
    let bare = joint == 0 && two && spelt && !scan.glued(next) && unit.end > amount.number.end && ends(scan, part.end);
    if !(named || with || bare) || amount.number.scale > 0 {
        return None;
    }
    let more = part.value.checked_div(Decimal::ONE_HUNDRED)?;
    let end = part.end + usize::from(named);
    let unit = Unit { end, ..unit.clone() };
    Some(Amount { value: amount.value + more, other: None, unit: Some(unit), end, ..amount.clone() })
}

/// Nothing is counted behind the number.
fn ends(scan: &Scan, at: usize) -> bool {
    let sorts = Sort::Time.bit() | Sort::Number.bit() | Sort::Month.bit();
    let measured = scan.length(at, Sort::Unit).is_some();
    !measured
        && unit::currency(scan, at).is_none()
        && scan.tokens.get(at).is_none_or(|token| token.sorts & sorts == 0)
        && (scan.tokens.get(at).is_none_or(|token| {
            token.make != super::token::Make::Word
                || token.sorts & Sort::Stop.bit() != 0
                || !scan.word(at).ends_with('s')
        }))
}

fn measured(scan: &Scan, amount: &Amount, unit: &Unit) -> Option<Amount> {
    let joint = usize::from(scan.is_any(unit.end, &["and", "y", "con", ","]));
    let part = number(scan, unit.end + joint, false).filter(|part| part.scale == 0)?;
    let inches = unit.name == "ft" && scan.is(part.end, "in");
    let inches = inches.then(|| Unit { name: "in".into(), kind: Kind::Measure, end: part.end + 1 });
    let lesser = inches.or_else(|| unit::after(scan, part.end, false))?;
    let (_, _, many, below) = PAIRS.iter().find(|pair| pair.0 == unit.name && pair.1 == lesser.name)?;
    let many = Decimal::from(*many);
    if part.value >= many || part.value < Decimal::ZERO {
        return None;
    }
    let (value, name) = if *below {
        (amount.value.checked_mul(many)?.checked_add(part.value)?, lesser.name.clone())
    } else {
        (amount.value.checked_add(part.value.checked_div(many)?)?.normalize(), unit.name.clone())
    };
    let unit = Unit { name, end: lesser.end, kind: unit.kind };
    Some(Amount { value, other: None, end: unit.end, unit: Some(unit), ..amount.clone() })
}
