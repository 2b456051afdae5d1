//! Verifying a bundle: by what is in it, and by what the verifier brings along.

use super::archive::{Archive, Flaw};
use super::bag::{self, Hashes};
use super::logs::{self, Expected, Followed, Had, Sighted};
use super::packed::Packed;
use super::tally::Tally;
use super::{layout, lines};
use crate::ledger::chain::{Chain, Fault};
use crate::ledger::cosignature::{Cosigned, WitnessKey};
use crate::ledger::judging::{self, Cosignature};
use crate::ledger::note::Checkpoint;
use crate::ledger::policy::Word;
use crate::ledger::trust::Trust;
use crate::ledger::trusted::{Head, Trusted};
use crate::model::id::Id;
use crate::model::outcome::Outcome;
use data_encoding::BASE64;
use ed25519_dalek::VerifyingKey;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::io::{Read, Seek};

/// The longest manifest, in bytes.
const LONGEST_MANIFEST: u64 = 512 << 20;

/// The longest note over the files at the top, in bytes.
const LONGEST_NOTE: u64 = 1 << 20;

/// Bytes read at once.
const PIECE: usize = 1 << 17;

/// Gives the head of a log, by its origin, that was seen before.
pub type Recall<'a> = &'a dyn Fn(&str) -> Option<Checkpoint>;

/// What the verifier brings along; none of it comes from the bundle.
#[derive(Clone, Copy, Default)]
pub struct Brought<'a> {
    /// Signed checkpoints that were kept elsewhere.
    pub heads: &'a [Head],
    /// Recalls the head of a log that was seen before, which may contradict the bundle and does not vouch for it.
    pub seen: Option<Recall<'a>>,
    /// Whose word is taken.
    pub trust: Trust<'a>,
}

/// What the verification of a bundle came to.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    pub outcome: Outcome,
    /// Whether every event of every log is there, in full or by its hash.
    pub full: bool,
    /// How many events are there.
    pub events: u64,
    /// How many events the logs have in all.
    pub of: u64,
    /// Events that are told by their hash alone.
    pub kept_back: u64,
    /// Texts of the events that are there: those that are there, those that are withheld, and those that were erased for
    /// good, as events in the bundle tell.
    pub shown: u64,
    pub withheld: u64,
    pub erased: u64,
    /// Captured files that are there, and how many are named and not there.
    pub files: u64,
    pub absent: u64,
    pub timestamps: u64,
    pub logs: Vec<FoundLog>,
    pub faults: Vec<Fault>,
    /// How many faults there are in all.
    pub fault_count: usize,
    /// What only a newer version can read.
    pub unknown: Vec<Fault>,
    pub unknown_count: usize,
    /// How the zip file differs from one that the program makes, where nothing in it differs.
    pub repacked: Vec<String>,
    /// The log under whose key somebody stands for all files as they were packed.
    pub packed_by: Option<String>,
    /// Files around the record that are as that somebody packed them, for whom something vouches; nobody made them again
    /// from the events.
    pub as_packed: Vec<String>,
    /// Files around the record for which nobody vouches.
    pub unvouched: Vec<String>,
    /// The answer of the record, whatever is beside it.
    #[serde(skip)]
    record: Outcome,
}

impl Verdict {
    /// Says in a sentence what the answer means.
    pub fn meaning(&self) -> &'static str {
        match (self.outcome, self.record, self.as_packed.is_empty()) {
            (Outcome::Ok, _, true) => "sound, and vouched for by what you brought along",
            (Outcome::Ok, _, false) => {
                "sound, and vouched for by what you brought along; what is around the record is as it was packed"
            }
            (Outcome::Unanchored, Outcome::Ok, _) => {
                "the record is sound, and vouched for by what you brought along; not all files around it are"
            }
            (other, ..) => other.meaning(),
        }
    }

    /// Takes in which of the files around the record were made again from its events and are the same.
    pub fn made_again(&mut self, same: impl Fn(&str) -> bool) {
        self.as_packed.retain(|path| !same(path));
        self.unvouched.retain(|path| !same(path));
        self.outcome = self.with_files();
    }

    /// Lists the files around the record, of which it says nothing itself.
    pub fn around(&self) -> impl Iterator<Item = &str> {
        self.as_packed.iter().chain(&self.unvouched).map(String::as_str)
    }

    fn with_files(&self) -> Outcome {
        match self.record {
            Outcome::Ok if !self.unvouched.is_empty() => Outcome::Unanchored,
            record => record,
        }
    }
}

