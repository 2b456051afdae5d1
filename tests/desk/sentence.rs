//! A claim is its sentence: nothing that changed in it passes in silence, from the draft to the gate.

use crate::case::TestCase;
use std::path::Path;
use tickmark::actions::documents::size_limit;
use tickmark::casebook::clock::Clock;
use tickmark::casebook::{Actor, Casebook};
use tickmark::model::disclosure::Value;
use tickmark::model::event::{ClaimAnchored, DraftAdded, Span};
use tickmark::model::id::Id;
use tickmark::model::words::Fit;
use tickmark::store::blobs::measure;

/// A claim on some words of a sentence, checked by two people on evidence that supports it.
fn checked(sentence: &str, quote: &str) -> TestCase {
    let case = TestCase::new();
    case.write("one.txt", sentence);
    case.run("piece add 'The harbour'").done();
    case.run("draft add one.txt").done();
    case.run_args(&["claim", "add", "--quote", quote, "--type", "quantity", "--priority", "high", "--id", "it"]).done();
    case.run("source add --title 'Annual report' --tier primary --id report").done();
    case.write("report.txt", format!("It is so: {sentence}\n"));
    case.run("capture report.txt --source report").done();
    case.run_args(&[
        "evidence",
        "attach",
        "it",
        "--source",
        "report",
        "--stance",
        "supports",
        "--no-figure",
        "--quote",
        quote,
    ])
    .done();
    case.run("check it confirmed").done();
    case.run("second-check it confirmed --as ben").done();
    case
}

fn signed(sentence: &str, quote: &str) -> TestCase {
    let case = checked(sentence, quote);
    case.run("sign-off it").done();
    assert_eq!(case.json("claim show it")["standing"]["hold"], "stands");
    case
}

fn revise(case: &TestCase, sentence: &str) -> serde_json::Value {
    case.write("two.txt", sentence);
    case.json("draft revise two.txt")["claims"][0].clone()
}

/// What changed, as `direction: rose → fell`.
fn changes(carried: &serde_json::Value) -> Vec<String> {
    let word = |change: &serde_json::Value, name: &str| change[name].as_str().unwrap().to_string();
    let changes = carried["changes"].as_array().unwrap().iter();
    changes
        .map(|change| format!("{}: {} → {}", word(change, "what"), word(change, "from"), word(change, "to")))
        .collect()
}

#[test]
fn a_turn_anywhere_in_the_sentence_takes_the_sign_off() {
    let paid = "The company paid Lena Ruiz for the old boat shed on the north bank 4,000 euros.";
    let owns = "Vega owns 62.5 per cent of the dam.";
    let said = "Vega said on Tuesday evening in Altona town hall that it owns 62.5 per cent.";
    let rows = [
        (
            "Output rose by 12 per cent.",
            "12 per cent",
            "Output fell by 12 per cent.".to_string(),
            "direction: rose → fell",
        ),
        (
            "In the year the firm made a profit of 4 million euros.",
            "4 million euros",
            "In the year the firm made a loss of 4 million euros.".to_string(),
            "direction: profit → loss",
        ),
        (paid, "4,000 euros", paid.replace("paid", "never paid"), "negation:  → never"),
        (
            owns,
            "62.5 per cent",
            format!("If the sale that the board wants goes through in spring, {owns}"),
            "condition:  → If the sale that the board wants goes through in spring,",
        ),
        (
            owns,
            "62.5 per cent",
            owns.replace('.', "").replace("625", "62.5")
                + ", a figure that the register of the district does not bear out.",
            "denial:  → , a figure that the register of the district does not bear out",
        ),
        (said, "62.5 per cent", said.replace("Vega", "Lind"), "source: Vega → Lind"),
        (
            "El precio subió un 12 por ciento.",
            "12 por ciento",
            "El precio bajó un 12 por ciento.".to_string(),
            "direction: subió → bajó",
        ),
    ];
    for (sentence, quote, new, expect) in rows {
        let case = signed(sentence, quote);
        let carried = revise(&case, &new);
        assert_eq!((carried["fate"].as_str(), &carried["goes_stale"]), (Some("edited"), &true.into()), "{new}");
        assert_eq!(changes(&carried), [expect], "{new}");
        assert_eq!(carried["may_be_confirmed"], false);
        assert_eq!(case.status("it"), "stale");
        let (from, to) = expect.split_once(": ").and_then(|(_, words)| words.split_once(" → ")).unwrap();
        let said = if from.is_empty() { format!("\"{to}\" was added") } else { format!("\"{from}\" became \"{to}\"") };
        case.run("claim show it").done().prints("look-again").prints(&said);
        case.run("gate").code(3).prints(&said);
        case.run("recheck").prints(&said);
        case.run("still-holds it").refused().says("more than its wording has changed").says("tickmark check");
        case.run("sign-off it").refused();
        case.run("report markdown before.md").done();
        // What bore out the old sentence need not bear out the new one.
        let old = case.json("claim show it")["evidence"][0]["id"].as_str().unwrap().to_string();
        case.run(&format!("evidence withdraw {old} --reason 'of the old wording'")).done();
        case.write("later.txt", format!("The correction reads: {new}\n"));
        case.run("capture later.txt --source report").done();
        case.run_args(&["evidence", "attach", "it", "--source", "report", "--stance", "supports", "--quote", &new])
            .done();
        case.run("check it confirmed").done();
        case.run("second-check it confirmed --as ben").done();
        case.run("sign-off it").done();
        assert_eq!(case.json("claim show it")["standing"]["hold"], "stands", "{new}");
        // Once it is checked again, no report asks for another look.
        case.run("report markdown after.md").done();
        let asks = |file: &str| std::fs::read_to_string(case.path(file)).unwrap().contains("Look again");
        assert_eq!((asks("before.md"), asks("after.md")), (true, false), "{new}");
        case.check_ledger();
    }
}

