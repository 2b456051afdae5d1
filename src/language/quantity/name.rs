//! Tells whether two names of a subject or a metric are the same but for how they are written.

/// Words that say what a company is before the law, as they stand at the end of a name, without points.
const COMPANY_FORMS: &[&str] = &[
    "sa",
    "saa",
    "sac",
    "sab",
    "srl",
    "sl",
    "spa",
    "sas",
    "sarl",
    "ltd",
    "limited",
    "ltda",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "plc",
    "llc",
    "llp",
    "gmbh",
    "ag",
    "nv",
    "bv",
    "asa",
    "oy",
    "pty",
    "pte",
    "bhd",
];

const ARTICLES: &[&str] = &["the", "a", "an", "el", "la", "los", "las"];

/// Says whether two names agree apart from case, punctuation, articles, diacritics and a company's legal form.
///
/// Words in brackets count: `revenue (segment)` is not `revenue`.
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    one == other || plain(one) == plain(other)
}

/// Gives the name without what [`same_name`] leaves aside.
pub(crate) fn plain(name: &str) -> String {
    let folded = folded(name);
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| COMPANY_FORMS.contains(word)) {
        words.pop();
    }
    if words.iter().any(|word| !ARTICLES.contains(word)) {
        words.retain(|word| !ARTICLES.contains(word));
    }
    words.join(" ")
}

/// Lower case without diacritics; points and apostrophes go, other marks part words.
fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            '.' | '\'' | '’' | '\u{300}'..='\u{36f}' => {}
            '&' => folded.push_str(" and "),
            letter if letter.is_alphanumeric() => folded.push(base(letter)),
            _ => folded.push(' '),
        }
    }
    folded
}

fn base(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ñ' | 'ń' | 'ň' => 'n',
        'ç' | 'ć' | 'č' => 'c',
        'š' | 'ś' | 'ş' | 'ș' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ý' | 'ÿ' => 'y',
        'ł' => 'l',
        'ğ' => 'g',
        'ř' => 'r',
        'ť' | 'ț' => 't',
        'ď' => 'd',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_apart_from_how_they_are_written() {
        for (one, other) in [
            ("PeruRail S.A.", "perurail"),
            ("Minera Las Bambas S.A.C.", "MINERA LAS BAMBAS"),
            ("Rafael López Aliaga", "Rafael Lopez Aliaga"),
            ("the U.S. investment", "US investment"),
            ("China Minmetals Corp.", "China Minmetals Corporation"),
            ("oil & gas", "oil and gas"),
        ] {
            assert!(same_name(one, other), "{one} / {other}");
        }
        for (one, other) in
            [("revenue", "revenue (segment)"), ("share of MMG", "share of MMG capital"), ("Co", "Corp"), ("", "The")]
        {
            assert!(!same_name(one, other), "{one} / {other}");
        }
    }
}
