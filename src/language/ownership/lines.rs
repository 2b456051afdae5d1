//! Names of strangers cut into lines that fit a box.

use record::visible::visible;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks above and below letters take no room, so a line is bounded in characters too.
const MOST_CHARACTERS: usize = 60;

/// Makes a text harmless and wraps it at so many columns; what does not fit into the lines ends in `…`.
pub fn wrap(text: &str, columns: usize, most_lines: usize) -> Vec<String> {
    let shown = visible(text);
    let mut lines: Vec<String> = vec![String::new()];
    for word in shown.split_whitespace() {
        let mut rest = word;
        let line = lines.last().map_or("", String::as_str);
        if !line.is_empty() && room(line, columns).0 <= word.width() {
            lines.push(String::new());
        }
        while !rest.is_empty() && lines.len() <= most_lines {
            let Some(line) = lines.last_mut() else { break };
            if !line.is_empty() {
                line.push(' ');
            }
            let end = fitting(rest, room(line, columns));
            line.push_str(&rest[..end]);
            rest = &rest[end..];
            if !rest.is_empty() {
                lines.push(String::new());
            }
        }
        if lines.len() > most_lines {
            break;
        }
    }
    if lines.len() > most_lines {
        lines.truncate(most_lines);
        if let Some(last) = lines.last_mut() {
            let end = fitting(last, (columns.saturating_sub(1), MOST_CHARACTERS));
            last.truncate(end);
            last.push('…');
        }
    }
    lines
}

fn room(line: &str, columns: usize) -> (usize, usize) {
    (columns.saturating_sub(line.width()), MOST_CHARACTERS.saturating_sub(line.chars().count()))
}

/// Gives how many bytes of a word fit, at least one character.
fn fitting(word: &str, (columns, characters): (usize, usize)) -> usize {
    let mut used = 0;
    for (count, (at, character)) in word.char_indices().enumerate() {
        used += character.width().unwrap_or(0);
        if count > 0 && (used > columns || count >= characters) {
            return at;
        }
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_wrapped_cut_and_harmless() {
        let long = "a".repeat(100);
        for (text, lines) in [
            ("MMG Limited", vec!["MMG Limited"]),
            ("Guoxin International Investment", vec!["Guoxin", "International", "Investment"]),
            ("one two three four five six seven", vec!["one two three", "four five six", "seven"]),
            (long.as_str(), vec!["aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "aaaaaaaaaaaaa…"]),
            ("五矿集团有限公司", vec!["五矿集团有限公", "司"]),
            ("a\u{1b}[31mb", vec!["a\\u{1b}[31mb"]),
            ("", vec![""]),
        ] {
            assert_eq!(wrap(text, 14, 3), lines, "{text}");
        }
        let piled = format!("a{}", "\u{301}".repeat(5000));
        assert!(wrap(&piled, 14, 3).iter().all(|line| line.chars().count() <= MOST_CHARACTERS + 1));
    }
}
