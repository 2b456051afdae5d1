//! What stands before every page: which hosts and origins are answered, and the headers that keep pages inert.

use super::desk::Desk;
use super::fault::{self, Fault};
use super::visitor::{self, Visitor};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Pages run our own script and style and nothing else, are framed by nobody, and post to us only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'self'";

/// The header by which the script of a page says that it wants a line and no page.
pub const FROM_SCRIPT: &str = "x-desk";

/// The names that the desk answers to; a page elsewhere whose name was made to lead here is refused.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    named: Vec<String>,
    address: Option<SocketAddr>,
}

impl Hosts {
    /// Takes the names that were given.
    pub fn named(names: &[String]) -> Self {
        Self { named: names.iter().map(|name| name.to_ascii_lowercase()).collect(), address: None }
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

/// Stands before every request and behind every answer.
pub async fn watch_over(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let words = visitor::words_of(request.headers());
    let plain = request.headers().contains_key(FROM_SCRIPT);
    let refused = refusal(&desk, request.method(), request.headers());
    let (mut parts, body) = request.into_parts();
    // Looked at only where a page must be made for a fault.
    let visitor = Visitor::from_request_parts(&mut parts, &desk).await.ok();
    let mut response = match refused {
        Some(fault) => {
            // Read and forgotten, so that the sender hears the answer.
            let _ = axum::body::to_bytes(body, super::posted::FIELDS_LIMIT).await;
            fault.into_response()
        }
        None => next.run(Request::from_parts(parts, body)).await,
    };
    if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        response = fault::show(&fault, visitor, words, plain);
    }
    harden(response.headers_mut());
    response
}

/// Says why a request is not even looked at.
fn refusal(desk: &Desk, method: &Method, headers: &HeaderMap) -> Option<Fault> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST).filter(|host| desk.hosts.admit(host)) else {
        return Some(
            Fault::forbidden("This desk does not answer to that name.")
                .hint("Open it by the address that it printed, or name the host with --host when it is started."),
        );
    };
    if method == Method::GET || method == Method::HEAD {
        return None;
    }
    let elsewhere = || Some(Fault::forbidden("This came from a page elsewhere, and was not done."));
    match (text(header::ORIGIN), headers.get("sec-fetch-site").and_then(|value| value.to_str().ok())) {
        (_, Some(site)) if !matches!(site, "same-origin" | "none") => elsewhere(),
        (Some(origin), _) if origin.split_once("://").map(|(_, origin_host)| origin_host) != Some(host) => elsewhere(),
        _ => None,
    }
}

fn harden(headers: &mut HeaderMap) {
    let mut set = |name: &'static str, value: &'static str| {
        if !headers.contains_key(name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set("content-security-policy", POLICY);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("permissions-policy", "camera=(), geolocation=(), microphone=()");
    set("x-frame-options", "SAMEORIGIN");
}

#[cfg(test)]
mod tests {
    use super::*;

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
