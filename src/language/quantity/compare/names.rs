//! Checks that both figures are of the same subject and measure the same thing.

use super::answer::{Barred, Reason};
use crate::quantity::name::same_name;
use record::model::quantity::Quantity;

/// Bars a comparison between two subjects.
pub(super) fn subjects(claim: &Quantity, evidence: &Quantity, working: &mut Vec<String>) -> Result<(), Barred> {
    agree(Reason::Subject, "of whom or what the figure is", [&claim.subject, &evidence.subject], working)
}

/// Bars a comparison between two metrics.
pub(super) fn metrics(claim: &Quantity, evidence: &Quantity, working: &mut Vec<String>) -> Result<(), Barred> {
    agree(Reason::Definition, "what is measured", [&claim.metric, &evidence.metric], working)
}

fn agree(reason: Reason, what: &str, names: [&Option<String>; 2], working: &mut Vec<String>) -> Result<(), Barred> {
    match names {
        [Some(own), Some(its)] if same_name(own, its) => Ok(()),
        [Some(own), Some(its)] => Err(Barred::because(reason, differ(reason, own, its))),
        [None, None] => Ok(()),
        [Some(name), None] => {
            working.push(format!("The evidence does not say {what}; it is taken to be the claim's, {name}."));
            Ok(())
        }
        [None, Some(name)] => {
            working.push(format!("The claim does not say {what}; it is taken to be the evidence's, {name}."));
            Ok(())
        }
    }
}

fn differ(reason: Reason, own: &str, its: &str) -> String {
    match reason {
        Reason::Subject => format!("The claim is about {own}, the evidence about {its}: not the same name."),
        _ => format!("The claim measures {own}, the evidence {its}: not the same definition."),
    }
}
