//! How a verification ends.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a verification came to, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Outcome {
    /// It is sound, and something that is held elsewhere agrees.
    Ok,
    /// It is sound in itself, but nobody else vouches for it.
    Unanchored,
    /// It is sound in itself, but contradicts a head that is held.
    Diverged,
    /// A hash or a signature is wrong.
    Invalid,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Ok => "OK",
            Self::Unanchored => "UNANCHORED",
            Self::Diverged => "DIVERGED",
            Self::Invalid => "INVALID",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_the_same_in_print_and_in_json() {
        for outcome in [Outcome::Ok, Outcome::Unanchored, Outcome::Diverged, Outcome::Invalid] {
            assert_eq!(serde_json::to_string(&outcome).unwrap(), format!("\"{outcome}\""));
        }
        assert!(Outcome::Ok < Outcome::Invalid);
    }
}
