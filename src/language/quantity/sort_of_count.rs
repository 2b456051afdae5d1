//! Tells what sort of figure a number is: money, an age, a score, or no figure at all.

use super::amount::Amount;
use super::cue::{Cue, Sort};
use super::figure_kind::Kind;
use super::hedge;
use super::scan::Scan;
use super::token::Make;
use record::model::words::Comparator;
use rust_decimal::Decimal;

/// Digits that are read otherwise than as an amount.
pub enum Aside {
    /// The digits are part of a name or a reference.
    Skip,
    /// A time of day, up to the token.
    Timed(usize),
    /// The result of a match, up to the token.
    Score(usize),
}

/// An amount with its sort settled.
pub struct Settled {
    pub value: Decimal,
    pub kind: Kind,
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub start: usize,
    pub end: usize,
    pub alternative: Option<(Decimal, Option<String>)>,
    pub reason: String,
}

const REFERENCES: &[&str] = &[
    "page",
    "pages",
    "chapter",
    "article",
    "section",
    "figure",
    "table",
    "footnote",
    "artículo",
    "articulo",
    "página",
    "pagina",
    "capítulo",
    "inciso",
    "anexo",
    "fig",
    "art",
    "no",
    "room",
    "flight",
    "route",
    "highway",
    "channel",
    "ruta",
    "vuelo",
    "canal",
    "nº",
    "núm",
    "expediente",
    "paragraph",
    "párrafo",
];
const CONTESTS: &[&str] = &[
    "win",
    "victory",
    "defeat",
    "draw",
    "loss",
    "lead",
    "triumph",
    "triunfo",
    "victoria",
    "derrota",
    "empate",
    "won",
    "lost",
    "beat",
    "drew",
    "defeated",
    "ganó",
    "perdió",
    "empató",
    "venció",
    "derrotó",
    "ganaron",
    "perdieron",
    "empataron",
    "vencieron",
    "defeating",
    "beating",
    "winning",
    "score",
    "scoreline",
    "marcador",
    "thrashed",
    "ahead",
    "aggregate",
    "tie",
    "set",
    "sets",
    "ganar",
    "perder",
    "se",
    "impuso",
    "score-line",
    "goleó",
    "cayó",
    "thumping",
];

/// Tells digits that are no amount.
pub fn aside(scan: &Scan, at: usize) -> Option<Aside> {
    if !scan.numeral(at) {
        return None;
    }
    let tight = scan.glued(at + 1) && scan.glued(at + 2) && scan.numeral(at + 2);
    if let Some(end) = clock(scan, at) {
        return Some(Aside::Timed(end));
    }
    if tight && scan.word(at + 1) == ":" && scan.word(at).len() <= 2 {
        return Some(Aside::Timed(at + 3 + usize::from(scan.is_any(at + 3, &["am", "pm", "h", "hrs", "gmt", "utc"]))));
    }
    let noon =
        scan.is_any(at + 1, &["a", "p"]) && scan.word(at + 2) == "." && scan.is(at + 3, "m") && scan.glued(at + 3);
    if noon || (scan.is_any(at + 1, &["am", "pm"]) && scan.word(at).len() <= 2) {
        return Some(Aside::Timed(at + if noon { 4 } else { 2 }));
    }
    if tight && scan.dash(at + 1) && is_score(scan, at) {
        return Some(Aside::Score(at + 3));
    }
    let before = at.checked_sub(1)?;
    let named = scan.glued(at)
        && scan.dash(before)
        && scan.glued(before)
        && scan.make(before.wrapping_sub(1)) == Some(Make::Word);
    let joined = named && !scan.is_any(before.wrapping_sub(1), &["mid", "pre", "post", "early", "late"]);
    let bracketed = scan.word(before) == "[" && scan.word(at + 1) == "]";
    let referred = REFERENCES.iter().any(|word| scan.is(before, word))
        || (scan.word(before) == "."
            && scan.glued(before)
            && REFERENCES.iter().any(|word| scan.is(before.wrapping_sub(1), word)));
    let joined = joined && !scan.is_any(before.wrapping_sub(1), &["sub", "minus"]);
    let numbered = matches!(scan.word(before), "º" | "°") && scan.glued(before);
    let address = scan.word(before) == "/"
        && scan.glued(at)
        && scan.glued(before)
        && before.checked_sub(1).is_some_and(|host| scan.make(host) != Some(Make::Mark) && scan.word(host).len() > 2);
    (joined || bracketed || referred || numbered || address || scan.word(before) == "#").then_some(Aside::Skip)
}

