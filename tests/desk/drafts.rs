//! Drafts that keep changing: bringing them in, spotting their claims, and carrying claims across.

use crate::case::TestCase;
use std::io::Write;

const FIRST: &str = "Vega Mining put over 12 million dollars into the river works. It owns 62.5 per cent of the dam.\n\n\
    Bo Lind, mayor of Altona, signed the permit in 2019. In my opinion the permit is a disgrace.\n";

/// A casebook with one draft whose claims are all recorded.
fn suggested() -> TestCase {
    let case = TestCase::new();
    case.run("piece add 'The river permit'").done();
    case.write("one.txt", FIRST);
    case.run("draft add one.txt").done();
    case.run("suggest --accept all").done().prints("claims recorded");
    case
}

fn claim_with(case: &TestCase, text: &str) -> String {
    let list = case.json("claim list");
    let ids = list["claims"].as_array().unwrap().iter().map(|claim| claim["id"].as_str().unwrap().to_string());
    let holds = |id: &String| {
        let anchor = case.json(&format!("claim show {id}"))["anchor"]["exact"].clone();
        anchor.as_str().is_some_and(|exact| exact.contains(text))
    };
    ids.into_iter().find(holds).unwrap_or_else(|| panic!("no claim holds {text}"))
}

fn fate_of(revision: &serde_json::Value, claim: &str) -> String {
    let claims = revision["claims"].as_array().unwrap();
    let carried = claims.iter().find(|carried| carried["claim"] == claim).unwrap();
    carried["fate"].as_str().unwrap().to_string()
}

#[test]
fn suggestions_say_what_was_understood_and_why() {
    let case = TestCase::new();
    case.run("piece add 'The river permit'").done();
    case.write("one.txt", FIRST);
    case.run("suggest").refused().says("no draft yet");
    case.run("draft add one.txt").done();
    let seen =
        case.run("suggest").done().prints("more than 12,000,000").prints("62.5 percent").prints("mayor of Altona");
    assert!(seen.out().contains("opinion"), "{}", seen.out());
    let found = case.json("suggest");
    let texts: Vec<&str> =
        found["proposals"].as_array().unwrap().iter().map(|proposal| proposal["text"].as_str().unwrap()).collect();
    for text in ["over 12 million dollars", "62.5 per cent", "in 2019"] {
        assert!(texts.contains(&text), "{text} is not among {texts:?}");
    }
}

#[test]
fn accepted_suggestions_become_claims_and_are_not_proposed_again() {
    let case = TestCase::new();
    case.run("piece add 'The river permit'").done();
    case.write("one.txt", FIRST);
    case.run("draft add one.txt").done();
    let before = case.json("suggest")["proposals"].as_array().unwrap().len();
    case.run("suggest --accept 1,3").done().prints("2 claims recorded");
    let after = case.json("suggest");
    assert_eq!(after["proposals"].as_array().unwrap().len(), before - after["covered"].as_u64().unwrap() as usize);
    case.run("suggest --accept 99").refused().says("no suggestion 99");
    case.run("suggest --accept some").code(2);
    case.run("suggest --accept all").done();
    assert_eq!(case.json("suggest")["proposals"].as_array().unwrap().len(), 0);
    let money = claim_with(&case, "12 million");
    let claim = case.json(&format!("claim show {money}"));
    assert_eq!(claim["quantity"]["amount"], "12000000");
    assert_eq!(claim["priority"], "high");
}

#[test]
fn suggestions_can_be_decided_one_by_one() {
    let case = TestCase::new();
    case.run("piece add 'The river permit'").done();
    case.write("one.txt", FIRST);
    case.run("draft add one.txt").done();
    let mut command = case.command();
    command.args(["suggest", "--interactive"]);
    command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"y\nn\nq\n").unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    assert_eq!(case.json("status")["claims"], 1);
}

