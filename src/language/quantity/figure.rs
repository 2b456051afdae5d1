//! Finds every figure in a text and resolves it to comparator, decimal, unit and period.

use super::amount::Amount;
use super::cue::{Cue, Sort, Stated};
use super::figure_kind::Kind;
use super::fraction::fraction;
use super::inert::inert;
use super::known_words::read;
use super::numeral::Convention;
use super::per::per;
use super::period::{Period, period};
use super::range::amount;
use super::reading::{Found, Reading};
use super::scan::Scan;
use super::sort_of_count::{Aside, Settled, aside, settle};
use super::stop::blocks;
use super::token::Make;
use super::{Language, change, dating, hedge, lend, lexicons, unit};
use record::model::quantity::{Figure, Quantity};
use record::model::words::{Basis, Comparator};
use rust_decimal::Decimal;
use std::ops::Range;

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
    | Sort::Season.bit()
    | Sort::Back.bit();

/// Finds all figures of one block.
pub fn find_in(scan: &Scan) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    let mut at = 0;
    while at < scan.tokens.len() {
        let token = &scan.tokens[at];
        let begins = token.make == Make::Numeral || token.sorts & BEGINNERS != 0 || short(scan, at);
        if begins && let Some(end) = inert(scan, at) {
            at = end.max(at + 1);
            continue;
        }
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
    lend::lend(scan, &mut readings);
    change::tell(scan, &mut readings);
    dating::date_figures(scan, &mut readings);
    readings
}

