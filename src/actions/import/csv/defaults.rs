//! What rows of a table are taken to be where they do not say.

use record::model::words::{ClaimType, Priority};

/// What holds for rows that do not say it themselves.
#[derive(Clone, Copy, Debug)]
pub struct Defaults {
    pub claim_type: ClaimType,
    pub priority: Priority,
}