#[test]
fn a_revision_says_what_holds_what_was_touched_and_what_is_new() {
    let case = suggested();
    let (money, share) = (claim_with(&case, "12 million"), claim_with(&case, "62.5"));
    let (date, role) = (claim_with(&case, "2019"), claim_with(&case, "mayor"));
    case.write(
        "two.txt",
        "Bo Lind, mayor of Altona, signed the permit in 2019. The permit is a disgrace.\n\n\
         Vega Mining put nearly 12 million dollars into the river works. The bridge cost 3 million euros.\n",
    );
    let rehearsed = case.json("draft revise two.txt --dry-run");
    assert_eq!(case.json("piece show")["drafts"].as_array().unwrap().len(), 1);
    let revised = case.json("draft revise two.txt");
    assert_eq!(rehearsed["claims"], revised["claims"]);
    case.check_ledger();
    assert_eq!(fate_of(&revised, &money), "edited");
    assert_eq!(fate_of(&revised, &share), "lost");
    for claim in [&date, &role] {
        assert!(["moved", "unchanged"].contains(&fate_of(&revised, claim).as_str()));
    }
    assert_eq!(case.status(&share), "cut");
    let new: Vec<&str> = revised["new"].as_array().unwrap().iter().map(|new| new["text"].as_str().unwrap()).collect();
    assert!(new.contains(&"3 million euros"), "{new:?}");
    case.run(&format!("claim show {money}")).done().prints("check it again");
    case.run("draft diff").done().prints("+ Vega Mining put nearly").prints("- Vega Mining put over");
}

#[test]
fn a_lost_claim_comes_back_with_its_text() {
    let case = suggested();
    let share = claim_with(&case, "62.5");
    case.write("two.txt", FIRST.replace(" It owns 62.5 per cent of the dam.", ""));
    case.run("draft revise two.txt").done().prints("2 lost");
    assert_eq!(case.status(&share), "cut");
    case.write("three.txt", FIRST.to_string() + "\nOne more line.\n");
    case.run("draft revise three.txt").done().prints("2 back");
    assert_eq!(case.status(&share), "unchecked");
    case.run("draft revise three.txt").refused().says("the same file already");
}

#[test]
fn a_claim_that_a_person_cut_stays_cut() {
    let case = suggested();
    let share = claim_with(&case, "62.5");
    case.run(&format!("claim cut {share} --reason 'not needed'")).done();
    case.write("two.txt", FIRST.to_string() + "\nOne more line.\n");
    case.run("draft revise two.txt").done();
    assert_eq!(case.status(&share), "cut");
}

#[test]
fn a_sign_off_outlives_a_move_and_not_an_edit() {
    for (second, status) in [
        (format!("A new first line.\n\n{FIRST}"), "signed-off"),
        (FIRST.replace("62.5", "61.5"), "stale"),
        (FIRST.replace("It owns", "It never owned"), "stale"),
        (FIRST.replace("owns 62.5", "owns nearly 62.5"), "stale"),
    ] {
        let case = suggested();
        let share = claim_with(&case, "62.5");
        case.run("source add --title Register --tier primary --id register").done();
        case.run(&format!("evidence attach {share} --source register --stance supports --locator 'p. 4'")).done();
        case.run(&format!("check {share} confirmed")).done();
        case.run(&format!("second-check {share} confirmed --as ben")).done();
        case.run(&format!("sign-off {share}")).done();
        case.write("two.txt", &second);
        case.run("draft revise two.txt").done();
        assert_eq!(case.status(&share), status, "{second}");
        if status == "stale" {
            case.run(&format!("sign-off {share}")).refused().says("after its verdict");
        }
    }
}

