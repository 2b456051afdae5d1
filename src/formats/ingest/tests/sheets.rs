//! Spreadsheets and tables: as text, and one figure at a time.

use super::make::{ods, xlsx, xlsx_of, zip};
use super::*;
use crate::ingest::cell::{self, CellValue};
use crate::ingest::{Format, sniff, worker};
use proptest::prelude::*;

/// A table of two dams and, on another sheet, a note.
fn dams() -> Vec<u8> {
    let rows = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='inlineStr'><is><t>Opened</t></is></c></row>\
                <row r='2'><c r='A2' t='s'><v>2</v></c><c r='B2'><v>0.1</v></c><c r='C2' s='1'><v>45413</v></c></row>\
                <row r='4'><c r='A4' t='str'><v>Wen</v></c><c r='B4'><v>1234567.89</v></c><c r='D4' t='b'><v>1</v></c>\
                <c r='E4' t='e'><v>#DIV/0!</v></c><c r='F4' s='2'><v>1.5</v></c></row>";
    let note = "<row r='1'><c r='B1' t='inlineStr'><is><t>A note</t></is></c></row>";
    xlsx(&[("Dams &amp; weirs", rows), ("It&apos;s", note)], &["Dam", "Cost", "Tarn"])
}

fn dams_ods() -> Vec<u8> {
    ods(
        "<table:table table:name='Dams'><table:table-row><table:table-cell office:value-type='string'><text:p>Dam</text:p></table:table-cell>\
         <table:table-cell office:value-type='string'><text:p>Cost</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='1024'/></table:table-row>\
         <table:table-row><table:table-cell office:value-type='string'><office:annotation><text:p>Ask</text:p></office:annotation><text:p>Tarn</text:p><text:p>North</text:p></table:table-cell>\
         <table:table-cell office:value-type='currency' office:value='1234.5'><text:p>£1,234.50</text:p></table:table-cell>\
         <table:table-cell office:value-type='date' office:date-value='2024-05-01'/></table:table-row>\
         <table:table-row table:number-rows-repeated='1048000'><table:table-cell/></table:table-row></table:table>",
    )
}

fn value(bytes: &[u8], name: &str, address: &str) -> Result<CellValue, String> {
    cell::read(bytes, name, &address.parse().unwrap()).map_err(|fault| fault.to_string())
}

#[track_caller]
fn check(bytes: &[u8], address: &str, text: &str, number: Option<&str>, header: &str, label: &str) {
    let found = value(bytes, "", address).unwrap();
    assert_eq!(found.text, text);
    assert_eq!(found.number.map(|number| number.to_string()).as_deref(), number);
    assert_eq!(found.header.as_deref().unwrap_or_default(), header);
    assert_eq!(found.label.as_deref().unwrap_or_default(), label);
}

#[test]
fn a_workbook_is_read_sheet_by_sheet() {
    assert_eq!(sniff::format(&dams(), ""), Ok(Format::Xlsx));
    let document = read_as(&dams(), "");
    check_sound(&document);
    assert_eq!(
        written(&document),
        [
            "first heading: Dams & weirs",
            "row 1, under 'Dams & weirs': Dam\tCost\tOpened",
            "row 2, under 'Dams & weirs': Tarn\t0.1\t2024-05-01",
            "row 4, under 'Dams & weirs': Wen\t1234567.89\t\tTRUE\t#DIV/0!\t36:00:00",
            "second heading: It's",
            "row 1, under 'It's': A note",
        ]
    );
}

#[test]
fn a_workbook_of_libreoffice_is_read_sheet_by_sheet() {
    assert_eq!(sniff::format(&dams_ods(), ""), Ok(Format::Ods));
    let document = read_as(&dams_ods(), "");
    check_sound(&document);
    assert_eq!(
        written(&document)[1..],
        ["row 1, under 'Dams': Dam\tCost", "row 4, under 'Dams': Tarn North\t£1,234.50\t2024-05-01"]
    );
}

#[test]
fn a_table_of_uneven_rows_is_read() {
    let document = read_as(b"A table of dams\n\nDam;Cost\nTarn;\"5\n6\"\n;7\n", "dams.csv");
    check_sound(&document);
    assert_eq!(document.format, Format::Csv);
    assert_eq!(written(&document), ["row 1: A table of dams", "row 3: Dam\tCost", "row 4: Tarn\t5 6", "row 5: 7"]);
}

