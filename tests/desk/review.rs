//! The review of a claim, rule by rule.

use crate::case::TestCase;

#[test]
fn a_whole_check_from_draft_to_sign_off() {
    let case = TestCase::river();
    case.run("assign money ben --due 2026-11-20").done().prints("  assigned\n");
    case.run("start money --as ben").done().prints("  started\n");
    case.run("query ask money 'Which year?' --to author").done().prints("  question recorded\n");
    let query = case.json("query list")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("query answer {query} 'It is for 2023'")).done().prints("answer recorded: checking");
    case.run("evidence attach money --source report --stance supports --locator 'p. 4' --amount 12100000 --unit USD")
        .done();
    case.run("check money confirmed --note 'table 2' --as ben").done().prints("verdict recorded: confirmed");
    case.run("second-check money confirmed").done().prints("second check recorded: confirmed");
    case.run("sign-off money --as cy").done().prints("signed off: confirmed");
    assert_eq!(case.status("money"), "signed-off");
}

#[test]
fn sign_off_names_each_rule_that_is_not_met_and_what_would_meet_it() {
    let case = TestCase::river();
    case.run("sign-off money")
        .refused()
        .says("nobody has given a verdict")
        .says("it has 0 of 1 pieces of evidence")
        .says("a second person has not checked it")
        .says("tickmark evidence attach")
        .says("tickmark second-check");
}

#[test]
fn a_verdict_that_rests_on_nothing_needs_no_evidence() {
    for verdict in ["unverifiable", "on-author", "opinion"] {
        let case = TestCase::river();
        case.run(&format!("check role {verdict}")).done();
        case.run("sign-off role").done().prints("signed off: ");
    }
}

#[test]
fn the_first_reviewer_cannot_be_the_second() {
    let case = TestCase::river();
    case.run("second-check money confirmed").refused().says("somebody has checked it").says("tickmark check");
    case.run("check money confirmed").done();
    case.run("second-check money confirmed").refused().says("ana gave the first verdict");
    case.run("second-check money --to ana").refused().says("someone else");
}

#[test]
fn reviewers_who_differ_leave_a_claim_contested_until_somebody_settles_it() {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'p. 4'").done();
    case.run("resolve share confirmed --note x").refused().says("not contested");
    case.run("check share confirmed").done();
    case.run("check share incorrect --as ben").done().prints("contested");
    case.run("sign-off share").refused().says("reviewers differ").says("tickmark resolve");
    case.run("claim list --contested").done().prints("share");
    case.run("resolve share confirmed --note 'the register says so' --as cy")
        .done()
        .prints("resolved: second-check, confirmed");
    case.run("sign-off share").done();
    case.run("reopen share --reason 'new page'").done().prints("reopened: checking");
    case.run("check share incorrect --as ben").done().prints("contested");
}

#[test]
fn changing_ones_mind_replaces_ones_own_verdict_only() {
    let case = TestCase::river();
    case.run("check share confirmed").done();
    case.run("check share incorrect").done().prints("verdict recorded: incorrect");
    let claim = case.json("claim show share");
    assert_eq!(claim["checks"].as_array().unwrap().len(), 2);
    assert_eq!(claim["checks"][0]["replaced"], true);
}

#[test]
fn a_blind_second_check_hides_the_first_verdict_until_it_is_given() {
    let case = TestCase::river();
    case.run("check money incorrect --note 'it was eleven'").done();
    case.run("second-check money --to ben --blind").done();
    let seen = case.run("claim show money --as ben").done().says("hidden until you have given yours");
    for secret in ["incorrect", "it was eleven"] {
        assert!(!seen.out().contains(secret), "{}", seen.out());
    }
    case.run("claim show money").done().prints("it was eleven");
    case.run("check money incorrect --as ben").done();
    case.run("claim show money --as ben").done().prints("it was eleven").prints("given blind");
}

