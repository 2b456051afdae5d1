//! What a word processor's file holds, whichever wrote it: paragraphs with marks in them, footnotes and comments.

use super::block::Kind;
use super::composer::{Composer, span};
use super::document::Note;
use std::collections::HashMap;
use std::ops::Range;

/// A stretch of text that one run of the file's XML gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Byte offsets into the text.
    pub text: Range<usize>,
    /// Which of the file's stories it stands in: the body, the footnotes, the endnotes.
    pub story: usize,
    /// Which of the story's runs gave it, and which child of the run.
    pub run: usize,
    pub child: usize,
    /// It stands deeper within its run, as in a text box: marks go only around the whole run.
    pub whole: bool,
    /// Where its paragraph begins in the XML.
    pub paragraph: usize,
}

/// A paragraph and what is marked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub text: String,
    /// Marks by their offset in the text, in order.
    pub marks: Vec<(usize, Mark)>,
    /// Where its text stands in the file, where the reader tells.
    pub stretches: Vec<Stretch>,
    pub role: Role,
    /// Table, row and column, each from 1.
    pub cell: Option<(u32, u32, u32)>,
}

/// Something that happens at a place within a paragraph. Comments and footnotes go by the file's own ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    CommentStart(String),
    CommentEnd(String),
    Footnote(String),
    NewPage,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Body,
    /// The title of the whole: a heading that nothing stands under.
    Title,
    Heading(u8),
    Item,
    Caption,
}

/// A comment, wherever it is pinned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comment {
    pub author: Option<String>,
    pub date: Option<String>,
    pub text: String,
    /// The id of the comment that it answers.
    pub answers: Option<String>,
    pub settled: bool,
}

/// How the letters of a run are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub hidden: bool,
    pub struck: bool,
    pub raised: bool,
}

/// A file as paragraphs, footnotes and comments.
#[derive(Debug, Default)]
pub(super) struct Manuscript {
    pub body: Vec<Paragraph>,
    pub footnotes: HashMap<String, Vec<Paragraph>>,
    pub comments: HashMap<String, Comment>,
}

impl Stretch {
    /// Counts its offsets from `to` where they were counted from `from`.
    fn shifted(&self, to: usize, from: usize) -> Self {
        Self { text: self.text.start + to - from..self.text.end + to - from, ..self.clone() }
    }
}

impl Paragraph {
    pub fn mark(&mut self, mark: Mark) {
        self.marks.push((self.text.len(), mark));
    }

    /// Sets another paragraph in front: the break between the two was taken out.
    pub fn put_before(&mut self, mut before: Paragraph) {
        let shift = before.text.len();
        before.text.push_str(&self.text);
        before.marks.extend(self.marks.drain(..).map(|(at, mark)| (at + shift, mark)));
        before.stretches.extend(self.stretches.drain(..).map(|stretch| stretch.shifted(shift, 0)));
        self.text = before.text;
        self.stretches = before.stretches;
        self.marks = before.marks;
    }
}

impl Manuscript {
    /// Puts the text together: the body, then the footnotes in the order in which it refers to them.
    ///
    /// Gives where the text stands in the file, where the reader told.
    pub fn compose(self, composer: &mut Composer) -> Vec<Stretch> {
        let mut press = Press {
            composer,
            open: HashMap::new(),
            spans: Vec::new(),
            footnotes: Vec::new(),
            last: None,
            stretches: Vec::new(),
        };
        for paragraph in &self.body {
            press.set(paragraph, None);
        }
        for Reference { id, page, headings } in std::mem::take(&mut press.footnotes) {
            press.composer.go_back(page, headings);
            for paragraph in self.footnotes.get(&id).into_iter().flatten() {
                press.set(paragraph, Some(Kind::Footnote));
            }
        }
        let stretches = std::mem::take(&mut press.stretches);
        press.pin(&self.comments);
        stretches
    }
}

/// A footnote that the body refers to, and where.
struct Reference {
    id: String,
    page: Option<u32>,
    headings: Vec<(u8, String)>,
}

struct Press<'a> {
    composer: &'a mut Composer,
    /// Comments that have begun, with where.
    open: HashMap<String, usize>,
    /// Comments that have ended, with their stretch of text.
    spans: Vec<(String, std::ops::Range<usize>)>,
    footnotes: Vec<Reference>,
    /// The table, row and column of the paragraph before.
    last: Option<(u32, u32, u32)>,
    stretches: Vec<Stretch>,
}

