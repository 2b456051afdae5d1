//! The section of a claim: what it says, what it rests on, what people found, and how it came to be so.

use super::ink::Ink;
use super::names::{by, by_whom};
use super::reasons::reasons;
use super::{evidence, when};
use crate::dossier::{Dossier, Entry};
use crate::look::{of_claim, of_hold, of_verdicts, reasons_of_sign_off};
use record::model::claim::{Check, Claim};
use record::model::mark::Remark;

/// Writes the section of a claim.
pub fn write(ink: &mut Ink, dossier: &Dossier, entry: &Entry) {
    let claim = &entry.claim;
    ink.raw("\n### Claim ").plain(entry.number).raw("\n\n");
    ink.quote("", claim.statement.as_deref().unwrap_or("(statement withheld)")).raw("\n");
    ink.raw("- Status: ").plain(entry.status).raw("\n- Verdict: ").raw(found(entry)).raw("\n- Standing: ");
    ink.raw(of_hold(entry.standing.hold).sign).raw(" ").raw(of_hold(entry.standing.hold).word);
    ink.raw(" (").plain(entry.standing.hold).raw(")\n");
    particulars(ink, dossier, entry);
    reasons(ink, of_claim(entry));
    evidence::write(ink, dossier, entry);
    if !entry.ownership.is_empty() {
        ink.raw("\n**What the recorded stakes answer**\n\n");
        for answer in &entry.ownership {
            ink.raw("- ").words(answer).raw("\n");
        }
    }
    verdicts(ink, entry);
    exchanges(ink, claim);
    timeline(ink, entry);
}

fn found(entry: &Entry) -> &'static str {
    match (entry.contested, entry.verdict) {
        (true, _) => "contested: reviewers differ",
        (false, Some(verdict)) => verdict.word(),
        (false, None) => "none yet",
    }
}

fn particulars(ink: &mut Ink, dossier: &Dossier, entry: &Entry) {
    let claim = &entry.claim;
    ink.raw("- Type: ").plain(claim.claim_type).raw(", ").plain(claim.priority).raw(" priority\n");
    let exact = claim.anchor.as_ref().map(|anchor| anchor.exact.as_str());
    ink.field("", "Words in the text", exact.filter(|exact| Some(*exact) != claim.statement.as_deref()));
    let quantity = claim.quantity.as_ref();
    ink.field("", "Figure", quantity.map(ToString::to_string));
    ink.field("", "Of", quantity.and_then(|quantity| quantity.subject.as_deref()));
    ink.field("", "Measures", quantity.and_then(|quantity| quantity.metric.as_deref()));
    let due = |name: &String| claim.due.map_or(name.clone(), |due| format!("{name}, due {due}"));
    ink.field("", "Assigned to", claim.assignee.as_ref().map(due));
    let edited = claim.awaits_a_look();
    ink.field("", "Look again", edited.then_some("its words were edited in the latest draft"));
    ink.field("", "Cut", claim.cut.as_ref().map(|cut| by(&cut.remark)));
    ink.field("", "Id of its own", claim.external_id.as_deref());
    let on = |id| dossier.claims.iter().find(|other| other.claim.recorded.id == id).map(|other| other.number);
    let rests: Vec<String> =
        claim.depends_on.iter().filter_map(|id| on(*id)).map(|at| format!("[{at}](#claim-{at})")).collect();
    if !rests.is_empty() {
        ink.raw("- Rests on: ").raw(&rests.join(", ")).raw("\n");
    }
    ink.field("", "Recorded", Some(by_whom(&claim.recorded)));
    ink.raw("- Id: `").plain(claim.recorded.id).raw("`\n- Record SHA-256: `").plain(entry.record_sha256).raw("`\n");
}

