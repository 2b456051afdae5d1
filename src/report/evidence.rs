//! The audit report with a row for each piece of evidence, withdrawn ones too.

use super::audit::Table;
use super::claims::figures;
use crate::error::Result;
use crate::model::audit::EvidenceFacts;
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
    "capture_id",
    "capture_sha256",
    "attached_by",
    "attached_at",
    "withdrawn",
    "withdrawal_reason",
    "record_sha256",
];

/// Writes the row of a piece of evidence.
pub fn write<W: Write>(table: &mut Table<W>, evidence: &EvidenceFacts) -> Result<()> {
    table.hash(evidence.id)?;
    table.hash(evidence.claim)?;
    table.texts([evidence.claim_external_id, &evidence.piece.id, &evidence.piece.name, evidence.statement])?;
    table.texts([evidence.stance, evidence.confidence, &evidence.source.id, &evidence.source.name, evidence.tier])?;
    table.texts([evidence.publisher, evidence.author, evidence.address, evidence.published])?;
    table.texts([&evidence.source.origin, evidence.locator, evidence.quote, evidence.note])?;
    figures(table, &evidence.figures)?;
    table.hash(evidence.capture.unwrap_or_default())?;
    table.texts([evidence.capture_sha256, evidence.attached_by, evidence.attached_at])?;
    table.flag(evidence.withdrawn.is_some())?;
    table.text(evidence.withdrawn.unwrap_or_default())?;
    table.hash(evidence.record_sha256)?;
    table.end_row()
}
