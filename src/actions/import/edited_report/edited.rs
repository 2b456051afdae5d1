//! A report of ours that somebody may have changed, as rows of cells with their addresses.

use formats::ingest::workbook::{self, Cells, Content, letters};
use report::cell;
use report::editable::{Editable, normal};
use report::xlsx::{HIDDEN_SHEET, SIGNATURE};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use store::error::{Error, Result};

/// What a row says of itself in its hidden columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Marks of the cells as they were exported.
    Marks(String),
    /// The fingerprint of the claim as it was exported.
    Fingerprint(String),
}

/// A row of claims.
#[derive(Clone, Debug)]
pub struct ClaimRow {
    /// Empty where the row was added.
    pub claim: String,
    pub origin: Origin,
    /// Address and content, in its normal form, of each column that the file has.
    pub cells: Vec<(Editable, String, String)>,
}

/// The answer beside a question.
#[derive(Clone, Debug)]
pub struct AnswerRow {
    pub query: String,
    pub mark: String,
    pub address: String,
    pub answer: String,
}

/// The whole file.
#[derive(Clone, Debug, Default)]
pub struct Edited {
    /// The piece that added rows belong to, where the file says it.
    pub piece: Option<String>,
    pub claims: Vec<ClaimRow>,
    pub answers: Vec<AnswerRow>,
}

/// Reads a workbook.
pub fn workbook(path: &Path) -> Result<Edited> {
    let broken = |reason: String| Error::File { path: path.to_path_buf(), reason };
    let bytes = std::fs::read(path).map_err(|error| Error::file(path, &error))?;
    if !bytes.starts_with(b"PK") {
        let other = "an audit report in CSV comes back with `tickmark import csv FILE --edited`";
        return Err(broken(format!("it is no workbook; {other}")));
    }
    let sheets =
        workbook::read(&bytes, &["Claims", "Queries", HIDDEN_SHEET]).map_err(|fault| broken(fault.to_string()))?;
    let hidden = sheets.get(HIDDEN_SHEET).ok_or_else(|| broken("it is no workbook that Tickmark wrote".into()))?;
    let said = |row, column| hidden.get(&row).and_then(|cells| cells.get(&column)).map(|cell| cell.text.clone());
    if said(1, 0).as_deref() != Some(SIGNATURE) {
        return Err(broken("it is of another version of the workbook than this program reads".into()));
    }
    let claims = sheets.get("Claims").ok_or_else(|| broken("its sheet `Claims` is gone".into()))?;
    let mut edited = Edited { piece: said(2, 1), ..Edited::default() };
    edited.claims = claim_rows(claims).map_err(&broken)?;
    if let Some(queries) = sheets.get("Queries") {
        edited.answers = answer_rows(queries).map_err(&broken)?;
    }
    refuse_repeated(&edited).map_err(broken)?;
    Ok(edited)
}

type Headers = BTreeMap<String, u32>;

fn headers(sheet: &Cells, needed: &[&str]) -> Result<Headers, String> {
    let first = sheet.get(&1).ok_or("the row of headers is gone")?;
    let headers: Headers = first.iter().map(|(at, cell)| (cell.text.trim().to_string(), *at)).collect();
    match needed.iter().find(|name| !headers.contains_key(**name)) {
        Some(name) => Err(format!("the column `{name}` is gone, by which rows are known again")),
        None => Ok(headers),
    }
}

fn claim_rows(sheet: &Cells) -> Result<Vec<ClaimRow>, String> {
    let headers = headers(sheet, &["claim_id", "as_exported", "statement"])?;
    let known: Vec<(Editable, u32)> =
        Editable::ALL.iter().filter_map(|column| headers.get(column.word()).map(|at| (*column, *at))).collect();
    let rows = sheet.iter().filter(|(row, _)| **row > 1).map(|(row, cells)| {
        let cell = |(column, at): &(Editable, u32)| {
            let content = cells.get(at).cloned().unwrap_or_default();
            (*column, format!("Claims!{}{row}", letters(*at)), normal(*column, &rounded(*column, &content)))
        };
        ClaimRow {
            claim: text(cells, headers["claim_id"]),
            origin: Origin::Marks(text(cells, headers["as_exported"])),
            cells: known.iter().map(cell).collect(),
        }
    });
    Ok(rows.filter(holds_something).collect())
}

