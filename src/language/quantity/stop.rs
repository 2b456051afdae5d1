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

/// Abbreviations that stand before a name, a number or what they are the name of, and never end a sentence.
const NEVER_END: &[&str] = &[
    "mr", "mrs", "ms", "dr", "dra", "drs", "prof", "gen", "lt", "sgt", "capt", "cmdr", "rev", "hon", "gov", "sen",
    "rep", "sr", "sra", "srta", "sres", "lic", "ing", "arq", "gral", "cnel", "tte", "mons", "pbro", "messrs", "mt",
    "st", "ft", "col", "pres", "dña", "vs", "fig", "figs", "art", "arts", "núm", "núms", "pág", "págs", "cap", "chap",
    "vol", "vols", "av", "avda", "esq", "approx", "aprox", "dept", "depto", "dpto", "ph", "jr",
];

/// Abbreviations that the lexicon of figures has no use for.
const MORE_ABBREVIATIONS: &[&str] =
    &["mt", "sres", "dña", "núms", "chap", "pop", "v", "ago", "ene", "abr", "set", "dic", "yds", "yd", "esq", "d"];

/// Months, which stand before a number or behind one, and may end a sentence otherwise.
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ene", "abr", "ago", "set",
    "dic",
];

/// Words with which sentences begin, and names do not.
const OPENERS: &[&str] = &[
    "a",
    "after",
    "all",
    "although",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "during",
    "each",
    "even",
    "every",
    "few",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "if",
    "in",
    "is",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "most",
    "my",
    "neither",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "on",
    "one",
    "only",
    "or",
    "others",
    "our",
    "she",
    "since",
    "so",
    "some",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "to",
    "two",
    "under",
    "until",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "why",
    "will",
    "with",
    "without",
    "would",
    "yes",
    "yet",
    "you",
    "your",
    "al",
    "además",
    "ahora",
    "antes",
    "aquí",
    "así",
    "aunque",
    "ayer",
    "cada",
    "como",
    "con",
    "cuando",
    "de",
    "desde",
    "después",
    "donde",
    "el",
    "ella",
    "ellas",
    "ellos",
    "en",
    "entonces",
    "era",
    "eran",
    "es",
    "esa",
    "ese",
    "eso",
    "esta",
    "este",
    "esto",
    "está",
    "fue",
    "fueron",
    "ha",
    "hasta",
    "hay",
    "hoy",
    "la",
    "las",
    "le",
    "les",
    "lo",
    "los",
    "luego",
    "mientras",
    "muchos",
    "nadie",
    "ni",
    "no",
    "nunca",
    "otro",
    "otros",
    "para",
    "pero",
    "por",
    "porque",
    "pues",
    "que",
    "quien",
    "se",
    "según",
    "si",
    "sin",
    "sobre",
    "son",
    "su",
    "sus",
    "también",
    "tampoco",
    "tras",
    "un",
    "una",
    "y",
    "ya",
    "yo",
];

/// Gives the token after the sentence's last when the mark at `at` ends it, closing quotes and brackets included.
pub fn ends_sentence(scan: &Scan, at: usize) -> Option<usize> {
    if scan.tokens.get(at)?.make != Make::Mark {
        return None;
    }
    let mark = scan.word(at);
    if !is_end(mark) || has_spaced_dot(scan, at) {
        return None;
    }
    let full_stop = mark.starts_with('.');
    // A run of marks ends one sentence: `?!`, `…»`, `.)`.
    let mut end = at + 1;
    while scan.glued(end) && (closes(scan.word(end)) || is_end(scan.word(end)) || is_note(scan, end)) {
        end += if is_note(scan, end) { 3 } else { 1 };
    }
    let only_stops = (at..end).all(|at| !scan.word(at).starts_with(['?', '!']));
    let Some(next) = scan.tokens.get(end) else { return Some(end) };
    if next.glued && full_stop {
        return (end == at + 1 && mark == "." && lacks_blank(scan, at)).then_some(end);
    }
    let lower = next.make == Make::Word && !next.capital;
    let goes_on = matches!(scan.word(end), "," | ";" | ":" | "—" | "–") && next.glued;
    let bare = mark == "." && (end == at + 1 || only_stops && scan.word(at + 1) == ")");
    if lower && !is_letter_of_list(scan, end) || goes_on || bare && !full_stop_ends(scan, at) {
        return None;
    }
    // A quotation within a sentence may end in any mark, and the sentence goes on behind it.
    Some(end)
}

fn is_end(mark: &str) -> bool {
    mark.starts_with(['.', '?', '!', '…'])
}

fn closes(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | "»" | ")" | "]" | "’’" | "''")
}

/// Says whether the sign of a note stands glued to a full stop: `.[1]`.
fn is_note(scan: &Scan, at: usize) -> bool {
    let digits = scan.tokens.get(at + 1).is_some_and(|token| token.make == Make::Numeral && token.glued);
    scan.word(at) == "[" && digits && scan.tokens.get(at + 2).is_some() && scan.word(at + 2) == "]"
}

/// Says whether another dot follows behind a blank: `. . .` is one mark, of which the last dot counts.
fn has_spaced_dot(scan: &Scan, at: usize) -> bool {
    let dot = |at: usize| scan.tokens.get(at).is_some_and(|token| token.make == Make::Mark) && scan.word(at) == ".";
    dot(at) && dot(at + 1) && !scan.glued(at + 1)
}

