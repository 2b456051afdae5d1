//! Numbers, dates, money and percentages are written in every form, read, and must come back equal.
//!
//! The ordinary run takes a sample; with `TICKMARK_EVERY_NUMBER=1` every number up to a million is read in words.

use super::{Kind, Language, find};
use proptest::prelude::*;
use record::model::time::Day;
use rust_decimal::Decimal;

const EN: Language = Language::English;
const ES: Language = Language::Spanish;

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Writes a number in English words of the short scale, with or without `and`.
fn english(number: u64, and: bool) -> String {
    let below_hundred = |number: u64| match number {
        0..=19 => ONES[number as usize].to_string(),
        _ if number.is_multiple_of(10) => TENS[number as usize / 10].to_string(),
        _ => format!("{}-{}", TENS[number as usize / 10], ONES[number as usize % 10]),
    };
    let below_thousand = |number: u64| match (number / 100, number % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", ONES[hundreds as usize]),
        (hundreds, rest) => {
            format!("{} hundred {}{}", ONES[hundreds as usize], if and { "and " } else { "" }, below_hundred(rest))
        }
    };
    if number == 0 {
        return "zero".into();
    }
    let mut words = Vec::new();
    for (size, name) in
        [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand")]
    {
        let part = number / size % 1000;
        if part > 0 {
            words.push(format!("{} {name}", below_thousand(part)));
        }
    }
    let rest = number % 1000;
    if rest > 0 {
        let joint = if and && rest < 100 && !words.is_empty() { "and " } else { "" };
        words.push(format!("{joint}{}", below_thousand(rest)));
    }
    words.join(" ")
}

const UNOS: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const DIECES: [&str; 10] = ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];
const CIENTOS: [&str; 10] = [
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];

#[derive(Clone, Copy, PartialEq)]
enum Ending {
    /// `veintiuno`
    Alone,
    /// `veintiún soles`
    Before,
    /// `veintiuna casas`
    Feminine,
}

/// Writes a number below a thousand in Spanish.
fn hasta_mil(number: u64, ending: Ending) -> String {
    let unit = |word: &str| match (word, ending) {
        ("uno", Ending::Before) => "un".to_string(),
        ("veintiuno", Ending::Before) => "veintiún".into(),
        ("uno" | "veintiuno", Ending::Feminine) => format!("{}a", word.trim_end_matches('o')),
        _ => word.to_string(),
    };
    let below_hundred = |number: u64| match number {
        0..=29 => unit(UNOS[number as usize]),
        _ if number.is_multiple_of(10) => DIECES[number as usize / 10].to_string(),
        _ => format!("{} y {}", DIECES[number as usize / 10], unit(UNOS[number as usize % 10])),
    };
    let hundreds = |hundreds: u64| {
        let word = CIENTOS[hundreds as usize];
        if ending == Ending::Feminine && hundreds > 1 {
            format!("{}as", word.trim_end_matches("os"))
        } else {
            word.to_string()
        }
    };
    match (number / 100, number % 100) {
        (0, rest) => below_hundred(rest),
        (1, 0) => "cien".into(),
        (many, 0) => hundreds(many),
        (many, rest) => format!("{} {}", hundreds(many), below_hundred(rest)),
    }
}

/// Writes a number in Spanish words of the long scale.
fn spanish(number: u64, ending: Ending) -> String {
    if number == 0 {
        return "cero".into();
    }
    let below_million = |number: u64, ending: Ending| {
        let thousands = number / 1000;
        let inner = if ending == Ending::Feminine { Ending::Feminine } else { Ending::Before };
        let head = match thousands {
            0 => String::new(),
            1 => "mil".into(),
            _ => format!("{} mil", hasta_mil(thousands, inner)),
        };
        let tail = if !number.is_multiple_of(1000) { hasta_mil(number % 1000, ending) } else { String::new() };
        [head, tail].join(" ").trim().to_string()
    };
    let mut words = Vec::new();
    for (size, one, many) in [(1_000_000_000_000, "billón", "billones"), (1_000_000, "millón", "millones")] {
        match number / size % 1_000_000 {
            0 => {}
            1 => words.push(format!("un {one}")),
            part => words.push(format!("{} {many}", below_million(part, Ending::Before))),
        }
    }
    if !number.is_multiple_of(1_000_000) {
        words.push(below_million(number % 1_000_000, ending));
    }
    words.join(" ")
}

/// Reads the one amount in a text.
fn amount(text: &str, language: Language) -> Option<Decimal> {
    let found = find(text, language);
    let [only] = &found[..] else { return None };
    only.quantity.figure.amount.map(|amount| amount.normalize())
}

fn comes_back(number: u64) {
    let value = Some(Decimal::from(number).normalize());
    for and in [true, false] {
        let text = format!("{} crates", english(number, and));
        assert_eq!(amount(&text, EN), value, "{text}");
    }
    for (ending, noun) in [(Ending::Before, "soldados"), (Ending::Feminine, "casas")] {
        let text =
            format!("{} {}{noun}", spanish(number, ending), if number.is_multiple_of(1_000_000) { "de " } else { "" });
        assert_eq!(amount(&text, ES), value, "{text}");
    }
}

