//! Web archives good and bad, made up in code; and what other programs say of ours.

use super::*;
use crate::exchange::digest;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use proptest::prelude::*;
use std::io::Write as _;

fn record(kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\n{fields}Content-Length: ");
    [head.as_bytes(), block.len().to_string().as_bytes(), b"\r\n\r\n", block, b"\r\n\r\n"].concat()
}

/// Makes a `response` record of HTTP headers and a body.
fn answer(fields: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Target-URI: <https://tarn.example/a>\r\nWARC-Date: 2024-05-01T08:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\n{fields}"
    );
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=utf-8\r\n{headers}\r\n");
    record("response", &fields, &[head.as_bytes(), body].concat())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read_within(bytes: &[u8], limits: &Limits) -> Result<(Vec<Response>, Summary), Fault> {
    let mut responses = Vec::new();
    let summary = each_response(bytes, limits, |response| {
        responses.push(response);
        Ok::<(), Fault>(())
    })?;
    Ok((responses, summary))
}

fn read(bytes: &[u8]) -> (Vec<Response>, Summary) {
    read_within(bytes, &Limits::default()).unwrap()
}

fn body_of(headers: &str, body: &[u8]) -> Result<Vec<u8>, String> {
    let (responses, summary) = read(&answer("", headers, body));
    match responses.into_iter().next() {
        Some(response) => Ok(response.body),
        None => Err(summary.faults[0].to_string()),
    }
}

#[test]
fn an_answer_is_read_from_plain_and_packed_files() {
    let info = record("warcinfo", "", b"software: Heritrix 3\r\nformat: WARC\r\n");
    let plain = [info, answer("", "X-A: 1\r\n folded\r\n", b"<p>Words.")].concat();
    let split = plain.windows(8).rposition(|window| window == b"WARC/1.0").unwrap();
    let packed = [gzip(&plain[..split]), gzip(&plain[split..])].concat();
    for file in [plain, packed] {
        let (responses, summary) = read(&file);
        assert_eq!(summary.software.as_deref(), Some("Heritrix 3"));
        assert_eq!((summary.records, summary.responses, &summary.faults), (2, 1, &vec![]));
        let response = &responses[0];
        assert_eq!(response.address, "https://tarn.example/a");
        assert_eq!((response.status, response.media_type.as_str()), (Some(200), "text/html"));
        assert_eq!(response.headers[1], ("X-A".to_owned(), "1 folded".to_owned()));
        assert_eq!(response.body, b"<p>Words.");
        assert!(!response.digest_checked);
    }
}

#[test]
fn the_codings_of_a_transfer_are_taken_off() {
    let packed = gzip(b"Words.");
    let chunked = [b"3;x=y\r\n".as_slice(), &packed[..3], b"\r\n", b"FF\r\n"].concat();
    assert_eq!(body_of("Content-Encoding: gzip\r\n", &packed), Ok(b"Words.".to_vec()));
    assert_eq!(body_of("Transfer-Encoding: chunked\r\n", b"3\r\nWor\r\n3\r\nds.\r\n0\r\n\r\n"), Ok(b"Words.".to_vec()));
    assert!(body_of("Transfer-Encoding: chunked\r\n", &chunked).unwrap_err().contains("it ends within a chunk"));
    let twice = [packed.as_slice(), &packed, b"\0\0junk"].concat();
    assert_eq!(body_of("Content-Encoding: gzip\r\n", &twice), Ok(b"Words.Words.".to_vec()));
    let both = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
    let headers = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n";
    assert_eq!(body_of(headers, &both), Ok(b"Words.".to_vec()));
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(b"Words.").unwrap();
    let zlib = zlib.finish().unwrap();
    assert_eq!(body_of("Content-Encoding: deflate\r\n", &zlib), Ok(b"Words.".to_vec()));
    let bare = &zlib[2..zlib.len() - 4];
    assert_eq!(body_of("Content-Encoding: deflate\r\n", bare), Ok(b"Words.".to_vec()));
    // Some crawlers take the codings off and leave the headers.
    assert_eq!(body_of(headers, b"Words."), Ok(b"Words.".to_vec()));
    assert!(body_of("Content-Encoding: gzip\r\n", &packed[..9]).unwrap_err().contains("cannot be unpacked"));
}

