//! Reports: from what was read to the bytes of a file. Pure.

pub mod annotations;
pub mod audit;
pub mod audit_table;
pub mod cell;
pub mod cited;
pub mod claimreview;
pub mod claims;
pub mod corrections;
pub mod docx;
pub mod dossier;
pub mod editable;
pub mod error;
pub mod events;
pub mod evidence;
pub mod html;
pub mod json;
pub mod lcov;
pub mod linked;
pub mod markdown;
pub mod marks;
pub mod pdf;
pub mod prov;
pub mod reviewers;
pub mod scan;
pub mod xlsx;
