//! A capture at the desk: the passage in its text, and bytes that can do nothing.

use crate::case::TestCase;
use crate::visit::{OpenDesk, newsroom};

fn capture(case: &TestCase, nth: usize) -> String {
    let join = "FROM capture JOIN event ON event.row = capture.row ORDER BY capture.row";
    format!("/captures/{}", case.query(&format!("SELECT lower(hex(event.id)) {join} LIMIT 1 OFFSET {nth}")))
}

fn with_report() -> TestCase {
    let case = TestCase::river();
    case.write("report.txt", "Annual report.\n\nWe put 12.4 million dollars into the works.\n\nThe end.\n");
    case.run("capture report.txt --source report").done();
    case.run("evidence attach money --source report --stance supports --quote 'put 12.4 million dollars'").done();
    case
}

#[test]
fn the_quote_is_marked_inside_the_source() {
    let case = with_report();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let evidence = case.json("claim show money")["evidence"][0]["id"].as_str().unwrap().to_string();
    let path = capture(&case, 0);
    let page = ana.get(&format!("{path}?evidence={evidence}")).ok();
    assert!(
        page.body.contains("<mark id=\"passage\" tabindex=\"-1\" data-at=\"19\">put 12.4 million dollars</mark>"),
        "{}",
        page.body
    );
    ana.get(&format!("{path}?quote=The%20end")).ok().shows("<mark id=\"passage\"");
    ana.get(&format!("{path}?quote=nowhere")).ok().shows("These exact words are not in its text.");
    ana.get(&format!("{path}?evidence=ffffffff")).code(404);
    let claim = case.json("claim show money")["id"].as_str().unwrap().to_string();
    ana.get(&format!("/claims/{claim}")).ok().shows(&format!("{path}?evidence={evidence}#passage"));
}

#[test]
fn a_marked_passage_leads_to_the_form_of_the_claim() {
    let case = with_report();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let go = ana.get(&format!("{}/attach?claim=role&quote=The%20end&source=report", capture(&case, 0))).code(303);
    let next = go.header("location").split('#').next().unwrap().to_string();
    assert!(next.starts_with("/claims/role?"), "{next}");
    ana.get(&next).ok().shows("name=\"line\" autocomplete=\"off\" value=\"The end\"").hides("class=\"refusal\"");
    ana.get(&format!("{}/attach?claim=%2F%2Fevil.example", capture(&case, 0))).code(422);
}

#[test]
fn a_long_text_comes_in_parts_the_passage_first() {
    let case = TestCase::river();
    let lines: String = (0..4000).map(|nth| format!("Line {nth} of a long report without end.\n\n")).collect();
    case.write("report.txt", format!("{lines}THE PASSAGE\n"));
    case.run("capture report.txt --source report").done();
    let desk = OpenDesk::of(&case);
    let (ana, path) = (desk.owner(), capture(&case, 0));
    ana.get(&path).ok().shows("Line 1 of").hides("Line 3999").shows("rel=\"next\"");
    ana.get(&format!("{path}?quote=THE%20PASSAGE")).ok().shows("<mark id=\"passage\"").hides("Line 1 of");
    ana.get(&format!("{path}?part=99999")).ok().shows("Line 3999");
    ana.get(&format!("{path}?part=0")).ok().shows("Line 1 of");
}

#[test]
fn hostile_captures_stay_inert() {
    let case = TestCase::river();
    let page = "<html><head><meta http-equiv=refresh content='0;url=//evil.example'></head><body onload=alert(1)><script>alert(1)</script><p>We say hello to the whole town.</p></body></html>";
    case.write("a.html", page);
    case.write("b.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>");
    case.write("c.png", "<script>alert(1)</script>");
    case.write("d'\"; x=\u{e9}.txt", "some words that stand in it");
    for file in ["a.html", "b.svg", "c.png", "d'\"; x=\u{e9}.txt"] {
        let done = case.command().args(["capture", file, "--source", "report"]).output().unwrap();
        assert!(done.status.success(), "{file}: {}", String::from_utf8_lossy(&done.stderr));
    }
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    ana.get(&capture(&case, 0)).ok().hides("<script>alert").hides("onload=");
    let saved = ana.get(&format!("{}/page", capture(&case, 0))).ok();
    let policy = saved.header("content-security-policy").to_string();
    assert!(
        policy.starts_with("sandbox;") && policy.contains("default-src 'none'") && !policy.contains("allow-"),
        "{policy}"
    );
    assert_eq!(saved.header("x-content-type-options"), "nosniff");
    for nth in 1..4 {
        ana.get(&format!("{}/page", capture(&case, nth))).code(404);
        let bytes = ana.get(&format!("{}/bytes", capture(&case, nth))).ok();
        assert_eq!(bytes.header("content-type"), "application/octet-stream");
        assert!(
            bytes.header("content-disposition").starts_with("attachment; filename=\""),
            "{}",
            bytes.header("content-disposition")
        );
    }
    ana.get(&format!("{}/image", capture(&case, 1))).code(404);
    let image = ana.get(&format!("{}/image", capture(&case, 2))).ok();
    assert_eq!((image.header("content-type"), image.header("x-content-type-options")), ("image/png", "nosniff"));
    let named = ana.get(&format!("{}/bytes", capture(&case, 3))).ok();
    assert_eq!(
        named.header("content-disposition"),
        "attachment; filename=\"d____x__.txt\"; filename*=UTF-8''d%27%22%3B%20x%3D%C3%A9.txt"
    );
}

#[test]
fn what_is_sealed_reaches_nobody_at_the_desk() {
    let case = TestCase::informed();
    let desk = OpenDesk::of(&case);
    let (ana, path) = (desk.owner(), capture(&case, 0));
    let closed = |ana: &crate::visit::Visit| {
        for way in ["", "/bytes", "/page", "/image", "?quote=Rosalind"] {
            ana.get(&format!("{path}{way}")).code(403).hides("Rosalind").hides("letter.txt").hides("never signed");
        }
    };
    closed(&ana);
    ana.post("/reveal", &[("reveal", "yes")]).done();
    closed(&ana);
    let (case, desk) = newsroom();
    case.run(
        "source person 'Quentin Hale' --medium phone --on 2026-11-20 --terms on-background --confidential --id him",
    )
    .done();
    case.write("memo.txt", "a memo by Quentin Hale about the dam");
    case.run("capture memo.txt --source him").done();
    for (name, answer) in [("Rita Lund", 403), ("Ben Okri-Lind", 403), ("Eda Voss", 403)] {
        let visit = desk.user(name, "a long enough password");
        visit.get(&capture(&case, 0)).code(answer).hides("Quentin");
        visit.get(&format!("{}/bytes", capture(&case, 0))).code(answer).hides("Quentin");
    }
}
