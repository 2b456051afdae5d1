//! Tells how an amount stands to a change: what it rose or fell by, what it came to, what it started from.

use super::cue::Sort;
use super::figure_kind::Kind;
use super::reading::Reading;
use super::scan::Scan;
use super::token::Make;
use record::model::words::{Change, Comparator};

/// What the word before an amount makes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    By,
    To,
    From,
    /// `an increase of`, `un aumento del`.
    Of,
    /// Nothing but adverbs stands between the verb and the amount.
    Direct,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    Either,
}

/// How far before an amount its verb is looked for, in tokens.
const REACH: usize = 14;

/// Tells each amount its part in a change, where the words say one.
pub fn tell(scan: &Scan, readings: &mut [Reading]) {
    for at in 0..readings.len() {
        let changing = matches!(
            readings[at].found.kind,
            Kind::Money | Kind::Percentage | Kind::Share | Kind::Factor | Kind::Count | Kind::Measure
        );
        if !changing || readings[at].found.quantity.figure.amount.is_none() {
            continue;
        }
        let told = signed(scan, &readings[at])
            .or_else(|| itself(scan, &readings[at]))
            .or_else(|| reached_from(scan, readings, at))
            .or_else(|| behind(scan, &readings[at]))
            .or_else(|| before(scan, readings, at))
            .or_else(|| alike(scan, readings, at));
        let figure = &mut readings[at].found.quantity.figure;
        figure.change = told;
        if told == Some(Change::Up) && scan.word(readings[at].tokens.start) == "+" {
            figure.comparator = Comparator::Equal;
        }
        let change = figure.change;
        if let Some(other) = &mut readings[at].found.alternative {
            other.figure.change = change;
        }
    }
}

/// `+4.5 percent`: the sign says a rise.
fn signed(scan: &Scan, reading: &Reading) -> Option<Change> {
    let start = reading.tokens.start;
    (scan.word(start) == "+" && scan.glued(start + 1)).then_some(Change::Up)
}

/// `doubled`, `se redujo a la mitad`: the word of change is the amount.
fn itself(scan: &Scan, reading: &Reading) -> Option<Change> {
    if reading.found.kind == Kind::Factor
        && reading.tokens.start > 1
        && scan.is_any(reading.tokens.start - 1, &["por", "by"])
    {
        return way(scan, reading.tokens.start - 2).and_then(|way| change(way, Role::By));
    }
    (reading.found.kind == Kind::Factor)
        .then(|| reading.tokens.clone().find_map(|at| way(scan, at)))
        .flatten()
        .and_then(|way| change(way, Role::By))
}

/// `54 percent, up from 47`: the first is what it rose to.
fn reached_from(scan: &Scan, readings: &[Reading], figure: usize) -> Option<Change> {
    let mut at = readings[figure].tokens.end;
    // `48 homicides last year, up from 39`
    let dated = readings.get(figure + 1).filter(|next| next.found.kind == Kind::Date && next.tokens.start == at);
    at = dated.map_or(at, |next| next.tokens.end);
    at += usize::from(matches!(scan.word(at), "," | "(" | "–" | "—"));
    let up = scan.is_any(at, &["up", "down"]) && scan.is(at + 1, "from");
    up.then(|| change(way(scan, at)?, Role::To))?
}

const MORE: &[&str] =
    &["more", "higher", "larger", "greater", "bigger", "más", "mayor", "superior", "superiores", "mayores"];
const LESS: &[&str] =
    &["less", "fewer", "lower", "smaller", "cheaper", "menos", "menor", "inferior", "inferiores", "menores"];
const NOUNS: &[&str] = &[
    "increase",
    "rise",
    "drop",
    "fall",
    "decline",
    "decrease",
    "gain",
    "jump",
    "surge",
    "cut",
    "growth",
    "reduction",
    "hike",
    "climb",
    "slump",
    "plunge",
    "dip",
    "raise",
    "boost",
    "spike",
    "slide",
    "leap",
    "expansion",
    "contraction",
    "improvement",
];

