//! Whether verdicts are still about what is there.

use super::{Ground, OfEvidence, Reason, figures, in_words, passage};
use record::model::claim::{Check, Claim, Evidence};
use record::model::words::{Stance, StandingReason, Verdict};

/// Says what changed since each verdict that counts, and whether they rest on anything.
pub(super) fn judge(claim: &Claim, evidence: &[OfEvidence], ground: &Ground) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let settled = claim.standing_resolution().map(|resolution| &resolution.mark);
    // A settlement under a good key is the newer word; one under a revoked key settles nothing.
    let signed = claim.standing_checks().map(|check| &check.mark).filter(|_| settled.is_none()).chain(settled);
    let under_revoked = signed.filter(|mark| ground.revoked.contains(&mark.id));
    reasons.extend(under_revoked.map(|mark| Reason::of(StandingReason::KeyRevoked, mark.id).with(&mark.actor)));
    // A settlement after the change is the newer word.
    match claim.standing_resolution() {
        None => {
            for check in claim.standing_checks() {
                reasons.extend(changed(claim, check, ground));
            }
        }
        Some(resolution) => reasons.extend(ground.reworded.get(&resolution.mark.id).map(|changes| {
            let what = format!("by the present rules, {}", in_words(changes));
            Reason::of(StandingReason::ClaimChanged, resolution.mark.id).with(&resolution.mark.actor).with(what)
        })),
    }
    reasons.extend(figures::not_in_words(claim));
    reasons.extend(passage::misstated(claim, ground));
    reasons.extend(contradicted(claim));
    let bare = rests_on_nothing(claim, evidence);
    if bare.is_none() {
        reasons.extend(further_figures(claim, evidence));
    }
    reasons.extend(bare);
    reasons
}

fn changed(claim: &Claim, check: &Check, ground: &Ground) -> Vec<Reason> {
    let (id, mut reasons) = (check.mark.id, Vec::new());
    match ground.reworded.get(&id) {
        Some(changes) => {
            let what = match check.outdated {
                true => in_words(changes),
                // The record was made by rules that did not look at the whole sentence.
                false => format!("by the present rules, {}", in_words(changes)),
            };
            reasons.push(Reason::of(StandingReason::ClaimChanged, id).with(&check.mark.actor).with(what));
        }
        None if check.outdated => reasons.push(Reason::of(StandingReason::ClaimChanged, id).with(&check.mark.actor)),
        None => {}
    }
    let since = |row: i64| row > check.mark.row;
    let withdrawn = |evidence: &&Evidence| {
        !since(evidence.mark.row) && evidence.withdrawn.as_ref().is_some_and(|remark| since(remark.mark.row))
    };
    if let Some(gone) = claim.evidence.iter().find(withdrawn) {
        reasons.push(Reason::of(StandingReason::EvidenceChanged, id).with(gone.mark.id.short()));
    }
    let against = |evidence: &&Evidence| evidence.stance == Stance::Contradicts && since(evidence.mark.row);
    if let Some(against) = claim.live_evidence().find(against).filter(|_| check.verdict.is_favourable()) {
        reasons.push(Reason::of(StandingReason::ContradictedSince, id).with(against.mark.id.short()));
    }
    reasons
}

/// A verdict that rests on evidence, and no evidence that counts.
fn rests_on_nothing(claim: &Claim, evidence: &[OfEvidence]) -> Option<Reason> {
    // A figure is no opinion.
    let figured = claim.quantity.as_ref().is_some_and(|own| own.figure.amount.is_some());
    let verdict = claim.verdict();
    let verdict = verdict.filter(|verdict| verdict.rests_on_evidence() || figured && *verdict == Verdict::Opinion);
    // What speaks against a claim, or stands beside it, bears out no verdict in its favour.
    let bears = |stance: Stance| match verdict.is_some_and(|verdict| verdict.is_favourable()) {
        true => matches!(stance, Stance::Supports | Stance::Partial),
        false => true,
    };
    let borne_out = |judged: &&OfEvidence| {
        let own = claim.evidence.iter().find(|evidence| evidence.mark.id == judged.evidence);
        judged.counts && own.is_some_and(|evidence| bears(evidence.stance))
    };
    let (rests, nothing) = (verdict.is_some(), !evidence.iter().any(|judged| borne_out(&judged)));
    let check = claim.standing_checks().last()?;
    (rests && nothing).then(|| Reason::of(StandingReason::RestsOnNothing, check.mark.id))
}

/// A verdict that the claim is right, and figures of it that nothing shows.
fn further_figures(claim: &Claim, evidence: &[OfEvidence]) -> Option<Reason> {
    let check = claim.standing_checks().last()?;
    let confirmed = matches!(claim.verdict(), Some(Verdict::Confirmed | Verdict::ConfirmedWithChange));
    let missing = figures::unchecked(claim, evidence).filter(|_| confirmed)?;
    Some(Reason::of(StandingReason::FigureUnchecked, check.mark.id).with(missing))
}

/// A verdict in favour, beside evidence against the claim that was there, and not a word on why it holds all the same.
fn contradicted(claim: &Claim) -> Option<Reason> {
    claim.verdict().filter(|verdict| verdict.is_favourable())?;
    let against = claim.live_evidence().find(|evidence| evidence.stance == Stance::Contradicts)?;
    let known = |check: &&Check| check.mark.row > against.mark.row;
    let check = claim.standing_checks().filter(known).last()?;
    let says = |note: &Option<String>| note.as_ref().is_some_and(|note| note.contains(char::is_alphanumeric));
    let explained = claim.standing_checks().any(|check| says(&check.note))
        || claim.standing_resolution().is_some_and(|settled| says(&settled.note));
    (!explained).then(|| Reason::of(StandingReason::Contradicted, check.mark.id).with(against.mark.id.short()))
}
