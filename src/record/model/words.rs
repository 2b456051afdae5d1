//! The closed vocabularies of the field: claim types, statuses, verdicts, stances and the rest.

/// Declares an enum whose values each have one word, used alike in events, tables, commands and reports.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$value_doc:meta])* $value:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$value_doc])* $value,)+ }

        impl $name {
            /// Every value, in the order of its code.
            pub const ALL: &[Self] = &[$(Self::$value,)+];

            /// What one of these is called in a message.
            pub const WHAT: &str = $what;

            /// Gives the word for the value.
            pub fn word(self) -> &'static str {
                match self { $(Self::$value => $word,)+ }
            }

            /// Reads a word; upper case, spaces and underscores are taken as they are meant.
            pub fn from_word(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == text).or_else(|| {
                    let plain = text.trim().to_lowercase().replace([' ', '_'], "-");
                    Self::ALL.iter().copied().find(|value| value.word() == plain)
                })
            }

            /// Gives the small number that stands for the value in the derived tables.
            pub fn code(self) -> i64 {
                self as i64
            }

            /// Reads a small number back.
            pub fn from_code(code: i64) -> Option<Self> {
                usize::try_from(code).ok().and_then(|code| Self::ALL.get(code)).copied()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                Self::from_word(text).ok_or_else(|| {
                    let words: Vec<_> = Self::ALL.iter().map(|value| value.word()).collect();
                    format!("`{}` is not a {}: take one of {}", text.escape_debug(), $what, words.join(", "))
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Word;
                impl serde::de::Visitor<'_> for Word {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("a ", $what))
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        $name::ALL.iter().copied().find(|value| value.word() == text)
                            .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
                    }
                }
                deserializer.deserialize_str(Word)
            }
        }
    };
}

pub use crate::words;

words! {
    /// What kind of assertion a claim makes.
    ClaimType, "claim type" {
        InvestmentTotal = "investment-total",
        RevenueFigure = "revenue-figure",
        OwnershipShare = "ownership-share",
        MarketShare = "market-share",
        Quantity = "quantity",
        Date = "date",
        Role = "role",
        Relationship = "relationship",
        Quotation = "quotation",
        Attribution = "attribution",
        Causal = "causal",
        Ranking = "ranking",
        Characterisation = "characterisation",
        Opinion = "opinion",
    }
}

words! {
    /// How costly an error would be; decides who must look.
    Priority, "priority" {
        High = "high",
        Medium = "medium",
        Low = "low",
    }
}

words! {
    /// How far the review of a claim has come. What was found is the [`Verdict`].
    Status, "status" {
        Unchecked = "unchecked",
        Assigned = "assigned",
        Checking = "checking",
        Query = "query",
        Checked = "checked",
        SecondCheck = "second-check",
        SignedOff = "signed-off",
        Returned = "returned",
        Stale = "stale",
        Cut = "cut",
    }
}

words! {
    /// What a reviewer found. How far the review has come is the [`Status`].
    Verdict, "verdict" {
        Confirmed = "confirmed",
        ConfirmedWithChange = "confirmed-with-change",
        Incorrect = "incorrect",
        Disputed = "disputed",
        Unverifiable = "unverifiable",
        OnAuthor = "on-author",
        Opinion = "opinion",
    }
}

impl Verdict {
    /// Says whether this verdict rests on evidence, so that sign-off asks for some.
    pub fn rests_on_evidence(self) -> bool {
        match self {
            Self::Confirmed | Self::ConfirmedWithChange | Self::Incorrect | Self::Disputed => true,
            Self::Unverifiable | Self::OnAuthor | Self::Opinion => false,
        }
    }

    /// Says whether by this verdict the claim may run as it is or as it was put right.
    pub fn is_favourable(self) -> bool {
        match self {
            Self::Confirmed | Self::ConfirmedWithChange | Self::OnAuthor | Self::Opinion => true,
            Self::Incorrect | Self::Disputed | Self::Unverifiable => false,
        }
    }
}

