//! The list of all claims, one row each.

use super::Desk;
use super::names::statement;
use super::page::Page;
use super::pages::page_of;
use super::signs::{badge, plain, progress};
use crate::dossier::Entry;
use crate::look::{found, origins_bare};
use record::visible::excerpt;

/// Characters of a statement in the list.
const SHOWN: usize = 110;

/// Writes the list; on paper it says on which page the card of each claim stands.
pub fn write(page: &mut Page, desk: &Desk) {
    page.raw("<details class=\"register\" id=\"register\" open>\n<summary>List of all claims</summary>\n");
    page.raw("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"List of claims\"><table>\n<thead><tr>");
    page.raw("<th scope=\"col\">No.</th><th scope=\"col\">Claim</th><th scope=\"col\">Type</th>");
    page.raw("<th scope=\"col\">Status</th><th scope=\"col\">Verdict</th><th scope=\"col\">Origins</th>");
    page.raw(if desk.places.is_some() { "<th scope=\"col\" class=\"at\">Page</th>" } else { "" });
    page.raw("</tr></thead>\n<tbody>\n");
    for entry in &desk.dossier.claims {
        row(page, desk, entry);
    }
    page.raw("</tbody>\n</table></div>\n</details>\n");
}

fn row(page: &mut Page, desk: &Desk, entry: &Entry) {
    page.raw("<tr><th scope=\"row\" class=\"figure\">");
    page.jump(&format!("claim-{}", entry.number), &entry.number.to_string()).raw("</th>");
    page.put("td", "", &excerpt(statement(&entry.claim), SHOWN));
    page.put("td", "", &plain(entry.claim.claim_type.word())).raw("<td>");
    progress(page, entry);
    page.raw("</td><td>");
    badge(page, "badge verdict", found(entry));
    page.raw("</td>").put("td", "origin-count", &origins_bare(&entry.standing.origins));
    if desk.places.is_some() {
        page.raw("<td class=\"figure at\">");
        page_of(page, desk, &format!("claim-{}", entry.number));
        page.raw("</td>");
    }
    page.raw("</tr>\n");
}