#[test]
fn numbers_in_words_come_back() {
    let every = std::env::var_os("TICKMARK_EVERY_NUMBER").is_some();
    let step = if every { 1 } else { 397 };
    (2..=2200).chain((2200..=1_000_000).step_by(step)).for_each(comes_back);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn large_numbers_in_words_come_back(number in 1_000_000_u64..1_000_000_000_000_000) {
        comes_back(number);
    }

    #[test]
    fn numbers_in_digits_come_back(whole in 1000_u64..1_000_000_000_000, cents in 1_u64..100) {
        let grouped = |mark: &str| {
            let digits = whole.to_string();
            let mut text = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at).is_multiple_of(3) {
                    text.push_str(mark);
                }
                text.push(digit);
            }
            text
        };
        let value = Decimal::from(whole) + Decimal::new(cents as i64, 2);
        let two = format!("{cents:02}");
        for (text, language) in [
            (format!("{}.{two} kg", grouped(",")), EN),
            (format!("{}.{two} kg", grouped(" ")), EN),
            (format!("{}.{two} kg", grouped("\u{202F}")), EN),
            (format!("{}.{two} kg", grouped("'")), EN),
            (format!("{},{two} kg", grouped(".")), ES),
            (format!("{},{two} kg", grouped("\u{A0}")), ES),
            (format!("{}.{two} kg", grouped(",")), ES),
            (format!("{}.{two} kg", grouped("’")), ES),
            (format!("{whole}.{two} kg"), EN),
            (format!("{whole},{two} kg"), ES),
        ] {
            prop_assert_eq!(amount(&text, language), Some(value.normalize()), "{}", text);
        }
        let whole_value = Some(Decimal::from(whole).normalize());
        prop_assert_eq!(amount(&format!("{} kg", grouped(",")), EN), whole_value);
        prop_assert_eq!(amount(&format!("{} kg", grouped(".")), ES), whole_value);
    }

    #[test]
    fn numbers_with_scale_words_come_back(tenths in 11_i64..9999) {
        prop_assume!(tenths % 10 != 0);
        let digits = Decimal::new(tenths, 1);
        let times = |power: u32| (digits * Decimal::from(10_i64.pow(power))).normalize();
        for (power, words) in [
            (3, &["thousand"][..]), (6, &["million", "mn", "m"]), (9, &["billion", "bn", "thousand million"]), (12, &["trillion", "tn"]), (5, &["lakh"]), (7, &["crore"]),
        ] {
            for word in words {
                let text = format!("€{digits} {word}");
                prop_assert_eq!(amount(&text, EN), Some(times(power)), "{}", text);
            }
        }
        let comma = digits.to_string().replace('.', ",");
        for (power, word) in [(3, "mil"), (6, "millones"), (9, "mil millones"), (12, "billones"), (6, "M"), (6, "MM")] {
            let text = format!("€ {comma} {word}");
            prop_assert_eq!(amount(&text, ES), Some(times(power)), "{}", text);
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MESES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

fn ordinal(day: u32) -> String {
    let end = match (day % 10, day) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{day}{end}")
}

fn period(text: &str, language: Language) -> Option<(Option<Day>, Option<Day>)> {
    let found = find(text, language);
    let [only] = &found[..] else { return None };
    (only.kind == Kind::Date).then_some((only.quantity.figure.from, only.quantity.figure.to))
}

#[test]
fn dates_in_every_form_come_back() {
    for step in 0..1500_u32 {
        let (year, month, number) = (1800 + step * 7 % 301, step * 5 % 12 + 1, step * 11 % 28 + 1);
        let (name, mes) = (MONTHS[month as usize - 1], MESES[month as usize - 1]);
        let day = Day::parse(&format!("{year}-{month:02}-{number:02}"));
        for text in [
            format!("{number} {name} {year}"),
            format!("{} {name} {year}", ordinal(number)),
            format!("the {} of {name}, {year}", ordinal(number)),
            format!("{name} {number}, {year}"),
            format!("{name} {}, {year}", ordinal(number)),
            format!("{number}-{}-{year}", &name[..3]),
            format!("{year}-{month:02}-{number:02}"),
            format!("on Monday, {number} {name} {year}"),
        ] {
            assert_eq!(period(&text, EN), Some((day, day)), "{text}");
        }
        for text in [
            format!("{number} de {mes} de {year}"),
            format!("el {} de {mes} del {year}", spanish(number.into(), Ending::Alone)),
            format!("{number}-{}-{year}", &mes[..3]),
            format!("{number:02}.{month:02}.{year}"),
            format!("{year}-{month:02}-{number:02}"),
            format!("el lunes {number} de {mes} de {year}"),
        ] {
            assert_eq!(period(&text, ES), Some((day, day)), "{text}");
        }
        let last = super::date::month_end(year as u16, month as u8);
        let first = Day::parse(&format!("{year}-{month:02}-01"));
        for (text, language) in [
            (format!("in {name} {year}"), EN),
            (format!("en {mes} de {year}"), ES),
            (format!("en {mes} del {year}"), ES),
        ] {
            assert_eq!(period(&text, language), Some((first, last)), "{text}");
        }
        let (from, to) = (Day::parse(&format!("{year}-01-01")), Day::parse(&format!("{year}-12-31")));
        for (text, language) in
            [(format!("in {year}"), EN), (format!("en {year}"), ES), (format!("en el año {year}"), ES)]
        {
            assert_eq!(period(&text, language), Some((from, to)), "{text}");
        }
    }
}

#[test]
fn percentages_in_every_wording_come_back() {
    for hundredths in (25..10_000).step_by(175) {
        let value = Decimal::new(hundredths, 2).normalize();
        let comma = value.to_string().replace('.', ",");
        let read = |text: &str, language| {
            let found = find(text, language);
            let [only] = &found[..] else { return None };
            (only.quantity.unit.as_deref() == Some("percent")).then_some(only.quantity.figure.amount?.normalize())
        };
        for wording in ["%", " %", " percent", " per cent", " pct", "pc", " percents"] {
            let text = format!("{value}{wording}");
            assert_eq!(read(&text, EN), Some(value), "{text}");
        }
        for wording in ["%", " %", " por ciento", " por cien", " por 100", "\u{A0}%"] {
            let text = format!("el {comma}{wording}");
            assert_eq!(read(&text, ES), Some(value), "{text}");
        }
    }
}
