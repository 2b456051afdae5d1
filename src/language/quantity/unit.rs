//! Reads what a number counts or measures: a currency, percent, a unit, or the noun that follows.

use super::cue::{Cue, Sort};
use super::scan::Scan;
use super::token::Make;
use super::{Kind, Language};

/// What follows a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub name: String,
    pub kind: Kind,
    /// The token after its last.
    pub end: usize,
}

/// Nouns that count without an `s`.
const PLURALS: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "police",
    "cattle",
    "sheep",
    "fish",
    "staff",
    "personnel",
    "troops",
    "vehicles",
    "percent",
    "aircraft",
    "wickets",
    "runs",
    "teeth",
    "mice",
    "data",
    "species",
    "deaths",
];

/// Reads a currency before a number; gives its code and the token after it.
pub fn currency_before(scan: &Scan, at: usize) -> Option<(&'static str, usize)> {
    let (code, length) = currency(scan, at)?;
    let end = at + length;
    let symbol = scan.make(end - 1) == Some(Make::Mark);
    let name = !symbol && !scan.word(at).bytes().all(|byte| byte.is_ascii_uppercase() || !byte.is_ascii_alphabetic());
    let spelt_out = name && !matches!(scan.word(at), "Rs" | "Bs" | "Gs" | "Rp");
    (scan.number_like(end) && !spelt_out && (symbol || scan.numeral(end))).then_some((code, end))
}

/// Reads a currency at the token, and its length.
pub fn currency(scan: &Scan, at: usize) -> Option<(&'static str, usize)> {
    if !scan.may(at, Sort::Currency) {
        return None;
    }
    let word = scan.word(at);
    let code_in_lower_case = |code: &str| code.eq_ignore_ascii_case(word) && code != word;
    let found = scan.phrase(at, |cue| match cue {
        Cue::Currency(code) if !code_in_lower_case(code) => Some(code),
        _ => None,
    })?;
    // `A$20` is Australian; `a $20 note` is not.
    let (at_mark, lower) =
        (scan.make(at + found.1 - 1) == Some(Make::Mark), word.starts_with(|letter: char| letter.is_lowercase()));
    (found.1 == 1 || !at_mark || !lower).then_some(found)
}

/// Reads what stands after a number.
pub fn after(scan: &Scan, at: usize, scaled: bool) -> Option<Unit> {
    let of = scan.is_any(at, &["of", "de"]);
    if let Some(unit) = named(scan, at) {
        return Some(unit);
    }
    if of && let Some(unit) = named(scan, at + 1) {
        return Some(unit);
    }
    if of && !scaled && !(at > 0 && scan.is_any(at - 1, &["dozen", "docena"])) {
        return None;
    }
    noun(scan, at + usize::from(of))
}

fn named(scan: &Scan, at: usize) -> Option<Unit> {
    let hyphen = usize::from(scan.word(at) == "-" && scan.glued(at) && scan.glued(at + 1));
    let at = at + hyphen;
    if let Some((code, length)) = currency(scan, at) {
        let belongs_to_next = scan.make(at) == Some(Make::Mark) && !scan.glued(at) && scan.numeral(at + length);
        return (!belongs_to_next).then(|| Unit { name: code.into(), kind: Kind::Money, end: at + length });
    }
    let ((name, kind), length) = scan.phrase(at, |cue| match cue {
        Cue::Unit(name) => Some((name, unit_kind(name))),
        Cue::Time(name) => Some((name, Kind::Duration)),
        _ => None,
    })?;
    let lone_letter = name.len() == 1 && !scan.glued(at) && scan.word(at).len() == 1 && !fits_letter(scan, at);
    (!lone_letter).then(|| Unit { name: name.into(), kind, end: at + length })
}

/// `5 m` is a measure; `5 T` or `5 G` as words of their own are not.
fn fits_letter(scan: &Scan, at: usize) -> bool {
    matches!(scan.word(at), "m" | "g" | "t" | "l" | "W") && scan.gap(at - 1).chars().count() == 1
}

fn unit_kind(name: &str) -> Kind {
    match name {
        "percent" | "percentage points" | "basis points" | "per mille" => Kind::Percentage,
        "times" => Kind::Factor,
        _ => Kind::Measure,
    }
}

/// Takes the noun that a number counts: `1,200 new jobs`, `300 trabajadores`.
fn noun(scan: &Scan, at: usize) -> Option<Unit> {
    let hyphen = scan.word(at) == "-" && scan.glued(at);
    let start = at + usize::from(hyphen);
    let reach = if scan.language == Language::English && !hyphen { 3 } else { 1 };
    let mut end = start;
    while end < start + reach && counts(scan, end) {
        end += 1;
        if plural(scan.word(end - 1)) {
            return Some(counted(scan, start, end));
        }
        if scan.language == Language::Spanish
            && scan.may(end - 1, Sort::Adjective)
            && end < start + 2
            && counts(scan, end)
        {
            return Some(counted(scan, start, end + 1));
        }
    }
    (end > start).then(|| counted(scan, start, start + 1))
}

fn counted(scan: &Scan, start: usize, end: usize) -> Unit {
    let words: Vec<&str> = (start..end).map(|at| scan.word(at)).collect();
    let adjective_first = scan.language == Language::Spanish && end == start + 1 && scan.may(start, Sort::Adjective);
    if adjective_first && counts(scan, end) {
        return Unit { name: format!("{} {}", words[0], scan.word(end)), kind: Kind::Count, end: end + 1 };
    }
    Unit { name: words.join(" "), kind: Kind::Count, end }
}

fn plural(word: &str) -> bool {
    (word.ends_with('s') && !word.ends_with("ss") && word.len() > 3) || PLURALS.contains(&word)
}

/// Says whether the token can be part of what is counted.
fn counts(scan: &Scan, at: usize) -> bool {
    let Some(token) = scan.tokens.get(at) else { return false };
    let barred = [Sort::Stop, Sort::Person, Sort::Month, Sort::Number, Sort::Speech, Sort::Hedge, Sort::Per];
    let barred = barred.iter().fold(0, |bits, sort| bits | sort.bit());
    token.make == Make::Word && !token.capital && token.sorts & barred == 0 && token.end - token.start > 2
}
