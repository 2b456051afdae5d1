//! Pages that a browser saved with all their parts in one file.

use super::*;
use crate::ingest::{Format, mht, sniff};
use proptest::prelude::*;

const PROSE: &str = "It cost five million pounds, of which the county paid a half, and it was opened in the rain.";

fn saved(encoding: &str, charset: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://tarn.example/dam?a=3D1\r\n\
         Subject: =?utf-8?Q?A=20dam=20for=20?=\r\n =?utf-8?B?VMOkcm4=?=\r\nDate: Wed, 1 May 2024 10:00:00 +0200\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--=_b; x\"\r\n\r\n\r\n\
         ----=_b; x\r\nContent-Type: image/png\r\nContent-Location: https://tarn.example/a.png\r\n\r\nnothing\r\n\
         ----=_b; x\r\nContent-Type: text/html{charset}\r\nContent-ID: <frame-1@mhtml.blink>\r\n\
         Content-Transfer-Encoding: {encoding}\r\nContent-Location: https://tarn.example/dam\r\n\r\n"
    );
    [head.as_bytes(), body, b"\r\n----=_b; x--\r\nafter"].concat()
}

#[test]
fn the_page_is_found_among_the_parts() {
    let page = format!("<html><body><p>{PROSE} Jos=C3=A9 =\r\npaid 5 =3D five.</p></body></html>");
    let file = saved("quoted-printable", "", page.as_bytes());
    assert_eq!(sniff::format(&file, ""), Ok(Format::Mht));
    let document = read_as(&file, "");
    check_sound(&document);
    assert_eq!(document.format, Format::Mht);
    assert!(document.text.ends_with("José paid 5 = five."), "{}", document.text);
    let origin = mht::origin(&file).unwrap();
    assert_eq!(origin.address.as_deref(), Some("https://tarn.example/dam?a=3D1"));
    assert_eq!(origin.saved_at.as_deref(), Some("2024-05-01T08:00:00Z"));
    assert_eq!(origin.title.as_deref(), Some("A dam for Tärn"));
}

#[test]
fn older_letters_and_encodings_are_read() {
    let page = format!("<html><body><p>{PROSE} Jos").into_bytes();
    let latin = [page.as_slice(), b"\xe9 paid.</p></body></html>"].concat();
    let file = saved("8bit", "; charset=\"iso-8859-1\"", &latin);
    assert!(read_as(&file, "").text.ends_with("José paid."));
    let coded = data_encoding::BASE64.encode(&latin);
    let lines: Vec<&str> = coded.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    let file = saved("base64", "; charset=windows-1252", lines.join("\r\n").as_bytes());
    assert!(read_as(&file, "").text.ends_with("José paid."));
}

#[test]
fn a_page_that_nobody_can_find_is_told() {
    let none = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--";
    assert_eq!(refused(none, "").to_string(), "the saved page lacks a part with HTML");
    assert_eq!(mht::origin(none), None);
    assert!(refused(&saved("uuencode", "", b"x"), "").to_string().contains("encoded in `uuencode`"));
    assert!(matches!(refused(&saved("base64", "", b"x!"), ""), Fault::Broken { .. }));
    let mail = b"Subject: Hello\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nWords.";
    assert_eq!(sniff::format(mail, "a.eml"), Ok(Format::Plain));
    assert_eq!(mht::origin(mail), None);
}

#[test]
fn parts_within_parts_end() {
    let mut nested = String::from("MIME-Version: 1.0\r\n");
    for _ in 0..5_000 {
        nested += "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\n";
    }
    assert!(matches!(refused(nested.as_bytes(), ""), Fault::Missing { .. }));
    let many = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n{}",
        "--b\r\n".repeat(1_000_000)
    );
    assert!(matches!(refused(many.as_bytes(), ""), Fault::Missing { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_damage_makes_the_reader_panic(blows in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..12)) {
        let mut file = saved("quoted-printable", "; charset=x", b"<p>Words =C3=A9 = \r\n=</p>");
        for (at, byte) in blows {
            let index = at % file.len();
            file[index] = byte;
        }
        let _ = mht::origin(&file);
        if let Ok(document) = read(&file, "", Reading::Accepted) {
            check_sound(&document);
        }
    }
}
