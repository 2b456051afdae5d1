//! What a newer version wrote: an event of a kind or a format that is not known here is no damage, and is never said to be.

use crate::bundles::verified;
use crate::case::TestCase;
use crate::zipped::{listed_anew, unzipped, zipped};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::DecodePrivateKey;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tickmark::ledger::note::Checkpoint;
use tickmark::ledger::tree::{Frontier, leaf_hash};
use tickmark::model::outcome::Outcome;

/// A casebook in which ana's last event is what a newer version made of it, signed with her key; with the tree and its
/// tables as that version keeps them.
fn newer(change: impl Fn(&mut Value)) -> TestCase {
    let case = TestCase::river();
    case.run("note role 'page nine'").done();
    let size: u64 = case.query("SELECT size FROM log WHERE row = 1").parse().unwrap();
    let (mut frontier, mut leaves, mut last) = (Frontier::default(), Vec::new(), Vec::new());
    let origin = case.query("SELECT origin FROM log WHERE row = 1");
    for seq in 0..size {
        last = case.query(&format!("SELECT bytes FROM event WHERE log = 1 AND seq = {seq}")).into_bytes();
        if seq + 1 == size {
            let mut event: Value = serde_json::from_slice(&last).unwrap();
            change(&mut event);
            last = serde_json_canonicalizer::to_vec(&event).unwrap();
        }
        frontier.push(leaf_hash(&last));
        leaves.extend(leaf_hash(&last));
    }
    let pem = std::fs::read_to_string(case.path(".config/tickmark/keys/ana.pem")).unwrap();
    let key = SigningKey::from_pkcs8_pem(&pem).unwrap();
    let note = Checkpoint { origin, size, root: frontier.root() }.sign(&key);
    let (id, bytes) = (HEXLOWER.encode(&Sha256::digest(&last)), String::from_utf8(last).unwrap());
    case.tamper(&format!(
        "UPDATE event SET bytes = '{bytes}', id = x'{id}' WHERE log = 1 AND seq = {size} - 1;
         UPDATE checkpoint SET note = '{note}' WHERE log = 1 AND size = {size};
         UPDATE log SET peaks = x'{}' WHERE row = 1; UPDATE tile SET hashes = x'{}' WHERE log = 1 AND level = 0",
        HEXLOWER.encode(&frontier.peaks()),
        HEXLOWER.encode(&leaves)
    ));
    // What is remembered here is of another day.
    let _ = std::fs::remove_dir_all(case.path(".state"));
    case
}

fn of_a_newer_kind(event: &mut Value) {
    event["kind"] = "claim.applauded".into();
    event["body"]["loudness"] = 9.into();
}

fn of_a_newer_format(event: &mut Value) {
    event["v"] = 2.into();
    event["place"] = "elsewhere".into();
}

/// What a newer version writes otherwise.
type Newer = fn(&mut Value);

const NEWER: [(Newer, &str); 2] = [
    (of_a_newer_kind, "its kind `claim.applauded` is not known to this version"),
    (of_a_newer_format, "a newer version (format 2;"),
];

#[test]
fn what_a_newer_version_recorded_is_unknown_and_not_forged() {
    for (change, says) in NEWER {
        let case = newer(change);
        let found = case.verify();
        assert_eq!(found.outcome, Outcome::Unknown, "{:#?}", found.faults);
        let ran = case.run_unchecked("verify").code(5);
        ran.prints("UNKNOWN: ")
            .prints("verify it with a newer version")
            .prints("What this version does not know")
            .prints(says);
        case.run_unchecked("verify --quick").code(5).prints("UNKNOWN: ");
        crate::second::agrees(&case.casebook(), &found);
        // Nothing is made of what cannot be read.
        case.run_unchecked("rebuild").code(5).says(says).says("use a newer tickmark");
        let other = TestCase::new();
        other.run_args(&["merge", &case.casebook().display().to_string()]).code(5).says(says);
    }
}

