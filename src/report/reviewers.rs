//! Who did what in the check, and how far reviewers agree on claims that two of them judged.

mod markdown;

use language::quantity::agreement::{Agreement, FEWEST, Kappa};
pub use markdown::write as markdown;
use record::model::claim::undone;
use record::model::event::Event;
use record::model::record::Record;
use record::model::time::Moment;
use record::model::words::Verdict;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The version of the JSON.
pub const VERSION: u32 = 1;

/// What the `kind` of the JSON says.
pub const KIND: &str = "reviewers";

/// The report, as it is written to JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reviewers {
    pub tickmark: u32,
    pub kind: &'static str,
    /// The one piece that it is about; absent for all.
    pub piece: Option<record::model::id::Id>,
    /// Claims that were counted.
    pub claims: usize,
    /// Claims that were not, since whoever asks is to give a second verdict on them.
    pub left_out: usize,
    /// Agreement on fewer claims than this is not put into a figure.
    pub fewest: u64,
    pub people: Vec<Person>,
    pub pairs: Vec<Pair>,
}

/// What one person did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    pub actor: String,
    /// Claims that the person recorded.
    pub recorded: usize,
    /// Claims on which the person gave a verdict.
    pub checked: usize,
    /// Claims on which somebody else had given one before.
    pub second_checks: usize,
    /// Those of them on which the other verdict was hidden.
    pub blind: usize,
    /// Every verdict that the person gave, replaced ones too.
    pub verdicts: BTreeMap<&'static str, usize>,
    pub resolved: usize,
    pub returned: usize,
    pub evidence: usize,
    pub derived: usize,
    pub queries: usize,
    pub sign_offs: usize,
    /// Claims whose check has a beginning: the person started it, and gave a verdict after.
    pub timed: usize,
    /// Minutes from that start to the verdict, the median; nights and other work count. Absent for fewer than five.
    pub median_minutes: Option<u64>,
}

/// How far two people agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    pub one: String,
    pub other: String,
    /// Claims on whose present words both gave a verdict; the first of each counts.
    pub claims: u64,
    /// Those of them on which the later verdict was given blind.
    pub blind: usize,
    /// Shares from 0 to 1, as exact decimals.
    pub observed: Option<Decimal>,
    pub expected: Option<Decimal>,
    /// Cohen's kappa; absent where it is too few or undefined.
    pub kappa: Option<Decimal>,
    /// Why there is no kappa: `too-few` or `undefined`.
    pub without: Option<&'static str>,
}

/// Times to a verdict of fewer claims tell more of the claims than of the person.
const FEWEST_TIMES: usize = 5;

/// The report being counted, claim by claim.
#[derive(Default)]
pub struct Tally {
    claims: usize,
    left_out: usize,
    people: BTreeMap<String, Person>,
    times: BTreeMap<String, Vec<i64>>,
    pairs: BTreeMap<(String, String), Judged>,
}

#[derive(Default)]
struct Judged {
    verdicts: Vec<(Verdict, Verdict)>,
    blind: usize,
}

impl Tally {
    /// Counts a claim out of sight.
    pub fn leave_out(&mut self) {
        self.left_out += 1;
    }

    /// Counts a claim by its events, its recording first, in the order in which they are folded.
    pub fn add(&mut self, records: &[Record]) {
        self.claims += 1;
        let (mut judged, mut started) = (BTreeSet::<&str>::new(), BTreeMap::<&str, Moment>::new());
        let taken_back = undone(records);
        let counting: Vec<Record> = records.iter().filter(|record| !taken_back.contains(&record.id)).cloned().collect();
        for record in &counting {
            let person = self.people.entry(record.actor.clone()).or_insert_with(|| Person::named(&record.actor));
            match &record.event {
                Event::ClaimRecorded(_) => person.recorded += 1,
                Event::ClaimChecked(body) => {
                    person.check(body.verdict, body.blind, &judged);
                    if let Some(began) = started.remove(&*record.actor) {
                        let took = record.time.millis() - began.millis();
                        self.times.entry(record.actor.clone()).or_default().push(took);
                    }
                    judged.insert(&record.actor);
                }
                Event::ClaimStarted(_) => drop(started.insert(&record.actor, record.time)),
                Event::VerdictsResolved(_) => person.resolved += 1,
                Event::ClaimReturned(_) => person.returned += 1,
                Event::EvidenceAttached(_) => person.evidence += 1,
                Event::EvidenceDerived(_) => person.derived += 1,
                Event::QueryAsked(_) => person.queries += 1,
                Event::ClaimSignedOff(_) => person.sign_offs += 1,
                _ => {}
            }
        }
        self.compare(&first_verdicts(&counting));
    }

