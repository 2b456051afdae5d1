//! What stands before every page: which hosts and origins are answered, and the headers that keep pages inert.

use super::desk::Desk;
use super::fault::Fault;
use super::fault_page;
use super::hosts::Hosts;
use super::visitor::{self, Visitor};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Pages run our own script and style and nothing else, are framed by nobody, and post to us only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'self'";

/// The header by which the script of a page says that it wants a line and no page.
pub const FROM_SCRIPT: &str = "x-desk";

/// Stands before every request and behind every answer.
pub async fn watch_over(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let words = visitor::words_of(request.headers());
    let secure = desk.is_secure(request.headers());
    let plain = request.headers().contains_key(FROM_SCRIPT);
    let refused = is_elsewhere(&desk.hosts, request.method(), request.headers());
    let (mut parts, body) = request.into_parts();
    let wanted = (parts.method == Method::GET).then(|| parts.uri.path_and_query().map(ToString::to_string)).flatten();
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
        response = fault_page::show(&fault, visitor, words, (plain, wanted));
    }
    harden(response.headers_mut());
    if secure {
        let year = HeaderValue::from_static("max-age=31536000");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// Says why a request is not even looked at.
pub(super) fn is_elsewhere(hosts: &Hosts, method: &Method, headers: &HeaderMap) -> Option<Fault> {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST).filter(|host| hosts.admit(host)) else {
        return Some(
            Fault::forbidden("This desk does not accept that host name.")
                .hint("Open it at the address it printed, or name the host with --host when you start it."),
        );
    };
    if method == Method::GET || method == Method::HEAD {
        return None;
    }
    let elsewhere = || Some(Fault::forbidden("This came from another site, and was not done."));
    match (text(header::ORIGIN), headers.get("sec-fetch-site").and_then(|value| value.to_str().ok())) {
        (_, Some(site)) if !matches!(site, "same-origin" | "none") => elsewhere(),
        (Some(origin), _) if origin.split_once("://").map(|(_, origin_host)| origin_host) != Some(host) => elsewhere(),
        _ => None,
    }
}

/// Adds the headers that keep an answer inert.
pub(super) fn harden(headers: &mut HeaderMap) {
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
