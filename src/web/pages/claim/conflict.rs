//! When two work on one claim: only what an act rests on, changed by somebody else, is asked about.

use super::act::ClaimAct;
use super::view::since;
use crate::web::desk::Desk;
use crate::web::fault::Fault;
use crate::web::visitor::Visitor;
use actions::Expected;
use std::sync::Arc;

/// Gives how the claim must stand for an act: as the visitor saw it, or as it stands now where nothing that the act
/// rests on was changed by somebody else.
pub async fn expectation(
    desk: &Arc<Desk>,
    visitor: &Visitor,
    act: ClaimAct,
    seen: Option<Expected>,
) -> Result<Option<Expected>, Fault> {
    let Some(seen) = seen else { return Ok(None) };
    let name = visitor.actor.name().to_string();
    let found = desk.read(visitor, move |casebook| {
        casebook.reader().at_one_moment(|reader| {
            let claim = actions::claim(reader, &seen.claim)?;
            let later = since(reader, &claim, &name, &seen.latest.hex())?;
            let known = claim.events.contains(&seen.latest);
            let clashes = later.iter().any(|step| step.actor != name && rests_on(act, step.kind));
            let latest = if known && !clashes { claim.updated.id } else { seen.latest };
            Ok(Expected { latest, ..seen })
        })
    });
    found.await.map(Some)
}

/// Says whether an act rests on what an event of a kind changes.
fn rests_on(act: ClaimAct, kind: &str) -> bool {
    let wording = ["claim.amended", "claim.anchored", "claim.cut", "claim.restored"];
    let talk = ["claim.noted", "claim.assigned", "claim.started", "dependency.recorded", "dependency.dropped"];
    let asked = ["query.asked", "query.answered", "reply.requested", "reply.received"];
    match act {
        ClaimAct::Note | ClaimAct::Ask | ClaimAct::Reply | ClaimAct::Start | ClaimAct::Depend | ClaimAct::Drop => false,
        ClaimAct::Undo => false,
        ClaimAct::Answer => kind == "query.answered",
        ClaimAct::Received => kind == "reply.received",
        ClaimAct::Assign => kind == "claim.assigned",
        ClaimAct::Amend | ClaimAct::Evidence => wording.contains(&kind),
        ClaimAct::Withdraw => wording.contains(&kind) || kind == "evidence.withdrawn",
        ClaimAct::Check
        | ClaimAct::Correct
        | ClaimAct::Cut
        | ClaimAct::Reopen
        | ClaimAct::Resolve
        | ClaimAct::Restore
        | ClaimAct::Return
        | ClaimAct::Second
        | ClaimAct::SignOff
        | ClaimAct::StillHolds => !talk.contains(&kind) && !asked.contains(&kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_an_act_rests_on_clashes() {
        let cases = [
            (ClaimAct::Note, "claim.amended", false),
            (ClaimAct::Check, "claim.noted", false),
            (ClaimAct::Check, "query.asked", false),
            (ClaimAct::Check, "claim.assigned", false),
            (ClaimAct::Check, "claim.amended", true),
            (ClaimAct::Check, "claim.checked", true),
            (ClaimAct::Check, "evidence.attached", true),
            (ClaimAct::Evidence, "claim.checked", false),
            (ClaimAct::Evidence, "evidence.attached", false),
            (ClaimAct::Evidence, "claim.amended", true),
            (ClaimAct::Amend, "claim.amended", true),
            (ClaimAct::Assign, "claim.assigned", true),
            (ClaimAct::Assign, "claim.checked", false),
            (ClaimAct::SignOff, "claim.noted", false),
            (ClaimAct::SignOff, "evidence.withdrawn", true),
            (ClaimAct::Answer, "query.answered", true),
        ];
        for (act, kind, clashes) in cases {
            assert_eq!(rests_on(act, kind), clashes, "{act} after {kind}");
        }
        let kinds = record::model::event::Event::KINDS;
        assert!(cases.iter().all(|(_, kind, _)| kinds.contains(kind)));
    }
}
