//! Reads one date: a day, a month, a part of a year, a year, a decade or a century, in digits and in words.

use super::Language;
use super::cue::{Cue, NumberWord, Sort};
use super::number::{is_ordinal, number};
use super::scan::Scan;
use record::model::time::Day;

/// What of a year is named, before the year is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    Day(u8, u8),
    Month(u8),
    /// So many months, and which of those parts of the year.
    Part(u8, u8),
    /// Spring is 0, as the north counts.
    Season(u8),
}

/// A date without the words before it.
#[derive(Clone, Debug)]
pub struct Date {
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// The other way to read it: day and month changed over, the season of the south.
    pub other: Option<(Day, Day)>,
    pub end: usize,
    pub reason: &'static str,
    /// It is a date only where a preposition says so: a month alone.
    pub needs_edge: bool,
    /// What is named of a year that does not stand there.
    pub open: Option<Piece>,
    /// A fiscal year, by its own name; its days are not stated.
    pub fiscal: Option<String>,
}

impl Date {
    fn undated(end: usize, reason: &'static str, needs_edge: bool) -> Self {
        Self { from: None, to: None, other: None, end, reason, needs_edge, open: None, fiscal: None }
    }

    fn whole(from: Day, to: Day, end: usize, reason: &'static str) -> Option<Self> {
        Some(Self { from: Some(from), to: Some(to), ..Self::undated(end, reason, false) })
    }

    /// The year of its last day.
    pub fn year(&self) -> Option<u16> {
        self.to?.to_string().get(..4)?.parse().ok()
    }
}

/// Reads the date that begins with the token.
pub fn date(scan: &Scan, at: usize) -> Option<Date> {
    if scan.numeral(at) {
        return in_digits(scan, at)
            .or_else(|| named_month(scan, at))
            .or_else(|| day_first(scan, at))
            .or_else(|| short_part(scan, at))
            .or_else(|| written_part(scan, at))
            .or_else(|| century(scan, at))
            .or_else(|| decade(scan, at))
            .or_else(|| year_first(scan, at))
            .or_else(|| bare_year(scan, at));
    }
    let token = scan.tokens.get(at)?;
    if token.sorts == 0 && token.end - token.start > 6 {
        return None;
    }
    month_first(scan, at)
        .or_else(|| fiscal_word(scan, at))
        .or_else(|| season(scan, at))
        .or_else(|| short_part(scan, at))
        .or_else(|| written_part(scan, at))
        .or_else(|| century(scan, at))
        .or_else(|| decade(scan, at))
        .or_else(|| relative(scan, at))
        .or_else(|| written_day(scan, at))
        .or_else(|| year_in_words(scan, at))
}

/// Gives the first and the last day of a piece of the year.
pub fn span(piece: Piece, year: u16) -> Option<(Day, Day)> {
    match piece {
        Piece::Day(month, number) => {
            let built = day(year, month, number)?;
            Some((built, built))
        }
        Piece::Month(month) => Some((day(year, month, 1)?, month_end(year, month)?)),
        Piece::Part(months, nth) => {
            let first = nth.checked_sub(1)?.checked_mul(months)?.checked_add(1).filter(|month| *month <= 12)?;
            Some((day(year, first, 1)?, month_end(year, (first + months - 1).min(12))?))
        }
        Piece::Season(3) => Some((day(year, 12, 1)?, month_end(year + 1, 2)?)),
        Piece::Season(nth) => Some((day(year, 3 * nth + 3, 1)?, month_end(year, 3 * nth + 5)?)),
    }
}

/// Gives a piece of the year its year; without one it stays open.
fn placed(
    piece: Piece,
    year: Option<(u16, usize)>,
    end: usize,
    reason: &'static str,
    open: &'static str,
) -> Option<Date> {
    let Some((year, end)) = year else {
        let lone = matches!(piece, Piece::Month(_)) || matches!(piece, Piece::Part(6, _));
        return Some(Date { open: Some(piece), ..Date::undated(end, open, lone) });
    };
    let (from, to) = span(piece, year)?;
    Date::whole(from, to, end, reason)
}

