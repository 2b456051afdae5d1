//! A text as words and sentences, blind to typography and markup: quotes, dashes, spaces and ligatures of any kind are
//! alike, and link targets, emphasis and the numbers of lists are not there.

use super::accent::with_accent;
use super::markup::{begins_item, markup};
use super::number_word::value;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::ops::Range;

/// A sentence longer than this is cut, so that no comparison of two sentences grows without bound.
const LONGEST_SENTENCE: usize = 96;

/// The distinct words of both drafts, each with a number.
#[derive(Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
    weights: Vec<u32>,
    /// The number of the same word in lower case.
    lower: Vec<u32>,
    /// Whether the word stands in a draft as it is, and not only in lower case.
    seen: Vec<bool>,
    /// The value of a number in digits or words.
    values: Vec<Option<Decimal>>,
}

/// One draft as words and sentences.
pub(super) struct Words<'a> {
    pub raw: &'a str,
    /// Where each word stands, in bytes of `raw`.
    pub spans: Vec<Range<usize>>,
    /// The number of each word in the vocabulary.
    pub numbers: Vec<u32>,
    /// The sentences, as ranges of words, without a gap between them.
    pub sentences: Vec<Range<usize>>,
    /// The words with which a paragraph, a row of a table or an item begins, over which no sentence runs.
    pub breaks: Vec<usize>,
    /// The words that open a line which begins like an item and may go on with the sentence before it.
    pub hanging: Vec<usize>,
}

impl Vocabulary {
    /// Splits a text into words and sentences.
    pub fn read<'a>(&mut self, raw: &'a str) -> Words<'a> {
        let spans = read_spans(raw);
        let numbers: Vec<u32> = spans.iter().map(|span| self.number(&raw[span.clone()])).collect();
        let (mut breaks, mut hanging) = (Vec::new(), Vec::new());
        let sentences = self.sentences(raw, &spans, &numbers, [&mut breaks, &mut hanging]);
        Words { raw, spans, numbers, sentences, breaks, hanging }
    }

    /// Gives the word behind a number, with its typography evened out.
    pub fn word(&self, number: u32) -> &str {
        &self.words[number as usize]
    }

    /// Gives how much a change of the word counts, in tenths of a full word.
    pub fn weight(&self, number: u32) -> u32 {
        self.weights[number as usize]
    }

    /// Gives the number of the word in lower case.
    pub fn lower(&self, number: u32) -> u32 {
        self.lower[number as usize]
    }

    /// Says whether two words are one number, in digits or in words.
    pub fn same_value(&self, one: u32, other: u32) -> bool {
        let value = self.values[one as usize];
        value.is_some() && value == self.values[other as usize]
    }

    /// Says whether a word stands in a draft in lower case.
    pub fn has_seen(&self, lower: &str) -> bool {
        self.numbers.get(lower).is_some_and(|number| self.seen[*number as usize])
    }

    /// Gives how many distinct words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    fn number(&mut self, raw: &str) -> u32 {
        let folded;
        let word = if raw.is_ascii() && !raw.starts_with('-') && !raw.starts_with('.') {
            raw
        } else {
            folded = fold(raw);
            &folded
        };
        let number = self.intern(word);
        self.seen[number as usize] = true;
        number
    }

    fn intern(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        // Lower case is taken once: for a few letters it never comes to rest.
        let lower = word.to_lowercase();
        let lower = if lower == word { None } else { Some(self.lower_number(lower)) };
        let number = self.words.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.words.push(word.to_owned());
        self.values.push(value(&word.to_lowercase()));
        self.weights.push(weigh(word));
        self.lower.push(lower.unwrap_or(number));
        self.seen.push(false);
        number
    }

    fn lower_number(&mut self, word: String) -> u32 {
        if let Some(number) = self.numbers.get(&word) {
            return *number;
        }
        let number = self.words.len() as u32;
        self.weights.push(weigh(&word));
        self.values.push(value(&word));
        self.words.push(word.clone());
        self.numbers.insert(word, number);
        self.lower.push(number);
        self.seen.push(false);
        number
    }

    fn sentences(
        &self,
        raw: &str,
        spans: &[Range<usize>],
        numbers: &[u32],
        [breaks, hanging]: [&mut Vec<usize>; 2],
    ) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        let (mut ended, mut tabbed) = (false, false);
        for at in 0..spans.len() {
            let word = self.word(numbers[at]);
            let gap = if at == 0 { "" } else { &raw[spans[at - 1].end..spans[at].start] };
            let marked = gap.rsplit_once('\n').is_some_and(|(_, lead)| is_mark_of_line(lead));
            let closer = ended && gap.is_empty() && matches!(word, "\"" | "'" | ")" | "]");
            let parted = marked || breaks_paragraph(gap) || breaks_row(gap, word, tabbed);
            if parted {
                let part = if marked && hangs(raw, spans, at) { &mut *hanging } else { &mut *breaks };
                part.push(at);
            }
            if at > start && !closer && (ended || parted || at - start >= LONGEST_SENTENCE) {
                sentences.push(start..at);
                start = at;
            }
            tabbed = (tabbed && start != at && !gap.contains('\n')) || gap.contains('\t');
            ended = closer || matches!(word, "." | "?" | "!" | "...");
        }
        if start < spans.len() {
            sentences.push(start..spans.len());
        }
        sentences
    }
}

