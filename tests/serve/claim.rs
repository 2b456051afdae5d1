//! The card of a claim: what it shows, what can be done with it, and what is refused, with what was typed kept.

use crate::case::TestCase;
use crate::visit::{OpenDesk, Visit, newsroom};

fn id(case: &TestCase, claim: &str) -> String {
    case.json(&format!("claim show {claim}"))["id"].as_str().unwrap().to_string()
}

fn card(case: &TestCase, claim: &str) -> String {
    format!("/claims/{}", id(case, claim))
}

/// Gives the event that a form of the card says it has seen.
fn seen(visit: &Visit, card: &str) -> String {
    let page = visit.get(card).ok().body;
    page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string()
}

const PASSWORD: &str = "a long enough password";

#[test]
fn two_people_differ_a_third_settles_it_and_it_is_signed_off() {
    let (case, desk) = newsroom();
    let (ana, ben, eda) = (desk.owner(), desk.user("Ben Okri-Lind", PASSWORD), desk.user("Eda Voss", PASSWORD));
    let card = card(&case, "money");
    ana.upload(
        &format!("{card}/evidence"),
        &[
            ("title", "Annual report 2023"),
            ("stance", "supports"),
            ("quote", "put 12.4 million dollars"),
            ("amount", "12400000"),
            ("unit", "USD"),
        ],
        ("report.txt", b"Annual report.\nWe put 12.4 million dollars into the works.\n"),
    )
    .done();
    ana.get(&card).ok().shows("Annual report 2023").shows("consistent").shows("exact");
    ana.post(&format!("{card}/check"), &[("verdict", "confirmed"), ("note", "table 2")]).done();
    ben.post(&format!("{card}/check"), &[("verdict", "disputed"), ("note", "which year?")]).done();
    eda.get(&card).ok().shows("contested").shows("table 2").shows("which year?");
    eda.post(&format!("{card}/sign-off"), &[]).code(422).shows("Have the differing verdicts resolved.");
    eda.post(&format!("{card}/resolve"), &[("verdict", "confirmed"), ("note", "the year is 2022")]).done();
    eda.post(&format!("{card}/sign-off"), &[("note", "fine")]).done();
    assert_eq!(case.json("claim show money")["status"], "signed-off");
    eda.get(&format!("{card}?done=sign-off")).ok().shows("The claim was signed off.").shows("Signed off by");
    case.check_ledger();
}

#[test]
fn a_form_that_was_open_while_somebody_else_worked_overwrites_nothing() {
    let (case, desk) = newsroom();
    let (ana, ben) = (desk.owner(), desk.user("Ben Okri-Lind", PASSWORD));
    let card = card(&case, "role");
    let opened = seen(&ana, &card);
    ben.post(&format!("{card}/check"), &[("verdict", "incorrect"), ("note", "he resigned in May")]).done();
    let late = [("seen", opened.as_str()), ("verdict", "confirmed"), ("note", "my own words")];
    let answer = ana.post(&format!("{card}/check"), &late).code(409);
    answer
        .shows("What has happened since:")
        .shows("he resigned in May")
        .shows("my own words")
        .shows("value=\"confirmed\" required checked");
    assert_eq!(case.json("claim show role")["verdict"], "incorrect");
    let now = seen(&ana, &card);
    ana.post(&format!("{card}/check"), &[("seen", now.as_str()), ("verdict", "confirmed")]).done();
    case.check_ledger();
}