pub fn day(year: u16, month: u8, day: u8) -> Option<Day> {
    Day::parse(&format!("{year:04}-{month:02}-{day:02}"))
}

pub fn month_end(year: u16, month: u8) -> Option<Day> {
    (28..=31).rev().find_map(|last| day(year, month, last))
}

fn digits(scan: &Scan, at: usize, longest: usize) -> Option<u16> {
    let word = scan.word(at);
    (scan.numeral(at) && word.len() <= longest && word.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| word.parse().ok())?
}

fn full_year(scan: &Scan, at: usize) -> Option<u16> {
    digits(scan, at, 4).filter(|year| scan.word(at).len() == 4 && (1000..=2200).contains(year))
}

/// `98` after an apostrophe or between hyphens.
fn of_two_digits(text: &str) -> Option<u16> {
    let year: u16 = text.parse().ok().filter(|_| text.len() == 2)?;
    Some(if year > 50 { 1900 + year } else { 2000 + year })
}

/// `2021-03-12`, `12/03/2021`, `12.03.2021`, `03/2021`, `2021-03`.
fn in_digits(scan: &Scan, at: usize) -> Option<Date> {
    if scan.word(at).contains('.') {
        return dotted(scan, at);
    }
    let mark = scan.word(at + 1);
    let tight = |last: usize| (1..=last).all(|step| scan.glued(at + step));
    if !(mark == "/" || scan.dash(at + 1)) || !tight(2) {
        return None;
    }
    if !tight(4) || scan.word(at + 3) != mark || !scan.numeral(at + 4) {
        return month_and_year(scan, at, mark);
    }
    let (first, second, third) = (digits(scan, at, 4)?, digits(scan, at + 2, 2)? as u8, digits(scan, at + 4, 4)?);
    if scan.glued(at + 5) && scan.word(at + 5) == mark {
        return None;
    }
    if scan.word(at).len() == 4 {
        let built = day(first, second, u8::try_from(third).ok()?)?;
        return Date::whole(built, built, at + 5, "a date in digits, year first");
    }
    let year = match scan.word(at + 4).len() {
        4 => third,
        2 => of_two_digits(scan.word(at + 4))?,
        _ => return None,
    };
    either_order(scan, u8::try_from(first).ok()?, second, year, at + 5)
}

fn dotted(scan: &Scan, at: usize) -> Option<Date> {
    let parts: Vec<&str> = scan.word(at).split('.').collect();
    let [first, second, third] = parts[..] else { return None };
    let built = match (first.len(), second.len(), third.len()) {
        (1..=2, 1..=2, 4) => day(third.parse().ok()?, second.parse().ok()?, first.parse().ok()?),
        (4, 1..=2, 1..=2) => day(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?),
        _ => None,
    }?;
    Date::whole(built, built, at + 1, "a date in digits, day first")
}

/// `03/2021`; `2021-03`, which cannot be the years 2021 to 2003.
fn month_and_year(scan: &Scan, at: usize, mark: &str) -> Option<Date> {
    let (first, second) = (scan.word(at), scan.word(at + 2));
    let slashed =
        mark == "/" && first.len() <= 2 && full_year(scan, at + 2).is_some_and(|year| (1800..=2100).contains(&year));
    let law = at > 0 && scan.may(at - 1, Sort::Label);
    let (year, month) = if slashed && !law {
        (full_year(scan, at + 2)?, first.parse::<u8>().ok()?)
    } else {
        let year = full_year(scan, at)
            .filter(|year| scan.dash(at + 1) && second.len() == 2 && second <= &first[2..] && *year > 1800)?;
        (year, second.parse().ok()?)
    };
    if !(1..=12).contains(&month) || scan.glued(at + 3) && scan.make(at + 3) != Some(super::token::Make::Mark) {
        return None;
    }
    Date::whole(day(year, month, 1)?, month_end(year, month)?, at + 3, "a month in digits")
}

