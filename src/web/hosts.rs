//! The names that the desk answers to.

use std::net::{IpAddr, SocketAddr};

/// The names that the desk answers to; a page elsewhere whose name was made to lead here is refused.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    named: Vec<String>,
    /// Of these the names that a proxy serves with TLS.
    secure: Vec<String>,
    address: Option<SocketAddr>,
}

impl Hosts {
    /// Takes the names that were given; one that begins with `https://` is served by a proxy with TLS.
    pub fn named(names: &[String]) -> Self {
        let (mut named, mut secure) = (Vec::new(), Vec::new());
        for name in names {
            let name = name.to_ascii_lowercase();
            let bare = name.strip_prefix("https://").or_else(|| name.strip_prefix("http://")).unwrap_or(&name);
            let bare = split(bare.trim_end_matches('/')).0.to_string();
            if name.starts_with("https://") {
                secure.push(bare.clone());
            }
            named.push(bare);
        }
        Self { named, secure, address: None }
    }

    /// Says whether a `Host` header is a name under which a proxy serves the desk with TLS.
    pub fn is_secure(&self, host: &str) -> bool {
        self.secure.contains(&split(host).0.to_ascii_lowercase())
    }

    /// Adds where the desk stands.
    pub fn add_address(&mut self, address: SocketAddr) {
        self.address = Some(address);
    }

    /// Says whether a `Host` header is one of ours.
    pub fn admit(&self, host: &str) -> bool {
        let Some(address) = self.address else { return false };
        let (name, port) = split(host);
        if self.named.contains(&name.to_ascii_lowercase()) {
            // Behind a proxy the port is the proxy's.
            return true;
        }
        let port_fits = port.map_or(address.port() == 80, |port| port == address.port());
        port_fits
            && match name.parse::<IpAddr>() {
                // A numeric host cannot be a name that was made to lead here.
                Ok(ip) => ip.is_loopback() || !address.ip().is_loopback(),
                Err(_) => name.eq_ignore_ascii_case("localhost"),
            }
    }
}

/// Takes a host apart; the brackets of an IPv6 address fall away.
fn split(host: &str) -> (&str, Option<u16>) {
    if let Some((inside, after)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return (inside, after.strip_prefix(':').and_then(|port| port.parse().ok()));
    }
    match host.rsplit_once(':') {
        Some((name, port)) => (name, port.parse().ok()),
        None => (host, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_tls_is_told_apart() {
        let names = ["https://Desk.Example/", "https://other.example:8443", "http://plain.example", "bare.example"];
        let mut hosts = Hosts::named(&names.map(str::to_string));
        hosts.add_address("127.0.0.1:8300".parse().unwrap());
        for (host, secure) in [
            ("desk.example", true),
            ("DESK.example:443", true),
            ("other.example:8443", true),
            ("plain.example", false),
            ("bare.example", false),
        ] {
            assert!(hosts.admit(host), "{host}");
            assert_eq!(hosts.is_secure(host), secure, "{host}");
        }
        assert!(hosts.admit("127.0.0.1:8300") && !hosts.is_secure("127.0.0.1:8300"));
    }

    #[test]
    fn answers_to_its_own_names_only() {
        let at = |address: &str, names: &[&str]| {
            let mut hosts = Hosts::named(&names.iter().map(|name| (*name).to_string()).collect::<Vec<_>>());
            hosts.add_address(address.parse().unwrap());
            hosts
        };
        let rows = [
            ("127.0.0.1:8300", "", "127.0.0.1:8300", true),
            ("127.0.0.1:8300", "", "localhost:8300", true),
            ("127.0.0.1:8300", "", "LOCALHOST:8300", true),
            ("127.0.0.1:8300", "", "[::1]:8300", true),
            ("127.0.0.1:8300", "", "127.0.0.1:8301", false),
            ("127.0.0.1:8300", "", "127.0.0.1", false),
            ("127.0.0.1:8300", "", "evil.example:8300", false),
            ("127.0.0.1:8300", "", "127.0.0.1.evil.example:8300", false),
            ("127.0.0.1:8300", "", "192.0.2.7:8300", false),
            ("127.0.0.1:8300", "", "", false),
            ("0.0.0.0:8300", "", "192.0.2.7:8300", true),
            ("0.0.0.0:8300", "", "desk.example:8300", false),
            ("0.0.0.0:8300", "desk.example", "desk.example", true),
            ("0.0.0.0:8300", "desk.example", "Desk.Example:443", true),
        ];
        for (address, name, host, admitted) in rows {
            let names: Vec<_> = Some(name).filter(|name| !name.is_empty()).into_iter().collect();
            assert_eq!(at(address, &names).admit(host), admitted, "{host} at {address}");
        }
    }
}
