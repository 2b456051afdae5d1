//! What other people's programs say of what we write; a test says so where the program is not there.

use crate::case::TestCase;
use crate::programs::{said, there};
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::DecodePrivateKey;
use std::process::{Command, Output};
use tickmark::casebook::sealing::{self, Recipient};

/// The river case with two captures of its report.
fn captured() -> TestCase {
    let case = TestCase::river();
    case.write("report.html", "<html><title>Report</title><p>Over 12 million dollars went into the dam.</p></html>");
    case.write("table.csv", "Year,Revenue\n2019,12500000\n");
    case.run("capture report.html --source report").done();
    case.run("capture table.csv --source report").done();
    case
}

#[test]
fn warcio_finds_every_digest_of_an_export_right() {
    if !there("warcio", "--version", "PyPI package warcio") {
        return;
    }
    let case = captured();
    case.run("export warc out.warc.gz").done();
    let check = Command::new("warcio").arg("check").arg("-v").arg(case.path("out.warc.gz")).output().unwrap();
    assert!(check.status.success(), "{}", said(&check));
    assert_eq!(said(&check).matches("digest pass").count(), 3, "{}", said(&check));
    let mut bytes = std::fs::read(case.path("out.warc.gz")).unwrap();
    let middle = bytes.len() * 2 / 3;
    bytes[middle] ^= 0xff;
    case.write("out.warc.gz", &bytes);
    let check = Command::new("warcio").arg("check").arg("-v").arg(case.path("out.warc.gz")).output().unwrap();
    assert!(!check.status.success() || said(&check).matches("digest pass").count() < 3, "{}", said(&check));
}

#[test]
fn wacz_finds_an_export_valid() {
    if !there("wacz", "--help", "PyPI package wacz") {
        return;
    }
    let case = captured();
    case.run("export wacz out.wacz").done();
    let check = Command::new("wacz").arg("validate").arg("-f").arg(case.path("out.wacz")).output().unwrap();
    assert!(said(&check).contains("Validation succeeded"), "{}", said(&check));
}

#[test]
fn age_opens_a_confidential_capture_with_the_key_of_its_log_and_with_no_other() {
    if !there("age", "--version", "Debian package age") {
        return;
    }
    let case = TestCase::river();
    case.write("letter.txt", "Nobody signed the permit.\n");
    case.run("capture letter.txt --confidential").done();
    let conn = rusqlite::Connection::open(case.casebook()).unwrap();
    let sql =
        "SELECT data FROM blob_chunk WHERE substr(data, 1, 21) = CAST('age-encryption.org/v1' AS BLOB) ORDER BY blob";
    let sealed: Vec<u8> = conn.query_row(sql, [], |row| row.get(0)).unwrap();
    case.write("letter.age", &sealed);
    for (key, opens) in [(own_key(&case), true), (SigningKey::from_bytes(&[8; 32]), false)] {
        let opened = age(&case, &key, "letter.age");
        assert_eq!(opened.status.success(), opens, "{}", said(&opened));
        assert_eq!(opened.stdout == b"Nobody signed the permit.\n", opens);
    }
}

#[test]
fn age_opens_what_we_seal_and_we_open_what_it_seals_whatever_its_size() {
    if !there("age", "--version", "Debian package age") {
        return;
    }
    let case = TestCase::river();
    let key = own_key(&case);
    let to = [Recipient { actor: "ana".into(), key: BASE64.encode(key.verifying_key().as_bytes()) }];
    let named = spelled("age", key.verifying_key().to_montgomery().as_bytes());
    for size in [0, 1, (64 << 10) - 1, 64 << 10, (64 << 10) + 1, 200 << 10] {
        let bytes: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
        let mut ours = Vec::new();
        sealing::seal(&to, &bytes[..], &mut ours).unwrap();
        case.write("ours.age", &ours);
        let opened = age(&case, &key, "ours.age");
        assert!(opened.status.success() && opened.stdout == bytes, "{size}");
        case.write("plain", &bytes);
        let theirs = Command::new("age").args(["-r", &named]).arg(case.path("plain")).output().unwrap();
        let opened = sealing::open(&case.home(), &theirs.stdout).unwrap();
        assert!(opened.is_some_and(|opened| opened == bytes), "{size}");
    }
}

/// The key under which `ana` records.
fn own_key(case: &TestCase) -> SigningKey {
    let pem = std::fs::read_to_string(case.path(".config/tickmark/keys/ana.pem")).unwrap();
    SigningKey::from_pkcs8_pem(&pem).unwrap()
}

/// Lets `age` open a file of the case with a key.
fn age(case: &TestCase, key: &SigningKey, file: &str) -> Output {
    case.write("identity.txt", spelled("age-secret-key-", &key.to_scalar_bytes()).to_uppercase() + "\n");
    Command::new("age").arg("-d").arg("-i").args([case.path("identity.txt"), case.path(file)]).output().unwrap()
}

/// Spells a key as `age` takes it.
fn spelled(prefix: &str, key: &[u8]) -> String {
    bech32::encode::<bech32::Bech32>(bech32::Hrp::parse(prefix).unwrap(), key).unwrap()
}
