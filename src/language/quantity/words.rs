//! Says a quantity back in plain English, so that a person sees what was understood.

use record::model::quantity::{Quantity, grouped};
use record::model::words::{Basis, Change, Comparator};
use rust_decimal::Decimal;

/// Says a quantity in words: `more than 1,000,000,000 USD (1 billion), from 2020-01-01 to 2023-12-31`.
///
/// A billion is a thousand million. A quantity that states nothing gives `no amount stated`.
pub fn in_words(quantity: &Quantity) -> String {
    let parts: Vec<String> =
        [amount(quantity).map(|amount| changed(quantity, amount)), period(quantity), basis(quantity)]
            .into_iter()
            .flatten()
            .collect();
    if parts.is_empty() { "no amount stated".into() } else { parts.join(", ") }
}

fn amount(quantity: &Quantity) -> Option<String> {
    let unit = quantity.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let figure = &quantity.figure;
    let Some(lower) = figure.amount else {
        return quantity.unit.as_ref().map(|unit| format!("no amount stated ({unit})"));
    };
    if let Some(upper) = figure.upper {
        return Some(format!("between {} and {}{unit}", grouped(lower), grouped(upper)));
    }
    Some(format!("{}{}{unit}{}", bound(figure.comparator), grouped(lower), short(lower)))
}

/// Says how the amount stands to a change: `up by 3 percent`, `down to 4 percent`.
fn changed(quantity: &Quantity, amount: String) -> String {
    let led = match quantity.figure.change {
        None => return amount,
        Some(Change::Up) => "up by",
        Some(Change::Down) => "down by",
        Some(Change::UpTo) => "up to the level of",
        Some(Change::DownTo) => "down to",
        Some(Change::UpFrom) => "up from",
        Some(Change::DownFrom) => "down from",
        Some(Change::To) => "changed to",
        Some(Change::From) => "changed from",
    };
    format!("{led} {amount}")
}

fn bound(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Equal | Comparator::Between => "",
        Comparator::Greater => "more than ",
        Comparator::AtLeast => "at least ",
        Comparator::Less => "less than ",
        Comparator::AtMost => "at most ",
        Comparator::About => "about ",
    }
}

/// Gives a large amount again with its scale word.
fn short(amount: Decimal) -> String {
    let scales = [(12, "trillion"), (9, "billion"), (6, "million")];
    let size = amount.abs();
    let scale = scales.into_iter().find_map(|(power, word)| {
        let unit = Decimal::from(10_i64.pow(power));
        (size >= unit).then(|| format!(" ({} {word})", (amount / unit).round_dp(6).normalize()))
    });
    scale.unwrap_or_default()
}

fn period(quantity: &Quantity) -> Option<String> {
    match (quantity.figure.from, quantity.figure.to) {
        (Some(from), Some(to)) if from == to => Some(format!("on {from}")),
        (Some(from), Some(to)) => Some(format!("from {from} to {to}")),
        (Some(from), None) => Some(format!("from {from} on")),
        (None, Some(to)) => Some(format!("until {to}")),
        (None, None) => None,
    }
}

fn basis(quantity: &Quantity) -> Option<String> {
    let said = match quantity.figure.basis? {
        Basis::Stock => "held at one time",
        Basis::Flow => "over the period",
        Basis::Cumulative => "added up over the period",
        Basis::PerPeriod => return None,
        Basis::PointInTime => "at one moment",
    };
    Some(said.into())
}

#[cfg(test)]
mod tests {
    use super::super::{Language, find, in_words};

    #[test]
    fn a_figure_is_said_back_in_words() {
        for (text, expect) in [
            (
                "over 1 billion USD between 2020 to 2023",
                "more than 1,000,000,000 USD (1 billion), from 2020-01-01 to 2023-12-31",
            ),
            ("at least 12 people", "at least 12 people"),
            ("between 3 and 5 million euros", "between 3,000,000 and 5,000,000 EUR"),
            ("nearly half", "about 50 percent"),
            ("on 4 May 2021", "on 2021-05-04"),
        ] {
            let found = find(text, Language::English);
            assert_eq!(found.first().map(|found| in_words(&found.quantity)).as_deref(), Some(expect), "{text}");
        }
    }
}
