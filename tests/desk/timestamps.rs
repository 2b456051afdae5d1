//! Timestamps: what an authority says is believed where it should be, and refused with the reason where it should not.

use crate::authority::{Authority, Made};
use crate::case::{TestCase, copy};
use std::process::Command;
use tickmark::timestamps::rfc3161::Token;
use tickmark::timestamps::rfc3161::authority::Authorities;

/// The river case with a request and the checkpoint that it is over.
fn asked() -> TestCase {
    let case = TestCase::river();
    case.run("timestamp request -o cp.tsq --checkpoint cp").done().says("timestamp attach FILE.tsr");
    case
}

fn authority(case: &TestCase, made: Made) -> Authority {
    Authority::in_folder(case.path("authority"), made)
}

#[track_caller]
fn judged(case: &TestCase, line: &str) -> (Option<String>, Option<String>) {
    let ran = case.run(&format!("timestamp verify {line} --json"));
    let judged: serde_json::Value = serde_json::from_str(&ran.out()).unwrap();
    let text = |name: &str| judged["data"][0][name].as_str().map(str::to_string);
    (text("latest"), text("flaw"))
}

#[test]
fn a_genuine_timestamp_is_believed_by_whoever_believes_its_authority() {
    for made in [Made::Well, Made::WithCurve] {
        let case = asked();
        let authority = authority(&case, made);
        authority.reply(&case.path("cp.tsq"), &case.path("cp.tsr"));
        case.run("timestamp attach cp.tsr --request cp.tsq").done().prints("attached to the first 7 events");
        assert!(authority.accepts(&case.path("cp"), &case.path("cp.tsr")));
        let (latest, flaw) = judged(&case, "--ca authority/ca.pem");
        assert_eq!(flaw, None);
        assert!(latest.is_some());
        case.run("timestamp verify --ca authority/ca.pem")
            .done()
            .prints("proven: the first 7 events")
            .prints("Altona-Timestamps");
        case.run("timestamp list").done().prints("Altona-Timestamps");
        case.run("timestamp verify").code(3).says("no authority is trusted yet");
        std::fs::copy(authority.path("ca.pem"), case.path(".config/tickmark/authorities.pem")).unwrap();
        case.run("timestamp verify").done().prints("proven");
        case.run("timestamp attach cp.tsr").refused().says("attached already");
    }
}

#[test]
fn a_timestamp_stays_with_its_checkpoint_when_the_log_goes_on() {
    let case = asked();
    let authority = authority(&case, Made::Well);
    authority.reply(&case.path("cp.tsq"), &case.path("cp.tsr"));
    case.run("note role 'later'").done();
    case.run("timestamp attach cp.tsr").done().prints("first 7 events");
    case.run_unchecked("rebuild").done();
    case.run("timestamp verify --ca authority/ca.pem").done();
}

/// A timestamp by an authority that no good program would let sign, and what verifying it comes to.
fn stamped_by(made: Made) -> (TestCase, Authority) {
    let case = asked();
    let good = Authority::in_folder(case.path("good"), Made::Well);
    good.reply(&case.path("cp.tsq"), &case.path("good.tsr"));
    let bad = authority(&case, made);
    bad.state_the_same(&case.path("good.tsr"), &case.path("cp.tst"));
    case.run("timestamp attach cp.tst --request cp.tsq").done();
    (case, bad)
}

#[test]
fn a_statement_that_was_signed_anew_by_a_good_authority_is_believed() {
    let (case, good) = stamped_by(Made::Well);
    assert!(good.accepts(&case.path("cp"), &case.path("cp.tst")));
    assert_eq!(judged(&case, "--ca authority/ca.pem").1, None);
}

#[test]
fn a_certificate_for_other_things_too_is_not_believed() {
    for made in [Made::ForServersToo, Made::NotCritical, Made::ForNothing] {
        let (case, bad) = stamped_by(made);
        assert!(!bad.accepts(&case.path("cp"), &case.path("cp.tst")));
        let (latest, flaw) = judged(&case, "--ca authority/ca.pem");
        assert_eq!(flaw.as_deref(), Some("the certificate that signed it is not for timestamps alone"));
        assert_eq!(latest, None);
        case.run("timestamp verify --ca authority/ca.pem").code(3).prints("not proven: the first 7 events");
    }
}

#[test]
fn a_certificate_that_had_run_out_is_not_believed() {
    for made in [Made::Expired, Made::UnderExpiredRoot] {
        let (case, bad) = stamped_by(made);
        assert!(!bad.accepts(&case.path("cp"), &case.path("cp.tst")));
        let flaw = judged(&case, "--ca authority/ca.pem").1;
        assert_eq!(flaw.as_deref(), Some("its certificate, or one above it, was not valid when it was made"));
    }
}

#[test]
fn an_authority_that_is_not_believed_proves_nothing() {
    let case = asked();
    let (one, other) = (authority(&case, Made::Well), Authority::in_folder(case.path("other"), Made::Well));
    one.reply(&case.path("cp.tsq"), &case.path("cp.tsr"));
    case.run("timestamp attach cp.tsr").done();
    assert!(!other.accepts(&case.path("cp"), &case.path("cp.tsr")));
    let untrusted = "its certificate does not lead to an authority that is trusted";
    // The other root has the same name and another key.
    let flaw = judged(&case, "--ca other/ca.pem").1;
    assert_eq!(flaw.as_deref(), Some(untrusted));
    assert_eq!(judged(&case, "").1.as_deref(), Some(untrusted));
    case.run("timestamp verify --ca cp").refused().says("it holds no certificate as PEM");
}

