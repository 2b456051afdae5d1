//! Signed heads of logs: those of this casebook, to be kept elsewhere, and those that were kept.

use record::ledger::kept_heads;
use record::ledger::note::{public_key, verifier_key};
use record::ledger::trusted::Head;
use serde::Serialize;
use std::collections::BTreeMap;
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
    kept_heads::read(text)
        .map_err(|(line, fault)| Error::File { path: path.to_path_buf(), reason: format!("line {line}: {fault}") })
}

/// Gives the signed head of every log, with the witnesses of each and the largest size that each cosigned.
pub fn cosigned(casebook: &Casebook) -> Result<Vec<(SignedHead, BTreeMap<String, u64>)>> {
    let (rows, cosigned) = (casebook.reader().logs()?, casebook.reader().cosignatures()?);
    let of_log = |head: SignedHead| {
        let row = rows.iter().find(|log| log.origin == head.origin).map(|log| log.row);
        let mut witnesses = BTreeMap::new();
        for cosignature in cosigned.iter().filter(|cosignature| Some(cosignature.of.log) == row) {
            let name = cosignature.of.key.split('+').next().unwrap_or_default().to_string();
            let size = witnesses.entry(name).or_insert(0);
            *size = cosignature.of.size.max(*size);
        }
        (head, witnesses)
    };
    Ok(signed(casebook, None)?.into_iter().map(of_log).collect())
}
