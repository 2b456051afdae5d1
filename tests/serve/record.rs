//! The record at the desk: verifying it, its heads, and what was recorded of late.

use crate::case::TestCase;
use crate::visit::{OpenDesk, add_user, newsroom};

const PASSWORD: &str = "a long enough password";

#[test]
fn a_sound_casebook_is_unanchored_until_a_kept_head_is_brought() {
    let (case, desk) = newsroom();
    let rita = desk.user("Rita Lund", PASSWORD);
    let verify = |fields: &[(&str, &str)]| rita.post("/record/verify", fields).ok();
    verify(&[]).shows("<h1>UNANCHORED</h1>").shows("nobody else vouches").shows("checkpoints, captures, tables");
    verify(&[("quick", "yes")]).shows("<h1>UNANCHORED</h1>").shows("checkpoints only");
    let kept = rita.get("/record/heads").ok();
    assert!(kept.header("content-disposition").contains("heads.txt"));
    verify(&[("heads", &kept.body)]).shows("<h1>OK</h1>").shows("vouched for by a head you kept");
    // As it comes back from a mail, and as a file.
    verify(&[("heads", &kept.body.replace('\n', "\r\n"))]).shows("<h1>OK</h1>");
    rita.upload("/record/verify", &[], ("heads.txt", kept.bytes.as_slice())).ok().shows("<h1>OK</h1>");
    rita.post("/record/verify", &[("heads", "no head")]).code(422);
    rita.upload("/record/verify", &[], ("heads.txt", b"\xff\xfe")).code(422).hides("/tmp");
    let events = case.query("SELECT count(*) FROM event");
    case.check_ledger();
    assert_eq!(case.query("SELECT count(*) FROM event"), events, "verifying records nothing");
}

#[test]
fn a_casebook_that_was_rewritten_contradicts_the_head_that_was_kept() {
    let case = TestCase::river();
    let before = case.path("before.db");
    crate::case::copy(&case.casebook(), &before);
    case.run("check money confirmed").done();
    let desk = OpenDesk::of(&case);
    let kept = desk.owner().get("/record/heads").ok().body;
    drop(desk);
    // An older copy comes back, and goes on otherwise; the machine has forgotten what it saw.
    crate::case::copy(&before, &case.casebook());
    std::fs::remove_dir_all(case.path(".state")).unwrap();
    case.run_unchecked("check money incorrect").done();
    let desk = OpenDesk::of(&case);
    let page = desk.owner().post("/record/verify", &[("heads", &kept)]).ok();
    page.shows("<h1>DIVERGED</h1>").shows("contradicts a head").shows("What is wrong, and where");
}

#[test]
fn what_was_changed_behind_the_back_is_named() {
    let case = TestCase::river();
    case.tamper("UPDATE claim SET statement = 'nothing of the kind' WHERE external_id = 'money'");
    let desk = OpenDesk::of(&case);
    let page = desk.owner().post("/record/verify", &[]).ok();
    page.shows("<h1>INVALID</h1>").shows("something was changed").shows("What is wrong, and where").shows("<li><b>");
}

#[test]
fn logs_and_events_are_listed_and_paged() {
    let (case, desk) = newsroom();
    let rita = desk.user("Rita Lund", PASSWORD);
    for number in 0..60 {
        case.run_unchecked(&format!("note money 'remark number {number} <b>'")).done();
    }
    let page = rita.get("/record").ok().shows("remark number 59 &#60;b&#62;").hides("remark number 5 ");
    let page = page.shows("<h3>ana</h3>").shows("claim.noted");
    let next = page.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let next = next.replace("&#38;", "&").replace("#events", "");
    rita.get(&next).ok().shows("remark number 5 ").hides("remark number 59").shows("The latest");
    rita.get("/record?actor=ana").ok().shows("remark number 59");
    rita.get("/record?actor=nobody").code(422);
    rita.get("/record?before=-7").ok().shows("Nothing.");
    rita.get("/record?before=9999999999999999999999").ok().shows("remark number 59");
}

#[test]
fn what_is_confidential_or_to_be_judged_blind_is_not_told_by_the_record() {
    let case = TestCase::informed();
    case.run("check money incorrect --note 'the ledger says eleven'").done();
    case.run("second-check money --to 'Ben Okri-Lind' --blind").done();
    for (name, role) in [("Ben Okri-Lind", "checker"), ("Eda Voss", "editor")] {
        add_user(&case, name, role).done();
    }
    let desk = OpenDesk::of(&case);
    let ben = desk.user("Ben Okri-Lind", PASSWORD);
    let page = ben.get("/record").ok().hides("Rosalind").hides("letter.txt").hides("saw the file");
    page.shows("claim.checked").hides("the ledger says eleven");
    let eda = desk.user("Eda Voss", PASSWORD);
    eda.get("/record").ok().hides("Rosalind").shows("the ledger says eleven");
    eda.post("/reveal", &[("reveal", "yes")]).done();
    eda.get("/record").ok().shows("Rosalind");
}
