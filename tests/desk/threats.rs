//! What an outsider, a colleague with the file and the holder of a key can do, and who notices: every row of
//! docs/threats.md, done to a real casebook, with the exact answers.

use crate::authority::{Authority, Made};
use crate::case::{TestCase, copy, words};
use crate::tlog::key;
use crate::witnesses::witness_key;
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::DecodePrivateKey;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;
use tickmark::ledger::note::Checkpoint;
use tickmark::ledger::tree::{Frontier, leaf_hash};

/// What a verifier holds besides the file that they were handed.
const HOLDING: [&str; 5] =
    ["the file alone", "a policy with the keys", "an old head", "a witness's key", "an authority"];

/// One thing that somebody can do.
struct Threat {
    /// Who must it be, at the least?
    by: &'static str,
    what: &'static str,
    done: fn(&TestCase),
    /// What each verifier is told, in the order of [`HOLDING`]; of the authority, what becomes of its timestamp.
    told: [&'static str; 5],
    /// A word that the answer to the file alone must hold.
    says: &'static str,
}

const ALL_INVALID: [&str; 5] = ["INVALID"; 5];

const THREATS: &[Threat] = &[
    Threat {
        by: "nobody",
        what: "nothing was done",
        done: |_| (),
        told: ["UNANCHORED", "OK", "OK", "OK", "proven"],
        says: "nobody else vouches for it",
    },
    Threat {
        by: "anyone with the file",
        what: "edit a text: a note, a name, a quote",
        done: |case| case.tamper("UPDATE disclosure SET json = replace(json, '62.5 per cent', '26.5 per cent')"),
        told: ALL_INVALID,
        says: "is not the one that was recorded",
    },
    Threat {
        by: "anyone with the file",
        what: "edit an event: a verdict, a figure, a time",
        done: |case| {
            case.tamper("UPDATE event SET bytes = replace(bytes, '\"confirmed\"', '\"incorrect\"')");
            fit_ids(case);
        },
        told: ALL_INVALID,
        says: "does not continue the events before it|is not over the events",
    },
    Threat {
        by: "anyone with the file",
        what: "take an event out of the middle",
        done: |case| case.tamper("DELETE FROM event WHERE row = 6"),
        told: ALL_INVALID,
        says: "is missing before it",
    },
    Threat {
        by: "anyone with the file",
        what: "change the order of events",
        done: |case| {
            case.tamper("UPDATE event SET row = 999 WHERE row = 5; UPDATE event SET row = 5 WHERE row = 6; UPDATE event SET row = 6 WHERE row = 999")
        },
        told: ALL_INVALID,
        says: "is due",
    },
    Threat {
        by: "anyone with the file",
        what: "add an event at the end, without the key",
        done: add_unsigned,
        told: ALL_INVALID,
        says: "have no signed checkpoint",
    },
    Threat {
        by: "anyone with the file",
        what: "put an event of one log into another",
        done: |case| {
            case.tamper(
                "INSERT INTO event SELECT (SELECT max(row) + 1 FROM event), (SELECT row FROM log WHERE actor = 'ben'),
                 (SELECT size FROM log WHERE actor = 'ben'), id, bytes FROM event WHERE row = 5",
            );
        },
        told: ALL_INVALID,
        says: "number",
    },
    Threat {
        by: "anyone with the file",
        what: "swap the bytes of a capture",
        done: |case| {
            case.tamper("UPDATE blob_chunk SET data = x'666f72676564' WHERE blob = (SELECT max(row) FROM blob)")
        },
        told: ALL_INVALID,
        says: "are not those bytes",
    },
    Threat {
        by: "anyone with the file",
        what: "edit a table that lists and reports read",
        done: |case| case.tamper("UPDATE claim SET priority = 2 WHERE external_id = 'money'"),
        told: ALL_INVALID,
        says: "table claim",
    },
    Threat {
        by: "anyone with the file",
        what: "add a table, a view or an index",
        done: |case| case.tamper("CREATE INDEX extra ON claim (priority)"),
        told: ["UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN", "proven"],
        says: "index extra: this version makes no such thing",
    },
    Threat {
        by: "anyone with the file",
        what: "take a timestamp out",
        done: |case| case.tamper("DELETE FROM timestamp"),
        told: ALL_INVALID,
        says: "its timestamp is not in the casebook",
    },
    Threat {
        by: "anyone with the file",
        what: "take a cosignature out",
        done: |case| case.tamper("DELETE FROM cosignature"),
        told: ["UNANCHORED", "OK", "OK", "UNANCHORED", "proven"],
        says: "nobody else vouches for it",
    },
    Threat {
        by: "anyone with the file",
        what: "withhold a text",
        done: |case| {
            case.tamper("DELETE FROM disclosure WHERE json LIKE '%page nine%'");
            case.run_unchecked("rebuild").done();
        },
        told: ["UNANCHORED", "OK", "OK", "OK", "proven"],
        says: "1 withheld",
    },
    Threat {
        by: "anyone with the file",
        what: "cut the end of a log off, back to an earlier signed head",
        done: |case| {
            case.tamper("DELETE FROM cosignature");
            cut(case, "ana", 8);
        },
        told: ["UNANCHORED", "OK", "DIVERGED", "UNANCHORED", "gone"],
        says: "nobody else vouches for it",
    },
    Threat {
        by: "anyone with the file",
        what: "remove a whole log that nothing else names",
        done: |case| cut(case, "ben", 0),
        told: ["UNANCHORED", "OK", "DIVERGED", "OK", "proven"],
        says: "nobody else vouches for it",
    },
    Threat {
        by: "anyone with the file",
        what: "put an old copy in its place",
        done: |case| copy(&case.path("earlier.db"), &case.casebook()),
        told: ["UNANCHORED", "OK", "DIVERGED", "UNANCHORED", "gone"],
        says: "nobody else vouches for it",
    },
    Threat {
        by: "anyone with the file",
        what: "rewrite everything under keys of their own",
        done: |case| rewrite(case, |_| SigningKey::from_bytes(&[7; 32])),
        told: ["UNANCHORED", "DIVERGED", "DIVERGED", "UNANCHORED", "gone"],
        says: "nobody else vouches for it",
    },
    Threat {
        by: "anyone with the file",
        what: "put another casebook in its place, with logs and keys of their own",
        done: |case| copy(&TestCase::river().casebook(), &case.casebook()),
        told: ["UNANCHORED", "DIVERGED", "DIVERGED", "UNANCHORED", "gone"],
        says: "nobody else vouches for it",
    },
    Threat {
        by: "the holder of a key",
        what: "rewrite the end of their own log: a second history, a fork",
        done: |case| {
            copy(&case.path("earlier.db"), &case.casebook());
            for at in 0..4 {
                case.run_unchecked(&format!("note role 'another history {at}'")).done();
            }
        },
        told: ["UNANCHORED", "OK", "DIVERGED", "UNANCHORED", "gone"],
        says: "nobody else vouches for it",
    },
    Threat {
        by: "the holders of all keys",
        what: "rewrite everything under the same keys",
        done: |case| rewrite(case, |actor| own_key(case, actor)),
        told: ["UNANCHORED", "OK", "DIVERGED", "UNANCHORED", "gone"],
        says: "nobody else vouches for it",
    },
    Threat {
        by: "the holder of a key",
        what: "record with the clock set back",
        done: |case| {
            let mut command = case.command();
            command.env("TICKMARK_NOW", "2020-01-01T00:00:00.000Z").args(words("note role 'long ago'"));
            assert!(command.output().unwrap().status.success());
        },
        told: ["UNANCHORED", "OK", "OK", "OK", "proven, and the time is named"],
        says: "nobody else vouches for it",
    },
    Threat {
        by: "the thief of a key",
        what: "add events to the log",
        done: |case| {
            record(case, "note role 'by a thief'");
        },
        told: ["UNANCHORED", "OK", "OK", "OK", "proven"],
        says: "nobody else vouches for it",
    },
    Threat {
        by: "the thief of a key",
        what: "add events to the log after the key was revoked",
        done: |case| {
            let log = key(case, "ben");
            record(case, &format!("key revoke {log} --reason stolen"));
            record(case, "note role 'by a thief' --as ben");
        },
        told: ["UNANCHORED", "UNANCHORED", "UNANCHORED", "UNANCHORED", "proven"],
        says: "it signed 1 after",
    },
    Threat {
        by: "anyone who records",
        what: "record what is not true",
        done: |case| {
            record(case, "check money confirmed --note 'made up'");
        },
        told: ["UNANCHORED", "OK", "OK", "OK", "proven"],
        says: "nobody else vouches for it",
    },
];

/// Records something at the time that it is; the authority of these tests states no other.
#[track_caller]
fn record(case: &TestCase, line: &str) {
    let output = case.command().env_remove("TICKMARK_NOW").args(words(line)).output().unwrap();
    assert!(output.status.success(), "{line}: {output:?}");
}

/// A casebook of two people, of which ana's log is timestamped and cosigned; and what verifiers hold of it.
fn base() -> &'static TestCase {
    static BASE: OnceLock<TestCase> = OnceLock::new();
    BASE.get_or_init(|| {
        let case = TestCase::river();
        case.write("report.pdf", "%PDF-1.4 made up");
        case.run("capture report.pdf --source report").done();
        case.run("check share confirmed --note 'page nine'").done();
        case.run("source add --title 'By ben' --tier primary --as ben").done();
        copy(&case.casebook(), &case.path("earlier.db"));
        case.run("timestamp request --log ana -o cp.tsq").done();
        let authority = Authority::in_folder(case.path("authority"), Made::Well);
        authority.reply(&case.path("cp.tsq"), &case.path("cp.tsr"));
        record(&case, "timestamp attach cp.tsr");
        let witness = TestCase::without_casebook();
        let keys = ["ana", "ben"].map(|actor| key(&case, actor));
        case.write("policy.txt", format!("log {}\nlog {}\nquorum none\n", keys[0], keys[1]));
        case.write("witness.txt", witness_key(&witness, "wilma"));
        for (actor, log) in ["ana", "ben"].iter().zip(&keys) {
            let request = case.run(&format!("witness request --as {actor}")).done().out();
            witness.write("request.txt", request);
            let cosigned = witness.run(&format!("witness sign request.txt --as wilma --key {log}")).done().out();
            case.write("cosigned.txt", cosigned);
            case.run(&format!("witness import cosigned.txt --witness {}", witness_key(&witness, "wilma"))).done();
        }
        case.write("heads.txt", case.run("checkpoint").done().out());
        case
    })
}

