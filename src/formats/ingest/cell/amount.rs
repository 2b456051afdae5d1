//! Amounts as people keep them in tables: `$5,000,000`, `62.5%`, `5 000 000`, `(1,234)`, `1.2E+06`; and the units that
//! stand in the header of a column: `Revenue (EUR m)`.

use rust_decimal::Decimal;

/// How the numbers of a table are written, as far as one of them tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub point_is_decimal: bool,
    pub comma_is_decimal: bool,
}

/// An amount with the unit that is written with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub number: Decimal,
    pub unit: Option<String>,
}

/// Names of currencies as they are written beside amounts, each with its code or, where that is not sure, its sign.
const CURRENCIES: [(&str, &str); 34] = [
    ("€", "EUR"),
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("£", "GBP"),
    ("gbp", "GBP"),
    ("$", "$"),
    ("usd", "USD"),
    ("us$", "USD"),
    ("u.s.$", "USD"),
    ("¥", "¥"),
    ("jpy", "JPY"),
    ("cny", "CNY"),
    ("chf", "CHF"),
    ("mxn", "MXN"),
    ("ars", "ARS"),
    ("cop", "COP"),
    ("clp", "CLP"),
    ("pen", "PEN"),
    ("brl", "BRL"),
    ("r$", "BRL"),
    ("cad", "CAD"),
    ("aud", "AUD"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("nzd", "NZD"),
    ("inr", "INR"),
    ("₹", "INR"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("pln", "PLN"),
    ("zar", "ZAR"),
    ("gs", "PYG"),
];

/// Gives the code of a currency, or the sign itself where several currencies have it.
pub(in crate::ingest) fn currency(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    CURRENCIES.iter().find(|(name, _)| *name == lower).map(|(_, code)| *code)
}

impl Marks {
    /// Learns from a number that can be read in one way only.
    pub fn learn(&mut self, text: &str) {
        let (digits, _) = bare(text);
        let groups = |mark: char| digits.matches(mark).count();
        match (digits.rfind('.'), digits.rfind(',')) {
            (Some(point), Some(comma)) if point > comma => self.point_is_decimal = true,
            (Some(_), Some(_)) => self.comma_is_decimal = true,
            (Some(point), None) if groups('.') == 1 && digits.len() - point != 4 => self.point_is_decimal = true,
            (Some(_), None) if groups('.') > 1 => self.comma_is_decimal = true,
            (None, Some(comma)) if groups(',') == 1 && digits.len() - comma != 4 => self.comma_is_decimal = true,
            (None, Some(_)) if groups(',') > 1 => self.point_is_decimal = true,
            _ => {}
        }
    }
}

/// Reads a cell as one amount; `None` where it is none, or could be two.
pub(super) fn read(text: &str, marks: Marks) -> Option<Amount> {
    let text = text.trim();
    let (text, bracketed) = match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    let (digits, unit) = bare(text);
    let (negative, digits) = match digits.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(digits) => (true, digits.to_owned()),
        None => (false, digits.strip_prefix('+').unwrap_or(&digits).to_owned()),
    };
    if negative && bracketed {
        return None;
    }
    let number = number(digits.trim(), marks)?;
    Some(Amount { number: if negative || bracketed { -number } else { number }, unit })
}

/// Parts the sign of a currency or of percent from the digits.
fn bare(text: &str) -> (String, Option<String>) {
    let blank = |letter: char| letter.is_whitespace() || matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2009}');
    let text = text.trim_matches(blank);
    if let Some(digits) = text.strip_suffix('%') {
        return (digits.trim_end_matches(blank).to_owned(), Some("percent".to_owned()));
    }
    let is_mark = |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '\u{2212}' | '.' | ',' | '(');
    let start = text.find(is_mark).unwrap_or(0);
    if let Some(code) = currency(text[..start].trim_matches(blank)) {
        return (text[start..].to_owned(), Some(code.to_owned()));
    }
    // `-$5`: the sign of the number stands before that of the currency.
    if let Some((sign, rest)) = text.split_at_checked(1).filter(|(sign, _)| *sign == "-") {
        let start = rest.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
        if let Some(code) = currency(rest[..start].trim_matches(blank)) {
            return (format!("{sign}{}", &rest[start..]), Some(code.to_owned()));
        }
    }
    let end = text.rfind(|letter: char| letter.is_ascii_digit()).map_or(text.len(), |at| at + 1);
    match currency(text[end..].trim_matches(blank)) {
        Some(code) => (text[..end].to_owned(), Some(code.to_owned())),
        None => (text.to_owned(), None),
    }
}

