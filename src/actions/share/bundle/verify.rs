//! Verifying a bundle by what is in it, by what was brought along, and by heads seen on this machine before.

use super::{Wanted, bundle, unpacking};
use record::bundle::archive::Archive;
use record::bundle::check::{Brought, check};
pub use record::bundle::check::{FoundLog, Verdict};
use record::bundle::layout;
use record::ledger::trust::Trust;
use record::ledger::trusted::Head;
use record::model::id::Id;
use record::model::outcome::Outcome;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use store::blobs::measure;
use store::casebook::clock::Clock;
use store::casebook::home::Home;
use store::casebook::{Casebook, aside};
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
    let mut verdict = check(from, &brought, &mut |done| progress(done, done.max(size)));
    if made_of_its_events(&verdict) {
        let same = made_again(file, &verdict)?;
        verdict.made_again(|path| same.contains(path));
    }
    Ok(verdict)
}

/// Says whether all that is around the record could be made again from its events.
fn made_of_its_events(verdict: &Verdict) -> bool {
    let sound = matches!(verdict.outcome, Outcome::Ok | Outcome::Unanchored);
    sound && verdict.full && verdict.kept_back == 0 && verdict.around().next().is_some()
}

/// Makes the bundle again from its events, and gives the paths of the files around the record that come out the same.
/// What this version makes otherwise than the one that packed it is not among them.
fn made_again(file: &Path, verdict: &Verdict) -> Result<BTreeSet<String>> {
    let around: Vec<String> = verdict.around().map(str::to_string).collect();
    let Ok(unpacked) = unpacking::unpack_verified(file, verdict) else { return Ok(BTreeSet::new()) };
    let folder = aside::folder().map_err(|error| Error::making(&std::env::temp_dir(), &error))?;
    let nobody = Home::at(folder.path().join("config"), folder.path().join("state"));
    let mut casebook = Casebook::open(&unpacked.path(), nobody, Clock::Machine)?;
    let wanted = Wanted {
        captures: verdict.files > 0,
        reports: around.iter().any(|path| path.starts_with(layout::REPORTS)),
        ..Wanted::default()
    };
    let mut same = BTreeSet::new();
    // Whoever packed it may have shown what is confidential.
    for revealing in [false, true] {
        if revealing {
            casebook.reveal();
        }
        let again = folder.path().join(format!("{revealing}.zip"));
        bundle(&casebook, &again, &wanted, &mut |_, _| ())?;
        for path in &around {
            if contents(file, path).is_some_and(|bytes| contents(&again, path) == Some(bytes)) {
                same.insert(path.clone());
            }
        }
        if same.len() == around.len() {
            break;
        }
    }
    Ok(same)
}

/// Gives the SHA-256 of a file in a bundle; `None` where it is not there.
fn contents(bundle: &Path, path: &str) -> Option<Id> {
    let mut archive = Archive::open(BufReader::new(File::open(bundle).ok()?)).ok()?;
    let member = archive.read(path).ok()?;
    Some(measure(bundle, member, |_| {}).ok()?.sha256)
}
