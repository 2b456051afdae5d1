//! What costs time to find and follows from what stands in the casebook, kept as long as that stands.
//!
//! A memory answers as a fresh look would: what was spotted in a text goes by the text itself, what was folded of a claim
//! by its latest event and its hash. No words of a claim come from it; those are read anew each time, since they can be
//! erased.

use crate::claims::standing::{Standing, standing};
use language::text::cover::{Checkable, checkable};
use language::text::{Suggestions, suggest};
use record::model::claim::Claim;
use record::model::event::Span;
use record::model::id::Id;
use record::model::time::Day;
use record::model::words::{Status, Verdict};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::Reader;
use store::error::Result;
use store::listing::PlacedRow;

/// How many texts are remembered.
const TEXTS: usize = 8;

/// How many claims are remembered; then all are forgotten.
const CLAIMS: usize = 50_000;

/// What was found before.
#[derive(Default)]
pub struct Memory {
    texts: Mutex<VecDeque<(Id, Arc<Found>)>>,
    claims: Mutex<HashMap<i64, Folded>>,
    judged: Mutex<HashMap<i64, Judged>>,
}

/// How the claims of a piece stood on a day, after an event; claims that nothing was done to are left out.
struct Judged {
    latest: Id,
    today: Day,
    claims: Arc<BTreeMap<Id, JudgedClaim>>,
}

/// A claim with how it stands, without words.
pub struct JudgedClaim {
    standing: Standing,
    claim: Claim,
}

impl JudgedClaim {
    /// Says how it stands, as far as one who looks may know.
    pub fn seen_by(&self, onlooker: &str) -> Standing {
        let mut seen = self.standing.clone();
        if self.claim.blind_for(onlooker) {
            seen.hide_verdicts();
        }
        seen
    }
}

/// What a text seems to claim.
pub struct Found {
    pub checkable: Checkable,
    pub suggested: Suggestions,
}

/// A claim as it was when its row said this.
struct Folded {
    updated: i64,
    record_sha256: Vec<u8>,
    claim: Arc<Claim>,
}

/// A claim with a place in a text, as far as the text shows it.
pub struct Placed {
    claim: Arc<Claim>,
    pub statement: Option<String>,
    pub external_id: Option<String>,
    pub assignee: Option<String>,
}

impl Placed {
    /// Gives the id of the claim.
    pub fn id(&self) -> Id {
        self.claim.recorded.id
    }

    /// Gives its place in the record.
    pub(super) fn row(&self) -> i64 {
        self.claim.recorded.row
    }

    /// Gives where it stands.
    pub fn spans(&self) -> &[Span] {
        &self.claim.spans
    }

    /// Gives how far its check has come.
    pub fn status(&self) -> Status {
        self.claim.status()
    }

    /// Gives what was found of it, if anything.
    pub fn verdict(&self) -> Option<Verdict> {
        self.claim.verdict()
    }

    /// Says whether reviewers disagree on it.
    pub fn contested(&self) -> bool {
        self.claim.contested()
    }

    /// Says whether somebody is to judge it without what others found.
    pub fn blind_for(&self, name: &str) -> bool {
        self.claim.blind_for(name)
    }
}

impl Memory {
    /// Finds what a text seems to claim.
    pub fn found_in(&self, text: &str) -> Arc<Found> {
        let key = Id(Sha256::digest(text).into());
        let known = lock(&self.texts).iter().find(|(other, _)| *other == key).map(|(_, found)| Arc::clone(found));
        if let Some(found) = known {
            return found;
        }
        let checkable = checkable(text, None);
        let suggested = suggest(text, Some(checkable.language));
        let found = Arc::new(Found { checkable, suggested });
        let mut texts = lock(&self.texts);
        texts.truncate(TEXTS - 1);
        texts.push_front((key, Arc::clone(&found)));
        found
    }

    /// Gives the claims that stand in a draft of a piece and are not cut, in the order of their places.
    pub fn placed(&self, reader: Reader, piece: i64, draft: Id) -> Result<Vec<Placed>> {
        let mut placed = Vec::new();
        for row in reader.placed(piece)? {
            let claim = self.claim(reader, &row)?;
            if claim.draft == Some(draft) && claim.cut.is_none() {
                let PlacedRow { statement, external_id, assignee, .. } = row;
                placed.push(Placed { claim, statement, external_id, assignee });
            }
        }
        Ok(placed)
    }

    /// Judges the claims of a piece that are not cut, as codes without their parts.
    pub fn judged(&self, reader: Reader, piece: i64, today: Day) -> Result<Arc<BTreeMap<Id, JudgedClaim>>> {
        let Some(latest) = reader.event_rows(None, i64::MAX, 1)?.first().copied() else { return Ok(Arc::default()) };
        let latest = reader.id_of(latest)?;
        let fits = |judged: &&Judged| judged.latest == latest && judged.today == today;
        if let Some(judged) = lock(&self.judged).get(&piece).filter(fits) {
            return Ok(Arc::clone(&judged.claims));
        }
        let mut found = BTreeMap::new();
        for row in reader.live_claims(piece)? {
            let claim = reader.claim(row)?;
            if claim.evidence.is_empty() && claim.checks.is_empty() && claim.sign_off.is_none() {
                continue;
            }
            let mut standing = standing(reader, &claim, today)?;
            standing.forget_parts();
            found.insert(claim.recorded.id, JudgedClaim { standing, claim });
        }
        let claims = Arc::new(found);
        let judged = Judged { latest, today, claims: Arc::clone(&claims) };
        lock(&self.judged).insert(piece, judged);
        Ok(claims)
    }

    fn claim(&self, reader: Reader, row: &PlacedRow) -> Result<Arc<Claim>> {
        let fits = |folded: &&Folded| folded.updated == row.updated && folded.record_sha256 == row.record_sha256;
        let known = lock(&self.claims).get(&row.row).filter(fits).map(|folded| Arc::clone(&folded.claim));
        if let Some(claim) = known {
            return Ok(claim);
        }
        let claim = Arc::new(reader.claim(row.row)?);
        let mut claims = lock(&self.claims);
        if claims.len() >= CLAIMS {
            claims.clear();
        }
        let (updated, record_sha256) = (row.updated, row.record_sha256.clone());
        claims.insert(row.row, Folded { updated, record_sha256, claim: Arc::clone(&claim) });
        Ok(claim)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
