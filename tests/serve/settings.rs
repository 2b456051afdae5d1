//! The rules for sign-off and the users, from the browser.

use crate::case::TestCase;
use crate::visit::{OpenDesk, newsroom};

const PASSWORD: &str = "a long enough password";

#[test]
fn an_admin_sets_the_rules_in_their_own_name() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let was = ana.get("/settings").ok().shows("claims of high priority").body;
    let was = was.split("name=\"was\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
    let set = |evidence, whom| {
        ana.post("/settings/policy", &[("evidence", evidence), ("second-person", whom), ("was", &was)])
    };
    set("two", "all").code(422).shows("class=\"refusal\"").shows("value=\"two\"");
    set("2", "everybody").code(422).shows("take one of");
    set("2", "all").done();
    let policy = case.json("policy show");
    assert_eq!((&policy["evidence"], &policy["second_person"]), (&2.into(), &"all".into()));
    ana.get("/settings").ok().shows("Every rule, and when it is asked").shows("two people have checked every claim");
    ana.get("/settings?done=policy").ok().shows("The rules were set").shows("<b>every claim</b>");
    // A form that shows older rules sets none.
    set("0", "none").code(422).shows("have changed since");
    case.run("log").done().prints("policy.set");
    case.check_ledger();
}

#[test]
fn users_are_added_changed_and_let_go() {
    let (case, desk) = newsroom();
    let ana = desk.owner();
    let add = [("name", "Iris Quell"), ("role", "reader"), ("password", "short")];
    let refused = ana.post("/settings/add", &add).code(422).shows("too short").shows("value=\"Iris Quell\"");
    refused.hides("value=\"short\"");
    ana.post("/settings/add", &[("name", "Iris Quell"), ("role", "reader"), ("password", PASSWORD)]).done();
    ana.post("/settings/add", &[("name", "Iris Quell"), ("role", "admin"), ("password", PASSWORD)])
        .code(422)
        .shows("already");
    let iris = desk.user("Iris Quell", PASSWORD);
    iris.get("/reports").ok().hides("/reports/returned");
    ana.post("/settings/role", &[("name", "Iris Quell"), ("role", "checker")]).done();
    iris.get("/reports").ok().shows("/reports/returned");
    ana.post("/settings/password", &[("name", "Iris Quell"), ("password", "another long password")]).done();
    iris.get("/reports").code(303);
    let iris = desk.user("Iris Quell", "another long password");
    ana.post("/settings/remove", &[("name", "Iris Quell")]).code(422).shows("Tick the box to confirm.");
    ana.post("/settings/remove", &[("name", "Iris Quell"), ("sure", "yes")]).done();
    iris.get("/").code(303);
    ana.post("/settings/remove", &[("name", "Nobody"), ("sure", "yes")]).code(422).shows("No user is called");
    ana.post("/settings/nonsense", &[]).code(404);
    let left: Vec<_> = case.json("user list").as_array().unwrap().iter().map(|user| user["name"].clone()).collect();
    assert_eq!(left, ["Ben Okri-Lind", "Eda Voss", "Rita Lund"]);
}

#[test]
fn who_is_no_admin_sees_the_rules_and_changes_nothing() {
    let (case, desk) = newsroom();
    let users = case.json("user list");
    for name in ["Rita Lund", "Ben Okri-Lind", "Eda Voss"] {
        let visit = desk.user(name, PASSWORD);
        let page = visit.get("/settings").ok().shows("When a claim may be signed off");
        let page = page.hides("/settings/policy").hides("/settings/add");
        ["Rita Lund", "Ben Okri-Lind", "Eda Voss"]
            .iter()
            .filter(|other| **other != name)
            .for_each(|other| assert!(!page.body.contains(other), "{name} sees that {other} is a user"));
        visit.post("/settings/policy", &[("evidence", "0"), ("second-person", "none")]).code(403);
        visit.post("/settings/add", &[("name", "Mallory"), ("role", "admin"), ("password", PASSWORD)]).code(403);
        visit.post("/settings/role", &[("name", name), ("role", "admin")]).code(403);
        visit.post("/settings/password", &[("name", "Eda Voss"), ("password", "a password of mine")]).code(403);
        visit.post("/settings/remove", &[("name", "Eda Voss"), ("sure", "yes")]).code(403);
    }
    assert_eq!(case.json("user list"), users);
    assert_eq!(case.json("policy show")["second_person"], "high");
}

#[test]
fn a_hostile_name_stays_a_name() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let name = "<script>alert(1)</script>";
    ana.post("/settings/add", &[("name", name), ("role", "reader"), ("password", PASSWORD)]).done();
    ana.get("/settings").ok().shows("&#60;script&#62;").hides("<script>alert");
    ana.post("/settings/add", &[("name", "a\nb"), ("role", "reader"), ("password", PASSWORD)]).code(422);
}
