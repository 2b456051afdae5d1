//! What was asked and answered about a claim, what was noted, and what was corrected.

use super::names::{by_whom, note};
use super::page::Page;
use record::model::claim::{Claim, Correction, Query, Reply};
use record::model::mark::Remark;

/// Writes the queries, replies, notes and corrections of a claim.
pub fn write(page: &mut Page, claim: &Claim) {
    list(page, "<h4>Queries</h4>\n", &claim.queries, query);
    list(page, "<h4>Right of reply</h4>\n", &claim.replies, reply);
    list(page, "<h4>Corrections</h4>\n", &claim.corrections, correction);
    list(page, "<h4>Notes</h4>\n", &claim.notes, |page, found| {
        page.put("span", "by", &by_whom(&found.remark.mark));
        note(page, Some(&found.remark.text));
    });
}

fn list<T>(page: &mut Page, heading: &'static str, all: &[T], mut write: impl FnMut(&mut Page, &T)) {
    if all.is_empty() {
        return;
    }
    page.raw(heading).raw("<ul class=\"entries\">\n");
    for one in all {
        page.raw("<li>");
        write(page, one);
        page.raw("</li>\n");
    }
    page.raw("</ul>\n");
}

fn query(page: &mut Page, query: &Query) {
    page.raw("To the ").raw(query.to.word());
    if let Some(whom) = &query.whom {
        page.raw(", ").text(whom);
    }
    page.raw(" <span class=\"by\">").text(&by_whom(&query.mark)).raw("</span>");
    note(page, Some(&query.question));
    answer(page, query.answer.as_ref(), "Not answered yet.");
}

fn reply(page: &mut Page, reply: &Reply) {
    page.text(&reply.whom).raw(" was asked for comment <span class=\"by\">").text(&by_whom(&reply.mark));
    if let Some(until) = reply.until {
        page.raw(", until ").text(&until.to_string());
    }
    page.raw("</span>");
    note(page, reply.about.as_deref());
    answer(page, reply.answer.as_ref(), "No answer yet.");
}

fn answer(page: &mut Page, answer: Option<&Remark>, open: &'static str) {
    match answer {
        Some(answer) => {
            page.raw("<p class=\"note answered\">")
                .text(&answer.text)
                .raw("</p><span class=\"by\">answer recorded by ");
            page.text(&by_whom(&answer.mark)).raw("</span>");
        }
        None => drop(page.put("p", "waiting-for", open)),
    }
}

/// Writes what was changed after publication.
pub fn correction(page: &mut Page, correction: &Correction) {
    page.text(&correction.published.to_string()).raw(": <del>").text(&correction.was).raw("</del> <ins>");
    page.text(&correction.now).raw("</ins> <span class=\"by\">").text(&by_whom(&correction.mark)).raw("</span>");
    note(page, correction.reason.as_deref());
}
