//! Who is signed in: sessions in memory, the one-time link, and a limit on tries.

use actions::Actor;
use actions::Entropy;
use actions::users::{Role, User, Users};
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::error::Result;

/// How long a session lives that nobody uses.
const IDLE: Duration = Duration::from_secs(12 * 3600);

/// How long a session lives at most.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

/// Within this time tries are counted.
const WINDOW: Duration = Duration::from_secs(60);

/// How often one name may be tried within the window.
const TRIES_PER_NAME: usize = 5;

/// How often one address may try within the window, under whatever names.
const TRIES_PER_ADDRESS: usize = 20;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    pub actor: Actor,
    pub role: Role,
    /// The token that every form of this session carries.
    pub csrf: String,
    /// Whether what is confidential is shown in full.
    pub reveal: bool,
    /// The hash of the password that was given; none for whoever came by the one-time link.
    password: Option<String>,
    began: Instant,
    used: Instant,
}

/// Everybody who is signed in.
#[derive(Default)]
pub struct Sessions {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    entropy: Entropy,
    /// By the hash of the token, so that comparing tells nothing of it.
    sessions: HashMap<[u8; 32], Session>,
    link: Option<[u8; 32]>,
    tries: HashMap<String, Vec<Instant>>,
}

impl Sessions {
    /// Lets in whoever sits at this machine; gives the token for the cookie.
    pub fn begin_local(&self, owner: Actor) -> String {
        self.begin(owner, Role::Admin, None)
    }

    /// Signs a user in, whose password was looked at; gives the token for the cookie.
    pub fn begin_of(&self, user: &User) -> Result<String> {
        Ok(self.begin(Actor::named(&user.name)?, user.role, Some(user.password.clone())))
    }

    fn begin(&self, actor: Actor, role: Role, password: Option<String>) -> String {
        let mut inner = self.inner();
        let now = Instant::now();
        inner.sessions.retain(|_, session| session.lives(now));
        let (token, csrf) = (inner.token(), inner.token());
        let session = Session { actor, role, csrf, reveal: false, password, began: now, used: now };
        inner.sessions.insert(hash(&token), session);
        token
    }

    /// Finds the session of a token, and notes that it was used.
    pub fn find(&self, token: &str) -> Option<Session> {
        let mut inner = self.inner();
        let (key, now) = (hash(token), Instant::now());
        let session = inner.sessions.get_mut(&key).filter(|session| session.lives(now))?;
        session.used = now;
        Some(session.clone())
    }

    /// Ends a session.
    pub fn end(&self, token: &str) {
        self.inner().sessions.remove(&hash(token));
    }

    /// Ends the sessions of users who are gone or have another password, and gives the others the role of now.
    pub fn settle(&self, users: &Users) {
        self.inner().sessions.retain(|_, session| {
            let Some(password) = &session.password else { return true };
            let user = users.named(session.actor.name()).filter(|user| user.password == *password);
            session.role = user.map_or(Role::Reader, |user| user.role);
            user.is_some()
        });
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
        inner.link = Some(hash(&token));
        token
    }

    /// Takes a link token, which is void from then on; `false` where it is not the one.
    pub fn take_link(&self, token: &str) -> bool {
        let mut inner = self.inner();
        let fits = inner.link.is_some_and(|link| link == hash(token));
        if fits {
            inner.link = None;
        }
        fits
    }

    /// Counts a try to sign in; `false` where there were too many of late.
    pub fn may_try(&self, name: &str, address: IpAddr) -> bool {
        let mut inner = self.inner();
        let now = Instant::now();
        inner.tries.retain(|_, tries| {
            tries.retain(|tried| now.duration_since(*tried) < WINDOW);
            !tries.is_empty()
        });
        let limits = [(format!("name {name}"), TRIES_PER_NAME), (format!("address {address}"), TRIES_PER_ADDRESS)];
        let room = |(key, limit): &(String, usize)| inner.tries.get(key).map_or(0, Vec::len) < *limit;
        if !limits.iter().all(room) {
            return false;
        }
        for (key, _) in limits {
            inner.tries.entry(key).or_default().push(now);
        }
        true
    }

    /// Forgets the tries under a name, once the right password came.
    pub fn forget_tries(&self, name: &str) {
        self.inner().tries.remove(&format!("name {name}"));
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
    fn lives(&self, now: Instant) -> bool {
        now.duration_since(self.used) < IDLE && now.duration_since(self.began) < LONGEST
    }
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
        let sessions = Sessions::default();
        let link = sessions.make_link();
        assert!(!sessions.take_link("another"));
        assert!(sessions.take_link(&link));
        assert!(!sessions.take_link(&link));
        let old = sessions.make_link();
        let new = sessions.make_link();
        assert!(!sessions.take_link(&old), "a new link voids the one before");
        assert!(sessions.take_link(&new));
    }

    #[test]
    fn a_session_follows_its_user() {
        let sessions = Sessions::default();
        let user = |role, password: &str| User { name: "Ana".into(), role, password: password.into() };
        let role = |token: &str| sessions.find(token).map(|session| session.role);
        let (token, local) = (sessions.begin_of(&user(Role::Editor, "a")).unwrap(), sessions.begin_local(ana()));
        assert_eq!(role(&token), Some(Role::Editor));
        sessions.settle(&Users { all: vec![user(Role::Reader, "a")] });
        assert_eq!(role(&token), Some(Role::Reader), "another role");
        sessions.settle(&Users { all: vec![user(Role::Reader, "b")] });
        assert_eq!(role(&token), None, "another password");
        let token = sessions.begin_of(&user(Role::Editor, "a")).unwrap();
        sessions.settle(&Users::default());
        assert_eq!(role(&token), None, "gone");
        assert_eq!(role(&local), Some(Role::Admin));
        sessions.end(&local);
        assert_eq!(role(&local), None);
    }

    #[test]
    fn tries_are_limited_by_name_and_by_address() {
        let sessions = Sessions::default();
        let address = IpAddr::from([192, 0, 2, 1]);
        for _ in 0..TRIES_PER_NAME {
            assert!(sessions.may_try("Ana", address));
        }
        assert!(!sessions.may_try("Ana", IpAddr::from([192, 0, 2, 2])), "from another address too");
        sessions.forget_tries("Ana");
        assert!(sessions.may_try("Ana", address));
        for nth in 0..TRIES_PER_ADDRESS {
            sessions.may_try(&format!("name {nth}"), address);
        }
        assert!(!sessions.may_try("Ben", address), "the address has tried too often");
    }
}
