//! Finds claims that a phrase gives away: rankings, ownership, causes, attributions, accusations.

use super::name;
use crate::quantity::{Cue, Make, Scan, Sort, ends_sentence};
use record::model::quantity::{Figure, Quantity};
use record::model::words::{ClaimType, Comparator};
use rust_decimal::Decimal;
use std::ops::Range;

/// A claim that a phrase gives away.
pub struct Clue<'a> {
    pub tokens: Range<usize>,
    pub kind: ClaimType,
    pub quantity: Option<Quantity>,
    pub subject: Option<&'a str>,
    /// How many tokens the phrase itself takes, from `phrase`.
    pub phrase: Range<usize>,
}

/// The sorts of word that may begin a clue.
pub const CLUES: u64 =
    Sort::Ranking.bit() | Sort::Tells.bit() | Sort::According.bit() | Sort::RoleVerb.bit() | Sort::Speech.bit();

/// Reads the clue at the token, taking the longest phrase; `quoted` says that the sentence holds a quotation.
pub fn clue<'a>(scan: &Scan<'a>, at: usize, sentence: &Range<usize>, quoted: bool) -> Option<Clue<'a>> {
    let (cue, length) = scan.phrase(at, |cue| match cue {
        Cue::Ranking(_) | Cue::Tells(_) | Cue::According | Cue::RoleVerb | Cue::Speech => Some(cue),
        _ => None,
    })?;
    let phrase = at..(at + length).min(sentence.end);
    match cue {
        Cue::Ranking(rank) => ranking(scan, phrase, rank, sentence),
        // `Gracias a todos` thanks people; `con peores datos de empleo` lays nothing to anybody.
        Cue::Tells(ClaimType::Causal)
            if scan.is(at, "gracias")
                && scan.is_any(phrase.end, &["todos", "todas", "ustedes", "usted", "vosotros", "ti", "quienes"]) =>
        {
            None
        }
        Cue::According
            if scan.is_any(at, &["datos", "cifras"])
                && at > 0
                && scan.is_any(at - 1, &["peores", "mejores", "malos", "buenos", "sus", "los", "las", "con"]) =>
        {
            None
        }
        Cue::Tells(ClaimType::Causal) => Some(plain(clause(scan, &phrase, sentence, 16), ClaimType::Causal, phrase)),
        Cue::Tells(kind) => Some(plain(clause(scan, &phrase, sentence, 7), kind, phrase)),
        Cue::According => Some(according(scan, phrase, sentence)),
        Cue::RoleVerb => Some(plain(clause(scan, &phrase, sentence, 7), ClaimType::Role, phrase)),
        _ if quoted => None,
        _ => said(scan, phrase, sentence),
    }
}

fn plain<'a>(tokens: Range<usize>, kind: ClaimType, phrase: Range<usize>) -> Clue<'a> {
    Clue { tokens, kind, quantity: None, subject: None, phrase }
}

/// Goes on from a phrase to the end of its clause, at most `reach` tokens further.
fn clause(scan: &Scan, phrase: &Range<usize>, sentence: &Range<usize>, reach: usize) -> Range<usize> {
    let limit = sentence.end.min(phrase.end + reach);
    let ends = |at: &usize| {
        // The points of `U.S. exports` end nothing.
        let initial = scan.word(*at) == "."
            && scan.glued(*at)
            && *at > 0
            && scan.word(*at - 1).len() == 1
            && ends_sentence(scan, *at).is_none();
        !initial
            && scan.make(*at) == Some(Make::Mark)
            && matches!(scan.word(*at), "," | ";" | ":" | "." | "(" | ")" | "–" | "—" | "”" | "!" | "?")
    };
    let end = (phrase.end..limit).find(ends).unwrap_or(limit);
    // `Chinese-owned` says more than `-owned`.
    let start = if scan.dash(phrase.start) && scan.glued(phrase.start) && phrase.start > sentence.start {
        phrase.start - 1
    } else {
        phrase.start
    };
    start..end
}

fn ranking<'a>(scan: &Scan, phrase: Range<usize>, rank: Option<u16>, sentence: &Range<usize>) -> Option<Clue<'a>> {
    if idle(scan, &phrase) {
        return None;
    }
    let start = possessor(scan, phrase.start, sentence.start);
    let reach = clause(scan, &phrase, sentence, 6).end;
    let joint = (phrase.end..reach)
        .find(|at| scan.is_any(*at, &["and", "y", "that", "which", "que", "but", "pero", "with", "con"]));
    let tokens = start..joint.unwrap_or(reach);
    let one_of = start > sentence.start && scan.is_any(start - 1, &["of", "among", "de", "entre", "one"]);
    let superlative = scan.word(phrase.start).ends_with("est") || scan.is_any(phrase.start, &["most", "first"]);
    let first = superlative && (start < phrase.start || scan.is(phrase.start, "most"));
    let rank = rank.or(first.then_some(1)).filter(|_| !one_of);
    let quantity = rank.map(|rank| {
        let figure = Figure {
            change: None,
            amount: Some(Decimal::from(rank)),
            basis: None,
            comparator: Comparator::Equal,
            from: None,
            to: None,
            upper: None,
        };
        Quantity { figure, subject: None, metric: None, unit: Some("rank".into()) }
    });
    Some(Clue { tokens, kind: ClaimType::Ranking, quantity, subject: None, phrase })
}

