//! The audit report with a row for each piece of evidence, withdrawn ones too.

use super::audit_table::Table;
use super::claims::figures;
use crate::error::Result;
use record::model::audit::EvidenceFacts;
use std::io::Write;

/// The columns, in order.
pub const COLUMNS: &[&str] = &[
    "evidence_id",
    "claim_id",
    "external_id",
    "piece_id",
    "piece",
    "statement",
    "stance",
    "confidence",
    "source_id",
    "source",
    "tier",
    "publisher",
    "author",
    "address",
    "published",
    "origin",
    "locator",
    "quote",
    "note",
    "subject",
    "metric",
    "comparator",
    "amount",
    "upper",
    "unit",
    "period_from",
    "period_to",
    "basis",
    "change",
    "capture_id",
    "capture_sha256",
    "attached_by",
    "attached_at",
    "withdrawn",
    "withdrawal_reason",
    "quote_found",
    "quote_score",
    "quote_faults",
    "cell",
    "as_of",
    "good_until",
    "formula",
    "undermined",
    "record_sha256",
];

/// Writes the row of a piece of evidence.
pub fn write<W: Write>(table: &mut Table<W>, evidence: &EvidenceFacts) -> Result<()> {
    let source = evidence.source;
    table.hash(evidence.id)?;
    table.hash(evidence.claim)?;
    table.texts([evidence.claim_external_id, &evidence.piece.id, &evidence.piece.name, evidence.statement])?;
    table.texts([
        evidence.stance,
        evidence.confidence,
        &evidence.source.id,
        &evidence.source.name,
        &evidence.source.tier,
    ])?;
    table.texts([source.publisher.as_str(), &source.author, &source.address, &source.published])?;
    table.texts([&evidence.source.origin, evidence.locator, evidence.quote, evidence.note])?;
    figures(table, &evidence.figures)?;
    table.hash(evidence.capture.unwrap_or_default())?;
    table.texts([evidence.capture_sha256, evidence.attached_by, evidence.attached_at])?;
    table.flag(evidence.withdrawn.is_some())?;
    table.text(evidence.withdrawn.unwrap_or_default())?;
    table.text(found(evidence))?;
    table.text(
        &evidence
            .score
            .map(|score| format!("{}.{}", score / 1000, format_args!("{:03}", score % 1000)))
            .unwrap_or_default(),
    )?;
    table.texts([evidence.faults, evidence.cell, evidence.as_of, evidence.good_until, evidence.formula])?;
    table.flag(evidence.undermined)?;
    table.hash(evidence.record_sha256)?;
    table.end_row()
}

/// A quotation that nobody found in the source says so.
fn found<'a>(evidence: &EvidenceFacts<'a>) -> &'a str {
    match evidence.found {
        "" if !evidence.quote.is_empty() => "unverified",
        found => found,
    }
}
