//! Green means that it stands: a wrong figure, a turned quotation, an empty source pass nobody without a reason on record.

use crate::case::TestCase;

/// A piece that says 12 million euros, and two captured sources that say 21 million.
fn spent() -> TestCase {
    let case = TestCase::new();
    case.write("story.txt", "The firm spent 12 million euros on the quay.\n");
    case.run("piece add 'The quay'").done();
    case.run("draft add story.txt").done();
    case.run("claim add --quote '12 million euros' --type investment-total --priority high --id spent --amount 12000000 --unit EUR")
        .done();
    for source in ["one", "two"] {
        case.write(&format!("{source}.txt"), "In the year the firm spent 21 million euros.\n");
        case.run(&format!("source add --title 'Report {source}' --tier primary --id {source}")).done();
        case.run(&format!("capture {source}.txt --source {source}")).done();
    }
    case
}

fn with_reason(line: &str) -> String {
    format!("{line} --despite 'the desk wants it in'")
}

const WRONG: &str = "evidence attach spent --source one --stance supports --quote 'the firm spent 21 million euros'";

#[test]
fn e1_evidence_with_another_figure_is_no_support() {
    let case = spent();
    case.run(WRONG).refused().says("does not agree with the claim").says("21,000,000 EUR");
    case.run(&format!("{WRONG} --amount 21000000 --unit EUR")).refused();
    case.run(&with_reason(WRONG)).done();
    case.run(&WRONG.replace("one", "two").replace("supports", "contradicts")).done();
    case.run("claim show spent").prints("does not stand").prints("counted all the same: the desk wants it in");
}

#[test]
fn e1_no_sign_off_and_no_gate_passes_what_does_not_stand() {
    let case = spent();
    case.run(&format!("{} --unverified-quote", WRONG.replace("spent 21", "spent 12"))).done();
    case.run("check spent confirmed").done().says("warning: evidence").says("has not been found in a capture");
    case.run("second-check spent confirmed --as ben").done();
    case.run("sign-off spent").refused().says("has not been found in a capture").says("--despite");
    assert_eq!(case.json("claim show spent")["standing"]["hold"], "look-again");
    case.run("gate").code(3).prints("does not stand");
    case.run("sign-off spent --despite 'read over the telephone'").done();
    let shown = case.json("claim show spent");
    assert_eq!(shown["sign_off"]["despite"], "read over the telephone");
    assert_eq!(shown["standing"]["sign_off"]["reasons"][0]["code"], "signed-off-despite");
    assert_ne!(shown["standing"]["hold"], "stands");
}

#[test]
fn e2_a_quotation_with_another_number_counts_for_nothing() {
    let case = profit();
    let altered = "evidence attach profit --source report --stance supports --quote 'Profit was £1,199k'";
    case.run(altered).refused().says("number-altered").says("Profit was £1,198k");
    case.run(&with_reason(altered)).done();
    case.run("evidence list profit").prints("supports (despite)");
}

/// A claim on profit, whose report is captured.
fn profit() -> TestCase {
    let case = TestCase::new();
    case.run("piece add 'The yard'").done();
    case.run("claim add 'Profit was £1,198k in the year' --type revenue-figure --id profit").done();
    case.run("claim add 'The company does not hold 62.5 per cent of the harbour' --type ownership-share --id share")
        .done();
    case.write("report.txt", "Profit was £1,198k in the year.\n\nThe company holds 62.5 per cent of the harbour.\n");
    case.run("source add --title 'Annual report' --tier primary --id report").done();
    case.run("capture report.txt --source report").done();
    case
}

#[test]
fn e3_a_quotation_whose_negation_was_turned_counts_for_nothing() {
    let case = profit();
    let turned = "evidence attach share --source report --stance supports --quote 'The company does not hold 62.5 per cent of the harbour'";
    case.run(turned).refused().says("negation-altered").says("The company holds 62.5 per cent of the harbour");
    case.run(&with_reason(turned)).done();
    case.run("check share confirmed").done();
    case.run("sign-off share").done();
    assert_eq!(case.json("claim show share")["standing"]["hold"], "despite");
    let verified = case.run("verify").done().prints("altered        1 recorded in other words than the source's").out();
    assert!(!verified.contains("found again"), "{verified}");
}

#[test]
fn e4_a_figure_is_held_against_its_own_quotation() {
    let case = profit();
    let typed =
        "evidence attach profit --source report --stance supports --quote 'Profit was £1,198k' --amount 999 --unit USD";
    case.run(typed).refused().says("is not the one in its own quote");
    case.run(&typed.replace("999 --unit USD", "1198000 --unit GBP")).done();
}

#[test]
fn e5_evidence_that_says_nothing_is_none() {
    let case = spent();
    case.run("evidence attach spent --source one --stance supports").refused().says("does not say what was seen");
    case.run("evidence attach spent --source one --stance supports --locator 'table 2'").done();
}

#[test]
fn e6_the_same_passage_counts_once() {
    let case = profit();
    let quoted = "evidence attach profit --source report --stance supports --quote 'Profit was £1,198k'";
    case.run(quoted).done();
    case.run(quoted).refused().says("is already attached as");
}

#[test]
fn e7_a_period_that_nobody_stated_is_said() {
    let case = spent();
    case.write("right.txt", "The firm spent 12 million euros.\n");
    case.run("source add --title 'The books' --tier primary --id books").done();
    case.run("capture right.txt --source books").done();
    case.run("claim amend spent --amount 12000000 --unit EUR --from 2022-01-01 --to 2022-12-31").done();
    case.run("evidence attach spent --source books --stance supports --quote 'spent 12 million euros'").done();
    case.run("claim show spent").prints("note well").prints("its period is not stated");
}