/// Says whether only the blank is missing between two sentences: `here.Nobody`.
fn lacks_blank(scan: &Scan, at: usize) -> bool {
    let plain = |at: usize, capital: bool| {
        let token = scan.tokens.get(at)?;
        let word = scan.word(at);
        let first = word.chars().next().is_some_and(char::is_uppercase);
        let rest = word.chars().skip(1).all(char::is_lowercase);
        (token.make == Make::Word && first == capital && rest && word.chars().count() > 2).then_some(())
    };
    let known = |at: usize| OPENERS.contains(&scan.word(at).to_lowercase().as_str());
    let address = scan.glued(at + 2) && matches!(scan.word(at + 2), "@" | "." | "/" | "-");
    at > 0 && plain(at - 1, false).is_some() && plain(at + 1, true).is_some() && known(at + 1) && !address
}

/// Says whether a small letter opens an item: `b) The town`.
fn is_letter_of_list(scan: &Scan, at: usize) -> bool {
    scan.tokens.get(at + 1).is_some()
        && scan.word(at).chars().count() == 1
        && scan.glued(at + 1)
        && scan.word(at + 1) == ")"
}

fn full_stop_ends(scan: &Scan, at: usize) -> bool {
    let after =
        at + 1 + usize::from(scan.tokens.get(at + 1).is_some() && scan.glued(at + 1) && closes(scan.word(at + 1)));
    let Some(before) = at.checked_sub(1).filter(|_| scan.glued(at)) else { return true };
    let word = scan.word(before);
    let lower = word.to_lowercase();
    let opens = scan.tokens.get(after).is_some_and(|next| next.make == Make::Word)
        && OPENERS.contains(&scan.word(after).to_lowercase().as_str());
    let next_begins = opens || scan.may(after, Sort::Stop) || scan.may(after, Sort::Person);
    // `S/. 3,5` is a price, `1. Wash it` an item of a list.
    if word == "/" || (scan.numeral(before) && (scan.tokens[before].line_start || opens_item(scan, before))) {
        return false;
    }
    let single = word.chars().count() == 1;
    // `S. A.`, `a. C.`: initials with blanks between them.
    if single && scan.word(before).chars().all(char::is_alphabetic) && is_initial(scan, at + 1) {
        return false;
    }
    let part = before.checked_sub(1).filter(|_| scan.glued(before)).map(|at| scan.word(at));
    // `31 °C. Nobody` ends in a unit, `Ana B. Ruiz` in an initial.
    if single && scan.tokens[before].capital && part != Some("°") {
        return next_begins && !names_two_words(scan, before, after);
    }
    // `5 p.m. He`, `i.e. a hole`: small letters with a full stop each.
    if single && part == Some(".") {
        return lower == "m" && follows_time(scan, after);
    }
    if !is_abbreviation(scan, before) {
        return true;
    }
    let next_word = scan.make(after) == Some(Make::Word);
    if MONTHS.contains(&lower.as_str()) {
        return next_word && scan.tokens[after].capital && next_begins;
    }
    let st = matches!(lower.as_str(), "st" | "ft" | "jr" | "sr" | "av" | "col");
    if NEVER_END.contains(&lower.as_str()) && !(st && opens) {
        return false;
    }
    let may_end = MAY_END.iter().any(|end| end.eq_ignore_ascii_case(word)) || matches!(lower.as_str(), "yds" | "yd");
    let quoted = matches!(scan.word(after), "“" | "«" | "\"" | "¿" | "¡" | "(");
    may_end && (next_word || quoted)
}

fn is_abbreviation(scan: &Scan, at: usize) -> bool {
    scan.may(at, Sort::Abbreviation) || MORE_ABBREVIATIONS.contains(&scan.word(at).to_lowercase().as_str())
}

fn is_initial(scan: &Scan, at: usize) -> bool {
    let capital = scan.tokens.get(at).is_some_and(|token| token.capital) && scan.word(at).chars().count() == 1;
    capital && scan.tokens.get(at + 1).is_some() && scan.glued(at + 1) && scan.word(at + 1) == "."
}

/// Says whether what stands behind `5 p.m.` begins a sentence: no title, day or time zone.
fn follows_time(scan: &Scan, at: usize) -> bool {
    const ZONES: [&str; 8] = ["Eastern", "Pacific", "Central", "Mountain", "GMT", "ET", "EST", "UTC"];
    let Some(next) = scan.tokens.get(at) else { return true };
    let other = is_abbreviation(scan, at) || scan.may(at, Sort::Weekday) || ZONES.contains(&scan.word(at));
    next.make == Make::Word && next.capital && !other
}

/// Says whether a number opens an item of a list inside a paragraph: a full stop, and a capital, stand around it.
fn opens_item(scan: &Scan, at: usize) -> bool {
    let behind = at.checked_sub(1).map(|at| scan.word(at));
    let small = scan.word(at).len() <= 2;
    let shortened = at.checked_sub(2).is_some_and(|at| is_abbreviation(scan, at));
    small && !shortened && behind.is_some_and(is_end) && scan.tokens.get(at + 2).is_some_and(|next| next.capital)
}

/// Says whether initials go on with a name or a body of state: `the U.S. Senate`, but not `the U.S. The rest`.
fn names_two_words(scan: &Scan, before: usize, after: usize) -> bool {
    let two = before.checked_sub(1).is_some_and(|at| scan.glued(before) && scan.word(at) == ".");
    let opens = OPENERS.contains(&scan.word(after).to_lowercase().as_str());
    two && !opens
}
