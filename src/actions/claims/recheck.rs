//! The claims that want another look, and why.

use super::depend::{Doubts, Travelled};
use super::standing::standing;
use crate::piece;
use record::model::id::Id;
use record::model::standing;
use record::model::time::Day;
use record::model::words::{Priority, StandingReason, Status};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use store::Reader;
use store::casebook::Casebook;
use store::error::Result;
use store::recheck::Weak;

/// Why a claim wants another look.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// Something that it rests on is in doubt.
    InDoubt(Travelled),
    /// What its evidence was computed from no longer stands.
    Undermined { evidence: Id },
    /// Its evidence is past the last day on which it may be relied on.
    Expired { evidence: Id, good_until: String },
    /// It was confirmed on words that nobody has found in the source.
    UnverifiedQuote { evidence: Id },
    /// It was checked, and something of its evidence or of its verdicts does not stand.
    DoesNotStand(standing::Reason),
}

impl Reason {
    /// Says it in words.
    pub fn in_words(&self) -> String {
        match self {
            Self::InDoubt(doubt) => format!("in doubt: {}", doubt.in_words()),
            Self::Undermined { evidence } => {
                format!("evidence {} was computed from what no longer stands", evidence.short())
            }
            Self::Expired { evidence, good_until } => {
                format!("evidence {} was good until {good_until}", evidence.short())
            }
            Self::UnverifiedQuote { evidence } => {
                format!("confirmed, and the quotation of evidence {} was not found in a capture", evidence.short())
            }
            Self::DoesNotStand(reason) => reason.in_place(),
        }
    }
}

/// A claim that wants another look.
#[derive(Clone, Debug, Serialize)]
pub struct Waiting {
    pub claim: Id,
    pub external_id: Option<String>,
    pub priority: Priority,
    pub status: Status,
    pub statement: Option<String>,
    pub reasons: Vec<Reason>,
}

/// A stretch of the queue, the highest priority first.
#[derive(Clone, Debug, Serialize)]
pub struct Queue {
    /// How many claims wait in all.
    pub total: usize,
    pub skipped: usize,
    pub claims: Vec<Waiting>,
}

/// Which claims are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub piece: Option<&'a str>,
    pub skip: usize,
    pub limit: usize,
    /// Who is looking: what they are to judge without is not told.
    pub onlooker: Option<&'a str>,
}

/// Gives the claims that want another look, of one piece or of all.
pub fn queue(casebook: &Casebook, asked: Asked) -> Result<Queue> {
    let today = casebook.clock.today();
    casebook.reader().at_one_moment(|reader| {
        let only = asked.piece.map(|of| piece(reader, Some(of))).transpose()?;
        let mut reasons: BTreeMap<i64, Vec<Reason>> = BTreeMap::new();
        let mut doubts = Doubts::seen_by(reader, asked.onlooker);
        for row in resting_on_doubt(reader, &mut doubts)? {
            reasons.entry(row).or_default().extend(doubts.of(row)?.into_iter().map(Reason::InDoubt));
        }
        for (row, reason) in of_evidence(reader, today)? {
            reasons.entry(row).or_default().push(reason);
        }
        for row in reader.checked_claims(only.map(|piece| piece.row))? {
            let falls = falls(reader, row, today)?;
            if !falls.is_empty() {
                reasons.entry(row).or_default().extend(falls);
            }
        }
        let mut waiting = Vec::new();
        for (row, reasons) in reasons {
            let listed = reader.listed(row)?;
            if listed.status != Status::Cut && only.is_none_or(|piece| piece.row == listed.piece) {
                let (claim, external_id, statement) = (listed.id, listed.external_id, listed.statement);
                let (priority, status) = (listed.priority, listed.status);
                waiting.push(Waiting { claim, external_id, priority, status, statement, reasons });
            }
        }
        waiting.sort_by_key(|claim| claim.priority);
        let total = waiting.len();
        let page = waiting.into_iter().skip(asked.skip).take(asked.limit);
        let seen = page.filter_map(|claim| unseen(reader, claim, asked.onlooker).transpose());
        Ok(Queue { total, skipped: asked.skip, claims: seen.collect::<Result<_>>()? })
    })
}

/// Leaves out what tells that a claim was confirmed, where the onlooker is to judge without.
fn unseen(reader: Reader, mut claim: Waiting, onlooker: Option<&str>) -> Result<Option<Waiting>> {
    let tells = |reason: &Reason| matches!(reason, Reason::UnverifiedQuote { .. } | Reason::DoesNotStand(_));
    if let Some(name) = onlooker.filter(|_| claim.reasons.iter().any(tells))
        && reader.claim(reader.row_of(claim.claim)?)?.blind_for(name)
    {
        claim.reasons.retain(|reason| !tells(reason));
    }
    Ok((!claim.reasons.is_empty()).then_some(claim))
}

/// Finds the claims that rest, by any way, on one that is in doubt.
fn resting_on_doubt(reader: Reader, doubts: &mut Doubts) -> Result<BTreeSet<i64>> {
    let (mut resting, mut next) = (BTreeSet::new(), VecDeque::new());
    for carrier in reader.carriers()? {
        if doubts.about(carrier)?.is_some() {
            next.push_back(carrier);
        }
    }
    while let Some(at) = next.pop_front() {
        for claim in reader.carried_by(at)? {
            if resting.insert(claim) {
                next.push_back(claim);
            }
        }
    }
    Ok(resting)
}

/// Judges a claim that somebody has checked; what other reasons tell is left to them.
fn falls(reader: Reader, row: i64, today: Day) -> Result<Vec<Reason>> {
    let claim = reader.claim(row)?;
    let judged = standing(reader, &claim, today)?;
    let told = |reason: &&&standing::Reason| {
        matches!(reason.code, StandingReason::Expired | StandingReason::QuoteUnverified) && claim.verdict().is_some()
    };
    let barring = judged.barring();
    Ok(barring.iter().filter(|reason| !told(reason)).map(|reason| Reason::DoesNotStand((*reason).clone())).collect())
}

fn of_evidence(reader: Reader, today: Day) -> Result<Vec<(i64, Reason)>> {
    let mut found = Vec::new();
    for Weak { claim, evidence, .. } in reader.undermined_evidence()? {
        found.push((claim, Reason::Undermined { evidence }));
    }
    for Weak { claim, evidence, good_until } in reader.expired_evidence(&today.to_string())? {
        found.push((claim, Reason::Expired { evidence, good_until: good_until.unwrap_or_default() }));
    }
    for Weak { claim, evidence, .. } in reader.unverified_quotes_of_confirmed()? {
        found.push((claim, Reason::UnverifiedQuote { evidence }));
    }
    Ok(found)
}