fn either_order(scan: &Scan, first: u8, second: u8, year: u16, end: usize) -> Option<Date> {
    let (day_first, month_first) = (day(year, second, first), day(year, first, second));
    let (chosen, other) = match scan.language {
        Language::Spanish => (day_first.or(month_first)?, day_first.and(month_first)),
        Language::English => (month_first.or(day_first)?, month_first.and(day_first)),
    };
    let other = other.filter(|other| *other != chosen).map(|other| (other, other));
    let reason = if other.is_some() {
        "a date in digits, which can be read day first or month first"
    } else {
        "a date in digits"
    };
    Some(Date { other, ..Date::whole(chosen, chosen, end, reason)? })
}

fn month(scan: &Scan, at: usize) -> Option<(u8, usize)> {
    if !scan.may(at, Sort::Month) {
        return None;
    }
    let written = scan.language == Language::Spanish || scan.tokens[at].capital;
    let (month, length) = scan.phrase(at, |cue| if let Cue::Month(month) = cue { Some(month) } else { None })?;
    written.then_some((month, at + length))
}

const SHORT_SPANISH: &[&str] = &["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];
const SHORT_ENGLISH: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads a month that stands beside digits, where short forms in lower case are months too.
fn month_beside_digits(scan: &Scan, at: usize) -> Option<(u8, usize)> {
    let short = |list: &[&str]| list.iter().position(|short| scan.is(at, short)).map(|place| place as u8 + 1);
    let spelt = scan.may(at, Sort::Month).then(|| {
        let read = |cue| if let Cue::Month(month) = cue { Some(month) } else { None };
        scan.phrase(at, read).map(|(month, length)| (month, at + length))
    });
    spelt.flatten().or_else(|| {
        let month = short(SHORT_SPANISH).or_else(|| short(SHORT_ENGLISH)).or(scan.is(at, "set").then_some(9))?;
        Some((month, at + 1 + usize::from(scan.word(at + 1) == "." && scan.glued(at + 1))))
    })
}

/// `17-feb-2003`, `22/Sep/2014`, `17 feb 2003`, `17 ago. 03` never.
fn named_month(scan: &Scan, at: usize) -> Option<Date> {
    let number = u8::try_from(digits(scan, at, 2)?).ok().filter(|day| (1..=31).contains(day))?;
    let parted = |at: usize| scan.word(at) == "/" || scan.dash(at);
    let first = usize::from(parted(at + 1));
    let (month, end) = month_beside_digits(scan, at + 1 + first)?;
    let second = usize::from(parted(end));
    let year = full_year(scan, end + second)
        .or_else(|| of_two_digits(scan.word(end + second)).filter(|_| first == 1 && second == 1))?;
    let built = day(year, month, number)?;
    (first == second).then(|| Date::whole(built, built, end + second + 1, "a date"))?
}

/// Reads the year after a month or a part of a year, past `de`, `of` or a comma.
fn year_after(scan: &Scan, at: usize) -> Option<(u16, usize)> {
    let mut skip = usize::from(scan.is_any(at, &["de", "del", "of", ",", "in", "en"]));
    if skip == 1 && scan.is_any(at + 1, &["año", "the", "el"]) {
        skip += 1;
        skip += usize::from(scan.is_any(at + skip, &["year", "año"]));
    }
    let start = at + skip;
    if let Some(year) = full_year(scan, start) {
        let counted = skip == 0 && scan.glued(start) && scan.word(at.wrapping_sub(1)) != ".";
        return (!counted).then_some((year, start + 1));
    }
    if matches!(scan.word(start), "'" | "’" | "‘") && scan.glued(start + 1) {
        return of_two_digits(scan.word(start + 1)).map(|year| (year, start + 2));
    }
    (skip > 0 || scan.language == Language::English).then(|| spoken_year(scan, start))?
}

/// `nineteen ninety-eight`, `twenty sixteen`, `two thousand and eight`, `mil novecientos ochenta y cuatro`.
fn spoken_year(scan: &Scan, at: usize) -> Option<(u16, usize)> {
    if !scan.may(at, Sort::Number) {
        return None;
    }
    let first = number(scan, at, false).filter(|first| first.worded)?;
    let whole = u16::try_from(first.value).ok()?;
    if (1000..=2200).contains(&whole) {
        return Some((whole, first.end));
    }
    if scan.language == Language::Spanish || !(11..=20).contains(&whole) {
        return None;
    }
    let second = number(scan, first.end, false).filter(|second| second.worded && second.scale == 0)?;
    let rest = u16::try_from(second.value).ok().filter(|rest| (10..=99).contains(rest))?;
    Some((whole * 100 + rest, second.end))
}

/// A year in words stands only behind a word that says so.
fn year_in_words(scan: &Scan, at: usize) -> Option<Date> {
    let told =
        at > 0 && scan.is_any(at - 1, &["in", "year", "since", "until", "by", "before", "after", "año", "during"]);
    let (year, end) = told.then(|| spoken_year(scan, at)).flatten()?;
    let counted = scan.tokens.get(end).is_some_and(|next| {
        next.make == super::token::Make::Word && next.sorts & Sort::Stop.bit() == 0 && !next.capital
    });
    (!counted && (1400..=2100).contains(&year))
        .then(|| Date::whole(day(year, 1, 1)?, day(year, 12, 31)?, end, "a year"))?
}

fn day_number(scan: &Scan, at: usize) -> Option<(u8, usize)> {
    let number = u8::try_from(digits(scan, at, 2)?).ok().filter(|day| (1..=31).contains(day))?;
    let end = at + 1;
    let dotted = usize::from(scan.word(end) == "." && scan.glued(end) && scan.glued(end + 1));
    Some((number, if is_ordinal(scan, end) { end + 1 + dotted } else { end }))
}

/// `12 March 2021`, `12 de marzo`.
fn day_first(scan: &Scan, at: usize) -> Option<Date> {
    let (number, end) = day_number(scan, at)?;
    with_month(scan, number, end)
}

fn with_month(scan: &Scan, number: u8, end: usize) -> Option<Date> {
    let end = end + usize::from(scan.is_any(end, &["of", "de"]));
    let (month, end) = month(scan, end)?;
    day(2000, month, number)?;
    placed(Piece::Day(month, number), year_after(scan, end), end, "a date", "a day whose year is not stated")
}

/// `primero de enero`, `the twenty-second of June`, `nueve de mayo`.
fn written_day(scan: &Scan, at: usize) -> Option<Date> {
    let (number, joint) = day_in_words(scan, at)?;
    let direct = scan.language == Language::English && month(scan, joint).is_some();
    if !scan.is_any(joint, &["of", "de"]) && !direct {
        return None;
    }
    with_month(scan, number, joint)
}

fn day_in_words(scan: &Scan, at: usize) -> Option<(u8, usize)> {
    if let Some((rank, end)) = ordinal(scan, at) {
        return u8::try_from(rank).ok().filter(|day| (1..=31).contains(day)).map(|day| (day, end));
    }
    if !scan.may(at, Sort::Number) {
        return None;
    }
    let tens = |cue| if let Cue::Number(NumberWord::Add(tens @ (20 | 30))) = cue { Some(tens) } else { None };
    if scan.language == Language::English {
        let (tens, length) = scan.phrase(at, tens)?;
        let hyphen = usize::from(scan.dash(at + length));
        let (unit, end) = ordinal(scan, at + length + hyphen).filter(|(unit, _)| *unit < 10)?;
        return u8::try_from(tens + unit).ok().filter(|day| *day <= 31).map(|day| (day, end));
    }
    let read = number(scan, at, false).filter(|read| read.worded && read.scale == 0)?;
    u8::try_from(read.value).ok().filter(|day| (1..=31).contains(day)).map(|day| (day, read.end))
}

/// `March 12, 2021`, `March the third`, `March 2021`, `marzo de 2021`, and a month alone.
fn month_first(scan: &Scan, at: usize) -> Option<Date> {
    let Some((month, end)) = month(scan, at) else { return short_month_first(scan, at) };
    if scan.language == Language::English {
        let start = end + usize::from(scan.is(end, "the"));
        let number = day_number(scan, start).or_else(|| {
            let written = day_in_words(scan, start)?;
            (start > end || written.1 > start)
                .then_some(written)
                .filter(|_| scan.may(start, Sort::Ordinal) || start > end)
        });
        if let Some((number, after_day)) = number.filter(|(number, _)| day(2000, month, *number).is_some()) {
            let piece = Piece::Day(month, number);
            return placed(piece, year_after(scan, after_day), after_day, "a date", "a day whose year is not stated");
        }
    }
    let slashed = scan.word(end) == "/" || scan.dash(end);
    if slashed && let Some(year) = full_year(scan, end + 1) {
        return placed(Piece::Month(month), Some((year, end + 2)), end + 2, "a month", "a month");
    }
    placed(Piece::Month(month), year_after(scan, end), end, "a month", "a month whose year is not stated")
}

/// `ene. 2019`, `dic-2019`: a short month counts only with its year.
fn short_month_first(scan: &Scan, at: usize) -> Option<Date> {
    let token = scan.tokens.get(at).filter(|token| token.end - token.start == 3)?;
    if scan.language == Language::English && !token.capital {
        return None;
    }
    let place =
        SHORT_SPANISH.iter().position(|short| scan.is(at, short)).filter(|_| scan.language == Language::Spanish)?;
    let month = place as u8 + 1;
    let dot = usize::from(scan.word(at + 1) == "." && scan.glued(at + 1));
    let parted = usize::from(scan.word(at + 1 + dot) == "/" || scan.dash(at + 1 + dot));
    let year = full_year(scan, at + 1 + dot + parted).filter(|year| (1800..=2100).contains(year))?;
    let end = at + 2 + dot + parted;
    placed(Piece::Month(month), Some((year, end)), end, "a month", "a month")
}

/// `Q3 2022`, `3Q22`, `T1 2016`, `H1`.
fn short_part(scan: &Scan, at: usize) -> Option<Date> {
    let (months, nth, mut end, tail) = letter_and_digit(scan, at)?;
    let year = if tail.is_empty() {
        end += usize::from(scan.dash(end) && scan.glued(end) && scan.glued(end + 1));
        year_after(scan, end)
    } else {
        let year = if tail.len() == 4 { tail.parse().ok()? } else { of_two_digits(tail)? };
        Some((year, end))
    };
    let piece = Piece::Part(months, nth);
    if year.is_none() && !matches!(scan.word(at).as_bytes(), [b'Q' | b'H', _]) {
        return None;
    }
    let mut date = placed(piece, year, end, "a part of a year", "a part of a year that is not stated")?;
    date.needs_edge = false;
    Some(date)
}

/// Gives the months, the number, the token after, and the digits of the year glued behind: `3Q22`.
fn letter_and_digit<'a>(scan: &Scan<'a>, at: usize) -> Option<(u8, u8, usize, &'a str)> {
    let months = |letter: u8| match letter {
        b'Q' | b'T' => Some((3, 4)),
        b'H' | b'S' => Some((6, 2)),
        _ => None,
    };
    let (letter, nth, end, tail) = if scan.numeral(at) {
        let word = scan.glued(at + 1).then(|| scan.word(at + 1))?;
        let tail = word.get(1..).filter(|tail| tail.bytes().all(|byte| byte.is_ascii_digit()))?;
        (*word.as_bytes().first()?, digits(scan, at, 1)? as u8, at + 2, tail)
    } else {
        let [letter, nth @ b'1'..=b'4'] = scan.word(at).as_bytes() else { return None };
        (*letter, nth - b'0', at + 1, "")
    };
    let (months, most) = months(letter)?;
    ((1..=most).contains(&nth) && matches!(tail.len(), 0 | 2 | 4)).then_some((months, nth, end, tail))
}

