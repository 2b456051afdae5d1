//! Reads a number from its tokens: digits, words and scale together, exactly.

use super::Language;
use super::cue::{Cue, NumberWord, Sort};
use super::numeral::{Numeral, numeral};
use super::scan::Scan;
use rust_decimal::Decimal;

/// A number as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    pub value: Decimal,
    /// The other reading of the separators or of the scale word.
    pub other: Option<Decimal>,
    /// The token after its last.
    pub end: usize,
    /// What the scale words multiplied: 3.5 in `3.5 million`.
    pub mantissa: Decimal,
    /// The power of ten of the last scale word or suffix; 0 without one.
    pub scale: u8,
    /// It is written in words alone.
    pub worded: bool,
    /// It begins with four bare digits, as a year does.
    pub bare: bool,
}

/// Reads the number at a token. `money` says that a currency stands before it, so that `m` is a million.
pub fn number(scan: &Scan, at: usize, money: bool) -> Option<Number> {
    if scan.numeral(at) { digits(scan, at, money) } else { words(scan, at) }
}

fn digits(scan: &Scan, at: usize, money: bool) -> Option<Number> {
    let (read, mut end) = grouped(scan, at)?;
    let mut read = read;
    if is_ordinal(scan, end) {
        return None;
    }
    if let Some((value, end)) = simple_fraction(scan, at) {
        let plain = Number { value, mantissa: value, other: None, end, scale: 0, worded: false, bare: false };
        return Some(
            scale_at(scan, end, money).map_or(plain, |(power, next)| scaled(plain, power, next).unwrap_or(plain)),
        );
    }
    if end == at + 1
        && let Some((part, next)) = simple_fraction(scan, end).filter(|_| !scan.glued(end))
    {
        (read.value, end) = (read.value.checked_add(part)?, next);
    }
    if let Some((factor, next)) = power_of_ten(scan, end) {
        let value = read.value.checked_mul(factor)?.normalize();
        return Some(Number { value, mantissa: value, other: None, end: next, scale: 0, worded: false, bare: false });
    }
    if scan.numeral(end) && "½⅓⅔¼¾".contains(scan.word(end)) {
        read.value = read.value.checked_add(numeral(scan.word(end), scan.convention)?.value)?;
        end += 1;
    }
    let bare = end == at + 1 && scan.word(at).bytes().all(|byte| byte.is_ascii_digit());
    let plain =
        Number { value: read.value, mantissa: read.value, other: read.other, end, scale: 0, worded: false, bare };
    let (power, length) = suffix(scan, end, money).unwrap_or((0, 0));
    if length > 0 {
        return scaled(plain, power, end + length);
    }
    let mut count = Count { current: read.value, seen: true, from_digits: true, ..Count::default() };
    let stop = count.run(scan, end);
    if stop == end {
        return Some(plain);
    }
    let other = read.other.and_then(|other| {
        let mut again = Count { current: other, seen: true, from_digits: true, ..Count::default() };
        again.run(scan, end);
        again.sum()
    });
    Some(Number { value: count.sum()?, other: other.or(count.translated()), end: stop, scale: count.scale, ..plain })
}

/// Reads the scale word or suffix at a token, as a power of ten, and the token after it.
pub fn scale_at(scan: &Scan, at: usize, money: bool) -> Option<(u8, usize)> {
    if let Some((power, length)) = suffix(scan, at, money) {
        return Some((power, at + length));
    }
    match number_word(scan, at)? {
        (NumberWord::Thousand, length) => match number_word(scan, at + length) {
            Some((NumberWord::Million(power), more)) => Some((power + 3, at + length + more)),
            _ => Some((3, at + length)),
        },
        (NumberWord::Million(power), length) => Some((power, at + length)),
        _ => None,
    }
}

