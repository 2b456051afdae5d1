//! Reads periods: a date with the words that set its ends, and two dates with a period between them.

use super::Language;
use super::calendar::shifted;
use super::cue::{Cue, Edge, Sort};
use super::date::{Date, Piece, date, day, month_end, span};
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
    /// The other way to read its days, where the writing allows two.
    pub other: Option<(Day, Day)>,
    pub tokens: Range<usize>,
    pub reason: &'static str,
    /// The name of a fiscal year whose days are not stated.
    pub fiscal: Option<String>,
}

/// Reads the period that begins with the token, with the words before it that set its ends.
pub fn period(scan: &Scan, at: usize) -> Option<Period> {
    let date = days_of_month(scan, at).or_else(|| date(scan, at))?;
    let part = part_before(scan, at, &date);
    let first = part.as_ref().map_or(at, |(_, start)| *start);
    let (edge, start) = edge_before(scan, first);
    let between = range_start(scan, first);
    let (from, to, end, ranged) = match joined(scan, &date, between.is_some()) {
        Some((from, to, end)) => (from, to, end, true),
        None => (date.from, date.to, date.end, date.reason.contains("first and last")),
    };
    if date.needs_edge && edge.is_none() && between.is_none() && !ranged {
        return None;
    }
    if date.fiscal.is_some() {
        let tokens = start..date.end;
        return Some(Period { from: None, to: None, other: None, tokens, reason: date.reason, fiscal: date.fiscal });
    }
    let short = ranged && (scan.dash(date.end) || scan.word(date.end) == "/") && between.is_none();
    if let Some(edge) = edge.filter(|edge| short && *edge != Edge::Whole) {
        let (from, to) = edged(Some(edge), from, to);
        return Some(plain(from, to, start..end, "a period with its first and last date"));
    }
    if ranged {
        let tokens = between.unwrap_or(start)..end;
        return Some(plain(from, to, tokens, "a period with its first and last date"));
    }
    if let Some((from, start)) = ended(scan, at, &date) {
        return Some(plain(Some(from), date.to, start..date.end, "the months up to a date"));
    }
    let (from, to, reason) = match part {
        Some(((from, to), _)) => (Some(from), Some(to), "a third of a period: early, middle or late"),
        None => (from, to, date.reason),
    };
    let (from, to) = edged(edge, from, to);
    let other = date.other.filter(|_| from.is_some() && to.is_some());
    Some(Period { from, to, other, tokens: start..date.end, reason, fiscal: None })
}

fn plain(from: Option<Day>, to: Option<Day>, tokens: Range<usize>, reason: &'static str) -> Period {
    Period { from, to, other: None, tokens, reason, fiscal: None }
}

fn edged(edge: Option<Edge>, from: Option<Day>, to: Option<Day>) -> (Option<Day>, Option<Day>) {
    match edge {
        Some(Edge::From) => (from, None),
        Some(Edge::To) => (None, to),
        Some(Edge::Before) => (None, from.and_then(|day| shifted(day, -1))),
        Some(Edge::After) => (to.and_then(|day| shifted(day, 1)), None),
        _ => (from, to),
    }
}

fn edge_before(scan: &Scan, at: usize) -> (Option<Edge>, usize) {
    let sharp = |cue| if let Cue::Edge(edge) = cue { Some(edge).filter(|edge| *edge != Edge::Whole) } else { None };
    let whole = |cue| if let Cue::Edge(edge) = cue { Some(edge) } else { None };
    let article = at > 0 && scan.is_any(at - 1, &["the", "el", "los", "la"]);
    let bare = if article { at - 1 } else { at };
    let found = scan.phrase_before(bare, Sort::Edge, sharp).or_else(|| scan.phrase_before(bare, Sort::Edge, whole));
    let found = found.or_else(|| scan.phrase_before(at, Sort::Edge, whole));
    match found {
        // `rose 27 percent from 2003`, `the 2008 crisis`: the year is one end of a change, or tells which crisis.
        Some((Edge::From, start)) if scan.is_any(start, &["from", "de"]) && of_change(scan, start) => {
            (Some(Edge::Whole), start)
        }
        Some((edge, start)) if article && edge != Edge::Whole && qualifies(scan, at) => (Some(Edge::Whole), start),
        Some((edge, start)) if scan.make(start) == Some(Make::Word) => (Some(edge), start),
        Some((edge, _)) => (Some(edge), bare),
        None => (None, bare),
    }
}