/// Reads times of day that have no colon: `10.45pm`, `8.30am`, `14h30`, `las 18.30 horas`, `at 8.30`, `7 o'clock`.
fn clock(scan: &Scan, at: usize) -> Option<usize> {
    let word = scan.word(at);
    if let Some(minutes) = scan.word(at + 1).strip_prefix('h').filter(|_| scan.glued(at + 1) && word.len() <= 2) {
        return (minutes.len() == 2 && minutes.bytes().all(|byte| byte.is_ascii_digit())).then_some(at + 2);
    }
    if scan.is(at + 1, "o") && matches!(scan.word(at + 2), "'" | "’") && scan.is(at + 3, "clock") {
        return Some(at + 4);
    }
    // `de 9 a 17 horas`
    let until = scan.word(at + 2).parse::<u8>().ok().filter(|hour| (13..=24).contains(hour));
    if scan.is(at.wrapping_sub(1), "de")
        && scan.is(at + 1, "a")
        && until.is_some()
        && scan.is_any(at + 3, &["horas", "h", "hs"])
        && word.parse::<u8>().is_ok_and(|hour| hour < 24)
    {
        return Some(at + 4);
    }
    let (hour, minutes) = word.split_once('.').unwrap_or((word, ""));
    let plain = hour.len() <= 2 && hour.parse::<u8>().is_ok_and(|hour| hour < 25);
    let exact = plain && minutes.len() == 2 && minutes.parse::<u8>().is_ok_and(|minutes| minutes < 60);
    let marked = if scan.is_any(at + 1, &["am", "pm"]) {
        Some(at + 2)
    } else if scan.is_any(at + 1, &["a", "p"]) && scan.word(at + 2) == "." && scan.is(at + 3, "m") {
        Some(at + 4)
    } else {
        None
    };
    if let Some(end) = marked.filter(|_| exact || plain && minutes.is_empty()) {
        return Some(end);
    }
    let the = at > 0 && scan.is_any(at - 1, &["las"]);
    let hours = scan.is_any(at + 1, &["horas", "hs", "hrs", "h"]);
    if exact && (the || scan.is(at.wrapping_sub(1), "at") && !scan.may(at + 1, Sort::Unit)) {
        return Some(at + 1 + usize::from(hours));
    }
    let led = at > 1 && scan.is_any(at - 2, &["a", "entre", "desde", "hasta", "y", "sobre", "de"]);
    let free = scan.tokens.get(at + 1).is_none_or(|next| next.make == Make::Mark)
        || scan.is_any(at + 1, &["y", "a", "hasta", "del", "en", "con", "cuando", "hora"]);
    if plain && minutes.is_empty() && the && led && free && scan.word(at + 1) != "%" {
        return Some(at + 1);
    }
    let of_day = scan.is(at + 1, "de")
        && scan.is(at + 2, "la")
        && scan.is_any(at + 3, &["mañana", "tarde", "noche", "madrugada"]);
    (plain && minutes.is_empty() && the && (of_day || hours)).then_some(if of_day { at + 4 } else { at + 2 })
}

fn is_score(scan: &Scan, at: usize) -> bool {
    let number = |at: usize| scan.word(at).parse::<u16>().ok().filter(|_| scan.word(at).len() <= 3);
    let (Some(first), Some(second)) = (number(at), number(at + 2)) else { return false };
    if scan.glued(at + 3) && scan.dash(at + 3) {
        return false;
    }
    let near =
        (at.saturating_sub(6)..at).chain(at + 3..at + 6).any(|near| CONTESTS.iter().any(|word| scan.is(near, word)));
    (near && first < 200 && second < 200 && !scan.may(at + 3, Sort::Unit))
        || (second < first && first < 700 && !scan.may(at + 3, Sort::Unit) && !scan.may(at + 3, Sort::Number))
}

