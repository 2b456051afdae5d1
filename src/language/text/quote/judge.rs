//! What is wrong with the words of a quotation, hunk by hunk and gap by gap.

use super::fault::{Fault, Kind};
use super::hunks::{Aligned, Hunk};
use super::scale::goes_on;
use super::turning::{Turn, turn};
use super::words::Words;
use crate::text::loaded::is_figure;
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

/// A marked gap: what stands on both sides of it and in it.
pub(super) struct Gap<'a> {
    /// What the quotation puts there; empty for an ellipsis.
    pub brackets: &'a str,
    /// What the source has there.
    pub source: &'a str,
    pub before: &'a str,
    pub after: &'a str,
}

/// Gives the faults of a gap that an ellipsis or brackets mark: what it leaves out may turn what is left.
///
/// Of whole sentences between the parts, only those count that take back what is left: `That is not true.`
pub(super) fn marked_gap(gap: &Gap) -> Vec<Fault> {
    let mut faults = edge(gap.brackets, gap.source);
    for piece in beside(gap.source) {
        for (lost, kind) in [
            (Turn::Negation, Kind::ElisionRemovesNegation),
            (Turn::Condition, Kind::ElisionRemovesCondition),
            (Turn::Hedge, Kind::ElisionRemovesHedge),
        ] {
            if holds(piece, gap.after, lost) && !holds(gap.brackets, "", lost) {
                faults.push(Fault::new(kind, piece.trim(), gap.brackets));
            }
        }
    }
    if let Some(denial) = between(gap.source).into_iter().find(|sentence| denies(sentence)) {
        faults.push(Fault::new(Kind::ElisionRemovesNegation, denial.trim(), gap.brackets));
    }
    faults.extend(cut_number(gap));
    if !gap.brackets.is_empty() && beside(gap.source).len() > 1 {
        faults.push(Fault::new(Kind::WordsDropped, gap.source, gap.brackets));
    }
    faults
}

/// Gives the faults of brackets by themselves: a negation is not for an editor to put in, nor is a figure to change.
pub(super) fn edge(brackets: &str, source: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    if holds(brackets, "", Turn::Negation) && !holds(source, "", Turn::Negation) {
        faults.push(Fault::new(Kind::NegationAltered, source, brackets));
    }
    let (put, said) = (figures_in(brackets), figures_in(source));
    if !put.is_empty() && !said.is_empty() && put != said {
        faults.push(Fault::new(Kind::NumberAltered, source, brackets));
    }
    faults
}

/// Finds a figure whose scale was left out: `5 […] marks` of `5 million marks`.
fn cut_number(gap: &Gap) -> Option<Fault> {
    let last = split(gap.before).pop().filter(|last| last.ends_with(char::is_numeric))?;
    let scale = goes_on(gap.source).filter(|_| figures_in(gap.brackets).is_empty())?;
    Some(Fault::new(Kind::NumberAltered, &format!("{last} {scale}"), last))
}

fn figures_in(words: &str) -> Vec<String> {
    split(words).into_iter().map(str::to_lowercase).filter(|word| is_figure(word)).collect()
}

/// Gives the faults of words that were left out without a mark.
pub(super) fn silent_gap(gap: &Gap) -> Vec<Fault> {
    let faults = marked_gap(gap);
    if faults.is_empty() { vec![Fault::new(Kind::WordsDropped, gap.source, "")] } else { faults }
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

/// Says whether a sentence takes back those around it.
fn denies(sentence: &str) -> bool {
    let words: Vec<String> = split(sentence).into_iter().map(str::to_lowercase).collect();
    let Some(first) = words.first().map(String::as_str) else { return false };
    words.iter().any(|word| DENIALS.contains(&word.as_str()))
        || BACK.contains(&first)
        || THESE.contains(&first) && holds(sentence, "", Turn::Negation)
        || matches!(first, "no" | "not") && words.len() <= SHORT
}

/// `No.`, `Not so at all.`
const SHORT: usize = 4;

const DENIALS: &[&str] = &[
    "false",
    "falsely",
    "untrue",
    "wrong",
    "incorrect",
    "mistaken",
    "lie",
    "lied",
    "denied",
    "denies",
    "retracted",
    "withdrew",
    "falso",
    "falsa",
    "mentira",
    "incorrecto",
    "incorrecta",
    "erróneo",
    "errónea",
    "desmintió",
    "negó",
    "niega",
    "mintió",
    "rectificó",
];
const BACK: &[&str] = &["but", "however", "yet", "pero", "aunque"];
const THESE: &[&str] =
    &["that", "this", "these", "it", "none", "nothing", "neither", "eso", "esto", "ello", "nada", "ninguno", "ninguna"];

/// Gives the ends of the sentences that end in a gap.
fn ends(gap: &str) -> Vec<usize> {
    gap.match_indices(['.', '?', '!']).filter(|(at, _)| ends_there(gap, *at)).map(|(at, _)| at + 1).collect()
}

/// Gives the whole sentences that a gap leaves out.
fn between(gap: &str) -> Vec<&str> {
    ends(gap).windows(2).map(|pair| &gap[pair[0]..pair[1]]).chain(whole_gap(gap)).collect()
}

/// Gives the one sentence that is left out whole: the part before it ended with a stop that is not in the gap.
fn whole_gap(gap: &str) -> Option<&str> {
    let first = ends(gap).first().copied()?;
    gap.starts_with(char::is_uppercase).then(|| &gap[..first])
}

/// Gives the end of the sentence that a gap begins in and the beginning of the one that it ends in.
fn beside(gap: &str) -> Vec<&str> {
    let ends = ends(gap);
    match (ends.first(), ends.last()) {
        (Some(first), Some(last)) => vec![&gap[..*first], &gap[*last..]],
        _ => vec![gap],
    }
}

fn ends_there(gap: &str, at: usize) -> bool {
    let after = gap[at + 1..].trim_start_matches(['"', '”', '»', '’', ')', ']']);
    after.is_empty() || after.starts_with(char::is_whitespace)
}
