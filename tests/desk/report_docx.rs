//! The draft handed on as a DOCX: a comment at every claim, or the recommended changes tracked.

use crate::case::TestCase;
use std::io::{Cursor, Read, Write};
use tickmark::ingest::{self, Document, Reading};

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word document as desks get them: split runs, a tracked insertion, a link, a table, a footnote, no comments.
fn story() -> Vec<u8> {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{TYPES}\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default \
                 Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/word/document.xml\" ContentType=\"{kind}.document.main+xml\"/>\
                 <Override PartName=\"/word/footnotes.xml\" ContentType=\"{kind}.footnotes+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" \
                 Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/footnotes\" \
                 Target=\"footnotes.xml\"/></Relationships>"
            ),
        ),
        ("word/document.xml", format!("<w:document {WORD}><w:body>{BODY}</w:body></w:document>")),
        (
            "word/footnotes.xml",
            format!(
                "<w:footnotes {WORD}><w:footnote w:id=\"1\"><w:p><w:r><w:t>The permit is of 2019.</w:t></w:r></w:p>\
                 </w:footnote></w:footnotes>"
            ),
        ),
        ("docProps/custom.bin", "left as it is".to_string()),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const BODY: &str = "<w:p><w:r><w:t xml:space=\"preserve\">Vega Mining put over </w:t></w:r><w:ins w:id=\"1\" \
    w:author=\"Ed\" w:date=\"2026-11-01T10:00:00Z\"><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">12 million</w:t>\
    </w:r></w:ins><w:del w:id=\"2\" w:author=\"Ed\" w:date=\"2026-11-01T10:00:00Z\"><w:r><w:delText>11 million</w:delText></w:r>\
    </w:del><w:r><w:t xml:space=\"preserve\"> dollars into the river works.</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>\
    <w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>Dam</w:t></w:r></w:p></w:tc>\
    <w:tc><w:p><w:r><w:t>It owns 62.5 per cent of it</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
    <w:p><w:hyperlink w:anchor=\"x\"><w:r><w:t>Bo Lind, mayor of Altona</w:t></w:r></w:hyperlink><w:r><w:t xml:space=\"preserve\">, signed it.</w:t></w:r></w:p>";

/// The story with a claim in each kind of place.
fn case() -> TestCase {
    let case = TestCase::new();
    case.write("story.docx", story());
    case.run("piece add 'The river permit'").done();
    case.run("draft add story.docx").done();
    case.run("claim add --quote 'over 12 million dollars' --type investment-total --priority high --id money --amount 12000000 --unit USD --comparator >").done();
    case.run("claim add --quote '62.5 per cent' --type ownership-share --id share").done();
    case.run("claim add --quote 'mayor of Altona' --type role --priority low --id role").done();
    case.run("claim add --quote '2019' --type date --id date").done();
    case.run("source add --title 'Annual report' --tier primary --id report").done();
    case.run("evidence attach money --source report --stance supports --locator 'p. 4' --note 'table <2> & 3'").done();
    case.run("check money confirmed --note 'the sum stands' --as ben").done();
    case
}

fn read(case: &TestCase, file: &str, reading: Reading) -> Document {
    ingest::read(&std::fs::read(case.path(file)).unwrap(), file, reading).unwrap()
}

/// The words under each comment, with the comment's author, date and text.
fn comments(document: &Document) -> Vec<(&str, &str, &str, &str)> {
    let notes = document.notes.iter();
    notes
        .map(|note| {
            let words = &document.text[note.span.start as usize..note.span.end as usize];
            let (author, date) = (note.author.as_deref().unwrap_or(""), note.date.as_deref().unwrap_or(""));
            (words, author, date, note.text.as_str())
        })
        .collect()
}

/// Every entry of a package, unpacked.
fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().to_string(), content)
        })
        .collect()
}

