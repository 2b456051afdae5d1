//! Reads shares written as fractions: `two-thirds`, `one in five`, `7 de cada 10`.

use super::cue::{Cue, Sort};
use super::number::number;
use super::scan::Scan;
use super::{Language, hedge};
use record::model::words::Comparator;
use rust_decimal::Decimal;

/// A fraction as a percentage.
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    pub percent: Decimal,
    /// `About` where the percentage had to be rounded.
    pub comparator: Comparator,
    pub end: usize,
}

/// Reads the fraction that begins with the token.
pub fn fraction(scan: &Scan, at: usize) -> Option<Fraction> {
    in_digits(scan, at).or_else(|| written(scan, at)).or_else(|| out_of(scan, at))
}

fn percent(parts: Decimal, of: Decimal, end: usize) -> Option<Fraction> {
    let exact = parts.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(of)?;
    let rounded = exact.round_dp(2).normalize();
    let comparator = if rounded == exact { Comparator::Equal } else { Comparator::About };
    Some(Fraction { percent: rounded, comparator, end })
}

fn small(scan: &Scan, at: usize) -> Option<u32> {
    let word = scan.word(at);
    (scan.numeral(at) && word.len() <= 2).then(|| word.parse().ok())?
}

/// `2/3 of`.
fn in_digits(scan: &Scan, at: usize) -> Option<Fraction> {
    let (parts, of) = (small(scan, at)?, small(scan, at + 2)?);
    let tight = scan.word(at + 1) == "/" && scan.glued(at + 1) && scan.glued(at + 2) && scan.word(at + 3) != "/";
    let unit = scan.is_any(at + 4, &["a", "an"])
        && super::unit::after(scan, at + 5, false).is_some_and(|unit| unit.kind != super::Kind::Count);
    let meant = scan.is_any(at + 3, &["of", "de", "del"]) && !unit;
    (tight && meant && parts < of && (2..=10).contains(&of)).then(|| percent(parts.into(), of.into(), at + 3))?
}

/// `two-thirds`, `a quarter of`, `tres cuartas partes`.
fn written(scan: &Scan, at: usize) -> Option<Fraction> {
    let article = scan.is_any(at, &["a", "an"]) && scan.language == Language::English;
    // `la quinta parte`
    let the = scan.is_any(at.wrapping_sub(1), &["la", "una"]) && scan.is_any(at + 1, &["parte"]);
    let (parts, next) = if article {
        (Decimal::ONE, at + 1)
    } else if the {
        (Decimal::ONE, at)
    } else {
        let (Cue::Number(super::cue::NumberWord::Add(parts @ 1..=9)), length) = scan.phrase(at, Some)? else {
            return None;
        };
        (Decimal::from(parts), at + length)
    };
    let hyphen = usize::from(scan.dash(next) && scan.glued(next) && scan.glued(next + 1));
    let read = |cue| if let Cue::Parts(of @ 3..) = cue { Some(of) } else { None };
    let (of, length) = scan.phrase(next + hyphen, read)?;
    let end = next + hyphen + length;
    let several =
        parts > Decimal::ONE || scan.is_any(next, &["tercio"]) || scan.is_any(end - 1, &["parte"]) || hyphen == 1;
    // `three-quarters of a million` is a number.
    let past =
        end + usize::from(scan.is_any(end, &["of", "de"])) + usize::from(scan.is_any(end + 1, &["a", "an", "un"]));
    let scale = |cue| matches!(cue, Cue::Number(super::cue::NumberWord::Million(_))).then_some(());
    if past > end && scan.phrase(past, scale).is_some() {
        return None;
    }
    if scan.may(end, Sort::Number)
        && scan.length(end, Sort::Number).is_some()
        && !scan.is_any(end, &["a", "un", "una", "one"])
    {
        return None;
    }
    (several || meant(scan, at, end)).then(|| percent(parts, of.into(), end))?
}

/// `a third` is a share only where something is parted: `a third of`, `by a third`.
fn meant(scan: &Scan, at: usize, end: usize) -> bool {
    let before = at > 0 && scan.is_any(at - 1, &["by", "to", "than", "en", "only", "just"]);
    before
        || scan.is_any(end, &["of", "de", "del", "more", "less", "más", "menos"])
        || hedge::before(scan, at).is_some()
}

/// `one in five`, `nine out of ten`, `7 de cada 10`.
fn out_of(scan: &Scan, at: usize) -> Option<Fraction> {
    let parts = number(scan, at, false)?;
    let (length, strict) = match (scan.word(parts.end), scan.word(parts.end + 1)) {
        ("de", "cada") | ("out", "of") => (2, false),
        ("in" | "In", "every") => (2, false),
        ("in", _) => (1, true),
        // `one person in five`
        (noun, "in")
            if parts.value == Decimal::ONE
                && parts.worded
                && noun.len() > 2
                && scan.make(parts.end) == Some(super::token::Make::Word) =>
        {
            (2, true)
        }
        _ => return None,
    };
    let of = number(scan, parts.end + length, false)?;
    let date = scan.may(parts.end + length, Sort::Month)
        || of.value > Decimal::from(100_000)
        || (of.bare && of.value > Decimal::ONE_THOUSAND);
    let plain = !strict
        || (parts.value <= Decimal::TEN
            && (parts.worded == of.worded || of.value <= Decimal::ONE_HUNDRED && parts.worded));
    (parts.value < of.value && !date && plain).then(|| percent(parts.value, of.value, of.end))?
}
