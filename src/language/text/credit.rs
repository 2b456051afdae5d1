//! Finds where a text says whom it has its information from: a news agency, a press release, another publication.

use record::model::words::Relation;

/// That a text names whom it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Who is named; absent where it only says that there was a press release.
    pub name: Option<String>,
    pub relation: Relation,
    /// The words that say so.
    pub words: String,
}

/// What a text says before it names whom it comes from, in lower case.
const PHRASES: [(&str, Relation); 24] = [
    ("according to a press release", Relation::PressRelease),
    ("in a press release", Relation::PressRelease),
    ("press release by", Relation::PressRelease),
    ("press release from", Relation::PressRelease),
    ("según un comunicado", Relation::PressRelease),
    ("en un comunicado", Relation::PressRelease),
    ("comunicado de prensa", Relation::PressRelease),
    ("nota de prensa", Relation::PressRelease),
    ("con información de", Relation::WireCopy),
    ("con informaciones de", Relation::WireCopy),
    ("with information from", Relation::WireCopy),
    ("with files from", Relation::WireCopy),
    ("originally published by", Relation::WireCopy),
    ("originally published in", Relation::WireCopy),
    ("originally published on", Relation::WireCopy),
    ("first published by", Relation::WireCopy),
    ("first published in", Relation::WireCopy),
    ("first published on", Relation::WireCopy),
    ("originally appeared in", Relation::WireCopy),
    ("originally appeared on", Relation::WireCopy),
    ("publicado originalmente en", Relation::WireCopy),
    ("publicado originalmente por", Relation::WireCopy),
    ("source:", Relation::Rewrite),
    ("fuente:", Relation::Rewrite),
];

/// Names that stand alone in brackets, or behind a dash at the end of a line, where a text is a dispatch.
const AGENCIES: [&str; 19] = [
    "reuters",
    "afp",
    "ap",
    "associated press",
    "the associated press",
    "efe",
    "dpa",
    "europa press",
    "bloomberg",
    "xinhua",
    "tass",
    "ansa",
    "upi",
    "pa media",
    "anp",
    "belga",
    "kyodo",
    "notimex",
    "télam",
];

/// Words inside a name that are written small.
const JOINING: [&str; 9] = ["of", "the", "and", "for", "de", "del", "la", "los", "y"];

/// A name has at most so many words.
const LONGEST: usize = 6;

/// More than this a text does not say in earnest.
const MOST: usize = 20;

/// Finds the credits of a text; `known` are further names that stand alone, as the publishers that are known.
pub fn credits(text: &str, known: &[String]) -> Vec<Credit> {
    // Only ASCII changes its case, so that places stay the same.
    let small = text.to_ascii_lowercase();
    let mut found: Vec<(usize, Credit)> = Vec::new();
    for (phrase, relation) in PHRASES {
        for at in memchr::memmem::find_iter(small.as_bytes(), phrase.as_bytes()).take(MOST) {
            found.extend(after_phrase(text, at, phrase.len(), relation).map(|credit| (at, credit)));
        }
    }
    found.extend(alone(text, known));
    found.sort_by_key(|(at, _)| *at);
    let mut credits: Vec<Credit> = Vec::new();
    for (_, credit) in found {
        if !credits.iter().any(|known| known.name == credit.name) {
            credits.push(credit);
        }
    }
    credits.truncate(MOST);
    credits
}

fn after_phrase(text: &str, at: usize, length: usize, relation: Relation) -> Option<Credit> {
    let begins = text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
    let rest = text.get(at + length..).filter(|_| begins)?;
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let (name, end) = name_at(line, relation == Relation::PressRelease);
    if name.is_none() && relation != Relation::PressRelease {
        return None;
    }
    Some(Credit { name, relation, words: text[at..at + length + end].trim().to_string() })
}

