//! Who does what, in a claim and in a source's sentence.

use super::super::{Word, is_number, is_pronoun, shown};
use super::clauses::{is_in_past, same_stem};
use super::days::is_named_month;
use super::{Both, Turned};
use record::model::words::Touched;
use std::ops::Range;

/// A name and what stands beside it, in words.
const LONGEST_NAME: usize = 5;

impl Both<'_> {
    /// Names and days that stand in the place of the claim's, where the one is a wording of the other.
    pub(super) fn renamed(&self, near: &Range<usize>) -> Vec<Turned> {
        self.replaced.iter().filter_map(|[was, now]| self.another_name(was, now, near)).collect()
    }

    fn another_name(&self, own: &Range<usize>, its: &Range<usize>, near: &Range<usize>) -> Option<Turned> {
        let (was, now) = (&self.claim[own.clone()], &self.source[its.clone()]);
        if was.len().max(now.len()) > LONGEST_NAME {
            return None;
        }
        let (one, other) = (names(was), names(now));
        let clause = its.start.min(near.start)..its.end.max(near.end);
        let apart = |one: &&str| !self.source[clause.clone()].iter().any(|word| is_one_name(&word.key, one));
        let short = || abbreviates(&one, &other) || abbreviates(&other, &one);
        let strange = |other: &&str| !self.claim.iter().any(|word| is_one_name(&word.key, other));
        let other_name = !one.is_empty() && one.iter().all(apart) && other.iter().any(strange) && !short();
        other_name.then(|| Turned { what: Touched::Name, words: shown(now) })
    }

    /// "… was chaired by Sir Alan Brodie", "it was Brodie who chaired", "Brodie chaired", where the claim gives the chair to
    /// another.
    pub(super) fn another_doer(&self) -> Option<Turned> {
        let own = self.claim.iter().take(6).any(|word| word.name) && !self.claim.iter().any(|word| is_by(&word.key));
        let known = |at: &usize| self.claim.iter().any(|own| is_one_name(&own.key, &self.source[*at].key));
        let stranger = |doer: &Range<usize>| own && !doer.is_empty() && !doer.clone().any(|at| known(&at));
        let doer = self.by_whom().or_else(|| self.it_was()).filter(stranger).or_else(|| self.who_did())?;
        let titled = doer.len() == 1 && is_title(&self.source[doer.start].key);
        let named: Vec<&str> = self.source[doer.clone()].iter().map(|word| word.key.as_str()).collect();
        let own_names = names(self.claim);
        let short = abbreviates(&named, &own_names) || abbreviates(&own_names, &named);
        (!titled && !short).then(|| Turned { what: Touched::Name, words: shown(&self.source[doer]) })
    }

    fn names_from(&self, start: usize) -> Range<usize> {
        let end =
            (start..self.source.len()).find(|at| !is_name([self.source, self.claim], *at)).unwrap_or(self.source.len());
        start..end
    }

    fn by_whom(&self) -> Option<Range<usize>> {
        let verb = |at: usize| (at.saturating_sub(2)..at).any(|at| self.is_verb_of_claim(at));
        let at = (1..self.source.len()).find(|at| is_by(&self.source[*at].key) && verb(*at))?;
        Some(self.names_from(at + 1)).filter(|names| !names.is_empty())
    }

    fn it_was(&self) -> Option<Range<usize>> {
        let was = |at: usize| matches!(self.source[at].key.as_str(), "was" | "fue");
        let it = |at: usize| self.source[at].key == "fue" || at > 0 && self.source[at - 1].key == "it";
        let at = (0..self.source.len()).find(|at| {
            was(*at) && it(*at) && *at + 1 < self.source.len() && is_name([self.source, self.claim], at + 1)
        })?;
        let names = self.names_from(at + 1);
        let who = |at: usize| matches!(self.source[at].key.as_str(), "who" | "that" | "quien" | "que");
        (names.end..self.source.len().min(names.end + 8)).any(who).then_some(names)
    }

    /// The names right before the claim's verb, where the claim has others there.
    fn who_did(&self) -> Option<Range<usize>> {
        let (own, at) = (0..self.claim.len()).filter(|at| tells(&self.claim[*at])).find_map(|own| {
            let verb = &self.claim[own].key;
            let at = (1..self.source.len()).find(|at| same_stem(&self.source[*at].key, verb))?;
            Some((own, at))
        })?;
        let owner = names_before([self.claim, self.source], own);
        let object = matches!(self.source[at - 1].key.as_str(), "la" | "lo" | "las" | "los");
        let doer = if object { self.names_from(at + 1) } else { names_before([self.source, self.claim], at) };
        let known =
            |at: &usize| self.claim[owner.clone()].iter().any(|own| is_one_name(&own.key, &self.source[*at].key));
        (!owner.is_empty() && !doer.is_empty() && !doer.clone().any(|at| known(&at))).then_some(doer)
    }
}