/// `12 percent fewer than`, `a 5 percent drop`, `5 points higher`.
fn behind(scan: &Scan, reading: &Reading) -> Option<Change> {
    let end = reading.tokens.end;
    let parts = matches!(reading.found.kind, Kind::Percentage | Kind::Share | Kind::Factor);
    if reading.found.kind == Kind::Money && (scan.is_any(end, &["lower", "higher"])) {
        return Some(if scan.is(end, "lower") { Change::Down } else { Change::Up });
    }
    let points = scan.is_any(end - 1, &["points", "point", "puntos", "punto"]);
    let compared = scan.is_any(end + 1, &["than", "que"]);
    if parts || points || compared {
        if scan.is_any(end, MORE) {
            return Some(Change::Up);
        }
        if scan.is_any(end, LESS) {
            return Some(Change::Down);
        }
    }
    let inner = (end..end + 4).take_while(|at| {
        scan.dash(*at) && scan.glued(*at)
            || scan.is_any(
                *at,
                &[
                    "annual",
                    "yearly",
                    "monthly",
                    "year",
                    "on",
                    "quarterly",
                    "point",
                    "percentage",
                    "sharp",
                    "further",
                    "overall",
                    "net",
                    "pay",
                    "price",
                    "tax",
                    "wage",
                    "rate",
                ],
            )
    });
    let noun = inner.last().map_or(end, |last| last + 1);
    let nominal = scan.is_any(noun, NOUNS) && scan.language == super::Language::English;
    (nominal && (parts || points || noun > end || reading.found.kind == Kind::Money))
        .then(|| change(way(scan, noun)?, Role::By))?
}

/// Finds the verb or noun of change that the amount depends on.
fn before(scan: &Scan, readings: &[Reading], at: usize) -> Option<Change> {
    let reading = &readings[at];
    let mut link = reading.tokens.start.checked_sub(1)?;
    let mut skipped = 0;
    while link > 0
        && skipped < 3
        && scan.is_any(
            link,
            &[
                "a",
                "an",
                "the",
                "un",
                "una",
                "el",
                "la",
                "los",
                "las",
                "another",
                "further",
                "otro",
                "otros",
                "annual",
                "average",
                "record",
                "mere",
                "modest",
                "total",
                "combined",
                "estimated",
                "similar",
                "yearly",
                "net",
            ],
        )
    {
        // In Spanish `a` is what leads to a level.
        if scan.language == super::Language::Spanish && scan.is(link, "a") {
            break;
        }
        (link, skipped) = (link - 1, skipped + 1);
    }
    let past = scan.is_any(reading.tokens.start, &["below", "above", "under", "beneath"])
        || scan.is(reading.tokens.start, "por") && scan.is_any(reading.tokens.start + 1, &["debajo", "encima"]);
    let role = match role(scan, link) {
        // `fell below 600 billion` is where it came to.
        Role::Direct if past => Role::To,
        role => role,
    };
    let from = if role == Role::Direct || past && role == Role::To { link } else { link.checked_sub(1)? };
    let verb = verb(scan, readings, at, from, role)?;
    let way = way(scan, verb)?;
    let spanish_noun = scan.is_any(verb, SPANISH_NOUNS);
    match role {
        Role::Direct => direct(scan, reading, verb).then(|| change(way, Role::By))?,
        Role::Of => change(way, Role::By).filter(|_| from - verb <= 5),
        Role::From if scan.language == super::Language::Spanish && scan.is_any(link, &["de", "del"]) => {
            if spanish_noun && from - verb <= 5 && !to_follows(scan, reading.tokens.end) {
                return change(way, Role::By);
            }
            (from == verb).then(|| change(way, Role::From))?
        }
        role => change(way, role),
    }
}