/// Reads `3/4` where it is a number and no date, mark or share.
fn simple_fraction(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let small = |at: usize| {
        let word = scan.word(at);
        (scan.numeral(at) && word.len() <= 2).then(|| word.parse::<u32>().ok())?
    };
    let (parts, of) = (small(at)?, small(at + 2)?);
    let tight =
        matches!(scan.word(at + 1), "/" | "⁄") && scan.glued(at + 1) && scan.glued(at + 2) && scan.word(at + 3) != "/";
    let usual = matches!(of, 2..=8 | 10 | 12 | 16 | 32) && 0 < parts && parts < of;
    let linked = at > 0 && scan.glued(at) && !scan.may(at - 1, Sort::Currency);
    let dated = at > 0 && scan.is_any(at - 1, &["on", "el", "del", "of", "/"]);
    if !tight
        || !usual
        || linked
        || dated && !scan.may(at + 3, Sort::Unit)
        || scan.glued(at + 3) && scan.make(at + 3) == Some(super::token::Make::Word) && !scan.may(at + 3, Sort::Unit)
    {
        return None;
    }
    Some((Decimal::from(parts).checked_div(Decimal::from(of))?.round_dp(6).normalize(), at + 3))
}

/// Reads `× 10⁹`, `x 10^9`, `E+09`, and raised digits right behind a ten; gives the factor.
fn power_of_ten(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let word = scan.word(at);
    if scan.glued(at) && word.starts_with(['e', 'E']) {
        return exponent(scan, at);
    }
    if scan.word(at.wrapping_sub(1)) == "10"
        && scan.glued(at)
        && let Some((power, end)) = raised(scan, at)
    {
        // The ten itself has been read already.
        return Some((factor(power - 1)?, end));
    }
    let times = matches!(word, "×" | "x" | "X" | "*" | "·" | "⋅") && scan.word(at + 1) == "10"
        || (word == "x10" || word == "X10");
    let next = at + 1 + usize::from(scan.word(at + 1) == "10");
    let (power, end) = times.then(|| raised(scan, next)).flatten()?;
    Some((factor(power)?, end))
}

/// `2 × 10^30` is more than is kept exactly: nothing is read, and not its parts either. Gives the token after it.
pub fn too_great(scan: &Scan, at: usize) -> Option<usize> {
    let times = matches!(scan.word(at + 1), "×" | "x" | "X" | "*" | "·" | "⋅") && scan.word(at + 2) == "10";
    let (power, end) = times.then(|| raised(scan, at + 3)).flatten()?;
    let read = numeral(scan.word(at), scan.convention)?;
    let kept = factor(power).and_then(|factor| read.value.checked_mul(factor));
    kept.is_none().then_some(end)
}

fn exponent(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let word = scan.word(at);
    if word.len() > 1 {
        let power: i32 = word[1..].parse().ok()?;
        return Some((factor(power)?, at + 1));
    }
    let sign = matches!(scan.word(at + 1), "+" | "-" | "−") && scan.glued(at + 1);
    let digits = at + 1 + usize::from(sign);
    let power: i32 = (scan.numeral(digits) && scan.glued(digits) && sign).then(|| scan.word(digits).parse().ok())??;
    Some((factor(if scan.word(at + 1) == "+" { power } else { -power })?, digits + 1))
}

/// Reads an exponent: `^9`, `^-9`, `⁹`, `⁻⁶`.
fn raised(scan: &Scan, at: usize) -> Option<(i32, usize)> {
    if scan.word(at) == "^" && scan.glued(at) {
        let minus = matches!(scan.word(at + 1), "-" | "−");
        let digits = at + 1 + usize::from(minus);
        let power: i32 = scan.numeral(digits).then(|| scan.word(digits).parse().ok())??;
        return Some((if minus { -power } else { power }, digits + 1));
    }
    let mut end = at;
    let mut text = String::new();
    while scan.glued(end) && end < at + 4 {
        let plain: Option<String> = scan.word(end).chars().map(lowered).collect();
        let Some(plain) = plain.filter(|plain| !plain.is_empty()) else { break };
        text.push_str(&plain);
        end += 1;
    }
    Some((text.parse().ok()?, end))
}

fn lowered(raised: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".chars().zip("0123456789-".chars()).find(|(high, _)| *high == raised).map(|(_, low)| low)
}

fn factor(power: i32) -> Option<Decimal> {
    if power.abs() > 27 {
        return None;
    }
    let size = ten_to(u8::try_from(power.abs()).ok()?)?;
    if power < 0 { Decimal::ONE.checked_div(size) } else { Some(size) }
}

fn scaled(number: Number, power: u8, end: usize) -> Option<Number> {
    let factor = ten_to(power)?;
    let value = number.value.checked_mul(factor)?.normalize();
    let other = number.other.and_then(|other| other.checked_mul(factor)).map(|other| other.normalize());
    Some(Number { value, other, end, scale: power, bare: false, ..number })
}

