//! Files of other programs, read within fixed bounds: drafts and captures of any format, tables, archives, libraries.
//!
//! It must never know a casebook: bytes come in, documents and rows go out.

pub mod exchange;
pub mod ingest;
