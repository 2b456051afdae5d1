//! Every way of tampering that the record promises to show, each with the exact answer.

use crate::case::{TestCase, copy};
use tickmark::model::outcome::Outcome::{self, Diverged, Invalid};

fn checked() -> TestCase {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'p. 9'").done();
    case.write("report.pdf", "%PDF-1.4 made up");
    case.run("capture report.pdf --source report").done();
    case.run("check share confirmed --note 'page nine'").done();
    case.run("check share confirmed --as ben").done();
    case
}

#[track_caller]
fn expect(case: &TestCase, outcome: Outcome, part: &str) {
    let found = case.verify();
    let faults: Vec<String> = found.faults.iter().map(|fault| format!("{}: {}", fault.place, fault.fault)).collect();
    assert_eq!(found.outcome, outcome, "{faults:#?}");
    assert!(faults.iter().any(|fault| fault.contains(part)), "no fault says {part:?}: {faults:#?}");
    case.run_unchecked("verify").code(4).prints(&outcome.to_string());
    crate::second::agrees(&case.casebook(), &found);
}

#[test]
fn a_flipped_byte_in_an_event() {
    let case = checked();
    case.tamper("UPDATE event SET bytes = replace(bytes, '\"high\"', '\"higj\"') WHERE row = 4");
    expect(&case, Invalid, "event 4: its bytes do not have the hash that is its id");
}

#[test]
fn a_changed_event_with_its_id_made_to_fit() {
    let case = checked();
    let bytes = case.query("SELECT bytes FROM event WHERE row = 4").replace("\"high\"", "\"low\"");
    let id = sha256(bytes.as_bytes());
    case.tamper(&format!("UPDATE event SET bytes = '{bytes}', id = x'{id}' WHERE row = 4"));
    expect(&case, Invalid, "does not continue the events before it");
}

#[test]
fn a_reordered_pair() {
    let case = checked();
    case.tamper(
        "UPDATE event SET row = -4, seq = -4 WHERE row = 4; UPDATE event SET row = 4, seq = 3 WHERE row = 5;
         UPDATE event SET row = 5, seq = 4 WHERE row = -4;",
    );
    expect(&case, Invalid, "event 4");
}

#[test]
fn a_dropped_tail() {
    let case = checked();
    case.tamper("DELETE FROM disclosure WHERE event >= 11; DELETE FROM event WHERE row >= 11;");
    expect(&case, Invalid, "a signed checkpoint covers");
}

#[test]
fn a_dropped_tail_with_its_checkpoints_and_tables() {
    let case = checked();
    let log = case.query("SELECT log FROM event ORDER BY row DESC LIMIT 1");
    case.tamper(&format!(
        "DELETE FROM disclosure WHERE event IN (SELECT row FROM event WHERE log = {log});
         DELETE FROM checkpoint WHERE log = {log}; DELETE FROM event WHERE log = {log};"
    ));
    case.run_unchecked("rebuild").done();
    // A log that is gone altogether leaves no trace in the file: only a head kept elsewhere shows it.
    assert_eq!(case.verify().outcome, Outcome::Unanchored);
}

#[test]
fn the_last_event_of_a_log_cut_off_cleanly_contradicts_the_head_that_was_seen() {
    let case = TestCase::river();
    case.run("note role 'first'").done();
    let earlier = case.path("earlier.db");
    copy(&case.casebook(), &earlier);
    case.run("note role 'second'").done();
    copy(&earlier, &case.casebook());
    expect(&case, Diverged, "this is an older copy or its end was cut off");
}

#[test]
fn a_restored_old_copy_takes_no_new_event_from_the_same_hand() {
    let case = TestCase::river();
    let earlier = case.path("earlier.db");
    copy(&case.casebook(), &earlier);
    case.run("note role 'kept'").done();
    copy(&earlier, &case.casebook());
    case.run_unchecked("note role 'forked'").code(4).says("older than one seen before");
    case.run_unchecked("note role 'somebody else'  --as ben").done();
}

#[test]
fn a_fork_of_the_same_length_contradicts_the_head_that_was_seen() {
    let case = TestCase::river();
    let earlier = case.path("earlier.db");
    copy(&case.casebook(), &earlier);
    case.run("note role 'one history'").done();
    let remembered = case.path(".state");
    copy_folder(&remembered, &case.path("state-kept"));
    copy(&earlier, &case.casebook());
    std::fs::remove_dir_all(&remembered).unwrap();
    case.run_unchecked("note role 'another history'").done();
    std::fs::remove_dir_all(&remembered).unwrap();
    copy_folder(&case.path("state-kept"), &remembered);
    expect(&case, Diverged, "are not those of a head that was seen");
    case.run_unchecked("note role 'more'").code(4).says("does not continue");
}

