//! Verifying a casebook: does the record prove itself, and do the tables say what it says?

use super::cosignatures::{self, Vouched};
use super::judge_timestamps::Belief;
use super::time_bounds::{self, Timing};
use crate::evidence::reverify::{self, Reread};
pub use record::ledger::chain::Fault;
use record::ledger::chain::{Chain, Hashed, LogChain};
use record::ledger::judging;
use record::ledger::note::{Checkpoint, Flaw};
use record::ledger::tiles::Tile;
use record::ledger::trust::Trust;
use record::ledger::trusted::Head;
use record::model::id::Id;
use record::model::outcome::Outcome;
use serde::Serialize;
use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::sync::mpsc::sync_channel;
use store::Store;
use store::casebook::Casebook;
use store::casebook::home::{Home, SeenHead};
use store::error::{Error, Result};
use store::inspect::{Folded, StoredCheckpoint};
use store::keys::Revocation;

/// How many faults are kept; more are only counted.
const KEPT_FAULTS: usize = 50;

/// How many events are named that came after a key was revoked.
const NAMED: usize = 20;

/// Up to how many events a casebook is looked at in one thread: less than what a thread takes to open the file.
const SMALL: i64 = 256;

/// How many hashed events wait between two threads.
const BATCH: usize = 256;

/// What a verification came to.
#[derive(Debug, Serialize)]
pub struct Verification {
    pub outcome: Outcome,
    /// Whether only bytes, trees and checkpoints were looked at.
    pub quick: bool,
    pub events: u64,
    /// Texts that are not there, and no erasure tells why.
    pub withheld: u64,
    /// Texts that were removed for good, as an event tells.
    pub erased: u64,
    /// Captured files whose bytes were hashed again.
    pub captures: usize,
    /// Whether the full-text index was compared with the claims, which a file that can only be read does not allow.
    pub search_checked: bool,
    /// What the program found in captures, looked for again.
    #[serde(flatten)]
    pub reread: Reread,
    pub logs: Vec<VerifiedLog>,
    /// When events were recorded, as far as somebody vouches for it whom the verifier believes.
    pub timing: Timing,
    pub faults: Vec<Fault>,
    /// How many faults there are in all.
    pub fault_count: usize,
    /// What this version does not know, and what it therefore could not compare.
    pub unknown: Vec<Fault>,
    pub unknown_count: usize,
}

impl Verification {
    /// What is to say of a file whose tables are not those of a casebook, so that nothing was asked of them.
    pub fn misshapen(quick: bool, mut faults: Vec<Fault>) -> Self {
        let fault_count = faults.len();
        faults.truncate(KEPT_FAULTS);
        Self { faults, fault_count, ..Self::of_nothing(Outcome::Invalid, quick) }
    }

    /// What is to say of a file whose tables a newer version laid out, so that nothing was asked of them.
    pub fn of_newer_layout(quick: bool, version: i64, known: i64) -> Self {
        let fault = format!("its tables are of layout {version}; this version knows {known}");
        let unknown = vec![Fault { place: "database".into(), fault }];
        Self { unknown, unknown_count: 1, ..Self::of_nothing(Outcome::Unknown, quick) }
    }

    fn of_nothing(outcome: Outcome, quick: bool) -> Self {
        let (faults, fault_count) = (Vec::new(), 0);
        let (events, withheld, erased, captures, logs) = (0, 0, 0, 0, Vec::new());
        Self {
            outcome,
            quick,
            events,
            withheld,
            erased,
            captures,
            search_checked: false,
            reread: Reread::default(),
            logs,
            timing: Timing::default(),
            faults,
            fault_count,
            unknown: Vec::new(),
            unknown_count: 0,
        }
    }
}

/// One log, as it was found.
#[derive(Debug, Serialize)]
pub struct VerifiedLog {
    pub origin: String,
    pub actor: Option<String>,
    pub size: u64,
    pub root: String,
    /// The largest size that a head kept elsewhere vouches for.
    pub anchored: u64,
    /// The largest size that a trusted witness vouches for.
    pub witnessed: u64,
    /// The largest size that the verifier's policy takes for vouched for, and why not where it does not.
    pub by_policy: u64,
    pub policy_says: Option<String>,
    /// The log of the same hand that it goes on from, under another key.
    pub follows: Option<String>,
    /// The log that goes on from it.
    pub successor: Option<String>,
    /// Who said that its key is not to be trusted, and what it signed after.
    pub revoked: Vec<RevokedKey>,
}

