//! The field's exchange formats: ClaimReview and Web Annotations, out and in, and PROV.

use crate::case::TestCase;
use crate::programs::{module_there, node_packages, printed, python, said};
use crate::report_texts::lived_in;
use serde_json::Value;

const SETTINGS: &str = "[claimreview]\nauthor = 'River Desk'\nauthor-url = 'https://desk.example'\nurl = 'https://desk.example/checks/{claim}'\n";

fn written(case: &TestCase, line: &str, name: &str) -> Value {
    case.run(&format!("report {line} {name}")).done();
    let bytes = std::fs::read(case.path(name)).unwrap();
    case.run(&format!("report {line} again-{name}")).done();
    assert_eq!(bytes, std::fs::read(case.path(&format!("again-{name}"))).unwrap(), "the same bytes twice");
    serde_json::from_slice(&bytes).unwrap()
}

/// Gives the first object of a type anywhere in a document.
fn first<'a>(document: &'a Value, kind: &str) -> Option<&'a Value> {
    match document {
        Value::Object(fields) if fields.get("@type").or(fields.get("type")) == Some(&kind.into()) => Some(document),
        Value::Object(fields) => fields.values().find_map(|value| first(value, kind)),
        Value::Array(items) => items.iter().find_map(|item| first(item, kind)),
        _ => None,
    }
}

#[test]
fn a_review_has_all_that_is_required_of_one() {
    let case = lived_in();
    case.write("tickmark.toml", SETTINGS);
    let document = written(&case, "claimreview --checked", "review.json");
    let review = first(&document, "ClaimReview").unwrap();
    assert_eq!(review["author"]["name"], "River Desk");
    assert!(review["claimReviewed"].as_str().unwrap().contains("12 million dollars"));
    assert!(review["url"].as_str().unwrap().starts_with("https://desk.example/checks/"));
    assert!(review["reviewRating"]["alternateName"].is_string());
    assert_eq!(review["itemReviewed"]["@type"], "Claim");
    assert_eq!(review["itemReviewed"]["author"]["name"], "A. Writer");
}

#[test]
fn what_is_missing_for_a_review_is_named_and_nothing_is_written() {
    let case = lived_in();
    case.run("report claimreview --checked review.json").refused().says("url");
    assert!(!case.path("review.json").exists());
    case.write("tickmark.toml", SETTINGS);
    case.run("report claimreview review.json").refused().says("signed off");
    case.write("tickmark.toml", format!("{SETTINGS}scale = 'pinocchios'\n"));
    case.run("report claimreview --checked review.json").refused().says("pinocchios").says("politifact");
    assert!(!case.path("review.json").exists());
}

#[test]
fn scales_are_chosen_or_spelled_out() {
    let case = lived_in();
    let rating = |settings: &str, name: &str| {
        case.write("tickmark.toml", format!("{SETTINGS}{settings}"));
        first(&written(&case, "claimreview --checked", name), "ClaimReview").unwrap()["reviewRating"].clone()
    };
    let own = rating("", "own.json");
    let politifact = rating("scale = 'politifact'\n", "politifact.json");
    assert_ne!(own["alternateName"], politifact["alternateName"]);
    let spelled = rating(
        "[claimreview.ratings]\nworst = 1\nbest = 3\nconfirmed = { value = 3, name = 'Stands' }\n",
        "spelled.json",
    );
    assert_eq!((&spelled["alternateName"], &spelled["ratingValue"]), (&"Stands".into(), &3.into()));
}

#[test]
fn a_review_in_the_head_of_a_page_cannot_end_its_script() {
    let case = lived_in();
    case.write("tickmark.toml", SETTINGS);
    case.run("claim amend money --statement 'over 12 million </script><script>alert(1)</script> dollars'").done();
    case.run("check money confirmed").done();
    case.run("check money confirmed --as ben").done();
    case.run("report claimreview --checked --script head.html").done();
    let html = std::fs::read_to_string(case.path("head.html")).unwrap();
    assert_eq!(html.matches("</script").count(), 1, "{html}");
    assert_eq!(html.matches("<script").count(), 1, "{html}");
}

#[test]
fn reviews_come_in_as_claims_with_sources_and_no_verdict() {
    let ours = lived_in();
    ours.write("tickmark.toml", SETTINGS);
    written(&ours, "claimreview --checked", "feed.json");
    let case = TestCase::new();
    case.write("feed.json", std::fs::read(ours.path("feed.json")).unwrap());
    case.run("piece add 'Reviews of others'").done();
    let before = case.query("SELECT count(*) FROM event");
    case.run("import claimreview feed.json --dry-run").done();
    assert_eq!(case.query("SELECT count(*) FROM event"), before, "a dry run leaves nothing");
    case.run("import claimreview feed.json").done();
    let claims = case.json("claim list");
    assert_eq!(claims["claims"].as_array().unwrap().len(), 1);
    assert_eq!(claims["claims"][0]["status"], "unchecked");
    assert_eq!(claims["claims"][0]["verdict"], Value::Null);
    assert_eq!(case.query("SELECT address LIKE 'https://desk.example/checks/%' FROM source"), "1");
    case.run("import claimreview feed.json").done();
    assert_eq!(case.json("claim list")["claims"].as_array().unwrap().len(), 1, "taken once");
}

