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
    let sure = match word.to_ascii_lowercase().as_str() {
        "k" | "b" => money || scan.glued(at),
        "m" => money || (scan.glued(at) && counts_something(scan, at + length)),
        "mm" => money || (scan.glued(at) && word == "MM"),
        "t" | "tn" => money,
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

fn words(scan: &Scan, at: usize) -> Option<Number> {
    let mut count = Count::default();
    let article = scan.language == Language::English && scan.is_any(at, &["a", "an"]);
    if article {
        if !matches!(
            number_word(scan, at + 1),
            Some((NumberWord::Hundred | NumberWord::Thousand | NumberWord::Dozen | NumberWord::Million(_), _))
        ) {
            return None;
        }
        count = Count { current: Decimal::ONE, seen: true, from_digits: true, ..count };
    } else if !scan.may(at, Sort::Number) || matches!(number_word(scan, at), Some((NumberWord::Million(_), _))) {
        return None;
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
        while at < start + 24 {
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
            "and" => self.scale > 0 || (self.current >= Decimal::ONE_HUNDRED && !self.from_digits),
            "y" => self.current >= Decimal::from(30) && self.current < Decimal::ONE_HUNDRED && !self.from_digits,
            _ => false,
        };
        usize::from(joins && matches!(number_word(scan, at + 1), Some((NumberWord::Add(1..), _))))
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
            ("point" | "coma", ..) => match number_word(scan, at + 1) {
                Some((NumberWord::Add(digit @ 0..=9), _)) => (Decimal::new(i64::from(digit), 1), 2),
                _ => return at,
            },
            _ => return at,
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
