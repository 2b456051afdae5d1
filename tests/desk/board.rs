//! Recording, listing and showing: what stands in the casebook, and where it came from.

use crate::case::TestCase;

#[test]
fn a_claim_is_tied_to_its_text_by_quote_by_span_or_to_none() {
    let case = TestCase::river();
    let claim = case.json("claim show money");
    assert_eq!(claim["anchor"]["exact"], "over 12 million dollars");
    assert_eq!(claim["amount"], serde_json::Value::Null);
    assert_eq!(claim["quantity"]["amount"], "12000000");
    case.run("claim add --span 0..11 --type relationship").done().prints("Vega Mining");
    case.run("claim add 'By hand' --type date").done();
    case.run("claim add --quote 'permit'").refused().says("occurs 2 times");
    case.run("claim add --quote permit --occurrence 2").done();
    case.run("claim add --quote permit --occurrence 3").refused().says("no occurrence 3");
    case.run("claim add --quote 'not there'").refused().says("does not occur");
    case.run("claim add --span 0..99999").refused().says("does not lie on whole characters");
    case.run("claim add --span 9..3").code(2);
    case.run("claim add").refused().says("statement is empty");
    case.run("claim add 'Twice' --id money").refused().says("carries the identifier");
}

#[test]
fn lists_filter_sort_search_and_page() {
    let case = TestCase::river();
    let ids = |line: &str| -> Vec<String> {
        let list = case.json(&format!("claim list {line}"));
        list["claims"]
            .as_array()
            .unwrap()
            .iter()
            .map(|claim| claim["external_id"].as_str().unwrap().to_string())
            .collect()
    };
    assert_eq!(ids(""), ["money", "share", "role"]);
    assert_eq!(ids("--sort priority"), ["money", "share", "role"]);
    assert_eq!(ids("--sort place"), ["money", "share", "role"]);
    assert_eq!(ids("--priority low,medium"), ["share", "role"]);
    assert_eq!(ids("--type role"), ["role"]);
    assert_eq!(ids("--search 'PER cent'"), ["share"]);
    assert_eq!(ids("--search mayor --priority high"), [""; 0]);
    assert_eq!(ids("--skip 1 --limit 1"), ["share"]);
    case.run("assign role ben --due 2026-11-01").done();
    case.run("check money confirmed").done();
    assert_eq!(ids("--assignee ben"), ["role"]);
    assert_eq!(ids("--overdue"), ["role"]);
    assert_eq!(ids("--status checked --verdict confirmed"), ["money"]);
    assert_eq!(ids("--sort status"), ["share", "role", "money"]);
    assert_eq!(ids("--sort due"), ["role", "money", "share"]);
    case.run("claim list --limit 1").done().says("1 of 3 shown; see more with --skip 1");
    case.run("claim list --status maybe").code(2).says("is not a status");
    for odd in ["\"", "AND OR", "a* NEAR(b)", "col:x", "-", "(((", "\"unbalanced"] {
        case.run_args(&["claim", "list", "--search", odd]).done();
    }
}

#[test]
fn the_board_counts_what_there_is() {
    let case = TestCase::river();
    case.run("assign role ben --due 2026-11-01").done();
    case.run("check money confirmed").done();
    case.run("check money incorrect --as cy").done();
    let board = case.json("status");
    assert_eq!(board["claims"], 3);
    assert_eq!(board["by_status"]["second-check"], 1);
    assert_eq!(board["contested"], 1);
    assert_eq!(board["by_assignee"]["ben"]["assigned"], 1);
    assert_eq!(board["overdue"]["ben"], 1);
    case.run("status").done().prints("3 claims in 1 piece").prints("1 overdue (ben 1)");
}

#[test]
fn an_event_prints_the_bytes_that_its_id_is_the_hash_of() {
    use sha2::Digest;
    let case = TestCase::river();
    let id = case.json("claim show money")["id"].as_str().unwrap().to_string();
    let bytes = case.run(&format!("log --event {id}")).done().output.stdout;
    assert_eq!(data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(&bytes)), id);
    let record = case.run("claim show money --record").done().output.stdout;
    let hash = case.json("claim show money")["record_sha256"].as_str().unwrap().to_string();
    assert_eq!(data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(&record)), hash);
    case.run("note money 'a remark'").done();
    assert_ne!(case.json("claim show money")["record_sha256"].as_str().unwrap(), hash);
}

