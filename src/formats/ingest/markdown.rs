//! Markdown: the bytes as they are, with headings, lists, tables and footnotes told apart by their marks.

use super::block::Kind;
use super::composer::Composer;
use super::document::Document;
use super::fault::Fault;
use super::plain;
use super::sniff::Format;
use std::ops::Range;

pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let plain::Decoded { text, encoding, warning } = plain::decode(bytes)?;
    let text = text.as_ref();
    let mut composer = Composer::over(text);
    composer.account.encoding = Some(encoding).filter(|encoding| encoding.name != "UTF-8");
    composer.warnings.extend(warning);
    let body = front_matter(text, &mut composer);
    let mut parser = Parser { text, composer, open: None, fence: None, tables: 0, row: 0 };
    let mut start = body;
    for line in text[body..].split_inclusive('\n') {
        parser.line(start..start + line.len());
        start += line.len();
    }
    parser.close();
    if parser.composer.title.is_none() {
        parser.composer.title = first_heading(text);
    }
    parser.composer.finish(Format::Markdown)
}

/// Reads `title:`, `author:` and `date:` between two `---` lines at the top; gives where the text goes on.
fn front_matter(text: &str, composer: &mut Composer) -> usize {
    let top = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - top.len();
    let Some(rest) = top.strip_prefix("---\n").or_else(|| top.strip_prefix("---\r\n")) else { return skipped };
    let mut at = text.len() - rest.len();
    for line in rest.split_inclusive('\n') {
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return at;
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = Some(value.trim().trim_matches(['"', '\'']).to_owned());
        match key.trim().to_ascii_lowercase().as_str() {
            "title" => composer.title = value,
            "author" | "byline" => composer.byline = value,
            "date" | "published" => composer.published = value,
            _ => {}
        }
    }
    skipped
}

fn first_heading(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix("# "))?;
    Some(line.trim().trim_end_matches('#').trim().to_owned())
}

struct Parser<'a> {
    text: &'a str,
    composer: Composer,
    /// The block that the next line may continue.
    open: Option<(Kind, Range<usize>)>,
    /// The mark that ends the code that was begun.
    fence: Option<&'a str>,
    tables: u32,
    row: u32,
}

impl<'a> Parser<'a> {
    fn line(&mut self, bytes: Range<usize>) {
        let line = &self.text[bytes.clone()];
        let trimmed = line.trim();
        if self.in_code(trimmed, &bytes) {
            return;
        }
        if !trimmed.starts_with('|') {
            self.row = 0;
        }
        let start = bytes.start + (line.len() - line.trim_start().len());
        match Mark::of(trimmed) {
            Mark::Blank => self.close(),
            Mark::Heading(level, mark) => self.heading(level, start + mark..start + trimmed.len()),
            Mark::Underline(level) => self.underline(level, bytes),
            Mark::Row => self.table_row(start, trimmed),
            Mark::Item(mark) => self.begin(Kind::List, start + mark..start + trimmed.len()),
            Mark::Footnote(mark) => self.begin(Kind::Footnote, start + mark..start + trimmed.len()),
            Mark::Text(mark) => self.go_on(start + mark..start + trimmed.len()),
        }
    }

    fn in_code(&mut self, trimmed: &'a str, bytes: &Range<usize>) -> bool {
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (self.fence, mark) {
            (None, Some(mark)) => {
                self.close();
                self.fence = Some(mark);
            }
            (Some(fence), Some(mark)) if fence == mark => {
                self.close();
                self.fence = None;
            }
            (Some(_), _) if !trimmed.is_empty() => self.go_on(bytes.start..bytes.end),
            (Some(_), _) => {}
            (None, None) => return false,
        }
        true
    }

    fn begin(&mut self, kind: Kind, bytes: Range<usize>) {
        self.close();
        self.open = Some((kind, bytes));
    }

    fn go_on(&mut self, bytes: Range<usize>) {
        match &mut self.open {
            Some((_, open)) => open.end = bytes.end,
            None => self.open = Some((Kind::Paragraph, bytes)),
        }
    }

    fn close(&mut self) {
        if let Some((kind, bytes)) = self.open.take() {
            let end = bytes.start + self.text[bytes.clone()].trim_end().len();
            self.composer.mark(kind, bytes.start..end);
        }
    }

    fn heading(&mut self, level: u8, bytes: Range<usize>) {
        self.close();
        let text = self.text[bytes.clone()].trim_end_matches('#').trim_end();
        let lead = text.len() - text.trim_start().len();
        let heading = bytes.start + lead..bytes.start + text.len();
        self.composer.mark_heading(level, text.trim(), heading);
    }

    /// A line of `=` or `-` makes a heading of the paragraph above it, and is a rule when there is none.
    fn underline(&mut self, level: u8, bytes: Range<usize>) {
        match self.open.take() {
            Some((Kind::Paragraph, above)) => {
                let text = self.text[above.clone()].trim_end();
                self.composer.mark_heading(level, text, above.start..above.start + text.len());
            }
            Some(open) => {
                self.open = Some(open);
                self.close();
            }
            None if level == 1 => self.go_on(bytes),
            None => {}
        }
    }

    fn table_row(&mut self, start: usize, line: &str) {
        self.close();
        if line.chars().all(|mark| matches!(mark, '|' | '-' | ':' | ' ')) {
            return;
        }
        self.tables += u32::from(self.row == 0);
        self.row += 1;
        let mut at = start + 1;
        for (column, cell) in line[1..].trim_end_matches('|').split('|').enumerate() {
            let lead = cell.len() - cell.trim_start().len();
            let kind = Kind::TableCell { table: self.tables, row: self.row, column: column as u32 + 1 };
            self.composer.mark(kind, at + lead..at + lead + cell.trim().len());
            at += cell.len() + 1;
        }
    }
}

/// What a line is, by what it begins with; numbers are the length of the mark in bytes.
enum Mark {
    Blank,
    Heading(u8, usize),
    Underline(u8),
    Row,
    Item(usize),
    Footnote(usize),
    Text(usize),
}

impl Mark {
    fn of(line: &str) -> Self {
        let hashes = line.len() - line.trim_start_matches('#').len();
        if line.is_empty() {
            Self::Blank
        } else if (1..=6).contains(&hashes) && line[hashes..].starts_with([' ', '\t']) {
            Self::Heading(hashes as u8, hashes)
        } else if line.bytes().all(|byte| byte == b'=') {
            Self::Underline(1)
        } else if line.len() > 1 && line.bytes().all(|byte| byte == b'-') {
            Self::Underline(2)
        } else if line.starts_with('|') {
            Self::Row
        } else if let Some(length) = item_mark(line) {
            Self::Item(length)
        } else if let Some(length) = line.strip_prefix("[^").and_then(|rest| rest.find("]:")) {
            Self::Footnote(length + 4 + usize::from(line[length + 4..].starts_with(' ')))
        } else {
            let quoted = line.trim_start_matches(['>', ' ']);
            Self::Text(if line.starts_with('>') { line.len() - quoted.len() } else { 0 })
        }
    }
}

fn item_mark(line: &str) -> Option<usize> {
    if ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark)) {
        return Some(2);
    }
    let digits = line.len() - line.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    let numbered = (1..=9).contains(&digits) && [". ", ") "].iter().any(|mark| line[digits..].starts_with(mark));
    numbered.then_some(digits + 2)
}
