//! Slips of the hand: what is changed by part, what is taken back, and what is done to many claims at once.

use crate::case::TestCase;

/// The figure of a claim, as its card prints it.
#[track_caller]
fn figure(case: &TestCase, claim: &str) -> String {
    let card = case.run(&format!("claim show {claim}")).done().out();
    let line = card.lines().find(|line| line.trim_start().starts_with("quantity"));
    line.map(|line| line.trim_start()["quantity".len()..].trim().to_string()).unwrap_or_default()
}

#[test]
fn an_amendment_changes_the_parts_that_are_named_and_says_before_and_after() {
    let case = TestCase::river();
    case.run("claim amend money --unit EUR").done().prints("unit").prints("USD → EUR");
    assert_eq!(figure(&case, "money"), "> 12,000,000 EUR");
    case.run("claim amend money --from 2022-01-01 --to 2022-12-31").done().prints("none → 2022-01-01 to 2022-12-31");
    assert_eq!(figure(&case, "money"), "> 12,000,000 EUR, 2022-01-01 to 2022-12-31");
    case.run("claim amend money --amount 13000000").done().prints("> 12,000,000 → > 13,000,000");
    case.run("claim amend money --comparator about").code(2);
    case.run("claim amend money --comparator ~ --priority low")
        .done()
        .prints("> 13,000,000 → ~ 13,000,000")
        .prints("high → low");
    case.run("claim amend money --subject 'Vega Mining' --basis flow").done().prints("none → Vega Mining");
    assert_eq!(figure(&case, "money"), "~ 13,000,000 EUR, 2022-01-01 to 2022-12-31, flow");
    case.run("claim amend money --no-period --no-basis")
        .done()
        .prints("2022-01-01 to 2022-12-31 → none")
        .prints("flow → none");
    assert_eq!(figure(&case, "money"), "~ 13,000,000 EUR");
    case.run("claim amend money --no-amount").done().prints("~ 13,000,000 → none");
    assert_eq!(figure(&case, "money"), "EUR");
    case.run("claim show money").done().prints("> 12,000,000 → > 13,000,000");
}

#[test]
fn an_amendment_that_changes_nothing_or_cannot_be_is_refused_and_nothing_is_lost() {
    let case = TestCase::river();
    let events = case.query("SELECT count(*) FROM event");
    case.run("claim amend money --unit USD --amount 12000000").refused().says("says that already");
    case.run("claim amend money").refused().says("nothing to amend was given");
    case.run("claim amend money --unit EUR --no-unit").code(2);
    case.run("claim amend money --no-quantity --amount 3").code(2);
    case.run("claim amend share --amount 162.5").refused().says("between 0 and 100");
    case.run("claim amend money --upper 20000000 --comparator >").refused().says("goes with `between`");
    assert_eq!(case.query("SELECT count(*) FROM event"), events);
    assert_eq!(figure(&case, "money"), "> 12,000,000 USD");
}

#[test]
fn json_tells_each_part_before_and_after() {
    let case = TestCase::river();
    let changes = case.json("claim amend share --amount 61.5 --no-unit")["changes"].clone();
    let told = |at: usize, name: &str| changes[at][name].as_str().unwrap_or("none").to_string();
    assert_eq!(
        (told(0, "part"), told(0, "before"), told(0, "after")),
        ("amount".into(), "= 62.5".into(), "= 61.5".into())
    );
    assert_eq!(
        (told(1, "part"), told(1, "before"), told(1, "after")),
        ("unit".into(), "percent".into(), "none".into())
    );
    assert_eq!(changes.as_array().unwrap().len(), 2);
}

#[test]
fn claims_have_numbers_in_their_piece_that_stay_and_are_taken_for_ids() {
    let case = TestCase::river();
    case.run("claim list").done().prints("C1 ").prints("C3 ");
    case.run("claim cut C2 --reason out").done();
    case.run("claim show C3").done().prints("mayor of Altona").prints("C3");
    case.run("claim add 'The works are done' --id done").done();
    assert_eq!(case.json("claim show done")["number"], "C4");
    assert_eq!(case.json("claim list --search works")["claims"][0]["number"], "C4");
    case.run("evidence attach C3 --source report --stance supports --locator 'p. 2'").done();
    case.run("query ask C4 'since when?'").done();
    case.run("claim show C5").refused().says("tickmark claim list");
    case.run("claim show c4").refused().says("capital C: `C4`");
    case.run("claim show C04").refused();
}

