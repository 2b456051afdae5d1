//! One question and its answer, over one connection to numbers that were checked before.

use super::address::Address;
use super::coding::{self, Content};
use super::{Answer, Deadline, HEAD_BYTES, Hop, Limits, USER_AGENT, seconds};
use std::io::Read;
use std::net::SocketAddr;
use ureq::config::Config;
use ureq::http::{HeaderMap, Response, Uri, header, response};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Timeout};

/// What is asked for, in the order of preference; anything is taken.
const ACCEPT: &str = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8";

/// Headers of an answer that identify a visitor or a session, and so are not kept.
const SECRET: [&str; 6] = [
    "set-cookie",
    "set-cookie2",
    "authorization",
    "authentication-info",
    "proxy-authorization",
    "proxy-authentication-info",
];

/// How much is read at once, in bytes.
const STRETCH: usize = 64 * 1024;

/// Gives the numbers that were checked, whatever is asked: a second question could be answered differently.
#[derive(Debug)]
struct Checked(Vec<SocketAddr>);

impl Resolver for Checked {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut sockets = self.empty();
        self.0.iter().for_each(|socket| sockets.push(*socket));
        Ok(sockets)
    }
}

/// An answer whose head has come and whose body has not been read.
pub struct Exchange {
    response: Response<Body>,
}

impl Exchange {
    /// Connects to one of the numbers, at most 16, asks, and reads the head of the answer.
    pub fn open(here: &Address, sockets: Vec<SocketAddr>, limits: Limits, deadline: Deadline) -> Result<Self, String> {
        let config = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(HEAD_BYTES)
            .max_idle_connections(0)
            .timeout_global(Some(deadline.left()?))
            .timeout_connect(Some(limits.connect))
            .user_agent(USER_AGENT)
            .accept(ACCEPT)
            .accept_encoding("identity")
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Checked(sockets));
        let asked = agent.get(here.as_str()).header(header::CONNECTION, "close").call();
        match asked {
            Ok(response) => Ok(Self { response }),
            Err(fault) => Err(explain(fault, here, limits, deadline)),
        }
    }

    /// Gives the status.
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// Gives where a redirect leads; a redirect that does not say is an answer like any other.
    pub fn location(&self) -> Option<String> {
        let redirects = matches!(self.status(), 301 | 302 | 303 | 307 | 308);
        let location = self.response.headers().get(header::LOCATION).filter(|_| redirects)?;
        Some(String::from_utf8_lossy(location.as_bytes()).into_owned())
    }

    /// Reads the body within the limit.
    pub fn receive(
        self,
        limits: Limits,
        deadline: Deadline,
        progress: &mut impl FnMut(u64, Option<u64>),
    ) -> Result<Received, String> {
        let (head, body) = self.response.into_parts();
        let total = body.content_length();
        let bytes = read(body, total, limits.bytes, deadline, progress)?;
        let coding = text_of(&head.headers, header::CONTENT_ENCODING.as_str());
        let content = coding::decode(coding.as_deref(), &bytes, limits.bytes)?;
        let end_marked = total.is_some() || marks_its_end(&head);
        Ok(Received { status: head.status.as_u16(), headers: head.headers, body: bytes, content, end_marked })
    }
}

/// Says whether a body without a length ends with a mark, or is none by its status.
fn marks_its_end(head: &response::Parts) -> bool {
    let framing = text_of(&head.headers, header::TRANSFER_ENCODING.as_str()).unwrap_or_default();
    matches!(head.status.as_u16(), 204 | 304) || framing.to_ascii_lowercase().contains("chunked")
}

/// An answer that has come whole.
pub struct Received {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
    content: Content,
    end_marked: bool,
}

impl Received {
    /// Puts the answer together with the way that led to it.
    pub fn into_answer(self, asked: &str, here: &Address, redirects: Vec<Hop>) -> Answer {
        Answer {
            asked: asked.to_string(),
            answered: here.as_str().to_string(),
            redirects,
            status: self.status,
            media_type: media_type(&self.headers),
            headers: kept(&self.headers),
            body: self.body,
            content: self.content,
            end_marked: self.end_marked,
        }
    }
}

/// Reads a body to its end, and never more than a stretch beyond the limit.
fn read(
    body: Body,
    total: Option<u64>,
    most: u64,
    deadline: Deadline,
    progress: &mut impl FnMut(u64, Option<u64>),
) -> Result<Vec<u8>, String> {
    if let Some(total) = total.filter(|total| *total > most) {
        return Err(format!("its body is {total} bytes long; at most {most} are fetched"));
    }
    let mut reader = body.into_reader();
    let mut stretch = vec![0; STRETCH];
    let mut bytes = Vec::new();
    progress(0, total);
    loop {
        let come = reader.read(&mut stretch).map_err(|fault| broken_off(fault.into(), bytes.len(), total, deadline))?;
        if come == 0 {
            return Ok(bytes);
        }
        bytes.extend_from_slice(&stretch[..come]);
        if bytes.len() as u64 > most {
            return Err(format!("its body is longer than the {most} bytes that are fetched at most"));
        }
        progress(bytes.len() as u64, total);
    }
}

