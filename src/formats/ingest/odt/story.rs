//! The content of an ODT as paragraphs with their marks.

use crate::ingest::Reading;
use crate::ingest::fault::Fault;
use crate::ingest::limits::Limits;
use crate::ingest::manuscript::{Comment, Manuscript, Mark, Paragraph, Role};
use crate::ingest::markup::{self, Element, Token};
use std::collections::HashMap;

const PART: &str = "content.xml";
/// One element stands for at most this many blanks, whatever it says.
const MOST_BLANKS: usize = 256;

pub(super) fn read(xml: &str, reading: Reading, limits: &Limits) -> Result<Manuscript, Fault> {
    let mut story = Story { reading, ..Story::default() };
    markup::walk(PART, xml, limits, |token| {
        story.take(token);
        Ok(())
    })?;
    Ok(story.manuscript)
}

/// What the words that are being read belong to.
enum Sink {
    Footnote(String),
    Comment(String),
}

#[derive(Default)]
struct Story {
    reading: Reading,
    manuscript: Manuscript,
    path: Vec<String>,
    open: Vec<Paragraph>,
    sinks: Vec<Sink>,
    /// How deep the element stands that is passed over.
    skipped: Option<usize>,
    /// The change whose record is being read, and the paragraphs that each change took out.
    change: Option<String>,
    removed: HashMap<String, Vec<String>>,
    /// Insertions that the original reading leaves out.
    left_out: u32,
    tables: Vec<(u32, u32, u32)>,
    table_count: u32,
    lists: u32,
    count: u32,
}

impl Story {
    fn take(&mut self, token: Token) {
        match token {
            Token::Open(element) => {
                self.path.push(element.name.clone());
                if self.skipped.is_none() {
                    self.opened(&element);
                }
            }
            Token::Close(name) => {
                if self.skipped == Some(self.path.len()) {
                    self.skipped = None;
                } else if self.skipped.is_none() {
                    self.closed(&name);
                }
                self.path.pop();
            }
            Token::Text(text) if self.skipped.is_none() => self.text(&text),
            Token::Text(_) => {}
        }
    }

    fn opened(&mut self, element: &Element) {
        match element.name.as_str() {
            "p" | "h" => self.open_paragraph(element),
            "s" => {
                let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.write(&" ".repeat(MOST_BLANKS.min(count)));
            }
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "soft-page-break" => self.mark(Mark::NewPage),
            "list" => self.lists += 1,
            "table" => {
                self.table_count += 1;
                self.tables.push((self.table_count, 0, 0));
            }
            "table-row" => self.in_table(|(table, row, _)| (table, row + 1, 0)),
            "table-cell" | "covered-table-cell" => self.in_table(|(table, row, column)| (table, row, column + 1)),
            "note-citation" => self.skipped = Some(self.path.len()),
            "note-body" => self.begin_footnote(),
            "annotation" => self.begin_comment(element),
            "annotation-end" => self.mark(Mark::CommentEnd(name_of(element))),
            "changed-region" => self.change = element.attribute("id").map(str::to_owned),
            "change" => self.put_back(element),
            "change-start" => self.insertion(true),
            "change-end" => self.insertion(false),
            _ => {}
        }
    }

    fn closed(&mut self, name: &str) {
        match name {
            "p" | "h" => self.close_paragraph(),
            "list" => self.lists = self.lists.saturating_sub(1),
            "table" => {
                self.tables.pop();
            }
            "note-body" | "annotation" => {
                self.sinks.pop();
            }
            "changed-region" => self.change = None,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match (self.path.last().map(String::as_str), self.sinks.last()) {
            (Some("creator"), Some(Sink::Comment(id))) => self.comment(&id.clone()).author = Some(text.to_owned()),
            (Some("date"), Some(Sink::Comment(id))) => self.comment(&id.clone()).date = Some(text.to_owned()),
            // A line end in the file is a blank in the text.
            _ => self.write(&text.replace(['\n', '\r', '\t'], " ")),
        }
    }

    fn comment(&mut self, id: &str) -> &mut Comment {
        self.manuscript.comments.entry(id.to_owned()).or_default()
    }

    fn in_table(&mut self, step: impl Fn((u32, u32, u32)) -> (u32, u32, u32)) {
        if let Some(place) = self.tables.last_mut() {
            *place = step(*place);
        }
    }

    fn open_paragraph(&mut self, element: &Element) {
        let level = element.attribute("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
        let style = element.attribute("style-name").unwrap_or_default();
        let role = match element.name.as_str() {
            "h" => Role::Heading(level),
            _ if style == "Title" => Role::Title,
            _ if self.lists > 0 => Role::Item,
            _ => Role::Body,
        };
        let cell = self.tables.last().copied().filter(|_| self.sinks.is_empty());
        self.open.push(Paragraph { role, cell, ..Paragraph::default() });
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        if let Some(change) = &self.change {
            self.removed.entry(change.clone()).or_default().push(paragraph.text);
            return;
        }
        match self.sinks.last() {
            Some(Sink::Footnote(id)) => self.manuscript.footnotes.entry(id.clone()).or_default().push(paragraph),
            Some(Sink::Comment(id)) => {
                let id = id.clone();
                let comment = self.comment(&id);
                if !comment.text.is_empty() {
                    comment.text.push('\n');
                }
                comment.text.push_str(paragraph.text.trim());
            }
            None => self.manuscript.body.push(paragraph),
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut().filter(|_| self.left_out == 0 || !self.sinks.is_empty()) {
            paragraph.text.push_str(text);
        }
    }

    /// Marks the paragraph that is open, or the one before it.
    fn mark(&mut self, mark: Mark) {
        if let Some(paragraph) = self.open.last_mut().or(self.manuscript.body.last_mut()) {
            paragraph.mark(mark);
        }
    }

    fn next_id(&mut self) -> String {
        self.count += 1;
        format!("#{}", self.count)
    }

    fn begin_footnote(&mut self) {
        let id = self.next_id();
        self.mark(Mark::Footnote(id.clone()));
        self.sinks.push(Sink::Footnote(id));
    }

    /// A comment with a name has an end of its own; one without is pinned to where it stands.
    fn begin_comment(&mut self, element: &Element) {
        let name = name_of(element);
        let id = if name.is_empty() { self.next_id() } else { name };
        self.mark(Mark::CommentStart(id.clone()));
        self.comment(&id);
        self.sinks.push(Sink::Comment(id));
    }

    /// Puts back, for the original reading, what a change took out.
    fn put_back(&mut self, element: &Element) {
        if self.reading == Reading::Accepted || self.left_out > 0 {
            return;
        }
        let id = element.attribute("change-id").unwrap_or_default();
        let removed = self.removed.get(id).cloned().unwrap_or_default();
        let mut parts = removed.iter();
        let Some(first) = parts.next() else { return };
        self.write(first);
        for part in parts {
            if let Some(before) = self.open.pop() {
                let after =
                    Paragraph { text: part.clone(), role: before.role, cell: before.cell, ..Paragraph::default() };
                self.manuscript.body.push(before);
                self.open.push(after);
            }
        }
    }

    fn insertion(&mut self, begins: bool) {
        if self.reading == Reading::Original {
            self.left_out = if begins { self.left_out + 1 } else { self.left_out.saturating_sub(1) };
        }
    }
}

fn name_of(element: &Element) -> String {
    element.attribute("name").unwrap_or_default().to_owned()
}