#[test]
fn a_number_in_several_pieces_is_asked_about_and_an_own_identifier_is_never_mistaken_for_one() {
    let case = TestCase::river();
    case.run("piece add 'The dam' --id dam").done();
    case.run("claim add 'The dam leaks' --piece dam").done();
    case.run("check C1 confirmed").refused().says("could be 2 claims").says("--piece");
    case.run("check C1 confirmed --piece dam").done().prints("The dam leaks");
    case.run("check C2 confirmed --piece dam").refused();
    case.run("check C2 confirmed").done().prints("62.5 per cent");
    // Here the numbers are somebody's own, in another order.
    let own = TestCase::new();
    own.run("piece add 'The river'").done();
    own.run("claim add 'Bo Lind is mayor' --id C2").done();
    own.run("claim add 'Vega owns the dam' --id C1").done();
    own.run("check C1 confirmed").done().prints("Vega owns the dam");
    assert_eq!(own.json("claim show C1")["number"], serde_json::Value::Null);
    own.run("claim show C3").refused();
}

#[test]
fn an_id_is_known_by_three_digits_where_they_tell_it_apart() {
    let case = TestCase::river();
    let ids: Vec<String> = ["money", "share", "role"]
        .map(|claim| case.json(&format!("claim show {claim}"))["id"].as_str().unwrap().to_string())
        .into();
    for id in &ids {
        let apart = (3..10).find(|digits| ids.iter().filter(|other| other[..*digits] == id[..*digits]).count() == 1);
        let ran = case.run(&format!("claim show {}", &id[..apart.unwrap()])).done();
        ran.prints(id);
    }
    case.run("claim show 5f").code(2).says("at least three");
    case.run("claim show c6").refused().says("capital C");
}

#[test]
fn a_step_is_taken_on_all_the_claims_that_are_named_or_on_none() {
    let case = TestCase::river();
    case.run("assign C1-C3 ben --due 2026-12-01").done().prints("C1").says("3 claims: assigned");
    assert_eq!(case.status("role"), "assigned");
    case.run("check C1 C3 share confirmed --note 'all three'").done().says("3 claims: verdict recorded");
    case.run("check C1 C1 money disputed").done().prints("verdict recorded: disputed");
    case.run("check money confirmed").done();
    let events = case.query("SELECT count(*) FROM event");
    case.run("claim cut C2").done();
    let refused =
        case.run("second-check C1-C3 confirmed --as ben").refused().says("1 of 3 claims cannot be second-checked");
    refused.says("is cut");
    case.run("claim restore C2").done();
    case.run("check C1 C9 nowhere confirmed")
        .refused()
        .says("2 of 3 claims cannot be found")
        .says("`C9`")
        .says("`nowhere`");
    assert_eq!(case.query("SELECT count(*) FROM event"), (events.parse::<u32>().unwrap() + 2).to_string());
    let refused = case.run("sign-off C1-C3").refused().says("3 of 3 claims cannot be signed off");
    refused.says("has not checked it").says("pieces of evidence");
    case.run("second-check C1-C3 confirmed --as ben").done().says("3 claims: second check recorded");
    let all = case.json("start C1-C3");
    assert_eq!(all["claims"].as_array().unwrap().len(), 3);
    assert_eq!(all["claims"][2]["status"], "checking");
}

#[test]
fn filters_of_the_list_choose_the_claims_of_a_step() {
    let case = TestCase::river();
    case.run("assign --where 'priority=high,low' ben").done().says("2 claims: assigned");
    assert_eq!((case.status("share"), case.status("role")), ("unchecked".into(), "assigned".into()));
    case.run("check --where 'status=assigned type=role' on-author").done().prints("verdict recorded: on-author");
    case.run("sign-off --where 'verdict=on-author'").done().prints("signed off");
    case.run("claim cut --where 'assignee=ben status=assigned search=\"million dollars\"'").done().prints("cut");
    case.run("check --where 'status=query' confirmed").refused().says("no claim matches");
    case.run("check --where 'colour=red' confirmed").code(2).says("is not a filter");
    case.run("check --where status=cut confirmed").refused().says("is cut");
    case.run("check confirmed").code(2).says("name the claims");
    case.run("check role perhaps").code(2).says("take one of");
    case.run("sign-off").code(2);
}