#[test]
fn a_non_canonical_spelling_of_the_same_event() {
    let case = checked();
    let bytes = case.query("SELECT bytes FROM event WHERE row = 4").replace("{\"_sd\"", "{ \"_sd\"");
    let id = sha256(bytes.as_bytes());
    case.tamper(&format!("UPDATE event SET bytes = '{bytes}', id = x'{id}' WHERE row = 4"));
    expect(&case, Invalid, "event 4: its bytes are not the canonical form of what they say");
}

#[test]
fn an_edited_derived_table() {
    for (table, sql) in [
        ("claim", "UPDATE claim SET priority = 2 WHERE external_id = 'money'"),
        ("claim", "UPDATE claim SET statement = 'something else' WHERE external_id = 'money'"),
        ("claim", "DELETE FROM claim WHERE external_id = 'role'"),
        ("verdict", "UPDATE verdict SET verdict = 'incorrect'"),
        ("verdict", "DELETE FROM verdict"),
        ("verdict", "INSERT INTO verdict SELECT 999, claim, 'eve', verdict, 0, 1, 0, NULL, time FROM verdict LIMIT 1"),
        ("evidence", "UPDATE evidence SET stance = 'contradicts'"),
        ("source", "UPDATE source SET title = 'Another report'"),
        ("facet", "UPDATE facet SET claims = 7"),
        ("claim_event", "DELETE FROM claim_event"),
        ("log", "UPDATE log SET size = size + 1"),
        ("log", "UPDATE log SET actor = 'eve'"),
        ("tile", "UPDATE tile SET hashes = zeroblob(length(hashes))"),
        ("policy", "INSERT INTO policy VALUES (3, 0, 'none')"),
    ] {
        let case = checked();
        case.tamper(sql);
        expect(&case, Invalid, &format!("table {table}"));
        case.run_unchecked("rebuild").done();
        case.check_ledger();
    }
}

#[test]
fn a_replaced_capture() {
    let case = checked();
    case.tamper("UPDATE blob_chunk SET data = x'666f72676564' WHERE blob = (SELECT max(row) FROM blob)");
    expect(&case, Invalid, "are not those bytes");
    let out = case.path("out.pdf");
    let capture = case.json("capture --list")[0]["id"].as_str().unwrap().to_string();
    case.run_unchecked(&format!("capture --extract {capture} --to out.pdf")).code(4);
    assert!(!out.exists());
}

#[test]
fn one_byte_changed_in_a_large_capture() {
    let case = checked();
    case.write("film.bin", vec![0xff; 6 << 20]);
    case.run("capture film.bin --source report").done();
    case.run("bundle whole.zip").done();
    case.run("verify whole.zip").done();
    case.tamper(
        "UPDATE blob_chunk SET data = CAST(substr(data, 1, 99) || x'08' || substr(data, 101) AS BLOB)
         WHERE blob = (SELECT row FROM blob WHERE bytes = 6291456) AND position = 3",
    );
    expect(&case, Invalid, "are not those bytes");
    case.run_unchecked("bundle torn.zip").code(4).says("are not those bytes");
    assert!(!case.path("torn.zip").exists());
}

#[test]
fn a_lost_capture() {
    let case = checked();
    case.tamper("DELETE FROM blob_chunk WHERE blob = (SELECT max(row) FROM blob); DELETE FROM blob WHERE row = (SELECT max(row) FROM blob);");
    expect(&case, Invalid, "its bytes are not in the casebook");
}

#[test]
fn a_forged_disclosure() {
    let case = checked();
    case.tamper("UPDATE disclosure SET json = replace(json, '62.5 per cent', '26.5 per cent')");
    expect(&case, Invalid, "is not the one that was recorded");
    case.run_unchecked("claim show share").code(4).says("tickmark verify");
}

#[test]
fn a_removed_disclosure_is_counted_not_hidden() {
    let case = checked();
    case.tamper("DELETE FROM disclosure WHERE json LIKE '%page nine%'");
    case.run_unchecked("rebuild").done();
    let found = case.verify();
    assert_eq!((found.outcome, found.withheld), (Outcome::Unanchored, 1), "{:?}", found.faults);
    case.run_unchecked("log").done().prints("(1 withheld)");
}

#[test]
fn a_substituted_key() {
    let case = checked();
    case.tamper("UPDATE log SET key = 'gLMLv6ylXeCRI8r2NYvzCDOLr6DEzCM9kxgZMGrpJXs=' WHERE actor = 'ben'");
    expect(&case, Invalid, "table log");
}

