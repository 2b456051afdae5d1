//! Reports as text and data: Markdown, JSON, lists of references, corrections, and who did what.

use crate::case::TestCase;
use crate::programs::{module_there, printed, python};
use serde_json::Value;

/// The river case with all that a claim can have, and words that want to be markup.
pub fn lived_in() -> TestCase {
    let case = TestCase::river();
    case.write("report.txt", "Annual report.\nWe put 12.4 million dollars into the works.\n");
    case.run("capture report.txt --source report").done();
    case.run("source add --title 'A <b>bold</b> | [tale](http://x.example) & {more}_$%#' --author 'Núñez, Ema' --published 2021-05 --address 'https://x.example/a?b=1&c=2' --language es --tier secondary --id tale").done();
    case.run("evidence attach money --source report --stance supports --locator 'p. 4' --quote '12.4 million dollars' --amount 12400000 --unit USD").done();
    case.run("evidence attach share --source tale --stance contradicts --locator 'ch. 2' --note '<script>alert(1)</script> | `x`'").done();
    case.run("start money").done();
    case.run("check money confirmed --note '**sure** <img src=x>'").done();
    case.run("second-check money disputed --note 'which year?' --as ben").done();
    case.run("resolve money confirmed --note 'the report says so' --as cleo").done();
    case.run("query ask share --to author 'Which register?'").done();
    case.run("reply request role 'Bo Lind' --about 'the permit'").done();
    case.run("correction role --was 'mayor of Altona' --now 'deputy mayor of Altona' --published 2026-11-22 --reason 'The register has it'").done();
    case.run("note share 'line one'").done();
    case
}

fn written(case: &TestCase, line: &str, name: &str) -> String {
    case.run(&format!("report {line} {name}")).done();
    let text = std::fs::read_to_string(case.path(name)).unwrap();
    case.run(&format!("report {line} again-{name}")).done();
    assert_eq!(text, std::fs::read_to_string(case.path(&format!("again-{name}"))).unwrap(), "the same bytes twice");
    text
}

#[test]
fn markdown_holds_the_text_and_a_section_for_every_claim() {
    let case = lived_in();
    let text = written(&case, "markdown", "report.md");
    for part in ["# ", "The river permit", "### Claim 1", "### Claim 3", "12.4 million dollars", "Which register?"] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    let streamed = case.run("report markdown -").done().out();
    assert_eq!(streamed, text);
}

#[test]
fn no_word_from_outside_becomes_markup_in_markdown() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let text = written(&lived_in(), "markdown", "report.md");
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML: {html}"),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("an image: {dest_url}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let ours = dest_url.starts_with('#') || dest_url.starts_with("https://x.example/a");
                assert!(ours, "a link out of a text: {dest_url}");
            }
            _ => {}
        }
    }
}

fn schema() -> (boon::Schemas, boon::SchemaIndex) {
    let path = format!("{}/docs/schema/dossier.schema.json", env!("CARGO_MANIFEST_DIR"));
    let mut schemas = boon::Schemas::new();
    let index = boon::Compiler::new().compile(&path, &mut schemas).unwrap();
    (schemas, index)
}

#[test]
fn json_keeps_to_its_schema_and_a_wrong_document_does_not() {
    let (schemas, index) = schema();
    let valid = |document: &Value| schemas.validate(document, index).map_err(|fault| format!("{fault:#}"));
    for case in [TestCase::river(), lived_in(), TestCase::informed()] {
        let document: Value = serde_json::from_str(&written(&case, "json", "report.json")).unwrap();
        valid(&document).unwrap();
        let mut wrong = document.clone();
        wrong["claims"][0]["status"] = "certain".into();
        assert!(valid(&wrong).is_err(), "a status that there is not");
        let mut wrong = document.clone();
        wrong["claims"][0]["row"] = 7.into();
        assert!(valid(&wrong).is_err(), "a field that there is not");
        let mut wrong = document;
        wrong.as_object_mut().unwrap().remove("claims");
        assert!(valid(&wrong).is_err(), "no claims");
    }
}

#[test]
fn the_seed_case_keeps_to_the_schema_too() {
    let case = TestCase::without_casebook();
    case.run_unchecked("demo seed").done();
    case.run_unchecked("report json seed.json --piece las-bambas --casebook seed/casebook.db").done();
    let document: Value = serde_json::from_slice(&std::fs::read(case.path("seed.json")).unwrap()).unwrap();
    let (schemas, index) = schema();
    schemas.validate(&document, index).map_err(|fault| format!("{fault:#}")).unwrap();
    assert_eq!(document["claims"].as_array().unwrap().len(), 83);
}

