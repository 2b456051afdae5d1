//! Where the sentences that changed or moved stand in the next draft, and when that cannot be told.

use super::align::{self, Alignment};
use super::loss::Loss;
use super::token::{Vocabulary, Words};
use std::collections::HashMap;
use std::ops::Range;

/// A passage must keep this share of a sentence's weight to count as the same sentence, edited.
const ALIKE: f32 = 0.6;
/// Between the same neighbours this share is enough: a row of a table has few words, and one is the figure.
const HELD: f32 = 0.45;
/// A sentence whose clauses stand in another order must keep this share.
const REORDERED: f32 = 0.75;
/// A sentence cut into more pieces than this is another one.
const MOST_CLAUSES: u32 = 12;
/// A passage must keep this share to be worth naming as the nearest one.
const NEAR: f32 = 0.3;
/// How much better than the runner-up the best passage must be, in tenths of a word.
const CLEAR: i32 = 8;
/// How many places in the new draft are looked at for one sentence.
const MOST_PLACES: usize = 6;
/// A word that stands more often than this in the changed parts says nothing about the place.
const MOST_OCCURRENCES: usize = 256;

/// Where a sentence of the old draft stands in the new one.
pub(super) enum Home {
    /// Word for word in place, from this word on.
    Same {
        start: usize,
    },
    Alike(Passage),
    Nowhere {
        nearest: Option<(Range<usize>, f32)>,
        why: Loss,
    },
}

/// A passage of the new draft that is a sentence of the old one, moved or edited.
pub(super) struct Passage {
    /// The words of the new draft.
    pub window: Range<usize>,
    /// For each word of the sentence, the word of the new draft that is it or replaced it.
    pub pairs: Vec<Option<usize>>,
    /// Share of the sentence's weight that was kept, 0 to 1.
    pub score: f32,
    /// Whether it stands elsewhere than between the sentences that it stood between.
    pub moved: bool,
}

struct Candidate {
    sentence: usize,
    passage: Passage,
    /// The lower the better, in tenths of a word.
    rank: i32,
}

/// Both drafts with their aligned sentences.
pub(super) struct Comparison<'a> {
    pub vocabulary: &'a Vocabulary,
    pub old: &'a Words<'a>,
    pub new: &'a Words<'a>,
    pub alignment: &'a Alignment,
    /// For each sentence, which of the known headings it stands under: old draft, new draft.
    pub headings: (Vec<Option<usize>>, Vec<Option<usize>>),
}

/// Finds the home of every sentence of the old draft.
pub(super) fn homes(drafts: &Comparison) -> Vec<Home> {
    let mut homes: Vec<Home> = (0..drafts.old.sentences.len())
        .map(|sentence| match drafts.alignment.to_new[sentence] {
            Some(to) => Home::Same { start: drafts.new.sentences[to].start },
            None => Home::Nowhere { nearest: None, why: Loss::Gone },
        })
        .collect();
    let search = Search::new(drafts);
    let mut candidates = Vec::new();
    for sentence in (0..homes.len()).filter(|sentence| drafts.alignment.to_new[*sentence].is_none()) {
        let (found, nearest) = search.candidates(sentence);
        candidates.extend(found);
        homes[sentence] = Home::Nowhere { nearest, why: Loss::Gone };
    }
    drop_swallowed(drafts, &mut candidates);
    settle(candidates, &mut homes);
    homes
}

/// Leaves out a short sentence's candidate on words that a longer sentence, there nearly word for word, has for its own: a
/// heading is not found in the text below it.
fn drop_swallowed(drafts: &Comparison, candidates: &mut Vec<Candidate>) {
    let crowd = Crowd::new(candidates);
    let swallowed: Vec<bool> = (0..candidates.len())
        .map(|index| {
            let own = &candidates[index].passage.window;
            let longer = |other: &usize| {
                let Candidate { sentence, passage, .. } = &candidates[*other];
                let words = drafts.old.sentences[*sentence].clone();
                let kept = |at: usize| {
                    let from = passage.pairs.iter().position(|pair| *pair == Some(at));
                    from.is_some_and(|from| {
                        let (was, now) = (drafts.old.numbers[words.start + from], drafts.new.numbers[at]);
                        drafts.vocabulary.lower(was) == drafts.vocabulary.lower(now)
                    })
                };
                passage.score >= ALIKE && words.len() >= 2 * own.len() && own.clone().all(kept)
            };
            crowd.overlapping(candidates, index).any(|other| longer(&other))
        })
        .collect();
    let mut at = 0;
    candidates.retain(|_| {
        at += 1;
        !swallowed[at - 1]
    });
}

