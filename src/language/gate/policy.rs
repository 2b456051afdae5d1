//! The rules of the gate as `tickmark.toml` gives them; every key has a default.

use record::model::words::{Priority, Status, Verdict};
use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize};

/// The name of the file of rules, beside the casebook.
pub const FILE_NAME: &str = "tickmark.toml";

/// What the gate asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct GatePolicy {
    /// The least share of checkable parts inside a claim, in per cent, by suggested priority.
    pub coverage: ByPriority<Percent>,
    /// How far every claim must have come: one of these.
    #[serde(deserialize_with = "some")]
    pub statuses: Vec<Status>,
    /// What may have been found: one of these.
    #[serde(deserialize_with = "some")]
    pub verdicts: Vec<Verdict>,
    /// Whose claims need the verdicts of two people.
    pub second_check: Whose,
    /// How many independent origins must support a claim, by its priority.
    pub independent_origins: ByPriority<Count>,
    /// Whose claims need the support of a primary source.
    pub primary_source: Whose,
    /// No sign-off may be stale.
    pub no_stale: bool,
    /// No question may be open.
    pub no_open_query: bool,
    /// Every request for comment must be answered.
    pub reply_answered: bool,
    /// Nothing that a claim rests on may be in doubt.
    pub no_doubt: bool,
    /// No evidence may be past the last day on which it may be relied on.
    pub no_expired: bool,
    /// Evidence, verdicts and sign-offs must stand, or be counted despite what does not, for a reason on record.
    pub standing: bool,
}

/// A value for each priority; what is left out has its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ByPriority<T> {
    pub high: T,
    pub medium: T,
    pub low: T,
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

/// Why a file of rules was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFault {
    /// From 1; absent where it cannot be told.
    pub line: Option<usize>,
    pub message: String,
}

impl Default for GatePolicy {
    fn default() -> Self {
        Self {
            coverage: Percent::defaults(),
            statuses: vec![Status::SignedOff],
            verdicts: vec![Verdict::Confirmed, Verdict::ConfirmedWithChange, Verdict::OnAuthor, Verdict::Opinion],
            second_check: Whose::High,
            independent_origins: Count::defaults(),
            primary_source: Whose::None,
            no_stale: true,
            no_open_query: true,
            reply_answered: true,
            no_doubt: true,
            no_expired: true,
            standing: true,
        }
    }
}

impl GatePolicy {
    /// Reads a file of rules.
    pub fn read(text: &str) -> Result<Self, PolicyFault> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            #[serde(default)]
            gate: GatePolicy,
            /// For the report of that name, which reads it for itself.
            #[serde(default, rename = "claimreview")]
            _claimreview: Option<IgnoredAny>,
        }
        let file: File = toml::from_str(text).map_err(|error| {
            let line =
                error.span().and_then(|span| text.get(..span.start)).map(|before| before.matches('\n').count() + 1);
            PolicyFault { line, message: error.message().trim().replace('\n', " ") }
        })?;
        Ok(file.gate)
    }
}

impl<T: Copy> ByPriority<T> {
    /// Gives the value for a priority.
    pub fn of(&self, priority: Priority) -> T {
        match priority {
            Priority::High => self.high,
            Priority::Medium => self.medium,
            Priority::Low => self.low,
        }
    }
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

/// A value that has a default for each priority.
trait Defaults: Sized {
    fn defaults() -> ByPriority<Self>;
}

impl Defaults for Percent {
    fn defaults() -> ByPriority<Self> {
        ByPriority { high: Self(100), medium: Self(80), low: Self(0) }
    }
}

impl Defaults for Count {
    fn defaults() -> ByPriority<Self> {
        ByPriority { high: Self(2), medium: Self(1), low: Self(0) }
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

impl<'de, T: Defaults + Deserialize<'de>> Deserialize<'de> for ByPriority<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Given<T> {
            high: Option<T>,
            medium: Option<T>,
            low: Option<T>,
        }
        let (given, default) = (Given::deserialize(deserializer)?, T::defaults());
        Ok(Self {
            high: given.high.unwrap_or(default.high),
            medium: given.medium.unwrap_or(default.medium),
            low: given.low.unwrap_or(default.low),
        })
    }
}

/// Takes a list that is not empty: what must be one of nothing can never be so.
fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let list = Vec::deserialize(deserializer)?;
    match list.is_empty() {
        true => Err(D::Error::custom("the list is empty, so that no claim could ever pass: name at least one word")),
        false => Ok(list),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_has_its_default() {
        assert_eq!(GatePolicy::read(""), Ok(GatePolicy::default()));
        assert_eq!(GatePolicy::read("[gate]\n"), Ok(GatePolicy::default()));
        let policy = GatePolicy::read("[gate]\ncoverage = { medium = 50 }\nsecond-check = \"all\"").unwrap();
        assert_eq!(policy.coverage, ByPriority { high: Percent(100), medium: Percent(50), low: Percent(0) });
        assert_eq!((policy.second_check, policy.no_stale), (Whose::All, true));
        let table = GatePolicy::read("[gate.independent-origins]\nhigh = 3").unwrap();
        assert_eq!(table.independent_origins.high, Count(3));
    }

    #[test]
    fn what_cannot_be_is_named_with_its_line() {
        for (text, line, part) in [
            ("[gate]\nno-stale = true\nno-stail = true", 3, "unknown field `no-stail`"),
            ("[gates]", 1, "unknown field `gates`"),
            ("[gate]\n\ncoverage = { high = 101 }", 3, "101 is not a percentage"),
            ("[gate]\ncoverage = { highest = 1 }", 2, "unknown field `highest`"),
            ("[gate]\nindependent-origins = { low = -1 }", 2, "-1 is not a number from 0 to 100"),
            ("[gate]\nverdicts = [\"fine\"]", 2, "expected a verdict"),
            ("[gate]\nstatuses = []", 2, "the list is empty"),
            ("[gate]\nsecond-check = \"some\"", 2, "unknown variant `some`"),
            ("[gate]\nno-stale = \"yes\"", 2, "expected a boolean"),
            ("[gate]\nno-stale = tru", 2, ""),
            ("[gate]\nno-stale = true\nno-stale = true", 3, "duplicate key"),
        ] {
            let fault = GatePolicy::read(text).unwrap_err();
            assert_eq!(fault.line, Some(line), "{text}: {fault:?}");
            assert!(fault.message.contains(part), "{text}: {fault:?}");
        }
    }
}
