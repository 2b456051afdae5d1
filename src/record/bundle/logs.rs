//! Following one log of a bundle: the whole of it, or some events by their proofs.

use super::archive::Archive;
use super::layout::{self, Line};
use super::lines::{self, Lines};
use super::tally::Tally;
use crate::ledger::chain::{Chain, Hashed, Stood};
use crate::ledger::envelope::{Envelope, Flaw, identify};
use crate::ledger::note::{Checkpoint, public_key};
use crate::ledger::proof_file::Inclusion;
use crate::ledger::tree::{Hash, leaf_hash};
use crate::model::event::Event;
use crate::model::id::Id;
use ed25519_dalek::VerifyingKey;
use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Seek};

/// The longest note, proof or event that is read whole, in bytes.
const LONGEST: u64 = 1 << 20;

/// A head that a log must have had, by what says so.
#[derive(Clone, Debug)]
pub(super) struct Expected<S> {
    pub size: u64,
    pub root: Hash,
    pub by: S,
}

/// Whether a log had a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Had {
    Yes,
    No,
    /// It was not followed as far, or not followed at all there.
    Unknown,
}

/// A log as it was found.
pub(super) struct Followed<S> {
    pub origin: String,
    pub actor: Option<String>,
    /// The key that the opening of the log names.
    pub verifier: Option<VerifyingKey>,
    /// The latest signed checkpoint.
    pub head: Option<Checkpoint>,
    /// Number of its events in the bundle.
    pub events: u64,
    pub answers: Vec<(Expected<S>, Had)>,
}

/// What is known of a log before it is followed.
pub(super) struct Sighted {
    pub folder: String,
    /// The checkpoint with its cosignatures, as it stands.
    pub note: String,
    pub checkpoint: Checkpoint,
    pub full: bool,
    /// The heads of other logs that it tells of.
    pub told: Vec<(String, u64, Hash)>,
}

/// Looks at a log before anything is followed; `None` with a fault where there is nothing to follow.
pub(super) fn sight<R: Read + Seek>(archive: &mut Archive<R>, folder: String, tally: &mut Tally) -> Option<Sighted> {
    let path = format!("{folder}{}", layout::CHECKPOINT);
    let note = archive.text(&path, LONGEST).map_err(|flaw| tally.fault(&path, flaw)).ok()?;
    let checkpoint = Checkpoint::read(&note).map_err(|flaw| tally.fault(&path, flaw)).ok()?;
    let events = format!("{folder}{}", layout::EVENTS);
    let full = archive.has(&events);
    let mut told = Vec::new();
    if full && let Ok(member) = archive.read(&events) {
        let mut lines = Lines::of(member);
        // Whatever is wrong with a line is said when it is followed.
        while let Ok(Some(line)) = lines.next() {
            if line.contains("\"head.witnessed\"")
                && let Ok(Line::Event { bytes, .. }) = Line::read(line)
                && let Ok((_, Event::HeadWitnessed(body))) = event(bytes.as_bytes())
            {
                told.push((body.log, body.size, body.root.0));
            }
        }
    }
    Some(Sighted { folder, note, checkpoint, full, told })
}

fn event(bytes: &[u8]) -> Result<(Envelope<'_>, Event), Flaw> {
    let envelope = Envelope::read(bytes)?;
    let event = envelope.event()?;
    Ok((envelope, event))
}

/// Takes in an event that only a newer version can read: its texts by their digests, as far as those can be read.
fn take_unread(bytes: &[u8], shown: &[String], place: &str, flaw: &Flaw, tally: &mut Tally) {
    tally.unknown(place, flaw);
    if let Ok(envelope) = Envelope::read(bytes) {
        let texts = decoded(shown, place, tally);
        tally.take_unread(place, identify(bytes), &envelope.digests, &texts);
    }
}

