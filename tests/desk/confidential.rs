//! What is confidential stays out of sight, and what is erased is gone.

use crate::case::TestCase;

/// Everything that a person would look at or hand on.
const LOOKS: &[&str] = &[
    "source list",
    "source show informant",
    "claim show role",
    "evidence list role",
    "capture --list",
    "log",
    "status",
    "report csv",
    "report csv --per evidence",
    "report csv --per event",
];

#[test]
fn the_bytes_of_evidence_from_a_confidential_source_need_reveal() {
    let case = TestCase::informed();
    case.run(
        "evidence attach money --source informant --stance supports --locator 'by phone' --amount 12500000 --unit USD",
    )
    .done();
    let of_kind = |kind: &str| {
        let log = case.json("log --reveal");
        let event = log.as_array().unwrap().iter().rev().find(|line| line["kind"] == kind).unwrap().clone();
        event["id"].as_str().unwrap().to_string()
    };
    let attached = of_kind("evidence.attached");
    let refused = case.run(&format!("log --event {attached}")).refused().says("is confidential").says("--reveal");
    assert!(!(refused.out() + &refused.err()).contains("12500000"));
    case.run(&format!("log --event {attached} --reveal")).done().prints("12500000");
    case.run(&format!("log --event {}", of_kind("source.added"))).done().prints("\"kind\":\"source.added\"");
}

#[test]
fn a_confidential_source_stands_under_a_letter_everywhere() {
    let case = TestCase::informed();
    for look in LOOKS {
        for line in [look.to_string(), format!("{look} --json")] {
            if line.contains("report csv --json") || line.contains("--per") && line.ends_with("--json") {
                continue;
            }
            let ran = case.run(&line).done();
            let told = ran.out() + &ran.err();
            for word in ["Rosalind", "Quill", "she saw", "her letter", "letter.txt", "never signed"] {
                assert!(!told.contains(word), "`{line}` tells {word:?}:\n{told}");
            }
        }
    }
    case.run("source list").prints("Confidential source A");
    case.run("claim show role").prints("Confidential source A").prints("contradicts");
    case.run("source list --reveal").prints("Rosalind Quill");
    case.run("claim show role --reveal").prints("her letter").prints("Rosalind says so");
    let view = case.query("SELECT sources FROM audit WHERE external_id = 'role'");
    assert!(view.contains("Confidential source A") && !view.contains("Rosalind"), "{view}");
}

#[test]
fn what_rests_on_a_sealed_capture_is_kept_back_though_its_source_is_open() {
    let case = TestCase::river();
    case.write(
        "secret.txt",
        "The informant Zorblatt says that the river works cost 4242424 euros at the very least.\n",
    );
    case.run("capture secret.txt --source report --confidential").done();
    let capture = case.json("capture --list")[0]["id"].as_str().unwrap()[..12].to_string();
    // Nobody gets words out of it by guessing.
    let guess =
        "evidence attach money --source report --stance supports --quote 'the informant says that river works cost'";
    let told = case.run(guess).refused().err();
    assert!(!told.contains("Zorblatt"), "{told}");
    let named = "--quote 'The informant Zorblatt says that the river works cost' --note 'ask Zorblatt' --amount 4242424 --unit EUR";
    case.run(&format!("evidence attach money --source report --capture {capture} --stance supports {named}")).done();
    let evidence = case.json("claim show money")["evidence"][0]["id"].as_str().unwrap()[..12].to_string();
    case.run(&format!("stake add 'Ostrel Salt' 'The Dam' 40% --evidence {evidence} --note 'so Zorblatt'")).done();
    let looks = ["stake list", "claim list", "evidence list money", "compare money", "recheck", "origins money"];
    for look in LOOKS.iter().filter(|look| !look.contains("informant")).chain(&looks) {
        let told = case.run(look).out();
        for word in ["Zorblatt", "4242424", "4,242,424", "Ostrel"] {
            assert!(!told.contains(word), "`{look}` tells {word:?}:\n{told}");
        }
    }
    case.run("evidence list money --reveal").prints("4,242,424");
    case.run("stake list --reveal").prints("Ostrel Salt");
    case.run("ownership 'The Dam'").refused();
    case.run("report csv audit.csv --per evidence").done();
    case.run("verify audit.csv").prints("OK");
    assert!(!case.query("SELECT sources FROM audit WHERE external_id = 'money'").contains("first paragraph"));
}

#[test]
fn the_note_of_a_computation_over_confidential_evidence_is_kept_back() {
    let case = TestCase::informed();
    case.run("evidence attach share --source informant --stance partial --amount 20 --unit percent").done();
    case.run("derive share 'informant * 2' --stance supports --note 'as Rosalind hinted'").done();
    for look in
        ["evidence list share", "claim show share", "log", "report csv --per evidence", "report csv --per event"]
    {
        let told = case.run(look).done().out();
        assert!(!told.contains("Rosalind"), "`{look}`: {told}");
    }
    case.run("claim show share --reveal").prints("as Rosalind hinted");
    case.run("verify").done();
}

