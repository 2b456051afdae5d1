//! Puts comments and tracked changes at stretches of a document's text, run by run.

use super::ink::{Vocabulary, escape};
use super::package::Written;
use super::pen::{Edit, Pen, Signed};
use formats::ingest::Stretch;
use formats::ingest::imprint::{Frame, Imprint};
use record::visible::visible;
use std::collections::BTreeMap;
use std::ops::Range;

/// A document with what is being written into it.
pub(super) struct Inscription {
    imprint: Imprint,
    vocabularies: Vec<Vocabulary>,
    edits: BTreeMap<(usize, usize), Edit>,
    comments: String,
    comment_count: usize,
    changed: Vec<Range<usize>>,
    next_id: u32,
}

impl Inscription {
    pub fn over(imprint: Imprint) -> Self {
        let vocabularies = imprint.stories.iter().map(|story| Vocabulary::of(&story.xml)).collect();
        let comments = imprint.frame.comments.iter().map(|(_, xml)| xml.as_str());
        let parts = imprint.stories.iter().map(|story| story.xml.as_str()).chain(comments);
        let next_id = parts.map(highest_id).max().map_or(0, |id| id + 1);
        Self {
            imprint,
            vocabularies,
            edits: BTreeMap::new(),
            comments: String::new(),
            comment_count: 0,
            changed: Vec::new(),
            next_id,
        }
    }

    pub fn frame(&self) -> &Frame {
        &self.imprint.frame
    }

    pub fn comments(&self) -> usize {
        self.comment_count
    }

    pub fn changes(&self) -> usize {
        self.changed.len()
    }

