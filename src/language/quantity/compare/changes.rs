//! Bars a comparison of a change with a level, and tells a rise from a fall.

use super::answer::{Answer, Barred, Reason, Weighed};
use super::sides::Sides;
use record::model::words::Change;

/// Where a part of a change stands in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    By,
    Before,
    After,
}

fn part(change: Change) -> Part {
    match change {
        Change::Up | Change::Down => Part::By,
        Change::UpFrom | Change::DownFrom | Change::From => Part::Before,
        Change::UpTo | Change::DownTo | Change::To => Part::After,
    }
}

fn rises(change: Change) -> Option<bool> {
    match change {
        Change::Up | Change::UpTo | Change::UpFrom => Some(true),
        Change::Down | Change::DownTo | Change::DownFrom => Some(false),
        Change::To | Change::From => None,
    }
}

/// Answers at once where one side rises and the other falls; a level is a level, whichever way it was reached.
pub(super) fn agree(sides: &Sides, working: &mut Vec<String>) -> Result<Option<Weighed>, Barred> {
    let (own, its) = (sides.claim.figure.change, sides.evidence.figure.change);
    let parts = (own.map(part), its.map(part));
    match parts {
        (Some(Part::By), Some(Part::By)) if own.and_then(rises) != its.and_then(rises) => {
            working.push("One amount is of a rise and the other of a fall.".into());
            let unlike = sides.claim.figure.amount.is_some_and(|amount| !amount.is_zero());
            Ok(unlike.then_some(Weighed { answer: Answer::Inconsistent, reason: Some(Reason::Direction), side: None }))
        }
        (Some(Part::By), Some(Part::By)) => Ok(None),
        (Some(Part::By), Some(_)) | (Some(_), Some(Part::By)) => {
            Err(Barred::because(Reason::Basis, "One amount is a change and the other a level: not the same basis."))
        }
        (Some(Part::Before), Some(Part::After)) | (Some(Part::After), Some(Part::Before)) => Err(Barred::because(
            Reason::Basis,
            "One amount is the level before a change and the other the level after it: not the same basis.",
        )),
        (Some(Part::By), None) => {
            working.push(
                "The evidence does not say whether its amount is a change; it is taken to be one, as the claim's."
                    .into(),
            );
            Ok(None)
        }
        (None, Some(Part::By)) => {
            working.push(
                "The claim does not say whether its amount is a change; it is taken to be one, as the evidence's."
                    .into(),
            );
            Ok(None)
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use crate::quantity::compare::compare;
    use record::model::quantity::{Figure, Quantity};
    use record::model::words::{Change, Comparator};

    fn percent(change: Option<Change>) -> Quantity {
        let figure = Figure {
            amount: Some(3.into()),
            basis: None,
            change,
            comparator: Comparator::Equal,
            from: None,
            to: None,
            upper: None,
        };
        Quantity { figure, subject: None, metric: None, unit: Some("percent".into()) }
    }

    fn check(own: Option<Change>, its: Option<Change>, expect: &str) {
        let answer = compare(&percent(own), &percent(its), &[]).to_string();
        assert_eq!(answer.lines().next(), Some(expect), "{own:?} {its:?}");
    }

    #[test]
    fn a_rise_is_no_fall_and_a_change_no_level() {
        check(Some(Change::Up), Some(Change::Up), "consistent");
        check(Some(Change::Up), Some(Change::Down), "inconsistent (direction)");
        check(Some(Change::Up), Some(Change::UpTo), "not-comparable (basis)");
        check(Some(Change::DownFrom), Some(Change::DownTo), "not-comparable (basis)");
        check(Some(Change::UpTo), Some(Change::DownTo), "consistent");
        check(Some(Change::To), None, "consistent");
        check(Some(Change::Down), None, "consistent");
    }
}