#[test]
fn a_log_under_another_key_than_the_one_that_was_seen() {
    let case = TestCase::river();
    let origin = case.query("SELECT origin FROM log").replace('/', "_");
    let head = case.path(&format!(".state/tickmark/heads/{origin}.json"));
    let mut seen: serde_json::Value = serde_json::from_slice(&std::fs::read(&head).unwrap()).unwrap();
    seen["key"] = "gLMLv6ylXeCRI8r2NYvzCDOLr6DEzCM9kxgZMGrpJXs=".into();
    std::fs::write(&head, seen.to_string()).unwrap();
    expect(&case, Diverged, "its key is not the one that was seen before");
}

#[test]
fn a_forged_checkpoint() {
    let case = checked();
    case.tamper("UPDATE checkpoint SET note = replace(note, char(10) || size || char(10), char(10) || (size + 1) || char(10)) WHERE row = 3");
    expect(&case, Invalid, "checkpoint at");
    let other = checked();
    other.tamper("UPDATE checkpoint SET note = (SELECT substr(note, 1, length(note) - 10) || 'AAAAAAAA=' || char(10)) WHERE row = 3");
    expect(&other, Invalid, "checkpoint at");
}

#[test]
fn a_head_kept_elsewhere_vouches_for_the_record() {
    let case = checked();
    let heads = case.run("checkpoint").done().out();
    case.write("heads.txt", &heads);
    case.run("verify --head heads.txt").done().prints("OK: ").prints("vouched for by a head kept elsewhere");
    case.run("note role 'later'").done();
    case.run("verify --head heads.txt").done().prints("OK: ").prints("its first");
    case.write("forged.txt", heads.replace("tickmark/", "tickmark/0"));
    case.run_unchecked("verify --head forged.txt").code(4).prints("DIVERGED");
    case.write("nothing.txt", "nothing");
    case.run("verify --head nothing.txt").refused().says("not a signed checkpoint");
}

#[test]
fn the_triggers_stop_accidents() {
    let case = checked();
    let conn = rusqlite::Connection::open(case.casebook()).unwrap();
    for sql in [
        "UPDATE event SET seq = 99 WHERE row = 2",
        "DELETE FROM event WHERE row = 2",
        "INSERT INTO event SELECT 2, log, seq, id, bytes FROM event WHERE row = 3",
        "INSERT OR REPLACE INTO event SELECT 2, log, seq, id, bytes FROM event WHERE row = 3",
        "INSERT OR REPLACE INTO event SELECT max(row) + 1, log, 1, id, bytes FROM event",
        "INSERT OR IGNORE INTO event SELECT max(row) + 2, log, seq, id, bytes FROM event",
        "UPDATE disclosure SET json = '[]'",
        "DELETE FROM disclosure",
        "INSERT OR REPLACE INTO disclosure SELECT event, position, '[]' FROM disclosure LIMIT 1",
        "DELETE FROM checkpoint",
        "UPDATE checkpoint SET size = 1",
        "INSERT OR REPLACE INTO checkpoint SELECT 1, log, size, note FROM checkpoint LIMIT 1",
        "DELETE FROM blob",
        "UPDATE blob_chunk SET data = x''",
        "INSERT OR REPLACE INTO blob SELECT row, sha256, 0 FROM blob LIMIT 1",
        "INSERT OR REPLACE INTO blob_chunk SELECT blob, position, x'' FROM blob_chunk LIMIT 1",
    ] {
        assert!(conn.execute_batch(sql).is_err(), "{sql} went through");
    }
    case.check_ledger();
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(bytes))
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// Nothing is asked of such a file, whatever is typed; it is mended from the events.
fn refused_and_rebuilt(case: &TestCase, part: &str) {
    case.run_unchecked("verify").code(4).prints("INVALID").prints(part);
    case.run_unchecked("verify --quick").code(4).prints("INVALID").prints(part);
    for line in ["status", "claim list", "log", "note role 'never written'", "report csv out.csv"] {
        case.run_unchecked(line).code(4).says(part).says("rebuild");
    }
    case.run_unchecked("rebuild").done();
    case.check_ledger();
    case.run("note role 'written'").done();
}