/// Does something, takes it back, and says how the claim stands then.
#[track_caller]
fn undone(case: &TestCase, act: &str, said: &str) -> serde_json::Value {
    case.run(act).done();
    case.run("undo").done().says("to be taken back").prints(said);
    case.json("claim show share")
}

#[test]
fn the_latest_act_is_taken_back_by_an_event_and_nothing_is_hidden() {
    let case = TestCase::river();
    let now = undone(&case, "check share confirmed --note 'table 2'", "taken back: verdict confirmed on claim");
    assert_eq!((now["status"].as_str(), now["verdict"].is_null()), (Some("unchecked"), true));
    case.run("log --claim share").done().prints("claim.checked").prints("act.undone");
    case.run("claim show share").done().prints("claim.checked  (taken back)");
    case.run("check share confirmed").done();
    let now = undone(&case, "check share incorrect", "verdict incorrect");
    assert_eq!(now["verdict"], "confirmed", "the verdict that was replaced counts again");
    let now = undone(&case, "assign share ben", "assignment");
    assert_eq!(now["assignee"], serde_json::Value::Null);
    let now = undone(&case, "claim amend share --amount 60", "amendment");
    assert_eq!(now["quantity"]["amount"], "62.5");
    assert_eq!(now["checks"][0]["outdated"], false);
    let now = undone(&case, "note share 'called twice'", "note");
    assert_eq!(now["notes"].as_array().unwrap().len(), 0);
    let now = undone(&case, "query ask share 'which register?'", "query");
    assert_eq!(now["queries"].as_array().unwrap().len(), 0);
    let now = undone(
        &case,
        "evidence attach share --source report --stance supports --locator 'p. 4'",
        "evidence (supports)",
    );
    assert_eq!(now["evidence"][0]["withdrawn"]["text"], "taken back");
    case.run("evidence attach share --source report --stance supports --locator 'p. 5'").done();
    case.run("check share confirmed").done();
    let now = undone(&case, "sign-off share", "sign-off");
    assert_eq!(now["status"], "checked");
    let now = undone(&case, "claim cut share", "cut");
    assert_eq!(now["status"], "checked");
    case.run("claim add 'It leaks' --id leak").done();
    case.run("undo --reason 'not in the text'").done().prints("recording on claim");
    assert_eq!(case.status("leak"), "cut");
    case.run("claim restore leak").done();
    case.run("rebuild").done();
    assert_eq!(case.status("leak"), "unchecked");
}

#[test]
fn taking_back_goes_on_with_what_was_done_before() {
    let case = TestCase::river();
    case.run("check C1 C2 confirmed").done();
    case.run("note C3 'called'").done();
    case.run("undo").done().prints("note");
    case.run("undo").done().prints("verdict confirmed on claim");
    assert_eq!((case.status("money"), case.status("share")), ("unchecked".into(), "unchecked".into()), "one stroke");
    case.run("undo").refused().says("source.added cannot be taken back");
    let acts = case.json("undo --list");
    assert_eq!((&acts[0]["parts"][0]["kind"], &acts[0]["gone"]), (&"claim.noted".into(), &true.into()));
    let open = acts.as_array().unwrap().iter().find(|act| act["gone"] == false).unwrap();
    assert_eq!(open["parts"][0]["kind"], "source.added");
    let recorded = acts.as_array().unwrap().iter().find(|act| act["parts"][0]["kind"] == "claim.recorded").unwrap();
    let id = recorded["id"].as_str().unwrap().to_string();
    case.run(&format!("undo {id}")).done().prints("recording on claim");
    case.run(&format!("undo {id}")).refused().says("taken back or replaced already");
    assert_eq!(case.status("role"), "cut");
}

#[test]
fn what_somebody_else_did_or_built_on_stays() {
    let case = TestCase::river();
    case.run("check share confirmed").done();
    case.run("note share 'I doubt it' --as ben").done();
    case.run("undo").refused().says("ben has worked on claim").says("note");
    let note = case.json("log --actor ben --limit 1")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("undo {note}")).refused().says("done by ben");
    case.run("undo --as ben").done();
    case.run("undo").refused().says("ben has worked on claim");
    case.run("undo --as cy").refused().says("cy has done nothing here yet");
}

