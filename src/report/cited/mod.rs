//! The sources of a piece as a list of references, for reference managers and typesetting: BibTeX, RIS and CSL JSON.
//!
//! Nothing is guessed: a name stays in one piece, and what kind of thing a source is follows from what was recorded.

mod bibtex;
mod csl;
mod ris;
#[cfg(test)]
mod tests;

use super::dossier::{CitedSource, Dossier};
use crate::error::{Error, Result};
use record::model::entities::Capture;
use record::model::time::Day;
use record::model::words::{Medium, Terms};
use std::collections::BTreeSet;
use std::io::Write;

/// A format for references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Bibtex,
    Ris,
    Csl,
}

/// What kind of thing a source is, as far as the record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It has an address on the web.
    Page,
    /// A capture of it is a table.
    Data,
    /// Somebody spoke.
    Interview,
    /// Somebody wrote, to us alone.
    Message,
    /// Somebody spoke before others.
    Speech,
    Document,
}

/// A day, or the month or year alone.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stated {
    Parts {
        year: u16,
        month: Option<u8>,
        day: Option<u8>,
    },
    /// Anything else, as it was stated.
    Words(String),
}

/// A source as a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reference {
    key: String,
    kind: Kind,
    title: String,
    /// Each in one piece, as it was recorded.
    authors: Vec<String>,
    publisher: Option<String>,
    address: Option<String>,
    doi: Option<String>,
    published: Option<Stated>,
    /// The day of the latest capture that came from the network.
    accessed: Option<Day>,
    language: Option<String>,
    summary: Option<String>,
    /// How near it stands to what it tells.
    tier: String,
    note: Option<String>,
}

/// Writes the references in the order in which claims cite them; gives how many sources were left out.
///
/// A list of references is made to be shown. So where the dossier keeps back what is confidential, sources that are,
/// and those who did not speak on the record, are left out whole.
pub fn render(dossier: &Dossier, format: Format, out: &mut dyn Write) -> Result<usize> {
    let (references, left_out) = references(dossier);
    let text = match format {
        Format::Bibtex => bibtex::write(&references),
        Format::Ris => ris::write(&references),
        Format::Csl => csl::write(&references),
    };
    out.write_all(text.as_bytes()).map_err(Error::Output)?;
    Ok(left_out)
}

fn references(dossier: &Dossier) -> (Vec<Reference>, usize) {
    let mut cited: Vec<&CitedSource> = dossier.sources.values().collect();
    cited.sort_by_key(|cited| cited.number);
    let all = cited.len();
    cited.retain(|cited| dossier.revealed || nameable(cited));
    let mut taken = BTreeSet::new();
    let references: Vec<Reference> = cited
        .into_iter()
        .map(|cited| {
            let captures = dossier.captures.iter().filter(|capture| capture.source == Some(cited.source.id));
            Reference::of(cited, &captures.collect::<Vec<_>>(), &mut taken)
        })
        .collect();
    let left_out = all - references.len();
    (references, left_out)
}

fn nameable(cited: &CitedSource) -> bool {
    let on_record = cited.source.terms.as_deref().is_none_or(|terms| terms == Terms::OnRecord.word());
    on_record && !cited.source.confidential
}

impl Reference {
    fn of(cited: &CitedSource, captures: &[&Capture], taken: &mut BTreeSet<String>) -> Self {
        let source = &cited.source;
        let doi = source.address.as_deref().and_then(doi);
        let medium = source.medium.as_deref().and_then(Medium::from_word);
        let notes: Vec<String> = medium.map(spoke).into_iter().chain(terms(cited)).collect();
        Self {
            key: key(cited, taken),
            kind: Kind::of(cited, captures, medium),
            title: told(&source.name()),
            authors: source.author.as_deref().map(authors).unwrap_or_default(),
            publisher: source.publisher.as_deref().map(told),
            address: source.address.clone().filter(|address| is_web(address)),
            doi,
            published: source.published.as_deref().map(Stated::of),
            accessed: captures.iter().filter_map(|capture| fetched(capture)).max(),
            language: source.language.as_deref().map(told),
            summary: source.summary.as_deref().map(told),
            tier: source.tier.clone(),
            note: (!notes.is_empty()).then(|| notes.join(" ")),
        }
    }
}

