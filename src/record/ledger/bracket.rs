//! When events were recorded, as far as others vouch for it: for each a time that it is not before, and one that it is
//! not after.
//!
//! A log only grows, so whatever existed with its first events existed then of all of them, and whatever one of its
//! events had to wait for all later ones had to wait for. An event that names the head of a log came after that head.

use crate::model::time::Moment;
use serde::Serialize;
use std::collections::BTreeMap;

/// How often bounds are handed on from log to log; more would only make them narrower.
const ROUNDS: usize = 64;

/// What others leave open of when something was recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bracket {
    pub not_before: Option<Moment>,
    pub not_after: Option<Moment>,
}

/// Events of a log with one bracket: from a position, from 0, to another, that one excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    pub from: u64,
    pub until: u64,
    #[serde(flatten)]
    pub bracket: Bracket,
}

/// An event that names the head of a log.
#[derive(Clone, Debug)]
struct Tie {
    /// The log that is named, and the size of its head.
    log: String,
    size: u64,
    /// The log that the event stands in, and its position.
    by: String,
    seq: u64,
}

/// The bounds of one log.
#[derive(Clone, Debug, Default)]
struct Bounds {
    size: u64,
    /// By position: this event and all after it are not before the time. Times rise.
    lower: BTreeMap<u64, Moment>,
    /// By size: so many first events are not after the time. Times rise.
    upper: BTreeMap<u64, Moment>,
}

impl Bounds {
    fn not_before(&self, seq: u64) -> Option<Moment> {
        self.lower.range(..=seq).next_back().map(|(_, time)| *time)
    }

    fn not_after(&self, seq: u64) -> Option<Moment> {
        self.upper.range(seq + 1..).next().map(|(_, time)| *time)
    }

    /// Takes a bound in, where it is narrower than what is known.
    fn came_after(&mut self, seq: u64, time: Moment) -> bool {
        if seq >= self.size || self.not_before(seq).is_some_and(|known| known >= time) {
            return false;
        }
        self.lower.retain(|at, known| *at < seq || *known > time);
        self.lower.insert(seq, time);
        true
    }

    fn existed(&mut self, size: u64, time: Moment) -> bool {
        let size = size.min(self.size);
        if size == 0 || self.not_after(size - 1).is_some_and(|known| known <= time) {
            return false;
        }
        self.upper.retain(|at, known| *at > size || *known < time);
        self.upper.insert(size, time);
        true
    }
}

/// The bounds of all logs.
#[derive(Clone, Debug, Default)]
pub struct Brackets {
    logs: BTreeMap<String, Bounds>,
    ties: Vec<Tie>,
}

impl Brackets {
    /// Names a log and how many events it has.
    pub fn log(&mut self, origin: &str, size: u64) {
        self.logs.entry(origin.to_string()).or_default().size = size;
    }

    /// Takes in that so many first events of a log existed at a time.
    pub fn existed(&mut self, origin: &str, size: u64, latest: Moment) {
        self.logs.get_mut(origin).map(|log| log.existed(size, latest));
    }

    /// Takes in that an event of a log, and so all after it, came after a time.
    pub fn came_after(&mut self, origin: &str, seq: u64, earliest: Moment) {
        self.logs.get_mut(origin).map(|log| log.came_after(seq, earliest));
    }

    /// Takes in that an event, the one at `seq` of log `by`, names the head of a log at a size.
    pub fn tie(&mut self, log: &str, size: u64, by: &str, seq: u64) {
        if size > 0 {
            self.ties.push(Tie { log: log.to_string(), size, by: by.to_string(), seq });
        }
    }

    /// Hands on bounds from log to log, by the heads that their events name.
    pub fn settle(&mut self) {
        for _ in 0..ROUNDS {
            let mut changed = false;
            for Tie { log, size, by, seq } in &self.ties {
                let earliest = self.bracket(log, size - 1).not_before;
                let latest = self.bracket(by, *seq).not_after;
                if let (Some(time), Some(by)) = (earliest, self.logs.get_mut(by)) {
                    changed |= by.came_after(*seq, time);
                }
                if let (Some(time), Some(log)) = (latest, self.logs.get_mut(log)) {
                    changed |= log.existed(*size, time);
                }
            }
            if !changed {
                break;
            }
        }
    }

