//! Every report says of every claim what does not stand, and why: each reason in each format.

use crate::case::TestCase;
use crate::fetching::Site;
use std::io::{Cursor, Read};
use tickmark::model::words::StandingReason;

/// Reports that show claims: how each is called, and its file.
const FORMATS: [(&str, &str); 7] = [
    ("html", "report.html"),
    ("markdown", "report.md"),
    ("json", "report.json"),
    ("xlsx", "report.xlsx"),
    ("docx --checking", "checking.docx"),
    (CHECKED, "checked.docx"),
    ("csv", "audit.csv"),
];
const CHECKED: &str = "docx --checked";

/// The author's copy tells what takes the standing away, and not what is only to be known.
fn tells(format: &str, code: StandingReason) -> bool {
    let despite = matches!(code, StandingReason::CountedDespite | StandingReason::SignedOffDespite);
    format != CHECKED || code.bars() || despite
}

const DESPITE: &str = "--despite 'the desk wants it in'";
const QUOTE: &str = "--quote 'the firm spent 12 million euros'";

/// A claim, and a primary source that is captured and bears it out.
fn ground() -> TestCase {
    let case = TestCase::new();
    case.write("story.txt", "The firm spent 12 million euros on the quay.\n");
    case.run("piece add 'The quay'").done();
    case.run("draft add story.txt").done();
    case.run("claim add --quote 'The firm spent 12 million euros' --type investment-total --id spent --amount 12000000 --unit EUR")
        .done();
    case.write(
        "one.txt",
        "In the year the firm spent 12 million euros.\n\nThe yard spent 21 million euros.\n\n\
        It is a rumour that the pier took 12 million euros.\n\nLind said: “We paid for half of the quay.”\n",
    );
    case.run("source add --title 'Report one' --tier primary --id one").done();
    case.run("capture one.txt --source one").done();
    case
}

fn attach(case: &TestCase, rest: &str) {
    case.run(&format!("evidence attach spent --source one --stance supports {rest}")).done();
}

/// The claim with evidence that stands and a verdict.
fn checked(case: &TestCase) {
    attach(case, QUOTE);
    case.run("check spent confirmed").done();
}

fn amended(case: &TestCase) {
    case.run("claim amend spent --statement 'The firm spent 12 million euros on two quays'").done();
}

