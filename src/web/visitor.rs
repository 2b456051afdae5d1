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
    /// Whether they came in with a password, and not by the link.
    pub has_password: bool,
    reveal: bool,
}

impl Visitor {
    /// Takes the session of a token.
    pub fn of(session: Session, token: String, words: Words) -> Self {
        let Session { actor, role, csrf, reveal, password, .. } = session;
        Self { actor, role, csrf, words, token, has_password: password.is_some(), reveal }
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

/// Names a cookie of the desk; cookies know no ports, so the name tells two desks apart. With TLS it is one that only
/// this very host can set.
fn desk_cookie(what: &str, port: u16, secure: bool) -> String {
    format!("{}{what}_{port}", if secure { "__Host-" } else { "" })
}

/// Names the cookie of the session.
pub fn session_cookie(port: u16, secure: bool) -> String {
    desk_cookie("tickmark", port, secure)
}

/// Names the cookie by which a browser is known that signed in before.
pub fn browser_cookie(port: u16, secure: bool) -> String {
    desk_cookie("tickmark_known", port, secure)
}

/// Gives a cookie that script and other sites cannot reach.
pub fn set_cookie(name: &str, value: &str, secure: bool, lives: Option<u32>) -> String {
    let (secure, lives) = (if secure { "; Secure" } else { "" }, lives.map(|lives| format!("; Max-Age={lives}")));
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{}", lives.unwrap_or_default())
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
