//! What makes claims want another look; every query goes by an index and costs what it finds.

use super::Reader;
use super::place::event_at;
use crate::error::Result;
use record::model::id::Id;
use record::model::words::{Status, Verdict};
use rusqlite::{Params, Row, params};

/// A piece of evidence for which its claim wants another look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weak {
    /// Row of the claim.
    pub claim: i64,
    pub evidence: Id,
    /// The last day on which it might be relied on, where that is why.
    pub good_until: Option<String>,
}

impl Reader<'_> {
    /// Lists the claims that a claim rests on, by row.
    pub fn rests_on(&self, claim: i64) -> Result<Vec<i64>> {
        self.found("SELECT row FROM dependency WHERE claim = ?1 ORDER BY row", [claim], |row| row.get(0))
    }

    /// Lists the claims that rest on a claim, by row.
    pub fn carried_by(&self, claim: i64) -> Result<Vec<i64>> {
        self.found("SELECT claim FROM dependency WHERE row = ?1 ORDER BY claim", [claim], |row| row.get(0))
    }

    /// Lists every claim that another rests on, by row.
    pub fn carriers(&self) -> Result<Vec<i64>> {
        self.found("SELECT DISTINCT row FROM dependency ORDER BY row", [], |row| row.get(0))
    }

    /// Lists the standing evidence that might be relied on until a day before this one.
    pub fn expired_evidence(&self, today: &str) -> Result<Vec<Weak>> {
        let sql = concat!(
            "SELECT claim, id, good_until FROM evidence JOIN event ON event.row = ",
            event_at!("evidence.row"),
            " WHERE good_until < ?1 AND withdrawn IS NULL AND undermined IS NULL
            ORDER BY good_until, evidence.row"
        );
        self.found(sql, [today], weak)
    }

    /// Lists the evidence that was computed from what no longer stands.
    pub fn undermined_evidence(&self) -> Result<Vec<Weak>> {
        let sql = concat!(
            "SELECT claim, id, NULL FROM evidence JOIN event ON event.row = ",
            event_at!("evidence.row"),
            " WHERE inputs IS NOT NULL AND undermined IS NOT NULL AND withdrawn IS NULL ORDER BY evidence.row"
        );
        self.found(sql, [], weak)
    }

    /// Lists the claims, by row, that somebody has given a verdict on and that are not cut: of one piece, or of all.
    pub fn checked_claims(&self, piece: Option<i64>) -> Result<Vec<i64>> {
        let sql = "SELECT DISTINCT verdict.claim FROM verdict JOIN claim ON claim.row = verdict.claim
            WHERE (?1 IS NULL OR claim.piece = ?1) AND claim.status <> ?2 ORDER BY verdict.claim";
        self.found(sql, params![piece, Status::Cut.code()], |row| row.get(0))
    }

    /// Lists the standing evidence whose quotation nobody has found in a capture, of claims that were confirmed.
    pub fn unverified_quotes_of_confirmed(&self) -> Result<Vec<Weak>> {
        // By way of the board, so that what nobody has confirmed is not looked at.
        let sql = concat!(
            "SELECT evidence.claim, event.id, NULL FROM facet
            CROSS JOIN claim ON claim.piece = facet.piece AND claim.status = facet.status
                AND claim.priority = facet.priority AND claim.type = facet.type AND claim.verdict = facet.verdict
                AND claim.contested = facet.contested AND claim.assignee = facet.assignee
            CROSS JOIN evidence ON evidence.claim = claim.row
            CROSS JOIN event ON event.row = ",
            event_at!("evidence.row"),
            " WHERE facet.verdict IN (?1, ?2) AND quote IS NOT NULL AND found IS NULL AND withdrawn IS NULL
            ORDER BY evidence.row"
        );
        self.found(sql, params![Verdict::Confirmed.code(), Verdict::ConfirmedWithChange.code()], weak)
    }

    fn found<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut select = self.0.prepare_cached(sql)?;
        let rows = select.query_map(params, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn weak(row: &Row) -> rusqlite::Result<Weak> {
    Ok(Weak { claim: row.get(0)?, evidence: Id(row.get(1)?), good_until: row.get(2)? })
}
