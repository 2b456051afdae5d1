//! Witnesses: heads that others cosign, what they refuse, and what their word is worth to a verifier.

use crate::case::{TestCase, copy};
use crate::tlog::{accepted, go, key, rejected};
use tickmark::model::outcome::Outcome;

/// The key by which a person is known as a witness.
pub fn witness_key(case: &TestCase, actor: &str) -> String {
    case.run(&format!("witness key --as {actor}")).done().out().trim().to_string()
}

/// Has ben, on a machine of his own, cosign the head of ana's log and gives what he answered.
pub fn cosign(ana: &TestCase, ben: &TestCase, more: &str) -> String {
    let bens = witness_key(ben, "ben");
    let request = ana.run(&format!("witness request --witness {bens}")).done().out();
    ben.write("request.txt", &request);
    ben.run(&format!("witness sign request.txt --as ben {more}")).done().out()
}

#[test]
fn a_witness_vouches_for_a_log_that_it_cosigned() {
    let (ana, ben) = (TestCase::river(), TestCase::without_casebook());
    let (anas, bens) = (key(&ana, "ana"), witness_key(&ben, "ben"));
    let cosigned = cosign(&ana, &ben, &format!("--key {anas}"));
    ana.write("cosigned.txt", &cosigned);
    ana.run("witness import cosigned.txt").refused().says("no cosignature of log").says("--witness KEY");
    ana.run(&format!("witness import cosigned.txt --witness {bens}")).done().prints("kept: 7 events of tickmark/");
    ana.run("witness import cosigned.txt").done().prints("it was there already");
    ana.run("verify").done().prints("UNANCHORED");
    ana.run(&format!("verify --witness {bens}")).done().prints("OK").prints("7 events, vouched for by a witness");
    // The next request goes on from there, and the log's key is known by now.
    ana.run("note role 'later'").done();
    let request = ana.run(&format!("witness request --witness {bens}")).done().out();
    assert!(request.starts_with("old 7\n"), "{request}");
    ana.write("again.txt", cosign(&ana, &ben, ""));
    ana.run("witness import again.txt").done().prints("kept: 8 events");
    ana.run("note role 'last'").done();
    ana.run(&format!("verify --witness {bens}")).done().prints("OK").prints("its first 8 vouched for by a witness");
    let stranger = witness_key(&ana, "carol");
    ana.run(&format!("verify --witness {stranger}")).code(3).prints("UNANCHORED");
    ana.run("verify --witness nonsense").refused().says("is not the key of a log");
    ana.run("rebuild").done();
    ana.run(&format!("verify --witness {bens}")).done().prints("OK");
}

#[test]
fn the_bare_lines_of_a_witness_on_the_web_are_kept() {
    let (ana, ben) = (TestCase::river(), TestCase::without_casebook());
    let (anas, bens) = (key(&ana, "ana"), witness_key(&ben, "ben"));
    let cosigned = cosign(&ana, &ben, &format!("--key {anas}"));
    let line = cosigned.lines().last().unwrap().to_string() + "\n";
    // The log went on before the answer came.
    ana.run("note role 'meanwhile'").done();
    ana.write("answer.txt", &line);
    ana.run("witness import answer.txt").refused().says("by a witness that is known or named");
    ana.run(&format!("witness import answer.txt --witness {bens}")).done().prints("kept: 7 events of tickmark/");
    ana.run("witness import answer.txt").done().prints("it was there already");
    ana.run(&format!("verify --witness {bens}")).done().prints("OK").prints("its first 7 vouched for by a witness");
    ana.write("answer.txt", line.replace('A', "B"));
    ana.run(&format!("witness import answer.txt --witness {bens}")).refused();
}

#[test]
fn a_witness_refuses_what_it_cannot_vouch_for() {
    let (ana, ben) = (TestCase::river(), TestCase::without_casebook());
    let anas = key(&ana, "ana");
    let request = ana.run("witness request").done().out();
    ben.write("request.txt", &request);
    ben.run("witness sign request.txt --as ben").refused().says("no key of log").says("--key KEY");
    let other = key(&TestCase::river(), "ana");
    let named_so = format!("{}+{}", anas.split('+').next().unwrap(), other.split_once('+').unwrap().1);
    ben.run(&format!("witness sign request.txt --as ben --key {named_so}")).refused().says("is not the key of a log");
    let sign = format!("witness sign bent.txt --as ben --key {anas}");
    for (bent, said) in [
        (request.replace("\n7\n", "\n8\n"), "is not genuine"),
        (request.replace("old 0", "old 3"), "`tickmark witness request --from 0`"),
        (request.replace("old 0\n", "old 0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"), "does not continue"),
        (request.replace("tickmark/", "tick\u{1b}mark/"), "unusable name"),
        (String::new(), "it is not a proof"),
    ] {
        ben.write("bent.txt", bent);
        ben.run(&sign).refused().says(said);
    }
    ben.run(&format!("witness sign request.txt --as ben --key {anas}")).done();
    ben.run("witness sign request.txt --as ben").done();
    ana.run("note role 'later'").done();
    ben.write("stale.txt", ana.run("witness request").done().out());
    ben.run("witness sign stale.txt --as ben").refused().says("--from 7");
    ben.write("fresh.txt", ana.run("witness request --from 7").done().out());
    ben.run("witness sign fresh.txt --as ben").done();
    ben.run("witness sign request.txt --as ben").refused().says("last cosigned").says("at 8 events");
    ana.run("witness request --from 9").refused().says("has 8 events, not 9");
}

