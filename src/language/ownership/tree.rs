//! The owners of a company as a tree of plain lines, for a terminal.

use super::control::Count;
use super::graph::Graph;
use super::{Answer, Unknown};
use record::visible::visible;
use std::collections::HashSet;

/// Levels and lines beyond which a tree is cut.
const MOST_LEVELS: usize = 25;
const MOST_LINES: usize = 2_000;

/// Draws who owns a company, its owners' owners below them; each line ends without a line feed.
///
/// A company that comes twice has its owners shown the first time. Names are safe to print.
pub fn tree(graph: &Graph, company: &str) -> Result<Vec<String>, Unknown> {
    let subject = graph.find(company)?;
    let lines = vec![visible(&graph.companies[subject].name)];
    let mut growing = Growing { graph, count: Count::of(graph), lines, shown: HashSet::new(), way: vec![subject] };
    growing.owners(subject, "");
    if growing.lines.len() > MOST_LINES {
        growing.lines.truncate(MOST_LINES);
        growing.lines.push(format!("… cut after {MOST_LINES} lines"));
    }
    Ok(growing.lines)
}

struct Growing<'a> {
    graph: &'a Graph,
    count: Count<'a>,
    lines: Vec<String>,
    shown: HashSet<usize>,
    /// The companies from the root to here.
    way: Vec<usize>,
}

impl Growing<'_> {
    fn owners(&mut self, company: usize, indent: &str) {
        self.shown.insert(company);
        let above = &self.graph.above[company];
        for (place, &at) in above.iter().enumerate() {
            if self.lines.len() > MOST_LINES {
                return;
            }
            let last = place + 1 == above.len();
            let (branch, next) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            let owner = self.graph.links[at].owner;
            let ending = self.ending(owner);
            let line = format!("{indent}{branch}{}{}", self.stake(at), ending.unwrap_or_default());
            self.lines.push(line);
            if ending.is_none() {
                self.way.push(owner);
                self.owners(owner, &format!("{indent}{next}"));
                self.way.pop();
            }
        }
    }

    /// Says why the owners of an owner are not shown here, where they are not.
    fn ending(&self, owner: usize) -> Option<&'static str> {
        if self.way.contains(&owner) {
            Some("  ↺ closes a cycle")
        } else if self.graph.above[owner].is_empty() {
            Some("")
        } else if self.shown.contains(&owner) {
            Some("  (owners shown above)")
        } else {
            (self.way.len() >= MOST_LEVELS).then_some("  … more owners above it")
        }
    }

    fn stake(&mut self, at: usize) -> String {
        let step = self.graph.step(at);
        let link = self.graph.links[at];
        let control = match self.count.control(link.owner, link.owned).majority {
            Answer::Yes => ", controls",
            Answer::No => "",
            Answer::Unsettled => ", may control",
        };
        let mark = self.graph.stakes[link.stake].mark();
        visible(&format!("{}  {}{control}  ({}, {mark})", step.share, step.owner, step.told_of))
    }
}
