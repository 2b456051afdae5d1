//! Audit reports that were tampered with, and those that were not.

mod audit_desk;

use audit_desk::{Desk, open};
use ed25519_dalek::SigningKey;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tickmark::actions::reports::verify::{ReportVerdict, verify_report};
use tickmark::ledger::note::{Checkpoint, verifier_key};
use tickmark::model::outcome::Outcome;

fn alone(desk: &Desk) -> ReportVerdict {
    verify_report(&desk.path("audit.csv"), None).unwrap()
}

fn with_casebook(desk: &Desk) -> ReportVerdict {
    verify_report(&desk.path("audit.csv"), Some(desk.casebook().reader())).unwrap()
}

/// Changes the report and makes its manifest fit again, as a forger would.
fn forge(desk: &Desk, from: &str, to: &str) {
    let text = desk.read("audit.csv");
    assert!(text.contains(from), "{from:?} does not occur");
    let text = text.replacen(from, to, 1);
    std::fs::write(desk.path("audit.csv"), &text).unwrap();
    edit_manifest(desk, |manifest| {
        manifest["report"]["sha256"] = data_encoding::HEXLOWER.encode(&Sha256::digest(&text)).into();
        manifest["report"]["bytes"] = text.len().into();
    });
}

fn edit_manifest(desk: &Desk, edit: impl FnOnce(&mut Value)) {
    let mut manifest: Value = serde_json::from_str(&desk.read("audit.csv.manifest.json")).unwrap();
    edit(&mut manifest);
    std::fs::write(desk.path("audit.csv.manifest.json"), serde_json::to_vec(&manifest).unwrap()).unwrap();
}

fn reported(per: &str) -> Desk {
    let desk = Desk::with_case();
    desk.run(&["report", "csv", "--per", per, "audit.csv"]);
    desk
}

#[track_caller]
fn check(verdict: &ReportVerdict, outcome: Outcome, finding: &str) {
    assert_eq!(verdict.outcome, outcome, "{:?}", verdict.findings);
    let found = finding.is_empty() || verdict.findings.iter().any(|sentence| sentence.contains(finding));
    assert!(found, "{finding:?} is not among {:?}", verdict.findings);
}

#[test]
fn a_genuine_report_is_vouched_for_by_its_casebook_only() {
    for (per, rows) in [("claim", 3), ("evidence", 4), ("event", 23)] {
        let desk = reported(per);
        check(&alone(&desk), Outcome::Unanchored, "nobody vouches");
        let verdict = with_casebook(&desk);
        check(&verdict, Outcome::Ok, "");
        assert_eq!((verdict.same, verdict.changed_since, verdict.logs), (verdict.rows, 0, 3));
        assert_eq!(verdict.rows, rows, "{per}");
    }
}

#[test]
fn an_edited_file_does_not_fit_its_manifest() {
    let desk = reported("claim");
    let text = desk.read("audit.csv").replacen("over 2 billion", "over 3 billion", 1);
    std::fs::write(desk.path("audit.csv"), text).unwrap();
    check(&alone(&desk), Outcome::Invalid, "the SHA-256 of the file is");
    std::fs::write(desk.path("audit.csv"), "nothing").unwrap();
    check(&with_casebook(&desk), Outcome::Invalid, "names of the columns");
}

#[test]
fn an_edited_file_with_a_manifest_made_to_fit_contradicts_the_casebook() {
    for (per, from) in [("claim", "2 billion"), ("evidence", "p. 4"), ("event", "table 2")] {
        let desk = reported(per);
        forge(&desk, from, "p. 9");
        check(&alone(&desk), Outcome::Unanchored, "");
        check(&with_casebook(&desk), Outcome::Invalid, "is not what the casebook gives");
        // Going on with the work does not make the forgery pass.
        desk.run(&["claim", "add", "Another", "--id", "C4"]);
        check(&with_casebook(&desk), Outcome::Invalid, if per == "event" { "is not what" } else { "has not changed" });
    }
}

#[test]
fn a_report_stays_good_while_the_work_goes_on() {
    for (per, changed) in [("claim", 2), ("evidence", 4), ("event", 0)] {
        let desk = reported(per);
        desk.run(&["claim", "add", "Another", "--id", "C4"]);
        desk.run(&["check", "C1", "incorrect"]);
        desk.run(&["evidence", "attach", "=C2", "--source", "S1", "--stance", "context", "--locator", "p. 2"]);
        desk.run(&["policy", "set", "--evidence", "2"]);
        let verdict = with_casebook(&desk);
        check(&verdict, Outcome::Ok, if changed > 0 { "changed since" } else { "" });
        assert_eq!(verdict.changed_since, changed);
        if per == "claim" {
            // A record hash that the claim never had is found even so.
            let text = desk.read("audit.csv");
            let hash = text.rsplit_once(",yes,").map(|(_, rest)| &rest[..64]).unwrap();
            let other = format!("{}{}", &hash[32..], &hash[..32]);
            forge(&desk, hash, &other);
            check(&with_casebook(&desk), Outcome::Invalid, "record_sha256 that its claim had");
        }
    }
}

