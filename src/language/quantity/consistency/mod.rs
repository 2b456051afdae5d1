//! Finds claims of one text whose figures do not go together.
//!
//! Nothing here says which claim is wrong. Names are compared as elsewhere (`name`); claims without a subject or a
//! metric are left out, as are opinions, and claims that could go together under some reading. The conventions:
//! - *Two values*: the same subject, metric and period, and figures that `compare` finds inconsistent.
//! - *Shares of one whole*: percentages of different subjects under one metric that says `share of`, `stake in`,
//!   `interest in` or `ownership of`, for one period. Subjects that say `together`, `combined`, `total` or `all`
//!   overlap with others and do not count.
//! - *Parts and total*: parts are subjects that begin with `of which`; their total is the one other claim of the same
//!   metric and period. Or the total's subject names the parts: `A, B and C`. Parts by `of which` may be incomplete
//!   unless one of them is `other`, `others` or `the rest`.
//! - *Age and dates*: `years old` at a time, and a claim of the same subject whose metric says `birth` or `born`.
//! - *Length and dates*: a figure in years or months that has a first and a last day in different years (within one
//!   year they may be when the figure held, as they are for a stock and a point in time); or a metric `term` beside dates
//!   under `term start` and `term end` (`start of term`, `end of term`).

mod lengths;
mod parts;
mod shares;
mod values;

use super::name::plain;
use record::model::quantity::Quantity;
use record::model::time::Day;
use record::model::words::{ClaimType, words};
use std::collections::BTreeMap;

words! {
    /// What does not go together.
    FindingKind, "finding" {
        TwoValues = "two-values",
        SharesOverWhole = "shares-over-whole",
        PartsAndTotal = "parts-and-total",
        AgeAndDates = "age-and-dates",
        LengthAndDates = "length-and-dates",
    }
}

/// A claim as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What the claim is called: `C058`.
    pub label: String,
    pub statement: String,
    pub of: ClaimType,
    pub quantity: Quantity,
}

/// Claims whose figures do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub kind: FindingKind,
    /// The labels of the claims, in the order in which they were given.
    pub claims: Vec<String>,
    /// The arithmetic, one sentence each.
    pub working: Vec<String>,
}

/// Finds what does not go together, kind by kind, and within a kind in the order of the claims.
pub fn consistency(claims: &[Stated]) -> Vec<Finding> {
    let named: Vec<Named> = claims.iter().filter_map(Named::of).collect();
    let mut found = values::findings(&named);
    found.extend(shares::findings(&named));
    found.extend(parts::findings(&named));
    found.extend(lengths::findings(claims, &named));
    found
}

/// A claim with the names that it is grouped by.
struct Named<'a> {
    claim: &'a Stated,
    subject: String,
    metric: String,
}

type Period = (Option<Day>, Option<Day>);

impl<'a> Named<'a> {
    fn of(claim: &'a Stated) -> Option<Self> {
        if claim.of == ClaimType::Opinion {
            return None;
        }
        let (subject, metric) = (claim.quantity.subject.as_deref()?, claim.quantity.metric.as_deref()?);
        Some(Self { claim, subject: plain(subject), metric: plain(metric) })
    }

    fn period(&self) -> Period {
        (self.claim.quantity.figure.from, self.claim.quantity.figure.to)
    }
}

/// Groups claims by a key; groups stand in the order of their keys, claims in the order given.
fn grouped<'a, 'b, K: Ord>(
    named: &'b [Named<'a>],
    key: impl Fn(&Named<'a>) -> Option<K>,
) -> impl Iterator<Item = Vec<&'b Named<'a>>> {
    let mut groups: BTreeMap<K, Vec<&Named>> = BTreeMap::new();
    for claim in named {
        if let Some(key) = key(claim) {
            groups.entry(key).or_default().push(claim);
        }
    }
    groups.into_values().filter(|group| group.len() > 1)
}

fn finding(kind: FindingKind, claims: &[&Named], working: Vec<String>) -> Finding {
    Finding { kind, claims: claims.iter().map(|named| named.claim.label.clone()).collect(), working }
}
