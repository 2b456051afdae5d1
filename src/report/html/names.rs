//! How every part of the page says who, when and what.

use super::page::Page;
use crate::dossier::{CitedSource, Entry};
use record::model::claim::Claim;
use record::model::mark::Mark;
use record::model::time::Moment;

/// Gives the words of a claim, or says that they are withheld.
pub fn statement(claim: &Claim) -> &str {
    claim.statement.as_deref().unwrap_or("(statement withheld)")
}

/// Writes what somebody added, where somebody did.
pub fn note(page: &mut Page, words: Option<&str>) {
    if let Some(words) = words {
        page.put("p", "note", words);
    }
}

/// Says who recorded something and when: `ana, 2026-11-23 10:00 UTC`.
pub fn by_whom(mark: &Mark) -> String {
    format!("{}, {}", mark.actor, when(mark.time))
}

/// Says what somebody recorded, and who and when.
pub fn by(mark: &Mark, words: &str) -> String {
    format!("{words} ({})", by_whom(mark))
}

/// Says a moment to the minute.
pub fn when(time: Moment) -> String {
    let exact = time.to_string();
    format!("{} {} UTC", &exact[..10], &exact[11..16])
}

/// Gives the name of the note on a source under a claim.
pub fn note_name(entry: &Entry, cited: &CitedSource) -> String {
    format!("note-{}-{}", entry.number, cited.number)
}
