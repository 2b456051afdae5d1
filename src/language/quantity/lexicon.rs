//! The words and phrases that the scan knows, found by hash; built once for each language.

use super::cue::Cue;
use super::token::{self, Token};

/// A dictionary of phrases for one language.
pub struct Lexicon {
    slots: Vec<Slot>,
    entries: Vec<Entry>,
}

/// What a look-up needs, side by side, so that it touches memory once.
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    entry: u32,
    sorts: u64,
}

#[derive(Default)]
struct Entry {
    word: String,
    /// Longest first.
    phrases: Vec<Phrase>,
}

struct Phrase {
    /// The words after the first.
    rest: Vec<u32>,
    cue: Cue,
}

/// The words of `text` that are spelt alike once case and accents are put aside, at most this many bytes.
const LONGEST: usize = 40;
const SLOTS: usize = 1 << 14;

impl Lexicon {
    /// Gives one without words.
    pub(super) fn empty() -> Self {
        Self { slots: vec![Slot::default(); SLOTS], entries: vec![Entry::default()] }
    }

    /// Ends the adding of phrases.
    pub(super) fn finish(mut self) -> Self {
        for entry in &mut self.entries {
            entry.phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        self
    }

    /// Adds phrases, parted by `|`, that all mean `cue`.
    pub(super) fn add(&mut self, phrases: &str, cue: Cue) {
        for phrase in phrases.split('|') {
            let mut words = Vec::new();
            token::cut(phrase, 0..phrase.len(), |token| words.push(token.span()));
            let mut words = words.into_iter().map(|span| self.intern(&phrase[span])).collect::<Vec<_>>().into_iter();
            let Some(first) = words.next() else { continue };
            let entry = &mut self.entries[first as usize];
            entry.phrases.push(Phrase { rest: words.collect(), cue });
            let slot = self.slot(self.entries[first as usize].word.as_bytes()).0;
            self.slots[slot].sorts |= cue.sort().bit();
        }
    }

    /// Gives the entry number of a word and the sorts of cue that begin with it; zeros when it is not known.
    pub fn look_up(&self, word: &str) -> (u32, u64) {
        let mut buffer = [0; LONGEST];
        let Some(folded) = fold(word, &mut buffer) else { return (0, 0) };
        let found = self.slots[self.slot(folded).0];
        (found.entry, found.sorts)
    }

    /// Finds the longest phrase at the head of `tokens` that `read` can make something of, and its length in tokens.
    pub fn longest<T>(&self, tokens: &[Token], mut read: impl FnMut(Cue) -> Option<T>) -> Option<(T, usize)> {
        let first = tokens.first()?;
        let fits = |phrase: &&Phrase| {
            phrase.rest.len() < tokens.len()
                && phrase.rest.iter().zip(&tokens[1..]).all(|(word, token)| token.word == *word)
        };
        let phrases = self.entries[first.word as usize].phrases.iter();
        phrases.filter(fits).find_map(|phrase| Some((read(phrase.cue)?, phrase.rest.len() + 1)))
    }

    fn intern(&mut self, word: &str) -> u32 {
        let mut buffer = [0; LONGEST];
        let folded = fold(word, &mut buffer).expect("a word of the lexicon is short");
        let (slot, hash) = self.slot(folded);
        if self.slots[slot].entry == 0 {
            assert!(self.entries.len() < SLOTS / 2, "the table of words is too full");
            self.slots[slot] = Slot { hash, entry: self.entries.len() as u32, sorts: 0 };
            self.entries.push(Entry { word: String::from_utf8_lossy(folded).into_owned(), ..Entry::default() });
        }
        self.slots[slot].entry
    }

    /// Finds the slot of a folded word, or the free one where it would stand, and the word's hash.
    fn slot(&self, folded: &[u8]) -> (usize, u32) {
        let mut slot =
            folded.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
        slot ^= slot >> 15;
        let hash = slot;
        loop {
            let at = slot as usize % SLOTS;
            let Slot { hash: taken, entry, .. } = self.slots[at];
            if entry == 0 || (taken == hash && self.entries[entry as usize].word.as_bytes() == folded) {
                return (at, hash);
            }
            slot = slot.wrapping_add(1);
        }
    }
}

/// Puts a word into lower case and its vowels without accents; `None` when it is too long to be known.
fn fold<'a>(word: &str, buffer: &'a mut [u8; LONGEST]) -> Option<&'a [u8]> {
    let mut length = 0;
    if word.is_ascii() {
        let bytes = buffer.get_mut(..word.len())?;
        bytes.copy_from_slice(word.as_bytes());
        bytes.make_ascii_lowercase();
        return Some(bytes);
    }
    for letter in word.chars().filter(|letter| !token::combining(*letter)) {
        for lower in letter.to_lowercase().map(plain) {
            let end = length + lower.len_utf8();
            lower.encode_utf8(buffer.get_mut(length..end)?);
            length = end;
        }
    }
    Some(&buffer[..length])
}

fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        '’' | '‘' | 'ʼ' => '\'',
        '‑' | '‐' => '-',
        '—' | '―' => '–',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use crate::quantity::{Language, lexicons};

    #[test]
    fn a_word_is_known_in_any_case_and_without_its_accents() {
        let lexicon = lexicons::of(Language::Spanish);
        let (known, _) = lexicon.look_up("millón");
        assert_ne!(known, 0);
        for spelling in ["MILLÓN", "millon", "Millo\u{301}n"] {
            assert_eq!(lexicon.look_up(spelling).0, known, "{spelling}");
        }
        assert_eq!(lexicon.look_up(&"x".repeat(500)), (0, 0));
    }
}
