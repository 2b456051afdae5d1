//! Events that were stored once, one of every kind: whatever changes in the program, these must go on being read.

use std::collections::BTreeSet;
use tickmark::ledger::envelope::{Envelope, seal};
use tickmark::model::event::Event;

const STORED: &str = include_str!("../golden/events.txt");

#[test]
fn every_kind_that_was_ever_stored_is_read_and_written_the_same() {
    let mut kinds = BTreeSet::new();
    for line in STORED.lines() {
        let envelope = Envelope::read(line.as_bytes()).unwrap_or_else(|flaw| panic!("{flaw}: {line}"));
        let event = envelope.event().unwrap_or_else(|flaw| panic!("{flaw}: {line}"));
        let mut body = Vec::new();
        event.write_body(&mut body);
        let sealed = seal(&envelope.header, event.kind(), &body, envelope.digests.iter().copied()).unwrap();
        assert_eq!(sealed.bytes, line.as_bytes());
        kinds.insert(event.kind());
    }
    assert_eq!(kinds, Event::KINDS.iter().copied().collect(), "a kind has no stored example");
}

#[test]
fn every_stored_event_is_canonical_by_another_implementation() {
    for line in STORED.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), line);
    }
}