#[test]
fn a_coding_that_is_not_known_is_told_and_left_on() {
    let (responses, _) = read(&answer("", "Content-Encoding: br\r\n", b"\x0b\x02\x80"));
    assert_eq!(responses[0].encoding.as_deref(), Some("br"));
    assert_eq!(responses[0].body, b"\x0b\x02\x80");
}

#[test]
fn digests_are_checked_and_a_changed_record_is_named() {
    let packed = gzip(b"Words.");
    let as_sent = format!("WARC-Payload-Digest: {}\r\n", digest::sha256(&packed));
    let as_meant = format!("WARC-Payload-Digest: {}\r\n", digest::sha256(b"Words."));
    for fields in [&as_sent, &as_meant] {
        let (responses, _) = read(&answer(fields, "Content-Encoding: gzip\r\n", &packed));
        assert!(responses[0].digest_checked);
    }
    let whole = [answer(&as_meant, "", b"Swords."), answer(&as_meant, "", b"Words.")].concat();
    let (responses, summary) = read(&whole);
    assert_eq!(responses.len(), 1, "the record after it is read all the same");
    let message = summary.faults[0].to_string();
    assert!(message.starts_with("record 1 (<urn:uuid:1>, https://tarn.example/a) was changed"), "{message}");
    let block = record("resource", "WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n", b"abd");
    assert_eq!(read(&block).1.faults.len(), 1);
    let block = record("resource", "WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n", b"abc");
    assert!(read(&block).0[0].digest_checked);
}

#[test]
fn a_revisit_is_reported() {
    let fields = "WARC-Target-URI: https://tarn.example/\r\nWARC-Refers-To-Date: 2020-01-01T00:00:00Z\r\n";
    let (responses, summary) = read(&record("revisit", fields, b"HTTP/1.1 200 OK\r\n\r\n"));
    assert!(responses.is_empty());
    assert_eq!(summary.revisits[0].address, "https://tarn.example/");
    assert_eq!(summary.revisits[0].refers_to_date.as_deref(), Some("2020-01-01T00:00:00Z"));
}

#[test]
fn what_is_no_archive_or_a_part_of_one_is_refused() {
    let check = |bytes: &[u8], part: &str| {
        let message = read_within(bytes, &Limits::default()).unwrap_err().to_string();
        assert!(message.contains(part), "{message}");
    };
    check(b"", "the file holds nothing");
    check(b"<html>", "starts with `WARC/1`");
    check(b"<html>\n", "starts with `WARC/1`");
    check(b"\x28\xb5\x2f\xfd....", "zstd -d");
    check(b"WARC/0.18\r\n", "version 0.18");
    check(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "Content-Length");
    let whole = answer("", "", b"Words.");
    check(&whole[..whole.len() - 8], "ends too early");
    check(&gzip(&whole)[..60], "ends too early");
    check(&[b"WARC/1.0\r\n".as_slice(), &b"a: b\r\n".repeat(400)].concat(), "more than 256 fields");
    check(&[b"WARC/1.0\r\n".as_slice(), &vec![b'a'; 1 << 20]].concat(), "more than 65536 bytes");
}

#[test]
fn bombs_are_refused() {
    let limits = Limits { body: 1 << 20, free: 4 << 20, ratio: 10, records: 3, ..Limits::default() };
    let zeros = vec![0; 2 << 20];
    let (_, summary) = read_within(&answer("", "", &zeros), &limits).unwrap();
    assert!(matches!(summary.faults[0], Fault::TooLarge { .. }), "{:?}", summary.faults);
    let (_, summary) = read_within(&answer("", "Content-Encoding: gzip\r\n", &gzip(&zeros)), &limits).unwrap();
    assert!(matches!(summary.faults[0], Fault::Bomb { .. }), "{:?}", summary.faults);
    let packed = gzip(&answer("", "", &vec![0; 8 << 20]));
    assert!(matches!(read_within(&packed, &limits), Err(Fault::Bomb { .. })));
    let many = record("metadata", "", b"").repeat(4);
    assert_eq!(read_within(&many, &limits), Err(Fault::TooMany { what: "records", most: 3 }));
}