/// A copy of it for somebody who has not seen it before.
fn handed() -> TestCase {
    let (base, case) = (base(), TestCase::without_casebook());
    copy(&base.casebook(), &case.casebook());
    for file in ["earlier.db", "policy.txt", "witness.txt", "heads.txt"] {
        std::fs::copy(base.path(file), case.path(file)).unwrap();
    }
    copy_folder(&base.path(".config"), &case.path(".config"));
    std::fs::copy(base.path("authority/ca.pem"), case.path("ca.pem")).unwrap();
    case
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// What a verifier is told who has never seen the casebook and holds one thing.
fn told(case: &TestCase, holding: usize) -> (String, String) {
    // Nobody remembers what was done on the machine where it was done.
    let _ = std::fs::remove_dir_all(case.path(".state"));
    let witness = std::fs::read_to_string(case.path("witness.txt")).unwrap();
    let line = match holding {
        0 => "verify".to_string(),
        1 => "verify --policy policy.txt".to_string(),
        2 => "verify --head heads.txt".to_string(),
        3 => format!("verify --witness {}", witness.trim()),
        _ => "verify --ca ca.pem".to_string(),
    };
    let out = case.run_unchecked(&line).out();
    let outcome = out.split(':').next().unwrap().to_string();
    if holding < 4 || outcome == "INVALID" {
        return (outcome, out);
    }
    let judged = case.run_unchecked("timestamp verify --ca ca.pem").out();
    let named = if out.contains("Claimed times that cannot be true") { ", and the time is named" } else { "" };
    let state = if judged.starts_with("proven") { "proven" } else { "gone" };
    (format!("{state}{named}"), out)
}

#[test]
fn every_threat_is_met_as_the_table_says() {
    let mut otherwise = Vec::new();
    for threat in THREATS {
        let case = handed();
        (threat.done)(&case);
        for (at, expected) in threat.told.iter().enumerate() {
            let (found, out) = told(&case, at);
            let said = at > 0 || threat.says.split('|').any(|part| out.contains(part));
            if found != *expected || !said {
                otherwise.push(format!("{}, {}: {found}, not {expected}\n{out}", threat.what, HOLDING[at]));
            }
        }
    }
    assert!(otherwise.is_empty(), "{}", otherwise.join("\n"));
}

#[test]
fn the_table_in_the_docs_is_this_one() {
    let mut table = format!("| who | does what | {} |\n|---|---|---|---|---|---|---|\n", HOLDING.join(" | "));
    for Threat { by, what, told, .. } in THREATS {
        table += &format!("| {by} | {what} | {} |\n", told.join(" | "));
    }
    let doc = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/threats.md")).unwrap();
    assert!(doc.contains(&table), "docs/threats.md should hold this table:\n\n{table}");
}

#[test]
fn the_machine_that_saw_more_notices_an_old_copy_and_a_fork() {
    let case = handed();
    case.run("verify").done();
    copy(&case.path("earlier.db"), &case.casebook());
    case.run_unchecked("verify").code(4).prints("DIVERGED: ");
    case.run_unchecked("note role 'more'").code(4).says("older than one seen before");
}

#[test]
fn two_histories_are_told_by_a_merge_and_by_a_witness() {
    let (case, other) = (handed(), handed());
    other.run("note role 'one'").done();
    let request = other.run("witness request").done().out();
    case.run("note role 'another'").done();
    let witness = TestCase::without_casebook();
    witness.write("request.txt", request);
    witness.run(&format!("witness sign request.txt --as wilma --key {}", key(&case, "ana"))).done();
    witness.write("request.txt", case.run("witness request --from 0").done().out());
    let refused = witness.run("witness sign request.txt --as wilma").code(4);
    refused.says("it has two histories");
    let theirs = other.casebook().display().to_string();
    case.run_args(&["merge", &theirs]).code(4).says("forked");
}

#[test]
fn a_report_and_a_proof_that_were_tampered_with() {
    let case = handed();
    case.run("report csv audit.csv").done();
    case.run("prove share -o share.tlog-proof").done();
    let claim = case.json("claim show share")["id"].as_str().unwrap().to_string();
    case.write("share.json", case.run(&format!("log --event {claim}")).done().out());
    case.run("verify audit.csv --policy policy.txt").done().prints("OK: ");
    case.run("verify share.tlog-proof --policy policy.txt").done().prints("OK: ");
    // The cell of a report, and the manifest made to fit it.
    let (report, manifest) = (case.path("audit.csv"), case.path("audit.csv.manifest.json"));
    let bent = std::fs::read_to_string(&report).unwrap().replace("62.5", "26.5");
    std::fs::write(&report, &bent).unwrap();
    case.run_unchecked("verify audit.csv").code(4).prints("INVALID: ");
    let mut fitted: Value = serde_json::from_slice(&std::fs::read(&manifest).unwrap()).unwrap();
    fitted["report"]["sha256"] = sha256(bent.as_bytes()).into();
    std::fs::write(&manifest, fitted.to_string()).unwrap();
    case.run_unchecked("verify audit.csv").code(4).prints("INVALID: ");
    let alone = TestCase::without_casebook();
    for file in ["audit.csv", "audit.csv.manifest.json", "policy.txt"] {
        std::fs::copy(case.path(file), alone.path(file)).unwrap();
    }
    // Without a casebook nobody can tell; that is what UNANCHORED says.
    alone.run("verify audit.csv --policy policy.txt").code(3).prints("UNANCHORED: ");
    let event = std::fs::read_to_string(case.path("share.json")).unwrap();
    case.write("share.json", event.replace("\"62.5\"", "\"26.5\""));
    case.run_unchecked("verify share.tlog-proof --policy policy.txt").code(4).prints("INVALID: ");
    // A head of somebody's own making, over the first event alone.
    let origin = key(&case, "ana").split('+').next().unwrap().to_string();
    let first = case.query("SELECT bytes FROM event WHERE row = 1");
    let made_up = Checkpoint { origin, size: 1, root: leaf_hash(first.as_bytes()) };
    let made_up = made_up.sign(&SigningKey::from_bytes(&[7; 32]));
    case.write("first.json", first);
    case.write("first.tlog-proof", format!("c2sp.org/tlog-proof@v1\nindex 0\n\n{made_up}"));
    case.run("verify first.tlog-proof").done().prints("UNANCHORED: ");
    case.run_unchecked("verify first.tlog-proof --policy policy.txt").code(4).prints("DIVERGED: ");
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(bytes))
}

