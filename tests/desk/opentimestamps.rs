//! OpenTimestamps: a promise is no proof, a block is a claim until somebody brings it, and others read the same.

use crate::case::TestCase;
use crate::programs::{said, there};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::process::Command;

const MAGIC: &[u8] = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08";
const PENDING: &[u8] = b"\x00\x83\xdf\xe3\x0d\x2e\xf9\x0c\x8e\x1d\x1chttps://calendar.example/vol";
const BLOCK_358391: &[u8] = b"\x00\x05\x88\x96\x0d\x73\xd7\x19\x01\x03\xf7\xef\x15";

/// The river case with its checkpoint, and a file over it that holds these paths.
fn stamped(paths: &[u8]) -> TestCase {
    let case = TestCase::river();
    case.run("timestamp request -o cp.tsq --checkpoint cp").done();
    let digest = Sha256::digest(std::fs::read(case.path("cp")).unwrap());
    case.write("cp.ots", [MAGIC, &digest, paths].concat());
    case
}

/// One step to a block: eight bytes more, hashed twice.
fn to_block() -> Vec<u8> {
    [b"\xf0\x08withmore\x08\x08", BLOCK_358391].concat()
}

fn root(case: &TestCase) -> Vec<u8> {
    let digest = Sha256::digest(std::fs::read(case.path("cp")).unwrap());
    Sha256::digest(Sha256::digest([&digest[..], b"withmore"].concat())).to_vec()
}

/// A header with a root, found on 23 November 2026 at 10:00.
fn header(root: &[u8]) -> String {
    HEXLOWER.encode(&[&[1; 36][..], root, &1_795_428_000u32.to_le_bytes(), &[2; 8]].concat())
}

#[test]
fn a_promise_is_never_shown_as_proven() {
    let case = stamped(PENDING);
    case.run("timestamp attach cp.ots").done().prints("promised by https://calendar.example/vol");
    let verified = case.run("timestamp verify").code(3).prints("pending: the first 7 events");
    assert!(!verified.out().contains("proven:"), "{}", verified.out());
    let judged = case.json_of("timestamp verify", 3);
    assert_eq!((judged[0]["state"].as_str(), judged[0]["latest"].is_null()), (Some("pending"), true));
    case.run("timestamp list").done().prints("opentimestamps").prints("pending");
}

#[test]
fn a_block_is_a_claim_until_somebody_brings_it() {
    let case = stamped(&[&[0xff][..], PENDING, &to_block()].concat());
    case.run("timestamp attach cp.ots").done().prints("block 358391 of Bitcoin has the Merkle root");
    case.run("timestamp verify").code(3).prints("claimed, not checked here: the first 7 events");
    let (genuine, other) = (header(&root(&case)), header(&[7; 32]));
    let ran = case.run(&format!("timestamp verify --bitcoin-header 358391={genuine}")).done();
    // A block may be two hours off.
    ran.prints("existed by 2026-11-23T12:00:00.000Z").prints("block 358391 of Bitcoin, as it was given");
    case.run(&format!("timestamp verify --bitcoin-header 358391={other}")).code(3).prints("no block that was given");
    case.run(&format!("timestamp verify --bitcoin-header 358392={genuine}")).code(3).prints("no block that was given");
    case.run("timestamp verify --bitcoin-header 358391").refused().says("HEIGHT=HEADER");
}

#[test]
fn a_file_over_other_bytes_or_with_another_hash_is_refused() {
    let case = stamped(PENDING);
    case.write("other.ots", [MAGIC, &[9; 32], PENDING].concat());
    case.run("timestamp attach other.ots").refused().says("over no checkpoint of this casebook");
    case.write("cut.ots", &std::fs::read(case.path("cp.ots")).unwrap()[..80]);
    case.run("timestamp attach cut.ots").refused().says("the timestamp is refused: it ends in the middle");
    case.run("timestamp attach cp.ots --request cp.tsq").refused().says("answers no request");
}

#[test]
fn the_reader_of_others_reads_the_same() {
    if !there("ots", "--version", "PyPI package opentimestamps-client") {
        return;
    }
    let case = stamped(&[&[0xff][..], PENDING, &to_block()].concat());
    case.run("timestamp attach cp.ots").done();
    let info = Command::new("ots").arg("info").arg(case.path("cp.ots")).env("HOME", case.path("")).output().unwrap();
    assert!(info.status.success(), "{}", said(&info));
    let mut shown = root(&case);
    shown.reverse();
    let shown = HEXLOWER.encode(&shown);
    for part in ["BitcoinBlockHeaderAttestation(358391)", "PendingAttestation('https://calendar.example/vol')", &shown]
    {
        assert!(said(&info).contains(part), "{part}\n{}", said(&info));
    }
    case.run("timestamp list").done().prints(&shown);
    case.write("cut.ots", &std::fs::read(case.path("cp.ots")).unwrap()[..80]);
    let info = Command::new("ots").arg("info").arg(case.path("cut.ots")).env("HOME", case.path("")).output().unwrap();
    assert!(!info.status.success());
}
