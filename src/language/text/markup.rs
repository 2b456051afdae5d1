//! Which bytes of a text are marks of Markdown or HTML that a reader does not read: link targets, emphasis, numbers of lists.
//!
//! Only what is not shown as words counts. What strikes words out stays, and so does all that is in doubt.

use std::ops::Range;

/// A link target longer than this is text.
const LONGEST_TARGET: usize = 8192;
/// A tag longer than this is text.
const LONGEST_TAG: usize = 2048;

/// Finds the stretches of a text that are markup, in order and without overlap.
pub(super) fn markup(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut lines = Lines::default();
    let (mut start, mut paragraph) = (0, 0);
    for line in text.split_inclusive('\n') {
        let lead = lines.lead(line);
        // A mark is closed in the paragraph in which it was opened.
        if lead > 0 || line.trim().is_empty() {
            inline(&text[paragraph..start], paragraph, &mut found);
            paragraph = start + lead;
        }
        if lead > 0 {
            found.push(start..start + lead);
        }
        start += line.len();
    }
    inline(&text[paragraph..], paragraph, &mut found);
    found
}

/// What the line before was, since a number opens an item only at the head of a paragraph or among items.
#[derive(Default)]
struct Lines {
    before: Before,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Before {
    #[default]
    Nothing,
    Item,
    /// A line that ends in a colon, after which a list may begin.
    Colon,
    Text,
}

impl Lines {
    /// Gives how many bytes of a line are the mark of a heading, a quotation, a bullet or a number.
    fn lead(&mut self, line: &str) -> usize {
        let indent = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        let rest = &line[indent..];
        let mark =
            heading(rest).or_else(|| bullet(rest)).or_else(|| number(rest).filter(|_| self.before != Before::Text));
        let trimmed = line.trim();
        self.before = match mark {
            _ if trimmed.is_empty() => Before::Nothing,
            Some(_) => Before::Item,
            None if trimmed.ends_with(':') => Before::Colon,
            None => Before::Text,
        };
        let quoted = line[..indent].contains('>');
        mark.map_or(if quoted { indent } else { 0 }, |mark| indent + mark)
    }
}

/// Says whether a line begins with the mark of a heading or an item.
pub(super) fn begins_item(line: &str) -> bool {
    let rest = line.trim_start_matches([' ', '\t', '>']);
    heading(rest).or_else(|| bullet(rest)).or_else(|| number(rest)).is_some()
}

fn heading(rest: &str) -> Option<usize> {
    let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
    ((1..=6).contains(&hashes) && rest[hashes..].starts_with(' ')).then_some(hashes)
}

fn bullet(rest: &str) -> Option<usize> {
    let mark = rest.chars().next().filter(|mark| matches!(mark, '-' | '*' | '+' | '•' | '◦' | '▪'))?;
    rest[mark.len_utf8()..].starts_with([' ', '\t']).then_some(mark.len_utf8())
}

/// Reads `12.`, `3)`, `b)` or `(iv)` before a space.
fn number(rest: &str) -> Option<usize> {
    let open = usize::from(rest.starts_with('('));
    let body = &rest[open..];
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let letters = body.bytes().take_while(u8::is_ascii_lowercase).count();
    let roman = body[..letters].bytes().all(|letter| matches!(letter, b'i' | b'v' | b'x'));
    let length = match (digits, letters) {
        (1..=3, _) => digits,
        (0, 1) => 1,
        (0, 2..=4) if roman => letters,
        _ => return None,
    };
    let after = &body[length..];
    let closed = after.starts_with(')') || (after.starts_with('.') && open == 0 && digits > 0);
    (closed && after[1..].starts_with([' ', '\t'])).then_some(open + length + 1)
}

/// Finds the marks within a paragraph that begins at a byte of the text.
fn inline(line: &str, offset: usize, found: &mut Vec<Range<usize>>) {
    let bytes = line.as_bytes();
    let mut brackets: Vec<usize> = Vec::new();
    let mut at = 0;
    let mut marks: Vec<Range<usize>> = Vec::new();
    while at < bytes.len() {
        let rest = &line[at..];
        let mut length = 1;
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                marks.push(at..at + 1);
                length = 2;
            }
            b'[' => match footnote(rest) {
                Some(long) => {
                    marks.push(at..at + long);
                    length = long;
                }
                None => brackets.push(at),
            },
            b']' => {
                let open = brackets.pop();
                if let (Some(open), Some(long)) = (open, target(&rest[1..])) {
                    let picture = open > 0 && bytes[open - 1] == b'!';
                    marks.push(open - usize::from(picture)..open + 1);
                    marks.push(at..at + 1 + long);
                    length = 1 + long;
                }
            }
            b'<' => {
                if let Some(long) = tag(rest) {
                    marks.push(at..at + long);
                    length = long;
                }
            }
            mark @ (b'*' | b'_') => {
                length = rest.bytes().take_while(|byte| *byte == mark).count();
                if length <= 3 && emphasises(line, at..at + length, mark) {
                    marks.push(at..at + length);
                }
            }
            _ => length = rest.chars().next().map_or(1, char::len_utf8),
        }
        at += length;
    }
    marks.sort_by_key(|mark| mark.start);
    found.extend(marks.into_iter().map(|mark| mark.start + offset..mark.end + offset));
}

