//! The value of numbers in digits and in words, English and Spanish, so that "twelve" is known to be 12.

use rust_decimal::Decimal;

/// Reads a word as a number that stands by itself.
pub(super) fn value(lower: &str) -> Option<Decimal> {
    if lower.starts_with(|digit: char| digit.is_ascii_digit()) {
        return digits(lower);
    }
    let small = |words: &str, from: u32, step: u32| {
        let at = words.split_whitespace().position(|names| names.split('/').any(|name| name == lower))?;
        Some(Decimal::from(from + at as u32 * step))
    };
    let ones = "zero/cero one/uno/un/una two/dos three/tres four/cuatro five/cinco six/seis seven/siete eight/ocho nine/nueve \
        ten/diez eleven/once twelve/doce thirteen/trece fourteen/catorce fifteen/quince sixteen/dieciséis seventeen/diecisiete \
        eighteen/dieciocho nineteen/diecinueve";
    let tens = "twenty/veinte thirty/treinta forty/cuarenta fifty/cincuenta sixty/sesenta seventy/setenta eighty/ochenta ninety/noventa";
    small(ones, 0, 1).or_else(|| small(tens, 20, 10))
}

/// Reads `12`, `12.4`, `1,200`, and `12,4` where the comma cannot part thousands.
fn digits(word: &str) -> Option<Decimal> {
    let (head, tail) = word.split_once(',').unwrap_or((word, ""));
    let grouped = !tail.is_empty()
        && head.len() <= 3
        && tail.split('.').next().is_some_and(|groups| groups.split(',').all(|group| group.len() == 3));
    let plain = if grouped { word.replace(',', "") } else { word.replacen(',', ".", 1) };
    plain.parse().ok()
}

fn scale(lower: &str) -> Option<Decimal> {
    let power = match lower {
        "hundred" | "hundreds" | "cien" | "ciento" | "cientos" => 2,
        "thousand" | "thousands" | "mil" | "miles" => 3,
        "million" | "millions" | "mn" | "millón" | "millones" => 6,
        "billion" | "billions" | "bn" => 9,
        "trillion" | "trillions" | "billón" | "billones" => 12,
        _ => return None,
    };
    Some(Decimal::from(10u64.pow(power)))
}

/// Gives the numbers of some words in their order, and their units in the order of the alphabet. What is not understood is
/// given as it stands.
pub(super) fn values<'a>(words: impl Iterator<Item = &'a str>) -> (Vec<String>, Vec<String>) {
    let (mut numbers, mut units) = (Vec::new(), Vec::new());
    let mut open: Option<(Decimal, bool)> = None;
    let mut close = |open: &mut Option<(Decimal, bool)>| {
        if let Some((number, _)) = open.take() {
            numbers.push(number.to_string());
        }
    };
    for word in words {
        let spelled = !word.starts_with(|digit: char| digit.is_ascii_digit());
        if let Some(number) = value(word) {
            match &mut open {
                // "Twenty" and "five" are one number.
                Some((tens, true)) if spelled && number < Decimal::TEN => *tens += number,
                _ => {
                    close(&mut open);
                    open = Some((number, spelled && number >= Decimal::from(20)));
                }
            }
        } else if let Some(scale) = scale(word) {
            let (number, _) = open.unwrap_or((Decimal::ONE, false));
            open = Some((number.checked_mul(scale).unwrap_or(number).normalize(), false));
        } else if !matches!(word, "and" | "y" | "per") {
            close(&mut open);
            units.push(unit(word).to_owned());
        }
    }
    close(&mut open);
    units.sort();
    (numbers, units)
}

fn unit(word: &str) -> &str {
    match word {
        "percent" | "cent" | "percentage" | "ciento" => "%",
        "$" | "usd" | "dollar" | "dollars" => "dollar",
        "€" | "eur" | "euro" | "euros" => "euro",
        "£" | "gbp" | "pound" | "pounds" => "pound",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_words_have_one_value() {
        let same = [
            ("12", "twelve"),
            ("25", "twenty five"),
            ("1,200", "1200"),
            ("12.4 million", "12,400,000"),
            ("62,5", "62.5"),
            ("3 %", "three cent"),
            ("$ 5", "5 dollars"),
            ("doce", "12"),
            ("2 1", "two one"),
            ("3 mil", "3000"),
        ];
        for (one, other) in same {
            assert_eq!(values(one.split_whitespace()), values(other.split_whitespace()), "{one} {other}");
        }
        for (one, other) in
            [("12", "21"), ("1.2", "12"), ("12 million", "12 billion"), ("5 euros", "5 dollars"), ("1 2", "2 1")]
        {
            assert_ne!(values(one.split_whitespace()), values(other.split_whitespace()), "{one} {other}");
        }
    }
}
