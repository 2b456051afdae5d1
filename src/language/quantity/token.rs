//! Cuts text into words, numerals and marks, each with what the lexicon knows about it.

use std::ops::Range;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// Letters, and digits after the first letter: `Lima`, `G20`.
    Word,
    /// Digits with the separators between them: `1.234,5`; or one vulgar fraction: `½`.
    Numeral,
    /// Anything else; a run of one mark is one token.
    Mark,
}

/// One word, numeral or mark of the text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Byte offsets in the whole text, the end exclusive.
    pub start: usize,
    pub end: usize,
    /// The number of its entry in the lexicon; 0 for a word that the lexicon does not know.
    pub word: u32,
    /// One bit for each sort of cue that begins with this word.
    pub sorts: u64,
    pub make: Make,
    /// Nothing stands between this token and the one before.
    pub glued: bool,
    /// It begins with an upper-case letter.
    pub capital: bool,
    /// It is the first on its line.
    pub line_start: bool,
}

impl Token {
    /// Gives the bytes that the token takes.
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// Cuts `range` of `text` into bare tokens, which no lexicon has seen.
pub fn cut(text: &str, range: Range<usize>, mut take: impl FnMut(Token)) {
    let (mut at, stop) = (range.start, range.end);
    let (mut glued, mut line_start) = (false, true);
    while at < stop {
        let first = char_at(text, at);
        if first.is_whitespace() {
            line_start |= matches!(first, '\n' | '\r' | '\u{2028}');
            (at, glued) = (at + first.len_utf8(), false);
            continue;
        }
        if invisible(first) {
            at += first.len_utf8();
            continue;
        }
        let (make, end) = extent(text, at, stop, first, glued);
        let capital = first.is_ascii_uppercase() || (!first.is_ascii() && first.is_uppercase());
        take(Token { start: at, end, word: 0, sorts: 0, make, glued, capital, line_start });
        (at, glued, line_start) = (end, true, false);
    }
}

fn extent(text: &str, at: usize, stop: usize, first: char, glued: bool) -> (Make, usize) {
    if first.is_ascii_digit() {
        (Make::Numeral, numeral_end(text.as_bytes(), at, stop))
    } else if matches!(first, '.' | ',')
        && (!glued || text[..at].ends_with(['$', '€', '£', '¥', '₹']))
        && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)
        && at + 1 < stop
    {
        (Make::Numeral, numeral_end(text.as_bytes(), at + 1, stop))
    } else if "½⅓⅔¼¾⅕⅖⅗⅘⅛".contains(first) {
        (Make::Numeral, at + first.len_utf8())
    } else if first.is_alphabetic() {
        let end = word_end(text, at, stop);
        let dollar = glued && text[..at].ends_with('$');
        (Make::Word, code_end(text, at, end, dollar).unwrap_or(end))
    } else {
        (Make::Mark, run_end(text, at, stop, first))
    }
}

fn numeral_end(bytes: &[u8], mut at: usize, stop: usize) -> usize {
    loop {
        while at < stop && bytes[at].is_ascii_digit() {
            at += 1;
        }
        let gap = separator(&bytes[at..stop]);
        if gap == 0 || !bytes[at..stop].get(gap).is_some_and(u8::is_ascii_digit) {
            return at;
        }
        at += gap;
    }
}

/// Gives the length of the separator that the bytes begin with: point, comma, or an apostrophe of either shape.
fn separator(bytes: &[u8]) -> usize {
    match bytes {
        [b'.' | b',' | b'\'', ..] => 1,
        [0xE2, 0x80, 0x99, ..] => 3,
        _ => 0,
    }
}

fn word_end(text: &str, at: usize, stop: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at + char_at(text, at).len_utf8();
    while at < stop {
        if bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let next = char_at(text, at);
        if bytes[at].is_ascii() || !(next.is_alphanumeric() || combining(next)) {
            break;
        }
        at += next.len_utf8();
    }
    at
}

/// Codes that are written right before their digits, beside those of ISO 4217.
const GLUED_CODES: &[&str] =
    &["Rs", "KSh", "Ksh", "KShs", "TSh", "USh", "Bs", "Gs", "Tk", "Rp", "RM", "NKr", "SKr", "DKr", "NRs", "FCFA"];

/// Gives where a currency code ends that its digits are glued to: `EUR42m`, `$A7.2`, `R3.5`.
fn code_end(text: &str, at: usize, end: usize, dollar: bool) -> Option<usize> {
    let word = &text.as_bytes()[at..end];
    let letters = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if letters == word.len() || letters > 4 || !word[letters].is_ascii_digit() {
        return None;
    }
    let code = &text[at..at + letters];
    let digits = word[letters..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let more = matches!(&text.as_bytes()[end..], [b'.' | b',', next, ..] if next.is_ascii_digit())
        || matches!(&text.as_bytes()[end..], [b' ', a, b, c, ..] if digits == 3 && [a, b, c].iter().all(|byte| byte.is_ascii_digit()));
    let short = matches!(code, "R" | "Q" | "L" | "K") && letters + digits == word.len() && more
        || code == "R" && matches!(&word[letters + digits..], b"m" | b"bn" | b"k");
    let upper = code.bytes().all(|byte| byte.is_ascii_uppercase());
    // `COP27` is a meeting.
    if code == "COP" && digits < 3 && letters + digits == word.len() && !more {
        return None;
    }
    let known = super::currency_table::is_code(code) || GLUED_CODES.contains(&code) || dollar && upper && letters <= 2;
    (known || short).then_some(at + letters)
}

fn run_end(text: &str, at: usize, stop: usize, mark: char) -> usize {
    let mut end = at + mark.len_utf8();
    while end < stop && char_at(text, end) == mark {
        end += mark.len_utf8();
    }
    end
}

fn char_at(text: &str, at: usize) -> char {
    let byte = text.as_bytes()[at];
    if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next().unwrap_or('\u{FFFD}') }
}

/// Accents that stand as characters of their own, as macOS writes file names.
pub fn combining(letter: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&letter)
}

/// Characters that take no room on the page: joiners, direction marks, soft hyphens, byte order marks.
pub fn invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        cut(text, 0..text.len(), |token| found.push(&text[token.span()]));
        found
    }

    #[test]
    fn numerals_keep_their_separators_and_leave_the_full_stop() {
        assert_eq!(pieces("US$5.85b, 1.234,5."), ["US", "$", "5.85", "b", ",", "1.234,5", "."]);
        assert_eq!(pieces("S/ 1’500,000 ½ .5"), ["S", "/", "1’500,000", "½", ".5"]);
        assert_eq!(pieces("65 km² G20 3.º"), ["65", "km²", "G20", "3", ".", "º"]);
    }

    #[test]
    fn what_cannot_be_seen_does_not_part_what_stands_together() {
        let mut glued = Vec::new();
        cut("5\u{200B}%", 0..5, |token| glued.push(token.glued));
        assert_eq!(glued, [false, true]);
        assert_eq!(pieces("\u{FEFF}\u{202E}"), [""; 0]);
    }
}