#[test]
fn a_report_is_verified_as_discreetly_as_it_was_written() {
    let case = TestCase::informed();
    case.run("report csv audit.csv").done();
    case.run("report csv all.csv --per evidence --reveal").done();
    assert!(std::fs::read_to_string(case.path("all.csv")).unwrap().contains("Rosalind"));
    for report in ["audit.csv", "audit.csv --reveal", "all.csv", "all.csv --reveal"] {
        case.run(&format!("verify {report}")).done().prints("OK");
    }
}

#[test]
fn a_source_can_be_named_once_it_agrees() {
    let case = TestCase::informed();
    case.run("source terms informant --confidential no --terms on-record --note 'by phone'").done();
    case.run("source list").prints("Rosalind Quill");
    case.run("source show informant").prints("on-record");
    case.run("source terms informant --confidential maybe").code(2).says("yes or no");
}

#[test]
fn a_confidential_capture_is_sealed_in_the_file_and_opens_with_the_key() {
    let case = TestCase::informed();
    let capture = case.json("capture --list")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("capture --text {capture}")).refused().says("is confidential").says("--reveal");
    case.run(&format!("capture --text {capture} --reveal")).prints("never signed");
    case.run(&format!("capture --extract {capture} --to out.txt")).refused();
    case.run(&format!("capture --extract {capture} --to out.txt --reveal")).done();
    assert_eq!(std::fs::read(case.path("out.txt")).unwrap(), std::fs::read(case.path("letter.txt")).unwrap());
    let file = std::fs::read(case.casebook()).unwrap();
    assert!(!holds(&file, b"was never signed"), "the letter stands in the file in the clear");
    assert!(holds(&file, b"age-encryption.org/v1"));
    std::fs::remove_dir_all(case.path(".config/tickmark/keys")).unwrap();
    case.run(&format!("capture --text {capture} --reveal")).refused();
}

#[test]
fn a_capture_is_sealed_to_colleagues_by_name() {
    let case = TestCase::informed();
    case.write("memo.txt", "A memo about the dam.\n");
    case.run("capture memo.txt --confidential --open-to ben").refused().says("no key to seal to");
    case.run("note money 'looked at it' --as ben").done();
    case.run("capture memo.txt --confidential --open-to ben").done();
    let captures = case.json("capture --list --reveal");
    let memo = captures.as_array().unwrap().iter().find(|capture| capture["name"] == "memo.txt").unwrap();
    let id = memo["id"].as_str().unwrap();
    // With Ben's key alone.
    std::fs::remove_file(case.path(".config/tickmark/keys/ana.pem")).unwrap();
    case.run(&format!("capture --text {id} --reveal")).prints("about the dam");
}

#[test]
fn a_confidential_note_stays_at_home() {
    let case = TestCase::river();
    case.run("note money 'our man at the port' --confidential").done();
    for look in ["claim show money", "report csv", "log"] {
        let told = case.run(look).done().out();
        assert!(!told.contains("the port"), "{told}");
    }
    case.run("claim show money --reveal").prints("our man at the port");
}

#[test]
fn what_is_erased_is_gone_from_the_file_and_the_record_is_intact() {
    let case = TestCase::river();
    case.run("note money 'the xylophone code is 4711'").done();
    case.run("claim amend money --statement 'over 12 million dollars and a xylophone' --reason typo").done();
    case.run("claim amend money --statement 'over 12 million dollars' --reason typo").done();
    for event in case.json("log --limit 100").as_array().unwrap() {
        let id = event["id"].as_str().unwrap();
        if event["text"].as_str().is_some_and(|text| text.contains("xylophone")) {
            case.run(&format!("erase {id} --reason 'asked by the source'")).done();
        }
    }
    case.run("verify").done().prints("intact, 3 erased");
    for ending in ["", "-wal", "-shm"] {
        if let Ok(bytes) = std::fs::read(format!("{}{ending}", case.casebook().display())) {
            assert!(!holds(&bytes, b"xylophone"), "the file{ending} still holds it");
        }
    }
    case.run("claim show money").done();
    case.run("log").prints("erasure.recorded");
}

#[test]
fn erased_bytes_are_gone_and_an_erased_text_may_not_come_back() {
    let case = TestCase::river();
    case.write("leak.txt", "The zymurgy ledger, page 1.\n");
    case.run("capture leak.txt --source report").done();
    let capture = case.json("capture --list")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("erase {capture} --reason 'sent by mistake'")).prints("files");
    assert!(!holds(&std::fs::read(case.casebook()).unwrap(), b"zymurgy"));
    case.run(&format!("capture --text {capture}")).refused();
    case.run("verify").prints("1 erased");
    case.run(&format!("erase {capture} --reason again")).refused().says("no text that could be erased");
    case.run("erase money --text quote --reason x").refused().says("has no text `quote`").says("statement");
}

