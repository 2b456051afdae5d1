//! The board.

use super::session::Session;
use super::terminal::{Page, visible};
use actions::claims::board::{self, Board};
use record::model::words::Status;
use std::collections::BTreeMap;
use store::error::{Exit, Result};

/// Show the board: how far the check has come, who has which claims, what is overdue
#[derive(clap::Args)]
pub struct StatusArgs {
    /// Only this piece
    #[arg(long, value_name = "ID")]
    piece: Option<String>,
}

impl StatusArgs {
    pub fn run(self, session: &Session) -> Result<Exit> {
        let casebook = session.open()?;
        let board = board::board(casebook.reader(), self.piece.as_deref(), session.clock().today())?;
        session.terminal.show("status", &board, |page| compose(&board, page))?;
        Ok(Exit::Done)
    }
}

/// Puts the board together.
pub fn compose(board: &Board, page: &mut Page) {
    if board.claims == 0 {
        page.line(format!(
            "{}, no claims yet. Next: tickmark claim add --quote 'TEXT' --type TYPE",
            plural(board.pieces as u64, "piece")
        ));
        return;
    }
    page.heading(&format!("{} in {}", plural(board.claims, "claim"), plural(board.pieces as u64, "piece")));
    for (status, claims) in &board.by_status {
        page.line(format!("  {status:<14} {claims:>7}  {}", bar(*claims, board.claims)));
    }
    if !board.by_verdict.is_empty() || board.contested > 0 {
        page.heading("Verdicts");
        for (verdict, claims) in &board.by_verdict {
            page.line(format!("  {verdict:<22} {claims:>7}"));
        }
        if board.contested > 0 {
            page.line(format!("  {:<22} {:>7}", "contested", board.contested));
        }
    }
    page.heading("Priority");
    for (priority, statuses) in &board.by_priority {
        page.line(format!("  {priority:<14} {:>7}  {}", sum(statuses), words(statuses)));
    }
    page.heading("Type");
    let types: Vec<_> = board.by_type.iter().map(|(claim_type, claims)| format!("{claim_type} {claims}")).collect();
    for line in types.chunks(5) {
        page.line(format!("  {}", line.join(" · ")));
    }
    if !board.by_assignee.is_empty() {
        page.heading("Who has what");
        for (name, statuses) in &board.by_assignee {
            page.line(format!("  {:<14} {:>7}  {}", visible(name), sum(statuses), words(statuses)));
        }
    }
    compose_open(board, page);
}

fn compose_open(board: &Board, page: &mut Page) {
    let overdue: u64 = board.overdue.values().sum();
    if board.open_queries + board.open_replies == 0 && overdue == 0 {
        return;
    }
    page.heading("Waiting");
    if overdue > 0 {
        let who: Vec<_> = board.overdue.iter().map(|(name, claims)| format!("{} {claims}", visible(name))).collect();
        page.line(format!("  {overdue} overdue ({})", who.join(", ")));
    }
    if board.open_queries > 0 {
        page.line(format!("  {} open", plural(board.open_queries, "query")));
    }
    if board.open_replies > 0 {
        page.line(format!("  {} for comment unanswered", plural(board.open_replies, "request")));
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
