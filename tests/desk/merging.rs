//! Two people, two machines, one check: what was recorded apart comes together by files that are handed over.

use crate::case::{TestCase, copy};
use tickmark::model::outcome::Outcome;

/// A second machine with a copy of the casebook, made while nobody writes.
fn second_machine(first: &TestCase) -> TestCase {
    let second = TestCase::without_casebook();
    first.run("backup handed.db").done();
    copy(&first.path("handed.db"), &second.casebook());
    std::fs::remove_file(first.path("handed.db")).unwrap();
    second
}

/// Hands a copy of a casebook over; gives the name of the file there.
fn hand_over(from: &TestCase, to: &TestCase) -> &'static str {
    let name = "handed.db";
    let _ = std::fs::remove_file(from.path(name));
    from.run_unchecked("backup handed.db").done();
    copy(&from.path(name), &to.path(name));
    name
}

/// Merges what one has into the other's casebook.
fn merge(from: &TestCase, to: &TestCase) -> crate::case::Ran {
    let file = hand_over(from, to);
    to.run(&format!("merge {file}"))
}

/// Everything that people see of a casebook: it must be the same wherever the same events are.
fn seen(case: &TestCase) -> Vec<(String, String)> {
    let lines = [
        "status --json",
        "claim list --json",
        "claim list --sort priority --json",
        "source list --json",
        "piece list --json",
        "query list --json",
        "log --json --limit 10000",
        "capture --list --json",
        "recheck --json",
        "policy show --json",
        "checkpoint",
    ];
    let mut all: Vec<_> = lines
        .iter()
        .map(|line| {
            let ran = case.run_unchecked(line);
            assert_eq!(ran.output.status.code(), Some(0), "{line}: {}", ran.err());
            (line.to_string(), ran.out().replace(case.path("").to_str().unwrap(), ""))
        })
        .collect();
    for line in ["report csv -", "report csv - --per evidence", "report csv - --per event"] {
        all.push((line.into(), case.run_unchecked(line).done().out()));
    }
    for piece in case.json("piece list").as_array().unwrap() {
        let line = format!("report markdown - --piece {}", piece["id"].as_str().unwrap());
        all.push((line.clone(), case.run_unchecked(&line).done().out()));
    }
    for id in ids(case) {
        let line = format!("claim show {id} --json");
        all.push((line.clone(), case.run_unchecked(&line).done().out()));
    }
    all
}

fn ids(case: &TestCase) -> Vec<String> {
    let claims = case.json("claim list --limit 1000");
    claims["claims"].as_array().unwrap().iter().map(|claim| claim["id"].as_str().unwrap().to_string()).collect()
}

#[track_caller]
fn same(one: &TestCase, other: &TestCase) {
    for (here, there) in seen(one).into_iter().zip(seen(other)) {
        assert_eq!(here, there);
    }
}

#[test]
fn what_a_colleague_recorded_comes_in_as_it_is() {
    let ana = TestCase::river();
    let ben = second_machine(&ana);
    ben.run("check share confirmed --note 'page nine' --as ben").done();
    ben.run("claim add --quote 'Nobody has seen the permit' --type quantity --id permit --as ben").done();
    let before = ben.query("SELECT group_concat(lower(hex(id))) FROM (SELECT id FROM event ORDER BY id)");
    merge(&ben, &ana).done().prints("3 events came").prints("ben: 3 events, a new log").prints("new claims");
    assert_eq!(ana.query("SELECT group_concat(lower(hex(id))) FROM (SELECT id FROM event ORDER BY id)"), before);
    same(&ana, &ben);
    merge(&ana, &ben).done().prints("contains nothing new");
    ana.run("check share confirmed --note 'seen too'").done();
    merge(&ana, &ben).done().prints("ana: 1 event (claim.checked 1)");
    assert_eq!(ben.status("share"), "second-check");
    same(&ana, &ben);
}

