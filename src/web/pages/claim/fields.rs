//! The fields that several forms on a claim have: a figure, a day.

use crate::web::fault::Fault;
use crate::web::posted::Posted;
use actions::quantity::Parts;
use record::model::quantity::Quantity;
use record::model::time::Day;

/// Reads the figure of a form.
pub fn quantity(posted: &Posted) -> Result<Option<Quantity>, Fault> {
    let parts = Parts {
        subject: posted.owned("subject"),
        metric: posted.owned("metric"),
        comparator: posted.parsed("comparator")?,
        amount: posted.owned("amount").map(|text| text.trim().to_string()),
        upper: posted.owned("upper").map(|text| text.trim().to_string()),
        unit: posted.owned("unit").map(|text| text.trim().to_string()),
        from: day(posted, "from")?,
        to: day(posted, "until")?,
        basis: posted.parsed("basis")?,
        change: posted.parsed("change")?,
    };
    // A sign of comparison alone is what the form starts with, and says nothing.
    let bare = Parts { comparator: None, ..parts.clone() };
    match bare.is_empty() {
        true => Ok(None),
        false => Ok(parts.quantity()?),
    }
}

/// Reads a day, where one was given.
pub fn day(posted: &Posted, field: &str) -> Result<Option<Day>, Fault> {
    let read = |text: &str| Day::parse(text.trim());
    match posted.text(field) {
        None => Ok(None),
        Some(text) => read(text).map(Some).ok_or_else(|| Fault::refused("Write a day as 2026-11-23.")),
    }
}
