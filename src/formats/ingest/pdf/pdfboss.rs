//! The PDF library `pdfboss`, which is young and by one author: nothing outside this file knows of it.

use super::columns::{self, Stretch};
use super::pages::{Extractor, Pages, Piece, Printed};
use crate::ingest::account::Account;
use crate::ingest::fault::Fault;
use crate::ingest::raised::{Raised, raised};
use pdfboss_core::destination::DestinationPage;
use pdfboss_core::{Document, Error, Page};
use pdfboss_output::{Block, Cell, FontCache, Line, PageLayout, ReadingOrder, Role, Ruling, TextSpan};
use std::collections::HashMap;

/// Which share of a page's height is its margin, where page numbers are.
const MARGIN: f32 = 0.09;

pub(super) struct Pdfboss;

impl Extractor for Pdfboss {
    fn pages(&self, bytes: &[u8]) -> Result<Pages, Fault> {
        let document = Document::load(bytes.to_vec()).map_err(fault)?;
        if document.is_locked() {
            return Err(fault(Error::Encrypted));
        }
        let fonts = FontCache::default();
        let found = pdfboss_core::map_pages(&document, |document, page| runs(document, page, &fonts));
        let found = found.into_iter().collect::<Result<Vec<_>, Error>>().map_err(fault)?;
        let mut account = Account::default();
        let found: Vec<_> = (1..).zip(found).map(|(number, page)| seen(number, page, &mut account)).collect();
        let layouts = pdfboss_output::document_layout_with_rulings(&found);
        let metadata = document.metadata();
        let pages: Vec<Vec<Piece>> = layouts.into_iter().map(pieces).collect();
        let unread = (1..).zip(&pages).filter(|(_, page)| page.is_empty()).map(|(number, _)| number);
        account.pages_without_text = unread.collect();
        let unread = account.pages_without_text.clone();
        Ok(Pages { title: metadata.title, byline: metadata.author, unread, pages, account })
    }

    fn printed(&self, bytes: &[u8]) -> Result<Printed, Fault> {
        let document = Document::load(bytes.to_vec()).map_err(fault)?;
        let pages = document.page_count();
        let mut numbers = HashMap::new();
        for (index, number) in (0..pages).zip(1..) {
            numbers.extend(document.page(index).map_err(fault)?.object_ref().map(|object| (object, number)));
        }
        let places = document.named_destinations().into_iter().filter_map(|(name, destination)| {
            let DestinationPage::Object(object) = destination.page else { return None };
            Some((String::from_utf8(name).ok()?, *numbers.get(&object)?))
        });
        Ok(Printed { pages, places: places.collect(), producer: document.metadata().producer })
    }
}

/// Finds what is written on a page, and the lines ruled on it, in reading order.
fn runs(document: &Document, page: &Page, fonts: &FontCache) -> Result<Runs, Error> {
    let (mut spans, mut rulings, report) =
        pdfboss_text::extract_spans_and_rulings_reporting_cached(document, page, fonts, ReadingOrder::Content)?;
    // Programs that turn a page often leave its box as it was.
    if page.rotate == 0 {
        pdfboss_output::retain_spans_on_page(&mut spans, page);
        pdfboss_output::retain_rulings_on_page(&mut rulings, page);
    }
    let mut account = Account::default();
    leave_unseen(document, page, &mut spans, &mut account);
    leave_page_numbers(page, &mut spans);
    raise(&mut spans, &mut account);
    let upright = spans.iter().all(|span| span.rotate == 0 && !span.vertical);
    let stretches: Vec<Stretch> = spans.iter().map(stretch).collect();
    if let Some(order) = columns::order(&stretches).filter(|_| upright) {
        spans = order.into_iter().map(|index| spans[index].clone()).collect();
    }
    Ok(Runs { spans, rulings, order: report.order, turned: page.rotate != 0, account })
}

/// What is written on a page.
struct Runs {
    spans: Vec<TextSpan>,
    rulings: Vec<Ruling>,
    order: ReadingOrder,
    turned: bool,
    account: Account,
}

/// Puts what was seen on a page into the account of the whole.
fn seen(number: u32, page: Runs, account: &mut Account) -> (Vec<TextSpan>, Vec<Ruling>, ReadingOrder) {
    let Runs { spans, rulings, order, turned, account: own } = page;
    account.turned_pages.extend(turned.then_some(number));
    own.hidden.words.iter().for_each(|words| account.hidden.add(words));
    own.note_marks.words.iter().for_each(|words| account.note_marks.add(words));
    account.scanned_pages.extend(own.scanned_pages.iter().map(|_| number));
    (spans, rulings, order)
}

/// Leaves out what no reader sees; a page of nothing else is a scan with its recognised text under the picture.
fn leave_unseen(document: &Document, page: &Page, spans: &mut Vec<TextSpan>, account: &mut Account) {
    let blank = |span: &TextSpan| span.text.trim().is_empty();
    let white = |span: &TextSpan| span.color.is_some_and(|(red, green, blue)| red.min(green).min(blue) > 0.98);
    // White letters are seen on anything that is painted.
    let plain = spans.iter().any(white) && !paints(&page.content(document).unwrap_or_default());
    let unseen = |span: &TextSpan| span.invisible || plain && white(span) && !span.highlight;
    if spans.iter().all(|span| blank(span) || unseen(span)) {
        if spans.iter().any(|span| !blank(span)) {
            account.scanned_pages.push(0);
        }
        return;
    }
    let mut line = String::new();
    spans.retain(|span| {
        let keep = !unseen(span);
        if !keep {
            line.push_str(&span.text);
            line.push(' ');
        }
        keep
    });
    account.hidden.add(&line);
}

