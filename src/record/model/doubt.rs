//! What makes a claim doubtful, so that whatever rests on it wants another look.

use super::claim::Claim;
use super::words::{Stance, Status, Verdict};
use serde::Serialize;
use std::fmt;

/// Why a claim is in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    Incorrect,
    Disputed,
    Contested,
    /// Evidence speaks against it and nobody has given a verdict.
    Contradicted,
    Stale,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Incorrect => "incorrect",
            Self::Disputed => "disputed",
            Self::Contested => "contested",
            Self::Contradicted => "contradicted",
            Self::Stale => "stale",
        })
    }
}

impl Doubt {
    /// Says whether it tells what reviewers found, which some are to judge without.
    pub fn tells_a_verdict(self) -> bool {
        self != Self::Stale
    }
}

impl Claim {
    /// Says why the claim is in doubt by itself, if it is; what it rests on is another matter.
    pub fn doubt(&self) -> Option<Doubt> {
        match self.verdict() {
            Some(Verdict::Incorrect) => Some(Doubt::Incorrect),
            Some(Verdict::Disputed) => Some(Doubt::Disputed),
            _ if self.contested() => Some(Doubt::Contested),
            None if self.contradicted() => Some(Doubt::Contradicted),
            _ if self.status() == Status::Stale => Some(Doubt::Stale),
            _ => None,
        }
    }

    fn contradicted(&self) -> bool {
        self.live_evidence().any(|evidence| evidence.stance == Stance::Contradicts)
    }
}
