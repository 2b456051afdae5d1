//! Proofs that stand without the casebook: of events, of growth; verified by us and by Go's own libraries.

use crate::case::TestCase;
use crate::tlog::{accepted, go, key, rejected};
use serde_json::Value;
use std::path::PathBuf;

/// The river case with a verdict by ben.
fn checked() -> TestCase {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'p. 9'").done();
    case.run("check share confirmed --as ben").done();
    case
}

/// A proof of the claim `share` and the bytes of its recording.
fn proven(case: &TestCase) -> String {
    case.run("prove share -o share.tlog-proof").done().prints("wrote share.tlog-proof");
    let claim = case.json("claim show share")["id"].as_str().unwrap().to_string();
    let bytes = case.run(&format!("log --event {claim}")).done().output.stdout;
    case.write("share.json", bytes);
    std::fs::read_to_string(case.path("share.tlog-proof")).unwrap()
}

#[test]
fn a_proof_stands_without_the_casebook() {
    let case = checked();
    let key = key(&case, "ana");
    let proof = proven(&case);
    assert!(proof.starts_with("c2sp.org/tlog-proof@v1\nindex 4\n"), "{proof}");
    std::fs::remove_file(case.casebook()).unwrap();
    case.run("verify share.tlog-proof").done().prints("UNANCHORED: the event is in the log").prints("number 4 of");
    case.run(&format!("verify share.tlog-proof --event share.json --key {key}")).done().prints("OK: the event is in");
    case.write("elsewhere.tlog-proof", &proof);
    case.run("verify elsewhere.tlog-proof").refused().says("give them with `--event FILE`");
    case.run("verify share.tlog-proof --key nonsense").refused().says("is not the key of a log");
}

#[test]
fn a_proof_that_was_tampered_with_is_invalid() {
    let case = checked();
    let (key, bens) = (key(&case, "ana"), key(&case, "ben"));
    let proof = proven(&case);
    let event = std::fs::read_to_string(case.path("share.json")).unwrap();
    let verify = format!("verify bent.tlog-proof --event share.json --key {key}");
    for (bent, finding) in [
        (proof.replace("index 4", "index 5"), "it does not lead from this event"),
        (proof.replace("index 4\n", "index 04\n"), "it is not a proof"),
        (proof.replacen("index 4\n", "index 4\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", 1), "does not lead"),
        (proof.replace("\n8\n", "\n9\n"), "does not lead"),
        (proof.replace("tickmark/", "tickmarx/"), "the event says that it stands elsewhere"),
        (proof.split('\u{2014}').next().unwrap().to_string() + "\u{2014} a b\n", "no signature"),
    ] {
        case.write("bent.tlog-proof", bent);
        case.run(&verify).code(4).prints("INVALID").prints(finding);
    }
    let origin = key.split('+').next().unwrap();
    case.write("bent.tlog-proof", [proof.as_bytes(), &[0xff, 0xfe]].concat());
    case.run(&verify).code(4).prints("INVALID");
    case.write("bent.tlog-proof", proof.replace(origin, "\u{1b}[31mred"));
    let hostile = case.run(&verify).code(4).prints("INVALID");
    assert!(!hostile.out().contains('\u{1b}'), "{}", hostile.out());
    case.write("bent.json", event.replace("62.5", "26.5"));
    let bent = "verify share.tlog-proof --event bent.json";
    case.run(bent).code(4).prints("INVALID").prints("does not lead from this event");
    case.run(&format!("verify share.tlog-proof --key {bens}")).code(4).prints("no signature by the key");
    let found = case.run_unchecked(&format!("{bent} --json")).code(4).out();
    let found: Value = serde_json::from_str(&found).unwrap();
    assert_eq!((&found["shape"], &found["data"]["outcome"]), (&"verify-proof".into(), &"INVALID".into()));
}

