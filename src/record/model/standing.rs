//! Why something of a claim does not stand: a code of a closed list with its parts, and a sentence for each.

use super::id::Id;
use super::words::StandingReason;
use serde::Serialize;
use std::fmt;

/// One thing that does not hold, or that somebody should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    pub code: StandingReason,
    /// The evidence, verdict or sign-off that it is about; absent where it is about the claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Id>,
    /// Its parts, in the order in which the code names them; none where they are kept back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
}

impl Reason {
    /// Gives a reason without parts.
    pub fn of(code: StandingReason, about: Id) -> Self {
        Self { code, about: Some(about), parts: Vec::new() }
    }

    /// Gives a reason that is about the claim itself.
    pub fn of_claim(code: StandingReason) -> Self {
        Self { code, about: None, parts: Vec::new() }
    }

    /// Adds a part.
    pub fn with(mut self, part: impl ToString) -> Self {
        self.parts.push(part.to_string());
        self
    }

    /// Says it with what it is about: "evidence 1a2b3c4d: it was good until 2026-01-31".
    pub fn in_place(&self) -> String {
        let about = self.about.map(|id| format!(" {}", id.short())).unwrap_or_default();
        format!("{}{about}: {self}", self.code.subject())
    }

    /// Says whether it takes the standing away; else it is only to be known.
    pub fn bars(&self) -> bool {
        self.code.bars()
    }

    /// Gives the sentence for it in English, with `{}` where each part goes; it is the key of its translations.
    pub fn key(&self) -> &'static str {
        match (self.code, self.parts.len()) {
            (code, 0) => code.in_short(),
            (code, 2) => code.in_detail().unwrap_or_else(|| code.in_full()),
            (code, _) => code.in_full(),
        }
    }
}

impl fmt::Display for Reason {
    /// Writes a clause without its full stop: "the quote differs from the source (number-altered): …".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&filled(self.key(), &self.parts))
    }
}

/// Puts parts into a sentence, one for each `{}`.
pub fn filled(sentence: &str, parts: &[String]) -> String {
    let (mut filled, mut parts) = (String::new(), parts.iter());
    let mut stretches = sentence.split("{}");
    filled.push_str(stretches.next().unwrap_or_default());
    for stretch in stretches {
        filled.push_str(parts.next().map_or("…", String::as_str));
        filled.push_str(stretch);
    }
    filled
}

impl StandingReason {
    /// Says whether it takes the standing away; else it is only to be known.
    pub fn bars(self) -> bool {
        match self {
            Self::QuoteAltered
            | Self::QuoteUnverified
            | Self::QuoteGone
            | Self::FigureInconsistent
            | Self::FigureNotInQuote
            | Self::FigureNotShown
            | Self::PassageTurned
            | Self::PassageUnrelated
            | Self::StatementTurned
            | Self::Contradicted
            | Self::WordsNotSaid
            | Self::FigureNotInWords
            | Self::FigureUnchecked
            | Self::Empty
            | Self::Duplicate
            | Self::Expired
            | Self::Circular
            | Self::ClaimChanged
            | Self::EvidenceChanged
            | Self::ContradictedSince
            | Self::RestsOnNothing
            | Self::KeyRevoked
            | Self::Stale => true,
            Self::PeriodNotStated
            | Self::FigureOfOther
            | Self::OriginNotStated
            | Self::NewName
            | Self::CountedDespite
            | Self::SignedOffDespite => false,
        }
    }

