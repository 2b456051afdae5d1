//! What goes out as a workbook or an audit report and is worked in comes back: any edits, exactly these and no others.

use crate::case::TestCase;
use crate::workbook::put;
use proptest::prelude::*;
use std::collections::BTreeMap;
use tickmark::report::editable::{Editable, normal, plain};

/// The claims of the river case, in the order of their rows.
const ROWS: [&str; 3] = ["money", "share", "role"];

/// The columns that are worked in, and where they stand in the workbook.
const COLUMNS: &[(Editable, &str)] = &[
    (Editable::Statement, "C"),
    (Editable::Type, "D"),
    (Editable::Priority, "E"),
    (Editable::Assignee, "H"),
    (Editable::Amount, "L"),
    (Editable::Unit, "N"),
    (Editable::Subject, "O"),
    (Editable::Metric, "P"),
];

/// A claim's editable cells, as the audit report gives them: by the row's identifier and the column's name.
type Cells = BTreeMap<(String, String), String>;

fn cells(case: &TestCase) -> Cells {
    let written = case.run_unchecked("report csv -").done().out();
    let mut report = csv::Reader::from_reader(written.as_bytes());
    let names = report.headers().unwrap().clone();
    let mut cells = Cells::new();
    for row in report.records().map(Result::unwrap) {
        let at = |name: &str| row[names.iter().position(|known| known == name).unwrap()].to_string();
        for (column, _) in COLUMNS {
            cells.insert((at("external_id"), column.word().into()), normal(*column, &unguarded(&at(column.word()))));
        }
    }
    cells
}

/// Takes off the apostrophe that keeps a cell from being run, as docs/audit-csv.md says.
fn unguarded(cell: &str) -> String {
    cell.strip_prefix('\'').unwrap_or(cell).to_string()
}

fn guarded(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\'']) {
        true => format!("'{cell}"),
        false => cell.to_string(),
    }
}

/// What somebody might type into a cell of a column.
fn typed(column: Editable) -> BoxedStrategy<String> {
    let hostile = prop_oneof![
        "[ -~]{1,40}",
        "\\PC{1,40}",
        "[=+@'-][ -~]{0,20}",
        "[a-z\",;\n\r\t_x]{1,30}",
        Just("_x0041_ <c r=\"A1\"> &amp; ]]>".to_string()),
        Just("\u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{1f9fe}".to_string()),
        "[a-z]{1,5} {0,3}".prop_map(|word| word.repeat(400)),
    ];
    match column {
        Editable::Type => prop::sample::select(vec!["quantity", "Date", "role"]).prop_map(str::to_string).boxed(),
        Editable::Priority => prop::sample::select(vec!["high", "MEDIUM", "low"]).prop_map(str::to_string).boxed(),
        Editable::Assignee => "[A-Z][a-z]{1,9}( [A-Z][a-z]{1,9})?".boxed(),
        Editable::Amount => {
            (0u64..1_000_000_000, 0u32..100).prop_map(|(whole, part)| format!("{whole}.{part:02}")).boxed()
        }
        _ => hostile.prop_filter("an emptied cell is another matter", |text| !plain(text).is_empty()).boxed(),
    }
}

fn edits() -> impl Strategy<Value = Vec<(usize, Editable, String)>> {
    let edit = (0usize..3, prop::sample::select(COLUMNS.to_vec())).prop_flat_map(|(row, (column, _))| {
        // Only the first claim has a figure that any amount and any words fit.
        let figure = matches!(column, Editable::Amount | Editable::Unit | Editable::Subject | Editable::Metric);
        let row = if figure { 0 } else { row };
        typed(column).prop_map(move |text| (row, column, text))
    });
    prop::collection::vec(edit, 1..8)
}

/// Works the edits into a report as it lies there, cell by cell.
fn work_in(case: &TestCase, name: &str, edits: &BTreeMap<(usize, Editable), String>) {
    if name.ends_with(".csv") {
        let bytes = std::fs::read(case.path(name)).unwrap();
        let mut report = csv::Reader::from_reader(bytes.as_slice());
        let names = report.headers().unwrap().clone();
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(&names).unwrap();
        for (at, row) in report.records().map(Result::unwrap).enumerate() {
            let cell = |(column, cell): (&str, &str)| {
                let edit = edits.iter().find(|((row, edited), _)| *row == at && edited.word() == column);
                edit.map_or_else(|| cell.to_string(), |(_, text)| guarded(text))
            };
            out.write_record(names.iter().zip(&row).map(cell)).unwrap();
        }
        case.write(name, out.into_inner().unwrap());
        return;
    }
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('\r', "&#13;");
    for ((row, column), text) in edits {
        let letter = COLUMNS.iter().find(|(known, _)| known == column).unwrap().1;
        let text: String =
            text.chars().filter(|letter| plain(&format!("a{letter}a")).len() > 2 || *letter == '\r').collect();
        put(case, name, 2, &format!("{letter}{}", row + 2), &escaped(&text.replace("_x", "_x005F_x")));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_time: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_edited_and_nothing_else_comes_back(edits in edits(), workbook in any::<bool>()) {
        let case = TestCase::river();
        let name = if workbook { "work.xlsx" } else { "audit.csv" };
        let (out, back) = match workbook {
            true => (format!("report xlsx {name}"), format!("import xlsx {name}")),
            false => (format!("report csv {name}"), format!("import csv {name} --edited")),
        };
        case.run_unchecked(&out).done();
        let before = cells(&case);
        let edits: BTreeMap<(usize, Editable), String> = edits.into_iter().map(|(row, column, text)| ((row, column), text)).collect();
        work_in(&case, name, &edits);
        let mut expected = before.clone();
        let mut changed = 0;
        for ((row, column), text) in &edits {
            let row = ROWS[*row].to_string();
            let cell = expected.get_mut(&(row, column.word().to_string())).unwrap();
            changed += usize::from(*cell != normal(*column, text));
            *cell = normal(*column, text);
        }
        let told = case.json(&back);
        prop_assert_eq!(told["changes"].as_array().unwrap().len(), changed, "{:#}", told);
        prop_assert_eq!(cells(&case), expected);
        case.run(&back).done().prints("nothing to import");
    }
}