/// Looks for sentences in those parts of the new draft that no unchanged sentence accounts for.
struct Search<'a> {
    drafts: &'a Comparison<'a>,
    /// Runs of words of the new draft that are unaccounted for.
    runs: Vec<Range<usize>>,
    /// For each word in lower case, where it stands in those runs.
    places: Vec<Vec<u32>>,
}

impl<'a> Search<'a> {
    fn new(drafts: &'a Comparison<'a>) -> Self {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut places = vec![Vec::new(); drafts.vocabulary.len()];
        for (sentence, words) in drafts.new.sentences.iter().enumerate() {
            if drafts.alignment.to_old[sentence].is_some() {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.end == words.start => run.end = words.end,
                _ => runs.push(words.clone()),
            }
            for at in words.clone() {
                places[drafts.vocabulary.lower(drafts.new.numbers[at]) as usize].push(at as u32);
            }
        }
        Self { drafts, runs, places }
    }

    /// Gives the passages that are alike enough, best first, and the nearest passage if there is none.
    fn candidates(&self, sentence: usize) -> (Vec<Candidate>, Option<(Range<usize>, f32)>) {
        let mut found: Vec<Candidate> = Vec::new();
        for start in self.likely_starts(sentence) {
            let Some(passage) = self.passage(sentence, start) else { continue };
            let rank = self.rank(sentence, &passage);
            match found.iter_mut().find(|other| overlap(&other.passage.window, &passage.window)) {
                Some(other) if other.rank <= rank => {}
                Some(other) => *other = Candidate { sentence, passage, rank },
                None => found.push(Candidate { sentence, passage, rank }),
            }
        }
        if found.iter().all(|candidate| candidate.passage.score < REORDERED) {
            let turned = self.reordered(sentence);
            found.retain(|other| !turned.iter().any(|better| overlap(&better.passage.window, &other.passage.window)));
            found.extend(turned);
        }
        found.sort_by_key(|candidate| candidate.rank);
        let nearest = found
            .iter()
            .map(|candidate| (candidate.passage.window.clone(), candidate.passage.score))
            .filter(|(_, score)| *score >= NEAR)
            .max_by(|(_, a), (_, b)| a.total_cmp(b));
        found.retain(|candidate| candidate.passage.score >= ALIKE || self.is_held(sentence, &candidate.passage));
        (found, nearest)
    }

    /// Gives the sentences of the new draft in which the clauses of a sentence stand in another order.
    fn reordered(&self, sentence: usize) -> Vec<Candidate> {
        let Comparison { vocabulary, old, new, .. } = self.drafts;
        let mut within: Vec<usize> = self
            .likely_starts(sentence)
            .into_iter()
            .filter_map(|start| self.sentence_at(start, old.sentence(sentence).len()))
            .collect();
        within.sort_unstable();
        within.dedup();
        let found = within.into_iter().filter_map(|at| {
            let words = new.sentences[at].clone();
            let (cost, pairs) = tiled(vocabulary, old.sentence(sentence), &new.numbers[words.clone()], words.start);
            let first = *pairs.iter().flatten().min()?;
            let last = *pairs.iter().flatten().max()?;
            let weight = weight_of(vocabulary, old.sentence(sentence)).max(1);
            let score = 1.0 - cost.min(weight) as f32 / weight as f32;
            let moved = !self.in_gap(sentence, first);
            let passage = Passage { window: first..last + 1, pairs, score, moved };
            let rank = self.rank(sentence, &passage);
            (score >= REORDERED).then_some(Candidate { sentence, passage, rank })
        });
        found.collect()
    }

    /// Gives the sentence of the new draft, not accounted for, that holds most of the words after a place.
    fn sentence_at(&self, start: usize, length: usize) -> Option<usize> {
        let new = self.drafts.new;
        let middle = (start + length / 2).min(new.numbers.len().checked_sub(1)?);
        let at = new.sentence_of(middle);
        self.drafts.alignment.to_old[at].is_none().then_some(at)
    }

