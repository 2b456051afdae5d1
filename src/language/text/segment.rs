//! Cuts a text into sentences.

use crate::quantity::{Convention, Language, Scan, blocks, ends_sentence, lexicons, read};
use std::ops::Range;

/// How many words and marks a sentence can have; a longer stretch without an end is cut into several.
const LONGEST: usize = 1_000;

/// Gives the byte spans of the sentences, headings and list items of a text, in order, without the space around them.
pub fn sentences(text: &str, language: Language) -> Vec<Range<usize>> {
    let lexicon = lexicons::of(language);
    let convention = Convention { comma_is_decimal: false, shown: false };
    let (mut tokens, mut spans) = (Vec::new(), Vec::new());
    for block in blocks(text) {
        tokens.clear();
        read(text, block, lexicon, &mut tokens);
        let scan = Scan { text, tokens: &tokens, lexicon, language, convention };
        spans.extend(sentences_in(&scan).map(|range| scan.tokens[range.start].start..scan.tokens[range.end - 1].end));
    }
    spans
}

/// Gives the token ranges of the sentences of a block.
pub fn sentences_in<'a>(scan: &'a Scan) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= scan.tokens.len() {
            return None;
        }
        let limit = scan.tokens.len().min(start + LONGEST);
        let end = (start..limit).find_map(|at| ends_sentence(scan, at)).unwrap_or(limit);
        let sentence = start..end;
        start = end;
        Some(sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Language, expect: &[&str]) {
        let found: Vec<&str> = sentences(text, language).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_full_stop_does_not_always_end_a_sentence() {
        let english = Language::English;
        check(
            "It rose from $1.2 bn. to $2 bn. The rest fell.",
            english,
            &["It rose from $1.2 bn. to $2 bn.", "The rest fell."],
        );
        check("Mr. Oduya met Dr. Tal. They left.", english, &["Mr. Oduya met Dr. Tal.", "They left."]);
        check("See art. 3. It binds.", english, &["See art. 3.", "It binds."]);
        check("The U.S. Senate sat. He won 3.5 points.", english, &["The U.S. Senate sat.", "He won 3.5 points."]);
        check(
            "She asked: “Why?” Nobody knew… Then came rain!",
            english,
            &["She asked: “Why?”", "Nobody knew…", "Then came rain!"],
        );
        check("It is here.Nobody saw it.", english, &["It is here.", "Nobody saw it."]);
        check("A heading\n\nA line.\n- one\n- two", english, &["A heading", "A line.", "- one", "- two"]);
    }

    #[test]
    fn sentences_end_as_a_grammarian_would_end_them() {
        let (mut language, mut wrong, mut count) = (Language::English, Vec::new(), 0);
        for line in include_str!("sentence_cases.txt").lines().filter(|line| !line.starts_with('#')) {
            match line {
                "[en]" => language = Language::English,
                "[es]" => language = Language::Spanish,
                line => {
                    count += 1;
                    let expected: Vec<&str> = line.split(" | ").collect();
                    let text = expected.join(" ");
                    let found: Vec<&str> = sentences(&text, language).into_iter().map(|span| &text[span]).collect();
                    if found != expected {
                        wrong.push(format!("{line}\n   {}", found.join(" | ")));
                    }
                }
            }
        }
        assert!(count > 120 && wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn a_text_without_a_stop_is_cut_and_nothing_of_it_is_lost() {
        let text = "12 % of 13 % of ".repeat(2_000);
        let found = sentences(&text, Language::English);
        assert!(found.iter().all(|span| span.len() < 16 * LONGEST), "{}", found.len());
        let kept: usize = found.iter().map(|span| text[span.clone()].split_whitespace().count()).sum();
        assert_eq!(kept, text.split_whitespace().count());
    }

    #[test]
    fn spanish_sentences_end_where_they_end() {
        let spanish = Language::Spanish;
        check("El art. 3. rige. La Sra. Tello votó.", spanish, &["El art. 3. rige.", "La Sra. Tello votó."]);
        check("Cuesta S/. 3,5 mill. al año. ¿Quién paga?", spanish, &["Cuesta S/. 3,5 mill. al año.", "¿Quién paga?"]);
        check("Ocurrió el 3.º día. Nadie vino.", spanish, &["Ocurrió el 3.º día.", "Nadie vino."]);
    }
}
