//! Finds two values of one thing at one time.

use super::{Finding, FindingKind, Named, finding, grouped};
use crate::quantity::compare::{Answer, compare};

/// Gives a finding for each pair that no value satisfies.
pub(super) fn findings(named: &[Named]) -> Vec<Finding> {
    let mut found = Vec::new();
    for group in grouped(named, |claim| Some((claim.subject.clone(), claim.metric.clone(), claim.period()))) {
        for (at, one) in group.iter().enumerate() {
            found.extend(group[at + 1..].iter().filter_map(|other| pair(one, other)));
        }
    }
    found
}

/// Rounding and hedges allow one order of the two and not the other; a finding needs both.
fn pair(one: &Named, other: &Named) -> Option<Finding> {
    let there = compare(&one.claim.quantity, &other.claim.quantity, &[]);
    let back = compare(&other.claim.quantity, &one.claim.quantity, &[]);
    let apart = there.answer == Answer::Inconsistent && back.answer == Answer::Inconsistent;
    let (own, its) = (&one.claim.label, &other.claim.label);
    let working = there.working.iter().map(|line| {
        line.replace("The claim says", &format!("{own} says")).replace("the evidence says", &format!("{its} says"))
    });
    apart.then(|| finding(FindingKind::TwoValues, &[one, other], working.collect()))
}
