//! The gate before publication: rules from a file, what breaks them, and the verdict for other tools. Pure.

pub mod junit;
pub mod policy;
pub mod rules;
pub mod sarif;

use crate::text::lines::Region;
use record::model::id::Id;
use serde::Serialize;

/// A rule of the gate and what breaks it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its key in the file of rules.
    pub rule: &'static str,
    /// What it asks, in words.
    pub asks: String,
    pub passed: bool,
    pub findings: Vec<Finding>,
    /// What meets it only since somebody gave a reason, which stays on record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub despite: Vec<Finding>,
}

/// One thing that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The claim that it is about, if it is about one.
    pub claim: Option<Id>,
    /// Where in the draft; absent for a claim that has no place in the latest one.
    #[serde(flatten)]
    pub region: Option<Region>,
    /// One harmless line.
    pub message: String,
}

impl Finding {
    /// Gives the line and column, where there is one.
    pub fn place(&self) -> Option<(usize, usize)> {
        self.region.map(|region| (region.line, region.column))
    }
}
