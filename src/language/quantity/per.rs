//! Reads what a figure is for one of: `per square foot`, `a night`, `/MWh`, `por cada 100.000 habitantes`.

use super::Language;
use super::cue::{Cue, Sort};
use super::scan::Scan;
use super::symbol::symbol;
use super::token::Make;

/// Things that `a` may stand before to say a price or a pace.
const ONES: &[&str] = &[
    "night",
    "ticket",
    "seat",
    "unit",
    "bottle",
    "plate",
    "piece",
    "pop",
    "box",
    "bag",
    "copy",
    "word",
    "page",
    "visit",
    "game",
    "match",
    "season",
    "round",
    "session",
    "term",
    "semester",
    "child",
    "student",
    "pupil",
    "worker",
    "household",
    "family",
    "vote",
    "dose",
    "tablet",
    "pill",
    "cup",
    "glass",
    "can",
    "pint",
    "bushel",
    "crate",
    "sack",
    "dozen",
    "pair",
    "shift",
    "carat",
    "kilowatt",
    "megawatt",
    "acre",
    "hectare",
    "room",
    "car",
    "vehicle",
    "trip",
    "ride",
    "litre",
    "liter",
    "kilometre",
    "kilometer",
    "minute",
    "second",
    "quarter",
    "fortnight",
    "decade",
    "bird",
    "animal",
    "tree",
    "egg",
    "loaf",
    "meal",
    "class",
    "lesson",
    "song",
    "click",
    "user",
];
const UNOS: &[&str] = &[
    "noche",
    "entrada",
    "unidad",
    "botella",
    "plato",
    "pieza",
    "caja",
    "bolsa",
    "saco",
    "docena",
    "metro",
    "kilómetro",
    "kilo",
    "libra",
    "litro",
    "tonelada",
    "quintal",
    "onza",
    "galón",
    "barril",
    "hectárea",
    "hora",
    "minuto",
    "jornada",
    "turno",
    "familia",
    "hogar",
    "alumno",
    "estudiante",
    "trabajador",
    "paciente",
    "viaje",
    "pasajero",
    "partido",
    "temporada",
    "voto",
    "dosis",
    "acción",
    "habitante",
    "persona",
    "vehículo",
    "gramo",
    "quilate",
    "trimestre",
    "semestre",
    "arroba",
    "fanega",
    "bulto",
    "ejemplar",
    "página",
    "palabra",
    "clase",
    "curso",
    "día",
    "mes",
    "semana",
    "año",
    "segundo",
    "habitación",
    "niño",
    "socio",
    "vivienda",
    "mesa",
    "equipo",
    "aula",
    "escuela",
    "cabeza",
    "sesión",
    "función",
    "paquete",
    "cajón",
    "millar",
    "rollo",
    "megavatio",
    "kilovatio",
];

/// Reads it at the token: the words as they go into a unit, and the token after them. `money` says what is priced.
pub fn per(scan: &Scan, at: usize, money: bool) -> Option<(String, usize)> {
    if let Some(known) = known(scan, at) {
        return Some(known);
    }
    let word = scan.word(at);
    let lower = word.len() <= 5 && scan.make(at) != Some(Make::Numeral);
    if !lower {
        return None;
    }
    match word {
        "/" => {
            let tight = scan.glued(at) == scan.glued(at + 1);
            below(scan, at + 1, false).filter(|_| tight && !scan.numeral(at + 1))
        }
        "per" => below(scan, at + 1, true),
        "each" | "every" if scan.may(at + 1, Sort::Time) => below(scan, at + 1, false),
        "a" | "an" if scan.language == Language::English && money => {
            let unit =
                scan.may(at + 1, Sort::Unit) || scan.is_any(at + 1, &["square", "cubic"]) || listed(scan, at + 1, ONES);
            below(scan, at + 1, true).filter(|_| unit)
        }
        "por" if scan.is(at + 1, "cada") => below(scan, at + 2, true),
        "por" if scan.numeral(at + 1) && scan.word(at + 1).len() >= 4 => below(scan, at + 1, true),
        "por" | "cada" => {
            let counted = word == "cada" && scan.numeral(at + 1);
            let unit = scan.may(at + 1, Sort::Unit) && !scan.numeral(at + 1) || listed(scan, at + 1, UNOS);
            let priced = word == "cada" && money && noun(scan, at + 1);
            below(scan, at + 1, counted || unit || priced).filter(|_| counted || unit || priced)
        }
        "el" | "la" | "al" if scan.language == Language::Spanish && money => {
            below(scan, at + 1, true).filter(|_| listed(scan, at + 1, UNOS))
        }
        _ => None,
    }
}