    fn id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id - 1
    }

    /// Gives the first and the last stretch of a span, both in the same story.
    fn ends_of(&self, span: &Range<usize>) -> Option<(Stretch, Stretch)> {
        let touching = |stretch: &&Stretch| stretch.text.start < span.end && span.start < stretch.text.end;
        let mut found = self.imprint.stretches.iter().filter(touching);
        let first = found.next()?.clone();
        let last = found.rfind(|stretch| stretch.story == first.story).unwrap_or(&first).clone();
        Some((first, last))
    }

    /// Puts a comment at a span of the text; without a span, or where it is not found, at the end of the body.
    ///
    /// A comment on words of a footnote or endnote stands at the note's sign in the body and quotes them: there are
    /// word processors that do not open a file with comments inside notes.
    pub fn comment(&mut self, text: &str, span: Option<Range<usize>>, signed: &Signed, lines: &[String]) {
        let id = self.id();
        self.comment_count += 1;
        let ends = span.as_ref().and_then(|span| self.ends_of(span));
        let in_note = ends.as_ref().is_some_and(|(first, _)| first.story > 0);
        let mut lines = lines.to_vec();
        if let Some(words) = span.as_ref().and_then(|span| text.get(span.clone())).filter(|_| in_note) {
            lines.push(format!("At these words of the note: “{words}”"));
        }
        self.write_comment(id, signed, &lines);
        let ends = match ends {
            Some((first, _)) if in_note => self.sign_of(&first).map(|sign| (sign.clone(), sign)),
            ends => ends,
        };
        let (Some(span), Some((first, last))) = (span, ends) else {
            let last = self.imprint.stories.first().and_then(|story| story.runs.len().checked_sub(1));
            let w = self.prefix(0);
            let sign = format!("<{w}:r><{w}:commentReference {w}:id=\"{id}\"/></{w}:r>");
            self.edits.entry((0, last.unwrap_or_default())).or_default().after.push_str(&sign);
            return;
        };
        let w = self.prefix(first.story);
        let start = format!("<{w}:commentRangeStart {w}:id=\"{id}\"/>");
        let end =
            format!("<{w}:commentRangeEnd {w}:id=\"{id}\"/><{w}:r><{w}:commentReference {w}:id=\"{id}\"/></{w}:r>");
        let edit = self.edits.entry((first.story, first.run)).or_default();
        match first.whole {
            true => edit.before.push_str(&start),
            false => edit.starts.push((span.start.max(first.text.start), start)),
        }
        let edit = self.edits.entry((last.story, last.run)).or_default();
        match last.whole {
            true => edit.after.push_str(&end),
            false => edit.ends.push((span.end.min(last.text.end), end)),
        }
    }

    /// Gives the run in the body that holds the sign of the note in which a stretch stands.
    fn sign_of(&self, stretch: &Stretch) -> Option<Stretch> {
        let story = self.imprint.stories.get(stretch.story)?;
        let before = &story.xml[..story.runs.get(stretch.run)?.xml.start];
        let vocabulary = &self.vocabularies[stretch.story];
        let prefix = if vocabulary.declare.is_none() { format!("{}:", vocabulary.prefix) } else { String::new() };
        let opened = |name: &'static str| before.rfind(&format!("<{prefix}{name} ")).map(|at| (at, name));
        let (at, name) = opened("footnote").max(opened("endnote"))?;
        let id = note_id(&before[at..])?;
        let body = self.imprint.stories.first()?;
        let sign = format!("{name}Reference");
        let run = body.runs.iter().position(|run| {
            let mut signs = run.children.iter().filter(|child| child.name == sign);
            signs.any(|child| note_id(&body.xml[child.xml.clone()]) == Some(id))
        })?;
        Some(Stretch { story: 0, run, whole: true, ..stretch.clone() })
    }

    fn prefix(&self, story: usize) -> String {
        self.vocabularies.get(story).map_or_else(|| "w".to_owned(), |vocabulary| vocabulary.prefix.clone())
    }

    fn write_comment(&mut self, id: u32, signed: &Signed, lines: &[String]) {
        let comments = self.imprint.frame.comments.as_ref();
        let w = comments.map_or_else(|| "w".to_owned(), |(_, xml)| Vocabulary::of(xml).prefix);
        let (attributes, initials) = (signed.attributes(&w), escape(&signed.initials()));
        self.comments.push_str(&format!("<{w}:comment {w}:id=\"{id}\" {attributes} {w}:initials=\"{initials}\">"));
        for (at, line) in lines.iter().enumerate() {
            let sign = if at == 0 { format!("<{w}:r><{w}:annotationRef/></{w}:r>") } else { String::new() };
            let line = escape(&visible(line));
            self.comments
                .push_str(&format!("<{w}:p>{sign}<{w}:r><{w}:t xml:space=\"preserve\">{line}</{w}:t></{w}:r></{w}:p>"));
        }
        self.comments.push_str(&format!("</{w}:comment>"));
    }

    /// Tracks a change of wording at a span: only the words that differ are taken out and put in.
    ///
    /// # Errors
    /// The reason for which it cannot be done there, for a sentence to end with.
    pub fn change(&mut self, text: &str, span: Range<usize>, now: &str, signed: &Signed) -> Result<(), &'static str> {
        let (out, new) = differing(&text[span.clone()], now);
        let span = span.start + out.start..span.start + out.end;
        let new = &now[new];
        let touching = |stretch: &&Stretch| stretch.text.start < span.end && span.start < stretch.text.end;
        let found: Vec<Stretch> = self.imprint.stretches.iter().filter(touching).cloned().collect();
        let (Some(first), Some(last)) = (found.first(), found.last()) else {
            return Err("these words have no place in the file");
        };
        if self.changed.iter().any(|done| done.start < span.end && span.start < done.end) {
            return Err("another change stands at these words already");
        }
        if found.iter().any(|stretch| stretch.paragraph != first.paragraph || stretch.story != first.story) {
            return Err("the words go across paragraphs");
        }
        if found.iter().any(|stretch| stretch.whole) {
            return Err("the words stand in a text box or a formula");
        }
        if !self.are_plain(&found) {
            return Err("something else than words stands among them");
        }
        let runs: std::collections::BTreeSet<usize> = found.iter().map(|stretch| stretch.run).collect();
        for run in runs {
            self.edits.entry((first.story, run)).or_default().deletions.push((span.clone(), signed.clone()));
        }
        if !new.is_empty() {
            let mark = self.insertion(last, new, signed);
            self.edits.entry((last.story, last.run)).or_default().ends.push((span.end, mark));
        }
        self.changed.push(span);
        Ok(())
    }

    /// Says whether between the first and the last child of each run there is nothing but text.
    fn are_plain(&self, found: &[Stretch]) -> bool {
        const PLAIN: &[&str] = &["t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak"];
        found.iter().enumerate().all(|(at, stretch)| {
            let before = at.checked_sub(1).map(|before| &found[before]).filter(|before| before.run == stretch.run);
            let from = before.map_or(stretch.child, |before| before.child);
            let run = &self.imprint.stories[stretch.story].runs[stretch.run];
            run.children[from..=stretch.child].iter().all(|child| PLAIN.contains(&child.name.as_str()))
        })
    }

    /// Gives new words as an insertion that looks like the run which it follows.
    fn insertion(&mut self, last: &Stretch, new: &str, signed: &Signed) -> String {
        let id = self.id();
        let w = self.prefix(last.story);
        let story = &self.imprint.stories[last.story];
        let run = &story.runs[last.run];
        let look = run.properties.clone().map_or("", |place| &story.xml[place]);
        let (attributes, new) = (signed.attributes(&w), escape(new));
        let ink = format!(
            "<{w}:ins {w}:id=\"{id}\" {attributes}><{w}:r>{look}<{w}:t xml:space=\"preserve\">{new}</{w}:t></{w}:r></{w}:ins>"
        );
        // An insertion does not stand within an insertion: the outer one is closed and opened again.
        match &run.within {
            Some(place) => {
                let open = &story.xml[place.clone()];
                let name = open[1..].split(|end: char| end.is_whitespace() || end == '>').next().unwrap_or_default();
                format!("</{name}>{ink}{open}")
            }
            None => ink,
        }
    }

    /// Gives the parts as they are now.
    pub fn finish(mut self, text: &str) -> Written {
        let mut stories = BTreeMap::new();
        let edits = std::mem::take(&mut self.edits);
        for (at, story) in self.imprint.stories.iter().enumerate() {
            let edits: Vec<_> = edits.iter().filter(|((story, _), _)| *story == at).collect();
            if edits.is_empty() {
                continue;
            }
            let vocabulary = &self.vocabularies[at];
            let mut xml = String::with_capacity(story.xml.len() * 2);
            let mut from = 0;
            if let Some((place, declaration)) = &vocabulary.declare {
                xml.push_str(&story.xml[..*place]);
                xml.push_str(declaration);
                from = *place;
            }
            for ((_, run), edit) in edits {
                let Some(found) = story.runs.get(*run) else { continue };
                xml.push_str(&story.xml[from..found.xml.start]);
                let stretches = self.imprint.stretches.iter().filter(|one| (one.story, one.run) == (at, *run));
                let mut pen = Pen::new(story, found, &vocabulary.prefix, &mut self.next_id);
                xml.push_str(&edit.before);
                xml.push_str(&pen.write(text, &stretches.collect::<Vec<_>>(), edit));
                xml.push_str(&edit.after);
                from = found.xml.end;
            }
            xml.push_str(&story.xml[from..]);
            stories.insert(story.part.clone(), xml);
        }
        Written { stories, comments: self.comments }
    }
}