fn number(digits: &str, marks: Marks) -> Option<Decimal> {
    if digits.contains(['e', 'E']) {
        let plain = digits.replace("E+", "e").replace("e+", "e").replace('E', "e");
        return Decimal::from_scientific(&plain).ok();
    }
    let exact = |text: &str| Decimal::from_str_exact(text).ok();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    for apart in [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'] {
        if digits.contains(apart) {
            let (whole, fraction) =
                digits.rfind(['.', ',']).map_or((digits, None), |at| (&digits[..at], Some(&digits[at + 1..])));
            let whole = joined(whole, apart)?;
            return exact(&fraction.map_or(whole.clone(), |fraction| format!("{whole}.{fraction}")));
        }
    }
    let with = |thousands: char, decimal: char| {
        let (whole, fraction) = digits.split_once(decimal).map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        let whole = joined(whole, thousands)?;
        match fraction {
            Some(fraction) => is_digits(fraction).then(|| format!("{whole}.{fraction}")),
            None => Some(whole),
        }
    };
    let (point, comma) = (with(',', '.'), with('.', ','));
    let chosen = match (point, comma) {
        (Some(one), Some(other)) if one == other => one,
        (Some(one), Some(other)) => match (marks.point_is_decimal, marks.comma_is_decimal) {
            (true, false) => one,
            (false, true) => other,
            // Zero before the mark, or more than three digits, and it parts no thousands.
            _ if digits.starts_with('0') => one,
            _ => return None,
        },
        (one, other) => one.or(other)?,
    };
    exact(&chosen)
}

/// Joins groups of three digits; digits without a mark are one group.
fn joined(whole: &str, mark: char) -> Option<String> {
    let mut groups = whole.split(mark);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|first| is_digits(first))?;
    let rest: Vec<&str> = groups.collect();
    let fits = rest.is_empty() || first.len() <= 3 && !first.starts_with('0');
    (fits && rest.iter().all(|group| group.len() == 3 && is_digits(group))).then(|| format!("{first}{}", rest.concat()))
}

/// What the header of a column says of the numbers below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeaderUnit {
    pub unit: Option<String>,
    /// By how much they are to be multiplied: 1,000,000 for `EUR m`.
    pub scale: Option<Decimal>,
}

/// Reads the unit in a header: in brackets, behind a comma, or as all of it.
pub(super) fn unit_of_header(header: &str) -> HeaderUnit {
    let mut candidates: Vec<&str> = Vec::new();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((_, rest)) = header.rsplit_once(open) {
            candidates.extend(rest.split_once(close).map(|(inner, _)| inner));
        }
    }
    candidates.extend(header.rsplit_once([',', ';', ':']).map(|(_, rest)| rest));
    candidates.extend(header.rsplit_once(" in ").or_else(|| header.rsplit_once(" en ")).map(|(_, rest)| rest));
    candidates.push(header);
    candidates.into_iter().find_map(unit_words).unwrap_or_default()
}

/// Reads words that are a unit, a scale or both, and nothing else.
fn unit_words(text: &str) -> Option<HeaderUnit> {
    const SCALES: [(&str, i64); 25] = [
        ("000", 1_000),
        ("000s", 1_000),
        ("'000", 1_000),
        ("’000", 1_000),
        ("thousand", 1_000),
        ("thousands", 1_000),
        ("miles", 1_000),
        ("k", 1_000),
        ("m", 1_000_000),
        ("mn", 1_000_000),
        ("mln", 1_000_000),
        ("mio", 1_000_000),
        ("mill", 1_000_000),
        ("million", 1_000_000),
        ("millions", 1_000_000),
        ("millón", 1_000_000),
        ("millones", 1_000_000),
        ("mm", 1_000_000),
        ("bn", 1_000_000_000),
        ("billion", 1_000_000_000),
        ("billions", 1_000_000_000),
        ("mrd", 1_000_000_000),
        ("tn", 1_000_000_000_000),
        ("trillion", 1_000_000_000_000),
        ("trillions", 1_000_000_000_000),
    ];
    const PERCENT: [&str; 8] = ["%", "percent", "pct", "per cent", "por ciento", "porcentaje", "percentage", "in %"];
    let lower = text.trim().to_lowercase();
    if PERCENT.contains(&lower.as_str()) {
        return Some(HeaderUnit { unit: Some("percent".to_owned()), scale: None });
    }
    let mut found = HeaderUnit::default();
    let mut short = false;
    for word in parted(&lower) {
        let word = word.trim_matches(['.', '(', ')']);
        if matches!(word, "" | "in" | "en" | "of" | "de") {
            continue;
        }
        let scale = SCALES.iter().find(|(name, _)| *name == word);
        match (scale, currency_word(word)) {
            (Some((name, scale)), _) if found.scale.is_none() => {
                short = matches!(*name, "m" | "k" | "mm" | "miles");
                found.scale = Some(Decimal::from(*scale));
            }
            (None, Some(code)) if found.unit.is_none() => found.unit = Some(code.to_owned()),
            _ => return None,
        }
    }
    // `m` by itself may be metres, and `miles` may be miles.
    let open = short && found.unit.is_none();
    (!open && found != HeaderUnit::default()).then_some(found)
}

