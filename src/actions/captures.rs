//! Filing the bytes of a source, and getting them out again.

use super::drafts::{keep_text, kept_document, size_limit};
use crate::casebook::{Actor, Casebook, reading};
use crate::error::{Error, Result};
use crate::ingest::{Document, Reading};
use crate::model::disclosure::Value;
use crate::model::event::CaptureFiled;
use crate::model::id::Id;
use crate::store::Reader;
use crate::store::blobs::measure;
use crate::store::find::Kind;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// What came of filing a file.
#[derive(Clone, Debug)]
pub struct Filed {
    pub id: Id,
    pub sha256: Id,
    pub bytes: u64,
    /// Length of its text, where it has one that can be read.
    pub characters: Option<usize>,
}

/// Reads the text of a file, if it has one; a picture or a recording has none, and is filed all the same.
fn text_of(path: &Path, bytes: u64) -> Result<Option<Document>> {
    if bytes > size_limit() {
        return Ok(None);
    }
    let content = std::fs::read(path).map_err(|error| Error::file(path, &error))?;
    let document = reading::read(&content, &path.to_string_lossy(), Reading::Accepted).ok();
    Ok(document.filter(|document| !document.text.trim().is_empty()))
}

/// Gives the text of a capture, with the places of its parts.
pub fn text(reader: Reader, reference: &str) -> Result<Document> {
    let capture = reader.capture(reader.find(Kind::Capture, reference)?.row)?;
    kept_document(reader, capture.text_sha256.as_deref(), capture.layout_sha256.as_deref())?
        .ok_or_else(|| Error::Invalid(format!("capture {} has no text that could be read", capture.id.short())))
}

/// Files a local file as a capture of a source; `progress` hears bytes done, over two passes.
pub fn file(
    casebook: &mut Casebook,
    actor: &Actor,
    path: &Path,
    source: Option<&str>,
    media_type: Option<&str>,
    progress: impl Fn(u64),
) -> Result<Filed> {
    let open = || File::open(path).map_err(|error| Error::file(path, &error));
    if path.is_dir() {
        return Err(Error::File { path: path.to_path_buf(), reason: "it is a folder".into() });
    }
    let measured = measure(path, open()?, &progress)?;
    let document = text_of(path, measured.bytes)?;
    casebook.write(actor, |pen| {
        let source = source.map(|source| pen.reader().find(Kind::Source, source)).transpose()?;
        pen.keep(path, measured, open()?, |done| progress(measured.bytes + done))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let media_type = media_type.map_or_else(|| media_type_of(path).to_string(), str::to_string);
        let hash = measured.sha256.hex();
        let read = document.as_ref().map(|document| keep_text(pen, path, document)).transpose()?;
        let content = Value::fields([
            ("layout_sha256", read.map(|(_, layout)| layout.sha256.hex())),
            ("media_type", Some(media_type)),
            ("name", name),
            ("sha256", Some(hash)),
            ("text_sha256", read.map(|(text, _)| text.sha256.hex())),
        ]);
        let event = CaptureFiled {
            again: None,
            bytes: measured.bytes,
            confidential: false,
            method: None,
            source: source.map(|source| source.id),
        };
        let record = pen.record(event, vec![("content", content)])?;
        let characters = document.map(|document| document.text.chars().count());
        Ok(Filed { id: record.id, sha256: measured.sha256, bytes: measured.bytes, characters })
    })
}

/// Writes the bytes of a capture out again, checked against their hash.
pub fn pour(reader: Reader, reference: &str, out: &mut impl Write) -> Result<u64> {
    let capture = reader.capture(reader.find(Kind::Capture, reference)?.row)?;
    let missing = || Error::Damaged(format!("the bytes of capture {} are missing", capture.id.short()));
    let hash = capture.sha256.as_deref().and_then(Id::from_hex).ok_or_else(missing)?;
    match reader.pour(hash, out)? {
        true => Ok(capture.bytes),
        false => Err(missing()),
    }
}

/// Guesses the media type from the ending of a name, as RFC 6838 registers them.
fn media_type_of(path: &Path) -> &'static str {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "txt" | "text" => "text/plain",
        "md" => "text/markdown",
        "html" | "htm" => "text/html",
        "mht" | "mhtml" => "multipart/related",
        "csv" => "text/csv",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "epub" => "application/epub+zip",
        "warc" => "application/warc",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}
