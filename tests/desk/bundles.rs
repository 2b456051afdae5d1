//! Bundles: handed over, verified without the casebook, tampered with, taken in.

use crate::authority::{Authority, Made};
use crate::case::{Ran, TestCase};
use crate::programs::{module_there, printed, python, said};
use crate::tlog::key;
use crate::zipped::{Files, change, listed_anew, text, unzipped, zipped};
use proptest::prelude::*;
use std::io::Cursor;
use std::process::Command;
use tickmark::bundle::check::{Brought, check};
use tickmark::model::outcome::Outcome;

/// The informed case with two captures, a verdict by ben, a cosignature, a timestamp and an erasure.
fn rich() -> TestCase {
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
fn bundled(case: &TestCase, line: &str) -> Vec<u8> {
    let name = "made.zip";
    let _ = std::fs::remove_file(case.path(name));
    case.run(&line.replacen("bundle", &format!("bundle {name}"), 1)).done();
    std::fs::read(case.path(name)).unwrap()
}

/// Verifies a bundle where there is neither casebook nor memory of one.
fn verified(bytes: &[u8], more: &str) -> Ran {
    let elsewhere = TestCase::without_casebook();
    elsewhere.write("given.zip", bytes);
    crate::second::agrees_on_bundle(&elsewhere.path("given.zip"), outcome(bytes));
    elsewhere.run(&format!("verify given.zip {more}"))
}

fn outcome(bytes: &[u8]) -> Outcome {
    check(Cursor::new(bytes), &Brought::default(), &mut |_| ()).outcome
}

#[test]
fn a_bundle_proves_itself_where_there_is_no_casebook() {
    let case = rich();
    let bytes = bundled(&case, "bundle");
    let ran = verified(&bytes, "").done().prints("UNANCHORED").prints("2 events, told by their hash alone");
    ran.prints("1 texts, as events tell").prints("1 attached").prints("4 hashed again");
    let (anas, bens) = (key(&case, "ana"), key(&case, "ben"));
    verified(&bytes, &format!("--key {anas}")).done().prints("UNANCHORED");
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
    assert!(!ran.out().contains("told by their hash alone"));
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

/// A change to the files of a bundle.
type Tampering = (&'static str, fn(&mut Files), &'static str);

const EVENTS: &str = "data/logs/1/events.jsonl";

const TAMPERINGS: &[Tampering] = &[
    (
        "an event is changed",
        |files| change(files, EVENTS, |text| text.replacen("\"high\"", "\"low\"", 1)),
        "does not continue",
    ),
    (
        "the end is cut off",
        |files| change(files, EVENTS, |text| lines(text, |lines| lines.truncate(3))),
        "its checkpoint is over",
    ),
    ("two events change places", |files| change(files, EVENTS, |text| lines(text, |lines| lines.swap(3, 4))), "is due"),
    (
        "an event is cut out",
        |files| change(files, EVENTS, |text| lines(text, |lines| lines.retain(|line| !line.contains("piece.added")))),
        "is due",
    ),
    (
        "an event is spelled otherwise",
        |files| change(files, EVENTS, |text| text.replacen("{\"_sd\"", "{ \"_sd\"", 1)),
        "not the canonical form",
    ),
    (
        "an event is told by another hash",
        |files| {
            change(files, EVENTS, |text| text.replacen("{\"leaf\":\"", "{\"leaf\":\"A", 1).replacen("=\"}", "\"}", 1))
        },
        "does not continue",
    ),
    ("a text is another", |files| change(files, EVENTS, foreign_text), "whose digest is not in it"),
    ("a text stands twice", |files| change(files, EVENTS, doubled_text), "twice"),
    (
        "a line is no event",
        |files| change(files, EVENTS, |text| text.replacen("{\"disclosures\"", "{\"disclosure\"", 1)),
        "cannot be read",
    ),
    (
        "the head is another",
        |files| {
            change(files, "data/logs/1/checkpoint", |text| {
                text.replacen("\n\n", "\n\n\u{2014} a b\n", 1).replace("\u{2014} tick", "\u{2014} tock")
            })
        },
        "no signature by the key",
    ),
    (
        "an earlier head is another",
        |files| change(files, "data/logs/1/checkpoints.jsonl", |text| text.replacen("\\n5\\n", "\\n4\\n", 1)),
        "not genuine",
    ),
    ("a log is told twice", twice, "there twice"),
    ("there is no log", |files| files.retain(|path, _| !path.contains("/logs/")), "there is no log"),
    ("a capture is another", |files| swap_capture(files), "does not have the hash that is its name"),
    (
        "a capture is added",
        |files| drop(files.insert(capture_path(b"stray"), b"stray".to_vec())),
        "no event in the bundle tells of it",
    ),
    (
        "a timestamp is another",
        |files| {
            let path = ending(files, ".tsr");
            files.get_mut(&path).unwrap()[0] ^= 1;
        },
        "not the timestamp that was attached",
    ),
    (
        "a timestamp is over something else",
        |files| {
            let path = ending(files, ".note")["bundle/".len()..].to_string();
            change(files, &path, |text| lines(text, |lines| lines[1] = "1"))
        },
        "it is over events that are not there",
    ),
    (
        "a cosignature is another",
        |files| {
            change(files, "data/logs/1/cosignatures.jsonl", |text| {
                text.replacen("\"note\":\"tickmark/", "\"note\":\"tickmark/0", 1)
            })
        },
        "is not genuine",
    ),
    ("it is no bag", |files| drop(files.remove("bundle/bagit.txt")), "bagit.txt is not there"),
];

fn lines(text: &str, change: impl Fn(&mut Vec<&str>)) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    change(&mut lines);
    lines.join("\n") + "\n"
}

fn foreign_text(events: &str) -> String {
    let foreign = tickmark::bundle::layout::encoded("[\"AAAAAAAAAAAAAAAAAAAAAA\",\"note\",\"nobody said so\"]");
    events.replacen("{\"disclosures\":[\"", &format!("{{\"disclosures\":[\"{foreign}\",\""), 1)
}

fn doubled_text(events: &str) -> String {
    let text = events.split('"').nth(3).unwrap();
    events.replacen(&format!("\"{text}\""), &format!("\"{text}\",\"{text}\""), 1)
}

fn twice(files: &mut Files) {
    let log: Vec<_> =
        files.iter().filter(|(path, _)| path.contains("/logs/1/")).map(|(p, b)| (p.clone(), b.clone())).collect();
    files.retain(|path, _| !path.contains("/logs/2/"));
    files.extend(log.into_iter().map(|(path, bytes)| (path.replace("/logs/1/", "/logs/2/"), bytes)));
}

fn capture_path(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    format!("bundle/data/captures/{}", data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)))
}

