//! Reads tables as strangers save them: every dialect, every kind of damage, and quickly.

use proptest::prelude::*;
use std::io::{self, Read};
use std::time::Instant;
use tickmark::ingest::table::{COLUMN_LIMIT, Dialect, Encoding, Fault, Table, sniff, survey};

const COMMAS: Dialect = Dialect { delimiter: b',', encoding: Encoding::Utf8, bom: false };

/// Reads a whole table into lines such as `2: one|two`, with faults in their place.
fn outcome(content: &[u8]) -> Vec<String> {
    let read = |dialect| {
        Table::open(content, dialect).map(|mut table| {
            let mut lines = vec![table.headers().join("|")];
            while let Some(line) = next_line(&mut table) {
                lines.push(line);
            }
            lines
        })
    };
    survey(content).and_then(read).unwrap_or_else(|fault| vec![format!("! {fault}")])
}

fn next_line<R: Read>(table: &mut Table<R>) -> Option<String> {
    let width = table.headers().len();
    let line = table.next_row().and_then(|row| {
        let Some(row) = row else { return Ok(None) };
        let cells: Result<Vec<_>, Fault> = (0..width).map(|at| row.text(at)).collect();
        Ok(Some(format!("{}: {}", row.line(), cells?.join("|"))))
    });
    line.unwrap_or_else(|fault| Some(format!("! {fault}")))
}

fn check(content: impl AsRef<[u8]>, expected: &[&str]) {
    assert_eq!(outcome(content.as_ref()), expected, "{}", content.as_ref().escape_ascii());
}

#[test]
fn every_dialect_gives_the_same_rows() {
    for content in [
        "Claim,Cita\nuna,año\n",
        "Claim;Cita\r\nuna;año\r\n",
        "Claim\tCita\runa\taño\r",
        "Claim|Cita\n\"una\"|\"año\"",
        "\u{feff}Claim,Cita\n\n una,año\n".replace(" una", "una").replace("\n\n", "\n").as_str(),
    ] {
        check(content, &["Claim|Cita", "2: una|año"]);
    }
    check(b"Claim;Cita\r\nuna;a\xF1o \x80\r\n", &["Claim|Cita", "2: una|año €"]);
    check("sep=;\r\nClaim;Cita\r\nuna;a,b\r\n", &["Claim|Cita", "3: una|a,b"]);
}

#[test]
fn lines_are_those_of_an_editor() {
    check("a,b\n\n\n1,2\n\n3,4\n", &["a|b", "4: 1|2", "6: 3|4"]);
    check("a,b\r\n\r\n1,\"two\r\nlines\"\r\n3,4\r\n", &["a|b", "3: 1|two\r\nlines", "5: 3|4"]);
    check("a,b\r1,2\r\r3,4", &["a|b", "2: 1|2", "4: 3|4"]);
    check("a,b\n\"1 \"\"x\"\"\",2\n3,\"4\"5\n", &["a|b", "2: 1 \"x\"|2", "3: 3|45"]);
}

#[test]
fn damage_is_named_with_line_and_column() {
    check("", &["! the file is empty: its first line must name the columns"]);
    check(
        "a,b\n1\n2,3\n4,5,6\n7,8\n",
        &[
            "a|b",
            "! line 2: the row has 1 cell and the header has 2",
            "3: 2|3",
            "! line 4: the row has 3 cells and the header has 2",
            "5: 7|8",
        ],
    );
    check(
        "a,b\n1,2\n3,\"4\n5,6\n",
        &["a|b", "2: 1|2", "! line 3, column `b`: a quotation mark opens the cell and none closes it"],
    );
    let nul = "there is a NUL byte, which text has not: the file may be UTF-16 or no CSV at all";
    check("a,b\n1,2\n3,\0\n5,6\n", &["a|b", "2: 1|2", &format!("! line 3, column `b`: {nul}")]);
    check("a,b\n1,2\n\0,4\n", &["a|b", "2: 1|2", &format!("! line 3, column `a`: {nul}")]);
    check("c\0", &[&format!("! line 1, column `number 1`: {nul}")]);
    check(
        b"\xEF\xBB\xBFa,b\n1,\xFF\n3,4\n",
        &[
            "a|b",
            "! line 2, column `b`: byte 0xFF is not UTF-8, as the rest of the file is: save it as UTF-8",
            "3: 3|4",
        ],
    );
}

#[test]
fn bounds_are_kept_to_the_byte() {
    let limit = 256 * 1024;
    let wide = |columns: usize| format!("{}\n", vec!["a"; columns].join(","));
    let long = |letters: usize| format!("a,b\n1,2\n3,\"{}\"\n5,6\n", "\"\"x".repeat(letters / 2));
    assert_eq!(outcome(long(limit).as_bytes()).len(), 4);
    check(long(limit + 2), &["a|b", "2: 1|2", "! line 3, column `b`: the cell is longer than 256 KiB"]);
    assert_eq!(outcome(wide(COLUMN_LIMIT).as_bytes()).len(), 1);
    check(wide(COLUMN_LIMIT + 1), &["! line 1, column `number 1025`: the row has more than 1024 columns"]);
    let row = format!("{}\n{}\n", vec!["h"; 20].join(","), vec!["x".repeat(limit); 20].join(","));
    assert!(outcome(row.as_bytes())[1].ends_with("the row is longer than 4 MiB"));
}

