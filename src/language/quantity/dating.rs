//! Gives a figure the period that its own clause carries to it, and none in doubt.
//!
//! A wrong period makes right evidence look foreign, so that a date which merely stands near says nothing: not one of
//! a founding or a birth, not one that something is compared with, not one of another clause.

use super::figure_kind::Kind;
use super::reading::{Found, Reading};
use super::scan::Scan;
use super::stop::ends_sentence;
use super::token::Make;
use record::model::time::Day;
use record::model::words::Change;
use std::ops::Range;

/// Words that lead to the time of a figure in their clause.
const LEADS: &[&str] = &["in", "during", "for", "throughout", "en", "durante"];
const JOINTS: &[&str] = &["and", "but", "y", "e", "pero", "while", "mientras", "whereas"];
/// Verbs that say how much a subject is, was or came to.
const LEVELS: &[&str] = &[
    "was",
    "were",
    "is",
    "are",
    "stood",
    "reached",
    "totalled",
    "totaled",
    "came",
    "hit",
    "rose",
    "fell",
    "grew",
    "climbed",
    "dropped",
    "amounted",
    "exceeded",
    "averaged",
    "fue",
    "fueron",
    "era",
    "es",
    "alcanzó",
    "alcanzaron",
    "llegó",
    "llegaron",
    "ascendió",
    "ascendieron",
    "sumó",
    "sumaron",
    "subió",
    "bajó",
    "creció",
    "cayó",
    "totalizó",
];
/// Words between a figure and a date that make the date another thing's.
const BARS: &[&str] = &[
    "than",
    "compared",
    "from",
    "since",
    "versus",
    "vs",
    "against",
    "que",
    "frente",
    "respecto",
    "desde",
    "and",
    "but",
    "or",
    "y",
    "pero",
    "who",
    "which",
    "that",
    "whose",
    "where",
    "after",
    "before",
    "following",
    "tras",
    "built",
    "founded",
    "born",
    "opened",
    "established",
    "created",
    "launched",
    "signed",
    "elected",
    "bought",
    "acquired",
    "made",
    "to",
    "a",
    "an",
    "the",
    "with",
    "con",
    "at",
    "on",
    "by",
    "as",
    "como",
    "until",
    "hasta",
    "antes",
    "después",
    "cuyo",
    "cuya",
    "nearly",
    "about",
];

/// Gives figures their periods.
pub fn date_figures(scan: &Scan, readings: &mut [Reading]) {
    let dates: Vec<usize> = (0..readings.len()).filter(|at| readings[*at].found.kind == Kind::Date).collect();
    if dates.is_empty() {
        return;
    }
    for at in 0..readings.len() {
        if matches!(readings[at].found.kind, Kind::Date | Kind::Duration | Kind::Age | Kind::Score) {
            continue;
        }
        let own = behind(scan, readings, at).or_else(|| carried(scan, readings, at));
        let date = own
            .or_else(|| bracketed(scan, readings, at))
            .or_else(|| leading(scan, readings, at))
            .or_else(|| of_subject(scan, readings, at));
        if let Some(date) = date {
            give(scan, readings, at, date);
        } else {
            remark(scan, readings, at, &dates);
        }
    }
    years_earlier(scan, readings);
}

fn give(scan: &Scan, readings: &mut [Reading], at: usize, date: usize) {
    let stated = readings[date].found.quantity.figure.clone();
    let words = &scan.text[span(scan, &readings[date].tokens)];
    let fiscal = readings[date].found.quantity.unit.clone();
    let found = &mut readings[at].found;
    if let Some(fiscal) = fiscal {
        found.reason.push_str("; it is for the ");
        found.reason.push_str(&fiscal);
        found.reason.push_str(", whose days are not stated");
        return;
    }
    if stated.from.is_none() && stated.to.is_none() {
        found.reason.push_str("; “");
        found.reason.push_str(words);
        found.reason.push_str("” counts from the day of writing, so that its period is not known");
        return;
    }
    set(found, stated.from, stated.to);
    for part in ["; the period is from “", words, "” in the same clause"] {
        found.reason.push_str(part);
    }
}

fn set(found: &mut Found, from: Option<Day>, to: Option<Day>) {
    (found.quantity.figure.from, found.quantity.figure.to) = (from, to);
    if let Some(other) = &mut found.alternative {
        (other.figure.from, other.figure.to) = (from, to);
    }
}

fn span(scan: &Scan, tokens: &Range<usize>) -> Range<usize> {
    scan.tokens[tokens.start].start..scan.tokens[tokens.end - 1].end
}

