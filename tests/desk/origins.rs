//! Where evidence comes from, what claims rest on, and which want another look.

use crate::case::{RIVER, TestCase};

const DISPATCH: &str = "The river board said on Monday that nine of the twelve sluices had been repaired since the \
    spring, and that the last three would follow before the first frost, at a cost of four million.\n";

/// The river case with sources that support `money`, each named by its letter.
fn sources(letters: &str) -> TestCase {
    let case = TestCase::river();
    for letter in letters.chars() {
        case.run_unchecked(&format!("source add --title 'Paper {letter}' --id {letter}")).done();
        case.run_unchecked(&format!("evidence attach money --source {letter} --stance supports --locator 'p. 4'"))
            .done();
    }
    case
}

/// Says that one source came from another, or from the piece.
#[track_caller]
fn link(case: &TestCase, source: &str, from: &str, relation: &str) {
    case.run(&format!("source link {source} --derived-from {from} --as-a {relation}")).done();
}

/// The id of the only piece.
fn piece(case: &TestCase) -> String {
    case.json("piece list")[0]["id"].as_str().unwrap().to_string()
}

/// Files a text as the capture of a source of its own.
fn captured(case: &TestCase, id: &str, published: &str, text: &str) {
    case.write(&format!("{id}.txt"), text);
    case.run(&format!(
        "source add --title 'Paper {id}' --publisher 'The {id} BulkWriter' --published {published} --id {id}"
    ))
    .done();
    case.run(&format!("capture {id}.txt --source {id}")).done();
}

#[test]
fn copies_share_an_origin_and_the_way_is_shown() {
    let case = sources("ABC");
    link(&case, "B", "A", "rewrite");
    link(&case, "C", "B", "quotes");
    case.run("source add --title 'Paper D' --origin 'Ministry of Works' --id D").done();
    case.run("evidence attach money --source D --stance contradicts --locator 'p. 4'").done();
    case.run("origins money")
        .done()
        .prints("In support: 3 sources, 1 independent origin\n")
        .prints("Paper C (quotes Paper B (rewrite of Paper A))")
        .prints("Against: 1 source, 1 independent origin\n")
        .prints("Ministry of Works (by name)");
    let shown = case.json("origins money");
    assert_eq!((&shown["supports"]["sources"], &shown["supports"]["independent_origins"]), (&3.into(), &1.into()));
    assert_eq!(shown["supports"]["origins"][0]["sources"][2]["links"][1]["relation"], "rewrite");
}

#[test]
fn what_comes_from_the_piece_is_circular_and_never_counts() {
    let case = sources("ABCDEFG");
    link(&case, "A", &piece(&case), "quotes");
    for (source, from) in ["BA", "CB", "DA", "EA", "FE", "GF"].iter().map(|pair| pair.split_at(1)) {
        link(&case, source, from, "rewrite");
    }
    let words = "7 sources, 1 independent origin (0 besides the piece itself)";
    case.run("origins money")
        .done()
        .prints(words)
        .prints("the piece → Paper A (quotes) → Paper B (rewrite) → Paper C (rewrite)");
    case.run("claim show money")
        .prints("independent origins in support: 0")
        .prints("circular: the piece → Paper A (quotes)");
    assert_eq!(case.json("origins money")["supports"]["circular"].as_array().unwrap().len(), 7);
    case.run("evidence attach money --source report --stance supports --locator 'p. 4'").done();
    case.run("origins money").prints("8 sources, 2 independent origins (1 besides the piece itself)");
    case.run("claim show money").prints("independent origins in support: 1");
}

#[test]
fn a_circle_of_sources_is_named_and_is_one_origin() {
    let case = sources("ABC");
    for (source, from) in [("A", "B"), ("B", "A"), ("C", "B")] {
        link(&case, source, from, "quotes");
    }
    case.run("origins money").prints("3 sources, 1 independent origin").prints("a circle: Paper A ← Paper B ← Paper A");
    assert_eq!(case.json("origins money")["supports"]["origins"][0]["kind"], "circle");
}

#[test]
fn a_confidential_source_keeps_its_letter_among_the_origins() {
    let case = sources("A");
    case.run("source add --title 'Rosalind EventMaker' --origin 'EventMaker papers' --confidential --id informant")
        .done();
    case.run("evidence attach money --source informant --stance supports --locator 'p. 4'").done();
    for line in ["origins money", "origins money --json", "claim show money", "origins suggest --json"] {
        let out = case.run(line).done().out();
        assert!(!out.contains("Rosalind") && !out.contains("EventMaker"), "`{line}`:\n{out}");
    }
    case.run("origins money").prints("2 independent origins").prints("Confidential source A");
    case.run("origins money").prints("Confidential: counted");
    case.run("source add --title 'Her file' --origin 'Quill papers' --id file").done();
    case.run("evidence attach money --source file --stance supports --locator 'p. 4'").done();
    let shown = case.json("origins money");
    assert_eq!(shown["supports"]["kept_back"][0]["name"], "Confidential source A");
    assert_eq!(shown["supports"]["origins"].as_array().unwrap().iter().filter(|one| one["kind"] == "named").count(), 1);
    case.run("origins money --reveal").prints("EventMaker papers").prints("Rosalind EventMaker");
}