/// Reads the name that a line begins with, and where it ends in the line.
fn name_at(line: &str, joined: bool) -> (Option<String>, usize) {
    let (mut words, mut end): (Vec<&str>, usize) = (Vec::new(), 0);
    let mut at = 0;
    for word in line.split_inclusive(' ').take(LONGEST + 2) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        let opening = words.is_empty() && joined && ["from", "by", "issued"].contains(&bare);
        let small = JOINING.contains(&bare.to_lowercase().as_str());
        let capital = bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        if !(bare.is_empty() || opening || small || capital) || words.len() == LONGEST {
            break;
        }
        at += word.len();
        if capital || small && !words.is_empty() {
            words.push(bare);
        }
        if capital {
            end = at;
        }
        if capital && word.trim_end().ends_with(['.', ',', ';', ':', ')', '”', '"', '—', '–']) {
            break;
        }
    }
    while words.last().is_some_and(|last| JOINING.contains(&last.to_lowercase().as_str())) {
        words.pop();
    }
    ((!words.is_empty()).then(|| words.join(" ")), end)
}

/// Finds names in brackets, and behind a dash at the end of a line.
fn alone<'a>(text: &'a str, known: &'a [String]) -> impl Iterator<Item = (usize, Credit)> + 'a {
    let is_name = move |name: &str| {
        let small = name.to_lowercase();
        AGENCIES.contains(&small.as_str()) || known.iter().any(|known| known.to_lowercase() == small)
    };
    let credit = move |at: usize, words: &str, name: &str| {
        let credit = Credit { name: Some(name.into()), relation: Relation::WireCopy, words: words.trim().into() };
        is_name(name).then_some((at, credit))
    };
    let bracketed = text.match_indices('(').filter_map(move |(at, _)| {
        let inside = text[at + 1..].split(')').next().filter(|inside| inside.len() <= 60)?;
        credit(at, &text[at..(at + inside.len() + 2).min(text.len())], inside.trim())
    });
    let mut start = 0;
    let signed = text.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let (_, last) = line.trim_end().rsplit_once(['—', '–'])?;
        let last = last.trim().trim_end_matches('.');
        credit(at, &format!("— {last}"), last)
    });
    bracketed.chain(signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_whom_it_comes_from() {
        for (text, name, relation) in [
            ("ALTONA (Reuters) - The dam held on Monday.", Some("Reuters"), Relation::WireCopy),
            ("MADRID (EFE).- La presa aguantó.", Some("EFE"), Relation::WireCopy),
            ("The dam held on Monday. — AFP", Some("AFP"), Relation::WireCopy),
            ("La presa aguantó. Con información de EFE.", Some("EFE"), Relation::WireCopy),
            ("CON INFORMACIóN DE Europa BulkWriter", Some("Europa BulkWriter"), Relation::WireCopy),
            ("Source: Bloomberg\nMore below.", Some("Bloomberg"), Relation::Rewrite),
            ("Fuente: Ministerio de Obras, 2023", Some("Ministerio de Obras"), Relation::Rewrite),
            ("This was originally published on The Altona Gazette.", Some("The Altona Gazette"), Relation::WireCopy),
            (
                "It grew, according to a press release from Vega Mining, by half.",
                Some("Vega Mining"),
                Relation::PressRelease,
            ),
            ("It grew, according to a press release.", None, Relation::PressRelease),
            ("He said so (Altona Gazette) on Monday.", Some("Altona Gazette"), Relation::WireCopy),
        ] {
            let found = credits(text, &["Altona Gazette".into()]);
            let told: Vec<_> = found.iter().map(|credit| (credit.name.as_deref(), credit.relation)).collect();
            assert_eq!(told, [(name, relation)], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_credit_is_none() {
        for text in [
            "The dam (built in 1950) held.",
            "open source: the code is free",
            "The source: nobody knows.",
            "He read it first published in spring.",
            "(",
            "— ",
            "",
        ] {
            assert_eq!(credits(text, &[]), [], "{text}");
        }
    }
}
