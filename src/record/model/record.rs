//! An event as it was read back: what happened, when, by whom, in which words.

use super::disclosure::Texts;
use super::event::Event;
use super::id::Id;
use super::quantity::{Figure, Quantity};
use super::time::Moment;

/// Everything that is known of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Row of the event in its casebook, from 1; the key of what it recorded in the derived tables.
    pub row: i64,
    pub id: Id,
    /// Who did it, by the name that the log was opened under.
    pub actor: String,
    /// Origin of the log that holds it.
    pub log: String,
    /// Origin of the first log of the same hand: a log that goes on from another under a new key is by the same.
    pub hand: String,
    pub seq: u64,
    /// Lamport clock; with log and seq it gives the one order in which events are folded.
    pub clock: u64,
    pub time: Moment,
    pub event: Event,
    pub texts: Texts,
    /// How many of its texts are withheld or erased.
    pub withheld: usize,
}

impl Record {
    /// Gives the key of the order in which events are folded: causal, and the same on every machine.
    pub fn fold_key(&self) -> (u64, &str, u64) {
        (self.clock, &self.log, self.seq)
    }

    /// Gives the claim that the event is about, or records.
    pub fn about(&self) -> Option<Id> {
        match self.event {
            Event::ClaimRecorded(_) => Some(self.id),
            _ => self.event.about_claim(),
        }
    }

    /// Puts a figure together with its words.
    pub fn quantity(&self, figure: &Figure) -> Quantity {
        let words = self.texts.find("quantity").map(|text| &text.value);
        let word = |name| words.and_then(|words| words.field(name)).map(str::to_string);
        Quantity { figure: figure.clone(), subject: word("subject"), metric: word("metric"), unit: word("unit") }
    }

    /// Gives the words that a timeline shows of it, where it has any.
    pub fn main_words(&self) -> Option<String> {
        let names = ["statement", "note", "reason", "question", "answer", "assignee", "quote", "whom", "now"];
        names.iter().find_map(|name| self.texts.owned(name))
    }

    /// Gives the wording of a text, or nothing where it is withheld.
    pub fn wording(&self, name: &str) -> String {
        self.texts.text(name).unwrap_or_default().to_string()
    }
}