impl Press<'_> {
    fn set(&mut self, paragraph: &Paragraph, kind: Option<Kind>) {
        let mut separator = self.separator(paragraph.cell);
        let mut from = 0;
        for (at, mark) in &paragraph.marks {
            if *mark == Mark::NewPage {
                if !paragraph.text[from..*at].trim().is_empty() {
                    self.print(separator, paragraph, &paragraph.text[from..*at], kind);
                    separator = "";
                }
                self.heed(paragraph, from..*at);
                let page = self.composer.page.unwrap_or(1) + 1;
                self.composer.turn_to(page);
                from = *at;
            }
        }
        if !paragraph.text[from..].trim().is_empty() {
            self.print(separator, paragraph, &paragraph.text[from..], kind);
        }
        self.heed(paragraph, from..paragraph.text.len() + 1);
    }

    /// Gives what stands between the paragraph before and this one: cells of a row are set apart by tabs.
    fn separator(&mut self, cell: Option<(u32, u32, u32)>) -> &'static str {
        let before = std::mem::replace(&mut self.last, cell);
        match (before, cell) {
            (Some((table, row, column)), Some(now)) if (table, row) == (now.0, now.1) => {
                if column == now.2 {
                    "\n"
                } else {
                    "\t"
                }
            }
            (Some((table, ..)), Some(now)) if table == now.0 => "\n",
            _ => "\n\n",
        }
    }

    fn print(&mut self, separator: &str, paragraph: &Paragraph, text: &str, kind: Option<Kind>) {
        let kind = match (kind, paragraph.cell, paragraph.role) {
            (Some(kind), ..) => kind,
            (None, Some((table, row, column)), _) => Kind::TableCell { table, row, column },
            (None, None, Role::Heading(level)) => {
                self.composer.heading(level, text);
                return;
            }
            (None, None, Role::Title) => Kind::Heading,
            (None, None, Role::Item) => Kind::List,
            (None, None, Role::Caption) => Kind::Caption,
            (None, None, Role::Body) => Kind::Paragraph,
        };
        self.composer.block_after(separator, kind, text);
    }

    /// Heeds the marks in a stretch of a paragraph that has just been printed.
    fn heed(&mut self, paragraph: &Paragraph, stretch: std::ops::Range<usize>) {
        let printed = !paragraph.text[stretch.start..stretch.end.min(paragraph.text.len())].trim().is_empty();
        let end = self.composer.text().len();
        let start = end - if printed { stretch.end.min(paragraph.text.len()) - stretch.start } else { 0 };
        let inside = |piece: &&Stretch| stretch.start <= piece.text.start && piece.text.end <= stretch.end;
        let pieces = paragraph.stretches.iter().filter(inside).filter(|_| printed);
        self.stretches.extend(pieces.map(|piece| piece.shifted(start, stretch.start)));
        for (at, mark) in paragraph.marks.iter().filter(|(at, _)| stretch.contains(at)) {
            let place = (start + at - stretch.start).min(end);
            match mark {
                Mark::CommentStart(id) => {
                    self.open.insert(id.clone(), place);
                }
                Mark::CommentEnd(id) => {
                    let from = self.open.remove(id).unwrap_or(place).min(place);
                    self.spans.push((id.clone(), from..place));
                }
                Mark::Footnote(id) => {
                    let headings = self.composer.headings().to_vec();
                    self.footnotes.push(Reference { id: id.clone(), page: self.composer.page, headings });
                }
                Mark::NewPage => {}
            }
        }
    }

    /// Pins the comments to their stretches; one that never ended is pinned to where it began.
    fn pin(mut self, comments: &HashMap<String, Comment>) {
        self.spans.extend(self.open.drain().map(|(id, at)| (id, at..at)));
        self.spans.sort_by(|(a, one), (b, other)| (one.start, one.end, a).cmp(&(other.start, other.end, b)));
        self.spans.retain(|(id, _)| comments.contains_key(id));
        let pinned: HashMap<&str, std::ops::Range<usize>> =
            self.spans.iter().map(|(id, stretch)| (id.as_str(), stretch.clone())).collect();
        // An answer stands where its question does, in files that pin only the question.
        let mut unpinned: Vec<&String> = comments.keys().filter(|id| !pinned.contains_key(id.as_str())).collect();
        unpinned.sort();
        let mut spans = self.spans.clone();
        for id in unpinned {
            match comments[id].answers.as_deref().and_then(|question| pinned.get(question)) {
                Some(stretch) => spans.push((id.clone(), stretch.clone())),
                None => self.composer.account.comments_without_place += 1,
            }
        }
        let spans = in_threads(spans, comments);
        let places: HashMap<&str, usize> = spans.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at)).collect();
        for (id, stretch) in &spans {
            let Comment { author, date, text, answers, settled } = comments[id].clone();
            let stretch = widen(self.composer.text(), stretch.clone());
            let question = answers.and_then(|question| places.get(question.as_str()).copied());
            let settled = settled
                || question.is_some_and(|question| self.composer.notes.get(question).is_some_and(|note| note.settled));
            self.composer.notes.push(Note { span: span(stretch), author, date, text, answers: question, settled });
        }
    }
}

/// Puts every answer behind what it answers.
fn in_threads(spans: Vec<(String, Range<usize>)>, comments: &HashMap<String, Comment>) -> Vec<(String, Range<usize>)> {
    let question =
        |id: &str| comments[id].answers.clone().filter(|question| spans.iter().any(|(id, _)| id == question));
    let mut ordered = Vec::with_capacity(spans.len());
    for (id, stretch) in spans.iter().filter(|(id, _)| question(id).is_none()) {
        ordered.push((id.clone(), stretch.clone()));
        ordered.extend(spans.iter().filter(|(answer, _)| question(answer).as_deref() == Some(id)).cloned());
    }
    // Answers to answers, which no program writes, are kept at the end.
    let left: Vec<_> = spans.iter().filter(|(id, _)| !ordered.iter().any(|(known, _)| known == id)).cloned().collect();
    ordered.extend(left);
    ordered
}

/// A comment that begins at the end of one paragraph begins with the next.
fn widen(text: &str, stretch: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let inside = &text[stretch.clone()];
    let start = stretch.start + inside.len() - inside.trim_start_matches('\n').len();
    start.min(stretch.end)..stretch.end
}
