//! What changed between two wordings of a claim, and how grave each change is.

use super::loaded::{HEDGES, is_figure, is_negation};
use super::token::{Vocabulary, Words};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of word a change touches, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Touched {
    /// A figure: a number in digits or words, a percent sign, a currency sign.
    Digit,
    /// A word that turns the claim round: "not", "never", "without".
    Negation,
    /// A word that widens or narrows it: "over", "nearly", "at least", "reportedly".
    Hedge,
    /// A name.
    Name,
    /// Anything else.
    Wording,
}

/// One change: some words of the old draft and what stands for them in the new one. Either may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub from: String,
    pub to: String,
    pub what: Touched,
}

impl fmt::Display for Touched {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Self::Digit => "digit",
            Self::Negation => "negation",
            Self::Hedge => "hedge",
            Self::Name => "name",
            Self::Wording => "wording",
        })
    }
}

impl fmt::Display for Change {
    /// Writes a sentence's part, such as `hedge: "over" became "nearly"`.
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match (self.from.as_str(), self.to.as_str()) {
            ("", to) => write!(out, "{}: \"{to}\" was added", self.what),
            (from, "") => write!(out, "{}: \"{from}\" was taken out", self.what),
            (from, to) => write!(out, "{}: \"{from}\" became \"{to}\"", self.what),
        }
    }
}

/// One step from the old wording to the new one, by the places of words in the two drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Kept {
        old: usize,
        new: usize,
    },
    Replaced {
        old: usize,
        new: usize,
    },
    Removed {
        old: usize,
    },
    /// `before` is the word of the old draft in front of which the new one stands.
    Added {
        before: usize,
        new: usize,
    },
}

/// The two drafts that steps are about.
pub(super) struct Drafts<'a> {
    pub vocabulary: &'a Vocabulary,
    pub old: &'a Words<'a>,
    pub new: &'a Words<'a>,
}

impl Drafts<'_> {
    /// Gives what a step touches; `None` for a word that was kept.
    pub fn touched(&self, step: Step) -> Option<Touched> {
        match step {
            Step::Kept { .. } => None,
            Step::Removed { old } => Some(self.touches(self.old, old)),
            Step::Added { new, .. } => Some(self.touches(self.new, new)),
            Step::Replaced { old, new } => {
                let (from, to) = (self.old.numbers[old], self.new.numbers[new]);
                let case_only = self.vocabulary.lower(from) == self.vocabulary.lower(to);
                let gravest = self.touches(self.old, old).min(self.touches(self.new, new));
                Some(if case_only { Touched::Wording } else { gravest })
            }
        }
    }

    fn touches(&self, draft: &Words, at: usize) -> Touched {
        let number = draft.numbers[at];
        let lower = self.vocabulary.word(self.vocabulary.lower(number));
        let opens = draft.sentences[draft.sentence_of(at)].start == at;
        match () {
            () if is_figure(lower) => Touched::Digit,
            () if is_negation(lower) => Touched::Negation,
            // A capital inside a sentence makes a month of "May" and a place of "Most".
            () if self.vocabulary.is_name(number, opens) && !(opens && HEDGES.contains(lower)) => Touched::Name,
            () if HEDGES.contains(lower) => Touched::Hedge,
            () => Touched::Wording,
        }
    }

    /// Gathers steps into changes: neighbours that touch the same kind of word are one change.
    pub fn changes(&self, steps: &[Step]) -> Vec<Change> {
        let touched: Vec<Option<Touched>> = steps.iter().map(|step| self.touched(*step)).collect();
        let mut changes = Vec::new();
        let mut start = 0;
        while start < steps.len() {
            let same = touched[start..].iter().take_while(|what| **what == touched[start]).count();
            if let Some(what) = touched[start] {
                changes.push(self.change(&steps[start..start + same], what));
            }
            start += same;
        }
        changes
    }

    fn change(&self, steps: &[Step], what: Touched) -> Change {
        Change {
            from: wording(self.old, steps.iter().filter_map(|step| step.in_old())),
            to: wording(self.new, steps.iter().filter_map(|step| step.in_new())),
            what,
        }
    }
}

impl Step {
    /// Gives the word of the old draft.
    pub fn in_old(self) -> Option<usize> {
        match self {
            Self::Kept { old, .. } | Self::Replaced { old, .. } | Self::Removed { old } => Some(old),
            Self::Added { .. } => None,
        }
    }

    /// Gives the word of the new draft.
    pub fn in_new(self) -> Option<usize> {
        match self {
            Self::Kept { new, .. } | Self::Replaced { new, .. } | Self::Added { new, .. } => Some(new),
            Self::Removed { .. } => None,
        }
    }

    /// Gives the place in the old draft where the step happens.
    pub fn place(self) -> usize {
        match self {
            Self::Kept { old, .. } | Self::Replaced { old, .. } | Self::Removed { old } => old,
            Self::Added { before, .. } => before,
        }
    }
}

fn wording(draft: &Words, mut places: impl Iterator<Item = usize>) -> String {
    let Some(first) = places.next() else { return String::new() };
    let last = places.last().unwrap_or(first);
    draft.raw[draft.bytes(first..last + 1)].to_owned()
}