/// Takes in `the world’s` before `largest`.
fn possessor(scan: &Scan, at: usize, floor: usize) -> usize {
    let mut start = at;
    while start > floor && at - start < 5 {
        let before = start - 1;
        let belongs = scan
            .is_any(before, &["the", "s", "its", "their", "world", "country", "second", "third", "fourth", "fifth"])
            || matches!(scan.word(before), "’" | "'")
            || (scan.dash(before) && scan.glued(start))
            || (scan.word(start) == "’" || scan.word(start) == "'");
        if !belongs {
            break;
        }
        start = before;
    }
    start
}

/// What `the first` may stand before without ranking anything.
const IDLE_FIRSTS: &[&str] = &[
    "of",
    "half",
    "quarter",
    "place",
    "lady",
    "name",
    "trimestre",
    "mitad",
    "dama",
    "semestre",
    "ministro",
    "ministra",
    "lugar",
];

/// Says whether the words of a ranking rank nothing here: `at first glance`, `leading to`.
fn idle(scan: &Scan, phrase: &Range<usize>) -> bool {
    let before = |words: &[&str]| phrase.start > 0 && scan.is_any(phrase.start - 1, words);
    match scan.word(phrase.start).to_ascii_lowercase().as_str() {
        "first" => {
            before(&["at", "the"]) && scan.is_any(phrase.end, &["glance", "sight"])
                || scan.is_any(phrase.end, &["of", "name", "lady", "aid", "and", "place", "half", "quarter"])
                || scan.word(phrase.end) == ","
        }
        "the" | "el" | "la" | "primer" | "primera" if scan.is_any(phrase.end - 1, &["first", "primer", "primera"]) => {
            scan.number_like(phrase.end) || scan.may(phrase.end, Sort::Time) || scan.is_any(phrase.end, IDLE_FIRSTS)
        }
        "ranks" => scan.is_any(phrase.end, &["of"]),
        "leading" => {
            scan.is_any(phrase.end, &["to", "a", "the", "his", "her", "their", "up", "by"])
                || before(&["was", "is", "were"])
        }
        "best" | "worst" => {
            before(&["at", "do", "his", "her", "try"])
                || scan.is_any(phrase.end, &["to", "of", "practice", "practices", "known"])
        }
        "top" => before(&["on", "the"]) && scan.is_any(phrase.end, &["of", ","]) || scan.is_any(phrase.end, &["up"]),
        "record" => before(&["on", "to", "will", "court", "criminal", "track"]) && phrase.len() == 1,
        "único" | "única" | "principal" => phrase.len() == 1,
        _ => false,
    }
}

fn according<'a>(scan: &Scan<'a>, phrase: Range<usize>, sentence: &Range<usize>) -> Clue<'a> {
    let tokens = clause(scan, &phrase, sentence, 9);
    let subject = Some(name::words(scan, phrase.end.min(tokens.end)..tokens.end)).filter(|name| !name.is_empty());
    Clue { tokens, kind: ClaimType::Attribution, quantity: None, subject, phrase }
}

/// Reads `Oduya said`: a verb of saying with somebody beside it.
fn said<'a>(scan: &Scan<'a>, phrase: Range<usize>, sentence: &Range<usize>) -> Option<Clue<'a>> {
    let (first, end) = (phrase.start, phrase.end);
    // The United States states nothing by its name.
    if scan.tokens[first].capital && scan.is_any(first, &["states", "claims", "notes", "reports"]) {
        return None;
    }
    let before = name::start(scan, first, sentence.start);
    let after = name::end(scan, end, sentence.end);
    let spoken = |at: usize| {
        scan.may(at, Sort::Role) || (scan.may(at, Sort::Person) && !scan.is_any(at, &["her", "his", "whose"]))
    };
    let noun = first > sentence.start && (spoken(first - 1) || collective(scan, first - 1));
    let (tokens, subject) = if before < first {
        (before..end, Some(before..first))
    } else if noun {
        (first - 1..end, Some(first - 1..first))
    } else if after > end {
        (first..after, Some(end..after))
    } else if scan.is_any(end - 1, &["that", "que"]) {
        (phrase.clone(), None)
    } else if scan.is_any(end, &["that", "que"]) || spoken(end) {
        (first..end + 1, None)
    } else {
        return None;
    };
    let subject = subject.map(|range| name::words(scan, range));
    Some(Clue { tokens, kind: ClaimType::Attribution, quantity: None, subject, phrase })
}

fn collective(scan: &Scan, at: usize) -> bool {
    scan.is_any(
        at,
        &[
            "police",
            "officials",
            "prosecutors",
            "authorities",
            "ministry",
            "company",
            "government",
            "report",
            "study",
            "researchers",
            "scientists",
            "witnesses",
            "sources",
            "lawyers",
            "court",
            "agency",
            "statement",
            "group",
            "autoridades",
            "policía",
            "ministerio",
            "gobierno",
            "empresa",
            "informe",
            "estudio",
            "investigadores",
            "fuentes",
            "fiscalía",
            "club",
            "council",
            "analysts",
            "critics",
            "doctors",
            "bank",
            "survey",
        ],
    )
}
