//! Works a formula out, step by step, with a sentence for each.

use super::Derived;
use super::arithmetic::{add, divide, multiply, negated};
use super::fault::Fault;
use super::functions::apply;
use super::tree::Node;
use super::value::Value;
use record::model::quantity::Quantity;

type Figures<'a> = &'a dyn Fn(&str) -> Option<Quantity>;

/// Works out the whole formula.
pub(super) fn evaluate(root: &Node, figures: Figures) -> Result<Derived, Fault> {
    let mut working = Vec::new();
    let value = value(root, figures, &mut working)?;
    if working.is_empty() {
        working.push(format!("The result is {}.", value.said()));
    }
    if value.about && value.nominal.is_some() {
        working.push(format!(
            "An input is hedged with “about”, so the result is; by what “about” allows it lies from {}.",
            value.interval.said()
        ));
    }
    let quantity = value.quantity(&mut working)?;
    Ok(Derived { quantity, working })
}

fn value(node: &Node, figures: Figures, working: &mut Vec<String>) -> Result<Value, Fault> {
    match node {
        Node::Literal { amount, unit } => Ok(Value::literal(*amount, unit.as_deref())),
        Node::Reference(id) => figure(id, figures),
        // A range stands only in a function's arguments, which `arguments` reads.
        Node::Range { first, .. } => Err(Fault::Missing(first.clone())),
        Node::Negated(inner) => negated(&value(inner, figures, working)?),
        Node::Sum(head, rest) => {
            let mut values = vec![(true, value(head, figures, working)?)];
            for (plus, node) in rest {
                values.push((*plus, value(node, figures, working)?));
            }
            add(values, working)
        }
        Node::Product(head, rest) => {
            let mut result = value(head, figures, working)?;
            for (times, node) in rest {
                let next = value(node, figures, working)?;
                result = if *times { multiply(&result, &next, working)? } else { divide(&result, &next, working)? };
            }
            Ok(result)
        }
        Node::Call(function, nodes) => {
            let values = arguments(nodes, figures, working)?;
            apply(*function, values, working)
        }
    }
}

fn figure(id: &str, figures: Figures) -> Result<Value, Fault> {
    let quantity = figures(id).ok_or_else(|| Fault::Missing(id.into()))?;
    Value::read(id, &quantity)
}

fn arguments(nodes: &[Node], figures: Figures, working: &mut Vec<String>) -> Result<Vec<Value>, Fault> {
    let mut values = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Range { first, last } => {
                for id in Node::ids(first, last) {
                    values.push(figure(&id, figures)?);
                }
            }
            node => values.push(value(node, figures, working)?),
        }
    }
    Ok(values)
}