#[test]
fn a_timestamp_over_other_bytes_is_refused() {
    let case = asked();
    let authority = authority(&case, Made::Well);
    let other = TestCase::river();
    other.run("timestamp request -o cp.tsq --checkpoint cp").done();
    authority.reply(&other.path("cp.tsq"), &case.path("other.tsr"));
    assert!(!authority.accepts(&case.path("cp"), &case.path("other.tsr")));
    case.run("timestamp attach other.tsr").refused().says("the timestamp is over no checkpoint of this casebook");
    authority.reply(&case.path("cp.tsq"), &case.path("cp.tsr"));
    case.run("timestamp request -o again.tsq").done();
    case.run("timestamp attach cp.tsr --request again.tsq").refused().says("its nonce is not the one sent");
    let casebook = case.casebook();
    case.run("timestamp attach cp.tsr --request cp").refused().says("no request for a timestamp");
    case.run_args(&["timestamp".as_ref(), "attach".as_ref(), casebook.as_os_str()]).refused();
}

#[test]
fn no_byte_of_a_timestamp_can_be_changed() {
    let case = asked();
    let authority = authority(&case, Made::Well);
    authority.reply(&case.path("cp.tsq"), &case.path("cp.tsr"));
    let (reply, checkpoint) = (std::fs::read(case.path("cp.tsr")).unwrap(), std::fs::read(case.path("cp")).unwrap());
    let authorities = Authorities::read(&std::fs::read(authority.path("ca.pem")).unwrap()).unwrap();
    let proves = |bytes: &[u8]| Token::read(bytes).and_then(|token| token.prove(&checkpoint, &authorities));
    let genuine = proves(&reply).unwrap();
    for at in 0..reply.len() {
        for bit in [1, 0x40] {
            let mut changed = reply.clone();
            changed[at] ^= bit;
            // Some bytes say nothing of what is proven: the root that comes along, and versions.
            if let Ok(proven) = proves(&changed) {
                assert_eq!(proven, genuine, "byte {at}");
            }
        }
        assert!(proves(&reply[..at]).is_err(), "cut at {at}");
    }
    let mut changed = reply.clone();
    let last = changed.len() - 5;
    changed[last] ^= 1;
    case.write("changed.tsr", &changed);
    assert!(!authority.accepts(&case.path("cp"), &case.path("changed.tsr")));
    case.run("timestamp attach changed.tsr").refused().says("the timestamp is refused: its signature is not genuine");
}

#[test]
fn a_refusal_of_the_authority_is_passed_on() {
    let case = asked();
    let authority = authority(&case, Made::Well);
    let request = std::fs::read(case.path("cp.tsq")).unwrap();
    // The authority takes SHA-256 only.
    let sha384 = [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
    let at = request.windows(9).position(|part| part == sha384).unwrap();
    let mut changed = request.clone();
    changed[at + 8] = 2;
    case.write("cp384.tsq", &changed);
    authority.refuse(&case.path("cp384.tsq"), &case.path("no.tsr"));
    case.run("timestamp attach no.tsr").refused().says("the authority did not grant it");
}

#[test]
fn what_was_attached_cannot_be_changed_in_the_file() {
    let case = asked();
    let authority = authority(&case, Made::Well);
    authority.reply(&case.path("cp.tsq"), &case.path("cp.tsr"));
    case.run("timestamp attach cp.tsr").done();
    crate::second::agrees_on(&case);
    for (sql, part) in [
        ("UPDATE timestamp SET token = x'00'", "its timestamp is not the one that was attached"),
        ("UPDATE timestamp SET note = 'nothing'", "the checkpoint beside its timestamp is not the one that it names"),
        ("DELETE FROM timestamp", "its timestamp is not in the casebook"),
        ("INSERT INTO timestamp VALUES (2, 'a', x'00')", "it holds a timestamp that no event tells of"),
    ] {
        let kept = case.path("kept.db");
        copy(&case.casebook(), &kept);
        case.tamper(sql);
        case.run_unchecked("verify").code(4).prints("INVALID").prints(part);
        crate::second::agrees_on(&case);
        copy(&kept, &case.casebook());
    }
    let conn = rusqlite::Connection::open(case.casebook()).unwrap();
    for sql in ["UPDATE timestamp SET note = ''", "DELETE FROM timestamp", "INSERT INTO timestamp VALUES (99, '', x'')"]
    {
        assert!(conn.execute_batch(sql).is_err(), "{sql} went through");
    }
}

#[test]
fn every_log_is_asked_for_by_itself() {
    let case = TestCase::river();
    case.run("note role 'mine' --as ben").done();
    case.run("timestamp request -o both.tsq").refused().says("say whose with --log: ana, ben");
    case.run("timestamp request --log nobody -o x.tsq").refused().says("nobody called `nobody`");
    case.run("timestamp request --log ben -o ben.tsq --checkpoint ben").done();
    case.run("timestamp request --log ben -o ben.tsq").refused().says("exists already");
    assert_eq!(std::fs::read_to_string(case.path("ben")).unwrap(), case.run("checkpoint --actor ben").done().out());
    let asked = case.json("timestamp request");
    for log in asked.as_array().unwrap() {
        let name = log["log"].as_str().unwrap().trim_start_matches("tickmark/");
        assert!(case.path(&format!("{name}.tsq")).exists() && case.path(&format!("{name}.checkpoint")).exists());
    }
    let said =
        Command::new("openssl").args(["ts", "-query", "-text", "-in"]).arg(case.path("ben.tsq")).output().unwrap();
    assert!(said.status.success());
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.contains("Hash Algorithm: sha256") && said.contains("Certificate required: yes"), "{said}");
}
