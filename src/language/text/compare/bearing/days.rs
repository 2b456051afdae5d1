//! The days that a claim and a source's sentence name.

use super::super::Word;
use super::{ALIKE, Both, NEARLY_ALL, Turned};
use crate::text::turns::is_month;
use record::model::words::Touched;
use std::ops::Range;

/// Says whether the word at a place is a date of a kind.
type Kind = fn(&[Word], usize) -> bool;

impl Both<'_> {
    /// The claim names a year, month, weekday or day, and the source others of the kind only.
    pub(super) fn another_day(&self) -> Option<Turned> {
        (self.in_common >= ALIKE).then(|| self.dated_apart(0..self.source.len()))?
    }

    /// "Met in 1937 and married in 1939."
    pub(super) fn done_another_day(&self) -> Option<Turned> {
        self.told().find_map(|(clause, _)| self.dated_apart(clause.clone()))
    }

    fn dated_apart(&self, part: Range<usize>) -> Option<Turned> {
        let kinds: [Kind; 4] = [is_year, is_named_month, is_weekday, is_day];
        kinds.iter().find_map(|is| {
            let own: Vec<usize> = (0..self.claim.len()).filter(|at| is(self.claim, *at)).collect();
            let its: Vec<usize> = part.clone().filter(|at| is(self.source, *at)).collect();
            let same = |one: &usize, other: &usize| self.claim[*one].key == self.source[*other].key;
            let lacks = |one: &usize| !its.iter().any(|other| same(one, other));
            // Where much is in common, each day of the claim is one of the source's.
            let all = its.len() == own.len() && self.in_common >= NEARLY_ALL;
            let apart = if all { own.iter().any(lacks) } else { own.iter().all(lacks) };
            let first = its.first().filter(|_| !own.is_empty() && apart)?;
            Some(Turned { what: Touched::Figure, words: self.source[*first].raw.to_owned() })
        })
    }
}

fn is_year(words: &[Word], at: usize) -> bool {
    let key = key_at(words, Some(at));
    key.len() == 4 && key.parse().is_ok_and(|year: u16| (1_500..2_200).contains(&year))
}

pub(super) fn is_named_month(words: &[Word], at: usize) -> bool {
    let key = key_at(words, Some(at));
    is_month(key) && (key != "may" && key != "march" || words[at].name)
}

fn is_weekday(words: &[Word], at: usize) -> bool {
    matches!(
        key_at(words, Some(at)),
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "lunes"
            | "martes"
            | "miércoles"
            | "jueves"
            | "viernes"
            | "sábado"
            | "domingo"
    )
}

/// A day of the month, beside its month.
fn is_day(words: &[Word], at: usize) -> bool {
    let number = key_at(words, Some(at)).trim_end_matches(|letter: char| letter.is_alphabetic());
    let month = |at: Option<usize>| at.is_some_and(|at| at < words.len() && is_named_month(words, at));
    let beside = month(at.checked_sub(1)) || month(Some(at + 1));
    let beside = beside || key_at(words, Some(at + 1)) == "de" && month(Some(at + 2));
    beside && number.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

fn key_at<'w>(words: &'w [Word], at: Option<usize>) -> &'w str {
    at.and_then(|at| words.get(at)).map_or("", |word| word.key.as_str())
}
