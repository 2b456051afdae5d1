//! Which events an excerpt holds: those of its claims, all that they name, and the openings of their logs.

use super::Wanted;
use super::redacting::named_ids;
use record::model::id::Id;
use std::collections::BTreeSet;
use store::Reader;
use store::error::{Error, Result};
use store::find::Kind;

/// Gives the claims that were chosen.
pub(super) fn claims(reader: Reader, wanted: &Wanted) -> Result<BTreeSet<i64>> {
    let mut claims = BTreeSet::new();
    for claim in &wanted.claims {
        claims.insert(reader.find(Kind::Claim, claim)?.row);
    }
    if let Some(piece) = &wanted.piece {
        let found = reader.find(Kind::Piece, piece)?;
        claims.extend(reader.claims_of_piece(found.row)?);
        if claims.is_empty() {
            return Err(Error::Invalid(format!("piece {} has no claims to bundle", found.id.short())));
        }
    }
    Ok(claims)
}

/// Gives the places of the events, in order.
pub(super) fn chosen(reader: Reader, wanted: &Wanted) -> Result<BTreeSet<i64>> {
    let mut open: Vec<i64> = Vec::new();
    for claim in claims(reader, wanted)? {
        open.extend(reader.claim_records(claim)?.iter().map(|record| record.row));
    }
    let mut chosen = BTreeSet::new();
    while let Some(place) = open.pop() {
        if !chosen.insert(place) {
            continue;
        }
        for id in named_ids(&reader.event_bytes(place)?) {
            open.extend(place_of(reader, id)?);
        }
        let (log, _) = reader.position_of(place)?;
        open.push(reader.row_at(log, 0)?);
        // Why a text of it is not there.
        open.extend(reader.erasures_of(place)?);
    }
    Ok(chosen)
}

/// Finds what an id in an event names, where it names an event: fingerprints and roots look alike.
fn place_of(reader: Reader, id: Id) -> Result<Option<i64>> {
    match reader.find(Kind::Event, &id.hex()) {
        Ok(found) => Ok(Some(found.row)),
        Err(Error::Unknown { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
