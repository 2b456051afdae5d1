//! Pieces and drafts.

use super::session::Session;
use super::terminal::{Page, visible};
use actions;
use actions::Casebook;
use actions::drafts::piece::{self, Progress};
use record::model::entities::{Draft, Piece};
use record::model::time::Day;
use serde::Serialize;
use std::collections::BTreeMap;
use store::error::{Exit, Result};

/// Add, list and show pieces of writing
#[derive(clap::Subcommand)]
pub enum PieceCommand {
    /// Add a piece of writing to check
    ///
    /// Example: tickmark piece add 'Copper and rail' --byline 'A. Writer' --due 2026-12-01
    Add {
        /// Its title
        title: String,
        /// Who wrote it
        #[arg(long, value_name = "NAMES")]
        byline: Option<String>,
        /// Who publishes it
        #[arg(long, value_name = "NAME")]
        publisher: Option<String>,
        /// Where it is published
        #[arg(long, value_name = "URL")]
        address: Option<String>,
        /// Your own identifier for it
        #[arg(long, value_name = "ID")]
        id: Option<String>,
        /// The day the check is due
        #[arg(long, value_name = "YYYY-MM-DD")]
        due: Option<Day>,
    },
    /// List the pieces of the casebook
    List,
    /// Show a piece, with its drafts and how many claims it has
    Show {
        /// The piece (optional if there is only one)
        piece: Option<String>,
    },
}

#[derive(Serialize)]
struct PieceLine {
    #[serde(flatten)]
    piece: Piece,
    drafts: Vec<Draft>,
    claims: u64,
}

impl PieceCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Add { title, byline, publisher, address, id, due } => {
                let new = piece::NewPiece {
                    title: &title,
                    byline: byline.as_deref(),
                    publisher: publisher.as_deref(),
                    address: address.as_deref(),
                    external_id: id.as_deref(),
                    due,
                };
                let id = piece::add_piece(&mut session.open()?, &session.actor()?, &new)?;
                session.terminal.show("piece-added", &serde_json::json!({"id": id, "title": title}), |page| {
                    page.line(format!("piece {}  {}", id.short(), visible(&title)));
                })?;
            }
            Self::List => {
                let casebook = session.open()?;
                let lines = piece::progress(&casebook)?.into_iter().map(|piece| line(&casebook, piece));
                let lines = lines.collect::<Result<Vec<_>>>()?;
                session.terminal.show("piece-list", &lines, |page| {
                    let rows = lines.iter().map(|line| {
                        let title = line.piece.title.clone().unwrap_or_default();
                        let due = line.piece.due.clone().unwrap_or_default();
                        vec![line.piece.id.short(), line.claims.to_string(), line.drafts.len().to_string(), due, title]
                    });
                    page.table(&["id", "claims", "drafts", "due", "title"], rows.collect());
                })?;
            }
            Self::Show { piece } => {
                let casebook = session.open()?;
                let found = piece::get(casebook.reader(), piece.as_deref())?;
                let progress = piece::progress(&casebook)?.into_iter().find(|one| one.piece.id == found.id);
                let line = line(&casebook, progress.unwrap_or(Progress { piece: found, claims: BTreeMap::new() }))?;
                session.terminal.show("piece", &line, |page| show(page, &line))?;
            }
        }
        Ok(Exit::Done)
    }
}

fn line(casebook: &Casebook, Progress { piece, claims }: Progress) -> Result<PieceLine> {
    Ok(PieceLine { drafts: piece::drafts(casebook.reader(), &piece)?, claims: claims.values().sum(), piece })
}

fn show(page: &mut Page, line: &PieceLine) {
    let piece = &line.piece;
    page.heading(&visible(piece.title.as_deref().unwrap_or("(title withheld)")));
    page.field("id", Some(piece.id.hex()));
    page.field("byline", piece.byline.as_deref());
    page.field("publisher", piece.publisher.as_deref());
    page.field("address", piece.address.as_deref());
    page.field("your id", piece.external_id.as_deref());
    page.field("due", piece.due.as_deref());
    page.field("claims", Some(line.claims.to_string()));
    for (at, draft) in line.drafts.iter().enumerate() {
        let name = draft.name.as_deref().unwrap_or("(name withheld)");
        page.field("draft", Some(format!("{} {name}, {} bytes, id {}", at + 1, draft.bytes, draft.id.short())));
    }
}
