//! How every section says who recorded something, and when.

use super::when;
use record::model::mark::{Mark, Remark};

/// Says who recorded something and when: `ana, 2026-11-23 10:00 UTC`.
pub fn by_whom(mark: &Mark) -> String {
    format!("{}, {}", mark.actor, when(mark.time))
}

/// Says what somebody recorded, and who and when.
pub fn by(remark: &Remark) -> String {
    match remark.text.trim() {
        "" => by_whom(&remark.mark),
        text => format!("{text} ({})", by_whom(&remark.mark)),
    }
}