/// `third quarter of 2021`, `primer semestre de 2020`.
fn written_part(scan: &Scan, at: usize) -> Option<Date> {
    let (nth, end) = if scan.is_any(at, &["last", "final", "último"]) { (0, at + 1) } else { ordinal(scan, at)? };
    let (months, length) = scan.phrase(end, |cue| if let Cue::YearPart(months) = cue { Some(months) } else { None })?;
    let nth = if nth == 0 { 12 / months } else { u8::try_from(nth).ok()? };
    let end = end + length;
    span(Piece::Part(months, nth), 2000)?;
    let year = year_after(scan, end);
    placed(Piece::Part(months, nth), year, end, "a part of a year", "a part of a year that is not stated")
}

/// `2014 Q1`, `2016 first quarter`.
fn year_first(scan: &Scan, at: usize) -> Option<Date> {
    let year = full_year(scan, at)?;
    let skip = usize::from(scan.dash(at + 1) && scan.glued(at + 1) && scan.glued(at + 2));
    let (months, nth, end, tail) = letter_and_digit(scan, at + 1 + skip).filter(|_| !scan.numeral(at + 1 + skip))?;
    if !tail.is_empty() {
        return None;
    }
    placed(Piece::Part(months, nth), Some((year, end)), end, "a part of a year", "a part of a year")
}