/// Says whether the content of a page fills areas or sets pictures.
fn paints(content: &[u8]) -> bool {
    let mut words = content.split(|byte| byte.is_ascii_whitespace());
    words.any(|word| matches!(word, b"f" | b"f*" | b"F" | b"B" | b"B*" | b"b" | b"b*" | b"sh" | b"Do" | b"BI"))
}

/// Leaves out page numbers that stand alone at the top or foot of a page.
fn leave_page_numbers(page: &Page, spans: &mut Vec<TextSpan>) {
    let (low, high) = (page.crop_box.y0.min(page.crop_box.y1), page.crop_box.y0.max(page.crop_box.y1));
    let margin = (high - low) * MARGIN;
    let at_edge = |span: &TextSpan| span.y < low + margin || span.y > high - margin;
    let lone = |span: &TextSpan, all: &[TextSpan]| {
        !all.iter().any(|other| (other.y - span.y).abs() < 3.0 && other.x != span.x && !other.text.trim().is_empty())
    };
    let numbers: Vec<usize> = (0..spans.len())
        .filter(|at| {
            let span = &spans[*at];
            page.rotate == 0 && at_edge(span) && is_page_number(&span.text) && lone(span, spans)
        })
        .collect();
    let mut at = 0;
    spans.retain(|_| {
        at += 1;
        numbers.binary_search(&(at - 1)).is_err()
    });
}

/// Says whether a line is the number of a page: `iv`, `12`, `– 12 –`, `Page 3 of 12`, `Página 3`.
fn is_page_number(line: &str) -> bool {
    let line = line.trim().trim_matches(['-', '–', '—', '|', ' ', '[', ']']).to_lowercase();
    let line =
        ["page ", "página ", "pág. ", "p. ", "seite "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(&line);
    let number = |word: &str| {
        let roman = !word.is_empty() && word.len() <= 7 && word.chars().all(|letter| "ivxlc".contains(letter));
        roman || (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    match line.split_whitespace().collect::<Vec<_>>()[..] {
        [one] => number(one),
        [one, "of" | "de" | "/", all] => number(one) && number(all),
        _ => false,
    }
}

/// Tells powers from the signs of notes: small letters above the line behind what they belong to.
fn raise(spans: &mut Vec<TextSpan>, account: &mut Account) {
    let mut at = 1;
    while at < spans.len() {
        let (before, span) = (&spans[at - 1], &spans[at]);
        let higher = span.y - before.y;
        let above = higher > 0.15 * before.size && higher < 0.8 * before.size && span.size < 0.86 * before.size;
        let near = span.rotate == 0 && before.rotate == 0 && (span.x - before.end_x).abs() < 0.2 * before.size;
        let is_sign = span.text.trim().chars().count() <= 4 && !before.text.trim().is_empty();
        if !(above && near && is_sign) {
            at += 1;
            continue;
        }
        match raised(before.text.trim_end(), &span.text) {
            Raised::NoteMark => {
                account.note_marks.add(&span.text);
                spans.remove(at);
            }
            Raised::Kept(kept) => {
                let (x, base) = (span.x, before.y);
                let span = &mut spans[at];
                span.glyph_x = kept.chars().map(|_| x).collect();
                (span.text, span.y) = (kept, base);
                at += 1;
            }
        }
    }
}

fn stretch(span: &TextSpan) -> Stretch {
    Stretch { left: span.x, right: span.end_x, baseline: span.y }
}

fn fault(error: Error) -> Fault {
    match error {
        Error::Encrypted => Fault::Encrypted { what: "PDF".to_owned() },
        other => Fault::broken("the PDF", other),
    }
}

/// Running heads and page numbers are left out: they would stand in the middle of sentences.
fn pieces(page: PageLayout) -> Vec<Piece> {
    page.blocks.into_iter().filter_map(piece).collect()
}

fn piece(block: Block) -> Option<Piece> {
    match block {
        Block::Heading { level, lines, .. } => Some(Piece::Heading { level, lines: texts(&lines) }),
        Block::Paragraph { role: Role::PageHeader | Role::PageFooter, .. } => None,
        Block::Paragraph { lines, .. } => Some(Piece::Paragraph(texts(&lines))),
        Block::List { items, .. } => Some(Piece::Items(items.iter().map(|item| texts(&item.lines)).collect())),
        Block::Table { rows, .. } => {
            Some(Piece::Table(rows.iter().map(|row| row.iter().map(cell).collect()).collect()))
        }
    }
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(text).collect()
}

fn text(line: &Line) -> String {
    line.inlines.iter().map(|inline| inline.text.as_str()).collect()
}

fn cell(cell: &Cell) -> String {
    cell.line.as_ref().map(text).unwrap_or_default()
}
