//! A file that is kept with its text, and with the places of its text: laid away, and read back.

use formats::ingest::{Document, limits};
use record::model::entities::Draft;
use record::model::id::Id;
use std::path::Path;
use store::Reader;
use store::blobs::{Measured, measure};
use store::casebook::pen::Pen;
use store::error::{Error, Result};

/// The largest file that is read as a draft, in bytes.
pub fn size_limit() -> u64 {
    limits::Limits::default().size
}

/// Keeps the text of a file, and where every part of it stood.
pub(crate) fn keep_text(pen: &mut Pen, path: &Path, document: &Document) -> Result<(Measured, Measured)> {
    let layout = layout_of(document)?;
    Ok((keep_bytes(pen, path, document.text.as_bytes())?, keep_bytes(pen, path, &layout)?))
}

/// Spells where every part of a text stood; [`document_of`] puts the two together again.
pub(crate) fn layout_of(document: &Document) -> Result<Vec<u8>> {
    let layout = Document { text: String::new(), ..document.clone() };
    serde_json::to_vec(&layout).map_err(|error| Error::Invalid(error.to_string()))
}

pub(crate) fn keep_bytes(pen: &mut Pen, path: &Path, bytes: &[u8]) -> Result<Measured> {
    let measured = measure(path, bytes, |_| {})?;
    pen.keep(path, measured, bytes, |_| {})?;
    Ok(measured)
}

/// Reads a draft back: its text, and where every part of it stood in the file.
pub fn document(reader: Reader, draft: &Draft) -> Result<Document> {
    kept_document(reader, draft.text_sha256.as_deref(), draft.layout_sha256.as_deref())?
        .ok_or_else(|| Error::Damaged(format!("the text of draft {} is missing", draft.id.short())))
}

/// Reads kept text and layout back; `None` where either is not there.
pub(crate) fn kept_document(reader: Reader, text: Option<&str>, layout: Option<&str>) -> Result<Option<Document>> {
    let kept = |hash: Option<&str>| hash.and_then(Id::from_hex).map(|hash| reader.bytes(hash)).transpose();
    let (Some(text), Some(layout)) = (kept(text)?.flatten(), kept(layout)?.flatten()) else { return Ok(None) };
    Ok(document_of(text, &layout))
}

/// Puts kept text and layout together.
pub(crate) fn document_of(text: Vec<u8>, layout: &[u8]) -> Option<Document> {
    let read = serde_json::from_slice::<Document>(layout).ok().zip(String::from_utf8(text).ok());
    read.map(|(document, text)| Document { text, ..document })
}
