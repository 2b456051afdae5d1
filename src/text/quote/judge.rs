//! What is wrong with the words of a quotation, hunk by hunk and gap by gap.

use super::fault::{Fault, Kind};
use super::hunks::{Aligned, Hunk};
use super::turning::{Turn, turn};
use super::words::Words;
use crate::text::compare::is_figure;
use std::ops::Range;

/// Gives the faults of one part beside its passage.
pub(super) fn hunks(aligned: &Aligned) -> Vec<Fault> {
    let changed = aligned.hunks.iter().filter(|hunk| !hunk.same && !aligned.is_typography(hunk));
    changed.filter(|hunk| !aligned.is_punctuation(hunk)).flat_map(|hunk| faults(aligned, hunk)).collect()
}

fn faults(aligned: &Aligned, hunk: &Hunk) -> Vec<Fault> {
    let (quote, source) = (&aligned.quote, &aligned.source);
    let said = source.shown(hunk.source.clone());
    let dropped = !hunk.quote.clone().any(|at| quote.matters(at));
    let added = !hunk.source.clone().any(|at| source.matters(at));
    let mut kinds = Vec::new();
    let negations = |words: &Words, range| turns(words, range).filter(|turn| *turn == Turn::Negation).count();
    if negations(quote, hunk.quote.clone()) != negations(source, hunk.source.clone()) {
        kinds.push(if dropped { Kind::ElisionRemovesNegation } else { Kind::NegationAltered });
    }
    if figures(quote, hunk.quote.clone()) != figures(source, hunk.source.clone()) {
        kinds.push(Kind::NumberAltered);
    }
    for (kind, lost) in [(Kind::ElisionRemovesCondition, Turn::Condition), (Kind::ElisionRemovesHedge, Turn::Hedge)] {
        let holds = |words: &Words, range| turns(words, range).any(|turn| turn == lost);
        if holds(source, hunk.source.clone()) && !holds(quote, hunk.quote.clone()) {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() {
        kinds.push(match (dropped, added) {
            (true, _) => Kind::WordsDropped,
            (_, true) => Kind::WordsAdded,
            _ => Kind::WordAltered,
        });
    }
    kinds.into_iter().map(|kind| Fault::new(kind, said, quote.shown(hunk.quote.clone()))).collect()
}

fn turns<'a>(words: &'a Words, range: Range<usize>) -> impl Iterator<Item = Turn> + 'a {
    let after = (range.end + 3).min(words.spans.len());
    let shown: Vec<&str> = (range.start..after).map(|at| words.shown(at..at + 1)).collect();
    (0..range.len()).filter_map(move |at| turn(&shown, at))
}

fn figures<'a>(words: &Words<'a>, range: Range<usize>) -> Vec<&'a str> {
    let sign = |at: usize| matches!(words.plain(at), "-" | "." | "," | "/" | "+") && words.matters(at);
    range.filter(|at| sign(*at) || is_figure(words.plain(*at))).map(|at| words.plain(at)).collect()
}

/// Gives the faults of a gap that an ellipsis or brackets mark: what it leaves out may turn what is left.
///
/// Only the sentences that the parts on either side belong to are looked at, not whole sentences between them.
pub(super) fn marked_gap(gap: &str, brackets: &str, after: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for piece in beside(gap) {
        for (lost, kind) in [
            (Turn::Negation, Kind::ElisionRemovesNegation),
            (Turn::Condition, Kind::ElisionRemovesCondition),
            (Turn::Hedge, Kind::ElisionRemovesHedge),
        ] {
            if holds(piece, after, lost) && !holds(brackets, "", lost) {
                faults.push(Fault::new(kind, piece.trim(), brackets));
            }
        }
    }
    if holds(brackets, "", Turn::Negation) && !holds(gap, "", Turn::Negation) {
        faults.push(Fault::new(Kind::NegationAltered, gap, brackets));
    }
    faults
}

/// Gives the faults of words that were left out without a mark.
pub(super) fn silent_gap(gap: &str, after: &str) -> Vec<Fault> {
    let faults = marked_gap(gap, "", after);
    if faults.is_empty() { vec![Fault::new(Kind::WordsDropped, gap, "")] } else { faults }
}

/// Says whether words hold one that turns the sense; `after` is what follows them, for a hedge may be a figure's.
fn holds(words: &str, after: &str, wanted: Turn) -> bool {
    let mut words = split(words);
    let count = words.len();
    words.extend(split(after).into_iter().take(3));
    (0..count).any(|at| turn(&words, at) == Some(wanted))
}

/// Cuts a sentence into words without their punctuation.
pub(super) fn split(text: &str) -> Vec<&str> {
    let edge = |mark: char| !mark.is_alphanumeric() && !matches!(mark, '%' | '$' | '€' | '£');
    text.split(|mark: char| mark.is_whitespace() || matches!(mark, '—' | '–'))
        .map(|word| word.trim_matches(edge))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Gives the end of the sentence that a gap begins in and the beginning of the one that it ends in.
fn beside(gap: &str) -> Vec<&str> {
    let ends: Vec<usize> =
        gap.match_indices(['.', '?', '!']).filter(|(at, _)| ends_there(gap, *at)).map(|(at, _)| at + 1).collect();
    match (ends.first(), ends.last()) {
        (Some(first), Some(last)) => vec![&gap[..*first], &gap[*last..]],
        _ => vec![gap],
    }
}

fn ends_there(gap: &str, at: usize) -> bool {
    let after = gap[at + 1..].trim_start_matches(['"', '”', '»', '’', ')', ']']);
    after.is_empty() || after.starts_with(char::is_whitespace)
}
