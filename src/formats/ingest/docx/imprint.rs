//! Where the text of a DOCX stands in its XML, so that marks can be put at exactly these words.

use crate::ingest::manuscript::Stretch;
use std::ops::Range;

/// Where every stretch of a document's text stands in its file.
#[derive(Clone, Debug, Default)]
pub struct Imprint {
    /// The body, then the footnotes and endnotes where there are any.
    pub stories: Vec<StoryXml>,
    /// In the order of the text.
    pub stretches: Vec<Stretch>,
    pub frame: Frame,
}

/// The parts by which a package holds together.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The name of the main part.
    pub main: String,
    /// The name and the XML of the comments.
    pub comments: Option<(String, String)>,
    /// The name and the XML of the main part's relations.
    pub relations: (String, Option<String>),
    /// The XML of the list of content types.
    pub types: Option<String>,
    /// What the types of an office document's relations begin with.
    pub office: String,
}

/// One story: its part, its XML and the runs in it.
#[derive(Clone, Debug)]
pub struct StoryXml {
    pub part: String,
    pub xml: String,
    pub runs: Vec<Run>,
}

/// A run that stands in no other run. All places are bytes of the story's XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub xml: Range<usize>,
    /// Its opening tag.
    pub open: Range<usize>,
    pub properties: Option<Range<usize>>,
    /// What stands in it after its properties.
    pub children: Vec<Child>,
    /// The opening tag of the tracked insertion or move that it stands in directly.
    pub within: Option<Range<usize>>,
    /// It is not of the text's own vocabulary, but a formula's: it is not taken apart.
    pub foreign: bool,
}

/// An element directly within a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    pub xml: Range<usize>,
    /// Its name without its prefix.
    pub name: String,
}

/// Keeps track of runs while a story is read.
#[derive(Debug, Default)]
pub(super) struct Tracker {
    pub runs: Vec<Run>,
    /// The elements that are open, with their opening tags.
    path: Vec<(String, Range<usize>)>,
    /// How deep each open run stands, the outermost first.
    depths: Vec<usize>,
    /// The prefix of the story's own vocabulary.
    prefix: Option<String>,
}

impl Tracker {
    pub fn open(&mut self, name: &str, raw: &str, place: Range<usize>) {
        let prefix = prefix(raw);
        let own = self.prefix.get_or_insert_with(|| prefix.to_owned()).as_str() == prefix;
        let within = self.path.last().filter(|(name, _)| name == "ins" || name == "moveTo");
        let within = within.map(|(_, place)| place.clone());
        self.path.push((name.to_owned(), place.clone()));
        match self.depths.first() {
            Some(depth) if self.path.len() == depth + 1 => self.open_child(name, place),
            Some(_) => {}
            None if name == "r" => self.runs.push(Run {
                xml: place.clone(),
                open: place,
                properties: None,
                children: Vec::new(),
                within,
                foreign: !own,
            }),
            None => {}
        }
        if name == "r" {
            self.depths.push(self.path.len());
        }
    }

    fn open_child(&mut self, name: &str, xml: Range<usize>) {
        let Some(run) = self.runs.last_mut() else { return };
        match name {
            "rPr" => run.properties = Some(xml),
            name => run.children.push(Child { xml, name: name.to_owned() }),
        }
    }

    pub fn close(&mut self, name: &str, place: Range<usize>) {
        let depth = self.path.len();
        if let (Some(first), Some(run)) = (self.depths.first(), self.runs.last_mut()) {
            let closed = match name {
                _ if depth == *first => Some(&mut run.xml),
                "rPr" if depth == first + 1 => run.properties.as_mut(),
                _ if depth == first + 1 => run.children.last_mut().map(|child| &mut child.xml),
                _ => None,
            };
            if let Some(xml) = closed {
                xml.end = place.end;
            }
        }
        if self.depths.last() == Some(&depth) {
            self.depths.pop();
        }
        self.path.pop();
    }

    /// Gives the run and its child that are open, and whether the place is deeper within that run.
    pub fn current(&self) -> Option<(usize, usize, bool)> {
        self.depths.first()?;
        let run = self.runs.len().checked_sub(1)?;
        let child = self.runs[run].children.len().checked_sub(1)?;
        Some((run, child, self.depths.len() > 1 || self.runs[run].foreign))
    }
}

/// Gives the prefix of an element's name, from its tag.
pub fn prefix(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']).split(|end: char| end.is_whitespace() || "/>".contains(end)).next();
    name.and_then(|name| name.split_once(':')).map_or("", |(prefix, _)| prefix)
}
