//! Whether a sign-off still says what somebody signed.

use super::{Ground, OfEvidence, Reason, in_words};
use record::model::claim::Claim;
use record::model::id::Id;
use record::model::mark::Mark;
use record::model::words::{StandingReason, Status};
use serde::Serialize;

/// How a sign-off stands.
#[derive(Clone, Debug, Serialize)]
pub struct OfSignOff {
    pub sign_off: Id,
    pub stands: bool,
    pub reasons: Vec<Reason>,
}

/// Judges the sign-off of a claim, where there is one.
pub(super) fn judge(claim: &Claim, evidence: &[OfEvidence], verdicts: &[Reason], ground: &Ground) -> Option<OfSignOff> {
    let sign_off = claim.sign_off.as_ref()?;
    let id = sign_off.mark.id;
    let mut reasons = Vec::new();
    let reworded = ground.reworded.get(&id);
    let sentence = reworded.map(|changes| format!("text ({})", in_words(changes)));
    if claim.status() == Status::Stale {
        let what = what_changed(claim, sign_off.mark.row, sentence.as_deref());
        reasons.push(Reason::of(StandingReason::Stale, id).with(what));
    } else if let Some(sentence) = &sentence {
        reasons.push(Reason::of(StandingReason::Stale, id).with(format!("by the present rules, {sentence}")));
    }
    // What was passed over was known then; this was not.
    if claim.status() == Status::SignedOff && reasons.is_empty() && fell_since(claim, ground, &sign_off.mark) {
        reasons.push(Reason::of(StandingReason::Stale, id).with("evidence"));
    }
    if let Some(despite) = &sign_off.despite {
        reasons.push(Reason::of(StandingReason::SignedOffDespite, id).with(despite));
    }
    let forged = ground.revoked.contains(&id);
    if forged {
        reasons.push(Reason::of(StandingReason::KeyRevoked, id).with(&sign_off.mark.actor));
    }
    let falls = evidence.iter().any(|evidence| !evidence.counts) || verdicts.iter().any(Reason::bars);
    // Nobody passed over a key that was stolen: what counts for nothing cannot be counted despite it.
    let void = forged || verdicts.iter().any(|reason| reason.code == StandingReason::KeyRevoked);
    let changed = reasons.iter().any(|reason| reason.code == StandingReason::Stale);
    let holds = claim.status() == Status::SignedOff && !changed && !void;
    let stands = holds && (!falls || sign_off.despite.is_some());
    Some(OfSignOff { sign_off: id, stands, reasons })
}

/// Says whether a quotation went from its page, or evidence passed its last day, after something was signed.
fn fell_since(claim: &Claim, ground: &Ground, signed: &Mark) -> bool {
    claim.live_evidence().any(|evidence| {
        let gone = ground.beside.get(&evidence.mark.id).and_then(|beside| beside.gone_from);
        let past = ground.past(evidence);
        gone.is_some_and(|newer| newer.row > signed.row) || past.is_some_and(|until| until >= signed.time.day())
    })
}

/// Names the parts that were set after a row: `text`, `figure`, `type`, `evidence`, `verdict`.
fn what_changed(claim: &Claim, since: i64, sentence: Option<&str>) -> String {
    let evidence = claim.evidence.iter().any(|evidence| {
        evidence.mark.row > since || evidence.withdrawn.as_ref().is_some_and(|remark| remark.mark.row > since)
    });
    let undermined = claim.evidence.iter().any(|evidence| evidence.withdrawn.is_none() && !evidence.stands());
    let verdict = claim.standing_checks().any(|check| check.mark.row > since);
    let text = sentence.is_some() || (claim.standing_checks().any(|check| check.outdated) && !evidence);
    let parts = [(text, sentence.unwrap_or("text")), (evidence || undermined, "evidence"), (verdict, "verdict")];
    let named: Vec<&str> = parts.into_iter().filter(|(changed, _)| *changed).map(|(_, name)| name).collect();
    if named.is_empty() { "text".into() } else { named.join(", ") }
}
