//! Filing the bytes of a source, and getting them out again.

use super::origins::tie_copy_of_draft;
use crate::documents::{document_of, layout_of, size_limit};
use formats::ingest::{Document, Reading};
use record::model::disclosure::Value;
use record::model::entities::Capture;
use record::model::event::CaptureFiled;
use record::model::id::Id;
use record::model::words::Method;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;
use store::Reader;
use store::blobs::{Measured, measure};
use store::casebook::home::Home;
use store::casebook::pen::{Named, Pen};
use store::casebook::sealing::{self, Recipient};
use store::casebook::{Actor, Casebook, reading};
use store::error::{Error, Result};
use store::find::{Found, Kind};

/// What came of filing something.
#[derive(Clone, Debug)]
pub struct Filed {
    pub id: Id,
    pub sha256: Id,
    /// Size of what is kept.
    pub bytes: u64,
    /// Length of its text, where it has one that can be read.
    pub characters: Option<usize>,
    /// What to know before anybody quotes from it.
    pub warnings: Vec<String>,
}

/// Where the bytes of a capture come from.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    File(&'a Path),
    Bytes { name: &'a str, bytes: &'a [u8] },
}

/// How a capture came over the network, now or when an archive was made.
#[derive(Clone, Debug, Default)]
pub struct Fetched {
    pub asked: String,
    pub answered: String,
    pub status: Option<String>,
    /// When, as the archive says; absent where it was just now.
    pub at: Option<String>,
    /// Every address on the way, with the status that led on.
    pub redirects: Vec<String>,
    /// Header lines of the answer.
    pub headers: Vec<String>,
}

/// Something to be filed.
#[derive(Clone, Debug)]
pub struct NewCapture<'a> {
    pub content: Content<'a>,
    pub source: Option<&'a str>,
    pub media_type: Option<&'a str>,
    pub method: Method,
    /// The program that made the archive, where it came from one.
    pub tool: Option<&'a str>,
    pub fetched: Option<Fetched>,
    /// The capture of the same source that it repeats.
    pub again: Option<&'a str>,
    /// The actors who may open it besides the one who files it; absent where it is not confidential.
    pub confidential: Option<&'a [String]>,
}

impl<'a> NewCapture<'a> {
    /// Gives what there is to say of a file at hand.
    pub fn of_file(path: &'a Path) -> Self {
        Self::of(Content::File(path), Method::Filed)
    }

    /// Gives what there is to say of bytes that came by a method.
    pub fn of(content: Content<'a>, method: Method) -> Self {
        let (source, media_type, tool, fetched, again, confidential) = (None, None, None, None, None, None);
        Self { content, source, media_type, method, tool, fetched, again, confidential }
    }
}

impl Content<'_> {
    fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            Self::Bytes { name, .. } => name.to_string(),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Bytes { name, .. } => Path::new(*name),
        }
    }

    fn open(&self) -> Result<Box<dyn Read + '_>> {
        match self {
            Self::File(path) if path.is_dir() => {
                Err(Error::File { path: path.to_path_buf(), reason: "it is a folder".into() })
            }
            Self::File(path) => Ok(Box::new(File::open(path).map_err(|error| Error::file(path, &error))?)),
            Self::Bytes { bytes, .. } => Ok(Box::new(*bytes)),
        }
    }
}

/// A capture that is read and measured, so that nothing slow is left to do while others wait.
pub struct Prepared<'a> {
    new: NewCapture<'a>,
    source: Option<String>,
    plain: Measured,
    document: Option<Document>,
}

impl Prepared<'_> {
    /// Gives its text, where it has one that could be read.
    pub fn document(&self) -> Option<&Document> {
        self.document.as_ref()
    }

    /// Says which source it is of, where that was named only now.
    pub fn set_source(&mut self, source: Id) {
        self.source = Some(source.hex());
    }
}

/// Reads and measures what is to be filed; `progress` hears bytes done.
pub fn prepare<'a>(new: NewCapture<'a>, progress: impl FnMut(u64)) -> Result<Prepared<'a>> {
    let plain = measure(new.content.path(), new.content.open()?, progress)?;
    let document = text_of(&new, plain.bytes)?;
    let source = new.source.map(str::to_string);
    Ok(Prepared { new, source, plain, document })
}

