//! The board.

use super::session::Session;
use super::terminal::{Page, visible};
use crate::actions;
use crate::casebook::Casebook;
use crate::error::{Exit, Result};
use crate::model::words::{ClaimType, Priority, Status, Verdict};
use crate::store::listing::Count;
use serde::Serialize;
use std::collections::BTreeMap;

/// Show the board: how far the check has come, who has what, what is overdue
#[derive(clap::Args)]
pub struct StatusArgs {
    /// Only of this piece
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
}

/// How far the check has come.
#[derive(Serialize)]
pub struct Board {
    pieces: usize,
    claims: u64,
    by_status: BTreeMap<Status, u64>,
    by_verdict: BTreeMap<Verdict, u64>,
    contested: u64,
    by_type: BTreeMap<ClaimType, u64>,
    by_priority: BTreeMap<Priority, BTreeMap<Status, u64>>,
    by_assignee: BTreeMap<String, BTreeMap<Status, u64>>,
    open_queries: u64,
    open_replies: u64,
    overdue: BTreeMap<String, u64>,
}

impl StatusArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let board = board(session, &session.open()?, self.piece.as_deref())?;
        session.terminal.show("status", &board, |page| board.compose(page))?;
        Ok(Exit::Done)
    }
}

/// Counts what there is, of one piece or of all.
pub fn board(session: &Session, casebook: &Casebook, piece: Option<&str>) -> Result<Board> {
    let reader = casebook.reader();
    let only = piece.map(|piece| actions::piece(reader, Some(piece))).transpose()?;
    let counts = reader.counts()?;
    let of_piece = |count: &&Count| only.is_none_or(|piece| piece.row == count.facet.piece);
    let mut board = Board::of(counts.iter().filter(of_piece));
    board.pieces = only.map_or(reader.pieces()?.len(), |_| 1);
    let only = only.map(|piece| piece.row);
    board.open_queries = reader.open_queries(only)?;
    board.open_replies = reader.open_replies(only)?;
    board.overdue = reader.overdue(&session.clock().today().to_string(), only)?.into_iter().collect();
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

    /// Puts the board together.
    pub fn compose(&self, page: &mut Page) {
        if self.claims == 0 {
            page.line(format!(
                "{}, no claims yet. Next: tickmark claim add --quote 'TEXT' --type TYPE",
                plural(self.pieces as u64, "piece")
            ));
            return;
        }
        page.heading(&format!("{} in {}", plural(self.claims, "claim"), plural(self.pieces as u64, "piece")));
        for (status, claims) in &self.by_status {
            page.line(format!("  {status:<14} {claims:>7}  {}", bar(*claims, self.claims)));
        }
        if !self.by_verdict.is_empty() || self.contested > 0 {
            page.heading("Verdicts");
            for (verdict, claims) in &self.by_verdict {
                page.line(format!("  {verdict:<22} {claims:>7}"));
            }
            if self.contested > 0 {
                page.line(format!("  {:<22} {:>7}", "contested", self.contested));
            }
        }
        page.heading("Priority");
        for (priority, statuses) in &self.by_priority {
            page.line(format!("  {priority:<14} {:>7}  {}", sum(statuses), words(statuses)));
        }
        page.heading("Type");
        let types: Vec<_> = self.by_type.iter().map(|(claim_type, claims)| format!("{claim_type} {claims}")).collect();
        for line in types.chunks(5) {
            page.line(format!("  {}", line.join(" · ")));
        }
        if !self.by_assignee.is_empty() {
            page.heading("Who has what");
            for (name, statuses) in &self.by_assignee {
                page.line(format!("  {:<14} {:>7}  {}", visible(name), sum(statuses), words(statuses)));
            }
        }
        self.compose_open(page);
    }

    fn compose_open(&self, page: &mut Page) {
        let overdue: u64 = self.overdue.values().sum();
        if self.open_queries + self.open_replies == 0 && overdue == 0 {
            return;
        }
        page.heading("Waiting");
        if overdue > 0 {
            let who: Vec<_> = self.overdue.iter().map(|(name, claims)| format!("{} {claims}", visible(name))).collect();
            page.line(format!("  {overdue} overdue ({})", who.join(", ")));
        }
        if self.open_queries > 0 {
            page.line(format!("  {} open", plural(self.open_queries, "query")));
        }
        if self.open_replies > 0 {
            page.line(format!("  {} for comment without an answer", plural(self.open_replies, "request")));
        }
    }
}

fn sum(statuses: &BTreeMap<Status, u64>) -> u64 {
    statuses.values().sum()
}

fn words(statuses: &BTreeMap<Status, u64>) -> String {
    let words: Vec<_> = statuses.iter().map(|(status, claims)| format!("{status} {claims}")).collect();
    words.join(" · ")
}

fn bar(part: u64, whole: u64) -> String {
    let width = (part * 30).div_ceil(whole.max(1)) as usize;
    "█".repeat(width)
}

fn plural(count: u64, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}