/// Follows a log that is there from its first event to its head.
pub(super) fn follow<R: Read + Seek, S>(
    archive: &mut Archive<R>,
    sighted: &Sighted,
    mut expected: Vec<Expected<S>>,
    chain: &mut Chain,
    tally: &mut Tally,
) -> Followed<S> {
    let origin = sighted.checkpoint.origin.clone();
    let place = format!("log {origin}");
    let (key, actor) = opening(archive, sighted, tally);
    let verifier = key.as_deref().and_then(public_key);
    let notes = checkpoints(archive, sighted, verifier.as_ref(), tally);
    expected.sort_by_key(|expected| expected.size);
    let mut answers: Vec<(Expected<S>, Had)> = Vec::new();
    let (mut waiting, mut notes) = (expected.into_iter().peekable(), notes.into_iter().peekable());
    let (log, mut size, mut here) = (chain.followed() + 1, 0, 0);
    let path = format!("{}{}", sighted.folder, layout::EVENTS);
    lines::each(archive, &path, tally, |line, tally| {
        let at = format!("event {size} of log {origin}");
        if take(line, (log, size), &at, chain, tally) {
            here += 1;
        }
        size += 1;
        let root = || chain.logs.get(&log).map(|log| log.frontier.root());
        while let Some(note) = notes.next_if(|note| note.size <= size) {
            if note.size != size || Some(note.root) != root() {
                tally.fault(&place, format!("checkpoint at {}: it is not over the events that are there", note.size));
            }
        }
        while let Some(head) = waiting.next_if(|head| head.size <= size) {
            let had = if head.size == size && Some(head.root) == root() { Had::Yes } else { Had::No };
            answers.push((head, had));
        }
        Ok(())
    });
    if notes.next().is_some() || size != sighted.checkpoint.size {
        tally.fault(
            &place,
            format!("its checkpoint is over {} events, where {size} are there", sighted.checkpoint.size),
        );
    }
    answers.extend(waiting.map(|head| (head, Had::No)));
    let head = signed(sighted, verifier.as_ref(), tally);
    Followed { origin, actor, verifier, head, events: here, answers }
}

/// Takes a line of a log; says whether its event is there.
fn take(line: &str, (log, seq): (i64, u64), place: &str, chain: &mut Chain, tally: &mut Tally) -> bool {
    let row = log + seq as i64;
    let (bytes, disclosures) = match Line::read(line) {
        Ok(Line::Event { bytes, disclosures }) => (bytes.as_bytes(), disclosures),
        Ok(Line::KeptBack(kept)) => {
            tally.kept_back += 1;
            match kept.hash() {
                Some(leaf) => chain.pass_over(row, log, leaf),
                None => tally.fault(place, "the hash in its place is none"),
            }
            return false;
        }
        Err(error) => {
            tally.fault(place, format!("its line cannot be read: {error}"));
            return false;
        }
    };
    let (id, leaf) = (identify(bytes), leaf_hash(bytes));
    let read = match event(bytes) {
        Ok((envelope, event)) => {
            let texts = decoded(&disclosures, place, tally);
            tally.take(place, id, &event, &envelope.digests, &texts);
            Ok(Stood::of(envelope.header, Some(event)))
        }
        Err(flaw) if flaw.is_newer() => {
            take_unread(bytes, &disclosures, place, &flaw, tally);
            Stood::read(bytes)
        }
        Err(flaw) => Err(flaw),
    };
    let hashed = Hashed { row, log, seq, claimed: id, id, leaf, read };
    if let Err(fault) = chain.follow(&hashed, |_, _| ()) {
        tally.fault(place, fault.fault);
    }
    true
}

fn decoded(disclosures: &[String], place: &str, tally: &mut Tally) -> Vec<String> {
    let mut texts = Vec::with_capacity(disclosures.len());
    for encoded in disclosures {
        match layout::decoded(encoded) {
            Some(json) => texts.push(json),
            None => tally.fault(place, "a text beside it is not in base64url"),
        }
    }
    texts
}

/// Reads the key of a log, and who opened it, from its first line.
fn opening<R: Read + Seek>(
    archive: &mut Archive<R>,
    sighted: &Sighted,
    tally: &mut Tally,
) -> (Option<String>, Option<String>) {
    let path = format!("{}{}", sighted.folder, layout::EVENTS);
    let Ok(member) = archive.read(&path) else { return (None, None) };
    let mut lines = Lines::of(member);
    let first = lines.next().ok().flatten().and_then(|line| Line::read(line).ok());
    let Some(Line::Event { bytes, disclosures }) = first else {
        tally.fault(&path, "it does not begin with the opening of the log");
        return (None, None);
    };
    // What is wrong with its texts is said when it is followed.
    let mut aside = Tally::default();
    match event(bytes.as_bytes()) {
        Ok((envelope, Event::LogOpened(body))) => {
            let texts = decoded(&disclosures, &path, &mut aside);
            let texts = aside.take(&path, Id([0; 32]), &body.clone().into(), &envelope.digests, &texts);
            (Some(body.key), actor(&texts))
        }
        Err(flaw) if flaw.is_newer() => {
            tally.unknown(&path, "the opening of the log, with its key, is for a newer version to read");
            (None, None)
        }
        _ => {
            tally.fault(&path, "it does not begin with the opening of the log");
            (None, None)
        }
    }
}

