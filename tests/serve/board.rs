//! The board: lists of claims by what the address asks for, and handing them out.

use crate::case::TestCase;
use crate::visit::{OpenDesk, newsroom};

fn claim(case: &TestCase, label: &str) -> serde_json::Value {
    let claims = case.json("claim list")["claims"].as_array().unwrap().clone();
    claims.into_iter().find(|claim| claim["external_id"] == label).unwrap()
}

fn id(case: &TestCase, label: &str) -> String {
    claim(case, label)["id"].as_str().unwrap().to_string()
}

/// What the form took for the latest event when the page was read.
fn seen(page: &str) -> String {
    page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string()
}

#[test]
fn the_address_says_which_claims_are_listed_and_how_they_are_counted() {
    let case = TestCase::river();
    case.run("check money confirmed").done();
    case.run("assign share ana --due 2026-11-20").done();
    case.run("query ask role --to author 'Who says so?'").done();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let list = |query: &str| -> Vec<&'static str> {
        let page = ana.get(&format!("/board{query}")).ok().body;
        let table = page.split("<tbody>").nth(1).unwrap_or_default().split("</tbody>").next().unwrap().to_string();
        ["money", "share", "role"].into_iter().filter(|label| table.contains(&format!("{label} ·"))).collect()
    };
    assert_eq!(list(""), ["money", "share", "role"]);
    assert_eq!(list("?status=checked"), ["money"]);
    assert_eq!(list("?status=checked,assigned"), ["money", "share"]);
    assert_eq!(list("?verdict=confirmed"), ["money"]);
    assert_eq!(list("?type=role"), ["role"]);
    assert_eq!(list("?priority=high"), ["money"]);
    assert_eq!(list("?assignee=ana"), ["share"]);
    assert_eq!(list("?search=mayor"), ["role"]);
    assert_eq!(list("?search=%22"), [""; 0]);
    assert_eq!(list("?view=mine"), ["share"]);
    assert_eq!(list("?view=overdue"), ["share"]);
    assert_eq!(list("?view=queries"), ["role"]);
    assert_eq!(list("?view=unassigned"), ["money", "role"]);
    assert_eq!(list("?view=stale"), [""; 0]);
    assert_eq!(list("?view=contested"), [""; 0]);
    assert_eq!(list("?view=in-doubt"), ["money"], "its verdict rests on nothing");
    assert_eq!(list("?page=2"), [""; 0]);
    ana.get("/board").ok().shows("1–3 of 3").shows("2026-11-20 <span class=\"small\">overdue");
    ana.get("/board?status=bogus").code(422).shows("take one of unchecked");
    ana.get("/board?piece=abcdef0123").code(404);
}

#[test]
fn what_wants_another_look_is_listed_with_the_reason_and_can_be_searched() {
    let case = TestCase::river();
    case.run("claim depend share --on money").done();
    case.run("check money incorrect").done();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    ana.get("/board?view=in-doubt").ok().shows("share ·").shows("in doubt: ").hides("role ·");
    ana.get("/board?view=in-doubt&search=cent").ok().shows("share ·");
    ana.get("/board?view=in-doubt&search=mayor").ok().shows("No matching claims");
}

#[test]
fn chosen_claims_are_handed_out_at_once_and_ranked() {
    let (case, desk) = newsroom();
    let eda = desk.user("Eda Voss", "a long enough password");
    let (money, role) = (id(&case, "money"), id(&case, "role"));
    let chosen = [("claim", money.as_str()), ("claim", role.as_str()), ("claim", role.as_str())];
    let with = |fields: &[(&'static str, &'static str)]| {
        let mut all = chosen.to_vec();
        all.extend(fields);
        eda.post("/board", &all)
    };
    let next = "/board?status=unchecked";
    let sent = with(&[("do", "assign"), ("assignee", "Ben Okri-Lind"), ("due", "2026-12-01"), ("next", next)]).done();
    assert_eq!(sent.header("location"), next);
    for label in ["money", "role"] {
        assert_eq!(claim(&case, label)["assignee"], "Ben Okri-Lind");
        assert_eq!(claim(&case, label)["due"], "2026-12-01");
    }
    with(&[("do", "rank"), ("priority", "low"), ("assignee", "")]).done();
    assert_eq!(claim(&case, "money")["priority"], "low");
    case.check_ledger();
}