#[test]
fn both_worked_at_once_and_see_the_same_board() {
    let ana = TestCase::river();
    let ben = second_machine(&ana);
    for n in 0..4 {
        ana.run(&format!("source add --title 'Filed by ana {n}' --tier primary")).done();
        ana.run(&format!("claim add 'Ana says {n}' --type quantity")).done();
        ben.run(&format!("claim add 'Ben says {n}' --type quantity --as ben")).done();
        ben.run(&format!("source add --title 'Filed by ben {n}' --tier secondary --as ben")).done();
    }
    ana.run("policy set --evidence 2").done();
    ben.run("policy set --evidence 3 --as ben").done();
    ana.run("query ask role --to author 'Which mayor?'").done();
    ben.run("query ask role --to author 'Since when?' --as ben").done();
    merge(&ben, &ana).done();
    merge(&ana, &ben).done();
    same(&ana, &ben);
    // Work goes on, behind everything that was seen.
    ben.run("note role 'the old one' --as ben").done();
    ana.run("note role 'the new one'").done();
    merge(&ana, &ben).done();
    merge(&ben, &ana).done();
    same(&ana, &ben);
    crate::second::agrees_on(&ana);
    crate::second::agrees_on(&ben);
}

#[test]
fn verdicts_given_apart_are_contested_and_a_sign_off_goes_stale() {
    let ana = TestCase::river();
    ana.run("policy set --evidence 0 --second-person none").done();
    let ben = second_machine(&ana);
    ana.run("check role confirmed --note 'the gazette'").done();
    ben.run("check role incorrect --note 'he was deputy mayor' --as ben").done();
    ana.run("check share confirmed --note 'page nine'").done();
    ana.run("sign-off share").done();
    ben.run("evidence attach share --source report --stance contradicts --locator 'p. 12' --as ben").done();
    let file = hand_over(&ben, &ana);
    let tried = ana.run(&format!("merge {file} --dry-run")).done();
    tried.prints("would come").prints("contested").prints("stale");
    assert_eq!(ana.status("share"), "signed-off");
    let merged = ana.json(&format!("merge {file}"));
    assert_eq!(merged["contested"].as_array().unwrap().len(), 1, "{merged:#}");
    assert_eq!(merged["stale"].as_array().unwrap().len(), 1);
    assert_eq!(ana.status("share"), "stale");
    assert_eq!(ana.json("claim show role")["contested"], true);
    ana.run("resolve role incorrect --note 'ben is right' --as cy").done();
}

#[test]
fn captures_come_along_once() {
    let ana = TestCase::river();
    ana.write("report.txt", "Vega Mining holds 62.5 per cent.\n");
    let ben = second_machine(&ana);
    ben.write("report.txt", "Vega Mining holds 62.5 per cent.\n");
    ben.write("other.txt", "The permit was signed.\n");
    ana.run("capture report.txt --source report").done();
    ben.run("capture report.txt --source report --as ben").done();
    ben.run("capture other.txt --source report --as ben").done();
    let merged = {
        let file = hand_over(&ben, &ana);
        ana.json(&format!("merge {file}"))
    };
    assert!(merged["files"].as_u64().unwrap() >= 1, "{merged:#}");
    ana.check_ledger();
    merge(&ana, &ben).done();
    same(&ana, &ben);
    let shared = "SELECT count(*) FROM blob WHERE sha256 = (SELECT unhex(sha256) FROM capture ORDER BY row LIMIT 1)";
    assert_eq!(ana.query(shared), "1");
}

#[test]
fn the_same_name_for_two_things_is_said_and_asked_about() {
    let ana = TestCase::river();
    let ben = second_machine(&ana);
    ana.run("claim add 'One thing' --type quantity --id C058").done();
    ben.run("claim add 'Another thing' --type quantity --id C058 --as ben").done();
    merge(&ben, &ana).done().prints("C058").says("use their ids");
    ana.run("claim show C058").refused().says("could be 2 claims");
}