/// Says whether the year at the token stands before a noun that it tells from others: `after the 2008 crisis`.
fn qualifies(scan: &Scan, at: usize) -> bool {
    scan.language == Language::English
        && scan.numeral(at)
        && scan.tokens.get(at + 1).is_some_and(|next| {
            next.make == Make::Word && next.sorts & Sort::Stop.bit() == 0 && next.end - next.start > 3
        })
}

fn of_change(scan: &Scan, at: usize) -> bool {
    let near = at.saturating_sub(6)..at;
    let changes = Sort::Change.bit() | Sort::Rise.bit() | Sort::Fall.bit();
    near.into_iter().any(|at| scan.tokens[at].sorts & changes != 0 || scan.may(at, Sort::Unit))
}

fn range_start(scan: &Scan, at: usize) -> Option<usize> {
    let read = |cue| matches!(cue, Cue::RangeStart).then_some(());
    scan.phrase_before(at, Sort::RangeStart, read).map(|(_, start)| start)
}

/// Reads the second date of a period and gives first day, last day and the token after: `to 2023`, `–23`.
fn joined(scan: &Scan, first: &Date, between: bool) -> Option<(Option<Day>, Option<Day>, usize)> {
    if scan.word(first.end) == "/" && first.reason == "a year" {
        return short_year(scan, first, first.end + 1).map(|last| (first.from, Some(last), first.end + 2));
    }
    let length = scan.length(first.end, Sort::RangeJoin)?;
    let soft = scan.is_any(first.end, &["and", "y", "o", "or"]);
    let next = first.end + length;
    if soft && !between || first.from.is_none() && first.open.is_none() {
        return None;
    }
    if scan.dash(first.end)
        && let Some(last) = short_year(scan, first, next)
    {
        return Some((first.from, Some(last), next + 1));
    }
    let article = usize::from(scan.is_any(next, &["el", "the"]));
    let second = date(scan, next + article)?;
    let to = second.to?;
    let from = first.from.or_else(|| opening(first.open?, second.from?, second.year()?))?;
    (from < to && second.fiscal.is_none()).then_some((Some(from), Some(to), second.end))
}

/// Gives the first day of `March` in `March to June 1984`, and of `November` in `November to February 1985`.
fn opening(piece: Piece, until: Day, year: u16) -> Option<Day> {
    let same = span(piece, year)?.0;
    if same <= until { Some(same) } else { Some(span(piece, year.checked_sub(1)?)?.0) }
}

/// `2020-23` ends in 2023.
fn short_year(scan: &Scan, first: &Date, at: usize) -> Option<Day> {
    let century = first.from.filter(|_| first.reason == "a year")?.to_string();
    let year = scan.word(at);
    let short =
        scan.numeral(at) && scan.glued(at) && scan.glued(at - 1) && year.len() == 2 && year.parse::<u8>().is_ok();
    let century = short.then(|| century.get(..2).map(str::to_string))??;
    Day::parse(&format!("{century}{year}-12-31")).filter(|last| Some(*last) > first.to)
}

/// `5-7 March 2021`, `del 5 al 7 de marzo`, `March 5–7, 2021`.
fn days_of_month(scan: &Scan, at: usize) -> Option<Date> {
    if !scan.numeral(at) {
        return month_with_days(scan, at);
    }
    let (first, end) = day_number(scan, at)?;
    let length = scan.length(end, Sort::RangeJoin)?;
    let last = end + length + usize::from(scan.is_any(end + length, &["the", "el"]));
    let closing = day_number(scan, last).and_then(|_| date(scan, last))?;
    let Some(to) = closing.to.filter(|_| closing.from == closing.to) else {
        let open = matches!(closing.open, Some(Piece::Day(..)));
        return open.then_some(Date { reason: "days whose year is not stated", open: None, ..closing });
    };
    let opening = Day::parse(&format!("{}{first:02}", &to.to_string()[..8]))?;
    let whole = Date { from: Some(opening), reason: "a period with its first and last date", other: None, ..closing };
    (opening < to).then_some(whole)
}

fn month_with_days(scan: &Scan, at: usize) -> Option<Date> {
    if scan.language == Language::Spanish || !scan.may(at, Sort::Month) {
        return None;
    }
    let first = date(scan, at)?;
    let Some(Piece::Day(month, _)) = first.open else { return None };
    let length = scan.length(first.end, Sort::RangeJoin)?;
    let (last, end) = day_number(scan, first.end + length)?;
    let comma = usize::from(scan.word(end) == ",");
    let year = scan.word(end + comma).parse::<u16>().ok().filter(|year| (1400..=2200).contains(year))?;
    let (from, to) = (span(first.open?, year)?.0, day(year, month, last)?);
    let reason = "a period with its first and last date";
    (from < to).then_some(Date { from: Some(from), to: Some(to), end: end + comma + 1, reason, open: None, ..first })
}

