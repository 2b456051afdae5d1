//! How verdicts and statuses look: each has a sign and a word, so that nothing hangs on colour alone.

use super::page::Page;
use crate::dossier::Entry;
use record::model::words::{Status, Verdict};

/// The look of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    pub sign: &'static str,
    pub class: &'static str,
    pub word: &'static str,
}

const CONTESTED: Sign = Sign { sign: "!", class: "contested", word: "contested" };
const OPEN: Sign = Sign { sign: "○", class: "open", word: "no verdict" };

/// Gives the look of what was found about a claim.
pub fn found(entry: &Entry) -> Sign {
    match (entry.contested, entry.verdict) {
        (true, _) => CONTESTED,
        (false, Some(verdict)) => of_verdict(verdict),
        (false, None) => OPEN,
    }
}

/// Gives the look of a verdict.
pub fn of_verdict(verdict: Verdict) -> Sign {
    let (sign, class, word) = match verdict {
        Verdict::Confirmed => ("✓", "confirmed", "confirmed"),
        Verdict::ConfirmedWithChange => ("±", "changed", "confirmed with change"),
        Verdict::Incorrect => ("✗", "incorrect", "incorrect"),
        Verdict::Disputed => ("≠", "disputed", "disputed"),
        Verdict::Unverifiable => ("?", "unverifiable", "unverifiable"),
        Verdict::OnAuthor => ("¶", "author", "on author"),
        Verdict::Opinion => ("“", "opinion", "opinion"),
    };
    Sign { sign, class, word }
}

/// Every look that what was found can have, for a legend.
pub fn all() -> impl Iterator<Item = Sign> {
    Verdict::ALL.iter().map(|verdict| of_verdict(*verdict)).chain([CONTESTED, OPEN])
}

/// Gives the look of how far the review has come.
pub fn of_status(status: Status) -> Sign {
    let (sign, class, word) = match status {
        Status::Unchecked => ("○", "early", "unchecked"),
        Status::Assigned => ("◔", "early", "assigned"),
        Status::Checking => ("◑", "under-way", "checking"),
        Status::Query => ("?", "waiting", "query open"),
        Status::Checked => ("◕", "under-way", "checked"),
        Status::SecondCheck => ("◕", "under-way", "second check"),
        Status::SignedOff => ("●", "done", "signed off"),
        Status::Returned => ("↩", "waiting", "returned"),
        Status::Stale => ("↻", "waiting", "stale"),
        Status::Cut => ("–", "cut", "cut"),
    };
    Sign { sign, class, word }
}

/// Writes how far a claim has come and what was found.
pub fn badges(page: &mut Page, entry: &Entry) {
    page.raw("<p class=\"badges\">");
    badge(page, "badge verdict", found(entry));
    page.raw(" ");
    badge(page, "badge status", of_status(entry.status));
    page.raw("</p>\n");
}

/// Writes a sign with its word.
pub fn badge(page: &mut Page, kind: &'static str, sign: Sign) {
    page.raw("<span class=\"").raw(kind).raw(" ").raw(sign.class).raw("\"><span aria-hidden=\"true\">");
    page.raw(sign.sign).raw("</span> ").raw(sign.word).raw("</span>");
}

/// Turns a word of the record into words of a sentence: `ownership share`.
pub fn plain(word: &str) -> String {
    word.replace('-', " ")
}