#[test]
fn any_later_change_makes_a_sign_off_stale_by_itself() {
    for change in [
        "claim amend share --statement 'It owns 60 per cent'",
        "claim amend share --amount 60 --unit percent",
        "claim amend share --no-quantity",
        "claim amend share --type market-share",
        "claim amend share --priority high",
        "evidence attach share --source report --stance contradicts --locator 'p. 4'",
    ] {
        let case = signed_off();
        case.run(change).done().prints(": stale");
        case.run("log --claim share").done().prints("claim.signed_off");
    }
}

#[test]
fn a_remark_leaves_a_sign_off_as_it_is() {
    let case = signed_off();
    case.run("note share 'thank you'").done().prints("note recorded: signed-off");
}

#[test]
fn withdrawing_the_evidence_behind_a_sign_off_makes_it_stale() {
    let case = signed_off();
    let evidence = case.json("claim show share")["evidence"][0]["id"].as_str().unwrap().to_string();
    case.run(&format!("evidence withdraw {evidence} --reason 'wrong year'")).done().prints("evidence withdrawn: stale");
    case.run(&format!("evidence withdraw {evidence} --reason again")).refused().says("withdrawn already");
    case.run("sign-off share").refused().says("0 of 1 pieces of evidence");
}

#[test]
fn a_verdict_on_other_words_does_not_carry_a_sign_off() {
    let case = signed_off();
    case.run("claim amend share --statement 'It owns most of it'").done();
    case.run("sign-off share").refused().says("changed after its verdict");
    case.run("check share confirmed").done().prints("verdict recorded: confirmed");
    case.run("sign-off share").done();
}

#[test]
fn steps_out_of_turn_are_refused_with_the_way_out() {
    let case = signed_off();
    case.run("check share incorrect").refused().says("is signed-off").says("tickmark reopen");
    case.run("start share").refused();
    case.run("assign share ben").refused();
    case.run("query ask share 'why?'").refused();
    case.run("return share --reason x").refused();
    case.run("reopen money --reason x").refused().says("unchecked");
    case.run("return money --reason x").refused().says("tickmark check");
    case.run("claim cut money --reason 'not in the text'").done().prints("  cut");
    case.run("check money confirmed").refused().says("tickmark claim restore");
    case.run("claim cut money").refused();
    case.run("claim restore money").done().prints("restored: unchecked");
    case.run("claim restore money").refused();
}

#[test]
fn a_returned_claim_waits_for_a_new_verdict() {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'p. 4'").done();
    case.run("check share confirmed").done();
    case.run("return share --reason 'which register?'").done().prints("  returned");
    case.run("sign-off share").refused().says("returned and not checked since");
    case.run("check share confirmed").done().prints("verdict recorded: confirmed");
    case.run("sign-off share").done();
}

#[test]
fn an_open_query_holds_a_sign_off_back() {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'p. 4'").done();
    case.run("check share confirmed").done();
    case.run("query ask share 'direct or indirect?' --to expert --whom 'C. Dahl'").done();
    case.run("sign-off share").refused().says("a query is open");
    let query = case.json("query list")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("query answer {query} direct")).done().prints("answer recorded: checked");
    case.run(&format!("query answer {query} again")).refused().says("has an answer already");
    case.run("sign-off share").done();
}

#[test]
fn the_policy_can_be_made_stricter() {
    let case = TestCase::river();
    let policy = case.json("policy show");
    let rule = policy["rules"].as_array().unwrap().iter().find(|rule| rule["rule"] == "second-check").unwrap();
    assert_eq!(rule["asks"], "two people have checked every claim of high priority");
    case.run("policy set --second-person all --evidence 2").done();
    case.run("check role confirmed").done();
    case.run("sign-off role").refused().says("0 of 2").says("a second person");
}

#[test]
fn the_right_of_reply_and_corrections_are_records_of_their_own() {
    let case = TestCase::river();
    case.run("reply request role 'Bo Lind' --about 'by letter' --until 2026-12-01").done();
    let request = case.json("reply list")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("reply answer {request} 'No comment'")).done();
    case.run("correction role --was 'mayor' --now 'deputy mayor' --published 2026-12-02").done();
    case.run("claim show role").done().prints("No comment").prints("“mayor” → “deputy mayor”");
    assert_eq!(case.json("reply list").as_array().unwrap().len(), 0);
}

