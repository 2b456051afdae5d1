//! Captures that come over the network, once and again.

use super::capture::{self, Content, Fetched, Filed, NewCapture};
use super::source::{NewSource, add_with};
use formats::ingest::Document;
use language::text::quote::{self, Asked, Prepared};
use record::model::disclosure::Value;
use record::model::entities::Capture;
use record::model::event::CaptureMissed;
use record::model::id::Id;
use record::model::words::{Method, Tier};
use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use store::Reader;
use store::casebook::fetching::{self, Answer, Limits, Request};
use store::casebook::{Actor, Casebook};
use store::error::{Error, Result};
use store::find::{Found, Kind};

/// How many header lines of an answer are kept, and how long each may be.
const HEADERS: usize = 100;
const HEADER_LENGTH: usize = 400;

/// How many changed lines are told.
const CHANGES: usize = 40;

/// What is to be fetched, and what it is of.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub address: &'a str,
    /// The source; else the one at that address, else a new one.
    pub source: Option<&'a str>,
    pub media_type: Option<&'a str>,
    /// Hosts that may stand for private addresses.
    pub allow: &'a [String],
    /// The actors who may open it besides the one who fetches it; absent where it is not confidential.
    pub confidential: Option<&'a [String]>,
}

/// What came of fetching something.
#[derive(Clone, Debug)]
pub struct Caught {
    pub filed: Filed,
    pub answered: String,
    /// The source that was named for it.
    pub new_source: Option<Id>,
    /// The server did not say where the body ends, so it may have been cut short.
    pub may_be_short: bool,
}

/// What came of asking for an address, to be filed once it is there: nobody waits for the network to write.
#[derive(Debug)]
pub struct Reached(Result<Answer>);

/// Asks for an address, and touches no casebook; an answer that says "not found" is refused when it is filed.
pub fn reach(address: &str, allow: &[String], progress: impl FnMut(u64, Option<u64>)) -> Reached {
    Reached(ask(address, allow, progress))
}

/// Fetches an address and files what answered; an answer that says "not found" is refused.
pub fn capture(
    casebook: &mut Casebook,
    actor: &Actor,
    wanted: &Wanted,
    progress: impl FnMut(u64, Option<u64>),
) -> Result<Caught> {
    let reached = reach(wanted.address, wanted.allow, progress);
    capture_reached(casebook, actor, wanted, reached)
}

/// Files what answered at an address.
pub fn capture_reached(casebook: &mut Casebook, actor: &Actor, wanted: &Wanted, reached: Reached) -> Result<Caught> {
    let source = match wanted.source {
        Some(source) => Some(casebook.reader().find(Kind::Source, source)?.id.hex()),
        None => casebook
            .reader()
            .source_by_address(wanted.address)?
            .map(|row| casebook.reader().id_of(row))
            .transpose()?
            .map(|id| id.hex()),
    };
    let answer = reached.0?;
    let fetched = fetched(&answer);
    let (name, bytes) = (file_name(&answer.answered), readable(&answer)?);
    let new = NewCapture {
        source: source.as_deref(),
        media_type: wanted.media_type.or(answer.media_type.as_deref()),
        tool: Some(fetching::USER_AGENT),
        fetched: Some(fetched),
        confidential: wanted.confidential,
        ..NewCapture::of(Content::Bytes { name: &name, bytes }, Method::Fetched)
    };
    let mut prepared = capture::prepare(new, |_| {})?;
    let title = prepared.document().and_then(|document| document.title.clone());
    let byline = prepared.document().and_then(|document| document.byline.clone());
    let published = prepared.document().and_then(|document| document.published.clone());
    casebook.write(actor, |pen| {
        let mut new_source = None;
        if source.is_none() {
            let named = NewSource {
                confidential: wanted.confidential.is_some(),
                title: title.as_deref(),
                author: byline.as_deref(),
                address: Some(wanted.address),
                published: published.as_deref(),
                ..NewSource::of(Tier::Secondary)
            };
            new_source = Some(add_with(pen, &named)?);
        }
        new_source.into_iter().for_each(|made| prepared.set_source(made));
        let filed = capture::file_with(pen, &prepared, |_| {})?;
        Ok(Caught { filed, answered: answer.answered.clone(), new_source, may_be_short: !answer.end_marked })
    })
}

fn ask(address: &str, allow: &[String], progress: impl FnMut(u64, Option<u64>)) -> Result<Answer> {
    let request = Request { address, allow, limits: Limits::default() };
    let answer = fetching::fetch(&request, progress)?;
    match answer.status {
        200..=299 => Ok(answer),
        status => {
            let address = answer.answered;
            Err(Error::Fetch { address, reason: format!("the server answered {status}, not the page") })
        }
    }
}

