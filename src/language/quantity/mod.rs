//! Finds the figures in a text, reads them exactly, says them back in words, and compares them.

pub mod agreement;
mod amount;
mod calendar;
mod change;
pub mod compare;
pub mod consistency;
mod cue;
mod cues_en;
mod cues_es;
mod cues_shared;
mod currencies;
mod currency_table;
mod date;
mod dating;
mod dimension;
mod exact;
mod figure;
mod figure_kind;
pub mod formula;
mod fraction;
mod hedge;
mod inert;
mod interval;
#[cfg(test)]
mod kinds;
mod known_words;
mod lend;
mod lexicon;
pub(crate) mod lexicons;
mod measure;
mod measures;
mod name;
mod number;
mod numeral;
mod per;
mod period;
mod range;
mod rate;
mod reading;
mod scan;
#[cfg(test)]
mod sentences;
mod sort_of_count;
#[cfg(test)]
mod spelt;
mod stated;
mod stop;
mod sum;
mod symbol;
mod token;
mod typed;
mod unit;
mod units_en;
mod units_es;
mod words;

pub(crate) use cue::{Cue, Sort};
pub use figure::find;
pub(crate) use figure::find_in;
pub use figure_kind::Kind;
pub(crate) use known_words::read;
pub(crate) use numeral::Convention;
pub use rate::{is_rate, rate};
pub use reading::Found;
pub(crate) use reading::Reading;
pub(crate) use scan::Scan;
pub(crate) use stated::{ABOUT_PERCENT, ABOUT_POINTS};
pub(crate) use stop::{blocks, ends_sentence};
pub(crate) use token::Make;
pub use token::{combining, invisible};
pub use typed::{Typed, typed};
pub use words::in_words;

/// The languages whose figures can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    Spanish,
}