/// A casebook whose claim `share` is signed off.
fn signed_off() -> TestCase {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'table 2' --note 'Vega holds 62.5 %'")
        .done();
    case.run("check share confirmed").done();
    case.run("sign-off share").done().prints("signed off: ");
    case
}

#[test]
fn starting_anew_does_not_undo_a_return() {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'p. 4'").done();
    case.run("check share confirmed").done();
    case.run("return share --reason 'which register?'").done();
    case.run("start share").done().prints("started: checking");
    case.run("sign-off share").refused().says("returned and not checked since");
}

#[test]
fn a_settlement_does_not_cover_words_that_came_after_it() {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'p. 4'").done();
    case.run("check share confirmed").done();
    case.run("check share disputed --as ben").done();
    case.run("resolve share confirmed --note 'by the register' --as cy").done();
    case.run("claim amend share --statement 'It owns all of it'").done().prints("contested");
    case.run("sign-off share").refused().says("changed after its verdict");
    case.run("check share confirmed").done();
    case.run("check share confirmed --as ben").done();
    case.run("sign-off share").done();
}

#[test]
fn a_claim_found_incorrect_may_not_run() {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance contradicts --locator 'p. 4'").done();
    case.run("check share incorrect").done();
    case.run("sign-off share").refused().says("it was found incorrect").says("claim cut");
}

#[test]
fn a_blind_reviewer_learns_nothing_from_lists_and_log() {
    let case = TestCase::river();
    case.run("check share disputed --note 'far too high'").done();
    case.run("second-check share --to ben --blind").done();
    for line in ["claim list --as ben", "log --as ben", "log --claim share --as ben"] {
        let out = case.run(line).done().out();
        assert!(!out.contains("disputed") && !out.contains("far too high"), "`{line}`: {out}");
    }
    case.run("claim list").done().prints("disputed");
}

#[test]
fn changing_a_claim_and_changing_it_back_does_not_bring_a_sign_off_back() {
    let case = signed_off();
    case.run("claim amend share --priority low").done().prints(": stale");
    case.run("return share --reason 'needs work'").done();
    case.run("query ask share 'is it so?'").done();
    let back = case.run("claim amend share --priority medium").done().out();
    assert!(!back.contains("signed-off"), "{back}");
}

#[test]
fn the_same_name_under_another_key_replaces_nobody() {
    let case = TestCase::river();
    case.run("check share disputed --as ben").done();
    std::fs::remove_file(case.path(".config/tickmark/keys/ben.pem")).unwrap();
    case.run("check share confirmed --as ben").done().prints("contested");
    case.run("policy set --second-person all").done();
    case.run("evidence attach share --source report --stance supports --locator 'p. 4'").done();
    case.run("resolve share confirmed --note x").done();
    case.run("sign-off share").refused().says("a second person has not checked it");
}

#[test]
fn words_that_nobody_checked_are_not_settled() {
    let case = TestCase::river();
    case.run("check share confirmed").done();
    case.run("check share disputed --as ben").done();
    case.run("claim amend share --statement 'It owns all'").done();
    case.run("resolve share confirmed --note x").refused().says("must be checked again");
}

#[test]
fn who_is_to_check_blind_signs_nothing_off_before() {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --note 'says sixty'").done();
    case.run("check share confirmed").done();
    case.run("second-check share --to ben --blind").done();
    case.run("sign-off share --as ben").refused().says("give your verdict first");
    let seen = case.run("claim show share --as ben").done().out();
    assert!(!seen.contains("says sixty"), "{seen}");
}

#[test]
fn a_claim_put_on_other_words_is_to_be_checked_anew() {
    let case = signed_off();
    case.run("claim anchor share --quote 'Vega Mining'").done().prints("placed: stale");
    case.run("sign-off share").refused().says("changed after its verdict");
}
