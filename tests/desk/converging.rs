//! However three people work and merge, in whatever order: who holds the same events holds the same casebook.
//!
//! The histories are the same each time. `TICKMARK_HISTORIES=10000` runs more of them, `TICKMARK_HISTORY_SEED=2` others.

use crate::case::TestCase;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rusqlite::types::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;
use tickmark::actions::claims::claim::{self, Amendment, NewClaim, Place};
use tickmark::actions::claims::{depend, query, review};
use tickmark::actions::drafts::{add, piece};
use tickmark::actions::evidence::attach::{self, NewEvidence};
use tickmark::actions::record::verify::verify;
use tickmark::actions::record::{erase, keys};
use tickmark::actions::share::bundle::unpacking::unpack;
use tickmark::actions::share::bundle::{Wanted, bundle};
use tickmark::actions::share::merge::{Merged, Terms, merge_on};
use tickmark::actions::sources::capture;
use tickmark::actions::sources::source::{self, NewSource};
use tickmark::casebook::clock::Clock;
use tickmark::casebook::{Actor, Casebook, reading};
use tickmark::error::{Error, Result};
use tickmark::ingest::Reading;
use tickmark::model::event::Policy;
use tickmark::model::outcome::Outcome;
use tickmark::model::words::{ClaimType, Method, Priority, Recipient, Relation, SecondPerson, Stance, Tier, Verdict};

const NAMES: [&str; 3] = ["ana", "ben", "carol"];

/// What is filed as a capture or brought in as a draft, so that the one shares its bytes with the other.
const TEXTS: [&str; 2] = ["Vega Mining holds 62.5 per cent.\n", "The permit was signed.\n"];

/// Something that somebody does; the numbers choose among what is there.
#[derive(Clone, Copy, Debug)]
enum Act {
    Claim(bool),
    Amend(usize),
    Cut(usize),
    Restore(usize),
    Note(usize),
    Check(usize, bool),
    SignOff(usize),
    Reopen(usize),
    Depend(usize, usize),
    Ask(usize),
    Source(bool),
    Link(usize, usize),
    Attach(usize, usize),
    Withdraw(usize),
    /// Files one of two texts, so that captures share their bytes.
    File(usize, usize),
    /// Brings one of them in as a draft.
    Draft(usize),
    Erase(usize),
    EraseCapture(usize),
    EraseDraft(usize),
    Rules(u32),
    Rotate,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    /// Who, at which hour by their own clock, does what.
    Work(usize, u32, Act),
    /// Whose events go to whom, and whether as a bundle.
    Merge(usize, usize, bool),
}

fn act() -> impl Strategy<Value = Act> {
    let (n, m) = (0..64usize, 0..64usize);
    prop_oneof![
        2 => any::<bool>().prop_map(Act::Claim),
        1 => n.clone().prop_map(Act::Amend),
        1 => n.clone().prop_map(Act::Cut),
        1 => n.clone().prop_map(Act::Restore),
        2 => n.clone().prop_map(Act::Note),
        3 => (n.clone(), any::<bool>()).prop_map(|(n, right)| Act::Check(n, right)),
        1 => n.clone().prop_map(Act::SignOff),
        1 => n.clone().prop_map(Act::Reopen),
        1 => (n.clone(), m.clone()).prop_map(|(n, m)| Act::Depend(n, m)),
        1 => n.clone().prop_map(Act::Ask),
        1 => any::<bool>().prop_map(Act::Source),
        1 => (n.clone(), m.clone()).prop_map(|(n, m)| Act::Link(n, m)),
        3 => (n.clone(), m.clone()).prop_map(|(n, m)| Act::Attach(n, m)),
        1 => n.clone().prop_map(Act::Withdraw),
        3 => (0..2usize, m.clone()).prop_map(|(n, m)| Act::File(n, m)),
        1 => (0..2usize).prop_map(Act::Draft),
        2 => n.clone().prop_map(Act::Erase),
        3 => n.clone().prop_map(Act::EraseCapture),
        1 => n.clone().prop_map(Act::EraseDraft),
        1 => (0..3u32).prop_map(Act::Rules),
        1 => Just(Act::Rotate),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3usize, 0..24u32, act()).prop_map(|(who, hour, act)| Step::Work(who, hour, act)),
        1 => (0..3usize, 1..3usize, proptest::bool::weighted(0.1))
            .prop_map(|(from, on, zip)| Step::Merge(from, (from + on) % 3, zip)),
    ]
}

/// What one of them has: a casebook, open all the while, and the same file as others read it.
struct Desk {
    case: TestCase,
    casebook: Casebook,
    conn: rusqlite::Connection,
}

