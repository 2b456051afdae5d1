//! Reads what a number counts or measures: a currency, percent, a unit, or the noun that follows.

use super::cue::{Cue, Sort};
use super::scan::Scan;
use super::symbol::symbol;
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
    "dead",
    "wounded",
    "injured",
    "missing",
    "homeless",
    "head",
    "crew",
    "gente",
];

/// Reads a currency before a number; gives its code and the token after it.
pub fn currency_before(scan: &Scan, at: usize) -> Option<(&'static str, usize)> {
    if let Some(found) = single_letter(scan, at).or_else(|| dollar_of(scan, at)) {
        return Some(found);
    }
    let (code, length) = currency(scan, at)?;
    let end = at + length;
    let symbol = scan.make(end - 1) == Some(Make::Mark) || scan.word(end - 1).len() == 1 && length > 1;
    if negative(scan, end) {
        return Some((code, end));
    }
    let name = !symbol && !scan.word(at).bytes().all(|byte| byte.is_ascii_uppercase() || !byte.is_ascii_alphabetic());
    let spelt_out = name
        && !matches!(
            scan.word(at),
            "Rs" | "Bs"
                | "Gs"
                | "Rp"
                | "KSh"
                | "Ksh"
                | "KShs"
                | "TSh"
                | "USh"
                | "Tk"
                | "NKr"
                | "SKr"
                | "DKr"
                | "Kč"
                | "zł"
                | "Dhs"
                | "Nu"
        );
    let spelt_out = spelt_out
        && !(scan.is_any(at, &["rs", "dkr", "nkr", "skr", "kr", "rp", "ksh", "tk", "rm", "bs"])
            || named_before(scan, at, end));
    (scan.number_like(end) && !spelt_out && (symbol || scan.numeral(end))).then_some((code, end))
}

/// Says whether a minus or a bracket with digits behind it stands at the token: `$-7.1`, `$(14.6)`.
pub fn negative(scan: &Scan, at: usize) -> bool {
    (matches!(scan.word(at), "-" | "−" | "–") || scan.word(at) == "(")
        && scan.glued(at)
        && scan.glued(at + 1)
        && scan.numeral(at + 1)
}

/// `euros 20`, `US dollars 16`: a name before its digits, where nothing else is counted on either side.
fn named_before(scan: &Scan, at: usize, end: usize) -> bool {
    let free = at == 0 || !scan.number_like(at - 1) && !scan.may(at - 1, Sort::Number);
    let alone = || {
        let read = super::number::number(scan, end, true);
        read.is_some_and(|read| {
            named(scan, read.end).is_none() && noun(scan, read.end).is_none() && !scan.dash(read.end)
        })
    };
    free && scan.numeral(end) && scan.word(end - 1).len() > 3 && alone()
}

/// `R350 000`, `Q850,000`: letters that stand for a currency only before an amount that looks like one.
fn single_letter(scan: &Scan, at: usize) -> Option<(&'static str, usize)> {
    let code = match scan.word(at) {
        "R" => "ZAR",
        "Q" => "GTQ",
        "L" => "HNL",
        "K" if scan.word(at + 1).contains(',') => "kwacha",
        _ => return None,
    };
    let digits = scan.word(at + 1);
    let large = digits.len() >= 4 || digits.len() == 3 && code == "ZAR" && scan.glued(at + 1);
    let marked = digits.contains([',', '.']) || scan.may(at + 2, Sort::Suffix) || scan.may(at + 2, Sort::Number);
    (scan.numeral(at + 1) && (large || marked) && (scan.glued(at + 1) || large)).then_some((code, at + 1))
}