#[test]
fn a_claim_that_two_people_confirmed_needs_another_look_before_anybody_signs() {
    let case = checked("Vega sold 40 boats in 2022.", "40 boats");
    case.run("gate").code(3);
    let carried = revise(&case, "Vega sold 40 boats in 2023.");
    assert_eq!(changes(&carried), ["figure: 2022 → 2023"]);
    let shown = case.json("claim show it");
    assert_eq!(shown["standing"]["hold"], "look-again");
    case.run("recheck").prints("figure: \"2022\" became \"2023\"");
    case.run("gate").code(3).prints("figure: \"2022\" became \"2023\"");
    case.run("sign-off it").refused().says("changed after its verdict");
}

#[test]
fn a_change_of_wording_is_confirmed_with_one_word_on_record() {
    let case = signed("The port grew fast in 2019, by moving all freight from rail to the new ferry.", "2019");
    let carried = revise(&case, "By moving all freight from rail to the new ferry, the port grew fast in 2019.");
    assert_eq!(carried["may_be_confirmed"], true, "{carried}");
    assert_eq!(case.status("it"), "stale");
    case.run("gate").code(3);
    case.run("still-holds it --note 'same' --as ben").done().prints("still holds");
    assert_eq!(case.status("it"), "signed-off");
    let shown = case.json("claim show it");
    assert_eq!((shown["standing"]["hold"].as_str(), &shown["checks"][0]["outdated"]), (Some("stands"), &false.into()));
    assert_eq!(shown["confirmed"][0]["actor"], "ben");
    case.run("log --claim it").prints("wording.confirmed");
    case.run("still-holds it").refused().says("has not changed since it was checked");
    case.check_ledger();
    case.run("rebuild").done();
    assert_eq!(case.status("it"), "signed-off");
    // The next change counts from the words that were confirmed.
    case.write("three.txt", "By moving no freight from rail to the new ferry, the port grew fast in 2019.");
    case.run("draft revise three.txt").done().prints("negation");
    assert_eq!(case.status("it"), "stale");
    case.run("still-holds it").refused();
}

#[test]
fn the_policy_says_which_changes_may_be_confirmed() {
    let (old, new) = ("Vega moored 40 boats by the river.", "Vega moored 40 boats by the stream.");
    let case = signed(old, "40 boats");
    case.run("policy set --still-holds order").done();
    let policy = case.json("policy show");
    let rule = policy["rules"].as_array().unwrap().iter().find(|rule| rule["rule"] == "still-holds").unwrap();
    assert!(rule["asks"].as_str().unwrap().contains("only the order changed"), "{rule}");
    assert_eq!(revise(&case, new)["may_be_confirmed"], false);
    case.run("still-holds it").refused().says("wording");
    case.run("policy set --still-holds wording").done();
    case.run("still-holds it").done();
    assert_eq!(case.status("it"), "signed-off");
    case.check_ledger();
}

#[test]
fn wordings_that_add_up_are_confirmed_together_or_not_at_all() {
    let case = signed("Vega moored 40 boats by the river.", "40 boats");
    revise(&case, "Vega moored 40 boats by the stream.");
    case.write("three.txt", "Vega moored 41 boats by the stream.");
    case.run("draft revise three.txt").done();
    case.write("four.txt", "Vega moored 41 boats by the creek.");
    case.run("draft revise four.txt").done();
    case.run("still-holds it").refused().says("figure");
    // What was amended is no longer what was checked.
    let case = signed("Vega moored 40 boats by the river.", "40 boats");
    revise(&case, "Vega moored 40 boats by the stream.");
    case.run("claim amend it --statement 'Vega moored 40 boats somewhere.'").done();
    case.run("still-holds it").refused().says("must be checked again");
}