/// Reads the text of a file, if it has one; a picture or a recording has none, and is filed all the same.
fn text_of(new: &NewCapture, bytes: u64) -> Result<Option<Document>> {
    if bytes > size_limit() {
        return Ok(None);
    }
    let (path, mut content) = (new.content.path(), Vec::new());
    new.content.open()?.read_to_end(&mut content).map_err(|error| Error::file(path, &error))?;
    let answered = new.media_type.and_then(|media_type| in_utf8(&content, media_type));
    let (content, encoding) = answered.map_or((content, None), |(content, name)| (content, Some(name)));
    let document = reading::read(&content, &read_as(new), Reading::Accepted).ok().map(Document::with_outside);
    let document = document.map(|mut document| {
        if let (Some(name), Some(encoding)) = (encoding, &mut document.account.encoding) {
            (encoding.name, encoding.why) = (name, "what the server's answer says".into());
        }
        document
    });
    Ok(document.filter(|document| !document.text.trim().is_empty()))
}

/// Decodes a page by the letters that the server's answer names; one that is UTF-8 throughout needs nobody's word.
fn in_utf8(content: &[u8], media_type: &str) -> Option<(Vec<u8>, String)> {
    let (kind, parameters) = media_type.split_once(';')?;
    let label = parameters.split(';').find_map(|one| one.trim().strip_prefix("charset="))?;
    let is_page = matches!(kind.trim(), "text/html" | "application/xhtml+xml" | "text/plain" | "text/csv");
    if !is_page || std::str::from_utf8(content).is_ok() {
        return None;
    }
    formats::ingest::in_utf8(content, label.trim().trim_matches('"'))
}

/// A page seldom ends in what it is, but says so.
fn read_as(new: &NewCapture) -> String {
    let name = new.content.path().to_string_lossy();
    match new.media_type.map(|media_type| media_type.split(';').next().unwrap_or_default().trim()) {
        Some("text/html" | "application/xhtml+xml") => format!("{name}.html"),
        Some("application/pdf") => format!("{name}.pdf"),
        Some("text/plain") => format!("{name}.txt"),
        _ => name.into_owned(),
    }
}

/// Files something as a capture of a source; `progress` hears bytes done, over two passes.
pub fn file(casebook: &mut Casebook, actor: &Actor, new: NewCapture, progress: impl Fn(u64)) -> Result<Filed> {
    let prepared = prepare(new, &progress)?;
    casebook.write(actor, |pen| file_with(pen, &prepared, &progress))
}

/// Files what is prepared within a transaction that does more.
pub fn file_with(pen: &mut Pen, prepared: &Prepared, progress: impl Fn(u64)) -> Result<Filed> {
    let Prepared { new, source, plain, document } = prepared;
    let source = source.as_deref().map(|source| pen.reader().find(Kind::Source, source)).transpose()?;
    let again = new.again.map(|again| pen.reader().find(Kind::Capture, again)).transpose()?;
    let confidential = new.confidential.is_some() || source.map_or(Ok(false), |source| is_kept_back(pen, source))?;
    let mut keep = match confidential {
        true => Keeping::Sealed(recipients(pen, new.confidential.unwrap_or_default())?),
        false => Keeping::Plain,
    };
    let measured =
        keep.keep(pen, new.content.path(), *plain, new.content.open()?, |done| progress(plain.bytes + done))?;
    let read = document.as_ref().map(|document| keep_text(pen, &mut keep, new.content.path(), document)).transpose()?;
    let event = CaptureFiled {
        again: again.map(|again| again.id),
        bytes: measured.bytes,
        confidential,
        method: (new.method != Method::Filed).then_some(new.method),
        source: source.map(|source| source.id),
    };
    let record = pen.record(event, texts(new, confidential.then_some(plain.sha256), measured, read))?;
    if let (Some(source), false) = (source, confidential) {
        let main =
            document.as_ref().map(|document| Id(<sha2::Sha256 as sha2::Digest>::digest(document.main_text()).into()));
        tie_copy_of_draft(pen, source, &[Some(plain.sha256), read.map(|(text, _)| text.sha256), main])?;
    }
    let characters = document.as_ref().map(|document| document.main_text().chars().count());
    let warnings = document.as_ref().map(|document| document.warnings.clone()).unwrap_or_default();
    Ok(Filed { id: record.id, sha256: plain.sha256, bytes: measured.bytes, characters, warnings })
}

fn is_kept_back(pen: &Pen, source: Found) -> Result<bool> {
    pen.reader().confidential_source(source.row)
}