/// `$A7.2`, `$NZ5`: the country's letters behind the sign.
fn dollar_of(scan: &Scan, at: usize) -> Option<(&'static str, usize)> {
    if scan.word(at) != "$" || !scan.glued(at + 1) || !scan.glued(at + 2) || !scan.numeral(at + 2) {
        return None;
    }
    let code = match scan.word(at + 1) {
        "A" | "AU" => "AUD",
        "NZ" => "NZD",
        "C" | "CA" => "CAD",
        "US" => "USD",
        "HK" => "HKD",
        "S" => "SGD",
        "U" => "UYU",
        _ => return None,
    };
    Some((code, at + 2))
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
    if of && !scaled && !(at > 0 && scan.is_any(at - 1, &["dozen", "docena", "dozens", "docenas"])) {
        return None;
    }
    noun(scan, at + usize::from(of))
}

fn named(scan: &Scan, at: usize) -> Option<Unit> {
    let hyphen = usize::from(scan.word(at) == "-" && scan.glued(at) && scan.glued(at + 1));
    let at = at + hyphen;
    if let Some(unit) = percent(scan, at).or_else(|| mark(scan, at)) {
        return Some(unit);
    }
    if let Some((code, length)) = currency(scan, at).filter(|_| !scan.is(at, "won") || large_before(scan, at)) {
        let belongs_to_next = scan.make(at) == Some(Make::Mark) && !scan.glued(at) && scan.numeral(at + length);
        return (!belongs_to_next).then(|| Unit { name: code.into(), kind: Kind::Money, end: at + length });
    }
    let worded = scan.phrase(at, |cue| match cue {
        Cue::Unit(name) => Some((name, unit_kind(name))),
        Cue::Time(name) => Some((name, Kind::Duration)),
        _ => None,
    });
    if worded.is_none_or(|(_, length)| length == 1)
        && let Some(unit) = in_symbols(scan, at)
    {
        return Some(unit);
    }
    let ((name, kind), length) = worded?;
    // Case tells symbols apart: `5G` is no weight, and `2 T` are no tonnes.
    let letter = scan.word(at).len() == 1 && scan.make(at) == Some(Make::Word) && length == 1;
    let lone_letter = letter && (!fits_letter(scan, at) || scan.word(at) != name);
    (!lone_letter).then(|| Unit { name: name.into(), kind, end: at + length })
}

/// Reads a symbol in exactly its case.
fn in_symbols(scan: &Scan, at: usize) -> Option<Unit> {
    let word = scan.word(at);
    if scan.make(at) != Some(Make::Word) || at == 0 {
        return None;
    }
    let lone = word.len() == 1;
    if lone && (!matches!(word, "V" | "W" | "g" | "m" | "t" | "l" | "L") || scan.gap(at - 1).chars().count() > 1) {
        return None;
    }
    let name = symbol(word)?;
    // `5 MP`, `3 PS`, `10 BAR`: short symbols that are words or names elsewhere stand right behind digits only.
    let doubtful = matches!(word, "PS" | "bar" | "cal" | "has" | "gr" | "cc" | "kn" | "cv" | "mi" | "MN");
    (!doubtful || scan.numeral(at - 1)).then(|| Unit { name: name.into(), kind: Kind::Measure, end: at + 1 })
}

/// `por 100` where nothing is counted behind it, `p. c.`.
fn percent(scan: &Scan, at: usize) -> Option<Unit> {
    let hundred =
        scan.is(at, "por") && scan.word(at + 1) == "100" && !scan.glued(at + 2) && noun(scan, at + 2).is_none();
    let hundred = hundred
        || scan.is(at, "por") && scan.word(at + 1) == "100" && matches!(scan.word(at + 2), "." | "," | ";" | ")" | "");
    hundred.then(|| Unit { name: "percent".into(), kind: Kind::Percentage, end: at + 2 })
}

/// `%12`, `a percentage of 12`, `un porcentaje del 12`: the sign or the word goes before a number that counts nothing.
pub fn percent_before(scan: &Scan, at: usize, end: usize) -> Option<Unit> {
    let before = at.checked_sub(1)?;
    let sign = scan.word(before) == "%" && scan.glued(at) && (before == 0 || !scan.numeral(before - 1));
    let of = before > 0
        && scan.is_any(before, &["of", "de", "del"])
        && scan.is_any(before - 1, &["percentage", "percent", "porcentaje"])
        && !scan.number_like(before.wrapping_sub(2));
    (sign || of).then(|| Unit { name: "percent".into(), kind: Kind::Percentage, end })
}

