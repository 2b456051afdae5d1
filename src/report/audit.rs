//! The audit report as a table: its kinds, its columns, its spelling.

pub use record::model::table::{Dialect, Per};

/// Gives the names of a report's columns, in order; the first is always the id of what the row stands for.
pub fn columns(per: Per) -> &'static [&'static str] {
    match per {
        Per::Claim => super::claims::NAMES,
        Per::Evidence => super::evidence::COLUMNS,
        Per::Event => super::events::COLUMNS,
    }
}
