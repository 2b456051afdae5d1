//! Filing the bytes of a source, and getting them out again.

use crate::casebook::{Actor, Casebook};
use crate::error::{Error, Result};
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
    casebook.write(actor, |pen| {
        let source = source.map(|source| pen.reader().find(Kind::Source, source)).transpose()?;
        pen.keep(path, measured, open()?, |done| progress(measured.bytes + done))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let media_type = media_type.map_or_else(|| media_type_of(path).to_string(), str::to_string);
        let hash = measured.sha256.hex();
        let content = Value::fields([("media_type", Some(media_type)), ("name", name), ("sha256", Some(hash))]);
        let event = CaptureFiled { bytes: measured.bytes, source: source.map(|source| source.id) };
        let record = pen.record(event, vec![("content", content)])?;
        Ok(Filed { id: record.id, sha256: measured.sha256, bytes: measured.bytes })
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