/// Counts what is taken from an endless cell.
struct Endless {
    given: usize,
}

impl Read for Endless {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        piece.fill(b'x');
        self.given += piece.len();
        Ok(piece.len())
    }
}

#[test]
fn a_cell_of_any_size_is_refused_before_it_is_held() {
    let mut endless = Endless { given: 0 };
    let mut table = Table::open(b"a,b\n1,2\n3,\"".chain(&mut endless), COMMAS).unwrap();
    assert_eq!(next_line(&mut table).unwrap(), "2: 1|2");
    let refused = "! line 3, column `b`: the cell is longer than 256 KiB; perhaps its quotation mark is never closed";
    assert_eq!(next_line(&mut table).unwrap(), refused);
    assert_eq!(next_line(&mut table), None);
    drop(table);
    assert!(endless.given < 512 * 1024, "{} bytes were read", endless.given);
}

/// Gives a file in pieces of one size, as a slow pipe does.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let size = self.1.min(self.0.len()).min(piece.len());
        piece[..size].copy_from_slice(&self.0[..size]);
        self.0 = &self.0[size..];
        Ok(size)
    }
}

fn written(rows: &[Vec<String>], delimiter: u8, crlf: bool) -> Vec<u8> {
    let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

fn table_of(width: usize) -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = r#"[a-zA-Z0-9 ,;|"\t\r\n'ñÑéü€“”—-]{0,12}"#;
    prop::collection::vec(prop::collection::vec(cell, width), 0..8)
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(content in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = outcome(&content);
    }

    #[test]
    fn damaged_tables_are_read_without_a_panic(content in r#"[ab,;"\r\n\t\x00|é]{0,200}"#) {
        let _ = outcome(content.as_bytes());
    }

    #[test]
    fn what_was_written_comes_back(
        rows in (1usize..6).prop_flat_map(table_of),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
        windows in any::<bool>(), bom in any::<bool>(), crlf in any::<bool>(), size in 1usize..40,
    ) {
        let width = rows.first().map_or(1, Vec::len);
        let headers: Vec<String> = (0..width).map(|at| format!("column {at}")).collect();
        let all = [vec![headers.clone()], rows.clone()].concat();
        let text = String::from_utf8(written(&all, delimiter, crlf)).unwrap();
        let encoding = if windows { Encoding::Windows1252 } else { Encoding::Utf8 };
        let mark = if bom && !windows { "\u{feff}" } else { "" };
        let bytes = match encoding {
            Encoding::Windows1252 => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            Encoding::Utf8 => format!("{mark}{text}").into_bytes(),
        };
        let dialect = Dialect { delimiter, encoding, bom: !mark.is_empty() };
        let mut table = Table::open(Pieces(&bytes, size), dialect).unwrap();
        prop_assert_eq!(table.headers(), headers);
        let mut back = Vec::new();
        let mut last = 1;
        while let Some(row) = table.next_row().unwrap() {
            prop_assert!(row.line() > last);
            last = row.line();
            back.push((0..width).map(|at| row.text(at).unwrap().into_owned()).collect::<Vec<_>>());
        }
        prop_assert_eq!(back, rows);
    }

    #[test]
    fn separators_are_found_for_plain_tables(
        rows in prop::collection::vec(prop::collection::vec("[a-z]{1,8}", 3), 1..6),
        delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
    ) {
        prop_assert_eq!(sniff(&written(&rows, delimiter, true)).map(|dialect| dialect.delimiter), Ok(delimiter));
    }
}

/// Measures 12 short columns: `cargo test --release --test table_reading -- --ignored --nocapture`
#[test]
#[ignore = "a measurement, to be run in release"]
fn a_million_rows_a_second() {
    let header = "id,statement,type,priority,subject,metric,comparator,amount,unit,from,to,note\n";
    let row = "C000001,A short claim,quantity,high,PeruRail,revenue,>,65000000,USD,2020-01-01,2023-12-31,none\n";
    let content = format!("{header}{}", row.repeat(1_000_000));
    let surveyed = Instant::now();
    let dialect = survey(content.as_bytes()).unwrap();
    let begun = Instant::now();
    let mut table = Table::open(content.as_bytes(), dialect).unwrap();
    let (mut rows, mut letters) = (0, 0);
    while let Some(row) = table.next_row().unwrap() {
        letters += (0..12).map(|at| row.text(at).unwrap().len()).sum::<usize>();
        rows += 1;
    }
    let took = begun.elapsed();
    let rate = f64::from(rows) / took.as_secs_f64();
    println!("survey {:?}; {rows} rows, {letters} bytes of text in {took:?}: {rate:.0} rows/s", begun - surveyed);
    assert!(rate > 1e6, "{rate:.0} rows/s");
}
