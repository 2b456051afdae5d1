//! Claims that rest on other claims, and the doubt that travels from one to the next.

use crate::{Changed, change, claim as find_claim, optional, refuse, required, way_out};
use record::model::claim::Claim;
use record::model::doubt::Doubt;
use record::model::event::{DependencyDropped, DependencyRecorded};
use record::model::id::Id;
use record::model::words::Status;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use store::Reader;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};

/// A claim that another rests on, or that rests on another.
#[derive(Clone, Debug, Serialize)]
pub struct Neighbour {
    pub claim: Id,
    pub external_id: Option<String>,
    pub status: Status,
    pub statement: Option<String>,
}

/// A doubt that travelled to a claim from one that it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Travelled {
    /// The claim that is in doubt by itself.
    pub claim: Id,
    pub external_id: Option<String>,
    pub doubt: Doubt,
    /// The claims between the two, the nearest first.
    pub through: Vec<Id>,
}

impl Travelled {
    /// Says it in words: `rests on 4c1f… (incorrect)`.
    pub fn in_words(&self) -> String {
        let own = self.external_id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
        let through: Vec<String> = self.through.iter().map(Id::short).collect();
        let through = if through.is_empty() { String::new() } else { format!(" through {}", through.join(", ")) };
        format!("rests on {}{own} ({}){through}", self.claim.short(), self.doubt)
    }
}

/// Records that a claim rests on another.
pub fn depend(casebook: &mut Casebook, actor: &Actor, of: &str, on: &str, note: Option<&str>) -> Result<Changed> {
    casebook.write(actor, |pen| {
        let (claim, on) = both(pen, of, on)?;
        refuse(&claim, &[Status::Cut], "made to rest on another", way_out)?;
        refuse(&on, &[Status::Cut], "rested on", way_out)?;
        if claim.depends_on.contains(&on.recorded.id) {
            let [claim, on] = [&claim, &on].map(|claim| claim.recorded.id.short());
            return Err(Error::Invalid(format!("claim {claim} rests on {on} already")));
        }
        refuse_circle(pen.reader(), &claim, &on)?;
        let mut texts = Vec::new();
        optional(&mut texts, "note", note);
        change(pen, &claim, DependencyRecorded { claim: claim.recorded.id, on: on.recorded.id }, texts)
    })
}

/// Records that a claim no longer rests on another.
pub fn drop_dependency(casebook: &mut Casebook, actor: &Actor, of: &str, on: &str, reason: &str) -> Result<Changed> {
    casebook.write(actor, |pen| {
        let (claim, on) = both(pen, of, on)?;
        if !claim.depends_on.contains(&on.recorded.id) {
            let [claim, on] = [&claim, &on].map(|claim| claim.recorded.id.short());
            return Err(Error::Invalid(format!("claim {claim} does not rest on {on}")));
        }
        let texts = vec![("reason", required("reason", reason)?)];
        change(pen, &claim, DependencyDropped { claim: claim.recorded.id, on: on.recorded.id }, texts)
    })
}

fn both(pen: &Pen, of: &str, on: &str) -> Result<(Claim, Claim)> {
    Ok((find_claim(pen.reader(), of)?, find_claim(pen.reader(), on)?))
}

/// Refuses a claim that would rest on itself in the end, with the chain that leads back.
fn refuse_circle(reader: Reader, claim: &Claim, on: &Claim) -> Result<()> {
    let (from, to) = (on.recorded.row, claim.recorded.row);
    if from == to {
        return Err(Error::Invalid(format!("claim {} cannot rest on itself", claim.recorded.id.short())));
    }
    let reached = reach(reader, from)?;
    if !reached.contains_key(&to) {
        return Ok(());
    }
    let mut chain = path(&reached, to);
    chain.insert(0, from);
    chain.push(to);
    let names = chain.into_iter().map(|row| Ok(reader.id_of(row)?.short())).collect::<Result<Vec<_>>>()?;
    let circle = format!("{}, which rests on {}", claim.recorded.id.short(), names.join(", which rests on "));
    Err(Error::Invalid(format!("claims would rest on one another in a circle: {circle}")))
}

