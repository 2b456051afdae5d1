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
    let turned = attach("It must sell the dam before 2030 unless the council agrees");
    case.run(&turned).refused().says("elision-removes-negation").says("It must not sell the dam");
    case.run(&format!("{turned} --despite 'as the lawyer asked'"))
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
        despite: false,
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
    let given =
        format!("{} --speaker 'Ada Moss'", attach("The company put over 12 million dollars into the river works"));
    case.run(&given).refused().says("other-speaker");
    case.run(&format!("{given} --despite 'she read it out'")).done().says("other-speaker");
}

#[test]
fn a_figure_is_read_from_a_captured_table_and_read_again() {
    let case = TestCase::river();
    case.write("accounts.csv", "Year,Revenue,Note\n2018,900000,\n2019,12500000,audited\n");
    case.run("capture accounts.csv --source report").done();
    case.run("evidence attach money --source report --stance supports --cell B3 --unit USD")
        .done()
        .says("read in B3, under “Revenue”");
    let evidence = &case.json("claim show money")["evidence"][0];
    assert_eq!(
        (evidence["quantity"]["amount"].as_str(), evidence["cell"]["text"].as_str()),
        (Some("12500000"), Some("12500000"))
    );
    case.run("verify").prints("1 read again");
    case.run("compare money").prints("consistent");
    case.run("evidence attach money --source report --stance supports --cell C3").refused().says("is not one number");
    case.run("evidence attach money --source report --stance supports --cell B3 --amount 5").refused().says("12500000");
    case.run("evidence attach money --source report --stance supports --cell Z99").refused();
    case.run("evidence attach money --source report --stance supports --cell nonsense").refused();
}

#[test]
fn a_json_pointer_names_a_figure_too() {
    let case = TestCase::river();
    case.write("data.json", "{\"rows\": [{\"value\": 12000001}, {\"value\": \"9\"}]}");
    case.run("capture data.json --source report").done();
    case.run("evidence attach money --source report --stance supports --cell /rows/0/value --unit USD").done();
    case.run("compare money").prints("consistent");
}

/// Two figures on the claim `share`, under the names of their sources.
fn two_stakes() -> TestCase {
    let case = TestCase::river();
    case.run("source add --title 'Register' --id register").done();
    for (source, amount) in [("report", "62.5"), ("register", "67.5")] {
        let figure = format!("--amount {amount} --unit percent");
        case.run(&format!("evidence attach share --source {source} --stance partial {figure}")).done();
    }
    case
}

#[test]
fn a_share_is_computed_from_two_and_computed_again_by_verify() {
    let case = two_stakes();
    case.run("derive share 'report * register' --stance contradicts --metric 'look-through share'")
        .done()
        .says("42.1875 percent");
    case.run("claim show share").prints("computed as");
    case.run("verify").prints("1 computed again");
    case.run("report csv").prints("computed as");
    assert!(case.query("SELECT sources FROM audit WHERE external_id = 'share'").contains("computed as"));
}

#[test]
fn what_was_computed_falls_with_its_input() {
    let case = two_stakes();
    case.run("derive share 'report * register' --stance supports").done();
    case.run("check share confirmed").done();
    case.run("sign-off share").refused().says("does not agree with the claim");
    case.run("sign-off share --despite 'both shares are told'").done();
    let input = case.json("claim show share")["evidence"][0]["id"].as_str().unwrap()[..12].to_string();
    case.run(&format!("evidence withdraw {input} --reason 'misread'")).done();
    assert_eq!(case.status("share"), "stale");
    case.run("claim show share").prints("no longer valid");
    case.run(&format!("derive share '{input} * register' --stance supports")).refused().says("withdrawn");
}

#[test]
fn a_formula_that_makes_no_sense_is_refused() {
    let case = two_stakes();
    case.run("derive share 'report + 5 USD' --stance supports").refused();
    case.run("derive share 'report * nothing' --stance supports").code(2).says("nothing");
    case.run("derive share '((((' --stance supports").refused();
    case.run("derive share '2 * 3' --stance supports").refused().says("names no evidence");
}

#[test]
fn claims_that_cannot_stand_together_are_found() {
    let case = TestCase::river();
    case.run("consistency").done().prints("No figures");
    for (amount, words) in [("900", "Vega employs 900 people"), ("1200", "Vega employs 1,200 people")] {
        let figure = format!("--amount {amount} --unit people --subject Vega --metric employees");
        case.run(&format!("claim add '{words}' --type quantity {figure}")).done();
    }
    case.run("consistency").code(3).prints("two-values").prints("1,200");
}

#[test]
fn a_passage_is_found_across_captures() {
    let case = captured();
    case.write("other.txt", "Nothing of note happened at the dam, and nobody came to see it at all.\n");
    case.run("capture other.txt").done();
    case.run("find 'hold 40 million litres'").done().prints("exact").prints("Annual report");
    case.run("find 'a sentence that nobody ever wrote down anywhere'").code(3).says("were not found in any capture");
    case.write(
        "quotes.txt",
        "The dam may hold 40 million litres\nnobody came to see it at all\nthis one is not in there anywhere\n",
    );
    case.run("find --file quotes.txt").code(3).prints("other.txt").says("1 of 3");
}

#[test]
fn stakes_answer_a_claim_of_majority_in_both_ways() {
    let case = TestCase::river();
    case.run("claim amend share --amount 50 --unit percent --comparator > --subject 'Holding One' --metric 'share of the dam company' --reason figure").done();
    case.run("stake add 'Vega Mining' 'The Dam Company' 62.5% --as-of 2014 --source report").done();
    case.run("stake add 'Holding One' 'Vega Mining Ltd' 67.5% --as-of 2024-06-04").done();
    case.run("ownership 'dam company'").refused().says("nearest names are The Dam Company");
    case.run("ownership 'the dam company'").done().prints("42.1875 %").prints("62.5 % × 67.5 %").prints("report");
    case.run("claim show share").prints("by control: yes").prints("by economic interest: no (42.19 %)");
    case.run("ownership 'the dam company' --svg owners.svg --dot owners.dot").done();
    assert!(std::fs::read_to_string(case.path("owners.svg")).unwrap().contains("<svg"));
    case.run("ownership 'the dam company' --svg owners.svg").refused().says("exists already");
    let stake = case.json("stake list")[0]["id"].as_str().unwrap()[..12].to_string();
    case.run(&format!("stake withdraw {stake} --reason 'typing error'")).done();
    case.run(&format!("stake withdraw {stake} --reason again")).refused().says("withdrawn already");
    case.run("stake add A B 120%").refused().says("between 0 and 100");
}