#[test]
fn a_checking_copy_has_a_comment_at_the_very_words_of_every_claim() {
    let case = case();
    case.run("report docx --checking checking.docx").done().prints("4 comments");
    let (before, after) =
        (read(&case, "story.docx", Reading::Accepted), read(&case, "checking.docx", Reading::Accepted));
    assert_eq!(after.text, before.text);
    assert_eq!(after.blocks, before.blocks);
    let comments = comments(&after);
    let words: Vec<&str> = comments.iter().map(|comment| comment.0).collect();
    assert_eq!(words, ["over 12 million dollars", "", "62.5 per cent", "mayor of Altona"]);
    assert!(comments[1].3.contains("At these words of the note: “2019”"), "{}", comments[1].3);
    let (_, author, date, text) = comments[0];
    assert_eq!((author, date), ("ben", "2026-11-23T10:00:00Z"));
    for part in [
        "Claim 1 · checked · confirmed",
        "Figure as understood: > 12,000,000 USD",
        "Verdict of ben, 2026-11-23: confirmed: the sum stands",
        "Evidence, supports: Annual report [source 1], p. 4; note: table <2> & 3",
        "Record ",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    assert_eq!(comments[2].1, "Tickmark");
    assert!(comments[2].3.starts_with("Claim 2 · unchecked · no verdict"), "{}", comments[2].3);
}

#[test]
fn the_rest_of_the_file_is_left_as_it_came() {
    let case = case();
    case.run("report docx --checking one.docx --checked two.docx").done();
    let before = entries(&story());
    for file in ["one.docx", "two.docx"] {
        let after = entries(&std::fs::read(case.path(file)).unwrap());
        for (name, content) in &before {
            let now = &after.iter().find(|(after, _)| after == name).unwrap().1;
            let touched =
                ["[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml", "word/footnotes.xml"];
            assert!(now == content || touched.contains(&name.as_str()), "{name} of {file} was changed");
        }
    }
    assert_eq!(std::fs::read(case.path("two.docx")).unwrap(), story(), "nothing is recommended");
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let case = case();
    case.run("report docx --checking one.docx").done();
    case.run("report docx --checking one.docx").refused().says("exists already");
    let first = std::fs::read(case.path("one.docx")).unwrap();
    case.run("report docx --checking one.docx --force").done();
    assert_eq!(first, std::fs::read(case.path("one.docx")).unwrap());
    case.run("report docx").code(2);
    case.run("report docx --checking a.docx --checked a.docx").refused().says("different files");
    case.run("report docx --checking casebook.db --force").refused().says("the casebook itself");
}

#[test]
fn a_checked_copy_tracks_only_recorded_wording() {
    let case = case();
    case.run("claim amend share --statement '61.5 per cent' --reason 'annex 2 says so' --as ben").done();
    case.run("correction money --published 2026-11-22 --was 'over 12 million dollars' --now 'nearly 12 million dollars' --reason 'a slip'")
        .done();
    case.run("check role confirmed-with-change --note 'deputy mayor?'").done();
    case.run("check date confirmed").done();
    case.run("report docx --checked checked.docx").done().prints("6 comments, 2 tracked changes");
    let (before, original) =
        (read(&case, "story.docx", Reading::Original), read(&case, "checked.docx", Reading::Original));
    assert_eq!(original.text, before.text);
    let accepted = read(&case, "checked.docx", Reading::Accepted);
    let expected = read(&case, "story.docx", Reading::Accepted).text;
    let expected = expected.replace("over 12", "nearly 12").replace("62.5 per", "61.5 per");
    assert_eq!(accepted.text, expected);
    // Two verdicts rest on nothing, which the copy says at each, and counts.
    let (wrong, comments): (Vec<_>, Vec<_>) =
        comments(&accepted).into_iter().partition(|comment| comment.3.contains(" · "));
    assert_eq!(wrong.iter().filter(|comment| comment.3.contains("rests-on-nothing")).count(), 2);
    assert!(wrong.iter().any(|comment| comment.3.contains("2 claims need another look")));
    assert_eq!(
        comments.iter().map(|comment| comment.0).collect::<Vec<_>>(),
        ["nearly 12 million dollars", "61.5 per cent", "mayor of Altona"]
    );
    assert!(comments[0].3.contains("correction, published 2026-11-22") && comments[0].3.contains("a slip"));
    assert!(comments[1].3.contains("annex 2 says so"), "{}", comments[1].3);
    assert_eq!(comments[1].1, "ben");
    assert!(comments[2].3.contains("deputy mayor?"));
}

#[test]
fn a_description_is_no_wording_and_lost_words_are_told() {
    let case = TestCase::river();
    case.run("claim amend money --statement 'Vega put in more than USD 11 million' --reason 'clearer'").done();
    case.run("claim amend money --statement 'Vega put in more than USD 12 million' --reason 'clearer still'").done();
    case.run("correction role --published 2026-11-22 --was 'lord mayor' --now 'mayor of the town'").done();
    let ran = case.run("report docx --checked checked.docx").done().says("written to a new, plain one");
    assert!(ran.out().contains("only as a comment"), "{}", ran.out());
    let accepted = read(&case, "checked.docx", Reading::Accepted);
    assert!(accepted.text.contains("mayor of Altona") && !accepted.text.contains("the town"));
    let told = comments(&accepted);
    assert!(
        told.iter()
            .any(|comment| comment.0 == "mayor of Altona" && comment.3.contains("“lord mayor” → “mayor of the town”"))
    );
}

#[test]
fn another_format_is_set_anew_as_a_plain_document() {
    let case = TestCase::river();
    case.run("report docx --checking checking.docx").done().says("written to a new, plain one");
    let after = read(&case, "checking.docx", Reading::Accepted);
    let words: Vec<&str> = comments(&after).iter().map(|comment| comment.0).collect();
    assert_eq!(words, ["over 12 million dollars", "62.5 per cent", "mayor of Altona"]);
    assert!(after.text.contains("It owns 62.5 per cent of the dam"));
}

#[test]
fn no_confidential_word_is_in_any_byte() {
    let case = case();
    case.run("source person 'Rosalind Quill' --medium phone --on 2026-11-20 --terms on-background --confidential --notes 'she saw the file' --id informant").done();
    case.run(
        "evidence attach role --source informant --stance contradicts --locator 'her letter' --note 'Rosalind says so'",
    )
    .done();
    case.run("note role 'our man at the port' --confidential").done();
    case.run("check role confirmed-with-change").done();
    case.run("report docx --checking checking.docx --checked checked.docx").done();
    for file in ["checking.docx", "checked.docx"] {
        let bytes = std::fs::read(case.path(file)).unwrap();
        for (name, content) in entries(&bytes).into_iter().chain([("the file".to_string(), bytes.clone())]) {
            let content = String::from_utf8_lossy(&content);
            for word in ["Rosalind", "Quill", "she saw", "her letter", "the port"] {
                assert!(!content.contains(word), "{name} of {file} tells {word:?}");
            }
        }
    }
    let after = read(&case, "checking.docx", Reading::Accepted);
    assert!(comments(&after).iter().any(|comment| comment.3.contains("Confidential source A")));
    case.run("report docx --checking all.docx --reveal").done();
    let all = read(&case, "all.docx", Reading::Accepted);
    assert!(comments(&all).iter().any(|comment| comment.3.contains("Rosalind Quill")));
}