fn listed(scan: &Scan, at: usize, words: &[&str]) -> bool {
    scan.make(at) == Some(Make::Word) && scan.is_any(at, words)
}

fn known(scan: &Scan, at: usize) -> Option<(String, usize)> {
    if !scan.may(at, Sort::Per) {
        return None;
    }
    let (per, length) = scan.phrase(at, |cue| if let Cue::Per(per) = cue { Some(per) } else { None })?;
    // `€900 million a year earlier` is no yearly sum; `a pound sterling`, `por hora y media` are no known rate either.
    let compared = scan.is_any(at + length, &["earlier", "ago", "later", "before", "after", "antes", "después"]);
    (!compared).then(|| (per.to_string(), at + length))
}

/// Reads the thing below: a number of things, a unit, or with `any` one noun.
fn below(scan: &Scan, at: usize, any: bool) -> Option<(String, usize)> {
    let mut end = at;
    while scan.numeral(end) && end < at + 3 {
        end += 1;
    }
    let many = super::number::number(scan, at, false).filter(|many| many.end == end && end > at).map(|many| many.value);
    let numbered = end > at;
    let spelt = scan.is_any(end, &["million", "thousand", "hundred", "mil", "millón", "cien"]);
    end += usize::from(spelt);
    end += usize::from(spelt && scan.is(end, "de"));
    let shaped = scan.is_any(end, &["square", "cubic", "sq"]);
    end += usize::from(shaped);
    let read = |cue| if let Cue::Unit(name) | Cue::Time(name) = cue { Some(name) } else { None };
    let phrased = scan.phrase(end, read);
    let unit = symbol(scan.word(end))
        .map(|name| (name, 1))
        .filter(|_| phrased.is_none_or(|(_, length)| length == 1))
        .or(phrased);
    if let Some((name, length)) = unit {
        if scan.language == Language::Spanish && end == at && scan.make(at) == Some(Make::Word) {
            return Some((format!("per {}", one_of(name)), end + length));
        }
        end += length;
        end += usize::from(scan.is_any(end, &["hour", "hora"]) && length == 1 && scan.make(end) == Some(Make::Word));
        end += usize::from(scan.is_any(end, &["cuadrado", "cúbico", "cuadrada", "cúbica"]));
        return Some((phrase(scan, at, end), end));
    }
    if !any && !numbered && !spelt {
        return None;
    }
    let start = end;
    let most = if numbered || spelt { 3 } else { 1 };
    while end < start + most && noun(scan, end) {
        end += 1;
        if scan.word(end - 1).ends_with('s') {
            break;
        }
    }
    let whole = end > start && scan.make(end - 1) == Some(Make::Word) || numbered && end > at;
    let numbered = many.filter(|_| end > start).map(|many| {
        let rest = phrase(scan, start, end);
        format!("per {} {}", record::model::quantity::grouped(many), rest.trim_start_matches("per "))
    });
    whole.then(|| (numbered.unwrap_or_else(|| phrase(scan, at, end)), end))
}

/// Gives one of a unit of time; other units have one name for one and many.
fn one_of(name: &str) -> &str {
    match name {
        "years" | "months" | "weeks" | "days" | "hours" | "minutes" | "seconds" | "quarters" | "semesters"
        | "nights" | "decades" => &name[..name.len() - 1],
        _ => name,
    }
}

fn noun(scan: &Scan, at: usize) -> bool {
    scan.tokens.get(at).is_some_and(|token| {
        token.make == Make::Word && !token.capital && token.sorts & Sort::Stop.bit() == 0 && token.end - token.start > 2
    })
}

fn phrase(scan: &Scan, at: usize, end: usize) -> String {
    let (first, last) = (scan.tokens[at], scan.tokens[end - 1]);
    let words: Vec<&str> = scan.text[first.start..last.end].split_whitespace().collect();
    format!("per {}", words.join(" "))
}