impl Desk {
    /// A desk in memory with a copy of the casebook that all begin with.
    fn new() -> Self {
        let case = TestCase::in_memory();
        case.write("casebook.db", &beginning().casebook);
        let casebook = Casebook::open(&case.casebook(), case.home(), at(10)).unwrap();
        let conn = rusqlite::Connection::open(case.casebook()).unwrap();
        Self { case, casebook, conn }
    }

    fn count(&self, sql: &str) -> i64 {
        self.conn.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    #[track_caller]
    fn check_ledger(&self) {
        let found = verify(&self.casebook, &[], false, |_, _| ()).unwrap();
        assert_eq!(found.outcome, Outcome::Unanchored, "{:#?}", found.faults);
    }
}

/// The ids of the events of a kind, in the order of folding.
fn ids(conn: &rusqlite::Connection, kinds: &str) -> Vec<String> {
    let sql = format!("SELECT group_concat(id, ' ' ORDER BY row) FROM events WHERE kind IN ({kinds})");
    let ids: Option<String> = conn.query_row(&sql, [], |row| row.get(0)).unwrap();
    ids.unwrap_or_default().split_whitespace().map(str::to_string).collect()
}

/// What three people begin with: one piece, two claims and a source, and the key under which ana recorded them.
struct Beginning {
    casebook: Vec<u8>,
    key: Vec<u8>,
}

/// Recorded once for all histories.
fn beginning() -> &'static Beginning {
    static BEGINNING: OnceLock<Beginning> = OnceLock::new();
    BEGINNING.get_or_init(|| {
        let case = TestCase::in_memory();
        let mut casebook = Casebook::create(&case.casebook(), case.home(), at(9)).unwrap();
        casebook.foresee(0);
        let ana = Actor::named(NAMES[0]).unwrap();
        let piece = piece::NewPiece { title: "The river permit", ..piece::NewPiece::default() };
        piece::add_piece(&mut casebook, &ana, &piece).unwrap();
        for statement in ["Vega Mining put in over 12 million", "Bo Lind is mayor of Altona"] {
            claim::add(&mut casebook, &ana, &new_claim(Some(statement), false)).unwrap();
        }
        let source = NewSource { title: Some("Annual report"), ..NewSource::of(Tier::Primary) };
        source::add(&mut casebook, &ana, &source).unwrap();
        drop(casebook);
        // Small pages cost less to write, and as little as there is fits in a few.
        let conn = rusqlite::Connection::open(case.casebook()).unwrap();
        conn.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM; PRAGMA journal_mode = WAL")
            .unwrap();
        drop(conn);
        let read = |path: &Path| std::fs::read(path).unwrap();
        Beginning { casebook: read(&case.casebook()), key: read(&case.home().key_path(NAMES[0])) }
    })
}

fn at(hour: u32) -> Clock {
    Clock::from_setting(Some(&format!("2026-11-24T{hour:02}:00:00.000Z"))).unwrap()
}

fn new_claim(note: Option<&str>, high: bool) -> NewClaim<'_> {
    NewClaim {
        piece: None,
        statement: note,
        place: Place::Nowhere,
        claim_type: ClaimType::Quantity,
        priority: if high { Priority::High } else { Priority::Low },
        quantity: None,
        external_id: high.then_some("C-1"),
        note,
    }
}

/// Three people on three machines, who begin with the same casebook.
struct Desks {
    desks: [Desk; 3],
    steps: u64,
}

impl Desks {
    fn new() -> Self {
        let desks = [(); 3].map(|()| Desk::new());
        // The first desk works under a key that was there before; the others make theirs.
        let key = desks[0].case.home().key_path(NAMES[0]);
        std::fs::create_dir_all(key.parent().unwrap()).unwrap();
        std::fs::write(key, &beginning().key).unwrap();
        Self { desks, steps: 0 }
    }

    fn take(&mut self, step: Step) {
        self.steps += 1;
        match step {
            Step::Merge(from, to, zip) => drop(self.merge(from, to, zip)),
            Step::Work(who, hour, act) => {
                let desk = &mut self.desks[who];
                desk.casebook.clock = at(hour);
                // Who comes first of two that wrote at once follows from the names of their logs.
                desk.casebook.foresee(self.steps << 32);
                match work(desk, who, hour, act) {
                    Ok(()) => {}
                    Err(error) if is_refusal(&error) => {}
                    Err(error) => panic!("{} {act:?}: {error:?}", NAMES[who]),
                }
            }
        }
    }

