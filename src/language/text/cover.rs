//! What in a text can be checked, part by part, and which of it lies inside a claim.

use super::name;
use super::segment::{sentences, sentences_in};
use super::spot::{MOST, OutOfScope, Suggestion, suggest};
use crate::quantity::{Convention, Language, Make, Scan, Sort, blocks, lexicons, read};
use record::model::words::{ClaimType, Priority, Status, words};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

words! {
    /// What a part of a text is.
    PartKind, "kind of part" {
        Figure = "figure",
        Date = "date",
        Name = "name",
        Title = "title",
        Quotation = "quotation",
        /// Words that assert something without a figure: a rank, a cause, a relation, an accusation.
        Phrase = "claim-phrase",
        /// A sentence that holds none of these and asserts something all the same.
        Sentence = "sentence",
    }
}

/// A stretch of text that somebody can check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Byte offsets, the end exclusive.
    pub span: Range<usize>,
    /// The words of it that a claim must hold to hold the part.
    pub core: Range<usize>,
    pub kind: PartKind,
    /// How costly an error in it would be, as far as can be told.
    pub priority: Priority,
    /// Why an error in it would matter.
    pub why: String,
}

/// What a text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkable {
    pub language: Language,
    /// In the order of their places; they may overlap.
    pub parts: Vec<Part>,
    /// Sentences of opinion, prediction and instruction. What is counted or quoted in them is a part all the same.
    pub out_of_scope: Vec<OutOfScope>,
    /// How many more parts the text has than are kept.
    pub left: usize,
}

/// A claim as far as coverage asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Its places in the text.
    pub spans: Vec<Range<usize>>,
    pub status: Status,
}

/// How many parts there are, how many of them are inside a claim, and of how many others somebody decided that they make no
/// claim to be checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    pub parts: usize,
    pub covered: usize,
    pub decided: usize,
}

/// Which claim each part is inside of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// For each part, the claim that holds it, by its position in what was given.
    pub holders: Vec<Option<usize>>,
    /// For each part that no claim holds, the decision that holds it, by its position in what was given.
    pub decisions: Vec<Option<usize>>,
    pub total: Tally,
    pub by_kind: BTreeMap<PartKind, Tally>,
    pub by_priority: BTreeMap<Priority, Tally>,
    /// Parts inside a claim, by the status of that claim.
    pub by_status: BTreeMap<Status, usize>,
}

impl Tally {
    /// Gives how many parts are neither inside a claim nor decided.
    pub fn open(self) -> usize {
        self.parts - self.covered - self.decided
    }

    /// Gives the share that is covered in whole per cent, rounded down; 100 where there is nothing to cover.
    pub fn percent(self) -> u8 {
        percent(self.covered, self.parts).unwrap_or(100)
    }
}

/// Gives a share in whole per cent, rounded down; nothing where there is no whole.
pub fn percent(part: usize, whole: usize) -> Option<u8> {
    let share = (part as u128 * 100).checked_div(whole as u128)?;
    u8::try_from(share).ok()
}

/// Finds what can be checked in a text. The language is told from the text where it is not given.
///
/// A name is a part where it stands first; where it stands inside another part, it is checked with that one.
pub fn checkable(text: &str, language: Option<Language>) -> Checkable {
    let found = suggest(text, language);
    let spots = found.claims;
    let figures = Spans::of(
        spots.iter().enumerate().filter(|(_, spot)| is_figure(spot)).map(|(at, spot)| (at, spot.span.clone())),
    );
    // `owns 62.5 per cent` asserts no more than its figure.
    let told = |spot: &Suggestion| {
        spot.kind == ClaimType::OwnershipShare && !is_figure(spot) && figures.any_within(&spot.span)
    };
    let mut parts: Vec<Part> =
        spots.iter().filter(|spot| !told(spot)).map(|spot| part(text, found.language, spot)).collect();
    let (mut names, unkept) = names(text, found.language);
    let held = Spans::of(parts.iter().map(|part| part.span.clone()).enumerate());
    names.retain(|name| held.narrowest_around(&name.span).is_none());
    parts.extend(names);
    parts.sort_by_key(|part| (part.span.start, part.span.end, part.kind));
    parts.dedup_by(|next, one| next.span == one.span && next.kind == one.kind);
    // Behind what is listed, each part stands in a sentence that is counted already.
    let listed = if found.left > 0 { parts.last().map_or(0, |part| part.span.end) } else { text.len() };
    let beyond = found.out_of_scope.iter().map(|sentence| sentence.span.clone());
    let (plain, untold) =
        plain_sentences(text, found.language, parts.iter().map(|part| part.span.clone()).chain(beyond));
    parts.extend(plain.into_iter().filter(|part| part.span.end <= listed));
    parts.sort_by_key(|part| (part.span.start, part.span.end, part.kind));
    Checkable { language: found.language, parts, out_of_scope: found.out_of_scope, left: found.left + unkept + untold }
}

