//! How many claims of a piece stand, and how many do not: the same count at the top of every report.

use super::dossier::{Dossier, Entry};
use language::standing::{Hold, Standing};
use record::model::standing::Reason;
use record::model::words::Status;
use std::collections::BTreeMap;

/// The count; claims that were cut are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub holds: BTreeMap<Hold, usize>,
    /// Pieces of evidence that were counted despite something.
    pub evidence_despite: usize,
}

impl Tally {
    /// Counts the claims of a dossier.
    pub fn of(dossier: &Dossier) -> Self {
        let live = |entry: &&Entry| entry.status != Status::Cut;
        let mut tally = Self::default();
        dossier.claims.iter().filter(live).for_each(|entry| tally.add(&entry.standing));
        tally
    }

    /// Counts one claim more.
    pub fn add(&mut self, standing: &Standing) {
        *self.holds.entry(standing.hold).or_default() += 1;
        let despite =
            |evidence: &&language::standing::OfEvidence| evidence.counts && evidence.reasons.iter().any(Reason::bars);
        self.evidence_despite += standing.evidence.iter().filter(despite).count();
    }

    fn with(&self, hold: Hold) -> usize {
        self.holds.get(&hold).copied().unwrap_or_default()
    }

    /// Gives each count with its words, for one and for several.
    pub fn rows(&self) -> [(&'static str, &'static str, usize); 5] {
        [
            ("claim stands", "claims stand", self.with(Hold::Stands)),
            ("claim signed off despite something", "claims signed off despite something", self.with(Hold::Despite)),
            ("claim needs another look", "claims need another look", self.with(Hold::LookAgain)),
            ("claim does not stand", "claims do not stand", self.with(Hold::Falls)),
            (
                "piece of evidence counted despite something",
                "pieces of evidence counted despite something",
                self.evidence_despite,
            ),
        ]
    }

    /// Says whether anything is not as it should be.
    pub fn is_troubled(&self) -> bool {
        self.rows().iter().skip(1).any(|(_, _, count)| *count > 0)
    }

    /// Says it in one line.
    pub fn line(&self) -> String {
        let said = self.rows().map(|(one, many, count)| format!("{count} {}", if count == 1 { one } else { many }));
        said.join(" · ")
    }
}
