//! Reads dates, years, decades, quarters and the periods between them.

use super::Language;
use super::cue::{Cue, Edge, Sort};
use super::number::is_ordinal;
use super::scan::Scan;
use super::token::Make;
use record::model::time::Day;
use std::ops::Range;

/// A period as the text states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// The other order of day and month, where digits allow both.
    pub other: Option<(Day, Day)>,
    pub tokens: Range<usize>,
    pub reason: &'static str,
}

/// A date without the words before it.
#[derive(Clone, Copy)]
struct Date {
    from: Option<Day>,
    to: Option<Day>,
    other: Option<(Day, Day)>,
    end: usize,
    reason: &'static str,
    /// It is a date only where a preposition says so: a month alone.
    needs_edge: bool,
}

/// Reads the period that begins with the token, with the words before it that set its ends.
pub fn period(scan: &Scan, at: usize) -> Option<Period> {
    let date = days_of_month(scan, at).or_else(|| months_of_year(scan, at)).or_else(|| date(scan, at))?;
    let (edge, start) = edge_before(scan, at);
    let between = range_start(scan, at);
    if date.needs_edge && edge.is_none() && between.is_none() {
        return None;
    }
    if let Some((last, end)) = joined(scan, date, between.is_some()) {
        let tokens = between.unwrap_or(start)..end;
        return Some(Period {
            from: date.from,
            to: last,
            other: None,
            tokens,
            reason: "a period with its first and last date",
        });
    }
    let start = between.filter(|_| date.reason.contains("first and last")).unwrap_or(start);
    let (from, to) = match edge {
        Some(Edge::From) => (date.from, None),
        Some(Edge::To) => (None, date.to),
        _ => (date.from, date.to),
    };
    Some(Period { from, to, other: date.other, tokens: start..date.end, reason: date.reason })
}

fn edge_before(scan: &Scan, at: usize) -> (Option<Edge>, usize) {
    let sharp = |cue| if let Cue::Edge(edge @ (Edge::From | Edge::To)) = cue { Some(edge) } else { None };
    let whole = |cue| if let Cue::Edge(edge) = cue { Some(edge) } else { None };
    let bare = if at > 0 && scan.is_any(at - 1, &["the", "el", "los", "la"]) { at - 1 } else { at };
    let found = scan.phrase_before(bare, Sort::Edge, sharp).or_else(|| scan.phrase_before(bare, Sort::Edge, whole));
    let found = found.or_else(|| scan.phrase_before(at, Sort::Edge, whole));
    match found {
        Some((edge, start)) if scan.make(start) == Some(Make::Word) => (Some(edge), start),
        Some((edge, _)) => (Some(edge), bare),
        None => (None, bare),
    }
}

fn range_start(scan: &Scan, at: usize) -> Option<usize> {
    let read = |cue| matches!(cue, Cue::RangeStart).then_some(());
    scan.phrase_before(at, Sort::RangeStart, read).map(|(_, start)| start)
}

/// Reads the second date of a period: `to 2023`, `–23`.
fn joined(scan: &Scan, first: Date, between: bool) -> Option<(Option<Day>, usize)> {
    let length = scan.length(first.end, Sort::RangeJoin)?;
    let soft = scan.is_any(first.end, &["and", "y", "o", "or"]);
    let next = first.end + length;
    if soft && !between || first.from.is_none() {
        return None;
    }
    if scan.dash(first.end)
        && let Some(last) = short_year(scan, first, next)
    {
        return Some((Some(last), next + 1));
    }
    let article = usize::from(scan.is_any(next, &["el", "the"]));
    let second = date(scan, next + article)?;
    let ordered = second.to.is_some() && second.to >= first.from;
    ordered.then_some((second.to, second.end))
}

/// `2020-23` ends in 2023.
fn short_year(scan: &Scan, first: Date, at: usize) -> Option<Day> {
    let century = first.from?.to_string();
    let year = scan.word(at);
    let short = scan.numeral(at) && scan.glued(at) && year.len() == 2 && year.parse::<u8>().is_ok();
    let century = short.then(|| century.get(..2).map(str::to_string))??;
    Day::parse(&format!("{century}{year}-12-31")).filter(|last| Some(*last) > first.from)
}

