//! What one row says, read and judged cell by cell.

use super::amount::read_written;
use super::days::day;
use super::layout::{Layout, NAMES_OF_SOURCE, OF_EVIDENCE};
use formats::ingest::table::{Column, Fault, Row};
use record::ledger::disclosure::TEXT_LIMIT;
use record::model::quantity::{Figure, Quantity};
use record::model::words::{ClaimType, Comparator, Confidence, Priority, Stance, Tier};
use rust_decimal::Decimal;
use std::borrow::Cow;
use store::casebook::Actor;

/// What a text may become in its disclosure: each byte six, and the salt and the name around it.
const SURELY_SHORT: usize = TEXT_LIMIT / 6 - 128;

/// A text of a row.
pub type Words<'r> = Cow<'r, str>;

/// What one row says.
#[derive(Clone, Debug)]
pub struct Entry<'r> {
    pub line: u64,
    pub piece: Option<Words<'r>>,
    pub claim: Option<ClaimCells<'r>>,
    pub source: Option<SourceCells<'r>>,
    pub evidence: EvidenceCells<'r>,
}

/// What a row says of a claim.
#[derive(Clone, Debug)]
pub struct ClaimCells<'r> {
    /// Absent where the row only points at a claim by its identifier.
    pub statement: Option<Words<'r>>,
    pub external_id: Option<Words<'r>>,
    pub claim_type: Option<ClaimType>,
    pub priority: Option<Priority>,
    pub quantity: Option<Quantity>,
    pub note: Option<Words<'r>>,
    pub assignee: Option<Words<'r>>,
}

/// What a row says of a source.
#[derive(Clone, Debug)]
pub struct SourceCells<'r> {
    pub tier: Option<Tier>,
    pub title: Option<Words<'r>>,
    pub publisher: Option<Words<'r>>,
    pub author: Option<Words<'r>>,
    pub address: Option<Words<'r>>,
    pub published: Option<Words<'r>>,
    pub origin: Option<Words<'r>>,
}

/// What a row says its source gives for its claim.
#[derive(Clone, Debug)]
pub struct EvidenceCells<'r> {
    pub stance: Option<Stance>,
    pub confidence: Option<Confidence>,
    pub locator: Option<Words<'r>>,
    pub quote: Option<Words<'r>>,
    pub note: Option<Words<'r>>,
}

impl ClaimCells<'_> {
    /// Says whether the row tells more of the claim than which one it is.
    fn describes(&self) -> bool {
        self.claim_type.is_some()
            || self.priority.is_some()
            || self.quantity.is_some()
            || self.note.is_some()
            || self.assignee.is_some()
    }
}

/// Reads the cells of one row and collects what is wrong with them.
struct Cells<'c, 'r> {
    row: &'c Row<'r>,
    layout: &'c Layout,
    faults: Vec<Fault>,
}

impl<'r> Entry<'r> {
    /// Reads a row; `None` where no column that is taken in has anything in it, `Err` with all that is wrong.
    pub fn read(row: &Row<'r>, layout: &Layout, default_type: ClaimType) -> Result<Option<Self>, Vec<Fault>> {
        let mut cells = Cells { row, layout, faults: Vec::new() };
        if cells.blank() {
            return Ok(None);
        }
        let source = cells.source();
        let evidence = cells.evidence();
        let claim = cells.claim(default_type);
        let piece = cells.text(Column::Piece);
        let claim = match claim.statement {
            Some(_) => Some(claim),
            None => cells.without_statement(claim, source.is_some()),
        };
        if claim.is_some() && source.is_none() {
            cells.require_no_evidence();
        }
        match cells.faults.is_empty() {
            true => Ok(Some(Self { line: row.line(), piece, claim, source, evidence })),
            false => Err(cells.faults),
        }
    }
}

