//! A casebook that is opened with another program can be read.

use crate::case::TestCase;
use rusqlite::types::Value;

/// Gives what a query finds: a row a line, with bars between its cells.
fn read(case: &TestCase, sql: &str) -> String {
    let book = rusqlite::Connection::open(case.casebook()).expect("the casebook opens");
    let mut select = book.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let columns = select.column_count();
    let row = |row: &rusqlite::Row| {
        let cells = (0..columns).map(|at| Ok(cell(row.get(at)?)));
        Ok(cells.collect::<rusqlite::Result<Vec<String>>>()?.join("|"))
    };
    let rows = select.query_map([], row).expect("it can be asked");
    rows.collect::<rusqlite::Result<Vec<String>>>().expect("it can be read").join("\n")
}

fn cell(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text,
        Value::Blob(bytes) => format!("{} bytes", bytes.len()),
    }
}

#[test]
fn the_views_say_in_words_what_a_casebook_holds() {
    let case = TestCase::river();
    case.run("evidence attach share --source report --stance supports --locator 'p. 4' --amount 62.5 --unit percent")
        .done();
    case.run("check share confirmed --note 'read twice' --as ben").done();
    case.run("note share 'ask again in May'").done();
    case.run("query ask share 'since when?'").done();
    let share = case.json("claim show share")["id"].as_str().expect("an id")[..8].to_string();
    let of_share = format!("WHERE claim = '{share}'");
    let figure = read(&case, &format!("SELECT figure, evidence, notes, open_queries, verdict FROM claims {of_share}"));
    assert_eq!(figure, "62.5 percent|1|1|1|confirmed");
    assert_eq!(
        read(&case, &format!("SELECT stance, locator, figure FROM evidence_items {of_share}")),
        "supports|p. 4|62.5 percent"
    );
    assert_eq!(
        read(&case, &format!("SELECT reviewer, verdict, note, counts FROM verdicts {of_share}")),
        "ben|confirmed|read twice|yes"
    );
    assert_eq!(read(&case, &format!("SELECT note FROM notes {of_share}")), "ask again in May");
    assert_eq!(read(&case, &format!("SELECT question, answer IS NULL FROM queries {of_share}")), "since when?|1");
    assert_eq!(read(&case, "SELECT evidence FROM sources WHERE title IS NOT NULL AND evidence > 0"), "1");
    for view in ["pieces", "replies", "captures", "drafts", "stakes"] {
        read(&case, &format!("SELECT count(*) FROM (SELECT * FROM {view})"));
    }
    assert_eq!(read(&case, "SELECT count(*) FROM pragma_foreign_key_check"), "0", "every part belongs to a whole");
}

#[test]
fn confidential_sources_have_a_letter_in_the_views() {
    let case = TestCase::informed();
    let seen = read(&case, "SELECT stance, source, locator, quote FROM evidence_items WHERE stance = 'contradicts'");
    assert_eq!(seen, "contradicts|Confidential source A||");
    assert_eq!(read(&case, "SELECT source, name, address FROM captures"), "Confidential source A||");
    for view in ["sources", "evidence_items", "claims", "captures", "stakes"] {
        let all = read(&case, &format!("SELECT * FROM {view}"));
        assert!(!all.contains("Rosalind") && !all.contains("letter"), "{view} keeps the source back: {all}");
    }
}

#[test]
fn settings_for_datasette_lie_beside_a_backup() {
    let case = TestCase::river();
    case.run("backup rivers.db").done().prints("rivers.datasette.yaml");
    let settings = std::fs::read_to_string(case.path("rivers.datasette.yaml")).expect("it was written");
    let sql = settings.split("sql: >-").skip(1).map(|rest| {
        let lines = rest.lines().skip(1).take_while(|line| line.starts_with("          "));
        lines.collect::<Vec<_>>().join(" ")
    });
    let questions: Vec<String> = sql.collect();
    assert!(questions.len() >= 5, "{settings}");
    for question in questions {
        read(&case, &question);
    }
}
