//! The graph of the stakes that apply on a day, the statements left out of it, and what a person should look at.

use super::applied::choose;
use super::rings::Rings;
use super::{Finding, Reason, SetAside, Share, Step, Unknown, name};
use record::model::id::Id;
use record::model::stake::Stake;
use record::model::time::Day;
use record::visible::visible;
use std::collections::{HashMap, HashSet, VecDeque};

/// One company, person or state, by the first spelling of its name.
#[derive(Clone, Debug)]
pub(super) struct Company {
    pub name: String,
    key: String,
    /// Other spellings, by more than case.
    spellings: Vec<String>,
}

/// A stake that applies, between companies given by their places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub owner: usize,
    pub owned: usize,
    pub share: Share,
    pub stake: usize,
}

/// Who owns whom, on one day or by the latest statements.
#[derive(Clone, Debug)]
pub struct Graph {
    pub(super) as_of: Option<Day>,
    pub(super) stakes: Vec<Stake>,
    pub(super) companies: Vec<Company>,
    places: HashMap<String, usize>,
    pub(super) links: Vec<Link>,
    /// The links to the owners of each company, the largest share first.
    pub(super) above: Vec<Vec<usize>>,
    /// The links to what each company owns, the largest share first.
    pub(super) below: Vec<Vec<usize>>,
    pub(super) rings: Rings,
    set_aside: Vec<SetAside>,
    findings: Vec<Finding>,
}

impl Graph {
    /// Makes the graph of the stakes that apply on a day, or of the latest where no day is given.
    ///
    /// The order of the stakes is the order in which they were recorded: names are shown as first written, and of two
    /// equal statements the last counts.
    pub fn of(stakes: Vec<Stake>, as_of: Option<Day>) -> Self {
        let shares: Vec<Option<Share>> = stakes.iter().map(|stake| Share::of(&stake.figure)).collect();
        let mut graph = Self::empty(stakes, as_of);
        let pairs = graph.pairs(&shares);
        for (owner, owned, pair) in pairs {
            graph.choose(owner, owned, &pair, &shares);
        }
        graph.connect();
        graph.rings = Rings::of(&graph.owned());
        graph.examine();
        graph
    }

