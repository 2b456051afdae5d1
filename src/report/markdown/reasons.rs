//! Why something does not hold, under what it is about.

use super::ink::Ink;
use record::model::standing::Reason;

/// Writes reasons, one a line.
pub fn reasons<'r>(ink: &mut Ink, reasons: impl IntoIterator<Item = &'r Reason>) {
    for reason in reasons {
        ink.raw(if reason.bars() { "  - Does not hold: " } else { "  - Note well: " });
        ink.words(&reason.to_string()).raw(" (`").plain(reason.code).raw("`)\n");
    }
}
