//! The drafts of a piece: bringing in the next, what becomes of each claim, and two side by side.

use crate::case::{RIVER, TestCase};
use crate::visit::{Answer, OpenDesk, Visit, newsroom};

const PASSWORD: &str = "a long enough password";

fn piece(case: &TestCase) -> String {
    format!("/pieces/{}", case.json("piece list")[0]["id"].as_str().unwrap())
}

fn drafts(case: &TestCase) -> usize {
    case.json("piece list")[0]["drafts"].as_array().unwrap().len()
}

/// The next draft: one claim is edited, one is lost, one stays.
fn second() -> String {
    let second = RIVER.replace("over 12 million dollars", "nearly 12 million dollars");
    second.replace(" It owns 62.5 per cent of the dam, the company says.", "")
}

/// Uploads a draft and gives where it waits.
fn bring(visit: &Visit, case: &TestCase, name: &str, bytes: &[u8]) -> String {
    let sent = visit.upload(&format!("{}/drafts", piece(case)), &[], (name, bytes)).done();
    sent.header("location").to_string()
}

/// A hidden field of a page.
fn field(page: &Answer, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    page.body.split(&start).nth(1).unwrap().split('"').next().unwrap().to_string()
}

#[test]
fn the_next_draft_is_looked_at_first_and_then_recorded() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let (ana, path) = (desk.owner(), format!("{}/drafts", piece(&case)));
    let waiting = bring(&ana, &case, "two.txt", second().as_bytes());
    let page = ana.get(&waiting).ok();
    let page = page.shows("Nothing is recorded yet.").shows("<del>over</del>").shows("<ins>nearly</ins>");
    let page = page.shows("edited</span> 1").shows("lost</span> 1").shows("unchanged</span> 1");
    assert_eq!(drafts(&case), 1);
    let after = field(&page, "after");
    let sent = ana.post(&waiting, &[("after", &after), ("do", "record")]).done();
    assert_eq!(drafts(&case), 2);
    case.check_ledger();
    assert_eq!(case.status("share"), "cut");
    ana.get(sent.header("location")).ok().shows("The draft was recorded.").shows("<ins>nearly</ins>").shows("lost");
    ana.get(&path).ok().shows("two.txt").shows("is each still here?");
    ana.get(&waiting).code(404).shows("is no longer waiting here");
    ana.post(&waiting, &[("after", &after), ("do", "record")]).code(404);
    assert_eq!(drafts(&case), 2);
}

#[test]
fn the_desk_says_what_the_command_line_says_of_each_claim() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    case.write("two.txt", second());
    let told = case.json("draft revise two.txt --dry-run");
    let page = ana.get(&bring(&ana, &case, "two.txt", second().as_bytes())).ok();
    for carried in told["claims"].as_array().unwrap() {
        let (label, fate) = (carried["external_id"].as_str().unwrap(), carried["fate"].as_str().unwrap());
        let line = page.body.split(&format!(">{label}</a>")).nth(1).unwrap().split("</p>").next().unwrap().to_string();
        assert!(line.contains(fate), "{label} is {fate}: {line}");
    }
}

#[test]
fn a_draft_that_waits_can_be_put_away() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let waiting = bring(&ana, &case, "two.txt", second().as_bytes());
    ana.post(&waiting, &[("do", "drop")]).done();
    ana.get(&waiting).code(404);
    assert_eq!(drafts(&case), 1);
}

#[test]
fn a_draft_is_not_recorded_after_another_that_was_not_looked_at() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let waiting = bring(&ana, &case, "two.txt", second().as_bytes());
    let after = field(&ana.get(&waiting).ok(), "after");
    case.write("other.txt", format!("A word before. {RIVER}"));
    case.run("draft revise other.txt").done();
    let page = ana.post(&waiting, &[("after", &after), ("do", "record")]).code(409);
    let page = page.shows("Someone has since added another draft of this piece").shows("<ins>nearly</ins>");
    assert_eq!(drafts(&case), 2);
    ana.post(&waiting, &[("after", &field(&page, "after")), ("do", "record")]).done();
    assert_eq!(drafts(&case), 3);
    case.check_ledger();
}

#[test]
fn what_waits_is_for_whoever_brought_it_and_for_its_piece() {
    let (case, desk) = newsroom();
    let eda = desk.user("Eda Voss", PASSWORD);
    let waiting = bring(&eda, &case, "two.txt", second().as_bytes());
    desk.owner().get(&waiting).code(404).hides("nearly");
    desk.user("Eda Voss", PASSWORD).get(&waiting).code(404).hides("nearly");
    let ticket = waiting.rsplit('/').next().unwrap();
    eda.get(&format!("/pieces/{}/drafts/waiting/{ticket}", "0".repeat(64))).code(404);
    eda.get(&waiting).ok();
}