fn to_follows(scan: &Scan, end: usize) -> bool {
    scan.is_any(end, &["a", "al", "hasta"])
}

const SPANISH_NOUNS: &[&str] = &[
    "aumento",
    "aumentos",
    "alza",
    "alzas",
    "subida",
    "subidas",
    "incremento",
    "incrementos",
    "crecimiento",
    "caída",
    "caídas",
    "descenso",
    "descensos",
    "baja",
    "bajada",
    "bajadas",
    "reducción",
    "disminución",
    "retroceso",
    "recorte",
    "recortes",
    "avance",
    "repunte",
    "desplome",
    "contracción",
    "merma",
    "rebaja",
];

fn role(scan: &Scan, at: usize) -> Role {
    let spanish = scan.language == super::Language::Spanish;
    match scan.word(at).to_ascii_lowercase().as_str() {
        "by" => Role::By,
        "en" if spanish => Role::By,
        "to" => Role::To,
        "a" | "al" | "hasta" if spanish => Role::To,
        "from" => Role::From,
        "de" | "del" | "desde" if spanish => Role::From,
        "of" => Role::Of,
        _ => Role::Direct,
    }
}

/// Goes back from the amount to the nearest word of change in its clause.
fn verb(scan: &Scan, readings: &[Reading], figure: usize, from: usize, role: Role) -> Option<usize> {
    let floor = from.saturating_sub(if role == Role::Direct { 3 } else { REACH });
    let mut commas = 0;
    for at in (floor..=from).rev() {
        if way(scan, at).is_some() {
            let own = readings[..figure].iter().rev().any(|other| {
                other.tokens.contains(&at)
                    && other.found.kind != Kind::Factor
                    && other.found.quantity.figure.amount.is_some()
                    && other.tokens.start != at
            });
            if !own {
                return Some(at);
            }
        }
        let word = scan.word(at);
        if scan.make(at) == Some(Make::Mark) {
            commas += usize::from(word == ",");
            let inside = matches!(word, "$" | "€" | "£" | "%" | "/" | "-" | "–" | "’" | "'" | "(" | ")")
                || word.len() > 1 && word != "—";
            let led = word == "," && commas == 1 && matches!(role, Role::To | Role::From);
            if !inside && !led && scan.make(at) == Some(Make::Mark) && !scan.may(at, Sort::Currency) {
                return None;
            }
        }
        if scan.is_any(
            at,
            &[
                "then", "later", "luego", "before", "after", "and", "but", "while", "y", "pero", "mientras", "who",
                "which", "that", "que", "with", "con", "when", "cuando",
            ],
        ) {
            return None;
        }
        if role == Role::Direct && at < from + 1 && !adverb(scan, at) && way(scan, at).is_none() {
            return None;
        }
    }
    None
}

fn adverb(scan: &Scan, at: usize) -> bool {
    let word = scan.word(at);
    word.ends_with("ly")
        || word.ends_with("mente")
        || scan.is_any(
            at,
            &[
                "a", "another", "by", "further", "just", "only", "an", "even", "to", "se", "apenas", "casi", "solo",
                "sólo", "otro", "back",
            ],
        )
}

/// Verbs that take an object: `cut 500 jobs` and `raised $5 million` are no changes by so much.
const TRANSITIVE: &[&str] = &[
    "cut", "cuts", "cutting", "raise", "raised", "raises", "raising", "reduce", "reduced", "reduces", "lower",
    "lowered", "lift", "lifted", "boost", "boosted", "slash", "slashed", "trim", "trimmed", "elevó", "amplió",
    "recortó", "recorta", "boosts", "drop", "drops", "hiked", "expand", "expanded", "narrowed", "widened", "higher",
];
const PARTICLES: &[&str] = &[
    "made", "make", "makes", "making", "gave", "give", "set", "pick", "picked", "took", "take", "shut", "put", "ended",
    "turned", "broke", "closed", "tore", "laid",
];
/// Verbs that change nothing but points, percent and cents: `lost 40 points`.
const LOSING: &[&str] = &[
    "lost",
    "lose",
    "loses",
    "shed",
    "gained",
    "gain",
    "gains",
    "added",
    "perdió",
    "pierde",
    "ganó",
    "gana",
    "sumó",
    "dejó",
    "cedió",
    "perdieron",
    "ganaron",
];

