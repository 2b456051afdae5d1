//! The article: its text with claims in place, what is suggested, and recording claims in it.

use crate::case::{RIVER, TestCase};
use crate::visit::{OpenDesk, Visit, newsroom};

fn piece(case: &TestCase) -> String {
    format!("/pieces/{}", case.json("piece list")[0]["id"].as_str().unwrap())
}

fn draft(case: &TestCase) -> String {
    case.json("piece list")[0]["drafts"][0]["id"].as_str().unwrap().to_string()
}

/// Gives the place of words in the story, as a form sends it.
fn at(words: &str) -> String {
    let start = RIVER.find(words).unwrap();
    format!("{start}-{}", start + words.len())
}

fn record(visit: &Visit, case: &TestCase, words: &str, fields: &[(&str, &str)]) -> crate::visit::Answer {
    let (place, draft) = (at(words), draft(case));
    let mut all = vec![("at", place.as_str()), ("draft", draft.as_str())];
    all.extend(fields);
    visit.post(&format!("{}/claims", piece(case)), &all)
}

const PLAIN: &[(&str, &str)] = &[("statement", "Nobody saw it"), ("type", "characterisation"), ("priority", "low")];

#[test]
fn the_text_shows_every_claim_in_its_place_and_what_is_in_none() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let page = desk.owner().get(&piece(&case)).ok().shows("The river permit").shows("3 claims").shows("Inside a claim");
    let body = page.body;
    for label in ["money", "share", "role"] {
        let id = case.json(&format!("claim show {label}"))["id"].as_str().unwrap().to_string();
        assert!(body.contains(&format!("<li id=\"claim-{id}\"")), "{label}");
    }
    assert!(body.contains("<span class=\"number\">C1</span>"), "its number names it: {body}");
    assert!(body.contains("class=\"suggested\""), "the year is suggested");
    let start = RIVER.find("over 12 million dollars").unwrap();
    assert!(body.contains(&format!("<span data-at=\"{start}\">over 12 million dollars</span>")), "{body}");
}

#[test]
fn a_claim_is_recorded_on_marked_words_with_the_figure_that_was_read() {
    let case = TestCase::new();
    case.write("story.txt", RIVER);
    case.run("piece add 'The river permit'").done();
    case.run("draft add story.txt").done();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let form = ana.get(&format!("{}/claims/new?at={}", piece(&case), at("over 12 million dollars"))).ok();
    form.shows("more than 12,000,000 $").shows("<mark>over 12 million dollars</mark>").shows("investment-total");
    let fields =
        [("statement", "It cost over 12 million"), ("type", "quantity"), ("priority", "high"), ("figure", "1")];
    record(&ana, &case, "over 12 million dollars", &fields).done();
    let claim = case.json("claim list")["claims"][0].clone();
    assert_eq!(claim["statement"], "It cost over 12 million");
    let claim = case.json(&format!("claim show {}", claim["id"].as_str().unwrap()));
    assert_eq!(claim["quantity"]["unit"], "USD");
    case.check_ledger();
}

#[test]
fn without_script_the_words_are_typed_and_which_of_two_is_asked() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let (ana, new) = (desk.owner(), format!("{}/claims/new", piece(&case)));
    ana.get(&new).ok().shows("The exact words of the draft");
    ana.get(&format!("{new}?quote=permit")).ok().shows("occurs").shows("name=\"occurrence\"");
    ana.get(&format!("{new}?quote=permit&occurrence=2")).ok().shows("<mark>permit</mark>").shows("name=\"at\"");
    ana.get(&format!("{new}?quote=nowhere")).ok().shows("does not occur");
}

#[test]
fn suggestions_are_recorded_as_chosen_and_not_twice() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let (ana, path) = (desk.owner(), format!("{}/suggestions", piece(&case)));
    let page = ana.get(&path).ok().body;
    let place = page.split("name=\"at\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
    let fields = [("draft", draft(&case)), ("at", place)];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ana.post(&path, &fields).done();
    assert_eq!(case.json("claim list")["claims"].as_array().unwrap().len(), 4);
    ana.post(&path, &fields).code(422).shows("no longer open");
    ana.post(&path, &fields[..1]).code(422).shows("No suggestion was chosen");
    case.check_ledger();
}

