//! DOCX: headings, tables, footnotes and comments; tracked changes read as accepted or as the original.

pub mod imprint;
mod package;
mod story;

use super::Reading;
use super::account::Account;
use super::archive::Archive;
use super::composer::Composer;
use super::document::Document;
use super::fault::Fault;
use super::limits::Limits;
use super::manuscript::{Comment, Manuscript, Paragraph, Role};
use super::markup::{self, Token};
use super::sniff::Format;
use imprint::{Imprint, StoryXml};
use package::Package;
use std::collections::HashMap;
use story::Story;

/// How many words and figures of a chart are told.
const CHART_WORDS: usize = 40;

pub(super) fn read(bytes: &[u8], reading: Reading, limits: &Limits) -> Result<Document, Fault> {
    read_imprint(bytes, reading, limits).map(|(document, _)| document)
}

/// Reads a file, and where its text stands in it.
pub(super) fn read_imprint(bytes: &[u8], reading: Reading, limits: &Limits) -> Result<(Document, Imprint), Fault> {
    let mut package = Package::open(Archive::open(bytes, limits)?, limits)?;
    let styles = match package.related("styles")? {
        Some((part, xml)) => story::styles(&part, &xml, limits)?,
        None => HashMap::new(),
    };
    let (part, xml) = package.main()?;
    let rendered = xml.contains("lastRenderedPageBreak");
    let paged = rendered || xml.contains("w:type=\"page\"");
    let mut account = Account::default();
    let pictures = charts(&mut package, limits)?;
    let (main, runs) = Story::read([&part, &xml], &styles, reading, rendered, limits, &pictures, &mut account)?;
    let mut stories = vec![StoryXml { part, xml, runs }];
    let manuscript = Manuscript {
        body: main.into_iter().map(|part| part.paragraph).collect(),
        footnotes: footnotes(&mut package, &styles, reading, limits, &mut stories, &mut account)?,
        comments: comments(&mut package, &styles, reading, limits)?,
    };
    for (relation, runs) in [("header", &mut account.headers), ("footer", &mut account.footers)] {
        for (part, xml) in package.all_related(relation)? {
            let pieces =
                Story::read([&part, &xml], &styles, reading, false, limits, &pictures, &mut Account::default())?.0;
            pieces.iter().for_each(|piece| runs.add_once(&piece.paragraph.text));
        }
    }
    let mut composer = Composer::new();
    composer.account = account;
    composer.page = paged.then_some(1);
    properties(&mut package, &manuscript.body, &mut composer, limits)?;
    let stretches = manuscript.compose(&mut composer);
    let document = composer.finish(Format::Docx)?;
    Ok((document, Imprint { stories, stretches, frame: package.frame()? }))
}

/// Reads footnotes and endnotes by their ids; an endnote's id is told from a footnote's by a letter.
fn footnotes(
    package: &mut Package,
    styles: &HashMap<String, Role>,
    reading: Reading,
    limits: &Limits,
    stories: &mut Vec<StoryXml>,
    account: &mut Account,
) -> Result<HashMap<String, Vec<Paragraph>>, Fault> {
    let mut notes: HashMap<String, Vec<Paragraph>> = HashMap::new();
    for (relation, letter) in [("footnotes", "f"), ("endnotes", "e")] {
        let Some((part, xml)) = package.related(relation)? else { continue };
        let (pieces, runs) = Story::read([&part, &xml], styles, reading, false, limits, &HashMap::new(), account)?;
        for mut piece in pieces {
            if let Some(owner) = piece.owner {
                piece.paragraph.stretches.iter_mut().for_each(|stretch| stretch.story = stories.len());
                notes.entry(format!("{letter}{}", owner.id)).or_default().push(piece.paragraph);
            }
        }
        stories.push(StoryXml { part, xml, runs });
    }
    Ok(notes)
}

fn comments(
    package: &mut Package,
    styles: &HashMap<String, Role>,
    reading: Reading,
    limits: &Limits,
) -> Result<HashMap<String, Comment>, Fault> {
    let mut comments: HashMap<String, Comment> = HashMap::new();
    let Some((part, xml)) = package.related("comments")? else { return Ok(comments) };
    let mut paragraphs: HashMap<String, String> = HashMap::new();
    let mut account = Account::default();
    for piece in Story::read([&part, &xml], styles, reading, false, limits, &HashMap::new(), &mut account)?.0 {
        let Some(owner) = piece.owner else { continue };
        paragraphs.extend(piece.id.map(|id| (id, owner.id.clone())));
        let comment = comments.entry(owner.id).or_default();
        comment.author = owner.author;
        comment.date = owner.date;
        if !comment.text.is_empty() {
            comment.text.push('\n');
        }
        comment.text.push_str(piece.paragraph.text.trim());
    }
    threads(package, &paragraphs, &mut comments, limits)?;
    Ok(comments)
}

/// Reads which comments answer others, and which are settled; `paragraphs` gives the comment of each paragraph.
fn threads(
    package: &mut Package,
    paragraphs: &HashMap<String, String>,
    comments: &mut HashMap<String, Comment>,
    limits: &Limits,
) -> Result<(), Fault> {
    let Some((part, xml)) = package.related("commentsExtended")? else { return Ok(()) };
    markup::walk(&part, &xml, limits, |token| {
        let Token::Open(element) = token else { return Ok(()) };
        let id = element.attribute("paraId").and_then(|id| paragraphs.get(id));
        if let Some(comment) = id.and_then(|id| comments.get_mut(id)) {
            comment.answers = element.attribute("paraIdParent").and_then(|id| paragraphs.get(id)).cloned();
            comment.settled = matches!(element.attribute("done"), Some("1" | "true"));
        }
        Ok(())
    })
}

/// Reads the words of the charts, by the ids under which the body refers to them.
fn charts(package: &mut Package, limits: &Limits) -> Result<HashMap<String, String>, Fault> {
    let mut charts = HashMap::new();
    for (id, part, xml) in package.parts_of("chart")? {
        let (mut words, mut is_text) = (Vec::new(), false);
        markup::walk(&part, &xml, limits, |token| {
            match token {
                Token::Open(element) => is_text = matches!(element.name.as_str(), "t" | "v"),
                Token::Text(text) if is_text && words.len() < CHART_WORDS => words.push(text),
                Token::Close(_) => is_text = false,
                Token::Text(_) => {}
            }
            Ok(())
        })?;
        charts.insert(id, words.join(", "));
    }
    Ok(charts)
}

fn properties(
    package: &mut Package,
    body: &[Paragraph],
    composer: &mut Composer,
    limits: &Limits,
) -> Result<(), Fault> {
    if let Some((part, xml)) = package.properties()? {
        let mut found = markup::properties(&part, &xml, limits)?;
        composer.title = found.remove("title");
        composer.byline = found.remove("creator");
    }
    let title = || body.iter().find(|paragraph| paragraph.role == Role::Title);
    composer.title = composer.title.take().or_else(|| title().map(|paragraph| paragraph.text.clone()));
    Ok(())
}
