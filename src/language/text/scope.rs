//! Tells sentences that nobody can check: opinions, predictions and instructions.

use crate::quantity::{Scan, Sort};
use std::ops::Range;

/// Why a sentence is out of scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Opinion,
    Prediction,
    Instruction,
}

impl Scope {
    /// Gives the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Opinion => "opinion",
            Self::Prediction => "prediction",
            Self::Instruction => "instruction",
        }
    }
}

const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "did", "said", "rose", "fell", "es", "son", "fue", "fueron",
    "ha", "han", "había", "dijo", "subió", "bajó", "will", "would", "does", "grew", "made", "came", "went", "se",
];

/// Tells whether a sentence is out of scope, and by which words.
pub fn scope<'a>(scan: &Scan<'a>, sentence: &Range<usize>) -> Option<(Scope, &'a str)> {
    let sorts = scan.tokens[sentence.clone()].iter().fold(0, |sorts, token| sorts | token.sorts);
    if sorts & (Sort::Instruction.bit() | Sort::Prediction.bit() | Sort::Opinion.bit()) == 0 {
        return None;
    }
    if let Some(words) = instruction(scan, sentence) {
        return Some((Scope::Instruction, words));
    }
    let prediction = marked(scan, sentence, Sort::Prediction).map(|words| (Scope::Prediction, words));
    let opinion = marked(scan, sentence, Sort::Opinion).map(|words| (Scope::Opinion, words));
    match (prediction, opinion) {
        // `could` and `might` tell less than a plain word of judgement.
        (Some((_, "could" | "might" | "podría")), Some(opinion)) => Some(opinion),
        (prediction, opinion) => prediction.or(opinion),
    }
}

fn marked<'a>(scan: &Scan<'a>, sentence: &Range<usize>, sort: Sort) -> Option<&'a str> {
    let at = sentence.clone().find(|at| scan.may(*at, sort) && scan.length(*at, sort).is_some())?;
    let end = (at + scan.length(at, sort)?).min(sentence.end);
    Some(super::name::words(scan, at..end))
}

fn instruction<'a>(scan: &Scan<'a>, sentence: &Range<usize>) -> Option<&'a str> {
    let first =
        sentence.clone().find(|at| !matches!(scan.word(*at), "¡" | "-" | "*" | "•" | "“" | "\"" | "«" | "–"))?;
    let length = scan.length(first, Sort::Instruction)?;
    let early = first + 1..(first + 9).min(sentence.end);
    let tells = early.into_iter().any(|at| scan.is_any(at, FINITE));
    (!tells && sentence.len() > 1).then(|| super::name::words(scan, first..first + length))
}
