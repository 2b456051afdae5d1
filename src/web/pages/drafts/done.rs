//! What was just done with a draft, as addresses and pages say it.

use crate::web::words::Words;
use record::model::words::words;

words! {
    /// What was done.
    Done, "thing done with a draft" {
        Added = "added",
        Confirmed = "confirmed",
        Dropped = "dropped",
    }
}

impl Done {
    /// Reads the word of an address, as it is.
    pub fn of_address(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|done| done.word() == word)
    }

    /// Says that it was done.
    pub fn notice(self, t: Words) -> &'static str {
        match self {
            Self::Added => t.say("The draft was recorded."),
            Self::Confirmed => t.say("The place of the claim was confirmed."),
            Self::Dropped => t.say("The draft was discarded; nothing was recorded."),
        }
    }
}
