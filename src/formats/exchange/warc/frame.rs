//! Finds the records of a WARC file: the lines at the head of each, and the block of bytes that follows them.

use crate::exchange::digest::{Hasher, Stated};
use crate::exchange::fault::Fault;
use crate::exchange::limits::Limits;
use crate::exchange::meter::{Counted, Unpacked};
use flate2::bufread::MultiGzDecoder;
use std::io::{BufRead, BufReader, Cursor, Read};

/// Bytes of the lines before a block, and the longest list of them.
const HEAD_LIMIT: u64 = 64 << 10;
const FIELD_LIMIT: usize = 256;
const BUFFER: usize = 256 << 10;

/// The lines at the head of a record.
#[derive(Debug, Default)]
pub(super) struct Head {
    fields: Vec<(String, String)>,
    /// Bytes of the block.
    pub length: u64,
    /// From 1.
    number: u64,
}

impl Head {
    /// Gives a field by its name, whatever its case.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Gives a field as text of its own, without the angle brackets that some programs put around an address.
    pub fn text(&self, name: &str) -> Option<String> {
        let value = self.get(name)?;
        let inner = value.strip_prefix('<').and_then(|value| value.strip_suffix('>'));
        Some(inner.unwrap_or(value).to_owned())
    }

    /// Names the record in a sentence.
    pub fn name(&self) -> String {
        let id = self.get("WARC-Record-ID").unwrap_or("without an id");
        match self.text("WARC-Target-URI") {
            Some(address) => format!("record {} ({id}, {address})", self.number),
            None => format!("record {} ({id})", self.number),
        }
    }
}

/// The bytes of a record, as far as they were wanted.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub bytes: Vec<u8>,
    /// Whether there were more than wanted, so that none are here.
    pub over: bool,
    /// The digest of all of it, where one was asked for.
    pub digest: Option<Vec<u8>>,
}

/// A WARC file being read.
pub(super) struct Frames<'a> {
    content: Box<dyn BufRead + 'a>,
    seen: u64,
}

