//! Reports, from a dossier to a file, and the way back.

pub mod catalogue;
pub mod claimreview;
pub mod docx;
pub mod dossier;
pub mod print;
pub mod prov;
pub mod render;
pub mod rendered;
pub mod reviewers;
pub mod verify;
pub mod write;
