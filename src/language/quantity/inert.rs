//! Keeps numbers that are no figures from being read: links, codes, names, references, addresses, telephone numbers.

use super::Language;
use super::cue::Sort;
use super::number::{is_ordinal, too_great};
use super::scan::Scan;
use super::symbol::symbol;
use super::token::Make;

/// Longest run without a space that is looked at, in tokens to either side.
const LONGEST: usize = 60;

/// Says whether the token is part of something that is no figure; gives the token after all of it.
pub fn inert(scan: &Scan, at: usize) -> Option<usize> {
    if let Some(end) = chunk(scan, at) {
        return Some(end);
    }
    if !scan.numeral(at) {
        return None;
    }
    // `P1,200`, `A4.2`: the digits go on from a word that begins with letters.
    let tail = scan.glued(at)
        && at > 1
        && matches!(scan.word(at - 1), "," | ".")
        && scan.glued(at - 1)
        && scan.word(at - 2).ends_with(|last: char| last.is_ascii_digit())
        && scan.make(at - 2) == Some(Make::Word);
    if tail {
        return Some(at + 1);
    }
    too_great(scan, at)
        .or_else(|| code(scan, at))
        .or_else(|| pair(scan, at))
        .or_else(|| chain(scan, at))
        .or_else(|| telephone(scan, at))
        .or_else(|| labelled(scan, at))
        .or_else(|| address(scan, at))
        .or_else(|| name(scan, at))
}

/// Links, mail addresses, handles, hashtags and paths: a run without spaces that holds their marks.
fn chunk(scan: &Scan, at: usize) -> Option<usize> {
    if !scan.glued(at) && !scan.glued(at + 1) {
        return None;
    }
    let mut first = at;
    while first > 0 && scan.glued(first) && at - first < LONGEST {
        first -= 1;
    }
    let mut end = at + 1;
    while scan.glued(end) && end - at < LONGEST {
        end += 1;
    }
    let text = &scan.text[scan.tokens[first].start..scan.tokens[end - 1].end];
    let inside =
        |mark: &str| text.find(mark).is_some_and(|place| place + scan.tokens[first].start < scan.tokens[at].start);
    let link = text.contains("://") || text.contains("www.") || inside("@") || inside("#");
    let host = || {
        let head = text.trim_start_matches(['(', '[', '"', '“', '<']).split(['/', '?']).next().unwrap_or("");
        let dotted = head
            .rsplit('.')
            .next()
            .is_some_and(|last| last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic()));
        text.contains('/')
            && dotted
            && head.contains('.')
            && head.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
    };
    (link || host()).then_some(end)
}

/// `4Xk92`, `5G`, `3D`, `737s`, `1080p`, `4x4`: digits glued to letters that are no unit.
fn code(scan: &Scan, at: usize) -> Option<usize> {
    let tail = at + 1;
    let word = scan.word(tail);
    if !scan.glued(tail) || scan.make(tail) != Some(Make::Word) || is_ordinal(scan, tail) {
        return None;
    }
    let resolution = word == "p" && matches!(scan.word(at), "360" | "480" | "720" | "1080" | "1440" | "2160");
    let screen = word == "K"
        && matches!(scan.word(at), "4" | "8" | "5" | "2")
        && !(scan.glued(at) && scan.may(at.wrapping_sub(1), Sort::Currency))
        && !scan.tokens.get(tail + 1).is_some_and(|next| next.make == Make::Word && scan.word(tail + 1).ends_with('s'));
    if resolution || screen {
        return Some(tail + 1);
    }
    let known = scan.tokens[tail].sorts
        & (Sort::Unit.bit()
            | Sort::Time.bit()
            | Sort::Currency.bit()
            | Sort::Suffix.bit()
            | Sort::Number.bit()
            | Sort::Month.bit()
            | Sort::HedgeAfter.bit());
    let lone_capital = word.len() == 1
        && word.as_bytes()[0].is_ascii_uppercase()
        && !matches!(word, "M" | "B" | "K" | "L" | "W" | "V" | "C" | "F");
    let shares = matches!(word, "s" | "p" | "c" | "h" | "am" | "pm" | "d" | "T" | "C" | "F" | "H");
    let hours = word.starts_with('h') && word[1..].bytes().all(|byte| byte.is_ascii_digit());
    let quarter =
        matches!(word.as_bytes(), [b'Q' | b'H' | b'T' | b'S', rest @ ..] if rest.iter().all(u8::is_ascii_digit));
    let exponent = word.starts_with(['e', 'E']) && word[1..].bytes().all(|byte| byte.is_ascii_digit());
    let meant = known != 0 && !lone_capital || symbol(word).is_some() || shares || hours || exponent || quarter;
    (!meant).then_some(tail + 1)
}

