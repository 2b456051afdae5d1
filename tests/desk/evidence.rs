//! Evidence is a captured source, a passage that was found in it, and a figure that was compared.

use crate::case::TestCase;
use tickmark::casebook::clock::Clock;
use tickmark::casebook::{Actor, Casebook};
use tickmark::model::disclosure::Value;
use tickmark::model::event::{EvidenceAttached, Passage};
use tickmark::model::words::{QuoteMatch, Stance};
use tickmark::store::find::Kind;

const REPORT: &str = "Vega Mining: annual report\n\nThe company put over 12 million dollars into the river works, said \
    Bo Lind, the mayor. It must not sell the dam before 2030 unless the council agrees.\n\n\
    The dam may hold 40 million litres, the engineers say.\n";

/// The river case, its report captured.
fn captured() -> TestCase {
    let case = TestCase::river();
    case.write("report.txt", REPORT);
    case.run("capture report.txt --source report").done();
    case
}

fn attach(quote: &str) -> String {
    format!("evidence attach money --source report --stance supports --quote '{quote}'")
}

#[test]
fn a_quote_is_found_word_for_word_and_its_place_is_recorded() {
    let case = captured();
    case.run(&attach("put over 12 million dollars into the river works")).done().says("word for word");
    let shown = case.json("claim show money");
    let evidence = &shown["evidence"][0];
    assert_eq!(evidence["passage"]["match"], "exact");
    assert_eq!(evidence["passage"]["score"], 1000);
    assert_eq!(evidence["locator"], "second paragraph");
    case.run("verify").prints("1 found again");
}

#[test]
fn a_quote_that_nobody_wrote_is_refused_with_the_nearest_passage() {
    let case = captured();
    let invented = "the works drowned three villages in the spring";
    case.run(&attach(invented)).refused().says("does not occur in source").says("nearest passage");
    case.run(&format!("{} --unverified-quote", attach(invented))).done();
    case.run("claim show money").prints("not found in a capture: unverified");
}

#[test]
fn without_a_capture_there_is_nothing_to_find_a_quote_in() {
    let case = TestCase::river();
    case.run(&attach("over 12 million dollars"))
        .refused()
        .says("has no capture")
        .says("tickmark capture FILE --source");
}

#[test]
fn a_quote_that_drops_a_negation_is_named() {
    let case = captured();
    case.run(&attach("It must sell the dam before 2030 unless the council agrees"))
        .done()
        .says("approximately")
        .says("elision-removes-negation");
    case.run("claim show money").prints("elision-removes-negation");
    case.run("report csv --per evidence").prints("elision-removes-negation");
}

#[test]
fn the_right_words_in_another_source_are_told() {
    let case = captured();
    case.run("source add --title 'Town chronicle' --id chronicle").done();
    case.write("chronicle.txt", "The council met in March and spoke of the harvest for a long time.\n");
    case.run("capture chronicle.txt --source chronicle").done();
    case.run("evidence attach money --source chronicle --stance supports --quote 'The dam may hold 40 million litres'")
        .refused()
        .says("another source has these words: Annual report");
}

#[test]
fn a_quote_that_was_recorded_as_found_and_is_not_there_fails_verification() {
    let case = captured();
    let mut casebook = Casebook::open(&case.casebook(), case.home(), Clock::Machine).unwrap();
    let found = |kind, name: &str| casebook.reader().find(kind, name).unwrap();
    let (claim, source) = (found(Kind::Claim, "money"), found(Kind::Source, "report"));
    let capture = casebook.reader().captures(None).unwrap()[0].id;
    let forged = EvidenceAttached {
        as_of: None,
        capture: Some(capture),
        claim: claim.id,
        confidence: None,
        figure: None,
        good_until: None,
        passage: Some(Passage { end: 9, faults: Vec::new(), r#match: QuoteMatch::Exact, score: 1000, start: 0 }),
        source: source.id,
        stance: Stance::Supports,
    };
    let quote = vec![("quote", Value::Text("We never spent a cent".into()))];
    casebook.write(&Actor::named("ana").unwrap(), |pen| pen.record(forged, quote)).unwrap();
    case.run_unchecked("verify").code(4).prints("its quote does not stand where it was found");
}

#[test]
fn words_of_another_speaker_are_named() {
    let case = captured();
    case.run(&format!(
        "{} --speaker 'Ada Moss'",
        attach("The company put over 12 million dollars into the river works")
    ))
    .done()
    .says("other-speaker");
}
