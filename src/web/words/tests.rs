//! Every text that a page says has a translation.

use super::*;
use std::path::Path;

/// Gives what stands between the quotes after each call of a name in a text.
fn said(text: &str, call: &str) -> Vec<String> {
    let calls = text.split(call).skip(1);
    calls.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next().map(str::to_string)).collect()
}

/// Gives the two texts of each count: one, and many.
fn counted(text: &str) -> Vec<String> {
    let calls = text.split(".count(").skip(1).map(|call| call.split([';', '}']).next().unwrap_or_default());
    calls.flat_map(|call| call.split('"').skip(1).step_by(2).take(2)).map(str::to_string).collect()
}

fn files(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.extension().and_then(|ending| ending.to_str()) {
            _ if path.is_dir() => files(&path, found),
            Some("rs" | "html") if !path.ends_with("words/tests.rs") => {
                found.push(std::fs::read_to_string(&path).unwrap());
            }
            _ => {}
        }
    }
}

fn texts() -> Vec<String> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"), &mut found);
    let mut texts = field_words();
    for file in &found {
        texts.extend(said(file, ".say("));
        texts.extend(said(file, ".fill("));
        texts.extend(counted(file));
    }
    texts
}

/// The closed words of the field, which pages show in the language of the page.
fn field_words() -> Vec<String> {
    use actions::evidence::compare::Answer;
    use actions::users::Role;
    use record::model::words::{
        Basis, Change, ClaimType, Medium, Method, Priority, QuoteFault, Recipient, Relation, Stance, StandingReason,
        Status, Terms, Tier, Verdict,
    };
    let mut words = Vec::new();
    words.extend(Status::ALL.iter().map(ToString::to_string));
    words.extend(Verdict::ALL.iter().map(ToString::to_string));
    words.extend(Stance::ALL.iter().map(ToString::to_string));
    words.extend(Priority::ALL.iter().map(ToString::to_string));
    words.extend(actions::claims::difference::PARTS.iter().map(ToString::to_string));
    words.extend(actions::claims::rulebook::Step::ALL.iter().map(ToString::to_string));
    words.extend(Change::ALL.iter().map(ToString::to_string));
    words.extend(Basis::ALL.iter().map(ToString::to_string));
    words.extend(ClaimType::ALL.iter().map(ToString::to_string));
    words.extend(Tier::ALL.iter().map(ToString::to_string));
    words.extend(Relation::ALL.iter().map(ToString::to_string));
    words.extend(Medium::ALL.iter().map(ToString::to_string));
    words.extend(Terms::ALL.iter().map(ToString::to_string));
    words.extend(Method::ALL.iter().map(ToString::to_string));
    words.extend(Recipient::ALL.iter().map(ToString::to_string));
    words.extend([Answer::Consistent, Answer::Inconsistent, Answer::NotComparable].map(|answer| answer.to_string()));
    words.extend(["contested", "no verdict"].map(str::to_string));
    words.extend(Role::ALL.iter().map(ToString::to_string));
    words.extend(QuoteFault::ALL.iter().map(ToString::to_string));
    // What a stale sign-off names as changed.
    words.extend(["evidence", "text", "verdict"].map(str::to_string));
    let sentences = |code: &StandingReason| [code.in_short(), code.in_full()].into_iter().chain(code.in_detail());
    words.extend(StandingReason::ALL.iter().flat_map(sentences).map(str::to_string));
    words
}

#[test]
fn everything_is_said_in_spanish_too() {
    let mut missing: Vec<_> = texts().into_iter().filter(|text| !SPANISH.contains_key(text)).collect();
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "src/web/words lacks: {missing:#?}");
}

#[test]
fn nothing_is_translated_that_nobody_says() {
    let texts = texts();
    let idle: Vec<_> = SPANISH.keys().filter(|text| !texts.contains(text)).collect();
    assert!(idle.is_empty(), "src/web/words translates what is nowhere said: {idle:#?}");
}

#[test]
fn every_text_is_translated_once() {
    let mut texts: Vec<_> =
        TABLES.iter().flat_map(|table| toml::from_str::<Spanish>(table).unwrap().0.into_keys()).collect();
    texts.sort();
    let twice: Vec<_> = texts.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "src/web/words has two translations of: {twice:#?}");
}

#[test]
fn every_reason_has_as_many_parts_in_spanish() {
    for sentence in record::model::words::StandingReason::ALL
        .iter()
        .flat_map(|code| [Some(code.in_full()), code.in_detail()])
        .flatten()
    {
        assert_eq!(SPANISH[sentence].matches("{}").count(), sentence.matches("{}").count(), "{sentence}");
    }
}

#[test]
fn a_count_takes_one_or_many() {
    let words = Words::of(Language::English);
    assert_eq!(words.count(1, "claim", "claims"), "1 claim");
    assert_eq!(words.count(0, "claim", "claims"), "0 claims");
}
