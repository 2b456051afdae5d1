//! A share of a company in percent: one exact number, or the values that a hedged statement leaves open.

use crate::quantity::{ABOUT_PERCENT, ABOUT_POINTS};
use record::model::quantity::Figure;
use record::model::words::Comparator;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;
use std::fmt;

/// More decimal places than this are not kept exactly.
const PLACES: u32 = 28;

/// The values that a share may have, in percent of the whole: 0 to 100, or more where statements contradict.
///
/// Products and sums are exact up to 28 decimal places; beyond that, and where a cycle is followed to its end, the
/// share says that it is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    #[serde(serialize_with = "plain")]
    pub low: Decimal,
    #[serde(serialize_with = "plain")]
    pub high: Decimal,
    /// The true value lies above `low`, never on it.
    pub above_low: bool,
    /// The true value lies below `high`, never on it.
    pub below_high: bool,
    /// What the statements name as the value: absent where one gives bounds only.
    #[serde(serialize_with = "plain_or_none", skip_serializing_if = "Option::is_none")]
    pub named: Option<Decimal>,
    pub rounded: bool,
}

fn plain<S: serde::Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&amount.normalize())
}

fn plain_or_none<S: serde::Serializer>(amount: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_some(&amount.map(|amount| amount.normalize().to_string()))
}

/// Whether a share is a majority; `Unsettled` where what is stated allows both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    Yes,
    No,
    Unsettled,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsettled => "unsettled",
        })
    }
}

impl Share {
    pub const ZERO: Self = Self::exactly(Decimal::ZERO);
    pub const WHOLE: Self = Self::exactly(Decimal::ONE_HUNDRED);

    /// Gives a share of one exact value.
    pub const fn exactly(percent: Decimal) -> Self {
        let named = Some(percent);
        Self { low: percent, high: percent, above_low: false, below_high: false, named, rounded: false }
    }

    fn within(low: Decimal, high: Decimal) -> Self {
        Self { low, high, above_low: false, below_high: false, named: None, rounded: false }
    }

    /// Reads what a figure allows; `None` where an amount is no share of a whole, that is outside 0 to 100.
    ///
    /// A figure without an amount says that something is held: more than nothing, up to all of it.
    pub fn of(figure: &Figure) -> Option<Self> {
        let (none, whole) = (Decimal::ZERO, Decimal::ONE_HUNDRED);
        let Some(amount) = figure.amount else {
            return Some(Self { above_low: true, ..Self::within(none, whole) });
        };
        let upper = figure.upper.unwrap_or(amount);
        if amount < none || upper > whole || upper < amount {
            return None;
        }
        Some(match figure.comparator {
            Comparator::Equal => Self::exactly(amount),
            Comparator::Greater if amount == whole => return None,
            Comparator::Greater => Self { above_low: true, ..Self::within(amount, whole) },
            Comparator::AtLeast => Self::within(amount, whole),
            Comparator::Less if amount == none => return None,
            Comparator::Less => Self { below_high: true, ..Self::within(none, amount) },
            Comparator::AtMost => Self::within(none, amount),
            Comparator::Between => Self::within(amount, upper),
            Comparator::About => Self::about(amount),
        })
    }

    fn about(amount: Decimal) -> Self {
        let half_a_place = Decimal::new(5, (amount.scale() + 1).min(PLACES));
        let reach = (amount * Decimal::new(ABOUT_PERCENT.into(), 2)).min(Decimal::from(ABOUT_POINTS)).max(half_a_place);
        let (low, high) = ((amount - reach).max(Decimal::ZERO), (amount + reach).min(Decimal::ONE_HUNDRED));
        Self { named: Some(amount), ..Self::within(low, high) }
    }

    /// Says whether it is one exact number.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    /// Says whether it is nothing at all.
    pub fn is_nothing(&self) -> bool {
        self.high.is_zero()
    }

    /// Says whether no value can be both.
    pub fn apart(&self, other: &Self) -> bool {
        let under =
            |one: &Self, two: &Self| one.high < two.low || (one.high == two.low && (one.below_high || two.above_low));
        under(self, other) || under(other, self)
    }

    /// Says whether it is more than half; exactly half is no majority.
    pub fn majority(&self) -> Answer {
        let half = Decimal::from(50);
        if self.low > half || (self.low == half && self.above_low) {
            Answer::Yes
        } else if self.high <= half {
            Answer::No
        } else {
            Answer::Unsettled
        }
    }

    /// Gives this share of that share: 62.5 % × 67.5 % = 42.1875 %.
    pub fn times(self, other: Self) -> Self {
        let lost = |one: Decimal, two: Decimal| one.normalize().scale() + two.normalize().scale() + 2 > PLACES;
        Self {
            low: of_percent(self.low, other.low),
            high: of_percent(self.high, other.high),
            above_low: (self.above_low && (!other.low.is_zero() || other.above_low))
                || (other.above_low && !self.low.is_zero()),
            below_high: self.below_high || other.below_high,
            named: self.named.zip(other.named).map(|(one, two)| of_percent(one, two)),
            rounded: self.rounded || other.rounded || lost(self.low, other.low) || lost(self.high, other.high),
        }
    }

