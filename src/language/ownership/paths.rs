//! The paths of stakes from a company up to each of its owners, with the product of the shares along each.

use super::Share;
use super::graph::Graph;
use record::model::id::Id;
use serde::Serialize;

/// Paths listed to one owner, and steps listed in all: the shares are right beyond them, only the list is cut.
const MOST_PATHS: usize = 40;
const MOST_STEPS: usize = 100_000;

/// One stake on a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    pub owner: String,
    pub owned: String,
    pub share: Share,
    pub stake: Id,
    /// What the evidence is called.
    pub evidence: Option<String>,
    /// Of when the stake tells: `2024-06-04`, `undated`.
    pub told_of: String,
}

/// A path from a company up to an owner, no company twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Path {
    /// The stakes, from the one in the company upwards.
    pub steps: Vec<Step>,
    /// The product of their shares.
    pub share: Share,
}

impl Path {
    /// Gives the working: `62.5 % × 67.5 % = 42.1875 %`; of one step, the share alone.
    pub fn working(&self) -> String {
        let factors: Vec<String> = self.steps.iter().map(|step| step.share.to_string()).collect();
        match factors.len() {
            0 | 1 => self.share.to_string(),
            _ => format!("{} = {}", factors.join(" × "), self.share),
        }
    }
}

/// The end of a path: its last stake, and the path that it continues.
struct End {
    link: usize,
    before: Option<usize>,
    share: Share,
    length: usize,
}

/// All paths from one company upwards, the short ones first, as far as they are listed.
pub(super) struct Climb<'a> {
    graph: &'a Graph,
    ends: Vec<End>,
    /// By owner, the paths that end at it.
    by_owner: Vec<Vec<usize>>,
    /// The owners to whom there are more paths.
    cut: Vec<bool>,
    steps_left: usize,
}

impl<'a> Climb<'a> {
    pub fn from(graph: &'a Graph, company: usize) -> Self {
        let size = graph.companies.len();
        let (by_owner, cut) = (vec![Vec::new(); size], vec![false; size]);
        let mut climb = Self { graph, ends: Vec::new(), by_owner, cut, steps_left: MOST_STEPS };
        climb.go_on(company, company, None);
        let mut next = 0;
        while next < climb.ends.len() {
            climb.go_on(graph.links[climb.ends[next].link].owner, company, Some(next));
            next += 1;
        }
        climb
    }

    fn go_on(&mut self, here: usize, company: usize, before: Option<usize>) {
        let graph = self.graph;
        for &link in &graph.above[here] {
            let owner = graph.links[link].owner;
            if owner == company || self.passes(before, owner) {
                continue;
            }
            // A cut path cuts those that would go on from it.
            self.cut[owner] |= self.by_owner[owner].len() >= MOST_PATHS || self.cut[here];
            if self.by_owner[owner].len() >= MOST_PATHS {
                continue;
            }
            let step = graph.links[link].share;
            let (share, length) =
                before.map_or((step, 1), |before| (self.ends[before].share.times(step), self.ends[before].length + 1));
            self.by_owner[owner].push(self.ends.len());
            self.ends.push(End { link, before, share, length });
        }
    }

    /// Says whether a path passes a company; outside rings none can come back.
    fn passes(&self, mut at: Option<usize>, company: usize) -> bool {
        if !self.graph.rings.in_ring(company) {
            return false;
        }
        while let Some(end) = at {
            if self.graph.links[self.ends[end].link].owner == company {
                return true;
            }
            at = self.ends[end].before;
        }
        false
    }

    /// Gives the paths to an owner, and whether there are more.
    pub fn paths_to(&mut self, owner: usize) -> (Vec<Path>, bool) {
        let mut paths = Vec::new();
        for &end in &self.by_owner[owner] {
            let length = self.ends[end].length;
            if length > self.steps_left {
                return (paths, true);
            }
            self.steps_left -= length;
            paths.push(self.path(end));
        }
        (paths, self.cut[owner])
    }

    fn path(&self, end: usize) -> Path {
        let mut steps = Vec::with_capacity(self.ends[end].length);
        let mut at = Some(end);
        while let Some(end) = at {
            steps.push(self.graph.step(self.ends[end].link));
            at = self.ends[end].before;
        }
        steps.reverse();
        Path { steps, share: self.ends[end].share }
    }
}

impl Graph {
    pub(super) fn step(&self, at: usize) -> Step {
        let link = &self.links[at];
        let stake = &self.stakes[link.stake];
        Step {
            owner: self.companies[link.owner].name.clone(),
            owned: self.companies[link.owned].name.clone(),
            share: link.share,
            stake: stake.id,
            evidence: stake.evidence.clone(),
            told_of: stake.told_of(),
        }
    }
}
