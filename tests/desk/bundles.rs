//! Bundles: handed over, verified without the casebook, tampered with, taken in.

use crate::authority::{Authority, Made};
use crate::bundles_changed::{EVENTS, foreign_text};
use crate::case::{Ran, TestCase};
use crate::programs::{module_there, printed, python, said};
use crate::tlog::key;
use crate::zipped::{listed_anew, text, unzipped, zipped};
use std::io::Cursor;
use std::process::Command;
use tickmark::bundle::check::{Brought, check};
use tickmark::model::outcome::Outcome;

/// The informed case with two captures, a verdict by ben, a cosignature, a timestamp and an erasure.
pub fn rich() -> TestCase {
    let case = TestCase::informed();
    case.write("report.txt", "Vega Mining owns 62.5 per cent of the dam.\n");
    case.run("capture report.txt --source report").done();
    case.run("evidence attach share --source report --stance supports --locator 'p. 9' --note 'ben found it' --amount 62.5 --unit percent").done();
    case.run("evidence attach role --source informant --stance supports --locator 'call' --amount 4711 --unit USD")
        .done();
    case.run("check share confirmed --note 'page nine' --as ben").done();
    case.run("note role 'to be erased'").done();
    let note = event_with(&case, "to be erased");
    case.run(&format!("erase {note} --reason 'it was wrong'")).done();
    let bens = case.run("witness key --as carol").done().out();
    let request = case.run(&format!("witness request --log {} --witness {}", origin(&case), bens.trim())).done().out();
    case.write("request.txt", request);
    let answer = case.run(&format!("witness sign request.txt --as carol --key {}", key(&case, "ana"))).done().out();
    case.write("cosigned.txt", answer);
    case.run(&format!("witness import cosigned.txt --witness {}", bens.trim())).done();
    case.run("timestamp request -o cp.tsq --checkpoint cp --log ana").done();
    let authority = Authority::in_folder(case.path("authority"), Made::Well);
    authority.reply(&case.path("cp.tsq"), &case.path("cp.tsr"));
    case.run("timestamp attach cp.tsr --request cp.tsq").done();
    case
}

/// The event whose first text is this.
fn event_with(case: &TestCase, text: &str) -> String {
    let events = case.json("log --limit 1000");
    let found = events.as_array().unwrap().iter().find(|event| event["text"] == text);
    found.unwrap_or_else(|| panic!("no event says {text}"))["id"].as_str().unwrap().to_string()
}

fn origin(case: &TestCase) -> String {
    key(case, "ana").split('+').next().unwrap().to_string()
}

#[track_caller]
pub fn bundled(case: &TestCase, line: &str) -> Vec<u8> {
    let name = "made.zip";
    let _ = std::fs::remove_file(case.path(name));
    case.run(&line.replacen("bundle", &format!("bundle {name}"), 1)).done();
    std::fs::read(case.path(name)).unwrap()
}

/// Verifies a bundle where there is neither casebook nor memory of one.
pub fn verified(bytes: &[u8], more: &str) -> Ran {
    let elsewhere = TestCase::without_casebook();
    elsewhere.write("given.zip", bytes);
    crate::second::agrees_on_bundle(&elsewhere.path("given.zip"), outcome(bytes));
    elsewhere.run(&format!("verify given.zip {more}"))
}

pub fn outcome(bytes: &[u8]) -> Outcome {
    check(Cursor::new(bytes), &Brought::default(), &mut |_| ()).outcome
}

#[test]
fn a_bundle_proves_itself_where_there_is_no_casebook() {
    let case = rich();
    let bytes = bundled(&case, "bundle");
    let ran = verified(&bytes, "").done().prints("UNANCHORED").prints("2 events, shown only by their hash");
    ran.prints("1 texts, as events record").prints("1 attached").prints("4 hashed again");
    let (anas, bens) = (key(&case, "ana"), key(&case, "ben"));
    verified(&bytes, &format!("--key {anas}")).code(3).prints("UNANCHORED");
    verified(&bytes, &format!("--key {anas} --key {bens}")).done().prints("OK: sound");
    let carols = case.run("witness key --as carol").done().out();
    verified(&bytes, &format!("--witness {} --key {bens}", carols.trim())).done().prints("OK: sound");
    let head = case.run("checkpoint").done().out();
    let elsewhere = TestCase::without_casebook();
    elsewhere.write("head.txt", head);
    elsewhere.write("given.zip", &bytes);
    elsewhere.run("verify given.zip --head head.txt").done().prints("OK: sound");
    elsewhere.run("verify given.zip --event head.txt").refused().says("this is a bundle");
}

