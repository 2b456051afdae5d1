//! Files that mean harm, or might as well: each ends in a fault within fixed time and memory.

use super::make::{docx, epub, odt, pdf, pdf_of, zip};
use super::*;
use crate::ingest::limits::Limits;
use crate::ingest::{Format, read_within, sniff, worker};
use proptest::prelude::*;

#[test]
fn a_zip_bomb_is_refused() {
    let bomb = "0".repeat(80 << 20);
    let file = docx(&format!("<w:p><w:r><w:t>{bomb}</w:t></w:r></w:p>"), &[]);
    assert!(file.len() < 1 << 20);
    assert!(matches!(refused(&file, ""), Fault::Bomb { part, .. } if part == "word/document.xml"));
}

#[test]
fn a_gigabyte_of_nothing_is_refused_before_it_is_read() {
    let fault = Limits::default().check_size(1 << 30).unwrap_err();
    assert_eq!(fault.to_string(), "the file has 1073741824 bytes, and at most 134217728 are read");
    assert_eq!(refused(&vec![0; 64 << 20], ""), Fault::Binary { offset: 0 });
    assert_eq!(refused(&vec![b' '; 64 << 20], ""), Fault::NoText);
}

#[test]
fn deep_nesting_is_refused() {
    let deep = "<w:p>".repeat(100_000);
    assert!(matches!(refused(&docx(&deep, &[]), ""), Fault::TooDeep { part, .. } if part == "word/document.xml"));
    assert!(matches!(refused(&odt(&"<text:span>".repeat(5_000)), ""), Fault::TooDeep { .. }));
    let page = format!("<html>{}", "<div>".repeat(1_000_000));
    assert!(matches!(refused(page.as_bytes(), "a.html"), Fault::TooDeep { .. }));
    let page = format!("<html>{}", "<div>".repeat(2_000));
    assert!(matches!(refused(&epub(&[("a", &page)]), ""), Fault::TooDeep { part, .. } if part == "OEBPS/a.xhtml"));
    let feigned = format!("<html>{}", "<div></q>".repeat(2_000));
    assert!(matches!(refused(feigned.as_bytes(), "a.html"), Fault::TooDeep { .. }));
    let bold: String = (0..200).map(|number| format!("<b id={number}>")).collect();
    let reopened = format!("<html>{bold}{}", "<p>x".repeat(5_000));
    assert!(matches!(refused(reopened.as_bytes(), "a.html"), Fault::TooManyElements { .. }));
    let wide = format!("<html>{}", "<p>x".repeat(400_000));
    assert!(matches!(refused(wide.as_bytes(), "a.html"), Fault::TooManyElements { .. }));
}

#[test]
fn entities_are_never_read() {
    let laughs =
        "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><c><office:text><text:p>&b;</text:p></office:text></c>";
    let outside = "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><c><text:p>&a;</text:p></c>";
    for content in [laughs, outside, "<c><text:p>&unknown;</text:p></c>"] {
        let file =
            zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())]);
        assert_eq!(refused(&file, ""), Fault::Entities { part: "content.xml".to_owned() }, "{content}");
    }
}

#[test]
fn an_archive_of_countless_entries_is_refused() {
    let names: Vec<String> = (0..10_001).map(|number| number.to_string()).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![("mimetype", b"application/epub+zip")];
    parts.extend(names.iter().map(|name| (name.as_str(), b"".as_slice())));
    assert_eq!(refused(&zip(&parts), ""), Fault::TooManyEntries { most: 10_000 });
}

#[test]
fn broken_files_say_which_part_is_broken() {
    let whole = docx("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>", &[]);
    assert!(matches!(refused(&whole[..whole.len() / 2], ""), Fault::Broken { part, .. } if part == "the archive"));
    assert!(
        matches!(refused(&docx("<w:p><w:r></w:p>", &[]), ""), Fault::Broken { part, .. } if part == "word/document.xml")
    );
    let empty = zip(&[("mimetype", b"application/epub+zip")]);
    assert_eq!(refused(&empty, "").to_string(), "the EPUB lacks META-INF/container.xml");
    assert!(matches!(refused(b"%PDF-1.7\nnothing at all", ""), Fault::Broken { .. } | Fault::Scan { .. }));
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let check = |bytes: &[u8], expected: &str| assert_eq!(refused(bytes, "").to_string(), expected);
    check(b"{\\rtf1 Hello}", "the file is an RTF document, which is not read; save it as DOCX");
    check(b"\x89PNG\r\n\x1a\n", "the file is an image, which is not read; save it as a PDF with a text layer");
    let mut compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    check(&compound, "the file is an old Word document, which is not read; save it as DOCX");
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    check(&compound, "the document is encrypted; save it without a password first");
    let locked = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
    ]);
    check(&locked, "the document is encrypted; save it without a password first");
}

#[test]
fn a_pdf_that_refers_to_itself_ends() {
    let catalog = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
    let tree = "<< /Type /Pages /Count 1000000 /Kids [2 0 R 2 0 R 3 0 R] /Parent 2 0 R >>".to_owned();
    let page = "<< /Type /Page /Parent 3 0 R /Contents [3 0 R 4 0 R] /MediaBox 3 0 R >>".to_owned();
    let stream = "<< /Length 4 0 R /Filter [/FlateDecode /FlateDecode] >>\nstream\nxx\nendstream".to_owned();
    refused(&pdf_of(&[catalog, tree, page, stream], ""), "");
}