fn actor(texts: &[crate::model::disclosure::Text]) -> Option<String> {
    texts.iter().find(|text| text.name == "actor").and_then(|text| text.value.text()).map(str::to_string)
}

/// Reads all signed checkpoints of a whole log, each under its key, and gives their heads in order.
fn checkpoints<R: Read + Seek>(
    archive: &mut Archive<R>,
    sighted: &Sighted,
    key: Option<&VerifyingKey>,
    tally: &mut Tally,
) -> Vec<crate::ledger::proof::Head> {
    let path = format!("{}{}", sighted.folder, layout::CHECKPOINTS);
    let mut heads = Vec::new();
    lines::each(archive, &path, tally, |line, _| {
        let layout::Note { note } = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let read = match key {
            Some(key) => Checkpoint::open(&note, key),
            None => Checkpoint::read(&note),
        };
        let checkpoint = read.map_err(|flaw| flaw.to_string())?;
        if checkpoint.origin != sighted.checkpoint.origin {
            return Err("a checkpoint is of another log".into());
        }
        heads.push(checkpoint.head());
        Ok(())
    });
    if !heads.is_sorted_by_key(|head| head.size) {
        tally.fault(&path, "the checkpoints are not in order");
        heads.sort_by_key(|head| head.size);
    }
    if heads.last() != Some(&sighted.checkpoint.head()) {
        tally.fault(&path, "the last of them is not the head of the log");
    }
    heads
}

/// Requires that the head of a log carries a genuine signature by its key.
fn signed(sighted: &Sighted, key: Option<&VerifyingKey>, tally: &mut Tally) -> Option<Checkpoint> {
    let place = format!("log {}", sighted.checkpoint.origin);
    let Some(key) = key else {
        let fault = "its key is not known, so nobody signed its head";
        if tally.unknown_count > 0 {
            tally.unknown(place, fault)
        } else {
            tally.fault(place, fault)
        }
        return None;
    };
    Checkpoint::open(&sighted.note, key).map_err(|flaw| tally.fault(place, flaw)).ok()
}

/// Follows the proofs of some events of a log to its head.
pub(super) fn follow_excerpt<R: Read + Seek, S>(
    archive: &mut Archive<R>,
    sighted: &Sighted,
    expected: Vec<Expected<S>>,
    tally: &mut Tally,
) -> Followed<S> {
    let (origin, folder) = (sighted.checkpoint.origin.clone(), format!("{}{}", sighted.folder, layout::EXCERPT));
    let texts = shown(archive, sighted, tally);
    let mut found = Excerpt { key: None, actor: None, events: 0 };
    for seq in numbers(archive, &folder, tally) {
        let place = format!("event {seq} of log {origin}");
        let shown = texts.get(&seq).map(Vec::as_slice).unwrap_or_default();
        if let Err(fault) = proven(archive, &folder, seq, &sighted.checkpoint)
            .and_then(|bytes| found.take(&bytes, &place, shown, tally))
        {
            tally.fault(place, fault);
        }
    }
    for seq in texts.keys().filter(|seq| !archive.has(&format!("{folder}{seq}.json"))) {
        tally.fault(format!("event {seq} of log {origin}"), "texts are shown of it, and it is not there");
    }
    let verifier = found.key.as_deref().and_then(public_key);
    let head = signed(sighted, verifier.as_ref(), tally);
    let answer = |expected: Expected<S>| {
        let had = match (expected.size == sighted.checkpoint.size, expected.root == sighted.checkpoint.root) {
            (false, _) => Had::Unknown,
            (true, true) => Had::Yes,
            (true, false) => Had::No,
        };
        (expected, had)
    };
    let answers = expected.into_iter().map(answer).collect();
    let Excerpt { actor, events, .. } = found;
    Followed { origin, actor, verifier, head, events, answers }
}