impl<'a> Frames<'a> {
    pub fn open(mut reader: impl Read + 'a, limits: &Limits) -> Result<Self, Fault> {
        let mut start = Vec::new();
        reader.by_ref().take(4).read_to_end(&mut start).map_err(|error| Fault::reading("the archive", error))?;
        if start == [0x28, 0xb5, 0x2f, 0xfd] || start.get(1..) == Some(&[0x2a, 0x4d, 0x18]) {
            let instead = "unpack it first, for example with `zstd -d`".to_owned();
            return Err(Fault::Unsupported { what: "a web archive packed with zstd".to_owned(), instead });
        }
        let packed = start.starts_with(&[0x1f, 0x8b]);
        let whole = Counted::new(Cursor::new(start).chain(reader));
        let count = whole.passed();
        let whole = BufReader::with_capacity(BUFFER, whole);
        let content: Box<dyn BufRead + 'a> = match packed {
            true => {
                let unpacked = Unpacked::new(MultiGzDecoder::new(whole), count, limits);
                Box::new(BufReader::with_capacity(BUFFER, unpacked))
            }
            false => Box::new(BufReader::with_capacity(BUFFER, Unpacked::new(whole, count, limits))),
        };
        let mut frames = Self { content, seen: 0 };
        frames.check_start()?;
        Ok(frames)
    }

    fn check_start(&mut self) -> Result<(), Fault> {
        let start = self.content.fill_buf().map_err(|error| Fault::reading("the archive", error))?;
        let start = start.trim_ascii_start();
        let wanted = &b"WARC/"[..start.len().min(5)];
        match start.starts_with(wanted) {
            true => Ok(()),
            false => Err(Fault::Unsupported {
                what: "no WARC file".to_owned(),
                instead: "a WARC file starts with `WARC/1`, packed with gzip or not".to_owned(),
            }),
        }
    }

    /// Reads the lines of the next record, and `None` at the end.
    pub fn next_head(&mut self) -> Result<Option<Head>, Fault> {
        let part = format!("record {}", self.seen + 1);
        let mut left = HEAD_LIMIT;
        let mut version = Vec::new();
        while version.is_empty() {
            match self.line(&part, &mut left)? {
                Some(line) => version = line,
                None => return Ok(None),
            }
        }
        check_version(&part, &version)?;
        self.seen += 1;
        let mut head = Head { number: self.seen, ..Head::default() };
        loop {
            let line = self.line(&part, &mut left)?.ok_or_else(|| Fault::Cut { part: part.clone() })?;
            if line.is_empty() {
                break;
            }
            add_field(&mut head.fields, &String::from_utf8_lossy(&line), &part)?;
        }
        let length = head.get("Content-Length").and_then(|length| length.parse().ok());
        head.length = length.ok_or_else(|| Fault::broken(&part, "its Content-Length is missing or no number"))?;
        Ok(Some(head))
    }

    /// Reads a line without its end; `None` at the end of the file.
    fn line(&mut self, part: &str, left: &mut u64) -> Result<Option<Vec<u8>>, Fault> {
        let mut line = Vec::new();
        let read = self.content.by_ref().take(*left).read_until(b'\n', &mut line);
        let read = read.map_err(|error| Fault::reading(part, error))? as u64;
        *left -= read;
        if line.last() != Some(&b'\n') {
            return match (*left, read) {
                (0, _) => Err(Fault::TooLarge { part: format!("the head of {part}"), most: HEAD_LIMIT }),
                (_, 0) => Ok(None),
                _ => Err(Fault::Cut { part: part.to_owned() }),
            };
        }
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(Some(line))
    }

    /// Reads a block to its end and keeps it if it has at most `most` bytes.
    pub fn block(&mut self, head: &Head, most: u64, stated: Option<&Stated>) -> Result<Block, Fault> {
        let over = head.length > most;
        let mut block = Block { over, ..Block::default() };
        let mut hasher = stated.map(|stated| Hasher::new(stated.algorithm));
        let mut left = head.length;
        while left > 0 {
            let piece = self.content.fill_buf().map_err(|error| Fault::reading(&head.name(), error))?;
            if piece.is_empty() {
                return Err(Fault::Cut { part: head.name() });
            }
            let piece = &piece[..piece.len().min(usize::try_from(left).unwrap_or(usize::MAX))];
            if let Some(hasher) = &mut hasher {
                hasher.update(piece);
            }
            if !over {
                block.bytes.extend_from_slice(piece);
            }
            let used = piece.len();
            left -= used as u64;
            self.content.consume(used);
        }
        block.digest = hasher.map(Hasher::finish);
        Ok(block)
    }
}

fn check_version(part: &str, line: &[u8]) -> Result<(), Fault> {
    if line.starts_with(b"WARC/1.") {
        return Ok(());
    }
    if line.starts_with(b"WARC/") {
        let what = format!("a web archive of version {}", String::from_utf8_lossy(&line[5..line.len().min(20)]));
        return Err(Fault::Unsupported { what, instead: "versions 1.0 and 1.1 are".to_owned() });
    }
    Err(Fault::broken(part, "it does not start with `WARC/1`: the length of the one before may be wrong"))
}

/// Takes a line in; one that starts with a blank goes on with the line before.
fn add_field(fields: &mut Vec<(String, String)>, line: &str, part: &str) -> Result<(), Fault> {
    if fields.len() >= FIELD_LIMIT {
        return Err(Fault::broken(part, format!("it has more than {FIELD_LIMIT} fields")));
    }
    if line.starts_with([' ', '\t']) {
        if let Some((_, value)) = fields.last_mut() {
            value.push(' ');
            value.push_str(line.trim());
        }
        return Ok(());
    }
    // A line without a colon is no field, and says nothing.
    if let Some((name, value)) = line.split_once(':') {
        fields.push((name.trim().to_owned(), value.trim().to_owned()));
    }
    Ok(())
}