/// Says which date stands near a figure without being said of it.
fn remark(scan: &Scan, readings: &mut [Reading], at: usize, dates: &[usize]) {
    let here = readings[at].tokens.clone();
    let near = dates.iter().copied().filter(|date| {
        let other = &readings[*date];
        let between = here.end.min(other.tokens.end)..here.start.max(other.tokens.start);
        other.found.quantity.figure.from.or(other.found.quantity.figure.to).is_some()
            && between.len() < 40
            && between.into_iter().all(|at| ends_sentence(scan, at).is_none())
    });
    let nearest = near.min_by_key(|date| readings[*date].tokens.start.abs_diff(here.start));
    if let Some(date) = nearest {
        let words = &scan.text[span(scan, &readings[date].tokens)];
        let reason = &mut readings[at].found.reason;
        for part in ["; “", words, "” stands near it, and is not said of it"] {
            reason.push_str(part);
        }
    }
}

fn is_date(readings: &[Reading], at: usize) -> bool {
    readings.get(at).is_some_and(|reading| reading.found.kind == Kind::Date)
}

/// A time of day or a day of the week is no period that a figure could be for.
fn leads(scan: &Scan, date: &Reading) -> bool {
    let ranged = date.found.reason.contains("first and last")
        && scan.is_any(date.tokens.start, &["between", "from", "over", "entre", "de", "del", "desde"]);
    ranged || scan.is_any(date.tokens.start, LEADS)
}

/// The date right behind the figure: `6 million euros in 2018`, `8,000 people died in 2015`.
fn behind(scan: &Scan, readings: &[Reading], at: usize) -> Option<usize> {
    let date = at + 1;
    if !is_date(readings, date) {
        return None;
    }
    let gap = readings[at].tokens.end..readings[date].tokens.start;
    let figure = &readings[date].found.quantity.figure;
    let relative = figure.from.is_none() && figure.to.is_none() && gap.is_empty();
    // What something came to or started from is of one end of a span, not of the whole.
    let end =
        readings[at].found.quantity.figure.change.is_some_and(|change| !matches!(change, Change::Up | Change::Down));
    if end && figure.from.is_some_and(|from| figure.to.is_some_and(|to| from.to_string()[..4] != to.to_string()[..4])) {
        return None;
    }
    let plain = gap.len() <= 4
        && gap.clone().all(|at| {
            on_itself(scan, at)
                || scan.make(at) == Some(Make::Word) && !scan.tokens[at].capital && !scan.is_any(at, BARS)
        })
        && !participle_of_noun(scan, &gap);
    (plain && (leads(scan, &readings[date]) || relative)).then_some(date)
}

/// `month on month`, `year-on-year`
fn on_itself(scan: &Scan, at: usize) -> bool {
    let same = |left: usize, right: usize| {
        scan.word(left) == scan.word(right) && scan.is_any(left, &["month", "year", "quarter", "week"])
    };
    scan.is(at, "on") && at > 1 && (same(at - 1, at + 1) || same(at - 2, at + 2))
        || scan.dash(at) && scan.glued(at) && scan.glued(at + 1)
}

/// `of debt issued in 2015`: a participle behind a noun dates the noun.
fn participle_of_noun(scan: &Scan, gap: &Range<usize>) -> bool {
    let last = match gap.end.checked_sub(1) {
        Some(last) if gap.len() > 1 => last,
        _ => return false,
    };
    let participle =
        |word: &str| ["ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"].iter().any(|end| word.ends_with(end));
    scan.word(last).ends_with("ed") && scan.is_any(gap.start, &["of", "in"]) || participle(scan.word(last))
}

/// `rose 8 percent to 212 million in 2021`: the change shares the date of its level.
fn carried(scan: &Scan, readings: &[Reading], at: usize) -> Option<usize> {
    let change = readings[at].found.quantity.figure.change;
    let level = readings.get(at + 1)?.found.quantity.figure.change;
    let pair =
        matches!((change, level), (Some(Change::Up), Some(Change::UpTo)) | (Some(Change::Down), Some(Change::DownTo)));
    let close = readings[at + 1].tokens.start.saturating_sub(readings[at].tokens.end) <= 2;
    (pair && close).then(|| behind(scan, readings, at + 1))?
}

/// `(2015: 4.2 million)`, `4.2 million (2015)`.
fn bracketed(scan: &Scan, readings: &[Reading], at: usize) -> Option<usize> {
    let here = &readings[at].tokens;
    if let Some(date) = at.checked_sub(1).filter(|date| is_date(readings, *date)) {
        let other = &readings[date].tokens;
        let opened =
            other.start > 0 && matches!(scan.word(other.start - 1), "(" | "," | ";") || scan.word(other.start) == "(";
        if opened && scan.word(other.end) == ":" && here.start - other.end <= 1 {
            return Some(date);
        }
    }
    let date = at + 1;
    let other = &readings.get(date).filter(|_| is_date(readings, date))?.tokens;
    let gap = here.end..other.start;
    let opened = scan.word(here.end) == "(" && gap.len() <= 1;
    (opened && scan.word(other.end) == ")").then_some(date)
}

