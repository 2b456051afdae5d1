//! One story of a DOCX: the body, the footnotes or the comments, as paragraphs with their marks.

use super::imprint::{Run, Tracker};

use crate::ingest::Reading;
use crate::ingest::fault::Fault;
use crate::ingest::limits::Limits;
use crate::ingest::manuscript::{Mark, Paragraph, Role, Stretch};
use crate::ingest::markup::{self, Element, Token};
use std::collections::{HashMap, HashSet};

/// A paragraph with the footnote or comment that it belongs to.
pub(super) struct Piece {
    pub paragraph: Paragraph,
    pub owner: Option<Owner>,
}

/// A footnote or comment.
#[derive(Clone)]
pub(super) struct Owner {
    pub id: String,
    pub author: Option<String>,
    pub date: Option<String>,
}

/// Walks through a story.
pub(super) struct Story<'a> {
    styles: &'a HashMap<String, Role>,
    reading: Reading,
    /// Whether pages are told by where Word last broke them, and not by breaks that the author put in.
    rendered: bool,
    path: Vec<String>,
    /// How deep the element stands that is passed over.
    skipped: Option<usize>,
    /// Paragraphs that are open: a text box stands within another paragraph.
    open: Vec<Paragraph>,
    /// Whether the mark at the end of each open paragraph is gone in this reading.
    unended: Vec<bool>,
    /// What goes before the next paragraph, because the break between the two is gone.
    carried: Option<Paragraph>,
    /// Comments that begin between two paragraphs.
    waiting: Vec<Mark>,
    /// Comments that had an end of their own.
    ranged: HashSet<String>,
    /// The row and column in each open table, with the table's number.
    tables: Vec<(u32, u32, u32)>,
    table_count: u32,
    owner: Option<Owner>,
    pieces: Vec<Piece>,
    tracker: Tracker,
    /// Where each open paragraph begins in the XML.
    starts: Vec<usize>,
}

impl<'a> Story<'a> {
    /// Reads the paragraphs of a story, and the runs that they are made of.
    pub fn read(
        part: &str,
        xml: &str,
        styles: &'a HashMap<String, Role>,
        reading: Reading,
        rendered: bool,
        limits: &Limits,
    ) -> Result<(Vec<Piece>, Vec<Run>), Fault> {
        let mut story = Self {
            styles,
            reading,
            rendered,
            path: Vec::new(),
            skipped: None,
            open: Vec::new(),
            unended: Vec::new(),
            carried: None,
            waiting: Vec::new(),
            ranged: HashSet::new(),
            tables: Vec::new(),
            table_count: 0,
            owner: None,
            pieces: Vec::new(),
            tracker: Tracker::default(),
            starts: Vec::new(),
        };
        markup::walk_placed(part, xml, limits, |token, place| {
            match &token {
                Token::Open(element) => {
                    if element.name == "p" {
                        story.starts.push(place.start);
                    }
                    story.tracker.open(&element.name, &xml[place.clone()], place);
                }
                Token::Close(name) => story.tracker.close(name, place),
                Token::Text(_) => {}
            }
            let ends = matches!(&token, Token::Close(name) if name == "p");
            story.take(token);
            if ends {
                story.starts.pop();
            }
            Ok(())
        })?;
        if let Some(carried) = story.carried.take() {
            story.push(carried);
        }
        Ok((story.pieces, story.tracker.runs))
    }

