//! Why a claim was not found in a draft.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a claim was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// Nothing in the new draft is alike enough.
    Gone,
    /// Two places, or two claims, are too close to call.
    Ambiguous,
    /// The most alike passage is that of another sentence.
    Taken,
    /// Its parts stand in different places.
    Scattered,
    /// The old draft does not hold it where the anchor says.
    Unplaced,
}

impl fmt::Display for Loss {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Self::Gone => "nothing in the new draft is alike enough",
            Self::Ambiguous => "two passages fit equally well",
            Self::Taken => "the passage most like it belongs to another sentence of the old draft",
            Self::Scattered => "its parts now stand in different places",
            Self::Unplaced => "the old draft does not hold it where the anchor says",
        })
    }
}
