//! Who asks: the session behind a request, the language, and what that person may do.

use super::desk::Desk;
use super::fault::Fault;
use super::words::{Language, Words};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use std::sync::Arc;
use store::casebook::Actor;
use store::casebook::users::Role;

/// The cookie of the language.
pub const LANGUAGE: &str = "tickmark_language";

/// Somebody who is signed in, as one request sees it.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub actor: Actor,
    pub role: Role,
    pub csrf: String,
    pub words: Words,
    /// The token of the session.
    pub token: String,
    reveal: bool,
}

impl Visitor {
    /// Refuses whoever has a lesser role.
    pub fn require(&self, least: Role) -> Result<(), Fault> {
        match self.role >= least {
            true => Ok(()),
            false => Err(Fault::forbidden(format!("This is for the role {least}, and yours is {}.", self.role))
                .hint("Somebody at the machine of the desk can change it: tickmark user role NAME ROLE")),
        }
    }

    /// Says whether what is confidential is shown in full.
    pub fn sees_all(&self) -> bool {
        self.reveal && self.may_reveal()
    }

    /// Says whether what is confidential may be shown in full.
    pub fn may_reveal(&self) -> bool {
        self.role >= Role::Editor
    }
}

impl FromRequestParts<Arc<Desk>> for Visitor {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Fault> {
        let token = cookie(&parts.headers, &session_cookie(desk)).ok_or_else(Fault::sign_in)?;
        let session = desk.sessions.find(&token).ok_or_else(Fault::sign_in)?;
        let words = words_of(&parts.headers);
        Ok(Self { actor: session.actor, role: session.role, csrf: session.csrf, words, token, reveal: session.reveal })
    }
}

/// Names the cookie of the session; cookies know no ports, so the name tells two desks apart.
pub fn session_cookie(desk: &Desk) -> String {
    format!("tickmark_{}", desk.port())
}

/// Gives the language that a request asks for: the cookie's, else the browser's.
pub fn words_of(headers: &HeaderMap) -> Words {
    let chosen = cookie(headers, LANGUAGE).and_then(|code| Language::from_code(&code));
    let wished = || {
        let wishes = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        wishes.split(',').find_map(|wish| Language::from_code(wish.trim().get(..2)?))
    };
    Words::of(chosen.or_else(wished).unwrap_or(Language::English))
}

/// Reads a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_string())
}