#[test]
fn a_worker_gives_what_reading_gives() {
    let file = pdf(&[vec![(72, 700, 10, "A page with words.")]]);
    let answer = worker::answer(&file, "a.pdf", Reading::Accepted);
    assert_eq!(worker::take_answer(&answer, Format::Pdf), Ok(read_as(&file, "a.pdf")));
    let refusal = worker::answer(b"", "a.pdf", Reading::Accepted);
    assert_eq!(worker::take_answer(&refusal, Format::Pdf), Err(Fault::Empty));
    assert_eq!(worker::take_answer(b"{\"Ok\":", Format::Pdf), Err(worker::crashed(Format::Pdf)));
}

/// Reads bytes and checks whatever comes of it.
fn survives(bytes: &[u8], name: &str) {
    for reading in [Reading::Accepted, Reading::Original] {
        if let Ok(document) = read_within(bytes, name, reading, &Limits::default()) {
            check_sound(&document);
        }
    }
}

/// Damages a file at a few places.
fn damaged(mut file: Vec<u8>, blows: &[(usize, u8)]) -> Vec<u8> {
    for (at, byte) in blows {
        let index = at % file.len();
        file[index] = *byte;
    }
    file
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), name in "[a.]{1,2}(txt|md|html)") {
        survives(&bytes, &name);
        let _ = sniff::format(&bytes, &name);
        for head in [b"%PDF-1.4\n".as_slice(), b"PK\x03\x04", b"<html>"] {
            survives(&[head, &bytes].concat(), "");
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "[-#>|*`=\\[\\]^:a-c1.\n\r\u{c} é\u{feff}]{0,200}") {
        survives(text.as_bytes(), "a.md");
        survives(text.as_bytes(), "a.txt");
    }

    #[test]
    fn no_markup_makes_a_reader_panic(tags in proptest::collection::vec(
        "</?(p|h1|h2|table|tr|td|li|ul|div|b|br|article|title)>|words of a kind, |&amp;|é", 0..60)) {
        survives(format!("<html>{}", tags.concat()).as_bytes(), "");
    }

    #[test]
    fn no_story_makes_a_reader_panic(tags in proptest::collection::vec(
        prop_oneof![
            Just("<w:p>"), Just("</w:p>"), Just("<w:r><w:t>words é</w:t></w:r>"), Just("<w:tbl>"), Just("</w:tbl>"), Just("<w:tr>"),
            Just("</w:tr>"), Just("<w:tc>"), Just("</w:tc>"), Just("<w:del>"), Just("</w:del>"), Just("<w:ins>"), Just("</w:ins>"),
            Just("<w:commentRangeStart w:id='1'/>"), Just("<w:commentRangeEnd w:id='1'/>"), Just("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"),
            Just("<w:r><w:lastRenderedPageBreak/></w:r>"), Just("<w:r><w:footnoteReference w:id='1'/></w:r>")
        ], 0..40)) {
        let note = "<w:c xmlns:w='w'><w:comment w:id='1'><w:p><w:r><w:t>note</w:t></w:r></w:p></w:comment></w:c>";
        survives(&docx(&balanced(&tags), &[("comments", note)]), "");
    }

    #[test]
    fn no_damage_makes_a_reader_panic(blows in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..12)) {
        survives(&damaged(docx("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>", &[]), &blows), "");
        survives(&damaged(odt("<text:p>Words.</text:p>"), &blows), "");
        survives(&damaged(epub(&[("a", "<p>Words.</p>")]), &blows), "");
        survives(&damaged(pdf(&[vec![(72, 700, 10, "Words on a page.")]]), &blows), "");
    }
}

/// Leaves out end tags that end nothing and adds those that are missing.
fn balanced(tags: &[&str]) -> String {
    let mut open: Vec<&str> = Vec::new();
    let mut xml = String::new();
    for tag in tags {
        let single = tag.ends_with("/>") || tag.matches('<').count() > 1;
        if let Some(name) = tag.strip_prefix("</") {
            if open.last() != Some(&name) {
                continue;
            }
            open.pop();
        } else if !single {
            open.push(&tag[1..]);
        }
        xml.push_str(tag);
    }
    open.iter().rev().for_each(|name| xml.push_str(&format!("</{name}")));
    xml
}

#[test]
fn a_file_that_only_points_elsewhere_is_refused_with_what_to_do() {
    let flat =
        b"<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>";
    let rows: [(&[u8], &str, &str); 6] = [
        (b"{\"doc_id\":\"x\"}", "Story.gdoc", "save it as DOCX, downloaded from the browser"),
        (b"{\"doc_id\":\"x\"}", "Cells.gsheet", "save it as XLSX"),
        (b"[InternetShortcut]\nURL=https://tarn.example", "a.url", "`tickmark capture ADDRESS`"),
        (b"<?xml version='1.0'?><plist/>", "a.webloc", "a link to a page"),
        (flat, "a.fodt", "save it as ODT or ODS"),
        (flat, "", "a flat OpenDocument file"),
    ];
    for (bytes, name, part) in rows {
        let message = refused(bytes, name).to_string();
        assert!(message.contains(part), "{name}: {message}");
    }
}
