//! Where paragraphs part and where a full stop ends a sentence.

use super::cue::Sort;
use super::scan::Scan;
use super::token::Make;
use std::ops::Range;

/// A block longer than this is cut, so that no text, however odd, is read in one piece.
const LONGEST_BLOCK: usize = 64 * 1024;

/// Abbreviations that may also be the last word of a sentence.
const MAY_END: &[&str] = &[
    "inc", "ltd", "co", "corp", "jr", "sr", "etc", "bn", "mn", "tn", "plc", "km", "kg", "cm", "mm", "ft", "uu", "hr",
    "hrs", "lb", "lbs", "oz", "mill", "no", "est", "ed", "al", "s", "p", "para", "sen", "ch", "sec", "ref", "ms", "st",
    "mar", "min",
];

/// Cuts a text into paragraphs, list items and headings.
pub fn blocks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let block = start..block_end(text, start);
        start = block.end;
        Some(block)
    })
}

fn block_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let limit = (start + LONGEST_BLOCK).min(bytes.len());
    let mut line_start = start;
    for at in start..limit {
        if bytes[at] == b'\n' {
            if breaks(&text[line_start..at], &bytes[at + 1..]) {
                return at + 1;
            }
            line_start = at + 1;
        }
    }
    if limit == bytes.len() { limit } else { cut_before(text, start, limit) }
}

/// Gives the last place before `limit` where a cut harms least: between words, else between characters.
fn cut_before(text: &str, start: usize, limit: usize) -> usize {
    let space = text.as_bytes()[start..limit].iter().rposition(|byte| matches!(byte, b' ' | b'\n'));
    let at = space.map_or(limit, |space| start + space + 1);
    (start + 1..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(limit)
}

/// Says whether the line before a line feed is the end of its block.
fn breaks(line: &str, next: &[u8]) -> bool {
    let next_line = next.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    let Some(first) = next_line.map(|at| next[at]) else { return true };
    let line = line.trim_end();
    let short = line.len() < 50 && (first.is_ascii_uppercase() || !first.is_ascii() || first.is_ascii_digit());
    first == b'\n'
        || matches!(first, b'*' | b'-' | b'#' | b'>')
        || line.is_empty()
        || line.ends_with([':', ';'])
        || short
}

/// Gives the token after the sentence's last when the mark at `at` ends it, closing quotes and brackets included.
pub fn ends_sentence(scan: &Scan, at: usize) -> Option<usize> {
    if scan.tokens.get(at)?.make != Make::Mark {
        return None;
    }
    let mark = scan.word(at);
    let full_stop = mark.starts_with('.');
    if !(full_stop || mark.starts_with(['?', '!', '…'])) {
        return None;
    }
    let mut end = at + 1;
    while scan.glued(end) && closes(scan.word(end)) {
        end += 1;
    }
    let Some(next) = scan.tokens.get(end) else { return Some(end) };
    if next.glued && full_stop {
        return None;
    }
    let lower = next.make == Make::Word && !next.capital;
    if lower || (mark == "." && end == at + 1 && !full_stop_ends(scan, at)) {
        return None;
    }
    Some(end)
}

fn closes(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | "»" | ")" | "]" | "’’" | "''")
}

fn full_stop_ends(scan: &Scan, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| scan.glued(at)) else { return true };
    let word = scan.word(before);
    let next_begins = scan.may(at + 1, Sort::Stop) || scan.may(at + 1, Sort::Person);
    // `S/. 3,5` is a price, `1. Wash it` an item of a list.
    if scan.word(before) == "/" || (scan.numeral(before) && scan.tokens[before].line_start) {
        return false;
    }
    let initial = word.chars().count() == 1 && scan.tokens[before].capital;
    if initial {
        return next_begins;
    }
    if !scan.may(before, Sort::Abbreviation) {
        return true;
    }
    let may_end = MAY_END.iter().any(|end| end.eq_ignore_ascii_case(word));
    may_end && scan.make(at + 1) == Some(Make::Word)
}