/// `4-4-2`, `978-0-13-468599-1`: three groups and more, which are no date.
fn chain(scan: &Scan, at: usize) -> Option<usize> {
    let mut end = at;
    let mut groups = 1;
    let linked =
        |end: usize| (scan.dash(end + 1)) && scan.glued(end + 1) && scan.glued(end + 2) && scan.numeral(end + 2);
    while linked(end) && groups < 12 {
        (end, groups) = (end + 2, groups + 1);
    }
    (groups >= 3 && super::date::date(scan, at).is_none()).then_some(end + 1)
}

/// `24/7`, `9/11`, `50/50`: two small numbers with a stroke, which are neither a date nor a fraction.
fn pair(scan: &Scan, at: usize) -> Option<usize> {
    let small = |at: usize| scan.numeral(at) && scan.word(at).len() <= 2;
    let tight = scan.word(at + 1) == "/"
        && scan.glued(at + 1)
        && scan.glued(at + 2)
        && !(scan.glued(at + 3) && scan.word(at + 3) == "/");
    let ordered =
        scan.word(at).parse::<u8>().ok()? >= scan.word(at + 2).parse::<u8>().ok()? || scan.word(at + 2) == "11";
    (small(at) && small(at + 2) && tight && ordered).then_some(at + 3)
}

/// `555-0134`, `+51 987 654 321`, `call 0800 123 456`.
fn telephone(scan: &Scan, at: usize) -> Option<usize> {
    let plus = at > 0 && scan.word(at - 1) == "+" && scan.glued(at);
    let called = at > 0 && {
        let near = at.saturating_sub(3)..at;
        near.into_iter().any(|at| {
            scan.is_any(
                at,
                &[
                    "call",
                    "phone",
                    "telephone",
                    "tel",
                    "fax",
                    "dial",
                    "teléfono",
                    "telefono",
                    "llame",
                    "whatsapp",
                    "celular",
                    "llamar",
                ],
            )
        })
    };
    let mut end = at + 1;
    let mut size = scan.word(at).len();
    let joins = |end: usize| scan.dash(end) && scan.glued(end) && scan.glued(end + 1) && scan.numeral(end + 1);
    let mut groups = 1;
    while end < at + 12 {
        if joins(end) {
            (size, end) = (size + scan.word(end + 1).len(), end + 2);
        } else if scan.numeral(end) && scan.word(end).len() >= 2 && !scan.glued(end) && (plus || called) {
            (size, end) = (size + scan.word(end).len(), end + 1);
        } else {
            break;
        }
        groups += 1;
    }
    let local = groups == 2 && scan.word(at).len() == 3 && scan.word(at + 2).len() == 4 && scan.dash(at + 1) && !called;
    let seven = size >= 7 && groups >= 2;
    (local && scan.word(at) != "100"
        || seven && (plus || called)
        || called
            && size >= 5
            && scan.word(at).bytes().all(|byte| byte.is_ascii_digit())
            && groups == 1
            && scan.word(at).starts_with('0'))
    .then_some(end)
}

/// `page 12`, `articles 5 and 6`, `Ley 39/2015`, `ISO 9001`, `FTSE 250`, `iPhone 15`.
fn labelled(scan: &Scan, at: usize) -> Option<usize> {
    let mut label = at.checked_sub(1)?;
    // `Covid -19`, `art. 5`, `Law No. 30424`
    if scan.dash(label) && scan.glued(at) {
        label = label.checked_sub(1)?;
    }
    if scan.word(label) == "." && scan.glued(label) || matches!(scan.word(label), "º" | "°" | "N°") {
        label = label.checked_sub(1)?;
    }
    let mut found = scan.length(label, Sort::Label) == Some(1)
        || scan.phrase_before(at, Sort::Label, |cue| matches!(cue, super::cue::Cue::Label).then_some(())).is_some();
    if found && name_word_needs_capital(scan, label) {
        found =
            scan.tokens[label].capital || !measured(scan, at + 1) && !counted(scan, at + 1) && scan.word(at).len() <= 4;
    }
    // `en el km 45 de la carretera`
    let post = scan.is_any(label, &["km", "kilómetro"])
        && !scan.number_like(label.wrapping_sub(1))
        && !scan.glued(at)
        && scan.is_any(at + 1, &["de", "del", "of"]);
    found |= post;
    let standard = !found && standard(scan, label, at);
    if !(found || standard) || measured(scan, at + 1) && !scan.glued(at) && !found {
        return None;
    }
    if found && (scan.word(at + 1) == "%" || super::unit::currency(scan, at + 1).is_some()) {
        return None;
    }
    let mut end = at + 1;
    // `39/2015`, `12-15`, `5, 6 and 7`
    while end < at + 12 {
        let mark = scan.word(end) == "/" || scan.dash(end);
        let tight = mark && scan.glued(end + 1) == scan.glued(end);
        let listed = found
            && scan.is_any(end, &["and", "y", "to", "a", "al", ","])
            && plural_label(scan, label)
            && !measured(scan, end + 2);
        if !(tight || listed) || !scan.numeral(end + 1) {
            break;
        }
        end += 2;
    }
    Some(end)
}