#[test]
fn every_event_of_a_claim_is_proven_into_a_folder() {
    let case = checked();
    case.run("prove share --all proofs").done().prints("wrote 3 proofs to proofs");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(case.path("proofs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "tlog-proof"));
    assert_eq!(files.len(), 3);
    for file in files {
        let keys = format!("--key {} --key {}", key(&case, "ana"), key(&case, "ben"));
        case.run(&format!("verify {} {keys}", file.display())).done().prints("OK");
    }
    case.run("prove share --all proofs").refused().says("exists already");
    case.run("prove nothing").refused().says("no claim has an id that starts with `nothing`");
    case.run("prove share -o casebook.db").refused();
}

#[test]
fn a_log_is_proven_to_continue_the_head_that_was_kept() {
    let case = TestCase::river();
    case.run("note role 'before'").done();
    let old = case.run("checkpoint --actor ana").done().out();
    case.write("old.txt", &old);
    case.run("note role 'after'").done();
    case.run("note role 'as ben' --as ben").done();
    let key = key(&case, "ana");
    case.run("prove --consistency old.txt -o grown.txt").done();
    let proof = case.run_with_input("prove --consistency -", &old).done().out();
    assert_eq!(proof, std::fs::read_to_string(case.path("grown.txt")).unwrap());
    case.run(&format!("verify grown.txt --head old.txt --key {key}")).done().prints("OK: the log continues the head");
    case.run("verify grown.txt --head old.txt").code(3).prints("UNANCHORED");
    case.run("verify grown.txt").refused().says("no head of 8 events of this log was given");
    case.write("bent.txt", old.replace("\n8\n", "\n7\n"));
    case.run("prove --consistency bent.txt").refused().says("is not genuine");
    case.write("all.txt", case.run("checkpoint").done().out());
    case.run("prove --consistency all.txt").refused().says("say which log with --log");
    let origin = key.split('+').next().unwrap();
    case.run(&format!("prove --consistency all.txt --log {origin}")).done().prints("old 9");
}

#[test]
fn a_log_that_was_rewritten_cannot_be_proven_to_continue() {
    let case = TestCase::river();
    let earlier = case.path("earlier.db");
    crate::case::copy(&case.casebook(), &earlier);
    case.run("note role 'one history'").done();
    let kept = case.run("checkpoint").done().out();
    case.write("kept.txt", &kept);
    crate::case::copy(&earlier, &case.casebook());
    case.run_unchecked("prove --consistency kept.txt").code(4).says("had 8 events, and here it has 7");
    std::fs::remove_dir_all(case.path(".state")).unwrap();
    case.run("note role 'another history'").done();
    case.run("prove --consistency kept.txt").code(4).says("does not continue what was seen of it before");
    // A forger who hands over the proof of another history all the same.
    case.run("note role 'and on'").done();
    let head = case.run("checkpoint").done().out();
    case.write("forged.txt", format!("old 8\n\n{head}"));
    case.run("verify forged.txt --head kept.txt").code(4).prints("DIVERGED: the log at 9 does not continue");
}

#[test]
fn go_accepts_our_checkpoints_and_proofs_and_no_tampered_ones() {
    let Some(go) = go() else { return };
    let case = checked();
    let key = key(&case, "ana");
    let proof = proven(&case);
    case.write("old.txt", case.run("checkpoint --actor ana").done().out());
    accepted(go, &case, &format!("checkpoint {key} old.txt"), " 8 ");
    accepted(go, &case, &format!("event {key} share.tlog-proof share.json"), " 8 ");
    for number in 0..20 {
        case.run_unchecked(&format!("note role 'note {number}'")).done();
    }
    case.run("prove --consistency old.txt -o grown.txt").done();
    let grown = std::fs::read_to_string(case.path("grown.txt")).unwrap();
    accepted(go, &case, &format!("growth {key} grown.txt old.txt"), " 28 ");
    let first_hash = proof.lines().nth(2).unwrap();
    for bent in [
        proof.replace("index 4", "index 5"),
        proof.replace(first_hash, &first_hash.chars().rev().collect::<String>()),
        proof.replace("\n8\n", "\n9\n"),
        proof.replacen(&format!("{first_hash}\n"), "", 1),
    ] {
        case.write("bent.txt", &bent);
        rejected(go, &case, &format!("event {key} bent.txt share.json"));
    }
    rejected(go, &case, &format!("event {key} share.tlog-proof old.txt"));
    case.write("bent.txt", grown.replace("old 8", "old 7"));
    rejected(go, &case, &format!("growth {key} bent.txt old.txt"));
    let line = grown.lines().nth(1).unwrap();
    case.write("bent.txt", grown.replacen(&format!("{line}\n"), "", 1));
    rejected(go, &case, &format!("growth {key} bent.txt old.txt"));
}
