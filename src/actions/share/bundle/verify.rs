//! Verifying a bundle by what is in it, by what was brought along, and by heads seen on this machine before.

use record::bundle::check::{Brought, check};
pub use record::bundle::check::{FoundLog, Verdict};
use record::ledger::trust::Trust;
use record::ledger::trusted::Head;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use store::casebook::home::Home;
use store::error::{Error, Result};

/// Verifies a bundle; `progress` hears how many of how many bytes are done.
pub fn verify(
    home: &Home,
    file: &Path,
    heads: &[Head],
    trust: Trust,
    mut progress: impl FnMut(u64, u64),
) -> Result<Verdict> {
    let opened = File::open(file).map_err(|error| Error::file(file, &error))?;
    let size = opened.metadata().map_or(0, |metadata| metadata.len());
    // What cannot be recalled contradicts nothing.
    let seen = |origin: &str| home.seen_head(origin).ok().flatten().and_then(|head| head.checkpoint());
    let brought = Brought { heads, seen: Some(&seen), trust };
    let from = BufReader::with_capacity(1 << 17, opened);
    Ok(check(from, &brought, &mut |done| progress(done, done.max(size))))
}