#[test]
fn a_schema_that_is_not_ours() {
    for (sql, part) in [
        ("DROP VIEW claims; CREATE VIEW claims AS SELECT row, 'signed-off' AS status FROM claim", "view claims"),
        ("ALTER TABLE claim RENAME TO real; CREATE VIEW claim AS SELECT * FROM real", "claim"),
        ("CREATE TRIGGER evil BEFORE INSERT ON claim_event BEGIN SELECT raise(IGNORE); END", "trigger evil"),
        ("DROP INDEX claim_by_facet", "index claim_by_facet"),
        ("DROP INDEX event_by_id", "index event_by_id"),
        ("DROP TABLE claim_text", "table claim_text"),
    ] {
        let case = checked();
        case.tamper(sql);
        refused_and_rebuilt(&case, part);
    }
}

#[test]
fn a_table_that_was_replaced_by_a_view_without_end_is_never_asked() {
    let endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS row FROM n";
    for table in ["claim", "word", "log", "place", "erasure"] {
        let case = checked();
        case.tamper(&format!("DROP TABLE {table}; CREATE VIEW {table} AS {endless}"));
        refused_and_rebuilt(&case, &format!("table {table}"));
    }
    // From events that are none, nothing can be made again.
    let case = checked();
    rusqlite::Connection::open(case.casebook())
        .unwrap()
        .execute_batch(&format!("PRAGMA legacy_alter_table = ON; DROP TABLE event; CREATE VIEW event AS {endless}"))
        .unwrap();
    case.run_unchecked("verify").code(4).prints("INVALID").prints("table event");
    case.run_unchecked("rebuild").code(4).says("view event").says("backup");
}

#[test]
fn a_planted_trigger_never_runs() {
    let case = checked();
    let plant = "CREATE TRIGGER planted AFTER INSERT ON event BEGIN UPDATE claim SET statement = 'never said'; END";
    rusqlite::Connection::open(case.casebook()).unwrap().execute_batch(plant).unwrap();
    case.run_unchecked("note role 'a remark'").code(4).says("trigger planted");
    assert_eq!(case.query("SELECT count(*) FROM claim WHERE statement = 'never said'"), "0");
    refused_and_rebuilt(&case, "trigger planted");
}

#[test]
fn triggers_that_are_gone() {
    let case = checked();
    rusqlite::Connection::open(case.casebook()).unwrap().execute_batch("DROP TRIGGER event_end").unwrap();
    refused_and_rebuilt(&case, "trigger event_end: it is missing");
}

/// Takes every row out of an index and leaves its table and the schema as they are.
fn empty_index(case: &TestCase, index: &str) {
    let sql = case.query(&format!("SELECT sql FROM sqlite_schema WHERE name = '{index}'"));
    let bare = sql.split(" WHERE ").next().unwrap();
    let spell = |sql: &str| {
        let conn = rusqlite::Connection::open(case.casebook()).unwrap();
        conn.execute_batch("PRAGMA writable_schema = ON").unwrap();
        conn.execute("UPDATE sqlite_schema SET sql = ?1 WHERE name = ?2", [sql, index]).unwrap();
        conn.execute_batch("PRAGMA writable_schema = RESET").unwrap();
    };
    spell(&format!("{bare} WHERE 0"));
    rusqlite::Connection::open(case.casebook()).unwrap().execute_batch(&format!("REINDEX {index}")).unwrap();
    spell(&sql);
}

#[test]
fn an_index_that_was_emptied_is_named_and_mended() {
    let case = checked();
    let names = "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
    let (mut named, names) = (0, case.query(names));
    let original = std::fs::read(case.casebook()).unwrap();
    for index in names.split(',') {
        std::fs::write(case.casebook(), &original).unwrap();
        empty_index(&case, index);
        let missing = case.query("SELECT group_concat(integrity_check) FROM pragma_integrity_check").contains(index);
        let found = case.verify();
        let tells = found.faults.iter().any(|fault| fault.fault.contains(index));
        assert_eq!((found.outcome == Invalid, tells), (missing, missing), "{index}: {:?}", found.faults);
        if missing {
            named += 1;
            case.run_unchecked("verify").code(4).prints(index);
            case.run_unchecked("rebuild").done();
            case.check_ledger();
        }
    }
    assert!(named > 10, "only {named} of the indexes hold rows here: {names}");
}

#[test]
fn verifying_says_where_it_could_not_compare_the_full_text_index() {
    let case = checked();
    assert!(case.verify().search_checked);
    let hidden = case.run_unchecked("verify").done().out();
    assert!(!hidden.contains("not checked"), "{hidden}");
    let casebook = tickmark::casebook::Casebook::open_as_guest(
        &case.casebook(),
        case.home(),
        tickmark::casebook::clock::Clock::Machine,
    );
    let found = tickmark::actions::record::verify::verify(&casebook.unwrap(), &[], false, |_, _| {}).unwrap();
    assert!(!found.search_checked && found.faults.is_empty());
}

