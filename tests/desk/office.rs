//! The workbook and the copies handed on, opened by LibreOffice and by two libraries of Python.

use crate::case::TestCase;
use crate::programs::{module_there, printed, python, there};
use std::process::Command;

/// The river case with words that a spreadsheet or a document could take for its own.
fn handed_on() -> TestCase {
    let case = TestCase::river();
    case.run("note money '=HYPERLINK(\"x\") <w:t>&amp;'").done();
    case.run("evidence attach money --source report --stance supports --locator 'p. 4' --note 'table 2'").done();
    case.run("start money").done();
    case.run("check money confirmed --note 'same figure'").done();
    case.run("claim amend share --statement 'It owns 60 per cent of the dam' --reason 'the register says so'").done();
    case.run("report xlsx work.xlsx").done();
    case.run("report docx --checking checking.docx --checked checked.docx").done();
    case
}

/// What LibreOffice shows of a file, as text without regard to lines.
#[track_caller]
fn shown(case: &TestCase, name: &str) -> Option<String> {
    let package = "Debian packages libreoffice-calc and libreoffice-writer";
    if !there("libreoffice", "--version", package) || !there("pdftotext", "-v", "Debian package poppler-utils") {
        return None;
    }
    let profile = url::Url::from_directory_path(case.path("profile")).unwrap();
    let mut convert = Command::new("libreoffice");
    convert.arg(format!("-env:UserInstallation={profile}")).args(["--headless", "--convert-to", "pdf", "--outdir"]);
    let said = printed(convert.arg(case.path("shown")).arg(case.path(name)));
    let pdf = case.path("shown").join(name).with_extension("pdf");
    assert!(pdf.exists(), "LibreOffice made no PDF of {name}: {said}");
    let text = printed(Command::new("pdftotext").arg("-layout").arg(pdf).arg("-"));
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn libreoffice_shows_the_workbook_and_the_copies() {
    let case = handed_on();
    for (name, parts) in [
        ("work.xlsx", &["over 12 million dollars", "Annual report", "confirmed"][..]),
        ("checking.docx", &["Vega Mining put over 12 million dollars", "mayor of Altona"]),
        ("checked.docx", &["Bo Lind", "signed the permit in 2019"]),
    ] {
        let Some(text) = shown(&case, name) else { return };
        for part in parts {
            assert!(text.contains(part), "LibreOffice shows no {part:?} of {name}:\n{text}");
        }
    }
}

#[test]
fn openpyxl_reads_every_claim_of_the_workbook_and_no_formula() {
    if !module_there("openpyxl", "PyPI package openpyxl") {
        return;
    }
    let case = handed_on();
    let script = "import sys, openpyxl\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        sheet = book['Claims']\n\
        print(' '.join(book.sheetnames))\n\
        print(sheet.max_row - 1)\n\
        print(sum(cell.data_type == 'f' for row in sheet for cell in row))\n\
        print(' '.join(str(cell.value) for row in sheet for cell in row if cell.value is not None))\n";
    let text = printed(python().args(["-c", script]).arg(case.path("work.xlsx")));
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("Claims") && lines[0].contains("Evidence"), "{text}");
    assert_eq!(lines[2], "0", "formulas among the claims: {text}");
    for part in ["over 12 million dollars", "mayor of Altona", "60 per cent"] {
        assert!(text.contains(part), "openpyxl finds no {part:?} in {text}");
    }
}

#[test]
fn python_docx_reads_the_text_and_the_comments_of_the_copies() {
    if !module_there("docx", "PyPI package python-docx") {
        return;
    }
    let case = handed_on();
    let script = "import sys, docx\n\
        document = docx.Document(sys.argv[1])\n\
        print('\\n'.join(paragraph.text for paragraph in document.paragraphs))\n\
        print('COMMENTS', len(document.comments))\n\
        print('\\n'.join(comment.text for comment in document.comments))\n";
    let text = printed(python().args(["-c", script]).arg(case.path("checking.docx")));
    for part in
        ["Vega Mining put over 12 million dollars into the river works.", "COMMENTS 3", "Annual report", "same figure"]
    {
        assert!(text.contains(part), "python-docx finds no {part:?} in {text}");
    }
}