#[test]
fn what_is_erased_stays_erased_and_is_erased_on_both_sides() {
    let ana = TestCase::river();
    ana.write("letter.txt", "Dear Ana, the permit was never signed.\n");
    ana.run("capture letter.txt --source report").done();
    let ben = second_machine(&ana);
    ben.run("note role 'told me on the phone' --as ben").done();
    let capture = ana.json("capture --list")[0]["id"].as_str().unwrap().to_string();
    ana.run(&format!("erase {capture} --reason 'asked by the source'")).done();
    ana.run("erase role --text statement --reason 'libel'").done();
    // The side that still has the texts does not bring them back.
    merge(&ben, &ana).done();
    assert_eq!(ana.query("SELECT statement FROM claim WHERE external_id = 'role'"), "");
    // And loses them with what comes.
    merge(&ana, &ben).done().prints("erased here");
    assert_eq!(ben.query("SELECT count(*) FROM blob_chunk WHERE instr(data, 'never signed')"), "0");
    assert_eq!(
        ben.query("SELECT count(*) FROM disclosure WHERE instr(json, 'mayor of Altona') AND instr(json, 'statement')"),
        "0"
    );
    same(&ana, &ben);
}

#[test]
fn a_log_that_forked_is_refused_and_the_proof_is_kept() {
    let ana = TestCase::river();
    let laptop = second_machine(&ana);
    std::fs::create_dir_all(laptop.path(".config")).unwrap();
    let keys = [".config/tickmark/keys"];
    for folder in keys {
        std::fs::create_dir_all(laptop.path(folder)).unwrap();
        for entry in std::fs::read_dir(ana.path(folder)).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), laptop.path(folder).join(entry.file_name())).unwrap();
        }
    }
    ana.run("note role 'at the desk'").done();
    ana.run("note role 'at the desk again'").done();
    laptop.run("note role 'on the train'").done();
    let size: u64 = ana.query("SELECT size FROM log").parse().unwrap();
    let before = ana.query("SELECT count(*) FROM event");
    merge(&laptop, &ana).code(4).says("forked").says(&format!("from event {} on", size - 2)).says("forks/");
    assert_eq!(ana.query("SELECT count(*) FROM event"), before);
    let folder = ana.path(".state/tickmark/forks");
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let fork: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(fork["seq"], size - 2);
    // Each side of the proof proves itself.
    let key = ana.json("checkpoint")[0]["key"].as_str().unwrap().to_string();
    for side in ["here", "there"] {
        ana.write("branch.json", fork[side]["event"].as_str().unwrap());
        ana.write("branch.tlog-proof", fork[side]["proof"].as_str().unwrap());
        ana.run_args(&["verify", "branch.tlog-proof", "--event", "branch.json", "--key", &key]).done();
    }
    assert_ne!(fork["here"]["event"], fork["there"]["event"]);
}

#[test]
fn itself_and_an_older_copy_of_itself_bring_nothing() {
    let ana = TestCase::river();
    ana.run("backup older.db").done();
    ana.run("note role 'later'").done();
    ana.run("merge casebook.db").done().prints("contains nothing new");
    ana.run("merge older.db").done().prints("contains nothing new").prints("not there");
    // And the older one takes the newer one in.
    ana.run_args(&["--casebook", "older.db", "merge", "casebook.db"]).done().prints("1 event came");
}

#[test]
fn casebooks_that_have_nothing_in_common_come_together() {
    let ana = TestCase::river();
    let ben = TestCase::river();
    ben.run("check share confirmed --as ben").done();
    merge(&ben, &ana).done().prints("a new log");
    merge(&ana, &ben).done();
    same(&ana, &ben);
}

#[test]
fn after_a_merge_the_heads_of_colleagues_are_remembered() {
    let ana = TestCase::river();
    let ben = second_machine(&ana);
    ben.run("note role 'one' --as ben").done();
    let older = ben.path("older.db");
    ben.run("backup older.db").done();
    ben.run("note role 'two' --as ben").done();
    merge(&ben, &ana).done();
    assert_eq!(ana.verify().outcome, Outcome::Unanchored);
    // A copy from before, put in its place, is noticed on ana's machine too.
    copy(&older, &ana.casebook());
    assert_eq!(ana.verify().outcome, Outcome::Diverged);
}

