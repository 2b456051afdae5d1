//! A source with all that is known of it: what was captured, what rests on it, and where it comes from.

use super::lineage::{self, Course};
use crate::claims::standing::{OfEvidence, standing};
use record::model::claim::Evidence;
use record::model::entities::{Capture, Link, Source};
use record::model::id::Id;
use record::model::words::Status;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use store::Reader;
use store::casebook::Casebook;
use store::error::Result;
use store::find::Kind;

/// A capture is old after so many days.
pub const OLD: u32 = 30;

/// The most claims whose evidence is shown.
const CLAIMS: usize = 200;

/// The most sources of a family that are followed.
const FAMILY: usize = 120;

/// Why a source wants a capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    Never,
    Old,
    /// It could last not be fetched.
    Dead,
}

/// A source in a list.
pub struct Line {
    pub source: Source,
    pub captures: usize,
    /// Standing evidence that rests on it.
    pub evidence: u64,
    /// Why it wants a capture, since when, and what was said where it could not be fetched.
    pub due: Option<(Want, Option<String>, Option<String>)>,
}

/// Which sources are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub search: Option<String>,
    pub tier: Option<String>,
    /// Those alone that want a capture.
    pub due: bool,
    pub skip: usize,
    pub limit: usize,
}

/// Lists sources, and says whether there are more.
pub fn list(casebook: &Casebook, asked: &Asked) -> Result<(Vec<Line>, bool)> {
    let before = casebook.clock.now().days_before(OLD).to_string();
    casebook.reader().at_one_moment(|reader| {
        let Asked { search, tier, due, skip, limit } = asked;
        let mut lines = Vec::new();
        if *due {
            for due in reader.due_sources(&before, *skip, limit + 1)? {
                lines.push(line(reader, reader.source(due.row)?, &before)?);
            }
        } else {
            for source in reader.sources_of_tier(tier.as_deref(), search.as_deref(), *skip, limit + 1)? {
                lines.push(line(reader, source, &before)?);
            }
        }
        let more = lines.len() > *limit;
        lines.truncate(*limit);
        Ok((lines, more))
    })
}

fn line(reader: Reader, source: Source, before: &str) -> Result<Line> {
    let captures = reader.captures(Some(source.row))?;
    let due = due(reader, &source, &captures, before)?;
    Ok(Line { captures: captures.len(), evidence: reader.evidence_on(source.row)?, due, source })
}

type Due = (Want, Option<String>, Option<String>);

fn due(reader: Reader, source: &Source, captures: &[Capture], before: &str) -> Result<Option<Due>> {
    if source.medium.is_some() {
        return Ok(None);
    }
    if let Some((since, reason)) = reader.missed(source.row)? {
        return Ok(Some((Want::Dead, Some(since), reason)));
    }
    Ok(match captures.last() {
        None => Some((Want::Never, None, None)),
        // What has no address cannot change unseen.
        Some(last) if last.time.as_str() < before && source.address.is_some() => {
            Some((Want::Old, Some(last.time.clone()), None))
        }
        Some(_) => None,
    })
}

/// A source with all that is known of it.
pub struct SourceCard {
    pub source: Source,
    pub captures: Vec<Capture>,
    pub due: Option<Due>,
    /// The evidence that rests on it, by claim.
    pub evidence: Vec<Resting>,
    /// Claims that are not shown any more.
    pub beyond: usize,
    pub course: Course,
    pub family: Family,
}

/// What a claim has from a source.
pub struct Resting {
    pub claim: Id,
    pub external_id: Option<String>,
    pub statement: Option<String>,
    pub status: Status,
    pub evidence: Vec<Evidence>,
    /// How each piece of it that was not withdrawn stands.
    judged: Vec<OfEvidence>,
}

impl Resting {
    /// Says how a piece of evidence stands; nothing of one that was withdrawn.
    pub fn judged(&self, evidence: &Evidence) -> Option<&OfEvidence> {
        self.judged.iter().find(|judged| judged.evidence == evidence.mark.id)
    }
}

