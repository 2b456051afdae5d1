//! The sentence around a passage: what of it the quotation cuts off, and who says it.

use super::fault::{Fault, Kind};
use super::judge::split;
use super::scale::{goes_on, is_scale};
use super::speaker::{reported, same_person, speaks};
use super::transcript;
use super::turning::{Turn, turn};
use crate::quantity::{Convention, Scan, ends_sentence, lexicons, read};
use crate::text::loaded::is_figure;
use crate::text::segment::sentences;
use crate::text::{language, quotation};
use std::ops::Range;

/// How many bytes on either side of a passage are read.
const REACH: usize = 1_200;

/// The paragraph that a passage stands in, or as much of it as lies near.
pub(super) struct Context<'a> {
    text: &'a str,
    passage: Range<usize>,
    paragraph: Range<usize>,
}

impl<'a> Context<'a> {
    /// Takes the surroundings of a passage, by its bytes in the captured text.
    pub fn new(text: &'a str, passage: Range<usize>) -> Self {
        let head = &text[super::plain::floor(text, passage.start.saturating_sub(REACH))..passage.start];
        let tail = &text[passage.end..super::plain::floor(text, passage.end + REACH)];
        let before = head.len() - head.rfind("\n\n").map_or(0, |gap| gap + 2);
        let after = tail.find("\n\n").unwrap_or(tail.len());
        let paragraph = passage.start - before..passage.end + after;
        Self { text, passage, paragraph }
    }

    /// Gives the faults of how the passage is cut out of its sentence, and of who is said to have said it.
    pub fn faults(&self, speaker: Option<&str>) -> Vec<Fault> {
        let language = language(&self.text[self.paragraph.clone()]);
        let lexicon = lexicons::of(language);
        let mut tokens = Vec::new();
        read(self.text, self.paragraph.clone(), lexicon, &mut tokens);
        let convention = Convention { comma_is_decimal: false, shown: false };
        let scan = Scan { text: self.text, tokens: &tokens, lexicon, language, convention };
        let sentence = self.sentence(&scan);
        let quoted = self.quoted(&scan);
        let said_by =
            quoted.as_ref().map_or_else(|| reported(&scan, &sentence, &self.passage), |quoted| quoted.speaker);
        let said_by = said_by.and_then(|name| speaks(&scan, &sentence, name));
        let said_by = said_by.or_else(|| transcript::speaker(self.text, self.passage.start, speaker?));
        let same = speaker.zip(said_by).and_then(|(given, found)| same_person(given, found));
        let bounds = self.bounds(&scan, &sentence, quoted.map(|quoted| quoted.tokens));
        let mut faults: Vec<Fault> = self.cut_number().into_iter().collect();
        faults.extend(self.starts_late(bounds.start, same == Some(true)));
        faults.extend(self.ends_early(bounds.end, same == Some(true)));
        if let (Some(given), Some(found), Some(false)) = (speaker, said_by, same) {
            faults.push(Fault::new(Kind::OtherSpeaker, found, given));
        }
        faults
    }

    /// Gives the tokens from the beginning of the first sentence of the passage to the end of its last.
    fn sentence(&self, scan: &Scan) -> Range<usize> {
        let first = scan.tokens.partition_point(|token| token.end <= self.passage.start);
        let last = scan.tokens.partition_point(|token| token.start < self.passage.end).saturating_sub(1);
        let start = (0..first).rev().find_map(|at| ends_sentence(scan, at)).filter(|end| *end <= first).unwrap_or(0);
        let end = (last..scan.tokens.len()).find_map(|at| ends_sentence(scan, at)).unwrap_or(scan.tokens.len());
        start..end.max(start)
    }