#[test]
fn the_same_casebook_gives_the_same_bundle() {
    let case = rich();
    assert_eq!(bundled(&case, "bundle"), bundled(&case, "bundle"));
    case.run_unchecked("rebuild").done();
    assert_eq!(bundled(&case, "bundle --claim share"), bundled(&case, "bundle --claim share"));
    case.run("bundle made.zip").refused().says("exists already");
    case.run("bundle casebook.db").refused();
}

#[test]
fn an_excerpt_says_how_much_it_is_and_each_of_its_events_is_proven() {
    let case = rich();
    let bytes = bundled(&case, "bundle --claim share");
    let of = case.query("SELECT count(*) FROM event");
    let (bens, anas) = (key(&case, "ben"), key(&case, "ana"));
    let ran = verified(&bytes, &format!("--key {anas} --key {bens}")).done().prints("OK: sound");
    let ran = ran.prints(&format!(" of {of} (an excerpt)"));
    assert!(!ran.out().contains(&format!("{of} of {of}")));
    let files = unzipped(&bytes);
    let proofs: Vec<&String> = files.keys().filter(|path| path.ends_with(".tlog-proof")).collect();
    assert!(proofs.len() > 5, "{proofs:?}");
    let elsewhere = TestCase::without_casebook();
    for path in proofs {
        elsewhere.write("event.tlog-proof", &files[path]);
        elsewhere.write("event.json", &files[&path.replace(".tlog-proof", ".json")]);
        elsewhere.run(&format!("verify event.tlog-proof --key {anas}  --key {bens}")).done().prints("OK");
    }
    assert!(files.keys().any(|path| path.contains("/captures/")));
    let piece = case.json("piece list")[0]["id"].as_str().unwrap().to_string();
    verified(&bundled(&case, &format!("bundle --piece {piece}")), "").done().prints("UNANCHORED").prints("an excerpt");
    case.run("bundle none.zip --claim nothing").refused().says("no claim");
}

/// Requires that no file of a bundle holds any of some words.
#[track_caller]
pub fn silent(bytes: &[u8], words: &[&str]) {
    for (path, bytes) in unzipped(bytes) {
        // Texts of events stand in base64url.
        let plain = String::from_utf8_lossy(&bytes).into_owned();
        let decoded: Vec<u8> = plain
            .split(|mark: char| !mark.is_ascii_alphanumeric() && mark != '-' && mark != '_')
            .filter_map(|part| data_encoding::BASE64URL_NOPAD.decode(part.as_bytes()).ok())
            .flatten()
            .collect();
        for word in words {
            let told = |text: &str| text.to_lowercase().contains(&word.to_lowercase());
            assert!(!told(&plain) && !told(&String::from_utf8_lossy(&decoded)), "{word} stands in {path}");
        }
    }
}

#[test]
fn what_is_confidential_stands_in_no_byte_of_a_bundle_unless_it_is_revealed() {
    let case = rich();
    let words = ["Rosalind", "never signed", "her letter", "saw the file", "4711", "to be erased"];
    silent(&bundled(&case, "bundle"), &words);
    silent(&bundled(&case, "bundle --claim role"), &words);
    let revealed = bundled(&case, "--reveal bundle");
    let ran = verified(&revealed, "").done().prints("UNANCHORED");
    assert!(!ran.out().contains("shown only by their hash"));
    let files = unzipped(&revealed);
    let events = text(&files, "data/logs/1/events.jsonl");
    assert!(events.contains("\"4711\"") && events.contains(&tickmark::bundle::layout::encoded("x")[..1]));
    assert!(!events.contains("to be erased"));
}

