//! Which statement about one owner and one company applies on a day, and why the others do not.

use super::Share;
use record::model::id::Id;
use record::model::stake::Stake;
use record::model::time::Day;
use serde::Serialize;
use std::fmt;

/// Why a statement is not in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    Withdrawn,
    /// A later statement replaces it.
    Earlier,
    /// It tells of a time after the day asked for.
    Later,
    /// Another statement tells of the same time, and is taken.
    SameTime,
    /// It has no day, and another statement has.
    Undated,
    /// It says that nothing is held.
    Ended,
    /// Its amount is no share of a whole.
    Impossible,
    /// It says that a company holds shares in itself.
    OwnShares,
    /// The owner or the owned has no letter or digit to know it by.
    Nameless,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Withdrawn => "it was withdrawn",
            Self::Earlier => "a later statement replaces it",
            Self::Later => "it tells of a later time",
            Self::SameTime => "another statement tells of the same time",
            Self::Undated => "it has no date, and another statement has",
            Self::Ended => "it says that nothing is held",
            Self::Impossible => "its amount is no share: a share lies between 0 and 100 percent",
            Self::OwnShares => "shares that a company holds in itself have no owner",
            Self::Nameless => "an owner or an owned company has no name",
        })
    }
}

/// A statement that is not in the graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SetAside {
    pub stake: Id,
    pub owner: String,
    pub owned: String,
    pub share: Option<Share>,
    pub reason: Reason,
}

/// What was chosen from the statements about one owner and one company.
#[derive(Default)]
pub(super) struct Choice {
    /// The statement that applies, by its place among all stakes.
    pub taken: Option<usize>,
    pub others: Vec<(usize, Reason)>,
    /// Statements of the same time that cannot be true together with the one that applies.
    pub contradicting: Vec<usize>,
}

/// Chooses among the statements about one owner and one company, given by their places.
pub(super) fn choose(stakes: &[Stake], shares: &[Option<Share>], pair: &[usize], as_of: Option<Day>) -> Choice {
    let mut choice = Choice::default();
    let later = |at: usize| as_of.is_some_and(|day| stakes[at].starts().is_some_and(|starts| starts > day));
    let standing = pair.iter().copied().filter(|at| !later(*at));
    choice.taken = standing.max_by_key(|at| rank(&stakes[*at], shares[*at], *at));
    for &at in pair.iter().filter(|at| choice.taken != Some(**at)) {
        let reason = match choice.taken {
            _ if later(at) => Reason::Later,
            Some(taken) => passed_over(&stakes[at], &stakes[taken]),
            None => Reason::Later,
        };
        if let Some(taken) = choice.taken
            && told_together(&stakes[at], &stakes[taken])
            && shares[at].zip(shares[taken]).is_some_and(|(one, two)| one.apart(&two))
        {
            choice.contradicting.push(at);
        }
        choice.others.push((at, reason));
    }
    choice
}

/// Ranks a statement: the later before the earlier, the exact before the hedged, the last recorded before the first.
fn rank(stake: &Stake, share: Option<Share>, at: usize) -> impl Ord {
    (stake.starts(), stake.ends(), share.is_some_and(|share| share.is_exact()), at)
}

fn passed_over(stake: &Stake, taken: &Stake) -> Reason {
    match (stake.starts(), taken.starts()) {
        (None, Some(_)) => Reason::Undated,
        (one, two) if one == two => Reason::SameTime,
        _ => Reason::Earlier,
    }
}

/// Says whether a statement tells of the first day of another.
fn told_together(stake: &Stake, taken: &Stake) -> bool {
    stake.starts() == taken.starts() || (stake.starts() < taken.starts() && stake.ends() >= taken.starts())
}