    /// Gives what is left open of when an event was recorded.
    pub fn bracket(&self, origin: &str, seq: u64) -> Bracket {
        let log = self.logs.get(origin).filter(|log| seq < log.size);
        log.map_or_else(Bracket::default, |log| Bracket {
            not_before: log.not_before(seq),
            not_after: log.not_after(seq),
        })
    }

    /// Gives the events of a log in order, those with the same bracket together; empty where nobody vouches for any time.
    pub fn stretches(&self, origin: &str) -> Vec<Stretch> {
        let Some(log) = self.logs.get(origin).filter(|log| !log.lower.is_empty() || !log.upper.is_empty()) else {
            return Vec::new();
        };
        let mut ends: Vec<u64> = log.lower.keys().chain(log.upper.keys()).copied().chain([0, log.size]).collect();
        ends.sort_unstable();
        ends.dedup();
        let stretches = ends.windows(2).map(|ends| Stretch {
            from: ends[0],
            until: ends[1],
            bracket: self.bracket(origin, ends[0]),
        });
        stretches.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_millis(seconds * 1000).unwrap()
    }

    fn bracket(brackets: &Brackets, log: &str, seq: u64) -> (Option<i64>, Option<i64>) {
        let Bracket { not_before, not_after } = brackets.bracket(log, seq);
        (not_before.map(|time| time.millis() / 1000), not_after.map(|time| time.millis() / 1000))
    }

    #[test]
    fn a_log_hands_its_bounds_on_to_its_own_events() {
        let mut brackets = Brackets::default();
        brackets.log("a", 10);
        brackets.existed("a", 4, at(100));
        brackets.existed("a", 8, at(200));
        brackets.came_after("a", 5, at(110));
        for (seq, expected) in [
            (0, (None, Some(100))),
            (3, (None, Some(100))),
            (4, (None, Some(200))),
            (5, (Some(110), Some(200))),
            (8, (Some(110), None)),
            (10, (None, None)),
        ] {
            assert_eq!(bracket(&brackets, "a", seq), expected, "{seq}");
        }
        let stretches: Vec<_> = brackets.stretches("a").iter().map(|stretch| (stretch.from, stretch.until)).collect();
        assert_eq!(stretches, [(0, 4), (4, 5), (5, 8), (8, 10)]);
        assert_eq!(brackets.stretches("b"), []);
    }

    #[test]
    fn what_existed_later_existed_too_and_says_nothing_new() {
        let mut brackets = Brackets::default();
        brackets.log("a", 10);
        brackets.existed("a", 4, at(100));
        brackets.existed("a", 6, at(90));
        assert_eq!(bracket(&brackets, "a", 2), (None, Some(90)));
        brackets.existed("a", 5, at(95));
        assert_eq!(brackets.stretches("a").len(), 2);
    }

    #[test]
    fn an_event_that_names_a_head_came_after_it() {
        let mut brackets = Brackets::default();
        brackets.log("a", 5);
        brackets.log("b", 5);
        brackets.log("c", 5);
        brackets.tie("b", 3, "c", 1);
        brackets.tie("a", 2, "b", 2);
        brackets.came_after("a", 0, at(10));
        brackets.existed("c", 2, at(50));
        brackets.settle();
        assert_eq!(bracket(&brackets, "b", 2), (Some(10), Some(50)));
        assert_eq!(bracket(&brackets, "b", 1), (None, Some(50)));
        assert_eq!(bracket(&brackets, "a", 1), (Some(10), Some(50)));
        assert_eq!(bracket(&brackets, "a", 2), (Some(10), None));
        assert_eq!(bracket(&brackets, "c", 1), (Some(10), Some(50)));
    }

    proptest! {
        /// Whatever was said, an event's bounds are the narrowest of all that reach it.
        #[test]
        fn bounds_are_the_narrowest_that_were_said(
            lower in prop::collection::vec((0u64..12, 0i64..50), 0..8), upper in prop::collection::vec((0u64..12, 0i64..50), 0..8)
        ) {
            let mut brackets = Brackets::default();
            brackets.log("a", 10);
            lower.iter().for_each(|(seq, time)| brackets.came_after("a", *seq, at(*time)));
            upper.iter().for_each(|(size, time)| brackets.existed("a", *size, at(*time)));
            for seq in 0..10 {
                let after = lower.iter().filter(|(from, _)| *from <= seq).map(|(_, time)| *time).max();
                let before = upper.iter().filter(|(size, _)| *size > seq).map(|(_, time)| *time).min();
                prop_assert_eq!(bracket(&brackets, "a", seq), (after, before));
            }
        }
    }
}
