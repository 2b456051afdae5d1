//! Tells whether two rows, or a row and a recorded claim, say the same.

use super::entry::ClaimCells;
use record::model::event::Event;
use record::model::quantity::Quantity;
use record::model::time::Day;
use record::model::words::{Basis, Change, ClaimType, Comparator};
use rust_decimal::Decimal;
use std::hash::{BuildHasher, RandomState};
use store::Reader;
use store::error::Result;
use store::known::KnownClaim;

/// What a claim says, hashed: the statement, and type and quantity as far as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    statement: u32,
    /// 0 where neither type nor quantity is given.
    figure: u32,
}

impl Wording {
    /// Says whether a later row says what an earlier one said; what it leaves out it does not contradict.
    pub fn agrees_with(self, earlier: Self) -> bool {
        self.statement == earlier.statement && (self.figure == 0 || self.figure == earlier.figure)
    }
}

/// Hashes what a claim says.
pub fn wording(
    hasher: &RandomState,
    statement: Option<&str>,
    claim_type: Option<ClaimType>,
    quantity: Option<&Quantity>,
) -> Wording {
    let figure = match claim_type.is_some() || quantity.is_some() {
        true => (hasher.hash_one((claim_type, parts(quantity))) as u32).max(1),
        false => 0,
    };
    Wording { statement: hasher.hash_one(statement) as u32, figure }
}

type Parts<'q> = (
    (Option<Decimal>, Option<Decimal>, Comparator),
    (Option<Day>, Option<Day>, Option<Basis>, Option<Change>),
    (Option<&'q str>, Option<&'q str>, Option<&'q str>),
);

/// Takes a quantity apart into what can be hashed.
pub fn parts(quantity: Option<&Quantity>) -> Option<Parts<'_>> {
    let Quantity { figure, subject, metric, unit } = quantity?;
    Some((
        (figure.amount, figure.upper, figure.comparator),
        (figure.from, figure.to, figure.basis, figure.change),
        (subject.as_deref(), metric.as_deref(), unit.as_deref()),
    ))
}

/// Says how a row differs from the claim that is recorded under its identifier; `None` where it does not.
///
/// A row that says what was recorded at first does not differ: the claim was amended since, and the file is the same.
pub fn difference(reader: Reader, cells: &ClaimCells, known: &KnownClaim) -> Result<Option<String>> {
    let Some(difference) = differs(cells, known) else { return Ok(None) };
    let first = reader.record(known.row)?;
    let Event::ClaimRecorded(body) = &first.event else { return Ok(Some(difference)) };
    let original = KnownClaim {
        statement: first.texts.owned("statement"),
        quantity: body.figure.as_ref().map(|figure| first.quantity(figure)),
        claim_type: Some(body.r#type),
        ..known.clone()
    };
    Ok(differs(cells, &original).map(|_| difference))
}

fn differs(cells: &ClaimCells, known: &KnownClaim) -> Option<String> {
    let id = cells.external_id.as_deref().map_or(String::new(), |id| format!(" `{id}`"));
    let said = |what: &str, recorded: String, here: String| {
        Some(format!("claim{id} is recorded with the {what} {recorded}, and the file says {here}"))
    };
    if let (Some(recorded), Some(here)) = (&known.statement, &cells.statement)
        && recorded != here
    {
        return said("statement", format!("“{recorded}”"), format!("“{here}”"));
    }
    if let (recorded, Some(here)) = (&known.quantity, &cells.quantity)
        && recorded.as_ref() != Some(here)
    {
        let recorded = recorded.as_ref().map_or("(none)".to_string(), in_words);
        return said("quantity", recorded, in_words(here));
    }
    match (known.claim_type, cells.claim_type) {
        (Some(recorded), Some(here)) if recorded != here => said("type", recorded.to_string(), here.to_string()),
        _ => None,
    }
}

/// Says a whole quantity, with whom and what it is of.
pub fn in_words(quantity: &Quantity) -> String {
    let words = [&quantity.subject, &quantity.metric].into_iter().flatten().cloned();
    let shown = Some(quantity.to_string()).filter(|shown| !shown.is_empty());
    words.chain(shown).collect::<Vec<_>>().join(", ")
}

/// Says that the same identifier stands further up with other words.
pub fn differs_further_up(cells: &ClaimCells) -> String {
    let id = cells.external_id.as_deref().unwrap_or_default();
    let here = cells.statement.as_deref().unwrap_or_default();
    format!("claim `{id}` stands further up in the file and says something else; here it says “{here}”")
}

/// Says that the claim was taken out of its piece.
pub fn was_cut(cells: &ClaimCells) -> String {
    let what = cells.statement.as_deref().or(cells.external_id.as_deref()).unwrap_or_default();
    format!("the claim “{what}” was cut, so that it is given no evidence")
}
