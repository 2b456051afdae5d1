//! Who owns whom at the desk: the drawing, the figures, and stakes recorded and taken back.

use crate::case::TestCase;
use crate::visit::{OpenDesk, newsroom};

const PASSWORD: &str = "a long enough password";

/// Orr Holding has 67.5 % of Vega Mining, which has 62.5 % of the dam: control without a majority of the interest.
fn with_stakes() -> TestCase {
    let case = TestCase::river();
    case.run("stake add 'Vega Mining' 'Altona Dam' 62.5% --as-of 2014 --source report").done();
    case.run("stake add 'Orr Holding' 'Vega Mining' 67.5% --as-of 2014 --source report").done();
    case.run("stake add 'Orr Holding' 'Vega Mining' 40% --as-of 2020 --source report").done();
    case
}

#[test]
fn control_and_interest_are_shown_as_of_a_day_with_a_drawing_and_a_table() {
    let case = with_stakes();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    ana.get("/ownership").ok().shows("<svg").shows("The stakes as a table").shows("Orr Holding").hides("<style");
    let page = ana.get("/ownership?company=Altona+Dam&as_of=2016").ok().shows("42.1875 %").shows("62.5 %");
    let row = page.body.split(">Orr Holding</a>").nth(1).unwrap().split("</tr>").next().unwrap().to_string();
    assert!(row.contains(">yes <span"), "{row}");
    assert!(row.contains(">no</td>"), "{row}");
    ana.get("/ownership?company=altona%20dam").ok().shows("25 %").hides("42.1875 %");
    ana.get("/ownership?company=Nobody").code(422).shows("o stake names `Nobody`").shows("The stakes as a table");
    ana.get("/ownership?company=Altona+Dam&as_of=last+year").code(422).shows("is not a day, month or year");
    let told = case.json("ownership 'Altona Dam' --as-of 2016");
    assert!(told["holdings"].as_array().unwrap().len() == 2);
}

#[test]
fn a_stake_is_recorded_and_taken_back() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    ana.get("/ownership").ok().shows("No stakes recorded yet.");
    let source = case.json("source show report")["id"].as_str().unwrap().to_string();
    let fields = [("owner", "Vega Mining"), ("owned", "Altona Dam"), ("as_of", "2014"), ("source", source.as_str())];
    let with = |share: &'static str| {
        let mut all = fields.to_vec();
        all.push(("share", share));
        ana.post("/ownership", &all)
    };
    with("most of it").code(422).shows("data-refused").shows("value=\"Altona Dam\"").shows("value=\"most of it\"");
    with("62.5%").done();
    let stake = case.json("stake list")[0].clone();
    assert_eq!((stake["owner"].as_str(), stake["figure"]["amount"].as_str()), (Some("Vega Mining"), Some("62.5")));
    ana.get("/ownership").ok().shows("62.5 %").shows("2014-01-01 to 2014-12-31");
    let path = format!("/ownership/{}/withdraw", stake["id"].as_str().unwrap());
    ana.post(&path, &[("reason", "")]).code(422).shows("Missing: the reason");
    ana.post(&path, &[("reason", "the register says otherwise")]).done();
    ana.post(&path, &[("reason", "again")]).code(422).shows("was withdrawn already");
    ana.post("/ownership/ffffffff/withdraw", &[("reason", "x")]).code(404);
    ana.get("/ownership").ok().shows("withdrawn").shows("No stakes recorded here count.");
    case.check_ledger();
}

#[test]
fn who_may_not_does_not_and_what_rests_on_a_confidential_source_is_not_shown() {
    let (case, desk) = newsroom();
    case.run("source add --title 'Leaked ledger' --confidential --id leak").done();
    case.run("stake add 'Hidden Hand' 'Altona Dam' 12.5% --source leak").done();
    case.run("stake add 'Vega Mining' 'Altona Dam' 62.5% --source report").done();
    let stake = case.json("stake list")[0]["id"].as_str().unwrap().to_string();
    let events = case.query("SELECT count(*) FROM event");
    let rita = desk.user("Rita Lund", PASSWORD);
    rita.get("/ownership").ok().hides("New stake").hides("Withdraw it").shows("Vega Mining").hides("Hidden Hand");
    rita.get("/ownership?company=Altona+Dam").ok().hides("Hidden Hand").hides("12.5").hides("Leaked");
    rita.get("/ownership?company=Hidden+Hand").code(422).hides("Altona Dam ←");
    rita.post("/ownership", &[("owner", "a"), ("owned", "b"), ("share", "5%")]).code(403);
    rita.post(&format!("/ownership/{stake}/withdraw"), &[("reason", "x")]).code(403);
    rita.post(&format!("/ownership/{stake}/withdraw"), &[]).code(403);
    desk.stranger().get("/ownership").code(303);
    assert_eq!(case.query("SELECT count(*) FROM event"), events);
    let eda = desk.user("Eda Voss", PASSWORD);
    eda.get("/ownership").ok().hides("Hidden Hand");
    eda.post("/reveal", &[("reveal", "yes")]).done();
    eda.get("/ownership").ok().shows("Hidden Hand");
}

#[test]
fn names_of_companies_stay_text_in_the_drawing_and_the_page_speaks_spanish() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let mut ana = desk.owner();
    let evil = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\u{202e}\"'&";
    let fields = [("owner", evil), ("owned", "Altona Dam"), ("share", "5%"), ("note", evil)];
    ana.post("/ownership", &fields).done();
    for path in
        ["/ownership", "/ownership?company=%3Cscript%3Ealert(1)", "/ownership?company=Altona+Dam&as_of=%22%3E%3Cb%3E"]
    {
        ana.get(path).hides("<script>alert").hides("<img src=x").hides("</title><script").hides("\"><b>");
    }
    ana.cookie.push_str("; tickmark_language=es");
    ana.get("/ownership").ok().shows("Quién es dueño de qué").hides("Who owns what</h1>");
}