fn readable(answer: &Answer) -> Result<&[u8]> {
    answer.readable().ok_or_else(|| Error::Fetch {
        address: answer.answered.clone(),
        reason: "the server sent it in a coding that nobody asked for and that is not undone here".into(),
    })
}

fn fetched(answer: &Answer) -> Fetched {
    Fetched {
        asked: answer.asked.clone(),
        answered: answer.answered.clone(),
        status: Some(answer.status.to_string()),
        at: None,
        redirects: answer.redirects.iter().map(|hop| format!("{} {} {}", hop.status, hop.from, hop.to)).collect(),
        headers: header_lines(&answer.headers),
    }
}

/// Writes headers as the lines that are kept of them; those that tell a visitor or a session apart are left out.
pub(crate) fn header_lines(headers: &[(String, String)]) -> Vec<String> {
    let kept = headers.iter().filter(|(name, _)| !fetching::is_secret(name)).take(HEADERS);
    kept.map(|(name, value)| format!("{name}: {value}").chars().take(HEADER_LENGTH).collect()).collect()
}

/// Names a file as its address does: by its last part, else by its host.
pub(crate) fn file_name(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let last = rest.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    last.chars().take(120).collect()
}

/// What a source says now, beside what was captured of it before.
#[derive(Clone, Debug, Serialize)]
pub struct Again {
    pub source: Id,
    pub before: Id,
    /// The new capture; absent where the source could not be fetched, which is on record.
    pub now: Option<Id>,
    /// Why it could not be fetched.
    pub missed: Option<String>,
    /// The bytes are the same as before.
    pub same_bytes: bool,
    /// The text is the same as before.
    pub same_text: bool,
    /// Lines of the text that are gone or new, the first of them.
    pub gone: Vec<String>,
    pub new: Vec<String>,
    /// Evidence whose quote no longer stands in what the source says.
    pub lost_quotes: Vec<LostQuote>,
}

/// A quotation that a page no longer has.
#[derive(Clone, Debug, Serialize)]
pub struct LostQuote {
    pub evidence: Id,
    pub claim: Id,
    pub quote: String,
}

/// Fetches a source anew and tells what changed since it was captured; that it could not be fetched is recorded too.
pub fn again(
    casebook: &mut Casebook,
    actor: &Actor,
    reference: &str,
    allow: &[String],
    progress: impl FnMut(u64, Option<u64>),
) -> Result<Again> {
    let reached = reach(&address_again(casebook, reference)?, allow, progress);
    again_reached(casebook, actor, reference, reached)
}

/// Gives the address at which a source, or a capture of one, is fetched anew.
pub fn address_again(casebook: &Casebook, reference: &str) -> Result<String> {
    let (source, before) = earlier(casebook, reference)?;
    address_of(casebook, source, &before)
}

/// Files what a source says now and tells what changed; that it could not be fetched is recorded too.
pub fn again_reached(casebook: &mut Casebook, actor: &Actor, reference: &str, reached: Reached) -> Result<Again> {
    let (source, before) = earlier(casebook, reference)?;
    let address = address_of(casebook, source, &before)?;
    let sealed = before.confidential.then_some(&[][..]);
    let outcome = |now, missed| Again {
        source: source.id,
        before: before.id,
        now,
        missed,
        same_bytes: false,
        same_text: false,
        gone: Vec::new(),
        new: Vec::new(),
        lost_quotes: Vec::new(),
    };
    let answer = match reached.0.and_then(|answer| readable(&answer).map(<[u8]>::to_vec).map(|bytes| (answer, bytes))) {
        Ok(answer) => answer,
        // What this side refuses says nothing of the source.
        Err(Error::Fetch { reason, address }) if reason.contains("allowed by its name") => {
            return Err(Error::Fetch { address, reason });
        }
        Err(Error::Fetch { reason, .. }) => {
            miss(casebook, actor, source, &address, &reason)?;
            return Ok(outcome(None, Some(reason)));
        }
        Err(other) => return Err(other),
    };
    let (answer, bytes) = answer;
    let (name, source_id, before_id) = (file_name(&answer.answered), source.id.hex(), before.id.hex());
    let new = NewCapture {
        source: Some(&source_id),
        media_type: answer.media_type.as_deref(),
        tool: Some(fetching::USER_AGENT),
        fetched: Some(fetched(&answer)),
        again: Some(&before_id),
        confidential: sealed,
        ..NewCapture::of(Content::Bytes { name: &name, bytes: &bytes }, Method::Fetched)
    };
    let filed = capture::file(casebook, actor, new, |_| {})?;
    let mut again = outcome(Some(filed.id), None);
    let plain = before.plain_sha256.as_ref().or(before.sha256.as_ref());
    again.same_bytes = plain == Some(&filed.sha256.hex());
    let row = casebook.reader().row_of(filed.id)?;
    let texts = (capture::document(casebook, before.row)?, capture::document(casebook, row)?);
    if let (Some(then), Some(now)) = texts {
        compare_texts(&mut again, &then, &now);
        again.lost_quotes = lost_quotes(casebook, source, &now)?;
    }
    Ok(again)
}

