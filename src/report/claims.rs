//! The audit report with a row for each claim; the view `audit` in the schema says the same in SQL.

use super::audit_table::Table;
use crate::error::{Error, Result};
use language::quantity::compare::Comparison;
use language::standing::Standing;
use record::model::audit::{Bearing, ClaimFacts, ClaimReader, Figures, Named, Review};
use record::model::id::Id;
use record::model::words::Status;
use std::borrow::Cow;
use std::io::Write;

/// What stands between two entries of a cell that holds several.
const SEPARATOR: &str = "; ";

/// A cell tells of at most so many comparisons; `--per evidence` has the rest.
const MOST_COMPARED: usize = 6;

/// A column: its name, and what it says of a claim.
struct Column(&'static str, for<'r> fn(&'r Row<'r>) -> Cell<'r>);

/// What a row is made of.
struct Row<'r> {
    claim: &'r ClaimFacts<'r>,
    told: &'r Told,
    judged: &'r Judged,
}

/// What the program judges of a claim, and reads from its words.
pub struct Judged {
    pub standing: Standing,
    /// The claim's own words in its draft; empty where it has no place in one.
    pub words: String,
    /// Its figure in words; empty where it has none.
    pub figure: String,
}

enum Cell<'r> {
    Text(Cow<'r, str>),
    Number(Option<i64>),
    Flag(bool),
    Hash(&'r [u8]),
}

/// The columns, in order.
const COLUMNS: &[Column] = &[
    Column("claim_id", |row| Cell::Hash(row.claim.id)),
    Column("external_id", |row| text(row.claim.external_id)),
    Column("piece_id", |row| text(&row.claim.piece.id)),
    Column("piece", |row| text(&row.claim.piece.name)),
    Column("draft_id", |row| of_draft(row, |draft| &draft.id)),
    Column("draft", |row| of_draft(row, |draft| &draft.name)),
    Column("draft_sha256", |row| of_draft(row, |draft| &draft.sha256)),
    Column("draft_text_sha256", |row| of_draft(row, |draft| &draft.text_sha256)),
    Column("span_start", |row| Cell::Number(row.claim.span[0])),
    Column("span_end", |row| Cell::Number(row.claim.span[1])),
    Column("statement", |row| text(row.claim.statement)),
    Column("type", |row| text(row.claim.claim_type.word())),
    Column("subject", |row| text(row.claim.figures.subject)),
    Column("metric", |row| text(row.claim.figures.metric)),
    Column("comparator", |row| text(row.claim.figures.comparator)),
    Column("amount", |row| text(row.claim.figures.amount)),
    Column("upper", |row| text(row.claim.figures.upper)),
    Column("unit", |row| text(row.claim.figures.unit)),
    Column("period_from", |row| text(row.claim.figures.period_from)),
    Column("period_to", |row| text(row.claim.figures.period_to)),
    Column("basis", |row| text(row.claim.figures.basis)),
    Column("change", |row| text(row.claim.figures.change)),
    Column("priority", |row| text(row.claim.priority.word())),
    Column("status", |row| text(row.claim.status.word())),
    Column("verdict", |row| text(row.claim.verdict.map_or("", |verdict| verdict.word()))),
    Column("contested", |row| Cell::Flag(row.claim.contested)),
    Column("assignee", |row| text(row.claim.assignee)),
    Column("due", |row| text(row.claim.due)),
    Column("reviewers", |row| text(&row.told.reviewers)),
    Column("sources", |row| text(&row.told.sources)),
    Column("evidence", |row| Cell::Number(Some(row.told.evidence))),
    Column("words", |row| text(&row.judged.words)),
    Column("figure", |row| text(&row.judged.figure)),
    Column("compared", |row| Cell::Text(compared(&row.judged.standing).into())),
    Column("standing", |row| text(row.judged.standing.hold.word())),
    Column("standing_reasons", |row| Cell::Text(reasons(&row.judged.standing).into())),
    Column("despite", |row| Cell::Text(row.judged.standing.despite().join(SEPARATOR).into())),
    Column("origins_low", |row| Cell::Number(Some(row.judged.standing.origins.low as i64))),
    Column("origins_high", |row| Cell::Number(Some(row.judged.standing.origins.high as i64))),
    Column("open_queries", |row| Cell::Number(Some(row.told.open_queries))),
    Column("notes", |row| text(&row.told.verdict_notes)),
    Column("signed_off_by", |row| text(row.claim.signed_off_by)),
    Column("signed_off_at", |row| text(row.claim.signed_off_at)),
    Column("stale", |row| Cell::Flag(row.claim.status == Status::Stale)),
    Column("record_sha256", |row| Cell::Hash(row.claim.record_sha256)),
];

/// The names of the columns, in order.
pub const NAMES: &[&str] = &{
    let (mut names, mut at) = ([""; COLUMNS.len()], 0);
    while at < names.len() {
        names[at] = COLUMNS[at].0;
        at += 1;
    }
    names
};

/// Writes a row for each claim that it hears of.
pub struct Claims<'t, W: Write, J> {
    table: &'t mut Table<W>,
    judge: J,
    told: Told,
}

