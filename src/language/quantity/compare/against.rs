//! Compares one claim with several pieces of evidence and says how they lie around it.

use super::answer::{Answer, Comparison, Reason, Side};
use super::compare;
use super::money::Rate;
use record::model::quantity::Quantity;

/// One piece of evidence, by its label, compared with the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    pub label: String,
    pub comparison: Comparison,
}

/// A claim beside several pieces of evidence. Every label stands in one of the five lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overall {
    /// In the order given.
    pub each: Vec<Against>,
    pub consistent: Vec<String>,
    /// Inconsistent or open, and below the claim.
    pub below: Vec<String>,
    /// Inconsistent or open, and above the claim.
    pub above: Vec<String>,
    /// Open, on neither side.
    pub open: Vec<String>,
    pub not_comparable: Vec<(String, Reason)>,
    /// What the lists come to, in sentences.
    pub working: Vec<String>,
}

impl Overall {
    /// Says whether some evidence lies below the claim and some above.
    pub fn brackets(&self) -> bool {
        !self.below.is_empty() && !self.above.is_empty()
    }
}

/// Compares the claim with each piece of evidence, given by label and figure.
pub fn against_all(claim: &Quantity, evidence: &[(&str, &Quantity)], rates: &[Rate]) -> Overall {
    let mut overall = Overall::default();
    for (label, quantity) in evidence {
        let comparison = compare(claim, quantity, rates);
        sort(&mut overall, label, &comparison);
        overall.each.push(Against { label: (*label).into(), comparison });
    }
    overall.working = told(&overall);
    overall
}

fn sort(overall: &mut Overall, label: &str, comparison: &Comparison) {
    let label = label.to_string();
    match (comparison.answer, comparison.side, comparison.reason) {
        (Answer::Consistent, _, _) => overall.consistent.push(label),
        (_, Some(Side::Below), _) => overall.below.push(label),
        (_, Some(Side::Above), _) => overall.above.push(label),
        (Answer::NotComparable, _, Some(reason)) if reason != Reason::Open => {
            overall.not_comparable.push((label, reason));
        }
        _ => overall.open.push(label),
    }
}

fn told(overall: &Overall) -> Vec<String> {
    let all = overall.each.len();
    let mut lines = vec![format!(
        "{} of {all} are consistent with the claim{}.",
        overall.consistent.len(),
        listed(&overall.consistent)
    )];
    if overall.brackets() {
        lines.push(format!(
            "{} below and {} above: the values bracket the claim.",
            lie(&overall.below),
            lie(&overall.above)
        ));
    } else {
        for (labels, side) in [(&overall.below, "below"), (&overall.above, "above")] {
            lines.extend((!labels.is_empty()).then(|| format!("{} {side} the claim.", lie(labels))));
        }
    }
    if !overall.open.is_empty() {
        lines.push(format!("Left open by {}.", overall.open.join(", ")));
    }
    if !overall.not_comparable.is_empty() {
        let named: Vec<_> =
            overall.not_comparable.iter().map(|(label, reason)| format!("{label} ({reason})")).collect();
        lines.push(format!("Not comparable: {}.", named.join(", ")));
    }
    lines
}

fn listed(labels: &[String]) -> String {
    if labels.is_empty() { String::new() } else { format!(": {}", labels.join(", ")) }
}

fn lie(labels: &[String]) -> String {
    format!("{} {}", labels.join(", "), if labels.len() == 1 { "lies" } else { "lie" })
}
