//! The door to the network: fetches one address that somebody asked for, within bounds, and nothing beside it.
//!
//! Nothing is taken from the environment: no proxy, no cookie, no stored password, no list of roots.
//! What redirects in the text of a page (`<meta http-equiv=refresh>`, scripts) is not followed.

mod address;
mod coding;
mod exchange;
mod lookup;
mod reach;

#[cfg(test)]
mod tests;

pub use coding::Content;
pub use reach::{Kind, kind};

use crate::error::{Error, Result};
use address::Address;
use exchange::Exchange;
pub use exchange::is_secret;
use std::time::{Duration, Instant};

/// What the program calls itself in its requests.
pub const USER_AGENT: &str = concat!("tickmark/", env!("CARGO_PKG_VERSION"));

/// The longest head of an answer, in bytes, from its status to the empty line.
pub const HEAD_BYTES: usize = 64 * 1024;

/// How much one fetch may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest body, in bytes, as it was sent and also once decoded.
    pub bytes: u64,
    /// The time for everything: names, redirects, head and body.
    pub time: Duration,
    /// The time for one connection, encrypted where that is asked for.
    pub connect: Duration,
    /// How many redirects are followed.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 256 * 1024 * 1024,
            time: Duration::from_secs(60),
            connect: Duration::from_secs(15),
            redirects: 10,
        }
    }
}

/// What is to be fetched.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// An address that begins with `http://` or `https://`, without a user's name or password in it.
    pub address: &'a str,
    /// Hosts, each as `host` or `host:port`, that may stand for private addresses.
    pub allow: &'a [String],
    pub limits: Limits,
}

/// One step from an address to another; what the server wrote beside it is not kept.
///
/// A step may lead from https to http: nothing secret is sent, and the record shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// 301, 302, 303, 307 or 308.
    pub status: u16,
    pub from: String,
    pub to: String,
}

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The address as it was asked for, letter by letter.
    pub asked: String,
    /// The address that answered, in its normal form and without a fragment.
    pub answered: String,
    /// The way from the one to the other, in the order it was walked.
    pub redirects: Vec<Hop>,
    /// Any status; one that says "not found" is an answer too.
    pub status: u16,
    /// Names in lower case, in the server's order as far as it is known; without those that carry secrets.
    pub headers: Vec<(String, String)>,
    /// The bytes as they were sent; only the framing of the transfer is undone.
    pub body: Vec<u8>,
    /// What the bytes say once the content coding is undone.
    pub content: Content,
    /// The kind of content that the server names, in lower case and without parameters: `text/html`.
    pub media_type: Option<String>,
    /// Whether the server said where the body ends. Where it did not, a body that was cut short looks whole.
    pub end_marked: bool,
}

impl Answer {
    /// Gives the bytes to read; none where the server used a coding that nobody asked for and that is not undone here.
    pub fn readable(&self) -> Option<&[u8]> {
        match &self.content {
            Content::AsSent => Some(&self.body),
            Content::Decoded { bytes, .. } => Some(bytes),
            Content::Encoded { .. } => None,
        }
    }
}

/// Fetches an address and walks its redirects; `progress` hears how many bytes came, and of how many.
///
/// Every address on the way is checked before it is connected to, and the connection goes to the very
/// numbers that were checked. An HTTP status that says an error is an [`Answer`]; an [`Error::Fetch`] says
/// that there is none: refused, not reached, not in time, too long, or broken off. Then nothing is kept.
pub fn fetch(request: &Request, progress: impl FnMut(u64, Option<u64>)) -> Result<Answer> {
    walk(request, &lookup::system, progress)
}

/// Walks from address to address until one answers with something else than a redirect.
fn walk(request: &Request, names: lookup::Names, mut progress: impl FnMut(u64, Option<u64>)) -> Result<Answer> {
    if let Some(fault) = address::fault_in(request.allow) {
        return Err(Error::Invalid(fault));
    }
    let deadline = Deadline::after(request.limits.time);
    let mut here = Address::parse(request.address).map_err(|reason| refused(request.address, reason))?;
    let mut redirects: Vec<Hop> = Vec::new();
    loop {
        let exchange =
            reach_out(&here, request, names, deadline).map_err(|reason| on_the_way(&redirects, &here, reason))?;
        let Some(location) = exchange.location() else {
            let received = exchange
                .receive(request.limits, deadline, &mut progress)
                .map_err(|reason| on_the_way(&redirects, &here, reason))?;
            return Ok(received.into_answer(request.address, &here, redirects));
        };
        let next = here.join(&location).map_err(|reason| misled(&here, &location, &reason))?;
        redirects.push(Hop { status: exchange.status(), from: here.as_str().into(), to: next.as_str().into() });
        check_way(&redirects, request.limits.redirects).map_err(|reason| refused(request.address, reason))?;
        here = next;
    }
}

/// Checks an address, connects to it and asks.
fn reach_out(here: &Address, request: &Request, names: lookup::Names, deadline: Deadline) -> Result<Exchange, String> {
    let sockets = lookup::checked(here, request.allow, names, deadline)?;
    Exchange::open(here, sockets, request.limits, deadline)
}

/// Refuses a way that is too long or leads back to where it was.
fn check_way(redirects: &[Hop], most: usize) -> Result<(), String> {
    let Some(last) = redirects.last() else { return Ok(()) };
    let to = address::shown(&last.to);
    if last.from == last.to {
        return Err(format!("{to} redirects to itself; a site may do so to set a cookie, and none is kept here"));
    }
    if let Some(start) = redirects.iter().position(|hop| hop.from == last.to) {
        let circle: Vec<_> = redirects[start..].iter().map(|hop| address::shown(&hop.from)).collect();
        return Err(format!("its redirects go in a circle: {} → {to}", circle.join(" → ")));
    }
    match redirects.len() > most {
        true => Err(format!("it redirects more than {most} times; the last one led to {to}")),
        false => Ok(()),
    }
}

fn refused(address: &str, reason: String) -> Error {
    Error::Fetch { address: address::shown(address), reason }
}

fn misled(here: &Address, location: &str, reason: &str) -> Error {
    refused(&here.to_string(), format!("it redirects to {}, which is not followed: {reason}", address::shown(location)))
}

/// Names the address that failed, and where the way to it began.
fn on_the_way(redirects: &[Hop], here: &Address, reason: String) -> Error {
    match redirects.first() {
        None => refused(&here.to_string(), reason),
        Some(first) => {
            refused(&here.to_string(), format!("{reason} (redirected from {})", address::shown(&first.from)))
        }
    }
}

/// When all must be done. It measures how long something took and tells no time that is recorded.
#[derive(Clone, Copy)]
struct Deadline {
    ends: Instant,
    whole: Duration,
}

impl Deadline {
    fn after(whole: Duration) -> Self {
        let now = Instant::now();
        // A limit beyond what the clock can count is no limit worth keeping exact.
        let ends = now.checked_add(whole).unwrap_or_else(|| now + Duration::from_secs(86_400));
        Self { ends, whole }
    }

    /// Gives the time that is left, or the sentence that says there is none.
    fn left(self) -> Result<Duration, String> {
        let left = self.ends.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(self.passed()) } else { Ok(left) }
    }

    fn passed(self) -> String {
        format!("it was not done within {}", seconds(self.whole))
    }
}

fn seconds(time: Duration) -> String {
    match time.as_secs_f64() {
        1.0 => "1 second".to_string(),
        seconds => format!("{seconds} seconds"),
    }
}
