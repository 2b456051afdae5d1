//! Which words of which draft a form means.

use crate::web::fault::Fault;
use crate::web::posted::Posted;
use record::model::event::Span;
use record::model::id::Id;

/// Reads byte offsets that a form gives as `start-end`.
pub fn span(text: &str) -> Option<Span> {
    let (start, end) = text.split_once('-')?;
    Some(Span { start: start.parse().ok()?, end: end.parse().ok()? })
}

/// Refuses a form that was filled in before another draft came in.
pub fn refuse_other_draft(posted: &Posted, latest: Id) -> Result<(), Fault> {
    match posted.text("draft") {
        Some(draft) if draft != latest.hex() => {
            Err(Fault::refused("Another draft has been added since, and these words may have moved.")
                .hint("Open the article again, and mark the words there."))
        }
        _ => Ok(()),
    }
}