words! {
    /// Why something of a claim does not stand, or what somebody should know of it; each with its parts, in order.
    StandingReason, "reason of standing" {
        /// Of evidence: its quotation departs from the source. The faults, the words of the source, the quotation.
        QuoteAltered = "quote-altered",
        /// Of evidence: nobody has found its quotation in a capture.
        QuoteUnverified = "quote-unverified",
        /// Of evidence: a newer capture of the source holds its quotation no more. The capture.
        QuoteGone = "quote-gone",
        /// Of evidence in support: its figure cannot be the claim's. The two figures, in a sentence.
        FigureInconsistent = "figure-inconsistent",
        /// Of evidence: its figure is none of those in its own quotation. The figure, those of the quotation.
        FigureNotInQuote = "figure-not-in-quote",
        /// Of evidence in support: it shows no figure that can be held against the claim's. The claim's figure.
        FigureNotShown = "figure-not-shown",
        /// Of evidence in support: its figure is of another thing, definition, basis or time than the claim's. In what they
        /// differ.
        FigureOfOther = "figure-of-other",
        /// Of evidence in support: the source's sentence denies or turns what the claim says, though words and figures
        /// agree. What does so, the sentence.
        PassageTurned = "passage-turned",
        /// Of evidence in support: the source's sentence has nothing in common with the claim but names. The sentence.
        PassageUnrelated = "passage-unrelated",
        /// Of evidence in support: it does not hold the words that the claim gives as said. The words, what it holds.
        WordsNotSaid = "words-not-said",
        /// Of evidence: consistent, but it does not say of which time it tells, and the claim does.
        PeriodNotStated = "period-not-stated",
        /// Of evidence: nothing was seen, nowhere.
        Empty = "empty",
        /// Of evidence: the same passage was attached before. That evidence.
        Duplicate = "duplicate",
        /// Of evidence: the last day on which it may be relied on is past. That day.
        Expired = "expired",
        /// Of evidence: it comes from the piece that is under check.
        Circular = "circular",
        /// Of evidence: nobody said where its source has its information from, and nothing shows it.
        OriginNotStated = "origin-not-stated",
        /// Of a verdict: text, figure or type of the claim were changed since. Who gave it; where its sentence changed,
        /// what changed there.
        ClaimChanged = "claim-changed",
        /// Of a verdict: evidence that was there then is withdrawn. That evidence.
        EvidenceChanged = "evidence-changed",
        /// Of a verdict: evidence against the claim is newer. That evidence.
        ContradictedSince = "contradicted-since",
        /// Of a verdict: no evidence stands for it to rest on.
        RestsOnNothing = "rests-on-nothing",
        /// Of a claim: its figure is none of those in its own words. The figure, those of its words.
        FigureNotInWords = "figure-not-in-words",
        /// Of a claim: its statement turns what its draft says. What does so, the draft's sentence.
        StatementTurned = "statement-turned",
        /// Of a verdict that the claim may run: evidence against it stands, and whoever gave it did not say why. The evidence.
        Contradicted = "contradicted",
        /// Of a verdict: the claim states further figures that no evidence shows. Those figures.
        FigureUnchecked = "figure-unchecked",
        /// Of a verdict: the name was first used in this casebook to give it. The name.
        NewName = "new-name",
        /// Of a verdict: it was signed with a key that had been revoked before. Who is named as giving it.
        KeyRevoked = "key-revoked",
        /// Of a sign-off: what was signed has changed since. The parts that changed.
        Stale = "stale",
        /// Of evidence: a person counts it all the same. Their words.
        CountedDespite = "counted-despite",
        /// Of a sign-off: a person gave it despite something. Their words.
        SignedOffDespite = "signed-off-despite",
    }
}

impl StandingReason {
    /// Says what a reason of this code is about: `claim`, `evidence`, `verdict`, `sign-off`.
    pub fn subject(self) -> &'static str {
        match self {
            Self::QuoteAltered
            | Self::QuoteUnverified
            | Self::QuoteGone
            | Self::FigureInconsistent
            | Self::FigureNotInQuote
            | Self::FigureNotShown
            | Self::FigureOfOther
            | Self::PassageTurned
            | Self::PassageUnrelated
            | Self::WordsNotSaid
            | Self::PeriodNotStated
            | Self::Empty
            | Self::Duplicate
            | Self::Expired
            | Self::Circular
            | Self::OriginNotStated
            | Self::CountedDespite => "evidence",
            Self::FigureNotInWords | Self::StatementTurned => "claim",
            Self::ClaimChanged
            | Self::EvidenceChanged
            | Self::ContradictedSince
            | Self::RestsOnNothing
            | Self::FigureUnchecked
            | Self::Contradicted
            | Self::NewName
            | Self::KeyRevoked => "verdict",
            Self::Stale | Self::SignedOffDespite => "sign-off",
        }
    }
}

