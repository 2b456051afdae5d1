//! Reads amounts as spreadsheets write them, and refuses those that could be two numbers.

use language::quantity::{Typed, typed};
use record::model::quantity::parse_amount;
use rust_decimal::Decimal;

/// Reads a plain decimal, or one with thousands apart: `1,234,567.89`.
///
/// With `decimal_comma`, for files of places where the comma is the decimal point, `1.234.567,89` and `62,5` are read
/// too, and what would be another number there, such as `1.234`, is refused.
pub fn read_amount(text: &str, decimal_comma: bool) -> Result<Decimal, String> {
    let (sign, digits) = text.strip_prefix(['-', '\u{2212}']).map_or(("", text), |digits| ("-", digits));
    let with_point = plain(digits, ',', '.');
    let with_comma = if decimal_comma { plain(digits, '.', ',') } else { None };
    match (with_point, with_comma) {
        (Some(one), Some(other)) if one != other => {
            Err(format!("`{text}` could be {sign}{one} or {sign}{other}: write one of these"))
        }
        (Some(digits), _) | (None, Some(digits)) => parse_amount(&format!("{sign}{digits}")),
        (None, None) => parse_amount(text),
    }
}

/// Reads an amount with what is written beside it: `$5,000,000`, `62.5%`, `5 000 000`; gives the unit, too.
pub fn read_written(text: &str, decimal_comma: bool) -> Result<(Decimal, Option<String>), String> {
    let plainly = match read_amount(text, decimal_comma) {
        Ok(amount) => return Ok((amount, None)),
        Err(reason) => reason,
    };
    let signs =
        text.chars().filter(|letter| !(letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '\u{2212}')));
    match typed(text) {
        // What has nothing but digits and marks in it was judged already.
        Typed::Sure(amount, unit) if signs.count() > 0 => Ok((amount, unit)),
        Typed::Either(one, other) => {
            Err(format!("`{text}` could be {} or {}: write one of these", one.normalize(), other.normalize()))
        }
        _ => Err(plainly),
    }
}

/// Takes the marks between thousands out and puts a point before the fraction; `None` where that is no number.
fn plain(digits: &str, between_thousands: char, before_fraction: char) -> Option<String> {
    let (whole, fraction) = match digits.split_once(before_fraction) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let whole = joined(whole, between_thousands)?;
    match fraction {
        None => Some(whole),
        Some(fraction) => all_digits(fraction).then(|| format!("{whole}.{fraction}")),
    }
}

fn joined(whole: &str, between_thousands: char) -> Option<String> {
    let mut groups = whole.split(between_thousands);
    let first = groups.next().filter(|first| all_digits(first))?;
    let mut joined = first.to_string();
    for group in groups {
        // A group after `0` or after four digits and more is no thousand.
        if first.len() > 3 || first.starts_with('0') || group.len() != 3 || !all_digits(group) {
            return None;
        }
        joined.push_str(group);
    }
    Some(joined)
}

fn all_digits(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, with_point: &str, with_comma: &str) {
        for (decimal_comma, expected) in [(false, with_point), (true, with_comma)] {
            let read = read_amount(text, decimal_comma).map(|amount| amount.to_string());
            match expected {
                "refused" => assert!(read.unwrap_err().contains("plain decimal"), "{text}"),
                "ambiguous" => assert!(read.unwrap_err().contains("could be"), "{text}"),
                amount => assert_eq!(read.as_deref(), Ok(amount), "{text}"),
            }
        }
    }

    #[test]
    fn a_sign_beside_an_amount_is_its_unit() {
        let rows = [
            ("$5,000,000", "5000000 $"),
            ("62.5%", "62.5 percent"),
            ("62,5 %", "62.5 percent"),
            ("5 000 000", "5000000 "),
            ("5\u{202f}000\u{202f}000 €", "5000000 EUR"),
            ("USD 12", "12 USD"),
            ("1e9", "1000000000 "),
            ("12 to 15", ""),
            ("1,23,4", ""),
        ];
        for (text, expected) in rows {
            let read = read_written(text, false);
            let read = read.map(|(amount, unit)| format!("{} {}", amount.normalize(), unit.unwrap_or_default()));
            assert_eq!(read.unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn amounts_are_read_where_they_are_one_number_only() {
        check("1234", "1234", "1234");
        check("-62.50", "-62.50", "-62.50");
        check("\u{2212}5", "-5", "-5");
        check("1,234,567.89", "1234567.89", "1234567.89");
        check("1,234,567", "1234567", "1234567");
        check("1.234.567,89", "refused", "1234567.89");
        check("1.234.567", "refused", "1234567");
        check("62,5", "refused", "62.5");
        check("0.125", "0.125", "0.125");
        check("0,125", "refused", "0.125");
        check("1234.567", "1234.567", "1234.567");
        check("1.234", "1.234", "ambiguous");
        check("1,234", "1234", "ambiguous");
        check("-62.500", "-62.500", "ambiguous");
        for wrong in ["1,23", "12,34,567", "1,234,56", ",5", "5,", "1e9", "62.5 %", "٣", "", "1.2.3", "NaN", "1,,234"]
        {
            check(wrong, "refused", if wrong == "1,23" { "1.23" } else { "refused" });
        }
    }
}
