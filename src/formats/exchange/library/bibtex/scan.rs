//! Finds entries, fields and values; goes on with the next entry after one that is broken.

use super::entry::Entry;
use std::collections::HashMap;

/// Bytes of one value, with the abbreviations in it written out: they can double at every step.
const VALUE_LIMIT: usize = 1 << 20;
/// Bytes that abbreviations may add to all values together, beside four times the length of the file.
const ADDED_LIMIT: usize = 16 << 20;
/// Fields of one entry.
const FIELD_LIMIT: usize = 1000;

/// What comes next in a file.
pub(super) enum Item {
    Entry(Entry),
    Broken { line: usize, reason: &'static str },
}

/// A file being read.
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
    strings: HashMap<String, String>,
    /// Bytes that abbreviations may still add.
    left: usize,
    /// The line that was counted last, and where.
    counted: (usize, usize),
}

type Outcome<T> = Result<T, &'static str>;

impl<'a> Scan<'a> {
    pub fn new(text: &'a str) -> Self {
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let strings = months.iter().zip(1..).map(|(name, number)| ((*name).to_owned(), number.to_string())).collect();
        Self { text, at: 0, strings, left: text.len().saturating_mul(4) + ADDED_LIMIT, counted: (1, 0) }
    }

    /// Gives the next entry; comments, preambles and abbreviations are taken in on the way.
    pub fn next_item(&mut self) -> Option<Item> {
        loop {
            self.at += memchr::memchr(b'@', &self.text.as_bytes()[self.at..])?;
            let start = self.at;
            self.at += 1;
            let kind = self.word().to_ascii_lowercase();
            self.blank();
            if kind.is_empty() || !matches!(self.peek(), Some(b'{' | b'(')) {
                continue;
            }
            let outcome = match kind.as_str() {
                "comment" => continue,
                "preamble" => self.group().map(|_| None),
                "string" => self.abbreviation().map(|()| None),
                _ => self.entry(kind).map(Some),
            };
            match outcome {
                Ok(Some(entry)) => return Some(Item::Entry(entry)),
                Ok(None) => {}
                Err(reason) => {
                    self.find_next(start);
                    return Some(Item::Broken { line: self.line(start), reason });
                }
            }
        }
    }

    /// Goes to the next line that starts an entry.
    fn find_next(&mut self, start: usize) {
        let mut lines = memchr::memchr_iter(b'\n', &self.text.as_bytes()[start..]).map(|end| start + end);
        self.at = lines.find(|&end| self.is_next(end)).unwrap_or(self.text.len());
    }

    /// Says whether a line break is followed by another entry. No value is read beyond, so that a file full of
    /// opening braces is not read to its end for each of them.
    fn is_next(&self, end: usize) -> bool {
        self.text.as_bytes().get(end + 1) == Some(&b'@') && starts_entry(&self.text[end + 1..])
    }

    fn line(&mut self, at: usize) -> usize {
        let (line, from) = self.counted;
        let passed = memchr::memchr_iter(b'\n', &self.text.as_bytes()[from..at]).count();
        self.counted = (line + passed, at);
        line + passed
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> bool {
        self.blank();
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn blank(&mut self) {
        self.skip(|letter| letter.is_whitespace());
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let end = rest.find(|letter| !wanted(letter)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Reads a name: whatever stands before a blank or a mark that has a meaning.
    fn word(&mut self) -> &'a str {
        self.blank();
        self.skip(|letter| !letter.is_whitespace() && !"{}(),=#\"@%".contains(letter))
    }

    /// Reads `{key, name = value, …}`, whose `{` or `(` comes next.
    fn entry(&mut self, kind: String) -> Outcome<Entry> {
        let close = self.open();
        self.blank();
        let key = self.skip(|letter| !",}) \t\r\n".contains(letter)).to_owned();
        let mut entry = Entry { kind, key, fields: HashMap::new() };
        loop {
            if self.take(close) {
                return Ok(entry);
            }
            if !self.take(b',') {
                return Err(if self.peek().is_none() { "the file ends before it does" } else { "a comma is missing" });
            }
            if self.take(close) {
                return Ok(entry);
            }
            let name = self.word().to_ascii_lowercase();
            if name.is_empty() || !self.take(b'=') {
                return Err("a field is not as `name = {value}`");
            }
            let value = self.value()?;
            if entry.fields.len() >= FIELD_LIMIT {
                return Err("it has more than 1000 fields");
            }
            // Of two fields with one name the first counts, as it does for BibTeX.
            entry.fields.entry(name).or_insert(value);
        }
    }

    /// Takes the opening mark and gives the one that closes.
    fn open(&mut self) -> u8 {
        let close = if self.peek() == Some(b'(') { b')' } else { b'}' };
        self.at += 1;
        close
    }

    /// Reads `{name = value}`.
    fn abbreviation(&mut self) -> Outcome<()> {
        let close = self.open();
        let name = self.word().to_ascii_lowercase();
        if name.is_empty() || !self.take(b'=') {
            return Err("an abbreviation is not as `name = {value}`");
        }
        let value = self.value()?;
        self.strings.insert(name, value);
        match self.take(close) {
            true => Ok(()),
            false => Err("an abbreviation does not end"),
        }
    }

    /// Reads values joined by `#`.
    fn value(&mut self) -> Outcome<String> {
        let mut value = String::new();
        loop {
            self.blank();
            match self.peek() {
                Some(b'{') => value.push_str(self.group()?),
                Some(b'"') => value.push_str(self.quoted()?),
                _ => {
                    let word = self.word();
                    if word.is_empty() {
                        return Err("a field has no value");
                    }
                    let known = self.strings.get(&word.to_ascii_lowercase()).map_or(word, String::as_str);
                    self.left = self.left.checked_sub(known.len()).ok_or("abbreviations make the file too long")?;
                    value.push_str(known);
                }
            }
            if value.len() > VALUE_LIMIT {
                return Err("one of its values has more than 1048576 bytes");
            }
            if !self.take(b'#') {
                return Ok(value);
            }
        }
    }

    /// Reads what stands between braces that match.
    fn group(&mut self) -> Outcome<&'a str> {
        let start = self.at + 1;
        let mut depth = 0_usize;
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'\\' => self.at += 1,
                b'\n' if self.is_next(self.at) => break,
                b'{' | b'(' if depth == 0 || byte == b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b')' if depth == 1 && bytes[start - 1] == b'(' => depth = 0,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return self.text.get(start..self.at - 1).ok_or("its braces do not match");
            }
        }
        Err("its braces do not match")
    }

    /// Reads what stands between quotation marks; one within braces does not end it.
    fn quoted(&mut self) -> Outcome<&'a str> {
        self.at += 1;
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'\\' => self.at += 1,
                b'\n' if self.is_next(self.at) => break,
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'"' if depth == 0 => {
                    self.at += 1;
                    return self.text.get(start..self.at - 1).ok_or("a quotation mark does not close");
                }
                _ => {}
            }
            self.at += 1;
        }
        Err("a quotation mark does not close")
    }
}

/// Says whether a line starts an entry, as `@article{`.
pub(in crate::exchange::library) fn starts_entry(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('@') else { return false };
    let name = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    name > 0 && rest[name..].trim_start().starts_with(['{', '('])
}