#[test]
fn a_person_may_say_where_a_claim_stands() {
    let case = suggested();
    let share = claim_with(&case, "62.5");
    case.run(&format!("claim anchor {share} --quote 'owns 62.5 per cent'")).done().prints("placed");
    assert_eq!(case.json(&format!("claim show {share}"))["anchor"]["exact"], "owns 62.5 per cent");
    case.run(&format!("claim anchor {share} --quote nowhere")).refused();
    case.run(&format!("claim anchor {share}")).code(2);
    case.run("log --limit 1").done().prints("claim.anchored");
}

#[test]
fn a_word_document_is_read_with_the_comments_pinned_to_it() {
    let case = TestCase::new();
    case.run("piece add 'The river permit'").done();
    case.write("story.docx", docx());
    let added = case.json("draft add story.docx");
    assert_eq!((added["format"].as_str(), added["comments"].as_u64()), (Some("DOCX"), Some(1)));
    case.run("draft show").done().prints("over 12 million dollars").prints("Which year?");
    case.run("suggest").done().prints("Editor: Which year?");
    case.run("suggest --accept all").done();
    let money = claim_with(&case, "12 million");
    case.run(&format!("claim show {money}")).done().prints("Editor: Which year?");
}

#[test]
fn broken_and_hostile_files_are_refused_in_time() {
    let case = TestCase::new();
    case.run("piece add 'The river permit'").done();
    case.write("broken.pdf", "%PDF-1.7\nthis goes nowhere");
    case.run("draft add broken.pdf").refused().says("broken.pdf");
    let mut cut = docx();
    cut.truncate(cut.len() / 2);
    case.write("cut.docx", cut);
    case.run("draft add cut.docx").refused().says("cut.docx");
    let began = std::time::Instant::now();
    case.write("deep.html", "<div>".repeat(200_000));
    assert!(matches!(case.run_unchecked("draft add deep.html").output.status.code(), Some(0 | 1)));
    assert!(began.elapsed().as_secs() < 60);
    assert_eq!(
        case.query("SELECT count(*) FROM event WHERE bytes LIKE '%draft.added%'"),
        case.query("SELECT count(*) FROM draft")
    );
}

#[test]
fn markdown_and_html_are_read_as_their_text() {
    let case = TestCase::new();
    case.run("piece add 'The river permit'").done();
    case.write("story.md", "# The river\n\nVega Mining put **over 12 million dollars** into it.\n");
    case.run("draft add story.md").done().prints("Markdown");
    case.write(
        "story.html",
        "<html><head><title>The river</title></head><body><nav>Home</nav><article><h1>The river</h1><p>Vega Mining put over 12 \
         million dollars into the river works, a sum that nobody had named before the council met again.</p></article></body></html>",
    );
    case.run("draft revise story.html").done();
    case.run("draft show").done().prints("Vega Mining put over 12 million dollars");
}

/// A small Word document with one comment, made by hand.
fn docx() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" \
             ContentType=\"application/xml\"/><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>"
                .to_string(),
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
             Target=\"word/document.xml\"/></Relationships>"
                .to_string(),
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" \
             Target=\"comments.xml\"/></Relationships>"
                .to_string(),
        ),
        (
            "word/document.xml",
            format!(
                "<w:document {word}><w:body><w:p><w:r><w:t xml:space=\"preserve\">Vega Mining put </w:t></w:r>\
                 <w:commentRangeStart w:id=\"0\"/><w:r><w:t>over 12 million dollars</w:t></w:r><w:commentRangeEnd w:id=\"0\"/>\
                 <w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:t xml:space=\"preserve\"> into the river works.</w:t></w:r>\
                 </w:p></w:body></w:document>"
            ),
        ),
        (
            "word/comments.xml",
            format!(
                "<w:comments {word}><w:comment w:id=\"0\" w:author=\"Editor\" w:date=\"2026-11-01T10:00:00Z\"><w:p><w:r>\
                 <w:t>Which year?</w:t></w:r></w:p></w:comment></w:comments>"
            ),
        ),
    ];
    for (name, content) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_claim_does_not_come_back_to_words_that_deny_it() {
    let case = TestCase::new();
    case.run("piece add Piece").done();
    case.write("one.txt", "Bo Lind was mayor of Altona. The river is wide.\n");
    case.run("draft add one.txt").done();
    case.run("claim add --quote 'mayor of Altona' --type role --priority low --id role").done();
    case.run("check role on-author").done();
    case.run("sign-off role").done();
    case.write("two.txt", "The river is wide.\n");
    case.run("draft revise two.txt").done().prints("1 lost");
    case.write("three.txt", "Bo Lind was never mayor of Altona. The river is wide.\n");
    case.run("draft revise three.txt").done();
    assert_ne!(case.status("role"), "signed-off");
}

