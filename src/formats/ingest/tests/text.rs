//! Plain text and Markdown.

use super::*;
use crate::ingest::Format;

#[test]
fn plain_text_is_kept_byte_for_byte() {
    let text = "\u{feff}One line\nand another.\r\n\r\nSecond — paragraph.\n\u{c}Third.\n";
    let document = read_as(text.as_bytes(), "notes.txt");
    check_sound(&document);
    assert_eq!(document.text, text.trim_start_matches('\u{feff}'));
    assert_eq!(
        written(&document),
        [
            "page 1, first paragraph: One line\nand another.",
            "page 1, second paragraph: Second — paragraph.",
            "page 2, first paragraph: Third."
        ]
    );
}

#[test]
fn text_in_an_older_encoding_is_read_and_told() {
    let wide = |to: fn(u16) -> [u8; 2]| "José paid 5 €.".encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let rows: [(Vec<u8>, &str, usize); 5] = [
        (b"Jos\xe9 paid 5 \x80.".to_vec(), "windows-1252", 1),
        (wide(u16::to_le_bytes), "UTF-16LE", 0),
        (wide(u16::to_be_bytes), "UTF-16BE", 0),
        ([b"\xff\xfe".to_vec(), wide(u16::to_le_bytes)].concat(), "UTF-16LE", 0),
        ("\u{feff}José paid 5 €.".as_bytes().to_vec(), "", 0),
    ];
    for (bytes, name, warnings) in rows {
        for file in ["a.txt", "a.md"] {
            let document = read_as(&bytes, file);
            check_sound(&document);
            assert_eq!((document.text.as_str(), document.warnings.len()), ("José paid 5 €.", warnings), "{name}");
            assert_eq!(document.account.encoding.map(|told| told.name).unwrap_or_default(), name);
        }
    }
    let table =
        [b"\xff\xfe".to_vec(), "Dam;Cost\nTörn;5,5\n".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    assert_eq!(read_as(&table, "a.csv").text, "Dam\tCost\nTörn\t5,5");
}

#[test]
fn letters_and_their_accents_are_one_however_they_came() {
    let text = "El an\u{303}o pasado\n\nIva\u{301}n Mun\u{303}oz pago\u{301}.";
    for name in ["a.txt", "a.md"] {
        let document = read_as(text.as_bytes(), name);
        check_sound(&document);
        assert_eq!(written(&document), ["first paragraph: El año pasado", "second paragraph: Iván Muñoz pagó."]);
    }
}

#[test]
fn what_is_no_text_is_refused_with_the_place() {
    assert_eq!(refused(b"Jos\xe9 \x01 paid.", "a.txt"), Fault::NotUtf8 { offset: 3 });
    assert_eq!(refused(b"ab\0c", "a.txt"), Fault::Binary { offset: 2 });
    assert_eq!(refused(b"", "a.txt"), Fault::Empty);
    assert_eq!(refused(b" \n\n ", "a.txt"), Fault::NoText);
}

#[test]
fn markdown_is_kept_byte_for_byte_and_told_apart() {
    let text = "---\ntitle: \"The dam\"\nauthor: Ada Hale\ndate: 2024-05-01\n---\n# Tarn #\n\nA first\nparagraph.[^1]\n\n\
                Mining\n------\n\n- one\n- two\n  goes on\n\n> Quoted.\n\n| Year | Cost |\n|---|---|\n| 2010 | 5 |\n\n\
                ```\ncode # no heading\n```\n\n[^1]: A note.\n";
    let document = read_as(text.as_bytes(), "piece.md");
    check_sound(&document);
    assert_eq!((document.text.as_str(), document.format), (text, Format::Markdown));
    assert_eq!(document.title.as_deref(), Some("The dam"));
    assert_eq!(document.byline.as_deref(), Some("Ada Hale"));
    assert_eq!(document.published.as_deref(), Some("2024-05-01"));
    assert_eq!(
        written(&document),
        [
            "first heading: Tarn",
            "first paragraph, under 'Tarn': A first\nparagraph.[^1]",
            "second heading, under 'Tarn': Mining",
            "first list item, under 'Mining': one",
            "second list item, under 'Mining': two\n  goes on",
            "second paragraph, under 'Mining': Quoted.",
            "table 1, row 1, column 1, under 'Mining': Year",
            "table 1, row 1, column 2, under 'Mining': Cost",
            "table 1, row 2, column 1, under 'Mining': 2010",
            "table 1, row 2, column 2, under 'Mining': 5",
            "third paragraph, under 'Mining': code # no heading",
            "first footnote, under 'Mining': A note.",
        ]
    );
    assert_eq!(document.blocks[3].headings, ["Tarn", "Mining"]);
}

#[test]
fn a_format_is_told_by_its_content_first() {
    assert_eq!(read_as(b"<!-- x --><!DOCTYPE html><p>Hello there.</p>", "a.txt").format, Format::Html);
    assert_eq!(read_as(b"# Hello", "a.txt").format, Format::Plain);
    assert_eq!(read_as(b"# Hello", "-").format, Format::Plain);
    assert_eq!(read_as(b"# Hello", "A.MD").format, Format::Markdown);
}
