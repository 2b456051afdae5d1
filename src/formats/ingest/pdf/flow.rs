//! Makes running text of the lines of a PDF: hyphens at line ends taken out, paragraphs joined across pages.

use super::pages::{Pages, Piece};
use crate::ingest::block::Kind;
use crate::ingest::composer::Composer;
use crate::ingest::document::Document;
use crate::ingest::fault::Fault;
use crate::ingest::limits::Limits;
use crate::ingest::sniff::Format;
use std::collections::HashSet;

/// Puts the document together.
///
/// # Errors
/// [`Fault::Scan`] if no page holds text, [`Fault::Bomb`] if there is more than a text can be.
pub(super) fn compose(pages: Pages, limits: &Limits) -> Result<Document, Fault> {
    let count = pages.pages.len() as u32;
    if pages.unread.len() as u32 == count {
        return Err(Fault::Scan { pages: count });
    }
    let mut composer = Composer::new();
    composer.title = pages.title;
    composer.byline = pages.byline;
    composer.account = pages.account;
    composer.warnings = warnings(&pages.unread);
    let mut flow = Flow { composer, words: hyphenated_words(&pages.pages), tables: 0 };
    for (number, page) in (1..).zip(pages.pages) {
        flow.page(number, page);
        if flow.composer.text().len() as u64 > limits.part {
            return Err(Fault::Bomb { part: "the PDF".to_owned(), most: limits.part });
        }
    }
    let unknown = flow.composer.text().chars().filter(|letter| is_unknown(*letter)).count();
    flow.composer.account.unknown_letters = unknown as u64;
    flow.composer.finish(Format::Pdf)
}