fn answer_rows(sheet: &Cells) -> Result<Vec<AnswerRow>, String> {
    let headers = headers(sheet, &["query_id", "as_exported", "answer"])?;
    let rows = sheet.iter().filter(|(row, _)| **row > 1).map(|(row, cells)| AnswerRow {
        query: text(cells, headers["query_id"]),
        mark: text(cells, headers["as_exported"]),
        address: format!("Queries!{}{row}", letters(headers["answer"])),
        answer: report::editable::plain(&text(cells, headers["answer"])).into_owned(),
    });
    Ok(rows.filter(|row| !row.query.is_empty() || !row.answer.is_empty()).collect())
}

fn text(cells: &BTreeMap<u32, Content>, at: u32) -> String {
    cells.get(&at).map(|cell| cell.text.trim().to_string()).unwrap_or_default()
}

/// A number is worth the fifteen digits that a spreadsheet shows; what follows them comes of its arithmetic.
fn rounded(column: Editable, content: &Content) -> String {
    let amount = matches!(column, Editable::Amount | Editable::Upper) && content.number;
    let decimal = amount.then(|| Decimal::from_str_exact(&content.text).ok()).flatten();
    decimal.and_then(|decimal| decimal.round_sf(15)).map_or_else(|| content.text.clone(), |exact| exact.to_string())
}

fn holds_something(row: &ClaimRow) -> bool {
    !row.claim.is_empty() || row.cells.iter().any(|(_, _, text)| !text.is_empty())
}

/// A row that stands there twice could mean either.
fn refuse_repeated(edited: &Edited) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for row in edited.claims.iter().filter(|row| !row.claim.is_empty()) {
        if !seen.insert(&row.claim) {
            let place = row.cells.first().map(|cell| cell.1.clone()).unwrap_or_default();
            return Err(format!(
                "{place} stands in a second row of one claim: to add a claim, clear the hidden columns of its row"
            ));
        }
    }
    Ok(())
}

/// Reads an audit report that was written as CSV, a row for each claim.
pub fn table(path: &Path) -> Result<Edited> {
    let broken = |reason: String| Error::File { path: path.to_path_buf(), reason };
    let bytes = std::fs::read(path).map_err(|error| Error::file(path, &error))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| broken("it is not UTF-8: save it as CSV UTF-8".into()))?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|mark| first.bytes().filter(|byte| byte == mark).count());
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter.unwrap_or(b',')).from_reader(text.as_bytes());
    let named: Vec<String> =
        reader.headers().map_err(|error| broken(error.to_string()))?.iter().map(String::from).collect();
    let at = |name: &str| named.iter().position(|header| header == name);
    let (Some(id), Some(fingerprint)) = (at("claim_id"), at("record_sha256")) else {
        return Err(broken(
            "it lacks `claim_id` or `record_sha256`: it is no audit report with a row for each claim".into(),
        ));
    };
    let known: Vec<_> = Editable::ALL.iter().filter_map(|column| at(column.word()).map(|at| (*column, at))).collect();
    let mut edited = Edited::default();
    // The row of headers is row 1, as a spreadsheet counts them.
    for (record, row) in reader.records().zip(2..) {
        let record = record.map_err(|error| broken(error.to_string()))?;
        let of = |at: usize| cell::restore(record.get(at).unwrap_or_default()).to_string();
        let cells = known.iter().map(|(column, at)| (*column, format!("row {row}"), normal(*column, &of(*at))));
        let cells = cells.collect();
        edited.claims.push(ClaimRow { claim: of(id), origin: Origin::Fingerprint(of(fingerprint)), cells });
    }
    edited.claims.retain(holds_something);
    refuse_repeated(&edited).map_err(broken)?;
    Ok(edited)
}