#[test]
fn a_colleagues_erasure_of_what_i_recorded_waits_for_a_yes_with_their_name() {
    let ana = TestCase::river();
    ana.write("page.txt", "Vega Mining holds 62.5 per cent.\n");
    ana.run("capture page.txt --source report").done();
    let ben = second_machine(&ana);
    let capture = ana.json("capture --list")[0]["id"].as_str().unwrap().to_string();
    ben.run(&format!("erase {capture} --reason 'does not suit me' --as ben")).done();
    ben.run("note role 'and a remark' --as ben").done();
    let file = hand_over(&ben, &ana);
    let before = ana.query("SELECT count(*) FROM event");
    ana.run(&format!("merge {file} --dry-run")).done().prints("held").prints("ben erased 1 text of ana");
    let refused = ana.run(&format!("merge {file}")).refused().says("ben erased 1 texts").says("by ana");
    refused.says("--accept-erasures 'ben'");
    ana.run(&format!("merge {file} --accept-erasures carol")).refused().says("ben erased");
    assert_eq!(ana.query("SELECT count(*) FROM event"), before);
    ana.run(&format!("capture --text {capture}")).done().prints("62.5 per cent");
    ana.run(&format!("merge {file} --accept-erasures ben")).done().prints("erased here");
    ana.run(&format!("capture --text {capture}")).refused();
    // One's own erasures, and those of what is not here, need no yes.
    std::fs::remove_file(ana.path(file)).unwrap();
    let carol = second_machine(&ana);
    ana.run("erase role --text statement --reason libel").done();
    merge(&ana, &carol).done().prints("erased here");
}

#[test]
fn a_clock_far_ahead_is_refused_at_the_merge_and_a_casebook_that_has_one_can_be_left() {
    let ana = TestCase::river();
    let ben = second_machine(&ana);
    // The clock that Ben's next event follows; whoever writes their own program can write any.
    ben.tamper("UPDATE log SET clock = 9007199254740991 - 4294967296");
    ben.run_unchecked("note role 'from the far end of time' --as ben").done();
    ben.run_unchecked("rebuild").done();
    ben.check_ledger();
    let file = hand_over(&ben, &ana);
    ana.run(&format!("merge {file}")).code(4).says("its clock is further ahead");
    ana.run("note role 'still here'").done();
    let refused = ben.run("note role 'nothing more'").refused().says("is at its end").says("--leave-out").err();
    let log = refused.split("--leave-out ").nth(1).unwrap().split(['`', '\n']).next().unwrap().to_string();
    // The way out: everything but that log, in another casebook.
    let afresh = TestCase::without_casebook();
    afresh.run("init --as ana").done();
    copy(&ben.casebook(), &afresh.path("old.db"));
    afresh.run(&format!("merge old.db --leave-out {log}")).done();
    assert_eq!(afresh.json("claim list")["claims"], ana.json("claim list")["claims"]);
    afresh.run("note role 'and on it goes'").done();
}

#[test]
fn a_stranger_who_revokes_my_key_takes_nothing_away() {
    let ana = TestCase::river();
    let ben = second_machine(&ana);
    let log = ana.json("key show")["logs"][0]["log"].as_str().unwrap().to_string();
    ben.run(&format!("key revoke {log} --since 2026-11-01 --reason 'I say so' --as ben")).done();
    let file = hand_over(&ben, &ana);
    ana.run(&format!("merge {file}")).done();
    ana.run("check share confirmed").done();
    ana.write("heads.txt", ana.run("checkpoint").done().out());
    ana.run("verify --head heads.txt").done().prints("OK: ").prints("ben, a stranger to this log, says");
    let standing = ana.json("claim show share")["standing"].clone();
    assert!(!standing.to_string().contains("key-revoked"), "{standing}");
}
