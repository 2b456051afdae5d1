//! The table of contents on paper: each part with the page that it begins on.

use super::page::Page;
use super::pages::page_of;
use super::{Desk, register, sources};

/// Writes the contents and the list of claims.
pub fn write(page: &mut Page, desk: &Desk) {
    page.raw("<section class=\"part\" id=\"contents\" aria-labelledby=\"contents-title\">\n");
    page.raw("<h2 id=\"contents-title\">Contents</h2>\n<table class=\"contents\"><tbody>\n");
    for (part, name) in parts(desk) {
        page.raw("<tr><td>").jump(part, name).raw("</td><td class=\"figure at\">");
        page_of(page, desk, part);
        page.raw("</td></tr>\n");
    }
    page.raw("</tbody></table>\n");
    if !desk.dossier.claims.is_empty() {
        register::write(page, desk);
    }
    page.raw("</section>\n");
}

/// Parts that this report has, in their order.
fn parts(desk: &Desk) -> Vec<(&'static str, &'static str)> {
    let dossier = desk.dossier;
    let glance = !dossier.claims.is_empty() || !dossier.stakes.is_empty();
    let all = [
        ("glance", "At a glance", glance),
        ("remaining", "Left to do", true),
        ("text", "The text with its claims", true),
        ("claims", "Claims, one by one, with notes", true),
        ("sources", "Sources", true),
        ("corrections", "Corrections", sources::corrected(dossier)),
        ("proof", "What this document proves, and the logs", true),
    ];
    all.into_iter().filter_map(|(part, name, there)| there.then_some((part, name))).collect()
}
