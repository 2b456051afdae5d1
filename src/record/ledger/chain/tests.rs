//! Logs that go on from one another under new keys.

use super::*;
use crate::ledger::envelope::{identify, seal};
use crate::ledger::tree::leaf_hash;
use crate::model::event::{KeyRevoked, LogOpened};
use crate::model::time::Moment;
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;

fn key(seed: u8) -> String {
    BASE64.encode(SigningKey::from_bytes(&[seed; 32]).verifying_key().as_bytes())
}

/// Logs that are written event by event, whatever the events say.
#[derive(Default)]
struct Writer {
    chain: Chain,
    row: i64,
}

impl Writer {
    /// Adds an event to the log that begins in the given row, or begins one; gives what is wrong with it.
    fn write(&mut self, log: Option<i64>, origin: &str, event: impl Into<Event>) -> Option<String> {
        self.row += 1;
        let (row, log, event) = (self.row, log.unwrap_or(self.row), event.into());
        let (seq, prev) = self
            .chain
            .logs
            .get(&log)
            .map_or((0, Frontier::default().root()), |log| (log.frontier.size(), log.frontier.root()));
        let time = Moment::parse("2026-11-23T10:00:00.000Z").unwrap();
        let header = Header { clock: row as u64, log: origin.into(), prev, seq, time };
        let mut body = Vec::new();
        event.write_body(&mut body);
        let bytes = seal(&header, event.kind(), &body, [].into_iter()).unwrap().bytes;
        let (id, leaf) = (identify(&bytes), leaf_hash(&bytes));
        let read = Stood::read(&bytes);
        self.chain
            .follow(&Hashed { row, log, seq, claimed: id, id, leaf, read }, |_, _| ())
            .err()
            .map(|fault| fault.fault)
    }

    fn end_of(&self, row: i64) -> LogEnd {
        let log = &self.chain.logs[&row];
        LogEnd { log: log.origin.clone(), root: Id(log.frontier.root()), size: log.frontier.size() }
    }
}

fn opened(seed: u8, follows: Option<LogEnd>) -> LogOpened {
    LogOpened { follows, key: key(seed), signs_only: false }
}

/// A log under the first key that ended, and names the second.
fn ended() -> Writer {
    let mut writer = Writer::default();
    assert_eq!(writer.write(None, "one", opened(1, None)), None);
    assert_eq!(writer.write(Some(1), "one", KeySucceeded { key: key(2), log: "two".into() }), None);
    writer
}

fn faults(writer: &Writer) -> Vec<String> {
    writer.chain.succession_faults().into_iter().map(|fault| fault.fault).collect()
}

#[test]
fn a_log_goes_on_from_another_that_names_it() {
    let mut writer = ended();
    let end = writer.end_of(1);
    assert_eq!(writer.write(None, "two", opened(2, Some(end))), None);
    assert_eq!(faults(&writer), [""; 0]);
    let [one, two] = [1, 3].map(|row| &writer.chain.logs[&row]);
    assert!(writer.chain.goes_on_from(two, "one"));
    assert!(!writer.chain.goes_on_from(one, "two"));
}

#[test]
fn nothing_comes_after_the_end_of_a_log() {
    let mut writer = ended();
    let more = KeyRevoked { key: key(3), log: "three".into(), size: 0 };
    assert!(writer.write(Some(1), "one", more).unwrap().contains("after the end of its log"));
}

#[test]
fn a_succession_needs_both_sides() {
    for (origin, seed, bent, part) in [
        ("other", 2, None, "does not name it"),
        ("two", 3, None, "does not name it"),
        ("two", 2, Some(LogEnd { log: "zero".into(), root: Id([0; 32]), size: 2 }), "is not here"),
        ("two", 2, Some(LogEnd { log: "one".into(), root: Id([0; 32]), size: 2 }), "another end"),
    ] {
        let mut writer = ended();
        let end = bent.unwrap_or_else(|| writer.end_of(1));
        writer.write(None, origin, opened(seed, Some(end)));
        assert!(faults(&writer).iter().any(|fault| fault.contains(part)), "{origin} {seed}: {:?}", faults(&writer));
    }
    let mut early = Writer::default();
    early.write(None, "one", opened(1, None));
    let end = early.end_of(1);
    early.write(None, "two", opened(2, Some(end)));
    assert_eq!(faults(&early), ["it goes on from a log that does not name it as its successor"]);
    assert_eq!(faults(&ended()), ["the log that goes on from it is not here"]);
}