/// `summer 2015`, `verano de 2015`; the south has it half a year apart.
fn season(scan: &Scan, at: usize) -> Option<Date> {
    let length = scan.length(at, Sort::Season)?;
    let (year, end) = year_after(scan, at + length)?;
    let nth = match scan.word(at).to_lowercase().as_str() {
        "spring" | "primavera" => 0,
        "summer" | "verano" => 1,
        "winter" | "invierno" => 3,
        _ => 2,
    };
    let (from, to) = span(Piece::Season(nth), year)?;
    // The summer of 2015 is January to March there, as is the winter June to August.
    let south = span(Piece::Season((nth + 2) % 4), if nth == 1 { year - 1 } else { year });
    let reason = "a season, as the north has it; the south has it half a year apart";
    Some(Date { other: south, ..Date::whole(from, to, end, reason)? })
}

fn ordinal(scan: &Scan, at: usize) -> Option<(u16, usize)> {
    if scan.numeral(at) {
        return is_ordinal(scan, at + 1).then(|| {
            let dotted = usize::from(scan.word(at + 1) == ".");
            Some((digits(scan, at, 2)?, at + 2 + dotted))
        })?;
    }
    if !scan.may(at, Sort::Ordinal) {
        return None;
    }
    let (rank, length) = scan.phrase(at, |cue| if let Cue::Ordinal(rank) = cue { Some(rank) } else { None })?;
    Some((rank, at + length))
}

