//! What other people's programs say of what we write; a test says so where the program is not there.

use crate::case::TestCase;
use crate::programs::{said, there};
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::DecodePrivateKey;
use std::process::Command;

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
    let pem = std::fs::read_to_string(case.path(".config/tickmark/keys/ana.pem")).unwrap();
    let own = SigningKey::from_pkcs8_pem(&pem).unwrap();
    for (key, opens) in [(own, true), (SigningKey::from_bytes(&[8; 32]), false)] {
        let prefix = bech32::Hrp::parse("age-secret-key-").unwrap();
        let identity = bech32::encode::<bech32::Bech32>(prefix, &key.to_scalar_bytes()).unwrap();
        case.write("identity.txt", identity.to_uppercase() + "\n");
        let (identity, letter) = (case.path("identity.txt"), case.path("letter.age"));
        let opened = Command::new("age").arg("-d").arg("-i").arg(identity).arg(letter).output().unwrap();
        assert_eq!(opened.status.success(), opens, "{}", said(&opened));
        assert_eq!(opened.stdout == b"Nobody signed the permit.\n", opens);
    }
}
