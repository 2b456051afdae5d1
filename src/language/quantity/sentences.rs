//! Holds the reader against single sentences read by hand, and says how many of its readings are right.
//!
//! A sentence stands on a line of its own; what is to be read from it stands below, a figure to a line:
//! `> 300 farms | down to | 2015-01-01/2015-12-31`, `date 2019-01-01/2019-12-31`, `fiscal 2023`.

use super::measure::Measure;
use super::{Found, Kind, Language, find};
use std::fs;
use std::path::Path;

/// How many readings were wanted, and how many came out right, more strictly from left to right.
#[derive(Default)]
struct Score {
    figures: usize,
    value: usize,
    unit: usize,
    bound: usize,
    change: usize,
    dates: usize,
    dated: usize,
    periods: usize,
    given: usize,
    rightly: usize,
    extra: usize,
    said: Vec<String>,
}

/// One reading in the words of the annotations.
#[derive(Clone, Debug)]
struct Read {
    bound: String,
    amount: String,
    unit: String,
    change: String,
    period: String,
}

fn days(found: &Found) -> String {
    let day = |day: Option<record::model::time::Day>| day.map_or(String::new(), |day| day.to_string());
    let figure = &found.quantity.figure;
    match (figure.from, figure.to) {
        (None, None) => String::new(),
        (from, to) => format!("{}/{}", day(from), day(to)),
    }
}

fn read(found: &Found) -> Option<Read> {
    let figure = &found.quantity.figure;
    let upper = figure.upper.map(|upper| format!("..{}", upper.normalize())).unwrap_or_default();
    Some(Read {
        bound: figure.comparator.to_string(),
        amount: format!("{}{upper}", figure.amount?.normalize()),
        unit: found.quantity.unit.clone().unwrap_or_default(),
        change: figure.change.map(|change| change.word().replace('-', " ")).unwrap_or_default(),
        period: days(found),
    })
}

fn wanted(line: &str) -> Read {
    let mut parts = line.split('|').map(str::trim);
    let (bound, rest) = parts.next().unwrap().split_once(' ').unwrap();
    let (amount, unit) = rest.split_once(' ').unwrap_or((rest, ""));
    let mut next = || parts.next().unwrap_or("").to_string();
    let change = next();
    let change = change.strip_suffix(" by").unwrap_or(&change).to_string();
    Read { bound: bound.into(), amount: amount.into(), unit: unit.into(), change, period: next() }
}

fn same_amount(want: &str, read: &str) -> bool {
    let near = |one: &str, other: &str| {
        let (one, other): (f64, f64) = (one.parse().unwrap(), other.parse().unwrap());
        one == other || (one - other).abs() < one.abs() * 0.000_2 && one.fract() != 0.0
    };
    match (want.split_once(".."), read.split_once("..")) {
        (None, None) => near(want, read),
        (Some((low, high)), Some((least, most))) => near(low, least) && near(high, most),
        _ => false,
    }
}

fn same_unit(want: &str, read: &str) -> bool {
    let (want, read) = (Measure::read(Some(want)), Measure::read(Some(read)));
    want.alike(&read) && want.size == read.size
}

fn is_line_of_reading(line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or("");
    matches!(first, "=" | ">" | "<" | ">=" | "<=" | "~" | "between" | "date" | "fiscal")
}

fn judge(sentence: &str, wants: &[&str], language: Language, score: &mut Score) {
    let found = find(sentence, language);
    let mut told = Vec::new();
    let mut left: Vec<Read> = found.iter().filter_map(read).collect();
    let all: Vec<Read> = left.clone();
    let mut dates: Vec<String> =
        found.iter().filter(|found| found.kind == Kind::Date).map(days).filter(|days| !days.is_empty()).collect();
    for want in wants {
        if let Some(date) = want.strip_prefix("date ") {
            score.dates += 1;
            match dates.iter().position(|read| read == date) {
                Some(at) => drop(dates.remove(at)),
                None => told.push(format!("date {date}")),
            }
            score.dated += usize::from(told.last().is_none_or(|last| *last != format!("date {date}")));
            continue;
        }
        if let Some(year) = want.strip_prefix("fiscal ") {
            let year = format!("fiscal year {year}");
            let known = found.iter().any(|found| found.quantity.unit.as_deref() == Some(&year));
            score.dates += 1;
            score.dated += usize::from(known);
            if !known {
                told.push(want.to_string());
            }
            continue;
        }
        let want = wanted(want);
        score.figures += 1;
        score.periods += usize::from(!want.period.is_empty());
        let Some(at) = left.iter().position(|read| same_amount(&want.amount, &read.amount)) else {
            told.push(format!("missed {want:?}"));
            continue;
        };
        let read = left.remove(at);
        let (unit, bound) = (same_unit(&want.unit, &read.unit), want.bound == read.bound);
        let change = want.change == read.change;
        score.value += 1;
        score.unit += usize::from(unit);
        score.bound += usize::from(unit && bound);
        score.change += usize::from(unit && bound && change);
        score.given += usize::from(!read.period.is_empty());
        score.rightly += usize::from(!read.period.is_empty() && read.period == want.period);
        if !(unit && bound && change) || (read.period != want.period) {
            told.push(format!("want {want:?}\n      read {read:?}"));
        }
    }
    score.extra += left.len() + dates.len();
    told.extend(left.iter().map(|read| format!("extra {read:?}")));
    told.extend(dates.iter().map(|read| format!("extra date {read}")));
    if !told.is_empty() {
        let seen: Vec<String> =
            all.iter().map(|read| format!("{} {} {}", read.bound, read.amount, read.unit)).collect();
        score.said.push(format!("{sentence}\n   [{}]\n   {}", seen.join("; "), told.join("\n   ")));
    }
}

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// Reads one file of sentences and prints what was wrong in it.
fn run(name: &str) -> Score {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spot/sentences").join(name);
    let text = fs::read_to_string(&path).unwrap();
    let language = if name.ends_with("_es.txt") { Language::Spanish } else { Language::English };
    let mut score = Score::default();
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let mut at = 0;
    while at < lines.len() {
        let wants = lines[at + 1..].iter().take_while(|line| is_line_of_reading(line)).count();
        judge(lines[at], &lines[at + 1..at + 1 + wants], language, &mut score);
        at += 1 + wants;
    }
    for said in &score.said {
        eprintln!("{said}");
    }
    eprintln!(
        "{name}: {} figures: value {:.1}, with unit {:.1}, with bound {:.1}, with change {:.1}; {} dates {:.1}; \
        periods wanted {}, given {}, right {}; read besides: {}",
        score.figures,
        share(score.value, score.figures),
        share(score.unit, score.figures),
        share(score.bound, score.figures),
        share(score.change, score.figures),
        score.dates,
        share(score.dated, score.dates),
        score.periods,
        score.given,
        score.rightly,
        score.extra
    );
    score
}

/// Asserts the floors that a round of sentences is held to, in percent.
fn hold(name: &str, floors: [f64; 4]) {
    let score = run(name);
    let right = [score.value, score.unit, score.bound, score.change].map(|part| share(part, score.figures));
    for (right, floor) in right.into_iter().zip(floors) {
        assert!(right >= floor, "{name}: {right:.1} is below {floor}");
    }
}

#[test]
fn sentences_are_read_to_a_floor() {
    for round in ["first", "second", "third"] {
        for language in ["en", "es"] {
            hold(&format!("{round}_{language}.txt"), [97.0, 96.0, 95.0, 95.0]);
        }
    }
}
