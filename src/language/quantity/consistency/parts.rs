//! Finds parts that pass or miss their total.

use super::{Finding, FindingKind, Named, finding, grouped};
use crate::quantity::interval::Interval;
use crate::quantity::measure::Measure;
use crate::quantity::stated::Stated;
use rust_decimal::Decimal;

const PART: &str = "of which ";
const REST: &[&str] = &["other", "others", "rest", "remainder"];

/// Gives a finding for each total whose parts, under every rounding, pass it, or miss it where they are all there.
pub(super) fn findings(named: &[Named]) -> Vec<Finding> {
    let mut found = Vec::new();
    for group in grouped(named, |claim| Some((claim.metric.clone(), claim.period()))) {
        found.extend(of_which(&group));
        found.extend(group.iter().filter_map(|total| listed(total, &group)));
    }
    found
}

/// Parts that say `of which`, and the one claim beside them that does not.
fn of_which(group: &[&Named]) -> Option<Finding> {
    let (parts, totals): (Vec<&Named>, Vec<&Named>) =
        group.iter().copied().partition(|claim| claim.subject.starts_with(PART));
    let [total] = totals.as_slice() else { return None };
    let rest = |claim: &&Named| claim.subject[PART.len()..].split(' ').any(|word| REST.contains(&word));
    let complete = parts.iter().any(rest);
    (!parts.is_empty()).then(|| weighed(total, &parts, complete))?
}

/// A subject that lists others: `A, B and C`.
fn listed(total: &Named, group: &[&Named]) -> Option<Finding> {
    let subject = total.claim.quantity.subject.as_deref()?;
    let names: Vec<String> = subject.replace(" and ", ", ").split(',').map(crate::quantity::name::plain).collect();
    if names.len() < 2 {
        return None;
    }
    let part = |name: &String| group.iter().copied().find(|claim| claim.subject == *name);
    let parts: Vec<&Named> = names.iter().filter(|name| !name.is_empty()).map(part).collect::<Option<_>>()?;
    (parts.len() > 1).then(|| weighed(total, &parts, true))?
}

fn weighed(total: &Named, parts: &[&Named], complete: bool) -> Option<Finding> {
    let measure = Measure::read(total.claim.quantity.unit.as_deref());
    let whole = allowed(total, &measure)?;
    let mut sum = Interval::point(Decimal::ZERO);
    for part in parts {
        sum = sum.plus(&allowed(part, &measure)?)?;
    }
    let passes = whole.under(&sum);
    let misses = complete && sum.under(&whole);
    if !passes && !misses {
        return None;
    }
    let labels: Vec<_> = parts.iter().map(|part| part.claim.label.as_str()).collect();
    let sentence = format!(
        "{} add up to {} in the total's unit, and {} allows {}: the parts {} their total.",
        labels.join(" + "),
        between(&sum),
        total.claim.label,
        between(&whole),
        if passes { "pass" } else { "miss" },
    );
    let claims: Vec<_> = std::iter::once(total).chain(parts.iter().copied()).collect();
    Some(finding(FindingKind::PartsAndTotal, &claims, vec![sentence]))
}

/// Gives what a claim allows with rounding, in the unit of the total.
fn allowed(claim: &Named, unit: &Measure) -> Option<Interval> {
    let own = Measure::read(claim.claim.quantity.unit.as_deref());
    let factor = own.size.checked_div(unit.size).filter(|_| own.alike(unit))?;
    Stated::read(&claim.claim.quantity.figure, &own).ok()?.rounded()?.along(factor, Decimal::ZERO)
}

fn between(interval: &Interval) -> String {
    interval.said()
}
