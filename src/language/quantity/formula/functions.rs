//! The functions of several figures: sums, means, extremes, growth, shares, differences and conversion.

use super::arithmetic::{add, carry, divide, multiply, note};
use super::fault::Fault;
use super::tree::Function;
use super::units::unlike;
use super::value::Value;
use crate::quantity::dimension::Dimension;
use crate::quantity::exact::quotient;
use crate::quantity::interval::{Bound, Interval};
use crate::quantity::measure::Measure;
use rust_decimal::Decimal;

/// Applies a function to its arguments, of which there is at least one.
pub(super) fn apply(function: Function, values: Vec<Value>, working: &mut Vec<String>) -> Result<Value, Fault> {
    match (function, values.as_slice()) {
        (Function::Sum, values) => total(values, working),
        (Function::Mean, values) => mean(values, working),
        (Function::Max | Function::Min, values) => extreme(function, values, working),
        (Function::Growth, [from, to]) => growth(from, to, working),
        (Function::Share, [part, whole]) => share(part, whole, working),
        (Function::Difference, [one, other]) => difference(one, other, working),
        (Function::Convert, [amount, rate]) => convert(amount, rate, working),
        _ => Err(Fault::Missing(function.to_string())),
    }
}

fn total(values: &[Value], working: &mut Vec<String>) -> Result<Value, Fault> {
    let signed: Vec<_> = values.iter().map(|value| (true, value.clone())).collect();
    add(signed, working)
}

fn mean(values: &[Value], working: &mut Vec<String>) -> Result<Value, Fault> {
    let sum = total(values, working)?;
    let count = Decimal::from(values.len());
    let (mean, rounded) = sum.parted(count)?;
    working.push(format!("{} / {count} = {}{}.", sum.said(), mean.said(), note(rounded)));
    Ok(mean)
}

fn extreme(function: Function, values: &[Value], working: &mut Vec<String>) -> Result<Value, Fault> {
    let greatest = function == Function::Max;
    let mut found = values[0].clone();
    for value in &values[1..] {
        let carried = carry(&found.measure, value, working)?;
        let interval = match greatest {
            true => greater(&found.interval, &carried.interval),
            false => greater(&found.interval.negated(), &carried.interval.negated()).negated(),
        };
        let pick = |one: Decimal, other: Decimal| if greatest { one.max(other) } else { one.min(other) };
        let nominal = found.nominal.zip(carried.nominal).map(|(one, other)| pick(one, other));
        found = Value::of(&found, &carried, nominal, interval, found.measure.clone(), false);
    }
    let all: Vec<_> = values.iter().map(Value::said).collect();
    let found = Value { source: String::new(), ..found };
    working.push(format!("The {function} of {} is {}.", all.join(", "), found.said()));
    Ok(found)
}

/// Gives what the greater of two values can be.
fn greater(one: &Interval, other: &Interval) -> Interval {
    let low = one.low.into_iter().chain(other.low).max_by_key(|bound: &Bound| (bound.at, bound.open));
    let high = one.high.zip(other.high).map(
        |(one, other)| {
            if (one.at, !one.open) > (other.at, !other.open) { one } else { other }
        },
    );
    Interval { low, high }
}

/// Growth in percent: (to − from) / from × 100.
fn growth(from: &Value, to: &Value, working: &mut Vec<String>) -> Result<Value, Fault> {
    let to = carry(&from.measure, to, working)?;
    let nominal = |from: Decimal, to: Decimal| quotient(to.checked_sub(from)?.checked_mul(Decimal::ONE_HUNDRED)?, from);
    let (ratio, rounded) = from_ratio(&to, from)?;
    let interval = ratio.along(Decimal::ONE_HUNDRED, -Decimal::ONE_HUNDRED).ok_or(Fault::TooLarge)?;
    let (nominal, inexact) = both(from, &to, nominal)?;
    let grown = Value::of(from, &to, nominal, interval, Measure::read(Some("percent")), false);
    let rounded = note(if nominal.is_some() { inexact } else { rounded });
    working.push(format!("({} − {}) / {} × 100 = {}{rounded}.", to.said(), from.said(), from.said(), grown.said()));
    Ok(grown)
}

/// A share in percent: part / whole × 100.
fn share(part: &Value, whole: &Value, working: &mut Vec<String>) -> Result<Value, Fault> {
    let part = carry(&whole.measure, part, working)?;
    let nominal = |part: Decimal, whole: Decimal| quotient(part.checked_mul(Decimal::ONE_HUNDRED)?, whole);
    let (ratio, rounded) = from_ratio(&part, whole)?;
    let interval = ratio.along(Decimal::ONE_HUNDRED, Decimal::ZERO).ok_or(Fault::TooLarge)?;
    let (nominal, inexact) = both(&part, whole, nominal)?;
    let share = Value::of(&part, whole, nominal, interval, Measure::read(Some("percent")), false);
    let rounded = note(if nominal.is_some() { inexact } else { rounded });
    working.push(format!("{} / {} × 100 = {}{rounded}.", part.said(), whole.said(), share.said()));
    Ok(share)
}

fn from_ratio(one: &Value, by: &Value) -> Result<(Interval, bool), Fault> {
    if !by.interval.apart(&Interval::point(Decimal::ZERO)) {
        return Err(Fault::Zero);
    }
    one.interval.over(&by.interval).ok_or(Fault::TooLarge)
}

/// Works out the one amount, where both values have one.
fn both(
    one: &Value,
    other: &Value,
    work: impl Fn(Decimal, Decimal) -> Option<(Decimal, bool)>,
) -> Result<(Option<Decimal>, bool), Fault> {
    match one.nominal.zip(other.nominal) {
        None => Ok((None, false)),
        Some((one, other)) => work(one, other).map(|(amount, rounded)| (Some(amount), rounded)).ok_or(Fault::TooLarge),
    }
}

fn difference(one: &Value, other: &Value, working: &mut Vec<String>) -> Result<Value, Fault> {
    let shares = [one, other].iter().all(|value| value.measure.dimension == Dimension::Share);
    let mut result = add(vec![(true, one.clone()), (false, other.clone())], working)?;
    if shares && one.measure.size == Decimal::ONE {
        result.measure = Measure::read(Some("percentage points"));
        working.push("The difference of two percentages is in percentage points.".into());
    }
    Ok(result)
}

/// Converts an amount by a rate such as `PEN per USD`, multiplying or dividing as the units ask.
fn convert(amount: &Value, rate: &Value, working: &mut Vec<String>) -> Result<Value, Fault> {
    let fault = || unlike(&amount.measure, &rate.measure, "converted by");
    let per = rate.measure.per.as_deref().ok_or_else(fault)?;
    if per.dimension == amount.measure.dimension {
        return multiply(amount, rate, working);
    }
    if rate.measure.dimension == amount.measure.dimension {
        return divide(amount, rate, working);
    }
    Err(fault())
}
