//! Finds shares of one whole that come to more than 100 percent.

use super::{Finding, FindingKind, Named, finding, grouped};
use crate::quantity::dimension::Dimension;
use crate::quantity::measure::Measure;
use crate::quantity::stated::{Stated, half};
use record::model::quantity::grouped as digits;
use rust_decimal::Decimal;

/// Beginnings of metrics whose percentages are parts of what follows.
const OF_A_WHOLE: &[&str] =
    &["share of", "stake in", "interest in", "ownership of", "holding in", "direct share of", "economic interest in"];

/// Words in a subject that make it overlap with others.
const TOGETHER: &[&str] = &["together", "combined", "total", "all", "altogether", "group", "groups", "both"];

/// Gives a finding for each whole that its shares pass, each taken at the least that it allows.
pub(super) fn findings(named: &[Named]) -> Vec<Finding> {
    let whole = |claim: &Named| is_share(claim).then(|| (claim.metric.clone(), claim.period()));
    grouped(named, whole).filter_map(|group| over(&group)).collect()
}

fn is_share(claim: &Named) -> bool {
    let said = OF_A_WHOLE.iter().any(|start| claim.metric.starts_with(start));
    let together = claim.subject.split(' ').any(|word| TOGETHER.contains(&word));
    said && !together
}

fn over(group: &[&Named]) -> Option<Finding> {
    let mut holders: Vec<(&Named, Stated, Decimal)> = Vec::new();
    for claim in group {
        let Some((stated, least)) = least(claim) else { continue };
        // Two values for one holder are one holder's, and the larger of the least is what it has at least.
        match holders.iter_mut().find(|(own, _, _)| own.subject == claim.subject) {
            Some(own) if own.2 < least => *own = (claim, stated, least),
            Some(_) => {}
            None => holders.push((claim, stated, least)),
        }
    }
    let open = holders.iter().any(|(_, stated, _)| stated.interval.low.is_some_and(|low| low.open));
    let sum = holders.iter().try_fold(Decimal::ZERO, |sum, (_, _, least)| sum.checked_add(*least))?;
    let passes = sum > Decimal::ONE_HUNDRED || (open && sum == Decimal::ONE_HUNDRED);
    (holders.len() > 1 && passes).then(|| told(&holders, sum))
}

/// Gives the least that a share allows: a bare amount could be rounded up by half its last place.
fn least(claim: &Named) -> Option<(Stated, Decimal)> {
    let quantity = &claim.claim.quantity;
    let measure = Measure::read(quantity.unit.as_deref());
    if measure.dimension != Dimension::Share {
        return None;
    }
    let stated = Stated::read(&quantity.figure, &measure).ok()?.along(measure.size, Decimal::ZERO)?;
    let low = stated.interval.low?.at;
    let least = if stated.bare() { low.checked_sub(half(stated.step)?)? } else { low };
    Some((stated, least))
}

fn told(holders: &[(&Named, Stated, Decimal)], sum: Decimal) -> Finding {
    let line: Vec<_> = holders
        .iter()
        .map(|(claim, _, least)| format!("{} ({}, at least)", digits(least.normalize()), claim.claim.label))
        .collect();
    let metric = &holders[0].0.metric;
    let claims: Vec<_> = holders.iter().map(|(claim, _, _)| *claim).collect();
    let sentence = format!(
        "{} = {} percent for “{metric}”, which passes 100 percent by at least {}.",
        line.join(" + "),
        digits(sum.normalize()),
        digits((sum - Decimal::ONE_HUNDRED).normalize()),
    );
    finding(FindingKind::SharesOverWhole, &claims, vec![sentence])
}