/// Makes the ids fit the bytes again.
fn fit_ids(case: &TestCase) {
    let rows: Vec<i64> = (1..=case.query("SELECT max(row) FROM event").parse().unwrap()).collect();
    for row in rows {
        let bytes = case.query(&format!("SELECT bytes FROM event WHERE row = {row}"));
        case.tamper(&format!("UPDATE event SET id = x'{}' WHERE row = {row}", sha256(bytes.as_bytes())));
    }
}

/// Adds an event that continues ana's log as it must, but for the signature.
fn add_unsigned(case: &TestCase) {
    let last: Value =
        serde_json::from_str(&case.query("SELECT bytes FROM event WHERE log = 1 ORDER BY seq DESC LIMIT 1")).unwrap();
    let mut frontier = Frontier::default();
    let size: u64 = case.query("SELECT size FROM log WHERE row = 1").parse().unwrap();
    for seq in 0..size {
        let bytes = case.query(&format!("SELECT bytes FROM event WHERE log = 1 AND seq = {seq}"));
        frontier.push(leaf_hash(bytes.as_bytes()));
    }
    let claim = case.query("SELECT lower(hex(id)) FROM claim LIMIT 1");
    let mut event = last;
    event["kind"] = "claim.started".into();
    event["body"] = serde_json::json!({"claim": claim});
    event["_sd"] = serde_json::json!([]);
    event["prev"] = BASE64.encode(&frontier.root()).into();
    event["seq"] = size.into();
    event["clock"] = (event["clock"].as_u64().unwrap() + 9).into();
    let bytes = event.to_string();
    let id = sha256(bytes.as_bytes());
    case.tamper(&format!("INSERT INTO event SELECT max(row) + 1, 1, {size}, x'{id}', '{bytes}' FROM event"));
    case.run_unchecked("rebuild").done();
}

