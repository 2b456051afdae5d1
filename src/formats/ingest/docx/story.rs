//! One story of a DOCX: the body, the footnotes or the comments, as paragraphs with their marks.

use super::imprint::{Run, Tracker};

use crate::ingest::Reading;
use crate::ingest::account::Account;
use crate::ingest::composed::composed;
use crate::ingest::fault::Fault;
use crate::ingest::limits::Limits;
use crate::ingest::manuscript::{Look, Mark, Paragraph, Role, Stretch};
use crate::ingest::markup::{self, Element, Token};
use crate::ingest::raised::settled;
use std::collections::{HashMap, HashSet};

/// A paragraph with the footnote or comment that it belongs to.
pub(super) struct Piece {
    pub paragraph: Paragraph,
    pub owner: Option<Owner>,
    /// The id by which a thread of comments refers to it.
    pub id: Option<String>,
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
    /// The ids of the open paragraphs.
    ids: Vec<Option<String>>,
    /// How the letters of the open runs are shown, the outermost first.
    looks: Vec<Look>,
    /// The open fields, and whether the result of each has begun: what stands before it is no text.
    fields: Vec<bool>,
    /// Raised letters that are not written yet: one sign may be in several runs.
    raised: String,
    /// What describes the drawing that is open.
    described: Option<String>,
    /// The words of charts, by their ids.
    charts: &'a HashMap<String, String>,
    /// White letters on a page that has no other colour behind them are not seen.
    white_is_hidden: bool,
    account: &'a mut Account,
}