#[test]
fn the_statement_shown_is_the_new_wording_and_the_old_one_is_kept() {
    let case = TestCase::new();
    case.write("one.txt", "Output rose by 12 per cent in Altona. Nobody came.");
    case.run("piece add 'The harbour'").done();
    case.run("draft add one.txt").done();
    case.run("suggest --accept all").done();
    case.write("two.txt", "Output fell by 12 per cent in Altona. Nobody came.");
    case.run("draft revise two.txt").done();
    let claims = case.json("claim list")["claims"].clone();
    let claim =
        claims.as_array().unwrap().iter().find(|claim| claim["statement"].as_str().unwrap().contains("12")).unwrap();
    assert_eq!(claim["statement"], "Output fell by 12 per cent in Altona.");
    let id = claim["id"].as_str().unwrap();
    case.run(&format!("claim show {id}")).prints("Output fell by 12").prints("“Output rose by 12 per cent in Altona.”");
    case.run("rebuild").done();
    case.check_ledger();
    // A statement that somebody worded stays as it is.
    let case = checked("Output rose by 12 per cent in Altona.", "12 per cent");
    case.run("claim amend it --statement 'Altona made more.'").done();
    revise(&case, "Output fell by 12 per cent in Altona.");
    assert_eq!(case.json("claim show it")["statement"], "Altona made more.");
}

/// Records a draft and a place in it as a program would that looks at the claim's own words alone.
fn carried_by_the_words_alone(case: &TestCase, text: &str, quote: &str) {
    let clock = Clock::Machine;
    let mut casebook = Casebook::open(&case.casebook(), case.home(), clock).unwrap();
    let claim = Id::from_hex(case.json("claim show it")["id"].as_str().unwrap()).unwrap();
    let piece = Id::from_hex(case.json("claim show it")["piece"].as_str().unwrap()).unwrap();
    assert!((text.len() as u64) < size_limit());
    let kept = casebook.write(&Actor::named("ana").unwrap(), |pen| {
        let path = Path::new("two.txt");
        let layout = br#"{"format":"plain","title":null,"byline":null,"published":null,"text":"","blocks":[],"notes":[],"warnings":[]}"#;
        let (file, shape) = (measure(path, text.as_bytes(), |_| {})?, measure(path, &layout[..], |_| {})?);
        pen.keep(path, file, text.as_bytes(), |_| {})?;
        pen.keep(path, shape, &layout[..], |_| {})?;
        let content = Value::fields([
            ("format", Some("plain text".to_string())),
            ("layout_sha256", Some(shape.sha256.hex())),
            ("name", Some("two.txt".to_string())),
            ("sha256", Some(file.sha256.hex())),
            ("text_sha256", Some(file.sha256.hex())),
        ]);
        let draft = pen.record(DraftAdded { bytes: file.bytes, piece }, vec![("content", content)])?.id;
        let start = text.find(quote).unwrap() as u64;
        let spans = vec![Span { start, end: start + quote.len() as u64 }];
        let anchor = Value::fields([
            ("exact", Some(quote.to_string())),
            ("prefix", Some(String::new())),
            ("suffix", Some(String::new())),
        ]);
        pen.record(ClaimAnchored { changed: Vec::new(), claim, draft, fit: Fit::Unchanged, spans }, vec![("anchor", anchor)])
    });
    kept.unwrap();
}

#[test]
fn an_older_casebook_is_judged_by_the_present_rules_and_says_so() {
    let case = signed("Output rose by 12 per cent.", "12 per cent");
    carried_by_the_words_alone(&case, "Output fell by 12 per cent.", "12 per cent");
    case.check_ledger();
    // The record says what it said; the standing says what is there.
    assert_eq!(case.status("it"), "signed-off");
    let shown = case.json("claim show it");
    assert_eq!(shown["standing"]["hold"], "look-again");
    assert_eq!(shown["standing"]["sign_off"]["stands"], false);
    case.run("claim show it").prints("by the present rules").prints("direction: \"rose\" became \"fell\"");
    case.run("gate").code(3).prints("by the present rules");
    case.run("recheck").prints("by the present rules");
    case.run("still-holds it").refused().says("direction");
    // A person may confirm what only reads otherwise.
    let case = signed("Vega moored 40 boats by the river.", "40 boats");
    carried_by_the_words_alone(&case, "Vega moored 40 boats by the stream.", "40 boats");
    assert_eq!(case.json("claim show it")["standing"]["hold"], "look-again");
    case.run("still-holds it").done();
    assert_eq!(case.json("claim show it")["standing"]["hold"], "stands");
    case.check_ledger();
}

#[test]
fn a_person_who_puts_a_claim_elsewhere_is_held_to_the_sentence_too() {
    let case = signed("Output rose by 12 per cent.", "12 per cent");
    case.write("two.txt", "Nothing of it is left here. The rain came early. Output fell by 12 per cent.");
    case.run("draft revise two.txt").done();
    case.run("claim anchor it --quote '12 per cent'").done();
    assert_eq!(case.json("claim show it")["standing"]["hold"], "look-again");
}