#[test]
fn a_suggestion_is_dismissed_with_a_reason_and_made_again() {
    let (case, desk) = crate::visit::newsroom();
    let (ben, path) = (desk.user("Ben Okri-Lind", "a long enough password"), format!("{}/suggestions", piece(&case)));
    let page = ben.get(&path).ok().body;
    let place = page.split("name=\"at\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
    let draft = draft(&case);
    let evil = "known <script>alert(1)</script>";
    let fields = [("draft", draft.as_str()), ("at", place.as_str()), ("do", "dismiss"), ("reason", evil)];
    let rita = desk.user("Rita Lund", "a long enough password");
    rita.post(&path, &fields).code(403);
    let mixed = [fields[0], fields[1], ("do", "record"), fields[3]];
    ben.post(&path, &mixed).code(422).shows("You gave a reason to dismiss");
    ben.post(&path, &fields).done();
    assert_eq!(case.json("claim list")["claims"].as_array().unwrap().len(), 3);
    ben.post(&path, &fields).code(422).shows("no longer open");
    let page = rita.get(&path).ok().shows("Dismissed: 1").hides("<script>alert").hides("Suggest it again").body;
    assert!(!page.contains(&format!("value=\"{place}\"")), "{page}");
    let page = ben.get(&path).ok().shows("Suggest it again").body;
    let dismissal = page.split("name=\"restore\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_string();
    rita.post(&path, &[("restore", dismissal.as_str())]).code(403);
    ben.post(&path, &[("restore", dismissal.as_str())]).done();
    ben.post(&path, &[("restore", dismissal.as_str())]).code(422).shows("restored already");
    ben.get(&path).ok().shows(&format!("value=\"{place}\"")).hides("Dismissed:");
    case.check_ledger();
}

#[test]
fn words_marked_in_an_earlier_draft_are_refused() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let (old, place) = (draft(&case), at("Nobody has seen the permit"));
    case.write("two.txt", format!("A word before. {RIVER}"));
    case.run("draft revise two.txt").done();
    let mut fields = vec![("at", place.as_str()), ("draft", old.as_str())];
    fields.extend(PLAIN);
    ana.post(&format!("{}/claims", piece(&case)), &fields).code(422).shows("Another draft has been added since");
}

#[test]
fn a_reader_reads_and_records_nothing() {
    let (case, desk) = newsroom();
    let rita = desk.user("Rita Lund", "a long enough password");
    rita.get(&piece(&case)).ok().hides("data-recording");
    record(&rita, &case, "Nobody has seen the permit", PLAIN).code(403);
    rita.get(&format!("{}/claims/new", piece(&case))).code(403);
    assert_eq!(case.json("claim list")["claims"].as_array().unwrap().len(), 3);
}

#[test]
fn places_that_are_none_are_refused_and_text_stays_text() {
    let case = TestCase::new();
    case.write("story.txt", "Vega put <script>alert(1)</script> 12 million é dollars \u{202e}in.");
    case.run("piece add '<img src=x onerror=alert(1)>'").done();
    case.run("draft add story.txt").done();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let page = ana.get(&piece(&case)).ok().hides("<script>alert").hides("<img src=x");
    assert!(page.body.contains("&#60;script&#62;") || page.body.contains("&lt;script&gt;"), "{}", page.body);
    for place in ["5-2", "0-99999", "x", "-1-3", "48-49", "3-3", "18446744073709551615-18446744073709551615"] {
        let (draft, path) = (draft(&case), format!("{}/claims", piece(&case)));
        let mut fields = vec![("at", place), ("draft", draft.as_str())];
        fields.extend(PLAIN);
        ana.post(&path, &fields).code(422);
        let shown = ana.get(&format!("{}/claims/new?at={place}", piece(&case)));
        assert!(matches!(shown.status, 200 | 422), "{place}: {}", shown.status);
    }
    assert_eq!(case.json("claim list")["claims"].as_array().unwrap().len(), 0);
}

#[test]
fn the_article_speaks_spanish() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let mut ana = desk.owner();
    ana.cookie.push_str("; tickmark_language=es");
    ana.get(&piece(&case)).ok().shows("Dentro de una afirmación").shows("lang=\"es\"").hides("Inside a claim");
}

