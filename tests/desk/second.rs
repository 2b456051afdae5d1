//! The second verifier, `tests/verifiers/second.py`, written from docs/format.md alone: it must come to what ours does.

use crate::case::TestCase;
use crate::programs::{module_there, python, said};
use std::path::Path;
use tickmark::actions::record::verify::Verification;
use tickmark::model::outcome::Outcome;

/// What it prints of a casebook or a bundle; nothing where it cannot be run.
#[track_caller]
fn second(program: &str, given: &Path) -> Option<String> {
    if !module_there("cryptography", "PyPI package cryptography") {
        return None;
    }
    let script = format!("{}/tests/verifiers/{program}", env!("CARGO_MANIFEST_DIR"));
    let output = python().arg(script).arg(given).output().unwrap();
    let printed = said(&output);
    let word = match output.status.code() {
        Some(0) => "OK: ",
        Some(5) => "UNKNOWN: ",
        _ => "INVALID: ",
    };
    assert!(printed.starts_with(word), "{printed}");
    assert_eq!(printed.lines().count(), 1, "{printed}");
    Some(printed.trim().to_string())
}

/// Parts of the file that it does not look at: what is derived from the truth, and the shape of the schema.
const DERIVED: &[&str] = &["table ", "view ", "trigger ", "index "];

/// And of the truth these, which it does look at.
const TRUTH: &[&str] = &["table checkpoint", "table cosignature", "table blob", "table timestamp"];

/// Requires that both verifiers come to the same.
#[track_caller]
pub fn agrees(casebook: &Path, ours: &Verification) {
    let Some(theirs) = second("second.py", casebook) else { return };
    let about_truth = |place: &str| {
        !DERIVED.iter().any(|part| place.starts_with(part)) || TRUTH.iter().any(|part| place.starts_with(part))
    };
    // A head that was kept elsewhere it does not know.
    let wrong = ours.outcome == Outcome::Invalid && ours.faults.iter().any(|fault| about_truth(&fault.place));
    assert_eq!(
        theirs.starts_with("INVALID"),
        wrong,
        "ours: {}, {:#?}\nthe second: {theirs}",
        ours.outcome,
        ours.faults
    );
    // What was added to the tables, it does not look at.
    let unread = ours.unknown.iter().any(|what| what.place.starts_with("event "));
    assert_eq!(theirs.starts_with("UNKNOWN"), unread && !wrong, "ours: {:#?}\nthe second: {theirs}", ours.unknown);
    if !wrong && ours.outcome != Outcome::Invalid {
        let counts = format!(
            "{} events in {} logs, {} withheld, {} erased",
            ours.events,
            ours.logs.len(),
            ours.withheld,
            ours.erased
        );
        assert!(theirs.contains(&counts), "ours: {counts}\nthe second: {theirs}");
    }
}

/// Requires that the second verifier comes to what ours says of a bundle, heads that were kept elsewhere aside.
#[track_caller]
pub fn agrees_on_bundle(bundle: &Path, ours: Outcome) {
    let Some(theirs) = second("second_bundle.py", bundle) else { return };
    assert_eq!(theirs.starts_with("INVALID"), ours == Outcome::Invalid, "ours: {ours}, the second: {theirs}");
    assert_eq!(theirs.starts_with("UNKNOWN"), ours == Outcome::Unknown, "ours: {ours}, the second: {theirs}");
}

#[track_caller]
pub fn agrees_on(case: &TestCase) {
    agrees(&case.casebook(), &case.verify());
}

#[test]
fn the_second_verifier_accepts_what_is_genuine() {
    let demo = TestCase::without_casebook();
    demo.run("demo").done();
    std::fs::copy(demo.path("tickmark-demo/casebook.db"), demo.casebook()).unwrap();
    agrees_on(&demo);
    agrees_on(&crate::report_texts::lived_in());
    let case = TestCase::informed();
    case.run("note money 'to be forgotten \u{1f9fe} \\ \"so\" \u{7f}\u{2028}'").done();
    agrees_on(&case);
    let note = case.json("log --limit 1")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("erase {note} --reason test")).done();
    agrees_on(&case);
    case.tamper("DELETE FROM disclosure WHERE json LIKE '%she saw the file%'");
    case.run_unchecked("rebuild").done();
    assert_eq!((case.verify().withheld, case.verify().erased), (1, 1));
    agrees_on(&case);
    let rotated = TestCase::river();
    rotated.run("key rotate").done();
    rotated.run("note role 'under another key'").done();
    agrees_on(&rotated);
    // The log that goes on is gone with its checkpoints, so that nothing follows the end of the first.
    rotated.tamper(
        "DELETE FROM disclosure WHERE event > 8; DELETE FROM checkpoint WHERE log > 1; DELETE FROM event WHERE log > 1;",
    );
    rotated.run_unchecked("rebuild");
    assert_eq!(rotated.verify().outcome, Outcome::Invalid);
    agrees_on(&rotated);
}
