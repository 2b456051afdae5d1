//! Reference libraries as Zotero and others save them: CSL JSON, RIS and BibTeX.
//!
//! [`read`] gives every reference in one shape. What is wrong with one entry costs that entry alone.

mod bibtex;
mod csl;
mod fields;
mod latex;
mod ris;
#[cfg(test)]
mod tests;

use super::fault::Fault;
use super::limits::Limits;
use std::borrow::Cow;
use std::fmt;

/// A source as a library describes it. An absent field was not stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// The entry's own key in its library.
    pub key: String,
    /// A type of CSL 1.0.2, as `article-journal`; `document` where nothing better is known.
    pub kind: String,
    pub title: String,
    /// Given name first; authors, or editors where there are none.
    pub authors: Vec<String>,
    /// The journal, newspaper, site or book that it stands in.
    pub container: Option<String>,
    pub publisher: Option<String>,
    /// An address that can be opened; made of the DOI where none is stated.
    pub address: Option<String>,
    /// As stated; year, month and day in the order of ISO 8601 where they were stated apart.
    pub published: Option<String>,
    pub language: Option<String>,
    /// As `doi:10.1000/1`, `isbn:…` or `issn:…`.
    pub identifier: Option<String>,
    pub summary: Option<String>,
    /// When it was last looked at, as stated.
    pub accessed: Option<String>,
    /// Paths or addresses of attached files, as stated; relative to the library or on somebody's disk.
    pub files: Vec<String>,
}

/// What a library held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    pub references: Vec<Reference>,
    /// Entries that were left out, each with its reason; up to [`Limits::told`].
    pub faults: Vec<Fault>,
}

impl Library {
    fn add(&mut self, reference: Reference, limits: &Limits) -> Result<(), Fault> {
        if self.references.len() >= limits.references {
            return Err(Fault::TooMany { what: "references", most: limits.references as u64 });
        }
        self.references.push(reference);
        Ok(())
    }

    fn fault(&mut self, part: String, reason: impl ToString, limits: &Limits) {
        if self.faults.len() < limits.told {
            self.faults.push(Fault::broken(part, reason));
        }
    }
}

/// A format in which libraries are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csl,
    Ris,
    Bibtex,
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Self::Csl => "CSL JSON",
            Self::Ris => "RIS",
            Self::Bibtex => "BibTeX",
        })
    }
}

/// Reads a library; `name` is looked at only when the content does not tell the format.
///
/// # Errors
/// A [`Fault`] where the file is no library, is too large, or cannot be read as a whole.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Library, Fault> {
    if bytes.len() as u64 > limits.library {
        return Err(Fault::TooLarge { part: "the library".to_owned(), most: limits.library });
    }
    let text = decode(bytes);
    if text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    match format_of(&text, name)? {
        Format::Csl => csl::read(&text, limits),
        Format::Ris => ris::read(&text, limits),
        Format::Bibtex => bibtex::read(&text, limits),
    }
}

/// Tells in which format a library is saved.
///
/// # Errors
/// [`Fault::Unsupported`] for a file that is none.
pub fn format(bytes: &[u8], name: &str) -> Result<Format, Fault> {
    format_of(&decode(&bytes[..bytes.len().min(64 << 10)]), name)
}

fn format_of(text: &str, name: &str) -> Result<Format, Fault> {
    let start = text.trim_start();
    if start.starts_with('[') || start.starts_with('{') && start.contains('"') {
        return Ok(Format::Csl);
    }
    let mut lines = text.lines().map(str::trim_start).take(2000);
    let found = lines.find_map(|line| match line {
        line if ris::tag(line).is_some_and(|(tag, _)| tag == "TY") => Some(Format::Ris),
        line if bibtex::starts_entry(line) => Some(Format::Bibtex),
        _ => None,
    });
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let by_name = match ending.as_str() {
        "ris" => Some(Format::Ris),
        "bib" | "bibtex" => Some(Format::Bibtex),
        _ => None,
    };
    found.or(by_name).ok_or_else(|| Fault::Unsupported {
        what: "no reference library".to_owned(),
        instead: "export it as CSL JSON, RIS or BibTeX".to_owned(),
    })
}

/// Takes bytes for what their byte order mark says, else for UTF-8, else for Windows-1252.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    // A sample may cut the last letter in two.
    let whole = match std::str::from_utf8(bytes) {
        Err(error) => error.error_len().is_none(),
        Ok(_) => true,
    };
    let encoding = if whole { encoding_rs::UTF_8 } else { encoding_rs::WINDOWS_1252 };
    encoding.decode(bytes).0
}
