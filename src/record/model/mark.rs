//! Who recorded something, and when; and a text that was recorded so.

use super::id::Id;
use super::record::Record;
use super::time::Moment;
use serde::Serialize;

/// Who recorded something, when, and in which event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Row of the event in the casebook.
    #[serde(skip)]
    pub row: i64,
    pub id: Id,
    pub actor: String,
    /// Origin of the log that it stands in.
    #[serde(skip)]
    pub log: String,
    /// Origin of the first log of the same hand: whoever holds the key of it, by whatever name, or went on from it.
    #[serde(skip)]
    pub hand: String,
    pub time: Moment,
}

impl Mark {
    /// Gives the mark of an event.
    pub fn of(record: &Record) -> Self {
        let (actor, log, hand) = (record.actor.clone(), record.log.clone(), record.hand.clone());
        Self { row: record.row, id: record.id, actor, log, hand, time: record.time }
    }
}

/// A text with its mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    #[serde(flatten)]
    pub mark: Mark,
    pub text: String,
}
