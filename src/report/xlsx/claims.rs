//! The sheet of claims, most of whose cells may be changed.

use super::sheet::{Column, Formats, Look, Table, Value};
use crate::dossier::{Dossier, Entry};
use crate::editable;
use crate::look::{of_hold, of_status, of_verdict, span};
use language::standing::Hold;
use record::model::standing::Reason;
use record::model::words::{Basis, Change, ClaimType, Comparator, Priority, Status, Verdict};
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
    Column("change", 11.0, true, Look::Words),
    Column("reviews", 50.0, false, Look::Words),
    Column("evidence", 10.0, false, Look::Figures),
    Column("standing", 18.0, false, Look::Words),
    Column("standing_reasons", 50.0, false, Look::Words),
    Column("despite", 40.0, false, Look::Words),
    Column("independent_origins", 12.0, false, Look::Words),
    Column("origins_not_stated", 12.0, false, Look::Figures),
    Column("open_queries", 10.0, false, Look::Figures),
    Column("claim_id", 0.0, false, Look::Words),
    Column("record_sha256", 0.0, false, Look::Words),
    Column("as_exported", 0.0, false, Look::Words),
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
    table.choose("change", &Change::ALL.iter().map(|word| word.word()).collect::<Vec<_>>())?;
    let wrong = [Hold::Despite, Hold::LookAgain, Hold::Falls].map(|hold| (hold.word(), of_hold(hold).fill));
    for column in ["status", "verdict"] {
        table.colour_by(column, "standing", &wrong)?;
    }
    table.colour(
        "status",
        &Status::ALL.iter().map(|word| (word.word(), of_status(*word, Hold::Open).fill)).collect::<Vec<_>>(),
    )?;
    table.colour(
        "verdict",
        &Verdict::ALL.iter().map(|word| (word.word(), of_verdict(*word).fill)).collect::<Vec<_>>(),
    )?;
    table.colour("standing", &Hold::ALL.iter().map(|hold| (hold.word(), of_hold(*hold).fill)).collect::<Vec<_>>())?;
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
        Value::maybe(figure.and_then(|figure| figure.change).map(|change| change.word())),
        Value::text(reviews(entry)),
        Value::count(claim.evidence.iter().filter(|evidence| evidence.stands()).count()),
        Value::text(entry.standing.hold.word()),
        Value::text(entry.standing.reasons().map(told).collect::<Vec<_>>().join("\n")),
        Value::text(entry.standing.despite().join("\n")),
        Value::text(span(&entry.standing.origins)),
        Value::count(entry.standing.origins.not_stated),
        Value::count(claim.open_queries().count()),
        Value::text(claim.recorded.id.hex()),
        Value::text(entry.record_sha256.hex()),
        Value::text(editable::marks(claim)),
    ]
}

/// Says a reason with its code and what it is about.
fn told(reason: &Reason) -> String {
    let about = reason.about.map(|about| format!("{} {}: ", reason.code.subject(), about.short())).unwrap_or_default();
    format!("{about}{reason} ({})", reason.code)
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