fn date(scan: &Scan, at: usize) -> Option<Date> {
    if scan.numeral(at) {
        return in_digits(scan, at)
            .or_else(|| day_first(scan, at))
            .or_else(|| century(scan, at))
            .or_else(|| decade(scan, at))
            .or_else(|| year(scan, at));
    }
    let token = scan.tokens.get(at)?;
    if token.sorts == 0 && !matches!(token.end - token.start, 2) {
        return None;
    }
    month_first(scan, at)
        .or_else(|| part_of_year(scan, at))
        .or_else(|| century(scan, at))
        .or_else(|| decade(scan, at))
        .or_else(|| relative(scan, at))
        .or_else(|| written_first(scan, at))
}

fn whole(from: Day, to: Day, end: usize, reason: &'static str) -> Option<Date> {
    Some(Date { from: Some(from), to: Some(to), other: None, end, reason, needs_edge: false })
}

fn undated(end: usize, reason: &'static str, needs_edge: bool) -> Option<Date> {
    Some(Date { from: None, to: None, other: None, end, reason, needs_edge })
}

fn day(year: u16, month: u8, day: u8) -> Option<Day> {
    Day::parse(&format!("{year:04}-{month:02}-{day:02}"))
}

fn month_end(year: u16, month: u8) -> Option<Day> {
    (28..=31).rev().find_map(|last| day(year, month, last))
}

fn digits(scan: &Scan, at: usize, longest: usize) -> Option<u16> {
    let word = scan.word(at);
    (scan.numeral(at) && word.len() <= longest && word.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| word.parse().ok())?
}

/// `2021-03-12`, `12/03/2021`, `12.03.2021`.
fn in_digits(scan: &Scan, at: usize) -> Option<Date> {
    if scan.word(at).contains('.') {
        let mut parts = scan.word(at).split('.');
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
        let plain = parts.next().is_none() && third.len() == 4 && first.len() <= 2 && second.len() <= 2;
        let built = plain.then(|| day(third.parse().ok()?, second.parse().ok()?, first.parse().ok()?)).flatten()?;
        return whole(built, built, at + 1, "a date in digits, day first");
    }
    let mark = scan.word(at + 1);
    let tight = (1..=4).all(|step| scan.glued(at + step)) && scan.word(at + 3) == mark;
    if !tight || !(mark == "/" || scan.dash(at + 1)) {
        return None;
    }
    let (first, second, third) = (digits(scan, at, 4)?, digits(scan, at + 2, 2)? as u8, digits(scan, at + 4, 4)?);
    if scan.word(at).len() == 4 {
        let built = day(first, second, u8::try_from(third).ok()?)?;
        return whole(built, built, at + 5, "a date in digits, year first");
    }
    let year = if scan.word(at + 4).len() == 4 { third } else { 2000 + third };
    either_order(scan, u8::try_from(first).ok()?, second, year, at + 5)
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
    Some(Date { other, ..whole(chosen, chosen, end, reason)? })
}

fn month(scan: &Scan, at: usize) -> Option<(u8, usize)> {
    if !scan.may(at, Sort::Month) {
        return None;
    }
    let written = scan.language == Language::Spanish || scan.tokens[at].capital;
    let (month, length) = scan.phrase(at, |cue| if let Cue::Month(month) = cue { Some(month) } else { None })?;
    written.then_some((month, at + length))
}

/// Reads the year after a month, past `de`, `of` or a comma.
fn year_after(scan: &Scan, at: usize) -> Option<(u16, usize)> {
    let skip = usize::from(scan.is_any(at, &["de", "del", "of", ",", "in"]));
    let skip = skip + usize::from(skip == 1 && scan.is_any(at + 1, &["año", "2"]) && !scan.numeral(at + 1));
    let year = digits(scan, at + skip, 4).filter(|year| (1000..=2200).contains(year))?;
    Some((year, at + skip + 1))
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
    match year_after(scan, end) {
        Some((year, end)) => {
            let built = day(year, month, number)?;
            whole(built, built, end, "a date")
        }
        None => undated(end, "a day whose year is not stated", false),
    }
}

