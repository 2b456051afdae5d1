//! The stored bytes of an event: canonical JSON (RFC 8785) in a restricted subset.
//!
//! The writer and the reader know one spelling only. A record is canonical if and only if writing what was read
//! gives the bytes that were stored; `docs/format.md` describes the subset.

use super::tree::{self, Hash};
use crate::model::event::{Event, INTEGER_LIMIT};
use crate::model::id::Id;
use crate::model::time::Moment;
use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::io::Write;
use thiserror::Error;

/// The largest event, in bytes; a C2SP entry bundle holds entries up to 64 KiB.
pub const EVENT_LIMIT: usize = 60 * 1024;

/// The version of the event format that is written and understood.
pub const FORMAT: u64 = 1;

/// Where an event stands: in which log, at which place, after what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Lamport clock: one more than every clock that the writer had seen.
    pub clock: u64,
    /// Origin of the log.
    pub log: String,
    /// Root of the log's tree before this event.
    pub prev: Hash,
    /// Position in the log, from 0.
    pub seq: u64,
    /// The time that the writer's machine claimed.
    pub time: Moment,
}

/// An event ready to be stored.
pub struct Sealed {
    pub bytes: Vec<u8>,
    pub id: Id,
    pub leaf: Hash,
}

/// What is wrong with the bytes of an event.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Flaw {
    #[error("it is {0} bytes long, over the limit of {EVENT_LIMIT}")]
    TooLong(usize),
    #[error("it is not an event: {0}")]
    Malformed(String),
    #[error("it was written by a newer version (format {0}; this program reads format {FORMAT})")]
    NewerFormat(u64),
    #[error("its kind `{0}` is not known to this version")]
    UnknownKind(String),
    #[error("its bytes are not the canonical form of what they say")]
    NotCanonical,
}

impl Flaw {
    /// Says whether a newer version may have written the bytes: what they say is not known here, and nothing is wrong
    /// with them that this version could tell.
    pub fn is_newer(&self) -> bool {
        matches!(self, Self::NewerFormat(_) | Self::UnknownKind(_))
    }
}

/// Writes an event in its canonical form, around its body in canonical form, and hashes it.
///
/// The digests must be sorted: their order must not tell which text is which.
pub fn seal<'a>(
    header: &Header,
    kind: &str,
    body: &[u8],
    digests: impl Iterator<Item = &'a str>,
) -> Result<Sealed, Flaw> {
    let mut bytes = Vec::with_capacity(body.len() + 512);
    write(&mut bytes, header, kind, body, digests);
    if bytes.len() > EVENT_LIMIT {
        return Err(Flaw::TooLong(bytes.len()));
    }
    let id = identify(&bytes);
    let leaf = tree::leaf_hash(&bytes);
    Ok(Sealed { bytes, id, leaf })
}

/// Gives the id of stored bytes.
pub fn identify(bytes: &[u8]) -> Id {
    Id(Sha256::digest(bytes).into())
}

fn write<'a>(out: &mut Vec<u8>, header: &Header, kind: &str, body: &[u8], digests: impl Iterator<Item = &'a str>) {
    out.extend_from_slice(b"{\"_sd\":[");
    for (at, digest) in digests.enumerate() {
        let separator: &[u8] = if at == 0 { b"\"" } else { b",\"" };
        out.extend_from_slice(separator);
        out.extend_from_slice(digest.as_bytes());
        out.push(b'"');
    }
    out.extend_from_slice(b"],\"_sd_alg\":\"sha-256\",\"body\":");
    out.extend_from_slice(body);
    let Header { clock, log, prev, seq, time } = header;
    let mut root = [0; 44];
    BASE64.encode_mut(prev, &mut root);
    let root = std::str::from_utf8(&root).expect("base64 is ASCII");
    write!(
        out,
        ",\"clock\":{clock},\"kind\":\"{kind}\",\"log\":\"{log}\",\"prev\":\"{root}\",\"seq\":{seq},\"time\":\"{time}\",\"v\":{FORMAT}}}"
    )
    .expect("writing to memory does not fail");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw<'a> {
    #[serde(rename = "_sd", borrow)]
    digests: Vec<&'a str>,
    #[serde(rename = "_sd_alg")]
    algorithm: &'a str,
    #[serde(borrow)]
    body: &'a RawValue,
    clock: u64,
    kind: &'a str,
    log: &'a str,
    prev: &'a str,
    seq: u64,
    time: Moment,
    v: u64,
}

