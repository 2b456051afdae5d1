//! Raised letters: a power stays one (10⁶, m²), and the sign of a note is never glued to a number.

use super::account::Account;

/// What a raised run is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Raised {
    /// Part of the text, written so that it cannot be taken for digits on the line.
    Kept(String),
    /// The sign of a note, which is no part of the sentence.
    NoteMark,
}

/// Symbols of units that are squared or cubed, or stand in the denominator.
const UNITS: [&str; 24] = [
    "m",
    "km",
    "cm",
    "mm",
    "dm",
    "hm",
    "nm",
    "µm",
    "ft",
    "in",
    "yd",
    "mi",
    "s",
    "h",
    "l",
    "kg",
    "g",
    "t",
    "ha",
    "mol",
    "metros",
    "kilómetros",
    "pies",
    "x",
];

/// Judges a raised run by what stands before it on the line.
pub(super) fn raised(before: &str, run: &str) -> Raised {
    let run = run.trim();
    if is_power(run)
        && (before.ends_with(|last: char| last.is_ascii_digit()) && !is_year(before) || ends_in_unit(before))
    {
        return Raised::Kept(run.chars().map(up).collect());
    }
    match is_note_mark(run) {
        true => Raised::NoteMark,
        false => Raised::Kept(run.to_owned()),
    }
}

/// Gives a raised run as it is written behind what stands before it; nothing of one that is blank, or the sign of a note,
/// which the account tells.
pub(super) fn settled(before: &str, run: &str, account: &mut Account) -> Option<String> {
    if run.trim().is_empty() {
        return None;
    }
    match raised(before, run) {
        Raised::Kept(kept) => Some(kept),
        Raised::NoteMark => {
            account.note_marks.add(run);
            None
        }
    }
}

/// Digits with a sign at most.
fn is_power(run: &str) -> bool {
    let digits = run.trim_start_matches(['-', '\u{2212}', '\u{2013}', '+']);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Nobody takes a year, or a number with its thousands, to a power.
fn is_year(before: &str) -> bool {
    let start = before
        .rfind(|last: char| !(last.is_ascii_digit() || matches!(last, '.' | ',')))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    before[start..].bytes().filter(u8::is_ascii_digit).count() >= 4 || before[start..].contains(['.', ','])
}

fn ends_in_unit(before: &str) -> bool {
    let word = before.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    UNITS.contains(&word)
}

/// Numbers, single signs and letters in brackets: `1`, `1,2`, `[3]`, `[note 1]`, `*`, `†`.
fn is_note_mark(run: &str) -> bool {
    let bracketed = run.starts_with(['[', '(']) && run.ends_with([']', ')']) && run.chars().count() <= 16;
    let numbers = run.bytes().any(|byte| byte.is_ascii_digit())
        && run.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ',' | ' ' | '-' | '–' | ';'));
    let signs = !run.is_empty() && run.chars().all(|letter| matches!(letter, '*' | '†' | '‡' | '§' | '¶' | '#' | '↑'));
    bracketed || numbers || signs
}

fn up(letter: char) -> char {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match letter {
        '-' | '\u{2212}' | '\u{2013}' => '⁻',
        '+' => '⁺',
        digit => digit.to_digit(10).map_or(digit, |digit| RAISED[digit as usize]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_stays_and_a_note_mark_goes() {
        let rows = [
            ("about 10", "6", Some("⁶")),
            ("3 × 10", "-4", Some("⁻⁴")),
            ("an area of 25 km", "2", Some("²")),
            ("30 m s", "−1", Some("⁻¹")),
            ("12", "3", Some("³")),
            ("5 million", "1", None),
            ("in 2019", "3", None),
            ("of 12,000", "4", None),
            ("62.5", "2", None),
            ("he said.", "12", None),
            ("he said", "[12]", None),
            ("he said", "[note 2]", None),
            ("he said", "1,2", None),
            ("he said", "*", None),
            ("the 21", "st", Some("st")),
            ("n", "o", Some("o")),
            ("Brand", "™", Some("™")),
        ];
        for (before, run, kept) in rows {
            let expected = kept.map_or(Raised::NoteMark, |kept| Raised::Kept(kept.to_owned()));
            assert_eq!(raised(before, run), expected, "{before} {run}");
        }
    }
}