#[test]
fn what_is_redacted_is_not_there_and_is_counted() {
    let case = rich();
    let whole = bundled(&case, "bundle");
    let count = |bytes: &[u8]| check(Cursor::new(bytes), &Brought::default(), &mut |_| ());
    let before = count(&whole);
    for (redact, gone) in [
        ("--redact source:report", &["Annual report", "p. 9", "\"62.5\",\"comparator\":\"=\",\"unit"][..2]),
        ("--redact actor:ben", &["ben found it", "\"ben\""][..]),
        ("--redact field:note", &["page nine", "ben found it"][..]),
        ("--redact field:claim.checked/note", &["page nine"][..]),
    ] {
        let bytes = bundled(&case, &format!("bundle --no-captures {redact}"));
        silent(&bytes, gone);
        let found = count(&bytes);
        assert_eq!(found.outcome, Outcome::Unanchored, "{redact}: {:?}", found.faults);
        assert!(found.withheld > before.withheld, "{redact}");
        // How many texts an event has that is told by its hash alone, nobody can say.
        let counted = (found.kept_back == before.kept_back).then_some(found.shown + found.withheld);
        assert!(counted.is_none_or(|counted| counted == before.shown + before.withheld), "{redact}");
        verified(&bytes, "").done().prints("withheld");
    }
    let by_ben = event_with(&case, "page nine");
    case.write("list.txt", format!("# withheld for ben\nevent:{}\nfield:locator\n", by_ben));
    silent(&bundled(&case, "bundle --redact list:list.txt"), &["page nine", "p. 9"]);
    for wrong in
        ["nothing", "actor:nobody", "field:claim.invented/note", "source:none", "event:abcdabcd", "list:absent.txt"]
    {
        case.run(&format!("bundle wrong.zip --redact {wrong}")).refused();
    }
}

#[test]
fn whoever_makes_a_bundle_and_whoever_verifies_it_count_the_same_texts_as_withheld_and_as_erased() {
    let case = TestCase::informed();
    case.run("evidence attach role --source informant --stance contradicts --locator 'page two' --note 'three of them' --amount 3")
        .done();
    let figure = case.json("log --limit 1")[0]["id"].as_str().unwrap().to_string();
    case.run("note role 'open'").done();
    case.run(&format!("erase {} --reason asked", event_with(&case, "open"))).done();
    // Of an event that is told by its hash alone, nobody counts the texts, erased or not.
    case.run(&format!("erase {figure} --reason asked")).done();
    case.run("note role 'lost on the way'").done();
    case.tamper("DELETE FROM disclosure WHERE json LIKE '%lost on the way%'");
    case.run_unchecked("rebuild").done();
    for line in ["bundle", "bundle --claim role", "--reveal bundle", "bundle --redact field:title"] {
        let made = bundled(&case, line);
        let said = case.json(&line.replacen("bundle", "bundle again.zip", 1));
        let found = verified_json(&made);
        for count in ["shown", "withheld", "erased", "kept_back", "events", "of"] {
            // What an excerpt leaves out, it does not count.
            if count != "kept_back" || said["full"] == true {
                assert_eq!(said[count], found[count], "{line}: {count}\n{said:#}\n{found:#}");
            }
        }
        let erased = if line.starts_with("--reveal") { 3 } else { 1 };
        assert_eq!((&said["erased"], &said["missing"]), (&erased.into(), &1.into()), "{line}");
        std::fs::remove_file(case.path("again.zip")).unwrap();
    }
    let note = case.run("bundle last.zip").done();
    note.prints("1 of them by whoever handed it on before").prints("erased         1 texts, as events record");
}

/// What is found in a bundle where there is neither casebook nor memory of one.
fn verified_json(bytes: &[u8]) -> serde_json::Value {
    let elsewhere = TestCase::without_casebook();
    elsewhere.write("given.zip", bytes);
    elsewhere.json("verify given.zip")
}

