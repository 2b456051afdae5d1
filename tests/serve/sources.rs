//! The sources at the desk: the list, what is known of each, and where they come from.

use crate::case::TestCase;
use crate::visit::{OpenDesk, newsroom};

const PASSWORD: &str = "a long enough password";

/// The page of a source, by the case's own identifier for it.
fn page(case: &TestCase, label: &str) -> String {
    format!("/sources/{}", case.json(&format!("source show {label}"))["id"].as_str().unwrap())
}

/// The river case with a wire story that rewrites the report, and a blog that copies the story.
fn with_kin() -> TestCase {
    let case = TestCase::river();
    case.run("source add --title 'Wire story' --tier secondary --id wire").done();
    case.run("source add --title 'Town blog' --tier tertiary --id blog").done();
    case.run("source link wire --derived-from report --as-a rewrite").done();
    case.run("source link blog --derived-from wire --as-a wire-copy").done();
    case
}

/// The same, with a capture of the report and a quote from it.
fn with_quote() -> TestCase {
    let case = with_kin();
    case.write("report.txt", "We put 12.4 million dollars into the works.\n");
    case.run("capture report.txt --source report").done();
    case.run("evidence attach money --source report --stance supports --quote 'put 12.4 million dollars'").done();
    case
}

#[test]
fn sources_are_listed_searched_and_told_when_they_are_due() {
    let case = with_quote();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    ana.get("/sources").ok().shows("Annual report").shows("Wire story").shows("Town blog").shows("never captured");
    ana.get("/sources?search=wire").ok().shows("Wire story").hides("Annual report");
    ana.get("/sources?tier=primary").ok().shows("Annual report").hides("Wire story");
    ana.get("/sources?search=%22%27%25nothing").ok().shows("No matching sources.");
    ana.get("/sources?tier=bogus").code(422);
    ana.get("/sources?page=999999999999").ok();
    ana.get("/sources?view=due").ok().shows("Wire story").hides("Annual report");
}

#[test]
fn a_source_shows_its_captures_its_evidence_and_its_kin() {
    let case = with_quote();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let shown = ana.get(&page(&case, "report")).ok().shows("report.txt").shows("put 12.4 million dollars");
    let shown = shown.shows("#passage").shows("<svg").shows("Town blog").shows("wire-copy").hides("<style");
    assert!(shown.header("content-security-policy").contains("style-src 'self'"));
    ana.get(&page(&case, "blog")).ok().shows("Origin: <strong>Annual report</strong>");
    ana.get(shown.body.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap())
        .ok()
        .shows(".drawing .box{");
    ana.get("/sources/ffffffff").code(404);
    ana.get("/sources/%3Cscript%3E").code(404).hides("<script>");
}

#[test]
fn a_source_is_named_with_its_file_and_linked_and_unlinked() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let fields = [("title", "Register of dams"), ("tier", "primary"), ("identifier", "register")];
    let added = ana.upload("/sources", &fields, ("register.txt", b"The dam is owned by Vega.")).done();
    let path = added.header("location").split('?').next().unwrap().to_string();
    ana.get(&path).ok().shows("Register of dams").shows("register.txt").shows("not linked to other sources");
    let report = case.json("source show report")["id"].as_str().unwrap().to_string();
    let link = [("from", report.as_str()), ("relation", "translation"), ("note", "by the town"), ("seen", "")];
    ana.post(&format!("{path}/link"), &link).done();
    ana.get(&path).ok().shows("Origin: <strong>Annual report</strong>").shows("translation");
    // The form was open before the link was recorded.
    ana.post(&format!("{path}/link"), &link)
        .code(409)
        .shows("Someone else has since changed the origin")
        .shows("value=\"by the town\"");
    ana.post(&format!("{path}/unlink"), &[("reason", " ")]).code(422).shows("Missing: the reason");
    ana.post(&format!("{path}/unlink"), &[("reason", "another edition")]).done();
    ana.get(&path).ok().shows("not linked to other sources");
    let own = path.rsplit('/').next().unwrap();
    ana.post(&format!("{path}/link"), &[("from", own), ("relation", "quotes")])
        .code(422)
        .shows("cannot come from itself");
    ana.post(&format!("{path}/link"), &[("from", &report), ("relation", "cousin")]).code(422);
    ana.post("/sources", &[("tier", "primary"), ("origin", "kept words")]).code(422).shows("kept words");
    ana.post(&format!("{path}/fly"), &[]).code(404);
    case.check_ledger();
}