fn broken_off(fault: ureq::Error, come: usize, total: Option<u64>, deadline: Deadline) -> String {
    let come = match total {
        Some(total) => format!("{come} of {total} bytes had come"),
        None => format!("{come} bytes had come"),
    };
    match fault {
        ureq::Error::Timeout(_) => format!("{}; {come}", deadline.passed()),
        ureq::Error::Protocol(fault) => format!("its body is not framed as HTTP wants it ({fault}); {come}"),
        _ => format!("the connection ended before the answer did; {come}"),
    }
}

/// Says why there is no head of an answer.
fn explain(fault: ureq::Error, here: &Address, limits: Limits, deadline: Deadline) -> String {
    use ureq::Error::{BadUri, Http, Io, LargeResponseHeader, Protocol, Rustls, Tls};
    match fault {
        ureq::Error::Timeout(Timeout::Connect) => {
            format!("no connection to {} came about within {}", here.host(), seconds(limits.connect))
        }
        ureq::Error::Timeout(_) => deadline.passed(),
        LargeResponseHeader(..) => format!("the head of its answer is longer than {HEAD_BYTES} bytes"),
        Protocol(ureq_fault) => format!("what it sent is not an answer in HTTP ({ureq_fault})"),
        Http(_) | BadUri(_) => "it cannot be asked for: a character in it is not allowed in a request".into(),
        Rustls(fault) => untrusted(&fault.to_string(), here),
        Tls(fault) => untrusted(fault, here),
        Io(fault) => unreached(&fault, here),
        other => format!("it could not be fetched ({other})"),
    }
}

fn unreached(fault: &std::io::Error, here: &Address) -> String {
    use std::io::ErrorKind as Kind;
    let (host, port) = (here.host(), here.port());
    match fault.kind() {
        Kind::ConnectionRefused => format!("{host} takes no connections on port {port}"),
        Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::NetworkDown | Kind::AddrNotAvailable => {
            format!("there is no way to {host} from this machine")
        }
        Kind::TimedOut => format!("{host} did not answer"),
        // The library hands on what the encryption said as an input that is not valid.
        Kind::InvalidData => untrusted(&fault.to_string(), here),
        Kind::UnexpectedEof | Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe => {
            format!("{host} closed the connection without an answer")
        }
        _ => format!("the connection to {host} failed ({fault})"),
    }
}

/// Says what is wrong with an encrypted connection, by the words of the library.
fn untrusted(fault: &str, here: &Address) -> String {
    let host = here.host();
    let says = |word: &str| fault.to_ascii_lowercase().contains(word);
    if !here.is_encrypted() {
        format!("the connection to {host} failed ({fault})")
    } else if says("unknownissuer") || says("causedasendentity") {
        format!("the certificate of {host} comes from nobody on the list of authorities that is built in")
    } else if says("expired") {
        format!("the certificate of {host} has expired, or the clock of this machine is wrong")
    } else if says("not valid yet") || says("notvalidyet") {
        format!("the certificate of {host} is not valid yet, or the clock of this machine is wrong")
    } else if says("not valid for") || says("notvalidforname") {
        format!("the certificate is for another host than {host}")
    } else if says("corrupt message") {
        format!("{host} does not speak TLS on port {}: it may be meant to begin with http://", here.port())
    } else {
        format!("no trusted connection to {host} came about ({fault})")
    }
}

/// Says whether a header identifies a visitor or a session, and so is not kept.
pub fn is_secret(name: &str) -> bool {
    SECRET.iter().any(|secret| secret.eq_ignore_ascii_case(name))
}

/// Gives the headers that are kept, with bytes that are no text replaced.
fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .filter(|(name, _)| !is_secret(name.as_str()))
        .map(|(name, value)| (name.as_str().to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}

/// Gives the lines of one header, joined as HTTP joins them.
fn text_of(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines: Vec<_> = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

fn media_type(headers: &HeaderMap) -> Option<String> {
    let line = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let name = line.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::CertificateError as Certificate;

    #[test]
    fn a_fault_of_a_certificate_is_a_sentence() {
        let here = Address::parse("https://news.test/").unwrap();
        let table = [
            (
                Certificate::UnknownIssuer,
                "the certificate of news.test comes from nobody on the list of authorities that is built in",
            ),
            (Certificate::Expired, "the certificate of news.test has expired, or the clock of this machine is wrong"),
            (
                Certificate::NotValidYet,
                "the certificate of news.test is not valid yet, or the clock of this machine is wrong",
            ),
            (Certificate::NotValidForName, "the certificate is for another host than news.test"),
        ];
        for (fault, sentence) in table {
            assert_eq!(untrusted(&rustls::Error::InvalidCertificate(fault).to_string(), &here), sentence);
        }
    }
}
