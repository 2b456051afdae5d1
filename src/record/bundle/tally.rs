//! What is counted over all logs of a bundle, and what is to be compared once all are read.

use super::absent::Absent;
use crate::ledger::chain::Fault;
use crate::ledger::disclosure::{self, digest};
use crate::model::disclosure::Text;
use crate::model::event::Event;
use crate::model::id::Id;
use std::collections::BTreeSet;

/// How many faults are kept; more are only counted.
const KEPT_FAULTS: usize = 50;

/// What was found so far.
#[derive(Default)]
pub(super) struct Tally {
    pub faults: Vec<Fault>,
    pub fault_count: usize,
    /// The first events that this version does not know, and how many there are.
    pub unknown: Vec<Fault>,
    pub unknown_count: usize,
    pub shown: u64,
    /// The texts that are not there.
    pub absent: Absent,
    pub kept_back: u64,
    /// The files that drafts and captures are told to be.
    pub named: BTreeSet<Id>,
    /// Keys that are not to be trusted: the log, the key, and how many events are still to be.
    pub revoked: Vec<(String, String, u64)>,
    /// The timestamps that events tell of: the event, and the hash of the file.
    pub timestamps: Vec<(Id, Id)>,
}

impl Tally {
    pub fn fault(&mut self, place: impl Into<String>, fault: impl ToString) {
        self.fault_count += 1;
        if self.faults.len() < KEPT_FAULTS {
            self.faults.push(Fault { place: place.into(), fault: fault.to_string() });
        }
    }

    /// Takes note of something that only a newer version can read.
    pub fn unknown(&mut self, place: impl Into<String>, what: impl ToString) {
        self.unknown_count += 1;
        if self.unknown.len() < KEPT_FAULTS {
            self.unknown.push(Fault { place: place.into(), fault: what.to_string() });
        }
    }

    /// Takes in the texts beside an event whose body cannot be read.
    pub fn take_unread(&mut self, place: &str, id: Id, digests: &[&str], texts: &[String]) {
        let (shown, seen) = self.texts(place, digests, texts);
        self.shown += shown.len() as u64;
        self.absent.take_unread(id, digests.iter().copied(), &seen);
    }

    /// Takes in an event and the texts beside it; gives those that belong to it.
    pub fn take(&mut self, place: &str, id: Id, event: &Event, digests: &[&str], texts: &[String]) -> Vec<Text> {
        let (shown, seen) = self.texts(place, digests, texts);
        self.shown += shown.len() as u64;
        self.absent.take(id, event, digests.iter().copied(), &seen);
        match event {
            Event::DraftAdded(_) | Event::CaptureFiled(_) => self.named.extend(files(&shown)),
            Event::KeyRevoked(body) => self.revoked.push((body.log.clone(), body.key.clone(), body.size)),
            Event::TimestampAttached(body) => self.timestamps.push((id, body.digest)),
            _ => {}
        }
        shown
    }

    /// Reads the texts beside an event; gives those that belong to it, and their digests.
    fn texts(&mut self, place: &str, digests: &[&str], texts: &[String]) -> (Vec<Text>, BTreeSet<String>) {
        let (mut shown, mut seen) = (Vec::new(), BTreeSet::new());
        for json in texts {
            let digest = digest(json);
            match disclosure::read(json) {
                Err(flaw) => self.fault(place, format!("a text beside it is not sound: {flaw}")),
                Ok(_) if !digests.contains(&digest.as_str()) => {
                    self.fault(place, "a text stands beside it whose digest is not in it");
                }
                Ok(_) if !seen.insert(digest) => self.fault(place, "a text stands beside it twice"),
                Ok(text) => shown.push(text),
            }
        }
        (shown, seen)
    }
}

/// The files that the texts of a draft or a capture name.
pub(super) fn files(texts: &[Text]) -> impl Iterator<Item = Id> {
    let content = texts.iter().find(|text| text.name == "content").map(|text| &text.value);
    let named = ["sha256", "text_sha256", "layout_sha256"].into_iter();
    named.filter_map(move |name| Id::from_hex(content?.field(name)?))
}
