//! What a proof and its check cost in a large log; `PROOFS_EVENTS` sets how many events it has.

use ed25519_dalek::SigningKey;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::hint::black_box;
use std::time::{Duration, Instant};
use tickmark::ledger::note::Checkpoint;
use tickmark::ledger::proof::{self, Head, consistency, inclusion, verify_consistency, verify_inclusion};
use tickmark::ledger::proof_file::Inclusion;
use tickmark::ledger::tiles::{Edge, Tile};
use tickmark::ledger::tree::{Frontier, Hash, leaf_hash, node_hash};

const TIMES: u64 = 1000;

fn main() {
    let events: u64 = std::env::var("PROOFS_EVENTS").ok().and_then(|events| events.parse().ok()).unwrap_or(10_000_000);
    hash_rates();
    let folder = tempfile::tempdir().expect("a folder for the tiles");
    let kept = Connection::open(folder.path().join("tiles.db")).expect("a file for the tiles");
    let (time, head) = timed(|| grow(events, &kept));
    let megabytes = std::fs::metadata(folder.path().join("tiles.db")).map_or(0, |file| file.len() / 1_000_000);
    println!("a tree of {events} events, made: {time:.1?}, kept in {megabytes} MB of tiles");
    let heads: Vec<Head> = numbers(events).map(|old| head_at(old.max(1), &kept)).collect();
    one_event(events, &head, &kept);
    growth(&heads, &head, &kept);
    a_whole_file(events, &head, &kept);
}

/// What the machine hashes, so that other figures can be set beside it.
fn hash_rates() {
    let bytes = vec![7; 64 << 20];
    let (time, _) = timed(|| black_box(Sha256::digest(black_box(&bytes))));
    println!("SHA-256, one core: {:.2} GB/s", bytes.len() as f64 / 1e9 / time.as_secs_f64());
    let mut node: Hash = [3; 32];
    let (time, _) = timed(|| (0..1_000_000).for_each(|_| node = node_hash(&node, &[5; 32])));
    println!("nodes of a tree, one core: {:.1} million a second ({})", 1.0 / time.as_secs_f64(), node[0]);
}

fn grow(events: u64, kept: &Connection) -> Head {
    // As the casebook lays them out.
    kept.execute_batch(
        "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; CREATE TABLE tile (
             log INTEGER NOT NULL, level INTEGER NOT NULL, position INTEGER NOT NULL, hashes BLOB NOT NULL,
             UNIQUE (log, level, position)
         ) STRICT; BEGIN",
    )
    .expect("a table of tiles");
    let keep = |tile: Tile| {
        let place = params![tile.level as i64, tile.position as i64, tile.hashes];
        kept.prepare_cached("INSERT INTO tile VALUES (1, ?1, ?2, ?3)")?.execute(place).map(drop)
    };
    let (mut edge, mut frontier) = (Edge::default(), Frontier::default());
    for event in 0..events {
        let leaf = leaf(event);
        frontier.push(leaf);
        edge.push(leaf, keep).expect("a full tile is kept");
    }
    edge.unfinished().try_for_each(keep).expect("an unfinished tile is kept");
    kept.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").expect("the tiles are kept");
    Head { size: events, root: frontier.root() }
}

fn leaf(event: u64) -> Hash {
    leaf_hash(&event.to_be_bytes())
}

fn load(kept: &Connection) -> impl FnMut(u64, u64) -> rusqlite::Result<Vec<u8>> {
    |level, position| {
        let mut select =
            kept.prepare_cached("SELECT hashes FROM tile WHERE log = 1 AND level = ?1 AND position = ?2")?;
        select.query_row(params![level as i64, position as i64], |row| row.get(0))
    }
}

fn head_at(size: u64, kept: &Connection) -> Head {
    let root = tickmark::ledger::tiles::root_at(size, load(kept)).expect("the tiles are read");
    Head { size, root: root.expect("the tree was as large") }
}

fn one_event(events: u64, head: &Head, kept: &Connection) {
    let (mut making, mut checking, mut hashes) = (Vec::new(), Vec::new(), 0);
    for index in numbers(events) {
        let (time, path) = timed(|| inclusion(index, events, load(kept)).expect("the tiles are read").expect("a path"));
        let (checked, holds) = timed(|| verify_inclusion(&leaf(index), index, head, &path));
        assert!(holds, "event {index}");
        making.push(time);
        checking.push(checked);
        hashes = hashes.max(path.len());
    }
    report("the proof of an event", making);
    report(&format!("its check ({hashes} hashes at most)"), checking);
}

fn growth(heads: &[Head], head: &Head, kept: &Connection) {
    let (mut making, mut checking, mut hashes) = (Vec::new(), Vec::new(), 0);
    for old in heads {
        let (time, path) =
            timed(|| consistency(old.size, head.size, load(kept)).expect("the tiles are read").expect("a path"));
        let (checked, holds) = timed(|| verify_consistency(old, head, &path));
        assert!(holds, "from {}", old.size);
        making.push(time);
        checking.push(checked);
        hashes = hashes.max(path.len());
    }
    report("the proof of consistency", making);
    report(&format!("its check ({hashes} hashes at most)"), checking);
}

/// From the bytes of a proof and of its event to the answer, signature and all.
fn a_whole_file(events: u64, head: &Head, kept: &Connection) {
    let key = SigningKey::from_bytes(&[5; 32]);
    let checkpoint = Checkpoint { origin: "tickmark/0011".into(), size: head.size, root: head.root }.sign(&key);
    let times = numbers(events).map(|index| {
        let path: proof::Path = inclusion(index, events, load(kept)).expect("the tiles are read").expect("a path");
        let text = Inclusion { index, extra: None, path, checkpoint: checkpoint.clone() }.write();
        let check = || Inclusion::read(&text)?.verify(&index.to_be_bytes(), &key.verifying_key());
        let (time, holds) = timed(check);
        assert!(holds.is_ok(), "event {index}");
        time
    });
    report("reading and checking a proof with its signature", times.collect());
}

/// Numbers below a bound, the same in every run.
fn numbers(below: u64) -> impl Iterator<Item = u64> {
    (0..TIMES).map(move |number| {
        let hash = leaf(number);
        u64::from_be_bytes(hash[..8].try_into().expect("eight bytes")) % below
    })
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = Instant::now();
    let done = work();
    (began.elapsed(), done)
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!("{what}: median {:.1?}, 99 of 100 under {:.1?}, slowest {:.1?}", at(50), at(99), at(100));
}
