//! The gate that a piece must pass before publication: every rule broken and met, in every format.

use crate::case::TestCase;
use serde_json::Value;

/// A piece of one sentence and one claim that meets every rule, by the reviews of ana and ben.
fn ready() -> TestCase {
    let case = TestCase::new();
    case.write("story.txt", "Nothing to see here.\nIt cost 12 million dollars.\n");
    case.run("piece add Piece").done();
    case.run("draft add story.txt").done();
    case.run("claim add --quote 'It cost 12 million dollars' --type investment-total --priority high --id money")
        .done();
    case.run("source add --title 'Annual report' --tier primary --id report").done();
    case.run("source add --title 'The other report' --tier secondary --id other").done();
    case.run("source add --title 'Files of the house' --tier secondary --id house").done();
    case.run("source link other --derived-from house --as-a quotes").done();
    case.run("evidence attach money --source report --stance supports --locator 'p. 4'").done();
    case.run("evidence attach money --source other --stance supports --locator 'p. 4'").done();
    case.run("check money confirmed").done();
    case.run("second-check money confirmed --as ben").done();
    case.run("sign-off money").done();
    case
}

/// Both look again, and ana signs off.
fn again(case: &TestCase) {
    case.run("check money confirmed").done();
    case.run("second-check money confirmed --as ben").done();
    case.run("sign-off money").done();
}

/// The messages of the findings, by rule, of those that are broken.
fn broken(case: &TestCase) -> Vec<(String, Vec<String>)> {
    let ran = case.run_unchecked("gate --json");
    let document: Value = serde_json::from_str(&ran.out()).unwrap();
    let rules = document["data"]["rules"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_string();
    let findings =
        |rule: &Value| rule["findings"].as_array().unwrap().iter().map(|one| text(&one["message"])).collect();
    let broken: Vec<_> = rules.iter().filter(|rule| rule["passed"] == false).collect();
    ran.code(if broken.is_empty() { 0 } else { 3 });
    broken.into_iter().map(|rule| (text(&rule["rule"]), findings(rule))).collect()
}

/// Exactly these rules are broken, and something is said for the first.
#[track_caller]
fn breaks(case: &TestCase, rules: &[&str], says: &str) {
    let found = broken(case);
    assert_eq!(found.iter().map(|(rule, _)| rule.as_str()).collect::<Vec<_>>(), rules, "{found:#?}");
    if let Some((_, messages)) = found.first() {
        assert!(messages.iter().any(|message| message.contains(says)), "{says:?} in {messages:?}");
    }
}

#[test]
fn a_piece_that_meets_every_rule_passes() {
    let case = ready();
    case.run("gate").done().prints("story.txt: every rule is met").prints("no tickmark.toml found");
    breaks(&case, &[], "");
    let evidence = case.json("evidence list money")[1]["id"].as_str().unwrap().to_string();
    case.run(&format!("evidence withdraw {evidence} --reason no")).done();
    case.run("gate").code(3).prints("BROKEN").prints("2:1").prints("is stale, not signed-off");
}

#[test]
fn another_file_than_the_latest_draft_does_not_pass() {
    let case = ready();
    case.run("gate --draft story.txt").done();
    case.write("edited.txt", "Nothing to see here.\nIt cost 13 million dollars.\n");
    case.run("gate --draft edited.txt").code(3).says("edited.txt is not the latest draft").says("draft revise");
    case.run("gate --draft missing.txt").refused();
    case.run("draft revise edited.txt").done();
    case.run("gate --draft edited.txt").code(3).prints("is stale, not signed-off");
}

#[test]
fn coverage_and_statuses_and_verdicts_are_asked_for() {
    let case = ready();
    case.write("next.txt", "Nothing to see here.\nIt cost 12 million dollars. It lost 3 million dollars.\n");
    case.run("claim add 'by hand' --type opinion --priority low --id hand").done();
    breaks(
        &case,
        &["statuses", "verdicts"],
        "“by hand” is unchecked, not signed-off (it has no place in the latest draft)",
    );
    case.run("check hand incorrect").done();
    breaks(&case, &["statuses", "verdicts", "standing"], "is checked, not signed-off");
    case.run("evidence attach hand --source report --stance contradicts --locator 'p. 9'").done();
    case.run("check hand incorrect").done();
    breaks(&case, &["statuses", "verdicts"], "is checked, not signed-off");
    case.write("tickmark.toml", "[gate]\nstatuses = [\"signed-off\", \"checked\"]\n");
    breaks(&case, &["verdicts"], "was found incorrect");
    case.write(
        "tickmark.toml",
        "[gate]\nstatuses = [\"signed-off\", \"checked\"]\nverdicts = [\"confirmed\", \"incorrect\"]\n",
    );
    breaks(&case, &[], "");
    case.run("claim cut hand --reason gone").done();
    std::fs::remove_file(case.path("tickmark.toml")).unwrap();
    breaks(&case, &[], "");
    case.run("claim add --quote 'Nothing to see' --type opinion --priority low --id see").done();
    case.run("check see opinion").done();
    case.run("sign-off see").done();
    breaks(&case, &[], "");
}

#[test]
fn a_part_in_no_claim_breaks_the_rule_of_its_priority() {
    let case = TestCase::river();
    case.run("claim cut money --reason 'taken out'").done();
    let found = broken(&case);
    assert_eq!(found[0].0, "coverage");
    assert!(found[0].1[0].starts_with("figure “over 12 million dollars” is in no claim (it states"), "{found:?}");
    case.write("none.toml", "[gate]\ncoverage = { high = 0, medium = 0 }\n");
    case.run("gate --policy none.toml").code(3).prints("met      coverage");
}

#[test]
fn second_check_origins_and_primary_source_are_asked_for() {
    let case = ready();
    case.run("reopen money --reason 'look again'").done();
    case.run("check money confirmed").done();
    let second = case.json("evidence list money")[1]["id"].as_str().unwrap().to_string();
    case.run(&format!("evidence withdraw {second} --reason no")).done();
    case.run("sign-off money").refused().says("has been withdrawn since this verdict");
    again(&case);
    breaks(&case, &["independent-origins"], "has 1 of 2 independent origins in support");
    case.run("evidence attach money --source other --stance supports --locator 'p. 4'").done();
    case.run("source link other --derived-from report --as-a rewrite").done();
    case.run("sign-off money").done();
    breaks(&case, &["independent-origins"], "has 1 of 2");
    case.write("tickmark.toml", "[gate]\nindependent-origins = { high = 1 }\nprimary-source = \"all\"\n");
    breaks(&case, &[], "");
    let first = case.json("evidence list money")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("evidence withdraw {first} --reason no")).done();
    again(&case);
    breaks(&case, &["primary-source"], "has no primary source in support");
    case.run("claim add 'by hand' --type opinion --id hand").done();
    case.run("check hand opinion").done();
    case.run("sign-off hand").done();
    breaks(&case, &["primary-source"], "12 million");
    case.write("tickmark.toml", "[gate]\nindependent-origins = { high = 1 }\nsecond-check = \"all\"\n");
    breaks(&case, &["second-check"], "“by hand” has the standing verdicts of 1 of two people");
}

