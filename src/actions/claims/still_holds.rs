//! A person says that a claim still holds although the wording of its sentence changed.

use super::standing::reworded;
use crate::drafts::add::{anchor, latest};
use crate::drafts::revise::touched;
use crate::{Changed, change, claim as find_claim, optional, refuse, way_out};
use language::text::compare::Change;
use record::model::claim::{Claim, Reworded};
use record::model::event::{ClaimAnchored, WordingConfirmed};
use record::model::words::{Fit, Status};
use store::Reader;
use store::casebook::pen::Pen;
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};

/// Confirms that claims still hold, all of them or none: where the rules allow it, what was checked and signed off counts on.
pub fn still_holds(
    casebook: &mut Casebook,
    actor: &Actor,
    references: &[String],
    note: Option<&str>,
) -> Result<Vec<Changed>> {
    casebook.write(actor, |pen| references.iter().map(|reference| confirm_with(pen, reference, note)).collect())
}

/// Says whether the rules let a person confirm that a claim still holds.
pub fn may_be_confirmed(reader: Reader, claim: &Claim) -> Result<bool> {
    if claim.status() == Status::Cut || !claim.was_judged() {
        return Ok(false);
    }
    let policy = reader.policy()?;
    if let Some(reworded) = &claim.reworded {
        return Ok(reworded.may_be_confirmed(&policy));
    }
    let outdated = claim.standing_checks().any(|check| check.outdated);
    let changes = changes(reader, claim)?;
    Ok(!outdated && !changes.is_empty() && changes.iter().all(|change| policy.still_holds.allows(change.what)))
}

/// Confirms one within a larger work.
pub(super) fn confirm_with(pen: &mut Pen, reference: &str, note: Option<&str>) -> Result<Changed> {
    let claim = find_claim(pen.reader(), reference)?;
    refuse(&claim, &[Status::Cut], "confirmed", way_out)?;
    let claim = if claim.reworded.is_some() { claim } else { on_record(pen, claim)? };
    let policy = pen.reader().policy()?;
    if !claim.was_judged() {
        return Err(Error::Invalid(format!("nobody has checked claim {} yet", claim.recorded.id.short())));
    }
    let reworded = claim.reworded.as_ref().ok_or_else(|| nothing_to_confirm(&claim))?;
    if !reworded.may_be_confirmed(&policy) {
        return Err(Error::NotWording { claim: claim.recorded.id.short(), what: what_changed(pen, &claim, reworded)? });
    }
    let mut texts = Vec::new();
    optional(&mut texts, "note", note);
    let event = WordingConfirmed { anchored: reworded.by, claim: claim.recorded.id, policy };
    change(pen, &claim, event, texts)
}

/// Gives what changed since the claim was judged, by the drafts themselves.
fn changes(reader: Reader, claim: &Claim) -> Result<Vec<Change>> {
    let mut found: Vec<Change> = reworded(reader.revealing(), claim)?.into_values().flatten().collect();
    found.sort_by(|one, other| one.what.cmp(&other.what).then_with(|| one.from.cmp(&other.from)));
    found.dedup();
    Ok(found)
}

/// Puts on record that a sentence changed, where the program that carried the claim over did not look at all of it.
fn on_record(pen: &mut Pen, claim: Claim) -> Result<Claim> {
    let changes = changes(pen.reader(), &claim)?;
    let (Some(draft), Some(first)) = (claim.draft, claim.spans.first().copied()) else { return Ok(claim) };
    // What was amended is not what was checked.
    if changes.is_empty() || claim.standing_checks().any(|check| check.outdated) {
        return Ok(claim);
    }
    let (newest, document) = latest(pen.reader(), pen.reader().row_of(claim.piece)?)?;
    if newest.id != draft {
        return Ok(claim);
    }
    let (id, spans, changed) = (claim.recorded.id, claim.spans.clone(), touched(&changes));
    let words = anchor(&document.text, first)?;
    let event = ClaimAnchored { changed, claim: id, draft, fit: Fit::Edited, spans };
    Ok(change(pen, &claim, event, vec![("anchor", words)])?.claim)
}

fn nothing_to_confirm(claim: &Claim) -> Error {
    let short = claim.recorded.id.short();
    Error::Invalid(match claim.standing_checks().any(|check| check.outdated) {
        true => format!("claim {short} was amended after its verdict: it must be checked again"),
        false => format!("the sentence of claim {short} has not changed since it was checked"),
    })
}

/// Says what changed: in words where the drafts show it, else by its kinds.
fn what_changed(pen: &Pen, claim: &Claim, reworded: &Reworded) -> Result<String> {
    let named: Vec<String> = changes(pen.reader(), claim)?.iter().map(ToString::to_string).collect();
    let kinds = || reworded.changed.iter().map(|touched| touched.word()).collect::<Vec<_>>().join(", ");
    Ok(match (named.is_empty(), reworded.changed.is_empty()) {
        (false, _) => named.join("; "),
        (true, false) => kinds(),
        (true, true) => "an earlier version did not record what".into(),
    })
}