#[test]
fn an_edited_claim_is_confirmed_where_it_stands_or_put_elsewhere() {
    let case = TestCase::river();
    case.write("two.txt", second().replace("mayor of Altona", "deputy mayor of Altona"));
    case.run("draft revise two.txt").done();
    let desk = OpenDesk::of(&case);
    let (ana, path) = (desk.owner(), format!("{}/drafts", piece(&case)));
    let seen = |label: &str| case.json(&format!("claim show {label}"))["events"].as_array().unwrap().len();
    let money = case.json("claim show money")["id"].as_str().unwrap().to_string();
    let page = ana.get(&path).ok().shows("It is here").shows("<del>over</del>");
    let form = page.body.split(&format!("name=\"claim\" value=\"{money}\"")).nth(1).unwrap();
    let stale = form.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
    case.run("note money 'I am at it'").done();
    let fields = [("claim", money.as_str()), ("seen", stale.as_str())];
    ana.post(&format!("{path}/confirm"), &fields).code(409);
    let before = seen("money");
    ana.post(&format!("{path}/confirm"), &fields[..1]).done();
    assert_eq!(seen("money"), before + 1);
    ana.post(&format!("{path}/confirm"), &fields[..1]).code(422).shows("wait to be confirmed");
    ana.get(&path).ok().hides(&format!("name=\"claim\" value=\"{money}\""));
    case.run("claim anchor money --here").refused().says("wait to be confirmed");
    let elsewhere = [("claim", money.as_str()), ("quote", "the river works")];
    ana.post(&format!("{path}/confirm"), &elsewhere).done();
    assert_eq!(case.json("claim show money")["anchor"]["exact"], "the river works");
    ana.get(&path).ok().hides(&format!("name=\"claim\" value=\"{money}\""));
    ana.post(&format!("{path}/confirm"), &[("claim", &money), ("quote", "nowhere")]).code(422).shows("does not occur");
    case.check_ledger();
}

#[test]
fn any_two_drafts_stand_side_by_side_the_older_first() {
    let case = TestCase::river();
    case.write("two.txt", second());
    case.run("draft revise two.txt").done();
    case.write("three.txt", format!("{RIVER}\n\nOne more line.\n"));
    case.run("draft revise three.txt").done();
    let desk = OpenDesk::of(&case);
    let (ana, path) = (desk.owner(), format!("{}/drafts/compare", piece(&case)));
    let of = |nth: usize| case.json("piece list")[0]["drafts"][nth]["id"].as_str().unwrap().to_string();
    let page = ana.get(&path).ok().shows("Draft 2 and draft 3").shows("<ins>over</ins>").shows("back");
    page.shows("One more line.");
    for (from, to) in [(0, 2), (2, 0)] {
        let page = ana.get(&format!("{path}?from={}&to={}", of(from), of(to))).ok().shows("Draft 1 and draft 3");
        page.hides("<del>").shows("<ins>One more line.</ins>");
    }
    ana.get(&format!("{path}?from={}&to={}", of(1), of(1))).code(422).shows("nothing to compare");
    ana.get(&format!("{path}?from=ffffffff")).code(404);
    ana.get(&format!("{path}?from={}&to={}&all=yes", of(0), of(2))).ok().shows("mayor of Altona");
    case.run("piece add Another").done();
    let other = case.json("piece list")[1]["id"].as_str().unwrap().to_string();
    ana.get(&format!("/pieces/{other}/drafts/compare?from={}&to={}", of(0), of(1))).code(422);
    ana.get(&format!("/pieces/{other}/drafts")).ok().shows("Add the first draft");
}

#[test]
fn a_newcomer_begins_in_the_browser_with_a_word_file() {
    let case = TestCase::new();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    ana.get("/").ok().shows("There are no pieces yet.").shows("name=\"draft\"");
    ana.upload("/pieces", &[("title", "Blank")], ("blank.txt", b" \n")).code(422).shows("no text");
    assert_eq!(case.json("piece list").as_array().unwrap().len(), 0, "a piece whose draft is refused is not added");
    let added = ana.post("/pieces", &[("title", "The river permit")]).done();
    let path = format!("{}/drafts", added.header("location"));
    ana.upload(&path, &[], ("story.txt", b"")).code(422);
    ana.upload(&path, &[], ("story.docx", b"PK\x03\x04 is no archive")).code(422);
    ana.post(&path, &[]).code(422).shows("No file was chosen.");
    ana.upload(&path, &[], ("blank.txt", b" \n \n")).code(422).shows("no text");
    ana.upload(&path, &[], ("story.md", b"# Works\n\nVega put 12 million dollars into the works.\n")).done();
    assert_eq!(case.json("piece list")[0]["drafts"][0]["name"], "story.md");
    ana.get(added.header("location")).ok().shows("12 million dollars");
    case.check_ledger();
}

#[test]
fn only_an_editor_brings_in_drafts_and_only_a_checker_confirms() {
    let (case, desk) = newsroom();
    let path = format!("{}/drafts", piece(&case));
    case.write("two.txt", second());
    case.run("draft revise two.txt").done();
    let events = case.query("SELECT count(*) FROM event");
    for name in ["Rita Lund", "Ben Okri-Lind"] {
        let visit = desk.user(name, PASSWORD);
        visit.get(&path).ok().hides("type=\"file\"");
        visit.get(&format!("{path}/compare")).ok();
        visit.upload(&path, &[], ("three.txt", b"words")).code(403);
        visit.get(&format!("{path}/waiting/x")).code(403);
        visit.post(&format!("{path}/waiting/x"), &[("do", "record")]).code(403);
    }
    let rita = desk.user("Rita Lund", PASSWORD);
    rita.get(&path).ok().hides("It is here");
    rita.post(&format!("{path}/confirm"), &[("claim", "money")]).code(403);
    desk.stranger().get(&path).code(303);
    assert_eq!(case.query("SELECT count(*) FROM event"), events);
}