/// Gives a casebook in which a reason is to be told; `None` for those that nothing judges yet.
fn casebook_with(code: StandingReason) -> Option<TestCase> {
    let case = ground();
    match code {
        StandingReason::QuoteAltered => {
            attach(&case, &format!("--quote 'the firm never spent 12 million euros' {DESPITE}"));
        }
        StandingReason::QuoteUnverified => {
            attach(&case, "--quote 'a word of honour for 12 million euros' --unverified-quote")
        }
        StandingReason::QuoteGone => {
            let site = fetched(&case);
            gone(&case, &site);
        }
        StandingReason::FigureInconsistent | StandingReason::CountedDespite => {
            attach(&case, &format!("--quote 'The yard spent 21 million euros' {DESPITE}"));
            case.run("check spent confirmed").done();
            case.run("sign-off spent").done();
        }
        StandingReason::FigureNotInQuote => attach(&case, &format!("{QUOTE} --amount 999 --unit USD {DESPITE}")),
        StandingReason::FigureNotShown => attach(&case, &format!("--quote 'The yard' {DESPITE}")),
        StandingReason::FigureOfOther => {
            case.run("claim amend spent --subject Vega").done();
            attach(&case, &format!("{QUOTE} --amount 12000000 --unit EUR --subject Orion"));
        }
        StandingReason::PassageTurned => attach(&case, &format!("--quote 'the pier took 12 million euros' {DESPITE}")),
        StandingReason::PassageUnrelated => {
            case.run("claim add 'The mayor took bribes' --type characterisation --id bribes").done();
            case.run(&format!("evidence attach bribes --source one --stance supports {QUOTE} {DESPITE}")).done();
        }
        StandingReason::StatementTurned => {
            drop(case.run("claim amend spent --statement 'The firm never spent 12 million euros'").done());
        }
        StandingReason::Contradicted => {
            case.run("evidence attach spent --source one --stance contradicts --locator 'table 2'").done();
            checked(&case);
        }
        StandingReason::WordsNotSaid => {
            case.run("claim add 'Lind said: “We paid for the whole quay ourselves.”' --type quotation --id said")
                .done();
            case.run(&format!(
                "evidence attach said --source one --stance supports --quote 'We paid for half of the quay' {DESPITE}"
            ))
            .done();
        }
        StandingReason::FigureNotInWords => drop(case.run("claim amend spent --amount 21000000 --unit EUR").done()),
        StandingReason::FigureUnchecked => {
            case.run("claim add 'The firm spent 12 million euros and hired 40 people' --amount 12000000 --unit EUR --type investment-total --id both")
                .done();
            case.run(&format!("evidence attach both --source one --stance supports {QUOTE}")).done();
            case.run("check both confirmed").done();
        }
        StandingReason::PeriodNotStated => {
            case.run("claim amend spent --amount 12000000 --unit EUR --from 2022-01-01 --to 2022-12-31").done();
            attach(&case, QUOTE);
        }
        StandingReason::Empty => attach(&case, DESPITE),
        StandingReason::Duplicate => {
            attach(&case, QUOTE);
            attach(&case, &format!("{QUOTE} {DESPITE}"));
        }
        StandingReason::Expired => attach(&case, &format!("{QUOTE} --good-until 2026-11-22 {DESPITE}")),
        StandingReason::Circular => {
            attach(&case, QUOTE);
            let piece = case.query("SELECT lower(hex(event.id)) FROM piece JOIN event ON event.row = piece.row");
            case.run(&format!("source link one --derived-from {} --as-a quotes", &piece[..16])).done();
        }
        StandingReason::OriginNotStated => {
            case.run("source add --title Herald --tier secondary --id herald").done();
            case.run("evidence attach spent --source herald --stance supports --locator 'page 1'").done();
        }
        StandingReason::ClaimChanged => {
            checked(&case);
            amended(&case);
        }
        StandingReason::EvidenceChanged => {
            checked(&case);
            let evidence = case.json("claim show spent")["evidence"][0]["id"].as_str().unwrap().to_string();
            case.run(&format!("evidence withdraw {evidence} --reason 'the wrong year'")).done();
        }
        StandingReason::ContradictedSince => {
            checked(&case);
            case.run("evidence attach spent --source one --stance contradicts --locator 'table 2'").done();
        }
        StandingReason::RestsOnNothing => drop(case.run("check spent confirmed").done()),
        StandingReason::Stale => {
            checked(&case);
            case.run("sign-off spent").done();
            amended(&case);
        }
        StandingReason::SignedOffDespite => {
            attach(&case, "--quote 'a word of honour for 12 million euros' --unverified-quote");
            case.run("check spent confirmed").done();
            case.run(&format!("sign-off spent {DESPITE}")).done();
        }
        StandingReason::KeyRevoked => {
            attach(&case, QUOTE);
            case.run("check spent confirmed --as ben").done();
            let event = case.json("log --actor ben --limit 1")[0]["id"].as_str().unwrap().to_string();
            let log = case.json("key show --as ben")["logs"][0]["log"].as_str().unwrap().to_string();
            case.run(&format!("key revoke {log} --from {event} --reason stolen")).done();
        }
        StandingReason::NewName => return None,
    }
    Some(case)
}

const PAGE: &str = "<html><head><title>Quay opens</title></head><body><article><h1>Quay opens</h1>\
    <p>In the year the firm spent 12 million euros, as the books of the harbour have it.</p>\
    <p>The council will meet again in the spring to speak about the harvest and the roads.</p></article></body></html>";

/// The claim signed off on a page of the web.
fn fetched(case: &TestCase) -> Site {
    let site = Site::saying(PAGE);
    case.run(&format!("capture {} --allow 127.0.0.1", site.address("/news"))).done();
    case.run(&format!("evidence attach spent --source {} --stance supports {QUOTE}", page(case))).done();
    case.run("check spent confirmed").done();
    case.run("sign-off spent").done();
    site
}

fn page(case: &TestCase) -> String {
    case.json("source list")[1]["id"].as_str().unwrap()[..12].to_string()
}

/// Captures the page again, without the quotation.
fn gone(case: &TestCase, site: &Site) {
    site.says_now(
        200,
        &PAGE.replace(
            "In the year the firm spent 12 million euros, as the books of the harbour have it",
            "Nothing is known",
        ),
    );
    case.run(&format!("capture again {} --allow 127.0.0.1", page(case))).code(3);
}

/// Writes a report, and gives all that it says, whatever is packed in it.
fn written(case: &TestCase, format: &str, name: &str) -> String {
    case.run(&format!("report {format} {name} --force")).done();
    laid_open(&std::fs::read(case.path(name)).unwrap())
}

fn laid_open(bytes: &[u8]) -> String {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut unpacked = Vec::new();
        archive.by_index(at).unwrap().read_to_end(&mut unpacked).unwrap();
        all += &String::from_utf8_lossy(&unpacked);
    }
    all
}

