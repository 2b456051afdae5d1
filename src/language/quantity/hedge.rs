//! Reads the words around a number that bound it: `more than`, `at least`, `or so`.

use super::cue::{Cue, Sort};
use super::scan::Scan;
use record::model::words::Comparator;

/// A comparator and how far its words reach.
#[derive(Clone, Copy, Debug)]
pub struct Hedged {
    pub comparator: Comparator,
    /// The first token of the hedge.
    pub start: usize,
}

/// Finds the hedge before the token, past an article or another hedge: `well over the`, `at least some`.
pub fn before(scan: &Scan, at: usize) -> Option<Hedged> {
    let bare = past_articles(scan, at);
    let found = scan.phrase_before(at, Sort::Hedge, hedge).filter(|_| bare < at);
    let (comparator, start) = found.or_else(|| scan.phrase_before(bare, Sort::Hedge, hedge))?;
    if comparator == Comparator::Less && negated(scan, start) {
        return Some(Hedged { comparator: Comparator::AtLeast, start: start - 1 });
    }
    // `at least some 200`: the firmer hedge stands further out.
    if comparator == Comparator::About
        && let Some(outer) = scan.phrase_before(start, Sort::Hedge, hedge)
        && outer.0 != Comparator::About
    {
        return Some(Hedged { comparator: outer.0, start: outer.1 });
    }
    Some(Hedged { comparator, start })
}

/// Says whether `over` before a length of time tells during which time: `followed them over six years`.
pub fn lasts(scan: &Scan, hedge: usize, end: usize) -> bool {
    let bounds = [
        "for", "after", "took", "takes", "lasted", "spent", "of", "well", "just", "by", "is", "was", "than", "to", "in",
    ];
    let bounded = hedge == 0 || scan.is_any(hedge - 1, &bounds) || scan.is_any(end, &["ago", "old", "later"]);
    scan.is(hedge, "over") && !bounded
}

/// Says whether `hasta` tells what a change came to, not an upper bound: `cayó hasta el 4 %`.
pub fn reaches(scan: &Scan, hedge: usize) -> bool {
    let near = hedge.saturating_sub(9)..hedge;
    let changes = Sort::Rise.bit() | Sort::Fall.bit() | Sort::Change.bit();
    scan.is(hedge, "hasta") && near.into_iter().any(|at| scan.tokens[at].sorts & changes != 0)
}

/// Finds the hedge after a figure: `or more`; gives the token after it.
pub fn after(scan: &Scan, at: usize) -> Option<(Comparator, usize)> {
    if !scan.may(at, Sort::HedgeAfter) {
        return None;
    }
    let (comparator, length) =
        scan.phrase(at, |cue| if let Cue::HedgeAfter(found) = cue { Some(found) } else { None })?;
    // `£12m plus £3m` is a sum.
    let adds =
        scan.is_any(at, &["plus", "+"]) && (scan.number_like(at + length) || scan.may(at + length, Sort::Currency));
    (!adds).then_some((comparator, at + length))
}

fn hedge(cue: Cue) -> Option<Comparator> {
    if let Cue::Hedge(comparator) = cue { Some(comparator) } else { None }
}

fn negated(scan: &Scan, start: usize) -> bool {
    start > 0 && scan.is_any(start - 1, &["no", "not", "nada"]) && scan.is_any(start, &["menos", "less", "fewer"])
}

fn past_articles(scan: &Scan, at: usize) -> usize {
    let article = ["a", "an", "the", "los", "las", "el", "la", "un", "una"];
    match at.checked_sub(1) {
        Some(before) if scan.is_any(before, &article) => before,
        _ => at,
    }
}