fn swap_capture(files: &mut Files) {
    let path = files.keys().find(|path| path.contains("/captures/")).unwrap().clone();
    files.insert(path, b"Vega Mining owns nothing.\n".to_vec());
}

fn ending(files: &Files, ending: &str) -> String {
    files.keys().find(|path| path.ends_with(ending)).unwrap().clone()
}

#[test]
fn a_bundle_that_was_tampered_with_is_invalid_even_where_its_manifests_were_made_anew() {
    let case = rich();
    let genuine = unzipped(&bundled(&case, "bundle"));
    let mut anew = genuine.clone();
    listed_anew(&mut anew);
    assert_eq!(outcome(&zipped(&anew)), Outcome::Unanchored);
    for (what, tamper, finding) in TAMPERINGS {
        let mut files = genuine.clone();
        tamper(&mut files);
        assert_eq!(outcome(&zipped(&files)), Outcome::Invalid, "{what}, by its bag");
        listed_anew(&mut files);
        let ran = verified(&zipped(&files), "").code(4).prints("INVALID");
        assert!(ran.out().contains(finding), "{what}: {}", ran.out());
    }
    let mut stray = genuine;
    stray.insert("bundle/data/more.txt".into(), b"more".to_vec());
    verified(&zipped(&stray), "").code(4).prints("no manifest lists it");
}

/// What is done to the files of a bundle, with what stands around it.
type Change<'a> = Box<dyn Fn(&mut Files) + 'a>;

