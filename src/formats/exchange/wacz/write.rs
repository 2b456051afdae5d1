//! Writes a WACZ file of captures: the same bytes for the same captures.

use super::index;
use super::package::{DIGEST, PACKAGE};
use crate::exchange::digest::{self, Algorithm, Hasher};
use crate::exchange::fault::Fault;
use crate::exchange::warc::{self, Entry, Info, Kept};
use serde_json::{Value, json};
use std::io::{self, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const WARC: &str = "archive/data.warc.gz";

/// What a WACZ file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    pub title: String,
    pub description: String,
    /// When it was made, in RFC 3339.
    pub created: String,
    /// The program and its version.
    pub software: String,
}

/// A WACZ file being written.
pub struct Writer<W: Write + Seek> {
    warc: warc::Writer<Hashed<ZipWriter<W>>>,
    about: About,
    entries: Vec<Entry>,
    pages: String,
}

impl<W: Write + Seek> Writer<W> {
    /// Starts a file.
    ///
    /// # Errors
    /// As [`warc::Writer::start`].
    pub fn start(out: W, about: &About) -> Result<Self, Fault> {
        let mut zip = ZipWriter::new(out);
        // A WARC file is packed already, record by record, so that a player can fetch one of them.
        zip.start_file(WARC, options(CompressionMethod::Stored).large_file(true)).map_err(Fault::writing)?;
        let info = Info { date: about.created.clone(), software: about.software.clone(), part_of: about.title.clone() };
        let warc = warc::Writer::start(Hashed::new(zip), &info)?;
        let pages = json!({"format": "json-pages-1.0", "id": "pages", "title": "All pages"}).to_string() + "\n";
        Ok(Self { warc, about: about.clone(), entries: Vec::new(), pages })
    }

    /// Writes a capture; one with a title is listed among the pages.
    ///
    /// # Errors
    /// As [`warc::Writer::keep`].
    pub fn keep(&mut self, kept: &Kept, title: Option<&str>) -> Result<(), Fault> {
        let entry = self.warc.keep(kept)?;
        if let Some(title) = title {
            let id = entry.record_id.rsplit(':').next().unwrap_or_default();
            let page = json!({"id": id, "url": entry.address, "title": title, "ts": entry.date});
            self.pages += &format!("{page}\n");
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Writes what vouches for the captures, ends the file, and gives back what it was written to.
    ///
    /// # Errors
    /// [`Fault::Unwritable`] for what the stream gives.
    pub fn finish(self) -> Result<W, Fault> {
        let Hashed { inner: mut zip, hasher, count } = self.warc.finish()?;
        let index = index::cdxj(&self.entries, "data.warc.gz");
        let warc_hash = digest::written(Algorithm::Sha256, &hasher.finish());
        let resources = [
            resource(WARC, "data.warc.gz", &warc_hash, count),
            add(&mut zip, "indexes/index.cdx", &index)?,
            add(&mut zip, "pages/pages.jsonl", self.pages.as_bytes())?,
        ];
        let package = pretty(&json!({
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": self.about.title,
            "description": self.about.description,
            "created": self.about.created,
            "software": self.about.software,
            "resources": resources,
        }));
        add(&mut zip, PACKAGE, &package)?;
        add(&mut zip, DIGEST, &pretty(&json!({"path": PACKAGE, "hash": digest::sha256(&package)})))?;
        zip.finish().map_err(Fault::writing)
    }
}

/// Adds a file and gives the line that vouches for it.
fn add<W: Write + Seek>(zip: &mut ZipWriter<W>, path: &str, bytes: &[u8]) -> Result<Value, Fault> {
    zip.start_file(path, options(CompressionMethod::Deflated)).map_err(Fault::writing)?;
    zip.write_all(bytes).map_err(Fault::writing)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    Ok(resource(path, name, &digest::sha256(bytes), bytes.len() as u64))
}

fn resource(path: &str, name: &str, hash: &str, bytes: u64) -> Value {
    json!({"name": name, "path": path, "hash": hash, "bytes": bytes})
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut text = format!("{value:#}");
    text.push('\n');
    text.into_bytes()
}

/// No clock and no system in the file: 1980 is the earliest date that a zip file can hold.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

/// Passes on what is written, counted and hashed.
struct Hashed<W> {
    inner: W,
    hasher: Hasher,
    count: u64,
}

impl<W> Hashed<W> {
    fn new(inner: W) -> Self {
        Self { inner, hasher: Hasher::new(Algorithm::Sha256), count: 0 }
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(piece)?;
        self.hasher.update(&piece[..written]);
        self.count += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
