//! Writes a WARC 1.1 file of captures: one gzip member a record, and the same bytes for the same captures.

use super::{Response, http};
use crate::exchange::digest;
use crate::exchange::fault::Fault;
use chrono::{DateTime, SecondsFormat, Utc};
use flate2::{Compression, GzBuilder};
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::io::Write;

const END: &[u8] = b"\r\n\r\n";

/// The head of an HTTP answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Http {
    pub status: u16,
    pub headers: Vec<(String, String)>,
}

/// A capture that is written to a web archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// An absolute address, as `https://example.org/` or `urn:…`.
    pub address: String,
    /// When it was captured, in RFC 3339.
    pub date: String,
    pub media_type: String,
    /// What the server said, where that was kept; without it the capture is written as a `resource`.
    pub http: Option<Http>,
    pub body: Vec<u8>,
    /// The coding that the body is in, as `br`, where it was not taken off.
    pub encoding: Option<String>,
}

impl From<Response> for Kept {
    fn from(response: Response) -> Self {
        let Response { address, status, headers, date, media_type, body, encoding, .. } = response;
        Self { address, date, media_type, http: status.map(|status| Http { status, headers }), body, encoding }
    }
}

/// What the first record of a file says of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// When the file was made, in RFC 3339.
    pub date: String,
    /// The program and its version.
    pub software: String,
    /// What the file is a part of, in words.
    pub part_of: String,
}

/// Where a capture was written, and what an index says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub address: String,
    /// RFC 3339 in UTC, to the second.
    pub date: String,
    pub media_type: String,
    pub status: Option<u16>,
    pub payload_digest: String,
    /// Without angle brackets.
    pub record_id: String,
    /// Bytes before the record, and bytes of the record, both as packed.
    pub offset: u64,
    pub length: u64,
}

/// A WARC file being written.
pub struct Writer<W: Write> {
    out: W,
    written: u64,
    ids: HashSet<String>,
}

impl<W: Write> Writer<W> {
    /// Starts a file with its `warcinfo` record.
    ///
    /// # Errors
    /// [`Fault::Unfit`] for a date that is none; [`Fault::Unwritable`] for what `out` gives.
    pub fn start(out: W, info: &Info) -> Result<Self, Fault> {
        let mut writer = Self { out, written: 0, ids: HashSet::new() };
        let lines = [
            ("software", info.software.as_str()),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
            ("isPartOf", info.part_of.as_str()),
        ];
        let block: String =
            lines.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| field(name, value)).collect();
        let head = field("WARC-Date", &utc(&info.date)?);
        writer.record("warcinfo", &head, "application/warc-fields", &[block.as_bytes()])?;
        Ok(writer)
    }

    /// Writes a capture.
    ///
    /// # Errors
    /// [`Fault::Unfit`] for an address or a date that is none; [`Fault::Unwritable`] for what the stream gives.
    pub fn keep(&mut self, kept: &Kept) -> Result<Entry, Fault> {
        check_address(&kept.address)?;
        let date = utc(&kept.date)?;
        let payload_digest = digest::sha256(&kept.body);
        let head = field("WARC-Target-URI", &kept.address)
            + &field("WARC-Date", &date)
            + &field("WARC-Payload-Digest", &payload_digest);
        let offset = self.written;
        let record_id = match &kept.http {
            Some(answer) => {
                let lines = http_head(answer, kept)?;
                let content_type = "application/http; msgtype=response";
                self.record("response", &head, content_type, &[lines.as_bytes(), &kept.body])?
            }
            None => self.record("resource", &head, &kept.media_type, &[&kept.body])?,
        };
        Ok(Entry {
            address: kept.address.clone(),
            date,
            media_type: kept.media_type.clone(),
            status: kept.http.as_ref().map(|answer| answer.status),
            payload_digest,
            record_id,
            offset,
            length: self.written - offset,
        })
    }

    /// Ends the file and gives back what it was written to.
    ///
    /// # Errors
    /// [`Fault::Unwritable`] for what the stream gives.
    pub fn finish(mut self) -> Result<W, Fault> {
        self.out.flush().map_err(Fault::writing)?;
        Ok(self.out)
    }

    /// Writes a record as a gzip member of its own, and gives its id.
    fn record(&mut self, kind: &str, head: &str, content_type: &str, block: &[&[u8]]) -> Result<String, Fault> {
        let id = self.id(&[kind.as_bytes(), head.as_bytes()], block);
        let length: usize = block.iter().map(|piece| piece.len()).sum();
        let mut lines = format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{id}>\r\n{head}");
        lines += &field("WARC-Block-Digest", &block_digest(block));
        lines += &field("Content-Type", content_type);
        lines += &format!("Content-Length: {length}\r\n\r\n");
        let counted = Tally { out: &mut self.out, count: 0 };
        let mut member = GzBuilder::new().mtime(0).operating_system(255).write(counted, Compression::default());
        let pieces = [lines.as_bytes()].into_iter().chain(block.iter().copied()).chain([END]);
        pieces.into_iter().try_for_each(|piece| member.write_all(piece)).map_err(Fault::writing)?;
        self.written += member.finish().map_err(Fault::writing)?.count;
        Ok(id)
    }

    /// Makes an id of what the record says, so that it says the same tomorrow; a second copy gets one of its own.
    fn id(&mut self, head: &[&[u8]], block: &[&[u8]]) -> String {
        let mut hasher = Sha256::new();
        head.iter().chain(block).for_each(|piece| hasher.update(piece));
        let mut digest = hasher.finalize();
        while !self.ids.insert(uuid(&digest)) {
            digest = Sha256::digest(digest);
        }
        uuid(&digest)
    }
}