#[test]
fn a_witness_notices_that_a_log_was_rewritten() {
    let (ana, ben) = (TestCase::river(), TestCase::without_casebook());
    let (anas, earlier) = (key(&ana, "ana"), ana.path("earlier.db"));
    copy(&ana.casebook(), &earlier);
    ana.run("note role 'one history'").done();
    let cosigned = cosign(&ana, &ben, &format!("--key {anas}"));
    let bens = witness_key(&ben, "ben");
    copy(&earlier, &ana.casebook());
    std::fs::remove_dir_all(ana.path(".state")).unwrap();
    ana.run("note role 'another history'").done();
    for (from, size) in [("0", 8), ("8", 8)] {
        ben.write("request.txt", ana.run(&format!("witness request --from {from}")).done().out());
        let refused = ben.run("witness sign request.txt --as ben").code(4);
        refused.says(&format!("with {size} events does not continue the 8 events")).says("it proves that the log was");
    }
    ana.run("note role 'and on'").done();
    ben.write("request.txt", ana.run("witness request --from 8").done().out());
    ben.run("witness sign request.txt --as ben").code(4).says("with 9 events does not continue the 8 events");
    // Nor is the cosignature of one history taken in by the other.
    ana.write("cosigned.txt", &cosigned);
    ana.run(&format!("witness import cosigned.txt --witness {bens}")).code(4).says("does not continue");
}

#[test]
fn a_cosignature_that_was_tampered_with_is_refused_and_found() {
    let (ana, ben) = (TestCase::river(), TestCase::without_casebook());
    let (anas, bens) = (key(&ana, "ana"), witness_key(&ben, "ben"));
    let cosigned = cosign(&ana, &ben, &format!("--key {anas}"));
    let other = witness_key(&ben, "carol");
    let name = |key: &str| key.split('+').next().unwrap().to_string();
    ana.write("bent.txt", cosigned.replace(&name(&bens), &name(&other)));
    ana.run(&format!("witness import bent.txt --witness {bens}")).refused().says("no cosignature");
    ana.write("cosigned.txt", &cosigned);
    ana.run(&format!("witness import cosigned.txt --witness {bens}")).done();
    let stored = ana.query("SELECT note FROM cosignature");
    assert_eq!(stored, cosigned, "what is kept is what came");
    crate::second::agrees_on(&ana);
    for (edit, fault) in [
        ("UPDATE cosignature SET size = 6", "not over the events"),
        (
            "UPDATE cosignature SET note = replace(note, char(10) || '7' || char(10), char(10) || '6' || char(10))",
            "genuine",
        ),
        ("UPDATE cosignature SET log = 99", "a log that is not there"),
        ("UPDATE cosignature SET key = 'nobody'", "not that of a witness"),
        ("UPDATE cosignature SET row = 2", "not numbered"),
    ] {
        let kept = ana.path("kept.db");
        copy(&ana.casebook(), &kept);
        ana.tamper(edit);
        let found = ana.verify();
        assert_eq!(found.outcome, Outcome::Invalid, "{edit}");
        crate::second::agrees(&ana.casebook(), &found);
        assert!(found.faults.iter().any(|found| found.fault.contains(fault)), "{edit}: {:?}", found.faults);
        copy(&kept, &ana.casebook());
    }
    let conn = rusqlite::Connection::open(ana.casebook()).unwrap();
    for edit in [
        "UPDATE cosignature SET size = 1",
        "DELETE FROM cosignature",
        "INSERT OR REPLACE INTO cosignature SELECT * FROM cosignature",
    ] {
        assert!(conn.execute(edit, []).is_err(), "{edit}");
    }
}