/// Settles the sort, unit and reason of an amount; `None` where it is no figure.
pub fn settle(scan: &Scan, amount: &Amount) -> Option<Settled> {
    if nothing(scan, amount) {
        return None;
    }
    if let Some(age) = age(scan, amount) {
        return Some(age);
    }
    let kind = amount.unit.as_ref().map_or(Kind::Count, |unit| unit.kind);
    let unit = amount.unit.as_ref().map(|unit| unit.name.clone());
    let mut settled = Settled {
        value: amount.value,
        kind,
        comparator: Comparator::Equal,
        start: amount.start,
        end: amount.end,
        alternative: amount.other.map(|other| (other, None)),
        reason: reason(kind).into(),
        unit,
    };
    if kind == Kind::Duration && looks_back(scan, amount.start) {
        settled.comparator = Comparator::About;
        settled.start = back_start(scan, amount.start);
        settled.reason = "a span of time counted back from the day of writing".into();
    }
    sense(scan, amount, &mut settled);
    if scan.is(amount.number.end.wrapping_sub(1), "tn") && amount.unit.is_none() && amount.upper.is_none() {
        settled.reason.push_str("; “tn” can also be tonnes");
        settled.alternative.get_or_insert((amount.number.mantissa, Some("t".into())));
    }
    // Nobody counts 1.234 people, whatever the text's other commas say.
    if let Some(other) = amount.other
        && kind == Kind::Count
        && settled.unit.is_some()
        && amount.number.scale == 0
        && !amount.value.fract().is_zero()
        && other.fract().is_zero()
    {
        (settled.value, settled.alternative) = (other, Some((amount.value, None)));
    }
    if amount.unit.is_none() && multiplied(scan, amount.start) {
        (settled.unit, settled.kind, settled.reason) = (Some("times".into()), Kind::Factor, "a factor".into());
    }
    explain(amount, &mut settled);
    Some(settled)
}

/// `se multiplicaron por cinco`, `by a factor of ten`.
fn multiplied(scan: &Scan, at: usize) -> bool {
    let before = |step: usize| at.checked_sub(step).map_or("", |at| scan.word(at));
    matches!(before(1), "por" | "by") && before(2).to_lowercase().starts_with("multipli")
        || before(1) == "of" && before(2) == "factor"
}

const WEIGHING: &[&str] = &[
    "weigh",
    "weighs",
    "weighed",
    "weighing",
    "weight",
    "pesa",
    "pesan",
    "pesó",
    "pesaba",
    "peso",
    "lifted",
    "lift",
    "heavy",
    "heavier",
    "overweight",
    "boxer",
    "baby",
    "kilos",
    "kilo",
    "kg",
    "ounces",
    "ounce",
    "onzas",
    "tons",
    "tonnes",
    "cargo",
    "freight",
    "fish",
    "harvest",
    "harvested",
    "caught",
    "catch",
    "meat",
    "coffee",
    "sugar",
];
/// What pounds of money are of.
const FUNDS: &[&str] = &[
    "debt",
    "aid",
    "damage",
    "investment",
    "money",
    "cash",
    "funding",
    "savings",
    "tax",
    "taxpayers",
    "support",
    "relief",
    "grants",
    "cuts",
    "credit",
    "costs",
    "losses",
    "revenue",
    "profit",
    "profits",
    "sales",
    "income",
    "deuda",
    "dinero",
    "ayuda",
    "inversión",
];
const PAYING: &[&str] = &[
    "pay", "pays", "paid", "cost", "costs", "price", "priced", "worth", "fine", "fined", "fund", "sold", "sells",
    "bought", "spent", "spend", "wage", "wages", "salary", "earn", "earns", "earned", "debt", "loan", "budget",
    "profit", "revenue", "tax", "fee", "bill", "ticket", "pagó", "cuesta", "costó", "precio", "vale", "sueldo",
    "multa", "deuda", "charge", "charged", "owes", "raised", "donated",
];

