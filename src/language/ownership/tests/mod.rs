//! Stakes written as tables, and what is to follow from them.

mod drawing;
mod properties;
mod seed;
mod selection;
mod shapes;

use super::{Answer, Graph, Holding, Kind};
use record::model::id::Id;
use record::model::quantity::{Figure, parse_amount};
use record::model::stake::Stake;
use record::model::time::Day;
use record::model::words::Comparator;

/// Reads `~ 74` or `between 20 30`, and a period: empty, a day, or two days with `..` between.
pub fn figure(amount: &str, period: &str) -> Figure {
    let mut words = amount.split_whitespace();
    let comparator = words.next().and_then(Comparator::from_word).unwrap();
    let mut amounts = words.map(|word| parse_amount(word).unwrap());
    let (amount, upper) = (amounts.next(), amounts.next());
    let (from, to) = period.split_once("..").unwrap_or((period, period));
    Figure { change: None, amount, basis: None, comparator, from: Day::parse(from), to: Day::parse(to), upper }
}

pub fn stake(number: usize, owner: &str, amount: &str, owned: &str, period: &str) -> Stake {
    let mut id = [0; 32];
    id[..8].copy_from_slice(&(number as u64).to_be_bytes());
    let (owner, owned) = (owner.to_string(), owned.to_string());
    Stake { id: Id(id), owner, owned, figure: figure(amount, period), evidence: None, withdrawn: false }
}

/// Reads lines such as `Mother : = 60 : Daughter : 2014-01-01..2014-12-31`.
pub fn stakes(table: &str) -> Vec<Stake> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .enumerate()
        .map(|(number, line)| {
            let mut cells = line.split(':').map(str::trim);
            let mut cell = || cells.next().unwrap_or("");
            let (owner, amount, owned, period) = (cell(), cell(), cell(), cell());
            stake(number, owner, amount, owned, period)
        })
        .collect()
}

pub fn graph(table: &str, as_of: &str) -> Graph {
    Graph::of(stakes(table), Day::parse(as_of))
}

/// Gives what an owner has in a company.
pub fn holding(graph: &Graph, owner: &str, company: &str) -> Holding {
    let ownership = graph.ownership_of(company).unwrap();
    ownership.holdings.into_iter().find(|holding| holding.owner == owner).unwrap()
}

/// Gives look-through share, control share and the answer on control.
pub fn told(graph: &Graph, owner: &str, company: &str) -> (String, String, Answer) {
    let holding = holding(graph, owner, company);
    (holding.look_through.to_string(), holding.control.share.to_string(), holding.control.majority)
}

pub fn kinds(graph: &Graph) -> Vec<Kind> {
    graph.findings().iter().map(|finding| finding.kind).collect()
}
