//! What of a claim's evidence, verdicts and sign-off holds at this moment, and why not where it does not.
//!
//! Every surface asks here and nothing else decides. The answer is data: codes of a closed list ([`StandingReason`]),
//! each with what it is about and its parts; how it is worded is for whoever shows it.
//!
//! Evidence that does not stand meets no rule and counts for no origin, unless somebody counted it *despite* that, with
//! a reason on record. A sign-off that somebody gave despite something is never the same as one that stands.

mod evidence;
mod figures;
mod origins;
mod passage;
mod sign_off;
mod verdicts;

#[cfg(test)]
mod tests;

pub use evidence::OfEvidence;
pub use figures::figure_beside;
pub use origins::{Origin, OriginCount};
pub use passage::{alters, says, words_given};
pub use sign_off::OfSignOff;

use crate::quantity::compare::Rate;
use crate::text::compare::Change;
use record::model::claim::{Claim, Evidence};
use record::model::id::Id;
pub use record::model::standing::Reason;
use record::model::time::Day;
use record::model::words::{StandingReason, Status, words};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is known besides the claim's own record.
#[derive(Clone, Debug, Default)]
pub struct Ground<'a> {
    /// The day of asking; absent where nothing expires.
    pub today: Option<Day>,
    pub rates: &'a [Rate],
    /// The sentence of the draft that the claim stands for; absent where that is its statement.
    pub sentence: Option<String>,
    /// By the id of evidence; evidence that is not there comes from a source of unstated origin, and from no capture.
    pub beside: BTreeMap<Id, Beside>,
    /// By the id of a verdict or sign-off: what changed since in the claim's sentence, as the drafts show it.
    pub reworded: BTreeMap<Id, Vec<Change>>,
    /// Verdicts, settlements and sign-offs that were signed with a key that had been revoked: they count for nothing.
    pub revoked: BTreeSet<Id>,
}

impl Ground<'_> {
    /// Gives the last day of evidence that is past it.
    fn past(&self, evidence: &Evidence) -> Option<Day> {
        evidence.good_until.filter(|until| self.today.is_some_and(|today| *until < today))
    }
}

/// How many changes of a sentence a reason names.
const NAMED: usize = 3;

/// Says what changed in a sentence, the gravest first.
fn in_words(changes: &[Change]) -> String {
    let mut changes: Vec<&Change> = changes.iter().collect();
    changes.sort_by_key(|change| change.what);
    let mut words: Vec<String> = changes.iter().take(NAMED).map(ToString::to_string).collect();
    if changes.len() > NAMED {
        words.push(format!("and {} more", changes.len() - NAMED));
    }
    words.join("; ")
}

/// A newer capture of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newer {
    pub capture: Id,
    /// Its place in the record.
    pub row: i64,
}

/// What is known of one piece of evidence besides its record.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The origin of each source that it rests on.
    pub origins: Vec<Origin>,
    /// A newer capture of the same source that holds its quotation no more.
    pub gone_from: Option<Newer>,
    /// The words of the source where the quotation was found.
    pub found: Option<String>,
    /// What the source says there: the whole sentence, and the one that comes next.
    pub said: Option<Said>,
    /// The words that the claim quotes are in the text that was captured, though not in the evidence's own quotation.
    pub quoted_elsewhere: bool,
}

/// The sentence of a source around a quotation.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub sentence: String,
    /// The sentence after it; empty at the end of a paragraph.
    pub next: String,
}

words! {
    /// How a claim stands, in one word, the best first.
    Hold, "standing" {
        /// It is signed off, and all that the sign-off rests on holds.
        Stands = "stands",
        /// It is signed off, and something was counted despite what does not hold.
        Despite = "despite",
        /// Its review goes on, and nothing is wrong with what is there.
        Open = "open",
        /// Something that was checked or signed off has changed, or no longer holds.
        LookAgain = "look-again",
        /// Evidence does not stand.
        Falls = "does-not-stand",
    }
}

/// What holds of a claim.
#[derive(Clone, Debug, Serialize)]
pub struct Standing {
    pub hold: Hold,
    /// Its live evidence, in the order of recording.
    pub evidence: Vec<OfEvidence>,
    /// What is to be said of its own figure and of its verdicts.
    pub verdicts: Vec<Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_off: Option<OfSignOff>,
    /// The independent origins of the evidence in support that counts.
    pub origins: OriginCount,
}

