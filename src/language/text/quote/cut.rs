//! Cuts a quotation at its ellipses and bracketed insertions into the parts that must stand in the source.

use super::plain::Prepared;
use std::ops::Range;

/// How many bytes of evened-out text an ellipsis may pass over: about four hundred words.
pub(super) const ELISION: usize = 2_400;
/// How many bytes of evened-out text a bracketed insertion may stand for.
pub(super) const INSERTION: usize = 100;

/// What stands between a part of a quotation and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) enum Mark {
    /// An ellipsis: words were left out.
    Elision,
    /// Words in brackets: the writer's own, perhaps in place of others.
    Insertion,
    /// Nothing: the parts are joined as if nothing were between them.
    Joint,
}

/// A stretch of the quotation that must stand in the source.
#[derive(Clone, Debug)]
pub(in crate::text) struct Part {
    /// In the evened-out quotation, without punctuation at its edges.
    pub range: Range<usize>,
    /// What stands before it; for the first part it means nothing.
    pub mark: Mark,
}

impl Part {
    /// Gives how far after the part before it this one may begin, in bytes of evened-out text.
    pub fn reach(&self) -> usize {
        match self.mark {
            Mark::Elision | Mark::Joint => ELISION,
            Mark::Insertion => INSERTION,
        }
    }
}

/// Takes out what changes no word: the brackets of `[T]he`, and `[sic]`.
pub(super) fn without_editing(quote: &str) -> String {
    let mut clean = String::with_capacity(quote.len());
    let mut rest = quote;
    while let Some(open) = rest.find(['[', '(']) {
        clean.push_str(&rest[..open]);
        rest = &rest[open..];
        let length = match edit(rest) {
            Some((letter, length)) => {
                clean.extend(letter);
                length
            }
            None => {
                clean.push_str(&rest[..1]);
                1
            }
        };
        rest = &rest[length..];
    }
    clean.push_str(rest);
    clean.trim().to_owned()
}

/// Reads `[T]` before a letter, or `[sic]`, and gives what it leaves and its length.
fn edit(rest: &str) -> Option<(Option<char>, usize)> {
    let close = rest.char_indices().take(8).find(|(_, mark)| matches!(mark, ']' | ')'))?.0;
    let inside = &rest[1..close];
    let after = &rest[close + 1..];
    let mut letters = inside.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if rest.starts_with('[') && letter.is_alphabetic() => {
            after.starts_with(char::is_alphabetic).then_some((Some(letter), close + 1))
        }
        _ => inside.eq_ignore_ascii_case("sic").then_some((None, close + 1)),
    }
}

/// Gives the whole quotation as one part, as if its marks stood in the source; `None` where it has no words.
pub(super) fn whole(quote: &Prepared) -> Option<Part> {
    let range = trim(&quote.plain, 0..quote.plain.len());
    (!range.is_empty()).then_some(Part { range, mark: Mark::Joint })
}

/// Gives the parts between the marks of a quotation, in order.
pub(super) fn parts(quote: &Prepared) -> Vec<Part> {
    let plain = &quote.plain;
    let (mut parts, mut from, mut at, mut mark) = (Vec::new(), 0, 0, Mark::Insertion);
    while at < plain.len() {
        let Some((found, range)) = marked(plain, at) else {
            at += plain[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        mark = push(&mut parts, plain, from..range.start.max(from), mark);
        mark = if found == Mark::Elision { found } else { mark };
        at = range.end;
        from = at;
    }
    push(&mut parts, plain, from..plain.len(), mark);
    parts
}

/// Adds a part unless it is blank, and gives the mark that the next one begins with.
fn push(parts: &mut Vec<Part>, plain: &str, range: Range<usize>, mark: Mark) -> Mark {
    let range = trim(plain, range);
    if range.is_empty() {
        return mark;
    }
    parts.push(Part { range, mark });
    Mark::Insertion
}

/// Reads an ellipsis or a bracketed insertion, with the rest of a word that it is part of.
fn marked(plain: &str, at: usize) -> Option<(Mark, Range<usize>)> {
    let rest = &plain[at..];
    let open = rest.starts_with(['[', '(']);
    let dots = dots(&rest[usize::from(open)..]);
    if dots > 0 {
        let closed = usize::from(rest[usize::from(open) + dots..].starts_with([']', ')']));
        return Some((Mark::Elision, at..at + usize::from(open) + dots + closed));
    }
    let close = if rest.starts_with('[') { rest.find(']')? } else { return None };
    let start = plain[..at].trim_end_matches(char::is_alphanumeric).len();
    let after = &plain[at + close + 1..];
    let tail = after.len() - after.trim_start_matches(char::is_alphanumeric).len();
    Some((Mark::Insertion, start..at + close + 1 + tail))
}

/// Gives the length of three or more full stops, spaced or not.
fn dots(rest: &str) -> usize {
    let (mut count, mut length) = (0, 0);
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'.' => (count, length) = (count + 1, at + 1),
            b' ' => {}
            _ => break,
        }
    }
    if count >= 3 && rest.starts_with('.') { length } else { 0 }
}

/// Takes blanks, quotation marks and stops off both ends.
fn trim(plain: &str, range: Range<usize>) -> Range<usize> {
    let edge = |mark: char| matches!(mark, ' ' | '"' | '\'' | ',' | '.' | ';' | ':' | '!' | '?' | '¿' | '¡');
    let text = &plain[range.clone()];
    // A stop or a dash that begins a number is part of it.
    let head = text.trim_start_matches(|mark| edge(mark) || mark == '-');
    let start = range.end - head.len();
    let signed =
        head.starts_with(|digit: char| digit.is_ascii_digit()) && plain[range.start..start].ends_with(['-', '.']);
    let end = start + head.trim_end_matches(|mark| edge(mark) || mark == '-').len();
    start - usize::from(signed)..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(quote: &str, expected: &[&str]) {
        let clean = without_editing(quote);
        let prepared = Prepared::new(&clean);
        let found: Vec<String> = parts(&prepared)
            .iter()
            .map(|part| format!("{:?} {}", part.mark, &prepared.plain[part.range.clone()]))
            .collect();
        let found: Vec<&str> = found.iter().map(|part| &part[part.find(' ').unwrap_or(0) + 1..]).collect();
        assert_eq!(found, expected, "{quote}");
    }

    #[test]
    fn a_quotation_is_cut_where_something_was_left_out_or_put_in() {
        check("“The dam is safe,”", &["the dam is safe"]);
        check("The dam […] is safe", &["the dam", "is safe"]);
        check("The dam [. . .] is safe…", &["the dam", "is safe"]);
        check("… the dam (...) is . . . safe", &["the dam", "is", "safe"]);
        check("[T]he dam is sayf [sic] now", &["the dam is sayf now"]);
        check("said [the company] would walk[ed] away", &["said", "would", "away"]);
        check("fell by -5 to .5", &["fell by -5 to .5"]);
        check("-5 degrees", &["-5 degrees"]);
        check("[…]", &[]);
        check("[", &["["]);
    }
}