/// `19th century`, `siglo XIX`.
fn century(scan: &Scan, at: usize) -> Option<Date> {
    let (number, end) = if scan.language == Language::Spanish {
        scan.length(at, Sort::Century)?;
        let ((), number) = (scan.length(at + 1, Sort::Roman).map(|_| ())?, roman(scan, at + 1)?);
        (number, at + 2)
    } else {
        let (number, end) = ordinal(scan, at)?;
        let hyphen = usize::from(scan.word(end) == "-");
        (number, end + hyphen + scan.length(end + hyphen, Sort::Century)?)
    };
    let number = u16::from(u8::try_from(number).ok()?);
    Date::whole(day(number.checked_sub(1)? * 100 + 1, 1, 1)?, day(number * 100, 12, 31)?, end, "a century")
}

fn roman(scan: &Scan, at: usize) -> Option<u16> {
    let read = |cue| if let Cue::Roman(number) = cue { Some(number) } else { None };
    scan.phrase(at, read).map(|(number, _)| number).filter(|_| scan.tokens[at].capital)
}

/// `1990s`, `the '90s`, `los años noventa`, `la década de 1990`.
fn decade(scan: &Scan, at: usize) -> Option<Date> {
    if scan.numeral(at) {
        return decade_in_digits(scan, at);
    }
    let mut end = at + scan.length(at, Sort::Decade)?;
    while end < at + 6 && scan.is_any(end, &["de", "los", "of", "the", "años", "del"]) {
        end += 1;
    }
    let read = |cue| if let Cue::Number(NumberWord::Add(tens)) = cue { Some(tens) } else { None };
    let written = || scan.phrase(end, read).map(|(tens, _)| tens);
    let year = digits(scan, end, 4).or_else(written).filter(|year| year % 10 == 0)?;
    match year {
        20..=90 => ten_years(1900 + year, end + 1),
        1000..=2100 => ten_years(year, end + 1),
        _ => None,
    }
}

