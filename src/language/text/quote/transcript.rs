//! Who speaks in a transcript: `Bo Lind: Who owns it? Ana Ruiz: Vega owns all of it.`

use super::speaker::same_person;

/// How many bytes before and after a passage are searched for labels.
const REACH: usize = 20_000;
/// A label has this many words at most.
const MOST_WORDS: usize = 5;

/// Gives the label under which the words at a byte stand, where the text is a transcript.
///
/// It is one where the speaker that was given has a label of their own, or where two labels with full names stand in it:
/// `Note:` and `The Hague:` make none.
pub(super) fn speaker<'a>(text: &'a str, at: usize, given: &str) -> Option<&'a str> {
    let (from, to) = (super::plain::floor(text, at.saturating_sub(REACH)), super::plain::floor(text, at + REACH));
    let labels = labels(&text[from..to]);
    let over = labels.iter().rfind(|label| from + label.end <= at)?;
    let full = |label: &&Label| label.name.contains(' ');
    let other = |label: &&Label| label.name != over.name;
    let given_speaks = labels.iter().any(|label| same_person(given, label.name) == Some(true));
    let two = full(&over) && labels.iter().filter(full).any(|label| other(&label));
    (given_speaks || two).then_some(over.name)
}

/// A name with a colon behind it.
struct Label<'a> {
    name: &'a str,
    /// The byte behind its colon.
    end: usize,
}

/// Finds the labels of a text: names before a colon, at the head of a line or behind the end of a sentence.
fn labels(text: &str) -> Vec<Label<'_>> {
    let colons = text.match_indices(':').filter(|(at, _)| text[at + 1..].starts_with(char::is_whitespace));
    colons.filter_map(|(at, _)| Some(Label { name: name_before(&text[..at])?, end: at + 1 })).collect()
}

/// Reads the name that ends a text, without the time beside it: `[00:12:40] Ana Ruiz`, `Ana Ruiz (12:40)`.
fn name_before(text: &str) -> Option<&str> {
    let text = without_time(text.trim_end());
    let line = text.rsplit('\n').next().unwrap_or_default();
    let name = line[last_end(line)..].trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let fits = !words.is_empty() && words.len() <= MOST_WORDS && words.iter().all(|word| names(word));
    (fits && name.starts_with(char::is_uppercase)).then_some(name)
}

/// Gives the byte behind the last mark that ends a sentence or a bracket; the stop of an initial or a title ends none.
fn last_end(line: &str) -> usize {
    let short = |at: usize| {
        let word = line[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        word.chars().count() <= 3 && word.starts_with(char::is_uppercase)
    };
    let ends =
        line.char_indices().filter(|(_, mark)| matches!(mark, '.' | '?' | '!' | ']' | ')' | '”' | '"' | '»' | '…'));
    ends.rev().find(|(at, mark)| *mark != '.' || !short(*at)).map_or(0, |(at, mark)| at + mark.len_utf8())
}

fn without_time(text: &str) -> &str {
    let Some(close) = text.strip_suffix([')', ']']) else { return text };
    let Some(open) = close.rfind(['(', '[']) else { return text };
    let time = close[open + 1..].chars().all(|mark| mark.is_ascii_digit() || matches!(mark, ':' | '.' | ','));
    if time { text[..open].trim_end() } else { text }
}

/// Says whether a word can be part of a name: a capital, or a particle of names.
fn names(word: &str) -> bool {
    const PARTICLES: &[&str] = &["de", "del", "la", "van", "von", "da", "dos", "y"];
    let letters = word.chars().all(|mark| mark.is_alphabetic() || matches!(mark, '-' | '\'' | '’' | '.'));
    letters && (word.starts_with(char::is_uppercase) || PARTICLES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, given: &str, expected: Option<&str>) {
        let at = text.find(words).expect("the words stand in the text");
        assert_eq!(speaker(text, at, given), expected, "{text}");
    }

    #[test]
    fn the_label_above_the_words_says_who_speaks() {
        let inline = "Bo Lind: Who owns it? Ana Ruiz: Vega owns all of it. Bo Lind: I see.";
        check(inline, "Vega owns", "Bo Lind", Some("Ana Ruiz"));
        check(inline, "I see", "Bo Lind", Some("Bo Lind"));
        check(inline, "Bo Lind: Who", "Bo Lind", None);
        let lines = "LIND: Who owns it?\n\nRUIZ: Vega owns all of it.\nShe said so.";
        check(lines, "She said", "Bo Lind", Some("RUIZ"));
        let timed = "[00:12:40] Bo Lind: Who?\n[00:12:44] Ana de la Cruz: Vega.\n";
        check(timed, "Vega", "Lind", Some("Ana de la Cruz"));
        check("Bo Lind (12:40): Who?\nAna Ruiz (12:44): Vega.\n", "Vega", "Bo Lind", Some("Ana Ruiz"));
        check("Bo Lind: Who?\nP. Mora: Vega.\n", "Vega", "nobody here", Some("P. Mora"));
    }

    #[test]
    fn other_colons_name_nobody() {
        check("Note: Vega owns all of it.", "Vega", "Bo Lind", None);
        check("Figure 2: Vega owns it.\nSource: Vega Mining.", "Vega", "Bo Lind", None);
        check("The Hague: Vega owns all of it.", "Vega", "Bo Lind", None);
        check("He had two mines: Vega and Altona.", "Vega", "Bo Lind", None);
        check("It opens at 9:30: Vega said so.", "Vega", "Bo Lind", None);
        check("The report says: Vega owns it. The court says: it does not.", "Vega", "Bo Lind", None);
    }
}
