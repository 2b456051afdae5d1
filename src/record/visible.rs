//! Text of strangers made harmless: what would steer a terminal or turn the direction of text is shown, not obeyed.

use std::fmt::Write;
use std::path::Path;

/// Makes a text harmless and keeps it on one line.
///
/// Control characters, escapes and marks that turn the direction of text are written as their numbers.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => shown.push(' '),
            '\r' => {}
            _ if is_active(character) => {
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
            }
            _ => shown.push(character),
        }
    }
    shown
}

/// Makes the name of a file harmless and keeps it on one line; a line break in it is written as its number too.
pub fn visible_path(path: &Path) -> String {
    let mut shown = String::new();
    for character in path.to_string_lossy().chars() {
        match is_active(character) {
            true => {
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
            }
            false => shown.push(character),
        }
    }
    shown
}

/// Makes a text harmless and keeps its lines.
pub fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// Makes a text harmless, on one line, of at most so many characters.
pub fn excerpt(text: &str, characters: usize) -> String {
    shortened(&visible(text), characters)
}

/// Cuts a text after so many characters, with a sign that it goes on.
pub fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((cut, _)) => text[..cut].trim_end().to_string() + "…",
        None => text.to_string(),
    }
}

fn is_active(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || matches!(character, '\u{e0000}'..='\u{e007f}')
}
