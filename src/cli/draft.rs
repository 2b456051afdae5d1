//! Drafts.

use super::session::Session;
use super::terminal::visible_lines;
use crate::actions::{self, drafts};
use crate::casebook::reading;
use crate::error::{Error, Exit, Result};
use crate::ingest::{Document, Reading};
use serde::Serialize;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bring in the drafts of a piece
#[derive(clap::Subcommand)]
pub enum DraftCommand {
    /// Add one version of a piece's text: plain text, Markdown, HTML, DOCX, ODT, PDF or EPUB
    ///
    /// Its bytes, text and places are kept, with the comments pinned to it. Claims that know their text by hash are
    /// tied to it. Example: tickmark draft add story.docx
    Add {
        /// The file, or - for standard input
        file: PathBuf,
        /// Read tracked changes as if they had not been made
        #[arg(long)]
        original: bool,
        /// The piece; needless where there is only one
        #[arg(long, value_name = "ID")]
        piece: Option<String>,
    },
    /// Print the text of the latest draft of a piece, and the comments pinned to it
    Show {
        /// The piece; needless where there is only one
        piece: Option<String>,
    },
}

#[derive(Serialize)]
struct DraftAdded {
    id: crate::model::id::Id,
    piece: crate::model::id::Id,
    format: String,
    bytes: u64,
    characters: usize,
    sha256: crate::model::id::Id,
    comments: usize,
    claims_tied: usize,
    claims_not_tied: usize,
    warnings: Vec<String>,
}

impl DraftCommand {
    pub fn run(self, session: &Session) -> Result<Exit> {
        match self {
            Self::Add { file, original, piece } => add(session, &file, original, piece.as_deref())?,
            Self::Show { piece } => show(session, piece.as_deref())?,
        }
        Ok(Exit::Done)
    }
}

/// Reads a file as a draft.
pub fn read(file: &Path, original: bool) -> Result<(Vec<u8>, Document)> {
    let bytes = read_limited(file, drafts::size_limit())?;
    let reading = if original { Reading::Original } else { Reading::Accepted };
    let document = reading::read(&bytes, &file.to_string_lossy(), reading)?;
    Ok((bytes, document))
}

fn add(session: &Session, file: &Path, original: bool, piece: Option<&str>) -> Result<()> {
    let (bytes, document) = read(file, original)?;
    let new = drafts::NewDraft { path: file, bytes: &bytes, document: &document };
    let taken = drafts::add(&mut session.open()?, &session.actor()?, piece, &new)?;
    let added = DraftAdded {
        id: taken.id,
        piece: taken.piece,
        format: document.format.to_string(),
        bytes: taken.bytes,
        characters: taken.characters,
        sha256: taken.sha256,
        comments: document.notes.len(),
        claims_tied: taken.tied,
        claims_not_tied: taken.untied,
        warnings: document.warnings.clone(),
    };
    session.terminal.show("draft-added", &added, |page| {
        let format = &added.format;
        page.line(format!(
            "draft {}  {format}, {} bytes, {} characters",
            taken.id.short(),
            taken.bytes,
            taken.characters
        ));
        page.field("sha256", Some(taken.sha256.hex()));
        page.field("comments", (added.comments > 0).then(|| format!("{} kept at their places", added.comments)));
        if taken.tied + taken.untied > 0 {
            page.field(
                "claims",
                Some(format!("{} tied to their text by hash, {} not found in it", taken.tied, taken.untied)),
            );
        }
        for warning in &added.warnings {
            page.field("note well", Some(warning));
        }
    })
}

fn show(session: &Session, piece: Option<&str>) -> Result<()> {
    let casebook = session.open()?;
    let found = actions::piece(casebook.reader(), piece)?;
    let (draft, document) = drafts::latest(casebook.reader(), found.row)?;
    let data = serde_json::json!({"id": draft.id, "document": document});
    session.terminal.show("draft", &data, |page| {
        page.line(visible_lines(&document.text));
        for note in &document.notes {
            let (start, end) = (note.span.start as usize, note.span.end as usize);
            let at = document.text.get(start..end).unwrap_or_default();
            let author = note.author.as_deref().unwrap_or("somebody");
            page.field(
                "comment",
                Some(format!("{author} on “{at}” ({}): {}", document.place(note.span.start), note.text)),
            );
        }
    })
}

/// Reads a file, or standard input, up to a size.
fn read_limited(file: &Path, limit: u64) -> Result<Vec<u8>> {
    let failed = |error: std::io::Error| Error::file(file, &error);
    let mut bytes = Vec::new();
    let read = match file.as_os_str() == "-" {
        true => std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes),
        false => std::fs::File::open(file).map_err(failed)?.take(limit + 1).read_to_end(&mut bytes),
    };
    read.map_err(failed)?;
    match bytes.len() as u64 > limit {
        true => Err(Error::File {
            path: file.to_path_buf(),
            reason: format!("it is over {} MiB, the most that a draft may have", limit >> 20),
        }),
        false => Ok(bytes),
    }
}