fn decade_in_digits(scan: &Scan, at: usize) -> Option<Date> {
    let year = digits(scan, at, 4).filter(|year| year % 10 == 0)?;
    let glued = scan.glued(at + 1) && scan.is(at + 1, "s");
    let apostrophe =
        matches!(scan.word(at + 1), "'" | "’") && scan.glued(at + 1) && scan.is(at + 2, "s") && scan.glued(at + 2);
    let end = match (glued, apostrophe) {
        (true, _) => at + 2,
        (_, true) => at + 3,
        _ => return None,
    };
    let told = at > 0 && (matches!(scan.word(at - 1), "'" | "’" | "‘") || scan.is(at - 1, "the"));
    match scan.word(at).len() {
        4 if year >= 1000 => ten_years(year, end),
        2 if told => ten_years(if year >= 30 { 1900 + year } else { 2000 + year }, end),
        _ => None,
    }
}

fn ten_years(year: u16, end: usize) -> Option<Date> {
    Date::whole(day(year, 1, 1)?, day(year + 9, 12, 31)?, end, "a decade")
}

/// `FY23`, `FY2023`, `fiscal 2023`, `ejercicio 2022-23`.
fn fiscal_word(scan: &Scan, at: usize) -> Option<Date> {
    let word = scan.word(at);
    let glued = word.strip_prefix("FY").filter(|tail| !tail.is_empty());
    if let Some(tail) = glued {
        let year = if tail.len() == 4 { tail.parse().ok()? } else { of_two_digits(tail)? };
        return Some(fiscal(year, short_last(scan, at + 1, year)));
    }
    let phrase: &[&str] = match word.to_ascii_lowercase().as_str() {
        "fy" => &[],
        "fiscal" => &["year"],
        "financial" if scan.is(at + 1, "year") => &["year"],
        "ejercicio" => &["fiscal", "económico"],
        "año" if scan.is(at + 1, "fiscal") => &["fiscal"],
        _ => return None,
    };
    let mut end = at + 1 + usize::from(phrase.iter().any(|next| scan.is(at + 1, next)));
    end += usize::from(scan.is_any(end, &["de", "del", "of"]));
    let two = || matches!(scan.word(end), "'" | "’").then(|| of_two_digits(scan.word(end + 1)))?;
    let year = full_year(scan, end).or_else(two)?;
    let end = end + usize::from(full_year(scan, end).is_none());
    Some(fiscal(year, short_last(scan, end + 1, year)))
}

/// Gives the second year of `2022-23` or `2022/2023` and the token after it.
fn short_last(scan: &Scan, at: usize, first: u16) -> (Option<u16>, usize) {
    let joined =
        (scan.word(at) == "/" || scan.dash(at)) && scan.glued(at) && scan.glued(at + 1) && scan.numeral(at + 1);
    let last = joined.then(|| match scan.word(at + 1).len() {
        4 => full_year(scan, at + 1),
        2 => scan.word(at + 1).parse::<u16>().ok().map(|short| first / 100 * 100 + short),
        _ => None,
    });
    match last.flatten().filter(|last| *last == first + 1) {
        Some(last) => (Some(last), at + 2),
        None => (None, at),
    }
}

fn fiscal(year: u16, (last, end): (Option<u16>, usize)) -> Date {
    let name = last.map_or(format!("fiscal year {year}"), |last| format!("fiscal year {year}-{last}"));
    let reason = "a fiscal year, whose first and last days are not stated";
    Date { fiscal: Some(name), ..Date::undated(end, reason, false) }
}