impl Words<'_> {
    /// Gives the words that overlap a stretch of bytes.
    pub fn within(&self, bytes: Range<usize>) -> Range<usize> {
        let first = self.spans.partition_point(|span| span.end <= bytes.start);
        let end = self.spans.partition_point(|span| span.start < bytes.end);
        first..end.max(first)
    }

    /// Gives the bytes from the first to the last of some words.
    pub fn bytes(&self, words: Range<usize>) -> Range<usize> {
        self.spans[words.start].start..self.spans[words.end - 1].end
    }

    /// Gives the sentence that a word stands in.
    pub fn sentence_of(&self, word: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= word)
    }

    /// Gives the vocabulary numbers of one sentence.
    pub fn sentence(&self, index: usize) -> &[u32] {
        &self.numbers[self.sentences[index].clone()]
    }
}

fn breaks_paragraph(gap: &str) -> bool {
    gap.bytes().filter(|byte| *byte == b'\n').count() > 1
}

/// Says whether what stands before the first word of a line is the mark of an item or a heading.
fn is_mark_of_line(lead: &str) -> bool {
    !lead.trim().is_empty() && lead.ends_with([' ', '\t'])
}

/// Says whether a line that begins like an item may go on with the sentence before it: the line above is no item, and ends
/// in a word.
fn hangs(raw: &str, spans: &[Range<usize>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &spans[before]) else { return false };
    if breaks_paragraph(&raw[before.end..spans[at].start]) {
        return false;
    }
    let line = raw[..before.end].rfind('\n').map_or(0, |end| end + 1);
    let item = begins_item(&raw[line..]);
    !item && raw[before.clone()].contains(char::is_alphanumeric)
}

/// Says whether a line end parts two rows of a table, or an item or heading from what stands before it.
fn breaks_row(gap: &str, next: &str, tabbed: bool) -> bool {
    gap.contains('\n') && (tabbed || matches!(next, "|" | "#"))
}

fn weigh(word: &str) -> u32 {
    match word {
        "%" | "$" | "€" | "£" | "¥" => 10,
        _ if !word.contains(char::is_alphanumeric) => 2,
        _ if word.contains(char::is_numeric) => 10,
        // A short word is mostly grammar; but "not", "all" and the like are weighed by what they do to a claim.
        _ if word.chars().count() <= 3 && !super::loaded::is_loaded(word) => 5,
        _ => 10,
    }
}

