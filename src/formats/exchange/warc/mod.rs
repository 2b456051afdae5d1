//! WARC, in which web archives keep what servers answered: ISO 28500, versions 1.0 and 1.1, plain or with gzip.
//!
//! [`each_response`] reads one record at a time, however long the file is; [`Writer`] writes one at a time.

mod body;
mod frame;
mod http;
mod record;
#[cfg(test)]
pub(in crate::exchange) mod tests;
mod write;

pub use write::{Entry, Http, Info, Kept, Writer};

use super::digest::Stated;
use super::fault::Fault;
use super::limits::Limits;
use frame::{Frames, Head};
use std::io::Read;

/// What a server answered, with the codings of its transfer taken off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The address that was asked.
    pub address: String,
    /// The HTTP status; `None` for a file that was kept without one (a `resource` record).
    pub status: Option<u16>,
    /// The HTTP headers as they came, in their order; empty where there were none.
    pub headers: Vec<(String, String)>,
    /// When it was answered, as the archive gives it, which is RFC 3339 in UTC; empty where it says nothing.
    pub date: String,
    /// In lower case and without parameters, as `text/html`; empty where nobody says.
    pub media_type: String,
    pub body: Vec<u8>,
    /// Whether a digest that can be checked was stated; it agreed, or the record would be a fault.
    pub digest_checked: bool,
    /// Without angle brackets, as `urn:uuid:…`; empty where there is none.
    pub record_id: String,
    /// The coding that the body is still in because it cannot be taken off here, as `br`.
    pub encoding: Option<String>,
    /// Why the archive kept only a part of the body, as `length`, where it says so.
    pub truncated: Option<String>,
}

/// A record that says: what came was the same as an earlier time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revisit {
    pub address: String,
    pub date: String,
    pub record_id: String,
    /// The earlier record, or its address and date, where it is named.
    pub refers_to: Option<String>,
    pub refers_to_address: Option<String>,
    pub refers_to_date: Option<String>,
    /// The digest of what came, as stated.
    pub payload_digest: Option<String>,
}

/// What a web archive held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records of every kind.
    pub records: u64,
    /// Records that were handed on.
    pub responses: u64,
    /// Records whose content was not kept twice; up to [`Limits::told`].
    pub revisits: Vec<Revisit>,
    /// Records that were left out, each with its reason; up to [`Limits::told`].
    pub faults: Vec<Fault>,
    /// Revisits and faults beyond those.
    pub untold: u64,
    /// The program that made the archive, by its own word.
    pub software: Option<String>,
}

impl Summary {
    fn fault(&mut self, fault: Fault, limits: &Limits) {
        match self.faults.len() < limits.told {
            true => self.faults.push(fault),
            false => self.untold += 1,
        }
    }

    fn revisit(&mut self, revisit: Revisit, limits: &Limits) {
        match self.revisits.len() < limits.told {
            true => self.revisits.push(revisit),
            false => self.untold += 1,
        }
    }
}

/// Hands on every answer that a web archive holds, and every file that it kept as a resource.
///
/// A record that is wrong in itself, because its digest disagrees or its coding is broken, is left out and told in
/// [`Summary::faults`]. The record after it is read all the same.
///
/// # Errors
/// A [`Fault`] where nobody knows where the next record starts, or where a limit is passed; or what `each` gives.
pub fn each_response<E: From<Fault>>(
    reader: impl Read,
    limits: &Limits,
    mut each: impl FnMut(Response) -> Result<(), E>,
) -> Result<Summary, E> {
    let mut frames = Frames::open(reader, limits)?;
    let mut summary = Summary::default();
    while let Some(head) = frames.next_head()? {
        summary.records += 1;
        if summary.records > limits.records {
            return Err(Fault::TooMany { what: "records", most: limits.records }.into());
        }
        match take(&mut frames, &head, limits)? {
            Taken::Response(response) => {
                summary.responses += 1;
                each(*response)?;
            }
            Taken::Revisit(revisit) => summary.revisit(revisit, limits),
            Taken::Software(software) => summary.software = summary.software.or(software),
            Taken::Faulty(fault) => summary.fault(fault, limits),
            Taken::Other => {}
        }
    }
    match summary.records {
        0 => Err(Fault::Empty.into()),
        _ => Ok(summary),
    }
}

enum Taken {
    Response(Box<Response>),
    Revisit(Revisit),
    Software(Option<String>),
    Faulty(Fault),
    Other,
}

/// Reads one record to its end.
fn take(frames: &mut Frames, head: &Head, limits: &Limits) -> Result<Taken, Fault> {
    let kind = head.get("WARC-Type").unwrap_or_default().to_ascii_lowercase();
    let most = match kind.as_str() {
        "response" | "resource" => limits.body + http::HEAD_LIMIT,
        "warcinfo" => 64 << 10,
        _ => 0,
    };
    let stated = head.get("WARC-Block-Digest").and_then(Stated::parse);
    let block = frames.block(head, most, stated.as_ref())?;
    if let Some(fault) = record::block_fault(head, stated.as_ref(), &block) {
        return Ok(Taken::Faulty(fault));
    }
    Ok(match kind.as_str() {
        "response" | "resource" => match record::response(head, block, &kind, stated.is_some(), limits) {
            Ok(Some(response)) => Taken::Response(Box::new(response)),
            Ok(None) => Taken::Other,
            Err(fault) => Taken::Faulty(fault),
        },
        "revisit" => Taken::Revisit(record::revisit(head)),
        "warcinfo" => Taken::Software(record::software(&block.bytes)),
        _ => Taken::Other,
    })
}