/// Sources that come from one another, the first of all in front.
#[derive(Default)]
pub struct Family {
    pub members: Vec<Member>,
    /// What came from what: the places of both, and how.
    pub ties: Vec<(usize, usize, String)>,
    /// There are more than are followed.
    pub more: bool,
}

/// A source, a piece or a named origin.
pub struct Member {
    /// Absent for an origin that is known by its name alone.
    pub id: Option<Id>,
    pub name: String,
    pub is_piece: bool,
    /// The source that the page is about.
    pub own: bool,
}

/// Reads a source.
pub fn read(casebook: &Casebook, reference: &str) -> Result<SourceCard> {
    let before = casebook.clock.now().days_before(OLD).to_string();
    casebook.reader().at_one_moment(|reader| {
        let row = reader.find(Kind::Source, reference)?.row;
        let source = reader.source(row)?;
        let captures = reader.captures(Some(row))?;
        let claims = reader.claims_of_source(row)?;
        let mut evidence = Vec::new();
        for claim in claims.iter().take(CLAIMS) {
            let claim = reader.claim(*claim)?;
            let (status, judged) = (claim.status(), standing(reader, &claim, casebook.clock.today())?.evidence);
            let own = claim.evidence.into_iter().filter(|evidence| evidence.source == Some(source.id)).collect();
            let (external_id, statement) = (claim.external_id, claim.statement);
            evidence.push(Resting { claim: claim.recorded.id, external_id, statement, status, evidence: own, judged });
        }
        Ok(SourceCard {
            due: due(reader, &source, &captures, &before)?,
            evidence,
            beyond: claims.len().saturating_sub(CLAIMS),
            course: lineage::course(reader, row)?,
            family: family(reader, row)?,
            source,
            captures,
        })
    })
}

/// Gathers what a source comes from, and everything that comes from there.
fn family(reader: Reader, source: i64) -> Result<Family> {
    let mut above: BTreeMap<i64, Link> = BTreeMap::new();
    let mut below: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (from, link) in reader.standing_links()? {
        below.entry(link.derived_from).or_default().push(from);
        above.insert(from, link);
    }
    // Up to the end of the chain first, so that the way of the source itself is never left out.
    let (mut way, mut at) = (vec![source], source);
    while let Some(link) = above.get(&at).filter(|link| !way.contains(&link.derived_from) && way.len() < FAMILY) {
        at = link.derived_from;
        way.push(at);
    }
    let mut rows: Vec<i64> = way.iter().rev().copied().collect();
    let mut known: BTreeSet<i64> = rows.iter().copied().collect();
    let mut next: VecDeque<i64> = way.into();
    let mut more = false;
    while let Some(row) = next.pop_front() {
        for child in below.get(&row).into_iter().flatten() {
            if rows.len() >= FAMILY {
                more |= !known.contains(child);
            } else if known.insert(*child) {
                rows.push(*child);
                next.push_back(*child);
            }
        }
    }
    let mut family = Family { more, ..Family::default() };
    for row in &rows {
        let (name, is_piece) = (lineage::name(reader, *row)?, reader.is_piece(*row)?);
        family.members.push(Member { id: Some(reader.id_of(*row)?), name, is_piece, own: *row == source });
    }
    for (to, row) in rows.iter().enumerate() {
        let Some(link) = above.get(row) else { continue };
        if let Some(from) = rows.iter().position(|other| *other == link.derived_from) {
            family.ties.push((from, to, link.relation.clone()));
        }
    }
    named_origins(reader, &rows, &mut family)?;
    Ok(family)
}

/// Adds the origins that are known by a name, as far as it may be told.
fn named_origins(reader: Reader, rows: &[i64], family: &mut Family) -> Result<()> {
    for (to, row) in rows.iter().enumerate() {
        if family.members[to].is_piece {
            continue;
        }
        let Some(name) = reader.source(*row)?.origin else { continue };
        let known = family.members.iter().position(|member| member.id.is_none() && member.name == name);
        let from = known.unwrap_or_else(|| {
            family.members.push(Member { id: None, name, is_piece: false, own: false });
            family.members.len() - 1
        });
        family.ties.push((from, to, String::new()));
    }
    Ok(())
}