    /// Says whether a short passage, half changed, is held in its place by what stands unchanged around it.
    fn is_held(&self, sentence: usize, passage: &Passage) -> bool {
        let Comparison { old, new, .. } = self.drafts;
        let words = &old.sentences[sentence];
        let held = |count: usize| count >= 3;
        passage.score >= HELD
            && !passage.moved
            && held(align::same_before(old, new, words.start, passage.window.start))
            && held(align::same_after(old, new, words.end, passage.window.end))
    }

    /// Gives the places in the new draft at which most of the sentence's words vote for it to begin.
    fn likely_starts(&self, sentence: usize) -> Vec<usize> {
        let mut votes: HashMap<i64, u32> = HashMap::new();
        for (offset, number) in self.drafts.old.sentence(sentence).iter().enumerate() {
            let places = &self.places[self.drafts.vocabulary.lower(*number) as usize];
            if places.len() > MOST_OCCURRENCES {
                continue;
            }
            let weight = self.drafts.vocabulary.weight(*number);
            for place in places {
                *votes.entry((i64::from(*place) - offset as i64).div_euclid(8)).or_default() += weight;
            }
        }
        let mut ranked: Vec<(u32, i64)> = votes.into_iter().map(|(bucket, weight)| (weight, bucket)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        let starts = ranked.into_iter().take(MOST_PLACES).map(|(_, bucket)| (bucket * 8 + 4).max(0) as usize);
        starts.collect()
    }

    /// Fits a sentence to the words around a place.
    fn passage(&self, sentence: usize, start: usize) -> Option<Passage> {
        let words = self.drafts.old.sentences[sentence].clone();
        let near = start.saturating_sub(12)..start + words.len() + words.len() / 2 + 16;
        let middle = (start + words.len() / 2).min(self.drafts.new.numbers.len());
        let run = self.run_near(start, middle)?;
        let window = near.start.max(run.start)..near.end.min(run.end);
        if window.is_empty() {
            return None;
        }
        let (cost, pairs) = fit(self.drafts, words.clone(), window);
        let first = pairs.iter().find_map(|pair| *pair)?;
        let last = pairs.iter().rev().find_map(|pair| *pair)?;
        let weight = weight_of(self.drafts.vocabulary, &self.drafts.old.numbers[words]).max(1);
        let score = 1.0 - cost.min(weight) as f32 / weight as f32;
        let moved = !self.in_gap(sentence, first);
        Some(Passage { window: first..last + 1, pairs, score, moved })
    }

    fn run_near(&self, start: usize, middle: usize) -> Option<Range<usize>> {
        let at = self.runs.partition_point(|run| run.end <= start);
        let here = self.runs.get(at)?;
        (here.start <= middle.max(start) + 4).then(|| here.clone())
    }

    fn in_gap(&self, sentence: usize, at: usize) -> bool {
        self.drafts.alignment.gap(sentence).contains(&self.drafts.new.sentence_of(at))
    }

    /// Ranks a passage: what was changed, less what speaks for the place: its neighbours, its heading, its order.
    fn rank(&self, sentence: usize, passage: &Passage) -> i32 {
        let Comparison { vocabulary, old, new, headings, .. } = self.drafts;
        let words = old.sentences[sentence].clone();
        let weight = weight_of(vocabulary, &old.numbers[words.clone()]);
        let cost = ((1.0 - passage.score) * weight as f32).round() as i32;
        let before = align::same_before(old, new, words.start, passage.window.start);
        let after = align::same_after(old, new, words.end, passage.window.end);
        let heading = headings.0[sentence];
        let same_heading = heading.is_some() && heading == headings.1[new.sentence_of(passage.window.start)];
        // What is found word for word comes before anything edited, unless it is too short to mean much.
        let exact = if cost == 0 { weight.min(40) as i32 } else { 0 };
        cost - exact - (before + after) as i32 - 5 * i32::from(!passage.moved) - 16 * i32::from(same_heading)
    }
}

fn weight_of(vocabulary: &Vocabulary, numbers: &[u32]) -> u32 {
    numbers.iter().map(|number| vocabulary.weight(*number)).sum()
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    shared * 3 > one.len().min(other.len())
}

/// Fits some words of the old draft into a window of the new one, leaving out what comes before and after.
///
/// Gives the cost in tenths of a word, and for each word of the old draft its counterpart.
fn fit(drafts: &Comparison, words: Range<usize>, window: Range<usize>) -> (u32, Vec<Option<usize>>) {
    let (old, new) = (&drafts.old.numbers[words], &drafts.new.numbers[window.clone()]);
    let width = new.len() + 1;
    let mut costs = vec![0u32; (old.len() + 1) * width];
    for row in 1..=old.len() {
        let removed = drafts.vocabulary.weight(old[row - 1]);
        costs[row * width] = costs[(row - 1) * width] + removed;
        for column in 1..width {
            let above = costs[(row - 1) * width + column] + removed;
            let left = costs[row * width + column - 1] + added(drafts.vocabulary, new[column - 1]);
            let across =
                costs[(row - 1) * width + column - 1] + replaced(drafts.vocabulary, old[row - 1], new[column - 1]);
            costs[row * width + column] = across.min(above).min(left);
        }
    }
    let last = &costs[old.len() * width..];
    let cost = last.iter().copied().min().unwrap_or(0);
    // At the same cost a last word that was replaced is likelier than one that was taken out.
    let first = last.iter().position(|other| *other == cost).unwrap_or(0);
    let column = first + last[first..].iter().take_while(|other| **other == cost).count().saturating_sub(1);
    (cost, trace(drafts.vocabulary, old, new, &costs, column, window.start))
}

fn trace(
    vocabulary: &Vocabulary,
    old: &[u32],
    new: &[u32],
    costs: &[u32],
    mut column: usize,
    offset: usize,
) -> Vec<Option<usize>> {
    let width = new.len() + 1;
    let mut pairs = vec![None; old.len()];
    let mut row = old.len();
    while row > 0 {
        let here = costs[row * width + column];
        let across = column > 0
            && here == costs[(row - 1) * width + column - 1] + replaced(vocabulary, old[row - 1], new[column - 1]);
        if across {
            row -= 1;
            column -= 1;
            pairs[row] = Some(offset + column);
        } else if here == costs[(row - 1) * width + column] + vocabulary.weight(old[row - 1]) {
            row -= 1;
        } else {
            column -= 1;
        }
    }
    pairs
}

/// Matches two sentences clause by clause, the longest shared run of words first, wherever it stands.
///
/// Gives the cost in tenths of a word, and for each word of the old sentence its counterpart.
fn tiled(vocabulary: &Vocabulary, old: &[u32], new: &[u32], offset: usize) -> (u32, Vec<Option<usize>>) {
    let mut pairs = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    let mut tiles = 0u32;
    let alike =
        |one: u32, other: u32| vocabulary.lower(one) == vocabulary.lower(other) || vocabulary.same_value(one, other);
    loop {
        let mut best = (0, 0, 0);
        for from in 0..old.len() {
            for to in 0..new.len() {
                let run = (0..old.len().min(new.len()))
                    .take_while(|step| {
                        let (one, other) = (from + step, to + step);
                        one < old.len()
                            && other < new.len()
                            && pairs[one].is_none()
                            && !taken[other]
                            && alike(old[one], new[other])
                    })
                    .count();
                if run > best.0 {
                    best = (run, from, to);
                }
            }
        }
        let (run, from, to) = best;
        if run < 2 || tiles == MOST_CLAUSES {
            break;
        }
        tiles += 1;
        for step in 0..run {
            pairs[from + step] = Some(offset + to + step);
            taken[to + step] = true;
        }
    }
    let lost = (0..old.len()).filter(|at| pairs[*at].is_none()).map(|at| vocabulary.weight(old[at])).sum::<u32>();
    let fresh = (0..new.len()).filter(|at| !taken[*at]).map(|at| added(vocabulary, new[at])).sum::<u32>();
    (lost + fresh + 3 * tiles.saturating_sub(1), pairs)
}

/// An added word counts half: a clause put in does not make another sentence of it.
fn added(vocabulary: &Vocabulary, number: u32) -> u32 {
    vocabulary.weight(number).div_ceil(2)
}

fn replaced(vocabulary: &Vocabulary, from: u32, to: u32) -> u32 {
    if from == to {
        return 0;
    }
    if vocabulary.lower(from) == vocabulary.lower(to) || vocabulary.same_value(from, to) {
        return 2;
    }
    let kind = |number: u32| vocabulary.word(number).contains(char::is_alphanumeric);
    let figure = |number: u32| vocabulary.word(number).contains(char::is_numeric);
    let dearer = vocabulary.weight(from).max(vocabulary.weight(to));
    // A figure is taken to replace a figure, and a mark a mark, wherever that is possible.
    match (kind(from) == kind(to), figure(from) == figure(to)) {
        (true, true) => dearer,
        (true, false) => dearer + 3,
        (false, _) => vocabulary.weight(from) + added(vocabulary, to) + 1,
    }
}

/// Gives each sentence its passage, unless two passages, or two sentences, are too close to call.
fn settle(mut candidates: Vec<Candidate>, homes: &mut [Home]) {
    candidates.sort_by_key(|candidate| (candidate.rank, candidate.sentence));
    let crowd = Crowd::new(&candidates);
    let mut state = vec![State::Open; homes.len()];
    let mut taken: Vec<bool> = vec![false; candidates.len()];
    let mut winners = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if state[candidate.sentence] != State::Open {
            continue;
        }
        if taken[index] {
            set_reason(&mut homes[candidate.sentence], Loss::Taken);
            continue;
        }
        let close = |other: &usize| candidates[*other].rank < candidate.rank + CLEAR;
        let rival = crowd
            .overlapping(&candidates, index)
            .filter(close)
            .any(|other| !matches!(state[candidates[other].sentence], State::Settled));
        let runner_up =
            crowd.of_sentence(candidate.sentence).filter(close).any(|other| other != index && !taken[other]);
        if rival || runner_up {
            state[candidate.sentence] = State::Unclear;
            set_reason(&mut homes[candidate.sentence], Loss::Ambiguous);
            continue;
        }
        state[candidate.sentence] = State::Settled;
        crowd.overlapping(&candidates, index).for_each(|other| taken[other] = true);
        winners.push(index);
    }
    winners.sort_unstable_by(|a, b| b.cmp(a));
    for index in winners {
        let Candidate { sentence, passage, .. } = candidates.swap_remove(index);
        homes[sentence] = Home::Alike(passage);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Settled,
    Unclear,
}

fn set_reason(home: &mut Home, reason: Loss) {
    if let Home::Nowhere { why, .. } = home {
        *why = reason;
    }
}

/// Which candidates stand at the same place, and which belong to the same sentence.
struct Crowd {
    by_place: HashMap<usize, Vec<usize>>,
    by_sentence: HashMap<usize, Vec<usize>>,
}

impl Crowd {
    const PLACE: usize = 32;

    fn new(candidates: &[Candidate]) -> Self {
        let mut crowd = Self { by_place: HashMap::new(), by_sentence: HashMap::new() };
        for (index, candidate) in candidates.iter().enumerate() {
            crowd.by_sentence.entry(candidate.sentence).or_default().push(index);
            for place in Self::places(candidate) {
                crowd.by_place.entry(place).or_default().push(index);
            }
        }
        crowd
    }

    fn places(candidate: &Candidate) -> std::ops::RangeInclusive<usize> {
        candidate.passage.window.start / Self::PLACE..=(candidate.passage.window.end - 1) / Self::PLACE
    }

    /// Gives the candidates of other sentences that stand on the same words.
    fn overlapping(&self, candidates: &[Candidate], index: usize) -> impl Iterator<Item = usize> {
        let own = &candidates[index];
        Self::places(own).flat_map(|place| self.by_place.get(&place).into_iter().flatten()).copied().filter(
            move |other| {
                let other = &candidates[*other];
                other.sentence != own.sentence && overlap(&other.passage.window, &own.passage.window)
            },
        )
    }

    fn of_sentence(&self, sentence: usize) -> impl Iterator<Item = usize> {
        self.by_sentence.get(&sentence).into_iter().flatten().copied()
    }
}
