//! How what was found of a claim looks, and how it stands: a sign, a class, a word and a ground for each, here alone.
//!
//! Green is for what stands. What was signed off despite something, what needs another look and what does not stand
//! have a look of their own, whatever verdict was given.

use super::dossier::Entry;
use language::standing::{Hold, OfEvidence, OfSignOff, OriginCount};
use record::model::id::Id;
use record::model::standing::Reason;
use record::model::words::{Status, Verdict};

/// A look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub sign: &'static str,
    /// The class in a page, which gives the colour.
    pub class: &'static str,
    pub word: &'static str,
    /// The ground in a sheet, light enough to read on.
    pub fill: u32,
}

const CONTESTED: Look = Look { sign: "!", class: "contested", word: "contested", fill: 0xE1D5E7 };
const OPEN: Look = Look { sign: "○", class: "open", word: "no verdict", fill: 0xF5F5F5 };

/// Gives the look of how a claim stands.
pub fn of_hold(hold: Hold) -> Look {
    let (sign, class, word, fill) = match hold {
        Hold::Stands => ("●", "done", "stands", 0xD5E8D4),
        Hold::Despite => ("‡", "despite", "signed off despite something", 0xFFE0A3),
        Hold::Open => ("○", "early", "review goes on", 0xF5F5F5),
        Hold::LookAgain => ("↻", "again", "look again", 0xFAD7AC),
        Hold::Falls => ("×", "falls", "does not stand", 0xF8CECC),
    };
    Look { sign, class, word, fill }
}

/// Gives the look of a verdict that nothing is wrong with.
pub fn of_verdict(verdict: Verdict) -> Look {
    let (sign, class, word, fill) = match verdict {
        Verdict::Confirmed => ("✓", "confirmed", "confirmed", 0xD5E8D4),
        Verdict::ConfirmedWithChange => ("±", "changed", "confirmed with change", 0xE6F0C9),
        Verdict::Incorrect => ("✗", "incorrect", "incorrect", 0xF8CECC),
        Verdict::Disputed => ("≠", "disputed", "disputed", 0xFAD7AC),
        Verdict::Unverifiable => ("?", "unverifiable", "unverifiable", 0xFFE6CC),
        Verdict::OnAuthor => ("¶", "author", "on author", 0xE1D5E7),
        Verdict::Opinion => ("“", "opinion", "opinion", 0xDAE8FC),
    };
    Look { sign, class, word, fill }
}

/// Gives the look of how far a review has come. A sign-off has the look of one that stands only with [`Hold::Stands`].
pub fn of_status(status: Status, hold: Hold) -> Look {
    let (sign, class, word, fill) = match status {
        Status::Unchecked => ("○", "early", "unchecked", 0xF5F5F5),
        Status::Assigned => ("◔", "early", "assigned", 0xEAF1FB),
        Status::Checking => ("◑", "under-way", "checking", 0xDAE8FC),
        Status::Query => ("?", "waiting", "query open", 0xFFF2CC),
        Status::Checked => ("◕", "under-way", "checked", 0xDAE8FC),
        Status::SecondCheck => ("◕", "under-way", "second check", 0xDAE8FC),
        Status::SignedOff => ("●", "done", "signed off", 0xD5E8D4),
        Status::Returned => ("↩", "waiting", "returned", 0xFAD7AC),
        Status::Stale => ("↻", "again", "stale", 0xFAD7AC),
        Status::Cut => ("–", "cut", "cut", 0xD9D9D9),
    };
    worn(Look { sign, class, word, fill }, hold, status)
}

/// Gives the look of what was found about a claim, with the word of the verdict.
pub fn found(entry: &Entry) -> Look {
    let look = match (entry.contested, entry.verdict) {
        (true, _) => CONTESTED,
        (false, Some(verdict)) => of_verdict(verdict),
        (false, None) => OPEN,
    };
    worn(look, entry.standing.hold, entry.status)
}

/// Gives the look of one verdict or settlement, which is no longer green where something is wrong with it or the claim.
pub fn of_given(entry: &Entry, verdict: Verdict, id: Id) -> Look {
    let barred = of_verdicts(entry, id).any(Reason::bars);
    worn(of_verdict(verdict), if barred { Hold::LookAgain } else { entry.standing.hold }, entry.status)
}

/// Gives the look of the sign-off of a claim.
pub fn of_sign_off(entry: &Entry) -> Look {
    let stands = entry.standing.sign_off.as_ref().is_some_and(|sign_off| sign_off.stands);
    let hold = match entry.standing.hold {
        Hold::Open if !stands => Hold::LookAgain,
        hold => hold,
    };
    of_status(Status::SignedOff, hold)
}

/// Puts the sign, the colour and the ground of what is wrong in the place of its own.
fn worn(look: Look, hold: Hold, status: Status) -> Look {
    match hold {
        Hold::Despite | Hold::LookAgain | Hold::Falls if status != Status::Cut => {
            let Look { sign, class, fill, .. } = of_hold(hold);
            Look { sign, class, fill, ..look }
        }
        _ => look,
    }
}

/// Every look that what was found can have, for a legend.
pub fn all() -> impl Iterator<Item = Look> {
    let wrong = [Hold::Despite, Hold::LookAgain, Hold::Falls].map(of_hold);
    Verdict::ALL.iter().map(|verdict| of_verdict(*verdict)).chain([CONTESTED, OPEN]).chain(wrong)
}

/// Says how many origins there are, in words: `1 to 3 independent origins; 3 not stated`.
pub fn origins(count: &OriginCount) -> String {
    let many = if count.high == 1 { "independent origin" } else { "independent origins" };
    let (range, rest) = (span(count), unstated(count));
    format!("{range} {many}{rest}")
}

/// Says it after words of its own: `1 to 3; 3 not stated`.
pub fn origins_bare(count: &OriginCount) -> String {
    span(count) + &unstated(count)
}

/// Says the range alone: `1 to 3`.
pub fn span(count: &OriginCount) -> String {
    let OriginCount { low, high, .. } = count;
    if low == high { low.to_string() } else { format!("{low} to {high}") }
}

fn unstated(count: &OriginCount) -> String {
    match count.not_stated {
        0 => String::new(),
        several => format!("; {several} not stated"),
    }
}

/// Gives what was judged of a piece of evidence; nothing of what was withdrawn.
pub fn of_evidence(entry: &Entry, evidence: Id) -> Option<&OfEvidence> {
    entry.standing.evidence.iter().find(|judged| judged.evidence == evidence)
}

/// Gives what is to be said of a verdict.
pub fn of_verdicts(entry: &Entry, check: Id) -> impl Iterator<Item = &Reason> {
    entry.standing.of_verdict(Some(check))
}

/// Gives what is to be said of the claim's own figure.
pub fn of_claim(entry: &Entry) -> impl Iterator<Item = &Reason> {
    entry.standing.of_verdict(None)
}

/// Gives what is to be said of the sign-off.
pub fn reasons_of_sign_off(entry: &Entry) -> &[Reason] {
    entry.standing.sign_off.as_ref().map_or(&[], |OfSignOff { reasons, .. }| reasons)
}

/// What is said of evidence that does not stand, and of evidence that was counted despite something.
pub const COUNTING: [&str; 2] = ["does not stand", "counted despite what does not hold"];

/// Gives a word that says what a piece of evidence counts for, where that is not all.
pub fn counting(judged: &OfEvidence) -> Option<&'static str> {
    match (judged.counts, judged.reasons.iter().any(Reason::bars)) {
        (false, _) => Some(COUNTING[0]),
        (true, true) => Some(COUNTING[1]),
        (true, false) => None,
    }
}
