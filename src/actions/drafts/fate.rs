//! What becomes of a claim from one draft to the next.

use serde::Serialize;

/// What became of a claim in the new draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    Unchanged,
    Moved,
    /// Some of its words changed: a person must look again.
    Edited,
    /// It is not in the new draft, so it is cut.
    Lost,
    /// It had been lost, and its text is back.
    Back,
}