/// Reads `[^12]`, the mark of a footnote.
fn footnote(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix("[^")?;
    let end = body.find(']')?;
    let name = &body[..end];
    (end > 0 && end < 40 && name.chars().all(|letter| letter.is_alphanumeric() || letter == '-')).then_some(end + 3)
}

/// Reads `(address "title")` after the text of a link, or `[name]`.
fn target(rest: &str) -> Option<usize> {
    if let Some(body) = rest.strip_prefix('[') {
        let end = body.find(']')?;
        return (end < 80 && !body[..end].contains('[')).then_some(end + 2);
    }
    let body = rest.strip_prefix('(')?;
    let mut depth = 0;
    let end = body.char_indices().take_while(|(at, _)| *at < LONGEST_TARGET).find_map(|(at, letter)| {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
        None
    })?;
    let inside = body[..end].trim();
    let address = inside.split_whitespace().next().unwrap_or_default();
    let title = inside[address.len()..].trim();
    let titled = title.is_empty() || (title.starts_with(['"', '\'']) && title.ends_with(['"', '\'']));
    let leads = address.contains(['/', '.', '#', ':', '@']) || inside.is_empty();
    (titled && leads).then_some(end + 2)
}

/// Reads a tag of HTML, unless it strikes out or puts in what it holds.
fn tag(rest: &str) -> Option<usize> {
    let end = rest.char_indices().take_while(|(at, _)| *at < LONGEST_TAG).find(|(_, letter)| *letter == '>')?.0;
    let inside = rest[1..end].trim_start_matches('/');
    let name: String = inside.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let shown = !matches!(name.as_str(), "del" | "s" | "strike" | "ins" | "q" | "");
    let after = inside[name.len()..].chars().next();
    let known = after.is_none_or(|letter| letter.is_whitespace() || letter == '/');
    let tag = name.len() <= 10 && inside.starts_with(|letter: char| letter.is_ascii_alphabetic());
    // "a<b and c>d" is a formula.
    let formula = !matches!(name.as_str(), "a" | "b" | "i" | "u" | "p") && name.len() == 1;
    let spaced = after.is_some_and(char::is_whitespace);
    let is_tag = shown && known && tag && !formula && (!spaced || inside.contains('='));
    is_tag.then_some(end + 1)
}

/// Says whether a run of stars or lines touches a word on one side alone, as emphasis does.
fn emphasises(line: &str, run: Range<usize>, mark: u8) -> bool {
    let blank = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
    let (before, after) = (line[..run.start].chars().next_back(), line[run.end..].chars().next());
    if blank(before) && blank(after) {
        return false;
    }
    let word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let figure = |letter: Option<char>| letter.is_some_and(char::is_numeric);
    if mark == b'_' { !(word(before) && word(after)) } else { !(figure(before) && figure(after)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a text without its markup.
    fn plain(text: &str) -> String {
        let mut shown = String::new();
        let mut at = 0;
        for mark in markup(text) {
            shown.push_str(&text[at..mark.start]);
            at = mark.end;
        }
        shown + &text[at..]
    }

    #[test]
    fn a_reader_reads_the_words_alone() {
        for (text, expect) in [
            ("in [the report](https://a.example/b_(c).pdf \"A title\"), he said", "in the report, he said"),
            ("see [the plan][plan] and ![a map](map.png).", "see the plan and a map."),
            ("It **rose** by *12* per _cent_.[^3]", "It rose by 12 per cent."),
            ("# The dam\n\n> quoted\n- one\n- two", " The dam\n\nquoted\n one\n two"),
            ("1. First\n2) Second\n(iv) Fourth", " First\n Second\n Fourth"),
            ("a <b>bold</b> <a href=\"x\">word</a><br/>", "a bold word"),
        ] {
            assert_eq!(plain(text), expect);
        }
    }

    #[test]
    fn what_may_be_words_stays() {
        for text in [
            "The dead were\n12. Nobody came.",
            "2 * 3 and 2*3",
            "snake_case",
            "[sic](never)",
            "~~not~~ so",
            "<del>not</del> so",
            "if a <b and c> d",
            "[a] and (b)",
            "- 5",
            "x < 5 and y > 3",
            "2019. It ended",
        ] {
            let kept = plain(text).replace("- 5", " 5");
            assert_eq!(kept.trim(), text.trim_start_matches("- ").trim(), "{text}");
        }
    }
}
