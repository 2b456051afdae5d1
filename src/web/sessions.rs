//! Who is signed in: sessions that outlive a restart, and the one-time link.
//!
//! Of a session only the hash of its token is written down, so that the file lets nobody in.

use actions::users::{Role, User, Users};
use actions::{Actor, Clock, Entropy, Home};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use record::model::time::Moment;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::error::Result;

/// How long a session lives that nobody uses.
const IDLE: Duration = Duration::from_secs(12 * 3600);

/// How long a session lives at most.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

/// How old a note of a session's last use may be before it is written anew.
const NOTED: Duration = Duration::from_secs(10 * 60);

/// How long a link opens the desk that nobody used.
pub const LINK_LIVES: Duration = Duration::from_secs(10 * 60);

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    pub actor: Actor,
    pub role: Role,
    /// The token that every form of this session carries.
    pub csrf: String,
    /// Whether what is confidential is shown in full.
    pub reveal: bool,
    /// A hash of the user's password as it is kept; none for whoever came by the one-time link.
    pub password: Option<String>,
    began: Moment,
    used: Moment,
}

/// A session as it is written down.
#[derive(Serialize, Deserialize)]
struct Noted {
    /// The hash of the token, in hexadecimal.
    token: String,
    name: String,
    password: Option<String>,
    began: Moment,
    used: Moment,
}

/// Where sessions are written down: the folders of the user, and the casebook of the desk.
struct Notes {
    home: Home,
    casebook: PathBuf,
}

/// Everybody who is signed in.
pub struct Sessions {
    inner: Mutex<Inner>,
    clock: Clock,
    notes: Option<Notes>,
}

#[derive(Default)]
struct Inner {
    entropy: Entropy,
    /// By the hash of the token, so that comparing tells nothing of it.
    sessions: HashMap<[u8; 32], Session>,
    link: Option<([u8; 32], Instant)>,
}

impl Sessions {
    /// Begins with nobody signed in, and writes nothing down.
    pub fn new(clock: Clock) -> Self {
        Self { inner: Mutex::default(), clock, notes: None }
    }

    /// Goes on with those who were signed in when the desk of a casebook closed, as far as they may still come.
    pub fn kept(clock: Clock, home: &Home, casebook: &Path, owner: &Actor) -> Self {
        let sessions =
            Self { notes: Some(Notes { home: home.clone(), casebook: casebook.to_path_buf() }), ..Self::new(clock) };
        let noted = home.desk_sessions(casebook).and_then(|bytes| serde_json::from_slice::<Vec<Noted>>(&bytes).ok());
        let now = clock.now();
        for noted in noted.unwrap_or_default() {
            let Some((token, session)) = noted.session(owner).filter(|(_, session)| session.lives(now)) else {
                continue;
            };
            sessions.inner().sessions.insert(token, session);
        }
        // Whose name or password is gone meanwhile is gone too.
        sessions.settle(&actions::users::all(home).unwrap_or_default());
        sessions
    }

    /// Lets in whoever sits at this machine; gives the token for the cookie.
    pub fn begin_local(&self, owner: Actor) -> String {
        self.begin(owner, Role::Admin, None)
    }

    /// Signs a user in, whose password was looked at; gives the token for the cookie.
    pub fn begin_of(&self, user: &User) -> Result<String> {
        Ok(self.begin(Actor::named(&user.name)?, user.role, Some(digest(&user.password))))
    }

    fn begin(&self, actor: Actor, role: Role, password: Option<String>) -> String {
        let mut inner = self.inner();
        let now = self.clock.now();
        inner.sessions.retain(|_, session| session.lives(now));
        let token = inner.token();
        let session = Session { actor, role, csrf: String::new(), reveal: false, password, began: now, used: now };
        inner.sessions.insert(hash(&token), session);
        self.note(&inner);
        token
    }

    /// Finds the session of a token, and notes that it was used.
    pub fn find(&self, token: &str) -> Option<Session> {
        let mut inner = self.inner();
        let (key, now) = (hash(token), self.clock.now());
        let session = inner.sessions.get_mut(&key).filter(|session| session.lives(now))?;
        let stale = session.since(session.used, now) > NOTED;
        session.used = if stale { now } else { session.used };
        let found = Session { csrf: form_token(token), ..session.clone() };
        if stale {
            self.note(&inner);
        }
        Some(found)
    }

