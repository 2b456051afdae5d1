//! Writes one run of a document anew, taken apart at the marks and deletions that stand in it.

use super::ink::{date, escape};
use formats::ingest::Stretch;
use formats::ingest::imprint::{Run, StoryXml, prefix};
use record::model::time::Moment;
use record::visible::visible;
use std::ops::Range;

/// In whose name a mark is put, and as of when.
#[derive(Clone)]
pub(super) struct Signed {
    pub author: String,
    pub time: Moment,
}

impl Signed {
    pub fn attributes(&self, w: &str) -> String {
        format!("{w}:author=\"{}\" {w}:date=\"{}\"", escape(&visible(&self.author)), date(self.time))
    }

    pub fn initials(&self) -> String {
        let words = self.author.split(|end: char| !end.is_alphanumeric());
        words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).take(4).collect()
    }
}

/// What happens at one run.
#[derive(Default)]
pub(super) struct Edit {
    pub before: String,
    pub after: String,
    /// Marks by the offset in the text before which they stand.
    pub starts: Vec<(usize, String)>,
    /// Marks by the offset in the text after which they stand.
    pub ends: Vec<(usize, String)>,
    pub deletions: Vec<(Range<usize>, Signed)>,
}

/// Writes one run anew, taken apart where marks stand in it.
pub(super) struct Pen<'a> {
    story: &'a StoryXml,
    run: &'a Run,
    w: &'a str,
    next_id: &'a mut u32,
    out: String,
    /// Whether a run is open, and whether it is in a deletion.
    open: Option<bool>,
    /// The name of the text element that is open.
    text: Option<&'static str>,
}

impl<'a> Pen<'a> {
    pub fn new(story: &'a StoryXml, run: &'a Run, w: &'a str, next_id: &'a mut u32) -> Self {
        Self { story, run, w, next_id, out: String::new(), open: None, text: None }
    }

    pub fn write(&mut self, text: &str, stretches: &[&Stretch], edit: &Edit) -> String {
        if edit.starts.is_empty() && edit.ends.is_empty() && edit.deletions.is_empty() {
            return self.story.xml[self.run.xml.clone()].to_owned();
        }
        for (at, child) in self.run.children.iter().enumerate() {
            let own: Vec<&&Stretch> = stretches.iter().filter(|one| one.child == at && !one.whole).collect();
            let name = match child.name.as_str() {
                "t" => Some("t"),
                "delText" => Some("delText"),
                _ => None,
            };
            let raw = &self.story.xml[child.xml.clone()];
            if own.is_empty() {
                self.stay();
                self.out.push_str(raw);
            }
            for stretch in own {
                for piece in pieces(&stretch.text, edit) {
                    self.marks(edit.starts.iter().filter(|(place, _)| *place == piece.start));
                    let deleted =
                        edit.deletions.iter().find(|(gone, _)| gone.start <= piece.start && piece.end <= gone.end);
                    self.ready(deleted.map(|(_, signed)| signed));
                    match name {
                        Some(name) => self.set(if deleted.is_some() { "delText" } else { name }, &text[piece.clone()]),
                        None => {
                            self.end_text();
                            self.out.push_str(raw);
                        }
                    }
                    self.marks(edit.ends.iter().filter(|(place, _)| *place == piece.end));
                }
            }
        }
        self.end_run();
        std::mem::take(&mut self.out)
    }

    /// Goes on in the run that is open, or opens one.
    fn stay(&mut self) {
        self.end_text();
        if self.open.is_none() {
            self.ready(None);
        }
    }

    /// Sees that a run is open, within a deletion or not.
    fn ready(&mut self, deletion: Option<&Signed>) {
        if self.open.is_some_and(|deleted| deleted != deletion.is_some()) {
            self.end_run();
        }
        if self.open.is_none() {
            if let Some(signed) = deletion {
                let w = self.w;
                self.out.push_str(&format!("<{w}:del {w}:id=\"{}\" {}>", self.next_id, signed.attributes(w)));
                *self.next_id += 1;
            }
            self.out.push_str(&self.story.xml[self.run.open.clone()]);
            self.out.push_str(self.run.properties.clone().map_or("", |place| &self.story.xml[place]));
            self.open = Some(deletion.is_some());
        }
    }

    fn set(&mut self, name: &'static str, text: &str) {
        if self.text != Some(name) {
            self.end_text();
            self.out.push_str(&format!("<{}:{name} xml:space=\"preserve\">", self.w));
            self.text = Some(name);
        }
        self.out.push_str(&escape(text));
    }

    fn marks<'m>(&mut self, marks: impl Iterator<Item = &'m (usize, String)>) {
        for (_, mark) in marks {
            self.end_run();
            self.out.push_str(mark);
        }
    }

    fn end_text(&mut self) {
        if let Some(name) = self.text.take() {
            self.out.push_str(&format!("</{}:{name}>", self.w));
        }
    }

    fn end_run(&mut self) {
        self.end_text();
        if let Some(deleted) = self.open.take() {
            let own = prefix(&self.story.xml[self.run.open.clone()]);
            self.out.push_str(&if own.is_empty() { "</r>".to_owned() } else { format!("</{own}:r>") });
            if deleted {
                self.out.push_str(&format!("</{}:del>", self.w));
            }
        }
    }
}

/// Cuts a stretch where marks or deletions begin and end in it.
fn pieces(stretch: &Range<usize>, edit: &Edit) -> Vec<Range<usize>> {
    let marks = edit.starts.iter().chain(&edit.ends).map(|(at, _)| *at);
    let deletions = edit.deletions.iter().flat_map(|(gone, _)| [gone.start, gone.end]);
    let mut cuts: Vec<usize> = marks.chain(deletions).filter(|at| stretch.start < *at && *at < stretch.end).collect();
    cuts.extend([stretch.start, stretch.end]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