/// What somebody said of the key of a log.
#[derive(Debug, Serialize)]
pub struct RevokedKey {
    #[serde(flatten)]
    pub revocation: Revocation,
    /// How many events came after those that are still to be trusted, and the first of them.
    pub after: u64,
    pub later: Vec<Id>,
}

/// Faults, of which the first are kept.
#[derive(Default)]
struct Faults {
    kept: Vec<Fault>,
    count: usize,
}

impl Faults {
    fn add(&mut self, fault: Fault) {
        self.count += 1;
        if self.kept.len() < KEPT_FAULTS {
            self.kept.push(fault);
        }
    }

    fn extend(&mut self, others: Faults) {
        self.count += others.count;
        let room = KEPT_FAULTS.saturating_sub(self.kept.len());
        self.kept.extend(others.kept.into_iter().take(room));
    }
}

/// What the verifier brings along; none of it comes from the casebook.
#[derive(Clone, Copy, Debug, Default)]
pub struct Brought<'a> {
    /// Signed checkpoints that were kept elsewhere; one vouches for a log only under that log's own key.
    pub heads: &'a [Head],
    /// Whose word is taken for what a log held, and on what conditions.
    pub trust: Trust<'a>,
    /// Whose word is taken for when a log was as long; nobody's where it is absent.
    pub belief: Option<&'a Belief>,
}

/// Verifies the casebook against itself, against the heads seen on this machine, and against heads kept elsewhere.
pub fn verify(
    casebook: &Casebook,
    heads: &[Head],
    quick: bool,
    progress: impl FnMut(u64, u64) + Send,
) -> Result<Verification> {
    verify_with(casebook, Brought { heads, ..Brought::default() }, quick, progress)
}

/// Verifies the casebook, and takes the word of others besides.
pub fn verify_with(
    casebook: &Casebook,
    brought: Brought,
    quick: bool,
    progress: impl FnMut(u64, u64) + Send,
) -> Result<Verification> {
    readable(casebook, quick, look(casebook, brought, quick, true, progress))
}

/// Verifies the whole casebook as [`verify`] does, and remembers none of its heads.
pub fn examine(casebook: &Casebook, progress: impl FnMut(u64, u64) + Send) -> Result<Verification> {
    readable(casebook, false, look(casebook, Brought::default(), false, false, progress))
}

fn readable(casebook: &Casebook, quick: bool, looked: Result<Verification>) -> Result<Verification> {
    match looked {
        // What cannot even be read as what it should be was changed or lost; SQLite may know more of it.
        Err(Error::Damaged(fault)) => {
            let more = if quick { Vec::new() } else { casebook.store.reader().integrity().unwrap_or_default() };
            let faults = std::iter::once(fault).chain(more);
            Ok(Verification::misshapen(quick, faults.map(|fault| Fault { place: "database".into(), fault }).collect()))
        }
        looked => looked,
    }
}