/// Counts what is written to a stream that is only lent.
struct Tally<W> {
    out: W,
    count: u64,
}

impl<W: Write> Write for Tally<W> {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(piece)?;
        self.count += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// Writes the first 16 bytes of a hash as a UUID of version 8, which RFC 9562 leaves to whoever makes it.
fn uuid(hash: &[u8]) -> String {
    let mut bytes: Vec<u8> = hash[..16].to_vec();
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = data_encoding::HEXLOWER.encode(&bytes);
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn block_digest(block: &[&[u8]]) -> String {
    let mut hasher = digest::Hasher::new(digest::Algorithm::Sha256);
    block.iter().for_each(|piece| hasher.update(piece));
    digest::written(digest::Algorithm::Sha256, &hasher.finish())
}

/// Writes a field on one line: a line break in the value would start a field of its own.
fn field(name: &str, value: &str) -> String {
    format!("{name}: {}\r\n", one_line(value))
}

fn one_line(value: &str) -> String {
    value.chars().map(|character| if character.is_control() { ' ' } else { character }).collect::<String>()
}

fn utc(date: &str) -> Result<String, Fault> {
    let unfit = |_| Fault::Unfit { what: date.to_owned(), reason: "a date must be as 2026-11-24T02:00:00Z" };
    let date = DateTime::parse_from_rfc3339(date).map_err(unfit)?;
    Ok(date.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true))
}

fn check_address(address: &str) -> Result<(), Fault> {
    let unfit = |reason| Err(Fault::Unfit { what: address.to_owned(), reason });
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
    if !scheme.starts_with(|letter: char| letter.is_ascii_alphabetic()) || !scheme.chars().all(is_scheme) {
        return unfit("an address must be absolute, as https://example.org/");
    }
    match address.chars().any(|character| character.is_whitespace() || character.is_control()) {
        true => unfit("an address has no blanks"),
        false => Ok(()),
    }
}

/// Writes the head of an answer. What it says of how the body was sent is renamed where that is true no more.
fn http_head(answer: &Http, kept: &Kept) -> Result<String, Fault> {
    if !(100..1000).contains(&answer.status) {
        return Err(Fault::Unfit { what: answer.status.to_string(), reason: "an HTTP status has three digits" });
    }
    let mut lines = format!("HTTP/1.1 {} {}\r\n", answer.status, phrase(answer.status));
    for (name, value) in &answer.headers {
        if !is_token(name) {
            return Err(Fault::Unfit { what: name.clone(), reason: "an HTTP header has a name without blanks" });
        }
        match name.to_ascii_lowercase().as_str() {
            // What is said anew below, and would otherwise gather names at every turn.
            "content-length" if *value == kept.body.len().to_string() => {}
            "content-encoding" if kept.encoding.is_some() => {}
            "transfer-encoding" | "content-encoding" | "content-length" => {
                lines += &field(&format!("X-Archive-Orig-{name}"), value);
            }
            _ => lines += &field(name, value),
        }
    }
    if http::header(&answer.headers, "content-type").is_none() && !kept.media_type.is_empty() {
        lines += &field("Content-Type", &kept.media_type);
    }
    if let Some(encoding) = &kept.encoding {
        lines += &field("Content-Encoding", encoding);
    }
    Ok(lines + &format!("Content-Length: {}\r\n\r\n", kept.body.len()))
}

fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':')
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        403 => "Forbidden",
        404 => "Not Found",
        _ => "",
    }
}
