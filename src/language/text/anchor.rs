//! Finds a claim's span again in the next draft: unchanged, moved, edited or lost, and never by guessing.

use super::align::{Alignment, align};
use super::compare::{Change, changes_between};
use super::loss::Loss;
use super::passage::{Comparison, Home, homes};
use super::reach::{Draft, Scope};
use super::token::{Vocabulary, Words};
use memchr::memmem;
use record::model::event::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

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
    /// Its whole sentence word for word, between the same sentences.
    Unchanged {
        span: Span,
        /// Whether quotes, dashes or spaces are set otherwise than before.
        typographic: bool,
    },
    /// Its whole sentence word for word, elsewhere.
    Moved { span: Span, typographic: bool },
    /// At this place, with these changes of its sentence.
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
    let revision = Revision { vocabulary: &vocabulary, old: Draft::of(&old), new: Draft::of(&new), homes };
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
    vocabulary: &'a Vocabulary,
    old: Draft<'a>,
    new: Draft<'a>,
    homes: Vec<Home>,
}

/// The words of a claim in the new draft.
struct Trail {
    /// From its first word to its last.
    words: Range<usize>,
    score: f32,
    moved: bool,
}

impl Revision<'_> {
    fn find(&self, anchor: &Anchor) -> Found {
        let Some(bytes) = locate(anchor, self.old.words.raw) else {
            return Found::Lost { nearest: None, why: Loss::Unplaced };
        };
        let words = self.old.words.within(bytes.clone());
        if words.is_empty() {
            return Found::Lost { nearest: None, why: Loss::Unplaced };
        }
        let sentences = self.old.words.sentence_of(words.start)..self.old.words.sentence_of(words.end - 1) + 1;
        let trail = self.follow(&words, sentences);
        match trail.or_else(|lost| self.only_place(&words).ok_or(lost)) {
            Ok(trail) => self.judge(&bytes, &words, trail),
            Err(lost) => lost,
        }
    }

    /// Follows the sentences of a claim to their homes.
    fn follow(&self, words: &Range<usize>, sentences: Range<usize>) -> Result<Trail, Found> {
        let homes = &self.homes[sentences.clone()];
        let (mut kept, mut score, mut moved) = (0, 1.0f32, false);
        let mut places = Vec::with_capacity(words.len());
        for (sentence, home) in sentences.zip(homes) {
            let range = &self.old.words.sentences[sentence];
            let own = range.start.max(words.start)..range.end.min(words.end);
            match home {
                Home::Same { .. } => kept += own.len(),
                Home::Alike(passage) => {
                    kept += own.len();
                    score = score.min(passage.score);
                    moved |= passage.moved;
                }
                Home::Nowhere { .. } => score = score.min(1.0 - own.len() as f32 / words.len() as f32),
            }
            places.extend(own.filter_map(|at| self.counterpart(sentence, at - range.start)));
        }
        if kept * 5 < words.len() * 3 {
            return Err(self.lost(homes));
        }
        if places.is_empty() {
            places.extend(self.within(homes, words).into_iter().flatten());
        }
        let (Some(first), Some(last)) = (places.iter().min(), places.iter().max()) else {
            return Err(Found::Lost { nearest: self.around(homes), why: Loss::Gone });
        };
        if last - first > 3 * words.len() + 40 {
            return Err(Found::Lost { nearest: None, why: Loss::Scattered });
        }
        Ok(Trail { words: *first..*last + 1, score, moved })
    }

    /// Finds the words of a claim that moved within its sentence, where they stand there once.
    fn within(&self, homes: &[Home], words: &Range<usize>) -> Option<Range<usize>> {
        let [Home::Alike(passage)] = homes else { return None };
        let own = self.new.scope(&passage.window).own;
        let wanted = &self.old.words.numbers[words.clone()];
        let mut runs = runs_of(wanted, &self.new.words.numbers[own.clone()]);
        let (Some(start), None) = (runs.next(), runs.next()) else { return None };
        Some(own.start + start..own.start + start + wanted.len())
    }

    fn lost(&self, homes: &[Home]) -> Found {
        let worst = homes.iter().find(|home| matches!(home, Home::Nowhere { .. })).unwrap_or(&homes[0]);
        let why = if let Home::Nowhere { why, .. } = worst { *why } else { Loss::Gone };
        Found::Lost { nearest: self.nearest(worst), why }
    }

    fn nearest(&self, home: &Home) -> Option<(Span, f32)> {
        match home {
            Home::Nowhere { nearest, .. } => {
                nearest.as_ref().map(|(window, score)| (span(self.new.words.bytes(window.clone())), *score))
            }
            Home::Same { .. } | Home::Alike(_) => None,
        }
    }

    /// Gives the passage that the sentence of a claim became, where the claim's own words are not in it.
    fn around(&self, homes: &[Home]) -> Option<(Span, f32)> {
        homes.iter().find_map(|home| match home {
            Home::Alike(passage) => Some((span(self.new.words.bytes(passage.window.clone())), passage.score)),
            Home::Same { .. } | Home::Nowhere { .. } => None,
        })
    }

    fn counterpart(&self, sentence: usize, offset: usize) -> Option<usize> {
        match &self.homes[sentence] {
            Home::Same { start } => Some(start + offset),
            Home::Alike(passage) => passage.pairs[offset],
            Home::Nowhere { .. } => None,
        }
    }

    /// Judges a claim by its sentence: any word that changed there is a change of the claim.
    fn judge(&self, bytes: &Range<usize>, words: &Range<usize>, trail: Trail) -> Found {
        let (was, now) = (self.old.scope(words), self.new.scope(&trail.words));
        let common = |lower: &str| self.vocabulary.has_seen(lower);
        let changes = changes_between(&self.old.passage(&was), &self.new.passage(&now), &common);
        let Trail { words: found, score, moved } = trail;
        if !changes.is_empty() {
            let found = self.stretched(words, &was, found, &now);
            return Found::Edited { span: span(self.new.words.bytes(found)), changes, score, moved };
        }
        let (span, typographic) = self.exact_span(bytes, words, found);
        if moved { Found::Moved { span, typographic } } else { Found::Unchanged { span, typographic } }
    }

    /// Stretches a claim that began or ended with its sentence to where the new one does, as far as nobody else is there.
    fn stretched(&self, words: &Range<usize>, was: &Scope, found: Range<usize>, now: &Scope) -> Range<usize> {
        let marks = |range: Range<usize>| range.into_iter().all(|at| self.is_mark(self.old.words.numbers[at]));
        let free = |range: &Range<usize>| !range.clone().any(|at| self.owned_by_other(words, at));
        let lead = now.own.start..found.start;
        let tail = found.end..now.own.end;
        let opens = words.start <= was.own.start || marks(was.own.start..words.start);
        let closes = words.end >= was.own.end || marks(words.end..was.own.end);
        let start = if opens && free(&lead) { lead.start } else { found.start };
        let mut end = if closes && free(&tail) { tail.end } else { found.end };
        // The full stop that the claim left out is left out again.
        while end > found.end && words.end < was.own.end && self.is_mark(self.new.words.numbers[end - 1]) {
            end -= 1;
        }
        start.min(found.start)..end.max(found.end)
    }

    /// Says whether a word of the new draft is one of the old draft's that the claim does not hold.
    fn owned_by_other(&self, claim: &Range<usize>, at: usize) -> bool {
        let homes = self.homes.iter().zip(&self.old.words.sentences);
        homes.into_iter().any(|(home, sentence)| {
            let offset = match home {
                Home::Alike(passage) => passage.pairs.iter().position(|pair| *pair == Some(at)),
                Home::Same { start } => (*start..start + sentence.len()).contains(&at).then(|| at - start),
                Home::Nowhere { .. } => None,
            };
            offset.is_some_and(|offset| !claim.contains(&(sentence.start + offset)))
        })
    }

    fn is_mark(&self, number: u32) -> bool {
        !self.vocabulary.word(number).contains(char::is_alphanumeric)
    }

    /// Gives the span of a claim whose words are all there, and whether its bytes differ.
    fn exact_span(&self, bytes: &Range<usize>, words: &Range<usize>, found: Range<usize>) -> (Span, bool) {
        let (old, new) = (self.old.words, self.new.words);
        let exact = &old.raw[bytes.clone()];
        let lead = bytes.start as i64 - old.spans[words.start].start as i64;
        let start = new.spans[found.start].start as i64 + lead;
        let same = usize::try_from(start).ok().filter(|start| new.raw.get(*start..start + exact.len()) == Some(exact));
        match same {
            Some(start) => (span(start..start + exact.len()), false),
            None => (span(new.bytes(found)), true),
        }
    }

    /// Finds a claim whose sentence is gone but whose words stand exactly once in each draft, and are no other sentence's.
    fn only_place(&self, words: &Range<usize>) -> Option<Trail> {
        let (old, new) = (self.old.words, self.new.words);
        let wanted = &old.numbers[words.clone()];
        let weight: u32 = wanted.iter().map(|number| self.vocabulary.weight(*number)).sum();
        if weight < 30 || runs_of(wanted, &old.numbers).nth(1).is_some() {
            return None;
        }
        let mut places = runs_of(wanted, &new.numbers);
        let (Some(start), None) = (places.next(), places.next()) else { return None };
        let found = start..start + wanted.len();
        let taken = found.clone().any(|at| self.owned_by_other(words, at));
        (!taken).then_some(Trail { words: found, score: 1.0, moved: true })
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