/// `a million`, `Q3`: words too short to stand in the lexicon.
fn short(scan: &Scan, at: usize) -> bool {
    match scan.word(at).as_bytes() {
        [b'a' | b'A'] | [b'a' | b'A', b'n'] => scan.language == Language::English,
        [b'Q' | b'H' | b'T' | b'S', b'1'..=b'4'] => true,
        [b'F', b'Y', ..] => true,
        [b'R' | b'L' | b'Q' | b'K'] => true,
        _ if scan.is_any(at, &["fiscal", "financial", "ejercicio"]) => true,
        [_, _, _] => scan.tokens[at].sorts == 0 && scan.language == Language::Spanish,
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
        return counted(scan, amount).or_else(|| stated(scan, at));
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
    let mut reading = reading(period.tokens, Kind::Date, figure.clone(), period.fiscal, period.reason.into());
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
    let noun = if stating.unit.is_empty() { unit::after(scan, end, true) } else { part_of(scan, end, &stating) };
    let (amount, named) = match noun.as_ref().filter(|_| stating.unit == "percent") {
        Some(noun) => {
            (stating.amount.checked_div(Decimal::ONE_HUNDRED).unwrap_or(stating.amount), Some(noun.name.clone()))
        }
        None => (stating.amount, None),
    };
    let given = (!stating.unit.is_empty()).then(|| stating.unit.to_string());
    let unit = named.or_else(|| noun.as_ref().map(|noun| noun.name.clone())).or(given);
    let kind = noun.as_ref().map_or(stating.kind, |noun| noun.kind);
    let end = noun.map_or(end, |noun| noun.end);
    let start = hedged.map_or(at, |hedged| hedged.start);
    let figure = bare(comparator, Some(amount));
    (reading(start..end, kind, figure, unit, reason_given.into()), end)
}

/// `three-quarters of a mile`, `un cuarto de hora`: a part of one unit is an amount of it.
fn part_of(scan: &Scan, at: usize, stating: &Stating) -> Option<unit::Unit> {
    if stating.unit != "percent" || !scan.is_any(at, &["of", "de"]) {
        return None;
    }
    let article = scan.is_any(at + 1, &["a", "an", "un", "una"]);
    let single = article || scan.is_any(at + 1, &["hora", "litro", "kilo", "tonelada", "milla", "hectárea", "metro"]);
    let noun = unit::after(scan, at + 1 + usize::from(article), false).filter(|_| single)?;
    matches!(noun.kind, Kind::Measure | Kind::Duration).then_some(noun)
}

/// `doubled`, `a majority`, `dozens of`.
fn stated(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    if !scan.may(at, Sort::Stated) || at > 0 && scan.may(at - 1, Sort::Ordinal) && !scan.is(at - 1, "first-ever") {
        return None;
    }
    // `a mile and a half`
    if scan.is_any(at, &["half", "media", "medio"]) && at > 1 && scan.is(at - 1, "a") && scan.is(at - 2, "and") {
        return None;
    }
    let (Stated { comparator, amount, unit }, length) =
        scan.phrase(at, |cue| if let Cue::Stated(stated) = cue { Some(stated) } else { None })?;
    let end = at + length;
    if scan.is_any(end, &["leader", "whip", "party", "government", "report", "room", "back", "pivot"]) {
        return None;
    }
    // `Her majority was 340 votes` states no share.
    let seats = scan.is(at, "majority")
        && (at > 0 && scan.is_any(at - 1, &["her", "his", "my", "your"])
            || scan.is(end, "of") && scan.numeral(end + 1));
    if seats {
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
    let money = settled.kind == Kind::Money;
    let per = per(scan, amount.end, money)
        .or_else(|| per_of(scan, &settled, amount.end))
        .filter(|_| settled.kind != Kind::Age);
    let mut end = settled.end.max(per.as_ref().map_or(0, |(_, end)| *end));
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
    let basis = per.as_ref().filter(|(per, _)| timed(per)).map(|_| Basis::PerPeriod);
    let per = per.map(|(per, _)| per);
    let with_per = |unit: Option<String>| match (unit, &per) {
        (Some(unit), Some(per)) => Some(format!("{unit} {per}")),
        (unit, per) => unit.or_else(|| per.clone()),
    };
    let unit = with_per(settled.unit);
    let figure = Figure { basis, upper: amount.upper, ..bare(comparator, Some(settled.value)) };
    let mut reading = reading(start..end, settled.kind, figure, unit, settled.reason);
    match in_bracket(scan, &amount) {
        Some(Bracket::Cell) => {
            reading.found.quantity.figure.amount = Some(-amount.value);
            reading.found.reason.push_str("; brackets around a cell of a table say minus");
        }
        Some(Bracket::Loss) => settled.alternative = settled.alternative.or(Some((-amount.value, None))),
        None => {}
    }
    reading.found.alternative = settled
        .alternative
        .map(|(value, unit)| other(&reading.found.quantity, value, unit.map(Some).and_then(with_per)));
    Some((reading, end))
}

/// What brackets around an amount alone say.
enum Bracket {
    /// It fills a cell of a table, where brackets are a minus.
    Cell,
    /// It stands behind a loss in running text, where they may be.
    Loss,
}

fn in_bracket(scan: &Scan, amount: &Amount) -> Option<Bracket> {
    let open = amount.start.checked_sub(1)?;
    let alone = scan.word(open) == "("
        && scan.word(amount.end) == ")"
        && amount.upper.is_none()
        && amount.value > Decimal::ZERO;
    if !alone || amount.unit.as_ref().is_some_and(|unit| unit.kind != Kind::Money) {
        return None;
    }
    let before = open.checked_sub(1);
    let celled = |at: usize| scan.gap(at).contains('\t') || scan.word(at + 1) == "|";
    let cell = before.is_some_and(|before| celled(before) || scan.word(before) == "|")
        || scan.tokens[open].line_start && celled(amount.end);
    let close = scan.tokens.get(amount.end + 1).is_none_or(|next| next.line_start) || celled(amount.end);
    if cell && close {
        return Some(Bracket::Cell);
    }
    let near = open.saturating_sub(3)..open;
    let loss = near
        .into_iter()
        .any(|at| scan.is_any(at, &["loss", "losses", "lost", "deficit", "pérdida", "pérdidas", "perdió", "déficit"]));
    loss.then_some(Bracket::Loss)
}

/// `3.6 million cubic metres of water a day`: the pace stands behind what is measured.
fn per_of(scan: &Scan, settled: &Settled, at: usize) -> Option<(String, usize)> {
    let measured = matches!(settled.kind, Kind::Measure | Kind::Count) && settled.unit.is_some();
    let noun = scan.is_any(at, &["of", "de"]) && scan.make(at + 1) == Some(Make::Word) && !scan.may(at + 1, Sort::Stop);
    (measured && noun && scan.may(at + 2, Sort::Per)).then(|| per(scan, at + 2, false))?
}

fn other(quantity: &Quantity, value: Decimal, unit: Option<String>) -> Quantity {
    let figure = Figure { amount: Some(value), ..quantity.figure.clone() };
    let unit = unit.or_else(|| quantity.unit.clone()).filter(|unit| !unit.is_empty());
    Quantity { figure, unit, ..quantity.clone() }
}

/// Says whether a rate is for a length of time.
fn timed(per: &str) -> bool {
    matches!(per, "per year" | "per month" | "per week" | "per day" | "per hour" | "per minute" | "per second")
}
