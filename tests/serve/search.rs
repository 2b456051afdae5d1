//! One search over everything: by number, id and beginnings of words, in claims, notes, quotes, sources and captures.

use crate::case::TestCase;
use crate::visit::{OpenDesk, newsroom};

#[test]
fn everything_is_found_by_number_id_and_beginnings_of_words() {
    let case = TestCase::river();
    case.write(
        "report.txt",
        "Annual report.\nThe company holds 62.5 per cent of the dam.\nThe gravel came by barge.\n",
    );
    case.run("capture report.txt --source report").done();
    case.run(
        "evidence attach share --source report --stance supports --quote 'The company holds 62.5 per cent of the dam'",
    )
    .done();
    case.run("note role 'I telephoned the ministry'").done();
    case.run("query ask role --to author 'Which election was it?'").done();
    let id = |claim: &str| case.json(&format!("claim show {claim}"))["id"].as_str().unwrap().to_string();
    let (money, share, role) = (id("money"), id("share"), id("role"));
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let found = |words: &str| {
        let query: String = url::form_urlencoded::byte_serialize(words.as_bytes()).collect();
        ana.get(&format!("/search?for={query}")).ok().body
    };
    let claims = |words: &str| {
        let page = found(words);
        [("money", &money), ("share", &share), ("role", &role)]
            .into_iter()
            .filter(|(_, id)| page.contains(&format!("href=\"/claims/{id}\"")))
            .map(|(label, _)| label)
            .collect::<Vec<_>>()
    };
    for (words, expected) in [
        ("C1", "money"),
        ("c3", "role"),
        (&share[..10], "share"),
        ("role", "role"),
        ("mill", "money"),
        ("telephoned the min", "role"),
        ("which election", "role"),
        ("company holds", "share"),
    ] {
        assert_eq!(claims(words), [expected], "{words}");
    }
    assert!(claims("C99").is_empty());
    assert!(found("Annual rep").contains("/sources/"), "a source by its title");
    assert!(found("came by barge").contains("/captures/"), "words of a capture");
    assert!(found("nobody wrote this").contains("Nothing found"));
    let hostile = found("\"><script>alert(1)</script>");
    assert!(!hostile.contains("<script>alert"), "{hostile}");
    ana.get("/search").ok().hides("Nothing found");
    desk.stranger().get("/search?for=mayor").code(303);
}

#[test]
fn what_one_is_to_judge_without_is_not_found_either() {
    let (case, desk) = newsroom();
    case.run("check money incorrect --note 'the SECRETREASON'").done();
    case.run("second-check money --to 'Ben Okri-Lind' --blind").done();
    let ben = desk.user("Ben Okri-Lind", "a long enough password");
    ben.get("/search?for=SECRETREASON").ok().shows("Nothing found");
    desk.owner().get("/search?for=SECRETREASON").ok().shows("the SECRETREASON");
}