fn currency_word(word: &str) -> Option<&'static str> {
    match word {
        "dollar" | "dollars" | "dólar" | "dólares" | "dolares" => Some("$"),
        "pound" | "pounds" | "libras" => Some("GBP"),
        word => currency(word),
    }
}

/// Parts a sign from what is glued to it: `€m`, `£000`, `$bn`.
fn parted(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        match word.char_indices().find(|(_, letter)| matches!(letter, '€' | '£' | '$' | '¥')) {
            Some((at, sign)) if word.len() > at + sign.len_utf8() => {
                words.push(word[..at + sign.len_utf8()].to_owned());
                words.push(word[at + sign.len_utf8()..].to_owned());
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The amount and its unit; nothing where none is read.
    type Expected = Option<(&'static str, &'static str)>;

    const POINT: Marks = Marks { point_is_decimal: true, comma_is_decimal: false };
    const COMMA: Marks = Marks { point_is_decimal: false, comma_is_decimal: true };
    const OPEN: Marks = Marks { point_is_decimal: false, comma_is_decimal: false };

    #[test]
    fn amounts_are_read_as_people_keep_them() {
        let rows: [(&str, Marks, Expected); 24] = [
            ("1,234", POINT, Some(("1234", ""))),
            ("1,234", COMMA, Some(("1.234", ""))),
            ("1,234", OPEN, None),
            ("1.234", OPEN, None),
            ("1.234.567", OPEN, Some(("1234567", ""))),
            ("1.234,50", OPEN, Some(("1234.50", ""))),
            ("$5,000,000", OPEN, Some(("5000000", "$"))),
            ("-$5.20", OPEN, Some(("-5.20", "$"))),
            ("5 000 000", OPEN, Some(("5000000", ""))),
            ("5\u{202f}000,5 €", OPEN, Some(("5000.5", "EUR"))),
            ("1'234'567.8", OPEN, Some(("1234567.8", ""))),
            ("62.5%", OPEN, Some(("62.5", "percent"))),
            ("62,5 %", OPEN, Some(("62.5", "percent"))),
            ("(12.5)", OPEN, Some(("-12.5", ""))),
            ("1.2E+06", OPEN, Some(("1200000", ""))),
            ("EUR 12", OPEN, Some(("12", "EUR"))),
            ("12 EUR", OPEN, Some(("12", "EUR"))),
            ("US$ 1,000,000", OPEN, Some(("1000000", "USD"))),
            ("0.125", OPEN, Some(("0.125", ""))),
            ("−5", OPEN, Some(("-5", ""))),
            ("12/3", OPEN, None),
            ("n/a", OPEN, None),
            ("12 boats", OPEN, None),
            ("1,23,456", OPEN, None),
        ];
        for (text, marks, expected) in rows {
            let found = read(text, marks).map(|amount| (amount.number.to_string(), amount.unit.unwrap_or_default()));
            let expected = expected.map(|(number, unit)| (number.to_owned(), unit.to_owned()));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn headers_tell_unit_and_scale() {
        let rows = [
            ("Revenue (EUR m)", "EUR", 1_000_000),
            ("Revenue, EUR million", "EUR", 1_000_000),
            ("Revenue in EUR bn", "EUR", 1_000_000_000),
            ("€m", "EUR", 1_000_000),
            ("Cost (£000)", "GBP", 1_000),
            ("Ingresos (millones de euros)", "EUR", 1_000_000),
            ("Gasto, miles de €", "EUR", 1_000),
            ("Share (%)", "percent", 0),
            ("%", "percent", 0),
            ("People (000s)", "", 1_000),
            ("Price (USD)", "USD", 0),
            ("Length (m)", "", 0),
            ("Distance, miles", "", 0),
            ("Total (provisional)", "", 0),
            ("Deaths", "", 0),
        ];
        for (header, unit, scale) in rows {
            let found = unit_of_header(header);
            assert_eq!(found.unit.as_deref().unwrap_or_default(), unit, "{header}");
            assert_eq!(found.scale.unwrap_or_default(), Decimal::from(scale), "{header}");
        }
    }
}
