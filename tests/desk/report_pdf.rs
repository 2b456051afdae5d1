//! The report on a piece as a PDF: printed by a program of this machine, read back by ours and by another.

use crate::case::{TestCase, words};
use crate::programs::{printed, there};
use std::process::Command;

/// Runs a command that may look for programs where this test does.
#[track_caller]
fn print(case: &TestCase, line: &str) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let output = case.command().env("PATH", path).args(words(line)).output().unwrap();
    assert!(output.status.success(), "{}", crate::programs::said(&output));
}

/// The text of a PDF by our own reader, without regard to lines.
fn read_back(case: &TestCase, name: &str) -> String {
    let filed = case.json(&format!("capture {name} --source report"));
    let id = filed["id"].as_str().unwrap();
    let text = case.run(&format!("capture --text {id}")).done().out();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a PDF by poppler, page by page.
fn pages(case: &TestCase, name: &str) -> Option<Vec<String>> {
    if !there("pdftotext", "-v", "Debian package poppler-utils") {
        return None;
    }
    let text = printed(Command::new("pdftotext").arg("-layout").arg(case.path(name)).arg("-"));
    let pages = text.split('\u{c}').map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "));
    Some(pages.filter(|page| !page.is_empty()).collect())
}

fn reviewed() -> TestCase {
    let case = TestCase::river();
    case.run("evidence attach money --source report --stance supports --locator 'p. 4' --note 'table 2' --amount 12400000 --unit USD").done();
    case.run("start money").done();
    case.run("check money confirmed --note '<b>bold</b> & \"so\" /CreationDate (D:20010101000000)'").done();
    case
}

/// What every program must print of the reviewed case.
fn is_whole(case: &TestCase, program: &str) {
    print(case, &format!("report pdf one.pdf --with {program}"));
    print(case, &format!("report pdf two.pdf --with {program}"));
    let one = std::fs::read(case.path("one.pdf")).unwrap();
    assert!(one == std::fs::read(case.path("two.pdf")).unwrap(), "two printings by {program} differ");
    let text = read_back(case, "one.pdf");
    for part in [
        "The river permit",
        "over 12 million dollars",
        "table 2",
        "<b>bold</b> &",
        "Annual report",
        "What this page proves",
    ] {
        assert!(text.contains(part), "{program}: our reader finds no {part:?} in:\n{text}");
    }
    let Some(pages) = pages(case, "one.pdf") else { return };
    for (number, page) in (1..).zip(&pages) {
        let foot = format!("Page {number} of {}", pages.len());
        assert!(page.ends_with(&format!("The river permit {foot}")), "{program}: no {foot:?} at the foot of:\n{page}");
    }
    let contents = pages.iter().find(|page| page.starts_with("Contents")).unwrap();
    let proof = pages.iter().position(|page| page.contains("What this page proves")).unwrap() + 1;
    let line = format!("What this document proves, and the logs {proof} ");
    assert!(contents.contains(&line), "{program}: no {line:?} in:\n{contents}");
    let sources = pages.iter().position(|page| page.contains("Annual report, Vega Mining primary")).unwrap() + 1;
    let note = format!("[1] Annual report, Vega Mining, primary — page {sources}");
    assert!(pages.iter().any(|page| page.contains(&note)), "{program}: no {note:?}");
}

#[test]
fn chromium_prints_every_page_with_its_number_and_the_same_bytes_twice() {
    if there("chromium", "--version", "Debian package chromium") {
        let case = reviewed();
        is_whole(&case, "chromium");
        let pdf = std::fs::read(case.path("one.pdf")).unwrap();
        let date = b"/CreationDate (D:20261123100000";
        assert!(pdf.windows(date.len()).any(|window| window == date), "the time is not that of the record");
    }
}

#[test]
fn weasyprint_prints_every_page_with_its_number_and_the_same_bytes_twice() {
    if there("weasyprint", "--version", "PyPI package weasyprint") {
        is_whole(&reviewed(), "weasyprint");
    }
}

#[test]
fn what_is_confidential_is_on_no_page_unless_it_is_revealed() {
    if !there("chromium", "--version", "Debian package chromium") {
        return;
    }
    let case = TestCase::informed();
    case.run("note money 'our man at the port' --confidential").done();
    print(&case, "report pdf report.pdf");
    print(&case, "report pdf whole.pdf --reveal");
    let text = read_back(&case, "report.pdf");
    assert!(text.contains("Confidential source A"), "{text}");
    let Some(pages) = pages(&case, "report.pdf") else { return };
    for word in ["Rosalind", "Quill", "she saw", "her letter", "letter.txt", "never signed", "the port"] {
        assert!(!text.contains(word) && !pages.concat().contains(word), "the document tells {word:?}");
    }
    let whole = self::pages(&case, "whole.pdf").unwrap();
    assert!(whole.concat().contains("Rosalind Quill"));
    assert!(whole.iter().all(|page| page.contains("Contains confidential material in full")));
}

#[test]
fn a_machine_without_such_a_program_is_told_which_would_do() {
    let case = TestCase::river();
    if cfg!(target_os = "linux") {
        let refused = case.run("report pdf out.pdf").refused().says("no program to print a PDF was found");
        for name in
            ["chromium", "google-chrome", "microsoft-edge", "weasyprint", "apt install chromium", "--with PROGRAM"]
        {
            assert!(refused.err().contains(name), "no {name:?} in {}", refused.err());
        }
    }
    case.run("report pdf out.pdf --with no-such-program").refused().says("looked for: no-such-program");
    case.run("report pdf out.pdf --with ./no-such-program").refused().says("looked for: ./no-such-program");
    assert!(!case.path("out.pdf").exists());
}

#[cfg(unix)]
#[test]
fn a_program_that_prints_nothing_leaves_what_was_there() {
    let case = TestCase::river();
    case.write("chromium", "#!/bin/sh\necho 'it will not do' >&2\n");
    std::fs::set_permissions(case.path("chromium"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    case.write("out.pdf", "kept");
    case.run("report pdf out.pdf --with ./chromium").refused().says("exists already");
    case.run("report pdf out.pdf --with ./chromium --force").refused().says("wrote no PDF").says("it will not do");
    assert_eq!(std::fs::read(case.path("out.pdf")).unwrap(), b"kept");
    case.run("report pdf casebook.db --with ./chromium --force").refused().says("the casebook itself");
}
