//! Makes an answer of a record's head and block, and checks the digests that it states.

use super::frame::{Block, Head};
use super::{Response, Revisit, body, http};
use crate::exchange::digest::{Stated, written};
use crate::exchange::fault::Fault;
use crate::exchange::limits::Limits;

/// Says what is wrong with a block as such: its size, or its digest.
pub(super) fn block_fault(head: &Head, stated: Option<&Stated>, block: &Block) -> Option<Fault> {
    if let (Some(stated), Some(found)) = (stated, &block.digest)
        && !stated.is(found)
    {
        let claimed = head.get("WARC-Block-Digest").unwrap_or_default().to_owned();
        let found = written(stated.algorithm, found);
        return Some(Fault::Changed { part: head.name(), stated: claimed, found });
    }
    None
}

/// Makes the answer of a `response` or `resource` record; `None` for one that is no answer to an HTTP request.
pub(super) fn response(
    head: &Head,
    block: Block,
    kind: &str,
    block_checked: bool,
    limits: &Limits,
) -> Result<Option<Response>, Fault> {
    if block.over {
        return Err(Fault::TooLarge { part: head.name(), most: limits.body });
    }
    let block = block.bytes;
    let mut response = blank(head);
    if kind == "resource" {
        let checked = check_payload(head, &[&block])?;
        response.media_type = essence(head.get("Content-Type").unwrap_or_default());
        response.digest_checked = checked || block_checked;
        response.body = block;
        return within(head, response, limits);
    }
    let content_type = head.get("Content-Type").unwrap_or("application/http").to_ascii_lowercase();
    if !content_type.starts_with("application/http") {
        return Ok(None);
    }
    let message = http::parse(&block).map_err(|reason| Fault::broken(head.name(), reason))?;
    let raw = &block[message.body..];
    let opened = body::open(raw, &message.headers, limits).map_err(|why| why.fault(head))?;
    // Programs disagree whether a payload is what came over the wire or what it stands for: either vouches for it.
    let mut candidates = vec![raw];
    candidates.extend(opened.unchunked.as_deref());
    candidates.extend(opened.decoded.as_deref());
    response.digest_checked = check_payload(head, &candidates)? || block_checked;
    response.media_type = essence(http::header(&message.headers, "content-type").unwrap_or_default());
    response.status = Some(message.status);
    response.encoding = opened.encoding;
    response.body = opened.decoded.or(opened.unchunked).unwrap_or_else(|| raw.to_vec());
    response.headers = message.headers;
    within(head, response, limits)
}

fn within(head: &Head, response: Response, limits: &Limits) -> Result<Option<Response>, Fault> {
    match response.body.len() as u64 > limits.body {
        true => Err(Fault::TooLarge { part: head.name(), most: limits.body }),
        false => Ok(Some(response)),
    }
}

fn blank(head: &Head) -> Response {
    Response {
        address: head.text("WARC-Target-URI").unwrap_or_default(),
        date: head.text("WARC-Date").unwrap_or_default(),
        record_id: head.text("WARC-Record-ID").unwrap_or_default(),
        truncated: head.text("WARC-Truncated"),
        ..Response::default()
    }
}

/// Says whether a payload digest was stated that can be checked.
fn check_payload(head: &Head, candidates: &[&[u8]]) -> Result<bool, Fault> {
    let Some(claimed) = head.get("WARC-Payload-Digest") else { return Ok(false) };
    let Some(stated) = Stated::parse(claimed) else { return Ok(false) };
    if candidates.iter().any(|bytes| stated.matches(bytes)) {
        return Ok(true);
    }
    let mut hasher = crate::exchange::digest::Hasher::new(stated.algorithm);
    hasher.update(candidates[0]);
    let found = written(stated.algorithm, &hasher.finish());
    Err(Fault::Changed { part: head.name(), stated: claimed.to_owned(), found })
}

/// Takes a media type without its parameters.
fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

pub(super) fn revisit(head: &Head) -> Revisit {
    Revisit {
        address: head.text("WARC-Target-URI").unwrap_or_default(),
        date: head.text("WARC-Date").unwrap_or_default(),
        record_id: head.text("WARC-Record-ID").unwrap_or_default(),
        refers_to: head.text("WARC-Refers-To"),
        refers_to_address: head.text("WARC-Refers-To-Target-URI"),
        refers_to_date: head.text("WARC-Refers-To-Date"),
        payload_digest: head.text("WARC-Payload-Digest"),
    }
}

/// Reads the name of the program that made an archive.
pub(super) fn software(block: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(block);
    let line = text.lines().find_map(|line| line.split_once(':').filter(|(name, _)| *name == "software"));
    line.map(|(_, value)| value.trim().to_owned())
}
