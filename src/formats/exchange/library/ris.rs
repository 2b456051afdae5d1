//! RIS: lines of a tag and a value, from `TY` to `ER`.

use super::fields::{date, doi, given_first, identify, serial, told};
use super::{Library, Reference};
use crate::exchange::fault::Fault;
use crate::exchange::limits::Limits;

/// Lines of one entry.
const LINE_LIMIT: usize = 20_000;

/// Takes a line apart: `AU  - Hale, Ada`. Some programs write one blank, or none at the end.
pub(super) fn tag(line: &str) -> Option<(&str, &str)> {
    let tag = line.get(..2)?;
    let is_tag = tag.starts_with(|letter: char| letter.is_ascii_uppercase())
        && tag.ends_with(|letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit());
    let rest = line[2..].strip_prefix(' ')?.trim_start().strip_prefix('-')?;
    is_tag.then_some((tag, rest.trim()))
}

pub(super) fn read(text: &str, limits: &Limits) -> Result<Library, Fault> {
    let mut library = Library::default();
    let mut open: Option<Entry> = None;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_start_matches('\u{feff}');
        match (tag(line), &mut open) {
            (Some(("TY", kind)), _) => {
                close(open.take(), "the next entry starts before it ends with `ER`", &mut library, limits);
                open = Some(Entry { line: index + 1, kind: kind.to_owned(), values: Vec::new() });
            }
            (Some(("ER", _)), Some(_)) => {
                if let Some(entry) = open.take() {
                    library.add(entry.reference(), limits)?;
                }
            }
            (Some((tag, value)), Some(entry)) if entry.values.len() < LINE_LIMIT => {
                entry.values.push((tag.to_owned(), value.to_owned()));
            }
            (None, Some(entry)) => entry.go_on(line),
            _ => {}
        }
    }
    close(open, "the file ends before it does", &mut library, limits);
    match library.references.is_empty() && library.faults.is_empty() {
        true => Err(Fault::broken("the library", "no entry starts with `TY  - `")),
        false => Ok(library),
    }
}

fn close(open: Option<Entry>, reason: &str, library: &mut Library, limits: &Limits) {
    if let Some(entry) = open {
        library.fault(format!("the entry on line {}", entry.line), reason, limits);
    }
}

struct Entry {
    line: usize,
    kind: String,
    values: Vec<(String, String)>,
}

impl Entry {
    /// Adds a line without a tag to the value before it.
    fn go_on(&mut self, line: &str) {
        if let Some((_, value)) = self.values.last_mut() {
            value.push(' ');
            value.push_str(line.trim());
        }
    }

    fn first(&self, tags: &[&str]) -> Option<String> {
        tags.iter().find_map(|tag| self.all(tag).find_map(told))
    }

    fn all(&self, tag: &str) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(found, _)| found == tag).map(|(_, value)| value.as_str())
    }

    fn authors(&self) -> Vec<String> {
        let of = |tags: &[&str]| -> Vec<String> {
            tags.iter().flat_map(|tag| self.all(tag)).filter_map(given_first).collect()
        };
        let authors = of(&["AU", "A1"]);
        if authors.is_empty() { of(&["A2", "ED", "A3"]) } else { authors }
    }

    fn reference(&self) -> Reference {
        let files = ["L1", "L2", "L4"].iter().flat_map(|tag| self.all(tag)).filter_map(told);
        let mut reference = Reference {
            key: self.first(&["ID"]).unwrap_or_default(),
            kind: kind(&self.kind).to_owned(),
            title: self.first(&["TI", "T1", "CT", "BT"]).unwrap_or_default(),
            authors: self.authors(),
            container: self.first(&["T2", "JO", "JF", "JA", "J2"]),
            publisher: self.first(&["PB"]),
            address: self.first(&["UR"]),
            published: self.first(&["DA", "PY", "Y1"]).map(|text| day(&text)),
            language: self.first(&["LA"]),
            summary: self.first(&["AB", "N2"]),
            accessed: self.first(&["Y2"]).map(|text| day(&text)),
            files: files.collect(),
            ..Reference::default()
        };
        let (isbn, issn) = serial(&self.first(&["SN"]).unwrap_or_default());
        identify(&mut reference, self.first(&["DO"]).and_then(|text| doi(&text)), isbn, issn);
        reference
    }
}

/// Reads `2024/05/01/`; what is no such date stays as stated.
fn day(text: &str) -> String {
    let mut parts = text.split('/').map(str::trim);
    let year = parts.next().unwrap_or_default();
    let mut small = || parts.next().and_then(|part| part.parse().ok());
    let (month, day) = (small(), small());
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let read = date(year, month, day).filter(|_| is_year);
    let more = text.split('/').skip(3).any(|part| !part.trim().is_empty());
    read.filter(|_| !more).unwrap_or_else(|| text.to_owned())
}

/// Gives the type of CSL for one of RIS.
fn kind(kind: &str) -> &'static str {
    match kind.trim() {
        "JOUR" | "EJOUR" | "ABST" | "INPR" => "article-journal",
        "NEWS" => "article-newspaper",
        "MGZN" => "article-magazine",
        "BOOK" | "EBOOK" | "EDBOOK" | "WHOLE" => "book",
        "CHAP" | "ECHAP" => "chapter",
        "CONF" | "CPAPER" => "paper-conference",
        "RPRT" | "GOVDOC" | "STAND" => "report",
        "THES" => "thesis",
        "ELEC" | "WEB" => "webpage",
        "BLOG" => "post-weblog",
        "CASE" => "legal_case",
        "BILL" => "bill",
        "STAT" | "LEGAL" => "legislation",
        "HEAR" => "hearing",
        "DATA" | "AGGR" | "DBASE" => "dataset",
        "VIDEO" | "MPCT" | "ADVS" => "motion_picture",
        "SOUND" | "MUSIC" => "song",
        "ICOMM" | "PCOMM" => "personal_communication",
        "MAP" => "map",
        "PAT" => "patent",
        "UNPB" | "MANSCPT" => "manuscript",
        _ => "document",
    }
}