#[test]
fn names_and_texts_of_drafts_stay_text() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let mut ana = desk.owner();
    let evil = format!("{}\n\n<script>alert(1)</script><img src=x onerror=alert(1)> \u{202e}\u{1b}[31m\n", second());
    let name = "<img src=x onerror=alert(1)>\u{202e}.txt";
    let waiting = bring(&ana, &case, name, evil.as_bytes());
    let page = ana.get(&waiting).ok().hides("<script>alert").hides("<img src=x").shows("alert(1)");
    ana.post(&waiting, &[("after", &field(&page, "after"))]).done();
    for path in ["/drafts", "/drafts/compare", "/drafts/compare?all=yes", "/drafts?done=%3Cscript%3E"] {
        let page = ana.get(&format!("{}{path}", piece(&case))).ok();
        page.hides("<script>").hides("<img src=x");
    }
    let escaping = bring(&ana, &case, "../../../../etc/passwd", format!("{evil} more").as_bytes());
    ana.get(&escaping).ok().shows(": passwd<").hides("etc/passwd");
    ana.cookie.push_str("; tickmark_language=es");
    ana.get(&escaping).ok().shows("Todavía no se ha registrado nada.").hides("Nothing is recorded yet.");
    ana.get(&format!("{}/drafts", piece(&case))).ok().shows("Añadir el borrador siguiente");
}

#[test]
fn a_claim_whose_own_words_stand_says_why_it_counts_as_edited() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let next = RIVER.replace("It owns 62.5", "It owns nearly 62.5");
    let waiting = ana.get(&bring(&ana, &case, "two.txt", next.as_bytes())).ok();
    let page = waiting.shows("edited</span> 1").shows("Its own words are unchanged;");
    let sent = ana.post(
        &format!("/pieces/{}", page.body.split("action=\"/pieces/").nth(1).unwrap().split('"').next().unwrap()),
        &[("after", &field(&page, "after")), ("do", "record")],
    );
    ana.get(sent.done().header("location")).ok().shows("Its own words are unchanged;");
}

#[test]
fn a_change_of_wording_is_confirmed_with_one_button_and_a_change_of_meaning_is_not() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let (ana, path) = (desk.owner(), format!("{}/drafts", piece(&case)));
    for claim in ["role", "share"] {
        case.run(&format!("check {claim} unverifiable")).done();
        case.run(&format!("sign-off {claim}")).done();
    }
    let second =
        RIVER.replace("Bo Lind, mayor of Altona, signed the permit", "Bo Lind, mayor of Altona, stamped the permit");
    case.write("two.txt", second.replace("It owns", "It never owns"));
    case.run("draft revise two.txt").done();
    let id = |claim: &str| case.json(&format!("claim show {claim}"))["id"].as_str().unwrap().to_string();
    let card = format!("/claims/{}", id("role"));
    let page = ana.get(&path).ok().shows(&format!("action=\"{card}/still-holds\"")).shows("<b>negation</b>");
    page.hides(&format!("action=\"/claims/{}/still-holds\"", id("share")));
    ana.get(&card).ok().shows("badge status look-again").shows("It still holds");
    ana.get(&format!("/claims/{}", id("share"))).ok().hides("It still holds");
    let turned = ana.post(&format!("/claims/{}/still-holds", id("share")), &[]).code(422);
    turned.shows("more than its wording has changed").shows("give a verdict");
    let sent = ana.post(&format!("{card}/still-holds"), &[("note", "same")]).done();
    ana.get(sent.header("location")).ok().shows("still holds.").shows("badge hold stands");
    assert_eq!((case.status("role"), case.status("share")), ("signed-off".to_string(), "stale".to_string()));
    case.check_ledger();
}

#[test]
fn the_card_shows_the_new_wording_with_the_old_one_behind_it() {
    let case = TestCase::new();
    case.write("one.txt", "Output rose by 12 per cent in Altona.");
    case.run("piece add 'The harbour'").done();
    case.run("draft add one.txt").done();
    case.run("suggest --accept 1").done();
    case.write("two.txt", "Output fell by 12 per cent in Altona.");
    case.run("draft revise two.txt").done();
    let desk = OpenDesk::of(&case);
    let id = case.json("claim list")["claims"][0]["id"].as_str().unwrap().to_string();
    let page = desk.owner().get(&format!("/claims/{id}")).ok();
    page.shows("</span> 12 per cent</h2>")
        .shows("Output fell by <mark>12 per cent</mark>")
        .shows("Earlier wording")
        .shows("<li>Output rose by 12 per cent in Altona.</li>");
}