/// An event as read from its stored bytes, its body not yet understood.
#[derive(Debug)]
pub struct Envelope<'a> {
    pub header: Header,
    pub kind: &'a str,
    pub digests: Vec<&'a str>,
    body: &'a str,
}

impl<'a> Envelope<'a> {
    /// Reads stored bytes and requires that they are the canonical form, but for what is inside the body.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Flaw> {
        if bytes.len() > EVENT_LIMIT {
            return Err(Flaw::TooLong(bytes.len()));
        }
        let envelope = Self::read_verified(bytes)?;
        // Free text is in disclosures only; here a letter has one spelling.
        if !bytes.is_ascii() || memchr::memchr2(b'\\', 0x7f, bytes).is_some() {
            return Err(Flaw::Malformed("a text in it is not plain ASCII".into()));
        }
        let mut again = Vec::with_capacity(bytes.len());
        write(&mut again, &envelope.header, envelope.kind, envelope.body.as_bytes(), envelope.digests.iter().copied());
        if again != bytes {
            return Err(Flaw::NotCanonical);
        }
        Ok(envelope)
    }

    /// Reads stored bytes whose form [`Envelope::read`] has verified before.
    pub fn read_verified(bytes: &'a [u8]) -> Result<Self, Flaw> {
        let raw: Raw<'a> = serde_json::from_slice(bytes).map_err(|error| newer_format(bytes, error))?;
        match raw.v {
            FORMAT => Self::from_raw(raw),
            v if v > FORMAT => Err(Flaw::NewerFormat(v)),
            v => Err(Flaw::Malformed(format!("it is of format {v}, which never was"))),
        }
    }

    fn from_raw(raw: Raw<'a>) -> Result<Self, Flaw> {
        let malformed = |what: &str| Flaw::Malformed(what.to_string());
        if raw.algorithm != "sha-256" {
            return Err(malformed("its disclosures are not hashed with sha-256"));
        }
        if raw.clock > INTEGER_LIMIT || raw.seq > INTEGER_LIMIT {
            return Err(malformed("a number is too large"));
        }
        if !is_origin(raw.log) {
            return Err(malformed("its log has an unusable name"));
        }
        if !raw.digests.is_sorted_by(|one, next| one < next) || !raw.digests.iter().all(|digest| is_digest(digest)) {
            return Err(malformed("its digests are not 43 characters of base64url each, sorted, without a repetition"));
        }
        let prev = BASE64.decode(raw.prev.as_bytes()).ok().and_then(|root| Hash::try_from(root).ok());
        let prev = prev.ok_or_else(|| malformed("its previous root is not base64 of 32 bytes"))?;
        let header = Header { clock: raw.clock, log: raw.log.to_string(), prev, seq: raw.seq, time: raw.time };
        Ok(Self { header, kind: raw.kind, digests: raw.digests, body: raw.body.get() })
    }

    /// Reads the body and requires that it is the canonical form of what it says.
    pub fn event(&self) -> Result<Event, Flaw> {
        let event = Event::parse(self.kind, self.body)
            .ok_or_else(|| Flaw::UnknownKind(self.kind.to_string()))?
            .map_err(|error| Flaw::Malformed(error.to_string()))?;
        let mut again = Vec::with_capacity(self.body.len());
        event.write_body(&mut again);
        if again != self.body.as_bytes() {
            return Err(Flaw::NotCanonical);
        }
        Ok(event)
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Says whether a text can be the origin of a log: it stands unescaped in events, notes and file names.
pub fn is_origin(text: &str) -> bool {
    (1..=128).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"./-".contains(&byte))
}