/// One log, as it was found.
#[derive(Clone, Debug, Serialize)]
pub struct FoundLog {
    pub origin: String,
    /// Absent where the name is withheld.
    pub actor: Option<String>,
    pub size: u64,
    /// Number of its events in the bundle.
    pub events: u64,
    /// Base64.
    pub root: String,
    /// The largest size that a head kept elsewhere vouches for.
    pub anchored: u64,
    /// The largest size that somebody whom the verifier named vouches for.
    pub witnessed: u64,
    /// The largest size that the verifier's policy takes for vouched for, and why not where it does not.
    pub by_policy: u64,
    pub policy_says: Option<String>,
    /// How many events came after those that are still to be trusted, where somebody said that its key is not.
    pub after_revocation: u64,
}

/// What says that a log had a head.
#[derive(Clone, Debug)]
enum Says {
    Head(Head),
    Seen,
    Witness {
        key: WitnessKey,
        time: u64,
    },
    /// The log of that origin tells of it.
    Log(String),
    Timestamp(String),
}

/// Verifies a bundle; `progress` hears how many bytes were hashed.
pub fn check<R: Read + Seek>(from: R, brought: &Brought, progress: &mut dyn FnMut(u64)) -> Verdict {
    let mut tally = Tally::default();
    match Archive::open(from) {
        Ok(archive) => Check { archive, brought, tally, hashes: Hashes::new() }.run(progress),
        Err(flaw) => {
            tally.fault("bundle", flaw);
            conclude(tally, Vec::new(), true, BTreeSet::new(), &BTreeSet::new())
        }
    }
}

struct Check<'b, R> {
    archive: Archive<R>,
    brought: &'b Brought<'b>,
    tally: Tally,
    /// Of the files that are not captures.
    hashes: Hashes,
}

/// How many files are named for which nobody vouches.
const NAMED: usize = 200;

