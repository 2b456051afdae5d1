//! Handing over: every report as a download, the gate's answer, and an edited report that comes back.

use crate::case::TestCase;
use crate::visit::{Answer, OpenDesk, Visit, add_user, newsroom};
use std::io::{Cursor, Read, Write};
use tickmark::actions::reports::catalogue::Report;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const PASSWORD: &str = "a long enough password";

/// Gives all that a download says, packed or not.
fn unpacked(answer: &Answer) -> String {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(answer.bytes.clone())) else { return answer.body.clone() };
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(at).unwrap().read_to_end(&mut part).unwrap();
        all.push_str(&String::from_utf8_lossy(&part));
    }
    all
}

/// Gives every report that this machine makes without another program; a test of the page in a browser prints the PDF.
fn reports() -> impl Iterator<Item = Report> {
    Report::ALL.iter().copied().filter(|report| *report != Report::Pdf)
}

/// Makes a claim ready to be published, with a source that is cited.
fn ready_to_publish(case: &TestCase) {
    case.write(
        "tickmark.toml",
        "[claimreview]\nauthor = 'River Desk'\nauthor-url = 'https://desk.example'\nurl = 'https://desk.example/{claim}'\n",
    );
    case.run("evidence attach money --source report --stance supports --locator 'p. 4'").done();
    case.run("check money confirmed").done();
}

/// What the form of a page holds in a hidden field.
fn hidden(page: &Answer, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    page.body.split(&field).nth(1).unwrap().split('"').next().unwrap().to_string()
}

fn send_back(visit: &Visit, name: &str, bytes: &[u8]) -> Answer {
    visit.upload("/reports/returned", &[], (name, bytes))
}

fn record(visit: &Visit, shown: &Answer) -> Answer {
    visit.post("/reports/returned/record", &[("file", &hidden(shown, "file")), ("shown", &hidden(shown, "shown"))])
}

#[test]
fn every_report_of_the_command_line_is_a_download_with_a_harmless_name() {
    let (case, desk) = newsroom();
    ready_to_publish(&case);
    let rita = desk.user("Rita Lund", PASSWORD);
    rita.get("/reports")
        .ok()
        .shows("The river permit")
        .hides("formaction=\"/reports/pdf\"")
        .hides("/reports/reviewers");
    for report in reports() {
        let path = format!("/reports/{report}?checked=yes");
        match report {
            Report::Reviewers | Report::ReviewersJson => drop(rita.get(&path).code(403)),
            _ => {
                let file = rita.get(&path).ok();
                let named = file.header("content-disposition");
                assert!(named.starts_with("attachment; filename=\""), "{report}: {named}");
                assert!(named.contains(report.ending()), "{report}: {named}");
                assert!(file.header("content-security-policy").starts_with("sandbox;"), "{report}");
                assert_eq!(file.header("content-type"), report.media_type());
                assert_eq!(file.header("content-length"), file.bytes.len().to_string(), "{report}");
                assert!(!file.bytes.is_empty(), "{report}");
            }
        }
    }
    let ana = desk.owner();
    ana.get("/reports").ok().shows("/reports/reviewers");
    ana.get("/reports/reviewers").ok().shows("ana");
    ana.get("/reports/pdf").code(422).shows("No program to print a PDF was found");
    ana.get("/reports/nonsense").code(404);
    let page = ana.get("/reports/html").ok();
    assert_eq!(
        page.header("content-disposition"),
        "attachment; filename=\"The-river-permit-report.html\"; filename*=UTF-8''The-river-permit-report.html"
    );
    case.run("report html same.html").done();
    assert!(page.bytes == std::fs::read(case.path("same.html")).unwrap(), "it is what the command line writes");
}

#[test]
fn the_audit_archive_verifies_with_its_manifest() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let packed = desk.owner().get("/reports/audit?all=yes&per=evidence").ok();
    let mut archive = ZipArchive::new(Cursor::new(packed.bytes)).unwrap();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        case.write(&name, bytes);
    }
    case.run("verify audit.csv").done().prints("OK");
}