fn plural_label(scan: &Scan, label: usize) -> bool {
    scan.word(label).ends_with('s') || scan.is_any(label, &["pp", "arts"])
}

/// Labels that are common nouns in lower case: `Gate 9`, but a `gate 9 metres wide`.
fn name_word_needs_capital(scan: &Scan, label: usize) -> bool {
    scan.is_any(
        label,
        &[
            "gate", "line", "platform", "level", "group", "class", "type", "team", "unit", "area", "zone", "lot",
            "block", "mark", "grade", "year", "week", "day", "stage", "phase", "bus", "top", "euro", "expo", "apollo",
            "box", "windows", "pixel", "galaxy", "galaxies", "studio", "state", "act", "rule", "form", "order", "case",
            "seat", "row", "track", "lane", "point", "house", "grupo", "línea", "zona", "fase", "nivel", "piso",
            "caso", "under", "sub", "fortune", "formula", "falcon", "number", "office", "district", "sector",
            "distrito", "bloque", "clase", "tipo", "puerta", "book", "part", "note", "version", "item", "question",
            "step",
        ],
    )
}

/// `ISO 9001`, `RFC 2616`, `EU 2016/679`: capitals before a whole number that measures nothing.
fn standard(scan: &Scan, label: usize, at: usize) -> bool {
    let word = scan.word(label);
    let capitals =
        (2..=6).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let known = scan.tokens[label].sorts
        & (Sort::Currency.bit()
            | Sort::Unit.bit()
            | Sort::Month.bit()
            | Sort::Edge.bit()
            | Sort::Hedge.bit()
            | Sort::Stop.bit())
        != 0;
    let whole = scan.word(at).len() <= 5 && scan.word(at).bytes().all(|byte| byte.is_ascii_digit());
    let year = scan.word(at).len() == 4 && (1900..=2100).contains(&scan.word(at).parse().unwrap_or(0));
    let ratio = scan.word(at + 1) == "/" && scan.glued(at + 1) && scan.numeral(at + 2);
    capitals
        && !known
        && whole
        && (!year || ratio)
        && !scan.number_like(at + 1)
        && scale_free(scan, at + 1)
        && !counted(scan, at + 1)
}

fn scale_free(scan: &Scan, at: usize) -> bool {
    let suffix = scan.may(at, Sort::Suffix) && scan.glued(at);
    !scan.may(at, Sort::Number) && !suffix
}

/// A unit, a currency, a scale or a percent sign stands there.
fn measured(scan: &Scan, at: usize) -> bool {
    let sorts = Sort::Unit.bit() | Sort::Time.bit() | Sort::Number.bit();
    let priced = super::unit::currency(scan, at).is_some();
    scan.tokens
        .get(at)
        .is_some_and(|token| (priced || token.sorts & sorts != 0) && scan.word(at) != "t" && scan.word(at) != "m")
        && !scan.is_any(at, &["a", "in", "second", "x"])
}

/// A noun in the plural stands there, alone or behind one word: what is counted.
fn counted(scan: &Scan, at: usize) -> bool {
    let lower = |at: usize| {
        scan.tokens
            .get(at)
            .is_some_and(|token| token.make == Make::Word && !token.capital && token.sorts & Sort::Stop.bit() == 0)
    };
    let plural = |at: usize| {
        lower(at)
            && (scan.word(at).ends_with('s')
                || scan.is_any(at, &["people", "men", "women", "children", "dead", "wounded", "police"]))
            && scan.word(at).len() > 3
    };
    plural(at) || lower(at) && plural(at + 1) && !scan.word(at).ends_with("ed")
}