/// `In 2018 revenue was 6 million`: a date at the head of the clause.
fn leading(scan: &Scan, readings: &[Reading], at: usize) -> Option<usize> {
    let from =
        matches!(readings[at].found.quantity.figure.change, Some(Change::UpFrom | Change::DownFrom | Change::From));
    let date = (0..at).rev().find(|date| is_date(readings, *date))?;
    let (other, here) = (&readings[date], &readings[at].tokens);
    if from || !leads(scan, other) || !heads(scan, other.tokens.start) {
        return None;
    }
    let mut start = other.tokens.end;
    start += usize::from(scan.word(start) == ",");
    let held = (start..here.start).all(|place| {
        let within = readings[date + 1..at].iter().any(|reading| reading.tokens.contains(&place));
        within || !parts(scan, place)
    });
    held.then_some(date)
}

/// A mark or a word that ends the clause.
fn parts(scan: &Scan, at: usize) -> bool {
    let mark = scan.make(at) == Some(Make::Mark)
        && matches!(scan.word(at), "," | ";" | ":" | "." | "(" | ")" | "—" | "–" | "?" | "!");
    mark && (scan.word(at) != "." || ends_sentence(scan, at).is_some())
        || scan.is_any(
            at,
            &[
                "and", "but", "y", "pero", "than", "compared", "frente", "which", "who", "while", "mientras", "versus",
                "against", "after", "tras", "since",
            ],
        )
}

fn heads(scan: &Scan, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return true };
    matches!(scan.word(before), "," | ";" | ":" | "—" | "–" | "“" | "\"" | "«" | "(")
        && !scan.is_any(before.wrapping_sub(1), &["founded", "built", "born"])
        || ends_sentence(scan, before).is_some()
        || scan.is_any(before, JOINTS)
        || scan.tokens[start].line_start
}

/// `The rate in May 2015 was 5.5 percent`: a date of the subject, before a verb that says how much.
fn of_subject(scan: &Scan, readings: &[Reading], at: usize) -> Option<usize> {
    let date = at.checked_sub(1).filter(|date| is_date(readings, *date))?;
    let (other, here) = (&readings[date].tokens, &readings[at].tokens);
    let before = other.start.checked_sub(1)?;
    let word = scan.word(before);
    let participle = word.ends_with("ed")
        || ["built", "born", "held", "made", "won", "lost"].contains(&word)
        || ["ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "nto", "rto"]
            .iter()
            .any(|end| word.ends_with(end));
    let mut verb = other.end;
    verb += usize::from(scan.is_any(verb, &["se", "had", "has", "había"]));
    let close = here.start > verb && here.start - verb <= 4;
    let plain = close && (verb..here.start).all(|at| !parts(scan, at));
    let noun = scan.make(before) == Some(Make::Word) && !participle;
    (leads(scan, &readings[date]) && noun && plain && scan.is_any(verb, LEVELS)).then_some(date)
}

/// `7.8 percent a year earlier`: the year before the one that the figure before it is for.
fn years_earlier(scan: &Scan, readings: &mut [Reading]) {
    for at in 1..readings.len() {
        let next = readings[at].tokens.end;
        let earlier = |words: [&str; 3]| words.iter().enumerate().all(|(step, word)| scan.is(next + step, word));
        let told = earlier(["a", "year", "earlier"])
            || earlier(["the", "year", "before"])
            || earlier(["the", "previous", "year"])
            || earlier(["un", "año", "antes"])
            || earlier(["el", "año", "anterior"]);
        if !told || is_date(readings, at) {
            continue;
        }
        let base = readings[..at]
            .iter()
            .rev()
            .take(2)
            .find(|other| other.found.kind != Kind::Date && other.found.quantity.figure.from.is_some());
        let Some((from, to)) =
            base.and_then(|base| year_before(base.found.quantity.figure.from?, base.found.quantity.figure.to?))
        else {
            continue;
        };
        let found = &mut readings[at].found;
        set(found, Some(from), Some(to));
        found.reason.push_str("; the period is the year before that of the figure before it");
    }
}

/// Gives the period a year before, where it is a whole year.
fn year_before(from: Day, to: Day) -> Option<(Day, Day)> {
    let (first, last) = (from.to_string(), to.to_string());
    let year: u16 = first[..4].parse().ok()?;
    let whole = first[4..] == *"-01-01" && last[4..] == *"-12-31" && first[..4] == last[..4];
    let day = |rest: &str| Day::parse(&format!("{:04}{rest}", year - 1));
    whole.then(|| Some((day("-01-01")?, day("-12-31")?)))?
}