/// `primero de enero`, `third of March`.
fn written_first(scan: &Scan, at: usize) -> Option<Date> {
    if !scan.may(at, Sort::Ordinal) {
        return None;
    }
    let (rank, length) = scan.phrase(at, |cue| if let Cue::Ordinal(rank) = cue { Some(rank) } else { None })?;
    let joint = at + length;
    if !scan.is_any(joint, &["of", "de"]) {
        return None;
    }
    with_month(scan, u8::try_from(rank).ok()?, joint)
}

/// `5-7 March 2021`, `del 5 al 7 de marzo`.
fn days_of_month(scan: &Scan, at: usize) -> Option<Date> {
    let (first, end) = day_number(scan, at)?;
    let length = scan.length(end, Sort::RangeJoin)?;
    let (last, end) = day_number(scan, end + length)?;
    let closing = with_month(scan, last, end)?;
    let Some(to) = closing.to else { return undated(closing.end, "days whose year is not stated", false) };
    let opening = Day::parse(&format!("{}{first:02}", &to.to_string()[..8]))?;
    (opening < to).then(|| whole(opening, to, closing.end, "a period with its first and last date"))?
}

/// `January to March 2022`, `entre enero y marzo de 2022`.
fn months_of_year(scan: &Scan, at: usize) -> Option<Date> {
    let (first, end) = month(scan, at)?;
    let length = scan.length(end, Sort::RangeJoin)?;
    let (last, end) = month(scan, end + length)?;
    let (year, end) = year_after(scan, end)?;
    (first < last)
        .then(|| whole(day(year, first, 1)?, month_end(year, last)?, end, "a period with its first and last month"))?
}

/// `March 12, 2021`, `March 2021`, `marzo de 2021`, and a month alone.
fn month_first(scan: &Scan, at: usize) -> Option<Date> {
    let (month, end) = month(scan, at)?;
    if let Some((number, after_day)) = day_number(scan, end).filter(|_| scan.language == Language::English) {
        let Some((year, end)) = year_after(scan, after_day) else {
            return undated(after_day, "a day whose year is not stated", false);
        };
        let built = day(year, month, number)?;
        return whole(built, built, end, "a date");
    }
    match year_after(scan, end) {
        Some((year, end)) => whole(day(year, month, 1)?, month_end(year, month)?, end, "a month"),
        None => undated(end, "a month whose year is not stated", true),
    }
}

/// `third quarter of 2021`, `primer semestre de 2020`, `Q3 2022`, `H1`.
fn part_of_year(scan: &Scan, at: usize) -> Option<Date> {
    let (months, nth, end) = short_part(scan, at).or_else(|| written_part(scan, at))?;
    let first_month = (nth.checked_sub(1)?).checked_mul(months)?.checked_add(1).filter(|month| *month <= 12)?;
    let Some((year, end)) = year_after(scan, end) else {
        return undated(end, "a part of a year that is not stated", months == 6 && scan.word(at).len() > 2);
    };
    whole(day(year, first_month, 1)?, month_end(year, (first_month + months - 1).min(12))?, end, "a part of a year")
}

fn short_part(scan: &Scan, at: usize) -> Option<(u8, u8, usize)> {
    let word = scan.word(at).as_bytes();
    match word {
        [b'Q', nth @ b'1'..=b'4'] => Some((3, nth - b'0', at + 1)),
        [b'H', nth @ b'1'..=b'2'] => Some((6, nth - b'0', at + 1)),
        _ => None,
    }
}

fn written_part(scan: &Scan, at: usize) -> Option<(u8, u8, usize)> {
    let (nth, end) = if scan.is(at, "last") { (4, at + 1) } else { ordinal(scan, at)? };
    let (months, length) = scan.phrase(end, |cue| if let Cue::YearPart(months) = cue { Some(months) } else { None })?;
    Some((months, u8::try_from(nth).ok()?, end + length))
}

