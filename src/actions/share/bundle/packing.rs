//! Writing the zip file of a bundle: every file hashed on its way, the manifests last.

use record::bundle::bag::{self, Hashes};
use record::bundle::layout::{METADATA, PACKED, PAYLOAD, TOP};
use record::bundle::packed::Packed;
use record::bundle::{About, Part, describe};
use record::model::id::Id;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use store::casebook::signer::Signer;
use store::error::{Error, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A bundle on its way into a file.
pub(super) struct Packing<'f> {
    to: PathBuf,
    zip: ZipWriter<BufWriter<&'f mut File>>,
    hashes: Hashes,
    parts: Vec<Part>,
    open: Option<Open>,
}

/// Whoever stands for the files of a bundle as they were packed.
pub(super) struct Seal {
    /// Their log.
    pub origin: String,
    pub signer: Signer,
}

/// The file that is being written.
struct Open {
    path: String,
    name: String,
    media_type: String,
    bytes: u64,
    /// Absent where the hash is known already.
    hasher: Option<Sha256>,
}

impl<'f> Packing<'f> {
    pub fn into(to: &Path, file: &'f mut File) -> Self {
        let zip = ZipWriter::new(BufWriter::with_capacity(1 << 18, file));
        Self { to: to.to_path_buf(), zip, hashes: Hashes::new(), parts: Vec::new(), open: None }
    }

    /// Begins a file of text; what is written next goes into it.
    pub fn begin(&mut self, path: &str, name: &str, media_type: &str) -> Result<()> {
        self.start(path, name, media_type, CompressionMethod::Deflated, Some(Sha256::new()))
    }

    /// Adds a file of text whole.
    pub fn text(&mut self, path: &str, name: &str, media_type: &str, text: &str) -> Result<()> {
        self.begin(path, name, media_type)?;
        self.write_all(text.as_bytes()).map_err(|error| Error::file(&self.to, &error))?;
        self.end()
    }

    /// Begins a file whose hash is known, and checked by whoever writes it; it is not packed.
    pub fn begin_known(&mut self, path: &str, name: &str, media_type: &str, sha256: Id) -> Result<()> {
        self.start(path, name, media_type, CompressionMethod::Stored, None)?;
        self.hashes.insert(path.to_string(), sha256);
        Ok(())
    }

    fn start(
        &mut self,
        path: &str,
        name: &str,
        media_type: &str,
        method: CompressionMethod,
        hasher: Option<Sha256>,
    ) -> Result<()> {
        // No clock and no system in the file: 1980 is the earliest date that a zip file can hold.
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(true);
        self.zip.start_file(format!("{TOP}{path}"), options).map_err(|error| self.failed(error))?;
        let (path, name, media_type) = (path.to_string(), name.to_string(), media_type.to_string());
        self.open = Some(Open { path, name, media_type, bytes: 0, hasher });
        Ok(())
    }

    /// Ends the file that is being written; gives its size.
    pub fn end(&mut self) -> Result<()> {
        let Some(Open { path, name, media_type, bytes, hasher }) = self.open.take() else { return Ok(()) };
        if let Some(hasher) = hasher {
            self.hashes.insert(path.clone(), Id(hasher.finalize().into()));
        }
        let sha256 = self.hashes.get(&path).map(Id::to_string).unwrap_or_default();
        if let Some(inside) = path.strip_prefix(PAYLOAD) {
            self.parts.push(Part { path: inside.to_string(), name, media_type, bytes, sha256 });
        }
        Ok(())
    }

    /// Writes the metadata of the crate and the tag files of the bag, and has them signed where somebody signs.
    pub fn finish(mut self, about: &About, seal: Option<&Seal>) -> Result<()> {
        let metadata = describe(about, &self.parts);
        let metadata = String::from_utf8_lossy(&metadata).into_owned();
        self.text(METADATA, "The metadata of this crate", "application/ld+json", &metadata)?;
        let payload: u64 = self.parts.iter().map(|part| part.bytes).sum();
        let (carried, tags): (Hashes, Hashes) =
            std::mem::take(&mut self.hashes).into_iter().partition(|(path, _)| path.starts_with(PAYLOAD));
        self.hashes = tags;
        let manifest = bag::manifest(&carried);
        let day = about.time.get(..10).unwrap_or_default();
        let info = bag::info(&about.description, day, payload, self.parts.len());
        for (path, text) in [(bag::DECLARATION, bag::DECLARED), (bag::INFO, &info), (bag::MANIFEST, &manifest)] {
            self.text(path, path, "text/plain", text)?;
        }
        if let Some(seal) = seal {
            let packed = Packed { origin: seal.origin.clone(), hashes: self.hashes.clone() };
            let note = packed.signed(&seal.signer.verifying_key(), &seal.signer.sign(packed.text().as_bytes())?);
            self.text(PACKED, PACKED, "text/plain", &note)?;
        }
        let tags = bag::manifest(&self.hashes);
        self.text(bag::TAG_MANIFEST, bag::TAG_MANIFEST, "text/plain", &tags)?;
        let to = self.to;
        let failed = |error: zip::result::ZipError| Error::File { path: to.clone(), reason: error.to_string() };
        let mut out = self.zip.finish().map_err(failed)?;
        out.flush().map_err(|error| Error::file(&to, &error))
    }

    pub fn failed(&self, error: impl std::fmt::Display) -> Error {
        Error::File { path: self.to.clone(), reason: error.to_string() }
    }
}

impl Write for Packing<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.zip.write(bytes)?;
        if let Some(open) = &mut self.open {
            open.bytes += written as u64;
            if let Some(hasher) = &mut open.hasher {
                hasher.update(&bytes[..written]);
            }
        }
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.zip.flush()
    }
}