impl<R: Read + Seek> Check<'_, R> {
    fn run(mut self, progress: &mut dyn FnMut(u64)) -> Verdict {
        let files = self.check_bag(progress);
        let sighted = self.sight();
        let full = !sighted.is_empty() && sighted.iter().all(|log| log.full);
        let notes = self.timestamp_notes();
        let mut contradicted = BTreeSet::new();
        let (mut logs, mut chain, mut cosigned) = (Vec::new(), Chain::default(), Vec::new());
        let mut keys = HashMap::new();
        for log in &sighted {
            let expected = self.expected(log, &sighted, &notes);
            let (archive, tally) = (&mut self.archive, &mut self.tally);
            let followed = match log.full {
                true => logs::follow(archive, log, expected, &mut chain, tally),
                false => logs::follow_excerpt(archive, log, expected, tally),
            };
            keys.extend(followed.verifier.map(|key| (followed.origin.clone(), key)));
            logs.push(self.judge(followed, &mut contradicted, &mut cosigned));
        }
        match full {
            true => self.judge_whole(&chain, &cosigned, &mut logs, &mut contradicted),
            false => self.judge_excerpt(&sighted, &mut logs, &mut contradicted),
        }
        let stamped: BTreeSet<String> = self.tally.timestamps.iter().map(|(event, _)| event.hex()).collect();
        self.check_files(&files);
        let packed = self.packed(&keys);
        for event in self.tally.absent.there_again() {
            self.tally.fault(format!("event {}", event.short()), "a text of it was erased, and is there again");
        }
        let repacked = self.archive.repacked().to_vec();
        let trusted = packed.as_ref().is_some_and(|packed| self.stands_for(&packed.origin, &keys, &logs));
        let (mut as_packed, mut unvouched) = (Vec::new(), Vec::new());
        for path in self.archive.paths() {
            let tag = [bag::DECLARATION, bag::MANIFEST, bag::TAG_MANIFEST, layout::PACKED].contains(&path);
            if tag || layout::is_record(path, sighted.len(), |event| stamped.contains(event)) {
                continue;
            }
            let listed = |packed: &Packed| path.starts_with(layout::PAYLOAD) || packed.hashes.contains_key(path);
            match trusted && packed.as_ref().is_some_and(listed) {
                true => as_packed.push(path.to_string()),
                false if unvouched.len() < NAMED => unvouched.push(path.to_string()),
                false => {}
            }
        }
        let packed_by = packed.map(|packed| packed.origin);
        let concluded = conclude(self.tally, logs, full, contradicted, &files);
        let mut verdict = Verdict { repacked, packed_by, as_packed, unvouched, ..concluded };
        verdict.outcome = verdict.with_files();
        verdict
    }

    /// Reads the note of whoever packed it, and requires that its files are those that the note is over; none where the
    /// key is not known.
    fn packed(&mut self, keys: &HashMap<String, VerifyingKey>) -> Option<Packed> {
        if !self.archive.has(layout::PACKED) {
            return None;
        }
        let note = self.archive.text(layout::PACKED, LONGEST_NOTE).map_err(|flaw| flaw.to_string());
        let read = note.and_then(|note| Ok((Packed::read(&note).ok_or("it is no note over the files")?, note)));
        let (packed, note) = match read {
            Ok(read) => read,
            Err(fault) => {
                self.tally.fault(layout::PACKED, fault);
                return None;
            }
        };
        let key = keys.get(&packed.origin).or_else(|| self.brought_key(&packed.origin))?;
        if let Err(flaw) = packed.require(&note, key) {
            self.tally.fault(layout::PACKED, flaw);
            return None;
        }
        for (path, hash) in &packed.hashes {
            if self.hashes.get(path) != Some(hash) {
                self.tally.fault(path.escape_debug().to_string(), "it is not the one that whoever packed it signed");
            }
        }
        // All other files are those of a manifest that the note is over.
        match packed.hashes.contains_key(bag::MANIFEST) {
            true => Some(packed),
            false => {
                self.tally.fault(layout::PACKED, "it is not over the manifest");
                None
            }
        }
    }

    fn brought_key(&self, origin: &str) -> Option<&VerifyingKey> {
        let named = self.brought.trust.named.iter().find_map(|trusted| match trusted {
            Trusted::Log(known) if known.origin == origin => Some(&known.key),
            _ => None,
        });
        named.or_else(|| self.brought.trust.policy.and_then(|policy| policy.key_of(origin)))
    }

    /// Says whether something that the verifier brought vouches for the key of a log.
    fn stands_for(&self, origin: &str, keys: &HashMap<String, VerifyingKey>, logs: &[FoundLog]) -> bool {
        let Some(log) = logs.iter().find(|log| log.origin == origin) else {
            return self.brought_key(origin).is_some();
        };
        let named = self.brought_key(origin).is_some_and(|key| Some(key) == keys.get(origin));
        let vouched = log.anchored.max(log.witnessed).max(log.by_policy) > 0 || named;
        vouched && log.after_revocation == 0
    }

    /// Hashes every file and compares with what the bag says; gives the captured files that are there.
    fn check_bag(&mut self, progress: &mut dyn FnMut(u64)) -> BTreeSet<Id> {
        match self.archive.text(bag::DECLARATION, 1 << 10) {
            Ok(declared) if declared == bag::DECLARED => {}
            Ok(_) => self.tally.fault(bag::DECLARATION, "it does not declare the bag that a bundle is"),
            Err(flaw) => self.tally.fault(bag::DECLARATION, flaw),
        }
        let mut listed = self.manifest(bag::MANIFEST);
        listed.extend(self.manifest(bag::TAG_MANIFEST));
        let (mut files, mut done) = (BTreeSet::new(), 0);
        let paths: Vec<String> = self.archive.paths().map(str::to_string).collect();
        for path in paths {
            if path == bag::TAG_MANIFEST {
                continue;
            }
            let hash = match self.hash(&path, &mut done, progress) {
                Ok(hash) => hash,
                Err(flaw) => {
                    self.tally.fault(&path, flaw);
                    continue;
                }
            };
            if !path.starts_with(layout::CAPTURES) {
                self.hashes.insert(path.clone(), hash);
            }
            match listed.remove(&path) {
                None => self.tally.fault(&path, "no manifest lists it"),
                Some(said) if said != hash => self.tally.fault(&path, "its bytes are not those that were packed"),
                Some(_) => {}
            }
            if path.starts_with(layout::CAPTURES) {
                match layout::captured(&path) {
                    Some(said) if said == hash => drop(files.insert(hash)),
                    _ => self.tally.fault(&path, "it does not have the hash that is its name"),
                }
            }
        }
        listed.keys().for_each(|path| self.tally.fault(path.escape_debug().to_string(), "it is listed and not there"));
        files
    }

    fn manifest(&mut self, path: &str) -> Hashes {
        let read = self.archive.text(path, LONGEST_MANIFEST).map_err(|flaw| flaw.to_string());
        match read.and_then(|text| bag::read_manifest(&text).map_err(|flaw| flaw.to_string())) {
            Ok(hashes) => hashes,
            Err(fault) => {
                self.tally.fault(path, fault);
                Hashes::new()
            }
        }
    }

    fn hash(&mut self, path: &str, done: &mut u64, progress: &mut dyn FnMut(u64)) -> Result<Id, Flaw> {
        let (mut member, mut hasher, mut piece) = (self.archive.read(path)?, Sha256::new(), vec![0; PIECE]);
        loop {
            let read = member.read(&mut piece);
            let read = read.map_err(|error| Flaw::Unreadable { path: path.into(), reason: error.to_string() })?;
            if read == 0 {
                return Ok(Id(hasher.finalize().into()));
            }
            hasher.update(&piece[..read]);
            *done += read as u64;
            progress(*done);
        }
    }

    /// Finds the logs, numbered from 1 without a gap.
    fn sight(&mut self) -> Vec<Sighted> {
        let mut sighted: Vec<Sighted> = Vec::new();
        for number in 1.. {
            let folder = layout::log(number);
            if !self.archive.paths().any(|path| path.starts_with(&folder)) {
                break;
            }
            if let Some(log) = logs::sight(&mut self.archive, folder, &mut self.tally) {
                if sighted.iter().any(|known| known.checkpoint.origin == log.checkpoint.origin) {
                    self.tally.fault(format!("log {}", log.checkpoint.origin), "it is there twice");
                } else {
                    sighted.push(log);
                }
            }
        }
        if sighted.is_empty() {
            self.tally.fault("bundle", "there is no log in it");
        }
        sighted
    }

    /// Reads the checkpoints that timestamps are over: by the event that tells of each.
    fn timestamp_notes(&mut self) -> Vec<(String, Checkpoint)> {
        let mut notes = Vec::new();
        let paths = self.archive.paths().filter(|path| path.starts_with(layout::TIMESTAMPS) && path.ends_with(".note"));
        for path in paths.map(str::to_string).collect::<Vec<_>>() {
            let note = self.archive.text(&path, 1 << 20).map_err(|flaw| flaw.to_string());
            match note.and_then(|note| Checkpoint::read(&note).map_err(|flaw| flaw.to_string())) {
                Ok(checkpoint) => notes.push((path, checkpoint)),
                Err(fault) => self.tally.fault(&path, fault),
            }
        }
        notes
    }

    /// Gathers every head that the log must have had, and who says so.
    fn expected(&mut self, log: &Sighted, all: &[Sighted], notes: &[(String, Checkpoint)]) -> Vec<Expected<Says>> {
        let origin = &log.checkpoint.origin;
        let of = |checkpoint: &Checkpoint, by: Says| Expected { size: checkpoint.size, root: checkpoint.root, by };
        let mut expected = Vec::new();
        let kept = self.brought.heads.iter().filter(|head| head.checkpoint.origin == *origin);
        expected.extend(kept.map(|head| of(&head.checkpoint, Says::Head(head.clone()))));
        expected.extend(self.brought.seen.and_then(|seen| seen(origin)).map(|seen| of(&seen, Says::Seen)));
        let stamped = notes.iter().filter(|(_, checkpoint)| checkpoint.origin == *origin);
        expected.extend(stamped.map(|(path, checkpoint)| of(checkpoint, Says::Timestamp(path.clone()))));
        for other in all {
            let told = other.told.iter().filter(|(of, ..)| of == origin);
            let by = || Says::Log(other.checkpoint.origin.clone());
            expected.extend(told.map(|(_, size, root)| Expected { size: *size, root: *root, by: by() }));
        }
        for (key, Cosigned { checkpoint, time }) in self.cosigned(log) {
            expected.push(of(&checkpoint, Says::Witness { key, time }));
        }
        expected
    }

    /// Reads what witnesses said of a log; each cosignature must be genuine under the key beside it.
    fn cosigned(&mut self, log: &Sighted) -> Vec<(WitnessKey, Cosigned)> {
        let path = format!("{}{}", log.folder, layout::COSIGNATURES);
        let mut cosigned = Vec::new();
        if !self.archive.has(&path) {
            return cosigned;
        }
        lines::each(&mut self.archive, &path, &mut self.tally, |line, _| {
            let (key, told) = cosignature(line)?;
            if told.checkpoint.origin != log.checkpoint.origin {
                return Err("a cosignature is of another log".into());
            }
            cosigned.push((key, told));
            Ok(())
        });
        cosigned
    }

    /// Says who vouches for a log, and who contradicts it.
    fn judge(
        &mut self,
        log: Followed<Says>,
        contradicted: &mut BTreeSet<String>,
        cosigned: &mut Vec<Cosignature>,
    ) -> FoundLog {
        let (mut anchored, mut witnessed) = (0, 0);
        let held = log.head.as_ref().map_or(0, |head| head.size);
        for trusted in self.brought.trust.named {
            if let Trusted::Log(known) = trusted
                && known.origin == log.origin
            {
                match Some(known.key) == log.verifier {
                    true => witnessed = held,
                    false => drop(
                        contradicted.insert(format!("log {} is under another key than the one you trust", log.origin)),
                    ),
                }
            }
        }
        for (Expected { size, by, .. }, had) in log.answers {
            let contradiction = match (&by, had) {
                (_, Had::Unknown) => continue,
                // A bundle is of some day; what came later does not contradict it.
                (Says::Seen | Says::Log(_), Had::No) if size > held => continue,
                (Says::Head(_), Had::No) if size > held => {
                    format!("log {} ends at {held} events here, and the head that was kept is of {size}", log.origin)
                }
                (Says::Timestamp(path), Had::No) => {
                    self.tally.fault(path, "it is over events that are not there");
                    continue;
                }
                (Says::Witness { .. }, Had::No) => {
                    self.tally.fault(format!("log {}", log.origin), "a cosignature is over events that are not there");
                    continue;
                }
                (Says::Head(_), Had::No) => {
                    format!("log {} never had the head of {size} events that was kept", log.origin)
                }
                (Says::Seen, Had::No) => {
                    format!("log {} never had the head of {size} events that was seen here before", log.origin)
                }
                (Says::Log(by), Had::No) => {
                    format!("log {by} tells of a head of {size} events that log {} never had", log.origin)
                }
                (Says::Head(head), Had::Yes) => {
                    let genuine = log.verifier.as_ref().is_some_and(|key| Checkpoint::open(&head.note, key).is_ok());
                    anchored = if genuine { size.max(anchored) } else { anchored };
                    continue;
                }
                (Says::Witness { key, time }, Had::Yes) => {
                    let (log, by) = (log.origin.clone(), key.clone());
                    cosigned.push(Cosignature { log, size, by, time: *time });
                    let known = self.brought.trust.named.contains(&Trusted::Witness(key.clone()));
                    witnessed = if known { size.max(witnessed) } else { witnessed };
                    continue;
                }
                // What a log tells counts where its writer is somebody whom the verifier trusts.
                (Says::Log(by), Had::Yes) => {
                    let trusts = |trusted: &Trusted| matches!(trusted, Trusted::Log(known) if known.origin == *by);
                    let known = *by != log.origin && self.brought.trust.named.iter().any(trusts);
                    witnessed = if known { size.max(witnessed) } else { witnessed };
                    continue;
                }
                (Says::Seen | Says::Timestamp(_), Had::Yes) => continue,
            };
            contradicted.insert(contradiction);
        }
        let root = log.head.as_ref().map(|head| BASE64.encode(&head.root)).unwrap_or_default();
        FoundLog {
            origin: log.origin,
            actor: log.actor,
            size: held,
            events: log.events,
            root,
            anchored,
            witnessed,
            by_policy: 0,
            policy_says: None,
            after_revocation: 0,
        }
    }

    /// Says what the verifier's policy takes for vouched for, what was signed after a key was revoked, and whether logs
    /// that go on from others name each other.
    fn judge_whole(
        &mut self,
        chain: &Chain,
        cosigned: &[Cosignature],
        logs: &mut [FoundLog],
        contradicted: &mut BTreeSet<String>,
    ) {
        chain.succession_faults().into_iter().for_each(|fault| self.tally.fault(fault.place, fault.fault));
        let judged = judging::judge(self.brought.trust, chain, cosigned);
        contradicted.extend(judged.contradicted.into_iter().map(|fault| format!("{}: {}", fault.place, fault.fault)));
        let sizes = |of: fn(&FoundLog) -> u64, logs: &[FoundLog]| {
            let vouched = logs.iter().filter(|log| of(log) > 0).map(|log| (log.origin.clone(), of(log)));
            judging::inherited(chain, vouched.collect())
        };
        let (anchored, witnessed) = (sizes(|log| log.anchored, logs), sizes(|log| log.witnessed, logs));
        let (by_policy, mut said) = (judging::inherited(chain, judged.sizes), judged.said);
        for log in logs {
            let size = |of: &HashMap<String, u64>| of.get(&log.origin).copied().unwrap_or(0);
            (log.anchored, log.witnessed, log.by_policy) = (size(&anchored), size(&witnessed), size(&by_policy));
            log.policy_says = said.remove(&log.origin).filter(|_| log.by_policy == 0);
            let key = chain.logs.values().find(|chain| chain.origin == log.origin).map(|chain| &chain.key);
            let revoked = self.tally.revoked.iter().filter(|(of, by, _)| *of == log.origin && Some(by) == key);
            log.after_revocation = revoked.map(|(.., size)| log.size.saturating_sub(*size)).max().unwrap_or(0);
        }
    }

    /// Says what the verifier's policy takes for vouched for, of logs of which some events are there.
    fn judge_excerpt(&mut self, sighted: &[Sighted], logs: &mut [FoundLog], contradicted: &mut BTreeSet<String>) {
        let Some(policy) = self.brought.trust.policy else { return };
        for (log, sighted) in logs.iter_mut().zip(sighted) {
            match policy.judge(&sighted.note) {
                Ok(Word::Trusted) => log.by_policy = log.size,
                Ok(Word::Unlisted) => log.policy_says = Some("your policy does not list it".into()),
                Ok(Word::ShortOfQuorum(missing)) => log.policy_says = Some(missing),
                Ok(Word::OtherKey) => {
                    let fault = "its key is not the one that your policy names for it";
                    contradicted.insert(format!("log {}: {fault}", log.origin));
                }
                Err(flaw) => self.tally.fault(format!("log {}", log.origin), flaw),
            }
        }
    }

    /// Compares the files and timestamps that events tell of with those that are there.
    fn check_files(&mut self, files: &BTreeSet<Id>) {
        for stray in files.difference(&self.tally.named.clone()) {
            let (place, fault) = (layout::capture(*stray), "no event in the bundle tells of it");
            match self.tally.unknown_count {
                0 => self.tally.fault(place, fault),
                _ => self.tally.unknown(place, "no event that this version knows tells of it"),
            }
        }
        for (event, digest) in std::mem::take(&mut self.tally.timestamps) {
            let endings = ["tsr", "ots"].map(|ending| format!("{}{event}.{ending}", layout::TIMESTAMPS));
            let Some(path) = endings.into_iter().find(|path| self.archive.has(path)) else { continue };
            match self.hash(&path, &mut 0, &mut |_| ()) {
                Ok(hash) if hash == digest => self.tally.timestamps.push((event, digest)),
                Ok(_) => self.tally.fault(&path, "it is not the timestamp that was attached"),
                Err(flaw) => self.tally.fault(&path, flaw),
            }
        }
    }
}

