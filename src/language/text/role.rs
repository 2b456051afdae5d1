//! Finds posts, titles and trades that a text gives somebody.

use super::name;
use crate::quantity::{Make, Scan, Sort};
use std::ops::Range;

/// A role with the words that belong to it.
pub struct Role<'a> {
    pub tokens: Range<usize>,
    pub holder: Option<&'a str>,
}

const OF: &[&str] = &["of", "at", "for", "de", "del", "en", "in"];
const COPULAS: &[&str] = &[
    "is",
    "was",
    "as",
    "became",
    "named",
    "appointed",
    "elected",
    "be",
    "been",
    "are",
    "were",
    "es",
    "fue",
    "como",
    "era",
    "nombrado",
    "nombrada",
    "elegido",
    "elegida",
    "son",
    "being",
    "become",
    "remains",
    "ser",
    "sido",
];

/// Reads the role at the token, if the text gives it to somebody.
pub fn role<'a>(scan: &Scan<'a>, at: usize, sentence: &Range<usize>) -> Option<Role<'a>> {
    let end = at + scan.length(at, Sort::Role)?;
    // `deputy director` is one role, read from its last word.
    if scan.may(end, Sort::Role) && !name::capital(scan, end) {
        return None;
    }
    let start = with_modifiers(scan, at, sentence.start);
    let possessor = possessor(scan, start, sentence.start);
    let start = possessor.unwrap_or(start);
    let of = of_what(scan, end, sentence.end);
    let named = holder_after(scan, of.unwrap_or(end), sentence.end);
    let apposed = start > sentence.start + 1 && scan.word(start - 1) == "," && name::capital(scan, start - 2);
    let before = start > sentence.start && copula(scan, start, sentence.start);
    let former = scan.is_any(start, &["former", "ex", "acting", "interim", "a", "A"]) && start < at;
    if !former && of.is_none() && named.is_none() && possessor.is_none() && !apposed && !before {
        return None;
    }
    let end = named.as_ref().map_or(of.unwrap_or(end), |name| name.end);
    let holder = named.or_else(|| apposed.then(|| name::start(scan, start - 1, sentence.start)..start - 1));
    Some(Role { tokens: start..end, holder: holder.map(|range| name::words(scan, range)) })
}

fn with_modifiers(scan: &Scan, at: usize, floor: usize) -> usize {
    let mut start = at;
    while start > floor
        && (scan.may(start - 1, Sort::RoleModifier) || (scan.word(start - 1) == "-" && scan.glued(start)))
    {
        start -= 1;
    }
    start
}

/// Takes in `Lima’s` before `mayor`.
fn possessor(scan: &Scan, start: usize, floor: usize) -> Option<usize> {
    let owned = start >= floor + 3 && scan.word(start - 1) == "s" && matches!(scan.word(start - 2), "'" | "’");
    owned.then(|| name::start(scan, start - 2, floor).min(start - 3))
}

fn copula(scan: &Scan, start: usize, floor: usize) -> bool {
    let article = scan.is_any(start - 1, &["a", "an", "the", "el", "la", "un", "una", "its", "their"]);
    let verb = if article { start.checked_sub(2) } else { start.checked_sub(1) };
    verb.is_some_and(|verb| verb >= floor && scan.is_any(verb, COPULAS))
}

/// Gives the end of `of the Harbour Council` after a role.
fn of_what(scan: &Scan, at: usize, stop: usize) -> Option<usize> {
    let comma_body = scan.word(at) == "," && name::capital(scan, at + 1) && scan.may(at + 1, Sort::Body);
    if at >= stop || !(scan.is_any(at, OF) || comma_body) {
        return None;
    }
    let mut first = at + 1;
    while first < stop && scan.is_any(first, &["the", "la", "el", "los", "las", "its", "a", "su"]) {
        first += 1;
    }
    let end = name::end(scan, first, stop);
    if end > first {
        return Some(end);
    }
    let end = (first..stop.min(first + 4)).take_while(|next| plain(scan, *next)).last().map_or(first, |last| last + 1);
    let place = scan.is_any(at, &["in", "en", "for"]);
    (end > first && !place).then_some(end)
}

fn plain(scan: &Scan, at: usize) -> bool {
    scan.make(at) == Some(Make::Word) && !scan.may(at, Sort::Stop) && !scan.may(at, Sort::Speech)
}

/// Finds a name right after the role: `Mayor Ana Ruiz`, or after a comma or a place: `, Peru, Ana Ruiz`.
fn holder_after(scan: &Scan, at: usize, stop: usize) -> Option<Range<usize>> {
    let mut first = at;
    for _ in 0..2 {
        let comma = usize::from(scan.word(first) == ",");
        let end = name::end(scan, first + comma, stop);
        let length = end.saturating_sub(first + comma);
        if comma == 0 && length > 0 || length >= 2 {
            return Some(first + comma..end);
        }
        if length == 0 {
            return None;
        }
        first = end;
    }
    None
}
