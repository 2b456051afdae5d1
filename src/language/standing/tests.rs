//! Situations and what stands in each, as tables.

use super::*;
use record::model::quantity::{Figure, Quantity};
use record::model::words::Comparator;
