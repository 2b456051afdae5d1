//! What goes to colleagues and comes back from them.

pub mod bundle;
pub mod merge;
