//! The demonstration of a review: steps on the seed case's claims about companies and countries, by an actor `demo`.

use crate::claims::{query, review};
use record::model::words::{Recipient, Verdict};
use store::casebook::{Actor, Casebook};
use store::error::Result;

/// Claims whose owners, totals and shares the demonstration works on.
const OWNERS: &str = "C055";
const MAJORITY: &str = "C058";
const TOTAL: &str = "C018";
const CONSUMER: &str = "C025";
const PROCESSOR: &str = "C026";

/// Walks through the steps of a review. No claim about a person is touched, and none is signed off: that takes two.
pub fn review_companies(casebook: &mut Casebook, demo: &Actor) -> Result<()> {
    for claim in [OWNERS, MAJORITY, TOTAL, CONSUMER, PROCESSOR] {
        review::assign(casebook, demo, claim, demo, None)?;
    }
    for claim in [OWNERS, MAJORITY, TOTAL] {
        review::start(casebook, demo, claim)?;
    }
    review::check(
        casebook,
        demo,
        OWNERS,
        Verdict::Confirmed,
        Some("Demonstration: the sources give 62.5, 22.5 and 15 percent."),
    )?;
    review::note(
        casebook,
        demo,
        MAJORITY,
        "Demonstration: majority by control and minority by economic interest; the sentence does not say which.",
        false,
    )?;
    query::ask(
        casebook,
        demo,
        MAJORITY,
        Recipient::Author,
        None,
        "Is the majority meant by control or by economic interest?",
    )?;
    query::ask(
        casebook,
        demo,
        TOTAL,
        Recipient::Author,
        None,
        "Which measure is this: flow, stock or announced deals? And from whom?",
    )?;
    Ok(())
}
