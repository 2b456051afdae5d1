//! MHTML: a page that a browser saved with all its parts in one file, as RFC 2557 has it. Its main part is read.

pub(super) mod mime;

use super::document::Document;
use super::fault::Fault;
use super::html;
use super::limits::Limits;
use super::sniff::{Format, is_page};
use chrono::{DateTime, SecondsFormat, Utc};
use mime::Part;

const PART: &str = "the saved page";
/// Levels of parts within parts.
const DEPTH: u32 = 8;

/// Where a saved page came from, by the word of the browser that saved it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub address: Option<String>,
    /// RFC 3339 in UTC; as stated where it is no date.
    pub saved_at: Option<String>,
    /// The title, as the browser wrote it at the head of the file.
    pub title: Option<String>,
}

/// Gives where a saved page came from; `None` if the file is none, or does not say.
pub fn origin(bytes: &[u8]) -> Option<Origin> {
    let whole = Part::parse(bytes).filter(|_| is_page(bytes))?;
    let address = whole.field("snapshot-content-location").or_else(|| whole.field("content-location"));
    let root = || root(&whole, 0).and_then(|part| part.field("content-location").map(str::to_owned));
    let address = address.map(str::to_owned).or_else(root).filter(|address| address.contains("://"));
    let origin = Origin {
        address,
        saved_at: whole.field("date").map(moment),
        title: whole.field("subject").map(mime::words).filter(|title| !title.is_empty()),
    };
    Some(origin).filter(|origin| origin.address.is_some() || origin.saved_at.is_some())
}

fn moment(date: &str) -> String {
    let read = DateTime::parse_from_rfc2822(date);
    read.map_or_else(|_| date.to_owned(), |date| date.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true))
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Fault> {
    let whole = Part::parse(bytes).ok_or_else(|| Fault::broken(PART, "its first lines are no fields"))?;
    let root = root(&whole, 0).ok_or_else(|| Fault::missing("saved page", "a part with HTML"))?;
    let html = root.content(limits.page)?;
    let mut document = html::read(&in_utf8(html, &root), limits)?;
    document.format = Format::Mht;
    if document.title.is_none() {
        document.title = whole.field("subject").map(mime::words).filter(|title| !title.is_empty());
    }
    Ok(document)
}

/// Finds the part that is the page: the one that `start` names, else the first with HTML.
fn root<'a>(whole: &Part<'a>, depth: u32) -> Option<Part<'a>> {
    if whole.media_type() == "text/html" || whole.media_type() == "application/xhtml+xml" {
        return Some(whole.clone());
    }
    let boundary = whole.parameter("boundary").filter(|_| depth < DEPTH)?;
    let start = whole.parameter("start");
    let named = |part: &Part| start.is_some() && part.field("content-id") == start.as_deref();
    let parts = whole.parts(&boundary);
    let first = parts.iter().find(|part| named(part)).and_then(|part| root(part, depth + 1));
    first.or_else(|| parts.iter().find_map(|part| root(part, depth + 1)))
}

/// Decodes a page by the letters that its part says it is in; a byte order mark tells the reader of it.
fn in_utf8(html: Vec<u8>, root: &Part) -> Vec<u8> {
    let label = root.parameter("charset");
    match label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes())) {
        Some(encoding) => format!("\u{feff}{}", encoding.decode(&html).0).into_bytes(),
        None => html,
    }
}