#[test]
fn pythons_jsonschema_takes_the_json() {
    if !module_there("jsonschema", "PyPI package jsonschema") {
        return;
    }
    let case = lived_in();
    written(&case, "json", "report.json");
    let schema = format!("{}/docs/schema/dossier.schema.json", env!("CARGO_MANIFEST_DIR"));
    let script = "import sys, json, jsonschema\n\
        schema, document = (json.load(open(path)) for path in sys.argv[1:])\n\
        jsonschema.Draft202012Validator.check_schema(schema)\n\
        check = jsonschema.Draft202012Validator(schema)\n\
        print(len(list(check.iter_errors(document))))\n\
        document['claims'][0]['status'] = 'certain'\n\
        print(len(list(check.iter_errors(document))) > 0)\n";
    let said = printed(python().args(["-c", script, &schema]).arg(case.path("report.json")));
    assert_eq!(said, "0\nTrue\n");
}

#[test]
fn references_come_back_through_our_own_import() {
    let case = lived_in();
    for (format, name) in [("bibtex", "list.bib"), ("ris", "list.ris"), ("csl", "list.json")] {
        written(&case, &format!("sources --format {format}"), name);
        let other = TestCase::new();
        other.write(name, std::fs::read(case.path(name)).unwrap());
        other.run(&format!("import zotero {name}")).done();
        let titles = other.query("SELECT group_concat(title, '; ') FROM (SELECT title FROM source ORDER BY title)");
        assert_eq!(titles, "A <b>bold</b> | [tale](http://x.example) & {more}_$%#; Annual report", "{format}");
    }
}

#[test]
fn readers_of_references_take_ours() {
    let case = lived_in();
    let readers = [
        (
            "bibtexparser",
            "bibtex",
            "list.bib",
            "import sys, bibtexparser as b\nprint(len((b.load(open(sys.argv[1])) if hasattr(b, 'load') else b.parse_file(sys.argv[1])).entries))",
        ),
        (
            "pybtex",
            "bibtex",
            "list.bib",
            "import sys\nfrom pybtex.database import parse_file\nprint(len(parse_file(sys.argv[1]).entries))",
        ),
        ("rispy", "ris", "list.ris", "import sys, rispy\nprint(len(rispy.load(open(sys.argv[1]))))"),
        (
            "citeproc",
            "csl",
            "list.json",
            "import sys, json\nfrom citeproc.source.json import CiteProcJSON\nprint(len(CiteProcJSON(json.load(open(sys.argv[1])))))",
        ),
    ];
    for (module, format, name, script) in readers {
        if !module_there(module, &format!("PyPI package {module}")) {
            continue;
        }
        let name = format!("{module}-{name}");
        written(&case, &format!("sources --format {format}"), &name);
        assert_eq!(printed(python().args(["-c", script]).arg(case.path(&name))), "2\n", "{module}");
    }
}

#[test]
fn corrections_tell_readers_what_changed_and_nothing_of_the_check() {
    let case = lived_in();
    for (format, name) in [("markdown", "c.md"), ("html", "c.html"), ("json", "c.json")] {
        let text = written(&case, &format!("corrections --format {format}"), name);
        for part in ["deputy mayor of Altona", "2026-11-22", "The register has it"] {
            assert!(text.contains(part), "{format}: no {part:?} in\n{text}");
        }
        for inside in ["ana", "ben", "Which register?", "line one"] {
            let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric() && letter != ' ').collect();
            assert!(!words.iter().any(|part| part.trim() == inside), "{format} tells {inside:?}:\n{text}");
        }
    }
}

#[test]
fn reviewers_are_counted_for_whoever_opened_the_casebook() {
    let case = lived_in();
    let text = written(&case, "reviewers", "people.md");
    for part in ["ana", "ben", "cleo"] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    let counted: Value = serde_json::from_str(&written(&case, "reviewers --format json", "people.json")).unwrap();
    assert_eq!(counted["pairs"].as_array().unwrap().len(), 1, "{counted}");
    case.run("report reviewers - --as ben").refused();
}
