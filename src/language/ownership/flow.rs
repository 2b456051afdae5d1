//! Shares looked through a whole graph: from one company up to all its owners, or down to all that it owns.

use super::Share;
use super::graph::{Graph, Link};
use rust_decimal::Decimal;

/// How small a change ends the following of a cycle: 10⁻¹⁸ percent.
const SETTLED: Decimal = Decimal::from_parts(1, 0, 0, false, 18);
/// A sum that grows past this many percent has no end.
const RUNAWAY: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
/// How often a cycle is gone round at most, and how many links are looked at in doing so.
const MOST_ROUNDS: usize = 4_000;
const MOST_LOOKS: usize = 1_000_000;

/// The look-through shares between one company and all that are reached from it.
pub(super) struct Flow<'a> {
    graph: &'a Graph,
    start: usize,
    upward: bool,
    /// The companies that are reached, the start among them.
    pub reached: Vec<usize>,
    /// By company; nothing for what is not reached. The start has 100 %, and upward what it owns of itself besides.
    pub shares: Vec<Share>,
    /// Every cycle was followed to its end.
    pub settled: bool,
}

impl<'a> Flow<'a> {
    /// Gives what every owner has of the company. For owners that own part of themselves, go down from them.
    pub fn up(graph: &'a Graph, company: usize) -> Self {
        Self::run(graph, company, true)
    }

    /// Gives what the owner has of every company; what it has of itself does not add to it.
    pub fn down(graph: &'a Graph, owner: usize) -> Self {
        Self::run(graph, owner, false)
    }

    fn run(graph: &'a Graph, start: usize, upward: bool) -> Self {
        let reached = graph.reached(start, upward);
        let mut shares = vec![Share::ZERO; graph.companies.len()];
        shares[start] = Share::WHOLE;
        let mut flow = Self { graph, start, upward, reached: Vec::new(), shares, settled: true };
        for ring in reached.chunk_by(|one, two| graph.rings.together(*one, *two)) {
            match ring {
                [company] => flow.shares[*company] = flow.sum(*company),
                ring => flow.follow(ring),
            }
        }
        flow.reached = reached;
        flow
    }

    fn sum(&self, company: usize) -> Share {
        let first = if company == self.start { Share::WHOLE } else { Share::ZERO };
        if company == self.start && !self.upward {
            return first;
        }
        let links = if self.upward { &self.graph.below[company] } else { &self.graph.above[company] };
        let links = links.iter().map(|at| &self.graph.links[*at]);
        links.fold(first, |sum, link| match &self.shares[self.nearer(link)] {
            share if share.is_nothing() => sum,
            share => sum.plus(share.times(link.share)),
        })
    }

    fn nearer(&self, link: &Link) -> usize {
        if self.upward { link.owned } else { link.owner }
    }

    /// Goes round a ring until nothing changes any more.
    fn follow(&mut self, ring: &[usize]) {
        let links: usize = ring.iter().map(|company| self.graph.above[*company].len()).sum();
        for _ in 0..MOST_ROUNDS.min(MOST_LOOKS / links.max(1)).max(2) {
            let mut change = Decimal::ZERO;
            for &company in ring {
                let (sum, before) = (self.sum(company), self.shares[company]);
                change = change.max((sum.low - before.low).abs()).max((sum.high - before.high).abs());
                self.shares[company] = sum;
                if sum.high > RUNAWAY {
                    return self.give_up(ring);
                }
            }
            if change <= SETTLED {
                let exact = change.is_zero();
                ring.iter().for_each(|company| self.shares[*company].rounded |= !exact);
                return;
            }
        }
        self.give_up(ring);
    }

    /// Keeps the sums so far as what is had at least: no round can make them smaller.
    fn give_up(&mut self, ring: &[usize]) {
        self.settled = false;
        for company in ring {
            // Not the whole: what the company has of itself may carry further shares up.
            self.shares[*company] = Share { high: RUNAWAY, ..self.shares[*company].at_least() };
        }
    }
}