/// Narrows two wordings to the whole words in which they differ.
fn differing(was: &str, now: &str) -> (Range<usize>, Range<usize>) {
    let alike = was.chars().zip(now.chars()).take_while(|(one, other)| one == other);
    let alike: usize = alike.map(|(one, _)| one.len_utf8()).sum();
    let start =
        was[..alike].rfind(char::is_whitespace).map_or(0, |at| at + was[at..].chars().next().map_or(1, char::len_utf8));
    let (old, new) = (&was[start..], &now[start..]);
    let alike = old.chars().rev().zip(new.chars().rev()).take_while(|(one, other)| one == other);
    let alike: usize = alike.map(|(one, _)| one.len_utf8()).sum();
    let tail = old[old.len() - alike..].find(char::is_whitespace).map_or(0, |at| alike - at);
    let (out, into) = (start..was.len() - tail, start..now.len() - tail);
    if out.is_empty() { (0..was.len(), 0..now.len()) } else { (out, into) }
}

/// Gives the id of a note from its tag, or from the tag of its sign.
fn note_id(tag: &str) -> Option<&str> {
    let tag = tag.split('>').next()?;
    let after = tag.split_once(":id=").or_else(|| tag.split_once(" id="))?.1;
    after.get(1..)?.split(['"', '\'']).next()
}

/// Gives the highest number that stands as an id in a part.
fn highest_id(xml: &str) -> u32 {
    let ids = xml.split(":id=").skip(1).filter_map(|after| {
        let digits: String = after[1.min(after.len())..].chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok()
    });
    ids.filter(|id| *id < 1_000_000_000).max().unwrap_or(0)
}
