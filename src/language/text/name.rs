//! Finds names of people and bodies by their capitals.

use crate::quantity::{Make, Scan, Sort};
use std::ops::Range;

/// Small words that may stand inside a name.
const PARTICLES: &[&str] = &[
    "de", "del", "la", "las", "los", "of", "the", "for", "and", "y", "van", "von", "da", "dos", "al", "el", "&", "-",
    ".", "'", "’",
];
const LONGEST: usize = 12;

/// Gives the end of the name that begins with the token: capitals, and the particles between them.
pub fn end(scan: &Scan, at: usize, stop: usize) -> usize {
    let mut end = at;
    let mut next = at;
    while next < stop.min(at + LONGEST) {
        if capital(scan, next) {
            (end, next) = (next + 1, next + 1);
        } else if end > at && PARTICLES.contains(&scan.word(next)) && !sentence_mark(scan, next) {
            next += 1;
        } else {
            break;
        }
        if next > end + 2 {
            break;
        }
    }
    end
}

fn sentence_mark(scan: &Scan, at: usize) -> bool {
    scan.word(at) == "." && scan.tokens[at - 1].end - scan.tokens[at - 1].start > 3
}

/// Gives the start of the name that ends just before the token; `end` itself where none does.
pub fn start(scan: &Scan, end: usize, floor: usize) -> usize {
    let mut start = end;
    while start > floor && end - start < 6 && capital(scan, start - 1) && !scan.may(start - 1, Sort::Stop) {
        start -= 1;
    }
    start
}

pub fn capital(scan: &Scan, at: usize) -> bool {
    scan.tokens.get(at).is_some_and(|token| token.capital && token.make == Make::Word)
}

/// Gives the text of a range of tokens.
pub fn words<'a>(scan: &Scan<'a>, range: Range<usize>) -> &'a str {
    match (scan.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| scan.tokens.get(last))) {
        (Some(first), Some(last)) if first.start <= last.end => &scan.text[first.start..last.end],
        _ => "",
    }
}

/// Finds a person in a sentence: a title with a name, a first name with another, `he` or `she`, a name that speaks.
pub fn person<'a>(scan: &Scan<'a>, sentence: &Range<usize>) -> Option<&'a str> {
    let interesting =
        Sort::Honorific.bit() | Sort::GivenName.bit() | Sort::Person.bit() | Sort::Role.bit() | Sort::Speech.bit();
    let mut pronoun = None;
    for at in sentence.clone().filter(|at| scan.tokens[*at].sorts & interesting != 0) {
        let named = scan.may(at, Sort::Honorific) || (scan.may(at, Sort::GivenName) && scan.tokens[at].capital);
        let next = at + 1 + usize::from(scan.word(at + 1) == ".");
        if named
            && capital(scan, next)
            && (!scan.may(next, Sort::Body) || scan.may(next, Sort::GivenName))
            && next < sentence.end
        {
            return Some(words(scan, at..end(scan, next, sentence.end)));
        }
        if scan.may(at, Sort::Person) && pronoun.is_none() {
            pronoun = Some(scan.word(at));
        }
        if (scan.may(at, Sort::Role) || scan.may(at, Sort::Speech))
            && let Some(name) = beside(scan, at, sentence)
        {
            return Some(name);
        }
    }
    pronoun
}

/// Finds two capitals beside a role or a verb of saying, none of which belongs to the name of a body.
fn beside<'a>(scan: &Scan<'a>, at: usize, sentence: &Range<usize>) -> Option<&'a str> {
    let before = start(scan, at, sentence.start)..at;
    let after = at + 1..end(scan, at + 1, sentence.end);
    [after, before]
        .into_iter()
        .find(|range| range.len() >= 2 && range.clone().all(|at| !scan.may(at, Sort::Body)))
        .map(|range| words(scan, range))
}