#[test]
fn what_an_act_does_not_rest_on_keeps_nobody_from_it() {
    let (case, desk) = newsroom();
    let (ana, ben) = (desk.owner(), desk.user("Ben Okri-Lind", PASSWORD));
    let card = card(&case, "role");
    let opened = seen(&ana, &card);
    let late = |act: &str, fields: &[(&str, &str)]| {
        let all = [&[("seen", opened.as_str())], fields].concat();
        ana.post(&format!("{card}/{act}"), &all)
    };
    ben.post(&format!("{card}/note"), &[("text", "I called him")]).done();
    ben.post(&format!("{card}/ask"), &[("to", "author"), ("question", "Since when?")]).done();
    late("check", &[("verdict", "confirmed"), ("note", "the register")]).done();
    // One's own second window is no colleague.
    late("check", &[("verdict", "confirmed-with-change"), ("note", "since 2018")]).done();
    let amended = [("statement", "Bo Lind is mayor"), ("type", "role"), ("priority", "low")];
    ben.post(&format!("{card}/amend"), &amended).done();
    late("note", &[("text", "a note clashes with nothing")]).done();
    late("evidence", &[("title", "A call"), ("stance", "supports"), ("locator", "noon")]).code(409);
    late("check", &[("verdict", "incorrect")]).code(409).shows("claim.amended");
    assert_eq!(case.json("claim show role")["notes"].as_array().unwrap().len(), 2);
    case.check_ledger();
}

#[test]
fn the_panel_is_the_card_alone_and_its_forms_are_answered_in_it() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let (ana, card) = (desk.owner(), card(&case, "role"));
    let panel = ana.get(&format!("{card}/panel")).ok().hides("<html").hides("<nav");
    panel.shows("id=\"head\"").shows("mayor of Altona").shows("action=\"/claims/");
    let origin = format!("http://{}", desk.host);
    let post = |act: &str, fields: &[(&str, &str)]| {
        let all = [&[("csrf", ana.csrf.as_str())], fields].concat();
        ana.post_with(&format!("{card}/{act}"), &all, &[("origin", &origin), ("x-desk", "panel")])
    };
    let done = post("check", &[("verdict", "confirmed"), ("note", "the register")]).ok();
    assert_eq!(done.header("x-desk"), "panel");
    done.hides("<html").shows("Your verdict was recorded.").shows("Undo").shows("the register");
    let refused = post("check", &[("note", "which verdict?")]).code(422);
    assert_eq!(refused.header("x-desk"), "panel");
    refused.hides("<html").shows("Missing: the verdict.").shows("which verdict?");
    let forged = ana.post_with(&format!("{card}/note"), &[("text", "x")], &[("origin", &origin), ("x-desk", "panel")]);
    let forged = forged.code(403).hides("<html").shows("not from this session");
    assert_eq!(forged.header("x-desk"), "", "a line for the script, and no panel");
    desk.stranger().get_with(&format!("{card}/panel"), &[("x-desk", "panel")]).code(401).hides("<html");
    case.check_ledger();
}

#[test]
fn evidence_is_found_by_its_words_in_one_line() {
    const WORDS: &str = "The company holds 62.5 per cent of the dam";
    const OTHERS: &str = "The state holds 37.5 per cent of the dam";
    let case = TestCase::river();
    case.write("report.txt", format!("Annual report.\n{WORDS}.\n{OTHERS}.\n"));
    case.write("other.txt", format!("From the wire.\n{WORDS}.\n"));
    case.run("capture report.txt --source report").done();
    case.run("source add --title 'The wire' --address https://example.org/wire --id wire").done();
    case.run("capture other.txt --source wire").done();
    let desk = OpenDesk::of(&case);
    let (ana, card) = (desk.owner(), card(&case, "share"));
    let line =
        |fields: &[(&str, &str)]| ana.post(&format!("{card}/evidence"), &[&[("stance", "supports")], fields].concat());
    let count = || case.query("SELECT count(*) FROM evidence");
    line(&[("line", "99 per cent of the harbour")]).code(422).shows("in no capture").shows("99 per cent");
    line(&[("line", " ")]).code(422).shows("No source was chosen");
    let several = line(&[("line", WORDS)]).code(422).shows("Several sources have these words");
    let chosen =
        several.body.split("<b>Annual report").next().unwrap().rsplit("name=\"among\" value=\"").next().unwrap();
    line(&[("line", WORDS), ("source", ""), ("among", chosen.split('"').next().unwrap())]).done();
    let attached = case.json("claim show share")["evidence"][0].clone();
    assert_eq!(attached["quote"], WORDS);
    assert!(attached["quantity"].to_string().contains("62.5"), "the figure is read from the words: {attached}");
    // A figure that does not agree is shown, and taken as what it is with one button.
    let asked = line(&[("line", OTHERS)]).code(422);
    assert_eq!(count(), "1");
    asked.shows("does not stand").shows("It contradicts the claim");
    line(&[("line", OTHERS), ("instead", "contradicts")]).done();
    assert_eq!(case.json("claim show share")["evidence"][1]["stance"], "contradicts");
    // An address that is known is no download.
    line(&[("line", "https://example.org/wire")]).code(422).shows("now paste the words").shows(" selected>The wire");
    line(&[("line", &format!("https://example.org/wire “{WORDS}”"))]).done();
    assert_eq!(count(), "3");
    case.check_ledger();
}