#[test]
fn what_cannot_be_handed_out_is_refused_whole_and_what_was_typed_is_kept() {
    let (case, desk) = newsroom();
    let eda = desk.user("Eda Voss", "a long enough password");
    let (money, share) = (id(&case, "money"), id(&case, "share"));
    case.run("claim cut share").done();
    let chosen = [("claim", money.as_str()), ("claim", share.as_str()), ("next", "/board?type=role,ownership-share")];
    let with = |fields: &[(&'static str, &'static str)]| {
        let mut all = chosen.to_vec();
        all.extend(fields);
        eda.post("/board", &all)
    };
    let page = with(&[("do", "assign"), ("assignee", "Ben Okri-Lind"), ("due", "2026-12-01")]).code(422);
    let page =
        page.shows("is cut: it cannot be assigned").shows("value=\"Ben Okri-Lind\"").shows("value=\"2026-12-01\"");
    page.shows(&format!("value=\"{share}\" checked")).hides("money ·");
    assert!(claim(&case, "money")["assignee"].is_null());
    with(&[("do", "assign"), ("assignee", " ")]).code(422).shows("Missing: the name");
    with(&[("do", "assign"), ("assignee", "Ben Okri-Lind"), ("due", "tomorrow")]).code(422).shows("tomorrow");
    with(&[("do", "rank"), ("priority", "dire")]).code(422).shows("is not a priority");
    eda.post("/board", &[("do", "assign"), ("assignee", "Ben Okri-Lind")]).code(422).shows("No claim was chosen");
}

#[test]
fn a_list_that_is_out_of_date_hands_out_nothing() {
    let (case, desk) = newsroom();
    let eda = desk.user("Eda Voss", "a long enough password");
    let (seen, money, role) = (seen(&eda.get("/board").ok().body), id(&case, "money"), id(&case, "role"));
    case.run("note money 'I am at it'").done();
    let fields = [("do", "assign"), ("assignee", "Ben Okri-Lind"), ("seen", seen.as_str())];
    let one = |claim: &str| {
        let mut all = fields.to_vec();
        all.push(("claim", claim));
        eda.post("/board", &all)
    };
    one(&money).code(409).shows("has changed since you opened it");
    one(&role).done();
}

#[test]
fn readers_and_checkers_look_and_hand_out_nothing() {
    let (case, desk) = newsroom();
    let money = id(&case, "money");
    for name in ["Rita Lund", "Ben Okri-Lind"] {
        let visit = desk.user(name, "a long enough password");
        visit.get("/board").ok().hides("name=\"claim\"").hides("Assign the chosen claims");
        visit.post("/board", &[("claim", money.as_str()), ("assignee", "x")]).code(403);
    }
    desk.stranger().get("/board").code(303);
}

#[test]
fn a_verdict_that_one_is_to_judge_without_is_not_on_the_board() {
    let (case, desk) = newsroom();
    case.run("check money incorrect").done();
    case.run("second-check money --to 'Ben Okri-Lind' --blind").done();
    let ben = desk.user("Ben Okri-Lind", "a long enough password");
    ben.get("/board").ok().shows("money ·").hides("badge verdict");
    ben.get("/board?verdict=incorrect").ok().hides("money ·");
    desk.owner().get("/board").ok().shows("badge verdict incorrect");
}

#[test]
fn text_from_strangers_stays_text_and_the_board_speaks_spanish() {
    let case = TestCase::river();
    case.run("claim add '<script>alert(1)</script>' --id '\"><img src=x>'").done();
    let desk = OpenDesk::of(&case);
    let mut ana = desk.owner();
    for path in ["/board", "/board?search=%22%3E%3Cscript%3E", "/board?assignee=%3Cb%3E%22%27&sort=due&page=7"] {
        ana.get(path).ok().hides("<script>alert").hides("<img src=x").hides("\"><script>").hides("<b>\"");
    }
    ana.get("/board?search=%00%01NEAR(a,b)*+OR+%22&piece=").ok();
    ana.cookie.push_str("; tickmark_language=es");
    ana.get("/board").ok().shows("Mi trabajo").shows("Palabras de la afirmación").hides("My work");
}