/// `40'`, `12"`, `50¢`, `2.4C`, `2.3p`, `50c`, glued to the digits.
fn mark(scan: &Scan, at: usize) -> Option<Unit> {
    if !scan.glued(at) || at == 0 || !scan.numeral(at - 1) {
        return None;
    }
    let english = scan.language == Language::English;
    let (name, kind) = match scan.word(at) {
        "'" | "’" | "′" if english && !quoted(scan, at, &["'", "‘"]) && !scan.glued(at + 1) => {
            ("ft", Kind::Measure)
        }
        "'" | "’" | "′" if english && scan.numeral(at + 1) && matches!(scan.word(at + 2), "\"" | "″" | "”") => {
            ("ft", Kind::Measure)
        }
        "\"" | "″" if !quoted(scan, at, &["\"", "“"]) => ("in", Kind::Measure),
        "¢" => ("cents", Kind::Money),
        "c" if english => ("cents", Kind::Money),
        "p" if english => ("pence", Kind::Money),
        "C" => ("degrees C", Kind::Measure),
        "F" => ("degrees F", Kind::Measure),
        "s" if scan.word(at - 1).contains(['.', ',']) => ("seconds", Kind::Duration),
        "h" if scan.make(at + 1) != Some(Make::Numeral) => ("hours", Kind::Duration),
        _ => return None,
    };
    Some(Unit { name: name.into(), kind, end: at + 1 })
}

/// Says whether a quotation mark is open at the token, so that this one may close it.
fn quoted(scan: &Scan, at: usize, openers: &[&str]) -> bool {
    let near = at.saturating_sub(60)..at;
    let opens = |place: &usize| {
        let inside = scan.glued(*place) && scan.make(place.wrapping_sub(1)) == Some(Make::Word);
        openers.contains(&scan.word(*place)) && !inside
    };
    near.filter(opens).count() % 2 == 1
}

/// `5 trillion won`: a verb elsewhere.
fn large_before(scan: &Scan, at: usize) -> bool {
    at > 0 && (!scan.numeral(at - 1) || scan.word(at - 1).len() >= 4)
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
    // `40-plus`, `200-odd`: a hedge.
    if hyphen && scan.is_any(start, &["plus", "odd", "ish", "something"]) {
        return None;
    }
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
    // A lone word that is no plural counts only behind a hyphen, or behind one: `a 1,200-page report`, `un caso`.
    let joined = hyphen || at > 0 && matches!(scan.word(at - 1), "1" | "un" | "una" | "one" | "1.0");
    (end > start && joined).then(|| counted(scan, start, start + 1))
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
    let barred = [
        Sort::Stop,
        Sort::Person,
        Sort::Month,
        Sort::Number,
        Sort::Speech,
        Sort::Hedge,
        Sort::Per,
        Sort::Rise,
        Sort::Fall,
    ];
    let barred = barred.iter().fold(0, |bits, sort| bits | sort.bit());
    let word = scan.word(at);
    // `fake ID cards`: letters in capitals before a noun.
    let initials = token.capital
        && word.len() <= 4
        && word.bytes().all(|byte| byte.is_ascii_uppercase())
        && scan.word(at + 1).ends_with('s')
        && !scan.tokens[at + 1].capital;
    let noun_too = scan.is_any(
        at,
        &[
            "claims",
            "reports",
            "posts",
            "notes",
            "states",
            "questions",
            "calls",
            "cuts",
            "rises",
            "falls",
            "drops",
            "increases",
            "raises",
            "gains",
            "jumps",
        ],
    );
    let sorts = if noun_too { token.sorts & Sort::Stop.bit() } else { token.sorts & barred };
    initials && at > 0 && !scan.numeral(at - 1)
        || token.make == Make::Word && !token.capital && sorts == 0 && token.end - token.start > 2
}