#[test]
fn a_head_in_a_colleagues_log_makes_the_colleague_a_witness() {
    let case = TestCase::river();
    case.run("check share confirmed --as ben").done();
    let anas = key(&case, "ana");
    case.write("request.txt", case.run("witness request").done().out());
    case.run(&format!("witness sign request.txt --as ben --key {anas} -o cosigned.txt")).done();
    let bens = key(&case, "ben");
    assert_eq!(case.query("SELECT size FROM witnessed_head"), "7");
    // Ben's own log is vouched for by nobody, so the casebook as a whole is not.
    case.run(&format!("verify --witness {bens}"))
        .code(3)
        .prints("UNANCHORED")
        .prints("7 events, vouched for by a witness");
    case.write("bens.txt", case.run("checkpoint --actor ben").done().out());
    case.run(&format!("verify --witness {bens} --head bens.txt")).done().prints("OK");
    case.run("verify --head bens.txt").code(3).prints("UNANCHORED");
    case.run("verify").done().prints("UNANCHORED");
}

#[test]
fn a_log_that_contradicts_a_colleagues_log_is_diverged() {
    let (case, elsewhere) = (TestCase::river(), TestCase::without_casebook());
    case.run("check share confirmed --as ben").done();
    let anas = key(&case, "ana");
    // A copy of the casebook goes its own way, and ben cosigns its head in the first.
    copy(&case.casebook(), &elsewhere.casebook());
    std::fs::create_dir_all(elsewhere.path(".config/tickmark/keys")).unwrap();
    for name in ["ana.pem", "ben.pem"] {
        let keys = ".config/tickmark/keys";
        std::fs::copy(case.path(keys).join(name), elsewhere.path(keys).join(name)).unwrap();
    }
    elsewhere.run("note role 'another history'").done();
    case.write("request.txt", elsewhere.run("witness request").done().out());
    case.run_unchecked(&format!("witness sign request.txt --as ben --key {anas}")).done();
    case.run_unchecked("verify").code(4).prints("DIVERGED").prints("tells of a head of 8 events that it never had");
}

#[test]
fn a_proof_carries_the_word_of_a_witness() {
    let (ana, ben) = (TestCase::river(), TestCase::without_casebook());
    let (anas, bens) = (key(&ana, "ana"), witness_key(&ben, "ben"));
    ana.run("prove share --cosigned").refused().says("no witness has cosigned").says("tickmark witness request");
    ana.write("cosigned.txt", cosign(&ana, &ben, &format!("--key {anas}")));
    ana.run(&format!("witness import cosigned.txt --witness {bens}")).done();
    ana.run("prove share --all latest").done();
    ana.run("note role 'later'").done();
    ana.run("prove share --all cosigned --cosigned").done();
    ana.run("prove share --all plain").done();
    let claim = ana.json("claim show share")["id"].as_str().unwrap()[..8].to_string();
    let verify = |folder: &str, key: &str| ana.run_unchecked(&format!("verify {folder}/{claim}.tlog-proof {key}"));
    for folder in ["latest", "cosigned"] {
        verify(folder, &format!("--witness {bens}")).done().prints("OK").prints("of 7 events");
        verify(folder, &format!("--witness {bens} --key {anas}")).done().prints("OK");
        let stranger = witness_key(&ana, "carol");
        verify(folder, &format!("--witness {stranger}")).code(4).prints("INVALID").prints("no signature by the key");
    }
    verify("plain", &format!("--witness {bens}")).code(4).prints("no signature by the key");
    verify("plain", &format!("--witness {bens} --key {anas}")).done().prints("OK").prints("of 8 events");
    ana.run(&format!("verify cosigned.txt --witness {bens}")).refused().says("are for proofs, and this is not one");
    // The published checkpoint carries it too, as long as it is the latest.
    ana.write("again.txt", cosign(&ana, &ben, ""));
    ana.run("witness import again.txt").done();
    ana.run("export tiles public").done();
    let folder = anas.split('+').next().unwrap().replace('/', "_");
    let published = std::fs::read_to_string(ana.path("public").join(folder).join("checkpoint")).unwrap();
    assert_eq!(published, std::fs::read_to_string(ana.path("again.txt")).unwrap());
}

#[test]
fn go_verifies_cosignatures() {
    let Some(go) = go() else { return };
    let (ana, ben) = (TestCase::river(), TestCase::without_casebook());
    let (anas, bens) = (key(&ana, "ana"), witness_key(&ben, "ben"));
    let cosigned = cosign(&ana, &ben, &format!("--key {anas}"));
    ana.write("cosigned.txt", &cosigned);
    accepted(go, &ana, &format!("cosigned {anas} {bens} cosigned.txt"), "tickmark/witness/");
    let stranger = witness_key(&ana, "carol");
    rejected(go, &ana, &format!("cosigned {anas} {stranger} cosigned.txt"));
    ana.write("bent.txt", cosigned.replace("\n7\n", "\n8\n"));
    rejected(go, &ana, &format!("cosigned {anas} {bens} bent.txt"));
    ana.write("bent.txt", ana.run("checkpoint --actor ana").done().out());
    rejected(go, &ana, &format!("cosigned {anas} {bens} bent.txt"));
}