words! {
    /// How a piece of evidence bears on a claim.
    Stance, "stance" {
        Supports = "supports",
        Contradicts = "contradicts",
        Partial = "partial",
        Context = "context",
    }
}

words! {
    /// How sure the person who attached evidence was of reading it rightly.
    Confidence, "confidence" {
        High = "high",
        Medium = "medium",
        Low = "low",
    }
}

words! {
    /// How near a source stands to what it tells.
    Tier, "tier" {
        Primary = "primary",
        Secondary = "secondary",
        Tertiary = "tertiary",
    }
}

words! {
    /// How one source came from another.
    Relation, "relation" {
        WireCopy = "wire-copy",
        Rewrite = "rewrite",
        Translation = "translation",
        Quotes = "quotes",
        PressRelease = "press-release",
        SameAuthor = "same-author",
    }
}

words! {
    /// By what way somebody spoke.
    Medium, "medium" {
        InPerson = "in-person",
        Phone = "phone",
        Video = "video",
        Message = "message",
        Mail = "mail",
        Event = "event",
    }
}

words! {
    /// What may be done with what somebody said.
    Terms, "term of attribution" {
        /// May be quoted by name.
        OnRecord = "on-record",
        /// May be quoted, not by name.
        OnBackground = "on-background",
        /// May be used, neither quoted nor tied to anybody.
        NotForAttribution = "not-for-attribution",
        /// May not be published; it only leads to other sources.
        OffRecord = "off-record",
    }
}

words! {
    /// How the bytes of a source came into the casebook.
    Method, "capture method" {
        /// Somebody had the file.
        Filed = "filed",
        /// This program fetched it.
        Fetched = "fetched",
        /// It stood in somebody's archive.
        Imported = "imported",
    }
}

words! {
    /// How a quotation was found in a captured text.
    QuoteMatch, "kind of match" {
        /// Byte for byte.
        Exact = "exact",
        /// The same but for white space, hyphenation, quotation marks, ligatures and case.
        Alike = "alike",
        /// Some words differ; the score says how many.
        Approximate = "approximate",
    }
}

words! {
    /// How a quotation departs from its source, the gravest first.
    QuoteFault, "fault of a quotation" {
        /// A negation was put in, taken out or exchanged for something else.
        NegationAltered = "negation-altered",
        /// A figure is another one, or is cut in two.
        NumberAltered = "number-altered",
        /// What was left out, marked or not, holds a negation.
        ElisionRemovesNegation = "elision-removes-negation",
        /// What was left out, marked or not, holds a condition: `unless`, `only`, `salvo`.
        ElisionRemovesCondition = "elision-removes-condition",
        /// What was left out, marked or not, holds a hedge: `reportedly`, `may`, `quizá`.
        ElisionRemovesHedge = "elision-removes-hedge",
        /// The source gives the words to somebody else.
        OtherSpeaker = "other-speaker",
        /// The sentence begins earlier, with words that turn its sense.
        StartsMidSentence = "starts-mid-sentence",
        /// The sentence goes on with words that turn its sense.
        EndsMidSentence = "ends-mid-sentence",
        /// A word is another one.
        WordAltered = "word-altered",
        /// Words were put in without brackets.
        WordsAdded = "words-added",
        /// Words were left out without a mark.
        WordsDropped = "words-dropped",
        /// The words stand outside the place that was given for them.
        AnotherPage = "another-page",
    }
}

words! {
    /// Whom a query is put to.
    Recipient, "recipient" {
        Author = "author",
        Source = "source",
        Expert = "expert",
    }
}

words! {
    /// How the stated amount bounds the true one.
    Comparator, "comparator" {
        Equal = "=",
        Greater = ">",
        AtLeast = ">=",
        Less = "<",
        AtMost = "<=",
        About = "~",
        Between = "between",
    }
}

words! {
    /// How an amount stands to a change: the change itself, the level it came to, or the level it started at.
    Change, "change" {
        /// It rose by this much.
        Up = "up",
        /// It fell by this much.
        Down = "down",
        /// It rose to this level.
        UpTo = "up-to",
        /// It fell to this level.
        DownTo = "down-to",
        /// It rose from this level.
        UpFrom = "up-from",
        /// It fell from this level.
        DownFrom = "down-from",
        /// It came to this level; whether it rose or fell is not stated.
        To = "to",
        /// It started at this level; whether it rose or fell is not stated.
        From = "from",
    }
}

