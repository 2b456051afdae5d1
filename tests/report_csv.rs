//! The audit report from the user's chair.

mod audit_desk;

use audit_desk::Desk;
use tickmark::report::audit::{Per, columns};
use tickmark::report::cell::restore;

fn parsed(bytes: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(bytes);
    reader.records().map(|row| row.unwrap().iter().map(str::to_string).collect()).collect()
}

/// Lays rows out one cell a line, with what differs from run to run masked.
fn laid_out(rows: &[Vec<String>]) -> String {
    let (header, rows) = rows.split_first().unwrap();
    let cells = |row: &Vec<String>| {
        let filled = header.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        filled.map(|(name, cell)| format!("{name}: {}\n", masked(cell))).collect::<String>()
    };
    rows.iter().map(cells).collect::<Vec<_>>().join("--\n")
}

fn masked(text: &str) -> String {
    let mut masked = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
        let (what, length) = match digits {
            64 => ("<sha256>", 64),
            8 => ("<id>", 8),
            16 if masked.ends_with("tickmark/") => ("<log>", 16),
            1.. => (&rest[..digits], digits),
            0 => (&rest[..first.len_utf8()], first.len_utf8()),
        };
        masked.push_str(what);
        rest = &rest[length..];
    }
    masked
}

#[test]
fn a_small_case_gives_the_report_that_it_always_gave() {
    let desk = Desk::with_case();
    for per in ["claim", "evidence"] {
        let rows = parsed(desk.run(&["report", "csv", "--per", per]).as_bytes(), b',');
        insta::assert_snapshot!(format!("audit_per_{per}"), laid_out(&rows));
    }
    let events = parsed(desk.run(&["report", "csv", "--per", "event"]).as_bytes(), b',');
    let bytes = events[0].iter().position(|name| name == "bytes").unwrap();
    let shown: Vec<Vec<String>> = events.iter().map(|row| row[..bytes].to_vec()).collect();
    insta::assert_snapshot!("audit_per_event", laid_out(&shown));
}

#[test]
fn the_view_prints_the_same_cells() {
    let desk = Desk::with_case();
    desk.run(&["source", "add", "--title", "Round", "--tier", "tertiary", "--id", "S4"]);
    desk.run(&["source", "add", "--title", "About", "--tier", "tertiary", "--id", "S5"]);
    for (source, from) in [("S4", "S5"), ("S5", "S4"), ("S1", "S4")] {
        desk.run(&["source", "link", source, "--derived-from", from, "--as-a", "rewrite"]);
    }
    desk.run(&["evidence", "attach", "C1", "--source", "S4", "--stance", "supports", "--locator", "p. 1"]);
    desk.run(&["evidence", "attach", "C3", "--source", "S5", "--stance", "partial", "--locator", "p. 1"]);
    let report = parsed(desk.run(&["report", "csv"]).as_bytes(), b',');
    let database = rusqlite::Connection::open(desk.path("casebook.db")).unwrap();
    let mut view = database.prepare("SELECT * FROM audit").unwrap();
    let judged: Vec<bool> = columns(Per::Claim).iter().map(|name| JUDGED.contains(name)).collect();
    let said: Vec<&str> = columns(Per::Claim).iter().filter(|name| !JUDGED.contains(name)).copied().collect();
    assert_eq!(view.column_names().collect::<Vec<_>>(), said);
    let width = view.column_count();
    let printed = |row: &rusqlite::Row| (0..width).map(|at| row.get_ref(at).map(shown)).collect();
    let rows: Vec<Vec<String>> = view.query_map([], printed).unwrap().collect::<Result<_, _>>().unwrap();
    let restored: Vec<Vec<String>> =
        report[1..].iter().map(|row| unjudged(row, &judged).map(|cell| restore(cell).to_string()).collect()).collect();
    assert_eq!(restored, rows);
    let place = |name: &str| report[0].iter().position(|column| column == name).unwrap();
    // The wire, the daily that copied it and the two that copy each other are one; the register may be another.
    assert_eq!((&*report[1][place("origins_low")], &*report[1][place("origins_high")]), ("1", "2"));
}

/// The columns that the program judges, and SQL cannot.
const JUDGED: &[&str] =
    &["words", "figure", "compared", "standing", "standing_reasons", "despite", "origins_low", "origins_high"];

fn unjudged<'r>(row: &'r [String], judged: &'r [bool]) -> impl Iterator<Item = &'r String> {
    row.iter().zip(judged).filter(|(_, judged)| !**judged).map(|(cell, _)| cell)
}

fn shown(value: rusqlite::types::ValueRef) -> String {
    use rusqlite::types::ValueRef;
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        other => other.as_str().unwrap().to_string(),
    }
}