fn direct(scan: &Scan, reading: &Reading, verb: usize) -> bool {
    let found = &reading.found;
    let parts = matches!(found.kind, Kind::Percentage | Kind::Share);
    let points = found.quantity.unit.as_deref().is_some_and(|unit| {
        unit.contains("point") || unit.contains("punto") || matches!(unit, "cents" | "pence" | "places" | "puestos")
    });
    if scan.is_any(verb, LOSING) {
        return parts && scan.word(reading.tokens.end) != "of" || points;
    }
    if scan.is_any(verb, TRANSITIVE) {
        return points || parts && !scan.is_any(reading.tokens.end, &["of", "de"]);
    }
    // `Cayeron nueve postes`: the posts fell.
    if scan.language == super::Language::Spanish
        && found.kind == Kind::Count
        && !points
        && found.quantity.unit.is_some()
    {
        return false;
    }
    if scan.is_any(verb, &["up", "down"]) {
        let before = verb.wrapping_sub(1);
        let plain = verb == 0
            || scan.make(before) == Some(Make::Mark)
            || way(scan, before).is_some()
            || scan.is_any(
                before,
                &[
                    "is", "are", "was", "were", "be", "been", "being", "went", "edged", "ticked", "crept", "inched",
                    "moved", "finished", "ended", "closed",
                ],
            );
        return plain || parts && !scan.is_any(before, PARTICLES);
    }
    true
}

/// `gained 31 points, or 0.7 percent`: the same change said twice.
fn alike(scan: &Scan, readings: &[Reading], at: usize) -> Option<Change> {
    let earlier = &readings[at.checked_sub(1)?];
    let between = earlier.tokens.end..readings[at].tokens.start;
    let or = between.len() <= 3
        && between.clone().any(|at| scan.is_any(at, &["or", "o"]))
        && between.clone().all(|at| scan.is_any(at, &["or", "o", "un"]) || scan.word(at) == ",");
    let bracket = between.len() == 1 && scan.word(between.start) == "(" && scan.word(readings[at].tokens.end) == ")";
    let change = earlier.found.quantity.figure.change;
    change.filter(|change| {
        or || bracket && matches!(change, Change::Up | Change::Down) && readings[at].found.kind == Kind::Percentage
    })
}

fn way(scan: &Scan, at: usize) -> Option<Way> {
    let token = scan.tokens.get(at)?;
    if token.sorts & (Sort::Rise.bit() | Sort::Fall.bit() | Sort::Change.bit()) == 0
        || scan.is_any(at + 1, &["short", "victim", "ill"])
    {
        return None;
    }
    if scan.length(at, Sort::Rise).is_some() {
        return Some(Way::Up);
    }
    if scan.length(at, Sort::Fall).is_some() {
        return Some(Way::Down);
    }
    scan.length(at, Sort::Change).map(|_| Way::Either)
}

fn change(way: Way, role: Role) -> Option<Change> {
    Some(match (way, role) {
        (Way::Up, Role::By | Role::Of | Role::Direct) => Change::Up,
        (Way::Down, Role::By | Role::Of | Role::Direct) => Change::Down,
        (Way::Up, Role::To) => Change::UpTo,
        (Way::Down, Role::To) => Change::DownTo,
        (Way::Up, Role::From) => Change::UpFrom,
        (Way::Down, Role::From) => Change::DownFrom,
        (Way::Either, Role::To) => Change::To,
        (Way::Either, Role::From) => Change::From,
        (Way::Either, _) => return None,
    })
}