/// Finds the whole sentences that hold none of the stretches; gives how many more there are than are kept, too.
fn plain_sentences(text: &str, language: Language, held: impl Iterator<Item = Range<usize>>) -> (Vec<Part>, usize) {
    let held = Spans::of(held.enumerate());
    let whole = |span: &Range<usize>| {
        let words = text[span.clone()].split_whitespace().filter(|word| word.contains(char::is_alphabetic));
        let ended =
            text[span.clone()].trim_end_matches(['"', '”', '»', '’', ')', ']', '*', '_']).ends_with(['.', '!', '…']);
        ended && words.count() > 1
    };
    let mut found: Vec<Part> = sentences(text, language)
        .into_iter()
        .filter(|span| whole(span) && !held.any_overlapping(span))
        .map(|span| Part {
            core: trimmed(text, &span),
            span,
            kind: PartKind::Sentence,
            priority: Priority::Low,
            why: "a sentence that somebody may doubt".to_string(),
        })
        .collect();
    let left = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    (found, left)
}

fn is_figure(spot: &Suggestion) -> bool {
    use ClaimType::{InvestmentTotal, MarketShare, OwnershipShare, Quantity, RevenueFigure};
    let counted = [InvestmentTotal, MarketShare, OwnershipShare, Quantity, RevenueFigure].contains(&spot.kind);
    counted && spot.quantity.is_some()
}

fn part(text: &str, language: Language, spot: &Suggestion) -> Part {
    let kind = match spot.kind {
        ClaimType::Date => PartKind::Date,
        ClaimType::Quotation => PartKind::Quotation,
        ClaimType::Role => PartKind::Title,
        _ if is_figure(spot) => PartKind::Figure,
        _ => PartKind::Phrase,
    };
    let mut core = trimmed(text, &spot.span);
    if matches!(kind, PartKind::Figure | PartKind::Date) {
        core.start += unhedged(&text[core.clone()], language);
    }
    Part { span: spot.span.clone(), core, kind, priority: spot.priority, why: spot.priority_reason.clone() }
}

/// Takes quotation marks, stops and the like off both ends, unless nothing else is there.
fn trimmed(text: &str, span: &Range<usize>) -> Range<usize> {
    let within = &text[span.clone()];
    let is_edge = |mark: char| !mark.is_alphanumeric() && !matches!(mark, '%' | '$' | '€' | '£');
    let start = within.len() - within.trim_start_matches(is_edge).len();
    let end = within.trim_end_matches(is_edge).len();
    if start < end { span.start + start..span.start + end } else { span.clone() }
}

/// Says where a figure or date begins, after a hedge, a preposition or a currency sign that a claim may leave out.
fn unhedged(words: &str, language: Language) -> usize {
    let telling = Sort::Number.bit() | Sort::Parts.bit() | Sort::Stated.bit() | Sort::Month.bit();
    let mut start = 0;
    for word in words.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
        let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let sorts = lexicons::of(language).look_up(bare).1;
        let tells = sorts & telling != 0 && sorts & Sort::Hedge.bit() == 0;
        if tells || bare.starts_with(|first: char| first.is_ascii_digit()) {
            return start;
        }
        start += word.len();
    }
    0
}

/// Finds the names of a text, each where it stands first; gives how many more there are than are kept, too.
fn names(text: &str, language: Language) -> (Vec<Part>, usize) {
    let (lexicon, convention) = (lexicons::of(language), Convention::of(text, language));
    let (mut tokens, mut known, mut found, mut left) = (Vec::new(), HashSet::new(), Vec::new(), 0);
    for block in blocks(text) {
        tokens.clear();
        read(text, block, lexicon, &mut tokens);
        let scan = Scan { text, tokens: &tokens, lexicon, language, convention };
        for sentence in sentences_in(&scan) {
            names_in(&scan, &sentence, &mut known, &mut found);
            left += found.len().saturating_sub(MOST);
            found.truncate(MOST);
        }
    }
    (found, left)
}

fn names_in(scan: &Scan, sentence: &Range<usize>, known: &mut HashSet<String>, found: &mut Vec<Part>) {
    // Where every word has a capital, as in a headline, capitals say nothing.
    if !sentence.clone().any(|at| scan.make(at) == Some(Make::Word) && !scan.tokens[at].capital) {
        return;
    }
    let mut at = sentence.start;
    while at < sentence.end {
        if !name::capital(scan, at) || scan.may(at, Sort::Stop) {
            at += 1;
            continue;
        }
        let tokens = at..name::end(scan, at, sentence.end);
        at = tokens.end.max(at + 1);
        let capitals = tokens.clone().filter(|at| name::capital(scan, *at)).count();
        let words = name::words(scan, tokens.clone());
        if capitals > 1 && known.insert(words.to_string()) {
            found.push(name_part(scan, tokens));
        }
    }
}