#[test]
fn what_the_desk_remembers_of_a_text_follows_what_becomes_of_its_claims() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let (ana, path) = (desk.owner(), piece(&case));
    let beside = |label: &str| {
        let id = case.json(&format!("claim show {label}"))["id"].as_str().unwrap().to_string();
        let page = ana.get(&path).ok().body;
        let line = page.split(&format!("<li id=\"claim-{id}")).nth(1).unwrap();
        line.split("</li>").next().unwrap().to_string()
    };
    assert!(beside("money").contains("no verdict"));
    case.run("check money confirmed").done();
    assert!(beside("money").contains("confirmed, checked"));
    case.run("assign money 'Ben Okri-Lind'").done();
    assert!(beside("money").contains("Ben Okri-Lind"));
    case.run("claim amend share --statement 'It owns most of the dam'").done();
    assert!(beside("share").contains("It owns most of the dam"));
    // A text that is erased is gone from the next page, though nothing else of its claim changed.
    assert!(beside("role").contains("title=\"mayor of Altona\""));
    let role = case.json("claim show role")["id"].as_str().unwrap().to_string();
    case.run(&format!("erase {role} --text statement --reason 'asked for'")).done();
    assert!(!beside("role").contains("title=\"mayor of Altona\""));
    let money = case.json("claim show money")["id"].as_str().unwrap().to_string();
    assert!(ana.get(&path).ok().body.contains(&format!("id=\"claim-{money}")));
    case.run("claim cut money").done();
    assert!(!ana.get(&path).ok().body.contains(&money));
}

#[test]
fn suggestions_come_in_parts_however_many_there_are() {
    let case = TestCase::new();
    case.write("story.txt", "12 % of 13 % of ".repeat(12_000));
    case.run("piece add Long").done();
    case.run("draft add story.txt").done();
    let desk = OpenDesk::of(&case);
    let (ana, path) = (desk.owner(), format!("{}/suggestions", piece(&case)));
    let first = ana.get(&path).ok().shows("Later ones").hides("Earlier ones");
    assert!(first.body.len() < 2 << 20, "{}", first.body.len());
    assert_eq!(first.body.matches("data-suggestion=").count(), 200);
    let second = ana.get(&format!("{path}?from=201")).ok().shows("Later ones").shows("Earlier ones").shows("201–400");
    assert!(second.body.matches("data-suggestion=").count() == 200 && first.body != second.body);
    // A number that is none, or beyond the last, is no error.
    for from in ["", "0", "x", "99999999"] {
        ana.get(&format!("{path}?from={from}")).ok();
    }
}

#[test]
fn a_claim_stands_open_beside_the_text_where_the_address_names_it() {
    let case = TestCase::river();
    let desk = OpenDesk::of(&case);
    let (ana, path) = (desk.owner(), piece(&case));
    let money = case.json("claim show money")["id"].as_str().unwrap().to_string();
    ana.get(&path).ok().hides("id=\"head\"").shows("id=\"side\"");
    ana.get(&format!("{path}?claim={money}")).ok().shows("id=\"head\"").shows(&format!("data-claim=\"{money}\""));
    ana.get(&format!("/board?claim={money}")).ok().shows("id=\"head\"").shows(&format!("data-claim=\"{money}\""));
    for unknown in ["ffffffff", "%3Cscript%3E", "../../x"] {
        ana.get(&format!("{path}?claim={unknown}")).ok().hides("id=\"head\"").hides("<script>alert");
    }
    case.run("piece add 'Another piece' --id other").done();
    case.run("claim add 'It rains' --id rain --piece other").done();
    let rain = case.json("claim show rain")["id"].as_str().unwrap().to_string();
    ana.get(&format!("{path}?claim={rain}")).ok().hides("It rains");
}