#[test]
fn confidential_words_are_in_no_download_of_somebody_who_may_not_see_them() {
    let case = TestCase::informed();
    ready_to_publish(&case);
    case.run("note money 'the clerk is Ottilie Marsh' --confidential").done();
    for (name, role) in [("Rita Lund", "reader"), ("Ben Okri-Lind", "checker"), ("Eda Voss", "editor")] {
        add_user(&case, name, role).done();
    }
    let desk = OpenDesk::of(&case);
    let secrets = ["Rosalind", "letter.txt", "never signed", "saw the file", "Ottilie", "her letter"];
    let keeps = |visit: &Visit, path: &str| {
        let said = unpacked(&visit.get(path));
        secrets.iter().for_each(|secret| assert!(!said.contains(secret), "{path} tells {secret}"));
    };
    for name in ["Rita Lund", "Ben Okri-Lind"] {
        let visit = desk.user(name, PASSWORD);
        visit.get("/reports").ok().hides("name=\"reveal\"");
        for report in reports() {
            keeps(&visit, &format!("/reports/{report}?checked=yes"));
            keeps(&visit, &format!("/reports/{report}?all=yes&per=event"));
            let refused = visit.get(&format!("/reports/{report}?reveal=yes")).code(403);
            secrets.iter().for_each(|secret| assert!(!refused.body.contains(secret)));
        }
        visit.get("/reports/gate").ok();
        keeps(&visit, "/reports/gate");
    }
    let eda = desk.user("Eda Voss", PASSWORD);
    // What the pages of a session show is one thing, what goes into a file another.
    eda.post("/reveal", &[("reveal", "yes")]).done();
    for report in reports() {
        keeps(&eda, &format!("/reports/{report}"));
    }
    let whole = eda.get("/reports/html?reveal=yes").ok().shows("Rosalind").shows("Ottilie");
    assert!(whole.header("content-disposition").contains("The-river-permit-confidential-report.html"));
    assert!(unpacked(&eda.get("/reports/audit?per=evidence&reveal=yes").ok()).contains("Rosalind"));
}

#[test]
fn a_hostile_title_makes_no_hostile_file_name() {
    let case = TestCase::new();
    let title = "../..\\x\"; filename=evil.exe\r\nSet-Cookie: a=b <script>alert(1)</script>";
    let done = case.command().args(["piece", "add", title]).output().unwrap();
    assert!(done.status.success());
    case.run("piece add 'Año nuevo'").done();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let page = ana.get("/reports").ok().hides("<script>alert");
    let ids = page.body.split("<option value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_string());
    let ids: Vec<_> = ids.take(2).collect();
    let named = |id: &str| {
        let file = ana.get(&format!("/reports/markdown?piece={id}")).ok();
        assert!(file.header("set-cookie").is_empty());
        file.header("content-disposition").to_string()
    };
    assert_eq!(
        named(&ids[0]).split(';').nth(1).unwrap(),
        " filename=\"x-filename-evil-exe-Set-Cookie-a-b-script-alert-1-report.md\""
    );
    assert!(named(&ids[1]).ends_with("filename*=UTF-8''A%C3%B1o-nuevo-report.md"), "{}", named(&ids[1]));
    ana.get("/reports/html?piece=../../etc").code(404);
    ana.get("/reports/html").code(422).shows("piece");
    ana.get("/reports/csv").ok();
}

#[test]
fn the_gate_says_which_rules_are_broken_and_where() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    ana.get("/reports/gate").ok().shows("Broken rules").shows("every claim is signed-off").shows("/claims/");
    case.write("tickmark.toml", "[gate]\nstatuses = ['unchecked']\nsecond-check = 'none'\nprimary-source = 'none'\ncoverage = { high = 0, medium = 0, low = 0 }\nindependent-origins = { high = 0, medium = 0, low = 0 }\nverdicts = ['confirmed']\n");
    ana.get("/reports/gate").ok().shows("in the file tickmark.toml").hides("every claim is signed-off");
    case.write("tickmark.toml", "[gate]\nstatuses = 3\n");
    ana.get("/reports/gate").code(422).shows("line 2");
}

