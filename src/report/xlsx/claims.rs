//! The sheet of claims, most of whose cells may be changed.

use super::sheet::{Column, Formats, Look, Table, Value};
use crate::dossier::{Dossier, Entry};
use crate::editable;
use record::model::words::{Basis, ClaimType, Comparator, Priority, Verdict};
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: &[Column] = &[
    Column("number", 8.0, false, Look::Figures),
    Column("id", 12.0, false, Look::Words),
    Column("statement", 60.0, true, Look::Words),
    Column("type", 18.0, true, Look::Words),
    Column("priority", 10.0, true, Look::Words),
    Column("status", 13.0, false, Look::Words),
    Column("verdict", 22.0, true, Look::Words),
    Column("assignee", 16.0, true, Look::Words),
    Column("due", 12.0, true, Look::Days),
    Column("new_note", 40.0, true, Look::Words),
    Column("comparator", 11.0, true, Look::Words),
    Column("amount", 18.0, true, Look::Figures),
    Column("upper", 18.0, true, Look::Figures),
    Column("unit", 12.0, true, Look::Words),
    Column("subject", 24.0, true, Look::Words),
    Column("metric", 24.0, true, Look::Words),
    Column("period_from", 12.0, true, Look::Days),
    Column("period_to", 12.0, true, Look::Days),
    Column("basis", 14.0, true, Look::Words),
    Column("reviews", 50.0, false, Look::Words),
    Column("evidence", 10.0, false, Look::Figures),
    Column("independent_origins", 12.0, false, Look::Figures),
    Column("open_queries", 10.0, false, Look::Figures),
    Column("claim_id", 0.0, false, Look::Words),
    Column("record_sha256", 0.0, false, Look::Words),
    Column("as_exported", 0.0, false, Look::Words),
];

/// The colours of verdicts, light enough to read on.
pub(super) const VERDICTS: &[(&str, u32)] = &[
    ("confirmed", 0xD5E8D4),
    ("confirmed-with-change", 0xE6F0C9),
    ("incorrect", 0xF8CECC),
    ("disputed", 0xFAD7AC),
    ("unverifiable", 0xFFE6CC),
    ("on-author", 0xE1D5E7),
    ("opinion", 0xDAE8FC),
];

const STATUSES: &[(&str, u32)] = &[
    ("unchecked", 0xF5F5F5),
    ("assigned", 0xEAF1FB),
    ("checking", 0xDAE8FC),
    ("query", 0xFFF2CC),
    ("checked", 0xE6F0C9),
    ("second-check", 0xE6F0C9),
    ("signed-off", 0xD5E8D4),
    ("returned", 0xFAD7AC),
    ("stale", 0xF8CECC),
    ("cut", 0xD9D9D9),
];

pub(super) fn write(sheet: &mut Worksheet, dossier: &Dossier, formats: &Formats) -> Result<(), XlsxError> {
    let mut table = Table::begin(sheet, "Claims", COLUMNS, formats)?;
    for entry in &dossier.claims {
        table.row(row(entry))?;
    }
    table.choose("type", &ClaimType::ALL.iter().map(|word| word.word()).collect::<Vec<_>>())?;
    table.choose("priority", &Priority::ALL.iter().map(|word| word.word()).collect::<Vec<_>>())?;
    table.choose("verdict", &Verdict::ALL.iter().map(|word| word.word()).collect::<Vec<_>>())?;
    table.choose("comparator", &Comparator::ALL.iter().map(|word| word.word()).collect::<Vec<_>>())?;
    table.choose("basis", &Basis::ALL.iter().map(|word| word.word()).collect::<Vec<_>>())?;
    table.colour("verdict", VERDICTS)?;
    table.colour("status", STATUSES)?;
    table.end()
}

fn row(entry: &Entry) -> [Value<'_>; COLUMNS.len()] {
    let claim = &entry.claim;
    let quantity = claim.quantity.as_ref();
    let figure = quantity.map(|quantity| &quantity.figure);
    [
        Value::count(entry.number),
        Value::maybe(claim.external_id.as_deref()),
        Value::maybe(claim.statement.as_deref()),
        Value::text(claim.claim_type.word()),
        Value::text(claim.priority.word()),
        Value::text(entry.status.word()),
        Value::maybe(claim.verdict().map(|verdict| verdict.word())),
        Value::maybe(claim.assignee.as_deref()),
        Value::day(claim.due),
        Value::Empty,
        Value::maybe(figure.map(|figure| figure.comparator.word())),
        Value::amount(figure.and_then(|figure| figure.amount)),
        Value::amount(figure.and_then(|figure| figure.upper)),
        Value::maybe(quantity.and_then(|quantity| quantity.unit.as_deref())),
        Value::maybe(quantity.and_then(|quantity| quantity.subject.as_deref())),
        Value::maybe(quantity.and_then(|quantity| quantity.metric.as_deref())),
        Value::day(figure.and_then(|figure| figure.from)),
        Value::day(figure.and_then(|figure| figure.to)),
        Value::maybe(figure.and_then(|figure| figure.basis).map(|basis| basis.word())),
        Value::text(reviews(entry)),
        Value::count(claim.evidence.iter().filter(|evidence| evidence.stands()).count()),
        Value::count(entry.independent_origins),
        Value::count(claim.open_queries().count()),
        Value::text(claim.recorded.id.hex()),
        Value::text(entry.record_sha256.hex()),
        Value::text(editable::marks(claim)),
    ]
}

/// Gives every standing verdict with its note, a line each.
fn reviews(entry: &Entry) -> String {
    let lines = entry.claim.standing_checks().map(|check| {
        let note = check.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
        let outdated = if check.outdated { " (about earlier words)" } else { "" };
        format!("{} {} {}{outdated}{note}", check.mark.time.day(), check.mark.actor, check.verdict)
    });
    lines.collect::<Vec<_>>().join("\n")
}