#[test]
fn a_figure_is_read_with_what_says_what_it_is() {
    let book = dams();
    check(&book, "B2", "0.1", Some("0.1"), "Cost", "Tarn");
    check(&book, "'Dams & weirs'!$B$4", "1234567.89", Some("1234567.89"), "Cost", "Wen");
    check(&book, "row 4, column cost", "1234567.89", Some("1234567.89"), "Cost", "Wen");
    check(&book, "C2", "2024-05-01", None, "Opened", "Tarn");
    assert!(value(&book, "", "C2").unwrap().is_time);
    check(&book, "'It''s'!B1", "A note", None, "", "");
    check(&dams_ods(), "B4", "£1,234.50", Some("1234.5"), "Cost", "Tarn\nNorth");
    check(&dams_ods(), "Dams!C4", "2024-05-01", None, "", "Tarn\nNorth");
    let table = "Dam,Cost\n\n\"Tarn\nNorth\",5.50\nWen,\"1,234\"\n";
    let csv = |address| value(table.as_bytes(), "dams.csv", address).unwrap();
    assert_eq!(
        (csv("B3").text.as_str(), csv("B3").number.map(|number| number.to_string())),
        ("5.50", Some("5.50".into()))
    );
    // The other amount of the table has its point before the cents.
    let thousands = csv("B4").number.map(|number| number.to_string());
    assert_eq!((csv("B4").text.as_str(), thousands.as_deref()), ("1,234", Some("1234")));
    assert_eq!(value(b"Dam,Cost\nWen,\"1,234\"\n", "dams.csv", "B2").unwrap().number, None);
    assert_eq!((csv("row 4, column COST").header.as_deref(), csv("B4").label.as_deref()), (Some("Cost"), Some("Wen")));
    assert_eq!(csv("row 1, column Cost").text, "Cost");
}

#[test]
fn a_figure_is_what_its_cell_shows() {
    let styles = "<styleSheet><numFmts><numFmt numFmtId='165' formatCode='0.0%'/><numFmt numFmtId='166' formatCode='#,##0 [$€-407]'/></numFmts>\
                  <cellStyleXfs><xf numFmtId='10'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='9'/></cellXfs></styleSheet>";
    let rows = "<row r='1'><c r='A1' t='inlineStr'><is><t>Owner</t></is></c><c r='B1' t='inlineStr'><is><t>Share</t></is></c>\
                <c r='C1' t='inlineStr'><is><t>Paid (EUR m)</t></is></c></row>\
                <row r='2'><c r='A2' t='inlineStr'><is><t>Vega</t></is></c><c r='B2' s='1'><v>0.625</v></c><c r='C2' s='2'><v>12.4</v></c><c r='D2' s='3'><v>-0.07</v></c></row>";
    let book = xlsx_of(&[("Owners", rows)], &[], styles);
    let found = |bytes: &[u8], address: &str| {
        let cell = value(bytes, "a.csv", address).unwrap();
        let number =
            |number: Option<rust_decimal::Decimal>| number.map(|number| number.to_string()).unwrap_or_default();
        (cell.text, number(cell.number), cell.unit.unwrap_or_default(), number(cell.stored))
    };
    let is =
        |text: &str, number: &str, unit: &str, stored: &str| [text, number, unit, stored].map(str::to_owned).into();
    assert_eq!(found(&book, "B2"), is("62.5%", "62.5", "percent", "0.625"));
    assert_eq!(found(&book, "C2"), is("12.4", "12400000", "EUR", "12.4"));
    assert_eq!(found(&book, "D2"), is("-7%", "-7", "percent", "-0.07"));
    assert_eq!(read_as(&book, "").text, "Owners\n\nOwner\tShare\tPaid (EUR m)\nVega\t62.5%\t12.4\t-7%");
    let calc = ods(
        "<table:table table:name='a'><table:table-row><table:table-cell office:value-type='percentage' office:value='0.625'><text:p>62,5 %</text:p></table:table-cell>\
                    <table:table-cell office:value-type='currency' office:currency='EUR' office:value='5'><text:p>5,00 €</text:p></table:table-cell></table:table-row></table:table>",
    );
    assert_eq!(found(&calc, "A1"), is("62,5 %", "62.5", "percent", "0.625"));
    assert_eq!(found(&calc, "B1"), is("5,00 €", "5", "EUR", ""));
    let table =
        b"Office for Figures,,\nTable 3: deaths,,\n,,\nYear,Deaths,Rate (%)\n2019,\"1,234\",5.2\n2020,\"2,001\",6.0\n";
    assert_eq!(found(table, "B5"), is("1,234", "1234", "", ""));
    assert_eq!(found(table, "row 6, column Rate (%)"), is("6.0", "6.0", "percent", ""));
    let cell = value(table, "a.csv", "B6").unwrap();
    assert_eq!((cell.header.as_deref(), cell.label.as_deref()), (Some("Deaths"), Some("2020")));
}

#[test]
fn a_header_of_two_rows_is_put_together() {
    let table = b"Town,2019,,2020,\n,Deaths,Cost (USD m),Deaths,Cost (USD m)\nTarn,5,2,7,3\n";
    let cell = |address| value(table, "a.csv", address).unwrap();
    assert_eq!((cell("E3").header.as_deref(), cell("E3").unit.as_deref()), (Some("2020 / Cost (USD m)"), Some("USD")));
    assert_eq!(cell("B3").header.as_deref(), Some("2019 / Deaths"));
    assert_eq!(cell("row 3, column 2020 / Deaths").text, "7");
}

