//! Bundles that somebody changed, or made to harm: each is answered, and none is obeyed.

use crate::bundles::{bundled, outcome, rich, verified};
use crate::case::TestCase;
use crate::zipped::{Files, change, listed_anew, unzipped, zipped};
use proptest::prelude::*;
use tickmark::model::outcome::Outcome;

/// A change to the files of a bundle.
type Tampering = (&'static str, fn(&mut Files), &'static str);

pub const EVENTS: &str = "data/logs/1/events.jsonl";

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

pub fn foreign_text(events: &str) -> String {
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

/// What somebody does to the files of a bundle, by name.
type Around = (&'static str, fn(&mut Files));

/// What a stranger does around the proofs: words are changed, and every hash is made to fit.
const AROUND: &[Around] = &[
    ("a cell of the audit report", |files| {
        change(files, "data/reports/audit.csv", |text| text.replace("62.5", "26.5"));
    }),
    ("the article", |files| {
        let path = ending(files, ".html")["bundle/".len()..].to_string();
        change(files, &path, |text| text.replace("62.5", "26.5"));
    }),
    ("what a person reads first", |files| {
        change(files, "VERIFY.md", |text| text.replace("Take the verifier from", "Trust all from"))
    }),
    ("what the crate says", |files| {
        change(files, "data/ro-crate-metadata.json", |text| text.replace("A check file", "An audited file"));
    }),
    ("what the bag says", |files| change(files, "bag-info.txt", |text| text.replace("The whole record", "All of it"))),
    ("a file of another's", |files| drop(files.insert("bundle/data/letter.txt".into(), b"Trust me.".to_vec()))),
];

#[test]
fn nobody_vouches_for_what_was_changed_around_the_proofs() {
    let case = TestCase::river();
    let genuine = bundled(&case, "bundle");
    let mine = crate::tlog::key(&case, "ana");
    let brought = format!("--key {mine}");
    verified(&genuine, &brought).done().prints("OK: sound").prints("packed by");
    for (what, tamper) in AROUND {
        let mut files = unzipped(&genuine);
        tamper(&mut files);
        listed_anew(&mut files);
        // Under the note of whoever packed it, it is forged.
        let ran = verified(&zipped(&files), &brought).code(4);
        ran.prints("INVALID: ").prints("it is not the one that whoever packed it signed");
        // Without the note nobody says so, and nobody vouches for it.
        files.remove("bundle/manifest.note");
        listed_anew(&mut files);
        let ran = verified(&zipped(&files), &brought)
            .code(3)
            .prints("UNANCHORED: the record is sound")
            .prints("not vouched for: ");
        assert_eq!(ran.out().matches("not vouched for: ").count(), 1, "{what}: {}", ran.out());
        // On the page there is nothing to make it again with.
        assert_eq!(outcome_under(&zipped(&files), &mine), Outcome::Unanchored, "{what}");
    }
    // A bundle that nobody signed is what its events make, where all of it can be made again.
    let mut files = unzipped(&genuine);
    files.remove("bundle/manifest.note");
    listed_anew(&mut files);
    let ran = verified(&zipped(&files), &brought).done().prints("OK: sound");
    assert!(!ran.out().contains("not vouched for"), "{}", ran.out());
}

/// What the page is told, for which nothing is made again, by a reader who brings a key.
fn outcome_under(bytes: &[u8], key: &str) -> Outcome {
    use tickmark::bundle::check::{Brought, check};
    use tickmark::ledger::{trust::Trust, trusted::Trusted};
    let (origin, key) = tickmark::ledger::note::parse_verifier_key(key).unwrap();
    let named = [Trusted::Log(tickmark::ledger::trusted::TrustedKey { origin, key })];
    let trust = Trust { named: &named, policy: None, for_this: true };
    check(std::io::Cursor::new(bytes), &Brought { trust, ..Brought::default() }, &mut |_| ()).outcome
}

#[test]
fn an_excerpt_is_as_whoever_packed_it_signed_it_or_nobody_vouches_for_the_words_in_it() {
    let case = rich();
    let piece = case.json("piece list")[0]["id"].as_str().unwrap().to_string();
    let genuine = bundled(&case, &format!("bundle --piece {piece}"));
    let keys = format!("--key {} --key {}", crate::tlog::key(&case, "ana"), crate::tlog::key(&case, "ben"));
    let ran = verified(&genuine, &keys).done().prints("OK: sound").prints("as it was packed").prints("as packed");
    assert!(!ran.out().contains("not vouched for"), "{}", ran.out());
    // It is signed by ana, whom nobody vouches for here.
    verified(&genuine, &format!("--key {}", crate::tlog::key(&case, "ben"))).code(3).prints("not vouched for: ");
    let mut files = unzipped(&genuine);
    files.remove("bundle/manifest.note");
    listed_anew(&mut files);
    verified(&zipped(&files), &keys).code(3).prints("UNANCHORED: ").prints("not vouched for: VERIFY.md");
    // A note under another key, or that of another bundle.
    let other = unzipped(&bundled(&case, "bundle"));
    files.insert("bundle/manifest.note".into(), other["bundle/manifest.note"].clone());
    listed_anew(&mut files);
    verified(&zipped(&files), &keys).code(4).prints("it is not the one that whoever packed it signed");
}

#[test]
fn openssl_and_sha256sum_alone_say_who_packed_a_bundle_and_that_it_is_whole() {
    use std::process::Command;
    let case = rich();
    let bytes = bundled(&case, "bundle");
    let folder = TestCase::without_casebook();
    for (path, bytes) in unzipped(&bytes) {
        let to = folder.path(&path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, bytes).unwrap();
    }
    let note = std::fs::read_to_string(folder.path("bundle/VERIFY.md")).unwrap();
    for told in ["What it can show", "What it cannot show", "Revoked keys", "verify.html", "format.md", "openssl"] {
        assert!(note.contains(told), "{told}");
    }
    assert!(folder.path("bundle/format.md").exists());
    let by_hand = note.split("alone\n").nth(1).unwrap();
    let blocks: Vec<&str> = by_hand.split("```").skip(1).step_by(2).collect();
    let (origin, key) = tickmark::ledger::note::parse_verifier_key(&crate::tlog::key(&case, "ana")).unwrap();
    let key = data_encoding::BASE64.encode(key.as_bytes());
    let last = blocks[2].replace("LOG", &origin).replace("KEY", &key);
    let script = format!(
        "set -e\n{}\n{}\n{last}\necho all done\n",
        blocks[0].trim_start_matches("sh"),
        blocks[1].trim_start_matches("sh")
    );
    let run = || Command::new("bash").args(["-c", &script]).current_dir(folder.path("bundle")).output().unwrap();
    let openssl = Command::new("openssl").arg("version").output();
    if openssl.is_err() {
        return;
    }
    let output = run();
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{out}{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(out.matches("Signature Verified Successfully").count(), 3, "{out}");
    assert!(out.contains("files: as packed") && out.ends_with("all done\n"), "{out}");
    std::fs::write(folder.path("bundle/VERIFY.md"), "Trust me.").unwrap();
    assert!(!run().status.success());
}

#[test]
fn a_bundle_names_the_keys_that_were_revoked() {
    let case = rich();
    let bens = crate::tlog::key(&case, "ben");
    case.run(&format!("key revoke {bens} --reason stolen")).done();
    let files = unzipped(&bundled(&case, "bundle"));
    let note = crate::zipped::text(&files, "VERIFY.md");
    let log = bens.split('+').next().unwrap();
    assert!(note.contains(&format!("The key of log {log} is not to be trusted beyond its first")), "{note}");
}

#[test]
fn whoever_writes_no_log_hands_on_a_bundle_that_nobody_stands_for() {
    let case = TestCase::river();
    case.run("bundle signed.zip").done().prints("its files stand under the key of");
    case.run_unchecked("bundle handed.zip --as nobody").done().prints("by nobody");
    let files = unzipped(&std::fs::read(case.path("handed.zip")).unwrap());
    assert!(!files.contains_key("bundle/manifest.note"));
}

#[test]
fn a_bundle_that_was_packed_again_is_told_as_that_and_verified_by_its_files() {
    let genuine = unzipped(river_bundle());
    let under = |folder: &str| -> Files {
        genuine.iter().map(|(path, bytes)| (path.replacen("bundle/", folder, 1), bytes.clone())).collect()
    };
    let with = |mut files: Files, more: &[(&str, &[u8])]| {
        files.extend(more.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())));
        files
    };
    for (files, told) in [
        (with(under("bundle/"), &[("bundle/.DS_Store", b"x"), ("__MACOSX/._bundle", b"y")]), "no part of it"),
        (with(under("bundle/"), &[("bundle/", b""), ("bundle/data/", b"")]), "no part of it"),
        (under(""), "without its folder `bundle`"),
        (under("for the lawyer/"), "under the folder `for the lawyer`"),
    ] {
        verified(&zipped(&files), "").done().prints("UNANCHORED: ").prints("repacked").prints(told);
        let elsewhere = TestCase::new();
        elsewhere.write("given.zip", zipped(&files));
        elsewhere.run("merge given.zip").done();
        // Where something in it differs as well, that is what is said.
        let bent = files.into_iter().map(|(path, mut bytes)| {
            if path.ends_with("events.jsonl") {
                bytes = String::from_utf8(bytes).unwrap().replacen("\"high\"", "\"low\"", 1).into_bytes();
            }
            (path, bytes)
        });
        verified(&zipped(&bent.collect()), "").code(4).prints("INVALID: ").prints("not those that were packed");
    }
    verified(river_bundle(), "").done();
    assert!(!verified(river_bundle(), "").out().contains("repacked"));
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