    /// Gives the quotation of the source that the whole passage stands in.
    fn quoted<'b>(&self, scan: &Scan<'b>) -> Option<quotation::Quotation<'b>> {
        quotation::quotations(scan).into_iter().find(|found| {
            let (first, last) = (scan.tokens[found.tokens.start], scan.tokens[found.tokens.end - 1]);
            first.start <= self.passage.start && self.passage.end <= last.end
        })
    }

    /// Gives the bytes of the sentence, or of the quotation in it that holds the passage.
    fn bounds(&self, scan: &Scan, sentence: &Range<usize>, quoted: Option<Range<usize>>) -> Range<usize> {
        let start = scan.tokens.get(sentence.start).map_or(self.passage.start, |token| token.start);
        let end = sentence.end.checked_sub(1).map_or(self.passage.end, |last| scan.tokens[last].end);
        let inside = quoted.map(|tokens| scan.tokens[tokens.start].end..scan.tokens[tokens.end - 1].start);
        let inside = inside.unwrap_or(start..end);
        start.max(inside.start).min(self.passage.start)..end.min(inside.end).max(self.passage.end)
    }

    fn starts_late(&self, start: usize, own_words: bool) -> Option<Fault> {
        let before = self.text[start..self.passage.start].rsplit(';').next().unwrap_or_default();
        let clause = before.trim_end_matches([',', ';', ':', ' ', '\n']).rfind([',', ';', ':', '—', '(']).unwrap_or(0);
        let words = split(before);
        let near = split(&before[clause..]).len();
        let turns = |at: usize| match turn(&words, at)? {
            Turn::Negation | Turn::Hedge => (at + near >= words.len()).then_some(()),
            Turn::Condition => Some(()),
            Turn::Attribution => (!own_words).then_some(()),
            Turn::Contrast | Turn::Aside => None,
        };
        let turned = (0..words.len()).any(|at| turns(at).is_some());
        turned.then(|| Fault::new(Kind::StartsMidSentence, before.trim(), self.head()))
    }

    fn ends_early(&self, end: usize, own_words: bool) -> Option<Fault> {
        let after = self.text[self.passage.end..end].split(';').next().unwrap_or_default();
        if is_over(after) {
            return None;
        }
        let opened = after.len() - after.trim_start_matches([',', ';', ':', ' ', '\n', '"', '”', '»']).len();
        let clause = |from: usize| {
            let end = after[from..].find([',', ';', ':', '—', '(']).map_or(after.len(), |mark| from + mark);
            split(&after[..end]).len()
        };
        // What follows a comma is another clause, whose negation is its own: but `safe, reportedly`.
        let (here, next) = (clause(0), clause(opened));
        let words = split(after);
        let turns = |at: usize| match turn(&words, at)? {
            Turn::Negation => (at < here).then_some(()),
            Turn::Hedge => (at < next).then_some(()),
            Turn::Condition | Turn::Contrast | Turn::Aside => Some(()),
            Turn::Attribution => (!own_words).then_some(()),
        };
        let figured = split(&self.text[self.passage.clone()]).iter().any(|word| is_figure(&word.to_lowercase()));
        let turned = (0..words.len()).any(|at| turns(at).is_some() || figured && joins_a_figure(&words, at));
        turned.then(|| Fault::new(Kind::EndsMidSentence, after.trim(), self.tail()))
    }

    /// Finds a figure that the passage holds only a part of: `5` of `5 million`, of `-5`.
    fn cut_number(&self) -> Option<Fault> {
        let passage = &self.text[self.passage.clone()];
        let (before, after) = (&self.text[..self.passage.start], &self.text[self.passage.end..]);
        let (head, tail) = (self.head(), self.tail());
        let line = after.split('\n').next().unwrap_or_default();
        let next = goes_on(line).filter(|_| tail.ends_with(char::is_numeric));
        if let Some(next) = next.filter(|next| !next.starts_with(char::is_numeric)) {
            return Some(Fault::new(Kind::NumberAltered, &format!("{tail} {next}"), tail));
        }
        let signed =
            before.ends_with(['-', '−']) && !before.trim_end_matches(['-', '−']).ends_with(char::is_alphanumeric);
        if passage.starts_with(char::is_numeric) && signed {
            return Some(Fault::new(Kind::NumberAltered, &format!("-{head}"), head));
        }
        let last = before.rsplit(char::is_whitespace).find(|word| !word.is_empty()).unwrap_or_default();
        let scaled = last.ends_with(char::is_numeric) && !head.starts_with(char::is_numeric) && is_scale(head);
        scaled.then(|| Fault::new(Kind::NumberAltered, &format!("{last} {head}"), head))
    }

    /// Gives the first word of the passage.
    fn head(&self) -> &'a str {
        self.text[self.passage.clone()].split_whitespace().next().unwrap_or_default()
    }

    /// Gives the last word of the passage.
    fn tail(&self) -> &'a str {
        self.text[self.passage.clone()].split_whitespace().next_back().unwrap_or_default()
    }
}

/// Gives the sentence or sentences that hold a passage, and the one after them in the paragraph.
pub(super) fn around(text: &str, passage: Range<usize>) -> (Range<usize>, Range<usize>) {
    let paragraph = Context::new(text, passage.clone()).paragraph;
    let part = &text[paragraph.clone()];
    let found = sentences(part, language(part)).into_iter().map(|span| {
        let from = paragraph.start;
        from + span.start..from + span.end
    });
    let found: Vec<Range<usize>> = found.collect();
    let touching = |span: &&Range<usize>| span.start < passage.end && passage.start < span.end;
    let own = found
        .iter()
        .filter(touching)
        .fold(passage.clone(), |own, span| own.start.min(span.start)..own.end.max(span.end));
    let next = found.iter().find(|span| span.start >= own.end).cloned();
    let end = own.end;
    (own, next.unwrap_or(end..end))
}

/// Says whether the word joins another figure to the one that was quoted: `and fell by 30 per cent`, but not `and in 2019`.
fn joins_a_figure(words: &[&str], at: usize) -> bool {
    let joins = matches!(words[at].to_lowercase().as_str(), "and" | "or" | "then" | "y" | "e" | "o" | "luego");
    joins && words[at + 1..].iter().any(|word| is_figure(&word.to_lowercase()) && !is_year(word))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u16| (1_500..2_200).contains(&year))
}

/// Says whether the sentence ends right here, though a note may follow: `.[3]`, `.12`.
fn is_over(after: &str) -> bool {
    let rest = after.trim_start_matches(['"', '”', '»', '’', ')', ']']);
    rest.starts_with(['.', '?', '!']) && !rest[1..].starts_with(char::is_alphabetic) && !rest.starts_with("..")
}
