//! What a policy may say, and what it says of checkpoints.

use super::*;
use crate::ledger::cosignature::cosign;
use crate::ledger::note::verifier_key;
use ed25519_dalek::SigningKey;
use proptest::prelude::*;

fn secret(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn log(seed: u8) -> String {
    verifier_key("tickmark/0011", &secret(seed).verifying_key())
}

fn witness(seed: u8) -> WitnessKey {
    WitnessKey { name: format!("witness/{seed}"), key: secret(seed).verifying_key() }
}

/// The policy with logs, three witnesses named `a`, `b` and `c`, and further lines.
fn policy(more: &str) -> String {
    let lines: String = ["a", "b", "c"]
        .iter()
        .zip(1..)
        .map(|(name, seed)| format!("witness {name} {}\n", witness(seed).line()))
        .collect();
    format!("# whom I trust\n\nlog {} https://ana.example/log\n{lines}{more}", log(9))
}

fn note(by: u8, cosigners: &[u8]) -> String {
    let mut note = Checkpoint { origin: "tickmark/0011".into(), size: 7, root: [8; 32] }.sign(&secret(by));
    for seed in cosigners {
        let line = cosign(&note, &witness(*seed).name, &secret(*seed), 1_795_428_000).unwrap();
        note += &line;
    }
    note
}

fn judge(more: &str, by: u8, cosigners: &[u8]) -> Word {
    Policy::read(policy(more).as_bytes()).unwrap().judge(&note(by, cosigners)).unwrap()
}

#[test]
fn a_quorum_is_reached_or_said_to_be_short() {
    for (more, cosigners, reached) in [
        ("quorum none\n", &[][..], true),
        ("quorum a\n", &[1], true),
        ("quorum a\n", &[2, 3], false),
        ("group g any a b\nquorum g\n", &[2], true),
        ("group g any a b\nquorum g\n", &[3], false),
        ("group g all a b c\nquorum g\n", &[1, 2, 3], true),
        ("group g all a b c\nquorum g\n", &[1, 3], false),
        ("group g 2 a b c\n  quorum\tg \n", &[1, 3], true),
        ("group g 2 a b c\nquorum g\n", &[3], false),
        ("group g any a b\ngroup h all g c\nquorum h\n", &[1, 3], true),
        ("group g any a b\ngroup h all g c\nquorum h\n", &[1, 2], false),
    ] {
        let word = judge(more, 9, cosigners);
        assert_eq!(word == Word::Trusted, reached, "{more}{cosigners:?}: {word:?}");
        assert!(reached || matches!(word, Word::ShortOfQuorum(_)), "{more}{cosigners:?}: {word:?}");
    }
    let Word::ShortOfQuorum(said) = judge("group g 2 a b c\nquorum g\n", 9, &[3]) else { panic!() };
    assert_eq!(said, "group g asks for 2 of 3 to cosign it; there: c; missing: a, b");
}

#[test]
fn a_log_is_trusted_under_one_key() {
    assert_eq!(judge("quorum none\n", 8, &[]), Word::OtherKey);
    assert_eq!(judge("quorum a\n", 8, &[1]), Word::OtherKey);
    let other = Checkpoint { origin: "tickmark/0012".into(), size: 7, root: [8; 32] }.sign(&secret(9));
    let listed = Policy::read(policy("quorum none\n").as_bytes()).unwrap();
    assert_eq!(listed.judge(&other), Ok(Word::Unlisted));
    assert!(matches!(listed.judge(&note(9, &[]).replace("\n7\n", "\n8\n")), Err(note::Flaw::Forged(_))));
    // Without logs, the witnesses say which are trusted; without either, nobody does.
    let line = witness(1).line();
    let unlisted = Policy::read(format!("witness a {line}\nquorum a\n").as_bytes()).unwrap();
    assert_eq!(unlisted.judge(&note(8, &[1])), Ok(Word::Trusted));
    assert_eq!(Policy::read(b"quorum none\n").unwrap().judge(&note(9, &[])), Ok(Word::Unlisted));
}

#[test]
fn a_policy_is_read_strictly_and_a_fault_has_its_line() {
    let (a, other) = (witness(1).line(), log(8));
    for (more, line, part) in [
        ("", 6, "no line says which quorum"),
        ("quorum none", 7, "does not end with a newline"),
        ("quorum none\nquorum none\n", 8, "a quorum was named above"),
        ("quorum d\n", 7, "no line above defines d"),
        ("quorum g\ngroup g any a\n", 7, "no line above defines g"),
        ("quorum none more\n", 7, "the quorum is written"),
        ("group g any\nquorum g\n", 7, "a group is written"),
        ("group g 0 a\nquorum g\n", 7, "a number from 1 to 1"),
        ("group g 2 a\nquorum g\n", 7, "a number from 1 to 1"),
        ("group g 02 a b\nquorum g\n", 7, "a number from 1 to 2"),
        ("group g +1 a b\nquorum g\n", 7, "a number from 1 to 2"),
        ("group g any a a\nquorum g\n", 7, "a member already"),
        ("group g any a b\ngroup h any a c\nquorum h\n", 8, "a member already"),
        ("group g any none\nquorum g\n", 7, "no line above defines none"),
        ("group none any a\nquorum none\n", 7, "cannot be a name"),
        ("group a any b\nquorum a\n", 7, "the name of another above"),
        ("group g any g\nquorum g\n", 7, "no line above defines g"),
        (&format!("witness d {a}\nquorum d\n"), 7, "is that of witness a above"),
        (&format!("witness d {other}\nquorum d\n"), 7, "is not the Ed25519 key of a witness"),
        (&format!("log {a}\nquorum none\n"), 7, "is not the Ed25519 key of a log"),
        (&format!("log {other}\nquorum none\n"), 7, "stands in it twice"),
        (&format!("log {other}x\nquorum none\n"), 7, "is not the Ed25519 key of a log"),
        ("log\nquorum none\n", 7, "a log is written"),
        ("witness d\nquorum none\n", 7, "a witness is written"),
        ("trust everybody\nquorum none\n", 7, "is none of log, witness, group, quorum"),
        ("quorum none\r\n", 7, "the control character 0x0d"),
        ("# \u{1b}[2J\nquorum none\n", 7, "the control character 0x1b"),
    ] {
        let fault = Policy::read(policy(more).as_bytes()).expect_err(more);
        assert!(fault.line == line && fault.fault.contains(part), "{more}: {fault}");
    }
    assert_eq!(Policy::read(b"").unwrap_err().line, 1);
}

#[test]
fn names_are_octets() {
    let line = witness(1).line();
    let text = [b"witness \xff\xfe ".as_slice(), line.as_bytes(), b" h\xc3\xbc\nquorum \xff\xfe\n"].concat();
    assert!(Policy::read(&text).unwrap().quorum(|_| true).is_ok());
    let other = [b"witness K ".as_slice(), line.as_bytes(), "\nquorum \u{212a}\n".as_bytes()].concat();
    assert_eq!(Policy::read(&other).unwrap_err().line, 2);
}

#[test]
fn as_many_logs_witnesses_and_groups_as_the_specification_wants() {
    let mut text = String::new();
    for seed in 1..=40u8 {
        let key = secret(seed).verifying_key();
        text +=
            &format!("log {}\nwitness w{seed} {}\n", verifier_key(&format!("log/{seed}"), &key), witness(seed).line());
    }
    text += "group g1 any w1\n";
    for at in 2..=40 {
        text += &format!("group g{at} all w{at} g{}\n", at - 1);
    }
    let policy = Policy::read((text + "quorum g40\n").as_bytes()).unwrap();
    assert!(policy.quorum(|_| true).is_ok());
    assert!(policy.quorum(|witness| witness.name != "witness/7").is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Policy::read(&bytes);
    }
}