    /// Ends a session.
    pub fn end(&self, token: &str) {
        let mut inner = self.inner();
        inner.sessions.remove(&hash(token));
        self.note(&inner);
    }

    /// Ends the sessions of users who are gone or have another password, and gives the others the role of now; says whether
    /// one ended.
    pub fn settle(&self, users: &Users) -> bool {
        let mut inner = self.inner();
        let before = inner.sessions.len();
        inner.sessions.retain(|_, session| {
            let Some(password) = &session.password else { return true };
            let user = users.named(session.actor.name()).filter(|user| digest(&user.password) == *password);
            session.role = user.map_or(Role::Reader, |user| user.role);
            user.is_some()
        });
        let ended = inner.sessions.len() < before;
        if ended {
            self.note(&inner);
        }
        ended
    }

    /// Shows what is confidential in a session, or no longer.
    pub fn reveal(&self, token: &str, reveal: bool) {
        if let Some(session) = self.inner().sessions.get_mut(&hash(token)) {
            session.reveal = reveal;
        }
    }

    /// Makes a link token that opens the desk once; an earlier one is void.
    pub fn make_link(&self) -> String {
        let mut inner = self.inner();
        let token = inner.token();
        inner.link = Some((hash(&token), Instant::now()));
        token
    }

    /// Has the desk open once with a link token that somebody was given already.
    pub fn expect_link(&self, token: &str) {
        self.inner().link = Some((hash(token), Instant::now()));
    }

    /// Takes a link token, which is void from then on; `false` where it is not the one, or is too old.
    pub fn take_link(&self, token: &str) -> bool {
        self.take_link_at(token, Instant::now())
    }

    /// Says whether the link that was shown last is too old to open anything.
    pub fn link_is_old(&self) -> bool {
        self.inner().link.is_some_and(|(_, made)| made.elapsed() >= LINK_LIVES)
    }

    fn take_link_at(&self, token: &str, now: Instant) -> bool {
        let mut inner = self.inner();
        let fits = inner.link.is_some_and(|(link, made)| link == hash(token) && now.duration_since(made) < LINK_LIVES);
        if fits {
            inner.link = None;
        }
        fits
    }

    /// Says whether a session is open, and does not count that as use.
    pub fn is_open(&self, token: &str) -> bool {
        self.inner().sessions.get(&hash(token)).is_some_and(|session| session.lives(self.clock.now()))
    }

    /// Draws a token that nobody can guess.
    pub fn draw(&self) -> String {
        self.inner().token()
    }

    /// Writes down who is signed in; where that fails, a restart ends the sessions.
    fn note(&self, inner: &Inner) {
        let Some(Notes { home, casebook }) = &self.notes else { return };
        let noted = |(token, session): (&[u8; 32], &Session)| Noted {
            token: HEXLOWER.encode(token),
            name: session.actor.name().to_string(),
            password: session.password.clone(),
            began: session.began,
            used: session.used,
        };
        let all: Vec<Noted> = inner.sessions.iter().map(noted).collect();
        if let Ok(json) = serde_json::to_vec(&all) {
            let _ = home.remember_desk_sessions(casebook, &json);
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn token(&mut self) -> String {
        BASE64URL_NOPAD.encode(&self.entropy.draw::<32>())
    }
}

impl Session {
    fn lives(&self, now: Moment) -> bool {
        self.since(self.used, now) < IDLE && self.since(self.began, now) < LONGEST
    }

    fn since(&self, then: Moment, now: Moment) -> Duration {
        Duration::from_millis(u64::try_from(now.millis() - then.millis()).unwrap_or_default())
    }
}

impl Noted {
    /// Gives the session again, with the hash of its token; one by the link only for whoever the desk belongs to.
    fn session(self, owner: &Actor) -> Option<([u8; 32], Session)> {
        let Self { token, name, password, began, used } = self;
        let token = HEXLOWER.decode(token.as_bytes()).ok()?.try_into().ok()?;
        let (own, actor) = (name == owner.name(), Actor::named(&name).ok()?);
        let role = if password.is_none() { Role::Admin } else { Role::Reader };
        let session = Session { actor, role, csrf: String::new(), reveal: false, password, began, used };
        (own || session.password.is_some()).then_some((token, session))
    }
}

/// Makes a token that nobody can guess.
pub fn new_token() -> String {
    BASE64URL_NOPAD.encode(&Entropy::default().draw::<32>())
}

/// Gives the token that every form of a session carries; who knows it does not know that of the session.
fn form_token(token: &str) -> String {
    BASE64URL_NOPAD.encode(&hash(&format!("form {token}")))
}

/// Gives a hash of a text in hexadecimal.
fn digest(text: &str) -> String {
    HEXLOWER.encode(&hash(text))
}

/// Hashes a token; equal hashes are compared, so the time it takes tells nothing of the token.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ana() -> Actor {
        Actor::named("Ana").unwrap()
    }