struct Excerpt {
    key: Option<String>,
    actor: Option<String>,
    events: u64,
}

impl Excerpt {
    /// Takes in an event that was proven.
    fn take(&mut self, bytes: &str, place: &str, shown: &[String], tally: &mut Tally) -> Result<(), String> {
        let (envelope, event) = match event(bytes.as_bytes()) {
            Ok(read) => read,
            Err(flaw) if flaw.is_newer() => {
                take_unread(bytes.as_bytes(), shown, place, &flaw, tally);
                self.events += 1;
                return Ok(());
            }
            Err(flaw) => return Err(flaw.to_string()),
        };
        let shown = decoded(shown, place, tally);
        let shown = tally.take(place, identify(bytes.as_bytes()), &event, &envelope.digests, &shown);
        if let Event::LogOpened(body) = event {
            (self.key, self.actor) = (Some(body.key), actor(&shown));
        }
        self.events += 1;
        Ok(())
    }
}

/// Reads an event and requires that its proof leads to the head of the log, and that it says to stand where it is proven.
fn proven<R: Read + Seek>(
    archive: &mut Archive<R>,
    folder: &str,
    seq: u64,
    head: &Checkpoint,
) -> Result<String, String> {
    let mut text =
        |ending: &str| archive.text(&format!("{folder}{seq}.{ending}"), LONGEST).map_err(|flaw| flaw.to_string());
    let (bytes, proof) = (text("json")?, text("tlog-proof")?);
    let proof = Inclusion::read(&proof).map_err(|flaw| flaw.to_string())?;
    let under = proof.follow(bytes.as_bytes()).map_err(|flaw| flaw.to_string())?;
    if under != *head {
        return Err("its proof leads to another head than that of the log".into());
    }
    let header = match Envelope::read(bytes.as_bytes()) {
        Ok(envelope) => envelope.header,
        // Its proof says where it stands; what it says itself is for a newer version to read.
        Err(flaw) if flaw.is_newer() => return Ok(bytes),
        Err(flaw) => return Err(flaw.to_string()),
    };
    match (header.log, header.seq, proof.index) == (under.origin, seq, seq) {
        true => Ok(bytes),
        false => Err("it says that it stands elsewhere".into()),
    }
}

/// Lists the places of the events of an excerpt, in order.
fn numbers<R: Read + Seek>(archive: &Archive<R>, folder: &str, tally: &mut Tally) -> Vec<u64> {
    let mut numbers = BTreeMap::new();
    for path in archive.paths().filter_map(|path| path.strip_prefix(folder)) {
        let (stem, ending) = path.split_once('.').unwrap_or((path, ""));
        let number = stem.parse().ok().filter(|number: &u64| number.to_string() == stem);
        match (number, ending) {
            (Some(number), "json") => *numbers.entry(number).or_insert(0) += 1,
            (Some(number), "tlog-proof") => *numbers.entry(number).or_insert(0) += 2,
            _ => tally.fault(format!("{folder}{path}"), "it is not an event of an excerpt, nor a proof"),
        }
    }
    for number in numbers.iter().filter(|(_, parts)| **parts == 2).map(|(number, _)| number) {
        tally.fault(format!("{folder}{number}.tlog-proof"), "it is the proof of an event that is not there");
    }
    numbers.into_iter().filter(|(_, parts)| *parts != 2).map(|(number, _)| number).collect()
}

fn shown<R: Read + Seek>(archive: &mut Archive<R>, sighted: &Sighted, tally: &mut Tally) -> HashMap<u64, Vec<String>> {
    let path = format!("{}{}", sighted.folder, layout::DISCLOSURES);
    let mut shown = HashMap::new();
    if !archive.has(&path) {
        return shown;
    }
    lines::each(archive, &path, tally, |line, _| {
        let layout::Shown { disclosures, seq } = serde_json::from_str(line).map_err(|error| error.to_string())?;
        match shown.insert(seq, disclosures) {
            None => Ok(()),
            Some(_) => Err("an event has two lines of texts".into()),
        }
    });
    shown
}
