//! What is wrong with a quotation, as stable words and as sentences with the words concerned.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What is wrong, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A negation was put in, taken out or exchanged for something else.
    NegationAltered,
    /// A figure is another one, or is cut in two.
    NumberAltered,
    /// What was left out, marked or not, holds a negation.
    ElisionRemovesNegation,
    /// What was left out, marked or not, holds a condition: `unless`, `only`, `salvo`.
    ElisionRemovesCondition,
    /// What was left out, marked or not, holds a hedge: `reportedly`, `may`, `quizá`.
    ElisionRemovesHedge,
    /// The source gives the words to somebody else.
    OtherSpeaker,
    /// The sentence begins earlier, with words that turn its sense.
    StartsMidSentence,
    /// The sentence goes on with words that turn its sense.
    EndsMidSentence,
    /// A word is another one.
    WordAltered,
    /// Words were put in without brackets.
    WordsAdded,
    /// Words were left out without a mark.
    WordsDropped,
    /// The words stand outside the place that was given for them.
    AnotherPage,
}

/// One fault, with the words that show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    pub kind: Kind,
    /// The words of the source, as it sets them; empty where it has none.
    pub source: String,
    /// The words of the quotation, or the speaker given; empty where it has none.
    pub quote: String,
}

impl Fault {
    pub(super) fn new(kind: Kind, source: &str, quote: &str) -> Self {
        Self { kind, source: one_line(source), quote: one_line(quote) }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Self::NegationAltered => "negation-altered",
            Self::NumberAltered => "number-altered",
            Self::ElisionRemovesNegation => "elision-removes-negation",
            Self::ElisionRemovesCondition => "elision-removes-condition",
            Self::ElisionRemovesHedge => "elision-removes-hedge",
            Self::OtherSpeaker => "other-speaker",
            Self::StartsMidSentence => "starts-mid-sentence",
            Self::EndsMidSentence => "ends-mid-sentence",
            Self::WordAltered => "word-altered",
            Self::WordsAdded => "words-added",
            Self::WordsDropped => "words-dropped",
            Self::AnotherPage => "another-page",
        })
    }
}

impl fmt::Display for Fault {
    /// Writes a sentence without its full stop, such as "the source says `must not`, the quote says `must`".
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let Self { kind, source, quote } = self;
        match kind {
            Kind::ElisionRemovesNegation => write!(out, "the quote leaves out `{source}`, which holds a negation"),
            Kind::ElisionRemovesCondition => write!(out, "the quote leaves out `{source}`, which holds a condition"),
            Kind::ElisionRemovesHedge => write!(out, "the quote leaves out `{source}`, which holds a hedge"),
            Kind::OtherSpeaker => write!(out, "the source gives these words to `{source}`, not to `{quote}`"),
            Kind::StartsMidSentence => write!(out, "in the source the sentence begins `{source}`, before `{quote}`"),
            Kind::EndsMidSentence => write!(out, "in the source the sentence goes on after `{quote}`: `{source}`"),
            Kind::WordsDropped => write!(out, "the quote leaves out `{source}` without a mark"),
            Kind::NumberAltered if quote.is_empty() => write!(out, "the quote leaves out `{source}` without a mark"),
            Kind::AnotherPage => write!(out, "the words `{quote}` do not stand in the place given, but elsewhere"),
            Kind::WordsAdded => write!(out, "the quote adds `{quote}`, which the source does not say"),
            Kind::NegationAltered | Kind::NumberAltered | Kind::WordAltered if source.is_empty() => {
                write!(out, "the quote adds `{quote}`, which the source does not say")
            }
            Kind::NegationAltered | Kind::NumberAltered | Kind::WordAltered => {
                write!(out, "the source says `{source}`, the quote says `{quote}`")
            }
        }
    }
}

/// Sets words that ran over several lines on one.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
