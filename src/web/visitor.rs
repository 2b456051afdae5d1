//! Who asks: the session behind a request, the language, and what that person may do.

use super::fault::Fault;
use super::sessions::Session;
use super::words::{Language, Words};
use actions::Actor;
use actions::users::Role;
use axum::http::{HeaderMap, header};

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
    /// Takes the session of a token.
    pub fn of(session: Session, token: String, words: Words) -> Self {
        let Session { actor, role, csrf, reveal, .. } = session;
        Self { actor, role, csrf, words, token, reveal }
    }

    /// Refuses whoever has a lesser role.
    pub fn require(&self, least: Role) -> Result<(), Fault> {
        match self.role >= least {
            true => Ok(()),
            false => Err(Fault::forbidden(format!("This needs the role {least}; yours is {}.", self.role))
                .hint("It can be changed at the desk's machine: tickmark user role NAME ROLE")),
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

/// Names the cookie of the session; cookies know no ports, so the name tells two desks apart.
pub fn session_cookie(port: u16) -> String {
    format!("tickmark_{port}")
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
