//! What the seed case has recorded so far, by the names that it uses itself.

use record::model::id::Id;
use std::collections::HashMap;
use store::error::{Error, Result};

/// The ids of what was recorded, by what the seed case calls it.
pub(super) type Known = HashMap<String, Id>;

pub(super) fn known(ids: &Known, name: &str) -> Result<Id> {
    let unknown = || Error::Invalid(format!("the seed case names {name}, which it does not hold"));
    ids.get(name).copied().ok_or_else(unknown)
}
