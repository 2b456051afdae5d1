//! The report on a piece as one HTML page.

use crate::case::TestCase;

fn report(case: &TestCase, name: &str) -> String {
    case.run(&format!("report html {name}")).done();
    std::fs::read_to_string(case.path(name)).unwrap()
}

/// The river case with everything that a claim can have, and hostile words in it.
fn reviewed() -> TestCase {
    let case = TestCase::river();
    case.write("report.txt", "Annual report.\nWe put 12.4 million dollars into the works.\n");
    case.run("capture report.txt --source report").done();
    case.run("evidence attach money --source report --stance supports --locator 'p. 4' --quote '12.4 million dollars' --amount 12400000 --unit USD").done();
    case.run("start money").done();
    case.run("check money confirmed --note '<script>alert(1)</script> & \"so\"'").done();
    case.run("query ask money --to author 'Which year?'").done();
    case.run("note share 'see <img src=x onerror=alert(1)>'").done();
    case.run("source add --title 'Bad link' --address 'javascript:alert(1)' --tier tertiary --id bad").done();
    case.run("evidence attach share --source bad --stance context --locator 'top'").done();
    case
}

#[test]
fn a_page_holds_the_text_the_claims_and_what_they_rest_on() {
    let case = reviewed();
    let page = report(&case, "report.html");
    for part in [
        "<h1 lang=\"en\">The river permit</h1>",
        "By A. Writer",
        "href=\"#claim-1\"",
        "id=\"text-1\"",
        "href=\"#text-1\"",
        "id=\"claim-3\"",
        "Quotation found in the capture, word for word.",
        "consistent",
        "Which year?",
        "Not answered yet.",
        "Record SHA-256",
        "What this page proves",
        "<svg",
    ] {
        assert!(page.contains(part), "no {part:?}");
    }
    let record = case.json("claim show money")["record_sha256"].as_str().unwrap().to_string();
    assert!(page.contains(&record));
}

#[test]
fn no_word_from_outside_becomes_markup_and_nothing_is_fetched_or_run() {
    let case = reviewed();
    let page = report(&case, "report.html");
    for active in ["<script", "<img", "onerror=alert(1)>", "href=\"javascript", "@import", "url(", " src=\""] {
        assert!(!page.contains(active), "{active:?} stands in the page");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot;"));
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""));
}

#[test]
fn every_link_inside_the_page_leads_somewhere_and_no_id_is_given_twice() {
    let page = report(&reviewed(), "report.html");
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(unique.contains(target), "#{target} leads nowhere");
    }
}

#[test]
fn the_same_state_gives_the_same_bytes_and_a_file_is_replaced_by_force_only() {
    let case = reviewed();
    let page = report(&case, "one.html");
    assert_eq!(page, report(&case, "two.html"));
    case.run("report html one.html").refused().says("exists already");
    case.run("report html one.html --force").done();
    case.run("report html casebook.db --force").refused().says("the casebook itself");
    case.run("report html nowhere/one.html").refused();
}

#[test]
fn what_is_confidential_is_in_no_byte_of_the_page() {
    let case = TestCase::informed();
    case.run("note money 'our man at the port' --confidential").done();
    let page = report(&case, "report.html");
    for word in ["Rosalind", "Quill", "she saw", "her letter", "letter.txt", "never signed", "the port"] {
        assert!(!page.contains(word), "the page tells {word:?}");
    }
    assert!(page.contains("Confidential source A"));
    case.run("report html whole.html --reveal").done();
    let whole = std::fs::read_to_string(case.path("whole.html")).unwrap();
    assert!(whole.contains("Rosalind Quill") && whole.contains("Confidential material stands in this page in full"));
}

#[test]
fn nested_claims_each_have_a_way_to_their_card() {
    let case = TestCase::river();
    case.run("claim add --quote 'Bo Lind, mayor of Altona, signed the permit in 2019' --type causal --id whole").done();
    let page = report(&case, "report.html");
    for number in 1..=4 {
        assert!(page.contains(&format!("id=\"text-{number}\"")), "claim {number} is not in the text");
    }
    assert!(page.contains(" deep\""));
}
