//! The seed case: what comes with the program, and the article for whoever has it.

use crate::case::TestCase;

#[test]
fn the_demo_works_on_a_fresh_machine() {
    let case = TestCase::without_casebook();
    case.run("demo").done().prints("83 claims in 1 piece").prints("audit.csv");
    case.run("demo").refused().says("exists already");
    case.run("--casebook tickmark-demo/casebook.db verify").done().prints("UNANCHORED");
    case.run("--casebook tickmark-demo/casebook.db verify tickmark-demo/audit.csv").done().prints("OK");
    let seeded = case.json("--casebook tickmark-demo/casebook.db status");
    assert_eq!(seeded["claims"], 83);
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
    let added = case.json("--casebook tickmark-demo/casebook.db draft add article.txt");
    assert_eq!((added["claims_tied"].as_u64(), added["claims_not_tied"].as_u64()), (Some(83), Some(0)));
    let claim = case.json("--casebook tickmark-demo/casebook.db claim show C026");
    assert!(claim["anchor"]["exact"].as_str().unwrap().contains("majority"));
}

#[test]
fn another_text_ties_no_claim() {
    let case = TestCase::without_casebook();
    case.run("demo").done();
    case.write("other.txt", include_str!("../../seeds/las-bambas.txt"));
    let added = case.json("--casebook tickmark-demo/casebook.db draft add other.txt");
    assert_eq!((added["claims_tied"].as_u64(), added["claims_not_tied"].as_u64()), (Some(0), Some(83)));
}
