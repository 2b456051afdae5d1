//! However three people work and merge, in whatever order: who holds the same events holds the same casebook.

use crate::case::{TestCase, copy};
use proptest::prelude::*;
use rusqlite::types::Value;
use std::collections::BTreeMap;
use tickmark::actions::claims::claim::{self, Amendment, NewClaim, Place};
use tickmark::actions::claims::{depend, query, review};
use tickmark::actions::evidence::attach::{self, NewEvidence};
use tickmark::actions::record::{erase, keys};
use tickmark::actions::share::bundle::unpacking::unpack;
use tickmark::actions::share::bundle::{Wanted, bundle};
use tickmark::actions::share::merge::{Merged, merge};
use tickmark::actions::sources::capture;
use tickmark::actions::sources::source::{self, NewSource};
use tickmark::casebook::clock::Clock;
use tickmark::casebook::{Actor, Casebook};
use tickmark::error::{Error, Result};
use tickmark::model::event::Policy;
use tickmark::model::words::{ClaimType, Method, Priority, Recipient, Relation, SecondPerson, Stance, Tier, Verdict};

const NAMES: [&str; 3] = ["ana", "ben", "carol"];

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
    Erase(usize),
    EraseCapture(usize),
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
        2 => n.clone().prop_map(Act::Erase),
        3 => n.clone().prop_map(Act::EraseCapture),
        1 => (0..3u32).prop_map(Act::Rules),
        1 => Just(Act::Rotate),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3usize, 0..24u32, act()).prop_map(|(who, hour, act)| Step::Work(who, hour, act)),
        1 => (0..3usize, 1..3usize, any::<bool>()).prop_map(|(from, on, zip)| Step::Merge(from, (from + on) % 3, zip)),
    ]
}

/// Three people on three machines, who begin with the same casebook.
struct Desks([TestCase; 3]);

impl Desks {
    fn new() -> Self {
        let first = TestCase::river();
        // The first desk works under a key that was there before; the others make theirs.
        let others = [(); 2].map(|()| TestCase::without_casebook());
        open(&first, 10).back_up(&first.path("handed.db"), |_, _| ()).unwrap();
        others.iter().for_each(|other| copy(&first.path("handed.db"), &other.casebook()));
        let [second, third] = others;
        Self([first, second, third])
    }

    fn take(&self, step: Step) {
        match step {
            Step::Merge(from, to, zip) => drop(self.merge(from, to, zip)),
            Step::Work(who, hour, act) => match work(&self.0[who], who, hour, act) {
                Ok(())
                | Err(
                    Error::Invalid(_)
                    | Error::WrongStatus { .. }
                    | Error::PolicyUnmet { .. }
                    | Error::SamePerson(_)
                    | Error::NoKey { .. }
                    | Error::Confidential(_),
                ) => {}
                Err(error) => panic!("{} {act:?}: {error:?}", NAMES[who]),
            },
        }
    }

    fn merge(&self, from: usize, to: usize, zip: bool) -> Merged {
        let (giving, taking) = (&self.0[from], &self.0[to]);
        let mut casebook = open(taking, 12);
        let merged = if zip {
            let (mut theirs, file) = (open(giving, 12), taking.path("handed.zip"));
            theirs.reveal();
            let _ = std::fs::remove_file(&file);
            bundle(&theirs, &file, &Wanted { captures: true, ..Wanted::default() }, &mut |_, _| ()).unwrap();
            let unpacked = unpack(&file, &mut |_| ()).unwrap();
            merge(&mut casebook, &unpacked.path(), false, |_, _, _| ())
        } else {
            merge(&mut casebook, &giving.casebook(), false, |_, _, _| ())
        };
        let merged = merged.unwrap_or_else(|error| panic!("{} to {}: {error:?}", NAMES[from], NAMES[to]));
        drop(casebook);
        taking.check_ledger();
        merged
    }

    /// Everybody takes in what everybody has, until nothing is new.
    fn bring_together(&self) {
        for round in 0.. {
            let pairs = (0..3).flat_map(|from| [1, 2].map(|on| (from, (from + on) % 3)));
            let came: u64 = pairs.map(|(from, to)| self.merge(from, to, (from + to + round) % 2 == 0).events).sum();
            if came == 0 {
                return;
            }
            assert!(round < 3, "three desks have told each other everything after two rounds");
        }
    }
}

fn open(case: &TestCase, hour: u32) -> Casebook {
    let now = format!("2026-11-24T{hour:02}:00:00.000Z");
    Casebook::open(&case.casebook(), case.home(), Clock::from_setting(Some(&now)).unwrap()).unwrap()
}

