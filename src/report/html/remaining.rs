//! What is left to do before the piece can run, and the places that are in no claim.

use super::Desk;
use super::page::Page;
use crate::dossier::{Dossier, Entry, Uncovered};
use language::standing::{Hold, OfEvidence};
use record::model::words::{StandingReason, Status};

/// Claims named in one line; of more, the rest are counted.
const MOST_NAMED: usize = 40;

/// Something left to do, and how to tell the claims that it concerns.
type Duty = (&'static str, fn(&Entry) -> bool);

const DUTIES: [Duty; 12] = [
    ("Nobody has checked yet", |entry| matches!(entry.status, Status::Unchecked | Status::Assigned | Status::Checking)),
    ("Reviewers differ: settle the verdict", |entry| entry.contested),
    ("A query is open", |entry| live(entry) && entry.claim.queries.iter().any(|query| query.answer.is_none())),
    ("A request for comment has no answer", |entry| {
        live(entry) && entry.claim.replies.iter().any(|reply| reply.answer.is_none())
    }),
    ("A second person has to look", |entry| entry.status == Status::SecondCheck),
    ("Sent back, or stale after a change", |entry| matches!(entry.status, Status::Returned | Status::Stale)),
    ("The words were edited in the latest draft", |entry| live(entry) && entry.claim.awaits_a_look()),
    ("It was checked, and needs another look", |entry| live(entry) && entry.standing.hold == Hold::LookAgain),
    ("A quotation was not found in a capture", |entry| live(entry) && fallen(entry).any(unverified)),
    ("Evidence does not stand", |entry| live(entry) && fallen(entry).any(|judged| !unverified(judged))),
    ("No evidence stands", |entry| live(entry) && entry.standing.counting() == 0),
    ("Checked, and not signed off", |entry| entry.status == Status::Checked),
];

fn live(entry: &Entry) -> bool {
    entry.status != Status::Cut
}

fn fallen(entry: &Entry) -> impl Iterator<Item = &OfEvidence> {
    entry.standing.evidence.iter().filter(|judged| !judged.counts)
}

fn unverified(judged: &OfEvidence) -> bool {
    judged.reasons.iter().any(|reason| reason.code == StandingReason::QuoteUnverified)
}

/// Writes the section.
pub fn write(page: &mut Page, desk: &Desk) {
    let dossier = desk.dossier;
    page.raw("<section class=\"part\" id=\"remaining\" aria-labelledby=\"remaining-title\">\n");
    page.raw("<h2 id=\"remaining-title\">Left to do</h2>\n");
    let duties: Vec<(&str, Vec<usize>)> = DUTIES
        .iter()
        .map(|(what, concerns)| (*what, numbers(dossier, concerns)))
        .filter(|(_, claims)| !claims.is_empty())
        .collect();
    if duties.is_empty() && dossier.uncovered.is_empty() {
        page.raw("<p>Nothing: every claim is signed off or cut, and every checkable place is in a claim.</p>\n");
    } else {
        page.raw("<ul class=\"duties\">\n");
        for (what, claims) in &duties {
            page.raw("<li><strong>").text(what).raw("</strong> <span class=\"count\">").number(claims.len());
            page.raw("</span><br>");
            claim_links(page, claims);
            page.raw("</li>\n");
        }
        page.raw("</ul>\n");
        uncovered(page, desk);
    }
    page.raw("</section>\n");
}

fn numbers(dossier: &Dossier, concerns: &fn(&Entry) -> bool) -> Vec<usize> {
    dossier.claims.iter().filter(|entry| concerns(entry)).map(|entry| entry.number).collect()
}

/// Writes links to claims by their numbers.
pub fn claim_links(page: &mut Page, claims: &[usize]) {
    page.raw(if claims.len() == 1 { "claim " } else { "claims " });
    for (at, number) in claims.iter().take(MOST_NAMED).enumerate() {
        page.raw(if at == 0 { "" } else { ", " }).jump(&format!("claim-{number}"), &number.to_string());
    }
    if let Some(more) = claims.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        page.raw(" and ").number(more).raw(" more");
    }
}

fn uncovered(page: &mut Page, desk: &Desk) {
    let spots = &desk.dossier.uncovered;
    if spots.is_empty() {
        return;
    }
    page.fold().raw("\n<summary>Places of the text that could be checked and are in no claim: ");
    page.number(spots.len())
        .raw("</summary>\n<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Places in no claim\">");
    page.raw("<table>\n<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Words</th><th scope=\"col\">Kind</th>");
    page.raw("<th scope=\"col\">Why look</th></tr></thead>\n<tbody>\n");
    for spot in spots {
        row(page, desk, spot);
    }
    page.raw("</tbody>\n</table></div>\n</details>\n");
}

fn row(page: &mut Page, desk: &Desk, spot: &Uncovered) {
    page.raw("<tr><td class=\"figure\">").number(spot.line).raw(":").number(spot.column).raw("</td>");
    page.open("td", &[("lang", desk.language)]).text(&spot.text).raw("</td>");
    page.put("td", "", &super::signs::plain(&spot.kind)).put("td", "", &spot.why).raw("</tr>\n");
}
