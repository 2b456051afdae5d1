//! What comparing two figures gives: an answer, the arithmetic in sentences, and a reason from a closed list.

use record::model::words::words;
use std::fmt;

words! {
    /// How a piece of evidence's figure stands to a claim's. It is no verdict.
    Answer, "answer" {
        Consistent = "consistent",
        Inconsistent = "inconsistent",
        NotComparable = "not-comparable",
    }
}

words! {
    /// Why the answer is what it is; an answer without one follows from the amounts as they stand.
    Reason, "reason" {
        /// Consistent, because the evidence rounds to the claim's last digit.
        Rounding = "rounding",
        /// Consistent, within what `about` allows.
        Tolerance = "tolerance",
        /// Inconsistent, and no value would satisfy both.
        Amount = "amount",
        /// Inconsistent by a factor of 1,000 or more, as where a scale word was lost.
        ScaleSlip = "scale-slip",
        /// Inconsistent: one amount is of a rise and the other of a fall.
        Direction = "direction",
        /// Some of what the evidence allows satisfies the claim, and some does not.
        Open = "open",
        NoAmount = "no-amount",
        /// The comparator and the amounts of one side do not go together.
        Malformed = "malformed",
        Subject = "subject",
        /// The metrics differ.
        Definition = "definition",
        Unit = "unit",
        /// One of the currencies has a name that several share.
        Currency = "currency",
        /// Currencies differ, and no rate for the time is at hand.
        Rate = "rate",
        Basis = "basis",
        Period = "period",
        /// Beyond the 28 digits that are kept exactly.
        TooLarge = "too-large",
    }
}

words! {
    /// Where the evidence lies, seen from the claim.
    Side, "side" {
        Below = "below",
        Within = "within",
        Above = "above",
    }
}

/// The result of comparing the figure of a claim with the figure of a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub answer: Answer,
    pub reason: Option<Reason>,
    /// Where the evidence lies; absent where the two are not comparable or the evidence spreads over the claim.
    pub side: Option<Side>,
    /// The arithmetic, one sentence each, in the order in which it was done.
    pub working: Vec<String>,
}

impl fmt::Display for Comparison {
    /// Prints the answer, the reason, and the working with numbers before its sentences.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.answer)?;
        if let Some(reason) = self.reason {
            write!(f, " ({reason})")?;
        }
        for (at, sentence) in self.working.iter().enumerate() {
            write!(f, "\n{}. {sentence}", at + 1)?;
        }
        Ok(())
    }
}

/// The answer before the working is put to it.
pub(super) struct Weighed {
    pub answer: Answer,
    pub reason: Option<Reason>,
    pub side: Option<Side>,
}

/// What keeps two figures from being compared, and the sentence that says so.
pub(super) struct Barred {
    pub reason: Reason,
    pub sentence: String,
}

impl Barred {
    pub fn because(reason: Reason, sentence: impl Into<String>) -> Self {
        Self { reason, sentence: sentence.into() }
    }

    pub fn too_large() -> Self {
        Self::because(Reason::TooLarge, "The amounts have more digits than the 28 that are kept exactly.")
    }
}
