//! What holds for every text and every quotation.

use crate::text::quote::*;
use proptest::prelude::*;

/// Words that turn no sentence, so that a cut between any of them is no fault.
const WORDS: [&str; 24] = [
    "harbour", "mill", "quarry", "river", "Tarre", "Velk", "Oru", "bridge", "council", "garden", "tower", "winter",
    "carried", "bought", "painted", "opened", "measured", "repaired", "green", "narrow", "ancient", "quiet", "distant",
    "wooden",
];

/// Makes a text of sentences of nine words.
fn text_of(picks: &[usize]) -> String {
    let words: Vec<String> = picks
        .iter()
        .enumerate()
        .map(|(at, pick)| {
            let stop = if at % 9 == 8 { "." } else { "" };
            format!("{}{stop}", WORDS[pick % WORDS.len()])
        })
        .collect();
    words.join(" ")
}

/// Makes a text in which no word stands twice.
fn no_two_alike(picks: &[usize]) -> String {
    let ending = |at: usize| char::from(b'a' + (at % 26) as u8).to_string().repeat(2 + at / 26);
    let words = picks.iter().enumerate().map(|(at, pick)| format!("{}{}", WORDS[pick % WORDS.len()], ending(at)));
    words.collect::<Vec<_>>().join(" ")
}

/// Makes a text in which no word stands twice, with figures, negations, names and marks among the words.
fn with_marks(picks: &[(usize, usize)]) -> String {
    let words: Vec<usize> = picks.iter().map(|(word, _)| *word).collect();
    let words = no_two_alike(&words);
    let marked = words.split(' ').zip(picks).enumerate().map(|(at, (word, (_, mark)))| match mark {
        0 => format!("{word},"),
        1 => format!("{word}."),
        2 => format!("“{word}”"),
        3 => format!("({word})"),
        4 => format!("{word}-{at}"),
        5 => format!("{at}–{}", at + 3),
        6 => format!("-{at}"),
        7 => format!("{at}.5%"),
        8 => format!("${at},300"),
        9 => format!("{word} not"),
        10 => format!("{word}—{word}"),
        11 => format!("{word}’s"),
        12 => format!("{word}?"),
        13 => format!("inter-\n{word}"),
        14 => format!("{word}; nunca"),
        15 => format!("{word}/{word}"),
        _ => word.to_owned(),
    });
    marked.collect::<Vec<_>>().join(" ")
}

fn word_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1)).collect()
}

/// Gives a run of words of the text and where it begins.
fn cut(text: &str, from: usize, count: usize) -> (usize, &str) {
    let starts = word_starts(text);
    let from = from % (starts.len() - count);
    let start = starts[from];
    (start, &text[start..starts[from + count] - 1])
}

fn look(quote: &str, text: &str) -> Option<Found> {
    find(quote, &Prepared::new(text), &Asked::default())
}