/// Two captures, one of them as a server gave it.
pub(in crate::exchange) fn kept() -> Vec<Kept> {
    let headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("X-Odd", "é\r\nSet-Cookie: a=b")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let page = Kept {
        address: "https://www.Tarn.example/dam?b=2&a=1".to_owned(),
        date: "2024-05-01T10:00:00+02:00".to_owned(),
        media_type: "text/html".to_owned(),
        http: Some(Http { status: 200, headers }),
        body: b"<html><title>A dam for Tarn</title><p>It cost 5 million.</html>".to_vec(),
        encoding: None,
    };
    let file = Kept {
        address: "urn:sha256:5".to_owned(),
        media_type: "application/pdf".to_owned(),
        http: None,
        ..page.clone()
    };
    vec![page.clone(), page, file]
}

fn info() -> Info {
    let date = "2024-06-01T00:00:00Z".to_owned();
    Info { date, software: "tickmark".to_owned(), part_of: "The Tarn dam".to_owned() }
}

fn write(kept: &[Kept]) -> (Vec<u8>, Vec<Entry>) {
    let mut writer = Writer::start(Vec::new(), &info()).unwrap();
    let entries = kept.iter().map(|kept| writer.keep(kept).unwrap()).collect();
    (writer.finish().unwrap(), entries)
}

#[test]
fn what_is_written_is_read_again_and_is_the_same_twice() {
    let (file, entries) = write(&kept());
    assert_eq!(file, write(&kept()).0);
    assert_ne!(entries[0].record_id, entries[1].record_id);
    let (responses, summary) = read(&file);
    assert_eq!((summary.records, summary.responses, summary.faults.len()), (4, 3, 0));
    assert_eq!(responses[0].body, kept()[0].body);
    assert_eq!(responses[0].date, "2024-05-01T08:00:00Z");
    assert!(responses.iter().all(|response| response.digest_checked));
    let names: Vec<&str> = responses[0].headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Content-Type", "X-Archive-Orig-Content-Encoding", "X-Odd", "Content-Length"]);
    assert_eq!((responses[2].status, responses[2].media_type.as_str()), (None, "application/pdf"));
    let entry = &entries[1];
    let member = &file[entry.offset as usize..][..entry.length as usize];
    assert_eq!(read(member).0[0].record_id, entry.record_id);
    let again: Vec<Kept> = responses.into_iter().map(Kept::from).collect();
    let (third, _) = write(&again);
    let headers = |file: &[u8]| read(file).0.into_iter().map(|response| response.headers).collect::<Vec<_>>();
    assert_eq!(headers(&third), headers(&file), "a second turn adds no names");
}

#[test]
fn what_would_break_a_file_is_not_written() {
    let refused = |change: &dyn Fn(&mut Kept)| {
        let mut kept = kept().remove(0);
        change(&mut kept);
        Writer::start(Vec::new(), &info()).unwrap().keep(&kept).unwrap_err().to_string()
    };
    assert!(refused(&|kept| kept.address = "/a".into()).contains("must be absolute"));
    assert!(refused(&|kept| kept.address = "https://a\r\nWARC-Type: x".into()).contains("no blanks"));
    assert!(refused(&|kept| kept.date = "yesterday".into()).contains("2026-11-24T02:00:00Z"));
    assert!(refused(&|kept| kept.http = Some(Http { status: 7, headers: vec![] })).contains("three digits"));
    let header = ("a: b\r\nc".to_owned(), String::new());
    assert!(
        refused(&|kept| kept.http = Some(Http { status: 200, headers: vec![header.clone()] }))
            .contains("without blanks")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_damage_makes_the_reader_panic(blows in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..8)) {
        let chunked = answer("", "Transfer-Encoding: chunked\r\n", b"3\r\nWor\r\n3\r\nds.\r\n0\r\n\r\n");
        let packed = answer("", "Content-Encoding: gzip\r\n", &gzip(b"Words."));
        let plain = [chunked, packed].concat();
        for mut file in [gzip(&plain), write(&kept()).0, plain] {
            for (at, byte) in &blows {
                let index = at % file.len();
                file[index] = *byte;
            }
            let limits = Limits { body: 1 << 16, ..Limits::default() };
            let _ = read_within(&file, &limits);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_within(&[b"WARC/1.1\r\n".as_slice(), &bytes].concat(), &Limits::default());
        let _ = read_within(&answer("", "Transfer-Encoding: chunked\r\n", &bytes), &Limits::default());
        let _ = read_within(&answer("", "Content-Encoding: deflate\r\n", &bytes), &Limits::default());
    }
}