impl Standing {
    /// Judges a claim.
    pub fn of(claim: &Claim, ground: &Ground) -> Self {
        let evidence = evidence::judge(claim, ground);
        let origins = origins::count(claim, &evidence, ground);
        let verdicts = verdicts::judge(claim, &evidence, ground);
        let sign_off = sign_off::judge(claim, &evidence, &verdicts, ground);
        let mut standing = Self { hold: Hold::Open, evidence, verdicts, sign_off, origins };
        standing.hold = standing.hold_of(claim.status());
        standing
    }

    fn hold_of(&self, status: Status) -> Hold {
        let despite = |reason: &Reason| reason.code == StandingReason::SignedOffDespite;
        let passed_over = self.sign_off.as_ref().is_some_and(|sign_off| sign_off.reasons.iter().any(despite));
        if self.reasons().any(|reason| reason.code == StandingReason::KeyRevoked) {
            return Hold::LookAgain;
        }
        let reworded = |reason: &Reason| reason.code == StandingReason::Stale;
        let reworded = self.sign_off.as_ref().is_some_and(|sign_off| sign_off.reasons.iter().any(reworded));
        // What somebody passed over is known, and said with their reason; what changed since is not.
        if status == Status::SignedOff && passed_over && !reworded {
            return Hold::Despite;
        }
        let stale = self.sign_off.as_ref().is_some_and(|sign_off| sign_off.reasons.iter().any(Reason::bars));
        if stale || self.verdicts.iter().any(Reason::bars) {
            return Hold::LookAgain;
        }
        if self.evidence.iter().any(|evidence| !evidence.counts) {
            return Hold::Falls;
        }
        match status {
            Status::SignedOff if self.rests_on_despite() => Hold::Despite,
            Status::SignedOff => Hold::Stands,
            _ => Hold::Open,
        }
    }

    /// Says whether anything was counted or signed off despite something.
    pub fn rests_on_despite(&self) -> bool {
        self.reasons()
            .any(|reason| matches!(reason.code, StandingReason::CountedDespite | StandingReason::SignedOffDespite))
    }

    /// Gives the words with which something was counted or signed off despite what does not hold; of words that are kept
    /// back, that there are some.
    pub fn despite(&self) -> Vec<String> {
        let despite = |code| matches!(code, StandingReason::CountedDespite | StandingReason::SignedOffDespite);
        let reasons = self.reasons().filter(|reason| despite(reason.code));
        reasons.map(|reason| reason.parts.first().cloned().unwrap_or_else(|| "(kept back)".into())).collect()
    }

    /// Goes through all reasons: of evidence, of verdicts, of the sign-off.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        let of_evidence = self.evidence.iter().flat_map(|evidence| &evidence.reasons);
        let of_sign_off = self.sign_off.iter().flat_map(|sign_off| &sign_off.reasons);
        of_evidence.chain(&self.verdicts).chain(of_sign_off)
    }

    /// Goes through what is to be said of a verdict; of the claim's own figure and statement with `None`.
    pub fn of_verdict(&self, check: Option<Id>) -> impl Iterator<Item = &Reason> {
        self.verdicts.iter().filter(move |reason| reason.about == check)
    }

    /// Gives what keeps the claim from being signed off: what bars and was not taken despite it.
    pub fn barring(&self) -> Vec<&Reason> {
        let open = self.evidence.iter().filter(|evidence| !evidence.counts).flat_map(|evidence| &evidence.reasons);
        // What changed after a sign-off is what the next one settles.
        open.chain(&self.verdicts).filter(|reason| reason.bars()).collect()
    }

    /// Leaves out what tells of verdicts, for somebody who is to judge without them.
    pub fn hide_verdicts(&mut self) {
        self.verdicts.retain(|reason| reason.code.subject() == "claim");
        self.sign_off = None;
        if self.hold != Hold::Falls {
            self.hold = Hold::Open;
        }
    }

    /// Leaves the codes alone, for whoever keeps them longer than the words may be kept.
    pub fn forget_parts(&mut self) {
        let of_evidence = self.evidence.iter_mut().flat_map(|evidence| &mut evidence.reasons);
        let of_sign_off = self.sign_off.iter_mut().flat_map(|sign_off| &mut sign_off.reasons);
        of_evidence.chain(&mut self.verdicts).chain(of_sign_off).for_each(|reason| reason.parts.clear());
        self.evidence.iter_mut().for_each(|evidence| evidence.compared = None);
    }

    /// Counts the pieces of evidence that meet a rule.
    pub fn counting(&self) -> usize {
        self.evidence.iter().filter(|evidence| evidence.counts).count()
    }

    /// Says whether a piece of evidence meets a rule.
    pub fn counts(&self, evidence: &Evidence) -> bool {
        self.evidence.iter().any(|judged| judged.evidence == evidence.mark.id && judged.counts)
    }
}