fn ordinal(scan: &Scan, at: usize) -> Option<(u16, usize)> {
    if scan.numeral(at) {
        return is_ordinal(scan, at + 1).then(|| Some((digits(scan, at, 2)?, at + 2)))?;
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
    whole(day(number.checked_sub(1)? * 100 + 1, 1, 1)?, day(number * 100, 12, 31)?, end, "a century")
}

fn roman(scan: &Scan, at: usize) -> Option<u16> {
    let read = |cue| if let Cue::Roman(number) = cue { Some(number) } else { None };
    scan.phrase(at, read).map(|(number, _)| number).filter(|_| scan.tokens[at].capital)
}

/// `1990s`, `los años noventa`, `la década de 1990`.
fn decade(scan: &Scan, at: usize) -> Option<Date> {
    if scan.numeral(at) {
        let year = digits(scan, at, 4).filter(|year| *year >= 1000 && year % 10 == 0)?;
        let plural = scan.glued(at + 1) && scan.is(at + 1, "s");
        return if plural { ten_years(year, at + 2) } else { None };
    }
    let mut end = at + scan.length(at, Sort::Decade)?;
    while end < at + 6 && scan.is_any(end, &["de", "los", "of", "the", "años"]) {
        end += 1;
    }
    let read = |cue| if let Cue::Number(super::cue::NumberWord::Add(tens)) = cue { Some(tens) } else { None };
    let written = || scan.phrase(end, read).map(|(tens, _)| tens);
    let year = digits(scan, end, 4).or_else(written).filter(|year| year % 10 == 0)?;
    match year {
        20..=90 => ten_years(1900 + year, end + 1),
        1000..=2100 => ten_years(year, end + 1),
        _ => None,
    }
}

fn ten_years(year: u16, end: usize) -> Option<Date> {
    whole(day(year, 1, 1)?, day(year + 9, 12, 31)?, end, "a decade")
}

fn relative(scan: &Scan, at: usize) -> Option<Date> {
    if let Some(length) = scan.length(at, Sort::Relative) {
        return undated(at + length, "a date counted from the day of writing", false);
    }
    let length = scan.length(at, Sort::Weekday)?;
    let named = scan.language == Language::Spanish || scan.tokens[at].capital;
    if named {
        undated(at + length, "a day counted from the day of writing", scan.language == Language::Spanish)
    } else {
        None
    }
}

fn year(scan: &Scan, at: usize) -> Option<Date> {
    let year = digits(scan, at, 4).filter(|year| scan.word(at).len() == 4 && (1400..=2100).contains(year))?;
    if counts_rather(scan, at, year) {
        return None;
    }
    whole(day(year, 1, 1)?, day(year, 12, 31)?, at + 1, "a year")
}

/// Says whether four digits count something rather than name a year.
fn counts_rather(scan: &Scan, at: usize, year: u16) -> bool {
    let measured =
        [Sort::Unit, Sort::Currency, Sort::Number, Sort::Time].iter().any(|sort| scan.length(at + 1, *sort).is_some());
    let joined = scan.is_any(at + 1, &["y", "a", "-", "y", "once", "un", "una", "uno", "medio", "media", "x", "sol"])
        || scan.may(at + 1, Sort::Edge);
    let priced = at > 0
        && (scan.may(at - 1, Sort::Currency) || matches!(scan.word(at - 1), "#" | "+"))
        && !scan.may(at - 1, Sort::Edge);
    let decimals = scan.glued(at + 1) && matches!(scan.make(at + 1), Some(Make::Word));
    if priced
        || (measured && !joined)
        || decimals
        || (at > 0 && scan.glued(at) && scan.make(at - 1) == Some(Make::Mark) && scan.word(at - 1) == "#")
    {
        return true;
    }
    let hedged = at > 0
        && scan.phrase_before(at, Sort::Hedge, |cue| if let Cue::Hedge(_) = cue { Some(()) } else { None }).is_some();
    let noun = scan.tokens.get(at + 1).is_some_and(|next| {
        next.make == Make::Word && !next.capital && next.sorts & Sort::Stop.bit() == 0 && next.end - next.start > 3
    });
    let plural = noun && scan.word(at + 1).ends_with('s');
    let round = year.is_multiple_of(100);
    let placed = at > 0 && scan.may(at - 1, Sort::Edge);
    (hedged && noun && !placed)
        || (round && noun && (hedged || !placed))
        || (plural && !placed && !(1950..2050).contains(&year))
}