/// Gives where the words of a text stand, those of markup left out.
fn read_spans(raw: &str) -> Vec<Range<usize>> {
    let mut markup = markup(raw).into_iter().peekable();
    let mut spans = word_spans(raw);
    spans.retain(|span| {
        while markup.next_if(|mark| mark.end <= span.start).is_some() {}
        markup.peek().is_none_or(|mark| mark.start > span.start)
    });
    spans
}

pub(super) fn word_spans(raw: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::with_capacity(raw.len() / 5);
    let mut characters = raw.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        if is_blank(first) {
            continue;
        }
        let mut end = start + first.len_utf8();
        if is_word(first) {
            while let Some((at, next)) = characters.peek().copied() {
                let goes_on = is_word(next) || is_invisible(next) || joins(raw, at, next);
                if !goes_on {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
        } else if is_dash(first) || first == '.' {
            // "--" and "..." are each one mark.
            while let Some((at, next)) = characters.next_if(|(_, next)| same_mark(first, *next)) {
                end = at + next.len_utf8();
            }
        }
        spans.push(start..end);
    }
    spans
}

fn same_mark(first: char, next: char) -> bool {
    if first == '.' { next == '.' } else { is_dash(next) }
}

/// Says whether a mark holds two halves of one word together: `1,200.5`, `U.S`, `don't`.
fn joins(raw: &str, at: usize, mark: char) -> bool {
    let before = raw[..at].chars().next_back();
    let after = raw[at + mark.len_utf8()..].chars().next();
    let (Some(before), Some(after)) = (before, after) else { return false };
    match mark {
        '.' | '\'' | '’' => before.is_alphanumeric() && after.is_alphanumeric(),
        ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\u{300}'..='\u{36f}')
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

pub(super) fn fold(raw: &str) -> String {
    if raw.starts_with(is_dash) {
        return "-".to_owned();
    }
    if raw == "…" || raw.starts_with("..") {
        return "...".to_owned();
    }
    let mut folded = String::with_capacity(raw.len());
    for character in raw.chars().filter(|character| !is_invisible(*character)) {
        match character {
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´' | '′' => folded.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => folded.push('"'),
            'ﬀ' => folded.push_str("ff"),
            'ﬁ' => folded.push_str("fi"),
            'ﬂ' => folded.push_str("fl"),
            'ﬃ' => folded.push_str("ffi"),
            'ﬄ' => folded.push_str("ffl"),
            // A letter and its accent are one letter, however a draft keeps them.
            accent @ '\u{300}'..='\u{36f}' => {
                let whole = folded.chars().next_back().and_then(|bare| with_accent(bare, accent));
                if whole.is_some() {
                    folded.pop();
                }
                folded.push(whole.unwrap_or(accent));
            }
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &[&str]) {
        let mut vocabulary = Vocabulary::default();
        let words = vocabulary.read(raw);
        let found: Vec<&str> = words.numbers.iter().map(|number| vocabulary.word(*number)).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn words_are_the_same_whatever_the_typography() {
        check("It’s “over” $1,200.5—no…", &["It's", "\"", "over", "\"", "$", "1,200.5", "-", "no", "..."]);
        check("It's \"over\" $1,200.5 -- no...", &["It's", "\"", "over", "\"", "$", "1,200.5", "-", "no", "..."]);
        check("ﬁve co\u{ad}op\u{a0}2010–2015", &["five", "coop", "2010", "-", "2015"]);
    }

    #[test]
    fn sentences_end_at_stops_and_at_blank_lines() {
        let mut vocabulary = Vocabulary::default();
        let words = vocabulary.read("A heading\n\nHe said \"no.\" Then\nhe left. So");
        let texts: Vec<&str> = words.sentences.iter().map(|range| &words.raw[words.bytes(range.clone())]).collect();
        assert_eq!(texts, ["A heading", "He said \"no.\"", "Then\nhe left.", "So"]);
    }
}