/// A letter that the file does not tell: no font of it has a map, or the map leads into nobody's range.
fn is_unknown(letter: char) -> bool {
    matches!(letter, '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
}

fn warnings(unread: &[u32]) -> Vec<String> {
    let pages: Vec<String> = unread.iter().map(ToString::to_string).collect();
    match pages.as_slice() {
        [] => Vec::new(),
        [page] => vec![format!("page {page} holds no text: it is empty or a scan")],
        pages => vec![format!("pages {} hold no text: they are empty or scans", pages.join(", "))],
    }
}

struct Flow {
    composer: Composer,
    /// Words that are written with a hyphen in the middle of a line.
    words: HashSet<String>,
    tables: u32,
}

impl Flow {
    fn page(&mut self, number: u32, pieces: Vec<Piece>) {
        self.composer.turn_to(number);
        for (index, piece) in pieces.into_iter().enumerate() {
            match piece {
                Piece::Heading { level, lines } => {
                    self.composer.heading(level, &self.joined(&lines));
                }
                Piece::Paragraph(lines) => {
                    let text = self.joined(&lines);
                    self.paragraph(&text, index == 0 && number > 1);
                }
                Piece::Items(items) => {
                    for item in items {
                        self.composer.block_after("\n", Kind::List, &self.joined(&item));
                    }
                }
                Piece::Table(rows) => self.table(&rows),
            }
        }
    }

    /// Adds a paragraph; the first of a page may go on from the page before.
    fn paragraph(&mut self, text: &str, may_go_on: bool) {
        let before = self.composer.text();
        let goes_on = may_go_on
            && text.starts_with(char::is_lowercase)
            && !before.trim_end().ends_with(['.', '?', '!', ':', '"', '”', '»', ')']);
        if !goes_on {
            self.composer.block(Kind::Paragraph, text);
            return;
        }
        let (keep, separator) = self.seam(before, text);
        if !keep {
            self.composer.drop_hyphen();
        }
        self.composer.block_after(separator, Kind::Paragraph, text);
    }

    fn table(&mut self, rows: &[Vec<String>]) {
        self.tables += 1;
        for (row, cells) in (1..).zip(rows) {
            let mut separator = if row == 1 { "\n\n" } else { "\n" };
            for (column, cell) in (1..).zip(cells).filter(|(_, cell)| !cell.trim().is_empty()) {
                let kind = Kind::TableCell { table: self.tables, row, column };
                self.composer.block_after(separator, kind, &clean(cell));
                separator = "\t";
            }
        }
    }

    fn joined(&self, lines: &[String]) -> String {
        let mut joined = String::new();
        for line in lines {
            let line = clean(line);
            if joined.is_empty() || line.is_empty() {
                joined.push_str(&line);
                continue;
            }
            let (keep, separator) = self.seam(&joined, &line);
            if !keep {
                joined.pop();
            }
            joined.push_str(separator);
            joined.push_str(&line);
        }
        joined
    }

    /// Says whether a hyphen at a line's end stays, and what comes between the two lines.
    fn seam(&self, before: &str, after: &str) -> (bool, &'static str) {
        if before.ends_with('\u{ad}') {
            return (false, "");
        }
        let Some(stem) = before.strip_suffix(['-', '\u{2010}']) else { return (true, " ") };
        let head = last_word(stem);
        let tail = first_word(after);
        if head.is_empty() || tail.is_empty() {
            return (true, " ");
        }
        let compound = self.words.contains(&format!("{head}-{tail}").to_lowercase()) || is_compound(head, tail);
        (compound || !tail.starts_with(char::is_lowercase) || head.ends_with(char::is_numeric), "")
    }
}

/// Says whether two halves are the words of a compound that is written with its hyphen: `long-term`, `non-profit`.
fn is_compound(head: &str, tail: &str) -> bool {
    const FIRST: [&str; 22] = [
        "long", "short", "well", "self", "non", "ex", "old", "first", "second", "third", "two", "three", "four",
        "five", "six", "ten", "year", "far", "low", "high", "half", "full",
    ];
    // With these the two halves are one word, or a word that a line end parted.
    const ENDINGS: [&str; 34] = [
        "age", "ages", "ing", "ings", "ness", "ware", "way", "ways", "fold", "land", "lands", "hand", "hold", "holds",
        "ward", "wards", "ship", "most", "ther", "time", "ered", "ened", "ment", "ments", "ised", "ized", "tion",
        "tions", "back", "come", "cut", "cuts", "fall", "falls",
    ];
    let (head, tail) = (head.to_lowercase(), tail.to_lowercase());
    FIRST.contains(&head.as_str()) && tail.chars().count() >= 4 && !ENDINGS.contains(&tail.as_str())
}

fn hyphenated_words(pages: &[Vec<Piece>]) -> HashSet<String> {
    let mut words = HashSet::new();
    let paragraphs = pages.iter().flatten().filter_map(|piece| match piece {
        Piece::Paragraph(lines) => Some(lines),
        Piece::Heading { .. } | Piece::Items(_) | Piece::Table(_) => None,
    });
    for word in paragraphs.flatten().flat_map(|line| line.split_whitespace()) {
        let word = word.trim_matches(|mark: char| !mark.is_alphanumeric());
        if word.contains('-') {
            words.insert(word.to_lowercase());
        }
    }
    words
}

fn last_word(text: &str) -> &str {
    let start = text.char_indices().rev().take_while(|(_, letter)| letter.is_alphanumeric()).last();
    start.map_or("", |(start, _)| &text[start..])
}

fn first_word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

/// Takes ligatures apart and evens out blanks; figures such as "½" and "m²" are left as they are.
fn clean(line: &str) -> String {
    let mut clean = String::with_capacity(line.len());
    for character in line.trim().chars() {
        match character {
            'ﬀ' => clean.push_str("ff"),
            'ﬁ' => clean.push_str("fi"),
            'ﬂ' => clean.push_str("fl"),
            'ﬃ' => clean.push_str("ffi"),
            'ﬄ' => clean.push_str("ffl"),
            'ﬅ' | 'ﬆ' => clean.push_str("st"),
            control if control.is_control() => clean.push(' '),
            other => clean.push(other),
        }
    }
    clean.trim().to_owned()
}