    fn merge(&mut self, from: usize, to: usize, zip: bool) -> Merged {
        let theirs = self.desks[from].case.casebook();
        let file = self.desks[to].case.path("handed.zip");
        if zip {
            let _ = std::fs::remove_file(&file);
            let giving = &mut self.desks[from].casebook;
            giving.reveal();
            bundle(giving, &file, &Wanted { captures: true, ..Wanted::default() }, &mut |_, _| ()).unwrap();
            giving.redact();
        }
        let taking = &mut self.desks[to].casebook;
        taking.clock = at(12);
        // Everybody here agrees to what the others erase.
        let erasers = NAMES.map(str::to_string);
        let terms = Terms { erasers: &erasers, ..Terms::default() };
        let merged = match zip {
            true => merge_on(taking, &unpack(&file, &mut |_| ()).unwrap().path(), terms, |_, _, _| ()),
            false => merge_on(taking, &theirs, terms, |_, _, _| ()),
        };
        merged.unwrap_or_else(|error| panic!("{} to {}: {error:?}", NAMES[from], NAMES[to]))
    }

    /// Everybody takes in what everybody has, by way of one of them, so that it comes to each in another order.
    fn bring_together(&mut self) {
        let hub = self.steps as usize % 3;
        let (one, other) = ((hub + 1) % 3, (hub + 2) % 3);
        // Whoever gives is verified: the hub and the one when they hold everything.
        for (from, to) in [(one, hub), (other, hub), (hub, one), (one, other)] {
            self.merge(from, to, false);
        }
        self.desks[other].check_ledger();
    }

    /// Whoever holds the same events holds the same casebook.
    #[track_caller]
    fn all_the_same(&self) {
        let [ana, ben, carol] = self.desks.each_ref().map(|desk| held(&desk.conn));
        for (what, rows) in &ana {
            assert_eq!(rows, &ben[what], "{what} of ana and ben");
            assert_eq!(rows, &carol[what], "{what} of ana and carol");
        }
    }
}

/// What the program refuses to whoever asks for it at the wrong time.
fn is_refusal(error: &Error) -> bool {
    matches!(
        error,
        Error::Invalid(_)
            | Error::WrongStatus { .. }
            | Error::PolicyUnmet { .. }
            | Error::SamePerson(_)
            | Error::NoKey { .. }
            | Error::Confidential(_)
            | Error::DraftHasClaims
    )
}