fn verdicts(ink: &mut Ink, entry: &Entry) {
    let claim = &entry.claim;
    if claim.checks.is_empty() && claim.resolution.is_none() && claim.sign_off.is_none() && claim.requests.is_empty() {
        return;
    }
    ink.raw("\n**Verdicts**\n\n");
    for check in &claim.checks {
        ink.raw("- ").plain(check.verdict).raw(": ").inner(&by_whom(&check.mark)).raw(&remarks(check)).raw("\n");
        reasons(ink, of_verdicts(entry, check.mark.id));
        ink.quote("  ", check.note.as_deref().unwrap_or_default());
    }
    if let Some(resolution) = &claim.resolution {
        let outdated = if resolution.outdated { " (the claim was amended since)" } else { "" };
        ink.raw("- settled as ").plain(resolution.verdict).raw(": ").inner(&by_whom(&resolution.mark)).raw(outdated);
        ink.raw("\n").quote("  ", resolution.note.as_deref().unwrap_or_default());
    }
    for request in &claim.requests {
        ink.raw(if request.blind { "- blind second check asked of " } else { "- second check asked of " });
        ink.inner(request.to.as_deref().unwrap_or("anybody")).raw(": ").inner(&by_whom(&request.mark)).raw("\n");
    }
    if let Some(sign_off) = &claim.sign_off {
        ink.raw("- signed off: ").inner(&by_whom(&sign_off.mark)).raw("\n");
        reasons(ink, reasons_of_sign_off(entry));
        ink.quote("  ", sign_off.note.as_deref().unwrap_or_default());
    }
}

fn remarks(check: &Check) -> String {
    let remarks = [
        (check.blind, "given blind"),
        (check.replaced, "replaced by a later one"),
        (check.settled, "settled"),
        (check.outdated && !check.replaced, "the claim was amended since"),
    ];
    let remarks: Vec<&str> = remarks.into_iter().filter_map(|(so, remark)| so.then_some(remark)).collect();
    if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) }
}

fn exchanges(ink: &mut Ink, claim: &Claim) {
    heading(ink, "Queries", !claim.queries.is_empty());
    for query in &claim.queries {
        ink.raw("- To the ").plain(query.to);
        if let Some(whom) = &query.whom {
            ink.raw(", ").inner(whom);
        }
        ink.raw(": ").inner(&by_whom(&query.mark)).raw("\n").quote("  ", &query.question);
        answered(ink, query.answer.as_ref(), "Not answered yet.");
    }
    heading(ink, "Right of reply", !claim.replies.is_empty());
    for reply in &claim.replies {
        let until = reply.until.map_or(String::new(), |until| format!(", until {until}"));
        ink.raw("- ").words(&reply.whom).raw(" was asked for comment").raw(&until).raw(": ");
        ink.inner(&by_whom(&reply.mark)).raw("\n").quote("  ", reply.about.as_deref().unwrap_or_default());
        answered(ink, reply.answer.as_ref(), "No answer yet.");
    }
    heading(ink, "Corrections", !claim.corrections.is_empty());
    for correction in &claim.corrections {
        ink.raw("- ").plain(correction.published).raw(": ").inner(&by_whom(&correction.mark)).raw("\n");
        ink.field("  ", "Was", Some(&correction.was)).field("  ", "Now", Some(&correction.now));
        ink.field("  ", "Why", correction.reason.as_ref());
    }
    heading(ink, "Notes", !claim.notes.is_empty());
    for note in &claim.notes {
        ink.raw("- ").words(&by_whom(&note.remark.mark)).raw("\n").quote("  ", &note.remark.text);
    }
}

fn heading(ink: &mut Ink, name: &str, wanted: bool) {
    if wanted {
        ink.raw("\n**").raw(name).raw("**\n\n");
    }
}

fn answered(ink: &mut Ink, answer: Option<&Remark>, open: &str) {
    match answer {
        Some(answer) => {
            ink.raw("\n  Answer, ").inner(&by_whom(&answer.mark)).raw(":\n\n").quote("  ", &answer.text);
        }
        None => drop(ink.raw("\n  ").raw(open).raw("\n")),
    }
}

fn timeline(ink: &mut Ink, entry: &Entry) {
    ink.raw("\n**Timeline**\n\n");
    for step in &entry.timeline {
        ink.raw("- ").plain(when(step.mark.time)).raw(" ").inner(&step.mark.actor).raw(" ");
        ink.plain(step.kind.replace(['.', '_'], " ")).raw(" `").plain(step.mark.id.short()).raw("`");
        if let Some(text) = step.text.as_ref().filter(|text| !text.trim().is_empty()) {
            ink.raw(": ").inner(text.trim());
        }
        ink.raw("\n");
    }
}
