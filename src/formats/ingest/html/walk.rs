//! Turns a page's tree into pieces of text, each with the part of the page that it is in.

use super::region::part_of;
use crate::ingest::account::Part;
use crate::ingest::block::Kind;
use crate::ingest::composer::Composer;
use dom_query::{Document as Page, NodeId, NodeRef};

/// Cells longer than this are no cells of a table but parts of a page that is laid out by one.
const LONGEST_CELL: usize = 400;

/// A stretch of text that stands by itself.
pub(super) struct Piece {
    pub text: String,
    pub shape: Shape,
    /// Characters of it that are in links.
    pub linked: usize,
    /// The block element that it is in.
    pub node: NodeId,
    /// The part of the page, where that is not its main text by what the elements around say.
    pub part: Option<Part>,
    /// Whether its element is one that holds a paragraph and nothing else.
    pub is_paragraph: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Heading(u8),
    Block(Kind),
}

impl Piece {
    /// Counts the words.
    pub fn words(&self) -> u64 {
        self.text.split_whitespace().count() as u64
    }
}

/// Gives the text of a page, piece by piece.
pub(super) fn pieces(page: &Page) -> Vec<Piece> {
    let body = page.tree.body().unwrap_or_else(|| page.tree.root());
    let mut walker = Walker {
        pieces: Vec::new(),
        inline: String::new(),
        linked: 0,
        in_link: false,
        kind: Kind::Paragraph,
        node: body.id,
        part: None,
        in_article: false,
        is_paragraph: false,
        whole: body.normalized_char_count(),
        tables: 0,
        row: 0,
        column: 0,
    };
    walker.children(&body);
    walker.flush();
    walker.pieces
}

/// Adds pieces to a document.
pub(super) fn compose<'p>(pieces: impl IntoIterator<Item = &'p Piece>, composer: &mut Composer) {
    for piece in pieces {
        match piece.shape {
            Shape::Heading(level) => {
                composer.heading(level, &piece.text);
            }
            Shape::Block(kind) => {
                let separator = match kind {
                    Kind::TableCell { column, .. } if column > 1 => "\t",
                    Kind::TableCell { row, .. } if row > 1 => "\n",
                    Kind::List => "\n",
                    _ => "\n\n",
                };
                composer.block_after(separator, kind, &piece.text);
            }
        }
    }
}

/// Gives the date in a page's first `time` element.
pub(super) fn date(page: &Page) -> Option<String> {
    page.select("time[datetime]").iter().find_map(|time| time.attr("datetime")).map(|date| date.to_string())
}

struct Walker {
    pieces: Vec<Piece>,
    /// The words of the piece that is being read.
    inline: String,
    linked: usize,
    in_link: bool,
    kind: Kind,
    node: NodeId,
    part: Option<Part>,
    in_article: bool,
    is_paragraph: bool,
    /// Characters of the whole page.
    whole: usize,
    tables: u32,
    row: u32,
    column: u32,
}

impl Walker {
    fn children(&mut self, node: &NodeRef) {
        for child in node.children_it(false) {
            self.node(&child);
        }
    }

    fn node(&mut self, node: &NodeRef) {
        if node.is_text() {
            self.words(&node.text());
            return;
        }
        let Some(name) = node.node_name() else { return };
        match name.as_ref() {
            "script" | "style" | "noscript" | "template" | "head" | "button" | "svg" | "iframe" | "select"
            | "textarea" => {}
            "br" => self.inline.push('\n'),
            "a" => {
                let outer = std::mem::replace(&mut self.in_link, true);
                self.children(node);
                self.in_link = outer;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, &name),
            "li" | "dt" | "dd" => self.block(node, &name, Kind::List),
            "figcaption" | "caption" => self.block(node, &name, Kind::Caption),
            "table" => self.table(node),
            "tr" => {
                self.flush();
                (self.row, self.column) = (self.row + 1, 0);
                self.children(node);
            }
            "td" | "th" => {
                self.column += 1;
                let cell = Kind::TableCell { table: self.tables, row: self.row.max(1), column: self.column };
                let is_layout = node.normalized_char_count() > LONGEST_CELL;
                self.block(node, &name, if is_layout { Kind::Paragraph } else { cell });
            }
            name if is_block(name) => self.block(node, name, self.kind),
            _ => self.children(node),
        }
    }

    fn heading(&mut self, node: &NodeRef, name: &str) {
        self.flush();
        let outer = std::mem::replace(&mut self.node, node.id);
        self.children(node);
        let text = std::mem::take(&mut self.inline);
        let text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let linked = std::mem::take(&mut self.linked);
        if !text.is_empty() {
            let shape = Shape::Heading(name.as_bytes()[1] - b'0');
            self.pieces.push(Piece { text, shape, linked, node: self.node, part: self.part, is_paragraph: false });
        }
        self.node = outer;
    }

    fn block(&mut self, node: &NodeRef, name: &str, kind: Kind) {
        self.flush();
        let outer = (self.kind, self.node, self.part, self.in_article, self.is_paragraph);
        (self.kind, self.node) = (kind, node.id);
        self.is_paragraph = matches!(name, "p" | "blockquote" | "pre");
        self.in_article |= matches!(name, "article" | "main");
        if self.part.is_none() {
            // Whatever its name, what holds most of the page is not beside the article.
            let part = part_of(node, name, self.in_article);
            self.part = part.filter(|_| node.normalized_char_count() * 2 < self.whole);
        }
        self.children(node);
        self.flush();
        (self.kind, self.node, self.part, self.in_article, self.is_paragraph) = outer;
    }

    fn table(&mut self, node: &NodeRef) {
        self.flush();
        self.tables += 1;
        let outer = (self.row, self.column);
        (self.row, self.column) = (0, 0);
        self.children(node);
        self.flush();
        (self.row, self.column) = outer;
    }

    /// Adds words, with any run of blanks as one.
    fn words(&mut self, text: &str) {
        let before = self.inline.len();
        for character in text.chars() {
            let blank = character.is_ascii_whitespace();
            if !blank {
                self.inline.push(character);
            } else if !self.inline.is_empty() && !self.inline.ends_with([' ', '\n']) {
                self.inline.push(' ');
            }
        }
        if self.in_link {
            self.linked += self.inline[before..].chars().count();
        }
    }

    /// Ends a piece; two line breaks part paragraphs as much as elements do.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.inline);
        let linked = std::mem::take(&mut self.linked);
        let is_cell = matches!(self.kind, Kind::TableCell { .. });
        let parts: Vec<&str> = if is_cell { vec![text.trim()] } else { paragraphs(&text) };
        let of_several = parts.len() > 1;
        for text in parts.into_iter().filter(|text| !text.is_empty()) {
            self.pieces.push(Piece {
                text: text.to_owned(),
                shape: Shape::Block(self.kind),
                linked: if of_several { 0 } else { linked },
                node: self.node,
                part: self.part,
                is_paragraph: self.is_paragraph || of_several,
            });
        }
    }
}

/// Parts a text at line breaks that follow each other.
fn paragraphs(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() && at > start {
            parts.push(text[start..at].trim());
            start = at + line.len();
        }
        at += line.len();
    }
    parts.push(text[start.min(text.len())..].trim());
    parts
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "form"
            | "blockquote"
            | "pre"
            | "ul"
            | "ol"
            | "dl"
            | "figure"
            | "address"
            | "hr"
            | "hgroup"
            | "details"
            | "summary"
            | "menu"
            | "dialog"
            | "fieldset"
            | "body"
            | "html"
    )
}
