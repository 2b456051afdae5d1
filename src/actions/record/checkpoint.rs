//! Signed heads of logs: those of this casebook, to be kept elsewhere, and those that were kept.

use record::ledger::note::{self, Checkpoint, public_key, verifier_key};
use record::ledger::trusted::Head;
use serde::Serialize;
use std::path::Path;
use store::casebook::Casebook;
use store::error::{Error, Result};

/// The signed head of a log.
#[derive(Clone, Debug, Serialize)]
pub struct SignedHead {
    pub origin: String,
    pub actor: Option<String>,
    pub size: u64,
    /// The key, as C2SP signed-note writes it.
    pub key: Option<String>,
    pub note: String,
}

/// Gives the signed head of every log, or of one person's.
pub fn signed(casebook: &Casebook, actor: Option<&str>) -> Result<Vec<SignedHead>> {
    let mut heads = Vec::new();
    for log in casebook.reader().logs()? {
        let wanted = actor.is_none() || actor == log.actor.as_deref();
        if let Some(note) = casebook.reader().checkpoint(log.row)?.filter(|_| wanted) {
            let key = public_key(&log.key).map(|key| verifier_key(&log.origin, &key));
            heads.push(SignedHead { origin: log.origin, actor: log.actor, size: log.size, key, note });
        }
    }
    Ok(heads)
}

/// Reads one or more signed checkpoints; `path` says in messages where they come from.
pub fn read(path: &Path, text: &str) -> Result<Vec<Head>> {
    let refused = |reason: String| Error::File { path: path.to_path_buf(), reason };
    let mut heads = Vec::new();
    for note in note::several(text) {
        let checkpoint = Checkpoint::read(&note).map_err(|flaw| refused(flaw.to_string()))?;
        heads.push(Head { note, checkpoint });
    }
    match heads.is_empty() {
        true => Err(refused("it holds no signed checkpoint".into())),
        false => Ok(heads),
    }
}
