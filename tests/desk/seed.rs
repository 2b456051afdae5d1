//! The seed case: what comes with the program, and the article for whoever has it.

use crate::case::TestCase;
use serde_json::Value;

#[test]
fn the_demo_works_on_a_fresh_machine() {
    let case = TestCase::without_casebook();
    case.run("demo")
        .done()
        .prints("319 pieces of evidence, 13 stakes")
        .prints("87 claims in 2 pieces")
        .prints("audit.csv");
    case.run("demo").refused().says("exists already");
    case.run("--casebook tickmark-demo/casebook.db verify").done().prints("UNANCHORED");
    case.run("--casebook tickmark-demo/casebook.db verify tickmark-demo/audit.csv").done().prints("OK");
    let seeded = case.json("--casebook tickmark-demo/casebook.db status");
    assert_eq!(seeded["claims"], 87);
}

#[test]
fn the_made_up_story_shows_what_does_not_stand() {
    let case = seeded();
    for (claim, status, hold) in [
        ("river-money", "stale", "look-again"),
        ("river-share", "signed-off", "despite"),
        ("river-permit", "second-check", "open"),
        ("river-unseen", "cut", "open"),
    ] {
        let shown = case.json(&format!("claim show {claim}"));
        assert_eq!((&shown["status"], &shown["standing"]["hold"]), (&status.into(), &hold.into()), "{claim}");
    }
    case.run("claim show river-share").done().prints("inconsistent (amount)").prints("before the sale of May 2024");
    case.run("claim show river-unseen").done().prints("word-altered").prints("counted all the same");
    case.run("claim show river-permit").done().prints("contested");
    case.run("recheck").done().prints("river-money").prints("river-share");
}

#[test]
fn the_article_ties_every_claim_to_its_text_for_whoever_has_it() {
    let article = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed-case/article.txt");
    let Ok(text) = std::fs::read(&article) else {
        eprintln!("the article is not here; nothing was checked");
        return;
    };
    let case = TestCase::without_casebook();
    case.run("demo").done();
    case.write("article.txt", text);
    let added = case.json("--casebook tickmark-demo/casebook.db draft add article.txt --piece las-bambas");
    assert_eq!((added["claims_tied"].as_u64(), added["claims_not_tied"].as_u64()), (Some(83), Some(0)));
    let claim = case.json("--casebook tickmark-demo/casebook.db claim show C026");
    assert!(claim["anchor"]["exact"].as_str().unwrap().contains("majority"));
}

#[test]
fn another_text_ties_no_claim() {
    let case = TestCase::without_casebook();
    case.run("demo").done();
    case.write("other.txt", include_str!("../../seeds/las-bambas.txt"));
    let added = case.json("--casebook tickmark-demo/casebook.db draft add other.txt --piece las-bambas");
    assert_eq!((added["claims_tied"].as_u64(), added["claims_not_tied"].as_u64()), (Some(0), Some(83)));
}

/// The case as `demo` leaves it, with its folder as the casebook.
fn seeded() -> TestCase {
    let case = TestCase::without_casebook();
    case.run("demo").done();
    std::fs::copy(case.path("tickmark-demo/casebook.db"), case.casebook()).unwrap();
    case
}

/// Gives a source of a claim by the identifier that the case gives it.
fn source<'a>(claim: &'a Value, id: &str) -> &'a Value {
    let sources = claim["sources"].as_object().unwrap();
    sources.values().find(|source| source["external_id"] == id).unwrap_or_else(|| panic!("{id} does not bear on it"))
}

#[test]
fn the_owner_behind_the_mine_has_a_majority_by_control_and_not_by_interest() {
    let case = seeded();
    case.run("claim show C058").done().prints(
        "China Minmetals in Las Bambas: majority by control: yes (62.5 % through MMG Limited); \
         by economic interest: no (42.19 %)",
    );
    for (as_of, working) in [
        ("2014", "62.5 % × ~74 % (72 to 76 %) = ~46.25 % (45 to 47.5 %)  [E001, 2014-01-01 to 2014-12-31; E002, "),
        ("2016", "62.5 % × 73.7 % = 46.0625 %  [E001, 2014-01-01 to 2014-12-31; E012, "),
        ("2024-06-30", "62.5 % × 67.5 % = 42.1875 %  [E001, 2014-01-01 to 2014-12-31; E006, 2024-06-05]"),
    ] {
        let line = format!("ownership 'Las Bambas' --owner 'China Minmetals' --as-of {as_of}");
        let shown = case.run_unchecked(&line).done().prints(working);
        shown.prints("majority by control: yes (62.5 % through MMG Limited); by economic interest: no (");
    }
    let whole = case.run_unchecked("ownership 'Las Bambas'").done().out();
    assert!(!whole.contains("more than"), "{whole}");
    case.run_unchecked("ownership 'PeruRail SA'").done().prints("Peruval Corp    50 %");
}