fn day_number(scan: &Scan, at: usize) -> Option<(u8, usize)> {
    let word = scan.word(at);
    let number = word.parse::<u8>().ok().filter(|day| scan.numeral(at) && word.len() <= 2 && (1..=31).contains(day))?;
    Some((number, at + 1 + usize::from(is_ordinal(scan, at + 1))))
}

const EARLY: &[&str] = &["early", "beginning", "start", "principios", "comienzos", "inicios"];
const MIDDLE: &[&str] = &["mid", "middle", "mediados"];
const LATE: &[&str] = &["late", "end", "finales", "fines"];

/// Reads `early`, `mid-`, `a finales de` before a date; gives the days of that third, and where its words start.
fn part_before(scan: &Scan, at: usize, date: &Date) -> Option<((Day, Day), usize)> {
    let (from, to) = (date.from?, date.to?);
    let mut word = at.checked_sub(1)?;
    while word > 0
        && (scan.is_any(word, &["de", "del", "of", "the", "los", "año", "la", "el"]) || scan.dash(word))
        && at - word < 4
    {
        word -= 1;
    }
    let third = [EARLY, MIDDLE, LATE].iter().position(|words| scan.is_any(word, words))?;
    let direct = scan.is_any(word, &["early", "mid", "late"]) && at - word <= 2;
    let linked = word + 1 < at && scan.is_any(word + 1, &["of", "de", "del"]);
    (direct || linked).then(|| Some((thirds(from, to, date.reason)?[third], word)))?
}

fn thirds(from: Day, to: Day, reason: &str) -> Option<[(Day, Day); 3]> {
    let text = from.to_string();
    let (year, month): (u16, u8) = (text[..4].parse().ok()?, text[5..7].parse().ok()?);
    Some(match reason {
        "a year" => [(from, month_end(year, 4)?), (day(year, 5, 1)?, month_end(year, 8)?), (day(year, 9, 1)?, to)],
        "a month" => {
            [(from, day(year, month, 10)?), (day(year, month, 11)?, day(year, month, 20)?), (day(year, month, 21)?, to)]
        }
        "a decade" => {
            [(from, day(year + 3, 12, 31)?), (day(year + 4, 1, 1)?, day(year + 6, 12, 31)?), (day(year + 7, 1, 1)?, to)]
        }
        _ => return None,
    })
}

const YEARS: &[&str] = &["year", "año", "ejercicio"];
const ENDS: &[&str] =
    &["to", "ended", "ending", "hasta", "terminado", "cerrado", "finalizado", "terminados", "through"];

/// Reads `the year to March 2024`, `six months ended 30 June 2018`; gives the first day and the first token.
fn ended(scan: &Scan, at: usize, date: &Date) -> Option<(Day, usize)> {
    let to = date.to.filter(|_| matches!(date.reason, "a month" | "a date"))?;
    let mut end = at.checked_sub(1)?;
    end -= usize::from(end > 0 && scan.is_any(end, &["on", "el", "en"]));
    if !scan.is_any(end, ENDS) || end == 0 {
        return None;
    }
    let months = match end - 1 {
        word if scan.is_any(word, YEARS) => 12,
        word if scan.is_any(word, &["half", "semestre"]) => 6,
        word if scan.is_any(word, &["quarter", "trimestre"]) => 3,
        word => months_before(scan, word)?,
    };
    let after = shifted(to, 1)?.to_string();
    let (year, month): (i32, i32) = (after[..4].parse().ok()?, after[5..7].parse().ok()?);
    let first = year * 12 + month - 1 - months;
    let from = Day::parse(&format!("{:04}-{:02}{}", first.div_euclid(12), first.rem_euclid(12) + 1, &after[7..]))?;
    Some((from, end))
}

fn months_before(scan: &Scan, at: usize) -> Option<i32> {
    if !scan.is_any(at, &["months", "meses"]) || at == 0 {
        return None;
    }
    let read = super::number::number(scan, at - 1, false)?;
    i32::try_from(read.value).ok().filter(|months| (1..=36).contains(months) && read.end == at)
}
