//! Reads figures in the notation of the data files beside the tests.
//!
//! `> 1,000,000,000 USD 2020..2023 flow :: Peru / investment`: comparator (else `=`), amount (`3..5` for an interval,
//! `none`), unit, period (a year, month or day, or two of them around `..`, after `@` or with `..`), basis, and after
//! `::` the subject and the metric around ` / ` (one name alone is the metric).

use tickmark::model::quantity::{Figure, Quantity, parse_amount};
use tickmark::model::time::Day;
use tickmark::model::words::{Basis, Comparator};

/// Reads one figure; panics on what the notation does not know, since the files are ours.
pub fn quantity(text: &str) -> Quantity {
    let (figure, names) = text.split_once("::").unwrap_or((text, ""));
    let (subject, metric) = names.split_once(" / ").unwrap_or(("", names));
    let name = |name: &str| Some(name.trim().to_string()).filter(|name| !name.is_empty());
    let (figure, unit) = self::figure(figure);
    Quantity { figure, subject: name(subject), metric: name(metric), unit: name(&unit) }
}

fn figure(text: &str) -> (Figure, String) {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let comparator = words.first().and_then(|word| Comparator::from_word(word));
    if comparator.is_some() {
        words.remove(0);
    }
    let amounts = words.remove(0).replace(',', "");
    let (amount, upper) = amounts.split_once("..").map_or((amounts.as_str(), None), |(low, high)| (low, Some(high)));
    let number = |text: &str| parse_amount(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    let given = if upper.is_some() { Comparator::Between } else { Comparator::Equal };
    let mut figure = Figure {
        change: None,
        amount: (amount != "none").then(|| number(amount)),
        basis: None,
        comparator: comparator.unwrap_or(given),
        from: None,
        to: None,
        upper: upper.map(number),
    };
    let mut unit = Vec::new();
    for word in words {
        if let Some(basis) = Basis::from_word(word) {
            figure.basis = Some(basis);
        } else if let Some((from, to)) = period(word) {
            (figure.from, figure.to) = (from, to);
        } else {
            unit.push(word);
        }
    }
    (figure, unit.join(" "))
}

fn period(word: &str) -> Option<(Option<Day>, Option<Day>)> {
    if let Some(one) = word.strip_prefix('@') {
        return Some((edge(one, false), edge(one, true)));
    }
    let (from, to) = word.split_once("..")?;
    Some((edge(from, false), edge(to, true)))
}

/// Gives the first or the last day of a year, month or day.
fn edge(text: &str, last: bool) -> Option<Day> {
    let (first_day, last_days) = match text.len() {
        4 => ("-01-01", ["-12-31"].as_slice()),
        7 => ("-01", ["-31", "-30", "-29", "-28"].as_slice()),
        _ => ("", [""].as_slice()),
    };
    match last {
        true => last_days.iter().find_map(|end| Day::parse(&format!("{text}{end}"))),
        false => Day::parse(&format!("{text}{first_day}")),
    }
}
