//! What of a text somebody decided to be no claim.

use super::add::around;
use std::ops::Range;
use store::dismissed::Dismissal;

/// Gives the places of a text where the words of a dismissal stand among the same.
pub fn places_of(text: &str, dismissal: &Dismissal) -> Vec<Range<usize>> {
    if dismissal.exact.is_empty() {
        return Vec::new();
    }
    let found = text.match_indices(&dismissal.exact).map(|(start, exact)| start..start + exact.len());
    let among = |span: &Range<usize>| {
        around(text, span.start, span.end) == (dismissal.prefix.clone(), dismissal.suffix.clone())
    };
    found.filter(among).collect()
}

/// Says whether a dismissal decides that its words make no claim: it says why.
pub fn decides(dismissal: &Dismissal) -> bool {
    dismissal.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty())
}
