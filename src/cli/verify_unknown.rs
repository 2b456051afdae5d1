//! What a newer version wrote, told by whoever verifies.

use super::terminal::{Page, visible};
use actions::record::verify::Fault;

/// Names what only a newer version can judge.
pub(super) fn unknown(page: &mut Page, what: &[Fault], count: usize) {
    if count > 0 {
        page.heading("What this version does not know");
    }
    for part in what {
        page.line(format!("  {}: {}", visible(&part.place), visible(&part.fault)));
    }
    if count > what.len() {
        page.line(format!("  … and {} more", count - what.len()));
    }
}
