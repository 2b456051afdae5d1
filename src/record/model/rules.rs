//! The rules of a newsroom as far as somebody stated them; a rule that is not stated has its default.
//!
//! Fields stand in the order of their keys, so that serialising them gives canonical JSON.

use super::words::{Priority, ResolveBy, RuleName, Status, Verdict};
use serde::{Deserialize, Deserializer, Serialize, de};

/// The rules that were stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rules {
    /// The rules of publication that are asked at sign-off already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_sign_off: Option<Vec<RuleName>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Stated<Percent>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub independent_origins: Option<Stated<Count>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_doubt: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_expired: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_open_query: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_stale: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_source: Option<Whose>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_answered: Option<bool>,
    /// Who may settle verdicts that differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolve_by: Option<ResolveBy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_check: Option<Whose>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<bool>,
    #[serde(deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub statuses: Option<Vec<Status>>,
    #[serde(deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub verdicts: Option<Vec<Verdict>>,
}

/// Values by priority, as far as they were stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stated<T> {
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub high: Option<T>,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub low: Option<T>,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub medium: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

/// A share in whole per cent, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64")]
pub struct Percent(pub u8);

/// A number of things, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64")]
pub struct Count(pub u8);

/// Which claims a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    None,
    /// Those of high priority.
    High,
    All,
}

impl Whose {
    /// Says whether claims of this priority are meant.
    pub fn includes(self, priority: Priority) -> bool {
        match self {
            Self::None => false,
            Self::High => priority == Priority::High,
            Self::All => true,
        }
    }
}

impl Rules {
    /// Lays other rules over these: what those state counts.
    pub fn under(self, over: &Self) -> Self {
        let over = over.clone();
        Self {
            at_sign_off: over.at_sign_off.or(self.at_sign_off),
            coverage: laid(self.coverage, over.coverage),
            independent_origins: laid(self.independent_origins, over.independent_origins),
            no_doubt: over.no_doubt.or(self.no_doubt),
            no_expired: over.no_expired.or(self.no_expired),
            no_open_query: over.no_open_query.or(self.no_open_query),
            no_stale: over.no_stale.or(self.no_stale),
            primary_source: over.primary_source.or(self.primary_source),
            reply_answered: over.reply_answered.or(self.reply_answered),
            resolve_by: over.resolve_by.or(self.resolve_by),
            second_check: over.second_check.or(self.second_check),
            standing: over.standing.or(self.standing),
            statuses: over.statuses.or(self.statuses),
            verdicts: over.verdicts.or(self.verdicts),
        }
    }
}

fn laid<T>(own: Option<Stated<T>>, over: Option<Stated<T>>) -> Option<Stated<T>> {
    match (own, over) {
        (Some(own), Some(over)) => {
            Some(Stated { high: over.high.or(own.high), low: over.low.or(own.low), medium: over.medium.or(own.medium) })
        }
        (own, over) => over.or(own),
    }
}

impl TryFrom<i64> for Percent {
    type Error = String;
    fn try_from(number: i64) -> Result<Self, String> {
        up_to_a_hundred(number).map(Self).ok_or_else(|| format!("{number} is not a percentage from 0 to 100"))
    }
}

impl TryFrom<i64> for Count {
    type Error = String;
    fn try_from(number: i64) -> Result<Self, String> {
        up_to_a_hundred(number).map(Self).ok_or_else(|| format!("{number} is not a number from 0 to 100"))
    }
}

fn up_to_a_hundred(number: i64) -> Option<u8> {
    u8::try_from(number).ok().filter(|number| *number <= 100)
}

/// Takes a list that is not empty: what must be one of nothing can never be so.
fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Vec<T>>, D::Error> {
    let list = Vec::deserialize(deserializer)?;
    match list.is_empty() {
        true => Err(de::Error::custom("the list is empty, so that no claim could ever pass: name at least one word")),
        false => Ok(Some(list)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stated_is_written_in_the_order_of_its_keys_and_read_the_same() {
        let text = r#"{"at-sign-off":["independent-origins"],"coverage":{"high":90,"low":5},"no-doubt":false,"resolve-by":"anyone","statuses":["signed-off"]}"#;
        let rules: Rules = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&rules).unwrap(), text);
        assert_eq!(serde_json::to_string(&Rules::default()).unwrap(), "{}");
        for wrong in [r#"{"coverage":{"high":101}}"#, r#"{"statuses":[]}"#, r#"{"colour":1}"#] {
            assert!(serde_json::from_str::<Rules>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_stated_over_others_counts_and_the_rest_stays() {
        let read = |text: &str| serde_json::from_str::<Rules>(text).unwrap();
        let own = read(r#"{"coverage":{"high":90,"low":5},"no-doubt":false}"#);
        let over = read(r#"{"coverage":{"low":7},"no-stale":false}"#);
        let laid = own.under(&over);
        assert_eq!(laid, read(r#"{"coverage":{"high":90,"low":7},"no-doubt":false,"no-stale":false}"#));
    }
}
