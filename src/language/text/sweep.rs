//! Looks for many quotations in much text, one text after another, each read once.
//!
//! Every run of four words of every quotation is numbered. A text is read word by word; where one of those runs stands
//! in it, the quotation is looked for around that place: word for word, and with other words among its own. So the
//! time grows with the text and with the places found, not with the number of quotations.
//!
//! What it misses and [`quote::find`](super::quote::find) would find: an approximate quotation without four words in
//! a row that stand unchanged in the source (all of its words where it has fewer than four between two marks); one
//! that joins two passages without a mark; one whose runs of words are all parted otherwise, by hyphens at line ends;
//! and one with `[sic]` or `[T]he` in the source itself. Where a quotation stands more than once, the least faulty of
//! its first eight places word for word is given.

use super::quote::{Candidate, ENOUGH, Found, Match, Prepared, Wording, compare, floor};
use super::shingle::{self, LONGEST_RUN, runs};
use std::collections::HashMap;
use std::ops::Range;

/// How many places word for word are compared for one quotation in one text.
const MOST_PLACES: usize = 8;

/// Quotations made ready for any number of texts.
pub struct Quotes {
    wordings: Vec<Option<Wording>>,
    index: Index,
}

/// Where each numbered run stands in the quotations.
struct Index {
    /// Sorted by number.
    entries: Vec<Entry>,
    /// One bit for each number, to tell most runs of a text apart from all entries at the cost of one look.
    filter: Vec<u64>,
    /// The lengths of runs that occur, one bit each.
    lengths: u8,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    number: u64,
    quote: u32,
    /// In the evened-out quotation, in bytes.
    offset: u32,
}

/// What is known of one quotation in the text at hand.
#[derive(Default)]
struct Sighting {
    /// Where the last stretch that was looked at ends.
    until: usize,
    same: Vec<Candidate>,
    alike: Option<Candidate>,
}

impl Quotes {
    /// Makes quotations ready; one without a word is never found.
    pub fn prepare(quotes: &[&str]) -> Self {
        let wordings: Vec<Option<Wording>> = quotes.iter().map(|quote| Wording::read(quote)).collect();
        let index = Index::new(&wordings);
        Self { wordings, index }
    }

    /// Finds the quotations that stand in a text, each once, by their place in the list.
    pub fn scan(&self, text: &Prepared) -> Vec<(usize, Found)> {
        let mut sightings: HashMap<u32, Sighting> = HashMap::new();
        runs(text.plain(), self.index.lengths, |run| {
            for entry in self.index.look_up(run.number) {
                let sighting = sightings.entry(entry.quote).or_default();
                self.look(entry, run.bytes.start, text.plain(), sighting);
            }
        });
        let mut found: Vec<(usize, Found)> = sightings
            .into_iter()
            .filter_map(|(quote, sighting)| Some((quote as usize, self.best(quote, sighting, text)?)))
            .collect();
        found.sort_by_key(|(quote, _)| *quote);
        found
    }

    /// Gives the bytes of memory that the index takes, the quotations themselves apart.
    pub fn memory(&self) -> usize {
        self.index.entries.capacity() * size_of::<Entry>() + self.index.filter.capacity() * 8
    }

    /// Looks for a quotation around a place where one of its runs stands.
    fn look(&self, entry: &Entry, at: usize, plain: &str, sighting: &mut Sighting) {
        let Some(wording) = &self.wordings[entry.quote as usize] else { return };
        let window = window(wording, at, entry.offset as usize, plain);
        if window.end <= sighting.until || sighting.same.len() >= MOST_PLACES {
            return;
        }
        sighting.until = window.end;
        let known = sighting.same.last().map_or(0, |last| last.place.whole().end);
        let same = wording.same(plain, window.clone());
        sighting.same.extend(same.into_iter().filter(|place| place.place.whole().start >= known));
        if sighting.same.is_empty() && !wording.is_tiny() {
            let least = sighting.alike.as_ref().map_or(ENOUGH, |alike| alike.score() + 1);
            sighting.alike = wording.alike(plain, window, least).or(sighting.alike.take());
        }
    }

    fn best(&self, quote: u32, sighting: Sighting, text: &Prepared) -> Option<Found> {
        let wording = self.wordings[quote as usize].as_ref()?;
        let places = if sighting.same.is_empty() { Vec::from_iter(sighting.alike) } else { sighting.same };
        let compared = places.iter().map(|place| compare(wording, place, text, None));
        let best = compared.min_by_key(|found| (found.matched, found.faults.len(), found.start))?;
        (best.matched != Match::Approximate || !wording.is_tiny()).then_some(best)
    }
}

