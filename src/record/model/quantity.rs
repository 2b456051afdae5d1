//! A figure as the record keeps it: comparator, exact decimal amounts, unit, period and basis.

use super::time::Day;
use super::words::{Basis, Change, ClaimType, Comparator};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The part of a quantity that is structure and numbers; its words are a disclosure beside it.
///
/// Amounts are exact decimals, serialised as strings, of at most 28 significant digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The amount, or the lower bound of an interval; absent where the claim states none.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "exact")]
    pub amount: Option<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// How the amount stands to a change: `up` by it, `down-to` it; absent where the figure is of a state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    pub comparator: Comparator,
    /// First day of the period that the amount is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Last day of the period that the amount is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// The upper bound of an interval.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "exact")]
    pub upper: Option<Decimal>,
}

/// A whole quantity: who or what it is of, what is measured, and how much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quantity {
    #[serde(flatten)]
    pub figure: Figure,
    /// Whom or what the amount is of: "PeruRail S.A.".
    pub subject: Option<String>,
    /// What is measured: "cargo and freight revenue".
    pub metric: Option<String>,
    /// A currency code, `percent`, or any unit in words.
    pub unit: Option<String>,
}

impl Figure {
    /// Prints the period, where one is stated: `2020-01-01 to 2023-12-31`.
    pub fn period(&self) -> Option<String> {
        match (self.from, self.to) {
            (Some(from), Some(to)) => Some(format!("{from} to {to}")),
            (Some(from), None) => Some(format!("from {from}")),
            (None, Some(to)) => Some(format!("until {to}")),
            (None, None) => None,
        }
    }
}

impl Quantity {
    /// Says what makes this quantity impossible for a claim of the given type, if anything does.
    pub fn fault(&self, of: ClaimType) -> Option<String> {
        let Figure { amount, upper, comparator, from, to, .. } = &self.figure;
        if let (Some(lower), Some(upper)) = (amount, upper)
            && upper < lower
        {
            return Some(format!("the upper amount {upper} is below the lower amount {lower}"));
        }
        if *comparator == Comparator::Between && (amount.is_none() || upper.is_none()) {
            return Some("`between` needs a lower and an upper amount".into());
        }
        if upper.is_some() && *comparator != Comparator::Between {
            return Some(format!("an upper amount goes with `between`, not with `{comparator}`"));
        }
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            return Some(format!("the period ends on {to}, before it starts on {from}"));
        }
        self.percentage_fault(of)
    }

    fn percentage_fault(&self, of: ClaimType) -> Option<String> {
        if !self.unit.as_deref().is_some_and(is_percent) {
            return None;
        }
        let share = matches!(of, ClaimType::OwnershipShare | ClaimType::MarketShare);
        let ceiling = Decimal::from(if share { 100 } else { 1000 });
        let beyond = [self.figure.amount, self.figure.upper]
            .into_iter()
            .flatten()
            .find(|amount| *amount > ceiling || (share && amount.is_sign_negative() && !amount.is_zero()));
        beyond.map(|amount| match share {
            true => format!("{amount} percent is not a share: a share lies between 0 and 100"),
            false => {
                format!("{amount} percent is beyond 1000: if that is meant, give it as a factor with the unit `times`")
            }
        })
    }
}

/// Says whether a unit means per cent (and not percentage points).
pub fn is_percent(unit: &str) -> bool {
    matches!(unit.trim().to_ascii_lowercase().as_str(), "percent" | "per cent" | "%" | "pct")
}

impl fmt::Display for Quantity {
    /// Prints what was understood: `> 1,000,000,000 USD, 2020-01-01 to 2023-12-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figure = &self.figure;
        let mut parts = Vec::new();
        match (figure.amount, figure.upper) {
            (Some(lower), Some(upper)) => parts.push(format!("between {} and {}", grouped(lower), grouped(upper))),
            (Some(amount), None) => parts.push(format!("{} {}", figure.comparator, grouped(amount))),
            _ => {}
        }
        parts.extend(self.unit.clone());
        let mut line = parts.join(" ");
        if let Some(change) = figure.change {
            line.push_str(&format!(" ({change})"));
        }
        for part in figure.period().into_iter().chain(figure.basis.map(|basis| basis.to_string())) {
            if !line.is_empty() {
                line.push_str(", ");
            }
            line.push_str(&part);
        }
        f.pad(&line)
    }
}

/// Prints a decimal with commas between thousands.
pub fn grouped(amount: Decimal) -> String {
    let plain = amount.to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut line = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            line.push(',');
        }
        line.push(digit);
    }
    if let Some(fraction) = fraction {
        line.push('.');
        line.push_str(fraction);
    }
    line
}

/// Reads a plain decimal, `-1234.50`: digits with at most one point, no separators, no exponent.
pub fn parse_amount(text: &str) -> Result<Decimal, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return Err(format!("`{}` is not a plain decimal number such as 62.5 or 1000000000", text.escape_debug()));
    }
    // Leading zeros and a negative zero would give one amount two spellings.
    let trimmed = whole.trim_start_matches('0');
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    let plain = if digits.contains('.') { format!("{whole}.{fraction}") } else { whole.to_string() };
    let mut amount = Decimal::from_str_exact(&plain)
        .map_err(|_| format!("`{text}` has more digits than the 28 that are kept exactly"))?;
    amount.set_sign_negative(text.starts_with('-') && !amount.is_zero());
    Ok(amount)
}

mod exact {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub fn serialize<S: Serializer>(amount: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
        match amount {
            Some(amount) => serializer.collect_str(amount),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        super::parse_amount(text).map(Some).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(comparator: Comparator, amount: &str, unit: &str) -> Quantity {
        let figure = Figure {
            change: None,
            amount: parse_amount(amount).ok(),
            basis: None,
            comparator,
            from: None,
            to: None,
            upper: None,
        };
        Quantity { figure, subject: None, metric: None, unit: Some(unit.into()) }
    }

    #[test]
    fn amounts_are_exact_and_have_one_spelling() {
        for (text, kept) in [("62.50", "62.50"), ("007", "7"), ("-0", "0"), ("0.10", "0.10"), ("-3.5", "-3.5")] {
            assert_eq!(parse_amount(text).unwrap().to_string(), kept);
        }
        for wrong in
            ["", "-", "1e9", "1,000", "+1", ".5", "5.", "٣", "1.2.3", "NaN", "99999999999999999999999999999999"]
        {
            assert!(parse_amount(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_figure_is_printed_back_in_words() {
        let mut investment = quantity(Comparator::Greater, "1000000000", "USD");
        investment.figure.from = Day::parse("2020-01-01");
        investment.figure.to = Day::parse("2023-12-31");
        assert_eq!(investment.to_string(), "> 1,000,000,000 USD, 2020-01-01 to 2023-12-31");
        assert_eq!(grouped(parse_amount("-1234567.8901").unwrap()), "-1,234,567.8901");
    }

    #[test]
    fn impossible_percentages_are_named() {
        let share = quantity(Comparator::Equal, "4000", "percent");
        assert!(share.fault(ClaimType::OwnershipShare).unwrap().contains("between 0 and 100"));
        assert!(share.fault(ClaimType::Quantity).unwrap().contains("`times`"));
        assert_eq!(quantity(Comparator::Equal, "300", "percent").fault(ClaimType::Quantity), None);
        assert_eq!(quantity(Comparator::Equal, "4000", "USD").fault(ClaimType::MarketShare), None);
    }
}
