//! What an owner has in a company: directly, looked through, and by control, with the working of each.

use super::control::Count;
use super::flow::Flow;
use super::graph::Graph;
use super::paths::Climb;
use super::{Answer, Control, Finding, Path, SetAside, Share};
use record::model::time::Day;
use record::visible::visible;
use rust_decimal::Decimal;
use serde::Serialize;
use std::fmt;

/// How many owners that own part of themselves are followed one by one.
const MOST_RING_OWNERS: usize = 60;
/// A difference below this part is one of rounding.
const ROUNDING: Decimal = Decimal::from_parts(1, 0, 0, false, 15);

/// What one owner has in one company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holding {
    pub owner: String,
    pub owned: String,
    /// No owner of this owner is recorded.
    pub ultimate: bool,
    /// The share held by the owner itself; nothing where it holds through others only.
    pub direct: Share,
    /// The economic interest: the sum over all paths.
    pub look_through: Share,
    pub control: Control,
    /// The paths from the company up to the owner, the short ones first. Not given by [`Graph::holdings_of`].
    pub paths: Vec<Path>,
    /// There are more paths than are listed; the look-through share counts them all.
    pub paths_left_out: bool,
    /// Cycles add to the look-through share what no listed path shows.
    pub around_cycle: bool,
}

/// All that is recorded about who owns a company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ownership {
    pub company: String,
    pub as_of: Option<Day>,
    /// Every direct and indirect owner, the largest look-through share first.
    pub holdings: Vec<Holding>,
    /// What the direct owners hold together; the rest of the company has no recorded owner.
    pub recorded: Share,
    /// What of [`Graph::findings`] bears on these holdings, and what came up in following them.
    pub findings: Vec<Finding>,
    /// What of [`Graph::set_aside`] was said about the company and those above it.
    pub set_aside: Vec<SetAside>,
}

/// A company that no stake names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unknown {
    pub name: String,
    /// Names that are, the most alike first; safe to print.
    pub nearest: Vec<String>,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no stake names `{}`", self.name)?;
        match self.nearest.is_empty() {
            true => Ok(()),
            false => write!(f, "; the nearest names are {}", self.nearest.join(", ")),
        }
    }
}

impl std::error::Error for Unknown {}

/// Whether an owner has the majority of a company, asked in the two ways that may differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Majority {
    pub by_control: Answer,
    pub control_share: Share,
    /// Who holds the control share; empty where the owner holds all of it itself.
    pub through: Vec<String>,
    pub by_interest: Answer,
    pub look_through: Share,
}

impl fmt::Display for Majority {
    /// Prints `majority by control: yes (62.5 % through MMG Limited); by economic interest: no (42.19 %)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "majority by control: {} ({:.2}", self.by_control, self.control_share)?;
        if !self.through.is_empty() {
            let names: Vec<String> = self.through.iter().map(|name| visible(name)).collect();
            write!(f, " through {}", names.join(", "))?;
        }
        write!(f, "); by economic interest: {} ({:.2})", self.by_interest, self.look_through)
    }
}

impl Holding {
    /// Answers whether the owner has the majority, by control and by economic interest.
    pub fn majority(&self) -> Majority {
        let holders: Vec<String> = self.control.parts.iter().map(|part| part.holder.clone()).collect();
        Majority {
            by_control: self.control.majority,
            control_share: self.control.share,
            through: if holders == [self.owner.clone()] { Vec::new() } else { holders },
            by_interest: self.look_through.majority(),
            look_through: self.look_through,
        }
    }
}

impl Graph {
    /// Gives every direct and indirect owner of a company, the largest look-through share first.
    pub fn ownership_of(&self, company: &str) -> Result<Ownership, Unknown> {
        let place = self.find(company)?;
        let flow = Flow::up(self, place);
        let mut climb = Climb::from(self, place);
        let mut count = Count::of(self);
        let mut ring_owners = 0;
        let mut settled = flow.settled;
        let mut holdings = Vec::new();
        for &owner in flow.reached.iter().filter(|owner| **owner != place) {
            let mut look_through = flow.shares[owner];
            if self.rings.in_ring(owner) {
                ring_owners += 1;
                let from_owner = self.of_ring_owner(owner, place, ring_owners);
                settled &= from_owner.1;
                look_through = from_owner.0;
            }
            let (paths, paths_left_out) = climb.paths_to(owner);
            let control = count.control(owner, place);
            let holding = self.holding(owner, place, look_through, control);
            let around_cycle = !paths_left_out && !sums_to(&paths, look_through);
            holdings.push(Holding { paths, paths_left_out, around_cycle, ..holding });
        }
        holdings.sort_by_key(|holding| std::cmp::Reverse(holding.look_through.weight()));
        let (mut findings, set_aside) = self.noted(&flow.reached);
        if !settled {
            findings.push(Finding::unsettled_cycle(&self.companies[place].name));
        }
        let recorded = self.above[place].iter().fold(Share::ZERO, |sum, at| sum.plus(self.links[*at].share)).capped();
        let company = self.companies[place].name.clone();
        Ok(Ownership { company, as_of: self.as_of, holdings, recorded, findings, set_aside })
    }

    /// Gives what an owner has that owns part of itself, and whether its cycles were followed to their end.
    fn of_ring_owner(&self, owner: usize, company: usize, before: usize) -> (Share, bool) {
        if before > MOST_RING_OWNERS {
            return (self.direct(owner, company).at_least(), false);
        }
        let flow = Flow::down(self, owner);
        (flow.shares[company], flow.settled)
    }

    fn direct(&self, owner: usize, company: usize) -> Share {
        let mut links = self.below[owner].iter().map(|at| &self.links[*at]);
        links.find(|link| link.owned == company).map_or(Share::ZERO, |link| link.share)
    }

    fn holding(&self, owner: usize, owned: usize, look_through: Share, control: Control) -> Holding {
        Holding {
            owner: self.companies[owner].name.clone(),
            owned: self.companies[owned].name.clone(),
            ultimate: self.above[owner].is_empty(),
            direct: self.direct(owner, owned),
            look_through: look_through.capped(),
            control,
            paths: Vec::new(),
            paths_left_out: false,
            around_cycle: false,
        }
    }

    /// Gives what an owner has in every company below it, the largest look-through share first, without the paths.
    pub fn holdings_of(&self, owner: &str) -> Result<Vec<Holding>, Unknown> {
        let place = self.find(owner)?;
        let flow = Flow::down(self, place);
        let mut count = Count::of(self);
        let mut controls: std::collections::HashMap<usize, Control> = count.all(place, None).into_iter().collect();
        let below = flow.reached.iter().filter(|owned| **owned != place);
        let mut holdings: Vec<Holding> = below
            .map(|&owned| {
                let control = controls.remove(&owned).unwrap_or_else(Control::none);
                let paths_left_out = true;
                Holding { paths_left_out, ..self.holding(place, owned, flow.shares[owned], control) }
            })
            .collect();
        holdings.sort_by_key(|holding| std::cmp::Reverse(holding.look_through.weight()));
        Ok(holdings)
    }
}

/// Says whether the paths alone give the share.
fn sums_to(paths: &[Path], share: Share) -> bool {
    let sum = paths.iter().fold(Share::ZERO, |sum, path| sum.plus(path.share));
    share.low - sum.low <= share.low * ROUNDING
}