/// What belongs to a claim, heard before it.
#[derive(Default)]
struct Told {
    reviewers: String,
    sources: String,
    verdict_notes: String,
    remarks: String,
    evidence: i64,
    open_queries: i64,
}

impl<'t, W: Write, J: FnMut(Id) -> std::io::Result<Judged>> Claims<'t, W, J> {
    /// Writes to a table that was begun, and asks of each claim, by its id, how it stands.
    pub fn new(table: &'t mut Table<W>, judge: J) -> Self {
        Self { table, judge, told: Told::default() }
    }

    fn row(&mut self, claim: ClaimFacts) -> Result<()> {
        let id = <[u8; 32]>::try_from(claim.id).map_err(|_| Error::Invalid("an id is not of 32 bytes".into()))?;
        let judged = (self.judge)(Id(id)).map_err(Error::Output)?;
        let row = Row { claim: &claim, told: &self.told, judged: &judged };
        for Column(_, cell) in COLUMNS {
            match cell(&row) {
                Cell::Hash(hash) => self.table.hash(hash)?,
                Cell::Text(text) => self.table.text(&text)?,
                Cell::Number(number) => self.table.number(number)?,
                Cell::Flag(flag) => self.table.flag(flag)?,
            }
        }
        self.table.end_row()
    }
}

impl<W: Write, J: FnMut(Id) -> std::io::Result<Judged>> ClaimReader for Claims<'_, W, J> {
    fn review(&mut self, review: Review) {
        let flag = |set: bool, words: &'static str| if set { words } else { "" };
        let (blind, settles) = (flag(review.blind, " (blind)"), flag(review.settles, " (settles)"));
        let superseded = flag(!review.standing, " (superseded)");
        let Review { actor, verdict, time, note, .. } = review;
        entry(&mut self.told.reviewers, &[actor, " ", verdict, " ", time, blind, settles, superseded]);
        if let Some(note) = note {
            entry(&mut self.told.verdict_notes, &[actor, " ", time, " ", verdict, ": ", note]);
        }
    }

    fn bearing(&mut self, bearing: Bearing) {
        let Bearing { stance, source, locator, formula } = bearing;
        let comma = if locator.is_some() { ", " } else { "" };
        let locator = locator.unwrap_or_default();
        match source {
            Some(source) => {
                entry(
                    &mut self.told.sources,
                    &[stance, ": ", &source.name, comma, locator, " [source ", &source.id, "]"],
                );
            }
            None => entry(&mut self.told.sources, &[stance, ": computed as ", formula.unwrap_or("(withheld)")]),
        }
        self.told.evidence += 1;
    }

    fn remark(&mut self, actor: &str, time: &str, text: &str) {
        entry(&mut self.told.remarks, &[actor, " ", time, ": ", text]);
    }

    fn open_query(&mut self) {
        self.told.open_queries += 1;
    }

    fn claim(&mut self, claim: ClaimFacts) -> std::io::Result<()> {
        // Remarks follow the notes to verdicts.
        if !self.told.remarks.is_empty() {
            let remarks = std::mem::take(&mut self.told.remarks);
            entry(&mut self.told.verdict_notes, &[&remarks]);
        }
        let written = self.row(claim);
        self.told = Told::default();
        Ok(written?)
    }
}

fn text(text: &str) -> Cell<'_> {
    Cell::Text(text.into())
}

fn of_draft<'r>(row: &'r Row<'r>, part: fn(&Named) -> &str) -> Cell<'r> {
    text(row.claim.draft.map_or("", part))
}

/// Gives the codes of all reasons, each with the first digits of what it is about.
fn reasons(standing: &Standing) -> String {
    let each = standing.reasons().map(|reason| match reason.about {
        Some(about) => format!("{} {}", reason.code, about.short()),
        None => reason.code.to_string(),
    });
    each.collect::<Vec<_>>().join(SEPARATOR)
}

/// Gives how the figure of each piece of evidence compares with the claim's: the first digits of the evidence, the answer, both
/// figures.
fn compared(standing: &Standing) -> String {
    let answers = standing.evidence.iter().filter_map(|judged| Some((judged.evidence, judged.compared.as_ref()?)));
    let said = |(evidence, comparison): (Id, &Comparison)| {
        let figures = comparison.working.first().map(|sentence| format!(": {}", sentence.trim_end_matches('.')));
        format!("{} {}{}", evidence.short(), comparison.answer, figures.unwrap_or_default())
    };
    let mut each: Vec<String> = answers.map(said).collect();
    let more = each.len().saturating_sub(MOST_COMPARED);
    each.truncate(MOST_COMPARED);
    if more > 0 {
        each.push(format!("and {more} more"));
    }
    each.join(SEPARATOR)
}

/// Adds an entry to a cell that holds several.
fn entry(cell: &mut String, parts: &[&str]) {
    if !cell.is_empty() {
        cell.push_str(SEPARATOR);
    }
    parts.iter().for_each(|part| cell.push_str(part));
}

/// Adds the ten cells of a quantity.
pub(super) fn figures<W: Write>(table: &mut Table<W>, figures: &Figures) -> Result<()> {
    let Figures { subject, metric, comparator, amount, upper, unit, period_from, period_to, basis, change } = *figures;
    table.texts([subject, metric, comparator, amount, upper, unit, period_from, period_to, basis, change])
}