#[test]
fn a_capture_filed_before_the_draft_is_tied_when_the_draft_comes_in() {
    let case = TestCase::new();
    case.run("piece add 'The river permit'").done();
    captured(&case, "blog", "2026-11-01", RIVER);
    case.write("story.txt", RIVER);
    case.run("draft add story.txt").done();
    case.run("claim add 'It was 12 million' --id money").done();
    case.run("evidence attach money --source blog --stance supports --locator 'p. 4' --despite 'for the record'")
        .done();
    case.run("origins money")
        .prints("1 source, 1 independent origin (0 besides the piece itself)")
        .prints("the piece → Paper blog (wire-copy)");
}

#[test]
fn a_capture_is_tied_to_the_draft_that_a_revision_brings() {
    let case = sources("A");
    let next = RIVER.replace("2019", "2020");
    captured(&case, "blog", "2026-11-01", &next);
    case.write("next.txt", &next);
    case.run("draft revise next.txt").done();
    case.run("source show blog").prints("derived from");
    case.run("evidence attach money --source blog --stance supports --locator 'p. 4' --despite 'for the record'")
        .done();
    case.run("origins money").prints("2 sources, 2 independent origins (1 besides the piece itself)");
}

#[test]
fn a_source_that_a_spreadsheet_names_at_the_address_of_the_piece_is_circular() {
    let case = TestCase::new();
    case.run("piece add 'The river permit' --address https://river.example/permit").done();
    case.write("rows.csv", "id,statement,source_title,source_address,stance\nm,It was 12 million,Copy,http://www.river.example/permit/?utm_source=x,supports\n");
    case.run("import csv rows.csv").done();
    case.run("origins m").prints("the piece → Copy (wire-copy)");
}

#[test]
fn shared_passages_propose_the_earlier_text_as_the_origin() {
    let case = TestCase::river();
    captured(&case, "late", "2024-05-02", &format!("From our desk. {DISPATCH}"));
    captured(&case, "early", "2024-05-01", DISPATCH);
    captured(
        &case,
        "other",
        "2024-04-01",
        "Ada Moss grows pears behind the station and sells them from a cart in autumn.\n",
    );
    case.run("origins suggest")
        .done()
        .prints("1 suggestion, 3 texts compared")
        .prints("% of its text stands in the other")
        .prints("The river board said on Monday");
    let proposal = &case.json("origins suggest")["proposals"][0];
    assert_eq!((&proposal["name"], &proposal["derived_from_name"]), (&"Paper late".into(), &"Paper early".into()));
    assert_eq!((&proposal["relation"], &proposal["number"]), (&"wire-copy".into(), &1.into()));
    case.run("origins suggest --accept 2").refused().says("there is no suggestion 2");
    case.run("origins suggest --accept 1").done().prints("1 link recorded");
    case.run("source show late").prints("(wire-copy)");
    case.run("origins suggest").prints("0 suggestions");
    case.run("source unlink late --reason 'both were there'").done();
    case.run("origins suggest").prints("0 suggestions");
}

#[test]
fn a_text_that_repeats_the_draft_is_proposed_as_the_pieces_own() {
    let case = TestCase::river();
    captured(&case, "blog", "2027-01-01", &format!("{RIVER}So far the Altona paper. We shall see what comes of it.\n"));
    let proposal = &case.json("origins suggest")["proposals"][0];
    assert_eq!((&proposal["from_piece"], &proposal["derived_from"]), (&true.into(), &piece(&case).into()));
    case.run("origins suggest --accept all").done();
    case.run("evidence attach money --source blog --stance supports --locator 'p. 4' --despite 'for the record'")
        .done();
    case.run("claim show money").prints("independent origins in support: 0");
}

#[test]
fn a_credit_links_to_the_source_that_it_names_or_says_that_there_is_none() {
    let case = TestCase::river();
    case.run("source add --title 'Sluices repaired' --publisher 'EFE' --id efe").done();
    captured(&case, "paper", "2024-05-02", "La presa aguantó el lunes. Con información de EFE\n");
    captured(&case, "other", "2024-05-03", "ALTONA (Reuters) - The dam held on Monday.\n");
    let found = case.json("origins suggest");
    assert_eq!(
        (&found["proposals"][0]["name"], &found["proposals"][0]["relation"]),
        (&"Paper paper".into(), &"wire-copy".into())
    );
    assert_eq!(found["proposals"].as_array().unwrap().len(), 1);
    assert_eq!(found["unmatched"][0]["credits"], "Reuters");
    case.run("origins suggest").prints("Con información de EFE").prints("nothing to link").prints("Reuters");
}

