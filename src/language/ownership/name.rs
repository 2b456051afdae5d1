//! When two spellings name one company, and which names are nearest to one that nobody owns or is owned by.

use std::collections::HashSet;

/// Legal forms at the end of a name, which sources add or leave out as they please.
const FORMS: &[&str] = &[
    "ab",
    "ag",
    "as",
    "asa",
    "bhd",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kk",
    "limited",
    "limitada",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "nv",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "sa",
    "saa",
    "sab",
    "sac",
    "sas",
    "sarl",
    "sdn",
    "se",
    "spa",
    "srl",
];
/// How alike a name must be, in hundredths, to be suggested; and how many are.
const LEAST_ALIKE: usize = 35;
const MOST_SUGGESTIONS: usize = 3;

/// Gives what two spellings of a name have in common: no case, accents, punctuation, spacing or legal form.
///
/// Empty where a name has neither letters nor digits.
pub fn key(name: &str) -> String {
    let mut words = words(name);
    // "S.A. de C.V.": the second half of a form in two halves.
    if words.len() > 2 && words.ends_with(&["de".into(), "cv".into()]) {
        words.truncate(words.len() - 2);
    }
    while words.len() > 1 && words.last().is_some_and(|word| FORMS.contains(&word.as_str())) {
        words.pop();
    }
    words.join(" ")
}

fn words(name: &str) -> Vec<String> {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase).map(unaccented) {
        match letter {
            '.' | '\'' | '’' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '\u{300}'..='\u{36f}' => {}
            '&' => plain.push_str(" and "),
            letter if letter.is_alphanumeric() => plain.push(letter),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().map(str::to_string).collect()
}

fn unaccented(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

/// Gives the places of the known keys that are most like the wanted one, the nearest first.
pub fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let sought = pairs(wanted);
    let mut found: Vec<(usize, usize)> = known
        .enumerate()
        .map(|(at, name)| (alike(&sought, &pairs(name)), at))
        .filter(|(score, _)| *score >= LEAST_ALIKE)
        .collect();
    found.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
    found.into_iter().take(MOST_SUGGESTIONS).map(|(_, at)| at).collect()
}

/// Gives the pairs of neighbouring characters, with the gaps around words.
fn pairs(name: &str) -> HashSet<(char, char)> {
    let padded: Vec<char> = std::iter::once(' ').chain(name.chars()).chain([' ']).collect();
    padded.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Gives how much of the smaller set is in the other, and how much the sets have in common, in hundredths.
fn alike(one: &HashSet<(char, char)>, two: &HashSet<(char, char)>) -> usize {
    let shared = one.intersection(two).count();
    // A name given in part, "Bambas", should find the whole, "Minera Las Bambas".
    let within = shared * 100 / one.len().min(two.len()).max(1);
    let both = shared * 200 / (one.len() + two.len()).max(1);
    (within + both) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (one, two) in [
            ("MMG Limited", "mmg ltd."),
            ("Minera Las Bambas S.A.C.", "MINERA  LAS-BAMBAS"),
            ("China Minmetals Corporation", "China Minmetals Corp."),
            ("Foo Co., Ltd.", "Foo"),
            ("Grupo México, S.A.B. de C.V.", "Grupo Me\u{301}xico"),
            ("Smith & Sons plc", "smith and sons"),
            ("Acme S.A. de C.V.", "acme"),
            ("M\u{200b}MG", "MMG"),
        ] {
            let one_key = key(one);
            assert_eq!(one_key, key(two), "{one} / {two}");
        }
        assert_ne!(key("CITIC Metal"), key("CITIC"));
        assert_eq!(key("Limited"), "limited");
        assert_eq!(key("五矿集团"), "五矿集团");
        assert_eq!(key("…"), "");
    }

    #[test]
    fn a_part_or_a_slip_finds_the_name() {
        let known = ["mmg", "minera las bambas", "china minmetals", "citic metal"];
        for (wanted, found) in [("bambas", 1), ("china minmetal", 2), ("sitic metal", 3)] {
            assert_eq!(nearest(wanted, known.into_iter()).first(), Some(&found), "{wanted}");
        }
        assert!(nearest("zzz", known.into_iter()).is_empty());
    }
}