#[test]
fn stale_sign_offs_open_questions_and_unanswered_requests_are_found() {
    let case = ready();
    case.run("reply request money 'Vega Mining'").done();
    breaks(&case, &["reply-answered"], "has no answer yet from Vega Mining");
    let request = case.json("reply list")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("reply answer {request} 'No comment'")).done();
    breaks(&case, &[], "");
    case.run("claim amend money --statement 'It cost about 12 million dollars'").done();
    case.write(
        "tickmark.toml",
        "[gate]\nstatuses = [\"signed-off\", \"stale\", \"query\", \"checking\", \"second-check\"]\n",
    );
    breaks(&case, &["verdicts", "second-check", "no-stale"], "was changed after its verdict");
    case.run("check money confirmed").done();
    case.run("second-check money confirmed --as ben").done();
    case.run("query ask money 'Which year?'").done();
    breaks(&case, &["no-open-query"], "has an open question: “Which year?”");
    case.write("tickmark.toml", "[gate]\nno-open-query = false\nstatuses = [\"query\"]");
    breaks(&case, &[], "");
}

#[test]
fn a_broken_file_of_rules_is_named_with_its_line() {
    let case = ready();
    case.write("tickmark.toml", "[gate]\nno-stale = true\nno-stail = true\n");
    case.run("gate").refused().says("tickmark.toml: line 3: unknown field `no-stail`");
    case.write("tickmark.toml", "[gate]\ncoverage = { high = 101 }\n");
    case.run("gate").refused().says("line 2: 101 is not a percentage from 0 to 100");
    case.write("tickmark.toml", "[gate]\nverdicts = [\"fi\u{1b}[2Jne\"]\n");
    assert!(!case.run("gate").refused().err().contains('\u{1b}'));
    case.write("tickmark.toml", b"\xff\xfe");
    case.run("gate").refused();
    case.run("gate --policy missing.toml").refused().says("no such file");
}

#[test]
fn what_is_hidden_from_a_blind_reviewer_stays_hidden() {
    let case = ready();
    case.run("reopen money --reason 'look again'").done();
    case.run("second-check money --to eve --blind").done();
    for verdict in ["incorrect", "confirmed"] {
        case.run(&format!("check money {verdict}")).done();
        case.run(&format!("second-check money {verdict} --as ben")).done();
        let out = case.run("gate --as eve").code(3).prints("hidden from you until you have given yours").out();
        assert!(!out.contains("found incorrect"), "{out}");
    }
}

