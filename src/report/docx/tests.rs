//! What is written into a document is read back at the very words, whatever the runs look like.

use super::inscription::Inscription;
use super::pen::Signed;
use super::{package, plain};
use formats::ingest::{self, Document, Format, Reading};
use proptest::prelude::*;
use record::model::time::Moment;
use std::io::{Cursor, Write};
use std::ops::Range;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn zip(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A DOCX of a body, with one footnote and one comment of somebody else.
fn docx(body: &str) -> Vec<u8> {
    let w = format!("xmlns:w=\"{}\"", package::WORDS);
    let link =
        |id: u8, name: &str| format!("<Relationship Id=\"r{id}\" Type=\"{OFFICE}/{name}\" Target=\"{name}.xml\"/>");
    zip(&[
        ("[Content_Types].xml", "<Types xmlns=\"t\"/>".into()),
        (
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id=\"a\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            format!("<Relationships>{}{}</Relationships>", link(1, "footnotes"), link(2, "comments")),
        ),
        ("word/document.xml", format!("<w:document {w}><w:body>{body}</w:body></w:document>")),
        (
            "word/footnotes.xml",
            format!(
                "<w:footnotes {w}><w:footnote w:id=\"1\"><w:p><w:r><w:t>Signed in 2019 &amp; kept.</w:t></w:r></w:p></w:footnote></w:footnotes>"
            ),
        ),
        (
            "word/comments.xml",
            format!(
                "<w:comments {w}><w:comment w:id=\"7\" w:author=\"Editor\"><w:p><w:r><w:t>Mine</w:t></w:r></w:p></w:comment></w:comments>"
            ),
        ),
    ])
}

fn signed() -> Signed {
    Signed { author: "Ana <B>".into(), time: Moment::parse("2026-11-23T10:00:00.000Z").unwrap() }
}

fn commented(file: &[u8], spans: &[Range<usize>]) -> Document {
    let (before, imprint) = ingest::read_imprint(file, Reading::Accepted).unwrap();
    let mut inscription = Inscription::over(imprint);
    for span in spans {
        inscription.comment(&before.text, Some(span.clone()), &signed(), &["A & B\u{1}".into()]);
    }
    let frame = inscription.frame().clone();
    let made = package::rewrite(file, &frame, inscription.finish(&before.text)).unwrap();
    let after = ingest::read(&made, "a.docx", Reading::Accepted).unwrap();
    assert_eq!(after.text, before.text);
    assert_eq!(after.blocks, before.blocks);
    after
}

fn own(document: &Document) -> Vec<&str> {
    let notes = document.notes.iter().filter(|note| note.author.as_deref() == Some("Ana <B>"));
    notes.map(|note| &document.text[note.span.start as usize..note.span.end as usize]).collect()
}

const RICH: &str = "<w:p><w:pPr><w:pStyle w:val=\"X\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Vega put </w:t><w:tab/><w:t>over 12</w:t></w:r>\
    <w:commentRangeStart w:id=\"7\"/><w:ins w:id=\"3\" w:author=\"Ed\"><w:r><w:t xml:space=\"preserve\"> million</w:t></w:r></w:ins><w:commentRangeEnd w:id=\"7\"/>\
    <w:del w:id=\"4\"><w:r><w:delText> billion</w:delText></w:r></w:del>\
    <w:hyperlink><w:r><w:t> dollars &lt;now&gt;</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>\
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Dam</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>62.5 per cent</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";

#[test]
fn every_place_of_a_rich_document_takes_a_comment_at_the_very_words() {
    let file = docx(RICH);
    let text = ingest::read(&file, "a.docx", Reading::Accepted).unwrap().text;
    for words in ["over 12 million dollars", "million", "12", "dollars <now>", "Dam", "62.5", "put \tover", "."] {
        let at = text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
        assert_eq!(own(&commented(&file, std::slice::from_ref(&(at..at + words.len())))), [words]);
    }
    let after = commented(&file, std::slice::from_ref(&(0..4)));
    let mine: Vec<_> = after.notes.iter().filter(|note| note.text == "Mine").collect();
    assert_eq!(mine.len(), 1);
    assert_eq!(&after.text[mine[0].span.start as usize..mine[0].span.end as usize], " million");
}

#[test]
fn a_comment_on_words_of_a_footnote_stands_at_its_sign_and_quotes_them() {
    let file = docx(RICH);
    let text = ingest::read(&file, "a.docx", Reading::Accepted).unwrap().text;
    let at = text.find("2019 & kept").unwrap();
    let after = commented(&file, std::slice::from_ref(&(at..at + 11)));
    let note = after.notes.iter().find(|note| note.author.as_deref() == Some("Ana <B>")).unwrap();
    assert!(note.text.contains("“2019 & kept”"), "{}", note.text);
    assert_eq!(note.span.start as usize, text.find(".\n").unwrap());
}

/// Changes words and gives the accepted and the original reading.
fn changed(file: &[u8], was: &str, now: &str) -> Result<(String, String), &'static str> {
    let (before, imprint) = ingest::read_imprint(file, Reading::Accepted).unwrap();
    let at = before.text.find(was).unwrap();
    let mut inscription = Inscription::over(imprint);
    inscription.change(&before.text, at..at + was.len(), now, &signed())?;
    inscription.comment(&before.text, Some(at..at + was.len()), &signed(), &["why".into()]);
    let frame = inscription.frame().clone();
    let made = package::rewrite(file, &frame, inscription.finish(&before.text)).unwrap();
    let read = |reading| ingest::read(&made, "a.docx", reading).unwrap();
    let accepted = read(Reading::Accepted);
    assert!(own(&accepted).concat().contains(now) || accepted.notes.iter().any(|note| note.text.contains(was)));
    Ok((read(Reading::Accepted).text, read(Reading::Original).text))
}

