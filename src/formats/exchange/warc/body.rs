//! Takes the codings off a body that was sent in chunks or packed, within its bounds.

use super::frame::Head;
use crate::exchange::fault::Fault;
use crate::exchange::limits::Limits;
use flate2::bufread::GzDecoder;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use std::io::Read;

/// Codings over one another that are taken off; servers use one.
const CODINGS: usize = 4;
/// How gzip starts.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// A body with its codings taken off, step by step; a step that changed nothing is absent.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Opened {
    pub unchunked: Option<Vec<u8>>,
    pub decoded: Option<Vec<u8>>,
    /// The coding that is left.
    pub encoding: Option<String>,
}

/// Why a body could not be opened.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Closed {
    Broken(String),
    Bomb(u64),
}

impl Closed {
    pub fn fault(self, head: &Head) -> Fault {
        match self {
            Self::Broken(reason) => Fault::broken(head.name(), reason),
            Self::Bomb(most) => Fault::Bomb { part: head.name(), most },
        }
    }
}

/// Takes off what `Transfer-Encoding` and `Content-Encoding` say was put on.
pub(super) fn open(raw: &[u8], headers: &[(String, String)], limits: &Limits) -> Result<Opened, Closed> {
    let mut opened = Opened::default();
    let mut codings = listed(headers, "content-encoding");
    let mut transfer = listed(headers, "transfer-encoding");
    if transfer.last().is_some_and(|last| last == "chunked") {
        transfer.pop();
        opened.unchunked = unchunk(raw)?;
    }
    codings.append(&mut transfer);
    if codings.len() > CODINGS {
        return Err(Closed::Broken(format!("its body is packed more than {CODINGS} times")));
    }
    while let Some(coding) = codings.pop() {
        let bytes = opened.decoded.as_deref().or(opened.unchunked.as_deref()).unwrap_or(raw);
        match unpack(bytes, &coding, limits)? {
            Unpacked::Bytes(bytes) => opened.decoded = Some(bytes),
            Unpacked::AsItWas => {}
            Unpacked::Unknown => {
                opened.encoding = Some(coding);
                break;
            }
        }
    }
    Ok(opened)
}

/// Lists the codings of a header in lower case, the first put on first.
fn listed(headers: &[(String, String)], name: &str) -> Vec<String> {
    let values = headers.iter().filter(|(header, _)| header.eq_ignore_ascii_case(name));
    let codings = values.flat_map(|(_, value)| value.split(','));
    let codings = codings.map(|coding| coding.trim().to_ascii_lowercase());
    codings.filter(|coding| !coding.is_empty() && coding != "identity").collect()
}

/// Joins chunks; `None` where the first line is no size, as in archives that joined them and kept the header.
fn unchunk(mut rest: &[u8]) -> Result<Option<Vec<u8>>, Closed> {
    let mut joined = Vec::new();
    let mut first = true;
    loop {
        let Some((size, after)) = chunk_size(rest) else {
            return if first { Ok(None) } else { Err(broken("one of its chunks has no size")) };
        };
        if size == 0 {
            return Ok(Some(joined));
        }
        let chunk = after.get(..size).ok_or_else(|| broken("it ends within a chunk"))?;
        joined.extend_from_slice(chunk);
        rest = &after[size..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        first = false;
    }
}

fn broken(reason: &str) -> Closed {
    Closed::Broken(reason.to_owned())
}

/// Reads the line before a chunk; what follows `;` in it is of no use here.
fn chunk_size(rest: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', &rest[..rest.len().min(1024)])?;
    let line = std::str::from_utf8(&rest[..end]).ok()?;
    let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
    Some((size, &rest[end + 1..]))
}

enum Unpacked {
    Bytes(Vec<u8>),
    AsItWas,
    Unknown,
}

/// Unpacks a body; one that plainly is not packed was unpacked by whoever kept it.
fn unpack(bytes: &[u8], coding: &str, limits: &Limits) -> Result<Unpacked, Closed> {
    let bytes = match coding {
        "gzip" | "x-gzip" if bytes.starts_with(GZIP) => gunzip(bytes, limits)?,
        "gzip" | "x-gzip" => return Ok(Unpacked::AsItWas),
        "deflate" if is_zlib(bytes) => gather(ZlibDecoder::new(bytes), limits)?,
        "deflate" => match gather(DeflateDecoder::new(bytes), limits) {
            Err(Closed::Broken(_)) => return Ok(Unpacked::AsItWas),
            gathered => gathered?,
        },
        _ if bytes.is_empty() => return Ok(Unpacked::AsItWas),
        _ => return Ok(Unpacked::Unknown),
    };
    Ok(Unpacked::Bytes(bytes))
}

/// Checks the two bytes at the head of zlib's format; many servers send the bare one under the same name.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..]
        if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// Unpacks one member after another. What follows the last and is none is dropped, as browsers do.
fn gunzip(mut bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Closed> {
    let mut all = Vec::new();
    while bytes.starts_with(GZIP) {
        let mut member = GzDecoder::new(bytes);
        let left = Limits { body: limits.body - all.len() as u64, ..limits.clone() };
        all.append(&mut gather(&mut member, &left)?);
        bytes = member.into_inner();
    }
    Ok(all)
}

fn gather(reader: impl Read, limits: &Limits) -> Result<Vec<u8>, Closed> {
    let mut bytes = Vec::new();
    let read = reader.take(limits.body + 1).read_to_end(&mut bytes);
    read.map_err(|error| Closed::Broken(format!("its body cannot be unpacked: {error}")))?;
    match bytes.len() as u64 > limits.body {
        true => Err(Closed::Bomb(limits.body)),
        false => Ok(bytes),
    }
}
