//! Makes a reference of an entry: the many names under which BibTeX and BibLaTeX keep the same things.

use crate::exchange::library::fields::{date, doi, given_first, identify, told};
use crate::exchange::library::{Reference, latex};
use std::collections::HashMap;

/// An entry as it stands; its fields as written, with abbreviations written out.
pub(super) struct Entry {
    pub kind: String,
    pub key: String,
    pub fields: HashMap<String, String>,
}

impl Entry {
    pub fn reference(&self) -> Reference {
        let mut reference = Reference {
            key: self.key.clone(),
            kind: self.csl_kind().to_owned(),
            title: self.title(),
            authors: self.authors(),
            container: self.text(&["journal", "journaltitle", "booktitle", "maintitle", "website"]),
            publisher: self.text(&["publisher", "institution", "organization", "school"]),
            address: self.address(),
            published: self.published(),
            language: self.text(&["langid", "language"]),
            summary: self.text(&["abstract"]),
            accessed: self.text(&["urldate"]),
            files: self.fields.get("file").map_or_else(Vec::new, |field| files(field)),
            ..Reference::default()
        };
        let doi = self.verbatim("doi").and_then(|text| doi(&text));
        identify(&mut reference, doi, self.text(&["isbn"]), self.text(&["issn"]));
        reference
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| told(&latex::text(self.fields.get(*name)?)))
    }

    /// Gives a field that is no prose, as an address: only what protects a character is taken off.
    fn verbatim(&self, name: &str) -> Option<String> {
        let field = self.fields.get(name)?;
        let mut plain = String::with_capacity(field.len());
        let mut letters = field.chars().filter(|letter| !matches!(letter, '{' | '}')).peekable();
        while let Some(letter) = letters.next() {
            match letters.peek() {
                Some('_' | '%' | '&' | '#' | '~' | '$') if letter == '\\' => {}
                _ => plain.push(letter),
            }
        }
        told(&plain)
    }

    fn title(&self) -> String {
        let title = self.text(&["title"]).unwrap_or_default();
        match self.text(&["subtitle"]) {
            Some(subtitle) => format!("{title}: {subtitle}"),
            None => title,
        }
    }

    fn address(&self) -> Option<String> {
        let inside = |text: &str| {
            let (_, rest) = text.split_once("\\url{")?;
            told(rest.split_once('}')?.0)
        };
        let hidden = || ["howpublished", "note"].iter().find_map(|name| inside(self.fields.get(*name)?));
        let stated = |name| self.verbatim(name).filter(|text| text.contains("://"));
        stated("url").or_else(hidden).or_else(|| stated("howpublished")).or_else(|| self.preprint())
    }

    fn preprint(&self) -> Option<String> {
        let archive = self.text(&["archiveprefix", "eprinttype"])?;
        let number = self.verbatim("eprint")?;
        archive.eq_ignore_ascii_case("arxiv").then(|| format!("https://arxiv.org/abs/{number}"))
    }

    fn authors(&self) -> Vec<String> {
        let field = ["author", "editor"].iter().find_map(|name| self.fields.get(*name));
        let names = field.map_or_else(Vec::new, |field| names(field));
        names.iter().filter_map(|name| author(name)).collect()
    }

    fn published(&self) -> Option<String> {
        if let Some(date) = self.text(&["date"]) {
            return Some(date);
        }
        let month = self.text(&["month"]).unwrap_or_default().to_lowercase();
        let month = month_number(&month);
        let day = self.text(&["day"]).and_then(|day| day.parse().ok());
        date(&self.text(&["year"])?, month, day)
    }

    /// Gives the type of CSL for one of BibTeX.
    fn csl_kind(&self) -> &'static str {
        match self.kind.as_str() {
            "article" => match self.fields.get("entrysubtype").map(String::as_str) {
                Some("newspaper") => "article-newspaper",
                Some("magazine") => "article-magazine",
                _ => "article-journal",
            },
            "book" | "mvbook" | "collection" | "mvcollection" | "proceedings" | "reference" => "book",
            "inbook" | "incollection" | "suppbook" | "inreference" | "bookinbook" => "chapter",
            "inproceedings" | "conference" => "paper-conference",
            "report" | "techreport" => "report",
            "thesis" | "phdthesis" | "mastersthesis" => "thesis",
            "online" | "electronic" | "www" => "webpage",
            "unpublished" => "manuscript",
            "dataset" => "dataset",
            "patent" => "patent",
            "video" | "movie" => "motion_picture",
            "audio" | "music" => "song",
            "letter" => "personal_communication",
            "legislation" => "legislation",
            "jurisdiction" => "legal_case",
            _ => "document",
        }
    }
}

fn month_number(month: &str) -> Option<u32> {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let by_name = names.iter().position(|name| month.starts_with(name)).map(|at| at as u32 + 1);
    by_name.or_else(|| month.parse().ok())
}

/// Splits names at each `and` that stands outside braces.
fn names(field: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut depth = 0_i32;
    for word in field.split_whitespace() {
        if word.eq_ignore_ascii_case("and") && depth <= 0 {
            names.push(String::new());
            continue;
        }
        depth += word.matches('{').count() as i32 - word.matches('}').count() as i32;
        if let Some(name) = names.last_mut() {
            name.push(' ');
            name.push_str(word);
        }
    }
    names
}

/// Reads one name; one that stands in braces as a whole is of an organisation, and has no parts.
fn author(name: &str) -> Option<String> {
    let name = name.trim();
    let text = latex::text(name);
    if text == "others" {
        return None;
    }
    if is_one_group(name) {
        return told(&text);
    }
    // With two commas the middle part is `Jr`: here alone it does not stand last.
    let parts: Vec<&str> = text.splitn(3, ',').collect();
    match parts[..] {
        [family, suffix, given] => given_first(&[family, given, suffix].join(",")),
        _ => given_first(&text),
    }
}

/// Says whether the brace that a name begins with is closed by the one that it ends with.
fn is_one_group(name: &str) -> bool {
    let mut depth = 0_i32;
    for (at, letter) in name.char_indices() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        if depth <= 0 {
            return at > 0 && at + 1 == name.len();
        }
    }
    false
}

/// Takes the paths out of `Title:path:type;…`, in which `\` protects a mark.
fn files(field: &str) -> Vec<String> {
    let files = split(field, ';');
    files.iter().filter_map(|file| told(&path(file))).collect()
}

fn path(file: &str) -> String {
    let parts = split(file, ':');
    let path = match parts.len() {
        0..=2 => file.to_owned(),
        count => parts[1..count - 1].join(":"),
    };
    let mut plain = String::with_capacity(path.len());
    let mut letters = path.chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.peek() {
            Some(&next) if letter == '\\' && matches!(next, ':' | ';' | '\\' | '_' | '&' | '%') => {
                plain.push(next);
                letters.next();
            }
            _ => plain.push(letter),
        }
    }
    plain
}

/// Splits at a mark that no `\` protects.
fn split(text: &str, mark: char) -> Vec<&str> {
    let (mut parts, mut start, mut protected) = (Vec::new(), 0, false);
    for (at, letter) in text.char_indices() {
        if letter == mark && !protected {
            parts.push(&text[start..at]);
            start = at + mark.len_utf8();
        }
        protected = letter == '\\' && !protected;
    }
    parts.push(&text[start..]);
    parts
}
