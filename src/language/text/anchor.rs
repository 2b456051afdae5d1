//! Finds a claim's span again in the next draft: unchanged, moved, edited or lost, and never by guessing.

use super::align::{Alignment, align};
use super::compare::{Change, Drafts, Step, Touched};
use super::loss::Loss;
use super::passage::{Comparison, Home, homes};
use super::token::{Vocabulary, Words};
use memchr::memmem;
use record::model::event::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A grave change this near to a claim, in words of the same sentence, counts as a change of the claim.
const NEARBY: usize = 6;

/// What a claim remembers of its place in a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The text of the span.
    pub exact: String,
    /// Some text before it.
    pub prefix: String,
    /// Some text after it.
    pub suffix: String,
    /// The nearest heading above it.
    pub heading: Option<String>,
    /// Where it begins in the old draft, in bytes.
    pub start: u64,
}

/// Where a claim stands in the new draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "found")]
pub enum Found {
    /// Word for word between the same sentences.
    Unchanged {
        span: Span,
        /// Whether quotes, dashes or spaces are set otherwise than before.
        typographic: bool,
    },
    /// Word for word, elsewhere.
    Moved { span: Span, typographic: bool },
    /// At this place, with these changes.
    Edited {
        span: Span,
        changes: Vec<Change>,
        /// Share of the sentence that was kept, 0 to 1.
        score: f32,
        moved: bool,
    },
    /// Not to be found, or not to be told from something like it.
    Lost {
        /// The most alike passage and how alike it is, 0 to 1.
        nearest: Option<(Span, f32)>,
        why: Loss,
    },
}

impl Found {
    /// Gives the span in the new draft, if there is one.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Unchanged { span, .. } | Self::Moved { span, .. } | Self::Edited { span, .. } => Some(*span),
            Self::Lost { .. } => None,
        }
    }
}

/// Finds each anchor of the old draft in the new one, in the order given.
pub fn anchor_all(anchors: &[Anchor], old_text: &str, new_text: &str) -> Vec<Found> {
    let mut vocabulary = Vocabulary::default();
    let old = vocabulary.read(old_text);
    let new = vocabulary.read(new_text);
    let alignment = align(&old, &new);
    let names: Vec<&str> = anchors.iter().filter_map(|anchor| anchor.heading.as_deref()).collect();
    let headings = (headings_of(&old, &names), headings_of(&new, &names));
    let comparison = Comparison { vocabulary: &vocabulary, old: &old, new: &new, alignment: &alignment, headings };
    let homes = homes(&comparison);
    let drafts = Drafts { vocabulary: &vocabulary, old: &old, new: &new };
    let revision = Revision { drafts, homes };
    anchors.iter().map(|anchor| revision.find(anchor)).collect()
}

/// Gives the passages of the new draft that no sentence of the old one accounts for, in order.
pub fn fresh_passages(old_text: &str, new_text: &str) -> Vec<Span> {
    let mut vocabulary = Vocabulary::default();
    let old = vocabulary.read(old_text);
    let new = vocabulary.read(new_text);
    let Alignment { to_old, .. } = align(&old, &new);
    let fresh = new.sentences.iter().zip(to_old).filter(|(_, old)| old.is_none());
    fresh.map(|(words, _)| span(new.bytes(words.clone()))).collect()
}

/// Gives, for each sentence, which of the given headings it stands under.
fn headings_of(draft: &Words, names: &[&str]) -> Vec<Option<usize>> {
    let mut known: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    for (index, name) in names.iter().enumerate() {
        known.entry(name.trim()).or_insert(index);
    }
    let mut current = None;
    let mut under = Vec::with_capacity(draft.sentences.len());
    let mut lines = line_spans(draft.raw).peekable();
    for sentence in &draft.sentences {
        let start = draft.spans[sentence.start].start;
        while let Some(line) = lines.next_if(|line| line.start <= start) {
            let text = draft.raw[line].trim_matches(|mark: char| mark == '#' || mark.is_whitespace());
            current = known.get(text).copied().or(current);
        }
        under.push(current);
    }
    under
}

