//! Which sentences of a draft stand unchanged, and in the same order, in the next one.

use super::token::Words;
use std::collections::HashMap;

/// The sentences that two drafts share in place.
pub(super) struct Alignment {
    /// For each sentence of the old draft, the same one of the new draft.
    pub to_new: Vec<Option<usize>>,
    /// For each sentence of the new draft, the same one of the old draft.
    pub to_old: Vec<Option<usize>>,
}

#[derive(Default)]
struct Occurrences {
    old: Vec<usize>,
    new: Vec<usize>,
}

/// Aligns the sentences of two drafts.
///
/// Only a sentence that stands once in each draft is a fixed point; one that is repeated is aligned when it touches
/// a sentence that is aligned already, so that no choice between equal sentences is made by chance.
pub(super) fn align(old: &Words, new: &Words) -> Alignment {
    let mut alignment = Alignment { to_new: vec![None; old.sentences.len()], to_old: vec![None; new.sentences.len()] };
    for (from, to) in longest_in_order(&unique_pairs(old, new)) {
        alignment.join(from, to);
    }
    alignment.extend_forwards(old, new);
    alignment.extend_backwards(old, new);
    for from in doubtful(old, new, &alignment) {
        alignment.part(from);
    }
    alignment
}

impl Alignment {
    fn join(&mut self, from: usize, to: usize) {
        self.to_new[from] = Some(to);
        self.to_old[to] = Some(from);
    }

    fn part(&mut self, from: usize) {
        if let Some(to) = self.to_new[from].take() {
            self.to_old[to] = None;
        }
    }

    fn extend_forwards(&mut self, old: &Words, new: &Words) {
        for from in 0..self.to_new.len() {
            let to = if from == 0 { Some(0) } else { self.to_new[from - 1].map(|before| before + 1) };
            self.join_if_equal(old, new, from, to);
        }
    }

    fn extend_backwards(&mut self, old: &Words, new: &Words) {
        for from in (0..self.to_new.len()).rev() {
            let last = from + 1 == self.to_new.len();
            let after = if last { Some(self.to_old.len()) } else { self.to_new[from + 1] };
            self.join_if_equal(old, new, from, after.and_then(|after| after.checked_sub(1)));
        }
    }

    fn join_if_equal(&mut self, old: &Words, new: &Words, from: usize, to: Option<usize>) {
        let Some(to) = to.filter(|to| *to < self.to_old.len()) else { return };
        if self.to_new[from].is_none() && self.to_old[to].is_none() && old.sentence(from) == new.sentence(to) {
            self.join(from, to);
        }
    }

    /// Gives the sentences of the new draft between which one of the old draft would stand if it had not moved.
    pub fn gap(&self, from: usize) -> std::ops::Range<usize> {
        let start = self.to_new[..from].iter().rev().find_map(|to| *to).map_or(0, |to| to + 1);
        let end = self.to_new[from..].iter().find_map(|to| *to).unwrap_or(self.to_old.len());
        start..end
    }
}

/// Finds aligned sentences whose twin could stand in their place just as well: the alignment is then a guess.
fn doubtful(old: &Words, new: &Words, alignment: &Alignment) -> Vec<usize> {
    let mut doubtful = Vec::new();
    for occurrences in occurrences(old, new).values().filter(|found| found.old.len() + found.new.len() > 2) {
        let lone_old = free(&occurrences.old, &alignment.to_new);
        let lone_new = free(&occurrences.new, &alignment.to_old);
        if lone_old.is_empty() && lone_new.is_empty() {
            continue;
        }
        let joined = occurrences.old.iter().filter_map(|from| Some((*from, alignment.to_new[*from]?)));
        doubtful.extend(joined.filter_map(|(from, to)| {
            let support = neighbours(old, new, from, to);
            let rivals = lone_old.iter().map(|rival| neighbours(old, new, *rival, to));
            let places = lone_new.iter().map(|place| neighbours(old, new, from, *place));
            rivals.chain(places).any(|rival| rival >= support).then_some(from)
        }));
    }
    doubtful
}

/// More twins than this are not weighed against one another; those left out are doubted by none.
const MOST_TWINS: usize = 32;

fn free(sentences: &[usize], aligned: &[Option<usize>]) -> Vec<usize> {
    sentences.iter().copied().filter(|index| aligned[*index].is_none()).take(MOST_TWINS).collect()
}

/// Counts the words next to a sentence that are the same in both places, up to eight on each side.
fn neighbours(old: &Words, new: &Words, from: usize, to: usize) -> usize {
    let (from, to) = (old.sentences[from].clone(), new.sentences[to].clone());
    same_before(old, new, from.start, to.start) + same_after(old, new, from.end, to.end)
}

/// Counts how many words before two places are the same, up to eight.
pub(super) fn same_before(old: &Words, new: &Words, from: usize, to: usize) -> usize {
    let (old, new) = (old.numbers[..from].iter().rev(), new.numbers[..to].iter().rev());
    old.zip(new).take(8).take_while(|(a, b)| a == b).count()
}

/// Counts how many words after two places are the same, up to eight.
pub(super) fn same_after(old: &Words, new: &Words, from: usize, to: usize) -> usize {
    old.numbers[from..].iter().zip(&new.numbers[to..]).take(8).take_while(|(a, b)| a == b).count()
}

fn occurrences<'a>(old: &'a Words, new: &'a Words) -> HashMap<&'a [u32], Occurrences> {
    let mut found: HashMap<&[u32], Occurrences> = HashMap::new();
    for index in 0..old.sentences.len() {
        found.entry(old.sentence(index)).or_default().old.push(index);
    }
    for index in 0..new.sentences.len() {
        found.entry(new.sentence(index)).or_default().new.push(index);
    }
    found
}

/// Gives the sentences that stand exactly once in each draft, in the order of the old one.
fn unique_pairs(old: &Words, new: &Words) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = occurrences(old, new)
        .values()
        .filter_map(|found| match (found.old.as_slice(), found.new.as_slice()) {
            ([from], [to]) => Some((*from, *to)),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

/// Gives the longest run of pairs that rises on both sides, by patience sorting.
fn longest_in_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut piles: Vec<usize> = Vec::new();
    let mut below: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, (_, to)) in pairs.iter().enumerate() {
        let pile = piles.partition_point(|top| pairs[*top].1 < *to);
        below[index] = pile.checked_sub(1).map(|left| piles[left]);
        if pile == piles.len() {
            piles.push(index);
        } else {
            piles[pile] = index;
        }
    }
    let mut run: Vec<(usize, usize)> =
        std::iter::successors(piles.last().copied(), |index| below[*index]).map(|index| pairs[index]).collect();
    run.reverse();
    run
}
