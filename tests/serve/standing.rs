//! What does not stand, at the desk: refused with both passages and all that was typed, counted with a reason, never green.

use crate::case::TestCase;
use crate::visit::{OpenDesk, Visit};

fn id(case: &TestCase, claim: &str) -> String {
    case.json(&format!("claim show {claim}"))["id"].as_str().unwrap().to_string()
}

fn source(case: &TestCase, label: &str) -> String {
    case.json(&format!("source show {label}"))["id"].as_str().unwrap().to_string()
}

/// Gives the address of the article.
fn article(case: &TestCase) -> String {
    format!("/pieces/{}", case.json("piece list")[0]["id"].as_str().unwrap())
}

/// Gives the part of a page between two words.
fn part(page: &str, from: &str, to: &str) -> String {
    let rest = page.split(from).nth(1).unwrap_or_else(|| panic!("{from} is not in the page:\n{page}"));
    rest.split(to).next().unwrap().to_string()
}

/// Nothing of the claim's card, article or board has the look of what was confirmed or signed off; both lists say why.
fn is_green_nowhere(case: &TestCase, visit: &Visit, claim: &str, hold: &str) {
    let card = visit.get(&format!("/claims/{}", id(case, claim))).ok().body;
    let head = part(&card, "id=\"head\"", "</section>");
    let page = visit.get(&article(case)).ok().body;
    let text = part(&page, "id=\"article\"", "</section>");
    let board = visit.get("/board").ok().body;
    let rows = part(&board, "<tbody>", "</tbody>");
    for (place, shown) in [("card", &head), ("article", &text), ("board", &rows)] {
        assert!(shown.contains(&format!("badge hold {hold}")), "{place}: {shown}");
        for green in ["status signed-off", "verdict confirmed", "mark confirmed", "s-signed-off"] {
            assert!(!shown.contains(green), "{place} has {green}: {shown}");
        }
    }
    assert!(text.contains(&format!("mark {hold}")), "{text}");
}

/// A piece that says 12 million euros, and a captured source that says 21 million.
fn spent() -> TestCase {
    let case = TestCase::new();
    case.write("story.txt", "The firm spent 12 million euros on the quay in 2022.\n");
    case.run("piece add 'The quay'").done();
    case.run("draft add story.txt").done();
    case.run("claim add --quote '12 million euros' --type investment-total --priority low --id spent --amount 12000000 --unit EUR")
        .done();
    for (source, words) in
        [("wrong", "In the year the firm spent 21 million euros."), ("right", "It spent 12 million euros.")]
    {
        case.write(&format!("{source}.txt"), format!("{words}\n"));
        case.run(&format!("source add --title 'Report {source}' --tier primary --id {source}")).done();
        case.run(&format!("capture {source}.txt --source {source}")).done();
    }
    case
}

/// A claim on profit and one on a share, with the report that says otherwise.
fn profit() -> TestCase {
    let case = TestCase::new();
    case.write(
        "story.txt",
        "Profit was £1,199k in the year. The company does not hold 62.5 per cent of the harbour.\n",
    );
    case.run("piece add 'The yard'").done();
    case.run("draft add story.txt").done();
    case.run("claim add --quote 'Profit was £1,199k' --type revenue-figure --id profit").done();
    case.run(
        "claim add --quote 'The company does not hold 62.5 per cent of the harbour' --type ownership-share --id share",
    )
    .done();
    case.write("report.txt", "Profit was £1,198k in the year.\n\nThe company holds 62.5 per cent of the harbour.\n");
    case.run("source add --title 'Annual report' --tier primary --id report").done();
    case.run("capture report.txt --source report").done();
    case
}

#[test]
fn e1_another_figure_is_refused_with_all_that_was_typed_and_counted_only_with_a_reason() {
    let case = spent();
    let desk = OpenDesk::of(&case);
    let (ana, card) = (desk.owner(), format!("/claims/{}", id(&case, "spent")));
    let wrong = source(&case, "wrong");
    let mut fields = vec![
        ("source", wrong.as_str()),
        ("stance", "supports"),
        ("quote", "the firm spent 21 million euros"),
        ("locator", "page 7"),
        ("note", "read twice"),
    ];
    ana.get(&card).ok().hides("name=\"despite\" value");
    let refused = ana.post(&format!("{card}/evidence"), &fields).code(422);
    let refused = refused.shows("does not stand").shows("its figure does not agree with the claim");
    let refused = refused.shows("page 7").shows("read twice").shows("the firm spent 21 million euros");
    refused.shows("Count it all the same, because").shows(&format!("<option value=\"{wrong}\" selected"));
    assert_eq!(case.query("SELECT count(*) FROM evidence"), "0");
    fields.push(("despite", "the desk wants it in"));
    ana.post(&format!("{card}/evidence"), &fields).done();
    ana.get(&card).ok().shows("counted all the same: the desk wants it in").hides("badge stance supports");
    ana.post(&format!("{card}/check"), &[("verdict", "confirmed")]).done();
    ana.post(&format!("{card}/sign-off"), &[]).done();
    is_green_nowhere(&case, &ana, "spent", "despite");
    ana.get("/board").ok().shows("counted all the same: the desk wants it in");
    ana.get(&format!("/sources/{wrong}")).ok().shows("badge hold despite").hides("badge stance supports");
    case.check_ledger();
}

