//! Takes tables in as a person does, at the command line, and looks at what the casebook holds then.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tickmark::ingest::table::Column;

/// A casebook in a folder of its own, with a clean environment and a fixed clock.
struct Desk {
    folder: tempfile::TempDir,
}

/// What one run of the program said.
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.run("init --as ana").done();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    /// Runs a command line; words in single quotes stay together.
    fn run(&self, line: &str) -> Said {
        self.run_with(line, b"")
    }

    fn run_with(&self, line: &str, input: &[u8]) -> Said {
        let words = line.split('\'').enumerate().flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().collect::<Vec<_>>(),
            _ => vec![part],
        });
        let mut child = Command::new(env!("CARGO_BIN_EXE_tickmark"))
            .args(words)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_STATE_HOME", self.path("state"))
            .env("TICKMARK_NOW", "2026-11-23T20:31:28.114Z")
            .env("TICKMARK_ACTOR", "ana")
            .env("COLUMNS", "160")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refuses early does not read to the end.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Imports a table and gives the summary.
    fn import(&self, content: impl AsRef<[u8]>) -> serde_json::Value {
        self.write("table.csv", content);
        self.run("--json import csv table.csv").done().data()
    }

    /// Imports a table that is refused and gives what was said; nothing may have been written.
    fn refused(&self, content: impl AsRef<[u8]>, options: &str) -> String {
        self.write("table.csv", content);
        let before = self.events();
        let said = self.run(&format!("import csv table.csv {options}"));
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{}", said.err);
        assert_eq!(self.events(), before, "something was written");
        said.err
    }

    fn claims(&self) -> Vec<serde_json::Value> {
        let said = self.run("--json claim list --limit 100000").done().data();
        said["claims"].as_array().unwrap().clone()
    }

    fn statements(&self) -> Vec<String> {
        self.claims().iter().map(|claim| claim["statement"].as_str().unwrap().to_string()).collect()
    }

    fn show(&self, claim: &str) -> String {
        self.run(&format!("claim show {claim}")).done().out
    }

    fn events(&self) -> i64 {
        let casebook = rusqlite::Connection::open(self.path("casebook.db")).unwrap();
        casebook.query_row("SELECT count(*) FROM event", [], |row| row.get(0)).unwrap()
    }

    fn value(&self, sql: &str) -> String {
        let casebook = rusqlite::Connection::open(self.path("casebook.db")).unwrap();
        casebook.query_row(sql, [], |row| row.get(0)).unwrap()
    }
}

impl Said {
    fn done(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }

    fn data(&self) -> serde_json::Value {
        let document: serde_json::Value = serde_json::from_str(&self.out).expect("one JSON document");
        document["data"].clone()
    }
}

/// Compares the counts of claims, sources and evidence: new, known, and so on.
fn counts(summary: &serde_json::Value, claims: [u64; 4], sources: [u64; 3], evidence: [u64; 3]) {
    let of = |what: &str, names: &[&str]| -> Vec<u64> {
        names.iter().map(|name| summary[what][name].as_u64().unwrap()).collect()
    };
    assert_eq!(of("claims", &["new", "known", "repeated", "left_out"]), claims, "claims of {summary}");
    assert_eq!(of("sources", &["new", "known", "alone"]), sources, "sources of {summary}");
    assert_eq!(of("evidence", &["new", "known", "without_stance"]), evidence, "evidence of {summary}");
}

const FULL: &str = "\
id,claim,type,priority,subject,metric,comparator,amount,unit,from,to,basis,note,assigned to,source,publisher,url,tier,stance,page,quote
C1,Rail revenue passed 1 billion,revenue-figure,high,PeruRail,revenue,>,\"1,000,000,000.50\",USD,2020,2023-12-31,cumulative,ask twice,Ben,Annual report,Rail Co.,https://example.org/a,primary,supports,p. 4,\"over, one\"
C1,Rail revenue passed 1 billion,,,,,,,,,,,,,Filing,Registry,,primary,contradicts,p. 9,
C2,Two firms share the mine,,,,,,,,,,,,,Annual report,Rail Co.,https://example.org/a,,,,
";

