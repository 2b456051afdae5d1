//! Finds every figure in a text and resolves it to comparator, decimal, unit and period.

use super::cue::{Cue, Sort, Stated};
use super::figure_kind::Kind;
use super::fraction::fraction;
use super::known_words::read;
use super::numeral::Convention;
use super::period::{Period, period};
use super::range::{Amount, amount};
use super::scan::Scan;
use super::sort_of_count::{Aside, aside, settle};
use super::stop::{blocks, ends_sentence};
use super::token::Make;
use super::{Language, hedge, lexicons, unit};
use record::model::quantity::{Figure, Quantity};
use record::model::words::{Basis, Comparator};
use rust_decimal::Decimal;
use std::ops::Range;

/// A figure, where it stands, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Byte offsets in the text, the end exclusive, on character boundaries.
    pub span: Range<usize>,
    pub quantity: Quantity,
    /// The other way to read it, where the writing allows two: `1.234`.
    pub alternative: Option<Quantity>,
    pub kind: Kind,
    /// Why it was read so, in a few words.
    pub reason: String,
}

/// A figure with the tokens that it takes.
#[derive(Clone, Debug)]
pub struct Reading {
    pub found: Found,
    pub tokens: Range<usize>,
}

/// Finds all figures of a text, in the order of their spans, which do not overlap.
pub fn find(text: &str, language: Language) -> Vec<Found> {
    let (lexicon, convention) = (lexicons::of(language), Convention::of(text, language));
    let (mut tokens, mut found) = (Vec::new(), Vec::new());
    for block in blocks(text) {
        tokens.clear();
        read(text, block, lexicon, &mut tokens);
        let scan = Scan { text, tokens: &tokens, lexicon, language, convention };
        found.extend(find_in(&scan).into_iter().map(|reading| reading.found));
    }
    found
}

/// The sorts of word that a figure can begin with.
const BEGINNERS: u64 = Sort::Currency.bit()
    | Sort::Number.bit()
    | Sort::Stated.bit()
    | Sort::Month.bit()
    | Sort::Weekday.bit()
    | Sort::Relative.bit()
    | Sort::Ordinal.bit()
    | Sort::Decade.bit()
    | Sort::Century.bit()
    | Sort::Back.bit();

/// Finds all figures of one block.
pub fn find_in(scan: &Scan) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    let mut at = 0;
    while at < scan.tokens.len() {
        let token = &scan.tokens[at];
        let begins = token.make == Make::Numeral || token.sorts & BEGINNERS != 0 || short(scan, at);
        let Some((mut reading, next)) = begins.then(|| figure_at(scan, at)).flatten() else {
            at += 1;
            continue;
        };
        at = next.max(at + 1);
        let floor = readings.last().map_or(0, |last| last.tokens.end);
        reading.tokens.start = reading.tokens.start.max(floor);
        reading.found.span = scan.tokens[reading.tokens.start].start..scan.tokens[reading.tokens.end - 1].end;
        readings.push(reading);
    }
    date_figures(scan, &mut readings);
    readings
}

/// `a million`, `Q3`: words too short to stand in the lexicon.
fn short(scan: &Scan, at: usize) -> bool {
    match scan.word(at).as_bytes() {
        [b'a' | b'A'] | [b'a' | b'A', b'n'] => scan.language == Language::English,
        [b'Q' | b'H', b'1'..=b'4'] => true,
        _ => false,
    }
}

/// Reads the figure at the token; the second part is the token after all that was read.
fn figure_at(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    match aside(scan, at) {
        Some(Aside::Skip) => return None,
        Some(Aside::Timed(end)) => return Some((undated(at..end, "a time of day"), end)),
        Some(Aside::Score(end)) => return Some((scored(scan, at..end), end)),
        None => {}
    }
    if let Some(period) = period(scan, at) {
        return Some(dated(period));
    }
    if let Some(fraction) = fraction(scan, at) {
        let share =
            Stating { comparator: fraction.comparator, amount: fraction.percent, unit: "percent", kind: Kind::Share };
        return Some(stating(scan, at, fraction.end, share, "a part of a whole, as a percentage"));
    }
    if let Some(amount) = amount(scan, at) {
        return counted(scan, amount);
    }
    stated(scan, at).or_else(|| looking_back(scan, at))
}

fn reading(tokens: Range<usize>, kind: Kind, figure: Figure, unit: Option<String>, reason: String) -> Reading {
    let quantity = Quantity { figure, subject: None, metric: None, unit };
    Reading { found: Found { span: 0..0, quantity, alternative: None, kind, reason }, tokens }
}

