//! Keys: going on under a new one, and saying which are not to be trusted.

use crate::case::{TestCase, copy};
use tickmark::model::outcome::Outcome;

/// The origins of ana's logs, in the order in which they began.
fn logs(case: &TestCase) -> Vec<String> {
    let logs = case.json("key show")["logs"].as_array().unwrap().clone();
    logs.iter().map(|log| log["log"].as_str().unwrap().to_string()).collect()
}

#[test]
fn a_key_is_shown_as_others_take_it() {
    let case = TestCase::without_casebook();
    case.run("key show").done().prints("none yet");
    let case = TestCase::river();
    let shown = case.json("key show");
    assert_eq!(shown["logs"][0]["key"], case.json("checkpoint")[0]["key"]);
    assert!(shown["fingerprint"].as_str().unwrap().starts_with("SHA256:"));
    case.run("key show").done().prints("7 events").prints(shown["logs"][0]["key"].as_str().unwrap());
    case.run("key show --as ben").done().prints("none yet");
}

#[test]
fn a_person_goes_on_under_a_new_key() {
    let case = TestCase::river();
    let (before, head) = (case.json("key show"), case.run("checkpoint").done().out());
    case.run("check share confirmed").done();
    case.run("key rotate").done().prints("ended, continues as tickmark/");
    let after = case.json("key show");
    assert_ne!(before["fingerprint"], after["fingerprint"]);
    let [one, two] = [0, 1].map(|at| logs(&case)[at].clone());
    assert_eq!(after["logs"][0]["successor"], two.as_str());
    case.run("note share 'later'").done();
    assert_eq!(logs(&case).len(), 2, "what is recorded next stands in the log that goes on");
    case.run("verify").done().prints(&format!("ended and continues as {two}"));
    // What was kept of the first log vouches for it only; what is kept of the second vouches for both.
    case.write("old.txt", head);
    case.run("verify --head old.txt").code(3).prints("UNANCHORED");
    let heads = case.run("checkpoint").done().out();
    case.write("new.txt", heads.split("\n\n").skip(2).collect::<Vec<_>>().join("\n\n"));
    assert!(!std::fs::read_to_string(case.path("new.txt")).unwrap().contains(&one));
    case.run("verify --head new.txt").done().prints("OK: ").prints("9 events, vouched for by a head kept elsewhere");
    case.run("rebuild").done();
    case.run("witness request").done().prints(&two);
    case.run("key rotate").done();
    case.run("note share 'under the third'").done();
    assert_eq!(logs(&case).len(), 3);
}

#[test]
fn one_person_under_two_keys_is_one_person() {
    let case = TestCase::river();
    case.run("check share confirmed").done();
    case.run("key rotate").done();
    case.run("second-check share confirmed").refused().says("someone else");
    case.run("check share incorrect --note 'a slip'").done();
    assert_eq!(case.status("share"), "checked", "a verdict under the new key replaces the one under the old");
    assert_eq!(case.json("claim show share")["contested"], false);
    // Also where the name is withheld, by which the two could be told to be one.
    case.tamper("DELETE FROM disclosure WHERE event IN (SELECT row FROM event WHERE bytes LIKE '%log.opened%')");
    case.run_unchecked("rebuild").done();
    assert_eq!(case.status("share"), "checked");
    case.check_ledger();
}

#[test]
fn another_casebook_goes_on_with_the_next_thing_recorded_there() {
    let case = TestCase::river();
    case.run("--casebook other.db init").done();
    case.run("--casebook other.db source add --title 'A letter' --tier primary").done();
    case.run("key rotate").done();
    let shown = case.json("--casebook other.db key show");
    assert!(shown["logs"][0]["successor"].is_null());
    case.run("--casebook other.db key show").done().prints("under another key");
    case.run("--casebook other.db source add --title 'Another' --tier primary").done();
    let shown = case.json("--casebook other.db key show");
    assert_eq!(shown["logs"].as_array().unwrap().len(), 2);
    assert_eq!(shown["logs"][0]["successor"], shown["logs"][1]["log"]);
    case.run("--casebook other.db verify").done().prints("UNANCHORED");
    case.write("rows.csv", "claim,priority\nSomething was built,low\n");
    case.run("key rotate").done();
    case.run("--casebook other.db piece add 'A story'").done();
    case.run("--casebook other.db import csv rows.csv").done();
    case.run("--casebook other.db verify").done().prints("ended and continues as");
}

#[test]
fn what_was_sealed_to_the_old_key_is_still_opened() {
    let case = TestCase::informed();
    let capture = case.json("capture --list")[0]["id"].as_str().unwrap().to_string();
    case.run("key rotate").done();
    case.run(&format!("capture --extract {capture} --to letter-again.txt --reveal")).done();
    assert_eq!(std::fs::read(case.path("letter-again.txt")).unwrap(), std::fs::read(case.path("letter.txt")).unwrap());
}

