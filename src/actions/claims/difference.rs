//! What a claim said before an amendment, and what it says after it.

use record::model::claim::Claim;
use record::model::event::Event;
use record::model::id::Id;
use record::model::quantity::{Figure, Quantity, grouped};
use record::model::record::Record;
use serde::Serialize;
use std::collections::HashMap;

/// The parts of a claim that an amendment can change.
pub const PARTS: [&str; 10] =
    ["statement", "type", "priority", "amount", "unit", "subject", "metric", "period", "basis", "change"];

/// A part of a claim that is not what it was; absent words are those of a part that the claim did not have, or no longer has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// One of [`PARTS`].
    pub part: &'static str,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Names what differs between two states of a claim.
pub fn differences(before: &Claim, after: &Claim) -> Vec<Difference> {
    let pairs = PARTS.into_iter().zip(words(before)).zip(words(after));
    let differing = pairs.filter(|((_, before), after)| before != after);
    differing.map(|((part, before), after)| Difference { part, before, after }).collect()
}

/// Gives what each amendment of a claim changed, by its event; `records` holds the claim's events in folding order.
pub fn amendments(records: &[Record]) -> HashMap<Id, Vec<Difference>> {
    let amending = records.iter().enumerate().filter(|(_, record)| matches!(record.event, Event::ClaimAmended(_)));
    let told = amending.filter_map(|(at, record)| {
        let (before, after) = (Claim::fold(&records[..at])?, Claim::fold(&records[..=at])?);
        Some((record.id, differences(&before, &after)))
    });
    told.collect()
}

/// Gives the words of each part, in the order of [`PARTS`].
fn words(claim: &Claim) -> [Option<String>; 10] {
    let own = claim.quantity.as_ref();
    let figure = own.map(|quantity| &quantity.figure);
    let word = |of: fn(&Quantity) -> &Option<String>| own.and_then(|quantity| of(quantity).clone());
    [
        claim.statement.clone(),
        Some(claim.claim_type.to_string()),
        Some(claim.priority.to_string()),
        figure.and_then(amount),
        word(|quantity| &quantity.unit),
        word(|quantity| &quantity.subject),
        word(|quantity| &quantity.metric),
        figure.and_then(Figure::period),
        figure.and_then(|figure| figure.basis).map(|basis| basis.to_string()),
        figure.and_then(|figure| figure.change).map(|change| change.to_string()),
    ]
}

fn amount(figure: &Figure) -> Option<String> {
    match (figure.amount, figure.upper) {
        (Some(lower), Some(upper)) => Some(format!("between {} and {}", grouped(lower), grouped(upper))),
        (Some(amount), None) => Some(format!("{} {}", figure.comparator, grouped(amount))),
        (None, _) => None,
    }
}