impl<'a> Story<'a> {
    /// Reads the paragraphs of a story, given by its part's name and its XML, and the runs that they are made of.
    pub fn read(
        [part, xml]: [&str; 2],
        styles: &'a HashMap<String, Role>,
        reading: Reading,
        rendered: bool,
        limits: &Limits,
        charts: &'a HashMap<String, String>,
        account: &'a mut Account,
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
            ids: Vec::new(),
            looks: Vec::new(),
            fields: Vec::new(),
            raised: String::new(),
            described: None,
            charts,
            white_is_hidden: !xml.contains("w:shd ") && !xml.contains("w:background") && !xml.contains("w:highlight"),
            account,
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
            story.push(carried, None);
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
            "p" => {
                self.ids.push(element.attribute("paraId").map(str::to_owned));
                self.open_paragraph();
            }
            "r" => self.looks.push(Look::default()),
            "fldChar" => self.field(element.attribute("fldCharType").unwrap_or_default()),
            "docPr" => self.described = description(element),
            "pic" | "imagedata" | "chart" => self.picture(element),
            "tbl" => {
                self.table_count += 1;
                self.tables.push((self.table_count, 0, 0));
            }
            "tr" => self.in_table(|(table, row, _)| (table, row + 1, 0)),
            "tc" => self.in_table(|(table, row, column)| (table, row, column + 1)),
            "ins" | "moveTo" | "del" | "moveFrom" => {
                self.count_change(element);
                self.tracked(&element.name);
            }
            "cellIns" | "cellDel" => {
                self.count_change(element);
                let left_out = (element.name == "cellIns") == (self.reading == Reading::Original);
                let cell = self.path.iter().rposition(|name| name == "tc").map(|index| index + 1);
                self.skipped = cell.filter(|_| left_out).or(self.skipped);
            }
            "footnote" | "endnote" | "comment" => self.owner = owner(element),
            // A text box is given twice, the second time for older programs.
            "Fallback" => self.skipped = Some(self.path.len()),
            name if name.ends_with("PrChange") => self.skipped = Some(self.path.len()),
            "pStyle" | "outlineLvl" | "numPr" => self.property(element),
            "framePr" => self.drop_cap(element),
            _ if self.parent() == Some("rPr") && self.path.iter().rev().nth(2).is_some_and(|name| name == "r") => {
                self.look(element);
            }
            _ if self.parent() == Some("r") => self.in_run(element),
            _ => {}
        }
    }

    fn closed(&mut self, name: &str) {
        match name {
            "p" => {
                self.settle_raised();
                // A field that has no result by the end of its paragraph shows nothing, and hides nothing.
                self.fields.retain(|has_result| *has_result);
                self.close_paragraph();
            }
            "r" => {
                self.looks.pop();
            }
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
            "sym" => self.symbol(element),
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

    /// Heeds a property of the run that is open.
    fn look(&mut self, element: &Element) {
        let Some(look) = self.looks.last_mut() else { return };
        let value = element.attribute("val").unwrap_or_default();
        let on = !matches!(value, "0" | "false" | "off" | "none");
        match element.name.as_str() {
            "vanish" => look.hidden = on,
            "strike" | "dstrike" => look.struck |= on,
            "vertAlign" => look.raised = value == "superscript",
            "color" if self.white_is_hidden && value.eq_ignore_ascii_case("ffffff") => look.hidden = true,
            _ => {}
        }
    }

    fn count_change(&mut self, element: &Element) {
        let of_text = !matches!(self.parent(), Some("rPr" | "numPr"));
        if of_text {
            let inserted = matches!(element.name.as_str(), "ins" | "moveTo" | "cellIns");
            self.account.changed(element.attribute("author"), element.attribute("date"), inserted);
        }
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(false),
            "separate" => {
                if let Some(has_result) = self.fields.last_mut() {
                    *has_result = true;
                }
            }
            _ => {
                self.fields.pop();
            }
        }
    }

    /// Writes a sign from a font of symbols; one that nobody knows is told.
    fn symbol(&mut self, element: &Element) {
        let font = element.attribute("font").unwrap_or_default();
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
        match symbol(font, code) {
            Some(letter) => self.write(letter.encode_utf8(&mut [0; 4])),
            None => {
                self.account.unknown_letters += 1;
                self.write("\u{fffd}");
            }
        }
    }

    /// Sets a mark where a picture or a chart stands: it can carry a claim.
    fn picture(&mut self, element: &Element) {
        let chart = element.attribute("id").and_then(|id| self.charts.get(id)).filter(|_| element.name == "chart");
        if element.name == "chart" && chart.is_none() {
            return;
        }
        let own = element.attribute("title").map(str::to_owned);
        let parts: Vec<String> = [self.described.take().or(own), chart.cloned()].into_iter().flatten().collect();
        let (kind, words) = (if chart.is_some() { "chart" } else { "picture" }, parts.join(": "));
        self.account.pictures.add(if words.is_empty() { kind } else { &words });
        let mark = if words.is_empty() { format!("[{kind}]") } else { format!("[{kind}: {words}]") };
        self.put(&mark, true);
    }

    /// Writes letters as they are shown: what is hidden or struck is told, and what is raised waits for its end.
    fn write(&mut self, text: &str) {
        if self.fields.contains(&false) {
            return;
        }
        let look = self.looks.last().copied().unwrap_or_default();
        match look {
            Look { hidden: true, .. } => self.account.hidden.add(text),
            Look { struck: true, .. } => self.account.struck.add(text),
            Look { raised: true, .. } => self.raised.push_str(text),
            _ => {
                self.settle_raised();
                self.put(text, false);
            }
        }
    }

    fn settle_raised(&mut self) {
        let run = std::mem::take(&mut self.raised);
        let before = self.open.last().map_or("", |paragraph| paragraph.text.as_str());
        if let Some(kept) = settled(before, &run, self.account) {
            self.put(&kept, true);
        }
    }

    /// Adds text to the open paragraph; `whole` where it is not letter by letter what its run holds.
    fn put(&mut self, text: &str, whole: bool) {
        let letters = composed(text);
        let whole = whole || letters != text;
        if let Some(paragraph) = self.open.last_mut() {
            let start = paragraph.text.len();
            paragraph.text.push_str(&letters);
            if let Some((run, child, deeper)) = self.tracker.current() {
                let whole = whole || deeper;
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
        let id = self.ids.pop().flatten();
        if let Some(before) = self.carried.take() {
            paragraph.put_before(before);
        }
        if self.unended.pop() == Some(true) {
            self.carried = Some(paragraph);
        } else {
            self.push(paragraph, id);
        }
    }

    fn push(&mut self, paragraph: Paragraph, id: Option<String>) {
        self.pieces.push(Piece { paragraph, owner: self.owner.clone(), id });
    }
}

/// Gives the words that describe a drawing; one that is marked as decoration has none.
fn description(element: &Element) -> Option<String> {
    let words = ["descr", "title"]
        .iter()
        .find_map(|name| element.attribute(name).map(str::trim).filter(|words| !words.is_empty()));
    words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Reads a sign of the fonts in which Word keeps signs: they use a range of their own.
fn symbol(font: &str, code: u32) -> Option<char> {
    const SYMBOL: [(u32, char); 30] = [
        (0xa3, '≤'),
        (0xb3, '≥'),
        (0xb0, '°'),
        (0xb1, '±'),
        (0xb4, '×'),
        (0xb8, '÷'),
        (0xb9, '≠'),
        (0xbb, '≈'),
        (0xd7, '·'),
        (0xb7, '•'),
        (0xa5, '∞'),
        (0xae, '→'),
        (0xac, '←'),
        (0xad, '↑'),
        (0xaf, '↓'),
        (0xd6, '√'),
        (0xe5, '∑'),
        (0x61, 'α'),
        (0x62, 'β'),
        (0x67, 'γ'),
        (0x64, 'δ'),
        (0x6d, 'µ'),
        (0x70, 'π'),
        (0x73, 'σ'),
        (0x44, 'Δ'),
        (0x57, 'Ω'),
        (0xa0, '€'),
        (0xb2, '″'),
        (0xa2, '′'),
        (0x2d, '−'),
    ];
    const WINGDINGS: [(u32, char); 9] = [
        (0xfc, '✓'),
        (0xfb, '✗'),
        (0xfe, '☑'),
        (0xa8, '◻'),
        (0xa7, '▪'),
        (0x6c, '●'),
        (0x6e, '■'),
        (0xe0, '→'),
        (0xd8, '➢'),
    ];
    let low = code & 0xff;
    let of = |signs: &[(u32, char)]| signs.iter().find(|(known, _)| *known == low).map(|(_, sign)| *sign);
    let private = (0xf000..0xf100).contains(&code) || code < 0x100;
    match font {
        "Symbol" if private => of(&SYMBOL)
            .or_else(|| char::from_u32(low).filter(|sign| sign.is_ascii_digit() || sign.is_ascii_punctuation())),
        "Wingdings" | "Wingdings 2" | "Wingdings 3" if private => of(&WINGDINGS).filter(|_| font == "Wingdings"),
        _ if (0xf000..0xf100).contains(&code) => {
            char::from_u32(low).filter(|sign| !sign.is_control() && font != "Webdings")
        }
        _ => char::from_u32(code).filter(|sign| !sign.is_control()),
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
