//! Reads what people bring in: drafts, sources and spreadsheets, in whatever form they have them.

pub mod table;