    /// Gives the sentence without parts.
    pub fn in_short(self) -> &'static str {
        match self {
            Self::QuoteAltered => "the quote differs from the source",
            Self::QuoteUnverified => "the quote has not been found in a capture",
            Self::QuoteGone => "a newer capture of the source no longer has the quote",
            Self::FigureInconsistent => "its figure does not agree with the claim",
            Self::FigureNotInQuote => "its figure is not the one in its own quote",
            Self::FigureNotShown => "it shows no figure that can be held against the claim's",
            Self::FigureOfOther => "its figure measures something else than the claim's",
            Self::PassageTurned => "its source does not say what the claim says",
            Self::PassageUnrelated => "its source says nothing of what the claim says",
            Self::StatementTurned => "the statement does not say what its draft says",
            Self::Contradicted => "evidence against the claim stands, and no note says why the verdict holds",
            Self::WordsNotSaid => "it does not hold the words that the claim quotes",
            Self::FigureNotInWords => "the claim's figure is not the one in its own words",
            Self::FigureUnchecked => "the claim states further figures that no evidence shows",
            Self::PeriodNotStated => "consistent, but its period is not stated",
            Self::Empty => "it does not say what was seen, or where",
            Self::Duplicate => "the same passage is already attached",
            Self::Expired => "it is past its last day",
            Self::Circular => "it comes from the piece itself",
            Self::OriginNotStated => "the origin of its source is not stated",
            Self::ClaimChanged => "the claim has changed since this verdict",
            Self::EvidenceChanged => "evidence has been withdrawn since this verdict",
            Self::ContradictedSince => "evidence against the claim is newer than this verdict",
            Self::RestsOnNothing => "no evidence that stands supports this verdict",
            Self::NewName => "this name was first used for this verdict",
            Self::KeyRevoked => "it was signed with a key that had been revoked",
            Self::Stale => "the claim has changed since it was signed off",
            Self::CountedDespite => "counted all the same",
            Self::SignedOffDespite => "signed off all the same",
        }
    }

    /// Gives the sentence that says more than the full one, with a further `{}`, where there is one.
    pub fn in_detail(self) -> Option<&'static str> {
        (self == Self::ClaimChanged).then_some("the claim has changed since the verdict of {}: {}")
    }

    /// Gives the sentence with `{}` for each part.
    pub fn in_full(self) -> &'static str {
        match self {
            Self::QuoteAltered => "the quote differs from the source ({}): the source says “{}”, the quote says “{}”",
            Self::QuoteGone => "the newer capture {} of the source no longer has the quote",
            Self::FigureInconsistent => "its figure does not agree with the claim: {}",
            Self::FigureNotInQuote => "its figure ({}) is not the one in its own quote ({})",
            Self::FigureNotShown => "it shows no figure that can be held against the claim's: {}",
            Self::FigureOfOther => "its figure measures something else than the claim's: {}",
            Self::PassageTurned => "its source does not say what the claim says ({}): “{}”",
            Self::PassageUnrelated => "its source says nothing of what the claim says: “{}”",
            Self::StatementTurned => "the statement does not say what its draft says ({}): “{}”",
            Self::Contradicted => "evidence {} against the claim stands, and no note says why the verdict holds",
            Self::WordsNotSaid => {
                "it does not hold the words that the claim quotes: the claim says “{}”, the source says “{}”"
            }
            Self::FigureNotInWords => "the claim's figure ({}) is not the one in its own words ({})",
            Self::FigureUnchecked => "the claim states further figures that no evidence shows: {}",
            Self::Duplicate => "the same passage is already attached as {}",
            Self::Expired => "it was good until {}",
            Self::ClaimChanged => "the claim has changed since the verdict of {}",
            Self::EvidenceChanged => "evidence {} has been withdrawn since this verdict",
            Self::ContradictedSince => "evidence {}, against the claim, is newer than this verdict",
            Self::NewName => "the name {} was first used for this verdict",
            Self::KeyRevoked => "it was signed with the key of {}, which had been revoked",
            Self::Stale => "the claim has changed since it was signed off: {}",
            Self::CountedDespite => "counted all the same: {}",
            Self::SignedOffDespite => "signed off all the same: {}",
            Self::QuoteUnverified
            | Self::PeriodNotStated
            | Self::Empty
            | Self::Circular
            | Self::OriginNotStated
            | Self::RestsOnNothing => self.in_short(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_a_sentence_with_a_place_for_each_part() {
        for code in StandingReason::ALL {
            assert!(!code.in_short().contains("{}"), "{code}");
            assert!(code.in_full().starts_with(|letter: char| letter.is_lowercase()), "{code}");
        }
        let reason = Reason::of(StandingReason::Expired, Id([7; 32])).with("2026-01-31");
        assert_eq!(reason.to_string(), "it was good until 2026-01-31");
        assert_eq!(filled("a {} b {}", &["x".into()]), "a x b …");
    }
}
