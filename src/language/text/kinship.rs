//! Finds texts that share passages, and which of them had the passage first.
//!
//! Runs of words are hashed. When more are held than there is room for, every second one is forgotten, in all texts
//! alike: so the work grows with the length of the texts, the memory does not, and shares stay comparable.

use std::collections::BTreeMap;
use std::ops::Range;

/// How many words in a row make a run: fewer than that, and texts share them by chance.
const RUN: usize = 6;

/// Fewer shared runs than this are a set phrase or a name with a title.
const FEWEST: usize = 6;

/// A smaller share of a text than this says nothing of where the text comes from.
const LEAST_PERCENT: usize = 8;

/// How many runs are held at once: about 30 MB.
const ROOM: usize = 1 << 20;

/// A run of words of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    hash: u64,
    text: u32,
    /// Position of its first word in the text, from 0.
    word: u32,
    /// Where it starts in the text, in bytes.
    start: u32,
    /// Where it ends in the text, in bytes, exclusive.
    end: u32,
}

/// The runs of the texts that were taken in, the earliest text first.
pub struct Kinship {
    runs: Vec<Run>,
    texts: u32,
    room: usize,
    /// One in how many runs is held; a power of two.
    every: u64,
}

/// That a text shares passages with an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The later text, by the order in which texts were taken in, from 0.
    pub text: usize,
    /// The earlier one.
    pub with: usize,
    /// How much of the later text stands in the earlier one, in percent.
    pub percent: usize,
    /// The longest passage of the later text that they share, in bytes of it.
    pub passage: Range<usize>,
}

impl Default for Kinship {
    fn default() -> Self {
        Self::with_room(ROOM)
    }
}

impl Kinship {
    /// Begins with room for so many runs.
    pub fn with_room(room: usize) -> Self {
        Self { runs: Vec::new(), texts: 0, room: room.max(1), every: 1 }
    }

    /// Takes in the next text; texts come in the order of their age, the earliest first.
    pub fn take(&mut self, text: &str) {
        let mut words: Vec<(u64, Range<usize>)> = Vec::with_capacity(RUN);
        for (at, word) in words_of(text).enumerate() {
            if words.len() == RUN {
                words.remove(0);
            }
            words.push((hash_of_word(&text[word.clone()]), word));
            if words.len() == RUN {
                self.keep(&words, at + 1 - RUN);
            }
        }
        self.texts += 1;
    }

    fn keep(&mut self, words: &[(u64, Range<usize>)], at: usize) {
        let hash = words.iter().fold(0, |hash, (word, _)| mixed(hash ^ word));
        if !hash.is_multiple_of(self.every) {
            return;
        }
        let (first, last) = (&words[0].1, &words[words.len() - 1].1);
        // A text beyond four gigabytes is not read in the first place.
        let [word, start, end] = [at, first.start, last.end].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        self.runs.push(Run { hash, text: self.texts, word, start, end });
        if self.runs.len() > self.room {
            self.every *= 2;
            let every = self.every;
            self.runs.retain(|run| run.hash.is_multiple_of(every));
        }
    }

    /// Gives for each text the earlier one that has the greatest share of it, where that is more than chance.
    ///
    /// What stands in several earlier texts is counted for the earliest.
    pub fn shared(mut self) -> Vec<Shared> {
        self.runs.sort_unstable();
        let mut totals: BTreeMap<u32, usize> = BTreeMap::new();
        self.runs.iter().for_each(|run| *totals.entry(run.text).or_default() += 1);
        let mut pairs: BTreeMap<(u32, u32), Vec<Run>> = BTreeMap::new();
        for same in self.runs.chunk_by(|one, next| one.hash == next.hash) {
            let first = same[0].text;
            for run in same.iter().filter(|run| run.text != first) {
                pairs.entry((run.text, first)).or_default().push(*run);
            }
        }
        let fewest = (FEWEST / usize::try_from(self.every).unwrap_or(usize::MAX)).max(2);
        let mut best: BTreeMap<u32, Shared> = BTreeMap::new();
        for ((text, with), mut runs) in pairs {
            let percent = (runs.len() * 100).div_ceil(totals[&text]);
            if runs.len() < fewest || percent < LEAST_PERCENT {
                continue;
            }
            if best.get(&text).is_none_or(|known| known.percent < percent) {
                let passage = longest(&mut runs, self.every);
                best.insert(text, Shared { text: text as usize, with: with as usize, percent, passage });
            }
        }
        best.into_values().collect()
    }
}