#[test]
fn claims_sources_and_evidence_come_in_together() {
    let desk = Desk::new();
    counts(&desk.import(FULL), [2, 0, 1, 0], [2, 0, 0], [3, 0, 1]);
    let claims = desk.claims();
    assert_eq!(claims[0]["type"], "revenue-figure");
    assert_eq!((&claims[0]["priority"], &claims[0]["assignee"]), (&"high".into(), &"Ben".into()));
    let page = desk.show("C1");
    for part in ["> 1,000,000,000.50 USD, 2020-01-01 to 2023-12-31, cumulative", "p. 4", "over, one", "ask twice"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert_eq!(desk.value("SELECT group_concat(stance) FROM evidence"), "supports,contradicts,context");
    assert_eq!(desk.value("SELECT title FROM piece"), "table");
    assert_eq!(desk.value("SELECT name || claims || evidence || sources FROM import"), "table.csv232");
    desk.run("rebuild").done();
    assert_eq!(desk.claims(), claims);
}

#[test]
fn twice_adds_nothing_and_an_appended_row_adds_itself() {
    let desk = Desk::new();
    desk.import(FULL);
    let events = desk.events();
    counts(&desk.import(FULL), [0, 2, 1, 0], [0, 2, 0], [0, 3, 0]);
    assert_eq!(desk.events(), events);
    assert!(desk.run("import csv table.csv").done().out.contains("nothing new"));
    let longer = format!("{FULL}C3,A third thing,,,,,,,,,,,,,,,https://example.org/a,,supports,p. 7,\n");
    counts(&desk.import(&longer), [1, 2, 1, 0], [0, 2, 0], [1, 3, 0]);
    // The claim, its evidence, and the event that closes the import.
    assert_eq!(desk.events(), events + 3);
}

#[test]
fn a_dry_run_announces_what_then_happens() {
    let desk = Desk::new();
    desk.write("claims.csv", FULL);
    let events = desk.events();
    let mut announced = desk.run("--json import csv claims.csv --dry-run").done().data();
    assert_eq!(desk.events(), events);
    let page = desk.run("import csv claims.csv --dry-run").done().out;
    for part in ["nothing written yet", "2 new, 1 repeated", "claim → statement", "PeruRail, revenue, > 1,000,000,000"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    let mut done = desk.run("--json import csv claims.csv").done().data();
    for summary in [&mut announced, &mut done] {
        let summary = summary.as_object_mut().unwrap();
        summary.remove("dry_run");
        summary.remove("import");
    }
    assert_eq!(announced, done);
}

#[test]
fn tables_are_read_as_spreadsheets_save_them() {
    let spanish = "Afirmaci\u{f3}n;Cita textual;Fuente;Cantidad;Postura\r\nEl a\u{f1}o fue bueno;\u{ab}s\u{ed}\u{bb};Diario;1.234.567,89;supports\r\n";
    let latin: Vec<u8> = spanish.chars().map(|letter| letter as u8).collect();
    for content in [latin, spanish.as_bytes().to_vec()] {
        let desk = Desk::new();
        counts(&desk.import(content), [1, 0, 0, 0], [1, 0, 0], [1, 0, 0]);
        assert_eq!(desk.statements(), ["El año fue bueno"]);
        assert_eq!(desk.value("SELECT amount FROM claim"), "1234567.89");
        assert_eq!(desk.value("SELECT quote FROM evidence"), "«sí»");
    }
    let desk = Desk::new();
    desk.import("\u{feff}CLAIM\tNotes\nA first\tx\n\"Two\nlines\"\ty\n\t\n");
    assert_eq!(desk.statements(), ["A first", "Two\nlines"]);
    let said = desk.run_with("--json import csv -", "Claim\nFrom a pipe\n".as_bytes()).done().data();
    assert_eq!((&said["file"], &said["claims"]["new"]), (&"standard input".into(), &1.into()));
}

#[test]
fn each_bad_cell_is_named_with_line_and_column() {
    let desk = Desk::new();
    let table = "\
Claim,Kind,Priority,Amount,Unit,From,To,Source,Stance,Tier,Page,Checker
Fine,,,,,,,,,,,
Shares,ownership-share,,4000,percent,,,,,,,
,date,,,,,,,,,,
A,rumour,,,,,,,,,,
B,,urgent,12 or so,,2024-02-30,,,,,,
C,,,,,2024,2023,,,,,
D,,,,,,,Book,maybe,best,,
E,,,,,,,,,,p. 3,
F,,,,,,,,,primary,,
G,,,,
H,,,,,,,,,,,\"a\u{7}b\"
";
    let said = desk.refused(table, "");
    for part in [
        "10 rows cannot be imported; nothing was changed",
        "line 3, column `Amount`: 4000 percent is not a share",
        "line 4, column `Claim`: the statement is missing",
        "line 5, column `Kind`: `rumour` is not a claim type: take one of investment-total",
        "line 6, column `Priority`: `urgent` is not a priority",
        "line 6, column `Amount`: `12 or so` is not a plain decimal",
        "line 6, column `From`: `2024-02-30` is not a day that exists",
        "line 7, column `To`: the period ends on 2023-12-31, before it starts on 2024-01-01",
        "line 8, column `Stance`: `maybe` is not a stance",
        "line 8, column `Tier`: `best` is not a tier",
        "line 9, column `Page`: there is no source here",
        "line 10, column `Tier`: there is no source here",
        "line 11: the row has 5 cells and the header has 12",
        "line 12, column `Checker`:",
        "hint: fix the file",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(!said.contains('\u{7}'));
    let said = desk.refused("Afirmación;Importe\nA;1.234\n", "");
    assert!(said.contains("line 2, column `Importe`: `1.234` could be 1.234 or 1234"), "{said}");
}

#[test]
fn faults_are_all_counted_and_stand_in_the_json_too() {
    let desk = Desk::new();
    desk.write("table.csv", format!("claim,type\n{}", "x,rumour\n".repeat(250)));
    for options in ["", "--dry-run"] {
        let said = desk.run(&format!("--json import csv table.csv {options}"));
        assert_eq!(said.code, 1);
        let summary = said.data();
        assert_eq!((&summary["fault_count"], &summary["rows_at_fault"]), (&250.into(), &250.into()));
        assert_eq!(summary["faults"].as_array().unwrap().len(), 100);
        assert_eq!((&summary["faults"][0]["line"], &summary["faults"][0]["column"]), (&2.into(), &"type".into()));
    }
    assert!(desk.refused("claim,type\n".to_string() + &"x,rumour\n".repeat(250), "").contains("and 150 more"));
}

#[test]
fn a_bad_last_row_keeps_the_other_thousand_out() {
    let desk = Desk::new();
    let rows: String = (0..1000).map(|number| format!("Claim {number},high\n")).collect();
    let said = desk.refused(format!("claim,priority\n{rows}Last,highest\n"), "");
    assert!(said.contains("line 1002, column `priority`"), "{said}");
    assert!(desk.claims().is_empty());
    counts(&desk.import(format!("claim,priority\n{rows}")), [1000, 0, 0, 0], [0; 3], [0; 3]);
}

#[test]
fn the_same_identifier_with_other_words_is_reported_and_left_alone() {
    let desk = Desk::new();
    desk.import("id,claim,amount\n1,Five mines,5\n2,Six ports,6\n");
    let events = desk.events();
    let summary = desk.import("id,claim,amount\n1,Four mines,5\n2,Six ports,7\n2,Six ports,\n");
    counts(&summary, [0, 1, 0, 2], [0; 3], [0; 3]);
    assert_eq!(desk.events(), events);
    let reasons: Vec<_> = summary["notices"].as_array().unwrap().iter().map(|notice| &notice["reason"]).collect();
    assert_eq!(
        reasons,
        [
            "claim `1` is recorded with the statement “Five mines”, and the file says “Four mines”",
            "claim `2` is recorded with the quantity = 6, and the file says = 7",
        ]
    );
    // What was amended here does not differ from the file that it came from.
    desk.run("claim amend 1 --statement 'Four mines'").done();
    counts(&desk.import("id,claim,amount\n1,Five mines,5\n"), [0, 1, 0, 0], [0; 3], [0; 3]);
    let summary = desk.import("id,claim\n9,One thing\n9,Another thing\n");
    counts(&summary, [1, 0, 0, 1], [0; 3], [0; 3]);
    assert_eq!(summary["notices"][0]["line"], 3);
}

#[test]
fn one_claim_can_spread_over_rows() {
    let desk = Desk::new();
    let table = "\
claim,id,amount,source,stance
Rivers rose,,5,Gauge,supports
Rivers rose,,,Press,partial
Fields dried,F,,Survey,supports
,F,,Gauge,contradicts
,,,Atlas,
";
    counts(&desk.import(table), [2, 0, 2, 0], [4, 0, 1], [4, 0, 0]);
    counts(&desk.import(table), [0, 2, 2, 0], [0, 4, 1], [0, 4, 0]);
    counts(&desk.import("id,source,stance\nF,Atlas,supports\n"), [0, 1, 0, 0], [0, 1, 0], [1, 0, 0]);
    let said = desk.refused("id,source\nZ,Atlas\n", "");
    assert!(said.contains("line 2: there is no statement here, and no claim has the identifier `Z` yet"), "{said}");
}

#[test]
fn a_source_is_the_same_by_its_address_or_by_its_names() {
    let desk = Desk::new();
    let table = "\
claim,source,publisher,url,stance
A,Report,Co,https://example.org/r,supports
B,Report,Co,,supports
C,Another title,,https://example.org/r,supports
D,Report,Other,,supports
E,Report,Co,https://example.org/s,supports
";
    counts(&desk.import(table), [5, 0, 0, 0], [3, 0, 0], [5, 0, 0]);
    let again = desk.import("claim,source,publisher,stance\nF,Report,Co,supports\nF,report,Co,supports\n");
    counts(&again, [1, 0, 1, 0], [1, 1, 0], [2, 0, 0]);
}

#[test]
fn rows_find_their_piece() {
    let desk = Desk::new();
    let summary = desk.import("claim,article\nA,Copper\nB,Rail\nC,\n");
    assert_eq!(summary["new_pieces"], serde_json::json!(["Copper", "Rail", "table"]));
    counts(&desk.import("claim,article\nA,Copper\nB,Rail\nC,\n"), [0, 3, 0, 0], [0; 3], [0; 3]);
    desk.write("other.csv", "claim\nD\n");
    let said = desk.run("import csv other.csv");
    assert!(said.err.contains("--piece ID"), "{}", said.err);
    let piece = desk.value("SELECT lower(hex(id)) FROM event JOIN piece USING (row) WHERE title = 'Rail'");
    desk.run(&format!("import csv other.csv --piece {piece}")).done();
    assert_eq!(
        desk.value("SELECT title FROM claim JOIN piece ON piece.row = claim.piece WHERE statement = 'D'"),
        "Rail"
    );
    desk.run("piece add Rail").done();
    let said = desk.refused("claim,article\nE,Rail\n", "");
    assert!(said.contains("line 2: more than one piece is called `Rail`"), "{said}");
}

#[test]
fn columns_can_be_mapped_and_left_out_by_hand() {
    let desk = Desk::new();
    desk.write("table.csv", "Line in text,Category,Which = where\nA,Politics,p. 3\n");
    desk.run("import csv table.csv --map 'line in TEXT=statement' --map 'Which = where=note' --ignore category").done();
    assert_eq!(desk.statements(), ["A"]);
    let said = desk.refused("Claim\nA\n", "--map Wording=statement");
    assert!(said.contains("column `Wording`: there is no such header; the headers are Claim"), "{said}");
    assert!(said.contains("--map HEADER=COLUMN"), "{said}");
    let said = desk.run("import csv table.csv --map Claim=colour");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("`colour` is not a column: take one of statement"), "{}", said.err);
    let said = desk.refused("Claim,Kind\nA,Politics\n", "");
    assert!(said.contains("line 2, column `Kind`"), "{said}");
    let said = desk.refused("Colour,Shape\nred,round\n", "");
    assert!(said.contains("no column holds the statements of claims"), "{said}");
}

#[test]
fn tables_with_nothing_in_them_say_so() {
    let desk = Desk::new();
    assert!(desk.refused("", "").contains("the file is empty"));
    desk.write("header.csv", "claim,source\n");
    let events = desk.events();
    assert!(desk.run("import csv header.csv").done().out.contains("nothing new"));
    assert_eq!(desk.events(), events);
    assert!(desk.run("import csv missing.csv").err.contains("no such file"));
    assert!(desk.run("import csv .").err.contains("it is a folder"));
}

#[test]
fn what_strangers_wrote_is_kept_and_shown_inert() {
    let desk = Desk::new();
    let statement = "=cmd|' /C calc'!A0 \u{1b}[31mred\u{202e}";
    let table = format!("claim,So\u{1b}urce\u{7}\n\"{statement}\",x\n");
    desk.write("\u{1b}[2Jtable.csv", &table);
    for options in ["--dry-run", ""] {
        let said = desk.run_with(&format!("import csv - {options}"), table.as_bytes()).done();
        assert!(!said.out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{}", said.out.escape_debug());
    }
    assert_eq!(desk.statements(), [statement]);
    assert!(!desk.run("import csv \u{1b}[2Jtable.csv").done().out.contains('\u{1b}'));
    let said = desk.refused("claim,type\na,\u{1b}[31m\n", "");
    assert!(!said.contains('\u{1b}'), "{}", said.escape_debug());
}

#[test]
fn an_endless_cell_is_refused_quickly() {
    let desk = Desk::new();
    let mut content = b"claim\nfine\n\"".to_vec();
    content.resize(100 << 20, b'x');
    let begun = Instant::now();
    let said = desk.refused(&content, "");
    assert!(said.contains("line 3, column `claim`"), "{said}");
    // The time is that of a program without optimisation.
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[test]
fn a_text_that_is_too_long_to_keep_is_named() {
    let desk = Desk::new();
    desk.import(format!("claim\n{}\n", "x".repeat(200_000)));
    // Each quotation mark takes two bytes where it is kept.
    let said = desk.refused(format!("claim\n\"{}\"\n", "\"\"".repeat(200_000)), "");
    assert!(said.contains("line 2, column `claim`: the text is 200000 bytes long"), "{said}");
}

#[test]
fn a_claim_that_was_cut_is_given_nothing() {
    let desk = Desk::new();
    desk.import("id,claim\n1,A\n");
    desk.run("claim cut 1").done();
    let summary = desk.import("id,claim,source\n1,A,Book\n");
    counts(&summary, [0, 0, 0, 1], [0; 3], [0; 3]);
    assert!(summary["notices"][0]["reason"].as_str().unwrap().contains("was cut"));
}

#[test]
fn every_column_is_documented_with_its_headers() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/import-csv.md")).unwrap();
    for column in Column::ALL {
        let line = page.lines().find(|line| line.starts_with(&format!("| `{column}` |")));
        let line = line.unwrap_or_else(|| panic!("`{column}` is not documented"));
        for header in column.synonyms() {
            assert!(line.split(|mark: char| !mark.is_alphanumeric()).any(|word| word == header), "{header}: {line}");
        }
    }
}
