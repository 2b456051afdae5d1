//! A formula as a tree, and how it is printed back.

use super::token::reads_bare;
use record::model::words::words;
use rust_decimal::Decimal;
use std::fmt;

words! {
    /// What a formula can do with several figures.
    Function, "function" {
        /// All added.
        Sum = "sum",
        /// The sum divided by how many.
        Mean = "mean",
        Max = "max",
        Min = "min",
        /// `growth(a, b)`: from a to b, in percent of a: (b − a) / a × 100.
        Growth = "growth",
        /// `share(part, whole)`: in percent: part / whole × 100.
        Share = "share",
        /// `difference(a, b)`: a − b; of two percentages in percentage points.
        Difference = "difference",
        /// `convert(amount, rate)`: by a rate such as PEN per USD, in either direction.
        Convert = "convert",
    }
}

impl Function {
    /// Says how many figures it takes, if two.
    pub(super) fn takes_two(self) -> bool {
        match self {
            Self::Sum | Self::Mean | Self::Max | Self::Min => false,
            Self::Growth | Self::Share | Self::Difference | Self::Convert => true,
        }
    }
}

/// A part of a formula. Sums and products are flat, so that a long one is not deep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Literal {
        amount: Decimal,
        unit: Option<String>,
    },
    Reference(String),
    /// Ids with the same letters and numbers from the first to the last, both included.
    Range {
        first: String,
        last: String,
    },
    Negated(Box<Node>),
    /// The first with what is added (`true`) and taken away (`false`).
    Sum(Box<Node>, Vec<(bool, Node)>),
    /// The first with what multiplies (`true`) and divides (`false`) it.
    Product(Box<Node>, Vec<(bool, Node)>),
    Call(Function, Vec<Node>),
}

impl Node {
    /// Gives the ids of a range, in order.
    pub fn ids(first: &str, last: &str) -> Vec<String> {
        let Some((letters, from, to, width)) = numbered(first, last) else { return Vec::new() };
        (from..=to).map(|number| format!("{letters}{number:0width$}")).collect()
    }

    /// Calls for every id, the ids of ranges included, in the order in which they stand.
    pub fn each_reference(&self, call: &mut impl FnMut(&str)) {
        match self {
            Self::Literal { .. } => {}
            Self::Reference(id) => call(id),
            Self::Range { first, last } => Self::ids(first, last).iter().for_each(|id| call(id)),
            Self::Negated(inner) => inner.each_reference(call),
            Self::Sum(head, rest) | Self::Product(head, rest) => {
                head.each_reference(call);
                rest.iter().for_each(|(_, node)| node.each_reference(call));
            }
            Self::Call(_, nodes) => nodes.iter().for_each(|node| node.each_reference(call)),
        }
    }

    /// Gives the tree with every id replaced; a range becomes its ids. The error is the first id without replacement.
    pub fn replaced(&self, with: &impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let all = |rest: &[(bool, Node)]| {
            rest.iter().map(|(sign, node)| Ok((*sign, node.replaced(with)?))).collect::<Result<Vec<_>, String>>()
        };
        let id = |id: &str| with(id).map(Self::Reference).ok_or_else(|| id.to_string());
        Ok(match self {
            Self::Literal { .. } => self.clone(),
            Self::Reference(own) => id(own)?,
            Self::Range { .. } => return Err("a range outside a function".into()),
            Self::Negated(inner) => Self::Negated(Box::new(inner.replaced(with)?)),
            Self::Sum(head, rest) => Self::Sum(Box::new(head.replaced(with)?), all(rest)?),
            Self::Product(head, rest) => Self::Product(Box::new(head.replaced(with)?), all(rest)?),
            Self::Call(function, nodes) => {
                let mut replaced = Vec::with_capacity(nodes.len());
                for node in nodes {
                    match node {
                        Self::Range { first, last } => {
                            for own in Self::ids(first, last) {
                                replaced.push(id(&own)?);
                            }
                        }
                        node => replaced.push(node.replaced(with)?),
                    }
                }
                Self::Call(*function, replaced)
            }
        })
    }

    /// How tightly the node holds together when printed.
    fn rank(&self) -> u8 {
        match self {
            Self::Sum(..) => 0,
            Self::Product(..) => 1,
            Self::Negated(_) => 2,
            _ => 3,
        }
    }

    fn within(&self, rank: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rank() < rank { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

/// Parts two ids into their letters, numbers and width, if they span a range.
pub(super) fn numbered<'a>(first: &'a str, last: &str) -> Option<(&'a str, u64, u64, usize)> {
    let cut = |id: &str| id.trim_end_matches(|digit: char| digit.is_ascii_digit()).len();
    let (letters, from) = first.split_at(cut(first));
    let (others, to) = last.split_at(cut(last));
    let padded = from.starts_with('0') || to.starts_with('0');
    let spelt = !padded || from.len() == to.len();
    let (from, to, width) = (from.parse().ok()?, to.parse().ok()?, if padded { from.len() } else { 0 });
    (letters == others && !letters.is_empty() && from <= to && spelt).then_some((letters, from, to, width))
}

fn id(f: &mut fmt::Formatter<'_>, id: &str) -> fmt::Result {
    if reads_bare(id) { f.write_str(id) } else { write!(f, "{{{id}}}") }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal { amount, unit: None } => write!(f, "{amount}"),
            Self::Literal { amount, unit: Some(unit) } => write!(f, "{amount} {unit}"),
            Self::Reference(own) => id(f, own),
            Self::Range { first, last } => {
                id(f, first)?;
                f.write_str("..")?;
                id(f, last)
            }
            Self::Negated(inner) => {
                f.write_str("-")?;
                inner.within(3, f)
            }
            Self::Sum(head, rest) => chain(f, head, rest, ["+", "-"], 1),
            Self::Product(head, rest) => chain(f, head, rest, ["*", "/"], 2),
            Self::Call(function, nodes) => {
                write!(f, "{function}(")?;
                for (at, node) in nodes.iter().enumerate() {
                    f.write_str(if at > 0 { ", " } else { "" })?;
                    write!(f, "{node}")?;
                }
                f.write_str(")")
            }
        }
    }
}

fn chain(f: &mut fmt::Formatter<'_>, head: &Node, rest: &[(bool, Node)], marks: [&str; 2], rank: u8) -> fmt::Result {
    head.within(rank, f)?;
    for (straight, node) in rest {
        write!(f, " {} ", marks[usize::from(!straight)])?;
        node.within(rank, f)?;
    }
    Ok(())
}