#[test]
fn no_sentence_or_name_stands_in_the_clear_part_of_an_event() {
    let case = TestCase::river();
    case.run("assign money 'Ben Okri' --due 2026-12-01").done();
    case.run("check money disputed --note 'Says eleven'").done();
    case.write("secret.txt", "captured words");
    case.run("capture secret.txt --source report").done();
    let clear = case.query("SELECT group_concat(bytes) FROM event");
    for text in
        ["million", "Vega", "Annual", "river", "Ben Okri", "eleven", "secret", "ana", "per cent", "Writer", "money"]
    {
        assert!(!clear.contains(text), "{text} stands in the clear");
    }
    assert!(clear.contains("12000000") && clear.contains("disputed"));
}

#[test]
fn captures_come_out_as_they_went_in() {
    let case = TestCase::river();
    let bytes: Vec<u8> = (0..3_000_000u32).map(|number| (number * 7 % 251) as u8).collect();
    case.write("big.bin", &bytes);
    let capture = case.run("capture big.bin --source report").done();
    drop(capture);
    let id = case.json("capture --list")[0]["id"].as_str().unwrap().to_string();
    case.run(&format!("capture --extract {id} --to back.bin")).done();
    assert_eq!(std::fs::read(case.path("back.bin")).unwrap(), bytes);
    case.run(&format!("capture --extract {id} --to back.bin")).refused().says("exists already");
    case.run("capture missing.bin").refused().says("no such file");
    case.run("capture .").refused().says("is a folder");
}

#[test]
fn rebuilding_gives_the_same_tables_byte_for_byte() {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'p. 4'").done();
    case.run("check share confirmed --as ben").done();
    case.run("claim amend share --statement 'It owns two thirds'").done();
    case.run("query ask role 'since when?'").done();
    let before = dump(&case);
    case.run("rebuild").done();
    assert_eq!(dump(&case), before);
    assert!(before.len() > 1000);
}

#[test]
fn a_backup_is_a_whole_casebook_of_its_own() {
    let case = TestCase::river();
    case.run("backup copy.db").done();
    case.run("backup copy.db").refused().says("exists already");
    case.run("--casebook copy.db verify").done().prints("UNANCHORED");
    case.run("--casebook copy.db claim show money").done();
    assert!(!case.path("copy.db-wal").exists());
}

#[test]
fn sources_that_share_an_origin_count_once() {
    let case = TestCase::river();
    case.run("source add --title 'Wire story' --publisher Agency --origin 'Vega announcement' --id wire").done();
    case.run("source add --title 'Copy' --publisher Daily --id copy").done();
    case.run("source add --title 'Announcement' --publisher Vega --origin 'Vega announcement' --id first").done();
    for source in ["wire", "copy", "first", "report"] {
        case.run(&format!("evidence attach share --source {source} --stance supports --locator 'p. 4'")).done();
    }
    // Nobody has said where the copy has it from: it may be any of the others.
    assert_eq!(case.json("claim show share")["standing"]["origins"]["low"], 2);
    assert_eq!(case.json("claim show share")["standing"]["origins"]["high"], 3);
    case.run("source link copy --derived-from wire --as-a wire-copy").done();
    assert_eq!(case.json("claim show share")["independent_origins"], 2);
    case.run("source link copy --derived-from copy --as-a quotes").refused().says("cannot come from itself");
    case.run("source link wire --derived-from copy --as-a quotes").done();
    case.run("source show wire").done().prints("bears on");
}

/// All derived tables as text.
fn dump(case: &TestCase) -> String {
    let conn = rusqlite::Connection::open(case.casebook()).unwrap();
    let mut all = String::new();
    for table in [
        "log",
        "tile",
        "policy",
        "piece",
        "draft",
        "source",
        "source_link",
        "capture",
        "claim",
        "facet",
        "claim_event",
        "verdict",
        "evidence",
        "query",
        "reply",
        "correction",
        "note",
    ] {
        let mut select = conn.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).unwrap();
        let columns = select.column_count();
        let mut rows = select.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                all += &format!("{:?}|", row.get::<_, rusqlite::types::Value>(column).unwrap());
            }
            all += "\n";
        }
    }
    all
}

#[test]
fn a_capture_keeps_the_text_of_what_it_files() {
    let case = TestCase::river();
    case.write("page.html", "<html><body><article><p>Vega Mining holds 62.5 per cent of the dam, the register says, and has done so since the works began.</p></article></body></html>");
    case.run("capture page.html --source report").done().prints("characters");
    case.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    case.run("capture picture.png").done().prints("none could be read");
    let captures = case.json("capture --list");
    let ids: Vec<&str> = captures.as_array().unwrap().iter().map(|capture| capture["id"].as_str().unwrap()).collect();
    case.run(&format!("capture --text {}", ids[0])).done().prints("62.5 per cent of the dam");
    case.run(&format!("capture --text {}", ids[1])).refused().says("no text");
}
