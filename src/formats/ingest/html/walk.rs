//! Turns a page's tree into blocks.

use crate::ingest::block::Kind;
use crate::ingest::composer::Composer;
use dom_query::{Document as Page, NodeRef};

/// Adds the text of a page, block by block.
pub(super) fn compose(page: &Page, composer: &mut Composer) {
    let mut walker = Walker { composer, inline: String::new(), kind: Kind::Paragraph, tables: 0, row: 0, column: 0 };
    let body = page.tree.body().unwrap_or_else(|| page.tree.root());
    walker.children(&body);
    walker.flush();
}

/// Gives the date in a page's first `time` element.
pub(super) fn date(page: &Page) -> Option<String> {
    page.select("time[datetime]").iter().find_map(|time| time.attr("datetime")).map(|date| date.to_string())
}

struct Walker<'a> {
    composer: &'a mut Composer,
    /// The words of the block that is being read.
    inline: String,
    kind: Kind,
    tables: u32,
    row: u32,
    column: u32,
}

impl Walker<'_> {
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
            "script" | "style" | "noscript" | "template" | "head" | "nav" | "form" | "button" | "svg" | "iframe" => {}
            "br" => self.inline.push('\n'),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, &name),
            "li" | "dt" | "dd" => self.block(node, Kind::List),
            "figcaption" | "caption" => self.block(node, Kind::Caption),
            "table" => self.table(node),
            "tr" => {
                self.flush();
                (self.row, self.column) = (self.row + 1, 0);
                self.children(node);
            }
            "td" | "th" => {
                self.column += 1;
                self.block(node, Kind::TableCell { table: self.tables, row: self.row.max(1), column: self.column });
            }
            name if is_block(name) => self.block(node, self.kind),
            _ => self.children(node),
        }
    }

    fn heading(&mut self, node: &NodeRef, name: &str) {
        self.flush();
        self.children(node);
        let text = std::mem::take(&mut self.inline);
        let line = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() {
            self.composer.heading(name.as_bytes()[1] - b'0', &line);
        }
    }

    fn block(&mut self, node: &NodeRef, kind: Kind) {
        self.flush();
        let outer = std::mem::replace(&mut self.kind, kind);
        self.children(node);
        self.flush();
        self.kind = outer;
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
        for character in text.chars() {
            let blank = character.is_ascii_whitespace();
            if !blank {
                self.inline.push(character);
            } else if !self.inline.is_empty() && !self.inline.ends_with([' ', '\n']) {
                self.inline.push(' ');
            }
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.inline);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let separator = match self.kind {
            Kind::TableCell { column, .. } if column > 1 => "\t",
            Kind::TableCell { row, .. } if row > 1 => "\n",
            Kind::List => "\n",
            _ => "\n\n",
        };
        self.composer.block_after(separator, self.kind, text);
    }
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
            | "blockquote"
            | "pre"
            | "ul"
            | "ol"
            | "dl"
            | "figure"
            | "address"
            | "hr"
            | "details"
            | "summary"
            | "body"
            | "html"
    )
}