proptest! {
    #[test]
    fn a_run_of_words_is_found_with_its_bytes(picks in prop::collection::vec(0usize..99, 30..90), from in 0usize..99, count in 1usize..20) {
        let text = text_of(&picks);
        let (_, quote) = cut(&text, from, count);
        let found = look(quote, &text);
        prop_assert!(found.is_some(), "{quote}");
        if let Some(found) = found {
            prop_assert_eq!(found.matched, Match::Exact);
            prop_assert_eq!(&text[found.start as usize..found.end as usize], quote);
        }
    }

    #[test]
    fn a_reflowed_text_has_it_in_the_same_place(picks in prop::collection::vec(0usize..99, 40..90), from in 0usize..99, seed in 1usize..1000) {
        let text = text_of(&picks);
        let (start, quote) = cut(&text, from, 12);
        let (shown, places) = reflow(&text, seed);
        let found = look(quote, &shown);
        prop_assert!(found.is_some(), "{quote} | {shown}");
        if let Some(found) = found {
            prop_assert!(found.matched <= Match::Alike, "{quote} | {shown}");
            prop_assert_eq!(places[start], found.start as usize);
        }
    }

    #[test]
    fn a_changed_word_is_found_and_named(picks in prop::collection::vec(0usize..99, 40..90), from in 0usize..99, at in 0usize..8) {
        let text = no_two_alike(&picks);
        let (_, quote) = cut(&text, from, 8);
        let mut words: Vec<&str> = quote.split(' ').collect();
        words[at] = "zebra";
        let found = look(&words.join(" "), &text);
        prop_assert!(found.is_some(), "{words:?}");
        if let Some(found) = found {
            prop_assert_eq!(found.matched, Match::Approximate);
            prop_assert!(found.faults.iter().any(|fault| fault.kind == Kind::WordAltered), "{:?}", found);
        }
    }

    #[test]
    fn a_changed_digit_never_passes(number in 10u32..99_999, digit in 0usize..2, by in 1u32..9) {
        let source = format!("The council of Oru paid {number} marks to Velk in winter.");
        let mut digits: Vec<u8> = number.to_string().into_bytes();
        digits[digit] = b'0' + (digits[digit] - b'0' + by as u8) % 10;
        let quote = source.replace(&number.to_string(), &String::from_utf8(digits).unwrap_or_default());
        let found = look(&quote, &source);
        prop_assert!(found.is_none_or(|found| found.faults.iter().any(|fault| fault.kind == Kind::NumberAltered)));
    }

    #[test]
    fn a_negation_put_in_or_taken_out_never_passes(picks in prop::collection::vec(0usize..99, 12..13), at in 1usize..11, no in 0usize..4) {
        let plain = text_of(&picks);
        let mut words: Vec<&str> = plain.split(' ').collect();
        words.insert(at, ["not", "never", "no", "nunca"][no]);
        let negated = words.join(" ");
        for (quote, source) in [(&plain, &negated), (&negated, &plain)] {
            let found = look(quote, source);
            let grave = |fault: &Fault| matches!(fault.kind, Kind::NegationAltered | Kind::ElisionRemovesNegation);
            prop_assert!(found.is_some_and(|found| found.faults.iter().any(grave)), "{quote} | {source}");
        }
    }

    #[test]
    fn no_edit_within_a_quotation_passes(
        picks in prop::collection::vec((0usize..99, 0usize..40), 14..40),
        (from, at) in (0usize..99, 1usize..9),
        (edit, with) in (0usize..3, 0usize..12),
    ) {
        let source = with_marks(&picks);
        let starts = word_starts(&source);
        let from = from % (starts.len() - 10);
        let mut words: Vec<&str> = source[starts[from]..starts[from + 10] - 1].split(' ').collect();
        let new = ["not", "17", "-5", "Zebra", "never", "5%", "1,200", "sin", "nearly", "can't", "unless", "½"][with];
        prop_assume!(!words.iter().any(|word| word.trim_matches(|mark: char| mark.is_ascii_punctuation()) == new));
        match edit {
            0 => words[at] = new,
            1 => words.insert(at, new),
            _ => prop_assume!(words.remove(at).contains(char::is_alphanumeric)),
        }
        let quote = words.join(" ");
        // A word exchanged for itself is no edit.
        prop_assume!(quote != source[starts[from]..starts[from + 10] - 1]);
        if let Some(found) = look(&quote, &source) {
            prop_assert!(!found.faults.is_empty(), "{quote} | {source} | {found:?}");
        }
    }

    #[test]
    fn nothing_panics_and_offsets_are_boundaries(quote in "\\PC{0,40}", text in "\\PC{0,120}", start in 0u64..200, length in 0u64..200) {
        offsets_hold(&quote, &text, start..start.saturating_add(length));
    }

    #[test]
    fn nor_with_the_marks_that_are_folded(
        quote in "[a-c \\[\\]().…'\"“”ﬁé\u{301}\u{ad}\u{a0}\n–-]{0,30}",
        text in "[a-c \\[\\]().…'\"“”ﬁİé\u{301}\u{ad}\u{a0}\n–-]{0,80}",
        start in 0u64..100,
    ) {
        offsets_hold(&quote, &text, start..start + 9);
        let piece: String = text.chars().skip(start as usize / 2).take(12).collect();
        offsets_hold(&piece, &text, 0..9);
    }
}

fn offsets_hold(quote: &str, text: &str, expected: std::ops::Range<u64>) {
    let prepared = Prepared::new(text);
    let expected = [expected];
    let asked = Asked { speaker: Some("Ana Tarre"), expected: &expected };
    for found in [find(quote, &prepared, &asked), nearest(quote, &prepared, &asked)].into_iter().flatten() {
        assert!(text.get(found.start as usize..found.end as usize).is_some(), "{quote:?} | {text:?}");
        assert!(found.score <= 1_000);
    }
}

/// Sets a text anew: line breaks, double spaces, capitals, parted words; and gives where each byte went.
fn reflow(text: &str, mut seed: usize) -> (String, Vec<usize>) {
    let (mut shown, mut places) = (String::new(), Vec::new());
    let mut dice = |sides: usize| {
        seed = (seed * 1_103 + 12_345) % 65_521;
        seed % sides
    };
    let letters: Vec<char> = text.chars().collect();
    for at in 0..letters.len() {
        let inside = at > 0 && letters[at - 1].is_alphabetic() && letters[at].is_alphabetic();
        if inside && dice(20) == 0 {
            shown.push_str(if dice(2) == 0 { "-\n" } else { "\u{ad}" });
        }
        places.push(shown.len());
        match (letters[at], dice(6)) {
            (' ', 0) => shown.push('\n'),
            (' ', 1) => shown.push_str("  \n "),
            (letter, 2) => shown.extend(letter.to_uppercase()),
            (letter, _) => shown.push(letter),
        }
    }
    (shown, places)
}
