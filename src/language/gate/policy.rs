//! The rules of the gate, put together from those that were stated; every key has a default.

use record::model::event::Policy;
pub use record::model::rules::{Count, Percent, Rules, Stated, Whose};
use record::model::words::{Priority, SecondPerson, Status, Verdict};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

/// The name of the file of rules, beside the casebook.
pub const FILE_NAME: &str = "tickmark.toml";

/// What the gate asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct GatePolicy {
    /// The least share of checkable parts inside a claim, in per cent, by suggested priority.
    pub coverage: ByPriority<Percent>,
    /// How far every claim must have come: one of these.
    pub statuses: Vec<Status>,
    /// What may have been found: one of these.
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
    /// Reads a file of rules; what it does not state has its default.
    pub fn read(text: &str) -> Result<Self, PolicyFault> {
        Ok(Self::of(&Policy::default(), &stated(text)?))
    }

    /// Puts the rules together; the second person is the one that sign-off asks for, unless the rules state another.
    pub fn of(policy: &Policy, stated: &Rules) -> Self {
        let own = Self::default();
        let second = match policy.second_person {
            SecondPerson::High => Whose::High,
            SecondPerson::All => Whose::All,
            SecondPerson::Nobody => Whose::None,
        };
        Self {
            coverage: own.coverage.with(stated.coverage.as_ref()),
            statuses: stated.statuses.clone().unwrap_or(own.statuses),
            verdicts: stated.verdicts.clone().unwrap_or(own.verdicts),
            second_check: stated.second_check.unwrap_or(second),
            independent_origins: own.independent_origins.with(stated.independent_origins.as_ref()),
            primary_source: stated.primary_source.unwrap_or(own.primary_source),
            no_stale: stated.no_stale.unwrap_or(own.no_stale),
            no_open_query: stated.no_open_query.unwrap_or(own.no_open_query),
            reply_answered: stated.reply_answered.unwrap_or(own.reply_answered),
            no_doubt: stated.no_doubt.unwrap_or(own.no_doubt),
            no_expired: stated.no_expired.unwrap_or(own.no_expired),
            standing: stated.standing.unwrap_or(own.standing),
        }
    }

    /// Gives what sign-off asks of evidence and people under these rules.
    pub fn at_sign_off(&self, policy: &Policy) -> Policy {
        let second_person = match self.second_check {
            Whose::None => SecondPerson::Nobody,
            Whose::High => SecondPerson::High,
            Whose::All => SecondPerson::All,
        };
        Policy { second_person, ..*policy }
    }
}

/// Reads the rules that a file states.
pub fn stated(text: &str) -> Result<Rules, PolicyFault> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        #[serde(default)]
        gate: Rules,
        /// For the report of that name, which reads it for itself.
        #[serde(default, rename = "claimreview")]
        _claimreview: Option<IgnoredAny>,
    }
    let file: File = toml::from_str(text).map_err(|error| {
        let line = error.span().and_then(|span| text.get(..span.start)).map(|before| before.matches('\n').count() + 1);
        PolicyFault { line, message: error.message().trim().replace('\n', " ") }
    })?;
    Ok(file.gate)
}

impl<T: Copy> ByPriority<T> {
    fn with(self, stated: Option<&Stated<T>>) -> Self {
        let Some(stated) = stated else { return self };
        Self {
            high: stated.high.unwrap_or(self.high),
            medium: stated.medium.unwrap_or(self.medium),
            low: stated.low.unwrap_or(self.low),
        }
    }

    /// Gives the value for a priority.
    pub fn of(&self, priority: Priority) -> T {
        match priority {
            Priority::High => self.high,
            Priority::Medium => self.medium,
            Priority::Low => self.low,
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