fn work(desk: &mut Desk, who: usize, hour: u32, act: Act) -> Result<()> {
    let actor = &Actor::named(NAMES[who])?;
    let (claim_ids, source_ids) = (ids(&desk.conn, "'claim.recorded'"), ids(&desk.conn, "'source.added'"));
    let claim = |n: usize| claim_ids[n % claim_ids.len()].as_str();
    let source = |n: usize| source_ids[n % source_ids.len()].as_str();
    let Desk { casebook, conn, .. } = desk;
    let one_of = |kinds: &str, n: usize| {
        let ids = ids(conn, kinds);
        ids.get(n % ids.len().max(1)).cloned().ok_or_else(|| Error::Invalid("there is none".into()))
    };
    let said = format!("as {} saw it at {hour}", NAMES[who]);
    let note = Some(said.as_str());
    match act {
        Act::Claim(high) => claim::add(casebook, actor, &new_claim(note, high)).map(drop),
        Act::Amend(n) => {
            let amendment = Amendment { statement: note, reason: note, ..Amendment::default() };
            claim::amend(casebook, actor, claim(n), &amendment).map(drop)
        }
        Act::Cut(n) => claim::cut(casebook, actor, claim(n), note).map(drop),
        Act::Restore(n) => claim::restore(casebook, actor, claim(n), note).map(drop),
        Act::Note(n) => review::note(casebook, actor, claim(n), &said, n % 2 == 0).map(drop),
        Act::Check(n, right) => {
            let verdict = if right { Verdict::Confirmed } else { Verdict::Incorrect };
            review::check(casebook, actor, claim(n), verdict, note).map(drop)
        }
        Act::SignOff(n) => review::sign_off(casebook, actor, claim(n), note, None).map(drop),
        Act::Reopen(n) => review::reopen(casebook, actor, claim(n), &said).map(drop),
        Act::Depend(n, m) => depend::depend(casebook, actor, claim(n), claim(m), note).map(drop),
        Act::Ask(n) => query::ask(casebook, actor, claim(n), Recipient::Author, None, &said).map(drop),
        Act::Source(confidential) => {
            let new = NewSource { title: note, confidential, external_id: Some("S-1"), ..NewSource::of(Tier::Primary) };
            source::add(casebook, actor, &new).map(drop)
        }
        Act::Link(n, m) => source::link(casebook, actor, source(n), source(m), Relation::Quotes, note).map(drop),
        Act::Attach(n, m) => {
            let new = NewEvidence { locator: note, note, ..NewEvidence::of(source(m), Stance::Supports) };
            attach::attach(casebook, actor, claim(n), &new).map(drop)
        }
        Act::Withdraw(n) => attach::withdraw(casebook, actor, &one_of("'evidence.attached'", n)?, &said).map(drop),
        Act::File(which, m) => {
            let content = capture::Content::Bytes { name: "filed.txt", bytes: TEXTS[which].as_bytes() };
            let new =
                capture::NewCapture { source: Some(source(m)), ..capture::NewCapture::of(content, Method::Filed) };
            capture::file(casebook, actor, new, |_| ()).map(drop)
        }
        Act::Erase(n) => {
            let event = one_of("'claim.noted', 'claim.checked', 'claim.recorded', 'evidence.attached'", n)?;
            erase::erase(casebook, actor, &event, &[], "asked for", |_, _| ()).map(drop)
        }
        Act::Draft(which) => {
            let (path, bytes) = (Path::new("filed.txt"), TEXTS[which].as_bytes());
            let document = &reading::read(bytes, "filed.txt", Reading::Accepted)?;
            add::add(casebook, actor, None, &add::NewDraft { path, bytes, document, after: None }).map(drop)
        }
        Act::EraseCapture(n) => {
            let event = one_of("'capture.filed'", n)?;
            erase::erase(casebook, actor, &event, &[], "asked for", |_, _| ()).map(drop)
        }
        Act::EraseDraft(n) => {
            let event = one_of("'draft.added'", n)?;
            erase::erase(casebook, actor, &event, &[], "asked for", |_, _| ()).map(drop)
        }
        Act::Rules(evidence) => review::set_policy(
            casebook,
            actor,
            Policy { evidence, second_person: SecondPerson::Nobody, ..Policy::default() },
        )
        .map(drop),
        Act::Rotate => keys::rotate(casebook, actor).map(drop),
    }
}

/// All that a casebook holds, but for the order in which it arrived and what follows from that alone.
fn held(conn: &rusqlite::Connection) -> BTreeMap<String, Vec<String>> {
    let mut held = BTreeMap::new();
    for (what, sql) in [
        ("events", "SELECT row, id, log, seq, actor, bytes FROM events"),
        ("texts", "SELECT hex(event.id), position, json FROM disclosure JOIN event ON event.row = disclosure.event"),
        ("checkpoints", "SELECT origin, checkpoint.size, note FROM checkpoint JOIN log ON log.row = checkpoint.log"),
        ("logs", "SELECT origin, key, actor, hand, size, clock, peaks FROM log"),
        ("files", "SELECT hex(sha256), bytes FROM blob"),
        ("the audit", "SELECT * FROM audit"),
        ("search", "SELECT rowid FROM claim_text WHERE claim_text MATCH 'saw'"),
    ] {
        held.insert(what.to_string(), rows(conn, sql));
    }
    // Keyed by places, which do not tell how events arrived.
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'claim_text%' AND name NOT IN
        ('event', 'disclosure', 'checkpoint', 'blob', 'blob_chunk', 'log', 'tile', 'place')";
    let mut select = conn.prepare(tables).unwrap();
    let tables = select.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    for table in tables.collect::<Vec<_>>() {
        held.insert(table.clone(), rows(conn, &format!("SELECT * FROM {table}")));
    }
    held
}

fn rows(conn: &rusqlite::Connection, sql: &str) -> Vec<String> {
    let mut select = conn.prepare(sql).unwrap();
    let columns = select.column_count();
    let row =
        |row: &rusqlite::Row| (0..columns).map(|at| row.get::<_, Value>(at)).collect::<rusqlite::Result<Vec<_>>>();
    let mut rows: Vec<_> = select.query_map([], row).unwrap().map(|row| format!("{:?}", row.unwrap())).collect();
    rows.sort();
    rows
}

/// How many histories, and which: always the same ones, since a test that fails by chance stops everybody.
fn histories() -> ProptestConfig {
    let number = |name: &str, otherwise| match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")),
        Err(_) => otherwise,
    };
    ProptestConfig {
        cases: number("TICKMARK_HISTORIES", 256) as u32,
        rng_seed: RngSeed::Fixed(number("TICKMARK_HISTORY_SEED", 1)),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(histories())]

    #[test]
    fn whoever_holds_the_same_events_sees_the_same_whatever_came_when(
        steps in proptest::collection::vec(step(), 3..18)
    ) {
        after(&steps);
    }
}