fn bare(comparator: Comparator, amount: Option<Decimal>) -> Figure {
    Figure { change: None, amount, basis: None, comparator, from: None, to: None, upper: None }
}

fn undated(tokens: Range<usize>, reason: &str) -> Reading {
    reading(tokens, Kind::Date, bare(Comparator::Equal, None), None, reason.into())
}

fn scored(scan: &Scan, tokens: Range<usize>) -> Reading {
    let unit = format!("score {}–{}", scan.word(tokens.start), scan.word(tokens.end - 1));
    reading(tokens, Kind::Score, bare(Comparator::Equal, None), Some(unit), "the result of a match".into())
}

fn dated(period: Period) -> (Reading, usize) {
    let figure = Figure { from: period.from, to: period.to, ..bare(Comparator::Equal, None) };
    let end = period.tokens.end;
    let mut reading = reading(period.tokens, Kind::Date, figure.clone(), None, period.reason.into());
    reading.found.alternative = period.other.map(|(from, to)| {
        let figure = Figure { from: Some(from), to: Some(to), ..figure };
        Quantity { figure, ..reading.found.quantity.clone() }
    });
    (reading, end)
}

/// An amount that words state by themselves.
struct Stating {
    comparator: Comparator,
    amount: Decimal,
    unit: &'static str,
    kind: Kind,
}

fn stating(scan: &Scan, at: usize, end: usize, stating: Stating, reason_given: &str) -> (Reading, usize) {
    let hedged = hedge::before(scan, at);
    let free = matches!(stating.comparator, Comparator::Equal | Comparator::About);
    let comparator = hedged.filter(|_| free).map_or(stating.comparator, |hedged| hedged.comparator);
    let noun = if stating.unit.is_empty() { unit::after(scan, end, true) } else { None };
    let unit = noun.as_ref().map(|noun| noun.name.clone()).or((!stating.unit.is_empty()).then(|| stating.unit.into()));
    let kind = noun.as_ref().map_or(stating.kind, |noun| noun.kind);
    let end = noun.map_or(end, |noun| noun.end);
    let start = hedged.map_or(at, |hedged| hedged.start);
    let figure = bare(comparator, Some(stating.amount));
    (reading(start..end, kind, figure, unit, reason_given.into()), end)
}

/// `doubled`, `a majority`, `dozens of`.
fn stated(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    if !scan.may(at, Sort::Stated) || at > 0 && scan.may(at - 1, Sort::Ordinal) && !scan.is(at - 1, "first-ever") {
        return None;
    }
    let (Stated { comparator, amount, unit }, length) =
        scan.phrase(at, |cue| if let Cue::Stated(stated) = cue { Some(stated) } else { None })?;
    let end = at + length;
    if scan.is_any(end, &["leader", "whip", "party", "government", "report", "room", "back", "pivot"]) {
        return None;
    }
    let amount = Decimal::from_str_exact(amount).ok()?;
    let (kind, why) = match unit {
        "percent" => (Kind::Share, "a share that the word itself states"),
        "times" => (Kind::Factor, "a factor that the word itself states"),
        _ => (Kind::Count, "a number known only by its lower bound"),
    };
    Some(stating(scan, at, end, Stating { comparator, amount, unit, kind }, why))
}

/// `the past decade`, `la última década`.
fn looking_back(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let length = scan.length(at, Sort::Back)?;
    let noun = at + length;
    let years = match scan.word(noun) {
        "decade" | "década" => 10,
        "century" | "siglo" => 100,
        _ => return None,
    };
    let figure = bare(Comparator::About, Some(Decimal::from(years)));
    let reason = "a span of time counted back from the day of writing".to_string();
    Some((reading(at..noun + 1, Kind::Duration, figure, Some("years".into()), reason), noun + 1))
}

