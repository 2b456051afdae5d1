//! Cuts a text into sentences, tells its language, and spots the claims that it makes.

mod clue;
mod language;
mod name;
mod priority;
mod quotation;
mod role;
mod scope;
mod segment;
mod spot;

pub use crate::quantity::Language;
pub use language::language;
pub use scope::Scope;
pub use segment::sentences;
pub use spot::{OutOfScope, Suggestion, Suggestions, suggest};
