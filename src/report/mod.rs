//! Reports: from what was read to the bytes of a file. Pure.

pub mod audit;
pub mod cell;
pub mod cited;
pub mod claims;
pub mod corrections;
pub mod docx;
pub mod dossier;
pub mod editable;
pub mod events;
pub mod evidence;
pub mod html;
pub mod json;
pub mod lcov;
pub mod manifest;
pub mod markdown;
mod marks;
pub mod pdf;
pub mod reviewers;
pub mod scan;
pub mod xlsx;
