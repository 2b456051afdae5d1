//! Exact decimal arithmetic: powers of ten, the last stated place of an amount, quotients and how they are rounded.

use rust_decimal::Decimal;

/// How many significant digits a quotient keeps that does not come out even.
pub(crate) const QUOTIENT_DIGITS: u32 = 12;

/// From this amount on, the zeros that end a whole number may be rounding: `1,200` can stand for 1,183.
const ROUND_FROM: i128 = 1000;

/// How many leading digits of a whole number are always read as meant: `1,000,000` is taken to its second digit.
const DIGITS_MEANT: u32 = 2;

/// Gives 10 to the power; `None` from 29 on.
pub(crate) fn ten_to(power: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(10_i128.checked_pow(power)?, 0).ok()
}

/// Gives the worth of the last place that the amount states, zeros after a decimal point included: 0.01 for `62.50`.
///
/// Where `zeros_may_round`, the zeros that end a whole number from 1,000 on are read as rounding, except within its
/// first two digits: 100,000,000 for `1,200,000,000`, 100 for `1,000`.
pub(crate) fn last_place(amount: Decimal, zeros_may_round: bool) -> Decimal {
    if amount.scale() > 0 {
        return Decimal::new(1, amount.scale());
    }
    let whole = amount.mantissa().abs();
    if !zeros_may_round || whole < ROUND_FROM {
        return Decimal::ONE;
    }
    let spare = (whole.ilog10() + 1).saturating_sub(DIGITS_MEANT);
    let zeros = (0..spare).take_while(|power| whole % 10_i128.pow(power + 1) == 0).count();
    ten_to(zeros as u32).unwrap_or(Decimal::ONE)
}

/// Divides; the second part says whether the result was rounded to 12 significant digits.
///
/// `None` for a zero divisor and for a result that no decimal holds.
pub(crate) fn quotient(amount: Decimal, by: Decimal) -> Option<(Decimal, bool)> {
    let full = amount.checked_div(by)?;
    let even = product(full, by) == Some(amount);
    match even {
        true => Some((full.normalize(), false)),
        false => Some((full.round_sf(QUOTIENT_DIGITS)?.normalize(), true)),
    }
}

/// Multiplies if the product is exact: 28 digits may not hold every digit of it.
pub(crate) fn product(amount: Decimal, by: Decimal) -> Option<Decimal> {
    if amount.is_zero() || by.is_zero() {
        return Some(Decimal::ZERO);
    }
    let (amount, by) = (amount.normalize(), by.normalize());
    let full = amount.checked_mul(by)?;
    // Digits that do not fit are rounded away, and the scale then falls short.
    (full.scale() == amount.scale() + by.scale()).then_some(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn the_last_place_is_what_the_digits_say() {
        for (amount, place) in [
            ("62.50", "0.01"),
            ("46", "1"),
            ("500", "1"),
            ("1000", "100"),
            ("1200000000", "100000000"),
            ("28715000000", "1000000"),
            ("1372572", "1"),
            ("0", "1"),
            ("-12000", "1000"),
        ] {
            assert_eq!(last_place(decimal(amount), true), decimal(place), "{amount}");
        }
        assert_eq!(last_place(decimal("2000"), false), Decimal::ONE);
    }

    #[test]
    fn a_quotient_says_whether_it_was_rounded() {
        assert_eq!(quotient(decimal("10"), decimal("4")), Some((decimal("2.5"), false)));
        assert_eq!(quotient(decimal("2"), decimal("3")), Some((decimal("0.666666666667"), true)));
        assert_eq!(quotient(decimal("2"), Decimal::ZERO), None);
    }

    #[test]
    fn a_product_is_exact_or_none() {
        assert_eq!(product(decimal("62.5"), decimal("67.5")), Some(decimal("4218.75")));
        let long = decimal("1.234567890123456789012345678");
        assert_eq!(product(long, decimal("1.23")), None);
        assert_eq!(product(Decimal::MAX, Decimal::TWO), None);
    }
}
