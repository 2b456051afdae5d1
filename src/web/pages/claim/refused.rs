//! A form on a claim that was refused: why, and what was typed into it, so that it stands there again.

use super::act::ClaimAct;
use crate::web::fault::Fault;
use crate::web::posted::Posted;
use actions::claims::standing::may_be_despite;
use axum::http::StatusCode;
use record::model::review::Unmet;
use record::model::standing::Reason;
use store::error::Error;

/// Why a form was not taken, and which of its fields are to be shown otherwise than they came.
pub struct Refusal {
    pub fault: Fault,
    pub instead: Vec<(String, String)>,
    /// The sources that have the words that were looked for, where one is to be chosen.
    pub choices: Vec<Choice>,
}

/// A source that has the words that were looked for.
#[derive(Clone, Debug)]
pub struct Choice {
    pub source: String,
    pub name: String,
    /// Where in it.
    pub place: String,
}

impl Refusal {
    /// Says whether the form can be mended and sent again.
    pub fn shows_form(&self) -> bool {
        matches!(self.fault.status().as_u16(), 409 | 422 | 503)
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self { fault, instead: Vec::new(), choices: Vec::new() }
    }
}

/// A form that was refused: why, and what was typed into it.
#[derive(Default)]
pub struct Refused {
    pub act: Option<ClaimAct>,
    pub status: StatusCode,
    /// The sources to choose from.
    pub choices: Vec<Choice>,
    pub sentence: String,
    pub hints: Vec<String>,
    /// What does not stand.
    pub reasons: Vec<Reason>,
    /// It would be taken with a reason to count it all the same.
    pub may_be_despite: bool,
    /// What the onlooker knew of, where the claim was changed since.
    pub seen: Option<String>,
    fields: Vec<(String, String)>,
}

impl Refused {
    /// Takes what is to be shown at the form.
    pub fn of(act: ClaimAct, refusal: Refusal, posted: &Posted, changed: bool) -> Self {
        let mut fields = posted.repeated();
        for (name, value) in &refusal.instead {
            fields.retain(|(field, _)| field != name);
            fields.push((name.clone(), value.clone()));
        }
        let (reasons, may_be_despite) = standing(&refusal.fault);
        let t = posted.visitor.words;
        let sentence = match refusal.fault.error() {
            Some(Error::DoesNotStand { .. }) => t.say("This evidence does not stand, and was not attached."),
            Some(Error::PolicyUnmet { .. }) if !reasons.is_empty() => {
                t.say("The claim cannot be signed off: not all of it stands.")
            }
            _ => refusal.fault.sentence(),
        };
        Self {
            act: Some(act),
            status: refusal.fault.status(),
            sentence: sentence.to_string(),
            hints: refusal.fault.hints().to_vec(),
            reasons,
            may_be_despite,
            seen: posted.owned("seen").filter(|_| changed),
            choices: refusal.choices,
            fields,
        }
    }

    /// Starts the form for evidence with what was marked elsewhere; nothing was refused.
    pub fn offered(fields: &[(&str, String)]) -> Self {
        let fields = fields.iter().map(|(name, value)| (name.to_string(), value.clone())).collect();
        Self { act: Some(ClaimAct::Evidence), fields, ..Self::default() }
    }

    /// Says whether a form asks for the reason to count what does not stand.
    pub fn asks_despite(&self, act: &ClaimAct) -> bool {
        self.is(act) && (self.may_be_despite || !self.typed(act, "despite").is_empty())
    }

    /// Says whether it is the form of an act.
    pub fn is(&self, act: &ClaimAct) -> bool {
        self.act == Some(*act)
    }

    /// Gives what was typed into a field.
    pub fn typed(&self, act: &ClaimAct, field: &str) -> &str {
        let found = self.fields.iter().find(|(name, _)| self.is(act) && name == field);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// Gives what does not stand where that is why something was refused, and whether a reason would help.
fn standing(fault: &Fault) -> (Vec<Reason>, bool) {
    match fault.error() {
        Some(Error::DoesNotStand { reasons, .. }) => (reasons.clone(), true),
        Some(Error::PolicyUnmet { unmet, .. }) => {
            let reasons = unmet.iter().filter_map(|rule| match rule {
                Unmet::Standing(reason) => Some(reason.clone()),
                _ => None,
            });
            (reasons.collect(), unmet.iter().any(may_be_despite))
        }
        _ => (Vec::new(), false),
    }
}
