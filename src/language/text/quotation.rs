//! Finds what stands in quotation marks, and who said it.

use super::language::language;
use super::name;
use crate::quantity::{Convention, Make, Scan, Sort, lexicons, read};
use std::ops::Range;

/// A quotation, marks included, with its speaker where the text names one.
pub struct Quotation<'a> {
    pub tokens: Range<usize>,
    pub speaker: Option<&'a str>,
}

/// A quotation longer than this many tokens has lost its closing mark.
const LONGEST: usize = 400;
/// How far from a quotation its verb of saying may stand.
const NEAR: usize = 8;

/// Finds the quotations of a block.
pub fn quotations<'a>(scan: &Scan<'a>) -> Vec<Quotation<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < scan.tokens.len() {
        let Some(close) = closing(scan, at) else {
            at += 1;
            continue;
        };
        let Some(last) = (at + 1..scan.tokens.len().min(at + LONGEST)).find(|end| closes(scan, *end, close)) else {
            // Without its partner the mark opens nothing, and neither does the next of its kind in reach.
            at += if close == "\"" { LONGEST } else { 1 };
            continue;
        };
        let tokens = at..last + 1;
        let speaker = speaker(scan, &tokens);
        if last - at > 3 || (speaker.is_some() && last - at > 1) {
            found.push(Quotation { tokens, speaker });
        }
        at = last + 1;
    }
    found
}

/// Gives what a sentence sets in quotation marks; all of it where it has none.
pub fn quoted_words(sentence: &str) -> Vec<String> {
    let spoken = language(sentence);
    let lexicon = lexicons::of(spoken);
    let mut tokens = Vec::new();
    read(sentence, 0..sentence.len(), lexicon, &mut tokens);
    let convention = Convention { comma_is_decimal: false, shown: false };
    let scan = Scan { text: sentence, tokens: &tokens, lexicon, language: spoken, convention };
    let inside = |found: &Quotation| {
        let (first, last) = (scan.tokens[found.tokens.start], scan.tokens[found.tokens.end - 1]);
        sentence[first.end..last.start].trim().trim_end_matches([',', '.']).to_owned()
    };
    let found: Vec<String> = quotations(&scan).iter().map(inside).filter(|words| !words.is_empty()).collect();
    if found.is_empty() { vec![sentence.to_owned()] } else { found }
}

fn closing(scan: &Scan, at: usize) -> Option<&'static str> {
    if scan.make(at) != Some(Make::Mark) {
        return None;
    }
    match scan.word(at) {
        "“" | "„" => Some("”"),
        "«" => Some("»"),
        "\"" => Some("\""),
        "‘" => Some("’"),
        _ => None,
    }
}

fn closes(scan: &Scan, at: usize, close: &str) -> bool {
    // The same mark is an apostrophe where a letter follows.
    scan.word(at) == close
        && !(close == "’" && scan.glued(at + 1) && scan.word(at + 1).starts_with(char::is_alphabetic))
}

/// Looks for a verb of saying after the quotation, then before it, and for a name beside the verb.
fn speaker<'a>(scan: &Scan<'a>, quote: &Range<usize>) -> Option<&'a str> {
    let after = quote.end..(quote.end + NEAR).min(scan.tokens.len());
    let before = quote.start.saturating_sub(NEAR)..quote.start;
    let says = |at: &usize| scan.may(*at, Sort::Speech) || scan.may(*at, Sort::According);
    let verb = after
        .clone()
        .take_while(|at| !matches!(scan.word(*at), "." | "“" | "\"" | "«"))
        .find(says)
        .or_else(|| before.rev().find(says))?;
    Some(who(scan, verb))
}

/// Gives the name or pronoun beside a verb of saying, or the verb itself where there is none.
pub fn who<'a>(scan: &Scan<'a>, verb: usize) -> &'a str {
    let skip = usize::from(scan.is_any(verb + 1, &["to", "con", "the", "el", "la", "a"]));
    let after = verb + 1 + skip..name::end(scan, verb + 1 + skip, scan.tokens.len());
    let before = name::start(scan, verb, 0)..verb;
    let range = match (after.is_empty(), before.is_empty()) {
        (_, false) => before,
        (false, true) => after,
        _ if scan.may(verb + 1, Sort::Role) => verb + 1..verb + 2,
        _ if verb > 0 && (scan.may(verb - 1, Sort::Role) || scan.may(verb - 1, Sort::Person)) => verb - 1..verb,
        _ => verb..verb + 1,
    };
    name::words(scan, range)
}