fn look(
    casebook: &Casebook,
    brought: Brought,
    quick: bool,
    remembering: bool,
    progress: impl FnMut(u64, u64) + Send,
) -> Result<Verification> {
    let small = casebook.store.reader().event_count()? <= SMALL;
    let seen = seen_heads(&casebook.home, &casebook.store)?;
    let kept =
        brought.heads.iter().map(|head| head.checkpoint.clone()).chain(seen.iter().filter_map(SeenHead::checkpoint));
    let chain = Chain::looking_for(kept);
    let (held, together);
    let (beside, looked) = match small {
        true => {
            held = casebook.store.hold_here()?;
            (held.store(), look_in_turn(casebook, chain, quick, progress)?)
        }
        false => {
            let (beside, looked) = look_side_by_side(casebook, chain, quick, progress)?;
            together = beside;
            (&together, looked)
        }
    };
    require_genuine(&looked.chain, brought.heads)?;
    let Looked { mut chain, mut faults, mut derived, folded, captures, search_checked, reread } = looked;
    if !quick {
        beside.reader().compare_totals(&folded, |fault| derived.add(fault))?;
    }
    compare_ends(beside, &chain, &mut faults)?;
    let mut unknown = Faults { kept: std::mem::take(&mut chain.unknown), count: chain.unknown_count };
    // Events that are not known may have made what no known event accounts for.
    let beyond = if unknown.count > 0 { &mut unknown } else { &mut faults };
    beyond.extend(derived);
    beside.reader().additions()?.into_iter().for_each(|fault| unknown.add(fault));
    chain.succession_faults().into_iter().for_each(|fault| faults.add(fault));
    let vouched = cosignatures::look(beside, &chain, brought.trust.named, |fault| faults.add(fault))?;
    // Of a record that is not sound, nothing is said of when it was made.
    let timing = match (quick || faults.count + unknown.count > 0, brought.belief) {
        (true, _) => Timing::default(),
        (false, belief) => time_bounds::look(
            beside.reader(),
            &chain,
            brought.trust,
            belief.unwrap_or(&Belief::default()),
            &vouched.cosigned,
        )?,
    };
    let mut verification = conclude(beside, chain, (faults, unknown), &brought, &seen, vouched)?;
    (verification.quick, verification.captures) = (quick, captures);
    (verification.withheld, verification.erased) = (folded.withheld.saturating_sub(folded.erased), folded.erased);
    verification.search_checked = search_checked;
    (verification.reread, verification.timing) = (reread, timing);
    if remembering && matches!(verification.outcome, Outcome::Ok | Outcome::Unanchored) {
        // Where nothing can be remembered, the answer of today is none the worse.
        let _ = remember(&casebook.home, beside);
    }
    Ok(verification)
}

/// What was found by looking at the events, the tables, the file and the captures.
struct Looked {
    chain: Chain,
    faults: Faults,
    /// Where the tables are not what the known events make them.
    derived: Faults,
    folded: Folded,
    captures: usize,
    search_checked: bool,
    reread: Reread,
}

/// Looks at one thing after the other, since opening the file once more for each would take longer than that. The store
/// is held meanwhile.
fn look_in_turn(
    casebook: &Casebook,
    mut chain: Chain,
    quick: bool,
    mut progress: impl FnMut(u64, u64),
) -> Result<Looked> {
    let beside = &casebook.store;
    let total = beside.reader().event_count()? as u64;
    let mut following = Following::new(beside, &mut chain, !quick)?;
    beside.reader().each_hashed(|event| {
        progress(event.row.max(0) as u64, total);
        following.take(&event)
    })?;
    let mut faults = following.finish()?;
    let mut derived = Faults::default();
    let (mut captures, mut search_checked, mut folded, mut reread) = Default::default();
    if !quick {
        let LookedAt { captures: found, search_checked: asked, faults: more, derived: strays } = look_at_file(beside)?;
        derived.extend(strays);
        (captures, search_checked, reread) = (found, asked, reverify::reread(&casebook.home, beside)?);
        faults.extend(more);
        reread.faults.iter().cloned().for_each(|fault| faults.add(fault));
        let (found, more) = fold_again(beside, i64::MIN..i64::MAX)?;
        folded = found;
        faults.extend(more.faults);
        derived.extend(more.derived);
    }
    Ok(Looked { chain, faults, derived, folded, captures, search_checked, reread })
}

/// Looks at everything at once, each in a thread of its own over the same state of the file.
fn look_side_by_side(
    casebook: &Casebook,
    chain: Chain,
    quick: bool,
    progress: impl FnMut(u64, u64) + Send,
) -> Result<(Store, Looked)> {
    let [beside, ledger, state, evidence, lower, upper] = casebook.store.hold_together()?;
    let total = beside.reader().event_count()?;
    let (followed, folded, compared, reread) = std::thread::scope(|scope| {
        // The ends are open: a table may hold rows beyond the last event.
        let halves = [(lower, i64::MIN..total / 2), (upper, total / 2..i64::MAX)];
        let folding = halves.map(|(store, rows)| {
            scope.spawn(move || if quick { Ok(Default::default()) } else { fold_again(&store, rows) })
        });
        let comparing = scope.spawn(move || if quick { Ok(Default::default()) } else { look_at_file(&state) });
        let home = casebook.home.clone();
        let again = move || if quick { Ok(Default::default()) } else { reverify::reread(&home, &evidence) };
        let rereading = scope.spawn(again);
        let followed = follow(ledger, &beside, chain, !quick, total as u64, progress);
        let folded = folding.map(|half| half.join().expect("a folding thread does not panic"));
        let compared = comparing.join().expect("the thread that looks at the file does not panic");
        (followed, folded, compared, rereading.join().expect("the thread that reads again does not panic"))
    });
    let (chain, mut faults) = followed?;
    let LookedAt { captures, search_checked, faults: more, mut derived } = compared?;
    faults.extend(more);
    let reread = reread?;
    reread.faults.iter().cloned().for_each(|fault| faults.add(fault));
    let mut folded_whole = Folded::default();
    for half in folded {
        let (folded, more) = half?;
        faults.extend(more.faults);
        derived.extend(more.derived);
        folded_whole.add(folded);
    }
    Ok((beside, Looked { chain, faults, derived, folded: folded_whole, captures, search_checked, reread }))
}

