//! Which texts of the events in a bundle are not in it, and why: counted alike by whoever writes one and whoever reads it.

use crate::model::event::Event;
use crate::model::id::Id;
use std::collections::BTreeSet;

/// The texts that are not there, of the events that are.
#[derive(Default)]
pub struct Absent {
    events: BTreeSet<Id>,
    missing: BTreeSet<(Id, String)>,
    erased: BTreeSet<(Id, String)>,
}

impl Absent {
    /// Takes in an event with the digests in it and those of the texts beside it.
    pub fn take<'d>(
        &mut self,
        id: Id,
        event: &Event,
        digests: impl Iterator<Item = &'d str>,
        shown: &BTreeSet<String>,
    ) {
        if let Event::ErasureRecorded(body) = event {
            self.erased.extend(body.digests.iter().map(|digest| (body.event, digest.clone())));
        }
        self.take_unread(id, digests, shown);
    }

    /// Takes in an event whose body cannot be read.
    pub fn take_unread<'d>(&mut self, id: Id, digests: impl Iterator<Item = &'d str>, shown: &BTreeSet<String>) {
        self.events.insert(id);
        self.missing.extend(digests.filter(|digest| !shown.contains(*digest)).map(|digest| (id, digest.to_string())));
    }

    /// Counts the texts that are withheld, and those that an event in the bundle says were erased.
    pub fn counts(&self) -> (u64, u64) {
        let erased = self.missing.intersection(&self.erased).count();
        ((self.missing.len() - erased) as u64, erased as u64)
    }

    /// Names the events of which a text was erased and is there again.
    pub fn there_again(&self) -> BTreeSet<Id> {
        let gone = self.erased.difference(&self.missing);
        gone.filter(|(event, _)| self.events.contains(event)).map(|(event, _)| *event).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::{ClaimStarted, ErasureRecorded};

    fn shown(digests: &[&str]) -> BTreeSet<String> {
        digests.iter().map(|digest| digest.to_string()).collect()
    }

    #[test]
    fn a_text_is_erased_where_an_event_in_the_bundle_says_so_of_its_own_event() {
        let mut absent = Absent::default();
        let [one, other, outside] = [1, 2, 3].map(|byte| Id([byte; 32]));
        let plain = || Event::from(ClaimStarted { claim: Id([9; 32]) });
        absent.take(one, &plain(), ["a", "b", "c"].into_iter(), &shown(&["a"]));
        absent.take(other, &plain(), ["a"].into_iter(), &shown(&[]));
        assert_eq!(absent.counts(), (3, 0));
        let erased = |event, digests: &[&str]| {
            Event::from(ErasureRecorded {
                digests: digests.iter().map(|digest| digest.to_string()).collect(),
                event,
                files: 0,
            })
        };
        absent.take(Id([4; 32]), &erased(one, &["b"]), [].into_iter(), &shown(&[]));
        // What was erased of an event that is not in the bundle is not counted.
        absent.take(Id([5; 32]), &erased(outside, &["x", "y"]), [].into_iter(), &shown(&[]));
        assert_eq!(absent.counts(), (2, 1));
        assert_eq!(absent.there_again(), BTreeSet::new());
        absent.take(Id([6; 32]), &erased(one, &["a"]), [].into_iter(), &shown(&[]));
        assert_eq!(absent.there_again(), BTreeSet::from([one]));
    }
}
