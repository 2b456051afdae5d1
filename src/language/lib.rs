//! What a text says: its figures and how they compare, its claims and quotations, who owns whom, and the rules that a
//! piece is held against.
//!
//! It must never know where a text came from or where an answer goes: no file, no clock, no database.

pub mod gate;
pub mod ownership;
pub mod quantity;
pub mod standing;
pub mod text;