#[test]
fn a_quote_that_is_not_there_is_refused_at_the_form_and_the_file_is_kept() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let (ana, card) = (desk.owner(), card(&case, "money"));
    let fields = [("stance", "supports"), ("quote", "put 99 billion euros into the harbour"), ("locator", "p. 4")];
    let file = ("../../etc/<b>.txt", b"We put 12.4 million dollars into the works.".as_slice());
    let page = ana.upload(&format!("{card}/evidence"), &fields, file).code(422);
    let page = page.shows("does not occur").shows("put 99 billion euros").shows("p. 4");
    let source = page.body.split("<option value=\"").find(|part| part.contains(" selected>&#60;b&#62;.txt")).unwrap();
    let source = source.split('"').next().unwrap().to_string();
    let again = [("source", source.as_str()), ("stance", "supports"), ("quote", "12.4 million dollars")];
    ana.post(&format!("{card}/evidence"), &again).done();
    assert_eq!(case.query("SELECT count(*) FROM source"), "2", "the file's source was named once");
    assert_eq!(case.query("SELECT name FROM capture"), "<b>.txt");
    case.check_ledger();
}

#[test]
fn everything_that_can_be_done_is_done_from_the_card() {
    let case = TestCase::river();
    case.run("note money 'I am here' --as ben").done();
    let desk = OpenDesk::of(&case);
    let (ana, card) = (desk.owner(), card(&case, "role"));
    let act = |act: &str, fields: &[(&str, &str)]| ana.post(&format!("{card}/{act}"), fields);
    act("assign", &[("to", "ben"), ("due", "2026-12-01")]).done();
    act("start", &[]).done();
    act("ask", &[("to", "author"), ("question", "Since when?")]).done();
    let query = case.json("claim show role")["queries"][0]["id"].as_str().unwrap().to_string();
    act("answer", &[("query", &query), ("answer", "Since 2018")]).done();
    act("reply", &[("whom", "Bo Lind"), ("until", "2026-12-02")]).done();
    let request = case.json("claim show role")["replies"][0]["id"].as_str().unwrap().to_string();
    act("received", &[("request", &request), ("answer", "No comment")]).done();
    act("note", &[("text", "called twice")]).done();
    let amended = [("statement", "Bo Lind is mayor"), ("type", "role"), ("priority", "high"), ("reason", "clearer")];
    act("amend", &amended).done();
    ana.get(&format!("{card}?done=amend")).ok().shows("<del>low</del> → <ins>high</ins>");
    act("amend", &amended).code(422).shows("says that already: nothing was changed.");
    act("check", &[("verdict", "confirmed")]).done();
    act("second", &[("to", "ben"), ("blind", "yes")]).done();
    act("return", &[("reason", "no source")]).done();
    act("depend", &[("on", "money")]).done();
    act("drop", &[("on", "money"), ("reason", "it does not")]).done();
    act("correct", &[("published", "2026-11-30"), ("was", "mayor"), ("now", "deputy mayor")]).done();
    act("cut", &[("reason", "out")]).done();
    act("check", &[("verdict", "confirmed")]).code(422).shows("is cut");
    act("restore", &[]).done();
    act("fly", &[]).code(404);
    assert_eq!(case.json("claim show role")["statement"], "Bo Lind is mayor");
    case.check_ledger();
}