/// Says whether a word tells what was done, and does not only help another to.
fn tells(word: &Word) -> bool {
    let helps = matches!(word.key.as_str(), "was" | "were" | "has" | "have" | "had" | "fue" | "ha" | "han");
    !word.name && is_in_past(&word.key) && !helps
}

fn names<'w>(words: &'w [Word]) -> Vec<&'w str> {
    // "Fifty" and "Died" have a capital for the sentence's sake.
    let opening = |word: &Word| word.opens && is_in_past(&word.key);
    let name = |word: &&Word| {
        let plain = word.mark || is_number(word) || is_title(&word.key) || stands_for_another(&word.key);
        word.name && !plain && !opening(word)
    };
    words.iter().filter(name).map(|word| word.key.as_str()).collect()
}

/// "Vega" and "Vega's" are one; "Torres" and "Torrens" are two.
fn is_one_name(one: &str, other: &str) -> bool {
    let bare = |name: &str| name.trim_end_matches("'s").trim_end_matches('\'').to_owned();
    bare(one) == bare(other)
}

fn stands_for_another(key: &str) -> bool {
    is_pronoun(key)
        || matches!(key, "it" | "its" | "this" | "that" | "these" | "those" | "there" | "who" | "one" | "both" | "such")
}

/// Gives the names right before a word, a comma aside.
fn names_before([words, other]: [&[Word]; 2], at: usize) -> Range<usize> {
    let end = if at > 0 && words[at - 1].key == "," { at - 1 } else { at };
    let start = (0..end).rev().find(|at| !is_name([words, other], *at)).map_or(0, |at| at + 1);
    start..end
}

/// A capital that opens a sentence makes no name by itself, unless the other sentence has it, too.
fn is_name([words, other]: [&[Word]; 2], at: usize) -> bool {
    let name = |at: usize| {
        words.get(at).is_some_and(|word| word.name && !word.mark && !is_number(word) && !stands_for_another(&word.key))
            && !is_named_month(words, at)
    };
    let there = || other.iter().any(|word| word.name && !word.opens && word.key == words[at].key);
    name(at) && (!words[at].opens || name(at + 1) || there())
}

fn is_by(key: &str) -> bool {
    matches!(key, "by" | "por")
}

fn is_title(key: &str) -> bool {
    matches!(
        key,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "sir"
            | "lord"
            | "lady"
            | "prof"
            | "sr"
            | "sra"
            | "srta"
            | "don"
            | "doña"
            | "dra"
            | "mayor"
            | "minister"
            | "president"
            | "chief"
            | "alcalde"
            | "alcaldesa"
            | "ministro"
            | "ministra"
            | "presidente"
    )
}

/// "UN" for "United Nations".
fn abbreviates(short: &[&str], long: &[&str]) -> bool {
    let initials: String = long.iter().filter_map(|word| word.chars().next()).collect();
    let plain = |word: &&str| word.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    long.len() > 1 && short.iter().any(|word| initials.contains(&plain(word)) && plain(word).len() > 1)
}
