//! What can be read out of a draft's text: its sentences and claims, and where a claim stands after a revision.

mod accent;
mod align;
pub mod anchor;
mod clue;
pub mod compare;
pub mod cover;
pub mod credit;
pub mod kinship;
mod language;
pub mod lines;
mod loaded;
pub mod loss;
mod markup;
mod name;
mod number_word;
mod passage;
mod priority;
mod quotation;
pub mod quote;
mod reach;
mod role;
mod scope;
mod segment;
mod shingle;
pub mod sides;
mod spot;
pub mod sweep;
mod token;
mod turns;
pub mod window;

pub use crate::quantity::Language;
pub use language::language;
pub use quotation::quoted_words;
pub use scope::Scope;
pub use segment::sentences;
pub use spot::{MOST, OutOfScope, Suggestion, Suggestions, suggest};
