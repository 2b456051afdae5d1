//! Sources in lists: all of them, those that want a capture, those that a form offers; and one with what hangs on it.

use record::model::entities::{Capture, Source};
use record::model::id::Id;
use serde::Serialize;
use store::Reader;
use store::casebook::Casebook;
use store::error::Result;
use store::find::Kind;
use store::listing::Listed;

/// Finds a source.
pub fn get(reader: Reader, reference: &str) -> Result<Source> {
    reader.source(reader.find(Kind::Source, reference)?.row)
}

/// Lists sources, all or those with some words, from one place on.
pub fn list(casebook: &Casebook, search: Option<&str>, skip: usize, limit: usize) -> Result<Vec<Source>> {
    casebook.reader().sources(search, skip, limit)
}

/// Gives id and name of the first so many sources, for a form to choose from.
pub fn offered(reader: Reader, limit: usize) -> Result<Vec<(Id, String)>> {
    Ok(reader.sources(None, 0, limit)?.into_iter().map(|source| (source.id, source.name())).collect())
}

/// Gives id and name of the first so many pieces and sources that another source can come from.
pub fn beside(reader: Reader, source: Id, limit: usize) -> Result<Vec<(Id, String)>> {
    let pieces = reader.pieces()?.into_iter().take(limit);
    let pieces = pieces.map(|piece| (piece.id, piece.title.unwrap_or_default()));
    Ok(pieces.chain(offered(reader, limit)?.into_iter().filter(|(id, _)| *id != source)).collect())
}

/// Says whether a source is kept out of sight.
pub fn is_confidential(casebook: &Casebook, reference: &str) -> Result<bool> {
    let reader = casebook.reader();
    reader.confidential_source(reader.find(Kind::Source, reference)?.row)
}

/// A source that wants a capture.
#[derive(Clone, Debug, Serialize)]
pub struct Due {
    pub id: Id,
    pub why: &'static str,
    /// Since when it is so: the last capture, or the last time that it could not be fetched.
    pub since: Option<String>,
    pub reason: Option<String>,
    pub evidence: u64,
    pub name: String,
    pub address: Option<String>,
}

/// Lists the sources that want a capture: those without one, with one of so many days ago, or that could not be fetched.
pub fn due(casebook: &Casebook, older_than: u32, skip: usize, limit: usize) -> Result<Vec<Due>> {
    let reader = casebook.reader();
    let before = casebook.clock.now().days_before(older_than);
    let line = |due: store::due::DueSource| {
        let source = reader.source(due.row)?;
        let (why, since) = match (due.missed, due.captured) {
            (Some(missed), _) => ("dead", Some(missed)),
            (None, Some(captured)) => ("old", Some(captured)),
            (None, None) => ("never captured", None),
        };
        let (name, reason, evidence) = (source.name(), due.reason, due.evidence);
        Ok(Due { id: source.id, why, since, reason, evidence, name, address: source.address })
    };
    reader.due_sources(&before.to_string(), skip, limit)?.into_iter().map(line).collect()
}

/// A source with its captures and the claims that rest on it.
#[derive(Clone, Debug)]
pub struct Whole {
    pub source: Source,
    pub captures: Vec<Capture>,
    pub claims: Vec<Listed>,
}

/// Reads a source with all that hangs on it.
pub fn whole(casebook: &Casebook, reference: &str) -> Result<Whole> {
    let reader = casebook.reader();
    let row = reader.find(Kind::Source, reference)?.row;
    let claims = reader.claims_of_source(row)?.into_iter().map(|claim| reader.listed(claim));
    let claims = claims.collect::<Result<_>>()?;
    Ok(Whole { source: reader.source(row)?, captures: reader.captures(Some(row))?, claims })
}
