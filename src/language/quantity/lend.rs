//! Lends a unit to a number that leaves its own out: `900 coins, of which 40 are gold`, `25 of the 180 lots`.

use super::figure_kind::Kind;
use super::reading::Reading;
use super::scan::Scan;

/// Gives units from neighbours, where the words between leave no doubt whose they are.
pub fn lend(scan: &Scan, readings: &mut [Reading]) {
    for at in 0..readings.len() {
        if readings[at].found.kind != Kind::Count || readings[at].found.quantity.unit.is_some() {
            continue;
        }
        let lender = before(scan, readings, at).or_else(|| behind(scan, readings, at));
        if let Some(lender) = lender {
            let (kind, unit) = (readings[lender].found.kind, readings[lender].found.quantity.unit.clone());
            let scale = scale_of(&readings[lender], &readings[at]);
            let found = &mut readings[at].found;
            found.reason.push_str("; its unit is that of the figure beside it");
            (found.kind, found.quantity.unit) = (kind, unit.clone());
            if scale {
                found.reason.push_str(", its scale is its own");
            }
            if let Some(other) = &mut found.alternative {
                other.unit = unit;
            }
        }
    }
}

/// Says whether the lender is so much greater that its scale word may be meant, too; it is not guessed.
fn scale_of(lender: &Reading, reading: &Reading) -> bool {
    let amount = |reading: &Reading| reading.found.quantity.figure.amount.unwrap_or_default().abs();
    amount(lender) >= amount(reading) * rust_decimal::Decimal::from(100_000)
}

fn lends(reading: &Reading) -> bool {
    reading.found.quantity.unit.is_some()
        && matches!(reading.found.kind, Kind::Count | Kind::Measure | Kind::Percentage | Kind::Money)
        && !reading.found.quantity.unit.as_deref().is_some_and(|unit| unit.contains("per "))
}

/// `900 coins, of which 40`, `80 books, 12 of them`, `54 percent, up from 47`.
fn before(scan: &Scan, readings: &[Reading], at: usize) -> Option<usize> {
    let dated = at > 1
        && readings[at - 1].found.kind == Kind::Date
        && readings[at - 2].tokens.end == readings[at - 1].tokens.start;
    let lender = at.checked_sub(if dated { 2 } else { 1 }).filter(|lender| lends(&readings[*lender]))?;
    let lent_from = if dated { readings[at - 1].tokens.end } else { readings[lender].tokens.end };
    let gap = lent_from..readings[at].tokens.start;
    let end = readings[at].tokens.end;
    let words = |start: usize, list: &[&str]| list.iter().enumerate().all(|(step, word)| scan.is(start + step, word));
    let tail = |list: &[&str]| gap.len() >= list.len() && words(gap.end - list.len(), list);
    let of_which = [
        &["of", "which"][..],
        &["of", "whom"],
        &["of", "those"],
        &["of", "them"],
        &["of", "these"],
        &["de", "los", "cuales"],
        &["de", "las", "cuales"],
        &["de", "ellos"],
        &["de", "ellas"],
        &["de", "esos"],
    ];
    let led = gap.len() <= 6 && (of_which.iter().any(|list| tail(list)) || tail(&["of", "whom", "were"]));
    let followed = gap.len() <= 6
        && [
            &["of", "them"][..],
            &["of", "those"],
            &["of", "these"],
            &["of", "which"],
            &["of", "whom"],
            &["de", "ellos"],
            &["de", "ellas"],
            &["de", "los", "cuales"],
            &["de", "las", "cuales"],
        ]
        .iter()
        .any(|list| words(end, list));
    let level = gap.len() <= 4
        && (tail(&["up", "from"])
            || tail(&["down", "from"])
            || gap.len() == 1 && (tail(&["to"]) || tail(&["from"]) || tail(&["a"]) || tail(&["al"])))
        && matches!(readings[lender].found.kind, Kind::Percentage | Kind::Count | Kind::Measure)
        && whole_clause(scan, end);
    (led || followed || level).then_some(lender)
}

/// Nothing is counted behind the number: it ends its clause, or a preposition goes on.
fn whole_clause(scan: &Scan, end: usize) -> bool {
    matches!(scan.word(end), "" | "." | "," | ";" | ")" | ":")
        || scan.is_any(end, &["in", "last", "a", "by", "en", "el", "the", "during", "for", "and", "y"])
}

/// `25 of the 180 lots`, `ocho de los once concejales`, `from 1,200 to 300 farms`.
fn behind(scan: &Scan, readings: &[Reading], at: usize) -> Option<usize> {
    let lender = readings.get(at + 1).filter(|lender| lends(lender)).map(|_| at + 1)?;
    let gap = readings[at].tokens.end..readings[lender].tokens.start;
    let of = scan.is_any(gap.start, &["of", "de"])
        && (2..=3).contains(&gap.len())
        && scan.is_any(gap.start + 1, &["the", "los", "las", "its", "sus", "their", "all"]);
    (of && matches!(readings[lender].found.kind, Kind::Count)).then_some(lender)
}