fn line_spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let span = start..start + line.len();
        start = span.end;
        span
    })
}

/// Two drafts, and where each sentence of the old one stands in the new one.
struct Revision<'a> {
    drafts: Drafts<'a>,
    homes: Vec<Home>,
}

/// The part of a claim that one sentence holds, followed into the new draft.
struct Trail {
    steps: Vec<Step>,
    score: f32,
    moved: bool,
}

impl Revision<'_> {
    fn find(&self, anchor: &Anchor) -> Found {
        let Some(bytes) = locate(anchor, self.drafts.old.raw) else {
            return Found::Lost { nearest: None, why: Loss::Unplaced };
        };
        let words = self.drafts.old.within(bytes.clone());
        if words.is_empty() {
            return Found::Lost { nearest: None, why: Loss::Unplaced };
        }
        let sentences = self.drafts.old.sentence_of(words.start)..self.drafts.old.sentence_of(words.end - 1) + 1;
        match self.follow(&words, sentences) {
            Ok(trail) => self.judge(&bytes, &words, trail),
            Err(lost) => self.only_place(&bytes, &words).unwrap_or(lost),
        }
    }

    /// Follows the sentences of a claim to their homes.
    fn follow(&self, words: &Range<usize>, sentences: Range<usize>) -> Result<Trail, Found> {
        let homes = &self.homes[sentences.clone()];
        let (mut kept, mut score, mut moved) = (0, 1.0f32, false);
        for (sentence, home) in sentences.clone().zip(homes) {
            let range = &self.drafts.old.sentences[sentence];
            let share = range.end.min(words.end) - range.start.max(words.start);
            match home {
                Home::Same { .. } => kept += share,
                Home::Alike(passage) => {
                    kept += share;
                    score = score.min(passage.score);
                    moved |= passage.moved;
                }
                Home::Nowhere { .. } => score = score.min(1.0 - share as f32 / words.len() as f32),
            }
        }
        if kept * 5 < words.len() * 3 {
            return Err(self.lost(homes));
        }
        let steps = self.steps(sentences).ok_or(Found::Lost { nearest: None, why: Loss::Scattered })?;
        Ok(Trail { steps, score, moved })
    }

    fn lost(&self, homes: &[Home]) -> Found {
        let worst = homes.iter().find(|home| matches!(home, Home::Nowhere { .. })).unwrap_or(&homes[0]);
        let why = if let Home::Nowhere { why, .. } = worst { *why } else { Loss::Gone };
        Found::Lost { nearest: self.nearest(worst), why }
    }

    fn nearest(&self, home: &Home) -> Option<(Span, f32)> {
        match home {
            Home::Nowhere { nearest, .. } => {
                nearest.as_ref().map(|(window, score)| (span(self.drafts.new.bytes(window.clone())), *score))
            }
            Home::Same { .. } | Home::Alike(_) => None,
        }
    }

    /// Gives the steps from some sentences to their homes; `None` if those are not close together and in order.
    fn steps(&self, sentences: Range<usize>) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        let mut next: Option<usize> = None;
        for sentence in sentences {
            let words = self.drafts.old.sentences[sentence].clone();
            for (offset, old) in words.clone().enumerate() {
                let Some(new) = self.counterpart(sentence, offset) else {
                    steps.push(Step::Removed { old });
                    continue;
                };
                let from = next.unwrap_or_else(|| self.opening(sentence, new));
                if new < from || new - from > 2 * words.len() + 40 {
                    return None;
                }
                steps.extend((from..new).map(|new| Step::Added { before: old, new }));
                let same = self.drafts.old.numbers[old] == self.drafts.new.numbers[new];
                steps.push(if same { Step::Kept { old, new } } else { Step::Replaced { old, new } });
                next = Some(new + 1);
            }
        }
        let end = self.drafts.old.spans.len();
        let last = steps.iter().rev().find_map(|step| step.in_old()).unwrap_or(end);
        let closing = next.map_or(0..0, |next| next..self.closing(next));
        steps.extend(closing.map(|new| Step::Added { before: last + 1, new }));
        Some(steps)
    }

    fn counterpart(&self, sentence: usize, offset: usize) -> Option<usize> {
        match &self.homes[sentence] {
            Home::Same { start } => Some(start + offset),
            Home::Alike(passage) => passage.pairs[offset],
            Home::Nowhere { .. } => None,
        }
    }

    /// Gives where the new sentence around a word begins, as long as what comes first is short and nobody else's.
    fn opening(&self, sentence: usize, new: usize) -> usize {
        let start = self.drafts.new.sentences[self.drafts.new.sentence_of(new)].start;
        let foreign = |at: &usize| self.owned_by_other(sentence, *at);
        if matches!(self.homes[sentence], Home::Same { .. })
            || new - start > NEARBY
            || (start..new).any(|at| foreign(&at))
        {
            return new;
        }
        start
    }

    fn closing(&self, next: usize) -> usize {
        let end = self.drafts.new.sentences[self.drafts.new.sentence_of(next - 1)].end;
        let owner = |at: usize| {
            self.homes.iter().any(|home| matches!(home, Home::Alike(passage) if passage.window.contains(&at)))
        };
        if end - next > NEARBY || (next..end).any(owner) { next } else { end }
    }

    fn owned_by_other(&self, sentence: usize, at: usize) -> bool {
        let homes = self.homes.iter().enumerate().filter(|(index, _)| *index != sentence);
        homes.into_iter().any(|(_, home)| matches!(home, Home::Alike(passage) if passage.window.contains(&at)))
    }

    /// Judges a claim by what became of its words and of the grave words around them.
    fn judge(&self, bytes: &Range<usize>, words: &Range<usize>, trail: Trail) -> Found {
        let inside = |step: &Step| self.is_inside(step, words);
        let own: Vec<Step> = trail.steps.iter().copied().filter(inside).collect();
        let (Some(first), Some(last)) =
            (own.iter().find_map(|step| step.in_new()), own.iter().rev().find_map(|step| step.in_new()))
        else {
            return Found::Lost { nearest: self.around(&trail), why: Loss::Gone };
        };
        let relevant: Vec<Step> =
            trail.steps.iter().copied().filter(|step| inside(step) || self.is_grave_nearby(step, words)).collect();
        let changes = self.drafts.changes(&relevant);
        let moved = trail.moved;
        if !changes.is_empty() {
            let span = span(self.drafts.new.bytes(first..last + 1));
            return Found::Edited { span, changes, score: trail.score, moved };
        }
        let (span, typographic) = self.exact_span(bytes, words, first..last + 1);
        if moved { Found::Moved { span, typographic } } else { Found::Unchanged { span, typographic } }
    }

    fn around(&self, trail: &Trail) -> Option<(Span, f32)> {
        let mut places = trail.steps.iter().filter_map(|step| step.in_new());
        let first = places.next()?;
        let last = places.next_back().unwrap_or(first);
        Some((span(self.drafts.new.bytes(first..last + 1)), trail.score))
    }

    /// Says whether a step happens within a claim; at its edge, only if the claim's edge is also its sentence's.
    fn is_inside(&self, step: &Step, words: &Range<usize>) -> bool {
        let Step::Added { before, .. } = *step else { return words.contains(&step.place()) };
        if before > words.start && before < words.end {
            return true;
        }
        let opens =
            before == words.start && self.drafts.old.sentences[self.drafts.old.sentence_of(before)].start == before;
        let last = self.drafts.old.sentences[self.drafts.old.sentence_of(words.end - 1)].clone();
        let rest = &self.drafts.old.numbers[words.end..last.end.max(words.end)];
        let closes = before >= words.end && before <= last.end && rest.iter().all(|number| self.is_mark(*number));
        opens || closes
    }

    fn is_mark(&self, number: u32) -> bool {
        !self.drafts.vocabulary.word(number).contains(char::is_alphanumeric)
    }

    /// Says whether a step beside a claim changes what it says: a figure, name, negation or hedge close by.
    fn is_grave_nearby(&self, step: &Step, words: &Range<usize>) -> bool {
        let near = words.start.saturating_sub(NEARBY)..words.end + NEARBY;
        near.contains(&step.place()) && self.drafts.touched(*step).is_some_and(|what| what != Touched::Wording)
    }

    /// Gives the span of a claim whose words are all there, and whether its bytes differ.
    fn exact_span(&self, bytes: &Range<usize>, words: &Range<usize>, found: Range<usize>) -> (Span, bool) {
        let (old, new) = (self.drafts.old, self.drafts.new);
        let exact = &old.raw[bytes.clone()];
        let lead = bytes.start as i64 - old.spans[words.start].start as i64;
        let start = new.spans[found.start].start as i64 + lead;
        let same = usize::try_from(start).ok().filter(|start| new.raw.get(*start..start + exact.len()) == Some(exact));
        match same {
            Some(start) => (span(start..start + exact.len()), false),
            None => (span(new.bytes(found)), true),
        }
    }

    /// Finds a claim whose sentence is gone but whose words stand exactly once in each draft.
    fn only_place(&self, bytes: &Range<usize>, words: &Range<usize>) -> Option<Found> {
        let (old, new) = (self.drafts.old, self.drafts.new);
        let wanted = &old.numbers[words.clone()];
        let weight: u32 = wanted.iter().map(|number| self.drafts.vocabulary.weight(*number)).sum();
        if weight < 30 || runs_of(wanted, &old.numbers).nth(1).is_some() {
            return None;
        }
        let mut places = runs_of(wanted, &new.numbers);
        let (Some(start), None) = (places.next(), places.next()) else { return None };
        let (span, typographic) = self.exact_span(bytes, words, start..start + wanted.len());
        let added = self.grave_beside(start..start + wanted.len());
        if added.is_empty() {
            return Some(Found::Moved { span, typographic });
        }
        Some(Found::Edited { span, changes: self.drafts.changes(&added), score: 1.0, moved: true })
    }

    /// Gives the negations and hedges directly before a passage that lost its sentence, as words added to it.
    fn grave_beside(&self, found: Range<usize>) -> Vec<Step> {
        let start = found.start.saturating_sub(2);
        let added = (start..found.start).map(|new| Step::Added { before: 0, new });
        let turns = |step: &Step| matches!(self.drafts.touched(*step), Some(Touched::Negation | Touched::Hedge));
        added.filter(turns).collect()
    }
}

fn runs_of<'a>(wanted: &'a [u32], words: &'a [u32]) -> impl Iterator<Item = usize> + 'a {
    words.windows(wanted.len()).enumerate().filter(move |(_, window)| *window == wanted).map(|(start, _)| start)
}

fn span(bytes: Range<usize>) -> Span {
    Span { start: bytes.start as u64, end: bytes.end as u64 }
}

/// Finds an anchor's text in its own draft: where the anchor says, or at the one place that fits its surroundings.
fn locate(anchor: &Anchor, old_text: &str) -> Option<Range<usize>> {
    let length = anchor.exact.len();
    let start = usize::try_from(anchor.start).ok()?;
    if length == 0 {
        return None;
    }
    let end = start.checked_add(length)?;
    if old_text.get(start..end) == Some(anchor.exact.as_str()) {
        return Some(start..end);
    }
    let fits = |start: &usize| {
        old_text[..*start].ends_with(&anchor.prefix) && old_text[start + length..].starts_with(&anchor.suffix)
    };
    let mut places = memmem::find_iter(old_text.as_bytes(), anchor.exact.as_bytes()).filter(fits);
    match (places.next(), places.next()) {
        (Some(start), None) => Some(start..start + length),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
