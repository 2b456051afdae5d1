//! An amount as a person types it into a field: `£1,198k`, `12,4 millones`, `62.5%`, `1.234.567,89`.

use super::{Found, find};
use crate::text::{Language, language};
use record::model::quantity::{Quantity, parse_amount};
use record::model::words::Comparator;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// What was made of an amount.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// One reading: the amount, and the unit where one was typed with it.
    Sure(Decimal, Option<String>),
    /// The writing allows two: `1.234` is one and a bit in London, and over a thousand in Madrid.
    Either(Decimal, Decimal),
    /// It is no amount, or more than one.
    Unread,
}

/// Reads an amount that stands alone, as people write it in English and in Spanish.
pub fn typed(text: &str) -> Typed {
    let text = text.trim();
    if let Ok(plain) = parse_amount(text)
        && !could_be_thousands(text)
    {
        return Typed::Sure(plain, None);
    }
    let (sign, text) = text.strip_prefix(['-', '−']).map_or((Decimal::ONE, text), |rest| (Decimal::NEGATIVE_ONE, rest));
    let mut readings: Vec<(Decimal, Option<String>)> = Vec::new();
    for reading in readings_of(text) {
        let Some(amount) = reading.figure.amount.filter(|_| reading.figure.upper.is_none()) else { continue };
        if !readings.iter().any(|(known, _)| *known == amount * sign) {
            readings.push((amount * sign, reading.unit));
        }
    }
    match &mut readings[..] {
        [(amount, unit)] => Typed::Sure(*amount, unit.take()),
        [(one, _), (other, _)] => Typed::Either(*one, *other),
        _ => Typed::Unread,
    }
}

/// Says whether a plain decimal may be a whole number with a point between its thousands: `1.234`, but not `0.125`.
fn could_be_thousands(text: &str) -> bool {
    let digits = text.trim_start_matches('-');
    digits.split_once('.').is_some_and(|(whole, rest)| rest.len() == 3 && whole.len() <= 3 && !whole.starts_with('0'))
}

/// Gives the readings in the language of the words; a bare number may be written as either language writes it.
fn readings_of(text: &str) -> Vec<Quantity> {
    let bare = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let (english, spanish) = (alone(text, Language::English), alone(text, Language::Spanish));
    if bare {
        return english.into_iter().chain(spanish).collect();
    }
    // `12,4 millones` counts something called `millones` in English.
    let counted = |readings: &[Quantity]| readings.first().map_or(usize::MAX, |first| words_of(first.unit.as_deref()));
    let spoken = language(text);
    match counted(&english).cmp(&counted(&spanish)) {
        Ordering::Less => english,
        Ordering::Greater => spanish,
        Ordering::Equal if spoken == Language::Spanish => spanish,
        Ordering::Equal => english,
    }
}

/// Counts the words of a unit that are no code and no sign.
fn words_of(unit: Option<&str>) -> usize {
    let known = |word: &str| word == "percent" || !word.chars().any(char::is_lowercase);
    unit.unwrap_or_default().split_whitespace().filter(|word| !known(word)).count()
}

/// Gives the readings of a figure that takes the whole text.
fn alone(text: &str, language: Language) -> Vec<Quantity> {
    let mut found = find(text, language).into_iter();
    match (found.next(), found.next()) {
        (Some(Found { span, quantity, alternative, .. }), None) if span == (0..text.len()) => {
            // How an amount bounds the true one has a field of its own.
            let bare = |read: &Quantity| read.figure.comparator == Comparator::Equal && read.figure.change.is_none();
            std::iter::once(quantity).chain(alternative).filter(bare).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[(&str, &str)]) {
        let shown = |text: &str| match typed(text) {
            Typed::Sure(amount, unit) => {
                format!("{} {}", amount.normalize(), unit.unwrap_or_default()).trim().to_owned()
            }
            Typed::Either(one, other) => format!("{} or {}", one.normalize(), other.normalize()),
            Typed::Unread => "unread".to_owned(),
        };
        let wrong: Vec<String> = rows
            .iter()
            .filter(|(text, expected)| shown(text) != *expected)
            .map(|(text, expected)| format!("{text}: {} instead of {expected}", shown(text)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn amounts_are_taken_as_people_write_them() {
        check(&[
            ("12000000", "12000000"),
            ("62.5", "62.5"),
            ("-4", "-4"),
            ("0.125", "0.125"),
            ("1,234,567", "1234567"),
            ("1.234.567,89", "1234567.89"),
            ("1 234 567", "1234567"),
            ("£1,198k", "1198000 GBP"),
            ("12.4 million", "12400000"),
            ("12,4 millones", "12400000"),
            ("12.4m USD", "12400000 USD"),
            ("4,5", "4.5"),
            ("62.5%", "62.5 percent"),
            ("62,5 %", "62.5 percent"),
            ("4 000 €", "4000 EUR"),
        ]);
    }

    #[test]
    fn two_readings_are_both_given() {
        check(&[("1.234", "1.234 or 1234"), ("12,400", "12400 or 12.4"), ("-1.500", "-1.5 or -1500")]);
    }

    #[test]
    fn what_is_no_single_amount_is_not_read() {
        check(&[
            ("", "unread"),
            ("many", "unread"),
            ("3 to 5 million", "unread"),
            ("4 and 5", "unread"),
            ("in 2019", "unread"),
            ("about twelve", "unread"),
            ("over 12 million", "unread"),
        ]);
    }
}
