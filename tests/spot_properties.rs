//! Holds for every text: no panic, sound spans, the same answer twice, time that grows with the length.

use proptest::prelude::*;
use tickmark::quantity::{find, in_words};
use tickmark::text::{Language, sentences, suggest};

const LANGUAGES: [Language; 2] = [Language::English, Language::Spanish];

fn sound(text: &str) {
    for language in LANGUAGES {
        let mut end = 0;
        for found in find(text, language) {
            assert!(found.span.start >= end && found.span.end > found.span.start, "{text:?} {:?}", found.span);
            assert!(text.get(found.span.clone()).is_some());
            in_words(&found.quantity);
            end = found.span.end;
        }
        let mut end = 0;
        for span in sentences(text, language) {
            assert!(span.start >= end && text.get(span.clone()).is_some_and(|words| !words.is_empty()));
            end = span.end;
        }
        let first = suggest(text, Some(language));
        assert!(first.claims.iter().all(|claim| text.get(claim.span.clone()).is_some_and(|words| !words.is_empty())));
        assert!(
            first
                .claims
                .iter()
                .all(|claim| claim.sentence.start <= claim.span.start && text.get(claim.sentence.clone()).is_some())
        );
        assert!(first.claims.is_sorted_by_key(|claim| claim.span.start), "{text:?}");
        assert!(first.claims.iter().all(|claim| {
            claim.quantity.as_ref().is_none_or(|figure| figure.fault(claim.kind).is_none() || figure.unit.is_some())
        }));
        assert!(first.out_of_scope.iter().all(|out| text.get(out.span.clone()).is_some()));
        assert_eq!(first, suggest(text, Some(language)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_soundly(text in "\\PC{0,200}") {
        sound(&text);
    }

    #[test]
    fn any_mix_of_what_the_scan_knows_is_read_soundly(words in prop::collection::vec(prop::sample::select(vec![
        "over", "1.234", "1,234,567.8", "million", "mil", "millones", "y medio", "US", "$", "€", "S/", "%", "per", "year", "between", "and",
        "to", "–", "-", "/", "2020", "23", "12", "March", "marzo", "de", "of", ".", ",", "“", "”", "\"", "half", "two", "thirds", "third", "a",
        "majority", "aged", "years", "old", "said", "Ana", "Ruiz", "mayor", "'", "s", "world", "largest", "(", ")", "\n", "\n\n", "\u{A0}",
        "first", "quarter", "Q3", "siglo", "XX", "bn", "m", "k", "1990", "ago", "past", "últimos", "99999999999999999999999999999", "½", ":", "one", "in", "cada",
    ]), 0..40), glued in any::<bool>()) {
        sound(&words.join(if glued { "" } else { " " }));
    }
}

#[test]
fn hostile_text_is_read_in_one_pass() {
    let megabytes = 10 * 1024 * 1024;
    for pattern in [
        "7",
        "\"",
        "“",
        "1,",
        "1 ",
        "$",
        "- ",
        "a ",
        "million ",
        "two ",
        "\u{202E}",
        "\u{200B}5",
        "(",
        "'",
        "’s ",
        "1/",
        "of the ",
        "2020-",
        "“a ",
        "\n",
        ". ",
        "said Ana ",
        "between ",
        "mil ",
        "½",
        "Ana ",
        "the world’s ",
        "more than ",
        "and ",
    ] {
        let text = pattern.repeat(megabytes / 100 / pattern.len());
        for language in LANGUAGES {
            suggest(&text, Some(language));
        }
    }
    for pattern in ["7", "\""] {
        suggest(&pattern.repeat(megabytes), Some(Language::English));
    }
}

#[test]
fn what_cannot_be_seen_does_not_hide_a_figure() {
    for text in ["\u{202E}$5\u{200B} million\u{202C}", "\u{FEFF}$5 million", "$5\u{A0}million", "$5\u{202F}million"] {
        let found = find(text, Language::English);
        assert_eq!(
            found.first().map(|found| in_words(&found.quantity)).as_deref(),
            Some("5,000,000 $ (5 million)"),
            "{text:?}"
        );
    }
}
