//! The public shape of a reason why something does not stand, or that somebody should know.

use record::model::id::Id;
use record::model::standing::Reason;
use record::model::words::StandingReason;
use serde::Serialize;

#[derive(Serialize)]
pub struct ReasonShape<'a> {
    code: StandingReason,
    bars: bool,
    about: Option<Id>,
    parts: &'a [String],
    sentence: String,
}

impl<'a> ReasonShape<'a> {
    pub fn of(reason: &'a Reason) -> Self {
        let Reason { code, about, parts } = reason;
        Self { code: *code, bars: reason.bars(), about: *about, parts, sentence: reason.to_string() }
    }
}