fn relative(scan: &Scan, at: usize) -> Option<Date> {
    if let Some(length) = scan.length(at, Sort::Relative) {
        return Some(Date::undated(at + length, "a date counted from the day of writing", false));
    }
    let end = at + scan.length(at, Sort::Weekday)?;
    if let Some(named) = day_after_weekday(scan, end) {
        return Some(named);
    }
    let spanish = scan.language == Language::Spanish;
    (spanish || scan.tokens[at].capital).then(|| Date::undated(end, "a day counted from the day of writing", spanish))
}

/// `Tuesday, 3 May 2016`.
fn day_after_weekday(scan: &Scan, at: usize) -> Option<Date> {
    let next = at + usize::from(scan.word(at) == ",");
    let next = next + usize::from(scan.is_any(next, &["the", "el", "día"]));
    let dated = if scan.numeral(next) {
        in_digits(scan, next).or_else(|| named_month(scan, next)).or_else(|| day_first(scan, next))
    } else {
        month_first(scan, next).filter(|date| date.from == date.to).or_else(|| written_day(scan, next))
    };
    dated.filter(|date| date.from.is_some())
}

fn bare_year(scan: &Scan, at: usize) -> Option<Date> {
    let year = full_year(scan, at).filter(|year| (1400..=2100).contains(year))?;
    if counts_rather(scan, at, year) {
        return None;
    }
    let of_books = (scan.is_any(at + 1, &["fiscal", "financial"]) && scan.is(at + 2, "year")).then_some(at + 3);
    if let Some(end) = of_books {
        return Some(fiscal(year, (None, end)));
    }
    Date::whole(day(year, 1, 1)?, day(year, 12, 31)?, at + 1, "a year")
}

/// Says whether four digits count something rather than name a year.
fn counts_rather(scan: &Scan, at: usize, year: u16) -> bool {
    let before = |words: &[&str]| at > 0 && scan.is_any(at - 1, words);
    let measured =
        [Sort::Unit, Sort::Currency, Sort::Number, Sort::Time].iter().any(|sort| scan.length(at + 1, *sort).is_some());
    let joined = scan
        .is_any(at + 1, &["y", "a", "-", "once", "un", "una", "uno", "one", "ones", "medio", "media", "x", "sol"])
        || scan.may(at + 1, Sort::Edge);
    let priced = at > 0
        && (scan.may(at - 1, Sort::Currency) || matches!(scan.word(at - 1), "#" | "+"))
        && !scan.may(at - 1, Sort::Edge);
    let decimals = scan.glued(at + 1) && scan.make(at + 1) == Some(super::token::Make::Word);
    let figured = at > 1
        && before(&["of", "de"])
        && scan.is_any(
            at - 2,
            &[
                "average",
                "total",
                "sum",
                "maximum",
                "minimum",
                "median",
                "mean",
                "count",
                "population",
                "fee",
                "fine",
                "price",
                "promedio",
                "suma",
                "máximo",
                "mínimo",
                "multa",
                "precio",
                "número",
                "number",
            ],
        );
    if priced || figured || (measured && !joined) || decimals {
        return true;
    }
    let hedged = at > 0
        && scan.phrase_before(at, Sort::Hedge, |cue| if let Cue::Hedge(_) = cue { Some(()) } else { None }).is_some();
    let noun = scan.tokens.get(at + 1).is_some_and(|next| {
        next.make == super::token::Make::Word
            && !next.capital
            && next.sorts & Sort::Stop.bit() == 0
            && next.end - next.start > 3
    });
    let plural = noun && scan.word(at + 1).ends_with('s');
    let round = year.is_multiple_of(100);
    let placed = at > 0 && scan.may(at - 1, Sort::Edge);
    let dashed = scan.dash(at + 1) || at > 0 && scan.dash(at - 1);
    let near = (1800..=2100).contains(&year);
    let owned = before(&["the", "its", "their", "his", "her", "our", "los", "las", "el", "la", "su", "s"]);
    (hedged && noun && !placed)
        || (round && noun && (hedged || !placed))
        || (plural && !placed && !owned)
        || (!near && !placed && !dashed && !before(&["("]))
}
