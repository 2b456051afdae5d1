//! Coming in, going out, and staying out.

use crate::case::TestCase;
use crate::visit::{OpenDesk, Visit, newsroom};

#[test]
fn the_link_opens_the_desk_once_and_another_is_shown() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let link = desk.link();
    let path = link.split_once(&desk.host).unwrap().1;
    desk.stranger().get(path).code(303);
    desk.stranger().get(path).code(403).shows("has been used");
    assert_ne!(desk.link(), link);
}

#[test]
fn a_stranger_is_sent_to_sign_in() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let answer = desk.stranger().get("/").code(303);
    assert_eq!(answer.header("location"), "/sign-in");
    desk.owner().get("/").ok().shows("The river permit").shows("3 claims");
}

#[test]
fn a_piece_is_added_with_its_draft() {
    let case = TestCase::new();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let story = ("story.txt", b"Vega Mining put over 12 million dollars into the works.".as_slice());
    ana.upload("/pieces", &[("title", "The river permit")], story).done();
    assert_eq!(case.json("piece list")[0]["drafts"][0]["name"], "story.txt");
    case.check_ledger();
}

#[test]
fn who_signs_in_comes_to_the_page_that_was_wanted() {
    let (case, desk) = newsroom();
    let money = case.json("claim show money")["id"].as_str().unwrap().to_string();
    let wanted = format!("/board?view=mine&claim={money}");
    let sent = desk.stranger().get(&wanted).code(303);
    let way = sent.header("location").to_string();
    assert!(way.starts_with("/sign-in?next=%2Fboard%3Fview%3Dmine"), "{way}");
    desk.stranger().get(&way).ok().shows(&format!("value=\"/board?view=mine&#38;claim={money}\""));
    let sign_in = |next: &str| {
        let fields = [("name", "Ben Okri-Lind"), ("password", "a long enough password"), ("next", next)];
        desk.stranger().post("/sign-in", &fields).done().header("location").to_string()
    };
    assert_eq!(sign_in(&wanted), wanted);
    for elsewhere in ["//example.org", "https://example.org", "/\\example.org", ""] {
        assert_eq!(sign_in(elsewhere), "/", "{elsewhere}");
    }
}

#[cfg(unix)]
#[test]
fn sessions_and_open_forms_outlive_a_restart() {
    let (case, desk) = newsroom();
    let (ana, ben) = (desk.owner(), desk.user("Ben Okri-Lind", "a long enough password"));
    desk.end();
    let desk = OpenDesk::of(&case);
    // A browser keeps the cookie for the port of the desk, which the system chooses here.
    let moved = |visit: &Visit| {
        let port = desk.host.rsplit(':').next().unwrap();
        let cookie = format!("tickmark_{port}={}", visit.cookie.split_once('=').unwrap().1);
        Visit { host: desk.host.clone(), cookie, ..visit.clone() }
    };
    let card = format!("/claims/{}", case.json("claim show role")["id"].as_str().unwrap());
    for visit in [moved(&ana), moved(&ben)] {
        visit.get(&card).ok();
        visit.post(&format!("{card}/note"), &[("text", "typed before the restart")]).done();
    }
    let gone = moved(&ben);
    case.run("user remove 'Ben Okri-Lind'").done();
    drop(desk);
    let desk = OpenDesk::of(&case);
    let port = desk.host.rsplit(':').next().unwrap();
    let cookie = format!("tickmark_{port}={}", gone.cookie.split_once('=').unwrap().1);
    Visit { host: desk.host.clone(), cookie, ..gone }.get("/").code(303);
    case.check_ledger();
}

#[test]
fn in_an_empty_folder_the_browser_asks_who_is_checking() {
    let case = TestCase::without_casebook();
    let desk = OpenDesk::of(&case);
    let link = desk.link();
    let path = link.split_once(&desk.host).unwrap().1.to_string();
    let token = path.split("token=").nth(1).unwrap().to_string();
    let visit = desk.stranger();
    visit.get("/").code(404);
    visit.get("/begin?token=another").code(403);
    visit.get(&path).ok().shows("Who is checking?").shows("value=\"ana\"").hides("name=\"csrf\"");
    let fields = [("token", token.as_str()), ("name", "Ana Ferro")];
    let elsewhere = [("origin", "http://example.org"), ("sec-fetch-site", "cross-site")];
    visit.post_with("/begin", &fields, &elsewhere).code(403);
    visit.post("/begin", &[("token", "another"), ("name", "Ana Ferro")]).code(403);
    visit.post("/begin", &[("token", &token), ("name", " ")]).code(422).shows("role=\"alert\"");
    assert!(!case.casebook().exists(), "nothing is made before somebody said who they are");
    let sent = visit.post("/begin", &fields).done();
    let open = sent.header("location").to_string();
    assert!(open.starts_with("/open?token="), "{open}");
    let ana = visit.admitted(&open);
    ana.get("/").ok().shows("Ana Ferro").shows("There are no pieces yet");
    let story = ("story.txt", b"Vega Mining put over 12 million dollars into the works.".as_slice());
    ana.upload("/pieces", &[("title", "The river permit")], story).done();
    assert_eq!(case.json("piece list")[0]["drafts"][0]["name"], "story.txt");
    assert!(case.run("config show").out().contains("Ana Ferro"), "the name is kept");
    case.check_ledger();
}

#[test]
fn the_sample_has_a_casebook_of_its_own() {
    let case = TestCase::without_casebook();
    let desk = OpenDesk::of(&case);
    let link = desk.link();
    let token = link.split("token=").nth(1).unwrap().to_string();
    let visit = desk.stranger();
    let sent = visit.post("/begin", &[("token", &token), ("name", "Ana Ferro"), ("do", "sample")]).done();
    visit.admitted(sent.header("location")).get("/").ok().shows("The river permit (made up)");
    assert!(!case.casebook().exists());
    assert!(case.path("tickmark-sample/casebook.db").exists());
}
