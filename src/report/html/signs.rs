//! Badges: a sign with its word, so that nothing hangs on colour alone.

use super::page::Page;
use crate::dossier::Entry;
use crate::look::{Look, found, of_hold, of_status};
use language::standing::Hold;
use record::model::standing::Reason;
use record::model::words::Status;

/// Writes how far a claim has come, what was found, and how it stands.
pub fn badges(page: &mut Page, entry: &Entry) {
    page.raw("<p class=\"badges\">");
    badge(page, "badge verdict", found(entry));
    page.raw(" ");
    progress(page, entry);
    page.raw("</p>\n");
}

/// Writes how far a claim has come and, where that does not say it, how it stands.
pub fn progress(page: &mut Page, entry: &Entry) {
    badge(page, "badge status", of_status(entry.status, entry.standing.hold));
    if entry.standing.hold != Hold::Open && entry.status != Status::Cut {
        page.raw(" ");
        badge(page, "badge hold", of_hold(entry.standing.hold));
    }
}

/// Writes a sign with its word.
pub fn badge(page: &mut Page, kind: &'static str, look: Look) {
    page.raw("<span class=\"").raw(kind).raw(" ").raw(look.class).raw("\"><span aria-hidden=\"true\">");
    page.raw(look.sign).raw("</span> ").raw(look.word).raw("</span>");
}

/// Writes reasons as a list, where there are any.
pub fn reasons<'r>(page: &mut Page, reasons: impl IntoIterator<Item = &'r Reason>) {
    let mut reasons = reasons.into_iter().peekable();
    if reasons.peek().is_none() {
        return;
    }
    page.raw("<ul class=\"reasons\">\n");
    for reason in reasons {
        page.raw(if reason.bars() { "<li class=\"bars\">" } else { "<li>" }).text(&reason.to_string());
        page.raw(" ").put("code", "id", reason.code.word()).raw("</li>\n");
    }
    page.raw("</ul>\n");
}

/// Turns a word of the record into words of a sentence: `ownership share`.
pub fn plain(word: &str) -> String {
    word.replace('-', " ")
}
