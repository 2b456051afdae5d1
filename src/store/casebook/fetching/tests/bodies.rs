//! Bodies: too long, cut short, in chunks, compressed.

use super::*;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

#[test]
fn a_body_beyond_the_limit_is_refused() {
    let said = Site::saying("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n");
    let reason = "its body is 100001 bytes long; at most 100000 are fetched";
    assert_eq!(said.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
    let exact = Site::saying(page("", &vec![b'x'; 100_000]));
    assert_eq!(exact.answer("/").body.len(), 100_000);
    let endless = Site::that(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n"));
        while stream.write_all(&[b'x'; 4096]).is_ok() {}
    });
    let reason = "its body is longer than the 100000 bytes that are fetched at most";
    assert_eq!(endless.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
    let chunked = Site::that(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        while stream.write_all(&[b"1000\r\n".as_slice(), &[b'x'; 4096], b"\r\n"].concat()).is_ok() {}
    });
    assert_eq!(chunked.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
}

#[test]
fn a_body_that_breaks_off_is_refused() {
    let short = Site::saying("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    let reason = "the connection ended before the answer did; 4 of 10 bytes had come";
    assert_eq!(short.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
    let chunk = Site::saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
    let reason = "the connection ended before the answer did; 4 bytes had come";
    assert_eq!(chunk.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
    let garbled = Site::saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n");
    let refusal = garbled.refusal("/", quick());
    assert!(refusal.contains("its body is not framed as HTTP wants it"), "{refusal}");
}

#[test]
fn chunks_are_put_together_and_an_open_end_is_told() {
    let chunked = Site::saying(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nThe p\r\n6;x=y\r\nermit.\r\n0\r\nX-Late: 1\r\n\r\n",
    );
    let answer = chunked.answer("/");
    assert_eq!((answer.body.as_slice(), answer.end_marked), (&b"The permit."[..], true));
    let open = Site::saying("HTTP/1.1 200 OK\r\n\r\nuntil the end");
    let answer = open.answer("/");
    assert_eq!((answer.body.as_slice(), answer.end_marked), (&b"until the end"[..], false));
    let cut = Site::saying("HTTP/1.1 200 OK\r\n\r\n");
    assert!(!cut.answer("/").end_marked);
    let bodiless = Site::saying("HTTP/1.1 204 No Content\r\n\r\n");
    assert!(bodiless.answer("/").end_marked);
    let hinted = Site::saying([b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n".to_vec(), page("", b"then")].concat());
    assert_eq!(hinted.answer("/").body, b"then");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_coding_that_nobody_asked_for_is_undone_and_told() {
    let text = b"The permit was not issued.".as_slice();
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(text).unwrap();
    let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
    bare.write_all(text).unwrap();
    let table = [
        ("gzip", gzip(text)),
        ("X-GZIP", gzip(text)),
        ("gzip", [gzip(&text[..9]), gzip(&text[9..])].concat()),
        ("deflate", zlib.finish().unwrap()),
        ("deflate", bare.finish().unwrap()),
    ];
    for (coding, bytes) in table {
        let answer = Site::saying(page(&format!("Content-Encoding: {coding}\r\n"), &bytes)).answer("/");
        assert_eq!((answer.readable(), &answer.body), (Some(text), &bytes));
        assert_eq!(answer.content, Content::Decoded { coding: coding.to_ascii_lowercase(), bytes: text.to_vec() });
    }
    for coding in ["br", "gzip, gzip", "gzip"] {
        let answer = Site::saying(page(&format!("Content-Encoding: {coding}\r\n"), b"\x1f\x8bnot so")).answer("/");
        assert_eq!((answer.readable(), answer.body.as_slice()), (None, &b"\x1f\x8bnot so"[..]));
    }
    assert_eq!(Site::saying(page("Content-Encoding: identity\r\n", text)).answer("/").content, Content::AsSent);
}

#[test]
fn a_bomb_does_not_go_off() {
    let bomb = gzip(&vec![0; 8_000_000]);
    assert!(bomb.len() < 100_000);
    let site = Site::saying(page("Content-Encoding: gzip\r\n", &bomb));
    let reason = "its content is longer than the 100000 bytes allowed, once the gzip coding is undone";
    assert_eq!(site.refusal("/", quick()), format!("http://127.0.0.1:PORT/: {reason}"));
    let exact = Site::saying(page("Content-Encoding: gzip\r\n", &gzip(&vec![0; 100_000])));
    assert_eq!(exact.answer("/").readable().map(<[u8]>::len), Some(100_000));
}
