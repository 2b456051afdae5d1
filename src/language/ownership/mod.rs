//! Who owns whom: dated stakes as a graph, shares looked through it, control along it, and drawings of it.
//!
//! A chain of stakes can give a majority by control and a minority by economic interest at the same time, so both
//! answers are given, each with its working and the stakes that it rests on. No answer here is a verdict.
//!
//! **Which stake applies.** Of the stakes of one owner in one company, the one whose period starts last; as of a day,
//! the last that starts on or before it. A period says of when a statement tells, not how long the stake was held: a
//! stake told of 2014 (2014-01-01 to 2014-12-31) holds from its first day until a later statement replaces it, also
//! after 2014, and a finding says that it was carried forward. A statement of 0 % ends a stake. Of statements that start
//! on the same day the one with the later end is taken, then an exact one before a hedged one, then the one recorded
//! last. Statements without a day are used where there is no other.
//!
//! **Look-through** is the sum, over all paths, of the product of the shares along the path. Cycles are followed to
//! their end, as a geometric series; an owner's own shares in itself add nothing to what it owns. So the ultimate owners
//! of a company that is owned in full, and not only by itself, have 100 % together, cycles or not.
//!
//! **Control** is by majority along the chain: an owner controls a company when what it and the companies that it
//! controls hold in that company is more than 50 % together. The control share is that sum. The smallest share along a
//! path (the "weakest link") is another measure in use; it is not given here.

mod applied;
mod control;
mod dot;
mod finding;
mod flow;
mod graph;
mod holding;
mod layers;
mod layout;
mod lines;
mod name;
mod paths;
mod picture;
mod rings;
mod share;
mod svg;
mod tree;

#[cfg(test)]
mod tests;

pub use applied::{Reason, SetAside};
pub use control::{Control, Part};
pub use dot::dot;
pub use finding::{Finding, Kind};
pub use graph::Graph;
pub use holding::{Holding, Majority, Ownership, Unknown};
pub use paths::{Path, Step};
pub use picture::{Arrow, Box as Boxed, MOST_BOXES, NotDrawn, Picture};
pub use share::{Answer, Share};
pub use svg::{style_within, svg, svg_in_page, svg_within};
pub use tree::tree;