/// Finds the keys of the actors who may open something; the one who writes is among them, unless the key only signs.
fn recipients(pen: &Pen, names: &[String]) -> Result<Vec<Recipient>> {
    let own = || Recipient { actor: pen.actor().name().to_string(), key: pen.public_key() };
    // ssh-agent signs, and opens nothing.
    let mut recipients = if pen.signs_only() { Vec::new() } else { vec![own()] };
    let known = pen.reader().actors()?;
    for name in names {
        let of_name: Vec<_> = known.iter().filter(|(actor, _)| actor == name).collect();
        if of_name.is_empty() && name != pen.actor().name() {
            let reason = "nobody of that name has recorded anything in this casebook, so there is no key to seal to";
            return Err(Error::Invalid(format!("`{}`: {reason}", name.escape_debug())));
        }
        recipients.extend(of_name.into_iter().map(|(actor, key)| Recipient { actor: actor.clone(), key: key.clone() }));
    }
    if recipients.is_empty() {
        return Err(Error::NothingToSealTo);
    }
    recipients.sort_by(|one, next| one.key.cmp(&next.key));
    recipients.dedup_by(|one, next| one.key == next.key);
    Ok(recipients)
}

/// Whether bytes are kept as they are, or sealed to somebody.
enum Keeping {
    Plain,
    Sealed(Vec<Recipient>),
}

impl Keeping {
    /// Streams bytes in; what is sealed is measured as it is kept.
    fn keep(
        &mut self,
        pen: &mut Pen,
        path: &Path,
        plain: Measured,
        from: impl Read,
        each: impl FnMut(u64),
    ) -> Result<Measured> {
        let Self::Sealed(to) = self else {
            pen.keep(path, plain, from, each)?;
            return Ok(plain);
        };
        // Only what is sealed touches the disk outside the casebook.
        let mut sealed = tempfile::tempfile().map_err(|error| Error::file(path, &error))?;
        let mut checked = Checked::new(from);
        sealing::seal(to, &mut checked, &mut sealed)?;
        if checked.measured() != plain {
            return Err(Error::File { path: path.to_path_buf(), reason: "it changed while it was being read".into() });
        }
        let rewind = |sealed: &mut File| sealed.rewind().map_err(|error| Error::file(path, &error));
        rewind(&mut sealed)?;
        let measured = measure(path, &sealed, |_| {})?;
        rewind(&mut sealed)?;
        pen.keep(path, measured, &sealed, each)?;
        Ok(measured)
    }
}

/// Hashes what is read through it.
struct Checked<R> {
    from: R,
    hasher: sha2::Sha256,
    bytes: u64,
}

impl<R> Checked<R> {
    fn new(from: R) -> Self {
        Self { from, hasher: sha2::Digest::new(), bytes: 0 }
    }