#[test]
fn an_excerpt_that_was_tampered_with_is_invalid() {
    let case = rich();
    let genuine = unzipped(&bundled(&case, "bundle --claim share"));
    let folder = "data/logs/1/events/";
    let first =
        genuine.keys().filter_map(|path| path.strip_prefix("bundle/data/logs/1/events/")?.strip_suffix(".json"));
    let mut numbers: Vec<u64> = first.map(|number| number.parse().unwrap()).collect();
    numbers.sort_unstable();
    let (opening, other) = (numbers[0], numbers[1]);
    assert_eq!(opening, 0);
    let path = |number: u64, ending: &str| format!("{folder}{number}.{ending}");
    let tamperings: Vec<(&str, Change)> = vec![
        (
            "an event is changed",
            Box::new(|files| change(files, &path(other, "json"), |text| text.replacen("\"clock\":", "\"clock\":1", 1))),
        ),
        (
            "a proof is of another",
            Box::new(|files| {
                let proof = files[&format!("bundle/{}", path(opening, "tlog-proof"))].clone();
                files.insert(format!("bundle/{}", path(other, "tlog-proof")), proof);
            }),
        ),
        ("the opening is gone", Box::new(|files| files.retain(|at, _| !at.contains("/events/0.")))),
        ("a proof is gone", Box::new(|files| drop(files.remove(&format!("bundle/{}", path(other, "tlog-proof")))))),
        ("an event is gone", Box::new(|files| drop(files.remove(&format!("bundle/{}", path(other, "json")))))),
        (
            "a text is another's",
            Box::new(|files| {
                change(files, "data/logs/1/disclosures.jsonl", |text| text.replacen("\"seq\":0}", "\"seq\":1}", 1))
            }),
        ),
        (
            "something else is among them",
            Box::new(|files| drop(files.insert(format!("bundle/{folder}x.json"), Vec::new()))),
        ),
    ];
    for (what, tamper) in tamperings {
        let mut files = genuine.clone();
        tamper(&mut files);
        listed_anew(&mut files);
        assert_eq!(outcome(&zipped(&files)), Outcome::Invalid, "{what}");
        case.write("given.zip", zipped(&files));
        crate::second::agrees_on_bundle(&case.path("given.zip"), Outcome::Invalid);
    }
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
    for (line, answer) in [("bundle", "OK: sound"), ("bundle --claim role", "your policy does not list it")] {
        let elsewhere = TestCase::without_casebook();
        elsewhere.write("given.zip", bundled(&case, line));
        elsewhere.write("trust.txt", format!("log {earlier}\nquorum none\n"));
        elsewhere.run("verify given.zip --policy trust.txt").done().prints(answer);
        elsewhere.write("other.txt", format!("log {}\nquorum none\n", key(&TestCase::river(), "ana")));
        elsewhere.run("verify given.zip --policy other.txt").done().prints("UNANCHORED").prints("does not list it");
    }
    let mut files = unzipped(&bundled(&case, "bundle"));
    files.retain(|path, _| !path.contains("/logs/2/"));
    listed_anew(&mut files);
    verified(&zipped(&files), "").code(4).prints("INVALID").prints("the log that goes on from it is not here");
}

#[test]
fn hostile_zip_files_are_answered_and_not_obeyed() {
    let case = TestCase::river();
    let genuine = unzipped(&bundled(&case, "bundle"));
    for path in
        ["bundle/../up.txt", "/etc/up.txt", "bundle/data/..\\up.txt", "other/up.txt", "bundle/data/UP\u{1b}[31m"]
    {
        let mut files = genuine.clone();
        files.insert(path.into(), b"up".to_vec());
        let ran = verified(&zipped(&files), "").code(4).prints("INVALID");
        assert!(!ran.out().contains('\u{1b}'));
    }
    let mut swollen = genuine.clone();
    swollen.insert("bundle/data/logs/1/events.jsonl".into(), vec![b'\n'; 3 << 20]);
    verified(&zipped(&swollen), "").code(4).prints("unpacks to more than it may");
    verified(b"PK\x03\x04 and nothing else", "").code(4).prints("INVALID");
    let elsewhere = TestCase::new();
    elsewhere.write("given.zip", zipped(&swollen));
    elsewhere.run("merge given.zip").code(4).says("is not sound").says("`tickmark verify given.zip`");
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
    case.run("evidence attach role --source copy --stance supports --quote 'kept by hand'").done();
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
        case.run(line).code(1).says("is an office document and no bundle").says("`tickmark import xlsx FILE`");
    }
    case.run("report html page.html").done();
    case.run("verify page.html").code(1).says("page.html.manifest.json, is not beside it").says("`tickmark report csv");
    case.run("prove share -o claim.tlog-proof").done();
    case.run("verify claim.tlog-proof").code(1).says("not beside it").says("`tickmark log --event ID > FILE`");
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
    by_bundle.run("merge all.zip").done().prints("nothing that is not here already");
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
        std::fs::write(bag.join("data/VERIFY.md"), "other words").unwrap();
        assert!(!validate().status.success());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_changed_byte_is_never_sound_under_the_key_of_the_log(places in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..4)) {
        let genuine = river_bundle();
        let mut bytes = genuine.clone();
        for (at, byte) in places {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let found = outcome(&bytes);
        // What zip files say in several places, and dates and rights of files, say nothing that is relied on.
        if found != Outcome::Invalid {
            prop_assert_eq!(unzipped(&bytes), unzipped(genuine));
        }
    }

    #[test]
    fn whatever_is_no_bundle_is_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(outcome(&bytes), Outcome::Invalid);
    }
}

fn river_bundle() -> &'static Vec<u8> {
    static MADE: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    MADE.get_or_init(|| bundled(&TestCase::river(), "bundle"))
}