/// A record that this version cannot read may be one that a later version wrote.
fn newer_format(bytes: &[u8], error: serde_json::Error) -> Flaw {
    #[derive(Deserialize)]
    struct Version {
        v: u64,
    }
    match serde_json::from_slice::<Version>(bytes) {
        Ok(Version { v }) if v > FORMAT => Flaw::NewerFormat(v),
        _ => Flaw::Malformed(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::{ClaimRecorded, Span};
    use crate::model::quantity::{Figure, parse_amount};
    use crate::model::time::Day;
    use crate::model::words::{ClaimType, Comparator, Priority};

    fn header() -> Header {
        let time = Moment::parse("2026-11-23T20:31:28.114Z").unwrap();
        Header { clock: 41, log: "tickmark/0011".into(), prev: [7; 32], seq: 40, time }
    }

    fn event() -> Event {
        let figure = Figure {
            change: None,
            amount: parse_amount("1000000000").ok(),
            basis: None,
            comparator: Comparator::Greater,
            from: Day::parse("2020-01-01"),
            to: None,
            upper: None,
        };
        let spans = vec![Span { start: 3, end: 9 }];
        let (r#type, priority) = (ClaimType::InvestmentTotal, Priority::High);
        ClaimRecorded { draft: None, figure: Some(figure), piece: Id([9; 32]), priority, spans, r#type }.into()
    }

    fn seal_event(event: &Event, digests: &[String]) -> Result<Sealed, Flaw> {
        let mut body = Vec::new();
        event.write_body(&mut body);
        seal(&header(), event.kind(), &body, digests.iter().map(String::as_str))
    }

    fn sealed() -> Vec<u8> {
        seal_event(&event(), &["A".repeat(43), "B".repeat(43)]).unwrap().bytes
    }

    #[test]
    fn what_is_written_is_canonical_by_another_implementation() {
        let bytes = sealed();
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(serde_json_canonicalizer::to_vec(&value).unwrap(), bytes);
        let envelope = Envelope::read(&bytes).unwrap();
        assert_eq!((envelope.event().unwrap(), envelope.header), (event(), header()));
    }

    #[test]
    fn every_other_spelling_is_refused() {
        let text = String::from_utf8(sealed()).unwrap();
        for (from, to) in [
            ("{\"_sd\"", "{ \"_sd\""),
            ("\"clock\":41", "\"clock\":41.0"),
            ("\"clock\":41", "\"clock\":41,\"clock\":41"),
            ("\"clock\":41", "\"clock\":041"),
            ("\"clock\":41", "\"clock\":9007199254740993"),
            ("\"clock\":41", "\"clock\":-1"),
            ("\"clock\":41", "\"clock\":null"),
            ("\"v\":1", "\"v\":1,\"w\":1"),
            ("\"priority\":\"high\"", "\"priority\":\"h\\u0069gh\""),
            ("\"1000000000\"", "\"01000000000\""),
            ("\"1000000000\"", "1000000000"),
            ("\"1000000000\"", "\"1e9\""),
            ("\"from\":\"2020-01-01\"", "\"from\":\"2020-02-30\""),
            ("claim.recorded", "claim.invented"),
            ("sha-256", "sha-512"),
            ("tickmark/0011", "tickmark 0011"),
            ("[\"A", "[\"C"),
            ("[\"A", "[\"+"),
            ("\"end\":9", "\"end\":9007199254740992"),
            ("}}", "}}\n"),
            ("\"seq\":40,\"time\":\"2026-11-23T20:31:28.114Z\"", "\"time\":\"2026-11-23T20:31:28.114Z\",\"seq\":40"),
        ] {
            let wrong = text.replacen(from, to, 1);
            let wrong = if from == "}}" { text.clone() + "\n" } else { wrong };
            assert_ne!(wrong, text, "{from} does not occur");
            let read = Envelope::read(wrong.as_bytes()).and_then(|envelope| envelope.event());
            assert!(read.is_err(), "{from} → {to} was accepted");
        }
    }

    #[test]
    fn a_text_in_an_event_is_plain_ascii() {
        let revoked = |log: &str| {
            let body = crate::model::event::KeyRevoked { key: "k".into(), log: log.into(), size: 1 };
            seal_event(&body.into(), &[]).unwrap().bytes
        };
        assert!(Envelope::read(&revoked("tickmark/0011")).is_ok());
        for wrong in ["é", "a\"b", "a\\b", "a\tb", "a\u{7f}b"] {
            assert!(matches!(Envelope::read(&revoked(wrong)), Err(Flaw::Malformed(_))), "{wrong:?}");
        }
    }

    #[test]
    fn a_newer_format_is_told_from_damage() {
        let newer = String::from_utf8(sealed()).unwrap().replace("\"v\":1", "\"v\":2,\"x\":[]");
        assert_eq!(Envelope::read(newer.as_bytes()).unwrap_err(), Flaw::NewerFormat(2));
    }

    #[test]
    fn an_event_over_the_limit_is_refused() {
        let spans = vec![Span { start: 1, end: 2 }; 4000];
        let long = ClaimRecorded {
            draft: None,
            figure: None,
            piece: Id([9; 32]),
            priority: Priority::Low,
            spans,
            r#type: ClaimType::Date,
        };
        assert!(matches!(seal_event(&long.into(), &[]), Err(Flaw::TooLong(_))));
    }
}