#[test]
fn sarif_points_at_the_lines() {
    let case = TestCase::river();
    let document: Value =
        serde_json::from_str(&case.run("gate --format sarif --draft-path 'text/my story.txt'").code(3).out()).unwrap();
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    assert_eq!(
        (run["tool"]["driver"]["name"].as_str(), run["columnKind"].as_str()),
        (Some("tickmark"), Some("unicodeCodePoints"))
    );
    let results = run["results"].as_array().unwrap();
    let of_money =
        results.iter().find(|result| result["message"]["text"].as_str().unwrap().contains("over 12 million")).unwrap();
    let place = &of_money["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "text/my%20story.txt");
    assert_eq!(place["region"], serde_json::json!({"startLine": 1, "startColumn": 17, "endLine": 1, "endColumn": 40}));
    for result in results {
        let described = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(described["id"], result["ruleId"]);
    }
    let passed: Value = serde_json::from_str(&ready().run("gate --format sarif").done().out()).unwrap();
    assert_eq!(passed["runs"][0]["results"], serde_json::json!([]));
}

/// The names of the test cases, and the text of the failures.
fn read_junit(xml: &str) -> (Vec<String>, String) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut names, mut failures) = (Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "testcase" => {
                let name = tag.try_get_attribute("name").unwrap().unwrap();
                names.push(name.value.to_string());
            }
            Event::Text(text) => failures.push_str(&text),
            Event::Eof => return (names, failures),
            _ => {}
        }
    }
}

#[test]
fn junit_has_one_test_case_a_rule() {
    let case = TestCase::river();
    let (names, failures) = read_junit(&case.run("gate --format junit").code(3).out());
    let rules: Vec<String> = policy_keys();
    assert_eq!(names.len(), rules.len());
    assert!(names.iter().all(|name| rules.contains(name)), "{names:?}");
    assert!(failures.contains("story.txt:1:17: claim "), "{failures}");
    assert!(!ready().run("gate --format junit").done().out().contains("<failure"));
}

#[test]
fn text_of_strangers_is_inert_in_every_format() {
    let case = TestCase::new();
    let hostile =
        "\u{1b}]0;owned\u{7} [click](http://evil) {0} ]]> <b>&amp; \u{202e}gnp \u{0}\u{ffff}".replace('\0', "");
    case.write(
        "story.txt",
        format!("He paid 5 million dollars \u{1b}[2J\u{202e} to “{hostile} and more words” he said.\n"),
    );
    case.run("piece add Piece").done();
    case.run("draft add story.txt").done();
    case.run_args(&["claim", "add", &hostile, "--type", "date"]).done();
    case.run_args(&["reply", "request", &case.json("claim list")["claims"][0]["id"].as_str().unwrap()[..12], &hostile])
        .done();
    let lcov = ["coverage", "--lcov", "draft.info", "--draft-path", "a\nSF:b\u{1b}"];
    let mut printed = vec![case.run_args(&lcov).done().out()];
    let gate = ["text", "sarif", "junit"];
    printed.extend(
        gate.map(|format| case.run_args(&["gate", "--format", format, "--draft-path", "a\u{1b}:<\"&"]).code(3).out()),
    );
    printed.push(std::fs::read_to_string(case.path("draft.info")).unwrap());
    for out in &printed {
        for active in ['\u{1b}', '\u{7}', '\u{202e}', '\u{ffff}'] {
            assert!(!out.contains(active), "{active:?} in {out:?}");
        }
    }
    assert!(printed[2].contains("\\\\[click\\\\](http://evil) {{0}}"), "{}", printed[2]);
    serde_json::from_str::<Value>(&printed[2]).unwrap();
    let (names, _) = read_junit(&printed[3]);
    assert_eq!(names.len(), policy_keys().len());
    assert!(!printed[3].contains("<b>") && !printed[3].contains("]]>"), "{}", printed[3]);
    assert_eq!(printed[4].matches("\nSF:").count(), 1, "{}", printed[4]);
}

fn policy_keys() -> Vec<String> {
    let policy = serde_json::to_value(tickmark::gate::policy::GatePolicy::default()).unwrap();
    policy.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn the_docs_know_every_rule_and_its_default() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/gate.md");
    let docs = std::fs::read_to_string(path).unwrap();
    for key in policy_keys() {
        assert!(docs.contains(&format!("| `{key}` |")), "{key} is not described");
    }
    let example = docs.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    for key in policy_keys() {
        assert!(example.contains(&format!("\n{key} = ")), "{key} is not in the example");
    }
    let read = tickmark::gate::policy::GatePolicy::read(example).unwrap();
    assert_eq!(read, tickmark::gate::policy::GatePolicy::default());
}

