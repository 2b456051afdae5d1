//! DOCX: headings, tables, footnotes and comments; tracked changes read as accepted or as the original.

pub mod imprint;
mod package;
mod story;

use super::Reading;
use super::archive::Archive;
use super::composer::Composer;
use super::document::Document;
use super::fault::Fault;
use super::limits::Limits;
use super::manuscript::{Comment, Manuscript, Paragraph, Role};
use super::markup;
use super::sniff::Format;
use imprint::{Imprint, StoryXml};
use package::Package;
use std::collections::HashMap;
use story::Story;

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
    let (main, runs) = Story::read(&part, &xml, &styles, reading, rendered, limits)?;
    let mut stories = vec![StoryXml { part, xml, runs }];
    let manuscript = Manuscript {
        body: main.into_iter().map(|part| part.paragraph).collect(),
        footnotes: footnotes(&mut package, &styles, reading, limits, &mut stories)?,
        comments: comments(&mut package, &styles, reading, limits)?,
    };
    let mut composer = Composer::new();
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
) -> Result<HashMap<String, Vec<Paragraph>>, Fault> {
    let mut notes: HashMap<String, Vec<Paragraph>> = HashMap::new();
    for (relation, letter) in [("footnotes", "f"), ("endnotes", "e")] {
        let Some((part, xml)) = package.related(relation)? else { continue };
        let (pieces, runs) = Story::read(&part, &xml, styles, reading, false, limits)?;
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
    for piece in Story::read(&part, &xml, styles, reading, false, limits)?.0 {
        let Some(owner) = piece.owner else { continue };
        let comment = comments.entry(owner.id).or_default();
        comment.author = owner.author;
        comment.date = owner.date;
        if !comment.text.is_empty() {
            comment.text.push('\n');
        }
        comment.text.push_str(piece.paragraph.text.trim());
    }
    Ok(comments)
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