#[test]
fn e8_origins_that_nobody_stated_make_a_range() {
    let case = spent();
    for outlet in ["Courier", "Herald", "Post"] {
        case.run(&format!("source add --title '{outlet}' --tier secondary --id {outlet}")).done();
        case.run(&format!("evidence attach spent --source {outlet} --stance supports --locator 'page 1'")).done();
    }
    case.run("claim show spent").prints("independent origins in support: 1 to 3; 3 not stated");
    case.run("source link Herald --derived-from Courier --as-a rewrite").done();
    case.run("claim show spent").prints("independent origins in support: 1 to 2; 1 not stated");
}

#[test]
fn e9_evidence_is_compared_with_the_claim_as_it_is_now() {
    let case = spent();
    case.run("claim amend spent --amount 21000000 --unit EUR").done();
    case.run(WRONG).done();
    case.run("claim amend spent --amount 12000000 --unit EUR").done();
    assert_eq!(case.json("claim show spent")["standing"]["hold"], "does-not-stand");
}

#[test]
fn e11_a_verdict_on_no_evidence_is_said() {
    let case = spent();
    case.run("check spent confirmed").done().says("warning: verdict").says("no evidence that stands");
    case.run("recheck").prints("no evidence that stands");
}

#[test]
fn v9_evidence_against_a_claim_is_newer_than_its_verdict() {
    let case = spent();
    case.run("evidence attach spent --source one --stance supports --locator 'table 2'").done();
    case.run("check spent confirmed").done();
    case.run(&WRONG.replace("supports", "contradicts")).done();
    case.run("claim show spent").prints("against the claim, is newer than this verdict");
    case.run("second-check spent confirmed --as ben").done();
    case.run("sign-off spent").refused().says("is newer than this verdict");
}

#[test]
fn what_falls_after_a_sign_off_despite_something_is_said_anew() {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'p. 4' --good-until 2026-11-25").done();
    case.run("check share confirmed").done();
    case.run("second-check share confirmed --as ben").done();
    case.run("evidence attach share --source report --stance contradicts --locator 'p. 9'").done();
    case.run("sign-off share --despite 'page 9 is of another year'").done();
    let hold = |now: &str| {
        let shown = case.run_with_env("--json claim show share", "TICKMARK_NOW", now).done().out();
        serde_json::from_str::<serde_json::Value>(&shown).unwrap()["data"]["standing"]["hold"].clone()
    };
    assert_eq!(hold("2026-11-24T10:00:00.000Z"), "despite");
    assert_eq!(hold("2026-11-27T10:00:00.000Z"), "look-again", "its evidence passed its last day since");
}

#[test]
fn a_verdict_under_a_revoked_key_counts_for_nothing_and_its_sign_off_falls() {
    let case = TestCase::river();
    case.run("evidence attach role --source report --stance supports --locator 'page 1'").done();
    case.run("check role confirmed --as ben").done();
    case.run("sign-off role").done();
    let event = case.json("log --actor ben --limit 1")[0]["id"].as_str().unwrap().to_string();
    let log = case.json("key show --as ben")["logs"][0]["log"].as_str().unwrap().to_string();
    assert!(!case.json("claim show role").to_string().contains("key-revoked"));
    case.run(&format!("key revoke {log} --from {event} --reason stolen")).done();
    let claim = case.json("claim show role");
    assert_eq!(claim["standing"]["hold"], "look-again", "{claim}");
    assert_eq!(claim["standing"]["sign_off"]["stands"], false);
    case.run("recheck").prints("had been revoked");
    // A verdict that was given before the key was stolen still counts.
    case.run("check share confirmed --as carol").done();
    let log = case.json("key show --as carol")["logs"][0]["log"].as_str().unwrap().to_string();
    case.run(&format!("key revoke {log} --reason 'left the desk'")).done();
    assert!(!case.json("claim show share").to_string().contains("key-revoked"));
}

#[test]
fn evidence_against_a_claim_bears_out_no_verdict_in_its_favour() {
    for stance in ["contradicts", "context"] {
        let case = TestCase::river();
        case.run(&format!("evidence attach role --source report --stance {stance} --locator 'p. 9'")).done();
        case.run("check role confirmed").done().says("no evidence that stands supports this verdict");
        case.run("sign-off role").refused().says("no evidence that stands supports this verdict");
    }
    let case = TestCase::river();
    case.run("evidence attach role --source report --stance contradicts --locator 'p. 9'").done();
    case.run("check role disputed").done();
    case.run("sign-off role").done();
}

#[test]
fn two_rough_figures_near_each_other_may_be_one() {
    let case = TestCase::new();
    case.write("story.txt", "About 2,000 people marched in Cusco.\n");
    case.run("piece add March").done();
    case.run("draft add story.txt").done();
    case.run("claim add --quote 'About 2,000 people marched in Cusco' --type quantity --id march").done();
    case.write(
        "police.txt",
        "Some 1,980 people marched in Cusco, the police said.\n\nSome 1,100 people marched in Puno.\n",
    );
    case.run("source add --title Police --tier primary --id police").done();
    case.run("capture police.txt --source police").done();
    let quoted = |quote: &str| format!("evidence attach march --source police --stance supports --quote '{quote}'");
    case.run(&quoted("Some 1,980 people marched in Cusco")).done();
    case.run(&quoted("Some 1,100 people marched in Puno")).refused().says("does not agree with the claim");
}
