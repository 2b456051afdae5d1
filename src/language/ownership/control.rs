//! Who controls a company: majorities held directly and by companies that are themselves controlled.

use super::graph::Graph;
use super::{Answer, Share};
use record::model::id::Id;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Whether an owner controls a company, and by which votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Control {
    /// Whether the share is a majority; `Unsettled` where hedged stakes allow both.
    pub majority: Answer,
    /// What the owner and the companies that it controls hold in the company, together.
    pub share: Share,
    /// Who holds how much of it.
    pub parts: Vec<Part>,
}

impl Control {
    pub(super) fn none() -> Self {
        Self { majority: Answer::No, share: Share::ZERO, parts: Vec::new() }
    }
}

/// What one holder adds to a control share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The owner itself, or a company that it controls.
    pub holder: String,
    pub share: Share,
    pub stake: Id,
    /// Hedged stakes leave open whether the owner controls this holder.
    pub possible: bool,
}

/// Counts what owners hold and control, one owner after the other, without clearing its tables in between.
pub(super) struct Count<'a> {
    graph: &'a Graph,
    round: usize,
    counted_in: Vec<usize>,
    sums: Vec<Share>,
    controlled_in: Vec<usize>,
    hedged: bool,
}

/// One owner's count: the companies in which it has votes, and those that it controls, itself among them.
struct Tally {
    voted: Vec<(usize, Share)>,
    controlled: Vec<usize>,
}

impl<'a> Count<'a> {
    pub fn of(graph: &'a Graph) -> Self {
        let size = graph.companies.len();
        let hedged = graph.links.iter().any(|link| !link.share.is_exact());
        Self {
            graph,
            round: 0,
            counted_in: vec![0; size],
            sums: vec![Share::ZERO; size],
            controlled_in: vec![0; size],
            hedged,
        }
    }

    /// Says what an owner has in one company.
    pub fn control(&mut self, owner: usize, company: usize) -> Control {
        let mut all = self.all(owner, Some(company));
        all.pop().map_or_else(Control::none, |(_, control)| control)
    }

    /// Says what an owner has in every company in which it has votes, or in one of them.
    pub fn all(&mut self, owner: usize, only: Option<usize>) -> Vec<(usize, Control)> {
        let sure = self.tally(owner, true);
        let sure_of: HashSet<usize> =
            if self.hedged { sure.controlled.iter().copied().collect() } else { Default::default() };
        let most = if self.hedged { self.tally(owner, false) } else { Tally { voted: sure.voted.clone(), ..sure } };
        let least: HashMap<usize, Share> = sure.voted.into_iter().collect();
        let wanted = most.voted.into_iter().filter(|(company, _)| only.is_none_or(|only| only == *company));
        let wanted: Vec<(usize, Share)> = wanted.collect();
        let controls = wanted.into_iter().map(|(company, most)| {
            let share = Share::from_to(least.get(&company).copied().unwrap_or(Share::ZERO), most).capped();
            let parts = self.parts(company, |holder| self.hedged && !sure_of.contains(&holder));
            (company, Control { majority: share.majority(), share, parts })
        });
        controls.collect()
    }

    /// Counts votes, from the owner down: a company in which they are a majority votes with its owner from then on.
    fn tally(&mut self, owner: usize, surely: bool) -> Tally {
        self.round += 1;
        self.controlled_in[owner] = self.round;
        let mut voted = Vec::new();
        let mut controlled = vec![owner];
        let mut next = 0;
        while let Some(&holder) = controlled.get(next) {
            next += 1;
            for &at in &self.graph.below[holder] {
                let link = self.graph.links[at];
                let company = link.owned;
                if std::mem::replace(&mut self.counted_in[company], self.round) != self.round {
                    self.sums[company] = Share::ZERO;
                    voted.push(company);
                }
                self.sums[company] = self.sums[company].plus(link.share);
                let majority = self.sums[company].majority();
                let counts = if surely { majority == Answer::Yes } else { majority != Answer::No };
                if counts && std::mem::replace(&mut self.controlled_in[company], self.round) != self.round {
                    controlled.push(company);
                }
            }
        }
        let voted = voted.into_iter().map(|company| (company, self.sums[company])).collect();
        Tally { voted, controlled }
    }

    /// Gives the holders that were counted last.
    fn parts(&self, company: usize, possible: impl Fn(usize) -> bool) -> Vec<Part> {
        let links = self.graph.above[company].iter().map(|at| &self.graph.links[*at]);
        let counted = links.filter(|link| self.controlled_in[link.owner] == self.round);
        let part = |link: &super::graph::Link| Part {
            holder: self.graph.companies[link.owner].name.clone(),
            share: link.share,
            stake: self.graph.stakes[link.stake].id,
            possible: possible(link.owner),
        };
        counted.map(part).collect()
    }
}