fn seen_heads(home: &Home, store: &Store) -> Result<Vec<SeenHead>> {
    let logs = store.reader().logs()?;
    Ok(logs.iter().map(|log| home.seen_head(&log.origin)).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Folds the events of some rows again and compares them with the tables.
fn fold_again(store: &Store, rows: Range<i64>) -> Result<(Folded, Compared)> {
    let mut compared = Compared::default();
    let folded = store.reader().compare_derived(rows, |fault| compared.add(fault))?;
    Ok((folded, compared))
}

/// What differs: in the record itself, and in what is made of it.
#[derive(Default)]
struct Compared {
    faults: Faults,
    /// Of these an event that this version does not know may be the reason.
    derived: Faults,
}

impl Compared {
    fn add(&mut self, fault: Fault) {
        if fault.place.starts_with("table ") { self.derived.add(fault) } else { self.faults.add(fault) }
    }
}

/// What came of looking at the file.
#[derive(Default)]
struct LookedAt {
    captures: usize,
    search_checked: bool,
    faults: Faults,
    /// Of these, what an event that is not known could account for.
    derived: Faults,
}

/// Looks whether the file is whole as a database, and whether the captured bytes are what they were filed as.
fn look_at_file(store: &Store) -> Result<LookedAt> {
    let mut faults = Faults::default();
    for fault in store.reader().integrity()? {
        faults.add(Fault { place: "database".into(), fault });
    }
    let search = store.search_fault()?;
    let search_checked = search.is_some();
    let mut derived = Faults::default();
    for fault in store.reader().shape_faults()?.into_iter().chain(search.unwrap_or_default()) {
        if fault.place == "table blob" { derived.add(fault) } else { faults.add(fault) }
    }
    let mut blobs = store.reader().blobs()?;
    for blob in &blobs {
        let place = format!("captured bytes {}", blob.sha256.short());
        match store.reader().pour(blob.sha256, &mut std::io::sink()) {
            Ok(_) => {}
            Err(Error::Damaged(fault)) => faults.add(Fault { place, fault }),
            Err(other) => return Err(other),
        }
    }
    blobs.sort_unstable_by_key(|blob| blob.sha256);
    let kept = |hash: Id| blobs.binary_search_by_key(&hash, |blob| blob.sha256).is_ok();
    store.reader().each_filed_hash(|place, sha256| {
        if !Id::from_hex(sha256).is_some_and(kept) {
            let fault = "its bytes are not in the casebook".into();
            faults.add(Fault { place: place.into(), fault });
        }
    })?;
    Ok(LookedAt { captures: blobs.len(), search_checked, faults, derived })
}

/// Follows the chains of all logs, hashing in one thread and following in another.
fn follow(
    ledger: Store,
    beside: &Store,
    mut chain: Chain,
    every_signature: bool,
    total: u64,
    mut progress: impl FnMut(u64, u64) + Send,
) -> Result<(Chain, Faults)> {
    let mut following = Following::new(beside, &mut chain, every_signature)?;
    let (send, receive) = sync_channel::<Vec<Hashed>>(8);
    std::thread::scope(|scope| -> Result<()> {
        let hashing = scope.spawn(move || -> Result<()> { hash_all(&ledger, &send) });
        let mut done = 0;
        for batch in receive {
            batch.iter().try_for_each(|event| following.take(event))?;
            done += batch.len() as u64;
            progress(done, total);
        }
        hashing.join().expect("the hashing thread does not panic")
    })?;
    let faults = following.finish()?;
    Ok((chain, faults))
}

/// The chains of all logs, on their way from event to event.
struct Following<'a> {
    beside: &'a Store,
    chain: &'a mut Chain,
    checkpoints: Checkpoints<'a>,
    faults: Faults,
}

impl<'a> Following<'a> {
    fn new(beside: &'a Store, chain: &'a mut Chain, every_signature: bool) -> Result<Self> {
        let checkpoints = Checkpoints::new(beside, every_signature)?;
        Ok(Self { beside, chain, checkpoints, faults: Faults::default() })
    }

    fn take(&mut self, event: &Hashed) -> Result<()> {
        let Self { beside, chain, checkpoints, faults } = self;
        let followed = chain.follow(event, |log, tile| compare_tile(beside, log, &tile, faults));
        followed.unwrap_or_else(|fault| faults.add(fault));
        checkpoints.check(chain, event.log, faults)
    }

    fn finish(mut self) -> Result<Faults> {
        self.checkpoints.finish(self.chain, &mut self.faults)?;
        Ok(self.faults)
    }
}

fn hash_all(store: &Store, send: &std::sync::mpsc::SyncSender<Vec<Hashed>>) -> Result<()> {
    let mut batch = Vec::with_capacity(BATCH);
    store.reader().each_hashed(|event| {
        batch.push(event);
        if batch.len() == BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            // The other side only goes away when it has failed, and says so itself.
            let _ = send.send(full);
        }
        Ok(())
    })?;
    let _ = send.send(batch);
    Ok(())
}

