//! Pieces and drafts.

use super::session::Session;
use super::terminal::{Page, visible};
use crate::actions::{self, pieces};
use crate::error::{Error, Exit, Result};
use crate::model::time::Day;
use crate::store::surroundings::{Draft, Piece};
use serde::Serialize;
use std::io::Read;
use std::path::PathBuf;

/// Add, list and show pieces of writing
#[derive(clap::Subcommand)]
pub enum PieceCommand {
    /// Add a piece of writing to be checked
    ///
    /// Example: tickmark piece add 'Copper and rail' --byline 'A. Writer' --due 2026-12-01
    Add {
        /// What it is called
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
        /// The day on which the check must be done
        #[arg(long, value_name = "YYYY-MM-DD")]
        due: Option<Day>,
    },
    /// List the pieces of the casebook
    List,
    /// Show a piece: its drafts and how far its claims have come
    Show {
        /// The piece; needless where there is only one
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
                let new = pieces::NewPiece {
                    title: &title,
                    byline: byline.as_deref(),
                    publisher: publisher.as_deref(),
                    address: address.as_deref(),
                    external_id: id.as_deref(),
                    due,
                };
                let id = pieces::add_piece(&mut session.open()?, &session.actor()?, &new)?;
                session.terminal.show("piece-added", &serde_json::json!({"id": id, "title": title}), |page| {
                    page.line(format!("piece {}  {}", id.short(), visible(&title)));
                })?;
            }
            Self::List => {
                let casebook = session.open()?;
                let lines: Vec<PieceLine> = casebook
                    .reader()
                    .pieces()?
                    .into_iter()
                    .map(|piece| line(&casebook, piece))
                    .collect::<Result<_>>()?;
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
                let found = actions::piece(casebook.reader(), piece.as_deref())?;
                let line = line(&casebook, casebook.reader().piece(found.row)?)?;
                session.terminal.show("piece", &line, |page| show(page, &line))?;
            }
        }
        Ok(Exit::Done)
    }
}

fn line(casebook: &crate::casebook::Casebook, piece: Piece) -> Result<PieceLine> {
    let reader = casebook.reader();
    let counts = reader.counts()?;
    let claims = counts.iter().filter(|count| count.facet.piece == piece.row).map(|count| count.claims).sum();
    Ok(PieceLine { drafts: reader.drafts(piece.row)?, claims, piece })
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

/// Bring in the drafts of a piece
#[derive(clap::Subcommand)]
pub enum DraftCommand {
    /// Add one version of a piece's text, as plain UTF-8 text
    ///
    /// Its bytes, text and SHA-256 are kept. Claims that know their text by hash are tied to it.
    /// Example: tickmark draft add story.txt
    Add {
        /// The file, or - for standard input
        file: PathBuf,
        /// The piece; needless where there is only one
        #[arg(long, value_name = "ID")]
        piece: Option<String>,
    },
    /// Print the text of the latest draft of a piece
    Show {
        /// The piece; needless where there is only one
        piece: Option<String>,
    },
}

#[derive(Serialize)]
struct DraftAdded {
    id: crate::model::id::Id,
    piece: crate::model::id::Id,
    bytes: u64,
    characters: usize,
    sha256: crate::model::id::Id,
    claims_tied: usize,
    claims_not_tied: usize,
}

impl DraftCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Add { file, piece } => {
                let bytes = read_limited(&file, pieces::DRAFT_LIMIT)?;
                let taken =
                    pieces::add_draft(&mut session.open()?, &session.actor()?, piece.as_deref(), &file, &bytes)?;
                let added = DraftAdded {
                    id: taken.id,
                    piece: taken.piece,
                    bytes: taken.bytes,
                    characters: taken.characters,
                    sha256: taken.sha256,
                    claims_tied: taken.tied,
                    claims_not_tied: taken.untied,
                };
                session.terminal.show("draft-added", &added, |page| {
                    page.line(format!(
                        "draft {}  {} bytes, {} characters",
                        taken.id.short(),
                        taken.bytes,
                        taken.characters
                    ));
                    page.field("sha256", Some(taken.sha256.hex()));
                    if taken.tied + taken.untied > 0 {
                        page.field(
                            "claims",
                            Some(format!(
                                "{} tied to their text by hash, {} not found in it",
                                taken.tied, taken.untied
                            )),
                        );
                    }
                })?;
            }
            Self::Show { piece } => {
                let casebook = session.open()?;
                let found = actions::piece(casebook.reader(), piece.as_deref())?;
                let (id, text) = pieces::latest_text(casebook.reader(), found.row)?;
                session.terminal.show("draft", &serde_json::json!({"id": id, "text": text}), |page| {
                    page.line(super::terminal::visible_lines(&text));
                })?;
            }
        }
        Ok(Exit::Done)
    }
}

/// Reads a file, or standard input, up to a size.
pub fn read_limited(file: &PathBuf, limit: u64) -> Result<Vec<u8>> {
    let failed = |error: std::io::Error| Error::file(file, &error);
    let mut bytes = Vec::new();
    let read = match file.as_os_str() == "-" {
        true => std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes),
        false => std::fs::File::open(file).map_err(failed)?.take(limit + 1).read_to_end(&mut bytes),
    };
    read.map_err(failed)?;
    match bytes.len() as u64 > limit {
        true => Err(Error::File {
            path: file.clone(),
            reason: format!("it is over {} MiB, the most that a draft may have", limit >> 20),
        }),
        false => Ok(bytes),
    }
}
