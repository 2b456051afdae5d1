//! Sets a text as a plain DOCX, for drafts that came in as something else.

use super::ink::{escape, forbidden};
use super::package::WORDS;
use crate::error::{Error, Result};
use formats::ingest::imprint::{Child, Frame, Imprint, Run, StoryXml};
use formats::ingest::{Document, Kind, Stretch};
use std::io::{Cursor, Write};
use std::ops::Range;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const PART: &str = "word/document.xml";

/// Gives the smallest sound package that holds the text, and where the text stands in it.
pub(super) fn set(document: &Document) -> Result<(Vec<u8>, Imprint)> {
    let mut setter = Setter { xml: String::new(), runs: Vec::new(), stretches: Vec::new(), paragraph: 0 };
    setter.xml.push_str(&format!("{HEAD}<w:document xmlns:w=\"{WORDS}\"><w:body>"));
    for paragraph in paragraphs(&document.text) {
        let start = paragraph.start as u64;
        let heading = |block: &formats::ingest::Block| {
            block.kind == Kind::Heading && block.span.start <= start && start < block.span.end
        };
        setter.paragraph(&document.text, paragraph, document.blocks.iter().any(heading));
    }
    setter.xml.push_str("</w:body></w:document>");
    let types = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/{PART}\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
    );
    let top = format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"{PART}\"/></Relationships>"
    );
    let bytes = pack(&[("[Content_Types].xml", &types), ("_rels/.rels", &top), (PART, &setter.xml)])?;
    let frame = Frame {
        main: PART.into(),
        comments: None,
        relations: ("word/_rels/document.xml.rels".into(), None),
        types: Some(types),
        office: OFFICE.into(),
    };
    let story = StoryXml { part: PART.into(), xml: setter.xml, runs: setter.runs };
    Ok((bytes, Imprint { stories: vec![story], stretches: setter.stretches, frame }))
}

fn pack(parts: &[(&str, &str)]) -> Result<Vec<u8>> {
    let broken = |error: &dyn std::fmt::Display| Error::Invalid(format!("the document could not be packed: {error}"));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        writer.start_file(*name, options).map_err(|error| broken(&error))?;
        writer.write_all(content.as_bytes()).map_err(|error| broken(&error))?;
    }
    Ok(writer.finish().map_err(|error| broken(&error))?.into_inner())
}

/// Gives the paragraphs of a text: what stands between blank lines.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut at, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end().len();
        match found.last_mut() {
            _ if line.trim().is_empty() => open = false,
            Some(last) if open => last.end = end,
            _ => {
                found.push(at..end);
                open = true;
            }
        }
        at += line.len();
    }
    found
}

struct Setter {
    xml: String,
    runs: Vec<Run>,
    stretches: Vec<Stretch>,
    paragraph: usize,
}

impl Setter {
    fn paragraph(&mut self, text: &str, bytes: Range<usize>, heading: bool) {
        self.paragraph = self.xml.len();
        self.xml.push_str("<w:p>");
        let start = self.xml.len();
        self.xml.push_str("<w:r>");
        let open = start..self.xml.len();
        let properties = self.xml.len();
        if heading {
            self.xml.push_str("<w:rPr><w:b/></w:rPr>");
        }
        let properties = heading.then_some(properties..self.xml.len());
        self.runs.push(Run { xml: start..start, open, properties, children: Vec::new(), within: None, foreign: false });
        let mut from = bytes.start;
        for (at, character) in text[bytes.clone()].char_indices().map(|(at, one)| (at + bytes.start, one)) {
            let element = match character {
                '\n' => "<w:br/>",
                '\t' => "<w:tab/>",
                '\r' => "",
                character if forbidden(character) => "",
                _ => continue,
            };
            self.words(text, from..at);
            from = at + character.len_utf8();
            match (element, character) {
                ("", '\r') => {}
                ("", _) => self.words(text, at..from),
                (element, _) => self.child(if character == '\n' { "br" } else { "tab" }, element, at..from),
            }
        }
        self.words(text, from..bytes.end);
        self.xml.push_str("</w:r>");
        let end = self.xml.len();
        if let Some(run) = self.runs.last_mut() {
            run.xml.end = end;
        }
        self.xml.push_str("</w:p>");
    }

    fn words(&mut self, text: &str, bytes: Range<usize>) {
        if !bytes.is_empty() {
            let element = format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(&text[bytes.clone()]));
            self.child("t", &element, bytes);
        }
    }

    fn child(&mut self, name: &str, element: &str, text: Range<usize>) {
        let start = self.xml.len();
        self.xml.push_str(element);
        let run = self.runs.len() - 1;
        let children = &mut self.runs[run].children;
        children.push(Child { xml: start..self.xml.len(), name: name.to_owned() });
        let child = children.len() - 1;
        self.stretches.push(Stretch { text, story: 0, run, child, whole: false, paragraph: self.paragraph });
    }
}