    fn empty(stakes: Vec<Stake>, as_of: Option<Day>) -> Self {
        Self {
            as_of,
            stakes,
            companies: Vec::new(),
            places: HashMap::new(),
            links: Vec::new(),
            above: Vec::new(),
            below: Vec::new(),
            rings: Rings::default(),
            set_aside: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Puts together what is said about the same owner and company, in the order of first mention.
    fn pairs(&mut self, shares: &[Option<Share>]) -> Vec<(usize, usize, Vec<usize>)> {
        let mut at_pair: HashMap<(usize, usize), usize> = HashMap::new();
        let mut pairs: Vec<(usize, usize, Vec<usize>)> = Vec::new();
        for (at, share) in shares.iter().enumerate() {
            let Some((owner, owned)) = self.parties(at, share.as_ref()) else { continue };
            let pair = *at_pair.entry((owner, owned)).or_insert_with(|| {
                pairs.push((owner, owned, Vec::new()));
                pairs.len() - 1
            });
            pairs[pair].2.push(at);
        }
        pairs
    }

    /// Gives the places of the two companies of a stake, unless the stake cannot be used.
    fn parties(&mut self, at: usize, share: Option<&Share>) -> Option<(usize, usize)> {
        let stake = &self.stakes[at];
        if stake.withdrawn {
            self.leave_out(at, share.copied(), Reason::Withdrawn);
            return None;
        }
        let (owner, owned) = (stake.owner.clone(), stake.owned.clone());
        let parties = self.place(&owner).zip(self.place(&owned));
        let (reason, finding) = match parties {
            None => (Reason::Nameless, Finding::nameless(&self.stakes[at])),
            Some((owner, owned)) if owner == owned => (Reason::OwnShares, Finding::own_shares(&self.stakes[at])),
            Some(_) if share.is_none() => (Reason::Impossible, Finding::impossible(&self.stakes[at])),
            Some(parties) => return Some(parties),
        };
        self.findings.push(finding);
        self.leave_out(at, share.copied(), reason);
        None
    }

    fn leave_out(&mut self, at: usize, share: Option<Share>, reason: Reason) {
        let Stake { id, owner, owned, .. } = &self.stakes[at];
        let (owner, owned) = (owner.clone(), owned.clone());
        self.set_aside.push(SetAside { stake: *id, owner, owned, share, reason });
    }

    fn place(&mut self, written: &str) -> Option<usize> {
        let key = name::key(written);
        if key.is_empty() {
            return None;
        }
        let next = self.companies.len();
        let place = *self.places.entry(key.clone()).or_insert(next);
        if place == next {
            self.companies.push(Company { name: written.trim().to_string(), key, spellings: Vec::new() });
            return Some(place);
        }
        let company = &mut self.companies[place];
        let same = |other: &str| other.to_lowercase() == written.trim().to_lowercase();
        if !same(&company.name) && !company.spellings.iter().any(|other| same(other)) {
            company.spellings.push(written.trim().to_string());
        }
        Some(place)
    }

    fn choose(&mut self, owner: usize, owned: usize, pair: &[usize], shares: &[Option<Share>]) {
        let choice = choose(&self.stakes, shares, pair, self.as_of);
        for (at, reason) in choice.others {
            self.leave_out(at, shares[at], reason);
        }
        let Some((stake, share)) = choice.taken.and_then(|at| shares[at].map(|share| (at, share))) else { return };
        for other in choice.contradicting {
            if let Some(value) = shares[other] {
                let finding = Finding::two_values((&self.stakes[stake], share), (&self.stakes[other], value));
                self.findings.push(finding);
            }
        }
        if share.is_nothing() {
            return self.leave_out(stake, Some(share), Reason::Ended);
        }
        self.links.push(Link { owner, owned, share, stake });
        self.findings.extend(self.dating(stake));
    }

    fn dating(&self, at: usize) -> Option<Finding> {
        let stake = &self.stakes[at];
        match (stake.starts(), stake.figure.to, self.as_of) {
            (None, _, _) => Some(Finding::missing_date(stake)),
            (_, Some(to), Some(as_of)) if to < as_of => Some(Finding::carried_forward(stake, as_of)),
            _ => None,
        }
    }

    fn connect(&mut self) {
        self.above = vec![Vec::new(); self.companies.len()];
        self.below = vec![Vec::new(); self.companies.len()];
        for (at, link) in self.links.iter().enumerate() {
            self.above[link.owned].push(at);
            self.below[link.owner].push(at);
        }
        let links = &self.links;
        for side in self.above.iter_mut().chain(&mut self.below) {
            side.sort_by_key(|at| (std::cmp::Reverse(links[*at].share.weight()), *at));
        }
    }

    fn owned(&self) -> Vec<Vec<usize>> {
        self.below.iter().map(|links| links.iter().map(|at| self.links[*at].owned).collect()).collect()
    }

    /// Gives the company and all above it, or all below it: the nearer ring first.
    pub(super) fn reached(&self, start: usize, upward: bool) -> Vec<usize> {
        let mut seen = vec![false; self.companies.len()];
        seen[start] = true;
        let mut reached = vec![start];
        let mut next = 0;
        while let Some(&company) = reached.get(next) {
            next += 1;
            for &at in if upward { &self.above[company] } else { &self.below[company] } {
                let other = if upward { self.links[at].owner } else { self.links[at].owned };
                if !std::mem::replace(&mut seen[other], true) {
                    reached.push(other);
                }
            }
        }
        self.rings.sort(&mut reached, upward);
        reached
    }

    fn examine(&mut self) {
        let mut found = Vec::new();
        for (place, company) in self.companies.iter().enumerate() {
            let above = &self.above[place];
            let sum = above.iter().fold(Share::ZERO, |sum, at| sum.plus(self.links[*at].share));
            if sum.low > Share::WHOLE.low {
                found.push(Finding::past_whole(&company.name, sum, &self.stakes_of(above)));
            }
            if !company.spellings.is_empty() {
                let spellings = std::iter::once(&company.name).chain(&company.spellings);
                let spellings: Vec<&str> = spellings.map(String::as_str).collect();
                found.push(Finding::one_name(&spellings, &self.stakes_of(above.iter().chain(&self.below[place]))));
            }
        }
        found.extend(self.rings.rings().map(|ring| self.cycle(ring)));
        self.findings.extend(found);
        self.findings.sort_by_key(|finding| finding.kind);
    }

    fn stakes_of<'a>(&'a self, links: impl IntoIterator<Item = &'a usize>) -> Vec<&'a Stake> {
        links.into_iter().map(|at| &self.stakes[self.links[*at].stake]).collect()
    }

    /// Names the shortest cycle through the first company of a ring.
    fn cycle(&self, ring: &[usize]) -> Finding {
        let first = ring.iter().copied().min().unwrap_or_default();
        let mut came_by: HashMap<usize, usize> = HashMap::new();
        let mut next = VecDeque::from([first]);
        while let Some(owner) = next.pop_front()
            && !came_by.contains_key(&first)
        {
            for &at in self.below[owner].iter().filter(|at| self.rings.together(first, self.links[**at].owned)) {
                came_by.entry(self.links[at].owned).or_insert_with(|| {
                    next.push_back(self.links[at].owned);
                    at
                });
            }
        }
        let mut links = Vec::new();
        let mut here = first;
        while let Some(&at) = came_by.get(&here) {
            links.push(at);
            here = self.links[at].owner;
            if here == first {
                break;
            }
        }
        links.reverse();
        self.cycle_finding(ring, &links)
    }

    fn cycle_finding(&self, ring: &[usize], links: &[usize]) -> Finding {
        let name = |company: usize| self.companies[company].name.clone();
        let mut chain: Vec<String> = links.iter().map(|at| name(self.links[*at].owner)).collect();
        chain.extend(links.first().map(|at| name(self.links[*at].owner)));
        let stakes = self.stakes_of(links);
        let owners = ring.iter().flat_map(|company| &self.above[*company]).map(|at| self.links[*at].owner);
        let closed = owners.into_iter().all(|owner| self.rings.together(owner, ring[0]));
        Finding::cycle(&chain, &stakes, closed)
    }

    /// Gives what a person should look at before relying on the graph, the gravest first.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Gives the statements that are not in the graph, and why.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// Gives what was found and what was left out of the statements about who owns some companies, given in any order.
    pub(super) fn noted(&self, companies: &[usize]) -> (Vec<Finding>, Vec<SetAside>) {
        let about: HashSet<usize> = companies.iter().copied().collect();
        let concerns = |owned: &str| self.places.get(&name::key(owned)).is_some_and(|place| about.contains(place));
        let left: Vec<SetAside> = self.set_aside.iter().filter(|left| concerns(&left.owned)).cloned().collect();
        let links = self.links.iter().filter(|link| about.contains(&link.owned));
        let mut stakes: HashSet<Id> = links.map(|link| self.stakes[link.stake].id).collect();
        stakes.extend(left.iter().map(|left| left.stake));
        let bears = |finding: &&Finding| finding.stakes.iter().any(|stake| stakes.contains(stake));
        (self.findings.iter().filter(bears).cloned().collect(), left)
    }

    /// Gives the stakes that are in the graph.
    pub fn applied(&self) -> impl Iterator<Item = Step> {
        (0..self.links.len()).map(|at| self.step(at))
    }

    /// Gives the names of all owners and companies, as first written.
    pub fn companies(&self) -> impl Iterator<Item = &str> {
        self.companies.iter().map(|company| company.name.as_str())
    }

    /// Gives the owners without a recorded owner from whom a path leads to the company.
    pub fn roots_of(&self, company: &str) -> Result<Vec<&str>, Unknown> {
        let company = self.find(company)?;
        let mut roots = self.reached(company, true);
        roots.retain(|root| *root != company && self.above[*root].is_empty());
        roots.sort_unstable();
        Ok(roots.into_iter().map(|root| self.companies[root].name.as_str()).collect())
    }

    pub(super) fn find(&self, written: &str) -> Result<usize, Unknown> {
        let key = name::key(written);
        self.places.get(&key).copied().ok_or_else(|| {
            let near = name::nearest(&key, self.companies.iter().map(|company| company.key.as_str()));
            let nearest = near.into_iter().map(|at| visible(&self.companies[at].name)).collect();
            Unknown { name: visible(written), nearest }
        })
    }
}