/// Settles which sense a unit has that may be money or weight, length or a scale, and keeps the other.
fn sense(scan: &Scan, amount: &Amount, settled: &mut Settled) {
    let Some(unit) = amount.unit.as_ref() else { return };
    let near = |words: &[&str], reach: usize| {
        let range = amount.start.saturating_sub(reach)..(amount.end + reach).min(scan.tokens.len());
        range.into_iter().any(|at| scan.is_any(at, words))
    };
    let spelt = unit.end > 0
        && scan.is_any(unit.end - 1, &["pounds", "pound", "libras", "libra"])
        && scan.make(amount.start) != Some(Make::Mark);
    if unit.name == "GBP" && spelt {
        let of_thing = scan.is_any(unit.end, &["of", "de"]) && !scan.number_like(unit.end + 1);
        let funds = scan.is_any(unit.end + 1, FUNDS) || scan.is_any(unit.end + 2, FUNDS);
        let money = near(PAYING, 6) && !of_thing || amount.number.scale > 0 || of_thing && funds;
        let weight = near(WEIGHING, 8) || of_thing;
        if weight && (!money || near(WEIGHING, 4)) {
            (settled.unit, settled.kind) = (Some("lb".into()), Kind::Measure);
            settled.reason = "a weight; pounds may also be money".into();
            settled.alternative.get_or_insert((amount.value, Some("GBP".into())));
        } else if !money {
            settled.reason = "an amount of money; pounds may also be a weight".into();
            settled.alternative.get_or_insert((amount.value, Some("lb".into())));
        }
    }
    // `5m` is metres or millions; nothing else tells.
    let bare = unit.name == "m" && scan.word(unit.end - 1) == "m" && scan.glued(unit.end - 1) && amount.upper.is_none();
    let priced = near(PAYING, 14) || {
        let range = amount.start.saturating_sub(14)..(amount.end + 14).min(scan.tokens.len());
        range.into_iter().any(|at| super::unit::currency(scan, at).is_some())
    };
    if bare
        && priced
        && let Some(millions) = amount.value.checked_mul(Decimal::from(1_000_000))
    {
        settled.reason.push_str("; “m” can also be a million");
        settled.alternative.get_or_insert((millions.normalize(), Some(String::new())));
    }
    // `three times more` is four times as much, strictly; many write it for three times.
    let more = scan.is_any(settled.end, &["more", "greater", "larger", "higher", "más", "mayor"]);
    if unit.name == "times" && more && amount.upper.is_none() && amount.value > Decimal::ONE {
        settled.reason.push_str("; “times more” can mean one more than “times as many”");
        settled.alternative.get_or_insert((amount.value + Decimal::ONE, None));
    }
}

fn reason(kind: Kind) -> &'static str {
    match kind {
        Kind::Money => "an amount of money",
        Kind::Percentage => "a percentage",
        Kind::Share => "a share",
        Kind::Factor => "a factor",
        Kind::Measure => "a measure with its unit",
        Kind::Duration => "a length of time",
        Kind::Age => "an age",
        Kind::Count | Kind::Date | Kind::Score => "a number",
    }
}

fn explain(amount: &Amount, settled: &mut Settled) {
    let unit = settled.unit.clone().unwrap_or_default();
    let unit = unit.as_str();
    if matches!(
        unit,
        "$" | "pesos" | "rupees" | "francs" | "shillings" | "dinars" | "dirhams" | "riyals" | "rials" | "kroner"
    ) {
        settled.reason.push_str(&format!("; which country’s “{unit}” is meant is not stated"));
        if unit == "$" && settled.alternative.is_none() && amount.upper.is_none() {
            settled.alternative = Some((amount.value, Some("USD".into())));
        }
    }
    match amount.other {
        Some(_) if amount.number.scale == 12 => {
            settled
                .reason
                .push_str("; a billón is a million millions, unless it was translated from an English billion");
        }
        Some(other) => settled.reason.push_str(&format!("; the separator can also be read as {other}")),
        None => {}
    }
    if unit == "percentage points" {
        settled.reason = "a difference in percentage points, which is not a percentage".into();
    }
}

/// Says whether the words are no figure: `one of`, `un`, a list number.
fn nothing(scan: &Scan, amount: &Amount) -> bool {
    let at = amount.start;
    let list_number =
        scan.numeral(at) && scan.tokens[at].line_start && matches!(scan.word(at + 1), "." | ")") && scan.glued(at + 1);
    if list_number {
        return true;
    }
    if !amount.number.worded || amount.upper.is_some() {
        return false;
    }
    let one = amount.value == Decimal::ONE && amount.number.scale == 0;
    let kind = amount.unit.as_ref().map(|unit| unit.kind);
    let lasting = ["years", "year", "months", "weeks", "hours"];
    let measured = match kind {
        Some(Kind::Duration) => amount.unit.as_ref().is_some_and(|unit| lasting.contains(&unit.name.as_str())),
        Some(Kind::Count) | None => false,
        Some(Kind::Money) => amount.unit.as_ref().is_none_or(|unit| unit.name != "cents"),
        Some(_) => true,
    };
    let digit_name = amount.value.is_zero() && kind.is_none();
    (one && !measured) || digit_name
}

fn looks_back(scan: &Scan, at: usize) -> bool {
    at > 0 && scan.may(at - 1, Sort::Back) && scan.length(at - 1, Sort::Back) == Some(1)
}

