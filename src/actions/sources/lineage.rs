//! Counting the origins of a claim's evidence: which sources come from which, and which only repeat the piece.

use record::model::claim::Claim;
use record::model::entities::Origin;
use record::model::id::Id;
use record::model::words::{Stance, Tier};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Reader;
use store::descent::Descent;
use store::error::Result;

/// Where the evidence of a claim comes from.
#[derive(Clone, Debug, Serialize)]
pub struct Origins {
    pub claim: Id,
    pub supports: Side,
    pub contradicts: Side,
    /// Partial evidence, and context.
    pub beside: Side,
}

/// The sources of the evidence of some stances.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Side {
    /// How many sources there are, those included that repeat the piece.
    pub sources: usize,
    /// How many origins they come from at least, the piece itself left out: those that nobody stated may be any of the
    /// others. Rules go by this.
    pub independent_origins: usize,
    /// How many more there are where each that nobody stated is another.
    pub not_stated: usize,
    pub origins: Vec<Shared>,
    /// The sources that come from the piece itself, each by the whole way from it.
    pub circular: Vec<Way>,
    /// Sources whose origin has a name that would tell who they are; they count, and stand under no origin.
    pub kept_back: Vec<Way>,
}

/// An origin, and the sources that come from it.
#[derive(Clone, Debug, Serialize)]
pub struct Shared {
    pub name: String,
    pub kind: Kind,
    pub sources: Vec<Way>,
}

/// What an origin is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A name that was given to it.
    Named,
    /// The source at the end of the chain.
    Source,
    /// Sources that name each other.
    Circle,
    /// Another piece than the one under check.
    Piece,
}

/// A source, and the links that lead from it to its origin.
#[derive(Clone, Debug, Serialize)]
pub struct Way {
    pub source: Id,
    pub name: String,
    /// The evidence that was taken from it.
    pub evidence: Vec<Id>,
    pub links: Vec<Step>,
}

/// That something came from something else.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    pub relation: String,
    pub from: Id,
    pub name: String,
}

impl Way {
    /// Says it from the source on: `C (quotes B (rewrite of A))`.
    pub fn backwards(&self) -> String {
        let opened: String = self.links.iter().map(|step| format!(" ({} {}", of(&step.relation), step.name)).collect();
        format!("{}{opened}{}", self.name, ")".repeat(self.links.len()))
    }

    /// Says it from the piece on: `the piece → B (quotes) → C (rewrite)`.
    pub fn forwards(&self) -> String {
        let names = std::iter::once(&self.name).chain(self.links.iter().map(|step| &step.name));
        let steps: Vec<String> =
            names.zip(&self.links).map(|(name, step)| format!(" → {name} ({})", step.relation)).collect();
        format!("the piece{}", steps.into_iter().rev().collect::<String>())
    }
}

impl Side {
    /// Says how many sources and origins there are, in one line.
    pub fn in_words(&self) -> String {
        let (sources, origins) = (plural(self.sources, "source"), self.independent_origins);
        match self.circular.is_empty() {
            true if self.not_stated > 0 => {
                let high = self.origins.len() + usize::from(!self.kept_back.is_empty());
                let high = high.max(origins);
                format!(
                    "{sources}, {origins} to {} ({} not stated)",
                    plural(high, "independent origin"),
                    self.not_stated
                )
            }
            true => format!("{sources}, {}", plural(origins, "independent origin")),
            // The piece itself is an origin too, only none that counts.
            false => {
                format!("{sources}, {} ({origins} besides the piece itself)", plural(origins + 1, "independent origin"))
            }
        }
    }
}

/// Follows every source of a claim's standing evidence to its origin.
pub fn origins(reader: Reader, claim: &Claim) -> Result<Origins> {
    Ok(Origins {
        claim: claim.recorded.id,
        supports: side(reader, claim, &[Stance::Supports])?,
        contradicts: side(reader, claim, &[Stance::Contradicts])?,
        beside: side(reader, claim, &[Stance::Partial, Stance::Context])?,
    })
}