    /// Gives both shares together; past the whole where statements contradict or leave room for it.
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_add(other.low),
            high: self.high.saturating_add(other.high),
            above_low: self.above_low || other.above_low,
            below_high: self.below_high || other.below_high,
            named: self.named.zip(other.named).map(|(one, two)| one.saturating_add(two)),
            rounded: self.rounded || other.rounded,
        }
    }

    /// Takes away what is merely possible and lies past the whole.
    pub fn capped(self) -> Self {
        let whole = self.low.max(Decimal::ONE_HUNDRED);
        if self.is_exact() || self.high <= whole {
            return self;
        }
        Self { high: whole, below_high: false, named: self.named.map(|named| named.min(whole)), ..self }
    }

    /// Gives what is left when only the least value is known: that much, up to the whole.
    pub fn at_least(self) -> Self {
        let low = self.low.min(Decimal::ONE_HUNDRED);
        Self { above_low: self.above_low && low == self.low, rounded: true, ..Self::within(low, Decimal::ONE_HUNDRED) }
    }

    /// Gives the least of one and the most of the other.
    pub fn from_to(least: Self, most: Self) -> Self {
        let named = if least == most { least.named } else { None };
        let rounded = least.rounded || most.rounded;
        let (above_low, below_high) = (least.above_low, most.below_high);
        Self { low: least.low, high: most.high, above_low, below_high, named, rounded }
    }

    /// Gives the value to sort and to draw by: the named one, else the least.
    pub fn weight(&self) -> Decimal {
        self.named.unwrap_or(self.low)
    }
}

fn of_percent(one: Decimal, two: Decimal) -> Decimal {
    // Dividing each by ten first keeps the product within the digits there are.
    (one / Decimal::TEN).saturating_mul(two / Decimal::TEN).normalize()
}

/// Prints a number of percent; a precision rounds it, unless that would turn a majority into a half.
fn number(amount: Decimal, precision: Option<usize>) -> String {
    let whole = amount.normalize();
    let Some(places) = precision else { return whole.to_string() };
    let short = whole.round_dp_with_strategy(places as u32, RoundingStrategy::MidpointAwayFromZero).normalize();
    let telling = [Decimal::ZERO, Decimal::from(50), Decimal::ONE_HUNDRED].contains(&short) && short != whole;
    if telling { whole.to_string() } else { short.to_string() }
}

impl fmt::Display for Share {
    /// Prints `62.5 %`, `~74 % (72 to 76 %)`, `> 50 %`, `20 to 30 %`, `? %` where none is stated; `{:.2}` rounds to two places.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |amount| number(amount, f.precision());
        let (low, high) = (number(self.low), number(self.high));
        let line = match self.named {
            _ if self.is_exact() && self.rounded => format!("≈ {low} %"),
            _ if self.is_exact() => format!("{low} %"),
            Some(named) => format!("~{} % ({low} to {high} %)", number(named)),
            None => self.bounds(&low, &high),
        };
        f.write_str(&line)
    }
}

impl Share {
    fn bounds(&self, low: &str, high: &str) -> String {
        let open_above = self.high >= Decimal::ONE_HUNDRED && !self.below_high;
        let (from, to) = (if self.above_low { ">" } else { "≥" }, if self.below_high { "<" } else { "≤" });
        match (self.low.is_zero(), open_above) {
            (true, true) if self.above_low => "? %".into(),
            (true, true) => "0 to 100 %".into(),
            (false, true) => format!("{from} {low} %"),
            (true, false) if !self.above_low => format!("{to} {high} %"),
            _ if self.above_low || self.below_high => format!("{from} {low} % and {to} {high} %"),
            _ => format!("{low} to {high} %"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::figure;
    use super::*;

    fn share(text: &str) -> Share {
        Share::of(&figure(text, "")).unwrap()
    }

    #[test]
    fn a_hedged_share_keeps_what_it_allows() {
        for (stated, shown, majority) in [
            ("= 62.50", "62.5 %", Answer::Yes),
            ("= 50", "50 %", Answer::No),
            ("> 50", "> 50 %", Answer::Yes),
            (">= 50", "≥ 50 %", Answer::Unsettled),
            ("< 50", "< 50 %", Answer::No),
            ("<= 30", "≤ 30 %", Answer::No),
            ("between 20 30", "20 to 30 %", Answer::No),
            ("~ 74", "~74 % (72 to 76 %)", Answer::Yes),
            ("~ 50", "~50 % (48 to 52 %)", Answer::Unsettled),
            ("~ 99.5", "~99.5 % (97.5 to 100 %)", Answer::Yes),
            ("=", "? %", Answer::Unsettled),
        ] {
            assert_eq!((share(stated).to_string(), share(stated).majority()), (shown.into(), majority), "{stated}");
        }
        for impossible in ["= 101", "= -1", "> 100", "< 0", "between 30 20", "between 90 101"] {
            assert_eq!(Share::of(&figure(impossible, "")), None, "{impossible}");
        }
    }

    #[test]
    fn a_share_of_a_share_is_exact() {
        for (one, two, product) in [
            ("= 62.5", "= 67.5", "42.1875 %"),
            ("= 62.5", "= 73.7", "46.0625 %"),
            ("= 62.5", "~ 74", "~46.25 % (45 to 47.5 %)"),
            ("> 50", "= 67.5", "> 33.75 % and ≤ 67.5 %"),
            (">= 50", ">= 50", "≥ 25 %"),
            ("<= 50", "> 50", "≤ 50 %"),
            ("between 20 30", "= 50", "10 to 15 %"),
            ("=", "= 50", "> 0 % and ≤ 50 %"),
            ("= 33.33333333333333", "= 33.3333333333333333", "≈ 11.111111111111109988888888889 %"),
        ] {
            assert_eq!(share(one).times(share(two)).to_string(), product, "{one} × {two}");
        }
    }

    #[test]
    fn rounding_never_turns_a_majority_into_a_half() {
        assert_eq!(format!("{:.2}", share("= 42.1875")), "42.19 %");
        assert_eq!(format!("{:.2}", share("= 50.001")), "50.001 %");
    }
}
