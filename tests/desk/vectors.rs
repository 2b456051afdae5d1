//! The test vectors in docs/vectors: made from the code with fixed keys, salts and clock, and held to it on every run.
//!
//! `TICKMARK_WRITE_VECTORS=1 cargo test --test desk vectors` writes them anew.

use crate::programs::{module_there, python, said};
use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{SigningKey, VerifyingKey};
use serde_json::{Value, json};
use tickmark::ledger::cosignature::{WitnessKey, cosign};
use tickmark::ledger::disclosure::{self, Disclosure, disclose};
use tickmark::ledger::envelope::{Envelope, Header, Sealed, identify, seal};
use tickmark::ledger::note::{Checkpoint, verifier_key};
use tickmark::ledger::proof::{self, Head};
use tickmark::ledger::proof_file::{Growth, Inclusion};
use tickmark::ledger::tree::{Frontier, Hash, empty_root, leaf_hash, node_hash};
use tickmark::model::claim::Claim;
use tickmark::model::disclosure::{Texts, Value as Text};
use tickmark::model::event::{self, Event, Policy, Span};
use tickmark::model::id::Id;
use tickmark::model::quantity::{Figure, parse_amount};
use tickmark::model::record::Record;
use tickmark::model::time::{Day, Moment};
use tickmark::model::words::{Basis, ClaimType, Comparator, Priority, Stance, Tier, Verdict};

const ORIGIN: &str = "tickmark/00112233aabbccdd";
const WITNESS: &str = "tickmark/witness/0123456789abcdef";

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/vectors")
}

