//! The board: how far the check has come, who has what, what is overdue.

use crate::piece;
use record::model::time::Day;
use record::model::words::{ClaimType, Priority, Status, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Reader;
use store::error::Result;
use store::listing::Count;

/// How far the check has come.
#[derive(Serialize)]
pub struct Board {
    pub pieces: usize,
    pub claims: u64,
    pub by_status: BTreeMap<Status, u64>,
    pub by_verdict: BTreeMap<Verdict, u64>,
    pub contested: u64,
    pub by_type: BTreeMap<ClaimType, u64>,
    pub by_priority: BTreeMap<Priority, BTreeMap<Status, u64>>,
    pub by_assignee: BTreeMap<String, BTreeMap<Status, u64>>,
    pub open_queries: u64,
    pub open_replies: u64,
    pub overdue: BTreeMap<String, u64>,
}

/// Counts what there is, of one piece or of all.
pub fn board(reader: Reader, of: Option<&str>, today: Day) -> Result<Board> {
    let only = of.map(|reference| piece(reader, Some(reference))).transpose()?;
    let counts = reader.counts()?;
    let of_piece = |count: &&Count| only.is_none_or(|piece| piece.row == count.facet.piece);
    let mut board = Board::of(counts.iter().filter(of_piece));
    board.pieces = only.map_or(reader.pieces()?.len(), |_| 1);
    let only = only.map(|piece| piece.row);
    board.open_queries = reader.open_queries(only)?;
    board.open_replies = reader.open_replies(only)?;
    board.overdue = reader.overdue(&today.to_string(), only)?.into_iter().collect();
    Ok(board)
}

impl Board {
    fn of<'a>(counts: impl Iterator<Item = &'a Count>) -> Self {
        let mut board = Self {
            pieces: 0,
            claims: 0,
            by_status: BTreeMap::new(),
            by_verdict: BTreeMap::new(),
            contested: 0,
            by_type: BTreeMap::new(),
            by_priority: BTreeMap::new(),
            by_assignee: BTreeMap::new(),
            open_queries: 0,
            open_replies: 0,
            overdue: BTreeMap::new(),
        };
        for count in counts {
            board.add(count);
        }
        board
    }

    fn add(&mut self, Count { facet, claims }: &Count) {
        self.claims += claims;
        let status = Status::from_code(facet.status).unwrap_or(Status::Unchecked);
        *self.by_status.entry(status).or_default() += claims;
        if let Some(verdict) = Verdict::from_code(facet.verdict) {
            *self.by_verdict.entry(verdict).or_default() += claims;
        }
        self.contested += if facet.contested == 1 { *claims } else { 0 };
        if let Some(claim_type) = ClaimType::from_code(facet.claim_type) {
            *self.by_type.entry(claim_type).or_default() += claims;
        }
        if let Some(priority) = Priority::from_code(facet.priority) {
            *self.by_priority.entry(priority).or_default().entry(status).or_default() += claims;
        }
        if !facet.assignee.is_empty() {
            *self.by_assignee.entry(facet.assignee.clone()).or_default().entry(status).or_default() += claims;
        }
    }
}