#[test]
fn a_change_is_read_as_accepted_and_the_old_words_stay_in_the_original() {
    let file = docx(RICH);
    let read = |reading| ingest::read(&file, "a.docx", reading).unwrap().text;
    let (text, before) = (read(Reading::Accepted), read(Reading::Original));
    for (was, now) in [
        ("Vega put", "Vega Mining put"),
        ("over 12 million dollars", "nearly 12 million euros"),
        ("million", "thousand"),
        ("62.5", "42.2 <or so>"),
        ("2019", "2020"),
        ("over 12", "over 13"),
    ] {
        let (accepted, original) = changed(&file, was, now).unwrap();
        assert_eq!(accepted, text.replacen(was, now, 1));
        assert_eq!(original, before, "{was}");
    }
    assert!(changed(&file, "Dam\t62.5", "x").is_err());
}

fn document(text: &str) -> Document {
    Document {
        format: Format::Plain,
        title: None,
        byline: None,
        published: None,
        text: text.into(),
        blocks: Vec::new(),
        notes: Vec::new(),
        warnings: Vec::new(),
        account: Default::default(),
        outside: Default::default(),
    }
}

#[test]
fn a_text_is_set_as_a_plain_document_with_comments_at_its_words() {
    let text = "Vega & sons\nput\tin 12 <million>.\n\nIt \u{1} owns \"62.5\" per cent.\n";
    let (file, imprint) = plain::set(&document(text)).unwrap();
    let mut inscription = Inscription::over(imprint);
    for words in ["sons\nput", "12 <million>", "\"62.5\""] {
        let at = text.find(words).unwrap();
        inscription.comment(text, Some(at..at + words.len()), &signed(), &["x".into()]);
    }
    let frame = inscription.frame().clone();
    let made = package::rewrite(&file, &frame, inscription.finish(text)).unwrap();
    let after = ingest::read(&made, "a.docx", Reading::Accepted).unwrap();
    assert_eq!(after.text, text.trim_end().replace('\u{1}', "\\u{1}"));
    assert_eq!(own(&after), ["sons\nput", "12 <million>", "\"62.5\""]);
}