/// Compares with what is stored, or stores it where that is asked for.
#[track_caller]
fn is_stored(name: &str, content: &str) {
    let path = folder().join(name);
    if std::env::var_os("TICKMARK_WRITE_VECTORS").is_some() {
        std::fs::write(&path, content).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(stored == content, "docs/vectors/{name} is not what the code makes; it makes:\n{content}");
}

#[track_caller]
fn document_is_stored(name: &str, document: &Value) {
    is_stored(name, &(serde_json::to_string_pretty(document).unwrap() + "\n"));
}

/// A made-up log under the key whose 32 secret bytes are all 7, every event a minute after the one before.
struct Log {
    frontier: Frontier,
    roots: Vec<Hash>,
    sealed: Vec<(Sealed, Vec<Disclosure>)>,
    records: Vec<Record>,
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

impl Log {
    fn record(&mut self, event: impl Into<Event>, texts: &[(&str, Text)]) -> Id {
        let (event, seq) = (event.into(), self.sealed.len() as u64);
        let mut beside: Vec<(&str, Text, Disclosure)> = Vec::new();
        for (at, (name, value)) in texts.iter().enumerate() {
            let salt = [seq as u8 * 16 + at as u8; 16];
            beside.push((*name, value.clone(), disclose(&salt, name, value)));
        }
        beside.sort_by(|one, next| one.2.digest.cmp(&next.2.digest));
        let time = Moment::parse(&format!("2026-11-23T10:{seq:02}:00.000Z")).unwrap();
        let header = Header { clock: seq + 1, log: ORIGIN.into(), prev: self.frontier.root(), seq, time };
        let mut body = Vec::new();
        event.write_body(&mut body);
        let digests = beside.iter().map(|text| text.2.digest.as_str());
        let sealed = seal(&header, event.kind(), &body, digests).unwrap();
        self.frontier.push(sealed.leaf);
        self.roots.push(self.frontier.root());
        let texts = beside.iter().map(|(name, value, disclosure)| tickmark::model::disclosure::Text {
            name: (*name).to_string(),
            value: value.clone(),
            digest: disclosure.digest.clone(),
        });
        let texts = Texts(texts.collect());
        let (row, id) = (seq as i64 + 1, sealed.id);
        let (log, hand, actor) = (ORIGIN.into(), ORIGIN.into(), "ana".into());
        self.records.push(Record { row, id, actor, log, hand, seq, clock: seq + 1, time, event, texts, withheld: 0 });
        self.sealed.push((sealed, beside.into_iter().map(|text| text.2).collect()));
        id
    }

    fn head(&self, size: usize) -> Head {
        Head { size: size as u64, root: if size == 0 { empty_root() } else { self.roots[size - 1] } }
    }

    fn checkpoint(&self, size: usize) -> String {
        let Head { size, root } = self.head(size);
        Checkpoint { origin: ORIGIN.into(), size, root }.sign(&key())
    }

    fn bytes(&self, seq: usize) -> &str {
        std::str::from_utf8(&self.sealed[seq].0.bytes).unwrap()
    }

    fn leaves(&self) -> Vec<Hash> {
        self.sealed.iter().map(|(sealed, _)| sealed.leaf).collect()
    }
}

fn text(text: &str) -> Text {
    Text::Text(text.into())
}

/// Ana records a claim of a made-up story with evidence, checks it, amends it, checks it again and signs it off.
fn log() -> Log {
    let mut log = Log { frontier: Frontier::default(), roots: Vec::new(), sealed: Vec::new(), records: Vec::new() };
    let public = BASE64.encode(key().verifying_key().as_bytes());
    log.record(event::LogOpened { follows: None, key: public, signs_only: false }, &[("actor", text("ana"))]);
    log.record(event::PolicySet { policy: Policy::default(), rules: None }, &[]);
    let piece = log.record(
        event::PieceAdded { due: Day::parse("2026-12-01") },
        &[("title", text("The river permit")), ("byline", text("A. Writer"))],
    );
    let figure = |amount: &str| Figure {
        change: None,
        amount: parse_amount(amount).ok(),
        basis: Some(Basis::Flow),
        comparator: Comparator::Greater,
        from: Day::parse("2023-01-01"),
        to: Day::parse("2023-12-31"),
        upper: None,
    };
    let words = Text::fields([("unit", Some("USD".into())), ("subject", Some("Vega Mining".into()))]);
    let recorded = event::ClaimRecorded {
        draft: None,
        figure: Some(figure("12000000")),
        piece,
        priority: Priority::High,
        spans: vec![Span { start: 16, end: 39 }],
        r#type: ClaimType::InvestmentTotal,
    };
    let claim = log.record(
        recorded,
        &[
            ("statement", text("Vega Mining put over 12 million dollars into the works.\n")),
            ("quantity", words.clone()),
        ],
    );
    let source = log.record(
        event::SourceAdded { confidential: false, medium: None, terms: None, tier: Tier::Primary },
        &[("title", text("Annual report \u{2013} \u{201c}2023\u{201d}"))],
    );
    let attached = event::EvidenceAttached {
        as_of: None,
        capture: None,
        claim,
        confidence: None,
        despite: false,
        figure: Some(figure("12400000.50")),
        good_until: None,
        passage: None,
        source,
        stance: Stance::Supports,
    };
    log.record(attached, &[("locator", text("p. 4")), ("quantity", words.clone())]);
    let checked = || event::ClaimChecked { blind: false, claim, verdict: Verdict::Confirmed };
    log.record(checked(), &[("note", text("same figure in table 2"))]);
    let amended = event::ClaimAmended {
        claim,
        figure: Some(figure("12400000.50")),
        priority: None,
        refigured: true,
        reworded: false,
        r#type: None,
    };
    log.record(amended, &[("quantity", words), ("reason", text("the report has it to the cent"))]);
    log.record(checked(), &[]);
    let fingerprint = Claim::fold(&of_claim(&log)).unwrap().fingerprint();
    log.record(event::ClaimSignedOff { claim, despite: false, fingerprint, policy: Policy::default() }, &[]);
    log.record(event::ClaimNoted { claim, confidential: false }, &[("note", text("in the paper on Sunday"))]);
    log
}

/// The records of the claim, its recording first.
fn of_claim(log: &Log) -> Vec<Record> {
    let claim = log.records.iter().find(|record| matches!(record.event, Event::ClaimRecorded(_))).unwrap().id;
    log.records.iter().filter(|record| record.about() == Some(claim)).cloned().collect()
}

/// Gives the reason for which the bytes of an event are refused.
fn refused(bytes: &str) -> Option<String> {
    Envelope::read(bytes.as_bytes()).and_then(|envelope| envelope.event().map(drop)).err().map(|flaw| flaw.to_string())
}

#[test]
fn vectors_of_the_canonical_form() {
    let log = log();
    let accepted: Vec<Value> = (0..log.sealed.len())
        .map(|seq| {
            let sealed = &log.sealed[seq].0;
            json!({"bytes": log.bytes(seq), "id": sealed.id.hex(), "leaf": BASE64.encode(&sealed.leaf)})
        })
        .collect();
    let claim = log.bytes(3);
    let edits = [
        ("white space", "{\"_sd\"", "{ \"_sd\""),
        ("something after the last brace", "\"v\":1}", "\"v\":1}\n"),
        ("fields in another order", "\"_sd_alg\":\"sha-256\",\"body\"", "\"body\""),
        ("a field twice", "\"clock\":4", "\"clock\":4,\"clock\":4"),
        ("a field that is not known", "\"v\":1", "\"v\":1,\"w\":1"),
        ("a field that is not there", "\"clock\":4,", ""),
        ("a number with a point", "\"clock\":4", "\"clock\":4.0"),
        ("a number with an exponent", "\"clock\":4", "\"clock\":4e0"),
        ("a number with a leading zero", "\"clock\":4", "\"clock\":04"),
        ("a number below zero", "\"clock\":4", "\"clock\":-4"),
        ("2\u{2075}\u{00b3} in the envelope", "\"clock\":4", "\"clock\":9007199254740992"),
        ("2\u{2075}\u{00b3} in the body", "\"end\":39", "\"end\":9007199254740992"),
        ("null for what is absent", "\"piece\"", "\"draft\":null,\"piece\""),
        ("an empty list where it is to be absent", "\"spans\":[{\"end\":39,\"start\":16}]", "\"spans\":[]"),
        ("an escape that is not needed", "\"priority\":\"high\"", "\"priority\":\"h\\u0069gh\""),
        ("a word that is none of its list", "\"priority\":\"high\"", "\"priority\":\"urgent\""),
        ("an amount that is a number", "\"amount\":\"12000000\"", "\"amount\":12000000"),
        ("an amount with a leading zero", "\"12000000\"", "\"012000000\""),
        ("an amount with an exponent", "\"12000000\"", "\"12e6\""),
        ("an amount of minus zero", "\"12000000\"", "\"-0\""),
        ("an amount of 2\u{2079}\u{2076}", "\"12000000\"", "\"79228162514264337593543950336\""),
        ("a day that does not exist", "2023-01-01", "2023-02-29"),
        ("a time without milliseconds", "10:03:00.000Z", "10:03:00Z"),
        ("a time in another zone", "10:03:00.000Z", "10:03:00.000+00:00"),
        ("an id in capitals", "\"piece\":\"", "\"piece\":\"A"),
        ("another algorithm", "\"sha-256\"", "\"sha-512\""),
        ("an origin with a blank", "\"log\":\"tickmark/", "\"log\":\"tickmark "),
        ("the body of another kind", "claim.recorded", "claim.checked"),
    ];
    let mut wrong: Vec<(String, String)> = Vec::new();
    for (name, from, to) in edits {
        assert!(claim.contains(from), "{from}");
        wrong.push((name.into(), claim.replacen(from, to, 1)));
    }
    let digests = &log.sealed[3].1;
    let (one, two) = (digests[0].digest.as_str(), digests[1].digest.as_str());
    let swapped = claim.replacen(one, "*", 1).replacen(two, one, 1).replacen('*', two, 1);
    wrong.push(("digests out of order".into(), swapped));
    wrong.push(("a digest that is none".into(), claim.replacen(one, &format!("+{}", &one[1..]), 1)));
    wrong.push(("an empty text".into(), String::new()));
    let refusals: Vec<Value> = wrong
        .iter()
        .map(|(name, bytes)| {
            assert!(refused(bytes).is_some(), "{name} was accepted");
            json!({"what": name, "bytes": bytes})
        })
        .collect();
    (0..log.sealed.len()).for_each(|seq| assert_eq!(refused(log.bytes(seq)), None));
    document_is_stored("canonical.json", &json!({"accepted": accepted, "refused": refusals}));
}

#[test]
fn vectors_of_disclosures() {
    let values = [
        text(""),
        text("same figure in table 2"),
        text("tab\t, line\n, quote\", backslash\\, slash/, bell\u{7}, delete\u{7f}, line separator\u{2028}"),
        text("\u{e9}, e\u{301}, \u{4e2d}\u{6587}, \u{5e2}\u{5d1}\u{5e8}\u{5d9}\u{5ea}, \u{1f9fe}"),
        Text::List(vec!["one".into(), "two".into()]),
        Text::List(Vec::new()),
        Text::fields([("unit", Some("USD".into())), ("metric", Some("revenue".into()))]),
    ];
    let accepted: Vec<Value> = (0..)
        .zip(&values)
        .map(|(at, value)| {
            let Disclosure { digest, json } = disclose(&[at; 16], "note", value);
            assert!(disclosure::read(&json).is_ok());
            json!({"json": json, "digest": digest})
        })
        .collect();
    let fine = disclose(&[1; 16], "note", &text("\u{e9}t\u{e9}")).json;
    let fields = disclose(&[1; 16], "quantity", &values[6]).json;
    let wrong = [
        ("a blank after a comma", fine.replacen(",\"", ", \"", 1)),
        ("an escape that is not needed", fine.replacen('\u{e9}', "\\u00e9", 1)),
        ("half of a pair", fine.replacen('\u{e9}', "\\ud83e", 1)),
        ("two parts", r#"["AQEBAQEBAQEBAQEBAQEBAQ","note"]"#.into()),
        ("four parts", r#"["AQEBAQEBAQEBAQEBAQEBAQ","note","a","b"]"#.into()),
        ("a number", r#"["AQEBAQEBAQEBAQEBAQEBAQ","note",1]"#.into()),
        ("a text in a list in a list", r#"["AQEBAQEBAQEBAQEBAQEBAQ","note",[["a"]]]"#.into()),
        ("a name twice", r#"["AQEBAQEBAQEBAQEBAQEBAQ","note",{"a":"1","a":"2"}]"#.into()),
        ("names out of order", r#"["AQEBAQEBAQEBAQEBAQEBAQ","note",{"b":"1","a":"2"}]"#.into()),
        ("null", fields.replacen("\"USD\"", "null", 1)),
    ];
    let refusals: Vec<Value> = wrong
        .iter()
        .map(|(name, json)| {
            assert!(disclosure::read(json).is_err(), "{name} was accepted");
            json!({"what": name, "json": json})
        })
        .collect();
    document_is_stored("disclosures.json", &json!({"accepted": accepted, "refused": refusals}));
}

#[test]
fn vectors_of_trees() {
    let entries: Vec<String> = (0..20).map(|at| format!("entry {at}")).collect();
    let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry.as_bytes())).collect();
    let (mut frontier, mut roots) = (Frontier::default(), vec![empty_root()]);
    for leaf in &leaves {
        frontier.push(*leaf);
        roots.push(frontier.root());
    }
    let coded = |hashes: &[Hash]| hashes.iter().map(|hash| BASE64.encode(hash)).collect::<Vec<_>>();
    let load = |size: usize| {
        let tile = leaves[..size].concat();
        move |_: u64, _: u64| Ok::<_, std::convert::Infallible>(tile.clone())
    };
    let (mut inclusions, mut growths) = (Vec::new(), Vec::new());
    for (index, size) in [(0, 1), (0, 2), (1, 2), (2, 3), (0, 7), (6, 7), (3, 8), (11, 20), (19, 20)] {
        let path = proof::inclusion(index as u64, size as u64, load(size)).unwrap().unwrap();
        let head = Head { size: size as u64, root: roots[size] };
        assert!(proof::verify_inclusion(&leaves[index], index as u64, &head, &path));
        inclusions.push(json!({"index": index, "size": size, "path": coded(&path)}));
    }
    for (old, new) in [(1, 1), (1, 2), (2, 3), (3, 7), (4, 8), (6, 8), (7, 20), (16, 20), (20, 20)] {
        let path = proof::consistency(old as u64, new as u64, load(new)).unwrap().unwrap();
        let (from, to) = (Head { size: old as u64, root: roots[old] }, Head { size: new as u64, root: roots[new] });
        assert!(proof::verify_consistency(&from, &to, &path));
        growths.push(json!({"old": old, "new": new, "path": coded(&path)}));
    }
    let document = json!({
        "entries": entries,
        "leaves": coded(&leaves),
        "node": {"left": BASE64.encode(&leaves[0]), "right": BASE64.encode(&leaves[1]),
            "hash": BASE64.encode(&node_hash(&leaves[0], &leaves[1]))},
        "roots": coded(&roots),
        "inclusion": inclusions,
        "consistency": growths,
    });
    document_is_stored("tree.json", &document);
}

/// Bends one thing in a text, which must be there.
fn bent(what: &str, text: &str, from: &str, to: &str) -> Value {
    assert!(text.contains(from), "{from:?} is not in {text:?}");
    json!({"what": what, "text": text.replacen(from, to, 1)})
}

#[test]
fn vectors_of_checkpoints_proofs_and_cosignatures() {
    let log = log();
    let (size, public) = (log.sealed.len(), key().verifying_key());
    let load = |_: u64, _: u64| Ok::<_, std::convert::Infallible>(log.leaves().concat());
    let stranger = |_: &str| SigningKey::from_bytes(&[8; 32]);
    let checkpoint = log.checkpoint(size);
    let path = proof::inclusion(3, size as u64, load).unwrap().unwrap();
    let inclusion = Inclusion { index: 3, extra: None, path, checkpoint: checkpoint.clone() }.write();
    let path = proof::consistency(4, size as u64, load).unwrap().unwrap();
    let growth = Growth { old: 4, path, checkpoint: checkpoint.clone() }.write();
    let witness = SigningKey::from_bytes(&[9; 32]);
    let seconds = Moment::parse("2026-11-23T12:00:00.000Z").unwrap().millis() as u64 / 1000;
    let cosigned = checkpoint.clone() + &cosign(&checkpoint, WITNESS, &witness, seconds).unwrap();
    let witness_key = WitnessKey { name: WITNESS.into(), key: witness.verifying_key() };

    let forged = Checkpoint { origin: ORIGIN.into(), size: size as u64, root: log.head(size).root };
    let forged = forged.sign(&stranger("by another key"));
    let checkpoints = [
        bent("another size", &checkpoint, "\n11\n", "\n10\n"),
        bent("a size with a leading zero", &checkpoint, "\n11\n", "\n011\n"),
        bent("another origin", &checkpoint, "00112233", "00112234"),
        bent("no empty line", &checkpoint, "\n\n", "\n"),
        bent("an empty line too many", &checkpoint, "=\n\n", "=\n\n\n"),
        bent("carriage returns", &checkpoint, "\n11\n", "\r\n11\r\n"),
        json!({"what": "no signature", "text": checkpoint.split_inclusive('\n').take(4).collect::<String>()}),
        json!({"what": "signed by another key", "text": forged}),
    ];
    for wrong in &checkpoints {
        assert!(Checkpoint::open(wrong["text"].as_str().unwrap(), &public).is_err(), "{wrong}");
    }
    let event = log.bytes(3);
    let inclusions = [
        bent("another index", &inclusion, "index 3", "index 2"),
        bent("an index with a leading zero", &inclusion, "index 3", "index 03"),
        bent("another version", &inclusion, "@v1", "@v2"),
        json!({"what": "a hash less", "text": without_line(&inclusion, 2)}),
        bent("another checkpoint", &inclusion, "\n11\n", "\n12\n"),
    ];
    for wrong in &inclusions {
        let text = wrong["text"].as_str().unwrap();
        let verified = Inclusion::read(text).and_then(|proof| proof.verify(event.as_bytes(), &public));
        assert!(verified.is_err(), "{wrong}");
    }
    Inclusion::read(&inclusion).unwrap().verify(event.as_bytes(), &public).unwrap();
    let from = log.head(4);
    let growths = [
        bent("from another size", &growth, "old 4", "old 3"),
        json!({"what": "a hash less", "text": without_line(&growth, 1)}),
        bent("another checkpoint", &growth, "\n11\n", "\n12\n"),
    ];
    for wrong in &growths {
        let verified = Growth::read(wrong["text"].as_str().unwrap()).and_then(|proof| proof.verify(&from, &public));
        assert!(verified.is_err(), "{wrong}");
    }
    Growth::read(&growth).unwrap().verify(&from, &public).unwrap();
    let own = cosign(&checkpoint, WITNESS, &stranger("of the witness"), seconds).unwrap();
    let cosignatures = [
        bent("another size", &cosigned, "\n11\n", "\n12\n"),
        json!({"what": "by another key", "text": checkpoint.clone() + &own}),
        json!({"what": "no cosignature", "text": checkpoint}),
    ];
    for wrong in &cosignatures {
        assert!(witness_key.open(wrong["text"].as_str().unwrap()).is_err(), "{wrong}");
    }
    assert_eq!(witness_key.open(&cosigned).unwrap().time, seconds);

    is_stored("checkpoint.txt", &checkpoint);
    is_stored("event.json", event);
    is_stored("event.tlog-proof", &inclusion);
    is_stored("consistency.txt", &growth);
    is_stored("cosigned.txt", &cosigned);
    let document = json!({
        "key": verifier_key(ORIGIN, &public),
        "witness": witness_key.line(),
        "witness_time": seconds,
        "old": {"size": 4, "root": BASE64.encode(&from.root)},
        "checkpoint": checkpoints,
        "inclusion": inclusions,
        "consistency": growths,
        "cosignature": cosignatures,
    });
    document_is_stored("notes.json", &document);
}

fn without_line(text: &str, line: usize) -> String {
    text.split_inclusive('\n').enumerate().filter(|(at, _)| *at != line).map(|(_, line)| line).collect()
}

/// What the fingerprint of a claim is the hash of, written out by hand.
fn covered(claim: &Claim) -> String {
    let list = |ids: Vec<Id>| ids.iter().map(|id| format!("\"{}\"", id.hex())).collect::<Vec<_>>().join(",");
    let checks = list(claim.standing_checks().map(|check| check.mark.id).collect());
    let evidence = list(claim.live_evidence().map(|evidence| evidence.mark.id).collect());
    assert!(claim.resolution.is_none());
    format!(
        "{{\"anchored_by\":\"{}\",\"checks\":[{checks}],\"classed_by\":\"{}\",\"evidence\":[{evidence}],\"figured_by\":\"{}\",\"worded_by\":\"{}\"}}",
        claim.anchored_by.hex(),
        claim.classed_by.hex(),
        claim.figured_by.hex(),
        claim.worded_by.hex()
    )
}

#[test]
fn vectors_of_a_log_and_of_the_record_of_its_claim() {
    let log = log();
    let events: Vec<Value> = (0..log.sealed.len())
        .map(|seq| {
            let texts: Vec<&str> = log.sealed[seq].1.iter().map(|text| text.json.as_str()).collect();
            json!({"bytes": log.bytes(seq), "texts": texts, "root": BASE64.encode(&log.roots[seq])})
        })
        .collect();
    let folds: Vec<Value> = (1..=of_claim(&log).len())
        .map(|events| {
            let claim = Claim::fold(&of_claim(&log)[..events]).unwrap();
            let (record, covered) = (String::from_utf8(claim.record()).unwrap(), covered(&claim));
            assert_eq!(identify(covered.as_bytes()), claim.fingerprint());
            json!({
                "events": events,
                "status": claim.status().word(),
                "covered": covered,
                "fingerprint": claim.fingerprint().hex(),
                "record": record,
                "record_sha256": claim.record_sha256().hex(),
            })
        })
        .collect();
    assert_eq!(folds.last().unwrap()["status"], "signed-off");
    let document = json!({
        "secret_key": HEXLOWER.encode(&[7; 32]),
        "key": verifier_key(ORIGIN, &VerifyingKey::from(&key())),
        "events": events,
        "claim": {"id": of_claim(&log)[0].id.hex(), "folds": folds},
    });
    document_is_stored("log.json", &document);
}

#[test]
fn the_second_verifier_comes_to_the_vectors_too() {
    if !module_there("cryptography", "PyPI package cryptography") {
        return;
    }
    let script = format!("{}/tests/verifiers/vectors.py", env!("CARGO_MANIFEST_DIR"));
    // One event of every kind that there is.
    let stored = format!("{}/tests/golden/events.txt", env!("CARGO_MANIFEST_DIR"));
    let output = python().arg(script).arg(folder()).arg(stored).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains(", 0 faults"), "{}", said(&output));
}