#[test]
fn an_edited_table_is_shown_by_cell_and_then_recorded_in_the_visitors_name() {
    let (case, desk) = newsroom();
    let ben = desk.user("Ben Okri-Lind", PASSWORD);
    let rows = ben.get("/reports/csv").ok().body;
    let edited = rows.replacen(",low,", ",medium,", 1).replacen("62.5 per cent", "62.5 percent", 1);
    assert_ne!(rows, edited);
    let before = case.query("SELECT count(*) FROM event");
    let shown = send_back(&ben, "audit.csv", edited.as_bytes()).ok();
    let shown = shown.shows("Changes: 2").shows("<td>priority</td><td>low</td><td>medium</td>").shows("row 4");
    assert_eq!(case.query("SELECT count(*) FROM event"), before, "nothing is recorded by looking");
    record(&ben, &shown).done();
    assert_eq!(case.json("claim show role")["priority"], "medium");
    case.run("log --actor 'Ben Okri-Lind'").done().prints("claim.amended");
    ben.get("/reports?taken=2").ok().shows("Cells imported: 2.");
    record(&ben, &shown).code(422).shows("is no longer waiting here");
    send_back(&ben, "audit.csv", edited.as_bytes()).ok().shows("There is nothing to import.");
    case.check_ledger();
}

#[test]
fn an_edited_workbook_comes_back() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let book = ana.get("/reports/xlsx").ok().bytes;
    send_back(&ana, "check.xlsx", &book).ok().shows("There is nothing to import.");
    let mut parts = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let (path, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8(bytes)
            .unwrap()
            .replace("mayor of Altona", "mayor of <b>Altona</b>".replace('<', "&lt;").as_str());
        out.start_file(path, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    let shown = send_back(&ana, "check.xlsx", &out.finish().unwrap().into_inner()).ok();
    record(&ana, &shown.shows("<td>statement</td>").hides("<b>Altona")).done();
    assert_eq!(case.json("claim show role")["statement"], "mayor of <b>Altona</b>");
    case.check_ledger();
}

#[test]
fn what_the_casebook_changed_since_is_named_and_left_alone() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let rows = ana.get("/reports/csv").ok().body;
    let edited = rows.replacen(",low,", ",high,", 1);
    let shown = send_back(&ana, "audit.csv", edited.as_bytes()).ok().shows("Changes: 1");
    case.run("claim amend role --priority medium").done();
    let page = record(&ana, &shown).code(409).shows("The casebook has changed since").shows("Conflicts, left alone");
    assert!(page.body.contains("<td>medium</td><td>high</td>"), "{}", page.body);
    assert_eq!(case.json("claim show role")["priority"], "medium");
}

#[test]
fn who_may_not_change_a_cell_changes_none_by_a_file() {
    let (case, desk) = newsroom();
    let (rita, ben) = (desk.user("Rita Lund", PASSWORD), desk.user("Ben Okri-Lind", PASSWORD));
    rita.get("/reports").ok().hides("/reports/returned");
    let rows = rita.get("/reports/csv").ok().body;
    send_back(&rita, "audit.csv", rows.as_bytes()).code(403);
    case.run("assign role ana").done();
    let rows = ben.get("/reports/csv").ok().body;
    let edited = rows.replacen(",ana,", ",Ben Okri-Lind,", 1);
    assert_ne!(rows, edited);
    let shown = send_back(&ben, "audit.csv", edited.as_bytes()).ok();
    assert!(shown.body.contains("Only an editor can change") && !shown.body.contains("/returned/record"));
    // Another's file is not for taking, and neither is the form of an editor.
    let eda = desk.user("Eda Voss", PASSWORD);
    let for_eda = send_back(&eda, "audit.csv", edited.as_bytes()).ok();
    record(&ben, &for_eda).code(422).shows("is no longer waiting here");
    assert_eq!(case.json("claim show role")["assignee"], "ana");
    record(&eda, &for_eda).done();
    assert_eq!(case.json("claim show role")["assignee"], "Ben Okri-Lind");
}

#[test]
fn what_is_no_report_of_ours_is_refused_and_says_nothing_of_where_it_lay() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    for (name, bytes) in
        [("x.csv", &b"a,b\n1,2\n"[..]), ("y.xlsx", b"PK no"), ("<b>.csv", b"\xff\xfe"), ("../../z", b"")]
    {
        let page = send_back(&ana, name, bytes).code(422);
        page.shows("class=\"refusal\"").hides("/tmp").hides("<b>.csv");
    }
    ana.post("/reports/returned", &[]).code(422).shows("No file was given.");
}
