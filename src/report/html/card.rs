//! The card of a claim: what it says, what it rests on, what people found, and how it came to be so.

use super::names::{by, by_whom, note, statement, when};
use super::page::Page;
use super::signs::{self, badge, plain, reasons};
use super::{Desk, evidence, exchanges, notes};
use crate::dossier::{Entry, Step};
use crate::look::{of_claim, of_given, of_sign_off, of_verdicts, reasons_of_sign_off};
use record::model::claim::Check;

/// Writes the card of a claim.
pub fn write(page: &mut Page, desk: &Desk, entry: &Entry) {
    let (card, title) = (format!("claim-{}", entry.number), format!("claim-{}-title", entry.number));
    page.open("article", &[("class", "card"), ("id", &card), ("aria-labelledby", &title)]).raw("\n");
    page.raw("<p class=\"kicker\">Claim ").number(entry.number).raw(" · ");
    page.text(&plain(entry.claim.claim_type.word())).raw(" · ").raw(entry.claim.priority.word()).raw(" priority</p>\n");
    page.open("h3", &[("id", &title), ("lang", desk.language)]).text(statement(&entry.claim)).raw("</h3>\n");
    signs::badges(page, entry);
    particulars(page, desk, entry);
    evidence::write(page, desk, entry);
    ownership(page, entry);
    verdicts(page, entry);
    exchanges::write(page, &entry.claim);
    timeline(page, entry);
    notes::write(page, desk, entry);
    page.raw("<p class=\"record\"><span>Record SHA-256 ").hash(&entry.record_sha256.hex()).raw("</span> ");
    if !page.paper {
        back(page, desk, entry);
    }
    page.raw("</p>\n</article>\n");
}

fn particulars(page: &mut Page, desk: &Desk, entry: &Entry) {
    let claim = &entry.claim;
    page.raw("<dl>\n");
    let exact = claim.anchor.as_ref().map(|anchor| anchor.exact.as_str());
    page.field("Words in the text", exact.filter(|exact| *exact != statement(claim)).map(|exact| format!("“{exact}”")));
    let quantity = claim.quantity.as_ref();
    page.field("Figure", quantity.map(|quantity| quantity.to_string()));
    page.field("Of", quantity.and_then(|quantity| quantity.subject.as_deref()));
    page.field("Measures", quantity.and_then(|quantity| quantity.metric.as_deref()));
    let due = |name: &String| claim.due.map_or(name.clone(), |due| format!("{name}, due {due}"));
    page.field("Assigned to", claim.assignee.as_ref().map(due));
    page.field("Look again", claim.awaits_a_look().then_some("Its words were edited in the latest draft."));
    page.field("Cut", claim.cut.as_ref().map(|cut| by(&cut.remark.mark, &cut.remark.text)));
    page.field("Id of its own", claim.external_id.as_deref());
    let rests: Vec<usize> = claim.depends_on.iter().filter_map(|id| desk.numbers.get(&id.0).copied()).collect();
    if !rests.is_empty() {
        page.raw("<div><dt>Rests on</dt><dd>");
        super::remaining::claim_links(page, &rests);
        page.raw("</dd></div>\n");
    }
    let recorded = format!("by {}, {}", claim.recorded.actor, when(claim.recorded.time));
    page.field("Recorded", Some(recorded)).raw("</dl>\n");
    reasons(page, of_claim(entry));
}

fn ownership(page: &mut Page, entry: &Entry) {
    if entry.ownership.is_empty() {
        return;
    }
    page.raw("<h4>What the recorded stakes answer</h4>\n<ul>\n");
    for answer in &entry.ownership {
        page.put("li", "", answer).raw("\n");
    }
    page.raw("</ul>\n");
}

fn verdicts(page: &mut Page, entry: &Entry) {
    let claim = &entry.claim;
    if claim.checks.is_empty() && claim.resolution.is_none() && claim.sign_off.is_none() {
        return;
    }
    page.raw("<h4>Verdicts</h4>\n<ul class=\"entries\">\n");
    for check in &claim.checks {
        verdict(page, entry, check);
    }
    if let Some(resolution) = &claim.resolution {
        page.raw("<li>Settled: ");
        badge(page, "badge verdict", of_given(entry, resolution.verdict, resolution.mark.id));
        page.raw(" ").put("span", "by", &by_whom(&resolution.mark));
        page.raw(if resolution.outdated { " (the claim was amended since)" } else { "" });
        note(page, resolution.note.as_deref());
        page.raw("</li>\n");
    }
    if let Some(sign_off) = &claim.sign_off {
        page.raw("<li>");
        badge(page, "badge status", of_sign_off(entry));
        page.raw(" ").put("span", "by", &by_whom(&sign_off.mark));
        note(page, sign_off.note.as_deref());
        reasons(page, reasons_of_sign_off(entry));
        page.raw("</li>\n");
    }
    page.raw("</ul>\n");
}

fn verdict(page: &mut Page, entry: &Entry, check: &Check) {
    let fallen = check.replaced || check.outdated;
    page.raw(if fallen { "<li class=\"fallen\">" } else { "<li>" });
    badge(page, "badge verdict", of_given(entry, check.verdict, check.mark.id));
    page.raw(" ").put("span", "by", &by_whom(&check.mark));
    let remarks = [
        (check.blind, "given blind"),
        (check.replaced, "replaced by a later one"),
        (check.settled, "settled"),
        (check.outdated && !check.replaced, "the claim was amended since"),
    ];
    let remarks: Vec<&str> = remarks.into_iter().filter_map(|(so, remark)| so.then_some(remark)).collect();
    if !remarks.is_empty() {
        page.raw(" (").text(&remarks.join(", ")).raw(")");
    }
    note(page, check.note.as_deref());
    reasons(page, of_verdicts(entry, check.mark.id));
    page.raw("</li>\n");
}

fn timeline(page: &mut Page, entry: &Entry) {
    page.fold().raw("\n<summary>Timeline: ").number(entry.timeline.len());
    page.raw(if entry.timeline.len() == 1 { " event" } else { " events" });
    page.raw("</summary>\n<ol class=\"timeline\">\n");
    for step in &entry.timeline {
        happened(page, step);
    }
    page.raw("</ol>\n</details>\n");
}

fn happened(page: &mut Page, step: &Step) {
    page.raw("<li>").put("span", "time", &when(step.mark.time)).raw(" ").put("b", "", &step.mark.actor).raw(" ");
    page.text(&plain(&step.kind.replace(['.', '_'], " "))).raw(" ").put("code", "id", &step.mark.id.short());
    if let Some(text) = &step.text {
        page.put("span", "said", text);
    }
    page.raw("</li>\n");
}

fn back(page: &mut Page, desk: &Desk, entry: &Entry) {
    let (to, words) = match desk.marked.contains(&(entry.number - 1)) {
        true => (format!("text-{}", entry.number), "Back to its place in the text"),
        false => ("register".into(), "Back to the list of claims"),
    };
    let name = format!("{words} (claim {})", entry.number);
    page.open("a", &[("class", "back"), ("href", &format!("#{to}")), ("aria-label", &name)]);
    page.raw("<span aria-hidden=\"true\">↑</span> ").raw(words).raw("</a>");
}