/// Joins digit groups that spaces part: `1 234 567,5`.
fn grouped(scan: &Scan, at: usize) -> Option<(Numeral, usize)> {
    let first = scan.word(at);
    let mut end = at + 1;
    let begins = first.len() <= 3 && !first.starts_with('0') && first.bytes().all(|byte| byte.is_ascii_digit());
    let mut joined = String::new();
    while begins && continues(scan, end) && joined.len() < 40 {
        if joined.is_empty() {
            joined.push_str(first);
        }
        joined.push_str(scan.word(end));
        end += 1;
        if scan.word(end - 1).len() > 3 {
            break;
        }
    }
    let read = if joined.is_empty() { numeral(first, scan.convention)? } else { numeral(&joined, scan.convention)? };
    Some((read, end))
}

/// Says whether the token is a group of three digits one space after the last.
fn continues(scan: &Scan, at: usize) -> bool {
    let word = scan.word(at);
    let leading = word.bytes().take_while(u8::is_ascii_digit).count();
    let one_space = |gap: &str| matches!(gap, " " | "\u{A0}" | "\u{202F}" | "\u{2009}" | "\u{2007}");
    scan.numeral(at) && leading == 3 && word.is_ascii() && one_space(scan.gap(at - 1))
}

/// Says whether the digits before the token are an ordinal: `21st`, `3.º`.
pub fn is_ordinal(scan: &Scan, at: usize) -> bool {
    let dotted = scan.word(at) == "." && scan.glued(at) && scan.glued(at + 1);
    let mark = if dotted { at + 1 } else { at };
    scan.glued(mark)
        && matches!(
            scan.word(mark),
            "st" | "nd"
                | "rd"
                | "th"
                | "º"
                | "ª"
                | "°"
                | "er"
                | "ro"
                | "ra"
                | "do"
                | "da"
                | "to"
                | "ta"
                | "vo"
                | "mo"
                | "ma"
        )
        && !(scan.word(mark) == "°" && scan.glued(mark + 1))
}

fn suffix(scan: &Scan, at: usize, money: bool) -> Option<(u8, usize)> {
    if !scan.may(at, Sort::Suffix) {
        return None;
    }
    let (power, length) = scan.phrase(at, |cue| if let Cue::Suffix(power) = cue { Some(power) } else { None })?;
    let money = money || currency_follows(scan, at + length);
    let word = scan.word(at);
    let plus = at + length + 2 * usize::from(scan.dash(at + length) && scan.is_any(at + length + 1, &["plus", "odd"]));
    let length =
        if plus > at + length && counts_something(scan, plus) && scan.glued(at) && word.eq_ignore_ascii_case("m") {
            return Some((power, length));
        } else {
            length
        };
    let counted = || scan.is(at + length, "de") || counts_something(scan, at + length);
    let sure = match word.to_ascii_lowercase().as_str() {
        "k" | "b" => money || scan.glued(at),
        "m" => {
            money
                || (word == "M" && (scan.glued(at) || counted()))
                || (scan.glued(at) && counts_something(scan, at + length))
        }
        "mm" => money || (word == "MM" && (scan.glued(at) || counted())),
        "t" => money,
        "tn" => money || scan.language == Language::English,
        _ => true,
    };
    sure.then_some((power, length))
}

fn currency_follows(scan: &Scan, at: usize) -> bool {
    let at = if scan.is_any(at, &["of", "de"]) { at + 1 } else { at };
    scan.may(at, Sort::Currency) && !scan.numeral(at + 1)
}

