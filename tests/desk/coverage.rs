//! Coverage of a draft by claims: what is in none of them, and how far the others have come.

use crate::case::TestCase;
use serde_json::Value;

/// The line, column and text of what is in no claim.
fn uncovered(case: &TestCase) -> Vec<(u64, u64, String)> {
    let found = case.json("coverage");
    let spots = found["uncovered"].as_array().unwrap().iter();
    spots.map(|spot| (number(&spot["line"]), number(&spot["column"]), spot["text"].as_str().unwrap().into())).collect()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is not a number"))
}

#[test]
fn what_is_in_no_claim_is_listed_with_line_and_column() {
    let case = TestCase::river();
    case.run("coverage").done().prints("2:").prints("in 2019").prints("Not in a claim").prints("a date");
    let found = uncovered(&case);
    assert!(found.contains(&(2, 45, "in 2019".into())), "{found:?}");
    assert!(!found.iter().any(|(_, _, text)| text.contains("million")), "{found:?}");
    case.run("claim add --quote 'the permit in 2019' --type date").done();
    assert!(!uncovered(&case).iter().any(|(_, _, text)| text == "in 2019"));
    case.run("coverage --all").done().prints("Inside a claim").prints("over 12 million dollars");
    case.run("coverage nothing").refused().says("no piece");
}

#[test]
fn a_claim_that_is_cut_covers_nothing() {
    let case = TestCase::river();
    let before = case.json("coverage");
    case.run("claim cut money --reason 'taken out'").done();
    let found = uncovered(&case);
    assert_eq!(
        (found[0].0, found[0].1, found[0].2.as_str()),
        (1, 17, "over 12 million dollars"),
        "the costliest first"
    );
    let after = case.json("coverage");
    assert_eq!(number(&after["covered"]) + 1, number(&before["covered"]));
    case.run("claim restore money").done();
    assert_eq!(case.json("coverage"), before);
}

#[test]
fn coverage_tells_how_far_the_claims_have_come() {
    let case = TestCase::river();
    case.run("check money confirmed").done();
    let found = case.json("coverage");
    assert_eq!(found["by_status"]["checked"]["parts"], 1);
    let (parts, covered) = (number(&found["parts"]), number(&found["covered"]));
    assert_eq!(number(&found["percent"]), covered * 100 / parts);
    assert_eq!(number(&found["by_status"]["checked"]["percent"]), 100 / parts);
    assert_eq!(found["by_kind"]["figure"]["covered"], 2);
    assert_eq!(found["inside"].as_array().unwrap().len() as u64, covered);
    assert_eq!(found["uncovered"].as_array().unwrap().len() as u64, parts - covered);
    case.run("coverage").done().prints("checked").prints("figure 2/2");
}

#[test]
fn claims_that_are_carried_to_the_next_draft_cover_it_there() {
    let case = TestCase::river();
    let before = uncovered(&case);
    case.write("next.txt", format!("Nothing new here\n\n{}", crate::case::RIVER));
    case.run("draft revise next.txt").done();
    let after = uncovered(&case).into_iter().map(|(line, column, text)| (line - 2, column, text));
    assert_eq!(after.collect::<Vec<_>>(), before);
    assert_eq!(case.json("coverage")["draft_name"], "next.txt");
    case.write("last.txt", "It cost over 99 million euros.\n");
    case.run("draft revise last.txt").done();
    assert_eq!(case.json("coverage")["covered"], 0);
}

#[test]
fn fields_at_the_top_of_a_markdown_file_are_not_checked() {
    let case = TestCase::new();
    case.write("story.md", "---\ndate: 2019-04-05\n---\n# Title\n\nIt cost $3.5 million.\n");
    case.run("piece add Piece").done();
    case.run("draft add story.md").done();
    assert_eq!(uncovered(&case), [(6, 9, "$3.5 million".to_string())]);
}

#[test]
fn lcov_lists_the_lines_with_something_to_check() {
    let case = TestCase::river();
    case.run("coverage --lcov draft.info --draft-path text/story.txt").done().says("wrote draft.info");
    let file = std::fs::read_to_string(case.path("draft.info")).unwrap();
    assert!(file.contains("SF:text/story.txt\nDA:1,2\nDA:2,1\nLF:2\nLH:2\nend_of_record\n"), "{file}");
    case.run("coverage --lcov draft.info").refused().says("exists already").says("--force");
    case.run("coverage --lcov draft.info --force").done();
    assert!(std::fs::read_to_string(case.path("draft.info")).unwrap().contains("SF:story.txt\n"));
    case.run("coverage --lcov casebook.db --force").refused().says("the casebook itself");
}

#[test]
fn a_piece_without_a_draft_has_no_coverage() {
    let case = TestCase::new();
    case.run("coverage").refused().says("there is no piece");
    case.run("piece add Piece").done();
    case.run("coverage").refused().says("no draft yet").says("tickmark draft add");
}

#[test]
fn what_was_dismissed_with_a_reason_is_decided_in_coverage_and_gate() {
    let case = TestCase::river();
    let before = case.json("coverage");
    let (parts, covered) = (number(&before["parts"]), number(&before["covered"]));
    case.run("coverage --decide 99 --reason 'the byline'").refused().says("there is no part 99");
    case.run("coverage --decide 1").code(2);
    case.run("coverage --decide all --reason 'not for this check'").done().prints("Decided: no claim to be checked");
    let after = case.json("coverage");
    assert_eq!(
        (number(&after["covered"]), number(&after["decided"].as_array().unwrap().len().into())),
        (covered, parts - covered)
    );
    assert_eq!(after["uncovered"].as_array().unwrap().len(), 0);
    let gate = case.json_of("gate", 3);
    let coverage = gate["rules"].as_array().unwrap().iter().find(|rule| rule["rule"] == "coverage").unwrap();
    assert_eq!(coverage["passed"], true, "{coverage}");
    let decided = &gate["decided"][0];
    assert_eq!((decided["reason"].as_str(), decided["actor"].as_str()), (Some("not for this check"), Some("ana")));
    case.run("gate").code(3).prints("decided").prints("not for this check (ana, 2026-11-23)");
    let dismissal = decided["dismissal"].as_str().unwrap().to_string();
    case.run(&format!("suggest --restore {dismissal}")).done();
    assert_eq!(case.json("coverage")["uncovered"].as_array().unwrap().len(), 1);
    case.write("next.txt", format!("Nothing new here\n\n{}", crate::case::RIVER));
    case.run("draft revise next.txt").done();
    assert_eq!(
        number(&case.json("coverage")["by_priority"]["high"]["decided"]),
        number(&after["by_priority"]["high"]["decided"])
    );
}

#[test]
fn a_dismissal_without_a_reason_decides_nothing() {
    let case = TestCase::river();
    let before = uncovered(&case);
    case.run("suggest --dismiss all").done().prints("only a --reason decides");
    assert_eq!(uncovered(&case), before);
    assert_eq!(case.json("coverage")["decided"].as_array().unwrap().len(), 0);
    let other = TestCase::river();
    other.run("suggest --dismiss all --reason 'common knowledge'").done();
    let left = uncovered(&other);
    assert!(left.len() < before.len(), "{left:?}");
    other.run("suggest --dismiss 7,8 --reason x").refused().says("there is no suggestion 7; there is no suggestion 8");
}
