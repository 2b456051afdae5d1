//! Claims: recording, reviewing, asking, listing.

pub mod assign_many;
pub mod board;
pub mod card;
pub mod claim;
pub mod consistency;
pub mod depend;
pub mod difference;
pub mod gate;
pub mod list;
pub mod many;
pub mod number;
pub mod query;
pub mod recheck;
pub mod review;
pub mod rulebook;
pub mod standing;
pub mod still_holds;
pub mod timeline;
pub mod undo;