/// Cuts a log down to a size at which it was signed, with all that hangs on it, and folds what is left.
fn cut(case: &TestCase, actor: &str, size: u64) {
    let log = case.query(&format!("SELECT row FROM log WHERE actor = '{actor}'"));
    case.tamper(&format!(
        "CREATE TEMP TABLE gone AS SELECT row FROM event WHERE log = {log} AND seq >= {size};
         DELETE FROM disclosure WHERE event IN gone; DELETE FROM timestamp WHERE event IN gone;
         DELETE FROM event WHERE row IN gone;
         DELETE FROM checkpoint WHERE log = {log} AND size > {size};
         DELETE FROM cosignature WHERE log = {log} AND size > {size};
         CREATE TEMP TABLE moved AS SELECT row AS old, row_number() OVER (ORDER BY row) AS new FROM event;
         UPDATE disclosure SET event = (SELECT new FROM moved WHERE old = event);
         UPDATE timestamp SET event = (SELECT new FROM moved WHERE old = event);
         UPDATE checkpoint SET log = (SELECT new FROM moved WHERE old = log);
         UPDATE cosignature SET log = (SELECT new FROM moved WHERE old = log);
         UPDATE event SET log = (SELECT new FROM moved WHERE old = log);
         UPDATE event SET row = (SELECT new FROM moved WHERE old = row);
         CREATE TEMP TABLE counted AS SELECT row AS old, row_number() OVER (ORDER BY row) AS new FROM checkpoint;
         UPDATE checkpoint SET row = (SELECT new FROM counted WHERE old = row);
         CREATE TEMP TABLE cosigned AS SELECT row AS old, row_number() OVER (ORDER BY row) AS new FROM cosignature;
         UPDATE cosignature SET row = (SELECT new FROM cosigned WHERE old = row)"
    ));
    case.run_unchecked("rebuild").done();
}

