//! Tells a file's format by its content first and by its name second.

use super::fault::Fault;
use super::mht::mime::Part;
use memchr::memmem;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Plain,
    Markdown,
    Html,
    Docx,
    Odt,
    Epub,
    Pdf,
    Csv,
    Xlsx,
    Xls,
    Ods,
    Mht,
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Docx => "DOCX",
            Self::Odt => "ODT",
            Self::Epub => "EPUB",
            Self::Pdf => "PDF",
            Self::Csv => "CSV",
            Self::Xlsx => "XLSX",
            Self::Xls => "XLS",
            Self::Ods => "ODS",
            Self::Mht => "MHTML",
        })
    }
}

impl Format {
    /// Says whether a file of the format should be read in a process of its own, which can be ended.
    pub fn wants_worker(self) -> bool {
        matches!(self, Self::Pdf | Self::Html | Self::Epub | Self::Mht | Self::Xlsx | Self::Xls)
    }
}

/// Tells the format of a file.
///
/// # Errors
/// [`Fault::Unsupported`] or [`Fault::Encrypted`] for a known format that cannot be read.
pub fn format(bytes: &[u8], name: &str) -> Result<Format, Fault> {
    let head = &bytes[..bytes.len().min(1024)];
    if memmem::find(head, b"%PDF-").is_some() {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    if is_old_spreadsheet(bytes) {
        return Ok(Format::Xls);
    }
    if let Some(fault) = refused(bytes).or_else(|| pointer(head, name)) {
        return Err(fault);
    }
    if is_html(head) {
        return Ok(Format::Html);
    }
    if is_page(bytes) {
        return Ok(Format::Mht);
    }
    Ok(by_name(name))
}

fn by_name(name: &str) -> Format {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        "csv" | "tsv" | "tab" => Format::Csv,
        _ => Format::Plain,
    }
}

/// The names of an archive's first entries stand in clear in its first bytes, and all of them at its end.
fn archive(bytes: &[u8]) -> Result<Format, Fault> {
    let holds = |name: &[u8]| memmem::find(bytes, name).is_some();
    let kind = bytes.get(30..).unwrap_or_default();
    if kind.starts_with(b"mimetypeapplication/epub+zip") {
        return Ok(Format::Epub);
    }
    if kind.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.text") {
        return Ok(Format::Odt);
    }
    if kind.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Format::Ods);
    }
    if holds(b"[Content_Types].xml") {
        return match (holds(b"xl/workbook"), holds(b"ppt/presentation")) {
            (true, _) if holds(b"xl/workbook.bin") => Err(unsupported("a binary spreadsheet", "XLSX")),
            (true, _) => Ok(Format::Xlsx),
            (_, true) => Err(unsupported("a presentation", "PDF")),
            _ => Ok(Format::Docx),
        };
    }
    if holds(b"META-INF/container.xml") {
        return Ok(Format::Epub);
    }
    if holds(b"content.xml") && holds(b"META-INF/manifest.xml") {
        return Ok(Format::Odt);
    }
    Err(unsupported("an archive of another kind", "DOCX, ODT or PDF"))
}

/// How the older formats of an office start, which share one container.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Looks for a stream of the container by its name.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(COMPOUND) && memmem::find(bytes, &name).is_some()
}

fn is_old_spreadsheet(bytes: &[u8]) -> bool {
    has_stream(bytes, "Workbook") && !has_stream(bytes, "EncryptedPackage") && !has_stream(bytes, "WordDocument")
}

fn refused(bytes: &[u8]) -> Option<Fault> {
    if bytes.starts_with(COMPOUND) {
        return Some(match has_stream(bytes, "EncryptedPackage") {
            true => Fault::Encrypted { what: "document".to_owned() },
            false => unsupported("an old Word document", "DOCX"),
        });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(unsupported("an RTF document", "DOCX"));
    }
    let image = [b"\x89PNG".as_slice(), b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"];
    image.iter().any(|start| bytes.starts_with(start)).then(|| unsupported("an image", "a PDF with a text layer"))
}

/// Refuses a file that only says where another is, and a document of one XML file, which is no plain text.
fn pointer(head: &[u8], name: &str) -> Option<Fault> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let text = String::from_utf8_lossy(head);
    match ending.as_str() {
        "gdoc" => {
            return Some(unsupported(
                "a pointer to a document online, without its text",
                "DOCX, downloaded from the browser",
            ));
        }
        "gsheet" => {
            return Some(unsupported(
                "a pointer to a spreadsheet online, without its cells",
                "XLSX, downloaded from the browser",
            ));
        }
        "gslides" => return Some(unsupported("a pointer to slides online", "a PDF, downloaded from the browser")),
        "url" | "webloc" | "desktop" => {
            return Some(unsupported("a link to a page, not the page", "a capture: `tickmark capture ADDRESS`"));
        }
        _ => {}
    }
    let flat = text.contains("urn:oasis:names:tc:opendocument") && text.contains("office:document");
    if flat {
        return Some(unsupported("a flat OpenDocument file", "ODT or ODS"));
    }
    text.contains("<?mso-application").then(|| unsupported("an Office document in one XML file", "DOCX or XLSX"))
}

fn unsupported(what: &str, instead: &str) -> Fault {
    Fault::Unsupported { what: what.to_owned(), instead: instead.to_owned() }
}

fn is_html(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut text = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(rest) = text.strip_prefix("<!--").or_else(|| text.strip_prefix("<?xml")) {
        let Some(end) = rest.find('>') else { return false };
        text = rest[end + 1..].trim_start();
    }
    let start: String = text.chars().take(14).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag))
}

/// Says whether a file starts as a saved page does.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    let head = Part::parse(&bytes[..bytes.len().min(64 << 10)]);
    head.is_some_and(|part| {
        part.field("mime-version").is_some() && matches!(part.media_type().as_str(), "multipart/related" | "text/html")
    })
}