fn compare_tile(store: &Store, log: i64, tile: &Tile, faults: &mut Faults) {
    let stored = store.reader().tile(log, tile.level, tile.position);
    if !matches!(stored, Ok(Some(hashes)) if hashes == tile.hashes) {
        let Tile { level, position, .. } = tile;
        let fault =
            format!("the hashes of log {log} at level {level}, position {position} are not those of its events");
        faults.add(Fault { place: "table tile".into(), fault });
    }
}

/// The signed checkpoints, in the order in which they were made, beside the events that they cover.
struct Checkpoints<'a> {
    store: &'a Store,
    waiting: VecDeque<StoredCheckpoint>,
    next_row: i64,
    every_signature: bool,
}

impl<'a> Checkpoints<'a> {
    fn new(store: &'a Store, every_signature: bool) -> Result<Self> {
        let mut checkpoints = Self { store, waiting: VecDeque::new(), next_row: 1, every_signature };
        checkpoints.refill()?;
        Ok(checkpoints)
    }

    fn refill(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            let stretch = self.store.reader().checkpoints_from(self.next_row, BATCH)?;
            self.next_row += stretch.len() as i64;
            self.waiting.extend(stretch);
        }
        Ok(())
    }

    fn check(&mut self, chain: &mut Chain, log: i64, faults: &mut Faults) -> Result<()> {
        let size = chain.logs.get(&log).map_or(0, |chain| chain.frontier.size());
        while self.waiting.front().is_some_and(|next| next.log == log && next.size == size) {
            let Some(next) = self.waiting.pop_front() else { break };
            chain.checkpoint(log, &next.note, self.every_signature).unwrap_or_else(|fault| faults.add(fault));
            self.refill()?;
        }
        Ok(())
    }

    /// Whatever is left covers events that are not there; and every log must end with a checkpoint that is genuine.
    fn finish(mut self, chain: &mut Chain, faults: &mut Faults) -> Result<()> {
        if let Some(left) = self.waiting.pop_front() {
            let origin = chain.logs.get(&left.log).map_or("?", |log| log.origin.as_str());
            faults.add(Fault::of_log(
                origin,
                format!("a signed checkpoint covers {} events, which are not there", left.size),
            ));
        }
        let logs: Vec<i64> = chain.logs.keys().copied().collect();
        for log in logs {
            let (size, signed) = (chain.logs[&log].frontier.size(), chain.logs[&log].signed);
            if signed != size {
                let fault = format!("its last {} events have no signed checkpoint", size - signed);
                faults.add(Fault::of_log(&chain.logs[&log].origin, fault));
            } else if let Some(note) = self.store.reader().checkpoint(log)? {
                chain.checkpoint(log, &note, true).unwrap_or_else(|fault| faults.add(fault));
            }
        }
        Ok(())
    }
}

