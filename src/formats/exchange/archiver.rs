//! The table that Auto Archiver keeps of the links it was given: what it archived, when, and where that lies now.

use super::fault::Fault;
use super::limits::Limits;
use crate::ingest::table::{Row, Table, survey};

/// One link of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archived {
    /// The line of the file, from 1, on which the row starts.
    pub line: u64,
    /// The address that was to be archived.
    pub link: String,
    pub title: Option<String>,
    /// When it was archived, as written.
    pub archived_at: Option<String>,
    /// Where the main file lies: an address, or a path where it was kept on disk.
    pub location: Option<String>,
    /// What came of it, as the program says: `youtubedl: success` or the like.
    pub status: Option<String>,
    /// The digest of the main file, as written; SHA-256 or SHA3-512 without saying which.
    pub hash: Option<String>,
    pub wacz: Option<String>,
    pub screenshot: Option<String>,
    /// When the post was put up, as written.
    pub posted: Option<String>,
    pub text: Option<String>,
}

impl Archived {
    /// Says whether the program found something to keep.
    pub fn is_kept(&self) -> bool {
        let status = self.status.as_deref().unwrap_or_default().to_lowercase();
        self.location.is_some() && !["fail", "nothing archived", "no archiver"].iter().any(|word| status.contains(word))
    }
}

/// What can stand in a column, and the headers under which it does: in lower case, letters only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Link,
    Title,
    ArchivedAt,
    Location,
    Status,
    Hash,
    Wacz,
    Screenshot,
    Posted,
    Text,
}

const HEADERS: [(Part, &[&str]); 10] = [
    (Part::Link, &["link", "url", "links", "sourceurl", "mediaurl"]),
    (Part::Title, &["uploadtitle", "title"]),
    (Part::ArchivedAt, &["archivedate", "date", "archivedat"]),
    (Part::Location, &["archivelocation", "archive", "archiveurl", "location"]),
    (Part::Status, &["archivestatus", "status"]),
    (Part::Hash, &["hash"]),
    (Part::Wacz, &["wacz"]),
    (Part::Screenshot, &["screenshot"]),
    (Part::Posted, &["uploadtimestamp", "timestamp"]),
    (Part::Text, &["textcontent", "text"]),
];

/// Reads the table, saved as CSV. Rows without a link are passed over.
///
/// # Errors
/// A [`Fault`] with line and column; or one that says which headers are wanted.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Archived>, Fault> {
    let dialect = survey(bytes)?;
    let mut table = Table::open(bytes, dialect)?;
    let parts = parts(table.headers())?;
    let mut rows = Vec::new();
    while let Some(row) = table.next_row()? {
        if rows.len() >= limits.references {
            return Err(Fault::TooMany { what: "rows", most: limits.references as u64 });
        }
        rows.extend(archived(&row, &parts)?);
    }
    Ok(rows)
}

/// Says whether a table looks like one that the program keeps.
pub fn is_kept_by(headers: &[String]) -> bool {
    let has = |part| headers.iter().any(|header| part_of(header) == Some(part));
    has(Part::Link) && has(Part::Status) && has(Part::Location)
}

/// Finds the position of each part; of two headers for one part, the first counts.
fn parts(headers: &[String]) -> Result<Vec<(Part, usize)>, Fault> {
    let mut parts: Vec<(Part, usize)> = Vec::new();
    for (part, names) in HEADERS {
        let found = names.iter().find_map(|name| headers.iter().position(|header| plain(header) == *name));
        parts.extend(found.map(|at| (part, at)));
    }
    match parts.first() {
        Some((Part::Link, _)) => Ok(parts),
        _ => Err(Fault::broken(
            "the table",
            format!("no column is headed `Link`; the headers are {}", headers.join(", ")),
        )),
    }
}

fn part_of(header: &str) -> Option<Part> {
    let plain = plain(header);
    HEADERS.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(part, _)| *part)
}

fn plain(header: &str) -> String {
    header.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn archived(row: &Row, parts: &[(Part, usize)]) -> Result<Option<Archived>, Fault> {
    let mut archived = Archived { line: row.line(), ..Archived::default() };
    for (part, at) in parts {
        let text = row.text(*at)?;
        let text = formula_text(text.trim());
        let told = Some(text.to_owned()).filter(|text| !text.is_empty());
        match part {
            Part::Link => archived.link = text.to_owned(),
            Part::Title => archived.title = told,
            Part::ArchivedAt => archived.archived_at = told,
            Part::Location => archived.location = told,
            Part::Status => archived.status = told,
            Part::Hash => archived.hash = told,
            Part::Wacz => archived.wacz = told,
            Part::Screenshot => archived.screenshot = told,
            Part::Posted => archived.posted = told,
            Part::Text => archived.text = told,
        }
    }
    Ok(Some(archived).filter(|archived| !archived.link.is_empty()))
}

/// Takes the address out of `=IMAGE("…")` and `=HYPERLINK("…")`, with which the sheet shows pictures and links.
fn formula_text(text: &str) -> &str {
    let inside = text.strip_prefix('=').and_then(|formula| formula.split_once("(\""));
    inside.and_then(|(_, rest)| rest.split_once('"')).map_or(text, |(address, _)| address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Archived>, String> {
        super::read(text.as_bytes(), &Limits::default()).map_err(|fault| fault.to_string())
    }

    #[test]
    fn the_sheet_is_read_under_its_headers() {
        let rows = read(
            "Link,Destination Folder,Archive Status,Archive Date,Archive Location,Thumbnail,Upload Timestamp,\
             Upload Title,Text Content,Screenshot,Hash,Perceptual Hashes,WACZ,ReplayWebpage\n\
             https://tarn.example/a,dam,twitter: success,2024-05-01T08:00:00+00:00,s3://k/a.mp4,\"=IMAGE(\"\"x\"\")\",\
             2024-04-30,A dam,\"Two\nlines\",\"=HYPERLINK(\"\"https://k/s.png\"\",\"\"s\"\")\",a1b2,,https://k/a.wacz,\n\
             ,,,,,,,,,,,,,\n",
        )
        .unwrap();
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert_eq!((row.line, row.link.as_str()), (2, "https://tarn.example/a"));
        assert_eq!(row.status.as_deref(), Some("twitter: success"));
        assert_eq!(row.location.as_deref(), Some("s3://k/a.mp4"));
        assert_eq!(row.text.as_deref(), Some("Two\nlines"));
        assert_eq!(row.screenshot.as_deref(), Some("https://k/s.png"));
        assert_eq!((row.hash.as_deref(), row.posted.as_deref()), (Some("a1b2"), Some("2024-04-30")));
        assert!(row.is_kept());
    }

    #[test]
    fn headers_vary_and_may_be_few() {
        let rows = read("url;STATUS;archive_location\nhttps://a.example;Nothing archived;\n").unwrap();
        assert_eq!(rows[0].link, "https://a.example");
        assert!(!rows[0].is_kept());
        let headers = ["URL", "status", "archive"].map(str::to_owned);
        assert!(is_kept_by(&headers) && !is_kept_by(&headers[..2]));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        assert!(read("Title,Hash\na,b\n").unwrap_err().contains("headed `Link`; the headers are Title, Hash"));
        assert!(read("Link,Hash\na\n").unwrap_err().starts_with("line 2: the row has 1 cell"));
        assert!(read("").unwrap_err().contains("the file is empty"));
    }
}