#[test]
fn one_page_under_two_addresses_is_one_source() {
    let case = TestCase::river();
    case.run("source add --title 'Sluices' --address https://press.example/sluices --id one").done();
    case.run("source add --title 'Repairs' --address http://www.press.example/sluices/?utm_source=x --id two").done();
    case.run("source add --title 'Mirror' --address https://mirror.example/7 --id three").done();
    case.write("mirror.html", "<html><head><link rel='canonical' href='https://press.example/sluices'></head><body><p>The sluices hold.</p></body></html>");
    case.run("capture mirror.html --source three").done();
    let found = case.json("origins suggest");
    let told: Vec<_> = found["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str(), one["derived_from_name"].as_str()))
        .collect();
    assert_eq!(told, [(Some("Repairs"), Some("Sluices")), (Some("Mirror"), Some("Sluices"))]);
}

#[test]
fn one_author_and_one_title_are_proposed() {
    let case = TestCase::river();
    case.run("source add --title 'Works' --author 'Bo Lind' --id one").done();
    case.run("source add --title 'More works' --author 'BO  LIND' --id two").done();
    case.run("source add --title 'Nine of twelve sluices repaired' --publisher Gazette --id three").done();
    case.run("source add --title 'Nine of Twelve Sluices Repaired' --publisher Herald --id four").done();
    case.run("origins suggest").prints("the same author").prints("the same title, by another publisher");
    case.run("origins suggest --piece 'nothing'").refused();
    assert_eq!(
        case.json(&format!("origins suggest --piece {}", &piece(&case)[..12]))["proposals"],
        serde_json::json!([])
    );
}

#[test]
fn proposals_of_strangers_stay_inert() {
    let case = TestCase::river();
    captured(&case, "one", "2024-05-01", &format!("{DISPATCH}\u{1b}[2J Source: \u{1b}]0;Evil\u{7}\u{202e}\n"));
    captured(&case, "two", "2024-05-02", &format!("{DISPATCH}\u{1b}[2J\u{202e}\n"));
    for line in ["origins suggest", "origins suggest --accept all", "source show two"] {
        let out = case.run(line).done().out();
        assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'), "{out:?}");
    }
}

#[test]
fn doubt_travels_to_whatever_rests_on_a_claim() {
    let case = TestCase::river();
    case.run("claim depend share --on money --note 'a share of this total'").done().prints("dependency recorded");
    case.run("claim depend role --on share").done();
    case.run("claim show role").prints("rests on");
    assert!(!case.run("claim show role").out().contains("in doubt"));
    case.run("check money incorrect --note 'it was two'").done();
    case.run("claim show share").prints("in doubt: rests on").prints("money (incorrect)").prints("carried by");
    case.run("claim show role").prints("money (incorrect) through");
    let shown = case.json("claim show role");
    assert_eq!(
        (&shown["in_doubt"][0]["doubt"], &shown["in_doubt"][0]["external_id"]),
        (&"incorrect".into(), &"money".into())
    );
    assert_eq!(case.json("claim show money")["doubt"], "incorrect");
    case.run("recheck").prints("3 claims need another look").prints("in doubt: rests on");
    case.run("recheck").prints("no evidence that stands supports this verdict");
    case.run("evidence attach money --source report --stance supports --locator 'table 2'").done();
    case.run("recheck").prints("2 claims need another look");
    case.run("check money confirmed").done();
    case.run("recheck").prints("No claim needs another look");
    case.run("evidence attach role --source report --stance contradicts --locator 'p. 4'").done();
    assert_eq!(case.json("claim show role")["doubt"], "contradicted");
}

#[test]
fn claims_do_not_rest_on_themselves_nor_in_circles() {
    let case = TestCase::river();
    case.run("claim depend share --on share").refused().says("cannot rest on itself");
    case.run("claim depend share --on money").done();
    case.run("claim depend share --on money").refused().says("already");
    case.run("claim depend role --on share").done();
    let [money, share, role] = ["money", "share", "role"]
        .map(|id| case.json(&format!("claim show {id}"))["id"].as_str().unwrap()[..8].to_string());
    case.run("claim depend money --on role").refused().says(
        &format!("circle: claim {money}, which rests on {role}, which rests on {share}, which rests on {money}")
            .replace("claim ", ""),
    );
    case.run("claim depend role --on share --drop --reason 'another total'").done();
    case.run("claim depend money --on role").done();
    case.run("claim depend role --on share --drop --reason twice").refused().says("does not rest on");
    case.run("claim depend role --on share --drop").code(2);
    case.run("claim cut money --reason gone").done();
    case.run("claim depend money --on share").refused().says("claim restore");
    case.run("claim depend role --on money").refused().says("is cut");
}

#[test]
fn a_blind_reviewer_does_not_learn_a_verdict_from_the_doubt_that_it_casts() {
    let case = TestCase::river();
    case.run("claim depend share --on money").done();
    case.run("check money incorrect").done();
    case.run("second-check money --to eve --blind").done();
    for line in
        ["claim show share --as eve", "recheck --as eve", "recheck --as eve --json", "claim show money --as eve"]
    {
        let out = case.run(line).done().out();
        assert!(!out.contains("incorrect"), "`{line}`:\n{out}");
    }
    case.run("recheck").prints("(incorrect)");
}

#[test]
fn the_queue_names_every_reason_by_priority() {
    let case = TestCase::river();
    case.run("evidence attach role --source report --stance supports --locator 'p. 4' --good-until 2026-11-22 --despite 'no newer one'").done();
    case.run("evidence attach share --source report --stance supports --locator 'p. 4' --good-until 2026-11-23").done();
    case.run("evidence attach money --source report --stance supports --quote 'never said' --unverified-quote").done();
    case.run("recheck").prints("1 claim needs").prints("was good until 2026-11-22");
    case.run("check money confirmed").done();
    let found = case.json("recheck");
    let told: Vec<_> = found["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["external_id"].as_str(), one["reasons"][0]["kind"].as_str()))
        .collect();
    assert_eq!(told, [(Some("money"), Some("unverified-quote")), (Some("role"), Some("expired"))]);
    case.run("recheck --limit 1").says("1 of 2 shown; see more with --skip 1");
    case.run("recheck --skip 1").prints("role");
    case.run("claim cut role --reason gone").done();
    let old = case.json("evidence list money")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("evidence withdraw {old} --reason wrong")).done();
    case.run("recheck").prints("has been withdrawn since this verdict").prints("no evidence that stands");
}

#[test]
fn the_gate_asks_for_no_doubt_and_no_expired_evidence_and_no_circular_primary_source() {
    let case = TestCase::river();
    case.run("claim depend share --on money").done();
    case.run("check money disputed").done();
    case.run("evidence attach role --source report --stance supports --locator 'p. 4' --good-until 2026-11-22 --despite 'no newer one'").done();
    case.run("gate")
        .code(3)
        .prints("BROKEN   no-doubt")
        .prints("money (disputed)")
        .prints("BROKEN   no-expired")
        .prints("was good until 2026-11-22");
    case.write(
        "tickmark.toml",
        "[gate]\nno-doubt = false\nno-expired = false\nprimary-source = \"all\"\nindependent-origins = { low = 1 }\n",
    );
    case.run("gate").code(3).prints("met      no-doubt").prints("met      no-expired");
    let out = case.run("gate").code(3).out();
    link(&case, "report", &piece(&case), "quotes");
    let tied = case.run("gate").code(3).out();
    let count = |out: &str, what: &str| out.matches(what).count();
    assert_eq!(count(&tied, "has no primary source"), count(&out, "has no primary source") + 1, "{tied}");
    assert_eq!(
        count(&tied, "has 0 of 1 independent origins"),
        count(&out, "has 0 of 1 independent origins") + 1,
        "{tied}"
    );
}

#[test]
fn what_was_computed_counts_by_its_inputs_and_is_on_the_queue_when_one_falls() {
    let case = TestCase::river();
    case.run("source add --title 'Register' --id register").done();
    for source in ["report", "register"] {
        case.run(&format!("evidence attach share --source {source} --stance partial --amount 62.5 --unit percent"))
            .done();
    }
    case.run("derive share 'report * register' --stance supports").done();
    case.run("origins share").prints("In support: 2 sources, 1 to 2 independent origins (1 not stated)");
    let input = case.json("claim show share")["evidence"][0]["id"].as_str().unwrap()[..12].to_string();
    case.run(&format!("evidence withdraw {input} --reason misread")).done();
    case.run("recheck").prints("1 claim needs").prints("was computed from what no longer stands");
    assert_eq!(case.json("recheck")["claims"][0]["reasons"][0]["kind"], "undermined");
    let told = case.run("origins share").prints("Partial, or context: 1 source").out();
    assert!(!told.contains("In support"), "{told}");
}

#[test]
fn a_year_is_a_date_too() {
    let case = TestCase::river();
    captured(&case, "late", "2024-05-02", DISPATCH);
    captured(&case, "early", "2023", DISPATCH);
    assert_eq!(case.json("origins suggest")["proposals"][0]["derived_from_name"], "Paper early");
}