#[test]
fn rows_that_were_dropped_added_or_moved_are_found() {
    let desk = reported("claim");
    let text = desk.read("audit.csv");
    let last = text.rfind("\r\n").and_then(|end| text[..end].rfind("\r\n")).unwrap() + 2;
    let row = text[last..].to_string();
    forge(&desk, &row, "");
    edit_manifest(&desk, |manifest| manifest["report"]["rows"] = 2.into());
    check(&with_casebook(&desk), Outcome::Invalid, "is missing from the file");
    let made_up = format!("{}{}", "ab".repeat(32), &row[64..]);
    let kept = desk.read("audit.csv");
    forge(&desk, &kept, &(kept.clone() + &row + &made_up));
    edit_manifest(&desk, |manifest| manifest["report"]["rows"] = 4.into());
    check(&with_casebook(&desk), Outcome::Invalid, "row abababab is not what the casebook has");
}

#[test]
fn an_edited_manifest_is_found() {
    for (edit, finding) in [
        (r#"{"tickmark": 1}"#, "cannot be read"),
        ("[", "cannot be read"),
        (r#"{"tickmark": 9, "kind": "audit-manifest"}"#, "newer version"),
        (r#"{"tickmark": 1, "kind": "menu"}"#, "of kind `menu`"),
    ] {
        let desk = reported("claim");
        std::fs::write(desk.path("audit.csv.manifest.json"), edit).unwrap();
        check(&with_casebook(&desk), Outcome::Invalid, finding);
    }
    let desk = reported("claim");
    edit_manifest(&desk, |manifest| manifest["report"]["rows"] = 7.into());
    check(&alone(&desk), Outcome::Invalid, "the file has 3 rows; its manifest says 7");
    let desk = reported("claim");
    edit_manifest(&desk, |manifest| manifest["policy"]["evidence"] = 0.into());
    check(&with_casebook(&desk), Outcome::Invalid, "another policy");
    let desk = reported("claim");
    edit_manifest(&desk, |manifest| manifest["logs"][1]["actor"] = "eve".into());
    check(&with_casebook(&desk), Outcome::Invalid, "not that of the actor");
    std::fs::remove_file(desk.path("audit.csv.manifest.json")).unwrap();
    assert!(verify_report(&desk.path("audit.csv"), None).is_err());
}

#[test]
fn a_log_left_out_of_the_manifest_makes_its_rows_a_contradiction() {
    let desk = reported("claim");
    edit_manifest(&desk, |manifest| manifest["logs"] = Value::Array(Vec::new()));
    check(&with_casebook(&desk), Outcome::Invalid, "recorded after the checkpoints");
}

#[test]
fn a_forged_checkpoint_is_found() {
    let desk = reported("claim");
    edit_manifest(&desk, |manifest| {
        let note = manifest["logs"][0]["checkpoint"].as_str().unwrap().to_string();
        let size = format!("\n{}\n", manifest["logs"][0]["size"]);
        manifest["logs"][0]["checkpoint"] = note.replacen(&size, "\n1\n", 1).into();
        manifest["logs"][0]["size"] = 1.into();
    });
    check(&alone(&desk), Outcome::Invalid, "not genuine");
    // With a key of one's own everything can be signed; only the casebook knows better.
    let desk = reported("claim");
    edit_manifest(&desk, |manifest| {
        let log = &mut manifest["logs"][0];
        let key = SigningKey::from_bytes(&[9; 32]);
        let origin = log["origin"].as_str().unwrap().to_string();
        let checkpoint = Checkpoint { origin: origin.clone(), size: log["size"].as_u64().unwrap(), root: [7; 32] };
        log["checkpoint"] = checkpoint.sign(&key).into();
        log["key"] = verifier_key(&origin, &key.verifying_key()).into();
    });
    check(&alone(&desk), Outcome::Unanchored, "");
    check(&with_casebook(&desk), Outcome::Diverged, "has another key");
}

#[test]
fn another_casebook_cannot_vouch_and_another_history_contradicts() {
    let desk = reported("claim");
    let stranger = Desk::with_case();
    let verdict = verify_report(&desk.path("audit.csv"), Some(stranger.casebook().reader())).unwrap();
    check(&verdict, Outcome::Unanchored, "does not hold log");

    desk.run(&["backup", "old.db"]);
    desk.run(&["note", "C3", "one history"]);
    desk.run(&["report", "csv", "--force", "audit.csv"]);
    let home = tempfile::tempdir().unwrap();
    let old = open(&desk.path("old.db"), home.path());
    let verdict = verify_report(&desk.path("audit.csv"), Some(old.reader())).unwrap();
    check(&verdict, Outcome::Diverged, "events of log");
    // The same key writes on in the old copy, where nobody remembers the newer head.
    std::fs::remove_dir_all(desk.path("state")).unwrap();
    desk.run(&["--casebook", "old.db", "note", "C3", "another history"]);
    let verdict = verify_report(&desk.path("audit.csv"), Some(old.reader())).unwrap();
    check(&verdict, Outcome::Diverged, "has other events");
}
