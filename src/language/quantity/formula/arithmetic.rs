//! Sums, products and quotients of values, each with a sentence.

use super::fault::Fault;
use super::units::{into_first, product, quotient_of};
use super::value::Value;
use crate::quantity::exact;
use crate::quantity::interval::Interval;
use crate::quantity::measure::Measure;
use record::model::quantity::grouped;
use rust_decimal::Decimal;

pub(super) fn negated(value: &Value) -> Result<Value, Fault> {
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

/// Carries a value into a unit, and says so where that changes the amount.
pub(super) fn carry(unit: &Measure, value: &Value, working: &mut Vec<String>) -> Result<Value, Fault> {
    let factor = into_first(unit, &value.measure, "put together with")?;
    let carried = value.scaled(factor, unit.clone())?;
    if factor != Decimal::ONE {
        let result = Value { source: String::new(), ..carried.clone() };
        working.push(format!("{} × {} = {}.", value.said(), grouped(factor.normalize()), result.said()));
    }
    Ok(carried)
}

/// Says that a quotient was rounded.
pub(super) fn note(rounded: bool) -> &'static str {
    if rounded { ", rounded to 12 significant digits" } else { "" }
}
