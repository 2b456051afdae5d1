//! What is wrong with a quotation, as stable words and as sentences with the words concerned.

pub use record::model::words::QuoteFault as Kind;

use serde::{Deserialize, Serialize};
use std::fmt;

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
