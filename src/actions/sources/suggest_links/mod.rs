//! Proposing which source comes from which, and recording what a person accepts.
//!
//! Grounds are gathered for every pair of sources that something speaks for; of each source only the best-founded
//! origin is proposed, since only one counts.

mod grounds;
mod shared_text;

use super::lineage::name;
use crate::choice::Choice;
use crate::piece;
use grounds::Ground;
use record::model::disclosure::Value;
use record::model::entities::Source;
use record::model::event::SourceLinked;
use record::model::id::Id;
use record::model::words::Relation;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::{Access, Reader};

/// A link between sources that something speaks for.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    /// By which it is accepted, from 1; the same as long as sources, captures and links are the same.
    pub number: usize,
    pub source: Id,
    pub name: String,
    /// The source that it seems to come from, or the piece.
    pub derived_from: Id,
    pub derived_from_name: String,
    /// Whether that is the piece under check, so that the source would not count.
    pub from_piece: bool,
    pub relation: Relation,
    pub reason: String,
    /// Words that the two share, or that say so.
    pub passage: Option<String>,
}

/// A source that names whom it comes from, where nothing of that name is among the sources.
#[derive(Clone, Debug, Serialize)]
pub struct Unmatched {
    pub source: Id,
    pub name: String,
    /// Who is named; absent where the text only tells of a press release.
    pub credits: Option<String>,
    pub words: String,
}

/// What the sources seem to come from.
#[derive(Clone, Debug, Serialize)]
pub struct Proposals {
    /// How many sources with a text were compared.
    pub texts: usize,
    pub proposals: Vec<Proposal>,
    pub unmatched: Vec<Unmatched>,
}

/// Proposes links for the sources of a piece, or for all.
pub fn propose(casebook: &Casebook, of: Option<&str>) -> Result<Proposals> {
    // Numbers are the same whoever looks: what is confidential takes no part.
    casebook.reader().seeing(Access::Discreet).at_one_moment(|reader| {
        let only = of.map(|of| piece(reader, Some(of))).transpose()?;
        let sources = sources(reader, only.map(|piece| piece.row))?;
        let read = shared_text::read(casebook, reader, &sources, only.map(|piece| piece.row))?;
        let mut grounds = read.grounds;
        grounds::of_names(&sources, &mut grounds);
        Ok(Proposals { texts: read.texts, proposals: best(reader, &sources, grounds)?, unmatched: read.unmatched })
    })
}

/// Gives the open sources that are asked about, the earliest named first.
fn sources(reader: Reader, piece: Option<i64>) -> Result<Vec<Source>> {
    let mut sources = match piece {
        Some(piece) => {
            let rows = reader.sources_of_piece(piece)?.into_iter();
            rows.map(|row| reader.source(row)).collect::<Result<Vec<_>>>()?
        }
        None => reader.sources(None, 0, i64::MAX as usize)?,
    };
    sources.retain(|source| !source.confidential);
    Ok(sources)
}

/// Takes of each source the origin that most speaks for, unless it has one or a circle would come of it.
fn best(reader: Reader, sources: &[Source], grounds: Vec<Ground>) -> Result<Vec<Proposal>> {
    let ever: BTreeSet<(i64, i64)> = reader.links_ever()?.into_iter().collect();
    let mut by_source: BTreeMap<i64, BTreeMap<i64, Vec<Ground>>> = BTreeMap::new();
    for ground in grounds.into_iter().filter(|ground| !ever.contains(&(ground.source, ground.from))) {
        by_source.entry(ground.source).or_default().entry(ground.from).or_default().push(ground);
    }
    let mut links: BTreeMap<i64, i64> = BTreeMap::new();
    let mut proposals: Vec<Proposal> = Vec::new();
    for source in sources {
        // A name that was given to an origin goes before every link.
        if source.origin.is_some() || source.derived_from.is_some() {
            continue;
        }
        let mut found: Vec<(i64, Vec<Ground>)> =
            by_source.remove(&source.row).unwrap_or_default().into_iter().collect();
        found.sort_by_key(|(from, grounds)| (std::cmp::Reverse(weight(grounds)), *from));
        for (from, grounds) in found {
            if !leads_back(reader, &links, from, source.row)? {
                links.insert(source.row, from);
                proposals.push(proposal(reader, proposals.len() + 1, source, from, grounds)?);
                break;
            }
        }
    }
    Ok(proposals)
}

fn weight(grounds: &[Ground]) -> u32 {
    grounds.iter().map(|ground| ground.weight).sum()
}

/// Says whether the way from one source leads to another, by what is recorded and what is proposed so far.
fn leads_back(reader: Reader, proposed: &BTreeMap<i64, i64>, from: i64, to: i64) -> Result<bool> {
    let (mut at, mut seen) = (from, BTreeSet::new());
    while seen.insert(at) {
        if at == to {
            return Ok(true);
        }
        let next = match reader.link_of(at)? {
            Some(link) => Some(link.derived_from),
            None => proposed.get(&at).copied(),
        };
        match next {
            Some(next) => at = next,
            None => return Ok(false),
        }
    }
    Ok(false)
}

fn proposal(reader: Reader, number: usize, source: &Source, from: i64, mut grounds: Vec<Ground>) -> Result<Proposal> {
    grounds.sort_by_key(|ground| std::cmp::Reverse(ground.weight));
    let reasons: Vec<&str> = grounds.iter().map(|ground| ground.reason.as_str()).collect();
    Ok(Proposal {
        number,
        source: source.id,
        name: source.name(),
        derived_from: reader.id_of(from)?,
        derived_from_name: name(reader, from)?,
        from_piece: reader.is_piece(from)?,
        relation: grounds.first().map_or(Relation::Rewrite, |ground| ground.relation),
        reason: reasons.join("; "),
        passage: grounds.iter().find_map(|ground| ground.passage.clone()),
    })
}

/// Records the links that a person accepts; gives the events in the order of the proposals.
pub fn accept(casebook: &mut Casebook, actor: &Actor, of: Option<&str>, choice: &Choice) -> Result<Vec<Id>> {
    let found = propose(casebook, of)?;
    let chosen = chosen(&found.proposals, choice)?;
    casebook.write(actor, |pen| {
        let mut events = Vec::new();
        for proposal in chosen {
            let row = pen.reader().row_of(proposal.source)?;
            if pen.reader().link_of(row)?.is_some() {
                let source = proposal.source.short();
                return Err(Error::Invalid(format!("source {source} was linked by somebody else in the meantime")));
            }
            let Proposal { derived_from, relation, source, .. } = *proposal;
            let note = vec![("note", Value::Text(proposal.reason.clone()))];
            events.push(pen.record(SourceLinked { derived_from, relation, source }, note)?.id);
        }
        Ok(events)
    })
}

fn chosen<'a>(proposals: &'a [Proposal], choice: &Choice) -> Result<Vec<&'a Proposal>> {
    let Choice::Numbers(numbers) = choice else { return Ok(proposals.iter().collect()) };
    match numbers.iter().find(|number| **number > proposals.len()) {
        Some(number) => Err(Error::Invalid(format!(
            "there is no suggestion {number}; there are {} of where sources come from",
            proposals.len()
        ))),
        None => Ok(proposals.iter().filter(|proposal| numbers.contains(&proposal.number)).collect()),
    }
}