/// Has three desks take these steps, and gives them with all merged.
fn after(steps: &[Step]) -> Desks {
    let mut desks = Desks::new();
    steps.iter().for_each(|step| desks.take(*step));
    desks.bring_together();
    desks.all_the_same();
    desks
}

/// How many files hold the words of the first text.
const FILES_OF_VEGA: &str = "SELECT count(*) FROM blob_chunk WHERE instr(data, 'Vega Mining holds')";

#[test]
fn bytes_that_two_captures_shared_are_gone_everywhere_once_both_are_erased() {
    let (file, erase) = (Act::File(0, 0), Act::EraseCapture);
    let shared = [
        Step::Work(0, 10, file),
        Step::Merge(0, 2, false),
        Step::Merge(0, 1, false),
        // The same bytes, filed again by ben, whose capture carol knows.
        Step::Work(1, 11, file),
        Step::Merge(1, 2, false),
        // For ben another capture still has the bytes; ana knows of one capture only.
        Step::Work(1, 12, erase(1)),
        Step::Work(0, 12, erase(0)),
    ];
    for last in [
        [Step::Merge(0, 2, false), Step::Merge(1, 2, false)],
        [Step::Merge(1, 2, false), Step::Merge(0, 2, false)],
        [Step::Merge(0, 1, false), Step::Merge(1, 2, false)],
        [Step::Merge(1, 0, false), Step::Merge(0, 2, true)],
    ] {
        let desks = after(&[&shared[..], &last].concat());
        desks.desks.iter().for_each(|desk| assert_eq!(desk.count(FILES_OF_VEGA), 0, "{last:?}"));
    }
}

#[test]
fn an_erasure_by_whoever_keeps_the_bytes_leaves_every_casebook_whole() {
    let (erased, file) = (Act::EraseCapture(62), Act::File);
    let told = [
        Step::Work(1, 0, file(1, 0)),
        Step::Merge(1, 2, false),
        Step::Work(2, 0, file(1, 0)),
        Step::Work(0, 0, file(0, 0)),
        // Carol has the bytes twice, so that none go with her erasure: what others hold is for them to find out.
        Step::Work(2, 0, erased),
    ];
    // With other steps between, everything comes together by way of another of the three.
    let others = [Act::Rules(0), Act::Claim(false), Act::Claim(false), Act::Claim(false), Act::Check(34, false)];
    for more in 0..=others.len() {
        let others: Vec<_> = others[..more].iter().map(|act| Step::Work(0, 0, *act)).collect();
        let desks = after(&[&told[..], &others].concat());
        desks.desks.iter().for_each(|desk| assert_eq!(desk.count(FILES_OF_VEGA), 1));
    }
}

#[test]
fn everybody_takes_in_everybody_after_bytes_were_filed_twice_and_erased_once() {
    let mut desks = Desks::new();
    for step in [
        Step::Work(1, 9, Act::File(0, 0)),
        Step::Merge(1, 2, false),
        Step::Work(2, 10, Act::File(0, 0)),
        Step::Work(0, 10, Act::File(1, 0)),
        Step::Work(2, 11, Act::EraseCapture(0)),
    ] {
        desks.take(step);
    }
    for (from, to) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (0, 1), (0, 2), (1, 0), (1, 2)] {
        desks.merge(from, to, false);
        desks.desks[to].check_ledger();
    }
    desks.all_the_same();
    desks.desks.iter().for_each(|desk| assert_eq!(desk.count(FILES_OF_VEGA), 1));
}

#[test]
fn an_erased_draft_takes_its_bytes_along_everywhere_but_for_those_that_a_capture_names() {
    let steps = [
        Step::Work(0, 9, Act::Draft(0)),
        Step::Merge(0, 1, false),
        Step::Work(1, 10, Act::File(0, 0)),
        // Ana knows of no capture with these bytes.
        Step::Work(0, 11, Act::EraseDraft(0)),
    ];
    let desks = after(&steps);
    desks.desks.iter().for_each(|desk| assert_eq!(desk.count(FILES_OF_VEGA), 1));
    let desks = after(&[&steps[..], &[Step::Work(1, 12, Act::EraseCapture(0))]].concat());
    desks.desks.iter().for_each(|desk| assert_eq!(desk.count("SELECT count(*) FROM blob"), 0));
}