#[test]
fn the_form_for_amending_shows_what_changed_and_loses_no_part_of_the_figure() {
    let case = TestCase::river();
    case.run("claim amend role --from 2018-01-01 --to 2022-12-31").done();
    let desk = OpenDesk::of(&case);
    let (ana, card) = (desk.owner(), card(&case, "role"));
    let own = [("statement", "mayor of Altona"), ("type", "role"), ("comparator", "="), ("from", "2018-01-01")];
    let amended = [&own[..], &[("priority", "medium"), ("until", "2022-12-31")]].concat();
    ana.post(&format!("{card}/amend"), &amended).done();
    let done = ana.get(&format!("{card}?done=amend")).ok();
    done.shows("priority: <del>low</del> → <ins>medium</ins>").shows("2018-01-01 to 2022-12-31");
    let shorter = [&own[..], &[("priority", "medium"), ("until", "2020-12-31")]].concat();
    ana.post(&format!("{card}/amend"), &shorter).done();
    ana.get(&format!("{card}?done=amend")).ok().shows("<ins>2018-01-01 to 2020-12-31</ins>");
    case.check_ledger();
}

#[test]
fn what_a_role_may_not_do_is_refused_whatever_is_sent() {
    let (case, desk) = newsroom();
    let (rita, ben) = (desk.user("Rita Lund", PASSWORD), desk.user("Ben Okri-Lind", PASSWORD));
    let (card, events) = (card(&case, "role"), case.query("SELECT count(*) FROM event"));
    let all = [
        ("verdict", "confirmed"),
        ("reason", "r"),
        ("note", "n"),
        ("text", "t"),
        ("to", "author"),
        ("question", "q"),
        ("stance", "supports"),
        ("title", "t"),
        ("type", "role"),
        ("priority", "low"),
        ("published", "2026-11-30"),
        ("was", "a"),
        ("now", "b"),
        ("whom", "w"),
        ("on", "money"),
        ("which", "x"),
        ("query", "x"),
        ("request", "x"),
        ("answer", "x"),
        ("event", "x"),
    ];
    for act in [
        "amend", "answer", "ask", "assign", "check", "correct", "cut", "depend", "drop", "evidence", "note",
        "received", "reopen", "reply", "resolve", "restore", "return", "second", "sign-off", "start", "undo",
        "withdraw",
    ] {
        rita.post(&format!("{card}/{act}"), &all).code(403);
    }
    for act in ["assign", "correct", "cut", "reopen", "resolve", "restore", "return", "sign-off"] {
        ben.post(&format!("{card}/{act}"), &all).code(403);
    }
    rita.get(&card).ok().hides("name=\"verdict\"");
    assert_eq!(case.query("SELECT count(*) FROM event"), events);
}