#[test]
fn no_cell_runs_as_a_formula_and_every_row_ends_as_the_standard_says() {
    let desk = Desk::with_case();
    for per in ["claim", "evidence", "event"] {
        let text = desk.run(&["report", "csv", "--per", per]);
        assert!(text.ends_with("\r\n"));
        for cell in parsed(text.as_bytes(), b',').into_iter().flatten() {
            assert!(cell == "-5.5" || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']), "{cell:?}");
        }
    }
}

#[test]
fn excel_gets_its_mark_and_its_semicolons_and_the_same_cells() {
    let desk = Desk::with_case();
    let (plain, excel) = (desk.run(&["report", "csv"]), desk.run(&["report", "csv", "--excel"]));
    let excel = excel.strip_prefix('\u{feff}').unwrap();
    assert_eq!(parsed(plain.as_bytes(), b','), parsed(excel.as_bytes(), b';'));
}

#[test]
fn the_same_state_gives_the_same_bytes() {
    let desk = Desk::with_case();
    for per in ["claim", "evidence", "event"] {
        desk.run(&["report", "csv", "--per", per, "--force", "one.csv"]);
        let before = (desk.read("one.csv"), desk.read("one.csv.manifest.json"));
        desk.run(&["rebuild"]);
        desk.run(&["report", "csv", "--per", per, "--force", "one.csv"]);
        assert_eq!(before, (desk.read("one.csv"), desk.read("one.csv.manifest.json")));
        assert_eq!(before.0, desk.run(&["report", "csv", "--per", per]));
    }
}

#[test]
fn only_the_wanted_piece_is_told_of() {
    let desk = Desk::with_case();
    desk.run(&["piece", "add", "Another", "--id", "P2"]);
    desk.run(&["claim", "add", "Something else", "--piece", "P2", "--id", "D1"]);
    let rows = |args: &[&str]| parsed(desk.run(&[&["report", "csv"], args].concat()).as_bytes(), b',').len() - 1;
    assert_eq!((rows(&[]), rows(&["--piece", "P1"]), rows(&["--piece", "P2"])), (4, 3, 1));
    assert_eq!((rows(&["--per", "evidence", "--piece", "P1"]), rows(&["--per", "evidence", "--piece", "P2"])), (4, 0));
    assert_eq!(rows(&["--per", "event", "--piece", "P2"]), 2);
    assert_eq!(desk.try_run(&["report", "csv", "--piece", "P3"]).status.code(), Some(1));
}

#[test]
fn nothing_is_replaced_unasked_and_nothing_is_left_half_written() {
    let desk = Desk::with_case();
    desk.run(&["report", "csv", "audit.csv"]);
    let refused = desk.try_run(&["report", "csv", "audit.csv"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("audit.csv exists already"));
    std::fs::remove_file(desk.path("audit.csv")).unwrap();
    assert!(!desk.try_run(&["report", "csv", "audit.csv"]).status.success(), "its manifest stands there still");
    let before = std::fs::read(desk.path("casebook.db")).unwrap();
    assert!(!desk.try_run(&["report", "csv", "--force", "casebook.db"]).status.success());
    assert_eq!(before, std::fs::read(desk.path("casebook.db")).unwrap());
    assert!(!desk.try_run(&["report", "csv", "no/such/folder.csv"]).status.success());
    assert!(!desk.try_run(&["report", "csv", "--force", "."]).status.success());
    assert!(!desk.try_run(&["report", "csv", "--piece", "nothing", "other.csv"]).status.success());
    let left: Vec<_> = std::fs::read_dir(desk.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".tmp")), "{left:?}");
}

#[test]
fn a_summary_is_printed_as_json_and_a_stream_has_no_manifest() {
    let desk = Desk::with_case();
    let summary: serde_json::Value = serde_json::from_str(&desk.run(&["--json", "report", "csv", "a.csv"])).unwrap();
    assert_eq!((&summary["shape"], &summary["data"]["rows"]), (&"report-csv".into(), &3.into()));
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("a.csv.manifest.json")).unwrap();
    assert_eq!(summary["data"]["sha256"], manifest["report"]["sha256"]);
    assert_eq!(manifest["logs"].as_array().unwrap().len(), 3);
    let streamed = desk.try_run(&["report", "csv", "-"]);
    assert!(String::from_utf8_lossy(&streamed.stderr).contains("no manifest"));
    assert!(!desk.try_run(&["--json", "report", "csv"]).status.success());
}

#[test]
fn an_empty_casebook_gives_the_names_of_the_columns() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["report", "csv"]), columns(Per::Claim).join(",") + "\r\n");
}

#[test]
fn the_documentation_names_every_column_in_order() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/audit-csv.md")).unwrap();
    for per in Per::ALL {
        let heading = format!(
            "## One row for each {}\n",
            if per == Per::Evidence { "piece of evidence" } else { if per == Per::Claim { "claim" } else { "event" } }
        );
        let (_, section) = page.split_once(&heading).unwrap_or_else(|| panic!("no heading {heading:?}"));
        let section = section.split("\n## ").next().unwrap();
        let named: Vec<&str> = section
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(named, columns(per));
    }
}