fn spoke(medium: Medium) -> String {
    let how = match medium {
        Medium::InPerson => "Conversation in person.",
        Medium::Phone => "Conversation by phone.",
        Medium::Video => "Conversation by video.",
        Medium::Message => "Message.",
        Medium::Mail => "Letter or mail.",
        Medium::Event => "Said at an event.",
    };
    how.to_string()
}

fn terms(cited: &CitedSource) -> Option<String> {
    cited.source.terms.as_ref().map(|terms| format!("Terms: {}.", terms.replace('-', " ")))
}

/// Gives the name that a source has in the list: its own where it has one that every format can hold, else from its id.
fn key(cited: &CitedSource, taken: &mut BTreeSet<String>) -> String {
    let usable = |name: &&String| {
        name.len() <= 100
            && name.starts_with(|first: char| first.is_ascii_alphanumeric())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
    };
    let (own, id) = (cited.source.external_id.as_ref().filter(usable), cited.source.id);
    let names = own.cloned().into_iter().chain([format!("source-{}", id.short()), format!("source-{}", id.hex())]);
    // BibTeX takes two keys that differ in case alone for one.
    let free = names.into_iter().find(|name| !taken.contains(&name.to_lowercase()));
    let key = free.unwrap_or_else(|| id.hex());
    taken.insert(key.to_lowercase());
    key
}

/// Takes the names apart where the record keeps several, as an imported library leaves them.
fn authors(author: &str) -> Vec<String> {
    author.split("; ").map(told).filter(|name| !name.is_empty()).collect()
}

/// Joins what stands on several lines, and leaves out what nobody sees.
fn told(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_web(address: &str) -> bool {
    let web = address.starts_with("http://") || address.starts_with("https://");
    web && !address.chars().any(|letter| letter.is_whitespace() || letter.is_control())
}

fn doi(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://doi.org/").or_else(|| address.strip_prefix("http://doi.org/"))?;
    let plain = rest.starts_with("10.") && rest.contains('/') && !rest.contains('%');
    (plain && is_web(address)).then(|| rest.to_string())
}

/// Gives the day on which a capture came from the network; a file that somebody had tells none.
fn fetched(capture: &Capture) -> Option<Day> {
    if capture.method == "filed" {
        return None;
    }
    let at = capture.captured_at.as_deref().or((capture.method == "fetched").then_some(&*capture.time))?;
    Day::parse(at.get(..10)?)
}

impl Kind {
    fn of(cited: &CitedSource, captures: &[&Capture], medium: Option<Medium>) -> Self {
        let table = |capture: &&&Capture| {
            capture.media_type.as_deref().is_some_and(|media| {
                media.starts_with("text/csv") || media.contains("spreadsheet") || media.contains("ms-excel")
            })
        };
        match medium {
            Some(Medium::InPerson | Medium::Phone | Medium::Video) => Self::Interview,
            Some(Medium::Message | Medium::Mail) => Self::Message,
            Some(Medium::Event) => Self::Speech,
            None if captures.iter().any(|capture| table(&capture)) => Self::Data,
            None if cited.source.address.as_deref().is_some_and(is_web) => Self::Page,
            None => Self::Document,
        }
    }
}

impl Stated {
    /// Reads a date of ISO 8601, or its month or year alone; a time after it is left out.
    fn of(text: &str) -> Self {
        let text = told(text);
        Self::parts(&text).unwrap_or(Self::Words(text))
    }

    fn parts(text: &str) -> Option<Self> {
        let date = match text.split_once('T') {
            Some((date, time)) if time.starts_with(|first: char| first.is_ascii_digit()) => date,
            _ => text,
        };
        let digits = |from: usize, to: usize| date.get(from..to)?.parse::<u16>().ok();
        let (month, day) = match date.len() {
            4 => (None, None),
            7 => (Some(digits(5, 7)? as u8), None),
            10 => (Some(digits(5, 7)? as u8), Some(digits(8, 10)? as u8)),
            _ => return None,
        };
        // Only what exists: neither a thirteenth month nor a 30 February.
        record::model::time::days_of(date)?;
        Some(Self::Parts { year: digits(0, 4)?, month, day })
    }
}