/// The line of a rule in `policy show`.
fn rule(case: &TestCase, name: &str) -> Value {
    let rules = case.json("policy show")["rules"].clone();
    let named: Vec<&Value> = rules.as_array().unwrap().iter().filter(|rule| rule["rule"] == name).collect();
    assert_eq!(named.len(), 1, "{name} is listed once: {rules}");
    named[0].clone()
}

#[test]
fn every_rule_is_listed_once_with_its_step_and_what_meets_it() {
    let case = TestCase::river();
    for key in policy_keys() {
        assert!(!rule(&case, &key)["met_by"].as_str().unwrap().is_empty());
    }
    assert_eq!(rule(&case, "evidence")["steps"], serde_json::json!(["sign-off"]));
    assert_eq!(rule(&case, "independent-origins")["steps"], serde_json::json!(["publish"]));
    assert_eq!(rule(&case, "standing")["steps"], serde_json::json!(["check", "sign-off", "publish"]));
    assert_eq!(rule(&case, "no-doubt")["stated_in"], "default");
    case.run("policy set --rule no-doubt=false --rule 'independent-origins={ high = 3 }'").done();
    assert_eq!(rule(&case, "no-doubt")["stated_in"], "record");
    assert_eq!(case.json_of("gate", 3)["policy"]["no-doubt"], false);
    assert_eq!(case.json_of("gate", 3)["policy"]["independent-origins"]["high"], 3);
    assert_eq!(case.json_of("gate", 3)["policy"]["independent-origins"]["medium"], 1);
    case.write("tickmark.toml", "[gate]\nno-doubt = true\n");
    assert_eq!(rule(&case, "no-doubt")["stated_in"], "file");
    assert_eq!(case.json_of("gate", 3)["policy"]["no-doubt"], true);
    case.run("policy set --from tickmark.toml").done();
    std::fs::remove_file(case.path("tickmark.toml")).unwrap();
    assert_eq!(case.json_of("gate", 3)["policy"]["no-doubt"], true);
    for (wrong, said) in [
        ("colour=red", "unknown field `colour`"),
        ("coverage={ high = 101 }", "101 is not a percentage"),
        ("no-doubt", "write KEY=VALUE"),
        ("no-doubt=perhaps", "expected a boolean"),
    ] {
        let ran = case.run_args(&["policy", "set", "--rule", wrong]).code(2);
        ran.says(said);
    }
    case.check_ledger();
}

#[test]
fn the_second_person_is_one_rule_for_sign_off_and_gate() {
    let case = TestCase::river();
    case.run("policy set --second-person all").done();
    assert_eq!(case.json_of("gate", 3)["policy"]["second-check"], "all");
    case.write("tickmark.toml", "[gate]\nsecond-check = \"none\"\n");
    case.run("check money on-author").done();
    case.run("sign-off money").done();
    assert_eq!(case.json("claim show money")["sign_off"]["policy"]["second_person"], "none");
    case.write("tickmark.toml", "[gate]\nsecond-check = \"all\"\n");
    case.run("check role on-author").done();
    case.run("sign-off role").refused().says("a second person has not checked it");
}

#[test]
fn a_sign_off_names_what_the_gate_will_ask_and_asks_it_where_the_rules_say_so() {
    let case = TestCase::river();
    case.write("report.txt", "The company holds 62.5 per cent of the dam.");
    case.run("capture report.txt --source report").done();
    case.run("evidence attach share --source report --stance supports --quote '62.5 per cent of the dam'").done();
    case.run("check share confirmed").done();
    case.run("policy set --rule 'independent-origins={ medium = 2 }'").done();
    case.run("sign-off share").done().says("the gate will ask of").says("of 2 independent origins");
    case.run("reopen share --reason 'too soon'").done();
    case.run("policy set --rule 'at-sign-off=[\"independent-origins\"]'").done();
    assert_eq!(rule(&case, "independent-origins")["steps"], serde_json::json!(["sign-off", "publish"]));
    case.run("sign-off share").refused().says("of 2 independent origins");
    case.run("policy set --rule 'at-sign-off=[]'").done();
    case.run("sign-off share").done();
}

#[test]
fn what_was_signed_off_despite_something_meets_the_rule_and_is_named() {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'p. 4'").done();
    case.run("check share confirmed").done();
    case.run("evidence attach share --source report --stance contradicts --locator 'p. 9'").done();
    case.run("sign-off share --despite 'page 9 is of another year'").done();
    let gate = case.json_of("gate", 3);
    let standing = gate["rules"].as_array().unwrap().iter().find(|rule| rule["rule"] == "standing").unwrap();
    assert_eq!(standing["findings"].as_array().unwrap().len(), 0, "{standing}");
    let named = standing["despite"][0]["message"].as_str().unwrap();
    assert!(named.contains("runs despite something: page 9 is of another year"), "{named}");
    case.run("gate").prints("page 9 is of another year");
}