#[test]
fn what_is_confidential_is_on_no_page_of_whoever_may_not_see_it() {
    let (case, desk) = newsroom();
    case.run("source person 'Quentin Hale' --role 'the clerk' --medium phone --on 2026-11-20 --terms on-background --confidential --notes 'she saw the file' --id him").done();
    case.run("source add --title 'Wire story' --tier secondary --id wire").done();
    case.run("source add --title 'Leaked ledger' --origin 'Hale Papers' --confidential --address https://leak.example/x --id leak").done();
    case.run("source link wire --derived-from leak --as-a quotes --note 'Hale said so'").done();
    case.run("evidence attach money --source him --stance contradicts --locator 'his call' --note 'Quentin says'")
        .done();
    case.write("memo.txt", "a memo by Quentin Hale about the dam");
    case.run("capture memo.txt --source him").done();
    let pages: Vec<String> =
        ["him", "wire", "leak"].iter().map(|label| page(&case, label)).chain(["/sources".into()]).collect();
    let secrets = ["Quentin", "Hale", "the clerk", "she saw", "leak.example", "Leaked", "memo.txt", "his call"];
    for name in ["Rita Lund", "Ben Okri-Lind", "Eda Voss"] {
        let visit = desk.user(name, PASSWORD);
        for path in pages.iter().map(String::as_str).chain(["/sources?view=due", "/sources?search=Quentin"]) {
            let mut shown = visit.get(path).ok();
            // What was searched for stands in its field.
            shown.body = shown.body.replace("name=\"search\" value=\"Quentin\"", "");
            secrets.iter().fold(shown, |shown, secret| shown.hides(secret));
        }
        let fetched = visit.post(&format!("{}/fetch", pages[2]), &[]).code(403);
        secrets.iter().fold(fetched, |shown, secret| shown.hides(secret));
        visit.post(&format!("{}/again", pages[2]), &[]).code(403);
    }
    let eda = desk.user("Eda Voss", PASSWORD);
    eda.post("/reveal", &[("reveal", "yes")]).done();
    eda.get(&pages[0]).ok().shows("Quentin Hale").shows("she saw the file");
    eda.get(&pages[1]).ok().shows("Leaked ledger").shows("Hale Papers");
}

#[test]
fn a_reader_looks_on_and_an_editor_alone_says_what_may_be_told() {
    let (case, desk) = newsroom();
    let (path, events) = (page(&case, "report"), case.query("SELECT count(*) FROM event"));
    let rita = desk.user("Rita Lund", PASSWORD);
    rita.get("/sources").ok().hides("New source");
    rita.get(&path).ok().hides("Record the link").hides("type=\"file\"");
    rita.post("/sources", &[("title", "x")]).code(403);
    rita.upload(&format!("{path}/file"), &[], ("a.txt", b"words")).code(403);
    for act in ["again", "fetch", "file", "link", "terms", "unlink"] {
        let fields = [("from", "report"), ("relation", "quotes"), ("reason", "r"), ("terms", "on-record")];
        rita.post(&format!("{path}/{act}"), &fields).code(403);
    }
    let ben = desk.user("Ben Okri-Lind", PASSWORD);
    ben.post(&format!("{path}/terms"), &[("confidential", "yes")]).code(403);
    desk.stranger().get("/sources").code(303);
    assert_eq!(case.query("SELECT count(*) FROM event"), events);
    desk.user("Eda Voss", PASSWORD).post(&format!("{path}/terms"), &[("confidential", "yes")]).done();
    rita.get(&path).ok().hides("Annual report").shows("Confidential source A");
}

#[test]
fn a_private_address_is_not_fetched_and_the_refusal_stands_at_the_form() {
    let case = TestCase::river();
    case.run("source add --title 'Inner page' --address http://127.0.0.1:9/x --id inner").done();
    case.run("source add --title 'Shelf' --address 'Box 4' --id shelf").done();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    ana.post(&format!("{}/fetch", page(&case, "inner")), &[]).code(422).shows("data-refused").shows("127.0.0.1");
    ana.get(&page(&case, "shelf")).ok().hides("Fetch it");
    ana.post(&format!("{}/fetch", page(&case, "shelf")), &[]).code(422).shows("no address to fetch");
    ana.post(&format!("{}/again", page(&case, "shelf")), &[]).code(422).shows("never captured");
    ana.upload(&format!("{}/file", page(&case, "inner")), &[], ("x.html", b"<p>Some words of it.</p>")).done();
    ana.post(&format!("{}/again", page(&case, "inner")), &[]).code(422).shows("127.0.0.1");
    case.check_ledger();
}

#[test]
fn names_of_sources_and_files_stay_text_in_pages_and_drawings() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let mut ana = desk.owner();
    let evil = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\u{202e}\"'";
    let fields = [("title", evil), ("address", "javascript:alert(1)"), ("origin", evil), ("summary", evil)];
    let added = ana.upload("/sources", &fields, ("<img src=x>.txt", b"<script>alert(1)</script> words")).done();
    let path = added.header("location").split('?').next().unwrap().to_string();
    for path in [path.as_str(), "/sources", "/sources?search=%3Cscript%3Ealert"] {
        ana.get(path)
            .ok()
            .hides("<script>alert")
            .hides("<img src=x")
            .hides("href=\"javascript:")
            .hides("</title><script");
    }
    ana.cookie.push_str("; tickmark_language=es");
    ana.get(&path).ok().shows("Volver a las fuentes").hides("Back to the sources");
    ana.get("/sources").ok().shows("Fuente nueva");
}
