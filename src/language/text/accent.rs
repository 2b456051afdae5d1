//! Letters whose accent stands as a character of its own: made one letter again.

/// Accents with the letters that they stand on and what both make together.
const COMPOSED: [(char, &str, &str); 8] = [
    ('\u{300}', "aeiou", "àèìòù"),
    ('\u{301}', "aeiouynszclr", "áéíóúýńśźćĺŕ"),
    ('\u{302}', "aeiouwy", "âêîôûŵŷ"),
    ('\u{303}', "ano", "ãñõ"),
    ('\u{308}', "aeiouy", "äëïöüÿ"),
    ('\u{30a}', "au", "åů"),
    ('\u{30c}', "cszrend", "čšžřěňď"),
    ('\u{327}', "cs", "çş"),
];

/// Gives the one letter that a letter and an accent make.
pub(super) fn compose(letter: char, accent: char) -> Option<char> {
    let (_, bare, whole) = COMPOSED.iter().find(|(mark, _, _)| *mark == accent)?;
    bare.chars().zip(whole.chars()).find(|(base, _)| *base == letter).map(|(_, whole)| whole)
}

/// Gives the one letter that a letter of either case and an accent make.
pub(super) fn with_accent(bare: char, accent: char) -> Option<char> {
    if !bare.is_uppercase() {
        return compose(bare, accent);
    }
    let lower = bare.to_lowercase().next()?;
    compose(lower, accent)?.to_uppercase().next()
}
