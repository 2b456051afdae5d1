//! What stands around claims: pieces, drafts, sources and captures.

use super::id::Id;
use serde::Serialize;

/// A piece of writing under check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    #[serde(skip)]
    pub row: i64,
    pub id: Id,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub publisher: Option<String>,
    pub address: Option<String>,
    pub external_id: Option<String>,
    pub due: Option<String>,
}

/// One version of a piece's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    #[serde(skip)]
    pub row: i64,
    pub id: Id,
    #[serde(skip)]
    pub piece: i64,
    pub bytes: u64,
    pub name: Option<String>,
    pub format: Option<String>,
    pub sha256: Option<String>,
    pub text_sha256: Option<String>,
    pub layout_sha256: Option<String>,
}

/// Where evidence comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    #[serde(skip)]
    pub row: i64,
    pub id: Id,
    pub external_id: Option<String>,
    pub tier: String,
    /// Its name is kept back in lists and reports.
    pub confidential: bool,
    /// By what way somebody spoke, where it is a conversation.
    pub medium: Option<String>,
    /// What may be done with what was said.
    pub terms: Option<String>,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub address: Option<String>,
    pub published: Option<String>,
    pub language: Option<String>,
    /// The named origin of its information.
    pub origin: Option<String>,
    pub summary: Option<String>,
    /// The source that it came from, and how.
    pub derived_from: Option<Id>,
    pub relation: Option<String>,
}

/// Where a source's information comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    Named(String),
    /// The source at the end of the chain, by row; nothing is known beyond it.
    Source(i64),
    /// Sources that name each other, by the first row among them.
    Circle(i64),
    /// The piece that is under check, by row: what comes from it is no support for it.
    Piece(i64),
}

/// That one source came from another, or from a piece; by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub row: i64,
    pub derived_from: i64,
    pub relation: String,
}

impl Source {
    /// Gives the best short name there is.
    pub fn name(&self) -> String {
        let known = [&self.title, &self.publisher, &self.address, &self.external_id];
        known.into_iter().flatten().next().cloned().unwrap_or_else(|| self.id.short())
    }
}

/// Bytes of a source, filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Capture {
    #[serde(skip)]
    pub row: i64,
    pub id: Id,
    pub source: Option<Id>,
    /// The capture of the same source that it repeats.
    pub again: Option<Id>,
    pub time: String,
    pub method: String,
    /// Its bytes are encrypted.
    pub confidential: bool,
    pub bytes: u64,
    pub name: Option<String>,
    pub media_type: Option<String>,
    pub sha256: Option<String>,
    /// Of its text, where it has one that can be read.
    pub text_sha256: Option<String>,
    pub layout_sha256: Option<String>,
    /// Of the bytes before they were encrypted.
    pub plain_sha256: Option<String>,
    pub tool: Option<String>,
    /// The address that was asked for, and the one that answered.
    pub asked: Option<String>,
    pub answered: Option<String>,
    pub http_status: Option<String>,
    /// When it was fetched, as the archive that it came from says.
    pub captured_at: Option<String>,
}
