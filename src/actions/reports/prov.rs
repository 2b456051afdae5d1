//! Gathering how everything of a piece came about: who recorded it, when, and from what.

use super::dossier::gather_now;
use record::ledger::note::Checkpoint;
use record::model::claim::Claim;
use record::model::entities::Source;
use record::model::id::Id;
use record::model::mark::Mark;
use report::prov::{Head, History, Made, Provenance, State};
use std::collections::BTreeMap;
use store::Reader;
use store::error::Result;

/// Gathers the provenance of a piece inside a reading that is of one moment.
pub fn gather(reader: Reader, reference: Option<&str>) -> Result<Provenance> {
    let dossier = gather_now(reader, reference)?;
    let piece = Made { mark: mark(reader, dossier.piece.row)?, of: dossier.piece.clone() };
    let drafts = reader.drafts(dossier.piece.row)?.into_iter();
    let drafts = drafts.map(|draft| Ok(Made { mark: mark(reader, draft.row)?, of: draft })).collect::<Result<_>>()?;
    let cited = dossier.sources.values().map(|cited| cited.source.clone()).collect();
    let sources = with_forebears(reader, cited)?;
    let captures = dossier.captures.iter().cloned();
    let captures = captures.map(|capture| Ok(Made { mark: mark(reader, capture.row)?, of: capture }));
    let captures = captures.collect::<Result<_>>()?;
    // Each entry is let go of as its history takes its place.
    let histories = dossier.claims.into_iter().map(|entry| history(reader, entry.claim)).collect::<Result<_>>()?;
    Ok(Provenance { piece, drafts, sources, captures, histories, heads: heads(reader)? })
}

fn mark(reader: Reader, row: i64) -> Result<Mark> {
    Ok(Mark::of(&reader.record(row)?))
}

/// Adds the sources that the cited ones came from, and those that these came from in turn.
fn with_forebears(reader: Reader, cited: Vec<Source>) -> Result<Vec<Made<Source>>> {
    let mut known: BTreeMap<Id, Made<Source>> = BTreeMap::new();
    let mut open = cited;
    while let Some(source) = open.pop() {
        if let Some(from) = source.derived_from.filter(|from| !known.contains_key(from)) {
            let row = reader.row_of(from)?;
            if !reader.is_piece(row)? {
                open.push(reader.source(row)?);
            }
        }
        known.insert(source.id, Made { mark: mark(reader, source.row)?, of: source });
    }
    Ok(known.into_values().collect())
}

/// Folds a claim again event by event, so that each of its states has the hash that it had.
fn history(reader: Reader, claim: Claim) -> Result<History> {
    let mut records = reader.claim_records(claim.recorded.row)?;
    if let Some((_, later)) = records.split_first_mut() {
        later.sort_by(|one, next| one.fold_key().cmp(&next.fold_key()));
    }
    let states = records.iter().enumerate().filter_map(|(at, record)| {
        let then = Claim::fold(&records[..=at])?;
        let (record_sha256, status) = (then.record_sha256(), then.status());
        Some(State { mark: Mark::of(record), kind: record.event.kind(), record_sha256, status })
    });
    Ok(History { states: states.collect(), claim })
}

fn heads(reader: Reader) -> Result<Vec<Head>> {
    let mut heads = Vec::new();
    for log in reader.logs()? {
        let signed = reader.checkpoint(log.row)?.and_then(|note| Checkpoint::read(&note).ok());
        heads.extend(signed.map(|head| Head {
            log: log.origin,
            actor: log.actor,
            size: head.size,
            root: Id(head.root),
        }));
    }
    Ok(heads)
}
