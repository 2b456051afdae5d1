//! Reads numerals written in digits, with point and comma as the text uses them.

use super::Language;
use rust_decimal::Decimal;

/// Which separator a text uses for decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Convention {
    pub comma_is_decimal: bool,
    /// The text itself shows it; otherwise it is what the language commonly does.
    pub shown: bool,
}

/// A numeral as read, with the other reading where the separators allow one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    pub value: Decimal,
    pub other: Option<Decimal>,
}

impl Convention {
    /// Decides from the numerals in the text that can be read in one way only.
    pub fn of(text: &str, language: Language) -> Self {
        let bytes = text.as_bytes();
        let (mut comma, mut point) = (0_u32, 0_u32);
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let start = at;
            while at < bytes.len() && (bytes[at].is_ascii_digit() || matches!(bytes[at], b'.' | b',')) {
                at += 1;
            }
            match decimal_mark(&bytes[start..at]) {
                Some(b',') => comma += 1,
                Some(_) => point += 1,
                None => {}
            }
        }
        let usual = language == Language::Spanish;
        Self { comma_is_decimal: if comma == point { usual } else { comma > point }, shown: comma != point }
    }
}

/// Gives the separator that can only be a decimal one, if the numeral shows it.
fn decimal_mark(numeral: &[u8]) -> Option<u8> {
    let end = numeral.iter().rposition(u8::is_ascii_digit)? + 1;
    let numeral = &numeral[..end.min(40)];
    let last = numeral.iter().rposition(|byte| matches!(byte, b'.' | b','))?;
    let mark = numeral[last];
    let digits_after = numeral.len() - last - 1;
    let earlier = |wanted: u8| numeral[..last].contains(&wanted);
    if earlier(mark) {
        // 1.234.567: this mark parts thousands, so the other one is for decimals.
        let thousands = digits_after == 3 && !earlier(other_mark(mark));
        return thousands.then_some(other_mark(mark));
    }
    (earlier(other_mark(mark)) || digits_after != 3).then_some(mark)
}

fn other_mark(mark: u8) -> u8 {
    if mark == b',' { b'.' } else { b',' }
}

/// Reads digits with their separators; `None` for what is no number (`1.2.3`) or too long to keep exactly.
pub fn numeral(text: &str, convention: Convention) -> Option<Numeral> {
    if let Some(value) = vulgar(text) {
        return Some(Numeral { value, other: None });
    }
    if text.len() > 40 {
        return None;
    }
    let marks: Vec<char> = text.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    let (value, other) = match marks[..] {
        [] => (exact(text, None)?, None),
        [mark @ ('.' | ',')] => one_mark(text, mark, convention)?,
        ['\'' | '’'] => (thousands(text)?, None),
        _ => (many_marks(text, &marks)?, None),
    };
    Some(Numeral { value, other })
}

fn vulgar(text: &str) -> Option<Decimal> {
    let (parts, of) = match text {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅖" => (2, 5),
        "⅗" => (3, 5),
        "⅘" => (4, 5),
        "⅛" => (1, 8),
        _ => return None,
    };
    Some((Decimal::from(parts) / Decimal::from(of)).round_dp(4).normalize())
}

fn one_mark(text: &str, mark: char, convention: Convention) -> Option<(Decimal, Option<Decimal>)> {
    let (whole, rest) = text.split_once(mark)?;
    let decimal = exact(text, Some(mark))?;
    if rest.len() != 3 || whole.len() > 3 || whole.starts_with('0') || whole.is_empty() {
        return Some((decimal, None));
    }
    let grouped = thousands(text)?;
    // Peru, Mexico and Central America part thousands with a comma, where Spain and Argentina write a point.
    let either = convention.comma_is_decimal && !convention.shown;
    if (mark == ',') == convention.comma_is_decimal && !either {
        return Some((decimal, Some(grouped)));
    }
    // In a text that writes 3.5, nobody takes 1,234 for one and a bit.
    let plain = mark == ',' && !convention.comma_is_decimal;
    Some((grouped, (!plain).then(|| decimal.normalize())))
}