#[test]
fn an_earlier_key_that_was_put_back_takes_nothing_more() {
    let case = TestCase::river();
    let key = case.path(".config/tickmark/keys/ana.pem");
    let earlier = std::fs::read(&key).unwrap();
    case.run("key rotate").done();
    std::fs::write(&key, earlier).unwrap();
    case.run("note share 'again'").refused().says("its key, which is still in use here, was replaced");
}

#[test]
fn an_older_copy_is_refused_before_a_key_changes() {
    let case = TestCase::river();
    let earlier = case.path("earlier.db");
    copy(&case.casebook(), &earlier);
    case.run("note role 'later'").done();
    let before = case.json("key show")["fingerprint"].clone();
    copy(&earlier, &case.casebook());
    case.run_unchecked("key rotate").code(4).says("older than one seen before");
    assert_eq!(case.json("key show")["fingerprint"], before);
    assert!(!case.path(".config/tickmark/keys/earlier").exists());
}

#[test]
fn a_timestamp_is_asked_for_the_log_that_goes_on() {
    let case = TestCase::river();
    case.run("key rotate").done();
    case.run("timestamp request --log ana -o ana.tsq --checkpoint ana.checkpoint").done();
    let checkpoint = std::fs::read_to_string(case.path("ana.checkpoint")).unwrap();
    assert!(checkpoint.starts_with(&logs(&case)[1]), "{checkpoint}");
}

#[test]
fn a_log_that_ended_merges_and_takes_its_successor_along() {
    let ana = TestCase::river();
    let here = ana.path("copy.db");
    copy(&ana.casebook(), &here);
    ana.run("check share confirmed").done();
    ana.run("key rotate").done();
    ana.run("note role 'later'").done();
    ana.run("--casebook copy.db merge casebook.db").done();
    ana.run("--casebook copy.db verify").done().prints("ended and continues as");
    assert_eq!(ana.json("--casebook copy.db key show"), ana.json("key show"));
}

#[test]
fn a_key_that_was_stolen_is_revoked_and_verify_says_what_it_signed_after() {
    let case = TestCase::river();
    case.run("note role 'bens'  --as ben").done();
    let bens = case.json("key show --as ben")["logs"][0].clone();
    let (log, key) = (bens["log"].as_str().unwrap(), bens["key"].as_str().unwrap());
    case.run(&format!("key revoke {} --reason 'mine'", logs(&case)[0])).refused().says("tickmark key rotate");
    case.run("key revoke tickmark/none --reason x").refused().says("is not in this casebook");
    case.run(&format!("key revoke {key} --reason 'laptop stolen'"))
        .done()
        .prints("the first 2 events")
        .prints("0 came");
    let heads = case.run("checkpoint").done().out();
    case.write("heads.txt", heads);
    case.run("verify --head heads.txt").done().prints("OK: ").prints("ana revoked its key beyond the first 2 events");
    case.run("note role 'by whoever has it' --as ben").done();
    let heads = case.run("checkpoint").done().out();
    case.write("heads.txt", heads);
    let stolen = case.json("log --limit 1")[0]["id"].as_str().unwrap()[..8].to_string();
    case.run("verify --head heads.txt").code(3).prints("UNANCHORED").prints("it signed 1 after").prints(&stolen);
    let found = case.json("verify");
    let of_ben = found["logs"].as_array().unwrap().iter().find(|found| found["origin"] == log).unwrap().clone();
    assert_eq!(of_ben["revoked"][0]["reason"], "laptop stolen");
    assert_eq!(of_ben["revoked"][0]["later"].as_array().unwrap().len(), 1);
    case.run("key show --as ben").done().prints("revoked beyond its first 2 events");
}

#[test]
fn a_key_is_revoked_from_an_event_or_a_day_on() {
    let case = TestCase::river();
    case.run("note role 'one' --as ben").done();
    case.run("note role 'two' --as ben").done();
    let log = case.json("key show --as ben")["logs"][0]["log"].as_str().unwrap().to_string();
    let two = case.json("log --actor ben --limit 1")[0]["id"].as_str().unwrap().to_string();
    let anas = case.json("log --actor ana --limit 1")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("key revoke {log} --from {anas} --reason x")).refused().says("is not in log");
    case.run(&format!("key revoke {log} --from {two} --reason x"))
        .done()
        .prints("first 2 events")
        .prints("1 came after");
    case.run(&format!("key revoke {log} --since 2026-11-23 --reason x")).done().prints("first 0 events");
    case.run(&format!("key revoke {log} --since 2026-11-24 --reason x")).done().prints("first 3 events");
    assert_eq!(case.verify().outcome, Outcome::Unanchored);
}