/// Gives the stretch where a quotation would stand whose byte `offset` stands at `at`, with room for what differs.
fn window(wording: &Wording, at: usize, offset: usize, plain: &str) -> Range<usize> {
    let (reach, length) = (wording.reach(), wording.plain().len());
    let start = floor(plain, at.saturating_sub(offset + reach - length));
    start..floor(plain, (at + reach).saturating_sub(offset)).max(start)
}

impl Index {
    fn new(wordings: &[Option<Wording>]) -> Self {
        let (mut entries, mut lengths) = (Vec::new(), 0);
        for (quote, wording) in wordings.iter().enumerate() {
            let Some(wording) = wording else { continue };
            let length = wording.stretches().map(|part| shingle::words(&wording.plain()[part])).max().unwrap_or(0);
            let Some(bit) = length.min(LONGEST_RUN).checked_sub(1) else { continue };
            lengths |= 1 << bit;
            for part in wording.stretches() {
                runs(&wording.plain()[part.clone()], 1 << bit, |run| {
                    let offset = (part.start + run.bytes.start) as u32;
                    entries.push(Entry { number: run.number, quote: quote as u32, offset });
                });
            }
        }
        entries.sort_unstable();
        entries.shrink_to_fit();
        Self { filter: filter(&entries), entries, lengths }
    }

    #[inline(always)]
    fn look_up(&self, number: u64) -> &[Entry] {
        let bit = number as usize % (self.filter.len() * 64);
        if self.filter[bit / 64] >> (bit % 64) & 1 == 0 {
            return &[];
        }
        self.entries_of(number)
    }

    fn entries_of(&self, number: u64) -> &[Entry] {
        let start = self.entries.partition_point(|entry| entry.number < number);
        let count = self.entries[start..].iter().take_while(|entry| entry.number == number).count();
        &self.entries[start..start + count]
    }
}

fn filter(entries: &[Entry]) -> Vec<u64> {
    let bits = (entries.len() * 16).next_power_of_two().max(64);
    let mut filter = vec![0u64; bits / 64];
    for entry in entries {
        let bit = entry.number as usize % bits;
        filter[bit / 64] |= 1 << (bit % 64);
    }
    filter
}

#[cfg(test)]
mod tests {
    use super::super::quote::{Asked, find};
    use super::*;
    use proptest::prelude::*;

    const SOURCE: &str = "The council of Oru met on Monday and closed the old mill for good. “The dam is safe,” said Ana \
        Tarre, who had read the report of 1931. Critics say that the dam of Oru must not be filled before the spring.";

    fn verdicts(quotes: &[&str], source: &str) -> Vec<String> {
        let found = Quotes::prepare(quotes).scan(&Prepared::new(source));
        found.iter().map(|(quote, found)| format!("{} {}", quotes[*quote], found.matched)).collect()
    }

    #[test]
    fn each_quotation_is_found_as_it_would_be_alone() {
        let quotes = [
            "The dam is safe",
            "closed the old mill for ever",
            "The council […] closed the old mill",
            "who had read the report of 1913",
            "nobody ever said this about the dam",
            "1931",
            "",
            "the dam of Oru must be filled before the spring",
            "[t]he old mill",
        ];
        let source = Prepared::new(SOURCE);
        let swept = Quotes::prepare(&quotes).scan(&source);
        let alone = quotes.iter().enumerate();
        let alone: Vec<(usize, Found)> =
            alone.filter_map(|(at, quote)| Some((at, find(quote, &source, &Asked::default())?))).collect();
        assert_eq!(swept, alone);
        assert_eq!(swept.len(), 7);
    }

    #[test]
    fn many_places_and_no_words_are_no_trouble() {
        let source = "the dam of Oru is old. ".repeat(300);
        assert_eq!(
            verdicts(&["the dam of Oru is old", "dam", "…"], &source),
            ["the dam of Oru is old exact", "dam exact"]
        );
        assert_eq!(verdicts(&[], &source), Vec::<String>::new());
        assert_eq!(verdicts(&["the dam of Oru is old"], ""), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn what_stands_word_for_word_is_never_missed(from in 0usize..30, count in 1usize..10) {
            let starts: Vec<usize> = SOURCE.match_indices(' ').map(|(at, _)| at + 1).collect();
            let from = from % (starts.len() - count);
            let quote = &SOURCE[starts[from]..starts[from + count] - 1];
            let found = Quotes::prepare(&["other words", quote]).scan(&Prepared::new(SOURCE));
            prop_assert!(found.iter().any(|(at, found)| *at == 1 && found.matched == Match::Exact), "{quote}");
        }

        #[test]
        fn nothing_panics(quotes in prop::collection::vec("\\PC{0,30}", 0..6), text in "\\PC{0,200}") {
            let quotes: Vec<&str> = quotes.iter().map(String::as_str).collect();
            for (_, found) in Quotes::prepare(&quotes).scan(&Prepared::new(text.as_str())) {
                prop_assert!(text.get(found.start as usize..found.end as usize).is_some());
            }
        }
    }
}