    fn measured(self) -> Measured {
        Measured { sha256: Id(sha2::Digest::finalize(self.hasher).into()), bytes: self.bytes }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(into)?;
        sha2::Digest::update(&mut self.hasher, &into[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

fn keep_text(pen: &mut Pen, keep: &mut Keeping, path: &Path, document: &Document) -> Result<(Measured, Measured)> {
    let layout = layout_of(document)?;
    let mut one = |bytes: &[u8]| keep.keep(pen, path, measure(path, bytes, |_| {})?, bytes, |_| {});
    Ok((one(document.text.as_bytes())?, one(&layout)?))
}

fn texts(new: &NewCapture, plain: Option<Id>, kept: Measured, read: Option<(Measured, Measured)>) -> Vec<Named> {
    let media_type = new.media_type.map_or_else(|| media_type_of(new.content.path()).to_string(), str::to_string);
    let content = Value::fields([
        ("layout_sha256", read.map(|(_, layout)| layout.sha256.hex())),
        ("media_type", Some(media_type)),
        ("name", Some(new.content.name()).filter(|name| !name.is_empty())),
        ("plain_sha256", plain.map(|plain| plain.hex())),
        ("sha256", Some(kept.sha256.hex())),
        ("text_sha256", read.map(|(text, _)| text.sha256.hex())),
        ("tool", new.tool.map(str::to_string)),
    ]);
    let mut texts = vec![("content", content)];
    if let Some(fetched) = &new.fetched {
        let fetch = Value::fields([
            ("answered", Some(fetched.answered.clone())),
            ("asked", Some(fetched.asked.clone())),
            ("at", fetched.at.clone()),
            ("status", fetched.status.clone()),
        ]);
        texts.push(("fetch", fetch));
        for (name, list) in [("redirects", &fetched.redirects), ("headers", &fetched.headers)] {
            if !list.is_empty() {
                texts.push((name, Value::List(list.clone())));
            }
        }
    }
    texts
}

/// Gives the text of a capture, with the places of its parts.
pub fn text(casebook: &Casebook, reference: &str) -> Result<Document> {
    let reader = casebook.reader();
    let row = reader.find(Kind::Capture, reference)?.row;
    let capture = reader.capture(row)?;
    if capture.confidential && capture.text_sha256.is_none() && reader.revealing().capture(row)?.text_sha256.is_some() {
        return Err(Error::Confidential(format!("capture {}", capture.id.short())));
    }
    document(casebook, row)?
        .ok_or_else(|| Error::Invalid(format!("capture {} has no text that could be read", capture.id.short())))
}

/// Gives the text of a capture by row, for work whose words do not leave the program; `None` where it has none, or is
/// sealed to others.
pub fn document(casebook: &Casebook, capture: i64) -> Result<Option<Document>> {
    document_in(casebook.reader(), &casebook.home, capture)
}

/// Gives the text of a capture as [`document`] does, for a thread that reads beside others.
pub(crate) fn document_in(reader: Reader, home: &Home, capture: i64) -> Result<Option<Document>> {
    let capture = reader.revealing().capture(capture)?;
    let kept = |hash: &Option<String>| kept(reader, home, hash, capture.confidential);
    let (Some(text), Some(layout)) = (kept(&capture.text_sha256)?, kept(&capture.layout_sha256)?) else {
        return Ok(None);
    };
    Ok(document_of(text, &layout))
}

/// Gives the bytes of a capture by row, opened where they are sealed; `None` where they are sealed to others.
pub fn bytes(casebook: &Casebook, capture: i64) -> Result<Option<Vec<u8>>> {
    Ok(bytes_in(casebook.reader(), &casebook.home, capture)?.map(|(_, bytes)| bytes))
}

/// Gives the name and the bytes of a capture as [`bytes`] does, for a thread that reads beside others.
pub(crate) fn bytes_in(reader: Reader, home: &Home, capture: i64) -> Result<Option<(String, Vec<u8>)>> {
    let capture = reader.revealing().capture(capture)?;
    let bytes = kept(reader, home, &capture.sha256, capture.confidential)?;
    Ok(bytes.map(|bytes| (capture.name.unwrap_or_default(), bytes)))
}

fn kept(reader: Reader, home: &Home, hash: &Option<String>, sealed: bool) -> Result<Option<Vec<u8>>> {
    let Some(hash) = hash.as_deref().and_then(Id::from_hex) else { return Ok(None) };
    match reader.bytes(hash)? {
        Some(bytes) if sealed => sealing::open(home, &bytes),
        bytes => Ok(bytes),
    }
}

/// Writes the bytes of a capture out again, checked against their hash.
pub fn pour(casebook: &Casebook, reference: &str, out: &mut impl Write) -> Result<u64> {
    let reader = casebook.reader();
    let capture = reader.capture(reader.find(Kind::Capture, reference)?.row)?;
    let missing = || Error::Damaged(format!("the bytes of capture {} are missing", capture.id.short()));
    if !capture.confidential {
        let hash = capture.sha256.as_deref().and_then(Id::from_hex).ok_or_else(missing)?;
        return if reader.pour(hash, out)? { Ok(capture.bytes) } else { Err(missing()) };
    }
    if capture.sha256.is_none() {
        return Err(Error::Confidential(format!("capture {}", capture.id.short())));
    }
    let bytes = bytes(casebook, capture.row)?;
    let bytes = bytes.ok_or_else(|| Error::Sealed(format!("capture {}", capture.id.short())))?;
    out.write_all(&bytes).map_err(Error::Output)?;
    Ok(bytes.len() as u64)
}

/// Guesses the media type from the ending of a name, as RFC 6838 registers them.
pub(crate) fn media_type_of(path: &Path) -> &'static str {
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

/// A capture with what its event tells of how it came in.
#[derive(Clone, Debug)]
pub struct Told {
    pub capture: Capture,
    pub actor: String,
    pub redirects: Vec<String>,
    pub headers: Vec<String>,
}

/// Reads a capture.
pub fn read(casebook: &Casebook, reference: &str) -> Result<Told> {
    let reader = casebook.reader();
    let row = reader.find(Kind::Capture, reference)?.row;
    let record = reader.record(row)?;
    let list = |name: &str| match record.texts.find(name).map(|text| &text.value) {
        Some(Value::List(lines)) => lines.clone(),
        _ => Vec::new(),
    };
    let (redirects, headers) = (list("redirects"), list("headers"));
    Ok(Told { capture: reader.capture(row)?, actor: record.actor, redirects, headers })
}

/// Lists every capture.
pub fn list(casebook: &Casebook) -> Result<Vec<Capture>> {
    casebook.reader().captures(None)
}