#[test]
fn the_bytes_of_an_erased_draft_are_gone_too() {
    let case = TestCase::river();
    let draft = case.query("SELECT id FROM events WHERE kind = 'draft.added'");
    case.run(&format!("erase {draft} --reason 'not ours to keep'")).done();
    assert_eq!(case.query("SELECT count(*) FROM blob"), "0");
    case.run("status").done();
    case.run("claim show money").done();
    case.run("verify").done().prints("intact, 1 erased");
}

#[test]
fn bytes_that_something_names_are_not_removed_by_whoever_holds_an_erasure() {
    let case = TestCase::river();
    case.write("leak.txt", "The zymurgy ledger, page 1.\n");
    case.run("capture leak.txt --source report").done();
    let capture = case.json("capture --list")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("erase {capture} --reason 'sent by mistake'")).done();
    let conn = rusqlite::Connection::open(case.casebook()).unwrap();
    for sql in ["DELETE FROM blob", "DELETE FROM blob_chunk"] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
    case.tamper("DELETE FROM blob_chunk WHERE blob = 1; DELETE FROM blob WHERE row = 1");
    case.run_unchecked("verify").code(4).prints("its bytes are not in the casebook");
}

#[test]
fn a_text_that_was_erased_and_is_put_back_is_tampering() {
    let case = TestCase::river();
    case.run("note money 'to be forgotten'").done();
    let kept = case.query("SELECT json FROM disclosure WHERE json LIKE '%forgotten%'");
    let place = case.query("SELECT event FROM disclosure WHERE json LIKE '%forgotten%'");
    let note = case.json("log --limit 1")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("erase {note} --reason test")).done();
    case.tamper(&format!("INSERT INTO disclosure VALUES ({place}, 0, '{kept}')"));
    case.run_unchecked("verify").code(4).prints("was erased, and is there again");
}

#[test]
fn rows_are_not_removed_without_an_erasure() {
    let case = TestCase::river();
    let conn = rusqlite::Connection::open(case.casebook()).unwrap();
    for sql in ["DELETE FROM disclosure", "DELETE FROM blob", "DELETE FROM blob_chunk", "DELETE FROM event"] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

#[test]
fn why_a_confidential_source_could_not_be_fetched_is_not_told() {
    let case = TestCase::river();
    case.run("source add --title 'Leaked ledger' --confidential --address http://leak.invalid/x --id leak").done();
    case.write("old.txt", "the ledger as it was");
    case.run("capture old.txt --source leak").done();
    case.run_unchecked("capture again leak");
    let told = case.json("source due");
    let due = told.as_array().unwrap().iter().find(|due| due["why"] == "dead").expect("it could not be fetched");
    assert!(due["reason"].is_null(), "{due}");
    assert!(!told.to_string().contains("leak.invalid"), "{told}");
    let revealed = case.json("source due --reveal").to_string();
    assert!(revealed.contains("leak.invalid"), "{revealed}");
}

#[test]
fn why_a_tie_to_a_confidential_source_is_there_or_gone_is_not_told() {
    let case = TestCase::informed();
    case.run("stake add 'Hidden Hand' 'Altona Dam' 12.5% --source informant").done();
    let stake = case.json("stake list --reveal")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("stake withdraw {stake} --reason 'Quill took it back'")).done();
    case.run("source add --title 'Wire story' --id wire").done();
    case.run("source link wire --derived-from informant --as-a quotes --note 'Quill rang them'").done();
    case.run("source unlink wire --reason 'Quill rang nobody'").done();
    case.run("bundle all.zip").done();
    let words = ["Quill", "took it back", "rang"];
    crate::bundles::silent(&std::fs::read(case.path("all.zip")).unwrap(), &words);
    for look in ["log", "log --json", "source show wire", "stake list"] {
        let told = case.run(look).done().out();
        for word in words {
            assert!(!told.contains(word), "`{look}` tells {word:?}:\n{told}");
        }
    }
    let whole = case.run("log --reveal").done().out();
    assert!(whole.contains("took it back") && whole.contains("rang nobody"), "{whole}");
    case.check_ledger();
}

#[test]
fn that_a_confidential_source_has_the_words_of_a_quote_is_not_told() {
    let case = TestCase::river();
    case.write("memo.txt", "the permit was never signed by anybody in Altona");
    case.run("source add --title 'A memo' --id memo").done();
    case.run("capture memo.txt --source memo").done();
    let attach = "evidence attach role --source report --stance supports --quote 'never signed by anybody in Altona'";
    case.run(attach).refused().says("another source has these words");
    case.run("source terms memo --terms on-background --confidential yes").done();
    let told = case.run(attach).refused().err();
    assert!(!told.contains("another source"), "{told}");
}