words! {
    /// What kind of number a quantity is over time.
    Basis, "basis" {
        Stock = "stock",
        Flow = "flow",
        Cumulative = "cumulative",
        PerPeriod = "per-period",
        PointInTime = "point-in-time",
    }
}

words! {
    /// How a claim's text stands in a draft.
    Fit, "fit" {
        /// A person or a hash put it there.
        Placed = "placed",
        Unchanged = "unchanged",
        /// The same words at another place.
        Moved = "moved",
        /// Some of its words changed: a person must look again.
        Edited = "edited",
    }
}

words! {
    /// What a change of a claim's sentence touches, the gravest first.
    Touched, "kind of change" {
        /// A figure: a number in digits or words, a unit, a percent or currency sign, a date.
        Figure = "figure",
        /// A word that turns the claim round: "not", "never", "without".
        Negation = "negation",
        /// Words that say that it is not so, or that somebody says so.
        Denial = "denial",
        /// What has to be so for the claim to hold: "if", "unless".
        Condition = "condition",
        /// Which way it goes: rose or fell, profit or loss, bought or sold, before or after.
        Direction = "direction",
        /// Who says it.
        Source = "source",
        /// A name, or who did it to whom.
        Name = "name",
        /// A word that widens or narrows it: "over", "nearly", "at least", "reportedly", "all".
        Hedge = "hedge",
        /// The order of its clauses.
        Order = "order",
        /// Any other word.
        Wording = "wording",
    }
}

impl Touched {
    /// Says whether it leaves the meaning alone as far as can be told, so that a person may confirm that verdicts hold.
    pub fn keeps_meaning(self) -> bool {
        matches!(self, Self::Order | Self::Wording)
    }
}

words! {
    /// Which changes of wording a person may confirm, so that verdicts and sign-off hold on.
    StillHolds, "still-holds rule" {
        /// A changed order of clauses, and changed words that are in no list.
        Wording = "wording",
        /// A changed order of clauses alone.
        Order = "order",
        /// None: every changed sentence is checked again.
        Nothing = "none",
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that makes the words knows no default")]
impl Default for StillHolds {
    fn default() -> Self {
        Self::Wording
    }
}

impl StillHolds {
    /// Says whether a change of this kind may be confirmed. One that turns the meaning never may.
    pub fn allows(self, touched: Touched) -> bool {
        match self {
            Self::Wording => touched.keeps_meaning(),
            Self::Order => touched == Touched::Order,
            Self::Nothing => false,
        }
    }
}

words! {
    /// Whose claims need a second person before sign-off.
    SecondPerson, "second-person rule" {
        High = "high",
        All = "all",
        Nobody = "none",
    }
}

words! {
    /// Who may settle verdicts that differ.
    ResolveBy, "rule of settling" {
        /// Somebody whose verdict is none of them.
        ThirdPerson = "third-person",
        Anyone = "anyone",
    }
}

words! {
    /// A rule of publication that can be asked at sign-off already.
    RuleName, "rule that can be asked at sign-off" {
        IndependentOrigins = "independent-origins",
        PrimarySource = "primary-source",
        NoDoubt = "no-doubt",
        ReplyAnswered = "reply-answered",
    }
}

words! {
    /// Who vouches for the time of a timestamp, and in what form.
    TimestampForm, "form of timestamp" {
        /// An authority, by RFC 3161.
        Rfc3161 = "rfc3161",
        /// Something that many keep, such as a block of Bitcoin.
        OpenTimestamps = "opentimestamps",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_people_write_them() {
        assert_eq!("Investment Total".parse(), Ok(ClaimType::InvestmentTotal));
        assert_eq!("SIGNED_OFF".parse(), Ok(Status::SignedOff));
        assert!("maybe".parse::<Verdict>().unwrap_err().contains("confirmed-with-change"));
    }

    #[test]
    fn codes_are_stable_because_they_stand_in_casebooks() {
        let codes: Vec<_> = Status::ALL.iter().map(|status| (status.code(), status.word())).collect();
        assert_eq!(codes[0], (0, "unchecked"));
        assert_eq!(codes[6], (6, "signed-off"));
        assert_eq!(Status::from_code(9), Some(Status::Cut));
        assert_eq!(Status::from_code(10), None);
        assert_eq!(Status::from_code(-1), None);
    }
}
