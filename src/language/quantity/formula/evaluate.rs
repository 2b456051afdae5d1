//! Works a formula out, step by step, with a sentence for each.

use super::Derived;
use super::fault::Fault;
use super::functions::{apply, carry, note};
use super::tree::Node;
use super::units::{product, quotient_of};
use super::value::Value;
use crate::quantity::exact;
use crate::quantity::interval::Interval;
use record::model::quantity::{Quantity, grouped};
use rust_decimal::Decimal;

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

fn negated(value: &Value) -> Result<Value, Fault> {
    let nominal = value.nominal.map(|amount| -amount);
    Ok(Value { nominal, interval: value.interval.negated(), source: String::new(), ..value.clone() })
}

/// Adds the values marked `true` and takes away the others, in the unit of the first. There is at least one.
pub(super) fn add(values: Vec<(bool, Value)>, working: &mut Vec<String>) -> Result<Value, Fault> {
    let mut values = values.into_iter();
    let (_, first) = values.next().ok_or(Fault::Unbounded)?;
    let (mut sum, mut line, mut several) = (first.clone(), first.said(), false);
    for (plus, next) in values {
        several = true;
        let carried = carry(&sum.measure, &next, working)?;
        line.push_str(if plus { " + " } else { " − " });
        line.push_str(&carried.said());
        let signed = if plus { carried } else { negated(&carried)? };
        let nominal = match sum.nominal.zip(signed.nominal) {
            Some((one, other)) => Some(one.checked_add(other).ok_or(Fault::TooLarge)?),
            None => None,
        };
        let interval = sum.interval.plus(&signed.interval).ok_or(Fault::TooLarge)?;
        sum = Value::of(&sum, &signed, nominal, interval, sum.measure.clone(), plus);
    }
    if several {
        working.push(format!("{line} = {}.", sum.said()));
    }
    Ok(sum)
}

/// Multiplies two values.
pub(super) fn multiply(one: &Value, other: &Value, working: &mut Vec<String>) -> Result<Value, Fault> {
    let plan = product(&one.measure, &other.measure)?;
    let nominal = match one.nominal.zip(other.nominal) {
        Some((one, other)) => Some(exact::product(one, other).ok_or(Fault::TooLarge)?),
        None => None,
    };
    let interval = one.interval.times(&other.interval).ok_or(Fault::TooLarge)?;
    let product = Value::of(one, other, nominal, interval, plan.measure.clone(), false);
    let result = product.scaled(plan.factor, plan.measure)?;
    working.push(format!("{} × {}{} = {}.", one.said(), other.said(), by(plan.factor), result.said()));
    Ok(result)
}

/// Divides one value by another.
pub(super) fn divide(one: &Value, by_value: &Value, working: &mut Vec<String>) -> Result<Value, Fault> {
    let plan = quotient_of(&one.measure, &by_value.measure)?;
    if !by_value.interval.apart(&Interval::point(Decimal::ZERO)) {
        return Err(Fault::Zero);
    }
    // The factor goes in before dividing, so that rounding is the last thing that happens.
    let raised = one.scaled(plan.factor, plan.measure.clone())?;
    let (nominal, mut rounded) = match raised.nominal.zip(by_value.nominal) {
        Some((one, other)) => {
            let (amount, rounded) = exact::quotient(one, other).ok_or(Fault::TooLarge)?;
            (Some(amount), rounded)
        }
        None => (None, false),
    };
    let (interval, inexact) = raised.interval.over(&by_value.interval).ok_or(Fault::TooLarge)?;
    if nominal.is_none() {
        rounded = inexact;
    }
    let result = Value::of(one, by_value, nominal, interval, plan.measure, false);
    let note = note(rounded);
    working.push(format!("{} / {}{} = {}{note}.", one.said(), by_value.said(), by(plan.factor), result.said()));
    Ok(result)
}

/// Says the factor that the units bring in: `/ 100` for percent of percent.
fn by(factor: Decimal) -> String {
    if factor == Decimal::ONE {
        return String::new();
    }
    if factor == Decimal::new(1, 2) {
        return " / 100".into();
    }
    format!(" × {}", grouped(factor.normalize()))
}
