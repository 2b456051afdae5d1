//! Tells English from Spanish by the commonest words of each.

use crate::quantity::{Language, Sort, lexicons};

/// This much of a text, in bytes, is enough to tell.
const SAMPLE: usize = 16 * 1024;

/// Tells the language of a text; English where nothing shows it.
pub fn language(text: &str) -> Language {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let words = || sample.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let common = |language| {
        let lexicon = lexicons::of(language);
        words().filter(|word| lexicon.look_up(word).1 & Sort::Common.bit() != 0).count()
    };
    let marks = sample.chars().filter(|letter| matches!(letter, 'ñ' | '¿' | '¡' | 'ó')).count();
    if common(Language::Spanish) + marks > common(Language::English) { Language::Spanish } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_enough_to_tell() {
        for (text, expect) in [
            ("The river rose by two metres and nobody was hurt.", Language::English),
            ("El río subió dos metros y no hubo heridos.", Language::Spanish),
            ("Inversión de S/ 3,5 millones", Language::Spanish),
            ("", Language::English),
            ("12 345", Language::English),
        ] {
            assert_eq!(language(text), expect, "{text}");
        }
    }
}