/// Compares where the logs end with what the derived table says of them.
fn compare_ends(store: &Store, chain: &Chain, faults: &mut Faults) -> Result<()> {
    let stored = store.reader().logs()?;
    if stored.len() != chain.logs.len() {
        faults.add(Fault { place: "table log".into(), fault: "it does not hold the logs that the events open".into() });
    }
    for log in &stored {
        let found = chain.logs.get(&log.row);
        let same = found.is_some_and(|found| {
            let end = (found.frontier.size(), found.frontier.peaks(), found.last_clock.unwrap_or(log.clock));
            (&found.origin, &found.key) == (&log.origin, &log.key) && end == (log.size, log.peaks.clone(), log.clock)
        });
        if !same {
            faults.add(Fault {
                place: "table log".into(),
                fault: format!("row {} is not what the events make it", log.row),
            });
        }
        for tile in found.into_iter().flat_map(LogChain::unfinished_tiles) {
            compare_tile(store, log.row, &tile, faults);
        }
    }
    Ok(())
}

/// Puts the answer together.
fn conclude(
    store: &Store,
    chain: Chain,
    (mut faults, unknown): (Faults, Faults),
    brought: &Brought,
    seen: &[SeenHead],
    vouched: Vouched,
) -> Result<Verification> {
    let (sound, heads) = (faults.count == 0, brought.heads);
    let mut diverged = diverged(&chain, heads);
    diverged.extend(vouched.contradicted);
    let anchors = anchors(&chain, heads);
    let witnesses = judging::inherited(&chain, vouched.sizes);
    let mut judged = judging::judge(brought.trust, &chain, &vouched.cosigned);
    diverged.append(&mut judged.contradicted);
    let by_policy = judging::inherited(&chain, judged.sizes);
    let mut revoked = revoked_keys(store, &chain)?;
    for (log, head) in seen.iter().filter_map(|head| Some((head, head.checkpoint()?))) {
        if chain.logs.values().any(|found| found.origin == head.origin && found.key != log.key) {
            diverged.push(Fault::of_log(&head.origin, "its key is not the one that was seen before"));
        }
    }
    let outcome = match (sound, diverged.is_empty()) {
        (false, _) => Outcome::Invalid,
        (true, false) => Outcome::Diverged,
        (true, true) if unknown.count > 0 => Outcome::Unknown,
        // Whatever vouches for a log vouches for its bytes, not for whoever held its key.
        (true, true) if revoked.values().flatten().any(|key| key.revocation.counts && key.after > 0) => {
            Outcome::Unanchored
        }
        (true, true) if vouched_everywhere(&chain, &[&anchors, &witnesses, &by_policy]) => Outcome::Ok,
        (true, true) => Outcome::Unanchored,
    };
    diverged.into_iter().for_each(|fault| faults.add(fault));
    let actors = store.reader().logs()?;
    let mut logs: Vec<_> = chain.logs.into_iter().collect();
    logs.sort_by_key(|(row, _)| *row);
    let events = logs.iter().map(|(_, log)| log.frontier.size()).sum();
    let logs = logs.into_iter().map(|(row, log)| VerifiedLog {
        actor: actors.iter().find(|known| known.row == row).and_then(|known| known.actor.clone()),
        anchored: anchors.get(&log.origin).copied().unwrap_or(0),
        witnessed: witnesses.get(&log.origin).copied().unwrap_or(0),
        by_policy: by_policy.get(&log.origin).copied().unwrap_or(0),
        policy_says: judged.said.remove(&log.origin).filter(|_| !by_policy.contains_key(&log.origin)),
        follows: log.follows.map(|earlier| earlier.log),
        successor: log.succeeded.map(|by| by.log),
        revoked: revoked.remove(&row).unwrap_or_default(),
        size: log.frontier.size(),
        root: data_encoding::BASE64.encode(&log.frontier.root()),
        origin: log.origin,
    });
    let (fault_count, faults) = (faults.count, faults.kept);
    Ok(Verification {
        outcome,
        quick: false,
        events,
        withheld: 0,
        erased: 0,
        captures: 0,
        search_checked: false,
        reread: Reread::default(),
        logs: logs.collect(),
        timing: Timing::default(),
        faults,
        fault_count,
        unknown: unknown.kept,
        unknown_count: unknown.count,
    })
}