fn many_marks(text: &str, marks: &[char]) -> Option<Decimal> {
    let last = *marks.last()?;
    let earlier = &marks[..marks.len() - 1];
    if earlier.iter().all(|mark| *mark == last) {
        return thousands(text);
    }
    // 1'500,000 is Peruvian for a million and a half.
    if matches!(earlier, ['\'' | '’']) && last == ',' && text.rsplit(',').next().is_some_and(|end| end.len() == 3) {
        return thousands(text);
    }
    if earlier.contains(&last) {
        return None;
    }
    let at = text.rfind(last)?;
    let whole: String = regroup(&text[..at])?;
    Decimal::from_str_exact(&format!("{whole}.{}", &text[at + last.len_utf8()..])).ok()
}

fn thousands(text: &str) -> Option<Decimal> {
    exact(&regroup(text)?, None)
}

/// Takes the separators out of 1.234.567 or 12,34,567; `None` when the groups are not those of thousands.
fn regroup(text: &str) -> Option<String> {
    let mut groups = text.split(|letter: char| !letter.is_ascii_digit());
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let (last, inner) = rest.split_last()?;
    let even = inner.iter().all(|group| group.len() == 3)
        || (text.contains(',') && inner.iter().all(|group| group.len() == 2));
    (last.len() == 3 && even && (1..=3).contains(&first.len())).then(|| format!("{first}{}", rest.concat()))
}

fn exact(text: &str, mark: Option<char>) -> Option<Decimal> {
    match mark {
        Some(',') => Decimal::from_str_exact(&text.replace(',', ".")).ok(),
        _ if text.starts_with('.') => Decimal::from_str_exact(&format!("0{text}")).ok(),
        _ => Decimal::from_str_exact(text).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, comma_is_decimal: bool, expect: &str) {
        let read = numeral(text, Convention { comma_is_decimal, shown: false });
        let said = read.map_or("none".to_string(), |read| match read.other {
            Some(other) => format!("{} or {other}", read.value),
            None => read.value.to_string(),
        });
        assert_eq!(said, expect, "{text}");
    }

    #[test]
    fn point_and_comma_are_read_as_the_text_uses_them() {
        for (text, comma_is_decimal, expect) in [
            ("62.5", false, "62.5"),
            ("62,5", false, "62.5"),
            ("62.5", true, "62.5"),
            ("1,234", false, "1234"),
            ("1.234", false, "1.234 or 1234"),
            ("1.234", true, "1234 or 1.234"),
            ("1,234", true, "1234 or 1.234"),
            ("0.125", true, "0.125"),
            ("0,125", false, "0.125"),
            ("1,234.56", true, "1234.56"),
            ("1.234,56", false, "1234.56"),
            ("1.234.567", false, "1234567"),
            ("1,234,567", true, "1234567"),
            ("12,34,567", false, "1234567"),
            ("1'234'567", false, "1234567"),
            ("1’500,000", true, "1500000"),
            ("1'500.25", false, "1500.25"),
            ("2019", false, "2019"),
            (".5", false, "0.5"),
            ("1.2.3", false, "none"),
            ("192.168.0.1", false, "none"),
            ("99999999999999999999999999999999999", false, "none"),
            ("½", false, "0.5"),
        ] {
            check(text, comma_is_decimal, expect);
        }
    }

    #[test]
    fn a_text_that_shows_its_decimal_comma_is_believed() {
        let read = numeral("1,234", Convention { comma_is_decimal: true, shown: true }).unwrap();
        assert_eq!(
            (read.value.to_string(), read.other.map(|other| other.to_string())),
            ("1.234".into(), Some("1234".into()))
        );
    }

    #[test]
    fn a_text_shows_which_mark_it_uses() {
        let shown = |text, language| Convention::of(text, language).comma_is_decimal;
        assert!(shown("subió a 3,5 y luego a 1.234", Language::Spanish));
        assert!(!shown("subió a S/ 3.5 y luego a 1,234", Language::Spanish));
        assert!(shown("from 3,5 to 12,75 per cent", Language::English));
        assert!(!shown("el total: 1,234,567 personas", Language::Spanish));
        assert!(shown("nada", Language::Spanish) && !shown("nothing", Language::English));
    }
}