#[test]
fn things_that_were_added_are_told() {
    for (sql, part) in [
        ("CREATE TABLE extra (x)", "table extra"),
        ("CREATE VIEW extra AS SELECT 1", "view extra"),
        ("CREATE INDEX extra ON claim (priority)", "index extra"),
    ] {
        let case = checked();
        case.tamper(sql);
        let found = case.verify();
        assert_eq!((found.outcome, found.fault_count, found.unknown_count), (Outcome::Unknown, 0, 1));
        case.run_unchecked("verify")
            .code(5)
            .prints("UNKNOWN: ")
            .prints(&format!("{part}: this version makes no such thing"));
        crate::second::agrees(&case.casebook(), &found);
        let other = TestCase::new();
        let refused = other.run_args(&["merge", &case.casebook().display().to_string()]).code(5);
        refused.says(part).says("`tickmark rebuild` removes it");
        case.run_unchecked("status").done();
        case.run_unchecked("rebuild").done();
        case.check_ledger();
    }
}

#[test]
fn words_and_search_that_say_something_else() {
    for (sql, part) in [
        ("UPDATE word SET word = 'signed-off' WHERE word = 'unchecked'", "table word"),
        ("DELETE FROM word", "table word"),
        (
            "INSERT INTO claim_text (claim_text, rowid, statement) SELECT 'delete', row, statement FROM claim",
            "claim_text",
        ),
        ("INSERT INTO claim_text (rowid, statement) SELECT row, 'bribery' FROM claim LIMIT 1", "claim_text"),
    ] {
        let case = checked();
        case.tamper(sql);
        expect(&case, Invalid, part);
    }
}

#[test]
fn rows_that_nothing_accounts_for() {
    for (sql, part) in [
        ("INSERT INTO checkpoint VALUES (0, 1, 5, 'bogus')", "table checkpoint"),
        ("INSERT INTO checkpoint SELECT max(row) + 1, log, size, note FROM checkpoint", "table checkpoint"),
        ("INSERT INTO blob_chunk VALUES (99, 0, x'00')", "table blob_chunk"),
        (
            // A file without bytes, whole in itself.
            "INSERT INTO blob SELECT max(row) + 1,
             x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0 FROM blob",
            "table blob: it holds files that no draft or capture names",
        ),
        (
            "UPDATE blob SET row = row + 7 WHERE row = 2; UPDATE blob_chunk SET blob = 9 WHERE blob = 2",
            "table blob: its rows are not numbered",
        ),
        (
            "UPDATE blob_chunk SET blob = 0 WHERE blob = 1; UPDATE blob_chunk SET blob = 1 WHERE blob = 2;
             UPDATE blob_chunk SET blob = 2 WHERE blob = 0",
            "are not those bytes",
        ),
        ("UPDATE blob SET bytes = bytes + 1", "table blob_chunk"),
        ("UPDATE blob_chunk SET position = position + 5", "table blob_chunk"),
        ("INSERT INTO tile VALUES (77, 0, 0, x'00')", "table tile"),
    ] {
        let case = checked();
        case.tamper(sql);
        expect(&case, Invalid, part);
    }
}

#[test]
fn values_of_another_kind_are_damage_and_not_a_mystery() {
    for sql in [
        "UPDATE event SET id = x'00' WHERE row = 6",
        "UPDATE event SET bytes = CAST(x'ff41' AS TEXT) WHERE row = 6",
        "UPDATE disclosure SET json = CAST(x'ff41' AS TEXT) WHERE event = 6",
        "UPDATE claim SET statement = CAST(x'ff41' AS TEXT)",
        "UPDATE blob SET sha256 = x'00' WHERE row = 1",
    ] {
        let case = checked();
        case.tamper(sql);
        let found = case.verify();
        assert_eq!(found.outcome, Invalid, "{sql}");
        case.run_unchecked("verify").code(4).prints("INVALID");
        // What is only derived is not for the second verifier to look at.
        if !sql.starts_with("UPDATE claim") {
            crate::second::agrees(&case.casebook(), &found);
        }
    }
}

#[test]
fn withholding_a_name_changes_no_status_and_no_record() {
    let case = TestCase::river();
    case.run("check share confirmed").done();
    case.run("check share disputed --as ben").done();
    let before = case.json("claim show share");
    case.tamper("DELETE FROM disclosure WHERE event IN (SELECT row FROM event WHERE bytes LIKE '%log.opened%')");
    case.run_unchecked("rebuild").done();
    let after = case.json("claim show share");
    for field in ["status", "contested", "record_sha256"] {
        assert_eq!(before[field], after[field], "{field}");
    }
}
