//! Merging: a colleague's logs come in behind one's own, verified and unchanged, and everything is folded again.

mod cosigned;
mod forks;
mod intake;
mod plan;
mod summary;

pub use plan::Ahead;
pub use summary::{HeldErasure, Merged, TakenLog};

use crate::record::verify;
use intake::Intake;
use plan::{Plan, Wanted};
use record::model::outcome::Outcome;
use std::path::Path;
use store::Reader;
use store::append::Append;
use store::casebook::Casebook;
use store::error::{Error, Result};
use summary::Taken;

/// What is being done of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Verifying,
    Taking,
    Folding,
}

/// On what terms another casebook is taken in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms<'a> {
    /// Take the same steps, and leave the casebook as it was.
    pub rehearsal: bool,
    /// By name or log, those whose erasures of what others recorded here are carried out.
    pub erasers: &'a [String],
    /// Logs of which nothing is taken.
    pub left_out: &'a [String],
}

/// Takes in what another casebook holds of logs beyond what is here: all of it or nothing.
///
/// Nobody's erasure of what others recorded here is carried out.
pub fn merge(
    casebook: &mut Casebook,
    other: &Path,
    rehearsal: bool,
    progress: impl FnMut(Stage, u64, u64) + Send,
) -> Result<Merged> {
    merge_on(casebook, other, Terms { rehearsal, ..Terms::default() }, progress)
}

/// Takes in another casebook as [`merge`] does, on terms.
///
/// # Errors
/// [`Error::ErasuresHeld`] where somebody erased what others recorded here and was not named; nothing is taken then.
pub fn merge_on(
    casebook: &mut Casebook,
    other: &Path,
    terms: Terms,
    mut progress: impl FnMut(Stage, u64, u64) + Send,
) -> Result<Merged> {
    let Terms { rehearsal, erasers, left_out } = terms;
    if casebook.store.is_at(other) {
        return Ok(Merged::nothing(other, rehearsal));
    }
    let guest = verified(casebook, other, |done, total| progress(Stage::Verifying, done, total))?;
    guest.store.hold()?;
    // What is erased is to be gone from free pages too.
    casebook.store.overwrite_removed()?;
    let mut append = casebook.store.begin()?;
    let mut plan = Plan::of(append.reader(), guest.store.reader(), &casebook.home)?;
    plan.logs.retain(|wanted| !left_out.contains(&wanted.log.origin));
    let mut merged = Merged::nothing(other, rehearsal);
    merged.ahead = plan.ahead;
    if !plan.logs.is_empty() {
        let before = append.reader().standing()?;
        let taken = take(&mut append, guest.store.reader(), plan.logs, &mut progress);
        let mut taken = taken.map_err(|error| unsound(other, error))?;
        taken.held.retain(|held| !erasers.iter().any(|name| held.is_by(name)));
        merged.held = std::mem::take(&mut taken.held);
        if !rehearsal && let Some(HeldErasure { by, log, of, .. }) = merged.held.first() {
            let texts = merged.held.iter().map(|held| held.texts).sum();
            let by = by.clone().unwrap_or_else(|| log.clone());
            return Err(Error::ErasuresHeld { by, of: of.clone(), texts });
        }
        merged.fill(taken, &before, append.reader())?;
    }
    merged.cosignatures = cosigned::take(&append, guest.store.reader()).map_err(|error| unsound(other, error))?;
    if !rehearsal && (merged.events, merged.cosignatures) != (0, 0) {
        append.commit()?;
        // What was taken in was verified: an older copy of it is to be noticed from now on.
        let _ = verify::remember(&casebook.home, &casebook.store);
        if merged.erased > 0 {
            merged.swept = casebook.sweep()?;
        }
    }
    Ok(merged)
}

/// Takes in what is wanted of each log, folds everything again, and brings the kept files up to that.
fn take(
    append: &mut Append,
    from: Reader,
    logs: Vec<Wanted>,
    progress: &mut impl FnMut(Stage, u64, u64),
) -> Result<Taken> {
    let mut taken = Intake::into(append, from)?.run(logs, |done, total| progress(Stage::Taking, done, total))?;
    append.refold(|done, total| progress(Stage::Folding, done, total))?;
    intake::take_files(append, from, &mut taken)?;
    Ok(taken)
}

/// Opens a casebook as a guest and verifies all of it. That it lacks what was seen elsewhere is no fault of it here.
fn verified(casebook: &Casebook, other: &Path, progress: impl FnMut(u64, u64) + Send) -> Result<Casebook> {
    let guest =
        Casebook::open_as_guest(other, casebook.home.clone(), casebook.clock).map_err(|error| unsound(other, error))?;
    let found = verify::examine(&guest, progress)?;
    if found.outcome == Outcome::Invalid {
        let faults = found.faults.iter().take(3).map(|fault| format!("{}: {}", fault.place, fault.fault)).collect();
        return Err(Error::Unsound { path: other.to_path_buf(), faults });
    }
    if found.unknown_count > 0 {
        let unknown = found.unknown.iter().take(3).map(|what| format!("{}: {}", what.place, what.fault)).collect();
        return Err(Error::Newer { path: other.to_path_buf(), unknown });
    }
    Ok(guest)
}

/// Says of the other file what would be said of one's own.
fn unsound(other: &Path, error: Error) -> Error {
    match error {
        Error::Damaged(fault) => Error::Unsound { path: other.to_path_buf(), faults: vec![fault] },
        error => error,
    }
}