#[test]
fn e2_and_e3_both_passages_of_an_altered_quote_are_shown() {
    let case = profit();
    let desk = OpenDesk::of(&case);
    let (mut ana, report) = (desk.owner(), source(&case, "report"));
    for (claim, quote, said, fault) in [
        ("profit", "Profit was £1,199k", "Profit was £1,198k", "number-altered"),
        (
            "share",
            "The company does not hold 62.5 per cent of the harbour",
            "The company holds 62.5 per cent of the harbour",
            "negation-altered",
        ),
    ] {
        let card = format!("/claims/{}", id(&case, claim));
        let fields = [("source", report.as_str()), ("stance", "supports"), ("quote", quote)];
        let page = ana.post(&format!("{card}/evidence"), &fields).code(422).shows(fault).body;
        let passages = part(&page, "class=\"passages\"", "</li>");
        assert!(passages.contains(&format!("<p>{said}")), "{passages}");
        assert!(passages.contains(&format!("<p>{quote}")), "{passages}");
        assert!(part(&page, "name=\"quote\">", "</textarea>").contains(quote));
        let counted = [fields.as_slice(), &[("despite", "the author insists")]].concat();
        ana.post(&format!("{card}/evidence"), &counted).done();
        let card = ana.get(&card).ok().shows("counted all the same: the author insists");
        card.shows("class=\"passages\"").shows("badge hold despite").hides("badge stance supports");
    }
    ana.cookie.push_str("; tickmark_language=es");
    let card = ana.get(&format!("/claims/{}", id(&case, "share"))).ok();
    card.shows("la cita difiere de la fuente (negación alterada").shows("La fuente dice").hides("the quote differs");
}

#[test]
fn e5_evidence_that_says_nothing_is_refused_at_the_form() {
    let case = spent();
    let desk = OpenDesk::of(&case);
    let (ana, card) = (desk.owner(), format!("/claims/{}", id(&case, "spent")));
    let empty = [("title", "A call"), ("stance", "supports")];
    ana.post(&format!("{card}/evidence"), &empty).code(422).shows("it does not say what was seen, or where");
    assert_eq!(case.query("SELECT count(*) FROM evidence"), "0");
    ana.get(&card).ok().shows("0 independent origins");
}

#[test]
fn e5_a_claim_without_evidence_is_signed_off_only_with_a_reason_and_says_so() {
    let case = spent();
    let desk = OpenDesk::of(&case);
    let (ana, card) = (desk.owner(), format!("/claims/{}", id(&case, "spent")));
    ana.post(&format!("{card}/check"), &[("verdict", "confirmed")]).done();
    let told = ana.get(&format!("{card}?done=check")).ok().shows("Not all of it stands:");
    told.shows("no evidence that stands supports this verdict").shows("Count it all the same, because");
    let refused = ana.post(&format!("{card}/sign-off"), &[("note", "my own words")]).code(422);
    refused.shows("Count it all the same, because").shows("my own words");
    ana.post(&format!("{card}/sign-off"), &[("despite", "read on paper")]).done();
    ana.get(&card).ok().shows("signed off all the same: read on paper");
    is_green_nowhere(&case, &ana, "spent", "despite");
}

/// Attaches what agrees with the claim, and confirms it.
fn confirmed(case: &TestCase, visit: &Visit) -> String {
    let (card, right) = (format!("/claims/{}", id(case, "spent")), source(case, "right"));
    let fields = [("source", right.as_str()), ("stance", "supports"), ("quote", "spent 12 million euros")];
    visit.post(&format!("{card}/evidence"), &fields).done();
    visit.post(&format!("{card}/check"), &[("verdict", "confirmed")]).done();
    card
}

fn revise(case: &TestCase) {
    case.write("story2.txt", "The firm spent 12 million euros on the quay in 2023.\n");
    case.run("draft revise story2.txt").done();
}

#[test]
fn v7_a_claim_whose_text_changed_after_its_verdict_needs_another_look_everywhere() {
    let case = spent();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    confirmed(&case, &ana);
    ana.get(&article(&case)).ok().shows("mark confirmed").hides("badge hold");
    revise(&case);
    is_green_nowhere(&case, &ana, "spent", "look-again");
    let page = ana.get(&article(&case)).ok().body;
    let head = part(&page, "id=\"progress\"", "</div>");
    assert!(head.contains("look again</span> 1"), "{head}");
    ana.get("/board").ok().shows("the claim has changed since the verdict of");
}

#[test]
fn v8_a_sign_off_that_went_stale_is_not_green() {
    let case = spent();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let card = confirmed(&case, &ana);
    ana.post(&format!("{card}/sign-off"), &[]).done();
    ana.get(&card).ok().shows("badge hold stands").shows("badge status signed-off").shows("1 independent origin");
    ana.get(&article(&case)).ok().shows("mark confirmed s-signed-off");
    revise(&case);
    is_green_nowhere(&case, &ana, "spent", "look-again");
    ana.get(&card).ok().shows("the claim has changed since it was signed off");
}

#[test]
fn v9_evidence_against_a_claim_that_is_newer_than_its_verdict_is_said() {
    let case = spent();
    let desk = OpenDesk::of(&case);
    let ana = desk.owner();
    let (card, wrong) = (confirmed(&case, &ana), source(&case, "wrong"));
    let against = [("source", wrong.as_str()), ("stance", "contradicts"), ("quote", "spent 21 million euros")];
    ana.post(&format!("{card}/evidence"), &against).done();
    ana.get(&card).ok().shows("against the claim, is newer than this verdict");
    is_green_nowhere(&case, &ana, "spent", "look-again");
    case.check_ledger();
}
