//! Policies: whom a verifier trusts, in a file that is never part of what is verified.

use crate::case::TestCase;
use crate::tlog::key;
use crate::witnesses::{cosign, witness_key};

/// Ana's casebook, cosigned by as many witnesses on machines of their own as wanted; gives their keys.
fn cosigned(by: usize) -> (TestCase, Vec<String>) {
    let ana = TestCase::river();
    let anas = key(&ana, "ana");
    let keys = (0..by).map(|at| {
        let witness = TestCase::without_casebook();
        ana.write("cosigned.txt", cosign(&ana, &witness, &format!("--key {anas}")));
        let bens = witness_key(&witness, "ben");
        ana.run(&format!("witness import cosigned.txt --witness {bens}")).done();
        assert_eq!(ana.query("SELECT count(*) FROM cosignature"), (at + 1).to_string());
        bens
    });
    let keys = keys.collect();
    (ana, keys)
}

#[test]
fn a_quorum_of_witnesses_vouches_or_is_said_to_be_short() {
    let (ana, keys) = cosigned(2);
    let (log, stranger) = (key(&ana, "ana"), witness_key(&TestCase::without_casebook(), "carol"));
    let lines = format!("log {log}\nwitness b {}\nwitness c {}\nwitness d {stranger}\n", keys[0], keys[1]);
    for (quorum, outcome, part) in [
        ("quorum none\n", "OK", "7 events, vouched for by your policy"),
        ("quorum b\n", "OK", "7 events, vouched for by your policy"),
        ("quorum d\n", "UNANCHORED", "witness d has not cosigned it"),
        ("group g any b d\nquorum g\n", "OK", "vouched for by your policy"),
        ("group g all b c\nquorum g\n", "OK", "vouched for by your policy"),
        ("group g 2 b c d\nquorum g\n", "OK", "vouched for by your policy"),
        (
            "group g all b c d\nquorum g\n",
            "UNANCHORED",
            "group g asks for 3 of 3 to cosign it; there: b, c; missing: d",
        ),
    ] {
        ana.write("policy.txt", format!("{lines}{quorum}"));
        let code = if outcome == "OK" { 0 } else { 3 };
        ana.run("verify --policy policy.txt").code(code).prints(&format!("{outcome}: ")).prints(part);
    }
    // A later head is not vouched for, and the answer says how far the witnesses go.
    ana.run("note role 'later'").done();
    ana.write("policy.txt", format!("{lines}group g 2 b c d\nquorum g\n"));
    ana.run("verify --policy policy.txt").done().prints("OK: ").prints("its first 7 vouched for by your policy");
    ana.write("policy.txt", format!("witness b {}\nquorum b\n", keys[0]));
    ana.run("verify --policy policy.txt").done().prints("OK: ");
    ana.write("policy.txt", "quorum none\n");
    ana.run("verify --policy policy.txt").code(3).prints("UNANCHORED").prints("your policy does not list it");
}

#[test]
fn a_log_under_another_key_than_the_one_in_the_policy_diverges() {
    let ana = TestCase::river();
    let other = key(&TestCase::river(), "ana");
    let (name, other) = (key(&ana, "ana").split('+').next().unwrap().to_string(), other);
    let pinned = tickmark::ledger::note::parse_verifier_key(&other).unwrap().1;
    let pinned = tickmark::ledger::note::verifier_key(&name, &pinned);
    ana.write("policy.txt", format!("log {pinned}\nquorum none\n"));
    ana.run("verify --policy policy.txt").code(4).prints("DIVERGED").prints("is not the one that your policy names");
    let event = ana.json("log --limit 1")[0]["id"].as_str().unwrap().to_string();
    ana.run(&format!("prove {event} -o e.tlog-proof")).done();
    ana.write("e.json", ana.run(&format!("log --event {event}")).done().out());
    ana.run("verify e.tlog-proof --policy policy.txt").code(4).prints("DIVERGED").prints("another key");
    ana.run("report csv audit.csv").done();
    ana.run("verify audit.csv").done().prints("OK: ");
    ana.run("verify audit.csv --policy policy.txt").code(4).prints("DIVERGED").prints("another key for log");
    std::fs::copy(ana.path("policy.txt"), ana.path(".config/tickmark/trust-policy.txt")).unwrap();
    ana.run("verify audit.csv").code(4).prints("DIVERGED");
    ana.run("verify").code(4).prints("DIVERGED");
}