fn name_part(scan: &Scan, tokens: Range<usize>) -> Part {
    let person = scan.may(tokens.start, Sort::GivenName) || scan.may(tokens.start, Sort::Honorific);
    let (priority, why) = match person {
        true => (Priority::Medium, "the name of a person, who is wronged by an error in it"),
        false => (Priority::Low, "a name, which is cheap to check"),
    };
    let span = scan.tokens[tokens.start].start..scan.tokens[tokens.end - 1].end;
    Part { core: span.clone(), span, kind: PartKind::Name, priority, why: why.to_string() }
}

/// Says which claim each part is inside of: the narrowest that holds it, the first of these where several are alike.
///
/// A claim holds a part when one of its spans holds the part's words, whatever quotation marks and stops stand around
/// them, or its figure without the hedge before it.
/// Claims that are cut hold nothing. `decided` holds the places of which somebody said that they make no claim.
pub fn coverage(parts: &[Part], claims: &[Claimed], decided: &[Range<usize>]) -> Coverage {
    let live = claims.iter().enumerate().filter(|(_, claim)| claim.status != Status::Cut);
    let spans = Spans::of(live.flat_map(|(at, claim)| claim.spans.iter().map(move |span| (at, span.clone()))));
    let decided = Spans::of(decided.iter().cloned().enumerate());
    let mut coverage = Coverage {
        holders: Vec::with_capacity(parts.len()),
        decisions: Vec::with_capacity(parts.len()),
        total: Tally::default(),
        by_kind: BTreeMap::new(),
        by_priority: BTreeMap::new(),
        by_status: BTreeMap::new(),
    };
    for part in parts {
        let holder = match part.kind {
            // A claim on the words that matter takes the whole sentence.
            PartKind::Sentence => spans.first_overlapping(&part.core),
            _ => spans.narrowest_around(&part.core),
        };
        let decision = decided.narrowest_around(&part.core).filter(|_| holder.is_none());
        coverage.count(part, holder.map(|at| claims[at].status), decision.is_some());
        coverage.holders.push(holder);
        coverage.decisions.push(decision);
    }
    coverage
}

impl Coverage {
    /// Counts parts that are known only by their number: as not covered, and as costly as any.
    pub fn count_unlisted(&mut self, parts: usize) {
        if parts > 0 {
            self.total.parts += parts;
            self.by_priority.entry(Priority::High).or_default().parts += parts;
        }
    }

    fn count(&mut self, part: &Part, status: Option<Status>, decided: bool) {
        let covered = usize::from(status.is_some());
        let tallies = [
            &mut self.total,
            self.by_kind.entry(part.kind).or_default(),
            self.by_priority.entry(part.priority).or_default(),
        ];
        for tally in tallies {
            tally.parts += 1;
            tally.covered += covered;
            tally.decided += usize::from(decided);
        }
        if let Some(status) = status {
            *self.by_status.entry(status).or_default() += 1;
        }
    }
}

/// Spans in the order of their starts, each with the number of what it belongs to.
struct Spans {
    sorted: Vec<(Range<usize>, usize)>,
    /// For each span, the furthest end of it and all before it.
    furthest: Vec<usize>,
}

impl Spans {
    fn of(spans: impl Iterator<Item = (usize, Range<usize>)>) -> Self {
        let mut sorted: Vec<_> = spans.map(|(owner, span)| (span, owner)).collect();
        sorted.sort_by_key(|(span, owner)| (span.start, span.end, *owner));
        let mut furthest = Vec::with_capacity(sorted.len());
        for (span, _) in &sorted {
            furthest.push(span.end.max(furthest.last().copied().unwrap_or(0)));
        }
        Self { sorted, furthest }
    }

    /// Says whether one of them lies within a stretch.
    fn any_within(&self, stretch: &Range<usize>) -> bool {
        let first = self.sorted.partition_point(|(span, _)| span.start < stretch.start);
        self.sorted[first..]
            .iter()
            .take_while(|(span, _)| span.start < stretch.end)
            .any(|(span, _)| span.end <= stretch.end)
    }

    fn any_overlapping(&self, stretch: &Range<usize>) -> bool {
        self.first_overlapping(stretch).is_some()
    }

    /// Gives the owner of the first span that has something in common with a stretch.
    fn first_overlapping(&self, stretch: &Range<usize>) -> Option<usize> {
        let first = self.furthest.partition_point(|end| *end <= stretch.start);
        let mut near = self.sorted[first..].iter().take_while(|(span, _)| span.start < stretch.end);
        near.find(|(span, _)| span.end > stretch.start).map(|(_, owner)| *owner)
    }

    /// Gives the owner of the narrowest span around a stretch; the lower number where two are alike.
    fn narrowest_around(&self, stretch: &Range<usize>) -> Option<usize> {
        let candidates = self.sorted.partition_point(|(span, _)| span.start <= stretch.start);
        let reach = (0..candidates).rev().take_while(|at| self.furthest[*at] >= stretch.end);
        let around = reach.map(|at| &self.sorted[at]).filter(|(span, _)| span.end >= stretch.end);
        around.min_by_key(|(span, owner)| (span.len(), *owner)).map(|(_, owner)| *owner)
    }
}

#[cfg(test)]
mod tests;
