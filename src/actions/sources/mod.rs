//! Sources and their captures, and where their information comes from.

pub mod capture;
pub mod capture_text;
pub mod card;
pub mod fetch;
pub mod find;
pub mod lineage;
pub mod list;
pub mod origins;
pub mod source;
pub mod suggest_links;