#[test]
fn hostile_feeds_are_named_row_by_row_or_refused() {
    let case = TestCase::new();
    case.run("piece add 'Reviews of others'").done();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for (content, code) in [("", 1), ("{", 1), ("[]", 1), (deep.as_str(), 1), ("{\"@type\":\"ClaimReview\"}", 3)] {
        case.write("feed.json", content);
        case.run("import claimreview feed.json").code(code);
        case.run("import annotations feed.json").refused();
    }
}

#[test]
fn an_annotation_stands_at_the_words_of_each_claim() {
    let case = lived_in();
    let document = written(&case, "annotations", "notes.json");
    let items = document["first"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    let text: Vec<char> = crate::case::RIVER.chars().collect();
    for item in items {
        let selectors = item["target"]["selector"].as_array().unwrap();
        let quote = selectors.iter().find(|selector| selector["type"] == "TextQuoteSelector").unwrap();
        let place = selectors.iter().find(|selector| selector["type"] == "TextPositionSelector").unwrap();
        let range = place["start"].as_u64().unwrap() as usize..place["end"].as_u64().unwrap() as usize;
        assert_eq!(quote["exact"].as_str().unwrap(), text[range].iter().collect::<String>());
    }
}

#[test]
fn annotations_come_in_where_their_words_stand_and_are_never_guessed() {
    let case = TestCase::river();
    let row = |id: &str, exact: &str, text: &str| {
        format!(
            r#"{{"id":"{id}","user":"acct:rita@notes.example","text":"{text}","tags":["check"],"uri":"https://x.example",
            "target":[{{"selector":[{{"type":"TextQuoteSelector","exact":"{exact}","prefix":"","suffix":""}}]}}]}}"#
        )
    };
    let rows = [
        row("a", "Nobody has seen the permit", "really?"),
        row("b", "mayor of Altona", "since when"),
        row("c", "a sentence that stands nowhere in it", "lost"),
    ];
    case.write("notes.json", format!(r#"{{"total":3,"rows":[{}]}}"#, rows.join(",")));
    case.run("import annotations notes.json --dry-run").code(3);
    assert_eq!(case.json("claim list")["claims"].as_array().unwrap().len(), 3);
    case.run("import annotations notes.json").code(3);
    let claims = case.json("claim list");
    assert_eq!(claims["claims"].as_array().unwrap().len(), 4, "one became a claim: {claims}");
    let role = case.json("claim show role");
    assert!(role["notes"].to_string().contains("since when"), "one became a note: {}", role["notes"]);
    let events = case.query("SELECT count(*) FROM event");
    case.run("import annotations notes.json").code(3);
    assert_eq!(case.query("SELECT count(*) FROM event"), events, "taken once");
}

#[test]
fn our_annotations_come_back_onto_the_same_claims() {
    let case = lived_in();
    written(&case, "annotations", "notes.json");
    let claims = case.json("claim list")["claims"].as_array().unwrap().len();
    case.run("import annotations notes.json").done();
    assert_eq!(case.json("claim list")["claims"].as_array().unwrap().len(), claims);
}

#[test]
fn provenance_names_what_was_made_by_whom_of_what() {
    let case = lived_in();
    let document = written(&case, "prov", "prov.json");
    for part in ["entity", "activity", "agent", "wasGeneratedBy", "wasAssociatedWith", "wasAttributedTo", "used"] {
        assert!(document[part].as_object().is_some_and(|all| !all.is_empty()), "no {part}");
    }
    let events: usize = case.query("SELECT count(*) FROM event").parse().unwrap();
    assert!(document["activity"].as_object().unwrap().len() <= events);
}

#[test]
fn the_prov_package_reads_the_provenance_and_writes_the_same() {
    if !module_there("prov", "PyPI package prov") {
        return;
    }
    let case = lived_in();
    written(&case, "prov", "prov.json");
    let script = "import sys\nfrom prov.model import ProvDocument\n\
        one = ProvDocument.deserialize(sys.argv[1])\n\
        two = ProvDocument.deserialize(content=one.serialize())\n\
        print(one == two, len(list(one.get_records())) > 20)\n\
        print(one.get_provn()[:8])\n";
    let said = printed(python().args(["-c", script]).arg(case.path("prov.json")));
    assert_eq!(said, "True True\ndocument\n");
}

#[test]
fn json_ld_processors_read_reviews_and_annotations() {
    if !module_there("pyld", "PyPI package pyld") {
        return;
    }
    let case = lived_in();
    case.write("tickmark.toml", SETTINGS);
    written(&case, "claimreview --checked", "review.json");
    written(&case, "annotations", "notes.json");
    // The contexts are on the web; what they say of these terms is given here instead.
    let script = "import sys, json\nfrom pyld import jsonld\n\
        def load(url, options):\n\
        \x20   vocab = {'@vocab': 'http://www.w3.org/ns/oa#' if 'anno' in url else 'https://schema.org/'}\n\
        \x20   return {'contentType': 'application/ld+json', 'contextUrl': None, 'documentUrl': url, 'document': {'@context': {**vocab, 'id': '@id', 'type': '@type'}}}\n\
        for name in sys.argv[1:]:\n\
        \x20   quads = jsonld.to_rdf(json.load(open(name)), {'documentLoader': load, 'format': 'application/n-quads'})\n\
        \x20   print('ClaimReview>' in quads or 'Annotation>' in quads, len(quads.splitlines()) > 10)\n";
    let said = printed(python().args(["-c", script]).arg(case.path("review.json")).arg(case.path("notes.json")));
    assert_eq!(said, "True True\nTrue True\n");
}

/// Documents, one to a line, held to the types of schema.org and to what is required of a review.
fn typed(reviews: &[String]) -> String {
    let head = "import type { ClaimReview, WithContext } from \"schema-dts\"; \
        type Must = \"author\" | \"claimReviewed\" | \"datePublished\" | \"itemReviewed\" | \"reviewRating\" | \"url\";\n";
    let line = |(at, review): (usize, &String)| {
        format!(
            "export const r{at} = {review} satisfies WithContext<ClaimReview>; \
            export const m{at}: Must extends keyof typeof r{at} ? true : never = true;\n"
        )
    };
    head.to_string() + &reviews.iter().enumerate().map(line).collect::<String>()
}

#[test]
fn the_types_of_schema_org_hold_for_our_reviews_and_not_for_bent_ones() {
    let Some(packages) = node_packages(&["typescript", "schema-dts"]) else { return };
    let case = lived_in();
    case.write("tickmark.toml", format!("{SETTINGS}language = 'en'\n"));
    case.run("claim amend role --reason 'in the gazette' --statement 'Bo Lind is mayor'").done();
    case.run("check role unverifiable").done();
    let options = "--checked --published 2026-11-20 --first-appearance https://first.example/a";
    let document = written(&case, &format!("claimreview {options}"), "reviews.json");
    let reviews: Vec<String> = document.as_array().unwrap().iter().map(Value::to_string).collect();
    assert_eq!(reviews.len(), 2);
    std::os::unix::fs::symlink(&packages, case.path("node_modules")).unwrap();
    let compiler = packages.join("typescript/bin/tsc");
    let check = |name: &str, reviews: &[String]| {
        case.write(name, typed(reviews));
        let mut node = std::process::Command::new("node");
        node.current_dir(case.path("")).arg(&compiler).args(["--noEmit", "--strict", "--target", "es2022"]);
        said(&node.args(["--module", "nodenext", "--moduleResolution", "nodenext", name]).output().unwrap())
    };
    assert_eq!(check("ours.ts", &reviews), "");
    let fine = reviews.iter().find(|review| review.contains("12 million")).unwrap();
    let bends = [
        ("\"claimReviewed\":", "\"claimReview\":"),
        ("\"@type\":\"ClaimReview\"", "\"@type\":\"FactCheck\""),
        ("\"@type\":\"Claim\"", "\"@type\":\"Assertion\""),
        ("\"alternateName\":", "\"label\":"),
        ("\"ratingValue\":5", "\"ratingValue\":{\"@type\":\"Person\",\"name\":\"Ana\"}"),
        ("\"url\":\"https://desk.example/checks", "\"address\":\"https://desk.example/checks"),
        ("\"firstAppearance\":{\"@type\":\"CreativeWork\"", "\"firstAppearance\":{\"@type\":\"Person\""),
    ];
    let bent: Vec<String> = bends.iter().map(|(from, to)| fine.replacen(from, to, 1)).collect();
    assert!(bent.iter().all(|review| review != fine), "{bent:#?}");
    let told = check("bent.ts", &bent);
    // The first document stands in the second line.
    for (at, (from, _)) in bends.iter().enumerate() {
        assert!(told.contains(&format!("bent.ts({},", at + 2)), "{from} was not missed:\n{told}");
    }
}

#[test]
fn provenance_written_in_pieces_has_the_one_spelling_of_a_document() {
    let case = lived_in();
    case.run("claim add 'The <b>mayor</script> signed\u{2028}it' --id tagged --type role").done();
    let document = written(&case, "prov", "river.prov.json");
    let bytes = std::fs::read_to_string(case.path("river.prov.json")).unwrap();
    let at_once = serde_json::to_string_pretty(&document).unwrap() + "\n";
    assert!(bytes == at_once.replace('<', "\\u003c").replace('\u{2028}', "\\u2028"), "names in order, indented, inert");
    assert!(bytes.contains("\\u003c/script>") && bytes.contains("\\u2028"));
    for (kind, records) in document.as_object().unwrap() {
        let records = records.as_object().unwrap();
        if records.keys().all(|name| name.starts_with("_:")) {
            let said: std::collections::BTreeSet<String> = records.values().map(Value::to_string).collect();
            assert_eq!(said.len(), records.len(), "{kind} says nothing twice");
            let numbers: Vec<String> = (1..=records.len()).map(|number| format!("_:{kind}{number:06}")).collect();
            assert!(records.keys().eq(&numbers), "{kind} is numbered from one");
        }
    }
}
