//! The audit report with a row for each claim; the view `audit` in the schema says the same in SQL.

use super::audit_table::Table;
use crate::error::Result;
use record::model::audit::{Bearing, ClaimFacts, ClaimReader, Figures, Named, Review};
use record::model::words::Status;
use std::collections::BTreeSet;
use std::io::Write;

/// The columns, in order.
pub const COLUMNS: &[&str] = &[
    "claim_id",
    "external_id",
    "piece_id",
    "piece",
    "draft_id",
    "draft",
    "draft_sha256",
    "draft_text_sha256",
    "span_start",
    "span_end",
    "statement",
    "type",
    "subject",
    "metric",
    "comparator",
    "amount",
    "upper",
    "unit",
    "period_from",
    "period_to",
    "basis",
    "priority",
    "status",
    "verdict",
    "contested",
    "assignee",
    "due",
    "reviewers",
    "sources",
    "evidence",
    "independent_origins",
    "open_queries",
    "notes",
    "signed_off_by",
    "signed_off_at",
    "stale",
    "record_sha256",
];

/// What stands between two entries of a cell that holds several.
const SEPARATOR: &str = "; ";

/// Writes a row for each claim that it hears of.
pub struct Claims<'t, W: Write> {
    table: &'t mut Table<W>,
    reviewers: String,
    sources: String,
    verdict_notes: String,
    remarks: String,
    origins: BTreeSet<String>,
    evidence: i64,
    open_queries: i64,
}

impl<'t, W: Write> Claims<'t, W> {
    /// Writes to a table that was begun.
    pub fn new(table: &'t mut Table<W>) -> Self {
        Self {
            table,
            reviewers: String::new(),
            sources: String::new(),
            verdict_notes: String::new(),
            remarks: String::new(),
            origins: BTreeSet::new(),
            evidence: 0,
            open_queries: 0,
        }
    }

    fn row(&mut self, claim: ClaimFacts) -> Result<()> {
        let table = &mut *self.table;
        let no_draft = Named::default();
        let draft = claim.draft.unwrap_or(&no_draft);
        table.hash(claim.id)?;
        table.texts([claim.external_id, &claim.piece.id, &claim.piece.name])?;
        table.texts([&draft.id, &draft.name, &draft.sha256, &draft.text_sha256])?;
        table.number(claim.span[0])?;
        table.number(claim.span[1])?;
        table.texts([claim.statement, claim.claim_type.word()])?;
        figures(table, &claim.figures)?;
        let verdict = claim.verdict.map_or("", |verdict| verdict.word());
        table.texts([claim.priority.word(), claim.status.word(), verdict])?;
        table.flag(claim.contested)?;
        table.texts([claim.assignee, claim.due, &self.reviewers, &self.sources])?;
        table.number(Some(self.evidence))?;
        table.number(Some(self.origins.len() as i64))?;
        table.number(Some(self.open_queries))?;
        table.texts([&self.verdict_notes, claim.signed_off_by, claim.signed_off_at])?;
        table.flag(claim.status == Status::Stale)?;
        table.hash(claim.record_sha256)?;
        table.end_row()
    }

    fn forget(&mut self) {
        for text in [&mut self.reviewers, &mut self.sources, &mut self.verdict_notes, &mut self.remarks] {
            text.clear();
        }
        self.origins.clear();
        (self.evidence, self.open_queries) = (0, 0);
    }
}

impl<W: Write> ClaimReader for Claims<'_, W> {
    fn review(&mut self, review: Review) {
        let flag = |set: bool, words: &'static str| if set { words } else { "" };
        let (blind, settles) = (flag(review.blind, " (blind)"), flag(review.settles, " (settles)"));
        let superseded = flag(!review.standing, " (superseded)");
        let Review { actor, verdict, time, note, .. } = review;
        entry(&mut self.reviewers, &[actor, " ", verdict, " ", time, blind, settles, superseded]);
        if let Some(note) = note {
            entry(&mut self.verdict_notes, &[actor, " ", time, " ", verdict, ": ", note]);
        }
    }

    fn bearing(&mut self, bearing: Bearing) {
        let Bearing { stance, source, locator, formula } = bearing;
        let comma = if locator.is_some() { ", " } else { "" };
        let locator = locator.unwrap_or_default();
        match source {
            Some(source) => {
                entry(&mut self.sources, &[stance, ": ", &source.name, comma, locator, " [source ", &source.id, "]"]);
            }
            None => entry(&mut self.sources, &[stance, ": computed as ", formula.unwrap_or("(withheld)")]),
        }
        self.evidence += 1;
    }

    fn origin(&mut self, origin: &str) {
        if !self.origins.contains(origin) {
            self.origins.insert(origin.to_string());
        }
    }

    fn remark(&mut self, actor: &str, time: &str, text: &str) {
        entry(&mut self.remarks, &[actor, " ", time, ": ", text]);
    }

    fn open_query(&mut self) {
        self.open_queries += 1;
    }

    fn claim(&mut self, claim: ClaimFacts) -> std::io::Result<()> {
        // Remarks follow the notes to verdicts.
        if !self.remarks.is_empty() {
            entry(&mut self.verdict_notes, &[&self.remarks]);
        }
        let written = self.row(claim);
        self.forget();
        Ok(written?)
    }
}

/// Adds an entry to a cell that holds several.
fn entry(cell: &mut String, parts: &[&str]) {
    if !cell.is_empty() {
        cell.push_str(SEPARATOR);
    }
    parts.iter().for_each(|part| cell.push_str(part));
}

/// Adds the nine cells of a quantity.
pub(super) fn figures<W: Write>(table: &mut Table<W>, figures: &Figures) -> Result<()> {
    let Figures { subject, metric, comparator, amount, upper, unit, period_from, period_to, basis } = *figures;
    table.texts([subject, metric, comparator, amount, upper, unit, period_from, period_to, basis])
}