/// Follows the sources of the standing evidence of some stances.
pub fn side(reader: Reader, claim: &Claim, stances: &[Stance]) -> Result<Side> {
    let piece = reader.row_of(claim.piece)?;
    let mut taken: BTreeMap<i64, Vec<Id>> = BTreeMap::new();
    for evidence in claim.live_evidence().filter(|evidence| stances.contains(&evidence.stance)) {
        for source in evidence.sources() {
            taken.entry(reader.row_of(source)?).or_default().push(evidence.mark.id);
        }
    }
    let mut side = Side { sources: taken.len(), ..Side::default() };
    let mut shared: BTreeMap<Origin, Vec<Way>> = BTreeMap::new();
    for (source, evidence) in taken {
        let descent = reader.descent(source)?;
        let way = way(reader, source, evidence, &descent)?;
        let redacted = names_a_redacted_origin(reader, source, &descent)?;
        match descent.end {
            Origin::Piece(of) if of == piece => side.circular.push(way),
            end => {
                let members = shared.entry(end).or_default();
                if redacted { side.kept_back.push(way) } else { members.push(way) }
            }
        }
    }
    let mut not_stated = 0;
    for (end, members) in &shared {
        let linked = members.iter().any(|way| !way.links.is_empty());
        not_stated += usize::from(!is_stated(reader.revealing(), end, linked)?);
    }
    side.not_stated = not_stated;
    side.independent_origins = (shared.len() - not_stated).max(usize::from(not_stated > 0));
    for (end, sources) in shared.into_iter().filter(|(_, sources)| !sources.is_empty()) {
        let (name, kind) = told(reader, end)?;
        side.origins.push(Shared { name, kind, sources });
    }
    side.origins.sort_by_key(|origin| std::cmp::Reverse(origin.sources.len()));
    Ok(side)
}

/// The way from a source to its origin, as far as it may be told.
#[derive(Clone, Debug, Serialize)]
pub struct Course {
    pub links: Vec<Step>,
    /// Absent where its name could tell whose words are kept back.
    pub origin: Option<(String, Kind)>,
}

/// Follows a source to its origin.
pub fn course(reader: Reader, source: i64) -> Result<Course> {
    let descent = reader.descent(source)?;
    let links = way(reader, source, Vec::new(), &descent)?.links;
    let redacted = names_a_redacted_origin(reader, source, &descent)?;
    let origin = if redacted { None } else { Some(told(reader, descent.end)?) };
    Ok(Course { links, origin })
}

/// The name of an origin could tell whose words are kept back.
fn names_a_redacted_origin(reader: Reader, source: i64, descent: &Descent) -> Result<bool> {
    let last = descent.links.last().map_or(source, |link| link.derived_from);
    Ok(matches!(descent.end, Origin::Named(_)) && reader.source(last)?.origin.is_none())
}

/// Says whether an origin is stated: one that was named; the end of a way that somebody followed; a primary source, which is
/// its own; a person who spoke. Of any other source nobody has said where it has its information from.
pub fn is_stated(reader: Reader, end: &Origin, linked: bool) -> Result<bool> {
    let Origin::Source(row) = *end else { return Ok(true) };
    let source = reader.source(row)?;
    Ok(linked || source.tier == Tier::Primary.word() || source.medium.is_some())
}

/// Says whether a source comes from this piece in the end.
pub fn comes_from_piece(reader: Reader, source: i64, piece: i64) -> Result<bool> {
    Ok(reader.origin_end(source)? == Origin::Piece(piece))
}

fn way(reader: Reader, source: i64, evidence: Vec<Id>, descent: &Descent) -> Result<Way> {
    let mut links = Vec::new();
    for link in &descent.links {
        let (relation, from) = (link.relation.clone(), reader.id_of(link.derived_from)?);
        links.push(Step { relation, from, name: name(reader, link.derived_from)? });
    }
    Ok(Way { source: reader.id_of(source)?, name: name(reader, source)?, evidence, links })
}

/// Gives the shown name of a source or a piece; what is confidential has a letter.
pub fn name(reader: Reader, row: i64) -> Result<String> {
    match reader.is_piece(row)? {
        true => Ok(reader.piece(row)?.title.unwrap_or_else(|| "(title withheld)".into())),
        false => Ok(reader.source(row)?.name()),
    }
}

/// Names an origin.
fn told(reader: Reader, end: Origin) -> Result<(String, Kind)> {
    Ok(match end {
        Origin::Named(name) => (name, Kind::Named),
        Origin::Source(row) => (name(reader, row)?, Kind::Source),
        Origin::Circle(row) => (circle(reader, row)?, Kind::Circle),
        Origin::Piece(row) => (name(reader, row)?, Kind::Piece),
    })
}

/// Names the sources of a circle, from the first round to it again.
fn circle(reader: Reader, first: i64) -> Result<String> {
    let descent = reader.descent(first)?;
    let names = descent.rows(first).into_iter().map(|row| name(reader, row)).collect::<Result<Vec<_>>>()?;
    Ok(format!("a circle: {}", names.join(" ← ")))
}

fn of(relation: &str) -> String {
    match relation {
        "quotes" => "quotes".into(),
        "same-author" => "same author as".into(),
        other => format!("{} of", other.replace('-', " ")),
    }
}

/// Says how many there are of something.
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