fn cosignature(line: &str) -> Result<(WitnessKey, Cosigned), String> {
    let line: layout::Cosignature = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let key = WitnessKey::parse(&line.key).ok_or("a key is not that of a witness")?;
    let cosigned = key.open(&line.note).map_err(|flaw| flaw.to_string())?;
    Ok((key, cosigned))
}

fn conclude(
    mut tally: Tally,
    logs: Vec<FoundLog>,
    full: bool,
    contradicted: BTreeSet<String>,
    files: &BTreeSet<Id>,
) -> Verdict {
    let sound = tally.fault_count == 0;
    let vouched = !logs.is_empty() && logs.iter().all(|log| log.anchored.max(log.witnessed).max(log.by_policy) > 0);
    // Whatever vouches for a log vouches for its bytes, not for whoever held its key.
    let vouched = vouched && logs.iter().all(|log| log.after_revocation == 0);
    let outcome = match (sound, contradicted.is_empty(), vouched) {
        (false, ..) => Outcome::Invalid,
        (true, false, _) => Outcome::Diverged,
        (true, true, _) if tally.unknown_count > 0 => Outcome::Unknown,
        (true, true, true) => Outcome::Ok,
        (true, true, false) => Outcome::Unanchored,
    };
    contradicted.into_iter().for_each(|fault| tally.fault("bundle", fault));
    let (withheld, erased) = tally.absent.counts();
    Verdict {
        outcome,
        full,
        events: logs.iter().map(|log| log.events).sum(),
        of: logs.iter().map(|log| log.size).sum(),
        kept_back: tally.kept_back,
        shown: tally.shown,
        withheld,
        erased,
        files: files.len() as u64,
        absent: tally.named.difference(files).count() as u64,
        timestamps: tally.timestamps.len() as u64,
        logs,
        fault_count: tally.fault_count,
        faults: tally.faults,
        unknown: tally.unknown,
        unknown_count: tally.unknown_count,
        repacked: Vec::new(),
        packed_by: None,
        as_packed: Vec::new(),
        unvouched: Vec::new(),
        record: outcome,
    }
}
