//! What the comment at a claim says: all that the desk knows of it, a line each.

use crate::dossier::{Dossier, Entry};
use crate::look::{counting, of_claim, of_evidence, of_hold, of_verdicts, origins, reasons_of_sign_off};
use language::standing::Hold;
use record::model::claim::{Check, Evidence};
use record::model::standing::Reason;
use record::model::time::Moment;

/// In whose name a comment stands where nobody has given a verdict.
pub(super) const PROGRAM: &str = "Tickmark";

/// Gives who signs the comment, and as of when: whose verdict stands, or else the program at the latest event.
pub(super) fn signature(entry: &Entry) -> (String, Moment) {
    let claim = &entry.claim;
    if let Some(resolution) = claim.standing_resolution() {
        return (resolution.mark.actor.clone(), resolution.mark.time);
    }
    match claim.standing_checks().filter(|check| !check.outdated).last() {
        Some(check) => (check.mark.actor.clone(), check.mark.time),
        None => (PROGRAM.to_owned(), claim.updated.time),
    }
}

/// Gives the lines of the comment at a claim.
pub(super) fn lines(dossier: &Dossier, entry: &Entry, text: &str) -> Vec<String> {
    let claim = &entry.claim;
    let verdict = entry.verdict.map_or("no verdict", |verdict| verdict.word());
    let contested = if entry.contested { " · verdicts differ" } else { "" };
    let mut lines = vec![format!("Claim {} · {} · {verdict}{contested}{}", entry.number, entry.status, hold(entry))];
    let words = entry.spans.first().and_then(|span| text.get(span.clone()));
    match &claim.statement {
        Some(statement) if words != Some(statement.as_str()) => lines.push(format!("Statement: {statement}")),
        _ => {}
    }
    if entry.spans.is_empty() {
        lines.push("Not tied to words of this draft.".into());
    }
    if let Some(assignee) = &claim.assignee {
        let due = claim.due.map_or(String::new(), |due| format!(", due {due}"));
        lines.push(format!("Assigned to {assignee}{due}"));
    }
    lines.extend(claim.quantity.as_ref().map(|figure| format!("Figure as understood: {figure}")));
    lines.extend(of_claim(entry).map(reason));
    for given in claim.standing_checks() {
        lines.push(check(given));
        lines.extend(of_verdicts(entry, given.mark.id).map(reason));
    }
    if let Some(resolution) = claim.standing_resolution() {
        let note = after(": ", resolution.note.as_deref());
        lines.push(format!(
            "Settled by {}, {}: {}{note}",
            resolution.mark.actor,
            resolution.mark.time.day(),
            resolution.verdict
        ));
    }
    for evidence in claim.live_evidence() {
        let judged = of_evidence(entry, evidence.mark.id);
        lines.push(evidence_line(dossier, evidence) + &after("; ", judged.and_then(counting)));
        lines.extend(judged.iter().flat_map(|judged| &judged.reasons).map(reason));
        let compared = entry.comparisons.iter().filter(|compared| compared.evidence == evidence.mark.id);
        lines.extend(compared.flat_map(|compared| compared.working.iter().map(|line| format!("  {line}"))));
    }
    if !claim.evidence.is_empty() {
        lines.push(format!("In support: {}", origins(&entry.standing.origins)));
    }
    lines.extend(entry.ownership.iter().map(|line| format!("Ownership: {line}")));
    questions(entry, &mut lines);
    for correction in &claim.corrections {
        let reason = after("; ", correction.reason.as_deref());
        let (published, was, now) = (correction.published, &correction.was, &correction.now);
        lines.push(format!("Correction, {published}: “{was}” → “{now}”{reason}"));
    }
    for note in claim.notes.iter().filter(|note| !note.confidential || dossier.revealed) {
        let remark = &note.remark;
        lines.push(format!("Note by {}, {}: {}", remark.mark.actor, remark.mark.time.day(), remark.text));
    }
    if let Some(sign_off) = &claim.sign_off {
        let note = after(": ", sign_off.note.as_deref());
        lines.push(format!("Signed off by {}, {}{note}", sign_off.mark.actor, sign_off.mark.time.day()));
        lines.extend(reasons_of_sign_off(entry).iter().map(reason));
    }
    lines.push(format!("Record {}", entry.record_sha256.short()));
    lines
}

/// Says how a claim stands, with its sign, where there is something to say.
fn hold(entry: &Entry) -> String {
    match entry.standing.hold {
        Hold::Open => String::new(),
        hold => format!(" · {} {}", of_hold(hold).sign, of_hold(hold).word),
    }
}

/// Gives the lines of a claim that has something against it, for a document that tells of nothing else.
pub(super) fn against(entry: &Entry) -> Vec<String> {
    let mut lines = vec![format!("Claim {} · {}{}", entry.number, entry.status, hold(entry))];
    lines.extend(entry.standing.reasons().map(reason));
    lines
}

fn reason(reason: &Reason) -> String {
    format!("  {reason} ({})", reason.code)
}

fn check(check: &Check) -> String {
    let blind = if check.blind { " (blind)" } else { "" };
    let outdated = if check.outdated { " (of an earlier wording)" } else { "" };
    let note = after(": ", check.note.as_deref());
    format!("Verdict of {}, {}: {}{blind}{outdated}{note}", check.mark.actor, check.mark.time.day(), check.verdict)
}

fn evidence_line(dossier: &Dossier, evidence: &Evidence) -> String {
    let mut line = format!("Evidence, {}: ", evidence.stance);
    match (&evidence.derivation, evidence.source.and_then(|source| dossier.source(source))) {
        (Some(derivation), _) => {
            line.push_str("computed as ");
            line.push_str(derivation.formula.as_deref().unwrap_or("(withheld)"));
        }
        (None, Some(cited)) => {
            line.push_str(&cited.source.name());
            line.push_str(&format!(" [source {}]", cited.number));
        }
        (None, None) => line.push_str("(source unknown)"),
    }
    line.push_str(&after(", ", evidence.locator.as_deref()));
    if let Some(cell) = &evidence.cell {
        line.push_str(&format!(", cell {}", cell.address));
    }
    if let Some(quote) = &evidence.quote {
        let unverified = if evidence.quotes_unverified() { " (not found in the source)" } else { "" };
        line.push_str(&format!(": “{quote}”{unverified}"));
    }
    line.push_str(&after(" — ", evidence.speaker.as_deref()));
    if let Some(figure) = &evidence.quantity {
        line.push_str(&format!("; figure: {figure}"));
    }
    line.push_str(&after("; note: ", evidence.note.as_deref()));
    line
}

fn questions(entry: &Entry, lines: &mut Vec<String>) {
    for query in &entry.claim.queries {
        let whom = after(" ", query.whom.as_deref());
        lines.push(format!("Query to {}{whom}: {}", query.to, query.question));
        lines.push(answer(query.answer.as_ref().map(|answer| answer.text.as_str())));
    }
    for reply in &entry.claim.replies {
        let about = after(" about ", reply.about.as_deref());
        lines.push(format!("Comment asked of {}{about}", reply.whom));
        lines.push(answer(reply.answer.as_ref().map(|answer| answer.text.as_str())));
    }
}

fn answer(text: Option<&str>) -> String {
    text.map_or_else(|| "  no answer yet".to_owned(), |text| format!("  answer: {text}"))
}

/// Gives a text after something, or nothing.
fn after(before: &str, text: Option<&str>) -> String {
    text.map_or(String::new(), |text| format!("{before}{text}"))
}