#[test]
fn a_proof_and_a_report_are_held_against_the_policy() {
    let (ana, keys) = cosigned(1);
    let log = key(&ana, "ana");
    let event = ana.json("log --limit 1")[0]["id"].as_str().unwrap().to_string();
    ana.run(&format!("prove {event} --cosigned -o e.tlog-proof")).done();
    ana.write("e.json", ana.run(&format!("log --event {event}")).done().out());
    ana.run("report csv audit.csv").done();
    let d = witness_key(&TestCase::without_casebook(), "dora");
    for (policy, outcome, part, of_report) in [
        (format!("log {log}\nquorum none\n"), "OK", "your policy trusts", "OK"),
        (format!("log {log}\nwitness b {}\nquorum b\n", keys[0]), "OK", "your policy trusts", "OK"),
        (format!("log {log}\nwitness d {d}\nquorum d\n"), "UNANCHORED", "witness d has not cosigned it", "UNANCHORED"),
        ("quorum none\n".to_string(), "UNANCHORED", "anybody could have made up", "UNANCHORED"),
    ] {
        ana.write("policy.txt", &policy);
        let code = if outcome == "OK" { 0 } else { 3 };
        ana.run("verify e.tlog-proof --policy policy.txt").code(code).prints(&format!("{outcome}: ")).prints(part);
        // The heads in a report carry the cosignatures that there are.
        ana.run("verify audit.csv --policy policy.txt").code(code).prints(&format!("{of_report}: "));
    }
    ana.run(&format!("verify e.tlog-proof --policy policy.txt --key {log}")).done().prints("OK: ");
    let growth = ana.run("checkpoint").done().out();
    ana.write("old.txt", growth);
    ana.run("note role 'later'").done();
    ana.run("prove --consistency old.txt -o grown.txt").done();
    ana.write("policy.txt", format!("log {log}\nquorum none\n"));
    ana.run("verify grown.txt --head old.txt --policy policy.txt").done().prints("OK: ").prints("your policy trusts");
}

#[test]
fn a_policy_that_is_wrong_is_refused_by_line() {
    let ana = TestCase::river();
    ana.write("policy.txt", "# mine\nquorum nobody\n");
    ana.run("verify --policy policy.txt").refused().says("policy.txt: line 2: no line above defines nobody");
    ana.run("verify --policy absent.txt").refused().says("no such file");
}

#[test]
fn whom_i_trust_is_kept_outside_every_casebook() {
    let (ana, keys) = cosigned(2);
    let log = key(&ana, "ana");
    ana.run("key trust").done().prints("quorum         none");
    ana.run("key trust nonsense").refused().says("is not the key of a log or of a witness");
    ana.run("verify").done().prints("UNANCHORED");
    ana.run(&format!("key trust {log} --name 'Ana herself'")).done().prints(&log);
    ana.run("verify").done().prints("OK: ").prints("vouched for by your policy");
    ana.run(&format!("key trust {log}")).done();
    let other = key(&TestCase::river(), "ana");
    let pinned = tickmark::ledger::note::parse_verifier_key(&other).unwrap().1;
    let name = log.split('+').next().unwrap();
    let changed = tickmark::ledger::note::verifier_key(name, &pinned);
    ana.run(&format!("key trust {changed}")).refused().says("under another key");
    // The first witness is the quorum; the second changes nothing until a group names it.
    ana.run(&format!("key trust {} --name ben", keys[0])).done().prints("quorum         ben");
    ana.run(&format!("key trust {} --name carol", keys[1])).done().prints("quorum         ben");
    ana.run(&format!("key trust {} --name ben", witness_key(&TestCase::without_casebook(), "ben")))
        .refused()
        .says("line");
    ana.run("verify").done().prints("OK: ");
    ana.run("note role 'later'").done();
    ana.run("verify").done().prints("its first 7 vouched for by your policy");
    let file = std::fs::read_to_string(ana.path(".config/tickmark/trust-policy.txt")).unwrap();
    assert!(file.contains("# Ana herself\n"), "{file}");
    let trusted = ana.json("key trust");
    assert_eq!(trusted["witnesses"], serde_json::json!(keys));
}

#[test]
fn a_successor_of_a_listed_log_is_trusted_as_its_last_event_says() {
    let ana = TestCase::river();
    ana.write("policy.txt", format!("log {}\nquorum none\n", key(&ana, "ana")));
    ana.run("key rotate").done();
    ana.run("note role 'under the new key'").done();
    ana.run("verify --policy policy.txt").done().prints("OK: ").prints("8 events, vouched for by your policy");
    ana.run("note role 'by ben' --as ben").done();
    ana.run("verify --policy policy.txt").code(3).prints("UNANCHORED").prints("your policy does not list it");
}

#[test]
fn a_head_is_read_as_a_mail_program_leaves_it_or_refused_by_its_line() {
    let case = TestCase::river();
    let head = case.run("checkpoint").done().out();
    let quoted: String = head.lines().map(|line| format!("> {line}  \r\n")).collect();
    for text in [head.clone(), format!("\u{feff}{head}"), head.replace('\n', "\r\n"), quoted] {
        case.write("head.txt", &text);
        case.run("verify --head head.txt").done().prints("OK: ");
    }
    // What cannot be used is never merely left out.
    let at = head.trim_end().len() - 20;
    let flipped = format!("{}{}{}", &head[..at], if &head[at..at + 1] == "A" { "B" } else { "A" }, &head[at + 1..]);
    for (text, part) in [
        (head.replace('—', "--"), "line 5: a signature begins with a long dash"),
        (head.trim_end()[..head.trim_end().len() - 9].to_string(), "line 5: the signature is not whole"),
        (flipped, "in line 1 cannot be used: the signature by the key"),
    ] {
        case.write("head.txt", &text);
        case.run("verify --head head.txt").refused().says(part);
    }
}
