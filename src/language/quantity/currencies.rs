//! Puts the codes, symbols and names of currencies into the lexicon of each language.

use super::cue::Cue;
use super::currency_table::{SHARED, TABLE};
use super::lexicon::Lexicon;

/// Gives the English names of a currency or of several that share one.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let own = TABLE.iter().map(|row| (row.0, row.2));
    own.chain(SHARED.iter().map(|row| (row.0, row.1))).filter(|(_, names)| !names.is_empty())
}

/// Puts in the codes and symbols, which both languages write alike.
pub(super) fn fill_shared(lexicon: &mut Lexicon) {
    for (code, symbols, ..) in TABLE {
        lexicon.add(&code.to_lowercase(), Cue::Currency(code));
        if !symbols.is_empty() {
            lexicon.add(symbols, Cue::Currency(code));
        }
    }
}

/// Puts in the English names.
pub(super) fn fill_english(lexicon: &mut Lexicon) {
    for (code, _, names, _) in TABLE {
        names.split('|').filter(|name| !name.is_empty()).for_each(|name| {
            lexicon.add(name, Cue::Currency(code));
            lexicon.add(&format!("{name}s"), Cue::Currency(code));
        });
    }
    for (name, words, _) in SHARED.iter().filter(|row| !row.1.is_empty()) {
        lexicon.add(words, Cue::Currency(name));
    }
}

/// Puts in the Spanish names.
pub(super) fn fill_spanish(lexicon: &mut Lexicon) {
    for (code, _, _, names) in TABLE {
        names.split('|').filter(|name| !name.is_empty()).for_each(|name| {
            lexicon.add(name, Cue::Currency(code));
            lexicon.add(&plural(name), Cue::Currency(code));
        });
    }
    for (name, _, words) in SHARED {
        lexicon.add(words, Cue::Currency(name));
    }
}

/// Puts every word of a name into the plural up to the first `de`: `dólares neozelandeses`, `dólares de Singapur`.
fn plural(name: &str) -> String {
    let mut words = name.split(' ');
    let several: Vec<String> = words.by_ref().take_while(|word| *word != "de" && *word != "del").map(several).collect();
    let head = several.len();
    let rest: Vec<&str> = name.split(' ').skip(head).collect();
    [several.join(" "), rest.join(" ")].join(" ").trim().to_string()
}

fn several(word: &str) -> String {
    match word {
        "cfa" | "won" | "yen" => word.into(),
        _ if word.ends_with('s') && !word.ends_with("és") => word.into(),
        _ if word.ends_with("és") => format!("{}eses", &word[..word.len() - "és".len()]),
        _ if word.ends_with(['a', 'e', 'i', 'o', 'u', 'í', 'á', 'é']) => format!("{word}s"),
        _ if word.ends_with('z') => format!("{}ces", &word[..word.len() - 1]),
        _ => format!("{word}es"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::currency_table::WORDS;
    use super::*;
    use crate::quantity::{Language, find};

    fn check(text: &str, code: &str, language: Language) {
        let found = find(text, language);
        let read = found.first().map(|found| (found.quantity.figure.amount, found.quantity.unit.clone()));
        assert_eq!(read, Some((Some(3500.into()), Some(code.to_string()))), "{text}");
    }

    #[test]
    fn every_currency_is_read_by_code_symbol_and_name() {
        for (code, symbols, english, spanish) in TABLE {
            if !WORDS.contains(code) {
                for text in
                    [format!("3500 {code}"), format!("{code} 3500"), format!("{code}3500"), format!("3500{code}")]
                {
                    check(&text, code, Language::English);
                    check(&text, code, Language::Spanish);
                }
            }
            for symbol in symbols.split('|').filter(|symbol| symbol.contains('$')) {
                check(&format!("{}3500", symbol.replace(' ', "").to_uppercase()), code, Language::English);
            }
            for (names, language) in [(english, Language::English), (spanish, Language::Spanish)] {
                for name in names.split('|').filter(|name| !name.is_empty()) {
                    check(&format!("3500 {}", name.replace(" . ", ".").replace(" - ", "-")), code, language);
                }
            }
        }
        assert_eq!(plural("dólar neozelandés"), "dólares neozelandeses");
        assert_eq!(plural("dólar de hong kong"), "dólares de hong kong");
    }
}
