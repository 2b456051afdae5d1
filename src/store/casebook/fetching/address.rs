//! Addresses on the web: read as a browser reads them, and refused where they are of no use to a fact-checker.

use std::fmt;
use std::net::IpAddr;
use url::{Host, Url};

/// The longest address that is asked for, in bytes; servers refuse such anyway.
const LONGEST: usize = 16 * 1024;

/// How much of an address a message shows, in characters.
const SHOWN: usize = 300;

/// An address in its normal form: http or https, a host, no user, no fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

impl Address {
    /// Reads an address; what is wrong with it stands in the error.
    pub fn parse(text: &str) -> Result<Self, String> {
        check_letters(text)?;
        Self::checked(Url::parse(text.trim()).map_err(|fault| explain(text, fault))?)
    }

    /// Reads where a redirect leads from here.
    pub fn join(&self, location: &str) -> Result<Self, String> {
        check_letters(location)?;
        Self::checked(self.0.join(location.trim()).map_err(|fault| explain(location, fault))?)
    }

    fn checked(mut url: Url) -> Result<Self, String> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(scheme_refused());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("it holds a user's name or password, which would be kept in the record; take it out".into());
        }
        if url.port() == Some(0) {
            return Err("there is no port 0".into());
        }
        url.set_fragment(None);
        match url.as_str().len() > LONGEST {
            true => Err(format!("it is longer than {LONGEST} bytes")),
            false => Ok(Self(url)),
        }
    }

    /// Gives the whole address.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Gives the host as it stands in the address, an IPv6 number in its brackets.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Gives the number, where the host is one, however it was spelt.
    pub fn number(&self) -> Option<IpAddr> {
        match self.0.host()? {
            Host::Ipv4(number) => Some(number.into()),
            Host::Ipv6(number) => Some(number.into()),
            Host::Domain(_) => None,
        }
    }

    /// Gives the port, which follows from the scheme where none is named.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(80)
    }

    /// Says whether the connection is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Says whether one of the entries, each `host` or `host:port`, is this host.
    pub fn is_among(&self, entries: &[String]) -> bool {
        entries.iter().filter_map(|entry| host_and_port(entry)).any(|(host, port)| {
            without_dot(&host) == without_dot(self.host()) && port.is_none_or(|port| port == self.port())
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&shown(self.as_str()))
    }
}

/// Reads an entry of a list of hosts into the host's normal form and its port.
fn host_and_port(entry: &str) -> Option<(String, Option<u16>)> {
    let entry = entry.trim();
    if let Ok(IpAddr::V6(number)) = entry.parse() {
        return Some((format!("[{number}]"), None));
    }
    let (host, port) = match entry.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port.parse().ok()?)),
        _ => (entry, None),
    };
    Some((Host::parse(host).ok()?.to_string(), port))
}

/// Says what is wrong with the first entry of a list of hosts that cannot be read.
pub fn fault_in(entries: &[String]) -> Option<String> {
    let entry = entries.iter().find(|entry| host_and_port(entry).is_none())?;
    Some(format!("`{}` is not a host to allow: write host or host:port", entry.escape_debug()))
}

/// A name with a dot at its end is the same name.
fn without_dot(host: &str) -> &str {
    host.strip_suffix('.').unwrap_or(host)
}

fn check_letters(text: &str) -> Result<(), String> {
    match text.trim().chars().any(char::is_control) {
        true => Err("it holds a line break or another control character".into()),
        false => Ok(()),
    }
}

fn scheme_refused() -> String {
    "only addresses that begin with http:// or https:// are fetched".into()
}

fn explain(text: &str, fault: url::ParseError) -> String {
    use url::ParseError::{EmptyHost, InvalidPort, RelativeUrlWithoutBase};
    match fault {
        _ if text.trim().is_empty() => "the address is empty".into(),
        RelativeUrlWithoutBase => scheme_refused(),
        EmptyHost => "it names no host".into(),
        InvalidPort => "its port is not a number from 1 to 65535".into(),
        other => format!("it cannot be read as an address: {other}"),
    }
}

/// Gives an address as a message may show it: on one line, not too long, and without a password.
pub fn shown(text: &str) -> String {
    let bare = match Url::parse(text.trim()) {
        Ok(mut url) if url.password().is_some() || !url.username().is_empty() => {
            // Neither fails where the address had a user to begin with.
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.to_string()
        }
        Err(_) if text.contains('@') => "the address".to_string(),
        _ => text.trim().to_string(),
    };
    let mut line: String = bare.chars().take(SHOWN).flat_map(|letter| letter.escape_debug()).collect();
    if bare.chars().nth(SHOWN).is_some() {
        line.push('…');
    }
    line
}
