//! What a person should look at before relying on a graph of stakes.

use super::Share;
use record::model::id::Id;
use record::model::stake::Stake;
use record::model::time::Day;
use record::visible::visible;
use serde::Serialize;
use std::fmt;

/// What sort of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What the owners of one company hold is more than all of it.
    PastWhole,
    /// Statements of the same time that cannot both be true.
    TwoValues,
    /// Companies own one another in a ring.
    Cycle,
    /// Nobody outside a ring of companies owns any of it, or a ring is too tangled to be followed to its end.
    ClosedCycle,
    /// A statement that is used has no date.
    MissingDate,
    /// A statement that is used tells of a time that ended before the day asked for.
    CarriedForward,
    /// An amount is no share of a whole.
    Impossible,
    /// A company is said to hold shares in itself.
    OwnShares,
    /// A statement names no owner or nothing owned.
    Nameless,
    /// Spellings that differ by more than case were taken for one name.
    OneName,
}

/// One thing that a person should look at, with the stakes that it is about.
///
/// The message is one line, safe to print: what would steer a terminal is spelt out in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub kind: Kind,
    pub stakes: Vec<Id>,
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Finding {
    fn about(kind: Kind, stakes: &[&Stake], message: String) -> Self {
        Self { kind, stakes: stakes.iter().map(|stake| stake.id).collect(), message: visible(&message) }
    }

    pub(super) fn missing_date(stake: &Stake) -> Self {
        let (owner, owned, mark) = (&stake.owner, &stake.owned, stake.mark());
        let message = format!("the share of {owner} in {owned} has no date ({mark}); it is taken for every day");
        Self::about(Kind::MissingDate, &[stake], message)
    }

    pub(super) fn carried_forward(stake: &Stake, as_of: Day) -> Self {
        let (owner, owned, told, mark) = (&stake.owner, &stake.owned, stake.told_of(), stake.mark());
        let message = format!(
            "the share of {owner} in {owned} is told of {told} ({mark}) and taken to hold still on {as_of}: \
             nothing later replaces it"
        );
        Self::about(Kind::CarriedForward, &[stake], message)
    }

    pub(super) fn two_values(taken: (&Stake, Share), other: (&Stake, Share)) -> Self {
        let ((stake, share), (left, value)) = (taken, other);
        let message = format!(
            "the share of {} in {} is both {share} ({}, {}) and {value} ({}, {}); {share} is used",
            stake.owner,
            stake.owned,
            stake.told_of(),
            stake.mark(),
            left.told_of(),
            left.mark(),
        );
        Self::about(Kind::TwoValues, &[stake, left], message)
    }

    pub(super) fn past_whole(company: &str, sum: Share, stakes: &[&Stake]) -> Self {
        let parts: Vec<String> =
            stakes.iter().map(|stake| format!("{} ({}, {})", stake.owner, stake.told_of(), stake.mark())).collect();
        let least = if sum.is_exact() { String::new() } else { "at least ".into() };
        let total = Share::exactly(sum.low);
        let message = format!("the owners of {company} hold {least}{total} together: {}", parts.join(", "));
        Self::about(Kind::PastWhole, stakes, message)
    }

    pub(super) fn cycle(chain: &[String], stakes: &[&Stake], closed: bool) -> Self {
        let ring = chain.join(" → ");
        let (kind, message) = match closed {
            false => (
                Kind::Cycle,
                format!("companies own one another: {ring}; look-through shares follow the cycle to its end"),
            ),
            true => (
                Kind::ClosedCycle,
                format!("companies own one another: {ring}, and nobody outside the cycle is recorded as an owner"),
            ),
        };
        Self::about(kind, stakes, message)
    }

    pub(super) fn unsettled_cycle(company: &str) -> Self {
        let message = format!(
            "the cycles above {company} could not be followed to their end: look-through shares along them are given \
             as bounds"
        );
        Self::about(Kind::ClosedCycle, &[], message)
    }

    pub(super) fn impossible(stake: &Stake) -> Self {
        let message = format!(
            "what {} is said to hold in {} is no share ({}): a share lies between 0 and 100 percent",
            stake.owner,
            stake.owned,
            stake.mark()
        );
        Self::about(Kind::Impossible, &[stake], message)
    }

    pub(super) fn own_shares(stake: &Stake) -> Self {
        let message = format!("{} is said to hold shares in itself ({}); they are left out", stake.owner, stake.mark());
        Self::about(Kind::OwnShares, &[stake], message)
    }

    pub(super) fn nameless(stake: &Stake) -> Self {
        let message = format!("a stake names no owner or nothing owned ({}); it is left out", stake.mark());
        Self::about(Kind::Nameless, &[stake], message)
    }

    pub(super) fn one_name(spellings: &[&str], stakes: &[&Stake]) -> Self {
        let others: Vec<String> = spellings[1..].iter().map(|name| format!("`{name}`")).collect();
        let message = format!("`{}` and {} are taken for one name", spellings[0], others.join(", "));
        Self::about(Kind::OneName, stakes, message)
    }
}