impl<'r> Cells<'_, 'r> {
    fn blank(&self) -> bool {
        let has_text = |column: Column| {
            let at = self.layout.position(column);
            at.is_some_and(|at| self.row.text(at).map_or(true, |text| !text.trim().is_empty()))
        };
        // Nearly every row has its first mapped column filled, so this seldom looks further.
        !self.layout.mapped.iter().any(|mapped| has_text(mapped.column))
    }

    /// Gives the text of a cell without the space around it; an empty one is absent.
    fn text(&mut self, column: Column) -> Option<Words<'r>> {
        let at = self.layout.position(column)?;
        match self.row.text(at) {
            Ok(text) => {
                let text = trimmed(text)?;
                self.require_short(column, &text);
                Some(text)
            }
            Err(fault) => {
                self.faults.push(fault);
                None
            }
        }
    }

    fn require_short(&mut self, column: Column, text: &str) {
        if text.len() <= SURELY_SHORT {
            return;
        }
        let written = serde_json::to_string(text).map_or(usize::MAX, |json| json.len() + 128);
        if written > TEXT_LIMIT {
            let bytes = text.len();
            self.fault(column, format!("the text is {bytes} bytes long; about {TEXT_LIMIT} are kept at most"));
        }
    }

    /// Reads a cell by the rules of what it holds.
    fn read<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let text = self.text(column)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.fault(column, reason);
                None
            }
        }
    }

    fn word<T: std::str::FromStr<Err = String>>(&mut self, column: Column) -> Option<T> {
        self.read(column, str::parse)
    }

    fn fault(&mut self, column: Column, reason: impl Into<String>) {
        self.faults.push(match self.layout.position(column) {
            Some(at) => self.row.fault(at, reason),
            None => Fault::row(self.row.line(), reason),
        });
    }

    fn claim(&mut self, default_type: ClaimType) -> ClaimCells<'r> {
        let claim_type = self.word(Column::Type);
        let quantity = self.quantity();
        if let Some(reason) = quantity.as_ref().and_then(|quantity| quantity.fault(claim_type.unwrap_or(default_type)))
        {
            self.fault(self.blamed(quantity.as_ref()), reason);
        }
        ClaimCells {
            statement: self.text(Column::Statement),
            external_id: self.text(Column::Id),
            claim_type,
            priority: self.word(Column::Priority),
            quantity,
            note: self.text(Column::Note),
            assignee: self.assignee(),
        }
    }

    fn assignee(&mut self) -> Option<Words<'r>> {
        let name = self.text(Column::Assignee)?;
        if let Err(error) = Actor::named(&name) {
            self.fault(Column::Assignee, error.to_string());
        }
        Some(name)
    }

    /// Picks the column in which an impossible quantity is most likely to be mended.
    fn blamed(&self, quantity: Option<&Quantity>) -> Column {
        let Some(Quantity { figure, .. }) = quantity else { return Column::Amount };
        match (figure.from, figure.to, figure.upper) {
            (Some(from), Some(to), _) if to < from => Column::To,
            (_, _, Some(_)) => Column::Upper,
            _ if self.layout.position(Column::Amount).is_some() => Column::Amount,
            _ => Column::Comparator,
        }
    }

    fn quantity(&mut self) -> Option<Quantity> {
        let (amount, upper) = (self.amount(Column::Amount), self.amount(Column::Upper));
        let written = [&amount, &upper].into_iter().flatten().find_map(|(_, unit)| unit.clone());
        let (amount, upper) = (amount.map(|(amount, _)| amount), upper.map(|(upper, _)| upper));
        let comparator = self.read(Column::Comparator, comparator);
        let from = self.read(Column::From, |text| day(text, "01-01"));
        let to = self.read(Column::To, |text| day(text, "12-31"));
        let basis = self.word(Column::Basis);
        let change = self.word(Column::Change);
        let [subject, metric, unit] =
            [Column::Subject, Column::Metric, Column::Unit].map(|column| self.text(column).map(Words::into_owned));
        let unit = unit.or(written);
        let numbers = amount.is_some()
            || upper.is_some()
            || from.is_some()
            || to.is_some()
            || basis.is_some()
            || change.is_some();
        let words = [&subject, &metric, &unit].into_iter().flatten().map(String::len).sum::<usize>();
        if words > SURELY_SHORT {
            self.fault(Column::Subject, format!("subject, metric and unit are {words} bytes long together"));
        }
        if !numbers && words == 0 && comparator.is_none() {
            return None;
        }
        let implied = if upper.is_some() { Comparator::Between } else { Comparator::Equal };
        let figure = Figure { change, amount, basis, comparator: comparator.unwrap_or(implied), from, to, upper };
        Some(Quantity { figure, subject, metric, unit })
    }

    fn amount(&mut self, column: Column) -> Option<(Decimal, Option<String>)> {
        let decimal_comma = self.layout.decimal_comma;
        self.read(column, |text| read_written(text, decimal_comma))
    }

    fn source(&mut self) -> Option<SourceCells<'r>> {
        let [title, publisher, author, address] = NAMES_OF_SOURCE.map(|column| self.text(column));
        let (published, origin) = (self.text(Column::SourcePublished), self.text(Column::SourceOrigin));
        let tier = self.word(Column::SourceTier);
        if title.is_some() || publisher.is_some() || author.is_some() || address.is_some() {
            return Some(SourceCells { tier, title, publisher, author, address, published, origin });
        }
        let told = [
            (Column::SourcePublished, published.is_some()),
            (Column::SourceOrigin, origin.is_some()),
            (Column::SourceTier, tier.is_some()),
        ];
        if let Some((column, _)) = told.into_iter().find(|(_, told)| *told) {
            self.fault(column, "there is no source here: one needs a title, a publisher, an author or an address");
        }
        None
    }

    fn evidence(&mut self) -> EvidenceCells<'r> {
        EvidenceCells {
            stance: self.word(Column::Stance),
            confidence: self.word(Column::Confidence),
            locator: self.text(Column::Locator),
            quote: self.text(Column::Quote),
            note: self.text(Column::EvidenceNote),
        }
    }

    /// A row without a statement can point at a claim by its identifier, or name a source and nothing else.
    fn without_statement(&mut self, claim: ClaimCells<'r>, has_source: bool) -> Option<ClaimCells<'r>> {
        let identified = claim.external_id.is_some();
        let loose_evidence = !identified && self.first_of_evidence().is_some();
        if !has_source || claim.describes() || loose_evidence {
            self.fault(Column::Statement, "the statement is missing");
        }
        identified.then_some(claim)
    }

    fn require_no_evidence(&mut self) {
        if let Some(column) = self.first_of_evidence() {
            self.fault(column, "there is no source here that this could be of");
        }
    }

    fn first_of_evidence(&self) -> Option<Column> {
        let filled = |column: &Column| {
            let at = self.layout.position(*column);
            at.is_some_and(|at| self.row.text(at).is_ok_and(|text| !text.trim().is_empty()))
        };
        OF_EVIDENCE.into_iter().find(filled)
    }
}

/// Takes the space around a text off; `None` where nothing is left.
fn trimmed(text: Words) -> Option<Words> {
    let trimmed = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_string()),
    };
    (!trimmed.is_empty()).then_some(trimmed)
}

fn comparator(text: &str) -> Result<Comparator, String> {
    match text {
        "≥" => Ok(Comparator::AtLeast),
        "≤" => Ok(Comparator::AtMost),
        "≈" => Ok(Comparator::About),
        word => word.parse(),
    }
}
