//! Verifying a proof by itself, with what the verifier holds: bytes, heads, keys.

use super::session::Session;
use super::terminal::visible;
use super::verify_exit::exit;
use actions::record::policy::{Head, Trust};
use actions::record::verify_proof::{self, ProofVerdict};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use store::error::{Error, Exit, Result};

/// The longest proof and the longest event that are read, in bytes.
const LIMIT: u64 = 1 << 20;

/// What the verifier holds to verify a proof by.
pub struct Evidence<'a> {
    pub event: Option<&'a Path>,
    pub heads: &'a [Head],
    pub trust: Trust<'a>,
}

/// Reads a file if it is a proof by how it begins; `None` where it is something else.
pub fn read(file: &Path) -> Result<Option<String>> {
    // Something else may be as long as it likes, and is for others to read.
    let text = String::from_utf8_lossy(&read_limited(file)?).into_owned();
    let proof = verify_proof::is_event_proof(&text) || verify_proof::is_growth_proof(&text);
    Ok(proof.then_some(text))
}

/// Verifies a proof and shows what that came to.
pub fn verify(session: &Session, file: &Path, proof: &str, evidence: &Evidence, brought: bool) -> Result<Exit> {
    let trust = evidence.trust;
    let found = match verify_proof::is_event_proof(proof) {
        true => verify_proof::event(proof, &event(file, evidence)?, trust),
        false => verify_proof::growth(proof, evidence.heads, trust)?,
    };
    session.terminal.show("verify-proof", &found, |page| {
        page.line(format!("{}: {}", found.outcome, visible(&found.finding)));
        page.field("event", found.event.map(|id| id.hex()));
        page.field("log", place(&found));
        page.field("continues", found.old.map(|old| format!("the head of {old} events")));
    })?;
    Ok(exit(found.outcome, brought))
}

fn event(proof: &Path, evidence: &Evidence) -> Result<Vec<u8>> {
    let beside = proof.with_extension("json");
    match evidence.event {
        Some(named) => read_limited(named),
        None if beside.exists() => read_limited(&beside),
        None => Err(Error::NoEvent(proof.to_path_buf())),
    }
}

fn place(found: &ProofVerdict) -> Option<String> {
    let (log, size) = (found.log.as_ref()?, found.size?);
    let place = found.index.map(|index| format!("number {index} of ")).unwrap_or_default();
    Some(format!("{log}, {place}{size} events"))
}

fn read_limited(path: &Path) -> Result<Vec<u8>> {
    let failed = |error: std::io::Error| Error::file(path, &error);
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(LIMIT).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}