#[test]
fn a_bundle_that_contradicts_what_the_verifier_holds_has_diverged() {
    let case = TestCase::river();
    case.run("bundle early.zip").done();
    let early = std::fs::read(case.path("early.zip")).unwrap();
    case.run("note role 'later'").done();
    let head = case.run("checkpoint").done().out();
    let elsewhere = TestCase::without_casebook();
    elsewhere.write("given.zip", &early);
    elsewhere.write("head.txt", &head);
    // An old bundle is genuine; whoever holds a later head is told.
    elsewhere.run("verify given.zip --head head.txt").code(4).prints("DIVERGED").prints("ends at 7 events here");
    let other = TestCase::river();
    let named = |key: &str| format!("{}+{}", origin(&case), key.split_once('+').unwrap().1);
    let stranger = key(&other, "ana");
    elsewhere.run(&format!("verify given.zip --key {}", named(&stranger))).refused();
    let mine = key(&case, "ana");
    elsewhere.run(&format!("verify given.zip --key {mine}")).done().prints("OK");
    // A log that was written anew under its own key, where another history of it was seen.
    let again = TestCase::without_casebook();
    again.write("given.zip", &early);
    again.run("verify given.zip").done();
    let forged = head.replacen("\n8\n", "\n7\n", 1);
    elsewhere.write("forged.txt", forged);
    elsewhere.run("verify given.zip --head forged.txt").code(4).prints("DIVERGED").prints("never had the head of 7");
}

#[test]
fn a_policy_says_of_a_bundle_what_it_says_of_a_casebook() {
    let case = TestCase::river();
    let earlier = key(&case, "ana");
    case.run("key rotate").done();
    case.run("note role 'under another key'").done();
    case.write("trust.txt", format!("log {earlier}\nquorum none\n"));
    for (line, code, answer, by_other, says) in [
        ("bundle", 0, "OK: sound", 4, "none of the logs here is one that your policy lists"),
        ("bundle --claim role", 3, "your policy does not list it", 3, "your policy does not list it"),
    ] {
        let elsewhere = TestCase::without_casebook();
        elsewhere.write("given.zip", bundled(&case, line));
        elsewhere.write("trust.txt", format!("log {earlier}\nquorum none\n"));
        elsewhere.run("verify given.zip --policy trust.txt").code(code).prints(answer);
        elsewhere.write("other.txt", format!("log {}\nquorum none\n", key(&TestCase::river(), "ana")));
        elsewhere.run("verify given.zip --policy other.txt").code(by_other).prints(says);
    }
    let mut files = unzipped(&bundled(&case, "bundle"));
    files.retain(|path, _| !path.contains("/logs/2/"));
    listed_anew(&mut files);
    verified(&zipped(&files), "").code(4).prints("INVALID").prints("the log that goes on from it is not here");
}

#[test]
fn the_bytes_of_a_redacted_source_are_withheld_under_every_source() {
    let case = TestCase::river();
    case.write("leak.txt", "the ledger of the lower dam, kept by hand");
    for id in ["leak", "copy"] {
        case.run(&format!("source add --title 'Ledger of {id}' --id {id}")).done();
        case.run(&format!("capture leak.txt --source {id}")).done();
    }
    case.run("capture leak.txt").done();
    case.run("evidence attach role --source copy --stance context --quote 'kept by hand'").done();
    let told = ["lower dam, kept", "leak.txt", "kept by hand"];
    let whole = bundled(&case, "bundle");
    assert!(unzipped(&whole).values().any(|bytes| String::from_utf8_lossy(bytes).contains(told[0])));
    let bytes = bundled(&case, "bundle --redact source:leak");
    silent(&bytes, &told);
    verified(&bytes, "").done().prints("UNANCHORED");
}

#[test]
fn a_redacted_name_is_found_however_it_was_set() {
    let case = TestCase::river();
    case.run("check share confirmed --as 'José Okri'").done();
    let spellings = ["José\u{a0}Okri", "JOSÉ   OKRI", "Jose\u{301} Okri", "José-Okri", "jose\u{301}_okri.pdf"];
    for spelling in spellings {
        case.run(&format!("note share 'asked {spelling}'")).done();
    }
    case.run("note share 'asked nobody'").done();
    let bytes = bundled(&case, "bundle --redact 'actor:José Okri'");
    silent(&bytes, &["okri"]);
    let kept = unzipped(&bytes).values().any(|bytes| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let parts = text.split('"').filter_map(|part| data_encoding::BASE64URL_NOPAD.decode(part.as_bytes()).ok());
        parts.into_iter().any(|part| String::from_utf8_lossy(&part).contains("asked nobody"))
    });
    assert!(kept, "what does not hold the name is shown");
}

