//! What comes in from other programs.

pub mod annotations;
pub mod archive;
pub mod claimreviews;
pub mod csv;
pub mod edited_report;