/// Gives the longest stretch that shared runs make, in bytes.
fn longest(runs: &mut [Run], every: u64) -> Range<usize> {
    runs.sort_unstable_by_key(|run| run.word);
    // Where runs were forgotten, neighbours stand further apart.
    let gap = 1 + 4 * (u32::try_from(every).unwrap_or(u32::MAX / 8) - 1);
    let stretches = runs.chunk_by(|one, next| next.word - one.word <= gap);
    let spans = stretches.filter_map(|stretch| Some(stretch.first()?.start as usize..stretch.last()?.end as usize));
    spans.max_by_key(|span| (span.len(), std::cmp::Reverse(span.start))).unwrap_or(0..0)
}

/// Gives the words of a text, in bytes; what is neither letter nor digit tells nothing of where a text comes from.
fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|(_, character)| !character.is_alphanumeric()).is_some() {}
        let (start, first) = rest.next()?;
        let mut end = start + first.len_utf8();
        while let Some((at, character)) = rest.next_if(|(_, character)| character.is_alphanumeric()) {
            end = at + character.len_utf8();
        }
        Some(start..end)
    })
}

/// Hashes a word without its case (FNV-1a); the same on every machine, so that the same texts give the same answer.
fn hash_of_word(word: &str) -> u64 {
    let characters = word.chars().flat_map(char::to_lowercase);
    characters.fold(0xcbf2_9ce4_8422_2325, |hash, character| {
        (hash ^ u64::from(u32::from(character))).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Spreads a number over all its bits (the finishing step of MurmurHash3).
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let number = (number ^ (number >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ (number >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DISPATCH: &str = "The river board said on Monday that nine of the twelve sluices had been repaired since the \
        spring, and that the last three would follow before the first frost, at a cost of four million.";

    fn shared(room: usize, texts: &[&str]) -> Vec<Shared> {
        let mut kinship = Kinship::with_room(room);
        texts.iter().for_each(|text| kinship.take(text));
        kinship.shared()
    }

    #[test]
    fn a_copy_is_told_from_a_quotation_and_from_a_stranger() {
        let half = format!(
            "{} {}",
            &DISPATCH[..120],
            "Nobody in the village had heard of that when we asked around, and the baker laughed about it."
        );
        let stranger = "Ada Moss grows pears behind the station and sells them from a cart on market days in autumn.";
        let found = shared(1 << 20, &[DISPATCH, DISPATCH, &half, stranger]);
        let told: Vec<_> = found.iter().map(|shared| (shared.text, shared.with)).collect();
        assert_eq!(told, [(1, 0), (2, 0)]);
        assert_eq!(found[0].percent, 100);
        assert!((40..70).contains(&found[1].percent), "{found:?}");
        assert!(half[found[1].passage.clone()].starts_with("The river board said on Monday"));
    }

    #[test]
    fn typography_and_case_make_no_other_text() {
        let shouted = DISPATCH.to_uppercase().replace(' ', "\n  ").replace(',', " –");
        assert_eq!(shared(1 << 20, &[DISPATCH, &shouted])[0].percent, 100);
    }

    #[test]
    fn what_several_have_counts_for_the_earliest() {
        let found = shared(1 << 20, &[DISPATCH, DISPATCH, DISPATCH, DISPATCH]);
        assert!(found.iter().all(|shared| shared.with == 0), "{found:?}");
    }

    #[test]
    fn little_room_gives_the_same_answer_roughly() {
        let word = |at: usize| format!("word{} ", at * 7919 % 4001);
        let (one, other): (String, String) = ((0..4000).map(word).collect(), (2000..8000).map(word).collect());
        let (whole, part) = (shared(1 << 20, &[&one, &other]), shared(1 << 9, &[&one, &other]));
        assert_eq!((whole.len(), part.len()), (1, 1));
        assert!(whole[0].percent.abs_diff(part[0].percent) < 15, "{whole:?} {part:?}");
    }

    #[test]
    fn set_phrases_and_empty_texts_share_nothing() {
        let (one, other) =
            ("Ladies and gentlemen, members of the board, dear guests", "Dear guests, ladies and gentlemen");
        assert_eq!(shared(9, &["", one, other, "", "a b c"]), []);
    }
}