/// Refuses heads whose signature was damaged: they can vouch for nothing, and contradict nothing.
fn require_genuine(chain: &Chain, heads: &[Head]) -> Result<()> {
    for head in heads {
        let key = chain.logs.values().find(|log| log.origin == head.checkpoint.origin).and_then(|log| log.verifier);
        if let Some(Err(flaw @ Flaw::Forged(_))) = key.map(|key| Checkpoint::open(&head.note, &key)) {
            let (size, line) = (head.checkpoint.size, head.line);
            return Err(Error::Invalid(format!("the head of {size} events in line {line} cannot be used: {flaw}")));
        }
    }
    Ok(())
}

/// Finds the heads that contradict what is there.
fn diverged(chain: &Chain, heads: &[Head]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for head in heads {
        let log = chain.logs.values().find(|log| log.origin == head.checkpoint.origin);
        let key = log.and_then(|log| log.verifier);
        if key.is_some_and(|key| matches!(Checkpoint::open(&head.note, &key), Err(Flaw::Unsigned(_)))) {
            faults.push(Fault::of_log(&head.checkpoint.origin, "a head of it was kept that another key signed"));
        }
    }
    for log in chain.logs.values() {
        for head in &log.kept {
            let (size, here) = (head.checkpoint.size, log.frontier.size());
            match head.found {
                _ if size == 0 => {}
                None => faults.push(Fault::of_log(
                    &log.origin,
                    format!("a head of {size} events was seen; here are {here}, so this is an older copy or its end was cut off"),
                )),
                Some(root) if root != head.checkpoint.root => faults.push(Fault::of_log(
                    &log.origin,
                    format!("its first {size} events are not those of a head that was seen"),
                )),
                Some(_) => {}
            }
        }
    }
    for origin in heads.iter().map(|head| &head.checkpoint.origin) {
        if chain.logs.values().any(|log| log.origin == *origin) {
            continue;
        }
        faults.push(Fault::of_log(origin, "a head of it was kept, but the log is not in this casebook"));
    }
    faults
}

fn anchored(log: &LogChain, heads: &[Head]) -> u64 {
    let genuine = |head: &&Head| {
        let found =
            log.kept.iter().any(|kept| kept.checkpoint == head.checkpoint && kept.found == Some(head.checkpoint.root));
        found && log.verifier.as_ref().is_some_and(|key| Checkpoint::open(&head.note, key).is_ok())
    };
    heads.iter().filter(genuine).map(|head| head.checkpoint.size).max().unwrap_or(0)
}

fn anchors(chain: &Chain, heads: &[Head]) -> HashMap<String, u64> {
    let anchors = chain.logs.values().map(|log| (log.origin.clone(), anchored(log, heads)));
    judging::inherited(chain, anchors.filter(|(_, size)| *size > 0).collect())
}

fn vouched_everywhere(chain: &Chain, vouched: &[&HashMap<String, u64>]) -> bool {
    let known = |log: &LogChain| vouched.iter().any(|sizes| sizes.contains_key(&log.origin));
    !chain.logs.is_empty() && chain.logs.values().all(known)
}

/// Finds what was signed by keys of which somebody said that they are not to be trusted, by the row of the log.
fn revoked_keys(store: &Store, chain: &Chain) -> Result<HashMap<i64, Vec<RevokedKey>>> {
    let mut keys: HashMap<i64, Vec<RevokedKey>> = HashMap::new();
    for revocation in store.reader().revocations()? {
        let of = chain.logs.iter().find(|(_, log)| (&log.origin, &log.key) == (&revocation.log, &revocation.key));
        let Some((row, log)) = of else { continue };
        let (size, trusted) = (log.frontier.size(), revocation.size);
        let later = (trusted..size).take(NAMED);
        let later = later.map(|seq| store.reader().id_of(store.reader().row_at(*row, seq)?));
        let later = later.collect::<Result<Vec<_>>>()?;
        keys.entry(*row).or_default().push(RevokedKey { revocation, after: size.saturating_sub(trusted), later });
    }
    Ok(keys)
}

/// Remembers every head that was seen to be sound, so that an older copy is noticed later.
pub(crate) fn remember(home: &Home, store: &Store) -> Result<()> {
    for log in store.reader().logs()? {
        if let Some(note) = store.reader().checkpoint(log.row)? {
            home.remember_head(&log.origin, log.size, &SeenHead { note, key: log.key })?;
        }
    }
    Ok(())
}
