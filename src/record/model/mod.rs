//! The facts and what they add up to: events, claims, sources, rules. Pure: no clock, no file, no printing.

#[cfg(not(target_family = "wasm"))]
pub mod audit;
pub mod claim;
pub mod disclosure;
pub mod doubt;
pub mod entities;
pub mod event;
pub mod evidence;
pub mod id;
pub mod mark;
pub mod outcome;
pub mod quantity;
pub mod record;
pub mod review;
pub mod rules;
pub mod stake;
pub mod standing;
pub mod table;
pub mod time;
pub mod words;