#[test]
fn what_is_no_bundle_is_not_called_tampered_with() {
    let case = TestCase::river();
    case.run("report xlsx work.xlsx").done();
    for line in ["verify work.xlsx", "merge work.xlsx"] {
        case.run(line).code(1).says("is an office document, not a bundle").says("`tickmark import xlsx FILE`");
    }
    case.run("report html page.html").done();
    case.run("verify page.html").code(1).says("page.html.manifest.json, is not beside it").says("`tickmark report csv");
    case.run("prove share -o claim.tlog-proof").done();
    case.run("verify claim.tlog-proof")
        .code(1)
        .says("the bytes of the event it proves are missing")
        .says("`tickmark log --event ID > FILE`");
    case.check_ledger();
}

#[test]
fn a_bundle_is_merged_as_the_casebook_would_be() {
    let case = rich();
    let start = TestCase::new();
    std::fs::write(case.path("all.zip"), bundled(&case, "--reveal bundle")).unwrap();
    let (by_bundle, by_file) = (TestCase::without_casebook(), TestCase::without_casebook());
    for other in [&by_bundle, &by_file] {
        crate::case::copy(&case.casebook(), &other.path("handed.db"));
        std::fs::copy(case.path("all.zip"), other.path("all.zip")).unwrap();
        crate::case::copy(&start.casebook(), &other.casebook());
    }
    by_bundle.run("merge all.zip").done().prints("events came from all.zip");
    by_file.run("merge handed.db").done();
    for line in ["claim list --json", "source list --json", "report csv -", "capture --list --json", "recheck --json"] {
        let [one, other] = [&by_bundle, &by_file].map(|case| case.run_unchecked(line).done().out());
        assert_eq!(one, other, "{line}");
    }
    let events = "SELECT group_concat(lower(hex(id))) FROM (SELECT id FROM event ORDER BY id)";
    assert_eq!(by_bundle.query(events), by_file.query(events));
    for table in ["cosignature", "timestamp", "blob", "disclosure", "checkpoint"] {
        let count = format!("SELECT count(*) FROM {table}");
        assert_eq!(by_bundle.query(&count), by_file.query(&count), "{table}");
    }
    by_bundle.run("merge all.zip").done().prints("contains nothing new");
    for (line, why) in [
        ("bundle", "told by their hash alone"),
        ("bundle --claim share", "it is an excerpt"),
        ("--reveal bundle --no-captures", "files that its events name are not in it"),
    ] {
        std::fs::write(by_bundle.path("part.zip"), bundled(&case, line)).unwrap();
        by_bundle.run("merge part.zip").refused().says(why);
    }
}

#[test]
fn other_programs_find_a_bundle_sound() {
    if !(module_there("bagit", "PyPI package bagit")
        && module_there("rocrate_validator", "PyPI package roc-validator")
        && module_there("rocrate", "PyPI package rocrate")
        && module_there("sd_jwt", "PyPI package sd-jwt"))
    {
        return;
    }
    let case = rich();
    for line in ["bundle", "bundle --claim share"] {
        let files = unzipped(&bundled(&case, line));
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in &files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let bag = folder.path().join("bundle");
        let validate = || {
            let mut command = python();
            command.args(["-m", "bagit", "--validate"]).arg(&bag);
            command.output().unwrap()
        };
        assert!(validate().status.success(), "{}", said(&validate()));
        let sums = Command::new("sha256sum").args(["-c", "--strict", "manifest-sha256.txt"]).current_dir(&bag).output();
        assert!(sums.unwrap().status.success());
        let driver = |name: &str| format!("{}/tests/verifiers/{name}", env!("CARGO_MANIFEST_DIR"));
        printed(python().arg(driver("crate.py")).arg(bag.join("data")));
        if line == "bundle" {
            let events = bag.join(EVENTS);
            let told = printed(python().arg(driver("disclosures.py")).arg(&events));
            assert!(told.ends_with("events\n"), "{told}");
            std::fs::write(&events, foreign_text(text(&files, EVENTS))).unwrap();
            assert!(!python().arg(driver("disclosures.py")).arg(&events).output().unwrap().status.success());
        }
        std::fs::write(bag.join("data/ro-crate-metadata.json"), "other words").unwrap();
        assert!(!validate().status.success());
    }
}