#[test]
fn every_reason_is_told_in_every_report() {
    let mut missing = Vec::new();
    for code in StandingReason::ALL {
        let Some(case) = casebook_with(*code) else { continue };
        for (format, name) in FORMATS {
            if written(&case, format, name).contains(code.word()) != tells(format, *code) {
                missing.push(format!("{code} × {format}"));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn nothing_but_what_stands_looks_signed_off() {
    let green = ["badge status done", "badge hold done", "badge verdict confirmed", "mark confirmed", "s-done"];
    let told = |case: &TestCase| {
        let page = written(case, "html", "report.html");
        let body = page.split_once("</style>").unwrap().1.to_string();
        green.map(|class| body.contains(&format!("class=\"{class}")) || body.contains(&format!(" {class}")))
    };
    let case = ground();
    checked(&case);
    case.run("sign-off spent").done();
    assert_eq!(told(&case), [true; 5]);
    let codes = [
        StandingReason::Stale,
        StandingReason::QuoteGone,
        StandingReason::CountedDespite,
        StandingReason::SignedOffDespite,
    ];
    for code in codes {
        assert_eq!(told(&casebook_with(code).unwrap()), [false; 5], "{code}");
    }
}

#[test]
fn every_report_counts_at_its_top_what_stands_and_what_does_not() {
    let stands = ground();
    checked(&stands);
    stands.run("sign-off spent").done();
    let case = casebook_with(StandingReason::CountedDespite).unwrap();
    let counts = |case: &TestCase| {
        written(case, "json", "report.json");
        let document: serde_json::Value =
            serde_json::from_slice(&std::fs::read(case.path("report.json")).unwrap()).unwrap();
        (document["counts"]["by_standing"].clone(), document["counts"]["evidence_despite"].clone())
    };
    assert_eq!(counts(&stands), (serde_json::json!({"stands": 1}), 0.into()));
    assert_eq!(counts(&case), (serde_json::json!({"despite": 1}), 1.into()));
    assert!(written(&case, "html", "report.html").contains("<b>1</b> claim signed off despite something"));
    assert!(written(&case, "markdown", "report.md").contains("| claims signed off despite something | 1 |"));
    assert!(written(&case, CHECKED, "checked.docx").contains("1 claim signed off despite something"));
    assert!(written(&case, "xlsx", "report.xlsx").contains("claims signed off despite something"));
    case.run("bundle handed.zip").done();
    let handed = laid_open(&std::fs::read(case.path("handed.zip")).unwrap());
    assert!(handed.contains("| claim signed off despite something | 1 |"), "{handed}");
}

#[test]
fn origins_that_nobody_stated_are_a_range_in_every_report() {
    let case = ground();
    for outlet in ["Courier", "Herald", "Post"] {
        case.run(&format!("source add --title '{outlet}' --tier secondary --id {outlet}")).done();
        case.run(&format!("evidence attach spent --source {outlet} --stance supports --locator 'page 1'")).done();
    }
    for (format, name) in [("html", "report.html"), ("markdown", "report.md"), ("docx --checking", "checking.docx")] {
        let told = written(&case, format, name);
        assert!(told.contains("1 to 3"), "{format}");
        assert!(told.contains("; 3 not stated"), "{format}");
    }
    let table = written(&case, "csv", "audit.csv");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let names = rows.headers().unwrap().clone();
    let row = rows.records().next().unwrap().unwrap();
    let cell = |name: &str| &row[names.iter().position(|column| column == name).unwrap()];
    assert_eq!((cell("standing"), cell("origins_low"), cell("origins_high")), ("open", "1", "3"));
}

#[test]
fn a_table_still_verifies_when_only_the_standing_moved() {
    let case = ground();
    let site = fetched(&case);
    case.run("report csv audit.csv").done();
    case.run("verify audit.csv").prints("1 match the casebook now");
    gone(&case, &site);
    case.run("verify audit.csv").done().prints("1 row has changed since");
    assert!(written(&case, "csv", "later.csv").contains("look-again"));
}

#[test]
fn what_does_not_stand_is_not_published_as_reviewed() {
    let case = casebook_with(StandingReason::QuoteGone).unwrap();
    case.write("tickmark.toml", "[claimreview]\nauthor = 'River Desk'\nurl = 'https://desk.example/checks/{claim}'\n");
    case.run("report claimreview --claim spent review.json")
        .refused()
        .says("needs another look")
        .says("no longer has the quote");
    case.run("claim add 'The quay is long' --type revenue-figure --id long").done();
    case.run("evidence attach long --source one --stance supports --locator 'page 2'").done();
    case.run("check long confirmed").done();
    case.run("sign-off long").done();
    case.run("report claimreview review.json").done().says("need another look or do not stand");
    assert!(!written(&case, "claimreview", "review.json").contains("12 million"));
}