fn counted(scan: &Scan, amount: Amount) -> Option<(Reading, usize)> {
    let mut settled = settle(scan, &amount)?;
    let per = per(scan, amount.end);
    let mut end = settled.end.max(per.map_or(0, |(_, end)| end));
    let mut comparator = if amount.upper.is_some() { Comparator::Between } else { settled.comparator };
    let mut start = settled.start.min(amount.start);
    if amount.upper.is_none() && settled.kind != Kind::Age || settled.start == amount.start {
        if let Some(hedged) = hedge::before(scan, amount.start).filter(|hedged| !hedge::reaches(scan, hedged.start)) {
            start = hedged.start;
            let lasting = settled.kind == Kind::Duration && hedge::lasts(scan, hedged.start, amount.end);
            comparator = if amount.upper.is_some() || lasting { comparator } else { hedged.comparator };
        }
        if let Some((after, next)) = hedge::after(scan, end).filter(|_| amount.upper.is_none()) {
            (comparator, end) = (after, next);
            if settled.unit.is_none()
                && let Some(noun) = unit::after(scan, next, false)
            {
                (settled.unit, settled.kind, end) = (Some(noun.name), noun.kind, noun.end);
            }
        }
    }
    let basis = per.filter(|(per, _)| timed(per)).map(|_| Basis::PerPeriod);
    let unit = settled.unit.map(|unit| per.map_or(unit.clone(), |(per, _)| format!("{unit} {per}")));
    let figure = Figure { basis, upper: amount.upper, ..bare(comparator, Some(amount.value)) };
    let mut reading = reading(start..end, settled.kind, figure, unit, settled.reason);
    reading.found.alternative = settled.alternative.map(|(value, unit)| other(&reading.found.quantity, value, unit));
    Some((reading, end))
}

fn other(quantity: &Quantity, value: Decimal, unit: Option<String>) -> Quantity {
    let figure = Figure { amount: Some(value), ..quantity.figure.clone() };
    Quantity { figure, unit: unit.or_else(|| quantity.unit.clone()), ..quantity.clone() }
}

fn per(scan: &Scan, at: usize) -> Option<(&'static str, usize)> {
    if !scan.may(at, Sort::Per) {
        return None;
    }
    let (per, length) = scan.phrase(at, |cue| if let Cue::Per(per) = cue { Some(per) } else { None })?;
    // `€900 million a year earlier` is no yearly sum.
    (!scan.is_any(at + length, &["earlier", "ago", "later", "before", "after"])).then_some((per, at + length))
}

fn timed(per: &str) -> bool {
    matches!(per, "per year" | "per month" | "per week" | "per day" | "per hour" | "per minute" | "per second")
}

/// How many tokens apart a figure and the date that it is for may stand.
const REACH: usize = 25;

/// Gives each figure the period of the nearest date in its sentence.
fn date_figures(scan: &Scan, readings: &mut [Reading]) {
    for at in 0..readings.len() {
        let figure = &readings[at];
        if matches!(figure.found.kind, Kind::Date | Kind::Duration | Kind::Age | Kind::Score) {
            continue;
        }
        let Some(date) = nearest_date(scan, readings, at) else { continue };
        let (from, to, words) = (date.from, date.to, date.words);
        let found = &mut readings[at].found;
        (found.quantity.figure.from, found.quantity.figure.to) = (from, to);
        if let Some(alternative) = &mut found.alternative {
            (alternative.figure.from, alternative.figure.to) = (from, to);
        }
        for part in ["; the period is from “", words, "” in the same sentence"] {
            found.reason.push_str(part);
        }
    }
}

struct Dating<'a> {
    from: Option<record::model::time::Day>,
    to: Option<record::model::time::Day>,
    words: &'a str,
}

fn nearest_date<'a>(scan: &Scan<'a>, readings: &[Reading], figure: usize) -> Option<Dating<'a>> {
    let here = &readings[figure].tokens;
    let low = figure.saturating_sub(6);
    let high = (figure + 7).min(readings.len());
    let candidates = readings[low..high].iter().filter(|other| {
        other.found.kind == Kind::Date
            && (other.found.quantity.figure.from.is_some() || other.found.quantity.figure.to.is_some())
    });
    // A date that follows is the likelier one: `5% in 2010, 8% in 2020`.
    let distance = |other: &Reading| match other.tokens.start >= here.end {
        true => other.tokens.start - here.end,
        false => here.start.saturating_sub(other.tokens.end) + 2,
    };
    let near = candidates.filter(|other| distance(other) <= REACH && same_sentence(scan, here, &other.tokens));
    let date = near.min_by_key(|other| distance(other))?;
    let stated = &date.found.quantity.figure;
    Some(Dating { from: stated.from, to: stated.to, words: &scan.text[date.found.span.clone()] })
}

fn same_sentence(scan: &Scan, left: &Range<usize>, right: &Range<usize>) -> bool {
    let between = left.end.min(right.end)..left.start.max(right.start);
    between.into_iter().all(|at| scan.word(at) != ";" && ends_sentence(scan, at).is_none())
}
