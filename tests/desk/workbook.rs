//! The workbook goes out, is worked in, and comes back: exactly what was changed is taken in.

use crate::case::TestCase;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Read, Write};
use tickmark::model::id::Id;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Replaces texts in the parts of a workbook, as somebody who edits shared strings would.
fn edit(case: &TestCase, name: &str, replace: impl Fn(&str, String) -> String) {
    let mut book = ZipArchive::new(Cursor::new(std::fs::read(case.path(name)).unwrap())).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..book.len() {
        let mut part = book.by_index(at).unwrap();
        let (path, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        let text = replace(&path, String::from_utf8(bytes).unwrap());
        out.start_file(path, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    case.write(name, out.finish().unwrap().into_inner());
}

/// Puts a text into a cell of the sheet of claims (the second) or another, whatever was in it.
pub fn put(case: &TestCase, name: &str, sheet: u32, address: &str, text: &str) {
    edit(case, name, |path, content| {
        if path != format!("xl/worksheets/sheet{sheet}.xml") {
            return content;
        }
        let cell = format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let (start, end) = place(&content, address);
        format!("{}{cell}{}", &content[..start], &content[end..])
    });
}

/// Where a cell stands in a sheet, or would stand in its row: one that is empty is not written.
fn place(sheet: &str, address: &str) -> (usize, usize) {
    if let Some(start) = sheet.find(&format!("<c r=\"{address}\"")) {
        let tag = start + sheet[start..].find('>').unwrap();
        return match sheet[..tag].ends_with('/') {
            true => (start, tag + 1),
            false => (start, start + sheet[start..].find("</c>").unwrap() + 4),
        };
    }
    let (column, row) = address.split_at(address.find(|letter: char| letter.is_ascii_digit()).unwrap());
    let start = sheet.find(&format!("<row r=\"{row}\"")).expect("the row is there");
    let end = start + sheet[start..].find("</row>").unwrap();
    let later = sheet[start..end].match_indices("<c r=\"").map(|(at, _)| start + at).find(|at| {
        let name = sheet[at + 6..].split_once(row).unwrap().0;
        (name.len(), name) > (column.len(), column)
    });
    let at = later.unwrap_or(end);
    (at, at)
}

#[test]
fn what_was_changed_is_taken_in_and_nothing_else() {
    let case = TestCase::river();
    case.run("query ask money --to author 'Which year?'").done();
    case.run("report xlsx check.xlsx").done();
    case.run("import xlsx check.xlsx").done().prints("nothing to import");
    put(&case, "check.xlsx", 2, "G2", "confirmed");
    put(&case, "check.xlsx", 2, "J2", "seen in the annual report");
    put(&case, "check.xlsx", 2, "L3", "63");
    put(&case, "check.xlsx", 2, "H4", "Bo");
    put(&case, "check.xlsx", 5, "H2", "2019");
    let events = case.query("SELECT count(*) FROM event");
    let told = case.run("import xlsx check.xlsx --dry-run").done();
    told.prints("Claims!G2: verdict: (none) → confirmed").prints("Claims!L3: amount: 62.5 → 63");
    assert_eq!(case.query("SELECT count(*) FROM event"), events);
    let data = case.json("import xlsx check.xlsx");
    assert_eq!(data["changes"].as_array().unwrap().len(), 5, "{data:#}");
    assert_eq!(data["events"], 4);
    let claim = case.json("claim show money");
    assert_eq!(claim["verdict"], "confirmed");
    case.run("claim show money").prints("seen in the annual report").prints("2019");
    case.run("claim show role").prints("Bo");
    case.run("import xlsx check.xlsx").done().prints("nothing to import");
}

#[test]
fn the_same_state_gives_the_same_bytes() {
    let case = TestCase::river();
    case.run("report xlsx one.xlsx").done();
    case.run("report xlsx two.xlsx").done();
    assert!(std::fs::read(case.path("one.xlsx")).unwrap() == std::fs::read(case.path("two.xlsx")).unwrap());
    case.run("report xlsx one.xlsx").refused();
    case.run("report xlsx one.xlsx --force").done();
}

#[test]
fn what_the_casebook_changed_since_is_a_conflict_and_left_alone() {
    let case = TestCase::river();
    case.run("report xlsx check.xlsx").done();
    put(&case, "check.xlsx", 2, "E2", "low");
    put(&case, "check.xlsx", 2, "E4", "high");
    case.run("claim amend money --priority medium").done();
    let ran = case.run("import xlsx check.xlsx").code(3);
    ran.prints("Claims!E2: priority: medium → low").prints("Conflicts");
    assert_eq!(case.json("claim show money")["priority"], "medium");
    assert_eq!(case.json("claim show role")["priority"], "high");
}

#[test]
fn what_the_review_forbids_is_refused_and_the_rest_is_taken_in() {
    let case = TestCase::river();
    case.run("report xlsx check.xlsx").done();
    case.run("claim cut role").done();
    put(&case, "check.xlsx", 2, "G4", "confirmed");
    put(&case, "check.xlsx", 2, "G3", "no such verdict");
    put(&case, "check.xlsx", 2, "C2", "=1+1");
    let ran = case.run("import xlsx check.xlsx").done();
    ran.prints("Refused").prints("is cut").prints("is not a verdict").prints("Claims!C2: statement");
    assert_eq!(case.json("claim show money")["statement"], "=1+1");
    case.run("report xlsx again.xlsx").done();
    case.run("import xlsx again.xlsx").done().prints("nothing to import");
}

#[test]
fn an_escape_that_somebody_typed_is_not_read_twice() {
    let case = TestCase::river();
    case.run("report xlsx check.xlsx").done();
    // As Excel stores the text `_x0041_`.
    put(&case, "check.xlsx", 2, "C2", "the column _x005F_x0041_ of the table");
    case.run("import xlsx check.xlsx").done();
    assert_eq!(case.json("claim show money")["statement"], "the column _x0041_ of the table");
    case.run("report xlsx again.xlsx").done();
    case.run("import xlsx again.xlsx").done().prints("nothing to import");
}

#[test]
fn a_row_that_was_added_becomes_a_claim_once() {
    let case = TestCase::river();
    case.run("report xlsx check.xlsx").done();
    edit(&case, "check.xlsx", |path, content| {
        let row = "<row r=\"9\"><c r=\"C9\" t=\"inlineStr\"><is><t>The dam was built in 1999.</t></is></c>\
            <c r=\"E9\" t=\"inlineStr\"><is><t>high</t></is></c>\
            <c r=\"G9\" t=\"inlineStr\"><is><t>on-author</t></is></c></row></sheetData>";
        if path == "xl/worksheets/sheet2.xml" { content.replace("</sheetData>", row) } else { content }
    });
    let data = case.json("import xlsx check.xlsx");
    assert_eq!((data["changes"].as_array().unwrap().len(), &data["events"]), (3, &serde_json::json!(2)), "{data:#}");
    assert_eq!(case.json("claim list")["claims"].as_array().unwrap().len(), 4);
    case.run("import xlsx check.xlsx").done().prints("nothing to import");
}

#[test]
fn an_edited_audit_report_comes_back() {
    let case = TestCase::river();
    case.run("report csv audit.csv").done();
    case.run("import csv audit.csv --edited").done().prints("nothing to import");
    let text = std::fs::read_to_string(case.path("audit.csv")).unwrap();
    case.write("audit.csv", text.replace(",12000000,", ",13000000,").replace(",low,", ",medium,"));
    case.run("claim amend role --priority high").done();
    let ran = case.run("import csv audit.csv --edited").code(3);
    ran.prints("row 2: amount: 12000000 → 13000000").prints("priority: high → medium");
    assert!(case.run("claim show money").out().contains("13,000,000"));
}

#[test]
fn a_file_that_is_broken_changes_nothing() {
    let case = TestCase::river();
    case.write("none.xlsx", "not a workbook");
    case.run("import xlsx none.xlsx").refused().says("no workbook");
    case.run("report csv audit.csv").done();
    case.run("import xlsx audit.csv").refused().says("tickmark import csv FILE --edited");
    case.run("report xlsx check.xlsx").done();
    put(&case, "check.xlsx", 2, "X3", &case.query("SELECT lower(hex(id)) FROM event WHERE row = 4"));
    let events = case.query("SELECT count(*) FROM event");
    case.run("import xlsx check.xlsx");
    assert_eq!(case.query("SELECT count(*) FROM event"), events);
}

#[test]
fn confidential_words_are_in_no_part_of_the_workbook() {
    let case = TestCase::river();
    case.run("source add --title 'Nightingale' --publisher 'Larkspur House' --tier primary --confidential --id bird")
        .done();
    case.run("evidence attach money --source bird --stance supports --quote 'the heron flew' --unverified-quote")
        .done();
    case.run("note money 'ask Nightingale again' --confidential").done();
    case.run("report xlsx check.xlsx").done();
    let mut book = ZipArchive::new(Cursor::new(std::fs::read(case.path("check.xlsx")).unwrap())).unwrap();
    for at in 0..book.len() {
        let mut text = String::new();
        book.by_index(at).unwrap().read_to_string(&mut text).unwrap();
        for word in ["Nightingale", "Larkspur", "heron"] {
            assert!(!text.contains(word), "{word}");
        }
    }
}

#[test]
fn a_workbook_is_named_with_its_sha_256() {
    let case = TestCase::river();
    let page = case.run("report xlsx check.xlsx").done().prints("3 claims").out();
    let sha256 = Id(Sha256::digest(std::fs::read(case.path("check.xlsx")).unwrap()).into()).hex();
    assert!(page.contains(&sha256), "{page}");
    let told = case.json("report xlsx check.xlsx --force");
    assert_eq!((told["sha256"].as_str(), told["claims"].as_u64()), (Some(sha256.as_str()), Some(3)));
}
