//! Rates of exchange among figures.

use record::model::quantity::Quantity;

/// Reads a rate of exchange from a unit such as `PEN/USD` or `PEN per USD`: so many of the first for one of the second.
///
/// Gives the currency that is paid for, then the one that it is told in.
pub fn rate(quantity: &Quantity) -> Option<(String, String)> {
    let unit = quantity.unit.as_deref()?;
    let (to, from) = unit.split_once('/').or_else(|| unit.split_once(" per "))?;
    let code = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let (to, from) = (to.trim(), from.trim());
    (code(to) && code(from)).then(|| (from.to_string(), to.to_string()))
}

/// Says whether a figure is a rate of exchange.
pub fn is_rate(quantity: &Quantity) -> bool {
    rate(quantity).is_some()
}