/// The secret key of a person.
fn own_key(case: &TestCase, actor: &str) -> SigningKey {
    let pem = std::fs::read_to_string(case.path(&format!(".config/tickmark/keys/{actor}.pem"))).unwrap();
    SigningKey::from_pkcs8_pem(&pem).unwrap()
}

/// Writes every event anew with one verdict changed, hashes and links made to fit, and signs all of it.
fn rewrite(case: &TestCase, sign_with: impl Fn(&str) -> SigningKey) {
    case.tamper("DELETE FROM cosignature; DELETE FROM timestamp; DELETE FROM checkpoint");
    // The event that tells of the timestamp would have to tell of another.
    cut(case, "ana", 9);
    let count: i64 = case.query("SELECT max(row) FROM event").parse().unwrap();
    let (mut ids, mut logs): (HashMap<String, String>, HashMap<String, Frontier>) = Default::default();
    for row in 1..=count {
        let old = case.query(&format!("SELECT lower(hex(id)) FROM event WHERE row = {row}"));
        let mut text = case.query(&format!("SELECT bytes FROM event WHERE row = {row}"));
        ids.iter().for_each(|(old, new)| text = text.replace(old, new));
        let mut event: Value = serde_json::from_str(&text.replace("\"confirmed\"", "\"incorrect\"")).unwrap();
        let log = event["log"].as_str().unwrap().to_string();
        let frontier = logs.entry(log.clone()).or_default();
        event["prev"] = BASE64.encode(&frontier.root()).into();
        if event["kind"] == "log.opened" {
            let actor = case.query(&format!("SELECT actor FROM log WHERE origin = '{log}'"));
            event["body"]["key"] = BASE64.encode(sign_with(&actor).verifying_key().as_bytes()).into();
        }
        let bytes = event.to_string();
        let id = sha256(bytes.as_bytes());
        frontier.push(leaf_hash(bytes.as_bytes()));
        case.tamper(&format!("UPDATE event SET bytes = '{bytes}', id = x'{id}' WHERE row = {row}"));
        ids.insert(old, id);
    }
    // Checkpoints stand in the order in which the last events arrived that they cover.
    let last = |origin: &str| -> i64 {
        let sql = "SELECT max(event.row) FROM event JOIN log ON log.row = event.log WHERE origin";
        case.query(&format!("{sql} = '{origin}'")).parse().unwrap()
    };
    let mut logs: Vec<(String, Frontier)> = logs.into_iter().collect();
    logs.sort_by_key(|(origin, _)| last(origin));
    for (origin, frontier) in logs {
        let actor = case.query(&format!("SELECT actor FROM log WHERE origin = '{origin}'"));
        let (size, root) = (frontier.size(), frontier.root());
        let note = Checkpoint { origin: origin.clone(), size, root }.sign(&sign_with(&actor));
        case.tamper(&format!(
            "INSERT INTO checkpoint SELECT (SELECT coalesce(max(row), 0) + 1 FROM checkpoint), row, {size}, '{note}'
             FROM log WHERE origin = '{origin}'"
        ));
    }
    case.run_unchecked("rebuild").done();
}
