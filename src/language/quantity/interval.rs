//! The set of values that a stated amount allows, with open, closed and missing bounds, and its arithmetic.

use super::exact::{product, quotient};
use record::model::quantity::grouped;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub at: Decimal,
    /// The end itself is left out: `more than 50`.
    pub open: bool,
}

/// All values between two ends; a missing end does not bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
}

impl Bound {
    fn closed(at: Decimal) -> Self {
        Self { at, open: false }
    }
}

impl Interval {
    pub fn point(at: Decimal) -> Self {
        Self::closed(at, at)
    }

    pub fn closed(low: Decimal, high: Decimal) -> Self {
        Self { low: Some(Bound::closed(low)), high: Some(Bound::closed(high)) }
    }

    pub fn from(low: Decimal, open: bool) -> Self {
        Self { low: Some(Bound { at: low, open }), high: None }
    }

    pub fn up_to(high: Decimal, open: bool) -> Self {
        Self { low: None, high: Some(Bound { at: high, open }) }
    }

    /// Gives the one value that the interval allows, if it is one.
    pub fn single(&self) -> Option<Decimal> {
        let (low, high) = (self.low?, self.high?);
        (low.at == high.at).then_some(low.at)
    }

    /// Says whether every value of the other lies in this one.
    pub fn holds(&self, other: &Self) -> bool {
        let low = match (self.low, other.low) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(its)) => own.at < its.at || (own.at == its.at && (!own.open || its.open)),
        };
        let high = match (self.high, other.high) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(its)) => own.at > its.at || (own.at == its.at && (!own.open || its.open)),
        };
        low && high
    }

    /// Says whether every value of this one lies under every value of the other.
    pub fn under(&self, other: &Self) -> bool {
        let (Some(high), Some(low)) = (self.high, other.low) else { return false };
        high.at < low.at || (high.at == low.at && (high.open || low.open))
    }

    /// Says whether the two share no value.
    pub fn apart(&self, other: &Self) -> bool {
        self.under(other) || other.under(self)
    }

    /// Applies `x × multiply + add`; `None` beyond what decimals hold.
    pub fn along(&self, multiply: Decimal, add: Decimal) -> Option<Self> {
        let scaled = self.times(&Self::point(multiply))?;
        scaled.plus(&Self::point(add))
    }

    pub fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self { low: sum(self.low, other.low)?, high: sum(self.high, other.high)? })
    }

    pub fn negated(&self) -> Self {
        let turned = |bound: Option<Bound>| bound.map(|bound| Bound { at: -bound.at, open: bound.open });
        Self { low: turned(self.high), high: turned(self.low) }
    }

    /// Gives all products of a value of each: the least and greatest of the products of the ends.
    pub fn times(&self, other: &Self) -> Option<Self> {
        let mut ends = Vec::with_capacity(4);
        for own in self.ends() {
            for its in other.ends() {
                ends.push(own.times(its)?);
            }
        }
        Self::spanning(&ends)
    }

    /// Gives all quotients, and whether any was rounded; `None` where the divisor may be zero.
    pub fn over(&self, divisor: &Self) -> Option<(Self, bool)> {
        let zero = Self::point(Decimal::ZERO);
        if !divisor.apart(&zero) {
            return None;
        }
        let (above, mut rounded) = (zero.under(divisor), false);
        let mut ends = Vec::with_capacity(4);
        for own in self.ends() {
            for its in divisor.ends() {
                ends.push(own.over(its, above, &mut rounded)?);
            }
        }
        Some((Self::spanning(&ends)?, rounded))
    }

    fn spanning(ends: &[End]) -> Option<Self> {
        let low = ends.iter().copied().min_by(|one, other| one.order(*other, true))?;
        let high = ends.iter().copied().max_by(|one, other| one.order(*other, false))?;
        Some(Self { low: low.bound(), high: high.bound() })
    }

    fn ends(&self) -> [End; 2] {
        let low = self.low.map_or(End::Least, End::At);
        [low, self.high.map_or(End::Greatest, End::At)]
    }

    /// Says the interval in words: `more than 50`, `44 to 48`.
    pub fn said(&self) -> String {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low.at == high.at => grouped(low.at.normalize()),
            (Some(low), Some(high)) => format!("{} to {}", grouped(low.at.normalize()), grouped(high.at.normalize())),
            (Some(Bound { at, open: true }), None) => format!("more than {}", grouped(at.normalize())),
            (Some(Bound { at, open: false }), None) => format!("at least {}", grouped(at.normalize())),
            (None, Some(Bound { at, open: true })) => format!("less than {}", grouped(at.normalize())),
            (None, Some(Bound { at, open: false })) => format!("at most {}", grouped(at.normalize())),
            (None, None) => "any amount".into(),
        }
    }
}