#[test]
fn what_was_just_done_is_taken_back_with_one_button() {
    let (case, desk) = newsroom();
    let (ana, ben) = (desk.owner(), desk.user("Ben Okri-Lind", PASSWORD));
    let card = card(&case, "role");
    ben.post(&format!("{card}/check"), &[("verdict", "confirmed")]).done();
    let page = ben.get(&format!("{card}?done=check")).ok().shows("Undo").body;
    let event = page.split("name=\"event\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
    ana.get(&format!("{card}?done=check")).ok().hides("name=\"event\"");
    ana.post(&format!("{card}/undo"), &[("event", &event)]).code(422).shows("only who did it can take it back");
    ben.post(&format!("{card}/undo"), &[("event", &event)]).done();
    ben.get(&format!("{card}?done=undo")).ok().shows("It was taken back.").shows("<del>claim.checked</del>");
    assert_eq!(case.json("claim show role")["status"], "unchecked");
    ben.post(&format!("{card}/undo"), &[("event", &event)]).code(422).shows("taken back or replaced already");
    let other = id(&case, "money");
    ben.post(&format!("/claims/{other}/undo"), &[("event", &event)]).code(422).shows("belongs to another claim");
    case.check_ledger();
}

#[test]
fn what_one_did_is_listed_and_taken_back_from_one_page() {
    let (case, desk) = newsroom();
    let (ana, ben) = (desk.owner(), desk.user("Ben Okri-Lind", PASSWORD));
    case.run("source add --title 'The wire' --id wire --as 'Ben Okri-Lind'").done();
    case.run("source link report --derived-from wire --as-a wire-copy --as 'Ben Okri-Lind'").done();
    let page = ben.get("/undo").ok().shows("link of a source to its origin").shows("a source that nothing cites").body;
    let event = page.split("name=\"event\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
    ana.post("/undo", &[("event", &event)]).code(422).shows("only who did it can take it back");
    ben.post("/undo", &[("event", &event)]).done();
    ben.get("/undo?done=undo").ok().shows("It was taken back.").shows("taken back or replaced already");
    case.run("source unlink report --reason again").refused().says("is not linked");
    case.check_ledger();
}

#[test]
fn a_checker_cuts_what_they_recorded_alone() {
    let (case, desk) = newsroom();
    case.run("claim add 'The works are done' --id own --as 'Ben Okri-Lind'").done();
    let (ana, ben) = (desk.owner(), desk.user("Ben Okri-Lind", PASSWORD));
    let card = card(&case, "own");
    ben.get(&card).ok().shows("Cut the claim from the piece");
    ana.post(&format!("{card}/note"), &[("text", "is it?")]).done();
    ben.get(&card).ok().hides("Cut the claim from the piece");
    ben.post(&format!("{card}/cut"), &[]).code(403);
    case.run("claim add 'The works are late' --id late --as 'Ben Okri-Lind'").done();
    let late = id(&case, "late");
    ben.post(&format!("/claims/{late}/cut"), &[("reason", "a slip")]).done();
    assert_eq!(case.status("late"), "cut");
    case.check_ledger();
}

#[test]
fn forms_offer_names_and_take_no_other() {
    let (case, desk) = newsroom();
    let (ana, card) = (desk.owner(), card(&case, "role"));
    let page = ana.get(&card).ok().shows("<option value=\"Ben Okri-Lind\">").shows("<option value=\"ana\">");
    assert!(!page.body.contains("<input name=\"to\""), "a name is chosen, not typed");
    for (act, fields) in [("assign", vec![("to", "Ben Okri Lind")]), ("second", vec![("to", "anna")])] {
        let events = case.query("SELECT count(*) FROM event");
        ana.post(&format!("{card}/check"), &[("verdict", "confirmed")]).done();
        ana.post(&format!("{card}/{act}"), &fields).code(422).shows("obody called");
        assert_ne!(case.query("SELECT count(*) FROM event"), events);
    }
    ana.post(&format!("{card}/assign"), &[("to", "Ben Okri-Lind")]).done();
    let money = id(&case, "money");
    let fields = [("do", "assign"), ("assignee", "Benn"), ("claim", money.as_str())];
    ana.post("/board", &fields).code(422).shows("obody called");
    ana.get("/board").ok().shows("<option value=\"Ben Okri-Lind\"");
    case.check_ledger();
}

#[test]
fn a_party_to_a_dispute_is_refused_at_the_desk_unless_the_rules_allow_it() {
    let (case, desk) = newsroom();
    let (ana, ben) = (desk.owner(), desk.user("Ben Okri-Lind", PASSWORD));
    let card = card(&case, "money");
    ana.post(&format!("{card}/check"), &[("verdict", "confirmed")]).done();
    ben.post(&format!("{card}/check"), &[("verdict", "disputed")]).done();
    let settled = [("verdict", "confirmed"), ("note", "the year is 2022")];
    ana.post(&format!("{card}/resolve"), &settled).code(422).shows("one of the verdicts");
    case.run("policy set --rule resolve-by=anyone").done();
    ana.post(&format!("{card}/resolve"), &settled).done();
    ana.get(&card).ok().shows("as a party to the dispute");
    case.check_ledger();
}

#[test]
fn what_belongs_to_another_claim_is_not_touched_from_this_one() {
    let case = TestCase::river();
    case.run("query ask share --to author 'Which register?'").done();
    case.run("evidence attach share --source report --stance supports --locator 'page 1'").done();
    let desk = OpenDesk::of(&case);
    let (ana, card) = (desk.owner(), card(&case, "role"));
    let share = case.json("claim show share");
    let (query, evidence) = (share["queries"][0]["id"].as_str().unwrap(), share["evidence"][0]["id"].as_str().unwrap());
    ana.post(&format!("{card}/answer"), &[("query", query), ("answer", "x")])
        .code(422)
        .shows("This belongs to another claim.");
    ana.post(&format!("{card}/withdraw"), &[("which", evidence), ("reason", "x")])
        .code(422)
        .shows("This belongs to another claim.");
    for forged in ["", "zz", "0000000000000000000000000000000000000000000000000000000000000000"] {
        let answer = ana.post(&format!("{card}/note"), &[("seen", forged), ("text", "x")]);
        assert!(matches!(answer.status, 303 | 409), "{forged}: {}", answer.status);
    }
    ana.get("/claims/ffffffff").code(404);
    ana.get("/claims/%3Cscript%3E").code(404).hides("<script>alert");
}

#[test]
fn words_from_outside_stay_words_on_the_card() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let (ana, card) = (desk.owner(), card(&case, "role"));
    let evil = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>\u{202e}";
    ana.post(&format!("{card}/note"), &[("text", evil)]).done();
    ana.post(&format!("{card}/ask"), &[("to", "expert"), ("whom", evil), ("question", evil)]).done();
    ana.post(&format!("{card}/check"), &[("verdict", "confirmed"), ("note", evil)]).done();
    ana.post(
        &format!("{card}/evidence"),
        &[
            ("title", evil),
            ("stance", "supports"),
            ("note", evil),
            ("locator", evil),
            ("speaker", evil),
            ("address", "javascript:alert(1)"),
        ],
    )
    .done();
    ana.post(&format!("{card}/return"), &[("reason", evil)]).done();
    let page = ana.get(&card).ok().hides("<script>alert").hides("<img src=x").hides("href=\"javascript:");
    assert!(page.body.contains("alert(1)"), "the words are shown");
    let refused = ana.post(
        &format!("{card}/amend"),
        &[("statement", evil), ("type", "quantity"), ("priority", "low"), ("amount", evil)],
    );
    refused.code(422).hides("<script>alert").shows("alert(1)");
    case.check_ledger();
}

#[test]
fn a_blind_checker_sees_no_verdict_before_giving_one() {
    let (case, desk) = newsroom();
    let (ana, ben) = (desk.owner(), desk.user("Ben Okri-Lind", PASSWORD));
    let card = card(&case, "role");
    ana.post(&format!("{card}/check"), &[("verdict", "incorrect"), ("note", "SECRETNOTE")]).done();
    ana.post(&format!("{card}/second"), &[("to", "Ben Okri-Lind"), ("blind", "yes")]).done();
    ben.get(&card).ok().hides("SECRETNOTE").shows("asked to check this blind").hides("verdict incorrect");
    ben.post(&format!("{card}/check"), &[("verdict", "confirmed")]).done();
    ben.get(&card).ok().shows("SECRETNOTE").shows("contested");
}

#[test]
fn a_confidential_source_stays_under_its_letter() {
    let case = TestCase::informed();
    let desk = OpenDesk::of(&case);
    let (ana, card) = (desk.owner(), card(&case, "role"));
    ana.get(&card).ok().hides("Rosalind").hides("Quill").hides("her letter");
    ana.post("/reveal", &[("reveal", "yes")]).done();
    ana.get(&card).ok().shows("Rosalind Quill");
}
