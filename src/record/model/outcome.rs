//! The five answers of a verification.

use super::words::words;

words! {
    /// What a verification came to. It says when and by whom something was recorded, never that it is true.
    Outcome, "outcome" {
        Ok = "OK",
        Unanchored = "UNANCHORED",
        Unknown = "UNKNOWN",
        Diverged = "DIVERGED",
        Invalid = "INVALID",
    }
}

impl Outcome {
    /// Says in a sentence what the answer means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Ok => "sound, and vouched for by a head you kept, a witness, or your policy",
            Self::Unanchored => "sound, but nobody else vouches for it",
            Self::Unknown => "sound as far as this version can read it; verify it with a newer version",
            Self::Diverged => "sound in itself, but it contradicts a head you kept",
            Self::Invalid => "not sound: something was changed, lost or forged",
        }
    }
}