fn sum(one: Option<Bound>, other: Option<Bound>) -> Option<Option<Bound>> {
    match (one, other) {
        (Some(one), Some(other)) => {
            let at = one.at.checked_add(other.at)?;
            Some(Some(Bound { at, open: one.open || other.open }))
        }
        _ => Some(None),
    }
}

/// An end that may be missing, so that products can be ordered.
#[derive(Clone, Copy, Debug)]
enum End {
    Least,
    At(Bound),
    Greatest,
}

impl End {
    fn sign(self) -> Ordering {
        match self {
            Self::Least => Ordering::Less,
            Self::Greatest => Ordering::Greater,
            Self::At(bound) => bound.at.cmp(&Decimal::ZERO),
        }
    }

    fn times(self, other: Self) -> Option<Self> {
        if let (Self::At(one), Self::At(other)) = (self, other) {
            let at = product(one.at, other.at)?;
            let zero = [one, other].iter().any(|bound| bound.at.is_zero() && !bound.open);
            return Some(Self::At(Bound { at, open: !zero && (one.open || other.open) }));
        }
        let zero = |end: Self| if let Self::At(bound) = end { bound.at.is_zero().then_some(bound) } else { None };
        if let Some(bound) = zero(self).or(zero(other)) {
            return Some(Self::At(bound));
        }
        Some(if self.sign() == other.sign() { Self::Greatest } else { Self::Least })
    }

    /// Divides by an end of a divisor that lies `above` zero or below it; an end at zero makes the quotient unbounded.
    fn over(self, divisor: Self, above: bool, rounded: &mut bool) -> Option<Self> {
        let nothing = Bound { at: Decimal::ZERO, open: true };
        let unbounded = if (self.sign() == Ordering::Greater) == above { Self::Greatest } else { Self::Least };
        Some(match (self, divisor) {
            (Self::At(own), _) if own.at.is_zero() => Self::At(own),
            (_, Self::At(by)) if by.at.is_zero() => unbounded,
            (Self::At(own), Self::At(by)) => {
                let (at, inexact) = quotient(own.at, by.at)?;
                *rounded |= inexact;
                Self::At(Bound { at, open: own.open || by.open })
            }
            (_, Self::At(_)) => unbounded,
            (_, Self::Least | Self::Greatest) => Self::At(nothing),
        })
    }

    /// Orders ends; of two at one place the closed one is further out, which is lower where `low`.
    fn order(self, other: Self, low: bool) -> Ordering {
        match (self, other) {
            (Self::At(one), Self::At(other)) => {
                let outer = if low { one.open.cmp(&other.open) } else { other.open.cmp(&one.open) };
                one.at.cmp(&other.at).then(outer)
            }
            (one, other) => one.place().cmp(&other.place()),
        }
    }

    fn place(self) -> i8 {
        match self {
            Self::Least => -1,
            Self::At(_) => 0,
            Self::Greatest => 1,
        }
    }

    fn bound(self) -> Option<Bound> {
        if let Self::At(bound) = self { Some(bound) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: i64) -> Decimal {
        value.into()
    }

    #[test]
    fn open_and_closed_ends_tell_containment() {
        let over = Interval::from(number(50), true);
        assert!(!over.holds(&Interval::point(number(50))));
        assert!(Interval::from(number(50), false).holds(&over));
        assert!(!over.holds(&Interval::from(number(50), false)));
        assert!(over.apart(&Interval::up_to(number(50), false)));
        assert!(!Interval::from(number(50), false).apart(&Interval::up_to(number(50), false)));
    }

    #[test]
    fn products_and_quotients_keep_their_bounds() {
        let over_fifty = Interval::from(number(50), true);
        assert_eq!(over_fifty.times(&over_fifty), Some(Interval::from(number(2500), true)));
        let crossing = Interval::closed(number(-2), number(3));
        assert_eq!(crossing.times(&crossing), Some(Interval::closed(number(-6), number(9))));
        assert_eq!(crossing.times(&Interval::from(number(0), false)), Some(Interval { low: None, high: None }));
        assert_eq!(over_fifty.over(&crossing), None);
        let tenth = Interval::point(number(1)).over(&Interval::from(number(10), true)).unwrap().0;
        assert_eq!(tenth.low, Some(Bound { at: Decimal::ZERO, open: true }));
        assert_eq!(tenth.high, Some(Bound { at: Decimal::new(1, 1), open: true }));
    }
}