#[test]
fn a_second_draft_is_a_revision_and_leaves_no_claim_behind() {
    let case = suggested();
    case.write("two.txt", format!("A new first line.\n\n{FIRST}"));
    case.run("draft add two.txt").refused().says("left behind").says("draft revise");
    case.run("draft revise two.txt").done();
}

#[test]
fn a_restored_claim_is_carried_from_the_draft_in_which_it_was_last_seen() {
    let case = suggested();
    let share = claim_with(&case, "62.5");
    case.write("two.txt", FIRST.replace(" It owns 62.5 per cent of the dam.", ""));
    case.run("draft revise two.txt").done();
    case.run(&format!("claim restore {share}")).done();
    case.write("three.txt", format!("A new first line.\n\n{FIRST}"));
    let revised = case.json("draft revise three.txt");
    assert!(["moved", "unchanged"].contains(&fate_of(&revised, &share).as_str()));
    let claim = case.json(&format!("claim show {share}"));
    assert!(claim["anchor"]["exact"].as_str().unwrap().contains("62.5"));
}

#[test]
fn a_dismissed_suggestion_stays_away_until_it_is_asked_for_or_its_surroundings_change() {
    let case = TestCase::new();
    case.run("piece add 'The river permit'").done();
    case.write("one.txt", FIRST);
    case.run("draft add one.txt").done();
    let texts = |found: &serde_json::Value, list: &str| -> Vec<String> {
        let each = found[list].as_array().unwrap().iter();
        each.map(|suggestion| suggestion["text"].as_str().unwrap().to_string()).collect()
    };
    let before = texts(&case.json("suggest"), "proposals");
    case.run("suggest --dismiss 1 --reason 'common knowledge'").done().prints("1 suggestions dismissed");
    let found = case.json("suggest");
    assert_eq!(texts(&found, "proposals"), before[1..]);
    assert_eq!(texts(&found, "dismissed"), before[..1]);
    assert_eq!(found["dismissed"][0]["reason"], "common knowledge");
    assert_eq!(found["covered"], 0);
    case.run("suggest").done().prints("Dismissed").prints("common knowledge");
    case.run("suggest --dismiss 99").refused().says("no suggestion 99");
    case.run("log").done().prints("suggestion.dismissed");
    // In the next draft the same words stand between the same words: it stays away.
    case.write("two.txt", format!("{FIRST}\nOne more line.\n"));
    case.run("draft revise two.txt").done();
    assert_eq!(texts(&case.json("suggest"), "proposals"), before[1..]);
    let dismissal = found["dismissed"][0]["dismissal"].as_str().unwrap().to_string();
    case.run(&format!("suggest --restore {dismissal}")).done();
    assert_eq!(texts(&case.json("suggest"), "proposals"), before);
    case.run(&format!("suggest --restore {dismissal}")).refused().says("no dismissed suggestion");
    case.run("suggest --restore ffffffff").refused();
    case.run("suggest --dismiss 1").done();
    case.write("three.txt", FIRST.replace("Vega Mining put", "Vega Mining never put"));
    case.run("draft revise three.txt").done();
    assert_eq!(texts(&case.json("suggest"), "dismissed"), [""; 0]);
    case.run("rebuild").done();
    case.check_ledger();
}