#[test]
fn a_value_in_json_keeps_its_digits() {
    let json = br#"{"data":[{"value":0.1000000000000000055},{"value":1e3,"value":2}],"a/b":{"~":"five"},"n":null}"#;
    check(json, "/data/0/value", "0.1000000000000000055", Some("0.1000000000000000055"), "value", "");
    check(json, "/a~1b/~0", "five", None, "~", "");
    check(json, "/n", "null", None, "n", "");
    let refused = |address, part| {
        let message = value(json, "", address).unwrap_err();
        assert!(message.contains(part), "{message}");
    };
    refused("/data/2/value", "at step 2, there is no `2`");
    refused("/data/00", "`00` is no place in a list");
    refused("/data/1/value", "stands there twice");
    refused("/data", "go on to one value");
    refused("/n/x", "a single value");
    refused("/", "there is no ``");
    assert!(value(b"{", "", "/a").unwrap_err().starts_with("the JSON is broken"));
}

#[test]
fn a_worker_gives_the_figure_that_reading_gives() {
    for address in ["B2", "B3"] {
        let answer = worker::answer_cell(&dams(), "", address);
        let direct = cell::read(&dams(), "", &address.parse().unwrap());
        assert_eq!(worker::take_cell_answer(&answer, Format::Xlsx), direct);
    }
    assert_eq!(worker::take_cell_answer(b"", Format::Xls), Err(worker::crashed(Format::Xls)));
    assert!(cell::wants_worker(&dams(), "") && !cell::wants_worker(&dams_ods(), ""));
}

#[test]
fn what_is_not_there_is_told_with_what_is() {
    let refused = |bytes: &[u8], address, part| {
        let message = value(bytes, "a.csv", address).unwrap_err();
        assert!(message.contains(part), "{message}");
    };
    refused(&dams(), "Dam!A1", "there is no sheet 'Dam'; there are 'Dams & weirs', 'It's'");
    refused(&dams(), "A9", "the last row with anything in it is 4");
    refused(&dams(), "B3", "the cell is empty");
    refused(&dams(), "row 2, column Height", "there are 'Dam', 'Cost', 'Opened'");
    refused(b"%PDF-1.4", "A1", "the file is PDF, and only tables have cells");
}

#[test]
fn workbooks_that_mean_harm_are_refused() {
    let text = format!("<row><c t='inlineStr'><is><t>{}</t></is></c></row>", "0".repeat(8 << 20));
    assert!(matches!(refused(&xlsx(&[("a", &text)], &[]), ""), Fault::Bomb { .. }));
    // A cell in the last corner is one cell, and a row of it is bounded.
    let corner = xlsx(&[("a", "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")], &[]);
    assert_eq!(written(&read_as(&corner, ""))[1], "row 1048576, under 'a': 1");
    let wide = ods("<table:table table:name='a'><table:table-row table:number-rows-repeated='4000000000'>\
                    <table:table-cell office:value-type='float' office:value='1' table:number-columns-repeated='4000000000'/>\
                    </table:table-row></table:table>");
    let document = read_as(&wide, "");
    assert!(
        document.warnings[0].starts_with("the file is too long: it was read up to row 123 "),
        "{:?}",
        document.warnings
    );
    let binary = zip(&[("[Content_Types].xml", b""), ("xl/workbook.bin", b"")]);
    assert!(refused(&binary, "").to_string().contains("save it as XLSX"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_makes_a_reader_panic(blows in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..12)) {
        for mut file in [dams(), dams_ods(), b"Dam,Cost\nTarn,5\n".to_vec(), b"{\"a\":[1,2]}".to_vec()] {
            for (at, byte) in &blows {
                let index = at % file.len();
                file[index] = *byte;
            }
            if let Ok(document) = read(&file, "a.csv", Reading::Accepted) {
                check_sound(&document);
            }
            for address in ["B2", "row 2, column Cost", "/a/1"] {
                let _ = value(&file, "a.csv", address);
            }
        }
    }

    #[test]
    fn no_address_makes_the_parser_panic(text in "['!$A-C0-9,:/~ é]{0,12}|row [0-9]{1,3}, column .{0,6}") {
        if let Ok(address) = text.parse::<cell::CellAddress>() {
            assert_eq!(address.to_string().parse(), Ok(address));
        }
    }

    #[test]
    fn no_sheet_makes_a_reader_panic(rows in "(<row r='[0-9]{1,7}'>|</row>|<c r='[A-Z]{1,4}[0-9]{1,8}' t='(s|b|e|d|n)' s='[0-9]'><v>[0-9.eE-]{0,8}</v></c>|<c><f>A1</f><v>1</v></c>){0,12}") {
        let _ = read(&xlsx(&[("a", &rows)], &["x"]), "", Reading::Accepted);
    }
}