fn counts_something(scan: &Scan, at: usize) -> bool {
    let word = scan.word(at);
    let plural = word.len() > 3 && (word.ends_with('s') || word == "people") && !scan.glued(at);
    plural && !scan.may(at, Sort::Stop) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// `a mile and a half`: the article counts.
fn one_and_a_half(scan: &Scan, at: usize) -> Option<usize> {
    if scan.language != Language::English || !scan.is_any(at, &["a", "an"]) {
        return None;
    }
    let unit = scan.length(at + 1, Sort::Unit).or_else(|| scan.length(at + 1, Sort::Time))?;
    let next = at + 1 + unit;
    (scan.is(next, "and") && scan.is(next + 1, "a") && scan.is(next + 2, "half")).then_some(at + 1)
}

/// Parts of a scale word: `a quarter million`, `three-quarters of a billion`, `un cuarto de millón`.
fn part_of_scale(scan: &Scan, at: usize) -> Option<Number> {
    let article = scan.is_any(at, &["a", "an", "one", "un"]);
    let (parts, mut next) = match number_word(scan, at) {
        _ if article => (1, at + 1),
        Some((NumberWord::Add(parts @ 1..=9), length)) => (parts, at + length),
        _ if scan.is(at, "half") => (1, at),
        _ => return None,
    };
    next += usize::from(scan.dash(next) && scan.glued(next) && scan.glued(next + 1));
    let (of, length) = scan.phrase(next, |cue| if let Cue::Parts(of @ 2..=10) = cue { Some(of) } else { None })?;
    next += length;
    next += usize::from(scan.is_any(next, &["of", "de"]));
    next += usize::from(scan.is_any(next, &["a", "an", "un"]));
    let (NumberWord::Million(power), length) = number_word(scan, next)? else { return None };
    let value = ten_to(power)?.checked_mul(parts.into())?.checked_div(of.into())?.normalize();
    let mantissa = Decimal::from(parts).checked_div(of.into())?;
    (value.fract().is_zero()).then_some(Number {
        value,
        mantissa,
        other: None,
        end: next + length,
        scale: power,
        worded: true,
        bare: false,
    })
}

fn words(scan: &Scan, at: usize) -> Option<Number> {
    if let Some(part) = part_of_scale(scan, at) {
        return Some(part);
    }
    if let Some(end) = one_and_a_half(scan, at) {
        let one = Decimal::ONE;
        return Some(Number { value: one, mantissa: one, other: None, end, scale: 0, worded: true, bare: false });
    }
    let mut count = Count::default();
    let article = scan.language == Language::English && scan.is_any(at, &["a", "an"]);
    if article {
        if !matches!(
            number_word(scan, at + 1),
            Some((NumberWord::Hundred | NumberWord::Thousand | NumberWord::Dozen | NumberWord::Million(_), _))
        ) || scan.word(at + 1).ends_with('s')
        {
            return None;
        }
        count = Count { current: Decimal::ONE, seen: true, from_digits: true, ..count };
    } else {
        let several = scan.word(at).ends_with('s');
        match number_word(scan, at)?.0 {
            NumberWord::Million(_) => return None,
            NumberWord::Dozen | NumberWord::Hundred | NumberWord::Thousand if several => return None,
            _ => {}
        }
    }
    let start = at + usize::from(article);
    let end = count.run(scan, start);
    let sum = count.sum()?;
    let mantissa = ten_to(count.scale).and_then(|scale| sum.checked_div(scale)).unwrap_or(sum);
    (end > start).then_some(Number {
        value: sum,
        mantissa,
        other: count.translated(),
        end,
        scale: count.scale,
        worded: true,
        bare: false,
    })
}

fn number_word(scan: &Scan, at: usize) -> Option<(NumberWord, usize)> {
    if !scan.may(at, Sort::Number) {
        return None;
    }
    scan.phrase(at, |cue| if let Cue::Number(word) = cue { Some(word) } else { None })
}

fn ten_to(power: u8) -> Option<Decimal> {
    Decimal::from_i128_with_scale(10_i128.checked_pow(u32::from(power))?, 0).into()
}

/// Reads the digits after a spoken decimal mark: `point two five`; gives their worth and the tokens with the mark.
fn decimals(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let mut digits = 0;
    let mut value = 0_i64;
    while let Some((NumberWord::Add(digit @ 0..=9), 1)) = number_word(scan, at + digits) {
        value = value * 10 + i64::from(digit);
        digits += 1;
        if digits == 12 {
            break;
        }
    }
    if digits == 0 {
        let (NumberWord::Add(two @ 10..=99), length) = number_word(scan, at)? else { return None };
        return (scan.language == Language::Spanish).then(|| (Decimal::new(i64::from(two), 2), length + 1));
    }
    Some((Decimal::new(value, digits as u32), digits + 1))
}

/// `and two-thirds`: a part of one that a whole number goes before.
fn parts_of_one(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    if !scan.is(at, "and") || scan.language != Language::English {
        return None;
    }
    let (NumberWord::Add(parts @ 1..=9), length) = number_word(scan, at + 1)? else { return None };
    let mut next = at + 1 + length;
    next += usize::from(scan.dash(next));
    let (of, length) = scan.phrase(next, |cue| if let Cue::Parts(of @ 3..=10) = cue { Some(of) } else { None })?;
    let part = Decimal::from(parts).checked_div(of.into())?.round_dp(4).normalize();
    (parts < of).then_some((part, next + length))
}

/// The sum so far: below a thousand, below a million, and above.
#[derive(Default)]
struct Count {
    current: Decimal,
    section: Decimal,
    total: Decimal,
    scale: u8,
    seen: bool,
    from_digits: bool,
    /// A scale was too large to keep.
    lost: bool,
    spanish_billion: bool,
}

impl Count {
    /// Takes tokens as long as they go on with the number; gives the token after the last.
    fn run(&mut self, scan: &Scan, start: usize) -> usize {
        let mut at = start;
        while at < start + 64 {
            let joined = self.joint(scan, at);
            let next = at + joined;
            let Some(length) = self.step(scan, next, joined > 0) else { break };
            at = next + length;
        }
        self.and_a_half(scan, at)
    }

    /// Gives the length of the word that joins two parts of one number: `and`, `y`, a hyphen.
    fn joint(&self, scan: &Scan, at: usize) -> usize {
        let joins = match scan.word(at) {
            "-" | "‑" => self.seen && !self.from_digits && scan.glued(at) && scan.glued(at + 1),
            "and" => !self.from_digits && (self.scale > 0 || self.current >= Decimal::ONE_HUNDRED),
            "y" => {
                let tens = self.current % Decimal::ONE_HUNDRED;
                tens >= Decimal::from(20) && (tens % Decimal::TEN).is_zero() && !self.from_digits
            }
            _ => false,
        };
        let unit = if scan.is(at, "y") { 9 } else { u16::MAX };
        usize::from(
            joins && matches!(number_word(scan, at + 1), Some((NumberWord::Add(part), _)) if 1 <= part && part <= unit),
        )
    }

    fn step(&mut self, scan: &Scan, at: usize, joined: bool) -> Option<usize> {
        if scan.numeral(at) {
            return self.add_digits(scan, at);
        }
        if self.seen && !joined && scan.glued(at) && !self.from_digits {
            return None;
        }
        let (word, length) = number_word(scan, at)?;
        let taken = match word {
            NumberWord::Add(value) => self.add(Decimal::from(value), joined),
            NumberWord::Hundred => self.times_hundred(),
            NumberWord::Thousand => self.times_thousand(),
            NumberWord::Million(power) => self.times_million(scan, power),
            NumberWord::Dozen => self.times_dozen(),
            NumberWord::Half => self.half(scan, at + length),
        };
        self.seen |= taken;
        taken.then_some(length)
    }

    /// `3 mil 500` is how many write 3,500 in Mexico and Peru.
    fn add_digits(&mut self, scan: &Scan, at: usize) -> Option<usize> {
        let after_scale = self.scale > 0 && self.current.is_zero() && scan.language == Language::Spanish;
        let short = scan.word(at).len() <= 3 && scan.word(at).bytes().all(|byte| byte.is_ascii_digit());
        if !(after_scale && short) {
            return None;
        }
        self.current = numeral(scan.word(at), scan.convention)?.value;
        Some(1)
    }

    fn add(&mut self, value: Decimal, joined: bool) -> bool {
        let (hundred, twenty, ten) = (Decimal::ONE_HUNDRED, Decimal::from(20), Decimal::TEN);
        let room = if self.current.is_zero() {
            !self.seen || self.scale > 0
        } else if self.from_digits && self.scale == 0 {
            false
        } else if (self.current % hundred).is_zero() {
            value < hundred
        } else {
            joined && self.current % hundred >= twenty && (self.current % ten).is_zero() && value < ten
                || (self.current % hundred >= twenty
                    && (self.current % ten).is_zero()
                    && value < ten
                    && !value.is_zero())
        };
        if room {
            self.current += value;
        }
        room
    }

    fn times_hundred(&mut self) -> bool {
        let fits = self.current < Decimal::ONE_HUNDRED;
        if fits {
            self.current = self.at_least_one(self.current) * Decimal::ONE_HUNDRED;
        }
        fits
    }

    fn times_dozen(&mut self) -> bool {
        let fits = self.current < Decimal::ONE_HUNDRED && self.scale == 0;
        if fits {
            self.current = self.at_least_one(self.current) * Decimal::from(12);
        }
        fits
    }

    fn times_thousand(&mut self) -> bool {
        if !self.section.is_zero() {
            return false;
        }
        match self.at_least_one(self.current).checked_mul(Decimal::ONE_THOUSAND) {
            Some(section) => self.section = section,
            None => self.lost = true,
        }
        (self.current, self.scale) = (Decimal::ZERO, 3);
        true
    }

    fn times_million(&mut self, scan: &Scan, power: u8) -> bool {
        let bare = self.section.is_zero() && self.current.is_zero() && self.scale > 0;
        // `2 lakh crore` is a product; `five million million` says so, too; else a scale word stands alone.
        if bare && self.scale >= 5 {
            if !(power == 7 || power == self.scale && power == 6) {
                return false;
            }
            match ten_to(power).and_then(|factor| self.total.checked_mul(factor)) {
                Some(total) => self.total = total,
                None => self.lost = true,
            }
            self.scale += power;
            return true;
        }
        let part = self.section.checked_add(self.current).map(|part| self.at_least_one(part));
        let more = ten_to(power).and_then(|factor| part?.checked_mul(factor)?.checked_add(self.total));
        match more {
            Some(total) => self.total = total,
            None => self.lost = true,
        }
        (self.section, self.current, self.scale) = (Decimal::ZERO, Decimal::ZERO, power);
        self.spanish_billion |= scan.language == Language::Spanish && power == 12;
        true
    }

    /// `half` counts only before the scale or the unit that it halves.
    fn half(&mut self, scan: &Scan, next: usize) -> bool {
        let scale = matches!(
            number_word(scan, next),
            Some((NumberWord::Million(_) | NumberWord::Thousand | NumberWord::Dozen, _))
        );
        let part = [Sort::Unit, Sort::Time].into_iter().any(|sort| scan.length(next, sort).is_some());
        if self.seen || !(scale || part) {
            return false;
        }
        self.current = Decimal::new(5, 1);
        true
    }

    /// Takes `and a half`, `y medio`, `point five` after a number, and a scale word after that.
    fn and_a_half(&mut self, scan: &Scan, at: usize) -> usize {
        if !self.seen {
            return at;
        }
        let (part, length) = match (scan.word(at), scan.word(at + 1), scan.word(at + 2)) {
            ("and", "a", "half") => (Decimal::new(5, 1), 3),
            ("and", "a", "quarter") => (Decimal::new(25, 2), 3),
            ("y", "medio" | "media", _) => (Decimal::new(5, 1), 2),
            ("and", "three", "quarters") => (Decimal::new(75, 2), 3),
            ("y", "cuarto", _) => (Decimal::new(25, 2), 2),
            ("point" | "coma", ..) => match decimals(scan, at + 1) {
                Some(read) => read,
                None => return at,
            },
            _ => return self.and_parts(scan, at),
        };
        if self.current.is_zero() && self.scale > 0 {
            let step = ten_to(self.scale).and_then(|scale| part.checked_mul(scale));
            self.total = step.and_then(|step| self.total.checked_add(step)).unwrap_or(self.total);
            return at + length;
        }
        self.current += part;
        let mut end = at + length;
        while let Some((word @ (NumberWord::Thousand | NumberWord::Million(_)), more)) = number_word(scan, end) {
            let taken = match word {
                NumberWord::Million(power) => self.times_million(scan, power),
                _ => self.times_thousand(),
            };
            if !taken {
                break;
            }
            end += more;
        }
        end
    }

    /// Takes `and two-thirds`, `and three quarters` after a whole number.
    fn and_parts(&mut self, scan: &Scan, at: usize) -> usize {
        let Some((part, end)) = parts_of_one(scan, at).filter(|_| self.scale == 0) else { return at };
        self.current += part;
        end
    }

    fn at_least_one(&self, value: Decimal) -> Decimal {
        if value.is_zero() && !self.from_digits { Decimal::ONE } else { value }
    }

    fn sum(&self) -> Option<Decimal> {
        let sum = self.total.checked_add(self.section)?.checked_add(self.current)?;
        (!self.lost).then(|| sum.normalize())
    }

    /// A billón is 10^12, but a careless translation of an English billion is 10^9.
    fn translated(&self) -> Option<Decimal> {
        self.spanish_billion
            .then(|| self.sum()?.checked_div(Decimal::ONE_THOUSAND).map(|sum| sum.normalize()))
            .flatten()
    }
}
