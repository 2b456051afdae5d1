//! How many independent origins support a claim: a range, since an origin that nobody stated may be any other.

use super::{Ground, OfEvidence};
use record::model::claim::{Claim, Evidence};
use record::model::words::Stance;
use serde::Serialize;
use std::collections::BTreeSet;

/// Where a source's information comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It was named, or is at the end of what was linked; equal origins have equal keys.
    Stated(String),
    /// Nobody said, and nothing shows; the key is the source's own.
    NotStated(String),
    /// The piece that is under check: no support for it.
    Piece,
}

/// The independent origins of evidence in support.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OriginCount {
    /// At least so many, if those that nobody stated are all one of the others. Rules go by this.
    pub low: usize,
    /// At most so many, if all of them are others.
    pub high: usize,
    pub not_stated: usize,
}

impl OriginCount {
    /// Counts origins, the piece itself left out.
    pub(super) fn of(origins: &BTreeSet<Origin>) -> Self {
        let stated = origins.iter().filter(|origin| matches!(origin, Origin::Stated(_))).count();
        // What somebody else linked to the same source is stated already.
        let alone = |origin: &&Origin| match origin {
            Origin::NotStated(key) => !origins.contains(&Origin::Stated(key.clone())),
            Origin::Stated(_) | Origin::Piece => false,
        };
        let not_stated = origins.iter().filter(alone).count();
        Self { low: stated.max(usize::from(not_stated > 0)), high: stated + not_stated, not_stated }
    }
}

/// Counts the origins of the evidence in support that counts.
pub(super) fn count(claim: &Claim, judged: &[OfEvidence], ground: &Ground) -> OriginCount {
    let counts = |evidence: &&Evidence| {
        evidence.stance == Stance::Supports
            && judged.iter().any(|judged| judged.evidence == evidence.mark.id && judged.counts)
    };
    let beside = claim.live_evidence().filter(counts).filter_map(|evidence| ground.beside.get(&evidence.mark.id));
    OriginCount::of(&beside.flat_map(|beside| beside.origins.iter().cloned()).collect())
}
