//! What can be read out of a draft's text: where a claim stands again after a revision, and what changed in it.

mod align;
pub mod anchor;
pub mod compare;
mod passage;
mod token;