/// Takes in the words before `past 15 years`: `over the`, `durante los`.
fn back_start(scan: &Scan, at: usize) -> usize {
    let mut start = at - 1;
    if start > 0 && scan.is_any(start - 1, &["the", "los", "las"]) {
        start -= 1;
    }
    if start > 0 && scan.is_any(start - 1, &["over", "in", "for", "during", "within", "durante", "en"]) {
        start -= 1;
    }
    start
}

/// Reads ages: `aged 45`, `45-year-old`, `de 45 años`, and the number between commas after a name.
fn age(scan: &Scan, amount: &Amount) -> Option<Settled> {
    let at = amount.start;
    let years = amount.unit.as_ref().is_some_and(|unit| unit.name == "years");
    let months = amount.unit.as_ref().is_some_and(|unit| unit.name == "months");
    let human = amount.value >= Decimal::ZERO && amount.value <= Decimal::from(120);
    let old = old_end(scan, amount.end).filter(|_| years || months);
    let aged = aged_before(scan, at).filter(|_| years || amount.unit.is_none());
    let comma = years && at > 1 && scan.is(at - 1, "de") && (scan.word(at - 2) == "," || person_noun(scan, at - 2));
    let apposed = amount.unit.is_none() && (between_commas(scan, at, amount.end) || of_people(scan, at));
    if !human || !(old.is_some() || aged.is_some() || comma || apposed) {
        return None;
    }
    let start = aged.unwrap_or(at);
    let unit = if months { "months old" } else { "years old" };
    Some(Settled {
        value: amount.value,
        kind: Kind::Age,
        unit: Some(unit.into()),
        comparator: Comparator::Equal,
        start,
        end: old.unwrap_or(amount.end),
        alternative: None,
        reason: "an age".into(),
    })
}

fn person_noun(scan: &Scan, at: usize) -> bool {
    const PEOPLE: &[&str] = &[
        "hombre",
        "mujer",
        "joven",
        "niño",
        "niña",
        "menor",
        "adolescente",
        "anciano",
        "anciana",
        "varón",
        "ciudadano",
    ];
    scan.is_any(at, PEOPLE) || scan.tokens[at].capital
}

fn old_end(scan: &Scan, at: usize) -> Option<usize> {
    match (scan.word(at), scan.word(at + 1)) {
        ("-" | "‑", "old" | "olds") => Some(at + 2),
        ("old", _) => Some(at + 1),
        ("of", "age") | ("de", "edad") => Some(at + 2),
        _ => None,
    }
}

fn aged_before(scan: &Scan, at: usize) -> Option<usize> {
    let strict = |cue| matches!(cue, Cue::Aged).then_some(());
    let (_, start) = scan.phrase_before(at, Sort::Aged, strict)?;
    let loose = scan.is_any(start, &["con", "los", "a", "turned", "turning", "turns", "cumplió", "cumple"]);
    let years = scan.is_any(at + 1, &["años", "years"]);
    (!loose
        || (years && !scan.is(start, "los") && start + 1 < at + usize::from(scan.is(start, "con")) * 2)
        || scan.is_any(start, &["turned", "turning", "cumplió", "cumple"]))
    .then_some(start)
}

/// `adults over 60`.
fn of_people(scan: &Scan, at: usize) -> bool {
    const PEOPLE: &[&str] = &[
        "adults", "people", "children", "women", "men", "those", "patients", "anyone", "personas", "mujeres",
        "hombres", "adultos",
    ];
    let hedge = hedge::before(scan, at).map(|hedged| hedged.start);
    scan.numeral(at)
        && scan.word(at).len() <= 3
        && hedge.is_some_and(|start| start > 0 && scan.is_any(start - 1, PEOPLE))
}

fn between_commas(scan: &Scan, at: usize, end: usize) -> bool {
    let digits =
        scan.numeral(at) && scan.word(at).len() <= 3 && scan.word(at).bytes().all(|byte| byte.is_ascii_digit());
    let name = at > 1 && scan.word(at - 1) == "," && scan.tokens[at - 2].capital && !scan.may(at - 2, Sort::Month);
    let bracket = at > 1
        && scan.word(at - 1) == "("
        && scan.word(end) == ")"
        && scan.tokens[at - 2].capital
        && scan.word(at).len() == 2;
    (digits && name && matches!(scan.word(end), "," | "." | ";") && end == at + 1) || (digits && bracket)
}