#[test]
fn what_is_about_no_claim_is_taken_back_too() {
    let case = TestCase::river();
    case.run("source add --title 'The wire' --id wire").done();
    case.run("source link report --derived-from wire --as-a wire-copy").done();
    case.run("undo").done().prints("link of a source to its origin");
    case.run("source show report").done();
    case.run("source unlink report --reason again").refused().says("is not linked");
    case.run("suggest --dismiss all --reason 'common knowledge'").done();
    let open = case.json("suggest")["proposals"].as_array().unwrap().len();
    case.run("undo").done().prints("dismissal");
    assert!(case.json("suggest")["proposals"].as_array().unwrap().len() > open);
    case.run("stake add 'Vega Mining' 'The dam' '62.5%' --source report").done();
    case.run("undo").done().prints("stake");
    case.write("letter.txt", "Dear Ana");
    case.run("capture letter.txt --source report").done();
    case.run("undo").refused().says("capture.filed cannot be taken back: what was captured, and when, is a fact");
}

#[test]
fn who_took_a_verdict_back_is_blind_no_more() {
    let case = TestCase::river();
    case.run("check money confirmed --note 'table 2'").done();
    case.run("second-check money --to ben --blind").done();
    case.run("check money incorrect --as ben").done();
    case.run("undo --as ben").done();
    case.run("claim show money --as ben").done().prints("table 2");
    case.run("check money confirmed --as ben").done();
    assert_eq!(case.json("claim show money")["checks"][1]["blind"], false);
}

/// Runs a command as somebody would type it, a new name and all.
#[track_caller]
fn typed(case: &TestCase, line: &str) -> (i32, String) {
    let output = case.command().args(crate::case::words(line)).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_new_name_is_refused_in_a_script_unless_a_new_person_is_meant() {
    let case = TestCase::river();
    let events = case.query("SELECT count(*) FROM event");
    for line in [
        "check money confirmed --as anna",
        "second-check money confirmed --as anna",
        "assign money anna",
        "assign C1-C3 anna",
        "evidence attach money --source report --stance supports --locator 'p. 1' --as anna",
        "sign-off money --as anna",
    ] {
        let (code, said) = typed(&case, line);
        assert_eq!(code, 1, "{line}: {said}");
        assert!(said.contains("nobody called `anna`") && said.contains("known: ana"), "{line}: {said}");
        assert!(said.contains("--new-person"), "{line}: {said}");
    }
    assert_eq!(case.query("SELECT count(*) FROM event"), events);
    assert!(!case.path(".config/tickmark/keys/anna").exists());
    assert_eq!(typed(&case, "assign money ben --new-person").0, 0);
    assert_eq!(typed(&case, "check money confirmed --as ben").0, 0, "who has a claim is known");
    assert_eq!(typed(&case, "second-check money --to cy").0, 1);
    assert_eq!(typed(&case, "claim show money --as cy").0, 0, "looking makes nobody");
    assert_eq!(typed(&TestCase::new(), "piece add 'The dam' --as zoe").0, 0, "the first name is whoever opens it");
    case.check_ledger();
}

#[test]
fn a_party_settles_a_dispute_only_where_the_rules_allow_it_and_then_it_shows() {
    let case = TestCase::river();
    case.run("check money confirmed").done();
    case.run("check money disputed --as ben").done();
    case.run("resolve money confirmed --note 'table 2'").refused().says("one of the verdicts").says("--as NAME");
    case.run("policy set --rule resolve-by=anyone").done().prints("anybody").prints("record");
    case.run("resolve money confirmed --note 'table 2'").done();
    case.run("claim show money").done().prints("confirmed by ana, a party to the dispute");
    assert_eq!(case.json("claim show money")["resolution"]["by_party"], true);
    case.run("undo").done().prints("resolution confirmed");
    case.run("policy set --rule resolve-by=third-person").done();
    case.run("resolve money confirmed --note 'table 2' --as cy").done();
    assert_eq!(case.json("claim show money")["resolution"]["by_party"], false);
}