    fn compare(&mut self, first: &[First]) {
        for (at, later) in first.iter().enumerate() {
            for earlier in &first[..at] {
                let turned = earlier.actor > later.actor;
                let (one, other) = if turned { (later, earlier) } else { (earlier, later) };
                let names = (one.actor.to_string(), other.actor.to_string());
                let judged = self.pairs.entry(names).or_default();
                judged.verdicts.push((one.verdict, other.verdict));
                judged.blind += usize::from(later.blind);
            }
        }
    }

    /// Puts the report together: people by name, pairs by names.
    pub fn finish(mut self, piece: Option<record::model::id::Id>) -> Reviewers {
        for (actor, times) in &mut self.times {
            if let Some(person) = self.people.get_mut(actor) {
                person.timed = times.len();
                person.median_minutes = median(times);
            }
        }
        Reviewers {
            tickmark: VERSION,
            kind: KIND,
            piece,
            claims: self.claims,
            left_out: self.left_out,
            fewest: FEWEST,
            people: self.people.into_values().collect(),
            pairs: self.pairs.into_iter().map(|(names, judged)| Pair::of(names, judged)).collect(),
        }
    }
}

impl Person {
    fn named(actor: &str) -> Self {
        Self { actor: actor.to_string(), ..Self::default() }
    }

    fn check(&mut self, verdict: Verdict, blind: bool, judged: &BTreeSet<&str>) {
        *self.verdicts.entry(verdict.word()).or_default() += 1;
        if judged.contains(&*self.actor) {
            return;
        }
        let second = !judged.is_empty();
        self.checked += 1;
        self.second_checks += usize::from(second);
        self.blind += usize::from(second && blind);
    }
}

impl Pair {
    fn of((one, other): (String, String), judged: Judged) -> Self {
        let Agreement { n, observed, expected, kappa } = Agreement::of(judged.verdicts);
        let (kappa, without) = match kappa {
            Kappa::Is(kappa) => (Some(kappa), None),
            Kappa::TooFew => (None, Some("too-few")),
            Kappa::Undefined => (None, Some("undefined")),
        };
        Self { one, other, claims: n, blind: judged.blind, observed, expected, kappa, without }
    }
}

/// The verdict that somebody gave before any of their own.
struct First<'a> {
    actor: &'a str,
    verdict: Verdict,
    blind: bool,
}

/// Gives the first verdict of each person on the present words of a claim: a later one may follow another's.
fn first_verdicts(records: &[Record]) -> Vec<First<'_>> {
    let mut first: Vec<First> = Vec::new();
    for record in records {
        match &record.event {
            Event::ClaimAmended(body) if body.reworded || body.refigured => first.clear(),
            Event::ClaimAnchored(body) if body.fit == record::model::words::Fit::Edited => first.clear(),
            Event::ClaimChecked(body) if first.iter().all(|known| known.actor != record.actor) => {
                first.push(First { actor: &record.actor, verdict: body.verdict, blind: body.blind });
            }
            _ => {}
        }
    }
    first
}

/// Gives the median in minutes; of an even number, the mean of the two in the middle.
fn median(times: &mut [i64]) -> Option<u64> {
    if times.len() < FEWEST_TIMES {
        return None;
    }
    times.sort_unstable();
    let middle = (times[(times.len() - 1) / 2] + times[times.len() / 2]) / 2;
    u64::try_from(middle).ok().map(|millis| (millis + 30_000) / 60_000)
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_that_of_the_middle_and_of_enough() {
        let minutes = |times: &[i64]| median(&mut times.iter().map(|time| time * 60_000).collect::<Vec<_>>());
        assert_eq!(minutes(&[1, 2, 3, 4]), None);
        assert_eq!(minutes(&[9, 1, 500, 3, 2]), Some(3));
        assert_eq!(minutes(&[1, 2, 4, 8, 9, 100]), Some(6));
    }
}