/// `12 Mill Lane`, `16-18 Mill Lane`, `Calle Mayor, 14`, `Av. Grau 340`.
fn address(scan: &Scan, at: usize) -> Option<usize> {
    let mut end = at + 1;
    if scan.dash(end) && scan.glued(end) && scan.numeral(end + 1) {
        end += 2;
    }
    let named = (end..end + 4)
        .take_while(|at| scan.tokens.get(*at).is_some_and(|token| token.capital && token.make == Make::Word));
    let named: Vec<usize> = named.collect();
    let street = named.iter().skip(1).any(|at| scan.length(*at, Sort::Street).is_some());
    if street && scan.language == Language::English {
        return Some(end);
    }
    let mut before = at.checked_sub(1)?;
    before -= usize::from(before > 0 && scan.word(before) == ",");
    let mut words = 0;
    while before > 0
        && words < 5
        && scan.make(before) == Some(Make::Word)
        && (scan.tokens[before].capital || scan.is_any(before, &["de", "del", "la", "los", "las", "el"]))
    {
        if scan.may(before, Sort::Street) {
            break;
        }
        (before, words) = (before - 1, words + 1);
    }
    before -= usize::from(scan.word(before) == "." && before > 0);
    let spanish =
        scan.language == Language::Spanish && words > 0 && scan.may(before, Sort::Street) && scan.word(at).len() <= 4;
    (spanish && !measured(scan, end)).then_some(end)
}

/// A whole number behind a capitalised name counts nothing: `Gate 9`, `Junction 7`, `Windows 11`.
fn name(scan: &Scan, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let token = scan.tokens[before];
    let whole = scan.word(at).len() <= 4 && scan.word(at).bytes().all(|byte| byte.is_ascii_digit());
    // `Year 6 pupils`
    let taught = scan.word(at).len() <= 2
        && matches!(scan.word(before), "Year" | "Grade" | "Class" | "Form" | "Level" | "Stage" | "Band" | "Tier");
    if whole && taught && !measured(scan, at + 1) {
        return Some(at + 1);
    }
    // `14 Challenger 2 tanks`
    let listed = before > 0 && scan.number_like(before - 1) && token.capital && token.sorts == 0 && !scan.glued(at);
    if whole && listed && !measured(scan, at + 1) {
        return Some(at + 1);
    }
    let named = token.make == Make::Word && token.capital && !scan.glued(at);
    if !whole || !named || measured(scan, at + 1) || scan.number_like(at + 1) || counted(scan, at + 1) {
        return None;
    }
    let year = scan.word(at).len() == 4 && (1800..=2100).contains(&scan.word(at).parse().unwrap_or(0));
    let known = Sort::Month.bit()
        | Sort::Weekday.bit()
        | Sort::Hedge.bit()
        | Sort::Edge.bit()
        | Sort::Stop.bit()
        | Sort::Currency.bit()
        | Sort::RangeStart.bit()
        | Sort::Number.bit()
        | Sort::Common.bit()
        | Sort::Rise.bit()
        | Sort::Fall.bit()
        | Sort::Aged.bit();
    let begins = before == 0
        || matches!(scan.word(before - 1), "." | "!" | "?" | ":" | "“" | "\"" | "«" | "¡" | "¿")
        || scan.tokens[before].line_start;
    let next = scan.word(at + 1);
    let closed = matches!(next, "" | "." | "," | ";" | ":" | ")" | "’" | "'") || scan.make(at + 1) == Some(Make::Word);
    // `Ana Tull, 45,` has a comma; a score or a share has a dash or a percent sign.
    let plain = closed && !scan.may(at + 1, Sort::Suffix) && !heading(scan, at);
    (!year && token.sorts & known == 0 && !begins && plain).then_some(at + 1)
}

/// In a heading every word has a capital, so that capitals say nothing.
fn heading(scan: &Scan, at: usize) -> bool {
    let near = at.saturating_sub(8)..(at + 9).min(scan.tokens.len());
    let words = near.filter(|at| scan.make(*at) == Some(Make::Word) && scan.tokens[*at].sorts & Sort::Stop.bit() == 0);
    let (mut capitals, mut lower) = (0, 0);
    for at in words {
        if scan.tokens[at].capital { capitals += 1 } else { lower += 1 }
    }
    capitals > lower + 2
}