/// Finds the source that is meant, and its latest capture.
fn earlier(casebook: &Casebook, reference: &str) -> Result<(Found, Capture)> {
    let reader = casebook.reader().revealing();
    if let Ok(capture) = reader.find(Kind::Capture, reference) {
        let capture = reader.capture(capture.row)?;
        let of_none = || Error::Invalid(format!("capture {} is of no source", capture.id.short()));
        let source = capture.source.ok_or_else(of_none)?;
        return Ok((Found { row: reader.row_of(source)?, id: source }, capture));
    }
    let source = reader.find(Kind::Source, reference)?;
    let latest = reader.captures(Some(source.row))?.pop();
    let latest = latest.ok_or_else(|| {
        Error::Invalid(format!("source {} was never captured: there is nothing to compare with", source.id.short()))
    })?;
    Ok((source, latest))
}

fn address_of(casebook: &Casebook, source: Found, before: &Capture) -> Result<String> {
    let known = before.asked.clone().or(casebook.reader().revealing().source(source.row)?.address);
    known.filter(|address| address.contains("://")).ok_or_else(|| {
        Error::Invalid(format!("source {} has no address that could be fetched again", source.id.short()))
    })
}

fn miss(casebook: &mut Casebook, actor: &Actor, source: Found, address: &str, reason: &str) -> Result<()> {
    casebook.write(actor, |pen| {
        let texts = vec![("address", Value::Text(address.into())), ("reason", Value::Text(reason.into()))];
        pen.record(CaptureMissed { source: source.id }, texts).map(|_| ())
    })
}

fn compare_texts(again: &mut Again, then: &Document, now: &Document) {
    let (then, now) = (then.main_text(), now.main_text());
    again.same_text = then == now;
    let difference = TextDiff::from_lines(then, now);
    for change in difference.iter_all_changes().filter(|change| !change.value().trim().is_empty()) {
        let list = match change.tag() {
            ChangeTag::Delete => &mut again.gone,
            ChangeTag::Insert => &mut again.new,
            ChangeTag::Equal => continue,
        };
        if list.len() < CHANGES {
            list.push(change.value().trim().to_string());
        }
    }
}

/// Finds the quotations of a source that its present text does not have any more.
fn lost_quotes(casebook: &Casebook, source: Found, now: &Document) -> Result<Vec<LostQuote>> {
    let text = Prepared::new(now.text.as_str());
    let mut lost = Vec::new();
    for quoted in casebook.reader().revealing().quotes_of_source(source.row)? {
        let asked = Asked { speaker: quoted.speaker.as_deref(), expected: &[] };
        let words = quoted.quote.unwrap_or_default();
        let found = quote::find(&words, &text, &asked);
        if found.is_none_or(|found| found.matched > quoted.found) {
            lost.push(LostQuote { evidence: quoted.id, claim: quoted.claim, quote: words });
        }
    }
    Ok(lost)
}

/// Gives the address of a source that is known.
pub fn address_of_source(casebook: &Casebook, reference: &str) -> Result<String> {
    let reader = casebook.reader().revealing();
    let known = reader.source(reader.find(Kind::Source, reference)?.row)?;
    let address = known.address.filter(|address| address.contains("://"));
    address.ok_or_else(|| Error::Invalid("the source has no address to fetch".into()))
}

/// Files what answered at the address of a source that is known.
pub fn source_reached(casebook: &mut Casebook, actor: &Actor, reference: &str, reached: Reached) -> Result<Caught> {
    let address = address_of_source(casebook, reference)?;
    let wanted =
        Wanted { address: &address, source: Some(reference), media_type: None, allow: &[], confidential: None };
    capture_reached(casebook, actor, &wanted, reached)
}

/// Gives the source of what was caught at an address: the one that was named for it, or the one that has the address.
pub fn source_of(casebook: &Casebook, caught: &Caught, address: &str) -> Result<Id> {
    match caught.new_source {
        Some(source) => Ok(source),
        None => {
            let known = casebook.reader().source_by_address(address)?;
            casebook.reader().id_of(known.ok_or_else(|| Error::Invalid("the source is gone".into()))?)
        }
    }
}

/// Gives the source that has an address, where one is known.
pub fn known_at(reader: Reader, address: &str) -> Result<Option<Id>> {
    reader.source_by_address(address)?.map(|row| reader.id_of(row)).transpose()
}
