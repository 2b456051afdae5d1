//! A form that was refused: why, and what was typed into it, so that it stands there again.

use super::fault::Fault;
use super::posted::Posted;

/// What is to be shown at a form.
#[derive(Default)]
pub struct Refusal {
    act: String,
    fault: Option<Fault>,
    fields: Vec<(String, String)>,
}

impl Refusal {
    /// Takes what was refused, and what was typed.
    pub fn of(act: &str, fault: Fault, posted: &Posted) -> Self {
        Self { act: act.to_string(), fault: Some(fault), fields: posted.repeated() }
    }

    /// Says whether a fault is one that can be mended at its form.
    pub fn is_mendable(fault: &Fault) -> bool {
        matches!(fault.status().as_u16(), 409 | 422 | 503)
    }

    /// Gives why a form was refused.
    pub fn at(&self, act: &str) -> Option<&Fault> {
        self.fault.as_ref().filter(|_| self.act == act)
    }

    /// Gives why whatever it was was refused.
    pub fn any(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Gives what was typed into a field of a form that was refused.
    pub fn typed(&self, act: &str, field: &str) -> &str {
        let found = self.fields.iter().find(|(name, _)| self.act == act && name == field);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Says whether a choice is to be shown chosen: as it was sent, or else as the form starts.
    pub fn chosen(&self, act: &str, field: &str, value: &str, otherwise: bool) -> bool {
        if self.act == act { self.typed(act, field) == value } else { otherwise }
    }
}
