//! What is wanted of a bundle, and what came into it.

use super::redacting::Redaction;
use record::model::id::Id;
use serde::Serialize;
use std::path::PathBuf;

/// What a bundle is to hold.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only these claims, with all that they name.
    pub claims: Vec<String>,
    /// Only the claims of this piece.
    pub piece: Option<String>,
    /// What is withheld besides what is confidential.
    pub redactions: Vec<Redaction>,
    pub captures: bool,
    pub reports: bool,
}

impl Wanted {
    pub(super) fn full(&self) -> bool {
        self.claims.is_empty() && self.piece.is_none()
    }
}

/// A bundle that was made.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Bundled {
    pub file: PathBuf,
    pub bytes: u64,
    pub sha256: Option<Id>,
    /// Whether every event of every log is in it, in full or by its hash.
    pub full: bool,
    /// How many events are in it, and how many the logs have in all.
    pub events: u64,
    pub of: u64,
    /// Events whose bytes would tell a figure that is withheld: the hash alone is in it, or nothing.
    pub kept_back: u64,
    /// Texts of the events that are in it: those that are in it, those that are withheld, and those that were erased for
    /// good, as events in it tell.
    pub shown: u64,
    pub withheld: u64,
    pub erased: u64,
    /// Of those that are withheld, how many the casebook itself does not have.
    pub missing: u64,
    pub files: u64,
    pub file_bytes: u64,
    pub timestamps: u64,
    /// The names of the reports in it.
    pub reports: Vec<String>,
    /// Whether reports were left out because they would tell what is withheld.
    pub reports_left_out: bool,
    /// The log under whose key its files stand as they were packed.
    pub signed_by: Option<String>,
}