    fn take(&mut self, token: Token) {
        match token {
            Token::Open(element) => {
                self.path.push(element.name.clone());
                self.comment_mark(&element);
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
            Token::Text(text) => {
                let is_text = matches!(self.path.last().map(String::as_str), Some("t" | "delText"));
                if is_text && self.skipped.is_none() {
                    self.write(&text);
                }
            }
        }
    }

    fn opened(&mut self, element: &Element) {
        match element.name.as_str() {
            "p" => self.open_paragraph(),
            "tbl" => {
                self.table_count += 1;
                self.tables.push((self.table_count, 0, 0));
            }
            "tr" => self.in_table(|(table, row, _)| (table, row + 1, 0)),
            "tc" => self.in_table(|(table, row, column)| (table, row, column + 1)),
            "ins" | "moveTo" | "del" | "moveFrom" => self.tracked(&element.name),
            "footnote" | "endnote" | "comment" => self.owner = owner(element),
            // A text box is given twice, the second time for older programs.
            "Fallback" => self.skipped = Some(self.path.len()),
            name if name.ends_with("PrChange") => self.skipped = Some(self.path.len()),
            "pStyle" | "outlineLvl" | "numPr" => self.property(element),
            "framePr" => self.drop_cap(element),
            _ if self.parent() == Some("r") => self.in_run(element),
            _ => {}
        }
    }

    fn closed(&mut self, name: &str) {
        match name {
            "p" => self.close_paragraph(),
            "tbl" => {
                self.tables.pop();
            }
            "footnote" | "endnote" | "comment" => self.owner = None,
            _ => {}
        }
    }

    fn parent(&self) -> Option<&str> {
        self.path.len().checked_sub(2).map(|index| self.path[index].as_str())
    }

    fn in_table(&mut self, step: impl Fn((u32, u32, u32)) -> (u32, u32, u32)) {
        if let Some(place) = self.tables.last_mut() {
            *place = step(*place);
        }
    }

    /// Passes over what the reading leaves out; inside the properties of a paragraph or row, the change is to those.
    fn tracked(&mut self, name: &str) {
        let added = matches!(name, "ins" | "moveTo");
        let left_out = added == (self.reading == Reading::Original);
        match self.parent() {
            Some("rPr") => {
                if let Some(unended) = self.unended.last_mut().filter(|_| left_out) {
                    *unended = true;
                }
            }
            Some("trPr") => {
                let row = self.path.iter().rposition(|name| name == "tr").map(|index| index + 1);
                self.skipped = row.filter(|_| left_out);
            }
            Some("numPr") => {}
            _ if left_out => self.skipped = Some(self.path.len()),
            _ => {}
        }
    }

    fn property(&mut self, element: &Element) {
        let Some(paragraph) = self.open.last_mut() else { return };
        let value = element.attribute("val").unwrap_or_default();
        match element.name.as_str() {
            "pStyle" => paragraph.role = self.styles.get(value).copied().unwrap_or_default(),
            "outlineLvl" => {
                if let Some(level) = value.parse::<u8>().ok().filter(|level| *level < 9) {
                    paragraph.role = Role::Heading(level + 1);
                }
            }
            _ if paragraph.role == Role::Body => paragraph.role = Role::Item,
            _ => {}
        }
    }

    fn in_run(&mut self, element: &Element) {
        let id = element.attribute("id").unwrap_or_default();
        match element.name.as_str() {
            "tab" | "ptab" => self.write("\t"),
            "noBreakHyphen" => self.write("\u{2011}"),
            "br" if element.attribute("type") == Some("page") => self.break_page(!self.rendered),
            "lastRenderedPageBreak" => self.break_page(self.rendered),
            "br" | "cr" => self.write("\n"),
            "footnoteReference" => self.mark(Mark::Footnote(format!("f{id}"))),
            "endnoteReference" => self.mark(Mark::Footnote(format!("e{id}"))),
            _ => {}
        }
    }

    fn break_page(&mut self, counts: bool) {
        if counts {
            self.mark(Mark::NewPage);
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            let start = paragraph.text.len();
            paragraph.text.push_str(text);
            if let Some((run, child, whole)) = self.tracker.current() {
                let text = start..paragraph.text.len();
                let begins = self.starts.last().copied().unwrap_or_default();
                paragraph.stretches.push(Stretch { text, story: 0, run, child, whole, paragraph: begins });
            }
        }
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.mark(mark);
        }
    }