/// A run of some words, in one of the places in which runs stand.
fn run() -> impl Strategy<Value = String> {
    let words = "[a-c é&<>0-9]{1,6}".prop_map(|words| super::ink::escape(&words));
    (words, 0..7).prop_map(|(words, place)| match place {
        0 => format!("<w:ins w:id=\"1\"><w:r><w:t>{words}</w:t></w:r></w:ins>"),
        1 => format!("<w:del w:id=\"1\"><w:r><w:delText>{words}</w:delText></w:r></w:del>"),
        2 => format!("<w:hyperlink><w:r><w:rPr><w:i/></w:rPr><w:t>{words}</w:t></w:r></w:hyperlink>"),
        3 => format!("<w:r><w:t>{words}</w:t><w:tab/><w:t>{words}</w:t></w:r>"),
        4 => format!("<w:r><w:t><![CDATA[a]]>{words}</w:t><w:br/></w:r>"),
        _ => format!("<w:r w:x=\"1\"><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r>"),
    })
}

fn body() -> impl Strategy<Value = String> {
    let paragraph =
        proptest::collection::vec(run(), 1..5).prop_map(|runs| format!("<w:p>{}</w:p>", runs.concat())).boxed();
    let table = paragraph.clone().prop_map(|cell| format!("<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"));
    proptest::collection::vec(prop_oneof![3 => paragraph, 1 => table], 1..5)
        .prop_map(|parts| format!("<w:p><w:r><w:t>Start.</w:t></w:r></w:p>{}", parts.concat()))
}

/// Gives a span on whole characters that begins and ends in words.
fn span_in(text: &str, from: usize, length: usize) -> Option<Range<usize>> {
    let places: Vec<usize> = text.char_indices().filter(|(_, one)| !one.is_whitespace()).map(|(at, _)| at).collect();
    let start = places[from % places.len()];
    let end = places[(from % places.len() + length).min(places.len() - 1)];
    let end = end + text[end..].chars().next()?.len_utf8();
    Some(start..end)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn comments_cover_exactly_their_words(body in body(), marks in proptest::collection::vec((0usize..60, 0usize..20), 1..4)) {
        let file = docx(&body);
        let text = ingest::read(&file, "a.docx", Reading::Accepted).unwrap().text;
        let mut spans: Vec<_> = marks.iter().filter_map(|(from, length)| span_in(&text, *from, *length)).collect();
        spans.sort_by_key(|span| (span.start, span.end));
        let after = commented(&file, &spans);
        let words: Vec<&str> = spans.iter().map(|span| &text[span.clone()]).collect();
        prop_assert_eq!(own(&after), words);
    }

    #[test]
    fn changes_read_new_when_accepted_and_old_in_the_original(body in body(), from in 0usize..60, length in 0usize..12) {
        let file = docx(&body);
        let (before, imprint) = ingest::read_imprint(&file, Reading::Accepted).unwrap();
        let old = ingest::read(&file, "a.docx", Reading::Original).unwrap().text;
        let Some(span) = span_in(&before.text, from, length) else { return Ok(()) };
        let mut inscription = Inscription::over(imprint);
        let done = inscription.change(&before.text, span.clone(), "NEW & words", &signed()).is_ok();
        let frame = inscription.frame().clone();
        let made = package::rewrite(&file, &frame, inscription.finish(&before.text)).unwrap();
        let read = |reading| ingest::read(&made, "a.docx", reading).unwrap().text;
        let expected = match done {
            true => format!("{}NEW & words{}", &before.text[..span.start], &before.text[span.end..]),
            false => before.text.clone(),
        };
        prop_assert_eq!(read(Reading::Accepted), expected);
        prop_assert_eq!(read(Reading::Original), old);
    }
}
