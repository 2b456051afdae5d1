//! The clauses of a sentence, and the small words and phrases that tell what they say.

use super::super::{Word, are_opposed, go_together, is_denial, is_negation, is_number};
use crate::text::number_word::values;
use crate::text::turns::is_past;
use std::ops::Range;

/// A word that is not the same counts as the same by this many letters at its head.
const STEM: usize = 5;

/// Parts a sentence at its marks and at the words that join one statement to another.
pub(super) fn clauses(words: &[Word]) -> Vec<Range<usize>> {
    let (mut found, mut start) = (Vec::new(), 0);
    for at in 0..words.len() {
        let mark = words[at].mark && !matches!(words[at].key.as_str(), "\"" | "-" | "/" | "*" | "_" | "[" | "]");
        if mark || joins(words, at) {
            found.push(start..at);
            start = if mark { at + 1 } else { at };
        }
    }
    found.push(start..words.len());
    found.retain(|clause| !clause.is_empty());
    found
}

/// Says whether a word joins another statement to the one before it: not "Vega and Lind".
fn joins(words: &[Word], at: usize) -> bool {
    let word = words[at].key.as_str();
    let turns = matches!(
        word,
        "but"
            | "while"
            | "whereas"
            | "although"
            | "though"
            | "because"
            | "since"
            | "when"
            | "after"
            | "before"
            | "as"
            | "who"
            | "whom"
            | "which"
            | "that"
            | "where"
            | "so"
            | "pero"
            | "mientras"
            | "aunque"
            | "sino"
            | "porque"
            | "pues"
            | "cuando"
            | "quien"
            | "quienes"
            | "que"
            | "cual"
            | "donde"
            | "como"
    );
    let adds = matches!(word, "and" | "y" | "e");
    let things = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|word| word.name || is_number(word));
    turns || adds && !things(at.checked_sub(1)) && !things(Some(at + 1))
}

pub(super) fn phrase(words: &[Word], phrases: &[(&str, &str)]) -> Option<Range<usize>> {
    let is = |at: &usize| phrases.iter().any(|(one, other)| words[*at].key == *one && words[at + 1].key == *other);
    (0..words.len().saturating_sub(1)).find(is).map(|at| at..at + 2)
}

/// Gives the places of the words that are no part of an idiom in which a negation negates nothing.
pub(super) fn without_idioms(words: &[Word]) -> Vec<usize> {
    let key = |at: usize| words.get(at).map_or("", |word| word.key.as_str());
    let idiom = |at: usize| match key(at) {
        "not" | "no" | "nothing" => match key(at + 1) {
            "only" | "just" | "merely" | "least" | "doubt" | "later" | "earlier" | "sooner" | "solo" | "sólo"
            | "solamente" | "obstante" | "previously" | "until" | "unlike" | "." => true,
            "fue" | "es" | "era" | "was" | "is" => matches!(key(at + 2), "sino" | "hasta" | "until"),
            _ if (at + 1..at + 4).any(|at| is_denial(key(at))) => true,
            "less" | "fewer" | "more" => key(at + 2) == "than",
            "menos" | "más" => matches!(key(at + 2), "de" | "que"),
            _ => false,
        },
        "nada" => key(at + 1) == "menos",
        // "Nobody could better it."
        "nobody" | "none" | "nadie" | "ninguno" | "ninguna" => {
            matches!(key(at + 1), "could" | "can" | "else" | "pudo" | "pudiera" | "pudieran" | "puede" | "más")
        }
        _ => false,
    };
    (0..words.len()).filter(|at| !idiom(*at)).collect()
}

/// A word that negates a statement, and not only a thing: "without help" does not.
pub(super) fn negates(key: &str) -> bool {
    is_negation(key) && !matches!(key, "without" | "sin" | "sans" | "ohne" | "sem" | "ne" | "pas" | "barely" | "nada")
}

/// Words that open a clause which only says when or where.
pub(super) fn is_time_of(key: &str) -> bool {
    matches!(key, "after" | "before" | "since" | "when" | "where" | "cuando" | "donde" | "as" | "como")
}

/// A participle, gerund or infinitive, by its end.
pub(super) fn is_of_verb(key: &str) -> bool {
    let ends = ["ed", "ing", "en", "ar", "er", "ir", "ado", "ido", "ada", "ida", "ados", "idos", "adas", "idas"];
    key.chars().count() > 4 && ends.iter().any(|end| key.ends_with(end))
}