/// The ids of the events of a kind, in the order of folding.
fn ids(case: &TestCase, kinds: &str) -> Vec<String> {
    let sql = format!("SELECT group_concat(id, ' ' ORDER BY row) FROM events WHERE kind IN ({kinds})");
    case.query(&sql).split_whitespace().map(str::to_string).collect()
}

fn work(case: &TestCase, who: usize, hour: u32, act: Act) -> Result<()> {
    let (mut casebook, actor) = (open(case, hour), Actor::named(NAMES[who])?);
    let (casebook, actor) = (&mut casebook, &actor);
    let (claim_ids, source_ids) = (ids(case, "'claim.recorded'"), ids(case, "'source.added'"));
    let claim = |n: usize| claim_ids[n % claim_ids.len()].as_str();
    let source = |n: usize| source_ids[n % source_ids.len()].as_str();
    let one_of = |kinds: &str, n: usize| {
        let ids = ids(case, kinds);
        ids.get(n % ids.len().max(1)).cloned().ok_or_else(|| Error::Invalid("there is none".into()))
    };
    let said = format!("as {} saw it at {hour}", NAMES[who]);
    let note = Some(said.as_str());
    match act {
        Act::Claim(high) => {
            let new = NewClaim {
                piece: None,
                statement: note,
                place: Place::Nowhere,
                claim_type: ClaimType::Quantity,
                priority: if high { Priority::High } else { Priority::Low },
                quantity: None,
                external_id: high.then_some("C-1"),
                note,
            };
            claim::add(casebook, actor, &new).map(drop)
        }
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
        Act::SignOff(n) => review::sign_off(casebook, actor, claim(n), note).map(drop),
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
            let bytes = [&b"Vega Mining holds 62.5 per cent.\n"[..], b"The permit was signed.\n"][which];
            let content = capture::Content::Bytes { name: "filed.txt", bytes };
            let new =
                capture::NewCapture { source: Some(source(m)), ..capture::NewCapture::of(content, Method::Filed) };
            capture::file(casebook, actor, new, |_| ()).map(drop)
        }
        Act::Erase(n) => {
            let event = one_of("'claim.noted', 'claim.checked', 'claim.recorded', 'evidence.attached'", n)?;
            erase::erase(casebook, actor, &event, &[], "asked for", |_, _| ()).map(drop)
        }
        Act::EraseCapture(n) => {
            let event = one_of("'capture.filed'", n)?;
            erase::erase(casebook, actor, &event, &[], "asked for", |_, _| ()).map(drop)
        }
        Act::Rules(evidence) => {
            review::set_policy(casebook, actor, Policy { evidence, second_person: SecondPerson::Nobody }).map(drop)
        }
        Act::Rotate => keys::rotate(casebook, actor).map(drop),
    }
}

/// All that a casebook holds, but for the order in which it arrived and what follows from that alone.
fn held(case: &TestCase) -> BTreeMap<String, Vec<String>> {
    let conn = rusqlite::Connection::open(case.casebook()).unwrap();
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
        held.insert(what.to_string(), rows(&conn, sql));
    }
    // Keyed by places, which do not tell how events arrived.
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'claim_text%' AND name NOT IN
        ('event', 'disclosure', 'checkpoint', 'blob', 'blob_chunk', 'log', 'tile', 'place')";
    let mut select = conn.prepare(tables).unwrap();
    let tables = select.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    for table in tables.collect::<Vec<_>>() {
        held.insert(table.clone(), rows(&conn, &format!("SELECT * FROM {table}")));
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

#[track_caller]
fn all_the_same(desks: &Desks) {
    let [ana, ben, carol] = desks.0.each_ref().map(held);
    for (what, rows) in &ana {
        assert_eq!(rows, &ben[what], "{what} of ana and ben");
        assert_eq!(rows, &carol[what], "{what} of ana and carol");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::with_cases(4) })]

    #[test]
    fn whoever_holds_the_same_events_sees_the_same_whatever_came_when(
        steps in proptest::collection::vec(step(), 10..40)
    ) {
        let desks = Desks::new();
        steps.iter().for_each(|step| desks.take(*step));
        desks.bring_together();
        all_the_same(&desks);
    }
}

/// Has three desks take these steps, and gives them with all merged.
fn after(steps: &[Step]) -> Desks {
    let desks = Desks::new();
    steps.iter().for_each(|step| desks.take(*step));
    desks.bring_together();
    all_the_same(&desks);
    desks
}

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
        let count = "SELECT count(*) FROM blob_chunk WHERE instr(data, 'Vega Mining holds')";
        desks.0.iter().for_each(|case| assert_eq!(case.query(count), "0", "{last:?}"));
    }
}