#[test]
fn seven_repetitions_of_one_figure_lead_to_the_piece_and_support_nothing() {
    let case = seeded();
    for id in ["E050", "E051", "E052", "E053", "E054", "E055", "E056"] {
        case.run_unchecked(&format!(
            "evidence attach C048 --source {id} --stance supports --locator 'p. 4' --despite 'to count it'"
        ))
        .done();
    }
    let claim = case.json("claim show C048");
    assert_eq!(claim["independent_origins"], 0);
    let fox = &source(&claim, "E050");
    assert_eq!((&fox["derived_from"], &fox["relation"]), (&claim["piece"], &"quotes".into()));
    for id in ["E051", "E052", "E053", "E054", "E055"] {
        let source = source(&claim, id);
        assert_eq!((&source["derived_from"], &source["relation"]), (&fox["id"], &"rewrite".into()), "{id}");
        assert!(source["origin"].is_null());
    }
    let copy = source(&claim, "E056");
    assert_eq!((&copy["derived_from"], &copy["relation"]), (&claim["piece"], &"wire-copy".into()));
    case.run("claim show C048").done().prints("independent origins in support: 0").prints("Seven pages, one origin.");
}

#[test]
fn the_investment_total_is_told_by_sources_that_measure_something_else() {
    let case = seeded();
    let compared = case.json("compare C018");
    let each = compared["each"].as_array().unwrap();
    assert!(each.iter().all(|one| one["answer"] == "not-comparable"), "{compared}");
    let reasons: Vec<&str> = each.iter().map(|one| one["reason"].as_str().unwrap()).collect();
    let count = |reason: &str| reasons.iter().filter(|one| **one == reason).count();
    let counts = ["definition", "basis", "period", "subject"].map(count);
    assert_eq!((counts, reasons.len()), ([6, 2, 1, 8], 17));
    let shown = case.run_unchecked("compare C018").done();
    let shown = shown.prints("The claim measures direct investment, the evidence investment and construction");
    let shown = shown.prints("The claim's amount is added up over a period, the evidence's held at one time");
    shown.prints("The claim is for a part of the evidence's period");
}

#[test]
fn shares_are_looked_through_and_added_up_by_formulas_that_verify_computes_again() {
    let case = seeded();
    case.run("verify").done().prints("computed       6 computed again");
    let amounts = |claim: &str| -> Vec<String> {
        let claim = case.json(&format!("claim show {claim}"));
        let evidence = claim["evidence"].as_array().unwrap().iter();
        let standing = evidence.filter(|one| one["derivation"]["inputs"].is_array());
        let standing = standing.filter(|one| one["derivation"]["undermined"].is_null());
        standing.map(|one| one["quantity"]["amount"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(amounts("C058"), ["46.25", "46.0625", "42.1875", "42.5"]);
    assert_eq!(amounts("C056"), ["79.6875"]);
    assert_eq!(amounts("C018"), ["3895000000"]);
    case.run("compare C056").done().prints("1 of 7 are consistent with the claim");
    // The sum over the looked-through shares falls with the share that one of them was computed from.
    let claim = case.json("claim show C058");
    let told_by = &source(&claim, "E006")["id"];
    let input = claim["evidence"].as_array().unwrap().iter().find(|one| one["source"] == *told_by).unwrap();
    case.run(&format!("evidence withdraw {} --reason 'a test'", input["id"].as_str().unwrap())).done();
    assert_eq!(amounts("C058"), ["46.25", "46.0625", "42.5"]);
    assert!(amounts("C056").is_empty());
}

#[test]
fn claims_rest_on_others_and_no_two_of_them_are_found_at_odds() {
    let case = seeded();
    let claim = case.json("claim show C044");
    assert_eq!(claim["depends_on"].as_array().unwrap().len(), 6, "{claim}");
    case.run("consistency las-bambas").done().prints("No figures of these claims were found to conflict.");
}

#[test]
fn the_report_of_a_piece_tells_of_no_company_that_it_does_not_name() {
    let case = seeded();
    case.run_unchecked("report html river.html --piece river").done();
    case.run_unchecked("report html mine.html --piece las-bambas").done();
    let read = |file: &str| std::fs::read_to_string(case.path(file)).unwrap();
    assert!(!read("river.html").contains("Minmetals"), "a made-up story says nothing of firms that there are");
    assert!(read("mine.html").contains("China Minmetals"));
}
