//! The two figures that are compared.

use crate::quantity::measure::Measure;
use record::model::quantity::Quantity;

/// Both sides with their units as read.
pub(super) struct Sides<'a> {
    pub claim: &'a Quantity,
    pub evidence: &'a Quantity,
    pub measures: &'a (Measure, Measure),
}