pub(super) fn same_stem(one: &str, other: &str) -> bool {
    let head = |word: &str| word.chars().take(4).collect::<String>();
    one == other || one.chars().count() > 4 && other.chars().count() > 4 && head(one) == head(other)
}

pub(super) fn alike(one: &str, other: &str) -> bool {
    let head = |word: &str| word.chars().take(STEM).collect::<String>();
    let long = |word: &str| word.chars().count() > STEM;
    one == other
        || long(one) && long(other) && head(one) == head(other) && !are_opposed(one, other)
        || same_value(one, other)
}

fn same_value(one: &str, other: &str) -> bool {
    let number = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
    (number(one) || number(other)) && values([one].into_iter()) == values([other].into_iter())
}

/// "Si bien", "si acaso": no condition.
pub(super) fn is_idle_si(words: &[Word], at: usize) -> bool {
    words[at].key == "si" && words.get(at + 1).is_some_and(|next| matches!(next.key.as_str(), "bien" | "acaso"))
}

/// Spanish futures end so, and no noun that is common does.
pub(super) fn is_future(key: &str) -> bool {
    matches!(key, "will" | "shall" | "won't")
        || key.chars().count() > 4 && (key.ends_with("rá") || key.ends_with("rán"))
}

/// Says whether a word is a form of the past: by the list, or by its end.
pub(super) fn is_in_past(key: &str) -> bool {
    let ends = ["ed", "ó", "aron", "ieron", "eron"].iter().any(|end| key.ends_with(end));
    is_past(key) || ends && key.chars().count() > 3 || matches!(key, "has" | "have" | "ha" | "han")
}

/// Words of denial that mean other things as often: a bridge lies, a contest is disputed by two teams.
pub(super) fn ambiguous(key: &str) -> bool {
    matches!(
        key,
        "dismissed"
            | "dismisses"
            | "tachó"
            | "desestimó"
            | "lie"
            | "lies"
            | "void"
            | "error"
            | "mistake"
            | "contest"
            | "contests"
            | "invented"
            | "withdrew"
            | "withdrawn"
            | "inventado"
            | "inventada"
            | "mito"
            | "rejects"
            | "reject"
            | "rejected"
            | "rechaza"
            | "rechazó"
            | "rechazan"
            | "rechazaron"
            | "annulled"
            | "overturned"
            | "anulado"
            | "anulada"
    )
}

/// "… is false", "… era falso".
pub(super) fn is_said_of_it(words: &[Word], at: usize) -> bool {
    let copula = |key: &str| matches!(key, "is" | "was" | "are" | "were" | "es" | "era" | "fue" | "son" | "eran");
    let near = at.saturating_sub(2)..at;
    let ends = words.get(at + 1).is_none_or(|word| word.mark);
    ends && words[near].iter().any(|word| copula(&word.key))
}

/// Says whether a word goes the way of another.
pub(super) fn goes(key: &str, with: &str) -> bool {
    key == with || go_together(key, with)
}

/// Negations of two words that stand behind what they negate.
pub(super) const LATE_NEGATIONS: [(&str, &str); 4] =
    [("no", "longer"), ("no", "more"), ("any", "longer"), ("ya", "no")];

/// "He had known nothing of it."
pub(super) const NOTHING_OF: [(&str, &str); 4] =
    [("nothing", "of"), ("nothing", "about"), ("nada", "de"), ("nada", "sobre")];

/// What is to come, in two words.
pub(super) const TO_COME: [(&str, &str); 10] = [
    ("to", "be"),
    ("scheduled", "to"),
    ("due", "to"),
    ("set", "to"),
    ("confía", "en"),
    ("confían", "en"),
    ("comprometió", "a"),
    ("va", "a"),
    ("van", "a"),
    ("iba", "a"),
];

/// Beginnings of what people tell without having seen it.
pub(super) const TOLD: [(&str, &str); 13] = [
    ("said", "to"),
    ("word", "is"),
    ("talk", "was"),
    ("talk", "in"),
    ("thought", "to"),
    ("believed", "to"),
    ("al", "parecer"),
    ("cuentan", "en"),
    ("cuentan", "que"),
    ("la", "voz"),
    ("se", "rumorea"),
    ("unnamed", "sources"),
    ("anonymous", "sources"),
];