#[test]
fn what_is_wrong_beside_it_is_still_wrong() {
    for (change, _) in NEWER {
        for tampering in [
            "UPDATE event SET bytes = replace(bytes, '\"v\":', '\"v\":9') WHERE row = 8",
            "UPDATE checkpoint SET note = replace(note, char(10) || '8' || char(10), char(10) || '9' || char(10))",
            "UPDATE disclosure SET json = replace(json, 'Annual', 'Weekly')",
        ] {
            let case = newer(change);
            case.tamper(tampering);
            case.run_unchecked("verify").code(4).prints("INVALID: ");
        }
    }
    // A text beside it has its digest in it, whatever the event says.
    let case = newer(of_a_newer_kind);
    case.tamper("UPDATE disclosure SET json = replace(json, 'page nine', 'page ten')");
    case.run_unchecked("verify").code(4).prints("event 8: a text of it is not the one that was recorded");
}

#[test]
fn a_bundle_of_a_newer_version_is_unknown_and_not_forged() {
    let case = TestCase::river();
    case.run("note role 'page nine'").done();
    case.run("bundle out.zip").done();
    let genuine = std::fs::read(case.path("out.zip")).unwrap();
    for (change, says) in NEWER {
        let case = newer(change);
        let mut files = unzipped(&genuine);
        let [bytes, note] = ["SELECT bytes FROM event WHERE row = 8", "SELECT note FROM checkpoint ORDER BY row DESC"]
            .map(|sql| case.query(&format!("{sql} LIMIT 1")));
        let texts = case.query("SELECT json FROM disclosure WHERE event = 8");
        let texts = BASE64URL_NOPAD.encode(texts.as_bytes());
        let logs = (0..8).map(|seq| case.query(&format!("SELECT bytes FROM event WHERE row = {}", seq + 1)));
        let mut lines: Vec<String> = logs
            .zip(1..)
            .map(|(bytes, row)| {
                let sql = format!("SELECT group_concat(json, char(10)) FROM disclosure WHERE event = {row}");
                let texts = case.query(&sql);
                let texts = texts.lines().map(|json| BASE64URL_NOPAD.encode(json.as_bytes()));
                let texts = texts.map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(",");
                format!("{{\"disclosures\":[{texts}],\"event\":{bytes}}}\n")
            })
            .collect();
        lines[7] = format!("{{\"disclosures\":[\"{texts}\"],\"event\":{bytes}}}\n");
        let notes = case.query("SELECT json_group_array(note) FROM (SELECT note FROM checkpoint ORDER BY row)");
        let notes: Vec<String> = serde_json::from_str(&notes).unwrap();
        let notes: String = notes.iter().map(|note| format!("{}\n", serde_json::json!({ "note": note }))).collect();
        files.insert("bundle/data/logs/1/events.jsonl".into(), lines.concat().into_bytes());
        files.insert("bundle/data/logs/1/checkpoints.jsonl".into(), notes.into_bytes());
        files.insert("bundle/data/logs/1/checkpoint".into(), note.into_bytes());
        files.retain(|path, _| !path.contains("/reports/"));
        listed_anew(&mut files);
        let made = zipped(&files);
        verified(&made, "").code(5).prints("UNKNOWN: ").prints(says);
        let other = TestCase::new();
        other.write("newer.zip", &made);
        crate::second::agrees_on_bundle(&other.path("newer.zip"), Outcome::Unknown);
        other.run("merge newer.zip").code(5).says(says);
    }
}

#[test]
fn a_casebook_of_a_newer_layout_is_unknown_and_not_forged() {
    let case = TestCase::river();
    case.tamper("PRAGMA user_version = 99");
    case.run_unchecked("verify").code(5).prints("UNKNOWN: ").prints("its tables are of layout 99");
    case.run_unchecked("status").refused().says("use a newer tickmark");
}
