//! The content of an ODT as paragraphs with their marks.

use crate::ingest::Reading;
use crate::ingest::account::Account;
use crate::ingest::fault::Fault;
use crate::ingest::limits::Limits;
use crate::ingest::manuscript::{Comment, Look, Manuscript, Mark, Paragraph, Role};
use crate::ingest::markup::{self, Element, Token};
use crate::ingest::raised::settled;
use std::collections::HashMap;

const PART: &str = "content.xml";
/// One element stands for at most this many blanks, whatever it says.
const MOST_BLANKS: usize = 256;

/// Reads the content of a file; `styles` is the part that its named styles are in, with its headers and footers.
pub(super) fn read(
    xml: &str,
    styles: &str,
    reading: Reading,
    limits: &Limits,
    account: &mut Account,
) -> Result<Manuscript, Fault> {
    let mut looks = HashMap::new();
    for (part, xml) in [("styles.xml", styles), (PART, xml)] {
        if !xml.is_empty() {
            read_styles(part, xml, limits, &mut looks, account)?;
        }
    }
    let mut story = Story { reading, looks, ..Story::default() };
    markup::walk(PART, xml, limits, |token| {
        story.take(token);
        Ok(())
    })?;
    let Account { hidden, struck, note_marks, changes, pictures, .. } = story.account;
    *account = Account { hidden, struck, note_marks, changes, pictures, ..std::mem::take(account) };
    Ok(story.manuscript)
}

/// Reads how the styles of a part show letters, and what it prints above and below each page.
fn read_styles(
    part: &str,
    xml: &str,
    limits: &Limits,
    looks: &mut HashMap<String, Look>,
    account: &mut Account,
) -> Result<(), Fault> {
    let (mut current, mut print, mut line) = (String::new(), None, String::new());
    markup::walk(part, xml, limits, |token| {
        match token {
            Token::Open(element) => match element.name.as_str() {
                "style" => current = element.attribute("name").unwrap_or_default().to_owned(),
                "text-properties" | "section-properties" => {
                    let look = look_of(&element);
                    if look != Look::default() {
                        looks.insert(current.clone(), look);
                    }
                }
                "header" | "footer" => print = Some(element.name == "header"),
                _ => {}
            },
            Token::Text(text) if print.is_some() => line.push_str(&text),
            Token::Text(_) => {}
            Token::Close(name) => match (name.as_str(), print) {
                ("p", Some(above)) => {
                    let runs = if above { &mut account.headers } else { &mut account.footers };
                    runs.add_once(&std::mem::take(&mut line));
                }
                ("header" | "footer", _) => print = None,
                _ => {}
            },
        }
        Ok(())
    })
}

fn look_of(element: &Element) -> Look {
    let is = |name: &str, value: &str| element.attribute(name).is_some_and(|found| found == value);
    let struck = ["text-line-through-style", "text-line-through-type"].iter();
    let position = element.attribute("text-position").unwrap_or_default();
    let height =
        position.split(' ').next().and_then(|height| height.strip_suffix('%')).and_then(|height| height.parse().ok());
    Look {
        hidden: is("display", "none"),
        struck: struck.filter_map(|name| element.attribute(name)).any(|style| style != "none"),
        raised: position.starts_with("super") || height.is_some_and(|height: f32| height > 0.0),
    }
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
    /// How the styles show letters.
    looks: HashMap<String, Look>,
    /// How deep each open element with a look stands, with the look.
    shown: Vec<(usize, Look)>,
    /// Raised letters that are not written yet.
    raised: String,
    /// The words of the picture that is open.
    picture: Option<String>,
    /// Who made the change whose record is being read.
    author: Option<String>,
    account: Account,
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

    /// Heeds how an element shows what is in it.
    fn look(&mut self, element: &Element) {
        let is = |name: &str, value: &str| element.attribute(name).is_some_and(|found| found == value);
        let styled = ["span", "p", "h", "section", "a"].contains(&element.name.as_str());
        let style = element.attribute("style-name").and_then(|style| self.looks.get(style)).filter(|_| styled);
        let mut look = style.copied().unwrap_or_default();
        look.hidden |= match element.name.as_str() {
            "section" => is("display", "none"),
            "hidden-text" | "hidden-paragraph" => is("is-hidden", "true"),
            _ => false,
        };
        if look != Look::default() {
            let outer = self.shown.last().map(|(_, look)| *look).unwrap_or_default();
            let Look { hidden, struck, raised } = outer;
            let look =
                Look { hidden: hidden || look.hidden, struck: struck || look.struck, raised: raised || look.raised };
            self.shown.push((self.path.len(), look));
        }
    }

    fn opened(&mut self, element: &Element) {
        self.look(element);
        match element.name.as_str() {
            "p" | "h" => self.open_paragraph(element),
            "image" | "object" => {
                self.picture.get_or_insert_default();
            }
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
        if self.shown.last().is_some_and(|(depth, _)| *depth == self.path.len()) {
            self.settle_raised();
            self.shown.pop();
        }
        match name {
            "frame" => self.end_picture(),
            "p" | "h" => {
                self.settle_raised();
                self.close_paragraph();
            }
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
            (Some("creator" | "date"), None) if self.change.is_some() => self.change_info(text),
            (Some("title" | "desc"), _) if self.path.iter().any(|name| name == "frame") => {
                self.picture = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
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

    /// Counts a change when its date has been read; its author stands before it.
    fn change_info(&mut self, text: &str) {
        if self.path.last().is_some_and(|name| name == "creator") {
            self.author = Some(text.to_owned());
            return;
        }
        let kind = self.path.iter().rev().find(|name| matches!(name.as_str(), "insertion" | "deletion"));
        if let Some(kind) = kind {
            let inserted = kind == "insertion";
            let author = self.author.take();
            self.account.changed(author.as_deref(), Some(text), inserted);
        }
    }

    fn end_picture(&mut self) {
        let Some(words) = self.picture.take() else { return };
        self.account.pictures.add(if words.is_empty() { "picture" } else { &words });
        let mark = if words.is_empty() { "[picture]".to_owned() } else { format!("[picture: {words}]") };
        self.put(&mark);
    }

    /// Writes letters as they are shown: what is hidden or struck is told, and what is raised waits for its end.
    fn write(&mut self, text: &str) {
        match self.shown.last().map(|(_, look)| *look).unwrap_or_default() {
            _ if self.change.is_some() => self.put(text),
            Look { hidden: true, .. } => self.account.hidden.add(text),
            Look { struck: true, .. } => self.account.struck.add(text),
            Look { raised: true, .. } => self.raised.push_str(text),
            _ => self.put(text),
        }
    }

    fn settle_raised(&mut self) {
        let run = std::mem::take(&mut self.raised);
        let before = self.open.last().map_or("", |paragraph| paragraph.text.as_str());
        if let Some(kept) = settled(before, &run, &mut self.account) {
            self.put(&kept);
        }
    }

    fn put(&mut self, text: &str) {
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
        let answers = element.attribute("parent-name").map(str::to_owned);
        let comment = self.comment(&id);
        comment.settled = element.attribute("resolved") == Some("true");
        comment.answers = answers;
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