    #[test]
    fn a_link_opens_once() {
        let sessions = Sessions::new(Clock::Machine);
        let link = sessions.make_link();
        assert!(!sessions.take_link("another"));
        assert!(sessions.take_link(&link));
        assert!(!sessions.take_link(&link));
        let old = sessions.make_link();
        let new = sessions.make_link();
        assert!(!sessions.take_link(&old), "a new link voids the one before");
        assert!(sessions.take_link(&new));
        let link = sessions.make_link();
        assert!(!sessions.take_link_at(&link, Instant::now() + LINK_LIVES), "it is too old");
        assert!(sessions.take_link(&link));
    }

    #[test]
    fn a_session_follows_its_user() {
        let sessions = Sessions::new(Clock::Machine);
        let user = |role, password: &str| User { name: "Ana".into(), role, password: password.into() };
        let role = |token: &str| sessions.find(token).map(|session| session.role);
        let (token, local) = (sessions.begin_of(&user(Role::Editor, "a")).unwrap(), sessions.begin_local(ana()));
        assert_eq!(role(&token), Some(Role::Editor));
        sessions.settle(&Users { all: vec![user(Role::Reader, "a")] });
        assert_eq!(role(&token), Some(Role::Reader), "another role");
        assert!(sessions.is_open(&token));
        assert!(sessions.settle(&Users { all: vec![user(Role::Reader, "b")] }), "one ended");
        assert!(!sessions.is_open(&token));
        assert_eq!(role(&token), None, "another password");
        let token = sessions.begin_of(&user(Role::Editor, "a")).unwrap();
        sessions.settle(&Users::default());
        assert_eq!(role(&token), None, "gone");
        assert_eq!(role(&local), Some(Role::Admin));
        sessions.end(&local);
        assert_eq!(role(&local), None);
    }

    #[test]
    fn sessions_outlive_a_restart_and_the_file_lets_nobody_in() {
        let folder = tempfile::tempdir().unwrap();
        let (home, casebook) =
            (Home::at(folder.path().join("config"), folder.path().join("state")), folder.path().join("c.db"));
        let open = |owner: &str| Sessions::kept(Clock::Machine, &home, &casebook, &Actor::named(owner).unwrap());
        actions::users::add(&home, "Ben", Role::Checker, "a long enough password").unwrap();
        let sessions = open("Ana");
        let user = actions::users::all(&home).unwrap().all.remove(0);
        let (local, ben) = (sessions.begin_local(ana()), sessions.begin_of(&user).unwrap());
        let csrf = sessions.find(&ben).unwrap().csrf;
        drop(sessions);
        let again = open("Ana");
        assert_eq!(again.find(&local).map(|session| session.role), Some(Role::Admin));
        let found = again.find(&ben).unwrap();
        assert_eq!((found.role, &found.csrf), (Role::Checker, &csrf), "an open form is still taken");
        let written = String::from_utf8(home.desk_sessions(&casebook).unwrap()).unwrap();
        assert!(!written.contains(&local) && !written.contains(&ben) && !written.contains(&csrf));
        assert!(open("Cora").find(&local).is_none(), "another owner");
        again.end(&local);
        assert!(open("Ana").find(&local).is_none(), "signed out");
        actions::users::set_password(&home, "Ben", "another long password").unwrap();
        assert!(open("Ana").find(&ben).is_none(), "another password");
    }
}