    /// Heeds where a comment begins and ends, even in what is passed over.
    fn comment_mark(&mut self, element: &Element) {
        let Some(id) = element.attribute("id").map(str::to_owned) else { return };
        let mark = match element.name.as_str() {
            "commentRangeStart" => Mark::CommentStart(id),
            "commentRangeEnd" => {
                self.ranged.insert(id.clone());
                Mark::CommentEnd(id)
            }
            // A comment without a range is pinned to where its sign stands.
            "commentReference" if !self.ranged.contains(&id) => Mark::CommentEnd(id),
            _ => return,
        };
        match (self.open.last_mut(), &mark) {
            (Some(paragraph), _) => paragraph.mark(mark),
            (None, Mark::CommentEnd(_)) if !self.pieces.is_empty() => {
                if let Some(last) = self.pieces.last_mut() {
                    last.paragraph.mark(mark);
                }
            }
            (None, _) => self.waiting.push(mark),
        }
    }

    /// A large first letter stands in a paragraph of its own, and belongs to the word that the next one begins with.
    fn drop_cap(&mut self, element: &Element) {
        let dropped = element.attribute("dropCap").is_some_and(|kind| kind != "none");
        if let Some(unended) = self.unended.last_mut().filter(|_| dropped) {
            *unended = true;
        }
    }

    fn open_paragraph(&mut self) {
        let marks = self.waiting.drain(..).map(|mark| (0, mark)).collect();
        self.open.push(Paragraph { marks, cell: self.tables.last().copied(), ..Paragraph::default() });
        self.unended.push(false);
    }

    fn close_paragraph(&mut self) {
        let Some(mut paragraph) = self.open.pop() else { return };
        if let Some(before) = self.carried.take() {
            paragraph.put_before(before);
        }
        if self.unended.pop() == Some(true) {
            self.carried = Some(paragraph);
        } else {
            self.push(paragraph);
        }
    }

    fn push(&mut self, paragraph: Paragraph) {
        self.pieces.push(Piece { paragraph, owner: self.owner.clone() });
    }
}

fn owner(element: &Element) -> Option<Owner> {
    // The lines that part footnotes from the text are kept as footnotes of a type of their own.
    if element.attribute("type").is_some_and(|kind| kind != "normal") {
        return None;
    }
    Some(Owner {
        id: element.attribute("id")?.to_owned(),
        author: element.attribute("author").map(str::to_owned),
        date: element.attribute("date").map(str::to_owned),
    })
}

/// Reads which styles make a heading, a title, a list item or a caption.
pub(super) fn styles(part: &str, xml: &str, limits: &Limits) -> Result<HashMap<String, Role>, Fault> {
    let mut roles = HashMap::new();
    let mut parents: Vec<(String, String)> = Vec::new();
    let mut current = String::new();
    markup::walk(part, xml, limits, |token| {
        let Token::Open(element) = token else { return Ok(()) };
        let value = element.attribute("val").unwrap_or_default();
        match element.name.as_str() {
            "style" => current = element.attribute("styleId").unwrap_or_default().to_owned(),
            "name" => {
                if let Some(role) = role_of(value) {
                    roles.insert(current.clone(), role);
                }
            }
            "basedOn" => parents.push((current.clone(), value.to_owned())),
            "outlineLvl" => {
                if let Some(level) = value.parse::<u8>().ok().filter(|level| *level < 9) {
                    roles.entry(current.clone()).or_insert(Role::Heading(level + 1));
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    // Styles seldom stand more than a few steps from the one that they are based on.
    for _ in 0..4 {
        for (style, parent) in &parents {
            if let Some(role) = roles.get(parent).copied() {
                roles.entry(style.clone()).or_insert(role);
            }
        }
    }
    Ok(roles)
}

fn role_of(name: &str) -> Option<Role> {
    let name = name.to_ascii_lowercase();
    if let Some(level) = name.strip_prefix("heading ") {
        return level.parse().ok().map(Role::Heading);
    }
    match name.as_str() {
        "title" => Some(Role::Title),
        "caption" => Some(Role::Caption),
        name if name.starts_with("list") => Some(Role::Item),
        _ => None,
    }
}