/// Gives every claim that a claim rests on in the end, by row, each with the one before it on the shortest way.
fn reach(reader: Reader, from: i64) -> Result<BTreeMap<i64, i64>> {
    let (mut before, mut next) = (BTreeMap::new(), VecDeque::from([from]));
    while let Some(at) = next.pop_front() {
        for on in reader.rests_on(at)? {
            if on != from && !before.contains_key(&on) {
                before.insert(on, at);
                next.push_back(on);
            }
        }
    }
    Ok(before)
}

/// Gives the rows between the start of a reach and one of its claims, the nearest to the start first.
fn path(before: &BTreeMap<i64, i64>, to: i64) -> Vec<i64> {
    let mut path: Vec<i64> = std::iter::successors(before.get(&to), |row| before.get(row)).copied().collect();
    // The last is the start itself.
    path.pop();
    path.reverse();
    path
}

/// Gives the doubts that travelled to a claim, the nearest first, leaving out what the onlooker is to judge without.
pub fn doubts(reader: Reader, claim: i64, onlooker: Option<&str>) -> Result<Vec<Travelled>> {
    Doubts::seen_by(reader, onlooker).of(claim)
}

/// What is known of the claims that others rest on, each looked at once.
pub struct Doubts<'r> {
    reader: Reader<'r>,
    onlooker: Option<&'r str>,
    known: BTreeMap<i64, Option<Travelled>>,
}

impl<'r> Doubts<'r> {
    /// Begins to look, through the eyes of an onlooker.
    pub fn seen_by(reader: Reader<'r>, onlooker: Option<&'r str>) -> Self {
        Self { reader, onlooker, known: BTreeMap::new() }
    }

    /// Gives the doubts that travelled to a claim, the nearest first.
    pub fn of(&mut self, claim: i64) -> Result<Vec<Travelled>> {
        let (reader, reached) = (self.reader, reach(self.reader, claim)?);
        let mut doubts = Vec::new();
        for row in reached.keys() {
            if let Some(doubt) = self.about(*row)? {
                let through = path(&reached, *row).into_iter().map(|row| reader.id_of(row)).collect::<Result<_>>()?;
                doubts.push(Travelled { through, ..doubt });
            }
        }
        doubts.sort_by_key(|doubt| doubt.through.len());
        Ok(doubts)
    }

    /// Gives the doubt about a claim itself.
    pub fn about(&mut self, row: i64) -> Result<Option<Travelled>> {
        if let Some(known) = self.known.get(&row) {
            return Ok(known.clone());
        }
        let claim = self.reader.claim(row)?;
        let doubt = seen_doubt(&claim, self.onlooker).map(|doubt| Travelled {
            claim: claim.recorded.id,
            external_id: claim.external_id.clone(),
            doubt,
            through: Vec::new(),
        });
        self.known.insert(row, doubt.clone());
        Ok(doubt)
    }
}

/// Gives the doubt about a claim as far as this onlooker may know of it.
pub fn seen_doubt(claim: &Claim, onlooker: Option<&str>) -> Option<Doubt> {
    let blind = onlooker.is_some_and(|name| claim.blind_for(name));
    let doubt = claim.doubt()?;
    match blind && doubt.tells_a_verdict() {
        true => (claim.status() == Status::Stale).then_some(Doubt::Stale),
        false => Some(doubt),
    }
}

/// Gives the claims that a claim rests on, and those that rest on it.
pub fn neighbours(reader: Reader, claim: i64) -> Result<(Vec<Neighbour>, Vec<Neighbour>)> {
    let named = |rows: BTreeSet<i64>| rows.into_iter().map(|row| neighbour(reader, row)).collect::<Result<Vec<_>>>();
    Ok((named(reader.rests_on(claim)?.into_iter().collect())?, named(reader.carried_by(claim)?.into_iter().collect())?))
}

fn neighbour(reader: Reader, row: i64) -> Result<Neighbour> {
    let listed = reader.listed(row)?;
    let (claim, external_id, status, statement) = (listed.id, listed.external_id, listed.status, listed.statement);
    Ok(Neighbour { claim, external_id, status, statement })
}
